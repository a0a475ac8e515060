package import Quantities

/// Where the rows of a book are, to be read when a meter is asked for.
package protocol PriceSource: Sendable {
  /// Every meter key that it has rows of.
  var meterKeys: Set<String> { get }
  /// Every row of a meter key; empty if it has none or can't be read, which leaves the meter's lines unpriced.
  func rows(ofMeter key: String) -> [PriceRow]
}

/// A dated set of prices: the embedded list, a file, a snapshot of a price store, or the one overlaid by the other.
package struct PriceBook: Sendable {
  /// What it holds, the same for the same content: `embedded-2026-08-15`, plus `+file:hash` per overlay.
  package let id: String
  /// The day that its undated rows stand for.
  package let asOf: Date
  /// ISO code of every price.
  package let currency: String

  /// Rows that were read, by meter key; they hide those of the source.
  private var read: [String: [PriceRow]]
  /// What lies below the rows that were read.
  private let source: (any PriceSource)?

  private init(
    id: String, asOf: Date, currency: String, read: [String: [PriceRow]] = [:], source: (any PriceSource)? = nil
  ) {
    self.id = id
    self.asOf = asOf
    self.currency = currency
    self.read = read
    self.source = source
  }

  /// A book whose rows are read from `source` when asked for.
  ///
  /// - Parameters:
  ///   - id: what it holds, the same for the same content.
  ///   - asOf: the day that its undated rows stand for.
  ///   - currency: ISO code of every row that the source gives.
  ///   - source: where its rows are.
  package init(id: String, asOf: Date, currency: String, source: some PriceSource) {
    self.init(id: id, asOf: asOf, currency: currency, read: [:], source: source)
  }

  /// The prices that the program carries.
  ///
  /// Rows are parsed when asked for.
  ///
  /// - Throws: a problem if the embedded list has another shape than this program reads.
  package static func embedded() throws -> PriceBook {
    try EmbeddedPrices.check()
    let asOf = EmbeddedPrices.asOf
    return PriceBook(
      id: "embedded-\(asOf)", asOf: asOf, currency: PriceRow.currency, source: EmbeddedPrices.Source())
  }

  /// The prices of a file with the header `PriceRow.header`, columns in any order.
  ///
  /// - Parameters:
  ///   - csv: the file's bytes.
  ///   - file: its name for messages; its last component becomes part of the book's id.
  ///   - asOf: the day that its undated rows stand for.
  /// - Returns: the book.
  /// - Throws: `Problems`, all that is wrong with the file (the first hundred).
  package static func read(csv: [UInt8], file: String, asOf: Date) throws -> PriceBook {
    let rows = try PriceRow.rows(csv: csv, file: file)
    let name = file.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? file
    return PriceBook(
      id: "\(name):\(fingerprint(csv))", asOf: asOf, currency: PriceRow.currency,
      read: Dictionary(grouping: rows, by: \.meterKey))
  }

  /// The prices of a text with the header `PriceRow.header`; see `read(csv:file:asOf:)` for bytes.
  ///
  /// - Throws: `Problems`, all that is wrong with the text.
  package static func read(csv: String, file: String, asOf: Date) throws -> PriceBook {
    try read(csv: Array(csv.utf8), file: file, asOf: asOf)
  }

  /// This book with `overlay` laid over it: all rows of the meter keys that it names are replaced (rule 19).
  ///
  /// - Throws: a problem if the two are in different currencies.
  package func overlaid(by overlay: PriceBook) throws(Problem) -> PriceBook {
    guard overlay.currency == currency else {
      throw Problem("the overlay \(overlay.id) is in \(overlay.currency), the price book \(id) in \(currency)")
    }
    return PriceBook(
      id: id + "+" + overlay.id, asOf: asOf, currency: currency, read: read.merging(overlay.read) { $1 },
      source: source ?? overlay.source)
  }

  /// This book with another day for its undated rows.
  package func dated(_ asOf: Date) -> PriceBook {
    PriceBook(id: id, asOf: asOf, currency: currency, read: read, source: source)
  }

  /// This book with the rows of `keys` parsed, for who rates them many times.
  package func loading(_ keys: some Sequence<String>) -> PriceBook {
    var book = self
    for key in keys where book.read[key] == nil { book.read[key] = rows(ofMeter: key) }
    return book
  }

  /// Every row of a meter key, of all regions, types and dates; empty if the book doesn't know it.
  package func rows(ofMeter key: String) -> [PriceRow] {
    if let rows = read[key] { return rows }
    return source?.rows(ofMeter: key) ?? []
  }

  /// Every meter key, sorted.
  package var meterKeys: [String] {
    Set(read.keys).union(source?.meterKeys ?? []).sorted()
  }

  /// FNV-1a of 32 bits (Fowler, Noll, Vo), in hexadecimal.
  private static func fingerprint(_ bytes: [UInt8]) -> String {
    let hash = bytes.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}
