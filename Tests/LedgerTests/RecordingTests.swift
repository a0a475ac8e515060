import Ledger
import Quantities
import Testing

struct RecordingTests {
  @Test func `a run comes back to the last digit`() throws {
    let folder = try TemporaryFolder()
    try Ledger(path: folder.ledger).record(Sample.run(variant: "real-time", seed: .max))

    let ledger = try Ledger(path: folder.ledger)
    let run = try #require(try ledger.latest(scenario: "Reference", variant: "real-time"))
    #expect(run.summary.total == Sample.total)
    #expect(run.summary.seed == UInt64.max)
    #expect(run.summary.currency == "USD")
    #expect(run.summary.recordedAt == "2027-03-01T00:00:00Z")
    #expect(!run.summary.isComplete)
    #expect(run.months.map(\.period) == ["2027-01", "2027-02"])
    #expect(run.months.map(\.total) == [Money(pico: 281_015_000_000_000), Money(pico: 128_030_000_000_000)])
    #expect(run.days.map(\.period) == ["2027-01-01", "2027-01-02"])
    #expect(run.days.map(\.total) == Sample.run().days)
    #expect(run.lines.map(\.id) == Sample.lines.map(\.id))
    #expect(run.lines.map(\.amount) == Sample.lines.map(\.amount))
    #expect(run.lines.map(\.quantity) == Sample.lines.map(\.quantity))
    #expect(run.lines.map(\.instance) == Sample.lines.map(\.instance))
    #expect(run.lines.map(\.unitPrice) == Sample.lines.map(\.unitPrice))
    try ledger.verify()
  }

  @Test(arguments: [0, 1, -1, 170_141_183_460_469_231_731, -170_141_183_460_469_231])
  func `an amount is kept exactly, whatever its size`(pico: Int128) throws {
    let folder = try TemporaryFolder()
    let ledger = try Ledger(path: folder.ledger)
    let line = Sample.line("a", month: "2027-01", quantity: .max, amount: Money(pico: pico))
    try ledger.record(Sample.run(lines: [line]))
    let stored = try ledger.latest(scenario: "Reference", variant: nil)?.lines.first
    #expect(stored?.amount == Money(pico: pico))
    #expect(stored?.quantity == Nano(nano: .max))
  }

  @Test func `the latest run of a variant is not another variant's`() throws {
    let folder = try TemporaryFolder()
    let ledger = try Ledger(path: folder.ledger)
    let first = try ledger.record(Sample.run())
    let second = try ledger.record(Sample.run(seed: 2))
    try ledger.record(Sample.run(variant: "fabric"))
    #expect(second > first)
    #expect(try ledger.latest(scenario: "Reference", variant: nil)?.summary.id == second)
    #expect(try ledger.latest(scenario: "Reference", variant: "real-time") == nil)
    #expect(try ledger.latest(scenario: "Other", variant: nil) == nil)
  }

  @Test func `the history shows the newest runs first`() throws {
    let folder = try TemporaryFolder()
    let ledger = try Ledger(path: folder.ledger)
    for seed in 1...3 { try ledger.record(Sample.run(seed: UInt64(seed))) }
    try ledger.record(Sample.run(scenario: "Other", seed: 4))
    #expect(try ledger.runs(limit: 10).map(\.seed) == [4, 3, 2, 1])
    #expect(try ledger.runs(limit: 2).map(\.seed) == [4, 3])
    #expect(try ledger.runs(scenario: "Reference", limit: 2).map(\.seed) == [3, 2])
    #expect(try ledger.runs(limit: -1).isEmpty)
  }

  @Test func `a name with quotes is text, not SQL`() throws {
    let folder = try TemporaryFolder()
    let ledger = try Ledger(path: folder.ledger)
    let name = "x'); DROP TABLE run; -- \"é\""
    try ledger.record(Sample.run(scenario: name))
    #expect(try ledger.latest(scenario: name, variant: nil)?.summary.scenario == name)
  }

  @Test(arguments: [
    (["XDG_DATA_HOME": "/data", "HOME": "/home/ada"], "/data/outlay/ledger.sqlite"),
    (["XDG_DATA_HOME": "relative", "HOME": "/home/ada"], nil), (["HOME": "/home/ada"], nil),
  ])
  func `the ledger lies in the user's data folder`(environment: [String: String], expected: String?) throws {
    let path = try Ledger.defaultPath(environment: environment)
    // XDG Base Directory Specification: a relative XDG_DATA_HOME is ignored.
    if let expected { #expect(path == expected) } else { #expect(path.hasPrefix(environment["HOME"] ?? "?")) }
    #expect(path.hasSuffix("/outlay/ledger.sqlite"))
  }

  @Test func `without a home the ledger has no place`() {
    #expect(throws: Problem.self) { try Ledger.defaultPath(environment: [:]) }
  }
}
