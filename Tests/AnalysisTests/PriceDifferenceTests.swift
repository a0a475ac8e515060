import Analysis
import Pricing
import Quantities
import Testing

/// What differs between two books.
@Suite struct PriceDifferenceTests {
  static func book(_ rows: [String]) throws -> PriceBook {
    try PriceBook.read(
      csv: ([PriceRow.header] + rows).joined(separator: "\n") + "\n", file: "a.csv", asOf: Date(number: 20_000))
  }

  /// A row of the key `k`.
  static func row(
    _ price: String, region: String = "eastus2", unit: String = "1 GB", tier: String = "0", from: String = "",
    type: String = "Consumption", source: String = "s"
  ) -> String { "k,S,P,K,M,,\(region),\(unit),\(tier),\(price),USD,\(type),,\(from),,high,\(source)," }

  @Test func `rows that came, went and changed are told apart`() throws {
    let a = try Self.book([Self.row("2"), Self.row("1", region: "westus2"), Self.row("5", tier: "100")])
    let b = try Self.book([Self.row("2.5"), Self.row("1", region: "westeurope"), Self.row("5", tier: "100")])
    let difference = try PriceDifference(from: a, to: b)
    #expect(difference.changed.map(\.growth) == [0.25])
    #expect(difference.added.map(\.region) == ["westeurope"])
    #expect(difference.removed.map(\.region) == ["westus2"])
    #expect(difference.unchanged == 1)
    #expect(difference.restated == 0)
  }

  @Test func `a book doesn't differ from itself`() throws {
    let embedded = try PriceBook.embedded()
    let difference = try PriceDifference(from: embedded, to: embedded)
    #expect(difference.changed.isEmpty)
    #expect(difference.added.isEmpty)
    #expect(difference.removed.isEmpty)
    #expect(difference.restated == 0)
    #expect(difference.unchanged == embedded.meterKeys.reduce(0) { $0 + embedded.rows(ofMeter: $1).count })
  }

  @Test func `a new date or source alone is no change of price`() throws {
    let a = try Self.book([Self.row("2", from: "2026-01-01")])
    let b = try Self.book([Self.row("2", from: "2026-06-01", source: "other")])
    let difference = try PriceDifference(from: a, to: b)
    #expect(difference.restated == 1)
    #expect(difference.changed.isEmpty)
  }

  @Test func `an announced price is one that came`() throws {
    let a = try Self.book([Self.row("2", from: "2026-01-01")])
    let b = try Self.book([Self.row("2", from: "2026-01-01"), Self.row("3", from: "2027-01-01")])
    let difference = try PriceDifference(from: a, to: b)
    #expect(difference.added.map(\.price.decimal) == [Money(decimal: "3")?.decimal])
    #expect(difference.unchanged == 1)
  }

  @Test func `growth is per thing counted, whatever the unit`() throws {
    // 0.002 per 1,000 is 2 per million: from there to 1 is −50 %.
    let a = try Self.book([Self.row("0.002", unit: "1K")])
    let b = try Self.book([Self.row("1", unit: "1M")])
    let growth = try #require(try PriceDifference(from: a, to: b).changed.first?.growth)
    #expect((growth + 0.5).magnitude < 1e-12)
  }

  @Test func `growth from nothing and to other things has no number and comes last`() throws {
    let a = try Self.book([Self.row("0"), Self.row("1", region: "westus2"), Self.row("1", region: "westeurope")])
    let b = try Self.book([
      Self.row("1"), Self.row("1", region: "westus2", unit: "1 Hour"), Self.row("1.1", region: "westeurope"),
    ])
    let changed = try PriceDifference(from: a, to: b).changed
    #expect(changed.map { $0.growth == nil } == [false, true, true])
  }
}
