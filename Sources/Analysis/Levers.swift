import Components
package import Quantities
package import Scenario
package import Simulation

/// A typed edit of a scenario that may save money.
package struct Lever: Sendable {
  /// What kind of edit it is; of one family only one lever can be pulled for an instance.
  package enum Family: String, Sendable, CaseIterable {
    case cosmosThroughput = "cosmos-throughput"
    case cosmosConsistency = "cosmos-consistency"
    case cosmosScaling = "cosmos-scaling"
    case cosmosBackup = "cosmos-backup"
    case sqlSize = "sql-size"
    case sqlCompute = "sql-compute"
    case sqlBackup = "sql-backup"
    case pointReads = "point-reads"
    case inferenceMode = "inference-mode"
    case retrainingInterval = "retraining-interval"
    case appServicePlan = "app-service-plan"
    case logTier = "log-tier"
  }

  package var family: Family
  /// `cosmos-db: throughput manual, 900 RU/s`.
  package var id: String
  /// The instance, or the section that it edits.
  package var instance: String
  /// The overlay that pulls it.
  package var edit: Node
  /// What it does besides saving, known before any run.
  package var sideEffect: String
}

/// The levers that a scenario offers, by family and size.
///
/// - Parameters:
///   - scenario: as it was read.
///   - outcome: its simulation, from which peaks are taken.
/// - Returns: the levers.
package func levers(of scenario: Scenario, _ outcome: Outcome) -> [Lever] {
  var levers: [Lever] = []
  for (index, instance) in outcome.plan.instances.enumerated() where !instance.isImplicit {
    switch instance.kind.kind {
    case "cosmos-db":
      let settings = stated(instance)
      let busiest = peak("ruPerSecond", of: index, outcome)
      levers += throughputLevers(instance.name, settings, peak: busiest)
      levers += accountLevers(instance.name, settings, peak: busiest, regions: instance.regions.count)
      if settings["reads"] == "query" {
        levers.append(
          Lever(
            family: .pointReads, id: "\(instance.name): reads point", instance: instance.name,
            edit: edited(instance.name, [("reads", "point")]),
            sideEffect: "items must be read by id and partition key; code that queries for them changes"))
      }
    case "sql-database":
      guard let database = instance.component as? SQLDatabase else { continue }
      let busiest = peak("vCoresNeeded", of: index, outcome)
      levers += databaseLevers(instance.name, database, peak: busiest)
    case "app-service":
      levers += planLevers(instance.name, stated(instance), peak: peak("instancesNeeded", of: index, outcome))
    case "monitor", "application-insights":
      levers += tierLevers(instance.name, stated(instance), peak: peak("dayGB", of: index, outcome))
    default: break
    }
  }
  return levers + inferenceLevers(scenario) + retrainingLevers(scenario)
}

private func stated(_ instance: Plan.Instance) -> [String: String] {
  Dictionary(instance.component.stated.map { ($0.key, $0.value) }) { first, _ in first }
}

/// The highest value of a gauge over the regions of an instance.
private func peak(_ gauge: String, of index: Int, _ outcome: Outcome) -> Double {
  outcome.traces.filter { $0.instance == index && $0.gauge.name == gauge }.compactMap { $0.values.max() }.max() ?? 0
}

private func throughputLevers(_ name: String, _ settings: [String: String], peak: Double) -> [Lever] {
  guard peak > 0 else { return [] }
  // Autoscale moves in steps of 1,000 RU/s, manual in steps of 100 from 400 up (Cosmos DB's own limits).
  let maximum = Measure.plain(max(1000, (peak / 1000).rounded(.up) * 1000))
  let manual = Measure.plain(max(400, (peak / 100).rounded(.up) * 100))
  var levers: [Lever] = []
  func add(_ mode: String, _ key: String, _ amount: String) {
    guard settings["throughput"] != mode || settings[key] != amount + " RU/s" else { return }
    levers.append(
      Lever(
        family: .cosmosThroughput, id: "\(name): throughput \(mode), \(amount) RU/s", instance: name,
        edit: edited(name, [("throughput", mode), (key, amount + " RU/s")]),
        sideEffect: mode == "manual"
          ? "no headroom above today's peak: growth beyond it is throttled" : "throttled above the new maximum"))
  }
  add("autoscale", "max", maximum)
  add("manual", "provisioned", manual)
  return levers
}

private func planLevers(_ name: String, _ settings: [String: String], peak: Double) -> [Lever] {
  let plans: [(plan: String, cores: Double)] = [("P0v3", 1), ("P1v3", 2), ("P2v3", 4), ("P1v4", 2)]
  let today = settings["plan"] ?? "P1v3"
  let sizes = AppService.Plan(rawValue: today)
  let cores = sizes?.vCPUs ?? 2
  var levers: [Lever] = []
  for (plan, planCores) in plans where settings["cores"] == nil {
    // The same peak on this plan's cores, with one instance to spare, and never below one for each of today's two.
    let needed = max(1, (peak * cores / planCores).rounded(.up) + 1)
    guard needed <= 30 else { continue }
    // Never fewer instances than today's two: one alone makes every restart an outage.
    let floor = min(2, Double(settings["min"] ?? "1") ?? 1)
    let values = [("plan", plan), ("min", Measure.plain(floor)), ("max", Measure.plain(max(needed, floor)))]
    guard values.contains(where: { settings[$0.0] != $0.1 }) else { continue }
    levers.append(
      Lever(
        family: .appServicePlan, id: "\(name): \(plan), \(values[1].1) to \(values[2].1) instances", instance: name,
        edit: edited(name, values),
        sideEffect: plan == today
          ? "less room above today's peak" : "another plan may need a redeployment and gets other outbound addresses"))
  }
  return levers
}

