import Foundation
import GRDB
import Quantities

/// A price book in one SQLite file: dated snapshots of price lists, each price stored once.
///
/// All errors are a `Problem` that names the file and how to mend it. What an import wrote counts only once the snapshot
/// is complete, so that a process may end at any moment.
package struct PriceStore: Sendable {
  /// Where the file is.
  package let path: String
  let queue: DatabaseQueue

  /// Opens the price book at `path`, creating the file and its folder where there is none.
  package init(path: String) throws {
    self.path = path
    try DatabaseKind.priceBook.createFolder(of: path)
    queue = try Ledger.translatingErrors(path, .priceBook) {
      var configuration = Configuration()
      configuration.label = "prices"
      configuration.busyMode = .timeout(Ledger.patience)
      // An import writes no reference that it didn't look up; `verify` checks them all.
      configuration.foreignKeysEnabled = false
      configuration.prepareDatabase { db in
        // A process that is killed loses nothing by this, a machine that is at most the last file. Large pages, for a new
        // book alone, take a twelfth off an import.
        try db.execute(
          sql: """
            PRAGMA page_size = 16384; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -32000;
            PRAGMA wal_autocheckpoint = 4000
            """)
      }
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      try DatabaseKind.priceBook.migrate(queue, at: path)
      return queue
    }
  }

  /// Opens a price book that exists.
  ///
  /// - Throws: a problem if there is no file at `path`.
  package init(existing path: String) throws {
    guard FileManager.default.fileExists(atPath: path) else {
      throw Problem("there is no price book `\(path)`; make one with `outlay prices import FILE… --book \(path)`")
    }
    try self.init(path: path)
  }

  /// Where the price book is kept unless a file is named: the user's data folder, as the ledger.
  ///
  /// - Throws: a `Problem` where the environment names no home.
  package static func defaultPath(environment: [String: String]) throws -> String {
    guard let folder = Ledger.dataFolder(environment) else {
      throw Problem("HOME is not set, so the price book has no place: name a file with --book")
    }
    return folder + "/prices.sqlite"
  }

  /// Whether a file is a SQLite database, whatever it holds.
  package static func isDatabase(_ path: String) -> Bool {
    guard let handle = FileHandle(forReadingAtPath: path) else { return false }
    defer { try? handle.close() }
    return (try? handle.read(upToCount: 16)) == Data("SQLite format 3\0".utf8)
  }

  /// All snapshots, by name; one whose import was cut stands beside the complete one that it would replace.
  package func snapshots() throws -> [PriceSnapshot] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT id, name, date, complete, prices, fingerprint, currencies, source, importedAt FROM snapshot
          ORDER BY name, complete
          """
      ).map { row in
        guard let date = Date(row[2] as String? ?? "") else { throw Unreadable() }
        return PriceSnapshot(
          id: row[0], name: row[1], date: date, isComplete: row[3], prices: row[4], fingerprint: row[5],
          currencies: (row[6] as String).split(separator: ",").map(String.init), source: row[7], importedAt: row[8])
      }
    }
  }

  /// A complete snapshot by name; the latest by its day, then its name, if none is named.
  ///
  /// - Throws: a problem that names the snapshots there are.
  package func snapshot(_ name: String? = nil) throws -> PriceSnapshot {
    let all = try snapshots()
    let complete = all.filter(\.isComplete)
    if let found = name.map({ name in complete.first { $0.name == name } }) ?? complete.last { return found }
    let there = complete.isEmpty ? "it has none" : "it has \(complete.map(\.name).joined(separator: ", "))"
    let cut = all.filter { !$0.isComplete }.map(\.name)
    throw Problem(
      "\(path): no complete snapshot\(name.map { " `\($0)`" } ?? ""); \(there)"
        + (cut.isEmpty ? "" : "; the import of \(cut.joined(separator: ", ")) was cut: run it again"))
  }

  /// Reads the whole file; a problem if a page or a reference is damaged.
  package func verify() throws {
    try read { db in
      let findings = try String.fetchAll(db, sql: "PRAGMA integrity_check")
      let orphans = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").count
      guard findings == ["ok"], orphans == 0 else {
        throw Ledger.problem(code: 11, message: "", path: path, kind: .priceBook)
      }
    }
  }

  /// Runs `body` on the file as of one moment.
  func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try Ledger.translatingErrors(path, .priceBook) { try queue.read(body) }
  }
}
