import Foundation
import Quantities
import Testing

/// Environments, one-off costs and regions' own settings through the real binary.
@Suite struct EnvironmentTests {
  static let yaml = """
    outlay: 1
    name: Three environments
    horizon: { start: 2027-01-01, months: 1 }
    regions: [ { name: eastus2 }, { name: westeurope } ]
    populations: [ { name: all, users: 10_000, near: eastus2 } ]
    journeys:
      page: { perUser: 20 /day, visits: { app-service: { calls: 1, cpu: 25 ms, out: 120 KB } } }
    components:
      app-service: { plan: P1v3, min: 2, overrides: { westeurope: { min: 1, max: 4 } } }
      openai: { region: eastus2 }
    environments:
      - { name: prod }
      - name: dev
        scale: 10 %
        hours: 08:00-18:00
        days: mon-fri
        timezone: Europe/Berlin
        outside: removed
        regions: [ eastus2 ]
        components: { app-service: { min: 1, max: 1, plan: B1 } }
    oneOff:
      - { name: embedding, at: 2027-01-04T20:00, for: 10 h, visits: { openai: { tokensIn: 500 M tokens } } }
      - { name: partner, at: 2027-01-20, amount: 5_000 }
    tags: { costCentre: data, environment: all }
    """

  struct Tagged: Decodable {
    struct Line: Decodable {
      var id: String
      var instance: String
      var quantity: String
      var amount: String?
      var priceType: String
      var tags: [String: String]
    }
    struct Environment: Decodable {
      var name: String
      var total: String
      var openHours: Double
    }
    var lines: [Line]
    var environments: [Environment]
    var total: String
  }

  @Test func `a run bills every environment on one bill`() throws {
    let sandbox = try Sandbox(["e.yaml": Self.yaml])
    let ended = try sandbox.outlay(["run", "e.yaml", "--out", "r", "--ledger", "l.sqlite"])
    #expect(ended.status == 0, "\(ended.stderr)")
    #expect(ended.stdout.contains("Cost by environment"))
    let report = try JSONDecoder().decode(Tagged.self, from: Data(try sandbox.read("r/report.json").utf8))
    // 21 weekdays of January 2027 with ten hours each.
    let dev = try #require(report.lines.first { $0.instance == "app-service@dev" })
    #expect(dev.quantity == "210.000000000" && dev.tags == ["costCentre": "data", "environment": "dev"])
    let west = try #require(report.lines.first { $0.id.hasPrefix("app-service/") && $0.id.contains("/westeurope/") })
    #expect(west.quantity == "744.000000000" && west.tags["environment"] == "prod")
    let partner = try #require(report.lines.first { $0.instance == "partner" })
    #expect(partner.amount == "5000.000000000000" && partner.priceType == "Stated")
    #expect(partner.tags["environment"] == "all")
    let named = report.environments.compactMap { Money(decimal: $0.total) }.reduce(Money.zero, +)
    #expect(Money(decimal: report.total).map { $0 - named } == Money(decimal: "5000"))
    let html = try sandbox.read("r/report.html")
    #expect(html.contains("Cost by environment") && html.contains("app-service@dev"))
    #expect(try sandbox.read("r/lines.csv").contains("costCentre=data;environment=dev"))
    #expect(try sandbox.outlay(["history", "--ledger", "l.sqlite"]).stdout.contains("Three environments"))
    // Without dev the others' lines are the same, to the last digit and name, but where a free grant is shared.
    let alone = Self.yaml.replacing("  - { name: prod }\n", with: "")
    let start = try #require(alone.range(of: "environments:\n")?.lowerBound)
    let end = try #require(alone.range(of: "oneOff:")?.lowerBound)
    try sandbox.write(alone.replacingCharacters(in: start..<end, with: ""), to: "alone.yaml")
    let before = try sandbox.report("alone.yaml").lines.filter { $0.kind == "app-service" || $0.kind == "openai" }
    let after = Dictionary(uniqueKeysWithValues: report.lines.map { ($0.id, $0.amount) })
    #expect(!before.isEmpty)
    for line in before { #expect(after[line.id] == line.amount) }
  }

  @Test func `explain follows lines of an environment, a region's own settings and stated costs`() throws {
    let sandbox = try Sandbox(["e.yaml": Self.yaml])
    func explain(_ line: String) throws -> String {
      let ended = try sandbox.outlay(["explain", "e.yaml", line])
      #expect(ended.status == 0, "\(ended.stderr)")
      return ended.stdout.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
    let dev = try explain("app-service@dev")
    #expect(dev.contains("dev: 10 % of the demand") && dev.contains("08:00-18:00 mon-fri Europe/Berlin"))
    #expect(dev.contains("plan B1"))
    #expect(try explain("app-service/westeurope").contains("min 1 (in westeurope alone)"))
    let partner = try explain("partner")
    #expect(partner.contains("e.yaml:23") && partner.contains("5000.000000000000") && partner.contains("2027-01-20"))
  }

  @Test func `check and compare know environments`() throws {
    let sandbox = try Sandbox(["e.yaml": Self.yaml, "dear.yaml": Self.yaml.replacing("plan: B1", with: "plan: P1v3")])
    #expect(try sandbox.outlay(["run", "e.yaml", "--out", "r", "--no-ledger", "--quiet"]).status == 0)
    let check = ["check", "dear.yaml", "--baseline", "r/report.json", "--max-increase-amount", "0"]
    #expect(try sandbox.outlay(check).status == 3)
    let compared = try sandbox.outlay(["compare", "r/report.json", "dear.yaml"])
    #expect(compared.status == 0 && compared.stdout.contains("app-service@dev"))
  }

  @Test func `validate tells what is wrong in one environment, and where`() throws {
    let sandbox = try Sandbox(["e.yaml": Self.yaml.replacing("plan: B1", with: "plan: B9")])
    let ended = try sandbox.outlay(["validate", "e.yaml"])
    #expect(ended.status == 2)
    #expect(ended.stderr.contains("e.yaml:20:56: error: in the environment `dev`: `plan` takes one of"))
  }
}
