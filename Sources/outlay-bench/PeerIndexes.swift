import GRDB
import GRDBSQLite

/// The two indexes of the program that `--peer` names, over a price book: the same columns in the same order.
///
/// The book numbers its names, so that the first of them is a table that is its own index: SQLite keeps both as one B-tree of
/// the columns and the row's id. Its rows are put in order by the names' numbers, which are smaller than the names.
enum PeerIndexes {
  /// Builds both.
  ///
  /// - Parameter book: a price book without look-ups.
  /// - Throws: an error of SQLite.
  static func build(in book: String) throws {
    try DatabaseQueue(path: book).writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA synchronous = NORMAL; PRAGMA cache_size = -32000; PRAGMA threads = 1")
      try db.inTransaction {
        try db.execute(
          sql: """
            CREATE TABLE price_lookup (
              serviceName TEXT, armRegionName TEXT, productName TEXT, skuName TEXT, meterName TEXT, type TEXT,
              tierMinimumUnits REAL, price INTEGER,
              PRIMARY KEY (serviceName, armRegionName, productName, skuName, meterName, type, tierMinimumUnits, price)
            ) WITHOUT ROWID
            """)
        try fill(db)
        try db.execute(sql: "CREATE INDEX price_meter ON price (meterId)")
        return .commit
      }
      try db.checkpoint(.truncate)
    }
  }

  /// A price with its place in the order of the index.
  private struct Entry {
    /// Ranks of service, region, other names and type.
    var rank: UInt64
    var tier: Double
    var price: Int64
    var meter: Int32
    var place: Int32

    static func precedes(_ a: Entry, _ b: Entry) -> Bool {
      if a.rank != b.rank { return a.rank < b.rank }
      return a.tier != b.tier ? a.tier < b.tier : a.price < b.price
    }
  }

  private static func fill(_ db: Database) throws {
    let meters = try Names(
      db, of: 4,
      """
      SELECT id, serviceName, productName, skuName, meterName, dense_rank() OVER (ORDER BY serviceName) << 48
        | dense_rank() OVER (ORDER BY productName, skuName, meterName) << 4 FROM meter
      """)
    let places = try Names(
      db, of: 1, "SELECT id, armRegionName, dense_rank() OVER (ORDER BY armRegionName) << 36 FROM place")
    let types = try Names(
      db, of: 1,
      "WITH known (id, name) AS (VALUES (1, 'Consumption'), (2, 'DevTestConsumption'), (3, 'Reservation'), "
        + "(4, 'SavingsPlan')) SELECT id, name, id FROM known")
    var entries: [Entry] = []
    entries.reserveCapacity(try Int.fetchOne(db, sql: "SELECT count(*) FROM price") ?? 0)
    let read = try db.makeStatement(
      sql: "SELECT id, meter, place, instr('CDRS', substr(type, 1, 1)), CAST(tierMinimumUnits AS REAL) FROM price")
    while sqlite3_step(read.sqliteStatement) == SQLITE_ROW {
      let row = read.sqliteStatement
      let (meter, place, type) = (sqlite3_column_int(row, 1), sqlite3_column_int(row, 2), sqlite3_column_int(row, 3))
      entries.append(
        Entry(
          rank: meters.rank[Int(meter)] | places.rank[Int(place)] | types.rank[Int(type)],
          tier: sqlite3_column_double(row, 4), price: sqlite3_column_int64(row, 0), meter: meter, place: place))
    }
    entries.sort(by: Entry.precedes)
    let write = try db.makeStatement(sql: "INSERT INTO price_lookup VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
    for entry in entries {
      let statement = write.sqliteStatement
      let meter = Int(entry.meter)
      meters.bind(meter, 0, to: statement, 1)
      places.bind(Int(entry.place), 0, to: statement, 2)
      for column in 1..<4 { meters.bind(meter, column, to: statement, Int32(column + 2)) }
      types.bind(Int(entry.rank & 15), 0, to: statement, 6)
      sqlite3_bind_double(statement, 7, entry.tier)
      sqlite3_bind_int64(statement, 8, entry.price)
      let code = sqlite3_step(statement)
      sqlite3_reset(statement)
      guard code == SQLITE_DONE else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
    }
  }

  /// Names of a table's rows by id, kept where SQLite can read them.
  private struct Names: ~Copyable {
    /// By id, where the row's names stand in their order, in bits of their own.
    private(set) var rank: [UInt64] = []
    private var texts: [UnsafeMutableBufferPointer<CChar>] = []
    private let count: Int

    /// Reads the id, `count` names and the rank of every row.
    init(_ db: Database, of count: Int, _ sql: String) throws {
      self.count = count
      for row in try Row.fetchAll(db, sql: sql) {
        let id: Int = row[0]
        while rank.count <= id {
          rank.append(0)
          texts += (0..<count).map { _ in .init(start: nil, count: 0) }
        }
        rank[id] = UInt64(row[count + 1] as Int64)
        for column in 0..<count {
          let name: String = row[column + 1]
          let copy = UnsafeMutableBufferPointer<CChar>.allocate(capacity: name.utf8.count)
          for (index, byte) in name.utf8.enumerated() { copy[index] = CChar(bitPattern: byte) }
          texts[id * count + column] = copy
        }
      }
    }

    deinit { for text in texts { text.deallocate() } }

    func bind(_ id: Int, _ column: Int, to statement: SQLiteStatement?, _ parameter: Int32) {
      let text = texts[id * count + column]
      sqlite3_bind_text(statement, parameter, text.baseAddress, Int32(text.count), nil)
    }
  }
}
