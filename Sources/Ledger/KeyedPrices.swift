import GRDB
import Pricing
import Quantities

/// Writes rows that state their meter key: those of the project's own CSV, and prices of an agreement.
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
      let isReservation = row.priceType == "Reservation"
      let years = isReservation ? row.term.first?.wholeNumberValue ?? 0 : 0
      let hourly = years > 0 ? Decimal12.roundedHalfEven(row.price.pico, by: Int64(years) * 8760) : nil
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

  /// Gives the meter of a price sheet's line its price, in every region whose rows have the id.
  ///
  /// The line replaces the pay-as-you-go rows that it names; with a date of its own it stands beside them from that day.
  /// - Returns: why it can't; nil if it did.
  func apply(
    _ line: PriceSheetLine, source: String, _ known: inout KnownPrices, _ held: inout HeldIds, _ tally: inout FileTally
  ) throws -> String? {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT price.*, unitOfMeasure FROM price JOIN unit ON unit.id = price.unit
        WHERE meterId = ? AND type = 'Consumption' AND \(PriceSchema.holds("price.id"))
        ORDER BY price.id
        """, arguments: [line.meterId, snapshot])
    if rows.isEmpty { return "the snapshot has no pay-as-you-go price of meterId \(line.meterId)" }
    let tier = line.tierMinimum.map { plain(Int128($0.nano), 9) }
    let tiers = Set(rows.map { $0["tierMinimumUnits"] as String })
    if let tier, !tiers.contains(tier) { return "meterId \(line.meterId) has no tier from \(tier)" }
    if tier == nil, tiers.count > 1 {
      return "meterId \(line.meterId) has the tiers \(tiers.sorted().joined(separator: ", ")): state `tierMinimumUnits`"
    }
    // Of several dates of one price the latest is the one that the line follows.
    let chosen = rows.filter { tier == nil || $0["tierMinimumUnits"] == tier }
    var latest: [Fingerprint: Row] = [:]
    for row in chosen {
      var identity = Fingerprint()
      for column in ["meter", "place"] { identity.add(UInt64(bitPattern: row[column] as Int64)) }
      for column in ["skuId", "tierMinimumUnits", "meterKey"] { identity.add(row[column] ?? "") }
      let date: String = row["effectiveFrom"] ?? ""
      if let other = latest[identity], date <= (other["effectiveFrom"] ?? "") { continue }
      latest[identity] = row
    }
    if line.effectiveFrom == nil {
      for row in chosen { try release(row["id"], row["keyHash"], row["contentHash"], &known, &held) }
    }
    for row in latest.values.sorted(by: { ($0["id"] as Int64) < $1["id"] }) {
      try copy(row, with: line, source: source, &known, &held)
    }
    tally.added += 1
    return nil
  }

  private func copy(
    _ row: Row, with line: PriceSheetLine, source: String, _ known: inout KnownPrices, _ held: inout HeldIds
  ) throws {
    let price = plain(line.price.pico, 12)
    let from = line.effectiveFrom?.description ?? row["effectiveFrom"] as String?
    var (key, content) = (Fingerprint(), Fingerprint())
    key.add(UInt64(bitPattern: row["keyHash"] as Int64))
    key.add(from ?? "")
    content.add(UInt64(bitPattern: row["contentHash"] as Int64))
    content.add(price)
    content.add(source)
    let (match, _) = known.match(key: key.first, content: content.second)
    switch match {
    case .duplicate: return
    case .stored(let id): held.add(id)
    case .new:
      let id = known.lastId + 1
      known.insert(key: key.first, content: content.second, id: id, isHeld: true)
      try db.cachedStatement(
        sql: """
          INSERT INTO price (id, meter, place, unit, meterId, skuId, tierMinimumUnits, retailPrice, currencyCode, type,
            term, effectiveFrom, effectiveUntil, isPrimaryMeterRegion, keyHash, contentHash, meterKey, confidence,
            source, note)
          SELECT ?, meter, place, unit, meterId, skuId, tierMinimumUnits, ?, currencyCode, type, term, ?, ?,
            isPrimaryMeterRegion, ?, ?, meterKey, 'high', ?, note FROM price WHERE id = ?
          """
      ).execute(arguments: [
        Int64(id), price, from, line.effectiveFrom == nil ? row["effectiveUntil"] as String? : nil,
        Int64(bitPattern: key.first), Int64(bitPattern: content.second), source, row["id"] as Int64,
      ])
      held.add(id)
    }
  }

  private func plain(_ value: Int128, _ decimals: Int) -> String {
    let text = DecimalText().write(value, decimals: decimals)
    return String(decoding: UnsafeBufferPointer(start: text.start, count: text.count), as: UTF8.self)
  }
}
