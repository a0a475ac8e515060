import Quantities
import Testing

@testable import Pricing

@Suite struct PriceFileTests {
  /// The problems of a file, as `line:column message`.
  func problems(_ csv: String) throws -> [String] {
    do {
      _ = try PriceBook.read(csv: csv, file: "my.csv", asOf: try date("2026-08-15"))
      return []
    } catch let problems as Problems {
      return problems.list.map(\.description)
    }
  }

  @Test(arguments: [
    ("0.087", 87_000_000_000), ("0", 0), ("2.4e-05", 24_000_000), ("2.2E-05", 22_000_000),
    ("1.5e2", 150_000_000_000_000),
    ("0.000000000001", 1), ("0.1000000000000", 100_000_000_000),
  ])
  func `prices are exact to twelve decimals`(text: String, pico: Int) {
    #expect(PriceRow.money(text) == Money(pico: Int128(pico)))
  }

  @Test(arguments: [
    "0.0000000000001", "1e-13", "-1", "", "abc", "1,5", "nan", "inf", "1e999", "10000000", "0x10", "-1e-3", "1.2.3e1",
  ])
  func `a price that is none, negative, too fine or too large names its row`(price: String) throws {
    let quoted = "\"\(price)\""
    let found = try problems(PriceRow.header + "\n" + Row(price: quoted).csv)
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("my.csv:2:") == true)
    #expect(found.first?.contains("row of `meter`") == true)
  }

  @Test func `all that is wrong with a file is told at once, by line and column`() throws {
    let csv = [
      PriceRow.header, Row(price: "cheap").csv, Row().csv, Row(tier: "-5").csv, Row(from: "2027-02-30").csv,
      Row(confidence: "sure").csv, Row(from: "2027-03-01", until: "2027-02-01").csv, Row(key: "").csv, "a,b",
      Row().csv.replacing("USD", with: "euro"), Row(tier: "0.0000000001").csv,
    ].joined(separator: "\n")
    let found = try problems(csv)
    #expect(
      found.map { $0.split(separator: ":").dropFirst().prefix(2).joined(separator: ":") } == [
        "2:51", "4:49", "5:70", "6:72", "7:81", "8:1", "9:1", "10:53", "11:49",
      ])
    let message = """
      my.csv:2:51: error: `price_usd` is `cheap`; a price is a number from 0 to below 10,000,000 \
      with at most 12 decimals (row of `meter`)
      """
    #expect(found.first == message)
  }

  @Test func `a header that misses a column or misspells one is refused with the nearest name`() throws {
    let found = try problems(PriceRow.header.replacing("price_usd", with: "prize_usd") + "\n" + Row().csv)
    #expect(found.contains { $0.contains("unknown column `prize_usd`; did you mean `price_usd`?") })
    #expect(found.contains { $0.contains("names `price_usd` 0 times") })
  }

  @Test func `an empty file tells the header that it needs`() throws {
    #expect(try problems("").first?.contains(PriceRow.header) == true)
  }

  @Test func `columns may stand in any order`() throws {
    let names = PriceRow.Column.names
    let fields = Row(price: "7").csv.split(separator: ",", omittingEmptySubsequences: false)
    let csv = names.reversed().joined(separator: ",") + "\n" + fields.reversed().joined(separator: ",")
    let book = try PriceBook.read(csv: csv, file: "a.csv", asOf: try date("2026-08-15"))
    #expect(book.rows(ofMeter: "meter").map(\.price) == [Money(pico: 7_000_000_000_000)])
  }

  @Test func `at most a hundred problems are told`() throws {
    let csv = PriceRow.header + "\n" + Array(repeating: "x", count: 500).joined(separator: "\n")
    #expect(try problems(csv).count == 100)
  }

  @Test func `an overlay replaces all rows of the keys that it names, and no others`() throws {
    let base = try book([
      Row(key: "a", region: "eastus2", price: "1"), Row(key: "a", region: "westeurope", price: "2"),
      Row(key: "b", price: "3"),
    ])
    let merged = try base.overlaid(by: try book([Row(key: "a", region: "eastus2", price: "9")], file: "dir/mine.csv"))
    #expect(merged.rows(ofMeter: "a").map(\.region) == ["eastus2"])
    #expect(merged.rows(ofMeter: "a").map(\.price) == [Money(decimal: "9")])
    #expect(merged.rows(ofMeter: "b") == base.rows(ofMeter: "b"))
    #expect(merged.meterKeys == ["a", "b"])
    #expect(merged.asOf == base.asOf)
  }

  @Test func `an overlay of the embedded book hides the embedded rows of its keys alone`() throws {
    let embedded = try PriceBook.embedded()
    let merged = try embedded.overlaid(by: try book([Row(key: "vm.d4ds_v5.payg", region: "eastus2")]))
    #expect(merged.rows(ofMeter: "vm.d4ds_v5.payg").count == 1)
    #expect(merged.rows(ofMeter: "dbx.dbu.premium.jobs") == embedded.rows(ofMeter: "dbx.dbu.premium.jobs"))
    #expect(merged.id.hasPrefix("embedded-2026-08-15+prices.csv:"))
  }

  @Test func `a book's id tells its content`() throws {
    let one = try book([Row(price: "1")], file: "dir/a.csv")
    #expect(one.id == (try book([Row(price: "1")], file: "other/a.csv").id))
    #expect(one.id != (try book([Row(price: "2")], file: "dir/a.csv").id))
    #expect(one.id.hasPrefix("a.csv:"))
  }

  @Test func `loading rows ahead changes nothing`() throws {
    let embedded = try PriceBook.embedded()
    let loaded = embedded.loading(["dbx.dbu.premium.jobs", "no.such.meter"])
    #expect(loaded.rows(ofMeter: "dbx.dbu.premium.jobs") == embedded.rows(ofMeter: "dbx.dbu.premium.jobs"))
    #expect(loaded.rows(ofMeter: "no.such.meter").isEmpty)
    #expect(loaded.id == embedded.id)
  }
}
