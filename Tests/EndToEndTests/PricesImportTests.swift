import Foundation
import Testing

/// That an import ends well or not at all, whatever happens to it and whatever it is fed.
@Suite struct PricesImportTests {
  static func item(_ number: Int, _ changes: [String: String] = [:]) -> String {
    var fields = [
      "currencyCode": "\"USD\"", "tierMinimumUnits": "0", "retailPrice": "1.5", "unitPrice": "1.5",
      "armRegionName": "\"eastus2\"", "location": "\"US East 2\"", "effectiveStartDate": "\"2020-01-01T00:00:00Z\"",
      "meterId": "\"m\(number)\"", "meterName": "\"Meter \(number / 20)\"", "productId": "\"P\"", "skuId": "\"P/1\"",
      "productName": "\"Product\"", "skuName": "\"Sku\"", "serviceName": "\"Service\"", "serviceId": "\"S\"",
      "serviceFamily": "\"F\"", "unitOfMeasure": "\"1 GB\"", "type": "\"Consumption\"", "isPrimaryMeterRegion": "true",
      "armSkuName": "\"\"",
    ]
    fields.merge(changes) { $1 }
    return "{" + fields.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",") + "}"
  }

  struct Result: Decodable {
    var items: Int
    var added: Int
    var unchanged: Int
    var duplicates: Int
    var rejected: [String: Int]
    var prices: Int
    var knownFiles: Int
  }

  @Test func `an import killed twenty times leaves the last snapshot whole, and the next one completes it`() throws {
    let sandbox = try Sandbox()
    try FileManager.default.createDirectory(atPath: sandbox.path + "/pages", withIntermediateDirectories: true)
    for page in 0..<30 {
      try sandbox.write(
        RetailPages.page((page * 100..<page * 100 + 100).map { Self.item($0) }), to: "pages/page\(page + 100).json")
    }
    try sandbox.write(RetailPages.page((0..<50).map { Self.item($0) }), to: "first.json")
    let book = ["--book", "b.sqlite"]
    try PricesBookTests.succeed(
      try sandbox.outlay(["prices", "import", "first.json", "--snapshot", "2026-07-22"] + book))
    let started = Date()
    let arguments = ["prices", "import", "pages", "--snapshot", "2026-08-22", "--json"] + book
    try PricesBookTests.succeed(try sandbox.outlay(arguments))
    let whole = Date().timeIntervalSince(started)
    var cut = 0
    for number in 0..<20 {
      // Every third one goes on where the one before was cut, the others begin anew.
      let again = number % 3 == 2 ? [] : ["--replace"]
      let ended = try sandbox.outlay(arguments + again, killedAfter: .random(in: 0...whole))
      if ended.isKilled { cut += 1 }
      if let answer = try KilledRunTests.query(
        "PRAGMA integrity_check; PRAGMA foreign_key_check;"
          + " SELECT name, prices, (SELECT sum(last - first + 1) FROM holding WHERE snapshot = snapshot.id)"
          + " FROM snapshot WHERE complete = 1 ORDER BY name", sandbox.path + "/b.sqlite")
      {
        #expect(answer == "ok\n2026-07-22|50|50\n2026-08-22|3000|3000")
      }
      let listed = try sandbox.outlay(["prices", "list", "--other", "--prices", "b.sqlite@2026-07-22", "--json"])
      let rows = try JSONDecoder().decode([PricesCommandsTests.Row].self, from: Data(listed.stdout.utf8))
      #expect(rows.count == 50)
    }
    #expect(cut > 0)
    let ended = try sandbox.outlay(arguments)
    try PricesBookTests.succeed(ended)
    let result = try JSONDecoder().decode(Result.self, from: Data(ended.stdout.utf8))
    #expect(result.items == 3000)
    #expect(result.prices == 3000)
  }

  @Test func `hostile items are left out one by one, and what is no page ends the import with its byte`() throws {
    let deep = String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
    let items = [
      Self.item(1), Self.item(2, ["retailPrice": "-1"]), Self.item(3, ["retailPrice": "1e300"]),
      Self.item(4, ["retailPrice": "\"1\""]), Self.item(5, ["meterName": "\"\\ud800\""]),
      Self.item(6, ["productName": "\"x'); DROP TABLE price;--\""]), Self.item(7, ["extra": deep]),
      String(Self.item(8).dropLast()) + ",\"retailPrice\":2}", Self.item(9, ["unitOfMeasure": "\"1 Furlong\""]),
      Self.item(10, ["meterName": "\"\(String(repeating: "a", count: 5_000))\""]), "7", "null", "[]",
      Self.item(11, ["tierMinimumUnits": "-5"]), Self.item(12, ["effectiveStartDate": "\"someday\""]),
    ]
    let sandbox = try Sandbox(["page.json": RetailPages.page(items)])
    var bytes = Data(RetailPages.page([Self.item(20, ["meterName": "\"@\""])]).utf8)
    if let at = bytes.firstIndex(of: UInt8(ascii: "@")) { bytes[at] = 0xFF }
    try bytes.write(to: URL(fileURLWithPath: sandbox.path + "/utf8.json"))
    let book = ["--book", "b.sqlite", "--snapshot", "2026-08-22", "--json"]
    let ended = try sandbox.outlay(["prices", "import", "page.json", "utf8.json"] + book)
    try PricesBookTests.succeed(ended)
    let result = try JSONDecoder().decode(Result.self, from: Data(ended.stdout.utf8))
    #expect(result.items == items.count + 1)
    #expect(result.added == 2)
    #expect(result.rejected.values.reduce(0, +) == items.count + 1 - 2)
    for text in ["{\"Items\":[", "[[[[", "<html>", "{\"Items\":7}", "\u{0}"] {
      try sandbox.write(text, to: "bad.json")
      let failed = try sandbox.outlay(["prices", "import", "bad.json"] + book)
      #expect(failed.status == 2)
      #expect(failed.stderr.contains("bad.json: byte "), "\(text): \(failed.stderr)")
    }
  }
}
