import Foundation
import Quantities
import Testing

/// Bad input ends with exit 2, a place in the file and a way to mend it; never with a report.
@Suite struct BadInputTests {
  /// A scenario of nine lines that is right.
  static let right = """
    outlay: 1
    name: Right
    horizon: { start: 2027-01-01, months: 1 }
    regions: [ { name: eastus2 } ]
    populations: [ { name: all, users: 100, near: eastus2 } ]
    journeys:
      page: { perUser: 10 /day }
    components:
      app-service: { plan: P1v3 }
    """

  /// What is replaced in the right scenario, where the error points, and what it says.
  struct Bad: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var old: String
    var new: String
    var place: String
    var says: [String]
    init(_ name: String, _ old: String, _ new: String, at place: String, says: String...) {
      (testDescription, self.old, self.new, self.place, self.says) = (name, old, new, place, says)
    }
  }

  static let cases = [
    Bad("unknown key", "users: 100", "user: 100", at: "5:29", says: "`user`", "did you mean `users`?"),
    Bad("unknown section", "horizon:", "horizn:", at: "3:1", says: "`horizn`", "did you mean `horizon`?"),
    Bad("wrong unit", "10 /day", "10 KB", at: "7:20", says: "`KB`", "/day"),
    Bad("no unit", "10 /day", "10", at: "7:20", says: "no unit", "/day"),
    Bad("negative users", "users: 100", "users: -5", at: "5:36", says: "-5", "between 0 and"),
    Bad("not a number", "users: 100", "users: .nan", at: "5:36", says: "finite number", ".nan"),
    Bad("bare not a number", "users: 100", "users: NaN", at: "5:36", says: "finite number", "NaN"),
    Bad("infinite", "users: 100", "users: .inf", at: "5:36", says: "finite number", ".inf"),
    Bad("too many users", "users: 100", "users: 1e300", at: "5:36", says: "between 0 and"),
    Bad(
      "unknown region", "{ name: eastus2 }", "{ name: eastus22 }", at: "4:20", says: "`eastus22`",
      "did you mean `eastus2`?"),
    Bad(
      "a region of another scenario", "near: eastus2", "near: eastus9", at: "5:47", says: "`eastus9`", "did you mean"),
    Bad("unknown kind", "app-service:", "app-servce:", at: "9:3", says: "`app-servce`", "did you mean `app-service`?"),
    Bad("unknown choice", "P1v3", "P9v9", at: "9:24", says: "P9v9", "one of"),
    Bad("unknown time zone", "near:", "timezone: Europe/Berln, near:", at: "5:51", says: "Europe/Berln"),
    Bad("no such day", "2027-01-01", "2027-02-30", at: "3:19", says: "2027-02-30"),
    Bad(
      "several readers of a flow", "  app-service",
      "  a: { kind: application-insights }\n  b: { kind: application-insights }\n  app-service",
      at: "10:3", says: "`a` and `b`", "keep one"),
    Bad(
      "a visit that two could receive", "  app-service", "  web: { kind: app-service }\n  app-service", at: "7:3",
      says: "`web`", "state its `visits`"),
    Bad("twice the same key", "name: Right", "name: Right\nname: Wrong", at: "", says: "more than once"),
    Bad("no YAML", "regions: [", "regions: [[", at: "", says: "not YAML"),
    Bad("tabs", "  page", "\tpage", at: "7:", says: "tabs"),
    Bad(
      "deep nesting", "name: Right", "tags: " + String(repeating: "[", count: 100) + String(repeating: "]", count: 100),
      at: "2:", says: "64 levels"),
  ]

  @Test(arguments: cases)
  func `a wrong value is told with its place and a way to mend it`(bad: Bad) throws {
    #expect(Self.right.contains(bad.old))
    let sandbox = try Sandbox(["bad.yaml": Self.right.replacingOccurrences(of: bad.old, with: bad.new)])
    for command in [["run", "bad.yaml", "--out", "out", "--no-ledger"], ["validate", "bad.yaml"]] {
      let ended = try sandbox.outlay(command)
      #expect(ended.status == 2)
      #expect(ended.stdout == "" || command[0] == "validate")
      #expect(ended.stderr.contains("bad.yaml:\(bad.place)"), "\(ended.stderr)")
      for text in bad.says { #expect(ended.stderr.contains(text), "\(ended.stderr)") }
      #expect(!sandbox.files.contains("out"))
    }
  }

  @Test func `the right scenario runs`() throws {
    let sandbox = try Sandbox(["right.yaml": Self.right])
    #expect(try sandbox.outlay(["run", "right.yaml", "--no-ledger"]).status == 0)
  }

  @Test func `all that is wrong in a file is told at once`() throws {
    let text = Self.right.replacingOccurrences(of: "users: 100", with: "users: -5")
      .replacingOccurrences(of: "10 /day", with: "10 KB").replacingOccurrences(of: "P1v3", with: "P9v9")
    let sandbox = try Sandbox(["bad.yaml": text])
    let lines = try sandbox.outlay(["validate", "bad.yaml"]).stderr.split(separator: "\n")
    #expect(
      lines.map { $0.prefix(15) } == ["bad.yaml:5:36: e", "bad.yaml:7:20: e", "bad.yaml:9:24: e"].map { $0.prefix(15) })
  }

  @Test func `a file that is no scenario is refused`() throws {
    let bomb =
      "outlay: 1\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
      + (1...9).map { "a\($0): &a\($0) [" + Array(repeating: "*a\($0 - 1)", count: 10).joined(separator: ", ") + "]\n" }
      .joined()
    let sandbox = try Sandbox(["empty.yaml": "", "blank.yaml": "\n  \n# nothing\n", "bomb.yaml": bomb])
    let folder = URL(fileURLWithPath: sandbox.path)
    try Data([0x7F, 0x45, 0x4C, 0x46, 0, 1, 2, 0xFF, 0xFE]).write(to: folder.appendingPathComponent("binary.yaml"))
    try Data([0x61, 0x3A, 0x20, 0xC3, 0x28]).write(to: folder.appendingPathComponent("latin.yaml"))
    try sandbox.write(Self.right + "\n" + String(repeating: "# ten bytes\n", count: 900_000), to: "large.yaml")
    let expected = [
      ("empty.yaml", "outlay: 1"), ("blank.yaml", "outlay: 1"), ("bomb.yaml", "200000 values"),
      ("binary.yaml", "isn't text"),
      ("latin.yaml", "UTF-8"), ("large.yaml", "4 MB"), ("missing.yaml", "there is no"), (".", "folder"),
    ]
    for (file, says) in expected {
      let ended = try sandbox.outlay(["run", file, "--no-ledger"])
      #expect(ended.status == 2, "\(file)")
      #expect(ended.stderr.hasPrefix(file + ":"), "\(ended.stderr)")
      #expect(ended.stderr.contains(says), "\(ended.stderr)")
      #expect(ended.stdout == "", "\(file)")
    }
  }

  @Test(arguments: [
    ("2023-11-16 18:15:50.9951690,x,109", 3, "tokens"), ("2023-11-16 18:15:50.9951690,396", 3, "three columns"),
    ("2023-11-16 18:15:40.0000000,396,109", 3, "order"), ("yesterday,396,109", 3, "a moment such as"),
    ("2023-11-16 18:15:50.9951690,-1,109", 3, "tokens"),
  ])
  func `a broken trace is told with its line`(row: String, line: Int, says: String) throws {
    let sandbox = try Sandbox([
      "trace.csv": "TIMESTAMP,ContextTokens,GeneratedTokens\n2023-11-16 18:15:46.6805900,374,44\n\(row)\n",
      "bad.yaml": Self.right.replacingOccurrences(of: "perUser: 10 /day", with: "trace: { file: trace.csv }"),
    ])
    let ended = try sandbox.outlay(["run", "bad.yaml", "--no-ledger"])
    #expect(ended.status == 2)
    #expect(ended.stderr.hasPrefix("trace.csv:\(line):"), "\(ended.stderr)")
    #expect(ended.stderr.contains(says), "\(ended.stderr)")
  }

  @Test(arguments: [
    (["run", "right.yaml", "--out", "file/below"], "--out"), (["run", "right.yaml", "--out", "file"], "--out"),
    (["run", "right.yaml#none"], "none"), (["run", "right.yaml", "--format", "pdf"], "html, csv, json"),
    (["run", "right.yaml", "--format", "xlsx"], "not written yet"), (["run", "right.yaml", "--seed", "abc"], "abc"),
    (["run", "right.yaml", "--seed=-1"], "-1"), (["run", "right.yaml", "--threads", "0"], "1 to 256"),
    (["run", "right.yaml", "--fail-on", "rain"], "budget, capacity"), (["run"], "<scenarios>"),
    (["run", "right.yaml", "--frob"], "--frob"), (["frob"], "frob"),
    (["run", "right.yaml", "--prices", "none.csv"], "none.csv"),
    (["run", "right.yaml", "--ledger", "file/below"], "--ledger"),
    (["check", "right.yaml", "--baseline", "none.json"], "none.json"),
    (["check", "right.yaml", "--baseline", "empty.json"], "report.json"),
    (["check", "right.yaml", "--baseline", "right.yaml"], "report.json"),
    (["check", "right.yaml", "--baseline", "empty.json", "--max-increase", "much"], "5%"),
    (["check", "right.yaml", "--baseline", "ledger:latest"], "run it once"),
    (["compare", "right.yaml"], "at least two"),
    (["explain", "right.yaml", "app-servce/x"], "no line"), (["components", "nothing"], "nothing"),
    (["estimate", "nothing", "--month", "2027-01"], "outlay components"),
    (["estimate", "cosmos-db", "--month", "2027-13"], "2027-01"),
    (["estimate", "cosmos-db", "--month", "2027-01", "--region", "nowhere"], "nowhere"),
    (["estimate", "cosmos-db", "--month", "2027-01", "--set", "foo=1"], "known keys"),
    (["estimate", "cosmos-db", "--month", "2027-01", "--flow", "foo=1"], "cosmos-reads"),
    (["init", "--size", "huge"], "'medium' or 'large'"), (["advise", "right.yaml", "--goal", "latency"], "cost"),
  ])
  func `wrong usage is told with what would be right`(arguments: [String], says: String) throws {
    let sandbox = try Sandbox(["right.yaml": Self.right, "file": "", "empty.json": "{}"])
    let ended = try sandbox.outlay(arguments)
    #expect(ended.status == 2)
    #expect(ended.stderr.contains(says), "\(ended.stderr)")
    #expect(ended.stdout == "")
  }

  @Test(arguments: [("OUTLAY_SEED", "x"), ("OUTLAY_PRICES", "none.csv")])
  func `a wrong variable of the environment is told`(name: String, value: String) throws {
    let sandbox = try Sandbox(["right.yaml": Self.right])
    let ended = try sandbox.outlay(["run", "right.yaml", "--no-ledger"], environment: [name: value])
    #expect(ended.status == 2)
    #expect(ended.stderr.contains(value))
  }

  @Test func `a missing price leaves a hole in every file and ends with 4`() throws {
    // The embedded price list has six regions; southindia is none of them.
    let sandbox = try Sandbox(["hole.yaml": Self.right.replacingOccurrences(of: "eastus2", with: "southindia")])
    let ended = try sandbox.outlay(["run", "hole.yaml", "--out", "out", "--no-ledger"])
    #expect(ended.status == 4)
    let report = try ReportFile(json: try sandbox.read("out/report.json"))
    #expect(report.exit == 4)
    #expect(!report.complete)
    let holes = report.lines.filter { $0.amount == nil }
    #expect(holes.map(\.meter).contains("appservice.linux.p1v3.instance.hour"))
    for hole in holes {
      #expect(hole.unitPrice == nil)
      #expect(hole.priceRow == nil)
      // The candidates are named: where there would be a price.
      #expect(hole.source.contains("unpriced") && hole.source.contains("eastus2"), "\(hole.source)")
    }
    #expect(ended.stdout.contains("INCOMPLETE"))
    #expect(ended.stdout.contains("lower bound"))
    #expect(try sandbox.read("out/report.html").lowercased().contains("incomplete"))
    #expect(try sandbox.read("out/lines.csv").contains("unpriced"))
    #expect(try sandbox.outlay(["explain", "hole.yaml", holes[0].id]).status == 4)
    // Incompleteness outranks a breached budget.
    #expect(try sandbox.outlay(["check", "hole.yaml", "--baseline", "out/report.json"]).status == 4)
  }

  @Test func `one line without a price does not hide the others`() throws {
    // An overlay takes the place of all rows of a key: with a row for westeurope alone, eastus2 has none.
    let header =
      "meter_key,service_name,product_name,sku_name,meter_name,meter_id,arm_region,unit_of_measure,tier_min_units,"
      + "price_usd,currency,price_type,term,effective_date,effective_until,confidence,source,note"
    let sandbox = try Sandbox([
      "hole.yaml": Self.right + "\nprices: { overlay: own.csv }",
      "own.csv": header
        + "\nla.analytics.ingestion,Log Analytics,Log Analytics,Analytics Logs,Analytics Logs Data Ingestion,,"
        + "westeurope,1 GB,0,2.99,USD,Consumption,,,,high,ours,\n",
    ])
    let report = try sandbox.report("hole.yaml")
    #expect(!report.complete)
    #expect(report.lines.filter { $0.amount == nil }.map(\.meter) == ["la.analytics.ingestion"])
    // The total is the lower bound: 744 h of P1v3 at 0.155.
    #expect(report.amount(of: "app-service").decimal == "115.320000000000")
    #expect(try #require(Money(decimal: report.total)) >= (try #require(Money(decimal: "115.32"))))
  }

  @Test func `strict prices leave out what is only assumed`() throws {
    let sandbox = try Sandbox()
    let path = WorkedScenarioTests.folder + "/scenario.yaml"
    // The price of P1v3 from February 15th is made up for the case: confidence `assumed`.
    let report = try sandbox.report(path, ["--strict-prices"])
    #expect(!report.complete)
    #expect(report.lines.contains { $0.amount == nil && $0.instance == "databricks" })
  }
}
