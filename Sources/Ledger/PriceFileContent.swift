import GRDB
import Pricing
import Quantities

/// What a file to import holds, told by its first bytes.
struct PriceFileContent: ~Copyable {
  private enum Kind {
    case pages
    case rows([PriceRow], problems: [Problem])
    case sheet(PriceSheet)
  }

  private let file: PriceFileBytes
  private let kind: Kind
  private let isOverlay: Bool

  /// Takes the file; a CSV is read and checked as a whole.
  ///
  /// - Throws: all that is wrong with an overlay, which is written by hand; of a list, what is wrong with its header or
  ///   its form: rows of it that can't be believed are left out and counted, as a page's items are.
  init(_ file: consuming PriceFileBytes, isOverlay: Bool) throws {
    self.isOverlay = isOverlay
    guard file.name.lowercased().hasSuffix(".csv") else {
      kind = .pages
      self.file = file
      return
    }
    let bytes = try file.all()
    if PriceSheet.isSheet(bytes, file: file.name) {
      guard isOverlay else {
        throw Problem("\(file.name): a price sheet changes the prices of a snapshot; import it with --overlay")
      }
      kind = .sheet(try PriceSheet(bytes, file: file.name))
    } else {
      let (rows, problems) =
        isOverlay
        ? (try PriceRow.rows(csv: bytes, file: file.name), []) : try PriceRow.read(csv: bytes, file: file.name)
      kind = .rows(rows, problems: problems)
    }
    self.file = file
  }

  /// Writes all of it into a snapshot.
  ///
  /// - Throws: a problem if it is damaged or holds no item.
  borrowing func write(
    _ db: Database, _ snapshot: Int64, _ known: inout KnownPrices, _ dictionaries: inout PriceDictionaries,
    _ tally: inout FileTally, _ result: inout PriceImportResult
  ) throws {
    switch kind {
    case .pages: try writePages(db, snapshot, &known, &dictionaries, &tally, &result)
    case .rows(let rows, let problems):
      if !problems.isEmpty {
        tally.items += problems.count
        tally.rejected["a row that isn't valid"] = problems.count
        for problem in problems { result.example(problem.description) }
      }
      try write(rows, db, snapshot, &known, &dictionaries, &tally, &result)
    case .sheet(let sheet): try write(sheet, db, snapshot, &known, &dictionaries, &tally, &result)
    }
    // The last page of a list may be empty; a file that isn't even a page was cut.
    guard tally.items > 0 || tally.pages > 0 else { throw Problem("\(file.name): no items, nor any page") }
  }

  private borrowing func writePages(
    _ db: Database, _ snapshot: Int64, _ known: inout KnownPrices, _ dictionaries: inout PriceDictionaries,
    _ tally: inout FileTally, _ result: inout PriceImportResult
  ) throws {
    let writer = try PriceWriter(db)
    var held = HeldIds()
    var reader = file.reader()
    while let event = try reader.next() {
      tally.items += 1
      switch event {
      case .item:
        try writer.write(reader.item, &known, &dictionaries, &held, &tally)
        if tally.hasConflict {
          result.example("\(file.name) item \(reader.items): another price for the key of an item before it")
          tally.hasConflict = false
        }
      case .reject(let reject):
        tally.rejected[reject.reason.rawValue, default: 0] += 1
        let detail = reject.detail.isEmpty ? "" : ": \(reject.detail.prefix(80))"
        result.example("\(file.name) item \(reader.items): \(reject.reason.rawValue)\(detail)")
      }
    }
    tally.wrongCounts = reader.wrongCounts
    tally.pages = reader.pages
    try held.write(to: db, snapshot)
  }

  private borrowing func write(
    _ rows: [PriceRow], _ db: Database, _ snapshot: Int64, _ known: inout KnownPrices,
    _ dictionaries: inout PriceDictionaries, _ tally: inout FileTally, _ result: inout PriceImportResult
  ) throws {
    let writer = KeyedPrices(db: db, snapshot: snapshot)
    var held = HeldIds()
    if isOverlay {
      for key in Set(rows.map(\.meterKey)) { try writer.release(meterKey: key, &known, &held) }
    }
    for row in rows {
      tally.items += 1
      guard row.unit.dimension != .other else {
        let reason = RetailReject.Reason.unknownUnit.rawValue
        tally.rejected[reason, default: 0] += 1
        result.example(
          "\(file.name) item \(tally.items): \(reason): \(row.unit.text.prefix(80)) of \(row.meterKey.prefix(80))")
        continue
      }
      _ = try writer.write(row, &known, &dictionaries, &held, &tally)
      if tally.hasConflict {
        result.example(
          "\(file.name) item \(tally.items): another price for the key of a row before it: \(row.meterKey)")
        tally.hasConflict = false
      }
    }
    try held.write(to: db, snapshot)
  }

  private borrowing func write(
    _ sheet: PriceSheet, _ db: Database, _ snapshot: Int64, _ known: inout KnownPrices,
    _ dictionaries: inout PriceDictionaries, _ tally: inout FileTally, _ result: inout PriceImportResult
  ) throws {
    let currencies =
      try String.fetchOne(db, sql: "SELECT currencies FROM snapshot WHERE id = ?", arguments: [snapshot]) ?? ""
    let there = currencies.split(separator: ",").map(String.init)
    if let other = sheet.currencies.first(where: { !there.contains($0) }) {
      throw Problem(
        "\(file.name): the price sheet is in \(other), the snapshot in \(there.joined(separator: ", ")); "
          + "import the list in \(other) first")
    }
    let writer = SheetPrices(db: db, snapshot: snapshot, source: "price sheet \(file.name)")
    tally.items = sheet.lines.count + sheet.rejects.count + sheet.duplicates
    tally.duplicates = sheet.duplicates
    var rejects = sheet.rejects
    for line in sheet.lines {
      do throws(SheetPrices.Failure) {
        try writer.apply(line, &known, &dictionaries)
        tally.added += 1
      } catch {
        switch error {
        case .reject(let why): rejects.append((line.line, why))
        case .other(let error): throw error
        }
      }
    }
    if !rejects.isEmpty { tally.rejected["a line that fits no price"] = rejects.count }
    for reject in rejects.sorted(by: { $0.line < $1.line }) {
      result.example("\(file.name):\(reject.line): \(reject.why)")
    }
  }
}

extension PriceFileBytes {
  /// Every byte of a CSV.
  ///
  /// - Throws: a problem if there are more than a CSV may have.
  borrowing func all() throws(Problem) -> [UInt8] {
    if let whole { return whole }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.mostWhole, alignment: 8)
    defer { buffer.deallocate() }
    var bytes: [UInt8] = []
    while true {
      let count = try read(into: buffer)
      if count == 0 { return bytes }
      guard bytes.count + count <= CSVReader.mostBytes else {
        throw Problem("\(name): the file has more than \(CSVReader.mostBytes) bytes")
      }
      bytes += buffer.prefix(count)
    }
  }

  /// A reader of its pages.
  borrowing func reader() -> RetailPageReader {
    let name = name
    guard let whole else {
      let descriptor = self.descriptor
      return RetailPageReader(file: name) { buffer throws(Problem) in try Self.fill(buffer, from: descriptor, name) }
    }
    var given = 0
    return RetailPageReader(file: name, window: whole.count + 1) { buffer in
      let count = min(buffer.count, whole.count - given)
      whole.withUnsafeBytes { bytes in
        buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[given..<given + count]))
      }
      given += count
      return count
    }
  }
}
