import Components
import Pricing
package import Quantities
package import Scenario

/// The regions of a scenario from the nearest on: for each population, and for each region.
struct NearestRegions: Sendable {
  var ofPopulations: [[Int]] = []
  var ofRegions: [[Int]] = []
}

/// Sorts a scenario's regions by latency; ties by the scenario's order.
///
/// - Throws: `Problems` for every pair that the latency table lacks.
func nearestRegions(_ scenario: Scenario) throws(Problems) -> NearestRegions {
  var problems = Problems()
  func sorted(from name: String, _ whose: String) -> [Int] {
    let latencies = scenario.regions.map { region -> Double in
      if let latency = RegionLatency.milliseconds(from: name, to: region) { return latency }
      if scenario.regions.count > 1 {
        problems.add(
          "\(whose): the latency table has no figure from \(name) to \(region); choose a `near` region that it has",
          at: nil)
      }
      return .infinity
    }
    return scenario.regions.indices.sorted { (latencies[$0], $0) < (latencies[$1], $1) }
  }
  let ofPopulations = scenario.populations.map { sorted(from: $0.near, "population `\($0.name)`") }
  let ofRegions = scenario.regions.map { sorted(from: $0, "region `\($0)`") }
  guard problems.isEmpty else { throw problems }
  return NearestRegions(ofPopulations: ofPopulations, ofRegions: ofRegions)
}

/// The plan of a scenario's instances.
///
/// - Parameters:
///   - scenario: as it was read.
///   - nearest: for a region, all regions from the nearest on.
///   - closed: hours from the horizon's start in which its environment is off: no job begins in them.
/// - Returns: the plan.
/// - Throws: `Problems` where a flow has no clear reader, or runs in a circle.
func plan(_ scenario: Scenario, nearest: [[Int]], closed: [Range<Double>] = []) throws(Problems) -> Plan {
  let continents = scenario.regions.map { Region.named($0)?.continent }
  return try Plan(
    of: scenario.instances.map {
      Plan.Instance(
        name: $0.name, component: $0.component, regions: $0.regions, isImplicit: $0.isImplicit, mark: $0.mark,
        overrides: $0.overrides)
    }, regions: scenario.regions.count, nearest: nearest
  ) { instance, region in
    var site = Site()
    let here = region ?? 0
    site.region = here
    site.name = region.map { scenario.regions[$0] } ?? "Global"
    site.regions = instance.regions.isEmpty ? Array(scenario.regions.indices) : instance.regions
    site.sameContinent = continents.map { $0 == continents[here] }
    site.dispersion = scenario.traffic.dispersion.value
    site.stepSeconds = 3600 / Double(scenario.horizon.stepsPerHour)
    site.outages = scenario.outages.filter { $0.region == here }.map(\.span) + closed
    site.scenarioRegions = scenario.regions.count
    site.retraining = scenario.retraining.map { Schedule(first: $0.at.value, every: $0.every.value) }
    if let inference = scenario.inference, inference.mode == .batch {
      site.scoring = BatchScoring(
        schedule: Schedule(first: inference.at.value, every: inference.every.value), entities: inference.entities)
    }
    return site
  }
}

/// Works out a scenario's plan without running it: latencies, readers of flows, circles.
///
/// - Throws: what is wrong with it.
package func checkPlan(of scenario: Scenario) throws(Problems) {
  _ = try plan(scenario, nearest: try nearestRegions(scenario).ofRegions)
  for other in scenario.others { try checkPlan(of: other) }
}
