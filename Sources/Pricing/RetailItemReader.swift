import Quantities

/// Reads one item of a page: its fields, and whether all of them can be believed.
struct RetailItemReader: ~Copyable {
  var item: RetailItem
  /// The first thing that is wrong with the item.
  private(set) var reject: RetailReject?

  /// Most bytes of a text.
  static let mostText = 4096
  /// Most levels of a value.
  static let mostDepth = 32

  private let scratch: UnsafeMutablePointer<UInt8>
  private var scratchUsed = 0
  /// The field that followed each field last time: items repeat their order.
  private var following = InlineArray<24, Int>(repeating: 0)
  private var units = KnownUnits()
  private static let last = 23

  init() {
    // Every text of an item, each shorter decoded than raw.
    scratch = .allocate(capacity: (RetailItem.Field.allCases.count + 1) * Self.mostText)
    item = RetailItem(nothing: scratch)
  }

  deinit { scratch.deallocate() }

  /// Reads the item at the cursor, which stands on its brace, and passes it.
  ///
  /// - Throws: a fault if the bytes aren't JSON or end inside the item; whatever else is wrong is `reject`.
  mutating func read(_ cursor: inout JSONCursor) throws(JSONCursor.Fault) {
    item = RetailItem(nothing: scratch)
    reject = nil
    scratchUsed = 0
    var seen: UInt32 = 0
    var previous = Self.last
    try cursor.pass(UInt8(ascii: "{"))
    if try cursor.peek() == UInt8(ascii: "}") {
      cursor.at += 1
    } else {
      while true {
        guard try cursor.peek() == UInt8(ascii: "\"") else { throw .malformed }
        let field = key(try cursor.text(), after: previous)
        try cursor.pass(UInt8(ascii: ":"))
        if let field {
          if seen & (1 << UInt32(field)) != 0 { refuse(.repeatedField, Self.names[field].description) }
          let isThere = try value(of: field, &cursor)
          if isThere { seen |= 1 << UInt32(field) }
          previous = field
        } else if try !cursor.skipValue(depth: Self.mostDepth) {
          refuse(.tooDeep, "")
        }
        cursor.skipSpace()
        let byte = try cursor.peek()
        cursor.at += 1
        if byte == UInt8(ascii: "}") { break }
        guard byte == UInt8(ascii: ",") else { throw .malformed }
        cursor.skipSpace()
      }
    }
    if reject == nil { check(seen) }
  }

  private mutating func refuse(_ reason: RetailReject.Reason, _ detail: @autoclosure () -> String) {
    if reject == nil { reject = RetailReject(reason: reason, detail: detail()) }
  }

  /// Room to decode a text in.
  ///
  /// A field that is repeated is refused, but its text is decoded still, over the last one.
  private var room: UnsafeMutablePointer<UInt8> {
    scratch + min(scratchUsed, RetailItem.Field.allCases.count * Self.mostText)
  }

  // MARK: Fields

  /// All fields: those of `RetailItem.Field`, then the others.
  private static let names: InlineArray<23, StaticString> = [
    "currencyCode", "armRegionName", "location", "effectiveStartDate", "meterId", "meterName", "productId", "skuId",
    "productName", "skuName", "serviceName", "serviceId", "serviceFamily", "unitOfMeasure", "type", "armSkuName",
    "reservationTerm", "effectiveEndDate", "retailPrice", "unitPrice", "tierMinimumUnits", "isPrimaryMeterRegion",
    "savingsPlan",
  ]
  private static let retailPrice = 18
  private static let unitPrice = 19
  private static let tierMinimum = 20
  private static let isPrimary = 21
  private static let savingsPlan = 22

  /// Whether a page's object that has this key is an item.
  static func isField(_ text: RetailText) -> Bool {
    for index in names.indices where text.equals(names[index]) { return true }
    return false
  }

