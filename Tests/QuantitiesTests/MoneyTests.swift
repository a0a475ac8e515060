import Quantities
import Testing

/// Exact money and quantities in decimal text.
struct MoneyTests {
  @Test(
    arguments: [
      ("0", 0), ("1", 1_000_000_000_000), ("0.087", 87_000_000_000), ("-12.5", -12_500_000_000_000),
      ("+3", 3_000_000_000_000),
      ("0.000000000001", 1), ("1.0000000000010000", 1_000_000_000_001), (".5", 500_000_000_000),
      ("7.", 7_000_000_000_000),
    ] as [(String, Int128)])
  func `decimal text is read exactly`(text: String, pico: Int128) {
    #expect(Money(decimal: text)?.pico == pico)
  }

  @Test(arguments: [
    "", "-", ".", "1.2.3", "1e3", "12,5", "0x10", " 1", "1 ", "0.0000000000001", "--1", "1-", "NaN",
    "9999999999999999999999999999999",
  ])
  func `what is no decimal of at most twelve places is refused`(text: String) {
    #expect(Money(decimal: text) == nil)
  }

  @Test(arguments: [
    "0.000000000000", "281.015000000000", "-0.000000000001", "82620667.454600000000", "-12.500000000000",
  ])
  func `printing and reading give the same amount`(text: String) throws {
    #expect(try #require(Money(decimal: text)).decimal == text)
  }

  @Test(arguments: [
    // Half to even: 0.125 is 0.12, 0.135 is 0.14, 0.145 is 0.14.
    ("0.125", "0.12"), ("0.135", "0.14"), ("0.145", "0.14"), ("0.125000000001", "0.13"), ("-0.125", "-0.12"),
    ("-0.135", "-0.14"), ("1234567.891", "1,234,567.89"), ("999.995", "1,000.00"), ("0.004", "0.00"),
    ("-1234.5", "-1,234.50"),
    ("100", "100.00"),
  ])
  func `display rounds half to even and parts thousands`(text: String, shown: String) throws {
    #expect(try #require(Money(decimal: text)).display == shown)
  }

  @Test(
    arguments: [
      (5, 10, 0), (15, 10, 2), (25, 10, 2), (-5, 10, 0), (-15, 10, -2), (-25, 10, -2), (14, 10, 1), (16, 10, 2),
      (7, 7, 1),
      (10, 4, 2), (14, 4, 4), (0, 3, 0),
    ] as [(Int128, Int64, Int128)])
  func `division rounds half to even`(value: Int128, divisor: Int64, expected: Int128) {
    #expect(Decimal12.roundedHalfEven(value, by: divisor) == expected)
  }

  @Test func `division of large values agrees with the plain way`() {
    // Beyond 64 bits by the quotient: 10^35 / 7 = 14285714285714285714285714285714285.71…
    let large = (0..<35).reduce(Int128(1)) { value, _ in value * 10 }
    #expect(Decimal12.roundedHalfEven(large, by: 7) == large / 7 + 1)
    #expect(Decimal12.roundedHalfEven(-large, by: 7) == -(large / 7) - 1)
    #expect(Decimal12.roundedHalfEven(large, by: 1) == large)
    for value in stride(from: Int128(-1_000), through: 1_000, by: 7) {
      let (quotient, remainder) = value.magnitude.quotientAndRemainder(dividingBy: 13)
      let expected = quotient + (remainder * 2 > 13 ? 1 : 0)
      #expect(Decimal12.roundedHalfEven(value, by: 13) == (value < 0 ? -1 : 1) * Int128(expected))
    }
  }

  @Test func `sums are exact where doubles are not`() {
    let tenth = Money(pico: 100_000_000_000)
    #expect((0..<10).reduce(Money.zero) { sum, _ in sum + tenth } == Money(decimal: "1"))
    var sum = Money.zero
    sum += tenth
    sum -= Money(pico: 1)
    #expect(sum.decimal == "0.099999999999")
    #expect((-sum).decimal == "-0.099999999999")
    #expect(Money(pico: 1) > .zero && tenth - tenth == .zero)
  }

  @Test(arguments: [
    (364.588225476, "364.588225476"), (0.0000000005, "0.000000000"), (0.0000000015, "0.000000002"),
    (2.5e-9, "0.000000002"),
    (-0.0000000015, "-0.000000002"), (744, "744.000000000"), (0, "0.000000000"), (1.0000000004, "1.000000000"),
  ])
  func `a quantity is rounded half to even at nine decimals`(value: Double, text: String) {
    #expect(Nano(rounding: value)?.decimal == text)
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity, 1e10, -1e10])
  func `a quantity out of reach is none`(value: Double) {
    #expect(Nano(rounding: value) == nil)
  }
}
