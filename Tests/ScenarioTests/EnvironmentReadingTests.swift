import Quantities
import Scenario
import Testing

struct EnvironmentReadingTests {
  static let base = """
    outlay: 1
    regions: [eastus2, westeurope]
    populations: [ { name: all, users: 1000, near: eastus2 }, { name: others, users: 10, near: japaneast } ]
    journeys:
      page: { perUser: 20 /day, visits: { app-service: { calls: 1 } } }
      bulk: { volume: 240 /day, visits: { app-service: { calls: 1 } } }
    components: { app-service: { plan: P1v3, min: 2 }, sql-database: {} }
    budgets: [ { name: all, amount: 10 } ]
    tags: { owner: me }
    """

  @Test func `a scenario without environments is none`() throws {
    let scenario = try read(Self.base)
    #expect(scenario.environment == nil && scenario.others.isEmpty)
  }

  @Test func `the one called prod keeps plain names, else the first`() throws {
    func names(_ list: String) throws -> [String] {
      let scenario = try read(Self.base + "\nenvironments: " + list)
      return ([scenario] + scenario.others).map { ($0.environment?.name ?? "") + ($0.environment?.suffix ?? "") }
    }
    #expect(try names("[dev, test, prod]") == ["prod", "dev@dev", "test@test"])
    #expect(try names("[dev, { name: test }]") == ["dev", "test@test"])
  }

  @Test func `each environment is the whole scenario with what differs there`() throws {
    let scenario = try read(
      Self.base + """

        environments:
          - name: prod
          - name: dev
            scale: 10 %
            hours: 7:30 - 18:00
            days: mon-thu, sat
            timezone: Europe/Berlin
            outside: removed
            prices: dev-test
            regions: [westeurope]
            populations: [ { name: others, users: 50 } ]
            journeys: { bulk: off }
            components: { app-service: { plan: B1, min: 1 }, cosmos-db: {} }
        """)
    #expect(scenario.populations.map(\.users) == [1000, 10] && scenario.regions == ["eastus2", "westeurope"])
    #expect(scenario.budgets.count == 1 && scenario.tags.count == 1)
    let dev = try #require(scenario.others.first)
    let stated = try #require(dev.environment)
    #expect(stated.scale == 0.1 && stated.outside == .removed && stated.prices == .devTest)
    #expect(stated.hours?.text == "07:30-18:00 mon-thu, sat Europe/Berlin")
    #expect(dev.populations.map(\.users) == [100, 5] && dev.regions == ["westeurope"])
    #expect(dev.journeys.map(\.name) == ["page"])
    #expect(dev.instances.map(\.name) == ["app-service", "sql-database", "cosmos-db", "bandwidth"])
    #expect(dev.budgets.isEmpty && dev.tags.isEmpty && dev.environment?.isMain == false)
  }

  @Test func `the scale holds for stated volumes too`() throws {
    let scenario = try read(Self.base + "\nenvironments: [ prod, { name: dev, scale: 50 % } ]")
    #expect(scenario.journeys.last?.volume == 10)
    #expect(scenario.others.first?.journeys.last?.volume == 5)
  }

  @Test func `a variant lays over environments by name`() throws {
    let yaml =
      Self.base + """

        environments: [ { name: prod }, { name: dev, scale: 10 % } ]
        variants: { larger: { environments: [ { name: dev, scale: 20 % } ] }, alone: { environments: off } }
        """
    #expect(try read(yaml, variant: "larger").others.first?.environment?.scale == 0.2)
    #expect(try read(yaml, variant: "alone").environment == nil)
  }

  @Test func `visits to what an environment switches off are dropped there`() throws {
    let scenario = try read(
      Self.base.replacing("visits: { app-service: { calls: 1 } }", with: "visits: { sql-database: { reads: 1 } }")
        + "\nenvironments: [ prod, { name: dev, components: { sql-database: off } } ]")
    #expect(scenario.journeys.first?.visits.count == 1)
    #expect(scenario.others.first?.journeys.first?.visits.isEmpty == true)
  }

  @Test func `days wrap around the week`() throws {
    let scenario = try read(Self.base + "\nenvironments: [ { name: dev, days: fri-mon } ]")
    #expect(scenario.environment?.hours?.days == [true, false, false, false, true, true, true])
  }

  @Test(arguments: [
    Fault.below("environments: { dev: {} }\n", "3:15", "takes a list", "a mapping"),
    .below("environments: [ { scale: 10 % } ]\n", "3:17", "no `name`"),
    .below("environments: [ dev, { name: dev } ]\n", "3:30", "second environment", "`dev`"),
    .below("environments: [ \"a b\" ]\n", "3:17", "can't name"),
    .below("environments: [ { name: dev, scale: 2000 % } ]\n", "3:37", "between"),
    .below("environments: [ { name: dev, hours: 8-18 } ]\n", "3:37", "08:00-18:00", "`8-18`"),
    .below("environments: [ { name: dev, hours: 08:00-08:00 } ]\n", "3:37", "same time"),
    .below("environments: [ { name: dev, hours: 08:00-25:00 } ]\n", "3:37", "08:00-18:00"),
    .below("environments: [ { name: dev, days: mon-son } ]\n", "3:36", "mon-fri", "`mon-son`"),
    .below("environments: [ { name: dev, days: mon, timezone: Europe/Berln } ]\n", "3:51", "did you mean"),
    .below("environments: [ { name: dev, timezone: UTC } ]\n", "3:40", "needs `hours` or `days`"),
    .below("environments: [ { name: dev, outside: removed } ]\n", "3:39", "needs `hours` or `days`"),
    .below("environments: [ { name: dev, hours: 08:00-18:00, outside: gone } ]\n", "3:59", "stopped, removed"),
    .below("environments: [ { name: dev, prices: cheap } ]\n", "3:38", "standard, dev-test"),
    .below("environments: [ { name: dev, budgets: [] } ]\n", "3:30", "no key `budgets`"),
    .below(
      "environments: [ prod, { name: dev, regions: [eastus3] } ]\n", "3:46", "in the environment `dev`", "`eastus3`"),
    .below(
      "environments: [ prod, { name: dev, components: { app-service: { paln: B1 } } } ]\n", "3:65",
      "in the environment `dev`", "did you mean `plan`?"),
    .below(
      "environments: [ prod, { name: dev, regions: [eastus2], components: { app-service: { region: westeurope } } } ]\n",
      "3:93", "in the environment `dev`", "`westeurope`"),
  ])
  func `a fault of an environment is told with its place`(fault: Fault) {
    check(fault)
  }

