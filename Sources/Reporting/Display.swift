import Analysis
package import Quantities

/// Numbers as people read them; none of these is read back.
package enum Display {
  /// A share of one as `12.3 %`.
  package static func percent(_ share: Double) -> String {
    guard share.isFinite else { return "–" }
    let tenths = Int128((share * 1000).rounded())
    let sign = tenths < 0 ? "-" : ""
    return "\(sign)\(tenths.magnitude / 10).\(tenths.magnitude % 10) %"
  }

  /// The share of `part` in `whole`; nothing where there is no whole.
  static func percent(_ part: Money, of whole: Money) -> String {
    whole == .zero ? "–" : percent(part.approximate / whole.approximate)
  }

  /// Four significant digits at least, thousands separated: `12,345`, `3.142`, `0.00213`.
  package static func number(_ value: Double) -> String {
    guard value.isFinite else { return "–" }
    let size = value.magnitude
    if size >= 1e15 { return plain(value) }
    if size == 0 { return "0" }
    var decimals = 0
    var bound = 1000.0
    while size < bound, decimals < 9 {
      decimals += 1
      bound /= 10
    }
    var scaled = Int128((value * power(decimals)).rounded())
    while decimals > 0, scaled % 10 == 0 {
      scaled /= 10
      decimals -= 1
    }
    if decimals == 0 { return thousands(String(scaled)) }
    return thousands(Decimal12.print(scaled, decimals: decimals))
  }

  /// A value or target of an objective with its unit.
  static func value(_ value: Double, of metric: String) -> String {
    guard value.isFinite else { return "saturated" }
    return number(value) + (metric == "availability" ? " %" : " ms")
  }

  /// A metered quantity with the decimals that matter, thousands separated.
  package static func quantity(_ value: Nano) -> String { thousands(trimmed(value.decimal)) }

  /// A price with the decimals that matter.
  package static func price(_ price: Money) -> String { trimmed(price.decimal) }

  /// A cost of one: two decimals, or as many as show four digits of a small one.
  static func cost(_ amount: Money) -> String {
    if amount == .zero || amount.pico.magnitude >= 1_000_000_000_000 {
      return Decimal12.print(
        Decimal12.roundedHalfEven(amount.pico, by: 10_000_000_000), decimals: 2)
    }
    var decimals = 4
    while decimals < 12, amount.approximate.magnitude * power(decimals) < 1000 { decimals += 1 }
    let divisor = (decimals..<12).reduce(Int64(1)) { p, _ in p * 10 }
    return Decimal12.print(Decimal12.roundedHalfEven(amount.pico, by: divisor), decimals: decimals)
  }

  /// A decimal text without the zeros at its end.
  static func trimmed(_ decimal: String) -> String {
    guard decimal.contains(".") else { return decimal }
    var text = Substring(decimal)
    while text.hasSuffix("0") { text = text.dropLast() }
    if text.hasSuffix(".") { text = text.dropLast() }
    return String(text)
  }

  /// A decimal text with thousands separated.
  static func thousands(_ decimal: String) -> String {
    let sign = decimal.hasPrefix("-") ? "-" : ""
    let digits = decimal.dropFirst(sign.count)
    let whole = digits.prefix(while: { $0 != "." })
    var out = ""
    for (i, digit) in whole.enumerated() {
      if i > 0, (whole.count - i) % 3 == 0 { out.append(",") }
      out.append(digit)
    }
    return sign + out + digits[whole.endIndex...]
  }

  /// An amount that an alert states: money with two decimals, anything else as it stands.
  static func stated(_ decimal: String) -> String {
    if decimal == "Infinity" { return "saturated" }
    guard let dot = decimal.firstIndex(of: "."), decimal.distance(from: dot, to: decimal.endIndex) == 13,
      let money = Money(decimal: decimal)
    else { return decimal }
    return money.display
  }

  /// The shortest decimal text that reads back as the same double, never with an exponent.
  static func plain(_ value: Double) -> String {
    guard value.isFinite else { return "null" }
    let text = "\(value)"
    let parts = text.split(separator: "e")
    guard parts.count == 2, let exponent = Int(parts[1]) else {
      return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
    let negative = parts[0].hasPrefix("-")
    let mantissa = parts[0].drop(while: { $0 == "-" }).split(separator: ".", omittingEmptySubsequences: false)
    let fraction = mantissa.count > 1 && mantissa[1] != "0" ? String(mantissa[1]) : ""
    let digits = String(mantissa[0]) + fraction
    let point = mantissa[0].count + exponent
    let out =
      point <= 0
      ? "0." + String(repeating: "0", count: -point) + digits
      : point >= digits.count
        ? digits + String(repeating: "0", count: point - digits.count)
        : String(digits.prefix(point)) + "." + digits.dropFirst(point)
    return (negative ? "-" : "") + out
  }

  /// `2027-01 to 2027-12`.
  static func span(_ months: [Report.MonthTotal]) -> String {
    guard let first = months.first?.month, let last = months.last?.month else { return "no months" }
    return first == last ? first : "\(first) to \(last)"
  }

  private static func power(_ decimals: Int) -> Double { (0..<decimals).reduce(1.0) { p, _ in p * 10 } }
}
