public import Quantities

/// The prices of one meter by the month's quantity, laid out for speed: marginal tiers on a month's total.
///
/// For replications, which look at months alone. The bill of a run comes from `Rater`; for a pool of one member with one price
/// list all month both agree to the last digit.
public struct Tariff: Sendable {
  /// Most tiers.
  public static let mostBands = 8

  @usableFromInline let count: Int
  /// Where each tier begins, and one past it ends, in 1e-9 of the price's unit.
  @usableFromInline var edges: InlineArray<9, Int64>
  /// Each tier's price in 1e-12 of the currency.
  @usableFromInline var prices: InlineArray<8, Int128>
  /// How many of the meter's units one price buys.
  @usableFromInline let size: Double

  /// Tiers in ascending order, the first from 0 on; nil if they are not, or if there are none or more than `mostBands`.
  ///
  /// - Parameters:
  ///   - bands: where each begins, in the price's unit, and its price.
  ///   - size: how many of the meter's units one price buys: 1,000 for tokens priced by the thousand.
  public init?(bands: [(from: Nano, price: Money)], size: Double = 1) {
    guard (1...Self.mostBands).contains(bands.count), bands[0].from == .zero, size > 0,
      zip(bands, bands.dropFirst()).allSatisfy({ $0.from < $1.from })
    else { return nil }
    count = bands.count
    edges = InlineArray(repeating: Int64.max)
    prices = InlineArray(repeating: 0)
    self.size = size
    for (index, band) in bands.enumerated() {
      edges[index] = band.from.nano
      prices[index] = band.price.pico
    }
  }

  /// What `month`, in the price's unit, costs: the sum over its tiers, each rounded half-even to 1e-12.
  @inlinable public func amount(of month: Nano) -> Money {
    var total: Int128 = 0
    for index in 0..<count {
      let end = Swift.min(month.nano, edges[index + 1])
      if end <= edges[index] { break }
      total += Decimal12.roundedHalfEven(prices[index] * Int128(end &- edges[index]), by: 1_000_000_000)
    }
    return Money(pico: total)
  }

  /// What `quantity`, in the meter's unit, costs once it is rounded to 1e-9 of the price's; 9.2e9 of the price's units at most.
  @inlinable public func amount(of quantity: Double) -> Money {
    amount(of: Nano(rounding: quantity / size) ?? Nano(nano: quantity > 0 ? Int64.max : 0))
  }
}
