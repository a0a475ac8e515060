import Analysis
import Pricing
import Quantities
import Scenario
import Testing

struct EnvironmentBillTests {
  private static func run(_ sections: String, months: Int = 1) throws -> Pipeline.Run {
    let scenario = try readScenario(
      """
      outlay: 1
      horizon: { start: 2027-01-01, months: \(months) }
      regions: [eastus2]
      populations: [ { name: all, users: 100, near: eastus2 } ]
      \(sections)
      """, file: "s.yaml")
    return try Pipeline(book: try .embedded()).run(scenario)
  }

  private static func sum(_ lines: [Line]) -> Money { lines.reduce(.zero) { $0 + ($1.amount ?? .zero) } }

  // 744 h of January: production sends 1 GB an hour, dev a tenth: 744 + 74.4 GB. The first 100 GB of the account's zone are
  // free once, not once per environment (Microsoft's bandwidth prices).
  @Test func `the free grant is shared by all environments`() throws {
    let bill = try Self.run(
      """
      journeys: { page: { volume: 1 /h, visits: { app-service: { calls: 1, out: 1 GB } } } }
      components: { app-service: {} }
      environments: [ prod, { name: dev, scale: 10 % } ]
      """
    ).report.bill
    let sent = bill.lines.filter { $0.kind == "bandwidth" }
    let free = sent.filter { $0.unitPrice == .zero }
    #expect(Set(free.map(\.instance)) == ["bandwidth", "bandwidth@dev"])
    #expect(free.reduce(0) { $0 + $1.quantity.nano } == 100 * 1_000_000_000)
    #expect(sent.reduce(0) { $0 + $1.quantity.nano } == 818_400_000_000)
  }

  @Test func `totals by environment are the bill`() throws {
    let report = try Self.run(
      """
      journeys: { page: { perUser: 20 /day, visits: { app-service: { calls: 1, cpu: 25 ms }, cosmos-db: { reads: 1 } } } }
      components: { app-service: { min: 2 }, cosmos-db: {} }
      environments:
        - prod
        - { name: dev, scale: 10 %, hours: 08:00-18:00, days: mon-fri, outside: removed, components: { app-service: { min: 1 } } }
      oneOff: [ { name: partner, at: 2027-01-07, amount: 5_000 } ]
      """, months: 2
    ).report
    #expect(report.environments.map(\.name) == ["prod", "dev"])
    let named = report.environments.reduce(Money.zero) { $0 + $1.total }
    #expect(named + Money(pico: 5_000 * 1_000_000_000_000) == report.total)
    for environment in report.environments {
      #expect(environment.months.reduce(Money.zero, +) == environment.total)
      let lines = report.bill.lines.filter { report.environment(of: $0) == environment.name }
      #expect(Self.sum(lines) == environment.total)
    }
    // 210 + 200 hours: 21 weekdays of January, 20 of February.
    #expect(report.environments[1].openHours == 410)
    let line = try #require(report.bill.lines.first { $0.instance == "app-service@dev" })
    #expect(line.id == "app-service@dev/\(line.meter)/eastus2/2027-01/0")
    #expect(line.quantity.nano == 210 * 1_000_000_000)
    #expect(report.tags(of: line).contains { $0 == ("environment", "dev") })
    #expect(report.capacity.contains { $0.instance == "app-service@dev" })
    #expect(report.demand.map(\.journey) == ["page", "page@dev"])
    #expect(report.environments[1].goesOn == ["cosmos-db@dev"])
    let rule = try #require(report.assumptions.first { $0.key == "cosmos-db@dev outside the hours" })
    #expect(rule.value == "goes on")
  }

  // 100 users ask 500 times an hour for 100 ms of a core: 1.39 cores, of eight and of one.
  @Test func `an objective is held in each environment`() throws {
    let report = try Self.run(
      """
      journeys: { page: { perUser: 500 /h, visits: { app-service: { cpu: 100 ms } }, objective: { p95: 1 s } } }
      components: { app-service: { cores: 1, min: 8, max: 8 } }
      environments: [ prod, { name: dev, components: { app-service: { min: 1, max: 1 } } } ]
      """
    ).report
    #expect(report.objectives.map(\.journey) == ["page", "page@dev"])
    #expect(report.alerts.contains { $0.kind == "objective" && $0.subject == "page@dev" })
    #expect(report.alerts.contains { $0.kind == "capacity" && $0.subject == "app-service@dev/eastus2/instancesNeeded" })
  }

  // 5,000 once; 300 a month from the 16th on: 16 of January's 31 days, then all of February.
  @Test func `stated costs are lines of the bill, to the last digit`() throws {
    let run = try Self.run(
      """
      oneOff:
        - { name: partner, at: 2027-01-31, amount: 5_000 }
        - { name: licences, at: 2027-01-16, amount: 300, per: month }
        - { name: people, at: 2027-01, amount: 1_000, per: month, until: 2027-02-14 }
      budgets: [ { name: all, amount: 6_000, per: month, alerts: [ 100 % actual ] } ]
      """, months: 2)
    let report = run.report
    let amounts = Dictionary(uniqueKeysWithValues: report.bill.lines.map { ($0.id, $0.amount?.decimal ?? "") })
    #expect(
      amounts == [
        "partner/stated/Global/2027-01/0": "5000.000000000000",
        "licences/stated/Global/2027-01/0": "154.838709677419",
        "licences/stated/Global/2027-02/0": "300.000000000000",
        "people/stated/Global/2027-01/0": "1000.000000000000",
        "people/stated/Global/2027-02/0": "500.000000000000",
      ])
    // 5,000 and the last day of January: a 31st of 300 and of 1,000.
    #expect(abs(report.days[30].approximate - (5_000 + 1_300.0 / 31)) < 1e-9)
    #expect(report.days.reduce(Money.zero, +) == report.total)
    #expect(report.alerts.map(\.crossedAt) == ["2027-01-31"])
    #expect(report.isComplete)
    let line = try #require(report.bill.lines.first { $0.instance == "partner" })
    #expect(line.source == "s.yaml:6" && line.priceType == "Stated" && line.row == nil)
  }

  @Test func `a scenario without environments says nothing of them`() throws {
    let report = try Self.run("components: { app-service: {} }").report
    #expect(report.environments.isEmpty)
    #expect(report.bill.lines.allSatisfy { report.environment(of: $0) == nil })
  }
}
