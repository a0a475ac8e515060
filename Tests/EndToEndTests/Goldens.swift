import Foundation
import Testing

/// The reports in `Reports/` and the schema beside the scenarios are what the binary writes today.
///
/// After a change that is meant: `OUTLAY_REFRESH=1 swift test --filter Goldens`.
@Suite struct Goldens {
  static let refreshes = ProcessInfo.processInfo.environment["OUTLAY_REFRESH"] == "1"
  static let mending = "if the change is meant, refresh with: OUTLAY_REFRESH=1 swift test --filter Goldens"

  /// Compares a text with a golden file, or writes it there if told to refresh.
  static func check(_ text: String, _ path: String) throws {
    if refreshes {
      let file = URL(fileURLWithPath: Repository.root + "/" + path)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file, options: .atomic)
      return
    }
    guard let golden = try? Repository.read(path) else {
      Issue.record("\(path) is missing; \(mending)")
      return
    }
    if let line = Rounded.firstDifference(golden, text) { Issue.record("\(path):\(line) differs; \(mending)") }
  }

  @Test(arguments: ShippedRun.all.keys.sorted())
  func `the reports of the shipped scenarios`(name: String) throws {
    let run = try #require(ShippedRun.all[name]).get()
    for (file, text) in run.files { try Self.check(text, "Reports/\(name)/\(file)") }
    try Self.check(run.terminal, "Reports/\(name)/terminal.txt")
  }

  @Test func `Fabric against Data Factory and Databricks, side by side`() throws {
    let sandbox = try Sandbox()
    let compared = try sandbox.outlay(["compare", "Scenarios/fabric.yaml", "--variants"], in: Repository.root)
    try Self.check(compared.stdout, "Reports/fabric/compare.txt")
  }

  @Test func `the schema that editors complete scenarios with`() throws {
    let sandbox = try Sandbox()
    try Self.check(try sandbox.outlay(["schema"]).stdout, "Scenarios/.outlay.schema.json")
  }

  @Test func `every shipped scenario points at the schema`() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Repository.root + "/Scenarios")
    let scenarios = files.filter { $0.hasSuffix(".yaml") }
    #expect(scenarios.count == ShippedRun.all.count)
    for file in scenarios {
      let first = try Repository.read("Scenarios/" + file).prefix { $0 != "\n" }
      #expect(first == "# yaml-language-server: $schema=.outlay.schema.json", "\(file)")
    }
  }

  @Test(.disabled(if: refreshes)) func `the reports stay small`() throws {
    var bytes = 0
    for name in ShippedRun.all.keys {
      for file in try FileManager.default.contentsOfDirectory(atPath: Repository.root + "/Reports/" + name) {
        let size = try Data(contentsOf: URL(fileURLWithPath: "\(Repository.root)/Reports/\(name)/\(file)")).count
        #expect(size < 1_000_000, "\(name)/\(file)")
        bytes += size
      }
    }
    #expect(bytes < 6_000_000)
  }

  @Test(arguments: [
    ("cost 12,345.67 USD", "cost 12,345.68 USD", true), ("cost 12,345.67 USD", "cost 12,345.70 USD", false),
    ("2027-01-20", "2027-01-21", false), ("\"a\" 1.000000000001", "\"a\" 1.000000000002", true), ("x 5", "y 5", false),
    ("744 h", "745 h", false), ("1000000001", "1000000002", true), ("a\nb", "a", false),
  ])
  func `texts are compared at their printed rounding`(a: String, b: String, agrees: Bool) {
    #expect((Rounded.firstDifference(a, b) == nil) == agrees)
  }
}
