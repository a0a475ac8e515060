package import Quantities

/// A line of a price sheet of one's own agreement: another price of a meter that a book holds.
package struct PriceSheetLine: Sendable, Hashable {
  /// The provider's id, in lower case.
  package var meterId: String
  /// The price of one unit; of a reservation, of its whole term.
  package var price: Money
  /// The tier it is the price of; nil where the meter has but one.
  package var tierMinimum: Nano?
  /// The day from which it holds; nil if it holds as long as the price that it replaces.
  package var effectiveFrom: Date?
  /// What the price is stated for; nil if that is what the replaced price is stated for.
  package var unit: UnitOfMeasure?
  /// The provider's id of the sku; empty where the sheet has none.
  package var skuId = ""
  /// `Consumption`, `Reservation`, `SavingsPlan`, `DevTestConsumption`.
  package var priceType = "Consumption"
  /// `1 Year` and the like; empty for consumption.
  package var term = ""
  /// ISO code; empty where the sheet has none.
  package var currency = ""
  /// Where it stands, 1-based.
  package var line: Int
}

/// A price sheet: the project's short form, `meterId,unitPrice` and what else is needed, or a download from the portal.
///
/// Columns of the downloads: learn.microsoft.com, Cost Management dataset schema, price sheets of the Enterprise
/// Agreement and of the Microsoft Customer Agreement, version 2023-05-01. Their names are read in any case, with spaces
/// or without; what a price doesn't hang on (names, list prices, accounts) is passed over.
package struct PriceSheet: Sendable {
  /// What it holds, the same for the same content: `agreement.csv:0a1b2c3d`.
  package let id: String
  /// Its lines, in the file's order.
  package private(set) var lines: [PriceSheetLine] = []
  /// Lines that can't be taken, by number with the reason.
  package private(set) var rejects: [(line: Int, why: String)] = []
  /// Lines that repeat another one.
  package private(set) var duplicates = 0

  /// The currencies that its lines are in, sorted; none where it states no currency.
  package var currencies: [String] { Set(lines.lazy.map(\.currency)).subtracting([""]).sorted() }

  /// The columns that a price hangs on.
  enum Column: String, CaseIterable {
    case meterId, unitPrice, effectiveDate, tierMinimumUnits, unitOfMeasure, skuId, priceType, term, currency, offerId
    case productOrderName

    /// The column of this name; nil if it is another's.
    init?(named text: String) {
      let plain = PriceSheet.plain(text)
      switch plain {
      case "effectivestartdate": self = .effectiveDate
      case "currencycode": self = .currency
      default:
        guard let found = Self.allCases.first(where: { $0.rawValue.lowercased() == plain }) else { return nil }
        self = found
      }
    }
  }

  /// Names that stand in a download's header alone; with one of them other columns are passed over.
  private static let downloads: Set<String> = [
    "metername", "metercategory", "enrollmentnumber", "billingaccountid", "billingprofileid", "partnumber",
    "servicefamily", "product", "baseprice", "marketprice", "includedquantity",
  ]
  /// Most records above the header, such as a title.
  private static let mostPreface = 5

  private static func plain(_ text: String) -> String { text.lowercased().filter { $0.isLetter || $0.isNumber } }

  /// Whether a file has a price sheet's header among its first lines.
  package static func isSheet(_ bytes: [UInt8], file: String) -> Bool {
    guard var reader = try? CSVReader(bytes, file: file) else { return false }
    guard let header = try? header(&reader) else { return false }
    return !header.isEmpty
  }

  private static func header(_ reader: inout CSVReader) throws(Problem) -> [CSVReader.Field]? {
    for _ in 0...mostPreface {
      guard let record = try reader.next() else { return nil }
      let found = Set(record.compactMap { Column(named: $0.text) })
      if found.contains(.meterId), found.contains(.unitPrice) { return record }
    }
    return nil
  }

  /// Reads a price sheet.
  ///
  /// What is wrong with a line of a download makes it a reject; the short form is written by hand, so it is an error.
  ///
  /// - Throws: `Problems`, all that is wrong with the file (the first hundred).
  package init(_ bytes: [UInt8], file: String) throws {
    id = PriceBook.id(of: bytes, file)
    var problems = Problems()
    do {
      var reader = try CSVReader(bytes, file: file)
      guard let header = try Self.header(&reader) else {
        throw Problem("\(file): the header of a price sheet names meterId and unitPrice")
      }
      let isDownload = header.contains { Self.downloads.contains(Self.plain($0.text)) }
      let places = try Self.places(header, reader, isDownload: isDownload)
      var seen: [PriceSheetLine: (price: Money, line: Int)] = [:]
      while let record = try reader.next(), problems.list.count < PriceRow.mostProblems {
        guard record.count == header.count else {
          problems.add("the row has \(record.count) fields; the header has \(header.count)", at: reader.mark(record[0]))
          continue
        }
        do throws(Problem) {
          add(try Self.line(record, places, reader), to: &seen)
        } catch {
          if isDownload {
            rejects.append((record[0].line, error.message))
          } else {
            problems.add(error.message, at: error.mark)
          }
        }
      }
    } catch let problem as Problem {
      problems.add(problem.message, at: problem.mark)
    }
    guard problems.isEmpty else { throw problems }
  }

  /// Takes a line, unless another one states a price for the same.
  private mutating func add(_ line: PriceSheetLine, to seen: inout [PriceSheetLine: (price: Money, line: Int)]) {
    var identity = line
    (identity.price, identity.line) = (.zero, 0)
    guard let other = seen[identity] else {
      seen[identity] = (line.price, line.line)
      return lines.append(line)
    }
    if other.price == line.price {
      duplicates += 1
    } else {
      rejects.append((line.line, "line \(other.line) states another price of meterId \(line.meterId)"))
    }
  }

  private static func places(
    _ header: [CSVReader.Field], _ reader: CSVReader, isDownload: Bool
  ) throws(Problem) -> [Column: Int] {
    var places: [Column: Int] = [:]
    for (index, field) in header.enumerated() {
      guard let column = Column(named: field.text) else {
        if isDownload { continue }
        let names = Column.allCases.map(\.rawValue).joined(separator: ", ")
        throw Problem(
          "column `\(field.text.prefix(40))`; a price sheet has \(names), each once", at: reader.mark(field))
      }
      guard places.updateValue(index, forKey: column) == nil else {
        throw Problem("the column `\(column.rawValue)` stands twice", at: reader.mark(field))
      }
    }
    return places
  }

  private static func line(
    _ record: [CSVReader.Field], _ places: [Column: Int], _ reader: CSVReader
  ) throws(Problem) -> PriceSheetLine {
    func text(_ column: Column) -> String? {
      places[column].map { record[$0].text.trimmed }.flatMap { $0.isEmpty ? nil : $0 }
    }
    func wrong(_ column: Column, _ what: String) -> Problem {
      let field = places[column].map { record[$0] } ?? record[0]
      return Problem("`\(column.rawValue)` is `\(field.text.prefix(40))`; \(what)", at: reader.mark(field))
    }
    guard let id = text(.meterId), let priceText = text(.unitPrice) else {
      throw Problem("`meterId` and `unitPrice` stand in every row", at: reader.mark(record[0]))
    }
    guard let price = PriceSheetText.money(priceText) else {
      throw wrong(.unitPrice, "a price is a number from 0 to below 10,000,000")
    }
    var line = PriceSheetLine(meterId: id.lowercased(), price: price, line: record[0].line)
    if let text = text(.tierMinimumUnits) {
      line.tierMinimum = PriceSheetText.nano(text)
      if line.tierMinimum == nil { throw wrong(.tierMinimumUnits, "a tier begins at a number from 0 on") }
    }
    if let text = text(.effectiveDate) {
      line.effectiveFrom = PriceSheetText.date(text)
      if line.effectiveFrom == nil { throw wrong(.effectiveDate, "a date is written 2027-01-20, or left out") }
    }
    if let text = text(.unitOfMeasure) {
      let unit = UnitOfMeasure(text)
      guard unit.dimension != .other else { throw wrong(.unitOfMeasure, "no price of the list has this unit") }
      line.unit = unit
    }
    line.skuId = text(.skuId).map(PriceSheetText.sku) ?? ""
    if let text = text(.currency) {
      guard PriceRow.isCurrency(text) else { throw wrong(.currency, "a currency is written as its code, such as USD") }
      line.currency = text
    }
    guard let type = PriceSheetText.priceType(text(.priceType) ?? "") else {
      throw wrong(.priceType, "it is Consumption, ReservedInstance, SavingsPlan or DevTestConsumption")
    }
    line.priceType = type
    guard let term = PriceSheetText.term(text(.term) ?? ""),
      (type == "Reservation" || type == "SavingsPlan") != term.isEmpty
    else { throw wrong(.term, "a reservation or savings plan has one, such as P1Y; others have none") }
    line.term = term
    if type == "Consumption", PriceSheetText.isDevTest(offer: text(.offerId), plan: text(.productOrderName)) {
      line.priceType = "DevTestConsumption"
    }
    return line
  }
}
