import GRDB
package import Pricing
import Quantities

extension PriceStore {
  /// The prices of a complete snapshot as a book; rows are read when a meter is asked for.
  ///
  /// - Parameters:
  ///   - name: the snapshot's name; nil for the latest.
  ///   - currency: the currency whose rows are taken; nil for that of the snapshot, USD if it holds several.
  /// - Returns: the result.
  /// - Throws: a problem if there is no such snapshot, or no price in the currency.
  package func book(snapshot name: String? = nil, currency: String? = nil) throws -> PriceBook {
    let snapshot = try self.snapshot(name)
    let currencies = snapshot.currencies
    let chosen = currency ?? (currencies.count == 1 ? currencies[0] : "USD")
    guard currencies.contains(chosen) else {
      throw Problem(
        "\(path): snapshot \(snapshot.name) has no price in \(chosen); it has \(currencies.joined(separator: ", "))")
    }
    return PriceBook(
      id: snapshot.bookId, asOf: snapshot.date, currency: chosen,
      source: StoredPrices(store: self, snapshot: snapshot, currency: chosen))
  }

  /// The rows of a meter key in a snapshot, in an order that doesn't hang on how they were imported.
  ///
  /// Rows that state a meter key (of the project's own CSV) hide those found by the provider's names and ids.
  package func rows(ofMeter key: String, in snapshot: PriceSnapshot, currency: String) throws -> [PriceRow] {
    try read { db in
      let reading = Reading(db: db, snapshot: snapshot, currency: currency)
      var found = try reading.rows("price WHERE price.meterKey = ?", [key])
      if found.isEmpty {
        let identity = MeterIdentity(ofMeter: key)
        for names in identity.names {
          let values: StatementArguments = [names.service, names.product, names.sku, names.meter]
          let byNames = try reading.rows(
            """
            meter AS wanted CROSS JOIN price ON price.meter = wanted.id
            WHERE wanted.serviceName = ? AND wanted.productName = ? AND wanted.skuName = ? AND wanted.meterName = ?
              AND price.meterKey IS NULL
            """, values)
          found.merge(byNames) { first, _ in first }
        }
        for id in identity.ids {
          let byId = try reading.rows(
            """
            price CROSS JOIN meter AS wanted ON wanted.id = price.meter
            WHERE price.meterId = ? AND wanted.skuName = ? AND price.meterKey IS NULL
            """, [id.meterId, id.sku])
          found.merge(byId) { first, _ in first }
        }
      }
      return found.values.map { row in
        var row = row
        row.meterKey = key
        return row
      }.sorted { Self.order($0).lexicographicallyPrecedes(Self.order($1)) }
    }
  }

  private static func order(_ row: PriceRow) -> [String] {
    [
      row.region, row.priceType, row.term, Fingerprint.hex(UInt64(max(row.tierMinimum.nano, 0))),
      row.effectiveFrom?.description ?? "", row.productName, row.skuName, row.meterName, row.meterId, row.price.decimal,
    ]
  }

  /// Meter keys that a snapshot has prices of.
  package func meterKeys(of snapshot: PriceSnapshot, currency: String) throws -> Set<String> {
    var keys = try read { db in
      try Set(
        String.fetchAll(
          db,
          sql: """
            SELECT DISTINCT meterKey FROM price WHERE meterKey IS NOT NULL AND \(PriceSchema.holds("id"))
            """, arguments: [snapshot.id]))
    }
    for key in EmbeddedPrices.meterKeys where !keys.contains(key) {
      if try !rows(ofMeter: key, in: snapshot, currency: currency).isEmpty { keys.insert(key) }
    }
    return keys
  }
}

/// A snapshot's rows as what lies below a book.
private struct StoredPrices: PriceSource {
  let store: PriceStore
  let snapshot: PriceSnapshot
  let currency: String

  var meterKeys: Set<String> { (try? store.meterKeys(of: snapshot, currency: currency)) ?? [] }

  func rows(ofMeter key: String) -> [PriceRow] {
    (try? store.rows(ofMeter: key, in: snapshot, currency: currency)) ?? []
  }
}

/// Reads the rows of one snapshot that a condition finds.
private struct Reading {
  let db: Database
  let snapshot: PriceSnapshot
  let currency: String

  func rows(_ condition: String, _ values: StatementArguments) throws -> [Int64: PriceRow] {
    // The condition's few rows first, then whether the snapshot holds them.
    let statement = try db.cachedStatement(
      sql: """
        SELECT item.* FROM (SELECT price.id FROM \(condition)) AS found
        CROSS JOIN item ON item.id = found.id WHERE \(PriceSchema.holds("found.id")) AND item.currencyCode = ?
        """)
    var found: [Int64: PriceRow] = [:]
    let cursor = try Row.fetchCursor(statement, arguments: values + [snapshot.id, currency])
    while let row = try cursor.next() { found[row["id"]] = try priceRow(row) }
    return found
  }

  private func priceRow(_ row: Row) throws -> PriceRow {
    func text(_ column: String) -> String { row[column] ?? "" }
    func date(_ column: String) throws -> Date? {
      let text = text(column)
      guard !text.isEmpty else { return nil }
      guard let date = Date(text.prefix(10)) else { throw Unreadable() }
      return date
    }
    guard let price = Money(decimal: text("retailPrice")), let pico = Decimal12.parse(text("tierMinimumUnits")),
      let tier = Int64(exactly: pico / 1000)
    else { throw Unreadable() }
    let type = text("type")
    return PriceRow(
      meterKey: text("meterKey"), serviceName: text("serviceName"), productName: text("productName"),
      skuName: text("skuName"), meterName: text("meterName"), meterId: text("meterId"),
      region: text("armRegionName").isEmpty ? "Global" : text("armRegionName"),
      unit: UnitOfMeasure(text("unitOfMeasure")), tierMinimum: Nano(nano: tier), price: price,
      currency: text("currencyCode"), priceType: type, term: text("term"), effectiveFrom: try date("effectiveFrom"),
      effectiveUntil: try date("effectiveUntil"),
      confidence: Confidence(rawValue: text("confidence")) ?? .high,
      source: row["source"] ?? "\(snapshot.source) \(snapshot.name)",
      note: row["note"] ?? (type == "Reservation" ? "whole-term total" : ""))
  }
}
