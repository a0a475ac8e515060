import Foundation
import GRDB
import Ledger
import Pricing
import Quantities

/// A folder with a price book, which goes away with the test.
final class PriceFolder: Sendable {
  let path: String
  let now = "2026-08-22T00:00:00Z"

  init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("prices-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  var book: String { path + "/prices.sqlite" }

  func store() throws -> PriceStore { try PriceStore(path: book) }

  /// Writes a file and returns its path.
  func file(_ name: String, _ text: String) throws -> String {
    try text.write(toFile: path + "/" + name, atomically: false, encoding: .utf8)
    return path + "/" + name
  }

  /// Imports items as one page.
  @discardableResult
  func take(_ items: [String], into snapshot: String = "2026-08-22", mode: PriceImport.Mode = .add) throws
    -> PriceImportResult
  {
    try take(page: page(items), into: snapshot, mode: mode)
  }

  @discardableResult
  func take(page: String, into snapshot: String = "2026-08-22", mode: PriceImport.Mode = .add) throws
    -> PriceImportResult
  {
    var pages = try PriceImport(into: try store(), snapshot: SnapshotName(snapshot), mode: mode, now: now)
    try pages.add(page: Array(page.utf8), name: "page0.json")
    return try pages.finish()
  }

  /// Imports files.
  @discardableResult
  func take(files: [String], into snapshot: String = "2026-08-22", mode: PriceImport.Mode = .add) throws
    -> PriceImportResult
  {
    var pages = try PriceImport(into: try store(), snapshot: SnapshotName(snapshot), mode: mode, now: now)
    for file in files { try pages.add(file: file) }
    return try pages.finish()
  }

  func page(_ items: [String]) -> String {
    "{\"BillingCurrency\":\"USD\",\"Items\":[\(items.joined(separator: ","))],\"NextPageLink\":null,\"Count\":\(items.count)}"
  }

  /// Every row of a query, its columns joined by bars.
  func texts(_ sql: String) throws -> [String] {
    try DatabaseQueue(path: book).read { db in
      try Row.fetchAll(db, sql: sql).map { row in
        row.databaseValues.map { $0.isNull ? "" : "\($0.storage.value ?? "")" }.joined(separator: "|")
      }
    }
  }

  func int(_ sql: String) throws -> Int { try DatabaseQueue(path: book).read { try Int.fetchOne($0, sql: sql) ?? -1 } }
}

/// An item of the Retail Prices API, made of what a test is about.
struct RetailFact {
  var meterId: String
  var price = "1"
  var unit = "1 GB"
  var names = MeterNames(service: "Service", product: "Product", sku: "Sku", meter: "Meter")
  var region = "eastus2"

  func with(price: String) -> RetailFact {
    var fact = self
    fact.price = price
    return fact
  }

  func json() -> String { json([:]) }

  /// Its JSON, with fields changed.
  func json(_ changes: [String: String]) -> String {
    var fields = [
      "currencyCode": "\"USD\"", "tierMinimumUnits": "0.0", "retailPrice": price, "unitPrice": price,
      "armRegionName": "\"\(region)\"", "location": "\"US East 2\"", "effectiveStartDate": "\"2020-01-01T00:00:00Z\"",
      "meterId": "\"\(meterId)\"", "meterName": "\"\(names.meter)\"", "productId": "\"DZH\"", "skuId": "\"DZH/1\"",
      "productName": "\"\(names.product)\"", "skuName": "\"\(names.sku)\"", "serviceName": "\"\(names.service)\"",
      "serviceId": "\"S\"", "serviceFamily": "\"F\"", "unitOfMeasure": "\"\(unit)\"", "type": "\"Consumption\"",
      "isPrimaryMeterRegion": "true", "armSkuName": "\"\"",
    ]
    fields.merge(changes) { $1 }
    return "{" + fields.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",") + "}"
  }
}
