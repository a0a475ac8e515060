import Foundation
import Ledger
import Pricing
import Quantities

/// Opens price books by the names that options take.
enum PriceBooks {
  /// The book called `embedded`, a CSV file, or a SQLite price book, perhaps with `@` and a snapshot; or a
  /// snapshot of the book in the user's data folder; or several, each laid over those before it: `embedded+2026-11-22`.
  ///
  /// - Throws: a problem that says what names a book.
  static func open(_ name: String) throws -> PriceBook {
    // A path may have a plus of its own, with a snapshot behind it or without.
    let path = name.lastIndex(of: "@").map { String(name[..<$0]) } ?? name
    if name.contains("+"), ![name, path].contains(where: FileManager.default.fileExists(atPath:)) {
      let parts = name.split(separator: "+", omittingEmptySubsequences: false).map(String.init)
      let books = try parts.map(one)
      return try books.dropFirst().reduce(books[0]) { try $0.overlaid(by: $1) }
    }
    return try one(name)
  }

  private static func one(_ name: String) throws -> PriceBook {
    let embedded = try PriceBook.embedded()
    if name == "embedded" { return embedded }
    let files = FileManager.default
    if !files.fileExists(atPath: name), let at = name.lastIndex(of: "@") {
      let path = String(name[..<at])
      if files.fileExists(atPath: path) {
        guard PriceStore.isDatabase(path) else {
          throw Problem("`\(path)` has no snapshots: it is no price book in SQLite; leave `\(name[at...])` out")
        }
        return try PriceStore(existing: path).book(snapshot: String(name[name.index(after: at)...]))
      }
    }
    if PriceStore.isDatabase(name) { return try PriceStore(existing: name).book() }
    if !files.fileExists(atPath: name), (try? SnapshotName(name)) != nil {
      return try PriceStore(existing: try BookOptions.defaultPath()).book(snapshot: name)
    }
    guard let data = files.contents(atPath: name) else {
      throw Problem(
        "there are no prices `\(name)`; name a CSV file, a price book, a snapshot such as 2026-08-22, or `embedded`")
    }
    let bytes = [UInt8](data)
    if PriceSheet.isSheet(bytes, file: name) {
      throw Problem(
        "`\(name)` is a price sheet, which changes the prices of a book: name it in `prices.overlay` of the scenario, "
          + "or lay it over a snapshot with `outlay prices import --overlay`")
    }
    return try PriceBook.read(csv: bytes, file: name, asOf: embedded.asOf)
  }

  /// The book that the flag or else `OUTLAY_PRICES` names; the embedded one if neither does.
  static func stated(_ flag: String?) throws -> PriceBook {
    let variable = ProcessInfo.processInfo.environment["OUTLAY_PRICES"].flatMap { $0.isEmpty ? nil : $0 }
    return try open(flag ?? variable ?? "embedded")
  }

  /// The day that `--on` states; today (UTC) if it is left out.
  static func day(_ text: String?) throws -> Quantities.Date {
    guard let text else {
      return Quantities.Date(number: Int((Foundation.Date().timeIntervalSince1970 / 86_400).rounded(.down)))
    }
    guard let day = Quantities.Date(text) else { throw Problem("--on is `\(text)`; it takes a day such as 2027-01-20") }
    return day
  }

  /// A region of the price list.
  ///
  /// - Throws: a problem with the nearest name.
  static func region(_ name: String) throws -> String {
    if name == "Global" || Region.named(name) != nil { return name }
    let hint = nearest(name, in: Region.all.map(\.name)).map { "; did you mean `\($0)`?" } ?? ""
    throw Problem("there is no region `\(name)`\(hint)")
  }
}
