import Foundation
package import Pricing
package import Quantities
package import Scenario

/// The prices that a scenario asks for: a book with the scenario's overlay, in its currency, as of its day.
package struct ScenarioPrices: Sendable {
  private let scenario: Scenario

  /// The prices that `scenario` asks for.
  package init(_ scenario: Scenario) { self.scenario = scenario }

  /// Where the file states them.
  package var mark: Mark { scenario.document["prices"]?.mark ?? scenario.document.mark }

  /// What may be laid over a book.
  private enum Overlay {
    case book(PriceBook)
    case sheet(PriceSheet)

    /// The currencies that it states.
    var currencies: [String] {
      switch self {
      case .book(let book): [book.currency]
      case .sheet(let sheet): sheet.currencies
      }
    }
  }

  /// `book` as the scenario has it.
  ///
  /// An overlay in the book's currency is converted with it; one in the scenario's is laid over the converted book.
  ///
  /// - Throws: a problem of the overlay or the currencies.
  package func book(from book: PriceBook) throws -> PriceBook {
    let prices = scenario.prices
    let book = prices.asOf.map(book.dated) ?? book
    let target = prices.currency ?? book.currency
    guard let overlay = try overlay(asOf: book.asOf) else {
      return try book.inCurrency(target, rate: prices.rate, on: prices.rateDate)
    }
    if overlay.currencies.allSatisfy({ $0 == book.currency }) {
      return try lay(overlay, over: book).inCurrency(target, rate: prices.rate, on: prices.rateDate)
    }
    if let other = overlay.currencies.first(where: { $0 != target }) {
      let wanted = target == book.currency ? target : "\(book.currency) or \(target)"
      throw Problem(
        """
        the price overlay `\(prices.overlay ?? "")` is in \(other), the price book \(book.id) in \(book.currency); \
        state the overlay's prices in \(wanted)
        """, at: mark)
    }
    return try lay(overlay, over: book.inCurrency(target, rate: prices.rate, on: prices.rateDate))
  }

  private func lay(_ overlay: Overlay, over book: PriceBook) throws -> PriceBook {
    switch overlay {
    case .book(let other): try book.overlaid(by: other)
    case .sheet(let sheet): try book.overlaid(by: sheet)
    }
  }

  private func overlay(asOf: Quantities.Date) throws -> Overlay? {
    guard let path = scenario.prices.overlay else { return nil }
    let full = path.hasPrefix("/") || scenario.folder.isEmpty ? path : scenario.folder + "/" + path
    guard let data = FileManager.default.contents(atPath: full) else {
      throw Problem("the price overlay `\(full)` can't be read; check `prices.overlay`", at: scenario.document.mark)
    }
    let bytes = [UInt8](data)
    if PriceSheet.isSheet(bytes, file: full) { return .sheet(try PriceSheet(bytes, file: full)) }
    return .book(try PriceBook.read(csv: bytes, file: full, asOf: asOf))
  }

  /// What the report says of the currency and of a price sheet.
  package func notes(on book: PriceBook) -> [Report.Note] {
    var notes: [Report.Note] = []
    if let conversion = book.origin.conversion {
      notes.append(
        Report.Note(
          key: "prices.rate", value: "\(conversion.rateText) \(conversion.to) per \(conversion.from)",
          origin: "scenario",
          source: "of \(conversion.date); every price stated in \(conversion.from) is multiplied by it and rounded "
            + "half-even to 12 decimals"))
    } else if let rate = scenario.prices.rate {
      notes.append(
        Report.Note(
          key: "prices.rate", value: "\(rate.decimal) is not used", origin: "rule",
          source: "the price book states its prices in \(book.currency)"))
    }
    if let sheet = book.origin.sheet {
      let unused = sheet.examples.isEmpty ? "" : ": " + sheet.examples.joined(separator: "; ")
      notes.append(
        Report.Note(
          key: "prices.overlay", value: "\(sheet.lines - sheet.unused) of \(sheet.lines) lines of a price sheet",
          origin: "scenario",
          source: "\(sheet.id); the other \(sheet.unused) fit no price of the book\(unused)"))
    }
    return notes
  }
}
