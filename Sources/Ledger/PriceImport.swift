import GRDB
import Pricing
import Quantities

/// An import into one snapshot of a price book: `add` files or pages, then `finish`.
///
/// Each file is one transaction. What is written goes to a snapshot beside the complete one of the same name, if there
/// is one, and takes its place at the end: whenever the process ends, the book has its last complete snapshots, and the
/// same import again takes in what is missing. A file that the snapshot has already is passed over.
package struct PriceImport: ~Copyable {
  /// What becomes of the prices that the snapshot has already.
  package enum Mode: Sendable {
    /// They stay; a snapshot that is new begins with none.
    case add
    /// They go.
    case replace
    /// They stay, but for those that the files state anew; a snapshot that is new begins with those of the latest.
    case overlay
  }

  let store: PriceStore
  private let name: SnapshotName
  private let source: String
  private let mode: Mode
  private let importedAt: String
  private let buildsLookups: Bool

  /// What was done so far.
  package private(set) var result: PriceImportResult

  /// The complete snapshot of the name, and the one that is written; nil where there is none.
  private var complete: Int64?
  private var written: Int64?
  /// Hashes of the files given, and of those that an earlier, cut import left in the written snapshot.
  private var given: Set<String> = []
  private var leftover: [String: String] = [:]

  private var known = KnownPrices()
  private var dictionaries = PriceDictionaries()
  /// SQLite's mark of the file's state when `known` and `dictionaries` were read; nil while they weren't.
  private var version: Int64?
  private var startCount = 0
  private var hasLookups = true

  /// Begins or resumes an import.
  ///
  /// - Parameters:
  ///   - store: the price book.
  ///   - name: the snapshot's name.
  ///   - source: where the prices come from, as bills will name it.
  ///   - mode: what becomes of the prices that the snapshot has.
  ///   - now: an ISO 8601 UTC instant.
  ///   - buildsLookups: whether the look-ups by id and by meter are made at the end; a book without is slow to read.
  /// - Throws: a problem of the book.
  package init(
    into store: PriceStore, snapshot name: SnapshotName, source: String = "Azure Retail Prices API", mode: Mode = .add,
    now: String, buildsLookups: Bool = true
  ) throws {
    self.store = store
    self.name = name
    self.source = source
    self.mode = mode
    self.buildsLookups = buildsLookups
    importedAt = now
    result = PriceImportResult(snapshot: name.description)
    let all = try store.snapshots().filter { $0.name == name.description }
    complete = all.first(where: \.isComplete)?.id
    written = all.first(where: { !$0.isComplete })?.id
    if let written {
      leftover = try store.read { db in
        try Row.fetchAll(
          db,
          sql:
            "SELECT hash, name FROM file WHERE snapshot = ?1 AND hash NOT IN (SELECT hash FROM file WHERE snapshot IS ?2)",
          arguments: [written, complete]
        ).reduce(into: [:]) { $0[$1[0]] = $1[1] }
      }
    }
    if mode == .replace { try restart() }
  }

  /// Imports a file of pages or prices.
  ///
  /// - Throws: a problem if it holds none or is damaged; nothing of it is stored then.
  package mutating func add(file path: String) throws {
    try add(PriceFileBytes(path: path))
  }

  /// Imports a page as it came from the API; `name` is told in messages.
  ///
  /// - Throws: a problem if it holds no item or is damaged; nothing of it is stored then.
  package mutating func add(page bytes: [UInt8], name: String) throws {
    try add(PriceFileBytes(bytes, name: name))
  }

  /// Whether the snapshot has a page of this name from this import or one that was cut, so that a download can go on.
  package func has(page name: String) throws -> Bool {
    guard let written else { return false }
    return try store.read { db in
      try Bool.fetchOne(
        db, sql: "SELECT EXISTS (SELECT 1 FROM file WHERE snapshot = ? AND name = ?)", arguments: [written, name])
        ?? false
    }
  }

  /// Completes the snapshot.
  ///
  /// - Parameter keepsEarlier: whether files that an earlier, cut import took in may stay though they weren't given now.
  /// - Returns: the result.
  /// - Throws: a problem if no file was given, or if the snapshot holds files of another import that was cut.
  package mutating func finish(keepsEarlier: Bool = false) throws -> PriceImportResult {
    guard result.files > 0 || keepsEarlier else { throw Problem("no file to import") }
    guard result.items > 0 || keepsEarlier else {
      throw Problem("no items; a service name that the API doesn't know gives an empty list, not an error")
    }
    guard let written else {
      result.prices = try store.snapshot(name.description).prices
      return result
    }
    let missing = leftover.filter { !given.contains($0.key) }.values.sorted()
    guard missing.isEmpty || keepsEarlier else {
      throw Problem(
        """
        \(store.path): an import into snapshot \(name) was cut after \(missing.count) files that were not given now \
        (\(missing[0])); import them too, or begin anew with --replace
        """)
    }
    try complete(written)
    return result
  }

  private mutating func complete(_ written: Int64) throws {
    try Ledger.translatingErrors(store.path, .priceBook) {
      try store.queue.writeWithoutTransaction { db in
        if version == nil {
          try db.inTransaction(.immediate) {
            try load(db, written); return .commit
          }
        }
        var held = known.held
        let prices = held.ids.count
        known = KnownPrices()
        version = nil
        if buildsLookups {
          for lookup in PriceSchema.lookups { try db.execute(sql: lookup) }
        }
        try db.inTransaction(.immediate) {
          if let complete {
            for table in ["holding", "file", "reject"] {
              try db.execute(sql: "DELETE FROM \(table) WHERE snapshot = ?", arguments: [complete])
            }
            try db.execute(sql: "DELETE FROM snapshot WHERE id = ?", arguments: [complete])
          }
          try db.execute(
            sql: "UPDATE snapshot SET complete = 1, prices = ?, fingerprint = ?, importedAt = ? WHERE id = ?",
            arguments: [prices, Fingerprint.hex(held.hash), importedAt, written])
          // Stretches that files left beside each other become one.
          try db.execute(sql: "DELETE FROM holding WHERE snapshot = ?", arguments: [written])
          try held.ids.write(to: db, written)
          try orderCurrencies(db, written)
          return .commit
        }
        try db.checkpoint(.passive)
        result.prices = prices
      }
    }
    complete = written
    self.written = nil
    leftover = [:]
  }

  /// Puts the currency of most prices first: a list in another currency has some meters in USD all the same.
  private func orderCurrencies(_ db: Database, _ snapshot: Int64) throws {
    let stored = try String.fetchOne(db, sql: "SELECT currencies FROM snapshot WHERE id = ?", arguments: [snapshot])
    guard let stored, stored.contains(",") else { return }
    let ordered = try String.fetchAll(
      db,
      sql: """
        SELECT currencyCode FROM holding CROSS JOIN price ON price.id BETWEEN first AND last WHERE snapshot = ?
        GROUP BY currencyCode ORDER BY count(*) DESC, currencyCode
        """, arguments: [snapshot])
    try db.execute(
      sql: "UPDATE snapshot SET currencies = ? WHERE id = ?", arguments: [ordered.joined(separator: ","), snapshot])
  }

  // MARK: A file

  private mutating func add(_ file: consuming PriceFileBytes) throws {
    result.files += 1
    let isNew = given.insert(file.hash).inserted
    if let holder = try holder(of: file.hash) {
      if isNew { try count(file.hash, in: holder) } else { result.knownFiles += 1 }
      return
    }
    let (hash, name) = (file.hash, file.name)
    let content = try PriceFileContent(file, isOverlay: mode == .overlay)
    let snapshot = try Ledger.translatingErrors(store.path, .priceBook) { try begin() }
    var tally = FileTally()
    do {
      try Ledger.translatingErrors(store.path, .priceBook) {
        try store.queue.writeWithoutTransaction { db in
          try dropLookupsIfMany(db)
          try db.inTransaction(.immediate) {
            try load(db, snapshot)
            try content.write(db, snapshot, &known, &dictionaries, &tally, &result)
            // An empty page leaves nothing that a later import would have to name again.
            if tally.items > 0 { try record(hash, name, tally, in: db, snapshot) }
            return .commit
          }
        }
      }
    } catch {
      // What the tables in memory say of this file is void.
      version = nil
      throw error
    }
    count(tally)
  }

  /// The snapshot that has a file: the one that is written, else the complete one.
  private func holder(of hash: String) throws -> Int64? {
    guard let snapshot = written ?? complete, mode != .replace || written != nil else { return nil }
    return try store.read { db in
      try Int64.fetchOne(
        db, sql: "SELECT snapshot FROM file WHERE snapshot = ? AND hash = ?", arguments: [snapshot, hash])
    }
  }

  /// The snapshot to write to, made if there is none: with the prices of the one it will replace.
  private mutating func begin() throws -> Int64 {
    if let written { return written }
    let base = mode == .replace ? nil : try complete ?? (mode == .overlay ? store.snapshot().id : nil)
    let (complete, name, source, importedAt) = (self.complete, self.name, self.source, self.importedAt)
    let isOverlay = mode == .overlay
    let id = try store.queue.writeWithoutTransaction { db in
      var id: Int64 = 0
      try db.inTransaction(.immediate) {
        try db.execute(
          sql: "INSERT INTO snapshot (name, date, complete, source, importedAt) VALUES (?, ?, 0, ?, ?)",
          arguments: [name.description, name.date.description, source, importedAt])
        id = db.lastInsertedRowID
        if let base {
          try db.execute(
            sql: "INSERT INTO holding (snapshot, first, last) SELECT ?, first, last FROM holding WHERE snapshot = ?",
            arguments: [id, base])
          try db.execute(
            sql:
              "UPDATE snapshot SET (currencies, source) = (SELECT currencies, source FROM snapshot WHERE id = ?) WHERE id = ?",
            arguments: [base, id])
          if isOverlay, base != complete {
            // Its rows keep the name of where they were found; only the files below are this snapshot's own.
          } else {
            try db.execute(
              sql: """
                INSERT INTO file SELECT ?1, hash, name, items, kept, duplicates, conflicts, plans, rounded FROM file
                WHERE snapshot = ?2
                """, arguments: [id, base])
            try db.execute(
              sql: "INSERT INTO reject SELECT ?1, hash, reason, items FROM reject WHERE snapshot = ?2",
              arguments: [id, base])
          }
        }
        return .commit
      }
      return id
    }
    written = id
    version = nil
    return id
  }

  /// Throws an import that was cut away.
  private mutating func restart() throws {
    leftover = [:]
    guard let written else { return }
    try Ledger.translatingErrors(store.path, .priceBook) {
      try store.queue.write { db in
        for table in ["holding", "file", "reject"] {
          try db.execute(sql: "DELETE FROM \(table) WHERE snapshot = ?", arguments: [written])
        }
        try db.execute(sql: "DELETE FROM snapshot WHERE id = ?", arguments: [written])
      }
    }
    self.written = nil
  }

  // MARK: What the book has

  /// Reads what the book has, unless it is as it was left: another process may have written meanwhile.
  private mutating func load(_ db: Database, _ snapshot: Int64) throws {
    let now = try Int64.fetchOne(db, sql: "PRAGMA data_version") ?? 0
    if version == now { return }
    version = now
    known = KnownPrices()
    let stretches = try Row.fetchAll(
      db, sql: "SELECT first, last FROM holding WHERE snapshot = ? ORDER BY first", arguments: [snapshot])
    var held = stretches.map { ($0[0] as Int64)...($0[1] as Int64) }[...]
    try BulkStatement(db, "SELECT keyHash, contentHash, id FROM price ORDER BY id").rows { row in
      let id = row.integer(2)
      while let stretch = held.first, stretch.upperBound < id { held.removeFirst() }
      known.insert(
        key: UInt64(bitPattern: row.integer(0)), content: UInt64(bitPattern: row.integer(1)),
        id: UInt32(truncatingIfNeeded: id), isHeld: held.first?.contains(id) ?? false)
    }
    dictionaries = try PriceDictionaries(db)
    startCount = known.count
    hasLookups =
      try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE name = 'priceByMeterId')") ?? false
  }

  /// Keeping the look-ups up to date costs more than making them anew once an import brings much.
  private mutating func dropLookupsIfMany(_ db: Database) throws {
    let brought = known.count - startCount
    guard hasLookups, version != nil, brought > 5000, brought > startCount / 8 else { return }
    try db.execute(sql: PriceSchema.dropLookups)
    hasLookups = false
  }

  // MARK: Counting

  private func record(_ hash: String, _ name: String, _ tally: FileTally, in db: Database, _ snapshot: Int64) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO file (snapshot, hash, name, items, kept, duplicates, conflicts, plans, rounded)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      snapshot, hash, name, tally.items, tally.added + tally.unchanged, tally.duplicates, tally.conflicts, tally.plans,
      tally.rounded,
    ])
    for (reason, items) in tally.rejected {
      try db.cachedStatement(sql: "INSERT INTO reject (snapshot, hash, reason, items) VALUES (?, ?, ?, ?)")
        .execute(arguments: [snapshot, hash, reason, items])
    }
    let before =
      try String.fetchOne(db, sql: "SELECT currencies FROM snapshot WHERE id = ?", arguments: [snapshot]) ?? ""
    let currencies = tally.currencies.union(before.split(separator: ",").map(String.init)).sorted()
      .joined(separator: ",")
    if currencies != before {
      try db.execute(sql: "UPDATE snapshot SET currencies = ? WHERE id = ?", arguments: [currencies, snapshot])
    }
  }

  private mutating func count(_ tally: FileTally) {
    result.items += tally.items
    result.added += tally.added
    result.unchanged += tally.unchanged
    result.duplicates += tally.duplicates
    result.conflicts += tally.conflicts
    result.savingsPlans += tally.plans
    result.rounded += tally.rounded
    result.wrongCounts += tally.wrongCounts
    if tally.items == 0 { result.emptyFiles += 1 }
    result.rejected.merge(tally.rejected) { $0 + $1 }
  }

  /// Counts a file that the snapshot has as it was counted then, all that was kept as unchanged.
  private mutating func count(_ hash: String, in snapshot: Int64) throws {
    var tally = FileTally()
    try store.read { db in
      guard
        let row = try Row.fetchOne(
          db, sql: "SELECT * FROM file WHERE snapshot = ? AND hash = ?", arguments: [snapshot, hash])
      else { return }
      tally.items = row["items"]
      tally.unchanged = row["kept"]
      tally.duplicates = row["duplicates"]
      tally.conflicts = row["conflicts"]
      tally.plans = row["plans"]
      tally.rounded = row["rounded"]
      for row in try Row.fetchAll(
        db, sql: "SELECT reason, items FROM reject WHERE snapshot = ? AND hash = ?", arguments: [snapshot, hash])
      { tally.rejected[row[0]] = row[1] }
    }
    result.knownFiles += 1
    count(tally)
  }
}
