import Components
import Foundation
import Quantities
import Scenario
import Testing

/// A scenario with every section; its figures are those of the worked scenario where that has the section.
let sample = """
  outlay: 1
  name: "Worked <scenario> & more"
  horizon: { start: 2027-01-01, months: 2, step: 1h }
  prices: { asOf: 2026-08-15, overlay: prices.csv }
  regions: [ { name: eastus2 }, westeurope ]
  routing: { method: performance, ttl: 60 s, probe: { every: 30 s, timeout: 10 s, tolerate: 3 } }
  traffic:
    dispersion: 0
    noise: { daily: 5 %, hourly: 10 %, persistence: 0.5 }
    campaigns: [ { from: 2027-01-26, for: 4 d, factor: 3 }, { from: 2027-02-01T06:30, for: 90 min, factor: 0.5 } ]
  populations:
    - name: americas
      users: 60_500
      timezone: America/New_York
      near: eastus2
      growth: 3 %/month
      access: 15 ms
      shape:
        hours: [1, 1, 1, 1, 1, 1, 2, 3, 5, 7, 8, 8, 6, 7, 8, 7, 6, 5, 4, 4, 4, 3, 2, 1]
        weekdays: [10, 10, 10, 10, 9, 4, 3]
    - { name: asia, users: { low: 10, likely: 20, high: 40 }, near: japaneast, shape: home }
  journeys:
    page:
      perUser: 20 /day
      visits:
        traffic-manager: { calls: 0.125 }
        app-service: { calls: 1, cpu: 120 ms, out: 200 KB }
        cosmos-db: { reads: 1, writes: 0.5 }
        databricks: { in: 2 KB }
    chat:
      visits: { app-service: { calls: 1 }, openai: { calls: 1, tokensIn: 400 } }
      volume: 3_600 /h
      prompt: { mean: 1154.7, p50: 1020, p90: 2735 }
      answer: { mean: 211 }
      objective: { p95: 6 s, availability: 99.9 % }
  inference: { mode: batch, entities: 2_000_000, every: 24 h, at: "03:30", cpu: 150 ms }
  retraining: { every: 7 d, at: 02:00 }
  outages: [ { region: westeurope, at: 2027-01-20T14:00, for: 4 h } ]
  components:
    app-service: { os: linux, plan: P1v3, cores: 2, min: 2, max: 12, scaleOut: { cpu: 60 % } }
    cosmos-db: {}
    openai: { region: westeurope }
    databricks: { region: westeurope }
    traffic-manager:
    backend: { kind: app-service, regions: [westeurope], plan: B1 }
  variants:
    small:
      components: { app-service: { plan: P0v3 }, databricks: off }
      journeys: { page: { visits: { databricks: off } } }
    busy: { populations: [ { name: americas, users: 99_000 } ] }
  budgets: [ { name: platform, amount: 60_000.25, per: quarter, alerts: [ 50 % actual, 99.5% forecast ] } ]
  guardrails: { increase: 5 %, increaseAmount: 500, noiseFloor: 10 }
  tags: { costCentre: data-platform, year: 2027 }
  """

