import Quantities
import Testing

/// Numbers with units as scenarios write them.
struct MeasureTests {
  @Test func `every spelling has its size`() throws {
    #expect(try Measure.read("120 ms", as: Second.self) == 0.12)
    #expect(try Measure.read("25ms", as: Second.self) == 0.025)
    #expect(try Measure.read("10 min", as: Second.self) == 600)
    #expect(try Measure.read("7 d", as: Hour.self) == 168)
    #expect(try Measure.read("2 KB", as: Gigabyte.self) == 0.000_002)
    #expect(try Measure.read("20 TB", as: Gigabyte.self) == 20_000)
    #expect(try Measure.read("5 GiB", as: Gigabyte.self) == 5.36870912)
    #expect(try Measure.read("8 MiB", as: Gigabyte.self) == 0.008388608)
    // Read, not printed: half a gigabyte is 500 MB.
    #expect(Measure.write(Quantity<Gigabyte>(0.5)) == "500 MB")
    #expect(try Measure.read("60 %", as: Share.self) == 0.6)
    #expect(try Measure.read("3 %/month", as: SharePerMonth.self) == 0.03)
    #expect(try Measure.read("20 /day", as: PerHour.self) == Quantity(20.0 / 24))
    #expect(try Measure.read("730 /month", as: PerHour.self) == 1)
    #expect(try Measure.read("4_000 RU/s", as: RequestUnitPerSecond.self) == 4000)
    #expect(try Measure.read("1.5 M tokens", as: Token.self) == 1_500_000)
  }

  @Test(arguments: [
    ("60_500", 60_500.0), ("1,234.5", 1234.5), ("-5", -5), ("+7", 7), ("1e3", 1000), ("2.5E-3", 0.0025), ("  12", 12),
    (".5", 0.5),
  ])
  func `numbers may be parted and signed`(text: String, value: Double) throws {
    #expect(try Measure.read(text, as: Count.self).value == value)
  }

  @Test(arguments: ["", "many", "-", ".", "_5", "1__0x", "five %", "%"])
  func `what has no number is told`(text: String) {
    #expect(throws: Measure.Failure.self) { try Measure.read(text, as: Count.self) }
  }

  @Test(arguments: [".nan", "NaN", ".inf", "-.inf", "1e999"])
  func `what isn't finite is told`(text: String) {
    #expect(throws: Measure.Failure.notFinite) { try Measure.split(text) }
  }

  @Test func `a wrong unit is told with those that fit`() {
    #expect(throws: Measure.Failure.wrongUnit(found: "KB", allowed: ["s", "ms", "min", "h", "d"])) {
      try Measure.read("5 KB", as: Second.self)
    }
    #expect(throws: Measure.Failure.wrongUnit(found: "", allowed: ["RU/s"])) {
      try Measure.read("400", as: RequestUnitPerSecond.self)
    }
    #expect(throws: Measure.Failure.wrongUnit(found: "Ms", allowed: ["s", "ms", "min", "h", "d"])) {
      try Measure.read("5 Ms", as: Second.self)
    }
  }

  @Test(arguments: [
    (0.000_003, "3 KB"), (0.12, "120 MB"), (1, "1 GB"), (2000, "2000 GB"), (1e-9, "1 B"), (0, "0 GB"), (0.5, "500 MB"),
  ])
  func `small amounts are written in a unit that shows them`(gigabytes: Double, text: String) throws {
    #expect(Measure.write(Quantity<Gigabyte>(gigabytes)) == text)
  }

  @Test func `reading back what was written gives the same quantity`() throws {
    func check<U: Unit>(_ unit: U.Type, _ values: [Double]) throws {
      for value in values {
        let quantity = Quantity<U>(value)
        #expect(try Measure.read(Measure.write(quantity), as: U.self) == quantity, "\(value) \(U.symbol)")
      }
    }
    let values = [0, 1, 0.12, 0.025, 3e-6, 1.0 / 3, 12_345.678, 1e9, 0.1 + 0.2, 7]
    try check(Count.self, values)
    try check(Second.self, values)
    try check(Hour.self, values)
    try check(Gigabyte.self, values)
    try check(Token.self, values)
    try check(RequestUnit.self, values)
  }

  @Test(arguments: [0.01, 0.03, 0.05, 0.07, 0.28, 0.29, 0.5, 0.55, 0.6, 0.9, 0.999, 1, 1.09, 1.1, 1.16, 1.2])
  func `whole percentages are written as they were read`(share: Double) throws {
    let text = Measure.write(Quantity<Share>(share))
    #expect(text.hasSuffix(" %"))
    #expect(abs(try Measure.read(text, as: Share.self).value - share) < 1e-15)
    #expect(text.count <= 6, "\(text)")
  }
}