  @inline(__always)
  private mutating func key(_ text: JSONCursor.Text, after previous: Int) -> Int? {
    var name = RetailText(start: text.start, count: text.count)
    if text.hasEscapes {
      guard text.count <= Self.mostText, let count = text.decode(into: room) else { return nil }
      name = RetailText(start: room, count: count)
    }
    let expected = following[previous]
    if name.equals(Self.names[expected]) { return expected }
    for index in Self.names.indices where name.equals(Self.names[index]) {
      following[previous] = index
      return index
    }
    return nil
  }

  /// Reads the value of a field.
  ///
  /// - Returns: whether there is one: `null` is none.
  @inline(__always)
  private mutating func value(of field: Int, _ cursor: inout JSONCursor) throws(JSONCursor.Fault) -> Bool {
    let byte = try cursor.peek()
    if byte == UInt8(ascii: "n"), cursor.passes("null") { return field == RetailItem.Field.armRegionName.rawValue }
    switch field {
    case 0..<Self.retailPrice where byte == UInt8(ascii: "\""):
      if let text = text(try cursor.text(), field) { item[RetailItem.Field(rawValue: field) ?? .type] = text }
    case Self.retailPrice where isNumber(byte): item.price = price(try cursor.number())
    case Self.unitPrice where isNumber(byte): item.unitPrice = price(try cursor.number())
    case Self.tierMinimum where isNumber(byte): tier(try cursor.number())
    case Self.isPrimary where cursor.passes("true"): item.isPrimary = true
    case Self.isPrimary where cursor.passes("false"): item.isPrimary = false
    case Self.savingsPlan where byte == UInt8(ascii: "["): try plans(&cursor)
    default:
      let isShallow = try cursor.skipValue(depth: Self.mostDepth)
      refuse(isShallow ? .wrongType : .tooDeep, Self.names[field].description)
    }
    return true
  }

  @inline(__always)
  private func isNumber(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 || byte == UInt8(ascii: "-") }

  /// What a text says; nil, with the item refused, if it can't be believed.
  @inline(__always)
  private mutating func text(_ raw: JSONCursor.Text, _ field: Int) -> RetailText? {
    guard raw.count <= Self.mostText else {
      refuse(.longText, "\(Self.names[field]): \(raw.count) bytes")
      return nil
    }
    if !raw.hasEscapes, raw.isASCII, !raw.hasControls { return RetailText(start: raw.start, count: raw.count) }
    guard !raw.hasControls, raw.isASCII || isUTF8(raw) else {
      refuse(.badText, Self.names[field].description)
      return nil
    }
    guard raw.hasEscapes else { return RetailText(start: raw.start, count: raw.count) }
    let start = room
    guard let count = raw.decode(into: start) else {
      refuse(.badText, Self.names[field].description)
      return nil
    }
    scratchUsed += count
    return RetailText(start: start, count: count)
  }

  private func isUTF8(_ text: JSONCursor.Text) -> Bool {
    (try? UTF8Span(validating: UnsafeBufferPointer(start: text.start, count: text.count).span)) != nil
  }

  // MARK: Numbers

  /// Exact to 12 decimals; a price of more is rounded where that moves it by less than 1e-6 of itself, as it does the
  /// noise of binary fractions such as 0.07407359999999999, and prices converted from dollars.
  private mutating func price(_ number: JSONNumber) -> Money {
    guard let scaled = number.scaled(by: 12), scaled.value >= 0, scaled.shift <= RetailItem.mostShift else {
      refuse(.badPrice, "")
      return .zero
    }
    if scaled.shift > 0 { item.isRounded = true }
    return Money(pico: scaled.value)
  }

  private mutating func tier(_ number: JSONNumber) {
    guard let scaled = number.scaled(by: 9), scaled.value >= 0, scaled.shift == 0,
      let nano = Int64(exactly: scaled.value)
    else { return refuse(.badTier, "") }
    item.tierMinimum = Nano(nano: nano)
  }

