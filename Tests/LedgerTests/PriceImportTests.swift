import Foundation
import Ledger
import Pricing
import Quantities
import Testing

/// That an import may be repeated, cut and gone on with, and never leaves half a snapshot to read.
struct PriceImportTests {
  let folder: PriceFolder
  init() throws { folder = try PriceFolder() }

  func items(_ range: Range<Int>, price: String = "1") -> [String] {
    range.map { RetailFact(meterId: "m\($0)", price: price).json() }
  }

  func pages(_ count: Int) throws -> [String] {
    try (0..<count).map { try folder.file("page\($0).json", folder.page(items($0 * 100..<$0 * 100 + 100))) }
  }

  func dump() throws -> [String] { try folder.texts("SELECT * FROM snapshotItem ORDER BY snapshot, id") }

  @Test func `the same files again change nothing`() throws {
    let files = try pages(5)
    let first = try folder.take(files: files)
    #expect(first.added == 500)
    let (before, snapshot) = (try dump(), try folder.store().snapshot())
    let again = try folder.take(files: files)
    #expect(again.knownFiles == 5)
    #expect(again.items == 500)
    #expect(again.unchanged == 500)
    #expect(again.added == 0)
    #expect(try dump() == before)
    #expect(try folder.store().snapshot() == snapshot)
  }

  @Test func `the same items in other files are duplicates of the snapshot, and change no price`() throws {
    try folder.take(items(0..<100))
    let print = try folder.store().snapshot().fingerprint
    let result = try folder.take(items(0..<100).reversed())
    #expect(result.duplicates == 100)
    #expect(result.added == 0)
    #expect(try folder.store().snapshot().fingerprint == print)
  }

  @Test func `a snapshot grows by further files`() throws {
    try folder.take(items(0..<100))
    let result = try folder.take(items(100..<150))
    #expect(result.prices == 150)
    #expect(try folder.store().snapshots().count == 1)
  }

  @Test func `an import that isn't finished is not read, and the next completes it`() throws {
    let files = try pages(6)
    try folder.take(items(0..<50), into: "2026-07-22")
    do {
      var cut = try PriceImport(into: folder.store(), snapshot: SnapshotName("2026-08-22"), now: folder.now)
      for file in files.prefix(4) { try cut.add(file: file) }
    }
    #expect(try folder.store().snapshot().name == "2026-07-22")
    #expect(throws: Problem.self) { try folder.store().book(snapshot: "2026-08-22") }
    let result = try folder.take(files: files)
    #expect(result.knownFiles == 4)
    #expect(result.items == 600)
    #expect(result.prices == 600)
    #expect(try folder.store().snapshot().name == "2026-08-22")

    let whole = try PriceFolder()
    try whole.take(items(0..<50), into: "2026-07-22")
    try whole.take(files: files)
    #expect(try whole.store().snapshot().fingerprint == folder.store().snapshot().fingerprint)
    try folder.store().verify()
  }

  @Test func `an addition that is cut leaves the snapshot as it was`() throws {
    let files = try pages(2)
    try folder.take(files: [files[0]])
    let before = try folder.store().snapshot()
    do {
      var cut = try PriceImport(into: folder.store(), snapshot: SnapshotName("2026-08-22"), now: folder.now)
      try cut.add(file: files[1])
    }
    #expect(try folder.store().snapshot() == before)
    // What was cut is another import's; it can't become part of the snapshot unseen.
    let other = try folder.file("other.json", folder.page(items(900..<910)))
    let problem = #expect(throws: Problem.self) { try folder.take(files: [other]) }
    #expect(problem?.message.contains("page1.json") == true)
    #expect(try folder.take(files: [other, files[1]]).prices == 210)
    #expect(try folder.take(files: [other], mode: .replace).prices == 10)
    try folder.store().verify()
  }

  @Test func `a file that is damaged is taken in not at all, and those before it are kept for the next import`() throws
  {
    let files = try pages(3)
    let whole = try String(contentsOfFile: files[1], encoding: .utf8)
    try whole.prefix(whole.count / 2).write(toFile: files[1], atomically: false, encoding: .utf8)
    let problem = #expect(throws: Problem.self) { try folder.take(files: files) }
    #expect(problem?.message.hasPrefix("page1.json: byte ") == true)
    #expect(try folder.int("SELECT count(*) FROM price") == 100)
    #expect(throws: Problem.self) { try folder.store().snapshot() }
    try whole.write(toFile: files[1], atomically: false, encoding: .utf8)
    let result = try folder.take(files: files)
    #expect(result.knownFiles == 1)
    #expect(result.prices == 300)
  }

  @Test func `two imports at once both get their snapshots in`() async throws {
    let folder = folder
    let lists = [0, 1, 2].map { list in (0..<8).map { items(list * 20 + $0 * 40..<list * 20 + $0 * 40 + 40) } }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (number, list) in lists.enumerated() {
        group.addTask {
          var pages = try PriceImport(
            into: folder.store(), snapshot: SnapshotName("2026-08-0\(number + 1)"), now: folder.now)
          for (index, items) in list.enumerated() {
            try pages.add(page: Array(folder.page(items).utf8), name: "\(index)")
          }
          _ = try pages.finish()
        }
      }
      try await group.waitForAll()
    }
    // The three lists together have the meters m0 to m359, each with one price.
    #expect(try folder.int("SELECT count(*) FROM price") == 360)
    #expect(try folder.store().snapshots().map(\.prices) == [320, 320, 320])
    try folder.store().verify()
  }

  @Test func `a large import beside a large book keeps its look-ups`() throws {
    try folder.take(items(0..<6000))
    let page = try folder.file("a.json", folder.page(items(6000..<14_000)))
    let more = try folder.file("b.json", folder.page(items(14_000..<14_010)))
    try folder.take(files: [page, more], into: "2026-09-22")
    let lookups = try folder.texts("SELECT name FROM sqlite_master WHERE name LIKE 'priceBy%' ORDER BY name")
    #expect(lookups == ["priceByKey", "priceByMeter", "priceByMeterId"])
    #expect(try folder.int("SELECT count(*) FROM snapshotItem WHERE snapshot = 2") == 8010)
    try folder.store().verify()
  }

  @Test(arguments: ["today", "2026-13-01", "2026-08-22 mine", "2026-08-22-", "2026-08-22'--", "2026-08-22/x", ""])
  func `a snapshot is named by a day`(name: String) throws {
    #expect(throws: Problem.self) { try SnapshotName(name) }
    #expect(try SnapshotName("2026-08-22-mine").date.description == "2026-08-22")
  }

  @Test func `a ledger is no price book, nor the other way round`() throws {
    _ = try folder.store()
    let problem = #expect(throws: Problem.self) { try Ledger(path: folder.book) }
    #expect(problem?.message.contains("not a ledger") == true)
    _ = try Ledger(path: folder.path + "/ledger.sqlite")
    let other = #expect(throws: Problem.self) { try PriceStore(path: folder.path + "/ledger.sqlite") }
    #expect(other?.message.contains("not a price book; name another file with --book") == true)
  }
}
