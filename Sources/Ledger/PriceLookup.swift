import GRDB
import Pricing
import Quantities

/// Finds the rows of one snapshot that serve meters.
struct PriceLookup {
  let db: Database
  let snapshot: PriceSnapshot
  let currency: String

  /// A meter as the book's table of meters has it.
  private struct Named {
    var id: Int64
    var names: MeterNames
  }

  /// The rows that a meter's identity finds, by their ids.
  func rows(of identity: MeterIdentity, key: String) throws -> [Int64: PriceRow] {
    var found: [Int64: PriceRow] = [:]
    for names in identity.names {
      for meter in try meters(named: names) { found.merge(try rows(ofMeter: meter.id)) { first, _ in first } }
    }
    for part in identity.parts {
      for meter in try meters(of: part) {
        for (id, row) in try rows(ofMeter: meter.id) where part.matches(meter.names, type: row.priceType) {
          found[id] = row
        }
      }
    }
    for id in identity.ids {
      for (rowId, row) in try rows(withId: id.meterId, besides: found) where Self.names(row).sku == id.sku {
        // Names outweigh an id: meters share ids.
        if MeterKeys.embedded.keys(of: Self.names(row), type: row.priceType).isEmpty { found[rowId] = row }
      }
    }
    return found.filter { identity.takes($0.value.priceType) }
  }

  /// The rows that serve any meter key, by key and by their ids.
  func all() throws -> [String: [Int64: PriceRow]] {
    let keys = MeterKeys.embedded
    let holdings = try holdings()
    var all: [String: [Int64: PriceRow]] = [:]
    func take(_ row: PriceRow, _ id: Int64, _ key: String) { all[key, default: [:]][id] = row }
    for (id, row) in try rows("price WHERE price.meterKey IS NOT NULL", []) { take(row, id, row.meterKey) }
    let stated = Set(all.keys)

    // Names first: which meters of the book anything is named by.
    var named: Set<Int64> = []
    let meters = try Row.fetchCursor(db, sql: "SELECT id, serviceName, productName, skuName, meterName FROM meter")
    var wanted: [Int64] = []
    while let row = try meters.next() {
      let names = MeterNames(service: row[1], product: row[2], sku: row[3], meter: row[4])
      guard PriceType.all.contains(where: { !keys.keys(of: names, type: $0).isEmpty }) else { continue }
      named.insert(row[0])
      wanted.append(row[0])
    }
    for meter in wanted {
      for (id, row) in try rows(ofMeter: meter, within: holdings) {
        let names = Self.names(row)
        for key in keys.keys(of: names, meterId: row.meterId, type: row.priceType) where !stated.contains(key) {
          take(row, id, key)
        }
      }
    }
    let byId = try db.cachedStatement(
      sql: "SELECT id, meter FROM price WHERE meterId = ? AND meterKey IS NULL AND currencyCode = ?")
    for meterId in keys.meterIds.sorted() {
      var ids: [Int64] = []
      let cursor = try Row.fetchCursor(byId, arguments: [meterId, currency])
      while let row = try cursor.next() {
        if !named.contains(row[1]), holdings.holds(row[0]) { ids.append(row[0]) }
      }
      for (id, row) in try rows(ofIds: ids) {
        for key in keys.keys(of: Self.names(row), meterId: meterId, type: row.priceType) where !stated.contains(key) {
          take(row, id, key)
        }
      }
    }
    return all
  }

  /// Rows that no key has, of meters whose names contain a text.
  func others(_ text: String, limit: Int) throws -> [PriceRow] {
    let holdings = try holdings()
    let pattern = "%" + text.map { "%_\\".contains($0) ? "\\\($0)" : String($0) }.joined() + "%"
    var found: [PriceRow] = []
    let ids = try Int64.fetchAll(
      db,
      sql: """
        SELECT id FROM meter WHERE serviceName || ' ' || productName || ' ' || skuName || ' ' || meterName LIKE ? \
        ESCAPE '\\' ORDER BY serviceName, productName, skuName, meterName, id
        """, arguments: [pattern])
    for id in ids where found.count < limit {
      let rows = try rows(ofMeter: id, within: holdings).filter { _, row in
        MeterKeys.embedded.keys(of: Self.names(row), meterId: row.meterId, type: row.priceType).isEmpty
      }
      found += rows.sorted { $0.key < $1.key }.map(\.value)
    }
    return Array(found.prefix(limit))
  }

  // MARK: Meters

  private func meters(named names: MeterNames) throws -> [Named] {
    try meters(
      "serviceName = ? AND productName = ? AND meterName = ?", [names.service, names.product, names.meter]
    ).filter { $0.names == names }
  }

  /// The meters of names with a gap.
  private func meters(of part: MeterIdentity.Part) throws -> [Named] {
    let names = part.names
    let (column, text) = names.meter.isEmpty ? ("productName", names.product) : ("meterName", names.meter)
    return try meters("serviceName = ? AND \(column) = ?", [names.service, text])
  }

  private func meters(_ condition: String, _ values: StatementArguments) throws -> [Named] {
    let statement = try db.cachedStatement(
      sql: "SELECT id, serviceName, productName, skuName, meterName FROM meter WHERE \(condition)")
    return try Row.fetchAll(statement, arguments: values).map { row in
      Named(id: row[0], names: MeterNames(service: row[1], product: row[2], sku: row[3], meter: row[4]))
    }
  }