struct ReadingTests {
  @Test func `every section reaches the simulation as it stands`() throws {
    let scenario = try read(sample)
    #expect(scenario.name == "Worked <scenario> & more")
    #expect(scenario.horizon.start == Date("2027-01-01") && scenario.horizon.hours == 59 * 24)
    #expect(scenario.prices.asOf == Date("2026-08-15") && scenario.prices.overlay == "prices.csv")
    #expect(scenario.regions == ["eastus2", "westeurope"])
    #expect(scenario.routing.ttl == 60 && scenario.routing.probeEvery == 30)
    #expect(scenario.routing.probeTimeout == 10 && scenario.routing.tolerate == 3)
    #expect(scenario.traffic.dispersion == 0 && scenario.traffic.persistence == 0.5)
    #expect(scenario.traffic.dailyNoise == 0.05 && scenario.traffic.hourlyNoise == 0.1)
    #expect(scenario.traffic.campaigns.map(\.from) == [600, 750.5])  // 25 days; 31 days and 6:30
    #expect(scenario.traffic.campaigns.map(\.hours) == [96, 1.5])
    #expect(
      scenario.inference?.entities == 2_000_000 && scenario.inference?.at == 3.5 && scenario.inference?.cpu == 0.15)
    #expect(scenario.retraining?.every == 168 && scenario.retraining?.at == 2)
    #expect(scenario.outages.map(\.region) == [1] && scenario.outages.map(\.span) == [470..<474])
    #expect(scenario.tags == [.init(name: "costCentre", value: "data-platform"), .init(name: "year", value: "2027")])
    #expect(scenario.variants == ["small", "busy"])
  }

  @Test func `weights are divided by their own mean`() throws {
    let population = try #require(try read(sample).populations.first)
    #expect(population.users == 60_500 && population.growth == 0.03 && population.access == 15)
    #expect(population.hours[9] == 1.75 && population.hours[0] == 0.25)  // the worked scenario's, times 4 in the file
    #expect(population.weekdays == [1.25, 1.25, 1.25, 1.25, 1.125, 0.5, 0.375])
  }

  @Test func `a range stands at its likely value`() throws {
    #expect(try read(sample).populations.last?.users == 20)
  }

  @Test(arguments: DayShape.allCases)
  func `named shapes have mean 1`(_ shape: DayShape) {
    #expect(shape.hours.count == 24 && shape.hours.reduce(0, +) == 24)
    #expect(shape.weekdays.count == 7 && shape.weekdays.reduce(0, +) == 7)
  }

  @Test func `visits are in the unit of the input that they reach`() throws {
    let journey = try #require(try read(sample).journeys.first { $0.name == "page" })
    #expect(journey.perUser.value == 20.0 / 24 && !journey.hasDefaultVisits)
    #expect(journey.visits.map(\.instance) == ["traffic-manager", "app-service", "cosmos-db", "databricks"])
    #expect(journey.visits[1].amounts.map(\.key) == ["calls", "cpu", "out"])
    #expect(journey.visits[1].amounts.map(\.value) == [1, 0.12, 200 / 1e6])  // 120 ms and 200 KB in s and GB
  }

  @Test func `tokens that a visit leaves out are the journey's prompt and answer`() throws {
    let journey = try #require(try read(sample).journeys.first { $0.name == "chat" })
    #expect(journey.volume == 3600 && journey.p95 == 6000 && journey.availability?.value == 99.9 / 100)
    #expect(journey.visits.last?.amounts.map(\.key) == ["calls", "tokensIn", "tokensOut"])
    #expect(journey.visits.last?.amounts.map(\.value) == [1, 400, 211])
  }

  @Test func `a prompt without a mean has that of the lognormal through its percentiles`() throws {
    // exp(ln 1020 + σ²/2), σ = ln(2735/1020)/1.28155, is 1371.6: 19 % above the trace's own mean (architecture §4).
    let yaml = sample.replacing("prompt: { mean: 1154.7, p50", with: "prompt: { p50")
    let mean = try #require(try read(yaml).journeys.first { $0.name == "chat" }?.prompt?.mean)
    #expect(abs(mean.value / 1154.7 - 1.19) < 0.005)
  }

  @Test func `instances stand where their kind and the file say`() throws {
    let scenario = try read(sample)
    let regions = Dictionary(uniqueKeysWithValues: scenario.instances.map { ($0.name, $0.regions) })
    #expect(regions["app-service"] == [0, 1] && regions["backend"] == [1] && regions["databricks"] == [1])
    #expect(regions["openai"] == [1] && regions["traffic-manager"] == [])
    let app = try #require(scenario.instances.first?.component as? AppService)
    #expect(app.plan == .p1v3 && app.cores == 2 && app.min == 2 && app.max == 12 && app.target == 0.6)
    #expect(scenario.instances.first?.mark == Mark(file: "s.yaml", line: 40, column: 3))
  }

  @Test func `a component that is fed and not named appears by itself, unless it is switched off`() throws {
    let bandwidth = try #require(try read(sample).instances.last)
    #expect(bandwidth.name == "bandwidth" && bandwidth.isImplicit && bandwidth.regions == [0, 1])
    let silenced = try read(sample.replacing("  traffic-manager:\n", with: "  traffic-manager:\n  bandwidth: off\n"))
    #expect(!silenced.instances.contains { $0.name == "bandwidth" })
    let unfed = try read("outlay: 1\nregions: [eastus2]\ncomponents: { sql-database: }\n")
    #expect(unfed.instances.map(\.name) == ["sql-database"])
  }

  @Test func `money and thresholds are exact`() throws {
    let scenario = try read(sample)
    let budget = try #require(scenario.budgets.first)
    #expect(budget.amount == Money(decimal: "60000.25") && budget.per == .quarter)
    #expect(budget.alerts == [.init(share: 0.5, basis: .actual), .init(share: 0.995, basis: .forecast)])
    #expect(scenario.guardrails.increase == 0.05 && scenario.guardrails.increaseAmount == Money(decimal: "500"))
    #expect(scenario.guardrails.noiseFloor == Money(decimal: "10"))
  }

  @Test func `two lines are a scenario, everything else has a default`() throws {
    let scenario = try read("outlay: 1\nregions: [eastus2]\n")
    #expect(scenario.horizon.start == Date("2027-01-01") && scenario.horizon.months.count == 12)
    #expect(scenario.horizon.stepsPerHour == 1 && scenario.routing.ttl == 60 && scenario.traffic.dispersion == 1)
    #expect(scenario.inference == nil && scenario.retraining == nil && scenario.instances.isEmpty)
  }

  @Test func `a document that is read again gives the same scenario`() throws {
    let once = try read(sample, variant: "busy")
    let again = try readScenario(
      document: once.document, file: "s.yaml", folder: "", variant: "busy", environment: testEnvironment)
    #expect(again.populations.map(\.users) == once.populations.map(\.users))
    #expect(again.instances.map(\.name) == once.instances.map(\.name) && again.variant == "busy")
  }

  @Test func `a file is loaded with its variant and its folder`() throws {
    try withFolder { folder in
      try Data(sample.utf8).write(to: URL(fileURLWithPath: folder + "/a.yaml"))
      let scenario = try Scenario.load(folder + "/a.yaml#busy", environment: testEnvironment)
      #expect(scenario.folder == folder && scenario.populations.first?.users == 99_000)
      #expect(
        try Scenario.loadAll(folder + "/a.yaml", environment: testEnvironment).map(\.variant) == [nil, "small", "busy"])
      for path in ["/none.yaml", ""] {
        #expect(throws: Problems.self) { try Scenario.load(folder + path, environment: testEnvironment) }
      }
    }
  }

  @Test func `a byte order mark and Windows line ends do no harm`() throws {
    let text = "\u{FEFF}outlay: 1\r\nregions: [eastus2]\r\nname: a*b\r\n"
    #expect(try read(text).name == "a*b")
    #expect(problems(in: text + "nmae: 1\r\n").first?.hasPrefix("s.yaml:4:1:") == true)
  }

  @Test func `aliases stand for what they name`() throws {
    let scenario = try read(
      "outlay: 1\nregions: [&home eastus2]\npopulations:\n  - &p { name: a, users: 5, near: *home }\n"
        + "tags: { a: *home, '*b': '*c' }\n"
    )
    #expect(scenario.populations.first?.near == "eastus2")
    #expect(scenario.tags == [.init(name: "a", value: "eastus2"), .init(name: "*b", value: "*c")])
  }
}
