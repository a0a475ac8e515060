import Quantities
import Testing

@testable import Pricing

@Suite struct RatingTests {
  static let egress = "bandwidth.internet.mgn"

  // Examples 1 to 4 of the bandwidth card, from the bands of zone 1: 20 × 0.087; 900 × 0.087; 10,235 × 0.087 + 9,665 ×
  // 0.083; 890.445 + 40,960 × 0.083 + 102,400 × 0.07 + 46,305 × 0.05.
  @Test(arguments: [("120", "1.74"), ("1000", "78.3"), ("20000", "1692.64"), ("200000", "13773.375")])
  func `a month's egress walks the bands`(gigabytes: String, cost: String) throws {
    let total = try #require(Double(gigabytes))
    for days in [[total], Array(repeating: total / 20, count: 20)] {
      let bill = try rate(
        egressBands(), [use(days, key: Self.egress, meter: port(Gigabyte.self, pool: .zone))])
      #expect(bill.total == Money(decimal: cost))
      #expect(bill.lines.map(\.quantity).reduce(.zero, +) == Nano(rounding: total))
    }
  }

  // The card: 60 GB in each of two regions of a zone are 120 GB, of which 20 are paid, split by the day's quantities.
  @Test func `regions of a zone share their tiers but keep their lines`() throws {
    let meter = port(Gigabyte.self, pool: .zone)
    let rows = egressBands() + egressBands(region: "westus2") + egressBands(region: "polandcentral")
    let bill = try rate(
      rows,
      [
        use([60], region: "eastus2", key: Self.egress, meter: meter),
        use([60], region: "westus2", key: Self.egress, meter: meter),
        use([60], region: "polandcentral", key: Self.egress, meter: meter),
      ])
    #expect(
      bill.summary == [
        "app/bandwidth.internet.mgn/eastus2/2027-02/0 50.000000000 0.000000000000",
        "app/bandwidth.internet.mgn/eastus2/2027-02/100 10.000000000 0.870000000000",
        "app/bandwidth.internet.mgn/polandcentral/2027-02/0 60.000000000 0.000000000000",
        "app/bandwidth.internet.mgn/westus2/2027-02/0 50.000000000 0.000000000000",
        "app/bandwidth.internet.mgn/westus2/2027-02/100 10.000000000 0.870000000000",
      ])
    #expect(bill.lines.map(\.pool) == ["zone 1", "zone 1", "polandcentral", "zone 1", "zone 1"])
  }

  // 5 free, then 1 each: two instances of 3 in eastus2, one of 2 in westus2 (zone 1), one of 8 in southeastasia (zone
  // 2). Region: 6−5 + 0 + 8−5. Resource: 0 + 0 + 0 + 8−5. Account: 16−5. Zone: 8−5 + 8−5.
  @Test(arguments: [(Pool.region, "4"), (.resource, "3"), (.account, "11"), (.zone, "6")])
  func `a pool is as wide as its meter says`(pool: Pool, expected: String) throws {
    let rows = ["eastus2", "westus2", "southeastasia"].flatMap {
      [Row(region: $0, price: "0"), Row(region: $0, tier: "5", price: "1")]
    }
    let meter = port(Gigabyte.self, pool: pool)
    let bill = try rate(
      rows,
      [
        use([3], instance: "a", meter: meter), use([3], instance: "b", meter: meter),
        use([2], instance: "a", region: "westus2", meter: meter),
        use([8], instance: "a", region: "southeastasia", meter: meter),
      ])
    #expect(bill.total == Money(decimal: expected))
  }

  // By hand: 3 GB free on the 1st (2 + 1), 2 of the 4 GB of the 2nd (1 + 1), then 2.76 and 2.99 by region.
  @Test func `a free grant is spent in time order over regions of different prices`() throws {
    let rows = [("eastus2", "2.76"), ("westeurope", "2.99")].flatMap {
      [Row(region: $0.0, price: "0"), Row(region: $0.0, tier: "5", price: $0.1)]
    }
    let meter = port(Gigabyte.self, pool: .account)
    let bill = try rate(rows, [use([2, 2, 1], meter: meter), use([1, 2, 0], region: "westeurope", meter: meter)])
    #expect(
      bill.summary == [
        "app/meter/eastus2/2027-02/0 3.000000000 0.000000000000",
        "app/meter/eastus2/2027-02/5 2.000000000 5.520000000000",
        "app/meter/westeurope/2027-02/0 2.000000000 0.000000000000",
        "app/meter/westeurope/2027-02/5 1.000000000 2.990000000000",
      ])
    #expect(
      bill.lines[1].days == [
        Line.Part(day: 1, quantity: Nano(nano: 1_000_000_000), amount: Money(pico: 2_760_000_000_000)),
        Line.Part(day: 2, quantity: Nano(nano: 1_000_000_000), amount: Money(pico: 2_760_000_000_000)),
      ])
  }

  @Test func `a price change makes two lines, and tiers run on across it`() throws {
    let rows = [
      Row(price: "3", from: "2020-01-01"), Row(tier: "10", price: "2", from: "2020-01-01"),
      Row(tier: "10", price: "1", from: "2027-02-03"),
    ]
    let bill = try rate(rows, [use([6, 6, 6])])
    #expect(
      bill.summary == [
        "app/meter/eastus2/2027-02/0 10.000000000 30.000000000000",
        "app/meter/eastus2/2027-02/10 2.000000000 4.000000000000",
        "app/meter/eastus2/2027-02/10@2027-02-03 6.000000000 6.000000000000",
      ])
    #expect(bill.lines[2].row?.effectiveFrom == Date("2027-02-03"))
  }

  @Test func `a row that took effect on the month's first day has no date in its id`() throws {
    let bill = try rate([Row(from: "2027-02-01")], [use([1])])
    #expect(bill.lines.map(\.id) == ["app/meter/eastus2/2027-02/0"])
  }

  @Test func `an older row that comes back when another lapses is told by the day`() throws {
    let rows = [Row(price: "1"), Row(price: "2", from: "2020-01-01", until: "2027-02-02")]
    let bill = try rate(rows, [use([1, 1, 1])])
    #expect(
      bill.summary == [
        "app/meter/eastus2/2027-02/0 2.000000000 4.000000000000",
        "app/meter/eastus2/2027-02/0@2027-02-03 1.000000000 1.000000000000",
      ])
  }

  // R12 acts on the month's running product (rule 18): 1e-9 × 0.0004 is 4e-13, so three days of it book 0, 1e-12, 0.
  @Test func `a day's amount is the growth of the rounded running product`() throws {
    let bill = try rate([Row(price: "0.0004")], [use([1e-9, 1e-9, 1e-9])])
    #expect(bill.lines[0].days.map(\.amount.pico) == [0, 1, 0])
    #expect(bill.total == Money(pico: 1))
  }

  // Rule 14: q(d) = R9(2·d/28) − R9(2·(d − 1)/28), so a whole month is exactly 2.
  @Test func `a charge per month accrues to exactly its units`() throws {
    let meter = port(Month.self, accrual: .monthly)
    let bill = try rate([Row(unit: "1", price: "0.36")], [use(Array(repeating: 48, count: 28), meter: meter)])
    #expect(bill.lines.map(\.quantity.decimal) == ["2.000000000"])
    #expect(bill.total == Money(decimal: "0.72"))
    // R9(2/28) = 0.071428571, R9(4/28) − R9(2/28) = 0.142857143 − 0.071428571.
    #expect(bill.lines[0].days.prefix(2).map(\.quantity.nano) == [71_428_571, 71_428_572])
  }

  // January begun on the 21st: 11 of 31 days of 2 units, R9(22/31) = 0.709677419.
  @Test func `a month begun inside accrues its share of the calendar month`() throws {
    let horizon = Horizon(start: try date("2027-01-21"), months: 1)
    let meter = port(Month.self, accrual: .monthly)
    let bill = try rate(
      [Row(unit: "1/Month", price: "1")], [use(Array(repeating: 48, count: 11), meter: meter, in: horizon)], in: horizon
    )
    #expect(bill.lines.map(\.quantity.decimal) == ["0.709677419"])
  }

  @Test func `quantities are counted in the unit of the price`() throws {
    let bill = try rate(
      [Row(unit: "1K", price: "0.0004")], [use([1_822_758.851497], meter: port(Token.self))])
    // Worked scenario, section 3: tokens into eastus2.
    #expect(bill.summary == ["app/meter/eastus2/2027-02/0 1822.758851497 0.729103540599"])
    #expect(bill.lines[0].unit == "1K")
  }

  @Test func `a line carries all that a report shows`() throws {
    let bill = try rate([Row(price: "0.5", from: "2020-01-01", confidence: "medium")], [use([2])])
    let line = try #require(bill.lines.first)
    #expect(line.instance == "app" && line.kind == "kind" && line.meter == "meter" && line.meterName == "use")
    #expect(line.region == "eastus2" && line.month == "2027-02" && line.tier == "0" && line.unit == "1 GB")
    #expect(line.unitPrice == Money(decimal: "0.5") && line.amount == Money(decimal: "1"))
    #expect(line.priceType == "Consumption" && line.confidence == .medium && line.source == "source of eastus2 tier 0")
    #expect(line.pool == "eastus2" && line.fixed && line.formula == "a formula")
    #expect(
      line.row
        == PriceIdentity(
          meterKey: "meter", meterId: "id", serviceName: "Service", productName: "Product", skuName: "Sku",
          meterName: "Meter",
          region: "eastus2", effectiveFrom: Date("2020-01-01")))
    #expect(bill.priceSources == ["source of eastus2 tier 0"])
  }

  @Test func `nothing used makes no line`() throws {
    #expect(try rate([Row()], [use([0, 1e-10])]).lines.isEmpty)
    #expect(try rate([], [use([0])]).lines.isEmpty)
  }

  // One row serves both: 3 × 1e-9 units at 0.0005 are 1.5e-12, rounded to 2e-12: one each after the largest remainder
  // (2:1 of 2).
  @Test func `an amount of one row is split over its members without loss`() throws {
    let bill = try rate(
      [Row(price: "0.0005")], [use([2e-9], instance: "b"), use([1e-9], instance: "a")])
    #expect(bill.lines.map(\.amount?.pico) == [1, 1])
    #expect(bill.lines.map(\.instance) == ["a", "b"])
  }

  @Test func `meters of one instance with one key are one line`() throws {
    let bill = try rate([Row(price: "1")], [use([1, 2]), use([3, 4])])
    #expect(bill.summary == ["app/meter/eastus2/2027-02/0 10.000000000 10.000000000000"])
  }

  // Different edges: the pool stands at 0 and takes 8 GB, 4 each. A's tier begins at 2: a quarter of the day, 1 GB,
  // below it. B's begins at 4: half of the day, 2 GB, below it.
  @Test func `members whose tiers begin elsewhere walk their own at the pool's position`() throws {
    let rows = [
      Row(region: "eastus2", price: "0"), Row(region: "eastus2", tier: "2", price: "1"),
      Row(region: "westeurope", price: "0"), Row(region: "westeurope", tier: "4", price: "10"),
    ]
    let meter = port(Gigabyte.self, pool: .account)
    let bill = try rate(rows, [use([4, 1], meter: meter), use([4], region: "westeurope", meter: meter)])
    #expect(
      bill.summary == [
        "app/meter/eastus2/2027-02/0 1.000000000 0.000000000000",
        "app/meter/eastus2/2027-02/2 4.000000000 4.000000000000",
        "app/meter/westeurope/2027-02/0 2.000000000 0.000000000000",
        "app/meter/westeurope/2027-02/4 2.000000000 20.000000000000",
      ])
  }

  @Test func `each month begins its tiers anew`() throws {
    let horizon = Horizon(start: try date("2027-01-01"), months: 2)
    let rows = [Row(price: "0"), Row(tier: "5", price: "1")]
    let bill = try rate(rows, [use([6], in: horizon), use([6], in: horizon, month: 1)], in: horizon)
    #expect(bill.total == Money(decimal: "2"))
    #expect(bill.lines.map { $0.days.map(\.day) } == [[0], [0], [31], [31]])
  }
}
