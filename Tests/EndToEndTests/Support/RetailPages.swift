import Foundation

/// The embedded price list as pages of the Retail Prices API.
enum RetailPages {
  /// An item of the API, by a row of a price file.
  static func item(_ row: [String: String], _ changes: [String: Any] = [:]) throws -> String {
    func text(_ column: String) -> String { row[column] ?? "" }
    func number(_ column: String) throws -> NSDecimalNumber {
      let number = NSDecimalNumber(string: text(column))
      guard number != .notANumber else { throw Failure("\(column) is \(text(column))") }
      return number
    }
    let from = text("effective_date").isEmpty ? "2000-01-01" : text("effective_date")
    var item: [String: Any] = [
      "currencyCode": "USD", "tierMinimumUnits": try number("tier_min_units"), "retailPrice": try number("price_usd"),
      "armRegionName": text("arm_region") == "Global" ? "" : text("arm_region"), "location": "somewhere",
      "effectiveStartDate": from + "T00:00:00Z", "meterId": text("meter_id").isEmpty ? "none" : text("meter_id"),
      "meterName": text("meter_name"), "productId": "DZH", "skuId": "DZH/1", "productName": text("product_name"),
      "skuName": text("sku_name"), "serviceName": text("service_name"), "serviceId": "S", "serviceFamily": "F",
      "unitOfMeasure": text("unit_of_measure"), "type": text("price_type"), "isPrimaryMeterRegion": true,
      "armSkuName": "",
    ]
    if !text("term").isEmpty { item["reservationTerm"] = text("term") }
    if !text("effective_until").isEmpty { item["effectiveEndDate"] = text("effective_until") + "T23:59:59Z" }
    item.merge(changes) { $1 }
    return String(decoding: try JSONSerialization.data(withJSONObject: item, options: [.sortedKeys]), as: UTF8.self)
  }

  static func page(_ items: [String]) -> String {
    """
    {"BillingCurrency":"USD","CustomerEntityId":"Default","CustomerEntityType":"Retail",\
    "Items":[\(items.joined(separator: ","))],"NextPageLink":null,"Count":\(items.count)}
    """
  }

  /// Every row of the price files, by the names of the columns.
  static func rows() throws -> [[String: String]] {
    let folder = "Sources/Pricing/Prices"
    let files = try FileManager.default.contentsOfDirectory(atPath: Repository.root + "/" + folder)
    return try files.filter { $0.hasSuffix(".csv") }.sorted().flatMap { try Repository.rows(folder + "/" + $0) }
  }

  /// The pay-as-you-go rows of the meter keys all of whose such rows have every name: what the API can be asked for.
  static func named() throws -> [[String: String]] {
    let names = ["service_name", "product_name", "sku_name", "meter_name"]
    let byKey = Dictionary(grouping: try rows().filter { $0["price_type"] == "Consumption" }) { $0["meter_key"] ?? "" }
    return byKey.filter { _, rows in
      rows.allSatisfy { row in names.allSatisfy { row[$0]?.isEmpty == false } }
    }.sorted { $0.key < $1.key }.flatMap(\.value)
  }
}