  /// `[{ "unitPrice": n, "retailPrice": n, "term": "3 Years" }, …]`, in any order.
  private mutating func plans(_ cursor: inout JSONCursor) throws(JSONCursor.Fault) {
    try cursor.pass(UInt8(ascii: "["))
    if try cursor.peek() == UInt8(ascii: "]") {
      cursor.at += 1
      return
    }
    while true {
      if try cursor.peek() == UInt8(ascii: "{") {
        try plan(&cursor)
      } else {
        _ = try cursor.skipValue(depth: Self.mostDepth)
        refuse(.wrongType, "savingsPlan")
      }
      cursor.skipSpace()
      let byte = try cursor.peek()
      cursor.at += 1
      if byte == UInt8(ascii: "]") { return }
      guard byte == UInt8(ascii: ",") else { throw .malformed }
      cursor.skipSpace()
    }
  }

  private mutating func plan(_ cursor: inout JSONCursor) throws(JSONCursor.Fault) {
    var plan = RetailItem.Plan()
    var hasPrice = false
    try cursor.pass(UInt8(ascii: "{"))
    while try cursor.peek() != UInt8(ascii: "}") {
      guard try cursor.peek() == UInt8(ascii: "\"") else { throw .malformed }
      let raw = try cursor.text()
      let key = RetailText(start: raw.start, count: raw.count)
      try cursor.pass(UInt8(ascii: ":"))
      let byte = try cursor.peek()
      if key.equals("retailPrice"), isNumber(byte) {
        if hasPrice { refuse(.repeatedField, "savingsPlan.retailPrice") }
        plan.price = price(try cursor.number())
        hasPrice = true
      } else if key.equals("term"), byte == UInt8(ascii: "\"") {
        if plan.years != 0 { refuse(.repeatedField, "savingsPlan.term") }
        let raw = try cursor.text()
        plan.years = Self.years(RetailText(start: raw.start, count: raw.count))
      } else {
        if key.equals("retailPrice") || key.equals("term") { refuse(.wrongType, "savingsPlan") }
        if try !cursor.skipValue(depth: Self.mostDepth) { refuse(.tooDeep, "savingsPlan") }
      }
      cursor.skipSpace()
      if try cursor.peek() == UInt8(ascii: ",") {
        try cursor.pass(UInt8(ascii: ","))
        guard try cursor.peek() == UInt8(ascii: "\"") else { throw .malformed }
      }
    }
    cursor.at += 1
    guard hasPrice else { return refuse(.missingField, "savingsPlan.retailPrice") }
    guard plan.years > 0 else { return refuse(.unknownTerm, "savingsPlan") }
    for index in 0..<item.planCount where item.plans[index].years == plan.years {
      return refuse(.repeatedField, "savingsPlan of \(plan.years) years")
    }
    // Terms are distinct and at most three are known, so there is room.
    item.plans[item.planCount] = plan
    item.planCount += 1
  }

  /// Years of a term as the API writes it; 0 for any other text.
  private static func years(_ term: RetailText) -> Int {
    term.equals("1 Year") ? 1 : term.equals("3 Years") ? 3 : term.equals("5 Years") ? 5 : 0
  }

  // MARK: The item as a whole

  private static let required: [RetailItem.Field] = [
    .armRegionName, .effectiveStartDate, .meterId, .meterName, .productName, .skuName, .serviceName, .unitOfMeasure,
    .type,
  ]
  private static let requiredBits =
    required.reduce(UInt32(1) << UInt32(retailPrice) | 1 << UInt32(tierMinimum)) { $0 | 1 << UInt32($1.rawValue) }

  /// Currency that an item without one is in: the page's `BillingCurrency`.
  var billingCurrency: [UInt8] = []

