package import Quantities

extension PriceBook {
  /// What was done to the prices of a book.
  package struct Origin: Sendable, Hashable {
    /// How they came from another currency; nil if they are as they were stated.
    package var conversion: Conversion?
    /// The price sheet that was laid over them.
    package var sheet: LaidSheet?
  }

  /// A price sheet that was laid over a book.
  package struct LaidSheet: Sendable, Hashable {
    /// What it holds: `agreement.csv:0a1b2c3d`.
    package var id: String
    /// Its lines.
    package var lines: Int
    /// Lines that fit no price of the book.
    package var unused: Int
    /// The first of them, each with its number and the reason.
    package var examples: [String]
  }

  /// This book with `overlay` laid over it: all rows of the meter keys that it names are replaced (rule 19).
  ///
  /// - Throws: a problem if the two are in different currencies.
  package func overlaid(by overlay: PriceBook) throws(Problem) -> PriceBook {
    guard overlay.currency == currency else {
      throw Problem(
        """
        the overlay \(overlay.id) is in \(overlay.currency), the price book \(id) in \(currency); \
        state its prices in \(currency), or convert the book with `prices.currency` and `prices.rate`
        """)
    }
    return PriceBook(
      id: id + "+" + overlay.id, asOf: asOf, currency: currency, source: Layers(above: overlay, below: self),
      origin: Origin(
        conversion: origin.conversion ?? overlay.origin.conversion, sheet: origin.sheet ?? overlay.origin.sheet))
  }

  /// This book with the price sheet of an agreement laid over it: the prices that its lines name are replaced.
  ///
  /// - Throws: a problem if the sheet is in another currency.
  package func overlaid(by sheet: PriceSheet) throws(Problem) -> PriceBook {
    if let other = sheet.currencies.first(where: { $0 != currency }) {
      throw Problem(
        "the price sheet \(sheet.id) is in \(other), the price book \(id) in \(currency); use a book in \(other)")
    }
    let (rows, rejects) = sheet.applied(to: allRows())
    let laid = LaidSheet(
      id: sheet.id, lines: sheet.lines.count + sheet.rejects.count, unused: rejects.count,
      examples: rejects.prefix(3).map { "line \($0.line): \($0.why)" })
    return PriceBook(
      id: id + "+" + sheet.id, asOf: asOf, currency: currency, read: rows,
      origin: Origin(conversion: origin.conversion, sheet: laid))
  }

  /// How prices came from another currency.
  package struct Conversion: Sendable, Hashable {
    /// ISO code of the prices as they were stated.
    package var from: String
    /// ISO code of the prices of the book.
    package var to: String
    /// What one of `from` is in `to`, in 1e-12.
    package var rate: Money
    /// The day that the rate is of.
    package var date: Date

    /// A conversion by its parts.
    package init(from: String, to: String, rate: Money, date: Date) {
      self.from = from
      self.to = to
      self.rate = rate
      self.date = date
    }

    /// The rate as people write it: `0.92`.
    package var rateText: String { rate.decimal.trimmingZeros() }

    /// A price in the other currency: price × rate, rounded half-even to 1e-12; nil if it is too large to rate with.
    package func amount(_ price: Money) -> Money? {
      // A price lies below 2 × 10^11, a rate at or below 10^6: their product in 1e-12 each may pass 128 bits.
      let (product, overflow) = price.pico.multipliedReportingOverflow(by: rate.pico)
      return overflow ? nil : Money(pico: Decimal12.roundedHalfEven(product, by: 1_000_000_000_000))
    }

    /// A row in the other currency; nil if its price is too large to rate with.
    package func row(_ row: PriceRow) -> PriceRow? {
      guard let price = amount(row.price) else { return nil }
      var converted = row
      converted.price = price
      guard converted.isRatable else { return nil }
      converted.currency = to
      let stated = "\(row.price.decimal.trimmingZeros()) \(from) × \(rateText)"
      converted.note = row.note.isEmpty ? stated : "\(row.note); \(stated)"
      converted.source = "\(row.source); in \(to) at \(rateText) per \(from) of \(date)"
      return converted
    }
  }

  /// Largest rate that is taken: what a dollar buys of the weakest currencies is below it.
  package static let mostRate = Money(pico: 1_000_000 * 1_000_000_000_000)

  /// This book with every price converted.
  package func converted(by conversion: Conversion) -> PriceBook {
    PriceBook(
      id: "\(id):\(conversion.to)@\(conversion.rateText)", asOf: asOf, currency: conversion.to,
      source: Converted(book: self, conversion: conversion),
      origin: Origin(conversion: conversion, sheet: origin.sheet))
  }

  /// This book's prices as its source states them in another currency; nil if it doesn't.
  package func stated(in currency: String) -> PriceBook? {
    guard let other = source?.priced(in: currency) else { return nil }
    return PriceBook(id: "\(id):\(currency)", asOf: asOf, currency: currency, source: other)
  }

  /// This book in the currency `target`.
  ///
  /// Prices that the list itself states in it come first; with a rate, all others are converted.
  ///
  /// - Throws: a problem if neither the list nor a rate gives prices in `target`.
  package func inCurrency(_ target: String, rate: Money?, on date: Date?) throws(Problem) -> PriceBook {
    if target == currency { return self }
    let stated = stated(in: target)
    guard let rate, let date else {
      if let stated { return stated }
      throw Problem(
        """
        the price book \(id) is in \(currency), not in \(target); state `prices.rate`, what 1 \(currency) is in \
        \(target), and `prices.rateDate`, or import a list in \(target)
        """)
    }
    let converted = converted(by: Conversion(from: currency, to: target, rate: rate, date: date))
    return try stated.map { stated throws(Problem) in try converted.overlaid(by: stated) } ?? converted
  }
}

/// A book over another one: the rows of the meter keys that it names replace the other's.
private struct Layers: PriceSource {
  let above: PriceBook
  let below: PriceBook

  var meterKeys: Set<String> { Set(above.meterKeys).union(below.meterKeys) }

  func rows(ofMeter key: String) -> [PriceRow] {
    let rows = above.rows(ofMeter: key)
    return rows.isEmpty ? below.rows(ofMeter: key) : rows
  }

  func others(_ text: String, limit: Int) -> [PriceRow] {
    Array((above.others(text) + below.others(text)).prefix(limit))
  }

  func allRows() -> [String: [PriceRow]] {
    above.allRows().filter { !$0.value.isEmpty }.merging(below.allRows()) { above, _ in above }
  }
}

/// A book with every price in another currency.
private struct Converted: PriceSource {
  let book: PriceBook
  let conversion: PriceBook.Conversion

  var meterKeys: Set<String> { Set(book.meterKeys) }
  func rows(ofMeter key: String) -> [PriceRow] { book.rows(ofMeter: key).compactMap(conversion.row) }
  func others(_ text: String, limit: Int) -> [PriceRow] { book.others(text).compactMap(conversion.row) }
  func allRows() -> [String: [PriceRow]] { book.allRows().mapValues { $0.compactMap(conversion.row) } }
}
