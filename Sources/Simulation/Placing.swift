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
  let network = NetworkFacts(scenario)
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
    site.firstWeekday = scenario.horizon.start.weekday
    network.fill(&site, of: instance.kind.kind)
    site.retraining = scenario.retraining.map { Schedule(first: $0.at.value, every: $0.every.value) }
    if let inference = scenario.inference, inference.mode.scoresBatches {
      site.scoring = BatchScoring(
        schedule: Schedule(first: inference.at.value, every: inference.every.value), entities: inference.entities)
    }
    return site
  }
}

/// Whether bytes between two regions travel at the price within a continent.
func isOneContinent(_ one: String, _ other: String) -> Bool {
  Region.named(one)?.continent == Region.named(other)?.continent
}

/// What some instances decide for the others: private endpoints, identities, firewalls, NAT gateways.
private struct NetworkFacts {
  /// Kinds that are reached privately, by region.
  var closed: [Int: Set<String>] = [:]
  var secretsLeft = 1.0
  /// Shares of the bytes to the internet, by region.
  var firewalled: [Int: Double] = [:]
  var translated: [Int: Double] = [:]

  init(_ scenario: Scenario) {
    for instance in scenario.instances {
      if let identities = instance.component as? ManagedIdentities { secretsLeft = 1 - identities.avoided.value }
      for region in instance.regions {
        switch instance.overrides[region] ?? instance.component {
        case let endpoint as PrivateEndpoint:
          closed[region, default: []].formUnion(endpoint.services.map(\.rawValue))
        case let firewall as Firewall: firewalled[region] = firewall.egress.value
        case let network as VirtualNetwork: translated[region] = network.translated.value
        default: break
        }
      }
    }
  }

  func fill(_ site: inout Site, of kind: String) {
    site.isPrivate = closed[site.region]?.contains(kind) ?? false
    site.secretsLeft = secretsLeft
    site.firewalled = firewalled[site.region] ?? 0
    site.translated = translated[site.region] ?? 0
  }
}

/// Works out a scenario's plan without running it: latencies, readers of flows, circles.
///
/// - Throws: what is wrong with it.
package func checkPlan(of scenario: Scenario) throws(Problems) {
  _ = try plan(scenario, nearest: try nearestRegions(scenario).ofRegions)
  for other in scenario.others { try checkPlan(of: other) }
}
