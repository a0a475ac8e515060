package import Quantities

/// Where the rows of a book are, to be read when a meter is asked for.
package protocol PriceSource: Sendable {
  /// Every meter key that it has rows of.
  var meterKeys: Set<String> { get }
  /// Every row of a meter key; empty if it has none or can't be read, which leaves the meter's lines unpriced.
  func rows(ofMeter key: String) -> [PriceRow]
  /// Every row, by meter key: what `rows(ofMeter:)` gives for each key, perhaps faster.
  func allRows() -> [String: [PriceRow]]
  /// Rows that no meter key has, whose names contain `text` in any case; at most `limit` of them.
  func others(_ text: String, limit: Int) -> [PriceRow]
  /// The same prices in another currency, where the source has them so; nil if it hasn't.
  func priced(in currency: String) -> (any PriceSource)?
}

extension PriceSource {
  /// Each key's rows, one key after the other.
  package func allRows() -> [String: [PriceRow]] {
    meterKeys.reduce(into: [:]) { $0[$1] = rows(ofMeter: $1) }
  }

  /// None: most sources have rows of meter keys alone.
  package func others(_ text: String, limit: Int) -> [PriceRow] { [] }

  /// None: most sources are in one currency.
  package func priced(in currency: String) -> (any PriceSource)? { nil }
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
  let source: (any PriceSource)?
  /// What was done to its prices.
  package let origin: Origin

  init(
    id: String, asOf: Date, currency: String, read: [String: [PriceRow]] = [:], source: (any PriceSource)? = nil,
    origin: Origin = Origin()
  ) {
    self.id = id
    self.asOf = asOf
    self.currency = currency
    self.read = read
    self.source = source
    self.origin = origin
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
  /// - Throws: `Problems`, all that is wrong with the file (the first hundred), or a problem if its rows are in several
  ///   currencies.
  package static func read(csv: [UInt8], file: String, asOf: Date) throws -> PriceBook {
    let rows = try PriceRow.rows(csv: csv, file: file)
    let currencies = Set(rows.map(\.currency)).sorted()
    guard currencies.count <= 1 else {
      throw Problem(
        "\(file): the rows are in \(currencies.joined(separator: " and ")); a book of prices is in one currency")
    }
    return PriceBook(
      id: id(of: csv, file), asOf: asOf, currency: currencies.first ?? PriceRow.currency,
      read: Dictionary(grouping: rows, by: \.meterKey))
  }

  /// The id of a file's prices: its name and a hash of its bytes.
  static func id(of bytes: [UInt8], _ file: String) -> String {
    let name = file.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? file
    return "\(name):\(fingerprint(bytes))"
  }

  /// The prices of a text with the header `PriceRow.header`; see `read(csv:file:asOf:)` for bytes.
  ///
  /// - Throws: `Problems`, all that is wrong with the text.
  package static func read(csv: String, file: String, asOf: Date) throws -> PriceBook {
    try read(csv: Array(csv.utf8), file: file, asOf: asOf)
  }

  /// This book with another day for its undated rows.
  package func dated(_ asOf: Date) -> PriceBook {
    PriceBook(id: id, asOf: asOf, currency: currency, read: read, source: source, origin: origin)
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

  /// Rows that no meter key has, whose names contain `text` in any case; at most a thousand.
  package func others(_ text: String) -> [PriceRow] { source?.others(text, limit: 1000) ?? [] }

  /// Every row, by meter key.
  package func allRows() -> [String: [PriceRow]] {
    read.merging(source?.allRows() ?? [:]) { above, _ in above }
  }

  /// FNV-1a of 32 bits (Fowler, Noll, Vo), in hexadecimal.
  private static func fingerprint(_ bytes: [UInt8]) -> String {
    let hash = bytes.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}
