import Components
import Pricing
import Quantities
import Scenario
import Simulation
import Testing

struct OverrideTests {
  @Test func `a setting differs in one region alone`() throws {
    let outcome = try simulate(
      try EnvironmentTests.scenario(
        """
        components:
          app-service: { plan: P1v3, min: 2, max: 8, overrides: { westeurope: { plan: B1, min: 3, max: off } } }
        """))
    let used = Dictionary(
      outcome.metered.filter { $0.instance == "app-service" }.map { ($0.region, ($0.key, $0.days.reduce(0, +))) }
    ) { first, _ in first }
    // 31 × 24 = 744 hours of January.
    #expect(try #require(used["eastus2"]) == ("appservice.linux.p1v3.instance.hour", 2 * 744))
    #expect(try #require(used["westeurope"]) == ("appservice.linux.b1.instance.hour", 3 * 744))
    // `max: off` leaves the plan's own: a Basic plan stays at its minimum.
    let bounds = outcome.traces.filter { $0.gauge.name == "instances" }.map { $0.bound?.value }
    #expect(bounds == [8, 3])
  }

  // One core at 25 ms: 40/s at most. A second core in one region halves the time of a call with an idle core there.
  @Test func `a region's own settings hold for its response times`() throws {
    func p95(_ overrides: String) throws -> Double {
      let scenario = try readScenario(
        """
        outlay: 1
        horizon: { start: 2027-01-01, months: 1 }
        regions: [eastus2, westeurope]
        populations: [ { name: all, users: 3600, near: westeurope, access: 0 ms } ]
        journeys: { page: { perUser: 1 /h, objective: { p95: 1 s }, visits: { app-service: { calls: 1, cpu: 900 ms } } } }
        components: { app-service: { cores: 1, min: 1, max: 1\(overrides) } }
        """, file: "s.yaml")
      return try #require(try simulate(scenario).responses.first?.p95)
    }
    let plain = try p95("")
    #expect(try p95(", overrides: { eastus2: { min: 4, max: 4 } }") == plain)
    #expect(try p95(", overrides: { westeurope: { min: 4, max: 4 } }") < plain / 2)
  }

  @Test func `overrides in every region with the same settings change nothing`() throws {
    func used(_ overrides: String) throws -> [[Double]] {
      try simulate(
        try EnvironmentTests.scenario(
          """
          journeys: { page: { perUser: 20 /day, visits: { app-service: { cpu: 50 ms }, cosmos-db: { reads: 1, writes: 1 } } } }
          components:
            app-service: { plan: P1v3, max: 4\(overrides) }
            cosmos-db: { throughput: autoscale, max: 4000 RU/s\(overrides.isEmpty ? "" : ", overrides: { westeurope: { max: 4000 RU/s } }") }
          """)
      ).metered.map(\.days)
    }
    #expect(try used("") == used(", overrides: { eastus2: { max: 4 }, westeurope: { plan: P1v3, max: 4 } }"))
  }
}
