package import Quantities

extension PriceRow {
  /// Most problems that are told of one file.
  static let mostProblems = 100

  /// The rows of a price file, in its order.
  ///
  /// - Throws: `Problems`, all that is wrong with the file (the first hundred).
  package static func rows(csv: [UInt8], file: String) throws -> [PriceRow] {
    do {
      let (rows, problems) = try read(csv: csv, file: file, most: mostProblems)
      guard problems.isEmpty else { throw Problems(problems) }
      return rows
    } catch let problem as Problem { throw Problems([problem]) }
  }

  /// The rows of a price file that can be believed, and what is wrong with the others, one problem each.
  ///
  /// - Parameters:
  ///   - csv: the file's bytes.
  ///   - file: its name for messages.
  ///   - most: rows that may be wrong before it reads no further; nil for any number, of each of which the first
  ///     problem is told.
  /// - Returns: the rows in the file's order, and the problems.
  /// - Throws: `Problems` if the header is another's, or a problem if the text is no CSV.
  package static func read(
    csv: [UInt8], file: String, most: Int? = nil
  ) throws -> (rows: [PriceRow], problems: [Problem]) {
    var problems: [Problem] = []
    var rows: [PriceRow] = []
    var reader = try CSVReader(csv, file: file)
    guard let header = try reader.next() else {
      throw Problems([
        Problem("the file is empty; its first line is \(PriceRow.header)", at: Mark(file: file, line: 1, column: 1))
      ])
    }
    let places = try places(of: header, in: reader)
    do {
      while let record = try reader.next(), most.map({ problems.count < $0 }) ?? true {
        guard record.count == header.count else {
          problems.append(
            Problem(
              "the row has \(record.count) fields; the header has \(header.count)", at: reader.mark(record[0])))
          continue
        }
        var wrong = Problems()
        let row = PriceRow(
          { record[places[$0.rawValue]].text }, mark: { reader.mark(record[places[$0.rawValue]]) }, problems: &wrong)
        if let row { rows.append(row) }
        problems += most == nil ? Array(wrong.list.prefix(1)) : wrong.list
      }
    } catch {
      guard most != nil else { throw error }
      problems.append(error)
    }
    return (rows, problems)
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