/// Commitment tiers next to the busiest day of a workspace, and none.
private func tierLevers(_ name: String, _ settings: [String: String], peak: Double) -> [Lever] {
  let tiers = LogTier.allCases.compactMap { tier in tier.perDay.map { (tier, $0) } }
  // The tier of 100 pays from 71 to 85 % of it, the others from near the tier below (cost-logs.md and the price list).
  let below = tiers.last { $0.1 <= peak }?.0
  let above = tiers.first { $0.1 > peak && $0.1 * 0.6 <= peak }?.0
  return [below, above, .payAsYouGo].compactMap { $0 }.filter { settings["tier"] != $0.rawValue }.map { tier in
    Lever(
      family: .logTier, id: "\(name): logs \(tier.perDay.map { "\(Measure.plain($0)) GB a day" } ?? tier.rawValue)",
      instance: name, edit: edited(name, [("tier", tier.rawValue)]),
      sideEffect: tier == .payAsYouGo
        ? "each gigabyte is paid at the list's price" : "binds for 31 days; a day below the tier pays all of it")
  }
}

private func inferenceLevers(_ scenario: Scenario) -> [Lever] {
  guard let inference = scenario.inference else { return [] }
  let other: Scenario.Inference.Mode = inference.mode == .batch ? .realTime : .batch
  return [
    Lever(
      family: .inferenceMode, id: "inference: \(other.rawValue)", instance: "inference",
      edit: section("inference", [("mode", other.rawValue)]),
      sideEffect: other == .batch
        ? "a prediction is up to \(Measure.write(inference.every)) old"
        : "predictions are fresh, but each one costs CPU time while the user waits")
  ]
}

private func retrainingLevers(_ scenario: Scenario) -> [Lever] {
  guard let retraining = scenario.retraining else { return [] }
  return [2.0, 4.0].map { factor in
    let days = Quantity<Hour>(retraining.every.value * factor)
    let text = Measure.plain(days.value) + " h"
    return Lever(
      family: .retrainingInterval, id: "retraining: every \(Measure.plain(days.value / 24)) d", instance: "retraining",
      edit: section("retraining", [("every", text)]),
      sideEffect: "models are up to \(Measure.plain(days.value / 24)) days old instead of "
        + "\(Measure.plain(retraining.every.value / 24))")
  }
}

private let nowhere = Mark(file: "lever", line: 1, column: 1)

private func map(_ entries: [(String, Node)]) -> Node {
  .map(entries.map { Node.Entry(key: $0.0, mark: nowhere, value: $0.1) }, nowhere)
}

private func section(_ key: String, _ values: [(String, String)]) -> Node {
  map([(key, map(values.map { ($0.0, .scalar($0.1, quoted: false, nowhere)) }))])
}

/// The overlay that changes settings of an instance; a dotted key nests.
func edited(_ instance: String, _ values: [(String, String)]) -> Node {
  let nested = values.map { key, value in
    let parts = key.split(separator: ".").map(String.init)
    let inner = parts.dropFirst().reversed().reduce(Node.scalar(value, quoted: false, nowhere)) { map([($1, $0)]) }
    return (parts.first ?? key, inner)
  }
  return map([("components", map([(instance, map(nested))]))])
}

extension Lever.Family {
  /// What `advise` tries, in words.
  package var doc: String {
    switch self {
    case .cosmosThroughput: "throughput autoscaled or manual, at the measured peak"
    case .pointReads: "point reads instead of queries"
    case .inferenceMode: "predictions scored in batches, or when they are asked for"
    case .retrainingInterval: "models retrained half or a quarter as often"
    case .appServicePlan: "other plans, as many instances as the measured peak needs"
    case .logTier: "logs paid by the gigabyte, or committed by the day"
    case .cosmosConsistency: "session consistency instead of a stronger one"
    case .cosmosScaling: "each region and partition scaled by its own load"
    case .cosmosBackup: "continuous backup of 7 days"
    case .sqlSize: "other sizes, as the measured peak needs"
    case .sqlCompute: "compute provisioned or serverless"
    case .sqlBackup: "backups kept in one region"
    }
  }

  /// Kinds whose bill it changes first.
  package var kinds: [String] {
    switch self {
    case .cosmosThroughput, .pointReads, .cosmosConsistency, .cosmosScaling, .cosmosBackup: ["cosmos-db"]
    case .sqlSize, .sqlCompute, .sqlBackup: ["sql-database"]
    case .inferenceMode: ["app-service", "databricks", "fabric", "sql-database"]
    case .retrainingInterval: ["databricks", "data-factory", "fabric"]
    case .appServicePlan: ["app-service"]
    case .logTier: ["application-insights", "monitor"]
    }
  }
}
