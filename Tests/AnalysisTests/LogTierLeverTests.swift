import Analysis
import Components
import Quantities
import Scenario
import Simulation
import Testing

/// Commitment tiers of logs, offered by the busiest day.
@Suite struct LogTierLeverTests {
  static func offered(_ settings: String) throws -> [String] {
    let yaml = """
      outlay: 1
      name: Logs
      horizon: { start: 2027-01-01, months: 1, step: 1h }
      regions: [ { name: westus2 } ]
      components: { monitor: { \(settings) } }
      """
    let scenario = try readScenario(yaml, file: "logs.yaml")
    return levers(of: scenario, try simulate(scenario)).filter { $0.family == .logTier }.map(\.id)
  }

  // By hand: the tier of 100 pays from 71 GB in eastus2, the dearest list price; 60 is the least that is tried.
  @Test(arguments: [
    ("daily: 50 GB", []), ("daily: 92 GB", ["100"]), ("daily: 190 GB", ["100", "200"]), ("daily: 1 TB", ["1000"]),
  ])
  func `the tiers beside the busiest day are tried`(_ settings: String, _ tiers: [String]) throws {
    #expect(try Self.offered(settings) == tiers.map { "monitor: logs \($0) GB a day" })
  }

  @Test func `a commitment may be given up`() throws {
    #expect(try Self.offered("daily: 20 GB, tier: 100") == ["monitor: logs pay-as-you-go"])
  }
}
