package import Quantities

/// A percentage that was negotiated off the list's pay-as-you-go prices.
///
/// Purchases have prices of their own: reservations, savings plans and pre-purchases are not lowered by it.
package struct Discount: Sendable, Hashable {
  /// In 1e-9 of the price.
  private let nano: Int64

  /// None.
  package static let none = Discount(nano: 0)

  private init(nano: Int64) { self.nano = nano }

  /// A share of the price, from 0 to 1.
  package init(_ share: Quantity<Share>) {
    nano = min(max(Nano(rounding: share.value)?.nano ?? 0, 0), 1_000_000_000)
  }

  /// A list price less the discount, rounded half-even to 1e-12.
  package func price(_ list: Money) -> Money {
    guard nano != 0 else { return list }
    return Money(pico: Decimal12.roundedHalfEven(list.pico * Int128(1_000_000_000 - nano), by: 1_000_000_000))
  }
}
