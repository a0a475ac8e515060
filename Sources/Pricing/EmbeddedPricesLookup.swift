import Quantities

/// The price list that the program carries, parsed by the meter.
extension EmbeddedPrices {
  /// The day of the Retail Prices API's replies that most rows quote; undated rows stand for this day.
  static var asOf: Date { Date(year: 2026, month: 8, day: 15) ?? Date(number: 0) }

  /// The list as what lies below a book.
  struct Source: PriceSource {
    var meterKeys: Set<String> { EmbeddedPrices.meterKeys }
    func rows(ofMeter key: String) -> [PriceRow] { EmbeddedPrices.rows(ofMeter: key) }
    func allRows() -> [String: [PriceRow]] { EmbeddedPrices.allRows() }
  }

  /// Makes sure that every file has the header that rows are read by.
  ///
  /// - Throws: a problem that names the file and the command which makes `EmbeddedPrices.swift` anew.
  static func check() throws {
    for file in files where !file.csv.utf8.starts(with: (PriceRow.header + "\n").utf8) {
      throw Problem("the embedded prices of \(file.kind) have another header; \(refresh)")
    }
  }

  /// Every row of a meter key.
  ///
  /// The rows of a file are sorted by key and none holds a line end inside quotes (both tested), so they are found by
  /// bisection: a run parses the few rows that it rates, not the whole list.
  package static func rows(ofMeter key: String) -> [PriceRow] {
    var rows: [PriceRow] = []
    for file in files {
      let found = lines(of: key, in: file.csv)
      if found.isEmpty { continue }
      // A row that can't be read is a row that isn't there: its line stays unpriced. A test reads them all.
      rows += (try? PriceRow.rows(csv: Array((PriceRow.header + "\n").utf8) + found, file: "\(file.kind).csv")) ?? []
    }
    return rows
  }

  /// Every row, by meter key, in the order of `rows(ofMeter:)`.
  package static func allRows() -> [String: [PriceRow]] {
    var all: [String: [PriceRow]] = [:]
    for file in files {
      for row in (try? PriceRow.rows(csv: Array(file.csv.utf8), file: "\(file.kind).csv")) ?? [] {
        all[row.meterKey, default: []].append(row)
      }
    }
    return all
  }

  /// Every meter key.
  package static var meterKeys: Set<String> {
    var keys: Set<String> = []
    for file in files {
      for line in file.csv.utf8.split(separator: UInt8(ascii: "\n")).dropFirst() {
        keys.insert(String(Substring(line.prefix { $0 != UInt8(ascii: ",") })))
      }
    }
    return keys
  }

  /// The lines of `csv` that begin with `key`, line ends included.
  private static func lines(of key: String, in csv: String) -> [UInt8] {
    let wanted = Array(key.utf8)
    let text = csv.utf8.span
    let header = endOfLine(0, in: text)
    let first = boundary(of: wanted, in: text, from: header, orEqual: false)
    let last = boundary(of: wanted, in: text, from: first, orEqual: true)
    return (first..<last).map { text[$0] }
  }

  /// Start of the first line from `start` on whose key is `wanted` or above; with `orEqual`, whose key is above.
  private static func boundary(of wanted: [UInt8], in text: Span<UInt8>, from start: Int, orEqual: Bool) -> Int {
    var (low, high) = (start, text.count)
    while low < high {
      var middle = low + (high - low) / 2
      while middle > low, text[middle - 1] != UInt8(ascii: "\n") { middle -= 1 }
      let order = compare(keyAt: middle, in: text, with: wanted)
      if order < 0 || (orEqual && order == 0) { low = endOfLine(middle, in: text) } else { high = middle }
    }
    return low
  }

  /// Below, at or above zero as the key of the line at `start` is below, equal to or above `wanted`, byte by byte.
  private static func compare(keyAt start: Int, in text: Span<UInt8>, with wanted: [UInt8]) -> Int {
    for (offset, byte) in wanted.enumerated() {
      guard start + offset < text.count, text[start + offset] != UInt8(ascii: ",") else { return -1 }
      if text[start + offset] != byte { return text[start + offset] < byte ? -1 : 1 }
    }
    return start + wanted.count < text.count && text[start + wanted.count] == UInt8(ascii: ",") ? 0 : 1
  }

  /// Index behind the line end at or behind `index`.
  private static func endOfLine(_ index: Int, in text: Span<UInt8>) -> Int {
    var end = index
    while end < text.count, text[end] != UInt8(ascii: "\n") { end += 1 }
    return min(end + 1, text.count)
  }
}

/// Makes `EmbeddedPrices.swift` of the files in `Prices`.
extension EmbeddedPrices {
  /// How the generated file is made anew.
  package static let refresh = "run OUTLAY_REFRESH=1 swift test --filter EmbeddedPrices"

  /// The text of `EmbeddedPrices.swift` for these files.
  ///
  /// A raw-string literal compiles at once; an array literal of the bytes would take minutes.
  package static func generate(from files: [(kind: String, csv: String)]) -> String {
    var text = """
      // swift-format-ignore-file
      // Made of Prices/*.csv by OUTLAY_REFRESH=1 swift test --filter EmbeddedPrices. Edit those files, not this one.

      /// The price list that the program carries, a file per kind of component.
      package enum EmbeddedPrices {
        /// The files of `Prices`, by kind.
        package static let files: [(kind: String, csv: String)] = [

      """
    for file in files.sorted(by: { $0.kind < $1.kind }) {
      text += "(\"\(file.kind)\", ##\"\"\"\n\(file.csv)\"\"\"##),\n"
    }
    return text + "  ]\n}\n"
  }
}
