import Foundation
import Ledger
import Pricing
import Quantities
import Testing

/// Facts of the Retail Prices API that a price book must keep, each item as the API replies it.
struct PriceStoreTests {
  let folder: PriceFolder
  init() throws { folder = try PriceFolder() }

  // The recorded pages that stand beside the project; another checkout may lack them.
  static let recorded = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../../shared/cases/retail-pages").standardizedFileURL.path

  @Test(.enabled(if: FileManager.default.fileExists(atPath: recorded), "the recorded pages aren't here"))
  func `recorded pages come in without loss`() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.recorded).filter { $0.hasSuffix(".json") }
    var pages = try PriceImport(into: try folder.store(), snapshot: SnapshotName("2026-08-15"), now: folder.now)
    for file in files.sorted() { try pages.add(file: Self.recorded + "/" + file) }
    let result = try pages.finish()
    // 328 items of SQL Database northeurope, 199 of which have a savings plan of one year, and one Static Web App.
    #expect(result.items == 329)
    #expect(result.added == 329)
    #expect(result.rejects == 0)
    #expect(result.savingsPlans == 199)
    #expect(result.prices == 329 + 199)
    #expect(try folder.int("SELECT count(*) FROM snapshotItem") == 329 + 199)
  }

  @Test func `a reservation's price is its whole term's, a savings plan's is one unit's`() throws {
    // Standard_B16als_v2, australiacentral (public Korean-language data notes, index file 58251051124).
    let vm = RetailFact(meterId: "vm", price: "0.673", unit: "1 Hour")
    let plans =
      "[{\"retailPrice\":0.34323,\"unitPrice\":0.34323,\"term\":\"3 Years\"},"
      + "{\"retailPrice\":0.49129,\"unitPrice\":0.49129,\"term\":\"1 Year\"}]"
    try folder.take([
      vm.json(["savingsPlan": plans]),
      vm.with(price: "3478.0").json(["type": "\"Reservation\"", "reservationTerm": "\"1 Year\""]),
      vm.with(price: "6721.0").json(["type": "\"Reservation\"", "reservationTerm": "\"3 Years\""]),
    ])
    // 3478 / 8760 and 6721 / 26280, rounded half-even to twelve decimals by hand.
    #expect(
      try folder.texts("SELECT type, term, retailPrice, hourlyPrice FROM snapshotItem ORDER BY type, term") == [
        "Consumption||0.673|", "Reservation|1 Year|3478|0.39703196347", "Reservation|3 Years|6721|0.255745814307",
        "SavingsPlan|1 Year|0.49129|", "SavingsPlan|3 Years|0.34323|",
      ])
  }

  @Test func `tiers are prices of their own, in units of measure, zero included`() throws {
    let tiers = [("0", "0"), ("100000", "0.000006")]
    let fact = RetailFact(meterId: "hooks", unit: "10")
    try folder.take(tiers.map { fact.with(price: $0.1).json(["tierMinimumUnits": $0.0]) })
    #expect(
      try folder.texts("SELECT tierMinimumUnits, retailPrice FROM snapshotItem ORDER BY id") == [
        "0|0", "100000|0.000006",
      ])
    #expect(try folder.texts("SELECT unitOfMeasure, size, dimension FROM unit") == ["10|10|count"])
  }

  @Test func `an id may stand in several regions, skus, types and dates`() throws {
    let fact = RetailFact(meterId: "shared")
    let variants = [
      [:], ["armRegionName": "\"westus2\""], ["skuId": "\"other\""], ["tierMinimumUnits": "5"],
      ["type": "\"DevTestConsumption\""], ["currencyCode": "\"EUR\""],
      ["effectiveStartDate": "\"2025-01-01T00:00:00Z\""],
      ["meterName": "\"another\""], ["type": "\"Reservation\"", "reservationTerm": "\"1 Year\""],
      ["type": "\"Reservation\"", "reservationTerm": "\"3 Years\""],
    ]
    let result = try folder.take(variants.map(fact.json))
    #expect(result.added == variants.count)
    #expect(result.conflicts == 0)
    #expect(try folder.store().snapshot().currencies == ["USD", "EUR"])
  }

  @Test func `an item that is repeated counts as a duplicate, one with another price as a conflict that both keep`()
    throws
  {
    let fact = RetailFact(meterId: "twice")
    let result = try folder.take([fact.json(), fact.json(), fact.with(price: "2").json(), fact.with(price: "2").json()])
    #expect(result.items == 4)
    #expect(result.added == 2)
    #expect(result.duplicates == 2)
    #expect(result.conflicts == 1)
    #expect(result.examples.first?.contains("page0.json item 3") == true)
  }

  @Test func `meters that are primary elsewhere alone are kept`() throws {
    let result = try folder.take([RetailFact(meterId: "a").json(["isPrimaryMeterRegion": "false"])])
    #expect(result.added == 1)
  }

  @Test func `rejects are counted by reason, and told with their file and item`() throws {
    let good = RetailFact(meterId: "good")
    let result = try folder.take([
      good.json(), good.json(["unitOfMeasure": "\"1 Furlong\""]), good.with(price: "-1").json(), "7",
    ])
    #expect(result.items == 4)
    #expect(result.items == result.added + result.unchanged + result.duplicates + result.rejects)
    #expect(result.rejected["an unknown unit of measure"] == 1)
    #expect(result.examples.contains("page0.json item 2: an unknown unit of measure: 1 Furlong"))
  }

  @Test func `SQL in a name is a name`() throws {
    let name = "x'); DROP TABLE price;--"
    try folder.take([RetailFact(meterId: "a").json(["productName": "\"\(name)\""])])
    #expect(try folder.texts("SELECT productName FROM item") == [name])
  }

  @Test(arguments: ["{\"Items\":[],\"NextPageLink\":null,\"Count\":0}", "", "[]", " \n"])
  func `a file without items is an error that says why that may be`(text: String) throws {
    let problem = #expect(throws: Problem.self) { try folder.take(page: text) }
    #expect(problem?.message.contains("no items") == true)
    #expect(throws: Problem.self) { try folder.store().snapshot() }
  }

  @Test func `an empty last page of a list is no error, and stands in no later import's way`() throws {
    let page = try folder.file("page0.json", folder.page([RetailFact(meterId: "a").json()]))
    let last = try folder.file("page1.json", folder.page([]))
    let result = try folder.take(files: [page, last])
    #expect(result.items == 1)
    #expect(result.emptyFiles == 1)
    #expect(throws: Problem.self) { try folder.take(files: [last], into: "2026-09-22") }
    #expect(try folder.take(files: [page], into: "2026-09-22").prices == 1)
  }

  @Test func `two downloads of equal prices are equal in any order`() throws {
    let items = (0..<50).map { RetailFact(meterId: "m\($0)", price: "\($0)").json() }
    try folder.take(items)
    let other = try PriceFolder()
    try other.take(items.reversed())
    let (a, b) = (try folder.store().snapshot(), try other.store().snapshot())
    #expect(a.fingerprint == b.fingerprint)
    #expect(try folder.store().book().id == other.store().book().id)
    try other.take([RetailFact(meterId: "m50").json()])
    #expect(try other.store().snapshot().fingerprint != a.fingerprint)
  }

  @Test func `a price that two snapshots hold is stored once`() throws {
    let items = (0..<100).map { RetailFact(meterId: "m\($0)").json() }
    try folder.take(items, into: "2026-08-22")
    let changed = items.dropLast(10) + (95..<105).map { RetailFact(meterId: "m\($0)", price: "2").json() }
    let result = try folder.take(Array(changed.reversed()), into: "2026-09-22")
    #expect(result.unchanged == 90)
    #expect(result.added == 10)
    #expect(try folder.int("SELECT count(*) FROM price") == 110)
    #expect(try folder.int("SELECT count(*) FROM snapshotItem WHERE snapshot = 1") == 100)
    #expect(try folder.int("SELECT count(*) FROM snapshotItem WHERE snapshot = 2") == 100)
    #expect(try folder.store().snapshot().name == "2026-09-22")
    // An older list may come later.
    try folder.take(items, into: "2026-07-22")
    #expect(try folder.store().snapshot().name == "2026-09-22")
    #expect(try folder.int("SELECT count(*) FROM price") == 110)
    try folder.store().verify()
  }
}
