import GRDB
import GRDBSQLite

/// A prepared statement bound through SQLite's C interface, which costs half of GRDB's arguments.
///
/// Texts are bound where they stand: they must stay until `run`.
struct BulkStatement {
  private let statement: OpaquePointer

  init(_ db: Database, _ sql: String) throws {
    statement = try db.cachedStatement(sql: sql).sqliteStatement
    sqlite3_reset(statement)
    sqlite3_clear_bindings(statement)
  }

  @inline(__always)
  func bind(_ index: Int32, _ value: Int64) { sqlite3_bind_int64(statement, index, value) }

  @inline(__always)
  func bind(_ index: Int32, _ start: UnsafePointer<UInt8>, _ count: Int) {
    start.withMemoryRebound(to: CChar.self, capacity: count) { text in
      _ = sqlite3_bind_text(statement, index, text, Int32(truncatingIfNeeded: count), nil)
    }
  }

  @inline(__always)
  func bindNull(_ index: Int32) { sqlite3_bind_null(statement, index) }

  /// Runs the statement with what is bound.
  @inline(__always)
  func run() throws {
    let code = sqlite3_step(statement)
    sqlite3_reset(statement)
    guard code == SQLITE_DONE else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
  }

  /// Runs a query; `body` gets a reader of each row's columns.
  func rows(_ body: (BulkRow) -> Void) throws {
    defer { sqlite3_reset(statement) }
    while true {
      switch sqlite3_step(statement) {
      case SQLITE_ROW: body(BulkRow(statement: statement))
      case SQLITE_DONE: return
      case let code: throw DatabaseError(resultCode: ResultCode(rawValue: code))
      }
    }
  }
}

/// The row that a query stands on.
struct BulkRow {
  fileprivate let statement: OpaquePointer

  func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(statement, column) }

  /// Adds a text column to a fingerprint.
  func add(_ column: Int32, to print: inout Fingerprint) {
    guard let start = sqlite3_column_text(statement, column) else { return print.add(0) }
    print.add(start, Int(sqlite3_column_bytes(statement, column)))
  }
}
