import Pricing
import Quantities
import Scenario
import Simulation
import Testing

struct OneOffTests {
  // 500 M tokens over 10 h from 20:00 on: four hours on 4 January, six on the 5th.
  @Test func `a backfill is spread over its hours`() throws {
    let outcome = try simulate(
      try EnvironmentTests.scenario(
        """
        components: { openai: { region: eastus2 } }
        oneOff:
          - { name: backfill, at: 2027-01-04T20:00, for: 10 h, visits: { openai: { tokensIn: 500 M tokens } } }
        """))
    let tokens = try #require(outcome.metered.first { $0.meter.name == "input-tokens" }).days
    #expect(abs(tokens[3] - 200e6) < 1e-6)
    #expect(abs(tokens[4] - 300e6) < 1e-6)
    #expect(abs(tokens.reduce(0, +) - 500e6) < 1e-6)
  }

  // 90 min from 23:30 on: a third on the first day; steps of an hour are met in part.
  @Test func `a load may begin inside a step and end in the next day`() throws {
    let outcome = try simulate(
      try EnvironmentTests.scenario(
        """
        components: { bandwidth: {}, app-service: { region: westeurope } }
        oneOff:
          - { name: pull, at: 2027-01-04T23:30, for: 90 min, region: westeurope, visits: { app-service: { out: 3 TB } } }
        """))
    let moved = try #require(outcome.metered.first { $0.meter.name == "internet" && $0.region == "westeurope" }).days
    #expect(abs(moved[3] - 1000) < 1e-9)
    #expect(abs(moved[4] - 2000) < 1e-9)
  }

  @Test func `a load happens in one environment`() throws {
    let outcome = try simulate(
      try EnvironmentTests.scenario(
        """
        components: { openai: { region: eastus2 } }
        environments: [ prod, { name: dev, scale: 10 % } ]
        oneOff:
          - { name: first, at: 2027-01-02, for: 1 h, visits: { openai: { tokensIn: 7000 } } }
          - { name: trial, at: 2027-01-02, for: 1 h, visits: { openai: { tokensIn: 300 } }, environment: dev }
        """))
    // The scale is the users': what is stated in all stays as it is stated.
    #expect(EnvironmentTests.sum(outcome, "openai", "input-tokens") == 7000)
    #expect(EnvironmentTests.sum(outcome, "openai@dev", "input-tokens") == 300)
  }

  /// What "first embedding, backfill and initial load" need: kinds that data is loaded into take it from a visit.
  @Test(arguments: [
    ("data-lake", "in: 5 TB, writes: 1_000"), ("sql-database", "writes: 1_000_000"), ("cosmos-db", "writes: 1_000_000"),
    ("openai", "tokensIn: 500 M tokens"), ("ai-search", "documents: 1_000_000"),
    ("blob-storage", "uploads: 1_000_000"), ("data-factory", "in: 5 TB"), ("databricks", "in: 5 TB"),
    ("fabric", "in: 5 TB"), ("event-hubs", "events: 1_000_000"), ("virtual-machines", "time: 40 h"),
  ])
  func `an initial load can be stated for`(kind: String, amounts: String) throws {
    let scenario = try EnvironmentTests.scenario(
      """
      components: { \(kind): {} }
      oneOff: [ { name: load, at: 2027-01-02, for: 1 d, visits: { \(kind): { \(amounts) } } } ]
      """)
    let arrivals = try simulate(scenario).arrivals.filter { $0.instance == kind }
    #expect(arrivals.contains { $0.total > 0 })
  }
}
