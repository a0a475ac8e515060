import Components
import Pricing
import Quantities
import Scenario
import Simulation
import Testing

struct EnvironmentTests {
  /// A scenario of one region, January 2027 unless told, with sections below.
  static func scenario(_ sections: String, months: Int = 1) throws -> Scenario {
    try readScenario(
      """
      outlay: 1
      horizon: { start: 2027-01-01, months: \(months) }
      regions: [eastus2, westeurope]
      populations: [ { name: all, users: 10_000, near: eastus2, timezone: Europe/Berlin, shape: office } ]
      \(sections)
      """, file: "s.yaml")
  }

  /// What an instance used of a meter in all.
  static func sum(_ outcome: Outcome, _ instance: String, _ meter: String) -> Double {
    outcome.all.flatMap(\.metered).filter { $0.instance == instance && $0.meter.name == meter }
      .flatMap(\.days).reduce(0, +)
  }

  // January 2027 begins on a Friday: 5 Fridays and 4 of each other weekday, 21 × 10 h = 210 h. Berlin is an hour ahead of
  // UTC all month, so no stretch crosses its ends.
  @Test func `a plan that is removed outside ten hours of weekdays stands for 210 hours of January`() throws {
    let outcome = try simulate(
      try Self.scenario(
        """
        components: { app-service: { region: eastus2, min: 1, max: 1 } }
        environments:
          - prod
          - { name: dev, hours: 08:00-18:00, days: mon-fri, timezone: Europe/Berlin, outside: removed }
        """))
    #expect(Self.sum(outcome, "app-service@dev", "instance-hours") == 210)
    #expect(Self.sum(outcome, "app-service", "instance-hours") == 744)
    #expect(outcome.others.first?.openHours == 210)
  }

  // March 2027: 23 weekdays, summer time from the 28th on; 2027 has 261 weekdays.
  @Test func `ten hours of weekdays are 2,610 hours of a year, clock changes and all`() throws {
    let outcome = try simulate(
      try Self.scenario(
        """
        components: { app-service: { region: eastus2, min: 1, max: 1 } }
        environments:
          - { name: dev, hours: 08:00-18:00, days: mon-fri, timezone: Europe/Berlin, outside: removed }
        """, months: 12))
    #expect(Self.sum(outcome, "app-service", "instance-hours") == 2610)
    let march = outcome.metered.filter { $0.meter.name == "instance-hours" && $0.month.name == "2027-03" }
    #expect(march.flatMap(\.days).reduce(0, +) == 230)
  }

  // Half an hour of each of 21 days is cut off: 21 × 9.5. Past midnight: 21 nights that begin in January, the last on
  // Friday the 29th, × 8, and the six hours that the night of Thursday, 31 December still has.
  @Test(arguments: [("08:30-18:00", 199.5), ("22:00-06:00", 174.0)])
  func `hours begin at any minute and go past midnight`(hours: String, expected: Double) throws {
    let outcome = try simulate(
      try Self.scenario(
        """
        components: { virtual-machines: { count: 1 } }
        environments: [ { name: dev, hours: \(hours), days: [mon-fri] } ]
        """))
    #expect(Self.sum(outcome, "virtual-machines", "machine-hours") == expected)
  }

  // A plan whose apps are stopped is billed all 744 hours, a deallocated machine is not.
  @Test func `what can't be stopped goes on outside the hours`() throws {
    let outcome = try simulate(
      try Self.scenario(
        """
        components:
          app-service: { region: eastus2, min: 1, max: 1 }
          virtual-machines: { count: 2 }
          cosmos-db: { regions: [eastus2], throughput: manual, provisioned: 400 RU/s }
        environments: [ { name: test, hours: 08:00-18:00, days: mon-fri } ]
        """))
    #expect(Self.sum(outcome, "app-service", "instance-hours") == 744)
    #expect(Self.sum(outcome, "virtual-machines", "machine-hours") == 420)
    // 400 RU/s are four units of 100 RU/s.
    #expect(Self.sum(outcome, "cosmos-db", "manual-throughput") == 4 * 744)
  }

  @Test func `a tenth of the demand is a tenth of the tokens`() throws {
    let outcome = try simulate(
      try Self.scenario(
        """
        components: { openai: { region: eastus2 } }
        journeys:
          chat: { perUser: 2 /day, visits: { openai: { calls: 1, tokensIn: 1000, tokensOut: 200 } } }
          batch: { volume: 7 /h, visits: { openai: { calls: 1, tokensIn: 300, tokensOut: 10 } } }
        environments: [ prod, { name: dev, scale: 10 % } ]
        """))
    for meter in ["input-tokens", "output-tokens"] {
      let (prod, dev) = (Self.sum(outcome, "openai", meter), Self.sum(outcome, "openai@dev", meter))
      #expect(prod > 0)
      #expect(abs(dev - prod / 10) < prod * 1e-12)
    }
  }

  // Users of all 24 hours alike: a week has 168 hours, of which it is on for 50.
  @Test func `nobody asks outside the hours`() throws {
    let outcome = try simulate(
      try Self.scenario(
        """
        journeys: { page: { volume: 1 /h, visits: { app-service: { calls: 1, out: 1 GB } } } }
        components: { app-service: { region: eastus2 } }
        environments: [ prod, { name: dev, hours: 08:00-18:00, days: mon-fri } ]
        """))
    // The office's shape and Berlin's clock are the users', so the expected sum is taken hour by hour from production's.
    let served = outcome.requests.reduce(0) { $0 + $1.served }
    let dev = try #require(outcome.others.first).requests.reduce(0) { $0 + $1.served }
    #expect(served > 700 && dev > 210 && dev < served)
    #expect(abs(Self.sum(outcome, "bandwidth@dev", "internet") - dev) < 1e-9)
  }

