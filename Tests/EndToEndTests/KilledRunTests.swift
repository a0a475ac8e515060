import Foundation
import Testing

/// What stays behind when a run ends in the middle.
@Suite struct KilledRunTests {
  /// The `sqlite3` command, where the machine has one.
  static let sqlite = ["/usr/bin/sqlite3", "/usr/local/bin/sqlite3"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  /// What the `sqlite3` command prints; nil without one.
  static func query(_ sql: String, _ file: String) throws -> String? {
    guard let sqlite else { return nil }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: sqlite)
    process.arguments = [file, sql]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// SHA-256 of a file by coreutils; nil where there is no such command.
  static func sha256(_ file: String) throws -> String? {
    guard let command = ["/usr/bin/sha256sum", "/sbin/sha256sum"].first(where: FileManager.default.isExecutableFile)
    else {
      return nil
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: command)
    process.arguments = [file]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(String(decoding: data, as: UTF8.self).prefix(64))
  }

  @Test func `the ledger keeps every run in the data folder and is whole`() throws {
    let sandbox = try Sandbox(["right.yaml": BadInputTests.right])
    for seed in ["1", "2", "3"] {
      #expect(try sandbox.outlay(["run", "right.yaml", "--out", "out", "--seed", seed, "--quiet"]).status == 0)
    }
    let ledger = sandbox.path + "/data/outlay/ledger.sqlite"
    #expect(FileManager.default.fileExists(atPath: ledger))
    if let answer = try Self.query("PRAGMA integrity_check", ledger) { #expect(answer == "ok") }
    if let answer = try Self.query("SELECT count(*), min(seed), max(seed) FROM run", ledger) {
      #expect(answer == "3|1|3")
    }
    let history = try sandbox.outlay(["history"])
    #expect(history.status == 0)
    #expect(history.stdout.split(separator: "\n").filter { $0.contains("Right") }.count == 3)
    #expect(
      try sandbox.outlay(["history", "--limit", "1"]).stdout.split(separator: "\n").filter { $0.contains("Right") }
        .count == 1)
  }

  @Test func `report_json carries the hashes of the other files`() throws {
    let sandbox = try Sandbox(["right.yaml": BadInputTests.right])
    #expect(try sandbox.outlay(["run", "right.yaml", "--out", "out", "--no-ledger"]).status == 0)
    let files = try ReportFile(json: try sandbox.read("out/report.json")).files
    #expect(files.map(\.name) == ["lines.csv", "report.html"])
    for file in files {
      guard let hash = try Self.sha256(sandbox.path + "/out/" + file.name) else { continue }
      #expect(hash == file.sha256)
    }
  }

  @Test func `several processes may write one ledger at once`() async throws {
    let sandbox = try Sandbox(["right.yaml": BadInputTests.right])
    let (path, ledger) = (sandbox.path, sandbox.path + "/shared.sqlite")
    let statuses = await withTaskGroup(of: Int32.self) { group in
      for _ in 0..<4 {
        group.addTask {
          let own = try? Sandbox()
          return (try? own?.outlay(["run", path + "/right.yaml", "--ledger", ledger, "--quiet"]).status) ?? -1
        }
      }
      return await group.reduce(into: [Int32]()) { $0.append($1) }
    }
    #expect(statuses == [0, 0, 0, 0])
    if let answer = try Self.query("PRAGMA integrity_check; SELECT count(*) FROM run", ledger) {
      #expect(answer == "ok\n4")
    }
  }

  @Test func `a killed run leaves each file wholly old or wholly new and the ledger whole`() throws {
    let sandbox = try Sandbox(["year.yaml": try Repository.read("Scenarios/small.yaml")])
    let names = ["report.html", "lines.csv", "report.json"]
    func contents() throws -> [String: String] {
      Dictionary(uniqueKeysWithValues: try names.map { ($0, try sandbox.read("out/" + $0)) })
    }
    func run(seed: String, killedAfter seconds: Double? = nil) throws -> Ended {
      try sandbox.outlay(["run", "year.yaml", "--out", "out", "--seed", seed, "--quiet"], killedAfter: seconds)
    }
    #expect(try run(seed: "2").status == 0)
    let new = try contents()
    #expect(try run(seed: "1").status == 0)
    let old = try contents()
    #expect(names.allSatisfy { old[$0] != new[$0] })
    var generator = SystemRandomNumberGenerator()
    var finished = 2
    for _ in 0..<20 {
      let seconds = Double.random(in: 0...0.4, using: &generator)
      let ended = try run(seed: "2", killedAfter: seconds)
      if !ended.isKilled { finished += 1 }
      let found = try contents()
      for name in names { #expect(found[name] == old[name] || found[name] == new[name], "\(name) after \(seconds) s") }
      // report.json comes last: where it is new, the others are.
      if found["report.json"] == new["report.json"] { #expect(found == new, "after \(seconds) s") }
      #expect(throws: Never.self) { try ReportFile(json: found["report.json"] ?? "") }
      for (name, text) in old { try sandbox.write(text, to: "out/" + name) }
    }
    let ledger = sandbox.path + "/data/outlay/ledger.sqlite"
    let history = try sandbox.outlay(["history", "--limit", "100"])
    #expect(history.status == 0)
    // A run that was killed late may have been recorded just before.
    let recorded = history.stdout.split(separator: "\n").filter { $0.contains("Small start-up") }.count
    #expect(recorded >= finished && recorded <= 22)
    if let answer = try Self.query("PRAGMA integrity_check", ledger) { #expect(answer == "ok") }
    if let answer = try Self.query("PRAGMA foreign_key_check", ledger) { #expect(answer == "") }
    // Every run has its 12 months, 365 days and some lines, or isn't there.
    let whole = """
      SELECT count(*) FROM run WHERE (SELECT count(*) FROM month WHERE month.run = run.id) = 12 \
      AND (SELECT count(*) FROM day WHERE day.run = run.id) = 365 AND EXISTS (SELECT 1 FROM line WHERE line.run = run.id)
      """
    if let answer = try Self.query(whole, ledger) { #expect(answer == "\(recorded)") }
    #expect(try run(seed: "1").status == 0)
  }
}
