/// A JSON number, exactly: ±`mantissa` × 10^`exponent`.
struct JSONNumber {
  var isNegative = false
  var mantissa: UInt128 = 0
  var exponent = 0
  /// Whether digits behind the 36th were dropped, one of them not zero.
  var isCut = false

  /// A number as a whole count of 10^-`decimals`; what remains is dropped or rounded half-even by the caller's rule.
  struct Scaled {
    var value: Int128
    /// How far rounding moved it, as a share of the value.
    var shift: Double
  }

  /// The number × 10^`decimals`, rounded half-even; nil beyond 10^30.
  func scaled(by decimals: Int) -> Scaled? {
    if mantissa == 0 { return Scaled(value: 0, shift: 0) }
    let scale = exponent + decimals
    if scale >= 0 {
      guard scale <= 30 else { return nil }
      let (product, overflow) = mantissa.multipliedReportingOverflow(by: Self.power(scale))
      guard !overflow, product < Self.power(30) else { return nil }
      return Scaled(value: signed(product), shift: 0)
    }
    guard scale >= -36 else { return Scaled(value: 0, shift: 1) }
    let divisor = Self.power(-scale)
    var (quotient, remainder) = mantissa.quotientAndRemainder(dividingBy: divisor)
    guard quotient < Self.power(30) else { return nil }
    if remainder == 0, !isCut { return Scaled(value: signed(quotient), shift: 0) }
    let half = divisor / 2
    let isUp = remainder > half || (remainder == half && (isCut || quotient & 1 == 1))
    let distance = isUp ? divisor - remainder : remainder
    if isUp { quotient += 1 }
    // Cut digits lie below 1e-35 of the value.
    let shift = quotient == 0 ? 1 : Double(distance) / Double(divisor) / Double(quotient) + (isCut ? 1e-35 : 0)
    return Scaled(value: signed(quotient), shift: shift)
  }

  private func signed(_ value: UInt128) -> Int128 { isNegative ? -Int128(value) : Int128(value) }

  /// 10^`exponent` for 0 to 38.
  private static func power(_ exponent: Int) -> UInt128 { powers[exponent] }
  private static let powers: [UInt128] = (0..<38).reduce(into: [1]) { powers, index in
    powers.append(powers[index] * 10)
  }
}

extension JSONCursor {
  /// Passes a number; the cursor stands on its sign or first digit.
  mutating func number() throws(Fault) -> JSONNumber {
    var number = JSONNumber()
    if try peek() == UInt8(ascii: "-") {
      number.isNegative = true
      at += 1
    }
    let first = at
    var small: UInt64 = 0
    var digits = 0
    func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

    while at < end, isDigit(at.pointee) { take(&number, &small, &digits, isFraction: false) }
    // A number has a digit first, and no needless zero.
    guard at > first, first.pointee != 0x30 || at - first == 1 else { throw at < end ? .malformed : .short }
    if at < end, at.pointee == UInt8(ascii: ".") {
      at += 1
      let fraction = at
      while at < end, isDigit(at.pointee) { take(&number, &small, &digits, isFraction: true) }
      guard at > fraction else { throw at < end ? .malformed : .short }
    }
    if digits <= 18 { number.mantissa = UInt128(small) }
    if at < end, at.pointee | 0x20 == UInt8(ascii: "e") { number.exponent += try exponent() }
    guard at < end else { throw .short }
    guard !Self.isScalar(at.pointee) else { throw .malformed }
    return number
  }

  /// Takes the digit here: into `small` while 18 digits suffice, else into the mantissa.
  @inline(__always)
  private mutating func take(_ number: inout JSONNumber, _ small: inout UInt64, _ digits: inout Int, isFraction: Bool) {
    let digit = at.pointee &- 0x30
    at += 1
    if digits == 0, digit == 0 {
      if isFraction { number.exponent -= 1 }
      return
    }
    digits += 1
    if digits <= 18 {
      small = small &* 10 &+ UInt64(digit)
    } else if digits <= 36 {
      if digits == 19 { number.mantissa = UInt128(small) }
      number.mantissa = number.mantissa * 10 + UInt128(digit)
    } else {
      if digit != 0 { number.isCut = true }
      if !isFraction { number.exponent += 1 }
      return
    }
    if isFraction { number.exponent -= 1 }
  }

  private mutating func exponent() throws(Fault) -> Int {
    at += 1
    var isNegative = false
    let sign = try peek()
    if sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      isNegative = sign == UInt8(ascii: "-")
      at += 1
    }
    let first = at
    var value = 0
    while at < end, at.pointee &- 0x30 < 10 {
      value = min(value * 10 + Int(at.pointee &- 0x30), 100_000)
      at += 1
    }
    guard at > first else { throw at < end ? .malformed : .short }
    return isNegative ? -value : value
  }
}
