import Pricing
import Quantities
import Testing

/// Amounts at the prices that a published example states.
enum PublishedPrice {
  /// What `quantity` of a meter costs.
  ///
  /// - Parameters:
  ///   - quantity: of the month, in the meter's unit.
  ///   - bands: where each begins, in the price's unit, and its price.
  ///   - size: how many of the meter's units one price buys.
  /// - Returns: the amount.
  /// - Throws: where a price or the tiers are none.
  static func bill(_ quantity: Double, _ bands: [(from: Int64, price: String)], size: Double = 1) throws -> Double {
    let tiers = try bands.map {
      (from: Nano(nano: $0.from * 1_000_000_000), price: try #require(Money(decimal: $0.price)))
    }
    let amount = try #require(Tariff(bands: tiers, size: size)).amount(of: quantity)
    return try #require(Double(amount.decimal))
  }

  /// The same at one price for all of it.
  static func bill(_ quantity: Double, _ price: String, size: Double = 1) throws -> Double {
    try bill(quantity, [(0, price)], size: size)
  }
}
