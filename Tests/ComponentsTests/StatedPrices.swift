import Pricing
import Quantities
import Testing

/// The prices that an example states, rated by the same code as a bill.
enum StatedPrices {
  /// What a month's quantity costs at one price for `size` of the meter's units.
  static func cost(of quantity: Double, at price: String, per size: Double = 1) throws -> Money {
    try cost(of: quantity, bands: [(0, price)], per: size)
  }

  /// What a month's quantity costs at graduated prices for `size` of the meter's units, each from a number of prices on.
  static func cost(of quantity: Double, bands: [(Double, String)], per size: Double = 1) throws -> Money {
    let read = try bands.map {
      (from: try #require(Nano(rounding: $0.0)), price: try #require(Money(decimal: $0.1)))
    }
    return try #require(Tariff(bands: read, size: size)).amount(of: quantity)
  }
}
