import GRDB
import Quantities

/// What a database of this project is for: its tables and its words in messages.
package struct DatabaseKind: Sendable {
  /// What it is called: `ledger`, `price book`.
  let name: String
  /// Stamped in the file's header, by which another program's database is told from ours.
  let applicationId: Int64
  /// The migrations: number n stands at index n − 1.
  let migrations: [String]
  /// The option that names the file.
  let option: String
  /// What else there is to do: `name another file with --ledger, or use --no-ledger`.
  let other: String

  /// The project's memory of runs.
  package static let ledger = DatabaseKind(
    name: "ledger", applicationId: Schema.applicationId, migrations: Schema.migrations, option: "--ledger",
    other: "name another file with --ledger, or use --no-ledger")
}

/// The ledger's tables, built up by numbered migrations; the file's `user_version` is the number of the last one applied.
///
/// All missing migrations run in one immediate transaction, so that two processes may create a ledger at once: GRDB's
/// own migrator looks up what is missing before it locks the file.
enum Schema {
  /// Stamped in the file's header, by which another program's database is told from a ledger: `Otly`.
  static let applicationId: Int64 = 0x4F74_6C79

  /// The migrations: number n stands at index n − 1.
  ///
  /// One that was ever released never changes; a new one is added below.
  /// Money and quantities are decimal text, exact to the last digit. Columns are named as in `report.json`.
  static let migrations = [
    """
    CREATE TABLE run (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      recordedAt TEXT NOT NULL,
      scenario TEXT NOT NULL,
      variant TEXT,
      file TEXT NOT NULL,
      seed TEXT NOT NULL,
      tool TEXT NOT NULL,
      priceBook TEXT NOT NULL,
      currency TEXT NOT NULL,
      complete INTEGER NOT NULL CHECK (complete IN (0, 1)),
      total TEXT NOT NULL,
      reportHash TEXT NOT NULL
    ) STRICT;
    CREATE INDEX runByScenario ON run (scenario, variant);

    CREATE TABLE month (
      run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
      month TEXT NOT NULL,
      total TEXT NOT NULL,
      PRIMARY KEY (run, month)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE day (
      run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
      date TEXT NOT NULL,
      total TEXT NOT NULL,
      PRIMARY KEY (run, date)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE line (
      run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
      id TEXT NOT NULL,
      instance TEXT NOT NULL,
      kind TEXT NOT NULL,
      meter TEXT NOT NULL,
      region TEXT NOT NULL,
      month TEXT NOT NULL,
      tier TEXT NOT NULL,
      quantity TEXT NOT NULL,
      unit TEXT NOT NULL,
      unitPrice TEXT,
      amount TEXT,
      priceType TEXT NOT NULL,
      meterId TEXT,
      effectiveFrom TEXT,
      confidence TEXT,
      source TEXT NOT NULL,
      PRIMARY KEY (run, id)
    ) STRICT, WITHOUT ROWID;
    """
  ]
}

extension DatabaseKind {
  /// Brings the file up to the last migration.
  ///
  /// A file of another kind, or that a newer version wrote, is refused and stays as it was.
  func migrate(_ queue: DatabaseQueue, at path: String) throws {
    try queue.writeWithoutTransaction { db in
      var applied = 0
      // A transaction, so that version and tables are read as of one moment.
      try db.inTransaction(.deferred) {
        applied = try version(of: db, at: path)
        return .commit
      }
      try switchToWriteAheadLog(db)
      guard applied < migrations.count else { return }
      try db.inTransaction(.immediate) {
        for migration in migrations[try version(of: db, at: path)...] { try db.execute(sql: migration) }
        try db.execute(sql: "PRAGMA application_id = \(applicationId); PRAGMA user_version = \(migrations.count)")
        return .commit
      }
    }
  }

  /// Migrations applied to the file; a problem if it isn't a ledger that this version can read.
  private func version(of db: Database, at path: String) throws -> Int {
    let application = try Int64.fetchOne(db, sql: "PRAGMA application_id") ?? 0
    let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    let objects = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") ?? 0
    if application == 0, version == 0, objects == 0 { return 0 }
    guard application == applicationId else {
      throw Problem("\(path): this is a database of another program, not a \(name); name another file with \(option)")
    }
    guard (0...migrations.count).contains(version) else {
      throw Problem(
        """
        \(path): a newer version of outlay wrote this \(name) (its format is \(version), this version knows \
        \(migrations.count)); update outlay or name another file with \(option)
        """)
    }
    return version
  }

  /// Lets readers go on while a run is recorded.
  ///
  /// The mode belongs to the file: where another process is at work on it, that one or the next sets it, and nothing
  /// else depends on it.
  private func switchToWriteAheadLog(_ db: Database) throws {
    do {
      try db.execute(sql: "PRAGMA journal_mode = WAL")
    } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
      return
    }
  }
}