  private static func names(_ row: PriceRow) -> MeterNames {
    MeterNames(service: row.serviceName, product: row.productName, sku: row.skuName, meter: row.meterName)
  }

  // MARK: Rows

  private func rows(ofMeter id: Int64) throws -> [Int64: PriceRow] {
    try rows("price WHERE price.meter = ? AND price.meterKey IS NULL", [id])
  }

  private func rows(ofMeter id: Int64, within holdings: Holdings) throws -> [Int64: PriceRow] {
    let statement = try db.cachedStatement(
      sql: """
        SELECT \(Self.columns) FROM (SELECT price.id FROM price WHERE price.meter = ? AND price.meterKey IS NULL) AS found
        CROSS JOIN item ON item.id = found.id WHERE item.currencyCode = ?
        """)
    return try read(statement, [id, currency]).filter { holdings.holds($0.key) }
  }

  /// The rows of an id that aren't known already.
  private func rows(withId meterId: String, besides known: [Int64: PriceRow]) throws -> [Int64: PriceRow] {
    let statement = try db.cachedStatement(
      sql: """
        SELECT id FROM price WHERE meterId = ? AND meterKey IS NULL AND currencyCode = ? AND \(PriceSchema.holds("id"))
        """)
    let ids = try Int64.fetchAll(statement, arguments: [meterId, currency, snapshot.id])
    return try rows(ofIds: ids.filter { known[$0] == nil })
  }

  /// The rows of these ids, which the snapshot holds.
  private func rows(ofIds ids: [Int64]) throws -> [Int64: PriceRow] {
    let statement = try db.cachedStatement(sql: "SELECT \(Self.columns) FROM item WHERE id = ?")
    var found: [Int64: PriceRow] = [:]
    for id in ids { found.merge(try read(statement, [id])) { first, _ in first } }
    return found
  }

  /// The rows that a condition finds and the snapshot holds.
  func rows(_ condition: String, _ values: StatementArguments) throws -> [Int64: PriceRow] {
    // The condition's few rows first, then whether the snapshot holds them.
    let statement = try db.cachedStatement(
      sql: """
        SELECT \(Self.columns) FROM (SELECT price.id FROM \(condition)) AS found
        CROSS JOIN item ON item.id = found.id WHERE \(PriceSchema.holds("found.id")) AND item.currencyCode = ?
        """)
    return try read(statement, values + [snapshot.id, currency])
  }

  private func read(_ statement: Statement, _ arguments: StatementArguments) throws -> [Int64: PriceRow] {
    var found: [Int64: PriceRow] = [:]
    let cursor = try Row.fetchCursor(statement, arguments: arguments)
    while let row = try cursor.next() {
      let price = try priceRow(row)
      // What is too large to rate with leaves its line unpriced.
      if price.isRatable { found[row[0]] = price }
    }
    return found
  }

  private static let columns = """
    item.id, meterKey, serviceName, productName, skuName, meterName, meterId, armRegionName, unitOfMeasure, \
    tierMinimumUnits, retailPrice, currencyCode, type, term, effectiveFrom, effectiveUntil, confidence, source, note
    """

  private func priceRow(_ row: Row) throws -> PriceRow {
    func text(_ column: Int) -> String { row[column] ?? "" }
    func date(_ column: Int) throws -> Date? {
      let text = text(column)
      guard !text.isEmpty else { return nil }
      guard let date = Date(text.prefix(10)) else { throw Unreadable() }
      return date
    }
    guard let price = Money(decimal: text(10)), let pico = Decimal12.parse(text(9)),
      let tier = Int64(exactly: pico / 1000)
    else { throw Unreadable() }
    let type = text(12)
    return PriceRow(
      meterKey: text(1), serviceName: text(2), productName: text(3), skuName: text(4), meterName: text(5),
      meterId: text(6), region: PriceRow.place(text(7)), unit: UnitOfMeasure(text(8)), tierMinimum: Nano(nano: tier),
      price: price, currency: text(11), priceType: type, term: text(13), effectiveFrom: try date(14),
      effectiveUntil: try date(15), confidence: Confidence(rawValue: text(16)) ?? .high,
      source: row[17] ?? "\(snapshot.source) \(snapshot.name)",
      note: row[18] ?? (type == "Reservation" ? "whole-term total" : ""))
  }

  // MARK: What the snapshot holds

  private func holdings() throws -> Holdings {
    let rows = try Row.fetchAll(
      db, sql: "SELECT first, last FROM holding WHERE snapshot = ? ORDER BY first", arguments: [snapshot.id])
    return Holdings(stretches: rows.map { ($0[0], $0[1]) })
  }
}

/// The stretches of ids that a snapshot holds, ascending.
private struct Holdings {
  var stretches: [(first: Int64, last: Int64)]

  func holds(_ id: Int64) -> Bool {
    var (low, high) = (0, stretches.count)
    while low < high {
      let middle = (low + high) / 2
      if stretches[middle].first <= id { low = middle + 1 } else { high = middle }
    }
    return low > 0 && stretches[low - 1].last >= id
  }
}
