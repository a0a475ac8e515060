import Quantities

@testable import Pricing

/// An item of the Retail Prices API as its reply spells it, with any field changed.
///
/// Facts: SQL Database northeurope, `P1 Secondary Active DTU`
/// (Arturo-Quiroga-MSFT/azure-architecture-diagram-builder:src/data/pricing/regions/northeurope/sql_database.json).
struct Item {
  var fields: [(String, String)] = [
    ("currencyCode", "\"USD\""), ("tierMinimumUnits", "0"), ("retailPrice", "15"), ("unitPrice", "15"),
    ("armRegionName", "\"northeurope\""), ("location", "\"EU North\""),
    ("effectiveStartDate", "\"2014-11-01T00:00:00Z\""), ("meterId", "\"940e92c1-bdae-44b5-807c-c1ab2d3a05b7\""),
    ("meterName", "\"P1 Secondary Active DTU\""), ("productId", "\"DZH318Z0BQHC\""), ("skuId", "\"DZH318Z0BQHC/00LP\""),
    ("productName", "\"SQL Database Single Premium\""), ("skuName", "\"P1 Secondary Active\""),
    ("serviceName", "\"SQL Database\""), ("serviceId", "\"DZH3180HX10K\""), ("serviceFamily", "\"Databases\""),
    ("unitOfMeasure", "\"1/Day\""), ("type", "\"Consumption\""), ("isPrimaryMeterRegion", "false"),
    ("armSkuName", "\"\""),
  ]

  /// The item with a field's JSON; nil takes the field out.
  func with(_ field: String, _ json: String?) -> Item {
    var item = self
    item.fields.removeAll { $0.0 == field }
    if let json { item.fields.append((field, json)) }
    return item
  }

  var json: String { "{" + fields.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}" }
}

func page(_ items: [Item], next: String = "null", count: Int? = nil) -> String {
  """
  {"BillingCurrency":"USD","CustomerEntityId":"Default","CustomerEntityType":"Retail",\
  "Items":[\(items.map(\.json).joined(separator: ","))],"NextPageLink":\(next),"Count":\(count ?? items.count)}
  """
}

/// What a reader finds in bytes that come in stretches of `stretch`.
struct Found {
  var items: [String] = []
  var prices: [Money] = []
  var rejects: [RetailReject] = []
  var count = 0
  var link: String?
  var wrongCounts = 0

  init(_ bytes: [UInt8], stretch: Int = .max, read: (RetailItem) -> String = { $0[.meterName].string }) throws(Problem)
  {
    var given = 0
    var reader = RetailPageReader(file: "page.json") { buffer in
      let count = min(buffer.count, stretch, bytes.count - given)
      bytes.withUnsafeBytes { buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[given..<given + count])) }
      given += count
      return count
    }
    while let event = try reader.next() {
      switch event {
      case .item:
        items.append(read(reader.item))
        prices.append(reader.item.price)
      case .reject(let reject): rejects.append(reject)
      }
    }
    count = reader.items
    link = reader.nextPageLink
    wrongCounts = reader.wrongCounts
  }

  init(_ text: String, stretch: Int = .max, read: (RetailItem) -> String = { $0[.meterName].string }) throws(Problem) {
    try self.init(Array(text.utf8), stretch: stretch, read: read)
  }
}
