import Quantities

extension PriceRow {
  /// The columns of a price file, named by its header.
  package enum Column: Int, CaseIterable, Sendable {
    case meterKey, serviceName, productName, skuName, meterName, meterId, region, unit, tierMinimum, price, currency
    case priceType, term, effectiveFrom, effectiveUntil, confidence, source, note

    /// Its name in the header.
    package var name: String { Self.names[rawValue] }

    /// The names of all columns, in the usual order.
    package static let names = [
      "meter_key", "service_name", "product_name", "sku_name", "meter_name", "meter_id", "arm_region",
      "unit_of_measure", "tier_min_units", "price_usd", "currency", "price_type", "term", "effective_date",
      "effective_until", "confidence", "source", "note",
    ]
  }

  /// The header of a price file.
  package static let header = Column.names.joined(separator: ",")

  /// A price must lie below this, so that no month's product overflows.
  static let mostPrice = Money(pico: 10_000_000 * 1_000_000_000_000)
  /// The currency of the embedded list, and of a file without rows.
  static let currency = "USD"

  /// A row of a price file; nil with problems noted if a field is wrong.
  init?(_ value: (Column) -> String, mark: (Column) -> Mark, problems: inout Problems) {
    let count = problems.list.count
    func wrong(_ column: Column, _ what: String, _ problems: inout Problems) {
      let text = value(column)
      let key = value(.meterKey).isEmpty ? "" : " (row of `\(value(.meterKey).prefix(80))`)"
      problems.add("`\(column.name)` is `\(text.prefix(40))`; \(what)\(key)", at: mark(column))
    }
    meterKey = value(.meterKey)
    serviceName = value(.serviceName)
    productName = value(.productName)
    skuName = value(.skuName)
    meterName = value(.meterName)
    meterId = value(.meterId)
    region = value(.region)
    unit = UnitOfMeasure(value(.unit))
    currency = value(.currency)
    priceType = value(.priceType)
    term = value(.term)
    source = value(.source)
    note = value(.note)
    price = .zero
    tierMinimum = .zero
    confidence = .high

    for column in [Column.meterKey, .region, .unit, .priceType] where value(column).isEmpty {
      problems.add("`\(column.name)` is empty; every price names it", at: mark(column))
    }
    if let money = Self.money(value(.price)), money >= .zero, money < Self.mostPrice {
      price = money
    } else {
      wrong(.price, "a price is a number from 0 to below 10,000,000 with at most 12 decimals", &problems)
    }
    if let pico = Decimal12.parse(value(.tierMinimum)), pico >= 0, pico % 1000 == 0,
      let nano = Int64(exactly: pico / 1000)
    {
      tierMinimum = Nano(nano: nano)
    } else {
      wrong(.tierMinimum, "a tier begins at a number from 0 to 9,000,000,000 with at most 9 decimals", &problems)
    }
    if !Self.isCurrency(currency) { wrong(.currency, "a currency is written as its code, such as USD", &problems) }
    if let known = Confidence(rawValue: value(.confidence)) {
      confidence = known
    } else {
      wrong(.confidence, "it is one of \(Confidence.allCases.map(\.rawValue).joined(separator: ", "))", &problems)
    }
    for (column, path) in [(Column.effectiveFrom, \PriceRow.effectiveFrom), (.effectiveUntil, \.effectiveUntil)]
    where !value(column).isEmpty {
      self[keyPath: path] = Date(value(column))
      if self[keyPath: path] == nil { wrong(column, "a date is written 2027-01-20, or left out", &problems) }
    }
    if let from = effectiveFrom, let until = effectiveUntil, until < from {
      wrong(.effectiveUntil, "it lies before `effective_date`", &problems)
    }
    if problems.list.count > count { return nil }
  }

  /// Whether a text is written as ISO 4217 writes a currency: three capitals.
  package static func isCurrency(_ text: String) -> Bool {
    text.utf8.count == 3 && text.utf8.allSatisfy { (0x41...0x5A).contains($0) }
  }

  /// The exact amount of a decimal text such as `0.087` or `2.4e-05`; nil if it has more than 12 decimals or is none.
  static func money(_ text: String) -> Money? {
    guard let e = text.firstIndex(where: { $0 == "e" || $0 == "E" }) else { return Money(decimal: text) }
    guard let exponent = Int(text[text.index(after: e)...]), exponent.magnitude <= 20 else { return nil }
    let mantissa = text[..<e].split(separator: ".", omittingEmptySubsequences: false)
    guard let whole = mantissa.first, whole.first != "-", mantissa.count <= 2 else { return nil }
    let decimals = mantissa.count == 2 ? mantissa[1] : ""
    let zeros = String(repeating: "0", count: Int(exponent.magnitude))
    // Shift the point through the digits, with zeros on the side it moves to.
    let digits = exponent < 0 ? "\(zeros)\(whole)\(decimals)" : "\(whole)\(decimals)\(zeros)"
    let point = exponent < 0 ? whole.count : whole.count + exponent
    return Money(decimal: digits.prefix(point) + "." + digits.dropFirst(point))
  }
}
