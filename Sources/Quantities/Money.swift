/// An amount of money in 1e-12 of its currency, exact (architecture §6).
public struct Money: Sendable, Hashable, Comparable {
  /// The amount in 1e-12 of the currency.
  public var pico: Int128

  /// `pico` × 1e-12 of the currency.
  @inlinable public init(pico: Int128) { self.pico = pico }
  /// Nothing.
  public static let zero = Money(pico: 0)

  @inlinable public static func < (a: Money, b: Money) -> Bool { a.pico < b.pico }
  @inlinable public static func + (a: Money, b: Money) -> Money { Money(pico: a.pico + b.pico) }
  @inlinable public static func - (a: Money, b: Money) -> Money { Money(pico: a.pico - b.pico) }
  @inlinable public static func += (a: inout Money, b: Money) { a.pico += b.pico }
  @inlinable public static func -= (a: inout Money, b: Money) { a.pico -= b.pico }
  @inlinable public static prefix func - (a: Money) -> Money { Money(pico: -a.pico) }

  /// The amount of a decimal text such as `0.087` or `-12.5`; nil if it is none or has more than 12 decimals that matter.
  public init?(decimal text: some StringProtocol) {
    guard let scaled = Decimal12.parse(text) else { return nil }
    pico = scaled
  }

  /// The amount as a decimal string with 12 decimals, such as `281.015000000000`.
  public var decimal: String { Decimal12.print(pico, decimals: 12) }

  /// The amount rounded half-even to 2 decimals, with thousands separated: `12,345.68`.
  public var display: String { Decimal12.display(pico) }

  /// The nearest double, for charts and shares alone.
  public var approximate: Double { Double(pico) / 1e12 }
}

/// A metered quantity in 1e-9 of its unit, exact once its day is closed.
public struct Nano: Sendable, Hashable, Comparable {
  /// The quantity in 1e-9 of its unit.
  public var nano: Int64

  /// `nano` × 1e-9 of the unit.
  @inlinable public init(nano: Int64) { self.nano = nano }
  /// Nothing.
  public static let zero = Nano(nano: 0)

  /// `value` rounded half-even to 1e-9; nil beyond ±9.2e9 or if not finite.
  @inlinable public init?(rounding value: Double) {
    // The product can round: 1e9 × value is off by half an ulp, far below the distance of a tie that isn't one.
    let scaled = (value * 1e9).rounded(.toNearestOrEven)
    guard scaled.magnitude < 9.2e18 else { return nil }
    nano = Int64(scaled)
  }

  @inlinable public static func < (a: Nano, b: Nano) -> Bool { a.nano < b.nano }
  @inlinable public static func + (a: Nano, b: Nano) -> Nano { Nano(nano: a.nano + b.nano) }
  @inlinable public static func - (a: Nano, b: Nano) -> Nano { Nano(nano: a.nano - b.nano) }
  @inlinable public static func += (a: inout Nano, b: Nano) { a.nano += b.nano }

  /// The quantity as a decimal string with 9 decimals.
  public var decimal: String { Decimal12.print(Int128(nano), decimals: 9) }
  /// The nearest double.
  public var approximate: Double { Double(nano) / 1e9 }
}

/// Decimal text and scaled integers.
public enum Decimal12 {
  /// The value of a plain decimal text in 1e-12; nil if it isn't one, overflows, or has non-zero digits after the twelfth decimal.
  public static func parse(_ text: some StringProtocol) -> Int128? {
    var negative = false
    var value: Int128 = 0
    var decimals = -1
    var digits = 0
    for (i, byte) in text.utf8.enumerated() {
      switch byte {
      case UInt8(ascii: "-") where i == 0: negative = true
      case UInt8(ascii: "+") where i == 0: break
      case UInt8(ascii: ".") where decimals < 0: decimals = 0
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        digits += 1
        if decimals >= 12 {
          if byte != UInt8(ascii: "0") { return nil }
          continue
        }
        guard digits <= 30 else { return nil }
        value = value * 10 + Int128(byte - UInt8(ascii: "0"))
        if decimals >= 0 { decimals += 1 }
      default: return nil
      }
    }
    guard digits > 0 else { return nil }
    for _ in max(decimals, 0)..<12 {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      if overflow { return nil }
      value = product
    }
    return negative ? -value : value
  }

  /// `scaled` / 10^`decimals` with all its decimals.
  public static func print(_ scaled: Int128, decimals: Int) -> String {
    var digits = String(scaled.magnitude)
    if digits.count <= decimals { digits = String(repeating: "0", count: decimals + 1 - digits.count) + digits }
    let cut = digits.index(digits.endIndex, offsetBy: -decimals)
    return (scaled < 0 ? "-" : "") + digits[..<cut] + "." + digits[cut...]
  }

  /// `pico` × 1e-12 rounded half-even to 2 decimals with thousands separated.
  public static func display(_ pico: Int128) -> String {
    let cents = roundedHalfEven(pico, by: 10_000_000_000)
    let text = print(cents, decimals: 2)
    var out: [Character] = []
    let whole = text.prefix(while: { $0 != "." })
    let negative = whole.hasPrefix("-")
    for (i, c) in whole.drop(while: { $0 == "-" }).reversed().enumerated() {
      if i > 0, i % 3 == 0 { out.append(",") }
      out.append(c)
    }
    return (negative ? "-" : "") + String(out.reversed()) + text[whole.endIndex...]
  }

  /// `value / divisor` rounded half-even; `divisor` > 0.
  @inlinable public static func roundedHalfEven(_ value: Int128, by divisor: Int64) -> Int128 {
    // Products of a bill fit 94 bits: one hardware division then, instead of a 128-bit one.
    let magnitude = value.magnitude
    let unsigned = UInt64(divisor)
    let high = UInt64(truncatingIfNeeded: magnitude >> 64)
    var quotient: UInt128
    let remainder: UInt64
    if high < unsigned {
      let (q, r) = unsigned.dividingFullWidth((high, UInt64(truncatingIfNeeded: magnitude)))
      quotient = UInt128(q)
      remainder = r
    } else {
      let (q, r) = magnitude.quotientAndRemainder(dividingBy: UInt128(unsigned))
      quotient = q
      remainder = UInt64(r)
    }
    let twice = remainder &* 2
    if twice > unsigned || (twice == unsigned && quotient & 1 == 1) { quotient += 1 }
    return value < 0 ? -Int128(quotient) : Int128(quotient)
  }
}
