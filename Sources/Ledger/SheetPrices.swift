import GRDB
import Pricing
import Quantities

/// Gives the meters of a snapshot the prices of an agreement's price sheet; the caller holds the transaction.
struct SheetPrices {
  let db: Database
  let snapshot: Int64
  /// Where its prices come from, as bills will name it.
  let source: String

  /// Why a line isn't taken.
  enum Failure: Error {
    /// It fits no price, for this reason.
    case reject(String)
    /// The book can't be read or written.
    case other(any Error)
  }

  /// Changes the prices that a line names, in every region whose rows have its id.
  ///
  /// - Throws: why it fits no price.
  func apply(
    _ line: PriceSheetLine, _ known: inout KnownPrices, _ dictionaries: inout PriceDictionaries
  ) throws(Failure) {
    do {
      let rows = try rows(of: line)
      let change = try PriceSheetChange(of: line, among: rows.map(Self.target))
      var held = HeldIds()
      for index in change.released { try release(rows[index], &known, &held) }
      for copy in change.copies { try write(copy, of: rows[copy.base], line, &known, &dictionaries, &held) }
      try held.write(to: db, snapshot)
    } catch let problem as Problem { throw .reject(problem.message) } catch { throw .other(error) }
  }

  /// The snapshot's prices with the line's id, in its currency.
  private func rows(of line: PriceSheetLine) throws -> [Row] {
    let statement = try db.cachedStatement(
      sql: """
        SELECT price.*, unitOfMeasure FROM price JOIN unit ON unit.id = price.unit
        WHERE meterId IN (?1, upper(?1)) AND (?2 = '' OR currencyCode = ?2) AND \(PriceSchema.holds("price.id", in: "?3"))
        ORDER BY price.id
        """)
    return try Row.fetchAll(statement, arguments: [line.meterId, line.currency, snapshot])
  }

  private static func target(_ row: Row) -> PriceSheetChange.Target {
    let meter = ["meter", "place", "skuId", "meterKey", "currencyCode"].map { column in
      (row[column] as DatabaseValue).description
    }.joined(separator: "\u{1F}")
    let tier = Decimal12.parse(row["tierMinimumUnits"] as String? ?? "").flatMap { Int64(exactly: $0 / 1000) } ?? 0
    return PriceSheetChange.Target(
      meter: meter, skuId: row["skuId"] ?? "", priceType: row["type"] ?? "", term: row["term"] ?? "",
      unit: UnitOfMeasure(row["unitOfMeasure"] ?? ""), tierMinimum: Nano(nano: tier),
      effectiveFrom: Date((row["effectiveFrom"] as String? ?? "").prefix(10)),
      effectiveUntil: Date((row["effectiveUntil"] as String? ?? "").prefix(10)))
  }

  private func release(_ row: Row, _ known: inout KnownPrices, _ held: inout HeldIds) throws {
    try held.release(row["id"], in: db, snapshot)
    let (key, content): (Int64, Int64) = (row["keyHash"], row["contentHash"])
    known.release(key: UInt64(bitPattern: key), content: UInt64(bitPattern: content))
  }

  private func write(
    _ copy: PriceSheetChange.Copy, of row: Row, _ line: PriceSheetLine, _ known: inout KnownPrices,
    _ dictionaries: inout PriceDictionaries, _ held: inout HeldIds
  ) throws {
    let price = DecimalText.plain(line.price.pico, 12)
    let tier = DecimalText.plain(Int128(copy.tierMinimum.nano), 9)
    let (from, until) = (copy.effectiveFrom?.description, copy.effectiveUntil?.description)
    var (key, content) = (Fingerprint(), Fingerprint())
    key.add(UInt64(bitPattern: row["keyHash"] as Int64))
    for text in [from ?? "", tier, line.priceType, line.term] { key.add(text) }
    content.add(UInt64(bitPattern: row["contentHash"] as Int64))
    for text in [price, source, copy.unit.text, until ?? ""] { content.add(text) }
    let (match, _) = known.match(key: key.first, content: content.second)
    switch match {
    case .duplicate: return
    case .stored(let id): held.add(id)
    case .new:
      let id = known.lastId + 1
      known.insert(key: key.first, content: content.second, id: id, isHeld: true)
      let hours = line.priceType == "Reservation" ? PriceTerm.hours(line.term) : nil
      let hourly = hours.map { DecimalText.plain(Decimal12.roundedHalfEven(line.price.pico, by: $0), 12) }
      try db.cachedStatement(
        sql: """
          INSERT INTO price (id, meter, place, unit, meterId, skuId, tierMinimumUnits, retailPrice, hourlyPrice,
            currencyCode, type, term, effectiveFrom, effectiveUntil, isPrimaryMeterRegion, keyHash, contentHash, meterKey,
            confidence, source, note)
          SELECT ?, meter, place, ?, meterId, skuId, ?, ?, ?, currencyCode, ?, ?, ?, ?, isPrimaryMeterRegion, ?, ?,
            meterKey, 'high', ?, note FROM price WHERE id = ?
          """
      ).execute(arguments: [
        Int64(id), try dictionaries.unit(copy.unit.text, in: db), tier, price, hourly, line.priceType, line.term, from,
        until, Int64(bitPattern: key.first), Int64(bitPattern: content.second), source, row["id"] as Int64,
      ])
      held.add(id)
    }
  }
}
