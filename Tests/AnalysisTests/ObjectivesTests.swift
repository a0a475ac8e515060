import Analysis
import Quantities
import Scenario
import Simulation
import Testing

struct ObjectivesTests {
  /// Two months of a journey that visits nothing: its response time is the access latency, 20 ms.
  static func scenario(p95: Quantity<Millisecond>?, availability: Quantity<Share>? = nil) -> Scenario {
    var scenario = Scenario()
    scenario.horizon = Horizon(start: Date(number: 20_819), months: 2)  // 2027-01-01
    scenario.regions = ["eastus2"]
    var population = Scenario.Population()
    population.users = 100
    population.near = "eastus2"
    scenario.populations = [population]
    var journey = Scenario.Journey()
    journey.name = "page"
    journey.perUser = 1
    journey.p95 = p95
    journey.availability = availability
    scenario.journeys = [journey]
    return scenario
  }

  @Test func `an objective that holds raises no alert`() throws {
    let scenario = Self.scenario(p95: 25)
    let (rows, alerts) = objectives(scenario, try simulate(scenario))
    let row = try #require(rows.first)
    #expect(row.journey == "page" && row.metric == "p95" && row.target == 25 && row.met && row.over == 0)
    #expect(abs(row.value - 20) < 1e-9)
    #expect(rows.count == 1 && alerts.isEmpty)
  }

  @Test func `a missed objective warns from the first day of its first month`() throws {
    let scenario = Self.scenario(p95: 25)
    var outcome = try simulate(scenario)
    outcome.responses[1].p95 = 30.04
    outcome.responses[1].over = 0.5
    outcome.responses[0].served = 300
    outcome.responses[1].served = 100
    let (rows, alerts) = objectives(scenario, outcome)
    let row = try #require(rows.first)
    #expect(!row.met && row.value == 30.04 && row.worstMonth == "2027-02")
    // 100 requests of 400, half of them above.
    #expect(abs(row.over - 0.125) < 1e-12)
    let alert = try #require(alerts.first)
    #expect(alert.kind == "objective" && alert.severity == .warning && alert.subject == "page")
    #expect(alert.limit == "25" && alert.value == "30" && alert.crossedAt == "2027-02-01" && alert.notifiedAt == "")
    #expect(alert.message.contains("1 of 2 months"))
  }

  @Test func `saturation is said in words`() throws {
    let scenario = Self.scenario(p95: 25)
    var outcome = try simulate(scenario)
    outcome.responses[0].p95 = .infinity
    let (rows, alerts) = objectives(scenario, outcome)
    #expect(rows.first?.value == .infinity && rows.first?.met == false)
    #expect(alerts.first?.value == "Infinity")
    #expect(alerts.first?.message.contains("saturated") == true)
  }

  // 1 of 400 requests of the second month: 99.75 %.
  @Test func `availability is the worst month's share of answered requests`() throws {
    let scenario = Self.scenario(p95: nil, availability: 0.999)
    var outcome = try simulate(scenario)
    outcome.responses[0].served = 400
    outcome.responses[1].served = 399
    outcome.responses[1].lost = 1
    let (rows, alerts) = objectives(scenario, outcome)
    #expect(rows.first?.metric == "availability" && rows.first?.value == 99.75 && rows.first?.met == false)
    #expect(rows.first?.over == 1.0 / 800)
    #expect(alerts.first?.value == "99.75" && alerts.first?.limit == "99.9" && alerts.first?.crossedAt == "2027-02-01")
  }

  @Test func `no requests, no objective`() throws {
    var scenario = Self.scenario(p95: 25)
    scenario.populations[0].users = 0
    #expect(objectives(scenario, try simulate(scenario)).0.isEmpty)
  }
}
