import Foundation
import GRDB
import Quantities

/// The project's memory: every run with its totals and lines, in one SQLite file.
///
/// All errors are a `Problem` that names the file and how to mend it. A run is recorded wholly or not at all, and
/// several processes may record at once.
package struct Ledger: Sendable {
  /// Where the file is.
  package let path: String
  private let queue: DatabaseQueue

  /// Seconds that a writer waits for another one: recording a run takes milliseconds.
  static let patience = 10.0

  /// Opens the ledger at `path`, creating the file and its folder where there is none.
  package init(path: String) throws {
    self.path = path
    try DatabaseKind.ledger.createFolder(of: path)
    queue = try Self.translatingErrors(path) {
      var configuration = Configuration()
      configuration.label = "ledger"
      configuration.busyMode = .timeout(Self.patience)
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      try DatabaseKind.ledger.migrate(queue, at: path)
      return queue
    }
  }

  /// Records a run in one transaction and returns its number.
  @discardableResult
  package func record(_ run: RunRecord) throws -> Int64 {
    try Self.translatingErrors(path) { try queue.write { try Rows.insert(run, into: $0) } }
  }

  /// The last `limit` runs, newest first, of one scenario or of all.
  package func runs(scenario: String? = nil, limit: Int) throws -> [RunSummary] {
    try Self.translatingErrors(path) {
      try queue.read { db in
        try Rows.summaries(db, where: "?1 IS NULL OR scenario = ?1", [scenario, max(limit, 0)], limit: "?2")
      }
    }
  }

  /// The last run of a scenario's variant with its lines; nil if none was recorded.
  package func latest(scenario: String, variant: String?) throws -> StoredRun? {
    try Self.translatingErrors(path) {
      try queue.read { db in
        try Rows.summaries(db, where: "scenario = ? AND variant IS ?", [scenario, variant], limit: "1").first
          .map { try Rows.run($0, in: db) }
      }
    }
  }

  /// Reads the whole file; a problem if a page or a reference is damaged.
  package func verify() throws {
    try Self.translatingErrors(path) {
      try queue.read { db in
        let findings = try String.fetchAll(db, sql: "PRAGMA integrity_check")
        let orphans = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").count
        guard findings == ["ok"], orphans == 0 else { throw Self.problem(code: 11, message: "", path: path) }
      }
    }
  }
}

extension Ledger {
  /// Where the ledger is kept unless a file is named: the user's data folder.
  ///
  /// - Parameter environment: the process's environment. `XDG_DATA_HOME` counts if absolute, as the XDG Base Directory
  ///   Specification says; else `~/.local/share`, on macOS `~/Library/Application Support`.
  /// - Returns: the path of a file that may not exist yet; opening it creates its folder.
  /// - Throws: a `Problem` where the environment names no home.
  package static func defaultPath(environment: [String: String]) throws -> String {
    guard let folder = dataFolder(environment) else {
      throw Problem("HOME is not set, so the ledger has no place: name a file with --ledger, or use --no-ledger")
    }
    return folder + "/ledger.sqlite"
  }

  /// The folder of the project's own files; nil where the environment names no home.
  static func dataFolder(_ environment: [String: String]) -> String? {
    if let stated = environment["XDG_DATA_HOME"], stated.hasPrefix("/") { return stated + "/outlay" }
    guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
    #if os(macOS)
      return home + "/Library/Application Support/outlay"
    #else
      return home + "/.local/share/outlay"
    #endif
  }
}
