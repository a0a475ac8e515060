package import Quantities

/// The name of a snapshot: the day that its prices are of, perhaps with a word behind it, as in `2026-08-22-mine`.
package struct SnapshotName: Sendable, Hashable, CustomStringConvertible {
  /// The name.
  package let description: String
  /// The day it begins with.
  package let date: Date

  /// Reads a name.
  ///
  /// - Throws: a problem if it doesn't begin with a day or has other characters than letters, digits, `-` and `.`.
  package init(_ text: String) throws(Problem) {
    let rest = text.dropFirst(10)
    guard let date = Date(text.prefix(10)), rest.isEmpty || (rest.first == "-" && rest.count > 1),
      text.utf8.count <= 80,
      rest.utf8.allSatisfy({ Self.isWord($0) })
    else {
      throw Problem(
        "`\(text.prefix(80))` names no snapshot; one is called by its day, as in 2026-08-22 or 2026-08-22-mine")
    }
    description = text
    self.date = date
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "-"), UInt8(ascii: "."):
      true
    default: false
    }
  }
}

/// A dated set of prices in a price book.
package struct PriceSnapshot: Sendable, Hashable {
  /// Its number in the file: what `holding.snapshot` holds.
  package var id: Int64
  /// Its name.
  package var name: String
  /// The day that its prices are of.
  package var date: Date
  /// Whether its import came to an end; only then are its prices read.
  package var isComplete: Bool
  /// Prices it holds, savings plans included.
  package var prices: Int
  /// A hash of its prices, the same for the same prices in any order.
  package var fingerprint: String
  /// ISO codes of its prices, that of the most first.
  package var currencies: [String]
  /// Where it comes from: `Azure Retail Prices API`.
  package var source: String
  /// When it was imported: an ISO 8601 UTC instant.
  package var importedAt: String

  /// Id of its price book: the same for the same prices.
  package var bookId: String { "\(name):\(fingerprint.prefix(8))" }
}

/// What an import did.
///
/// `items` = `added` + `unchanged` + `duplicates` + all of `rejected`.
package struct PriceImportResult: Sendable, Hashable, Encodable {
  /// The snapshot's name.
  package var snapshot: String
  /// Files and pages that were given.
  package var files = 0
  /// Those of them that the snapshot had already taken in.
  package var knownFiles = 0
  /// Items in the files.
  package var items = 0
  /// Items stored as new prices.
  package var added = 0
  /// Items whose price the book had already.
  package var unchanged = 0
  /// Items that repeat another one of the snapshot.
  package var duplicates = 0
  /// Kept items that have the key of another one but not its price: rating names both and takes neither.
  package var conflicts = 0
  /// Prices with a savings plan, kept as prices of their own.
  package var savingsPlans = 0
  /// Kept items whose price had more than 12 decimals and was rounded by less than 1e-6 of itself.
  package var rounded = 0
  /// Items left out, by reason.
  package var rejected: [String: Int] = [:]
  /// The first rejects and conflicts, each with its file and item.
  package var examples: [String] = []
  /// Files whose pages have no item.
  package var emptyFiles = 0
  /// Pages whose `Count` isn't the number of their items.
  package var wrongCounts = 0
  /// Prices of the whole snapshot.
  package var prices = 0

  /// Most examples that are told.
  static let mostExamples = 20

  /// Items left out.
  package var rejects: Int { rejected.values.reduce(0, +) }

  mutating func example(_ text: @autoclosure () -> String) {
    if examples.count < Self.mostExamples { examples.append(text()) }
  }
}
