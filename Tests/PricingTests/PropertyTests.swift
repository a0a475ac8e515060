import Quantities
import Testing

@testable import Pricing

/// What must hold for any usage, over seeded cases.
@Suite struct PropertyTests {
  /// Falling prices, with a free grant in half of the cases.
  static func falling(_ random: inout Seeded) -> [(tier: Int, price: Int)] {
    var bands: [(tier: Int, price: Int)] = []
    var (tier, price) = (0, Int.random(in: 500...2000, using: &random))
    for _ in 0..<Int.random(in: 1...5, using: &random) {
      bands.append((tier, price))
      tier += Int.random(in: 1...50, using: &random)
      price -= Int.random(in: 0...90, using: &random)
    }
    return bands
  }

  static func rows(_ bands: [(tier: Int, price: Int)], region: String = "eastus2") -> [Row] {
    // In thousandths, with a tail that makes rounding to 1e-12 matter.
    bands.map {
      Row(region: region, tier: "\($0.tier)", price: "\(Money(pico: Int128($0.price) * 1_000_000_123).decimal)")
    }
  }

  static func days(_ random: inout Seeded) -> [Double] {
    (0..<28).map { _ in Int.random(in: 0...3, using: &random) == 0 ? 0 : Double.random(in: 0...10, using: &random) }
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func `days sum exactly to the month, and members to their use`(seed: UInt64) throws {
    var random = Seeded(state: seed)
    let bands = Self.falling(&random)
    let regions = ["eastus2", "westeurope", "westus2"]
    let meter = port(Gigabyte.self, pool: [Pool.region, .zone, .account, .resource][Int(seed % 4)])
    let uses = regions.flatMap { region in
      ["a", "b", "c"].map { use(Self.days(&random), instance: $0, region: region, meter: meter) }
    }
    let rows = regions.flatMap { Self.rows(bands, region: $0) }
    let bill = try rate(rows, uses)
    #expect(bill.dayTotals(28).reduce(.zero, +) == bill.total)
    for line in bill.lines {
      #expect(line.days.reduce(.zero) { $0 + $1.quantity } == line.quantity)
      #expect(line.days.reduce(.zero) { $0 + $1.amount } == line.amount)
      #expect(line.days.allSatisfy { $0.quantity > .zero && $0.amount >= .zero })
    }
    #expect(Set(bill.lines.map(\.id)).count == bill.lines.count)
    for use in uses {
      for (day, quantity) in use.days.enumerated() {
        let lines = bill.lines.filter { $0.instance == use.instance && $0.region == use.region }
        let parts = lines.flatMap(\.days).filter { $0.day == day }
        let billed = parts.reduce(Nano.zero) { $0 + $1.quantity }
        #expect(billed == Nano(rounding: quantity))
      }
    }
    let shuffled = try rate(rows, uses.shuffled(using: &random))
    #expect(shuffled == bill)
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func `pooling two instances never costs more than apart under falling prices`(seed: UInt64) throws {
    var random = Seeded(state: seed)
    let rows = Self.rows(Self.falling(&random))
    let (a, b) = (Self.days(&random), Self.days(&random))
    func total(_ pool: Pool) throws -> Money {
      let meter = port(Gigabyte.self, pool: pool)
      return try rate(rows, [use(a, instance: "a", meter: meter), use(b, instance: "b", meter: meter)]).total
    }
    // A row rounds to 1e-12 once in the pool and once per instance apart: at most five tiers.
    #expect(try total(.region) <= total(.resource) + Money(pico: 10))
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func `more usage never costs less`(seed: UInt64) throws {
    var random = Seeded(state: seed)
    let rows = Self.rows(Self.falling(&random))
    var days = Self.days(&random)
    let less = try rate(rows, [use(days)]).total
    days[Int.random(in: 0..<28, using: &random)] += 1.5
    #expect(try rate(rows, [use(days)]).total > less)
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func `a tariff agrees with the bill of one instance`(seed: UInt64) throws {
    var random = Seeded(state: seed)
    let bands = Self.falling(&random)
    let book = try book(Self.rows(bands))
    let day = try date("2027-02-01")
    let tariff = try #require(book.tariff(key: "meter", region: "eastus2", unit: "GB", on: day))
    let bill = Rater(book: book, start: day).bill([use(Self.days(&random))])
    #expect(tariff.amount(of: bill.lines.reduce(Nano.zero) { $0 + $1.quantity }) == bill.total)
  }
}
