import GRDB
import Pricing
import Quantities

/// Writes the prices of one file into a snapshot; the caller holds the transaction.
struct PriceWriter: ~Copyable {
  private let db: Database
  private let price: BulkStatement
  private let tierText: DecimalText
  private let priceText: DecimalText
  private let unitPriceText: DecimalText
  private let hourlyText: DecimalText

  init(_ db: Database) throws {
    let price = try BulkStatement(
      db,
      """
      INSERT INTO price (id, meter, place, unit, meterId, skuId, tierMinimumUnits, retailPrice, unitPrice, hourlyPrice,
        currencyCode, type, term, effectiveFrom, effectiveUntil, isPrimaryMeterRegion, keyHash, contentHash)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)
      """)
    self.db = db
    self.price = price
    tierText = DecimalText()
    priceText = DecimalText()
    unitPriceText = DecimalText()
    hourlyText = DecimalText()
  }

  /// Writes an item and its prices with a savings plan.
  @inline(__always)
  func write(
    _ item: RetailItem, _ known: inout KnownPrices, _ dictionaries: inout PriceDictionaries,
    _ held: inout HeldIds, _ tally: inout FileTally
  ) throws {
    let meter = try dictionaries.meter(item, in: db)
    let place = try dictionaries.place(item, in: db)
    let unit = try dictionaries.unit(item, in: db)
    // The key of quirk 5 with the meter's names; type and term follow.
    var key = Fingerprint()
    key.add(UInt64(bitPattern: meter))
    let (meterId, skuId, region) = (item[.meterId], item[.skuId], item[.armRegionName])
    key.add(meterId.start, meterId.count)
    key.add(skuId.start, skuId.count)
    key.add(region.start, region.count)
    key.add(UInt64(bitPattern: item.tierMinimum.nano))
    let (currency, from) = (item[.currencyCode], Self.day(item[.effectiveStartDate]))
    key.add(currency.start, currency.count)
    key.add(from.start, from.count)
    let until = Self.day(item[.effectiveEndDate])
    var content = Fingerprint()
    content.add(UInt64(bitPattern: place))
    content.add(UInt64(bitPattern: unit))
    content.add(until.start, until.count)

    price.bind(2, meter)
    price.bind(3, place)
    price.bind(4, unit)
    price.bind(5, meterId.start, meterId.count)
    price.bind(6, skuId.start, skuId.count)
    let tier = tierText.write(Int128(item.tierMinimum.nano), decimals: 9)
    price.bind(7, tier.start, tier.count)
    price.bind(11, currency.start, currency.count)
    price.bind(14, from.start, from.count)
    if until.count > 0 { price.bind(15, until.start, until.count) } else { price.bindNull(15) }
    price.bind(16, item.isPrimary ? 1 : 0)
    tally.currency(currency)

    let (type, term) = (item[.type], item[.reservationTerm])
    let amount = Amount(
      price: item.price, unitPrice: item.unitPrice, isPrimary: item.isPrimary, hours: item.reservationHours)
    let kept = try write(amount, type: type, term: term, key, content, &known, &held)
    switch kept.match {
    case .new: tally.added += 1
    case .stored: tally.unchanged += 1
    case .duplicate: tally.duplicates += 1
    }
    if kept.isConflict { tally.conflict() }
    if item.isRounded, !kept.isDuplicate { tally.rounded += 1 }
    for index in 0..<item.planCount {
      let plan = item.plans[index]
      let amount = Amount(price: plan.price, unitPrice: plan.price, isPrimary: item.isPrimary, hours: 0)
      let kept = try write(
        amount, type: Self.text("SavingsPlan"),
        term: Self.text(plan.years == 1 ? "1 Year" : plan.years == 3 ? "3 Years" : "5 Years"), key, content, &known,
        &held)
      if !kept.isDuplicate { tally.plans += 1 }
      if kept.isConflict { tally.conflict() }
    }
  }

  private struct Amount {
    var price: Money
    var unitPrice: Money
    var isPrimary: Bool
    /// Hours that the price is the total of; 0 for the price of one unit.
    var hours: Int64
  }

  private struct Kept {
    var match: KnownPrices.Match
    var isConflict: Bool
    var isDuplicate: Bool { if case .duplicate = match { true } else { false } }
  }

  @inline(__always)
  private func write(
    _ amount: Amount, type: RetailText, term: RetailText, _ partOfKey: Fingerprint, _ partOfContent: Fingerprint,
    _ known: inout KnownPrices, _ held: inout HeldIds
  ) throws -> Kept {
    var (key, content) = (partOfKey, partOfContent)
    key.add(type.start, type.count)
    key.add(term.start, term.count)
    content.add(UInt64(truncatingIfNeeded: amount.price.pico))
    content.add(UInt64(truncatingIfNeeded: amount.price.pico >> 64))
    content.add(UInt64(truncatingIfNeeded: amount.unitPrice.pico))
    content.add(amount.isPrimary ? 1 : 0)
    let (match, isConflict) = known.match(key: key.first, content: content.second)
    switch match {
    case .duplicate: break
    case .stored(let id): held.add(id)
    case .new:
      let id = known.lastId + 1
      known.insert(key: key.first, content: content.second, id: id, isHeld: true)
      price.bind(1, Int64(id))
      let text = priceText.write(amount.price.pico, decimals: 12)
      price.bind(8, text.start, text.count)
      if amount.unitPrice == amount.price {
        price.bindNull(9)
      } else {
        let text = unitPriceText.write(amount.unitPrice.pico, decimals: 12)
        price.bind(9, text.start, text.count)
      }
      if amount.hours > 0 {
        // A reservation's price is the whole term's.
        let hourly = Decimal12.roundedHalfEven(amount.price.pico, by: amount.hours)
        let text = hourlyText.write(hourly, decimals: 12)
        price.bind(10, text.start, text.count)
      } else {
        price.bindNull(10)
      }
      price.bind(12, type.start, type.count)
      price.bind(13, term.start, term.count)
      price.bind(17, Int64(bitPattern: key.first))
      price.bind(18, Int64(bitPattern: content.second))
      try price.run()
      held.add(id)
    }
    return Kept(match: match, isConflict: isConflict)
  }

  private static func text(_ word: StaticString) -> RetailText {
    RetailText(start: word.utf8Start, count: word.utf8CodeUnitCount)
  }

  /// A date without the midnight that nearly all have.
  @inline(__always)
  private static func day(_ text: RetailText) -> RetailText {
    guard text.count == 20 else { return text }
    let time = RetailText(start: text.start + 10, count: 10)
    return time.equals("T00:00:00Z") ? RetailText(start: text.start, count: 10) : text
  }
}

/// What came of one file.
struct FileTally {
  var items = 0
  var added = 0
  var unchanged = 0
  var duplicates = 0
  var conflicts = 0
  var plans = 0
  var rounded = 0
  var rejected: [String: Int] = [:]
  var wrongCounts = 0
  /// Pages, with items or without.
  var pages = 0
  /// Whether the last item conflicted, so that it can be told by its number.
  var hasConflict = false
  private(set) var currencies: Set<String> = []
  private var lastCurrency: (UInt8, UInt8, UInt8) = (0, 0, 0)

  mutating func conflict() {
    conflicts += 1
    hasConflict = true
  }

  @inline(__always)
  mutating func currency(_ code: RetailText) {
    let now = (code.start[0], code.start[1], code.start[2])
    if now == lastCurrency { return }
    lastCurrency = now
    currencies.insert(code.string)
  }

  mutating func currency(_ code: String) { currencies.insert(code) }
}
