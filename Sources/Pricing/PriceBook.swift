package import Quantities

/// A dated set of prices: the embedded list, a file, or the one overlaid by the other.
package struct PriceBook: Sendable {
  /// What it holds, the same for the same content: `embedded-2026-08-15`, plus `+file:hash` per overlay.
  package let id: String
  /// The day that its undated rows stand for.
  package let asOf: Date
  /// ISO code of every price.
  package var currency: String { PriceRow.currency }

  /// Rows that were read, by meter key; they hide the embedded ones.
  private var read: [String: [PriceRow]]
  /// Whether the embedded rows lie below those that were read.
  private let isEmbedded: Bool

  private init(id: String, asOf: Date, read: [String: [PriceRow]], isEmbedded: Bool) {
    self.id = id
    self.asOf = asOf
    self.read = read
    self.isEmbedded = isEmbedded
  }

  /// The prices that the program carries.
  ///
  /// Rows are parsed when asked for.
  ///
  /// - Throws: a problem if the embedded list has another shape than this program reads.
  package static func embedded() throws -> PriceBook {
    try EmbeddedPrices.check()
    let asOf = EmbeddedPrices.asOf
    return PriceBook(id: "embedded-\(asOf)", asOf: asOf, read: [:], isEmbedded: true)
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
      id: "\(name):\(fingerprint(csv))", asOf: asOf, read: Dictionary(grouping: rows, by: \.meterKey), isEmbedded: false
    )
  }

  /// The prices of a text with the header `PriceRow.header`; see `read(csv:file:asOf:)` for bytes.
  ///
  /// - Throws: `Problems`, all that is wrong with the text.
  package static func read(csv: String, file: String, asOf: Date) throws -> PriceBook {
    try read(csv: Array(csv.utf8), file: file, asOf: asOf)
  }

  /// This book with `overlay` laid over it: all rows of the meter keys that it names are replaced (rule 19).
  package func overlaid(by overlay: PriceBook) -> PriceBook {
    PriceBook(
      id: id + "+" + overlay.id, asOf: asOf, read: read.merging(overlay.read) { $1 },
      isEmbedded: isEmbedded || overlay.isEmbedded)
  }

  /// This book with another day for its undated rows.
  package func dated(_ asOf: Date) -> PriceBook {
    PriceBook(id: id, asOf: asOf, read: read, isEmbedded: isEmbedded)
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
    return isEmbedded ? EmbeddedPrices.rows(ofMeter: key) : []
  }

  /// Every meter key, sorted.
  package var meterKeys: [String] {
    (Set(read.keys).union(isEmbedded ? EmbeddedPrices.meterKeys : [])).sorted()
  }

  /// FNV-1a of 32 bits (Fowler, Noll, Vo), in hexadecimal.
  private static func fingerprint(_ bytes: [UInt8]) -> String {
    let hash = bytes.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}
