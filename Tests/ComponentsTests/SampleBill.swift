import Pricing
import Quantities
import Testing

/// Prices of a published example, rated by the same code as a bill.
enum SampleBill {
  /// What `quantity` costs at one price for `size` of it.
  static func amount(_ quantity: Double, at price: String, per size: Double = 1) throws -> Money {
    let money = try #require(Money(decimal: price))
    let tariff = try #require(Tariff(bands: [(from: .zero, price: money)], size: size))
    return tariff.amount(of: quantity)
  }

  /// What `quantity` costs over tiers that begin at `from`, in the meter's unit.
  static func amount(_ quantity: Double, tiers: [(from: Int64, price: String)]) throws -> Money {
    let bands = try tiers.map {
      (from: Nano(nano: $0.from * 1_000_000_000), price: try #require(Money(decimal: $0.price)))
    }
    return try #require(Tariff(bands: bands)).amount(of: quantity)
  }
}