  @Test func `an environment more changes nothing of the others`() throws {
    let sections = """
      traffic: { noise: { daily: 10 %, hourly: 20 % } }
      journeys: { page: { perUser: 20 /day, visits: { app-service: { calls: 1, cpu: 25 ms, out: 20 KB } } } }
      components: { app-service: { max: 10 } }
      retraining: { every: 7 d }
      """
    func used(_ outcome: Outcome) -> [String: [Double]] {
      Dictionary(outcome.metered.map { ("\($0.instance)/\($0.key)/\($0.region)", $0.days) }) { first, _ in first }
    }
    let alone = used(try simulate(try Self.scenario(sections)))
    let together = used(
      try simulate(
        try Self.scenario(sections + "\nenvironments: [ { name: dev, scale: 50 %, hours: 08:00-18:00 }, prod ]")))
    #expect(!alone.isEmpty && alone == together)
  }

  // Runs are due at 02:00; the environment opens at 08:00 UTC. Five of them begin in January (1, 8, 15, 22, 29, all
  // Fridays), each 0.25 h on a driver and four workers: 6.25 node-hours.
  @Test func `a run that is due at night waits for the morning`() throws {
    let outcome = try simulate(
      try Self.scenario(
        """
        retraining: { every: 7 d, at: "02:00" }
        components: { databricks: { workers: 4, run: { fixed: 15 min } } }
        environments: [ prod, { name: dev, hours: 08:00-18:00, days: mon-fri } ]
        """))
    #expect(Self.sum(outcome, "databricks", "node-hours") == 6.25)
    #expect(Self.sum(outcome, "databricks@dev", "node-hours") == 6.25)
    let trace = try #require(outcome.others.first?.traces.first { $0.gauge.name == "runs" || $0.gauge.slot == 1 })
    #expect(trace.values.firstIndex { $0 > 0 } == 8)
  }

  @Test func `components differ by environment, or are off`() throws {
    let scenario = try Self.scenario(
      """
      journeys:
        page: { perUser: 20 /day, visits: { app-service: { calls: 1 }, sql-database: { reads: 2 }, cosmos-db: { reads: 1 } } }
      components:
        app-service: { plan: P1v3, min: 2, regions: [eastus2, westeurope], overrides: { westeurope: { min: 3 } } }
        sql-database: {}
        cosmos-db: { regions: [eastus2, westeurope] }
      outages: [ { region: westeurope, at: 2027-01-08, for: 4 h } ]
      environments:
        - { name: dev, regions: [eastus2], components: { app-service: { plan: B1, min: 1 }, cosmos-db: off } }
        - prod
      """)
    #expect(scenario.environment?.name == "prod" && scenario.others.map(\.environment?.name) == ["dev"])
    let dev = try #require(scenario.others.first)
    #expect(dev.regions == ["eastus2"] && dev.outages.isEmpty)
    #expect(!dev.instances.contains { $0.name == "cosmos-db" })
    let outcome = try simulate(scenario)
    let keys = Set(outcome.others.flatMap(\.metered).filter { $0.instance == "app-service@dev" }.map(\.key))
    #expect(keys == ["appservice.linux.b1.instance.hour"])
    #expect(Self.sum(outcome, "app-service@dev", "instance-hours") == 744)
    #expect(Self.sum(outcome, "app-service", "instance-hours") == 5 * 744)
    #expect(outcome.others.flatMap(\.metered).allSatisfy { $0.instance.hasSuffix("@dev") && !$0.isDevTest })
  }

  @Test func `licences of the organisation's users are paid once`() throws {
    let sections = """
      components: { entra-id: { p1: { users: 100 } }, azure-devops: { basicUsers: 10 }, virtual-machines: {} }
      environments: [ prod, { name: dev }, { name: test, components: { azure-devops: { basicUsers: 3 } } } ]
      """
    let scenario = try Self.scenario(sections)
    #expect(scenario.instances.map(\.name).contains("entra-id"))
    #expect(scenario.others[0].instances.allSatisfy { $0.name != "entra-id" && $0.name != "azure-devops" })
    #expect(scenario.others[1].instances.contains { $0.name == "azure-devops" })
  }

  @Test func `dev test prices are asked for by environment`() throws {
    let outcome = try simulate(
      try Self.scenario(
        """
        components: { virtual-machines: {} }
        environments: [ prod, { name: dev, prices: dev-test } ]
        """))
    #expect(outcome.metered.allSatisfy { !$0.isDevTest })
    #expect(outcome.others.flatMap(\.metered).contains { $0.meter.name == "machine-hours" && $0.isDevTest })
  }

  /// A misspelt meter in the list of what ceases would silently go on.
  @Test func `every rule of what ceases names a kind and its meters`() {
    for rule in StandBy.all {
      let meters = Set(Blueprint.kind(rule.kind)?.type.meters.map(\.name) ?? [])
      #expect(!meters.isEmpty, "\(rule.kind)")
      for name in rule.stopped + rule.removed { #expect(meters.contains(name), "\(rule.kind): \(name)") }
    }
    // What stands by the hour or the day has a rule.
    for kind in Blueprint.kinds where kind.type.meters.contains(where: { ["h", "d"].contains($0.unit) }) {
      #expect(StandBy.of(kind.name) != nil, "\(kind.name)")
    }
  }
}
