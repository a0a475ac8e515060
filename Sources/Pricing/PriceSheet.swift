package import Quantities

/// A line of a price sheet of one's own agreement: another price of a meter that a snapshot holds.
package struct PriceSheetLine: Sendable, Hashable {
  /// The provider's id.
  package var meterId: String
  /// The price of one unit.
  package var price: Money
  /// The tier it is the price of; nil where the meter has but one.
  package var tierMinimum: Nano?
  /// The day from which it holds; nil if it holds as long as the price that it replaces.
  package var effectiveFrom: Date?
  /// Where it stands, 1-based.
  package var line: Int
}

/// A price sheet: `meterId,unitPrice`, and `effectiveDate` and `tierMinimumUnits` if need be, in any order.
package enum PriceSheet {
  private static let columns = ["meterId", "unitPrice", "effectiveDate", "tierMinimumUnits"]

  /// Whether a file's first line is a price sheet's header.
  package static func isSheet(_ bytes: [UInt8], file: String) -> Bool {
    guard var reader = try? CSVReader(bytes, file: file), let header = try? reader.next() else { return false }
    return Set(header.map(\.text)).isSuperset(of: columns.prefix(2))
  }

  /// The lines of a price sheet.
  ///
  /// - Throws: `Problems`, all that is wrong with the file (the first hundred).
  package static func read(_ bytes: [UInt8], file: String) throws -> [PriceSheetLine] {
    var problems = Problems()
    var lines: [PriceSheetLine] = []
    do {
      var reader = try CSVReader(bytes, file: file)
      let header = try reader.next() ?? []
      var places: [String: Int] = [:]
      for (index, field) in header.enumerated() {
        guard columns.contains(field.text), places.updateValue(index, forKey: field.text) == nil else {
          throw Problem(
            "column `\(field.text.prefix(40))`; a price sheet has \(columns.joined(separator: ", ")), each once",
            at: reader.mark(field))
        }
      }
      while let record = try reader.next(), problems.list.count < PriceRow.mostProblems {
        guard record.count == header.count else {
          problems.add("the row has \(record.count) fields; the header has \(header.count)", at: reader.mark(record[0]))
          continue
        }
        if let line = line(record, places, reader, &problems) { lines.append(line) }
      }
    } catch let problem as Problem {
      problems.add(problem.message, at: problem.mark)
    }
    guard problems.isEmpty else { throw problems }
    return lines
  }

  private static func line(
    _ record: [CSVReader.Field], _ places: [String: Int], _ reader: CSVReader, _ problems: inout Problems
  ) -> PriceSheetLine? {
    let count = problems.list.count
    func field(_ name: String) -> CSVReader.Field? {
      places[name].map { record[$0] }.flatMap { $0.text.isEmpty ? nil : $0 }
    }
    guard let id = field("meterId"), let priceField = field("unitPrice") else {
      problems.add("`meterId` and `unitPrice` stand in every row", at: reader.mark(record[0]))
      return nil
    }
    let price = PriceRow.money(priceField.text)
    if price.map({ $0 >= .zero && $0 < PriceRow.mostPrice }) != true {
      problems.add(
        "`unitPrice` is `\(priceField.text.prefix(40))`; a price is a number from 0 to below 10,000,000 with at most 12 decimals",
        at: reader.mark(priceField))
    }
    var line = PriceSheetLine(meterId: id.text, price: price ?? .zero, line: id.line)
    if let tier = field("tierMinimumUnits") {
      line.tierMinimum = Decimal12.parse(tier.text).flatMap { pico in
        pico >= 0 && pico % 1000 == 0 ? Int64(exactly: pico / 1000).map { Nano(nano: $0) } : nil
      }
      if line.tierMinimum == nil { problems.add("`tierMinimumUnits` is a number from 0 on", at: reader.mark(tier)) }
    }
    if let date = field("effectiveDate") {
      line.effectiveFrom = Date(date.text)
      if line.effectiveFrom == nil { problems.add("a date is written 2027-01-20, or left out", at: reader.mark(date)) }
    }
    return problems.list.count > count ? nil : line
  }
}
