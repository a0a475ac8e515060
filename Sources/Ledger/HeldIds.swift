import GRDB

/// Ids of prices that a snapshot holds; they are stored as stretches, for lists keep most of their order.
struct HeldIds {
  private var ids: [UInt32] = []

  /// How many there are.
  var count: Int { ids.count }

  @inline(__always)
  mutating func add(_ id: UInt32) { ids.append(id) }

  /// Writes them as stretches of a snapshot that holds none of them, and forgets them.
  mutating func write(to db: Database, _ snapshot: Int64) throws {
    ids.sort()
    let holding = try BulkStatement(db, "INSERT INTO holding (snapshot, first, last) VALUES (?1, ?2, ?3)")
    holding.bind(1, snapshot)
    var start = 0
    for index in ids.indices where index + 1 == ids.count || ids[index + 1] != ids[index] + 1 {
      holding.bind(2, Int64(ids[start]))
      holding.bind(3, Int64(ids[index]))
      try holding.run()
      start = index + 1
    }
    ids = []
  }

  /// Takes an id that is written, or is to be, out of a snapshot.
  mutating func release(_ id: Int64, in db: Database, _ snapshot: Int64) throws {
    ids.removeAll { Int64($0) == id }
    guard
      let row = try Row.fetchOne(
        db, sql: "SELECT first, last FROM holding WHERE snapshot = ? AND first <= ? ORDER BY first DESC LIMIT 1",
        arguments: [snapshot, id]), (row[1] as Int64) >= id
    else { return }
    let (first, last): (Int64, Int64) = (row[0], row[1])
    try db.execute(sql: "DELETE FROM holding WHERE snapshot = ? AND first = ?", arguments: [snapshot, first])
    for part in [(first, id - 1), (id + 1, last)] where part.0 <= part.1 {
      try db.execute(
        sql: "INSERT INTO holding (snapshot, first, last) VALUES (?, ?, ?)", arguments: [snapshot, part.0, part.1])
    }
  }
}
