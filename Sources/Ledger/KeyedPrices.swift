import GRDB
import Pricing
import Quantities

/// Writes rows that state their meter key: those of the project's own CSV.
struct KeyedPrices {
  let db: Database
  let snapshot: Int64

  /// Writes a row.
  func write(
    _ row: PriceRow, _ known: inout KnownPrices, _ dictionaries: inout PriceDictionaries, _ held: inout HeldIds,
    _ tally: inout FileTally
  ) throws -> KnownPrices.Match {
    let ids = try dictionaries.ids(of: row, in: db)
    var key = Fingerprint()
    for text in [row.meterKey, row.meterId, row.region, row.currency, row.priceType, row.term] { key.add(text) }
    for text in [row.serviceName, row.productName, row.skuName, row.meterName] { key.add(text) }
    key.add(UInt64(bitPattern: row.tierMinimum.nano))
    key.add(row.effectiveFrom?.description ?? "")
    var content = Fingerprint()
    let until = row.effectiveUntil?.description
    for text in [until ?? "", row.unit.text, row.price.decimal, row.confidence.rawValue, row.source, row.note] {
      content.add(text)
    }
    tally.currency(row.currency)
    let (match, isConflict) = known.match(key: key.first, content: content.second)
    if isConflict { tally.conflict() }
    switch match {
    case .duplicate: tally.duplicates += 1
    case .stored(let id):
      tally.unchanged += 1
      held.add(id)
    case .new:
      tally.added += 1
      let id = known.lastId + 1
      known.insert(key: key.first, content: content.second, id: id, isHeld: true)
      let hours = row.priceType == "Reservation" ? PriceTerm.hours(row.term) : nil
      let hourly = hours.map { Decimal12.roundedHalfEven(row.price.pico, by: $0) }
      try db.cachedStatement(
        sql: """
          INSERT INTO price (id, meter, place, unit, meterId, skuId, tierMinimumUnits, retailPrice, hourlyPrice,
            currencyCode, type, term, effectiveFrom, effectiveUntil, keyHash, contentHash, meterKey, confidence, source,
            note)
          VALUES (?, ?, ?, ?, ?, '', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """
      ).execute(arguments: [
        Int64(id), ids.meter, ids.place, ids.unit, row.meterId, plain(Int128(row.tierMinimum.nano), 9),
        plain(row.price.pico, 12), hourly.map { plain($0, 12) }, row.currency, row.priceType, row.term,
        row.effectiveFrom?.description, until, Int64(bitPattern: key.first), Int64(bitPattern: content.second),
        row.meterKey, row.confidence.rawValue, row.source, row.note,
      ])
      held.add(id)
    }
    return match
  }

  /// Takes the rows of a meter key out of the snapshot.
  func release(meterKey: String, _ known: inout KnownPrices, _ held: inout HeldIds) throws {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT id, keyHash, contentHash FROM price WHERE meterKey = ? AND \(PriceSchema.holds("id"))
        """, arguments: [meterKey, snapshot])
    for row in rows { try release(row[0], row[1], row[2], &known, &held) }
  }

  private func release(
    _ id: Int64, _ key: Int64, _ content: Int64, _ known: inout KnownPrices, _ held: inout HeldIds
  ) throws {
    try held.release(id, in: db, snapshot)
    known.release(key: UInt64(bitPattern: key), content: UInt64(bitPattern: content))
  }

  private func plain(_ value: Int128, _ decimals: Int) -> String { DecimalText.plain(value, decimals) }
}