  @Test(arguments: [
    Fault.below("components: { app-service: { overrides: [eastus2] } }\n", "3:41", "mapping from regions"),
    .below("components: { app-service: { overrides: { eastus9: {} } } }\n", "3:43", "`eastus9`", "none of the"),
    .below("components: { app-service: { overrides: { westeurope: P1v3 } } }\n", "3:55", "mapping of settings"),
    .below(
      "components: { app-service: { overrides: { westeurope: { paln: B1 } } } }\n", "3:57", "did you mean `plan`?"),
    .below("components: { app-service: { overrides: { westeurope: { min: -1 } } } }\n", "3:62", "between"),
    .below("components: { app-service: { overrides: { westeurope: { region: eastus2 } } } }\n", "3:57", "can't differ"),
    .below(
      "components: { app-service: { regions: [eastus2], overrides: { westeurope: { min: 1 } } } }\n", "3:63",
      "doesn't stand in westeurope"),
    .below(
      "components: { app-service: { min: 3, overrides: { westeurope: { max: 2 } } } }\n", "3:63",
      "`app-service` in westeurope", "`min` is above `max`"),
    .below("components: { traffic-manager: { overrides: { eastus2: {} } } }\n", "3:45", "stands in no region"),
  ])
  func `a fault of a region's own settings is told with its place`(fault: Fault) {
    check(fault)
  }

  @Test(arguments: [
    Fault.below("oneOff: { name: x }\n", "3:9", "takes a list"),
    .below("oneOff: [ { name: x, amount: 5 } ]\n", "3:11", "no `at`"),
    .below("oneOff: [ { name: x, at: 2027-01 } ]\n", "3:11", "`visits`, an `amount`, or both"),
    .below("oneOff: [ { name: x, at: soon, amount: 5 } ]\n", "3:26", "a moment", "`soon`"),
    .below("oneOff: [ { name: x, at: 2027-13, amount: 5 } ]\n", "3:26", "a moment"),
    .below("oneOff: [ { name: x, at: 2026-12, amount: 5 } ]\n", "3:26", "outside the horizon"),
    .below("oneOff: [ { name: x, at: 2028-01-01, amount: 5 } ]\n", "3:26", "outside the horizon"),
    .below("oneOff: [ { name: x, at: 2027-01, amount: -5 } ]\n", "3:43", "amount of money"),
    .below("oneOff: [ { name: x, at: 2027-01, amount: 5, for: 1 h } ]\n", "3:51", "has none"),
    .below("oneOff: [ { name: x, at: 2027-01, amount: 5, until: 2027-02-01 } ]\n", "3:53", "`per: month`"),
    .below("oneOff: [ { name: x, at: 2027-02, amount: 5, per: month, until: 2027-01-01 } ]\n", "3:65", "before `at`"),
    .below(
      "environments: [prod, dev]\noneOff: [ { name: x, at: 2027-01, amount: 5, environment: devv } ]\n", "4:59",
      "no environment `devv`", "did you mean `dev`?"),
    .below("oneOff: [ { name: x, at: 2027-01, amount: 5, per: year } ]\n", "3:51", "once, month"),
    .below(
      "components: { app-service: {} }\noneOff: [ { name: app-service, at: 2027-01, amount: 5 } ]\n", "4:19",
      "is a component already"),
    .below(
      "components: { app-service: {} }\noneOff: [ { name: x, at: 2027-01, visits: { app-service: { calls: 5 } } } ]\n",
      "4:43", "needs `for`"),
    .below(
      "components: { app-service: {} }\n"
        + "oneOff: [ { name: x, at: 2027-01, for: 1 h, visits: { app-servce: { calls: 5 } } } ]\n",
      "4:55", "did you mean `app-service`?"),
    .below(
      "components: { app-service: {} }\n"
        + "oneOff: [ { name: x, at: 2027-12-31, for: 48 h, visits: { app-service: { calls: 5 } } } ]\n",
      "4:26", "outside the horizon"),
  ])
  func `a fault of a one-off cost is told with its place`(fault: Fault) {
    check(fault)
  }

  private func check(_ fault: Fault) {
    let found = problems(in: fault.yaml)
    #expect(
      found.contains { line in
        line.hasPrefix("s.yaml:\(fault.place): error:") && fault.words.allSatisfy(line.contains)
      }, "\(found)")
  }
}
