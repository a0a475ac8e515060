import Quantities

extension PriceRow {
  /// Most problems that are told of one file.
  static let mostProblems = 100

  /// The rows of a price file, in its order.
  ///
  /// - Throws: `Problems`, all that is wrong with the file (the first hundred).
  package static func rows(csv: [UInt8], file: String) throws -> [PriceRow] {
    var problems = Problems()
    var rows: [PriceRow] = []
    do {
      var reader = try CSVReader(csv, file: file)
      guard let header = try reader.next() else {
        throw Problem(
          "the file is empty; its first line is \(PriceRow.header)", at: Mark(file: file, line: 1, column: 1))
      }
      let places = try places(of: header, in: reader)
      while let record = try reader.next(), problems.list.count < mostProblems {
        guard record.count == header.count else {
          problems.add("the row has \(record.count) fields; the header has \(header.count)", at: reader.mark(record[0]))
          continue
        }
        let row = PriceRow(
          { record[places[$0.rawValue]].text }, mark: { reader.mark(record[places[$0.rawValue]]) }, problems: &problems)
        if let row { rows.append(row) }
      }
    } catch let problem as Problem {
      problems.add(problem.message, at: problem.mark)
    }
    guard problems.isEmpty else { throw problems }
    return rows
  }

  /// What the column `price_usd` may be called too, as it is in the currency of the row.
  private static let plainPrice = "price"

  /// Where each column stands in a record.
  private static func places(of header: [CSVReader.Field], in reader: CSVReader) throws -> [Int] {
    var problems = Problems()
    for field in header where !Column.names.contains(field.text) && field.text != plainPrice {
      let hint = nearest(field.text, in: Column.names).map { "; did you mean `\($0)`?" } ?? ""
      problems.add("unknown column `\(field.text.prefix(40))`\(hint)", at: reader.mark(field))
    }
    var places: [Int] = []
    for name in Column.names {
      let found = header.indices.filter {
        header[$0].text == name || (name == Column.price.name && header[$0].text == plainPrice)
      }
      if found.count != 1 {
        problems.add(
          "the header names `\(name)` \(found.count) times; it names every column once", at: reader.mark(header[0]))
      }
      places.append(found.first ?? 0)
    }
    guard problems.isEmpty else { throw problems }
    return places
  }
}
