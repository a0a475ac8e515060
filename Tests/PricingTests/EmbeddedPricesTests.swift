import Foundation
import Quantities
import Testing

@testable import Pricing

/// The generated file against the files that it is made of.
@Suite struct EmbeddedPricesTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Sources/Pricing")

  /// The files of `Sources/Pricing/Prices`, by kind.
  static func files() throws -> [(kind: String, csv: String)] {
    let prices = folder.appendingPathComponent("Prices")
    return try FileManager.default.contentsOfDirectory(at: prices, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "csv" }
      .map { ($0.deletingPathExtension().lastPathComponent, try String(contentsOf: $0, encoding: .utf8)) }
  }

  @Test func `the program carries the prices of the price files`() throws {
    let text = EmbeddedPrices.generate(from: try Self.files())
    let url = Self.folder.appendingPathComponent("EmbeddedPrices.swift")
    if ProcessInfo.processInfo.environment["OUTLAY_REFRESH"] == "1" {
      try text.write(to: url, atomically: true, encoding: .utf8)
    }
    let isCurrent = try String(contentsOf: url, encoding: .utf8) == text
    #expect(isCurrent, "EmbeddedPrices.swift differs from Prices/*.csv; \(EmbeddedPrices.refresh)")
  }

  @Test func `every row of the price files can be read, and bisection finds exactly the rows of a key`() throws {
    let book = try PriceBook.embedded()
    var expected: [String: [PriceRow]] = [:]
    for file in try Self.files() {
      let rows = try PriceRow.rows(csv: Array(file.csv.utf8), file: file.kind + ".csv")
      #expect(rows.count == file.csv.utf8.count { $0 == UInt8(ascii: "\n") } - 1, "a line per row, for the bisection")
      let keys = rows.map(\.meterKey)
      let isSorted = keys == keys.sorted()
      #expect(isSorted, "\(file.kind) is sorted by key, for the bisection")
      expected.merge(Dictionary(grouping: rows, by: \.meterKey)) { $0 + $1 }
    }
    #expect(book.meterKeys == expected.keys.sorted())
    for (key, rows) in expected {
      let isSame = book.rows(ofMeter: key) == rows
      #expect(isSame, "\(key)")
    }
    for unknown in ["", "a", "bandwidth", "bandwidth.internet.mgn2", "vm.d4ds_v5", "zzz"] {
      #expect(book.rows(ofMeter: unknown).isEmpty)
    }
  }

  // The kinds of the blueprint's components.
  @Test(arguments: [
    "app-service", "application-insights", "bandwidth", "cosmos-db", "data-lake", "databricks", "openai",
    "sql-database",
    "traffic-manager",
  ])
  func `each priced kind has a file`(kind: String) {
    #expect(EmbeddedPrices.files.contains { $0.kind == kind })
  }

  // Prices of the worked scenario's price file, which quotes the same list (API of 2026-08-15).
  @Test(arguments: [
    ("appservice.linux.p1v3.instance.hour", "eastus2", "h", "0.155"),
    ("appservice.linux.p1v3.instance.hour", "westeurope", "h", "0.178"),
    ("cosmos.storage.transactional", "westeurope", "GB-month", "0.25"),
    ("openai.gpt-4.1-mini.global.standard.input", "eastus2", "tokens", "0.0004"),
    ("trafficmanager.dns_queries.1m", "Global", "", "0.54"),
    ("trafficmanager.dns_queries.1m", "eastus2", "", "0.54"),
    ("dbx.dbu.premium.jobs", "eastus2", "h", "0.3"),
    ("vm.d4ds_v5.payg", "eastus2", "h", "0.226"),
    ("bandwidth.internet.mgn", "northeurope", "GB", "0"),
  ])
  func `embedded prices are those of the list`(key: String, region: String, unit: String, price: String) throws {
    let day = try #require(Date(year: 2027, month: 1, day: 1))
    let resolution = Candidates(key: key, region: region, in: try PriceBook.embedded()).resolve(on: day)
    guard case .bands(let rows) = resolution else {
      Issue.record("\(resolution)")
      return
    }
    #expect(rows.first?.price == Money(decimal: price))
    #expect(rows.first?.unit.serves(unit) == true)
  }

  @Test func `the embedded book is named for its date`() throws {
    #expect(try PriceBook.embedded().id == "embedded-2026-08-15")
  }
}
