import GRDB
package import Pricing
import Quantities
import Synchronization

extension PriceStore {
  /// The prices of a complete snapshot as a book; rows are read when a meter is asked for.
  ///
  /// - Parameters:
  ///   - name: the snapshot's name; nil for the latest.
  ///   - currency: the currency whose rows are taken; nil for that of most of the snapshot's prices.
  /// - Returns: the result.
  /// - Throws: a problem if there is no such snapshot, or no price in the currency.
  package func book(snapshot name: String? = nil, currency: String? = nil) throws -> PriceBook {
    let snapshot = try self.snapshot(name)
    let currencies = snapshot.currencies
    guard let chosen = currency ?? currencies.first, currencies.contains(chosen) else {
      throw Problem(
        "\(path): snapshot \(snapshot.name) has no price in \(currency ?? "any currency"); "
          + "it has \(currencies.joined(separator: ", "))")
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
      let lookup = PriceLookup(db: db, snapshot: snapshot, currency: currency)
      let stated = try lookup.rows("price WHERE price.meterKey = ?", [key])
      if !stated.isEmpty { return Self.sorted(stated.values, as: key) }
      return Self.sorted(try lookup.rows(of: MeterIdentity(ofMeter: key), key: key).values, as: key)
    }
  }

  /// Every row of a snapshot that serves a meter key, by key: what `rows(ofMeter:)` gives, in one pass.
  package func allRows(in snapshot: PriceSnapshot, currency: String) throws -> [String: [PriceRow]] {
    try read { db in
      try PriceLookup(db: db, snapshot: snapshot, currency: currency).all().reduce(into: [:]) {
        $0[$1.key] = Self.sorted($1.value.values, as: $1.key)
      }
    }
  }

  /// Rows of a snapshot that serve no meter key and whose names contain `text`, in any case.
  package func others(
    _ text: String, in snapshot: PriceSnapshot, currency: String, limit: Int
  ) throws -> [PriceRow] {
    try read { db in
      let rows = try PriceLookup(db: db, snapshot: snapshot, currency: currency).others(text, limit: limit)
      return Self.sorted(rows, as: "")
    }
  }

  private static func sorted(_ rows: some Collection<PriceRow>, as key: String) -> [PriceRow] {
    rows.map { row in
      var row = row
      row.meterKey = key
      return (row, order(row))
    }.sorted { $0.1.lexicographicallyPrecedes($1.1) }.map(\.0)
  }

  private static func order(_ row: PriceRow) -> [String] {
    [
      row.region, row.priceType, row.term, Fingerprint.hex(UInt64(max(row.tierMinimum.nano, 0))),
      row.effectiveFrom?.description ?? "", row.productName, row.skuName, row.meterName, row.meterId, row.price.decimal,
    ]
  }
}

/// A snapshot's rows as what lies below a book.
private final class StoredPrices: PriceSource {
  let store: PriceStore
  let snapshot: PriceSnapshot
  let currency: String
  /// All rows, once they were asked for.
  private let all = Mutex<[String: [PriceRow]]?>(nil)

  init(store: PriceStore, snapshot: PriceSnapshot, currency: String) {
    self.store = store
    self.snapshot = snapshot
    self.currency = currency
  }

  var meterKeys: Set<String> { Set(allRows().lazy.filter { !$0.value.isEmpty }.map(\.key)) }

  func rows(ofMeter key: String) -> [PriceRow] {
    if let all = all.withLock({ $0 }) { return all[key] ?? [] }
    return (try? store.rows(ofMeter: key, in: snapshot, currency: currency)) ?? []
  }

  func allRows() -> [String: [PriceRow]] {
    all.withLock { all in
      if let all { return all }
      let found = (try? store.allRows(in: snapshot, currency: currency)) ?? [:]
      all = found
      return found
    }
  }

  func others(_ text: String, limit: Int) -> [PriceRow] {
    (try? store.others(text, in: snapshot, currency: currency, limit: limit)) ?? []
  }

  func priced(in currency: String) -> (any PriceSource)? {
    snapshot.currencies.contains(currency)
      ? StoredPrices(store: store, snapshot: snapshot, currency: currency) : nil
  }
}
