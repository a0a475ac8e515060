import GRDB
import Quantities

/// A run's way into the tables and back.
enum Rows {
  /// Inserts a run with its months, days and lines; the caller holds the transaction.
  static func insert(_ run: RunRecord, into db: Database) throws -> Int64 {
    try db.execute(
      sql: """
        INSERT INTO run (recordedAt, scenario, variant, file, seed, tool, priceBook, currency, complete, total,
          reportHash)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        run.recordedAt, run.scenario, run.variant, run.file, String(run.seed), run.tool, run.priceBook,
        run.bill.currency, run.bill.isComplete, run.bill.total.decimal, run.reportHash,
      ])
    let id = db.lastInsertedRowID

    let month = try db.makeStatement(sql: "INSERT INTO month (run, month, total) VALUES (?, ?, ?)")
    for name in Set(run.bill.lines.map(\.month)).sorted() {
      try month.execute(arguments: [id, name, run.bill.total(ofMonth: name).decimal])
    }

    let day = try db.makeStatement(sql: "INSERT INTO day (run, date, total) VALUES (?, ?, ?)")
    for (index, total) in run.days.enumerated() {
      try day.execute(arguments: [id, (run.start + index).description, total.decimal])
    }

    let line = try db.makeStatement(
      sql: """
        INSERT INTO line (run, id, instance, kind, meter, region, month, tier, quantity, unit, unitPrice, amount,
          priceType, meterId, effectiveFrom, confidence, source)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    for part in run.bill.lines {
      try line.execute(arguments: [
        id, part.id, part.instance, part.kind, part.meter, part.region, part.month, part.tier, part.quantity.decimal,
        part.unit, part.unitPrice?.decimal, part.amount?.decimal, part.priceType, part.row?.meterId,
        part.row?.effectiveFrom?.description, part.confidence?.rawValue, part.source,
      ])
    }
    return id
  }

  /// The runs that meet a condition, newest first.
  static func summaries(
    _ db: Database, where condition: String, _ arguments: StatementArguments, limit: String
  ) throws -> [RunSummary] {
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT id, recordedAt, scenario, variant, file, seed, tool, priceBook, currency, complete, total, reportHash
        FROM run WHERE \(condition) ORDER BY id DESC LIMIT \(limit)
        """, arguments: arguments)
    return try Array(
      rows.map { row in
        RunSummary(
          id: try row.read(0), recordedAt: try row.read(1), scenario: try row.read(2), variant: row.optional(3),
          file: try row.read(4), seed: try row.parse(5) { UInt64($0) }, tool: try row.read(6),
          priceBook: try row.read(7), currency: try row.read(8), isComplete: try row.read(9),
          total: try row.parse(10) { Money(decimal: $0) }, reportHash: try row.read(11))
      })
  }

  /// A run with its months, days and lines.
  static func run(_ summary: RunSummary, in db: Database) throws -> StoredRun {
    let lines = try Row.fetchCursor(
      db,
      sql: """
        SELECT id, instance, kind, meter, region, month, tier, quantity, unit, unitPrice, amount
        FROM line WHERE run = ? ORDER BY id
        """, arguments: [summary.id])
    return StoredRun(
      summary: summary,
      months: try totals(db, "SELECT month, total FROM month WHERE run = ? ORDER BY month", of: summary.id),
      days: try totals(db, "SELECT date, total FROM day WHERE run = ? ORDER BY date", of: summary.id),
      lines: try Array(
        lines.map { row in
          StoredLine(
            id: try row.read(0), instance: try row.read(1), kind: try row.read(2), meter: try row.read(3),
            region: try row.read(4), month: try row.read(5), tier: try row.read(6),
            quantity: try row.parse(7) { nano($0) }, unit: try row.read(8),
            unitPrice: try row.parseOptional(9) { Money(decimal: $0) },
            amount: try row.parseOptional(10) { Money(decimal: $0) })
        }))
  }

  private static func totals(_ db: Database, _ sql: String, of run: Int64) throws -> [PeriodTotal] {
    try Array(
      Row.fetchCursor(db, sql: sql, arguments: [run]).map { row in
        PeriodTotal(period: try row.read(0), total: try row.parse(1) { Money(decimal: $0) })
      })
  }

  /// A quantity of at most 9 decimals; nil if the text isn't one.
  private static func nano(_ text: String) -> Nano? {
    guard let pico = Decimal12.parse(text), pico % 1000 == 0 else { return nil }
    return Int64(exactly: pico / 1000).map { Nano(nano: $0) }
  }
}

/// A value that a hand has edited is an error here; GRDB's own subscripts would stop the program.
extension Row {
  fileprivate func read<Value: DatabaseValueConvertible>(_ column: Int) throws -> Value {
    guard let value: Value = optional(column) else { throw Unreadable() }
    return value
  }

  fileprivate func optional<Value: DatabaseValueConvertible>(_ column: Int) -> Value? {
    Value.fromDatabaseValue(self[column] as DatabaseValue)
  }

  fileprivate func parse<Value>(_ column: Int, _ reading: (String) -> Value?) throws -> Value {
    guard let value = reading(try read(column)) else { throw Unreadable() }
    return value
  }

  fileprivate func parseOptional<Value>(_ column: Int, _ reading: (String) -> Value?) throws -> Value? {
    (self[column] as DatabaseValue).isNull ? nil : try parse(column, reading)
  }
}

/// A value that no version of this program writes.
struct Unreadable: Error {}