  private mutating func check(_ seen: UInt32) {
    let missing = Self.requiredBits & ~seen
    if missing != 0 { return refuse(.missingField, Self.names[missing.trailingZeroBitCount].description) }
    if item[.meterId].count == 0 { return refuse(.missingField, "meterId is empty") }
    if item[.serviceName].count == 0 { return refuse(.missingField, "serviceName is empty") }
    if seen & 1 == 0 {
      guard billingCurrency.count == 3 else { return refuse(.missingField, "currencyCode") }
      for index in 0..<3 { room[index] = billingCurrency[index] }
      item[.currencyCode] = RetailText(start: room, count: 3)
      scratchUsed += 3
    }
    if seen & (1 << UInt32(Self.unitPrice)) == 0 { item.unitPrice = item.price }
    checkMeaning()
  }

  private mutating func checkMeaning() {
    let currency = item[.currencyCode]
    guard currency.count == 3, (0..<3).allSatisfy({ (0x41...0x5A).contains(currency.start[$0]) }) else {
      return refuse(.badCurrency, currency.string)
    }
    // Other currencies' units are worth as little as 1/16,000 of a dollar.
    let most = currency.equals("USD") ? PriceRow.mostPrice.pico : PriceRow.mostPrice.pico * 20_000
    guard item.price.pico < most, item.unitPrice.pico < most else {
      let price = max(item.price, item.unitPrice)
      return refuse(.badPrice, price.decimal)
    }

    let (type, term) = (item[.type], item[.reservationTerm])
    if type.equals("Reservation") {
      guard term.termHours > 0 else { return refuse(.unknownTerm, term.string) }
    } else {
      guard type.equals("Consumption") || type.equals("DevTestConsumption") else {
        return refuse(.unknownType, type.string)
      }
      guard term.count == 0 else { return refuse(.unknownTerm, "\(term.string) of \(type.string)") }
    }
    let (from, until) = (item[.effectiveStartDate], item[.effectiveEndDate])
    guard Self.isDate(from) else { return refuse(.badDate, from.string) }
    guard until.count == 0 || Self.isDate(until) else { return refuse(.badDate, until.string) }
    let unit = item[.unitOfMeasure]
    if !units.knows(unit) { refuse(.unknownUnit, unit.string) }
  }

  /// Whether a text is an ISO 8601 day, perhaps with a time in UTC behind it.
  private static func isDate(_ text: RetailText) -> Bool {
    guard text.count >= 10, text.start[4] == UInt8(ascii: "-"), text.start[7] == UInt8(ascii: "-") else { return false }
    func number(_ range: Range<Int>) -> Int {
      var value = 0
      for index in range {
        guard text.start[index] &- 0x30 < 10 else { return -1 }
        value = value * 10 + Int(text.start[index] &- 0x30)
      }
      return value
    }
    guard Date(year: number(0..<4), month: number(5..<7), day: number(8..<10)) != nil else { return false }
    if text.count == 10 { return true }
    guard text.start[10] == UInt8(ascii: "T"), text.count <= 32 else { return false }
    return (11..<text.count).allSatisfy { index in
      let byte = text.start[index]
      return byte &- 0x30 < 10 || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "Z")
        || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
    }
  }
}

/// Units of measure that were looked up before: a few dozen spellings serve a whole price list.
private struct KnownUnits {
  private var known: [(low: UInt64, high: UInt64)] = []

  @inline(__always)
  mutating func knows(_ text: RetailText) -> Bool {
    guard text.count > 0, text.count <= 64 else { return false }
    guard text.count <= 16 else { return UnitOfMeasure(text.string).dimension != .other }
    var (low, high) = (UInt64(0), UInt64(0))
    for index in 0..<text.count {
      if index < 8 { low = low << 8 | UInt64(text.start[index]) } else { high = high << 8 | UInt64(text.start[index]) }
    }
    for entry in known where entry.low == low && entry.high == high { return true }
    guard UnitOfMeasure(text.string).dimension != .other else { return false }
    known.append((low, high))
    return true
  }
}
