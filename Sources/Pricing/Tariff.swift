public import Quantities

/// The prices of one meter by the month's quantity, laid out for speed: marginal tiers on a month's total.
///
/// For replications, which look at months alone. The bill of a run comes from `Rater`; for a pool of one member with
/// one price list all month both agree to the last digit.
public struct Tariff: Sendable {
  /// Most tiers.
  public static let mostBands = 8

  /// Where each tier begins, in 1e-9 of the price's unit; those past the last are out of reach.
  @usableFromInline var edges: InlineArray<8, Int64>
  /// Each tier's price in 1e-12 of the currency.
  @usableFromInline var prices: InlineArray<8, Int128>
  /// What the tiers below each one cost when they are full, in 1e-12 of the currency.
  @usableFromInline var below: InlineArray<8, Int128>
  /// How many of the meter's units one price buys.
  @usableFromInline let size: Double

  /// Tiers in ascending order, the first from 0 on; nil if they are none.
  ///
  /// That is if they are out of order, none or more than `mostBands`, or if a price is below zero or not below 10,000,000.
  ///
  /// - Parameters:
  ///   - bands: where each begins, in the price's unit, and its price.
  ///   - size: how many of the meter's units one price buys: 1,000 for tokens priced by the thousand.
  public init?(bands: [(from: Nano, price: Money)], size: Double = 1) {
    guard (1...Self.mostBands).contains(bands.count), bands[0].from == .zero, size > 0,
      zip(bands, bands.dropFirst()).allSatisfy({ $0.from < $1.from }),
      bands.allSatisfy({ $0.price >= .zero && $0.price < PriceRow.mostPrice })
    else { return nil }
    edges = InlineArray(repeating: Int64.max)
    prices = InlineArray(repeating: 0)
    below = InlineArray(repeating: 0)
    self.size = size
    for (index, band) in bands.enumerated() {
      edges[index] = band.from.nano
      prices[index] = band.price.pico
      if index > 0 { below[index] = below[index - 1] + Self.amount(prices[index - 1], edges[index] - edges[index - 1]) }
    }
  }

  /// R12 of a price times a quantity.
  @inlinable static func amount(_ price: Int128, _ nano: Int64) -> Int128 {
    Decimal12.roundedHalfEven(price * Int128(nano), by: 1_000_000_000)
  }

  /// What `month`, in the price's unit, costs: the sum over its tiers, each rounded half-even to 1e-12.
  @inlinable public func amount(of month: Nano) -> Money {
    guard month > .zero else { return .zero }
    var tier = 0  // found in a fixed number of steps without a branch
    for index in 1..<Self.mostBands { tier += edges[index] < month.nano ? 1 : 0 }
    return Money(pico: below[tier] + Self.amount(prices[tier], month.nano - edges[tier]))
  }

  /// What `quantity`, in the meter's unit, costs once it is rounded to 1e-9 of the price's, at most 9.2e9 of them.
  @inlinable public func amount(of quantity: Double) -> Money {
    amount(of: Nano(rounding: quantity / size) ?? Nano(nano: quantity > 0 ? Int64.max : 0))
  }

  /// The month's quantity, in the price's unit, that costs `money`: where pay-as-you-go breaks even with a fixed price.
  ///
  /// The least one where several cost the same; nil if no quantity costs so much.
  package func quantity(costing money: Money) -> Double? {
    guard money > .zero else { return 0 }
    for tier in 0..<Self.mostBands {
      let isLast = tier + 1 == Self.mostBands || edges[tier + 1] == Int64.max
      guard isLast || below[tier + 1] >= money.pico else { continue }
      guard prices[tier] > 0 else { return nil }
      return (Double(edges[tier]) + Double(money.pico - below[tier]) / Double(prices[tier]) * 1e9) / 1e9
    }
    return nil
  }
}
