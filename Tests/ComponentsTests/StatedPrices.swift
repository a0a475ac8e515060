import Pricing
import Quantities
import Testing

/// The prices that an example states, for the tests that follow it.
enum StatedPrices {
  /// What a month's quantity costs at one price.
  static func cost(of quantity: Double, at price: String, size: Double = 1) throws -> Money {
    try cost(of: quantity, bands: [(0, price)], size: size)
  }

  /// What a month's quantity costs at graduated prices, each from a quantity on, `size` units of the meter at a time.
  static func cost(of quantity: Double, bands: [(Double, String)], size: Double = 1) throws -> Money {
    var read: [(from: Nano, price: Money)] = []
    for (from, price) in bands {
      let edge = try #require(Nano(rounding: from))
      let money = try #require(Money(decimal: price))
      read.append((edge, money))
    }
    let tariff = try #require(Tariff(bands: read, size: size))
    return tariff.amount(of: quantity)
  }
}
