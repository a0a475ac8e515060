import Foundation
import Ledger
import Quantities
import Testing

/// What may happen to a ledger, and that no run is lost, halved or a crash.
struct DamageTests {
  @Test func `a run that fails in the middle leaves nothing`() throws {
    let folder = try TemporaryFolder()
    let ledger = try Ledger(path: folder.ledger)
    try ledger.record(Sample.run())
    // The last line repeats the first one's id, which the table refuses when all else is written.
    #expect(throws: Problem.self) {
      try ledger.record(Sample.run(scenario: "Broken", lines: Sample.lines + [Sample.lines[0]]))
    }
    #expect(try ledger.runs(limit: 10).map(\.scenario) == ["Reference"])
    #expect(try ledger.latest(scenario: "Reference", variant: nil)?.lines.count == Sample.lines.count)
    try ledger.verify()
  }

  @Test func `a process killed while it records leaves all earlier runs and no part of this one`() throws {
    let folder = try TemporaryFolder()
    let ledger = try Ledger(path: folder.ledger)
    try ledger.record(Sample.run())
    try ledger.record(Sample.run(seed: 2))
    // The files as they are while the ledger is open are what a kill leaves: runs stand in the write-ahead log. Its
    // last page, the one that commits, is cut off.
    let killed = folder.path + "/killed.sqlite"
    try Data(contentsOf: URL(fileURLWithPath: folder.ledger)).write(to: URL(fileURLWithPath: killed))
    let log = try Data(contentsOf: URL(fileURLWithPath: folder.ledger + "-wal"))
    try log.dropLast(100).write(to: URL(fileURLWithPath: killed + "-wal"))

    let recovered = try Ledger(path: killed)
    #expect(try recovered.runs(limit: 10).map(\.seed) == [1])
    try recovered.verify()
    try recovered.record(Sample.run(seed: 3))
    #expect(try recovered.runs(limit: 10).map(\.seed) == [3, 1])
  }

  @Test func `writers at once, from the file's creation on, all get their runs in`() async throws {
    let folder = try TemporaryFolder()
    let path = folder.ledger
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer: UInt64 in 0..<4 {
        group.addTask {
          for run: UInt64 in 0..<10 { try Ledger(path: path).record(Sample.run(seed: writer * 10 + run)) }
        }
      }
      try await group.waitForAll()
    }
    let ledger = try Ledger(path: path)
    let seeds = Set(try ledger.runs(limit: 100).map(\.seed))
    #expect(seeds == Set(0..<40))
    try ledger.verify()
  }

  @Test func `a file that is no database is refused and left alone`() throws {
    let folder = try TemporaryFolder()
    let text = "outlay: 1\nname: Reference blueprint\n" + String(repeating: "#", count: 200)
    try text.write(toFile: folder.ledger, atomically: false, encoding: .utf8)
    #expect(try problem(opening: folder.ledger).contains("not a ledger"))
    #expect(try String(contentsOfFile: folder.ledger, encoding: .utf8) == text)
  }

  @Test func `a ledger with a damaged page is reported, not read as if it were whole`() throws {
    let folder = try TemporaryFolder()
    do { try Ledger(path: folder.ledger).record(Sample.run()) }
    var bytes = try Data(contentsOf: URL(fileURLWithPath: folder.ledger))
    // The header's page stays; everything after it is overwritten. SQLite's default page has 4,096 bytes.
    bytes.replaceSubrange(4096..., with: Data(repeating: 0xFF, count: bytes.count - 4096))
    try bytes.write(to: URL(fileURLWithPath: folder.ledger))
    let error = #expect(throws: Problem.self) { try Ledger(path: folder.ledger).runs(limit: 1) }
    #expect(error?.message.contains("damaged") == true)
    #expect(error?.message.contains(folder.ledger) == true)
  }

  @Test func `a ledger of a newer version is refused and left alone`() throws {
    let folder = try TemporaryFolder()
    do { try Ledger(path: folder.ledger).record(Sample.run()) }
    // user_version: four bytes, big-endian, at offset 60 (https://www.sqlite.org/fileformat.html#the_database_header).
    try patch(folder.ledger, at: 60, with: [0, 0, 0, 99])
    let before = try Data(contentsOf: URL(fileURLWithPath: folder.ledger))
    #expect(try problem(opening: folder.ledger).contains("newer version"))
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.ledger)) == before)
  }

  @Test func `the database of another program is refused`() throws {
    let folder = try TemporaryFolder()
    do { try Ledger(path: folder.ledger).record(Sample.run()) }
    // application_id: four bytes at offset 68.
    try patch(folder.ledger, at: 68, with: [0, 0, 0, 0])
    #expect(try problem(opening: folder.ledger).contains("another program"))
  }

  @Test func `a folder that can't be made is reported with the ledger's path`() throws {
    let folder = try TemporaryFolder()
    try "".write(toFile: folder.path + "/file", atomically: false, encoding: .utf8)
    let path = folder.path + "/file/deeper/ledger.sqlite"
    #expect(try problem(opening: path).contains("can't be created"))
    #expect(try problem(opening: folder.path).contains("can't be opened"))
  }

  @Test(.enabled(if: geteuid() != 0, "root may write anywhere"))
  func `a file that may not be written is still read, and a folder that may not is reported`() throws {
    let folder = try TemporaryFolder()
    do { try Ledger(path: folder.ledger).record(Sample.run()) }
    try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: folder.ledger)
    do {
      let ledger = try Ledger(path: folder.ledger)
      #expect(try ledger.runs(limit: 10).count == 1)
      let error = #expect(throws: Problem.self) { try ledger.record(Sample.run()) }
      #expect(error?.message.contains("can't be written") == true)
    }
    try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder.path)
    defer { try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path) }
    #expect(try problem(opening: folder.path + "/new.sqlite").contains("can't be opened"))
    #expect(try problem(opening: folder.path + "/new/ledger.sqlite").contains("can't be created"))
  }

  // Primary result codes: https://www.sqlite.org/rescode.html
  @Test(arguments: [
    (5, "locked"), (8, "allow writing"), (10, "check the disk"), (11, "damaged"), (13, "disk is full"),
    (14, "may be read and written"), (26, "not a ledger"), (1, "SQLite 1: no such table"),
  ])
  func `each failure says what to do`(code: Int32, words: String) {
    let problem = Ledger.problem(code: code, message: "no such table", path: "/data/ledger.sqlite")
    #expect(problem.message.contains(words))
    #expect(problem.message.hasPrefix("/data/ledger.sqlite: "))
  }

  private func problem(opening path: String) throws -> String {
    let error = #expect(throws: Problem.self) { try Ledger(path: path) }
    let message = try #require(error).message
    #expect(message.hasPrefix(path + ": "))
    return message
  }

  private func patch(_ path: String, at offset: Int, with bytes: [UInt8]) throws {
    var data = try Data(contentsOf: URL(fileURLWithPath: path))
    data.replaceSubrange(offset..<offset + bytes.count, with: bytes)
    try data.write(to: URL(fileURLWithPath: path))
  }
}
