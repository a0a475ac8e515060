import Components
import Quantities
import Simulation

/// What may be saved on an account beside its throughput: mode, consistency, scaling and backups.
///
/// - Parameters:
///   - name: of the instance.
///   - settings: as they stand.
///   - peak: RU/s that its busiest region needs.
///   - regions: in how many it stands.
/// - Returns: the levers that its settings leave.
func accountLevers(_ name: String, _ settings: [String: String], peak: Double, regions: Int) -> [Lever] {
  var levers: [Lever] = []
  func add(_ family: Lever.Family, _ key: String, _ value: String, _ sideEffect: String) {
    guard settings[key] != value else { return }
    levers.append(
      Lever(
        family: family, id: "\(name): \(key) \(value)", instance: name, edit: edited(name, [(key, value)]),
        sideEffect: sideEffect))
  }
  // Serverless: one region, 20,000 RU/s, no free tier (concepts-limits.md, free-tier.md).
  if regions == 1, peak <= 20_000, settings["multiWrite"] != "true", settings["freeTier"] != "true",
    settings["changes"] == nil, settings["utilization"] == nil, settings["switchedFrom"] == nil
  {
    add(.cosmosThroughput, "throughput", "serverless", "20,000 RU/s and 1 TB at most; no reservation counts")
  }
  if settings["consistency"] == "strong" || settings["consistency"] == "boundedStaleness" {
    add(.cosmosConsistency, "consistency", "session", "a read may miss what other sessions wrote last")
  }
  if settings["throughput"] == "autoscale" {
    add(.cosmosScaling, "scaling", "dynamic", "accounts made before 2024-09-25 must opt in")
  }
  if settings["backup.mode"] == "continuous30" {
    add(.cosmosBackup, "backup.mode", "continuous7", "only the last 7 days can be restored")
  }
  return levers
}

/// What may be saved on a database: fewer vCores, compute that follows the load, backups in one place.
///
/// - Parameters:
///   - name: of the instance.
///   - component: as it stands.
///   - peak: vCores that its busiest hour needs.
/// - Returns: the levers that its settings leave.
func databaseLevers(_ name: String, _ component: SQLDatabase, peak: Double) -> [Lever] {
  var levers: [Lever] = []
  if !component.isDTU {
    // Sizes that the price list sells in every region.
    let sizes = [2.0, 4, 8, 16, 32]
    if let fit = sizes.first(where: { $0 >= peak }), fit < component.vCores.value,
      component.compute == .provisioned || component.minVCores.value <= fit
    {
      levers.append(
        Lever(
          family: .sqlSize, id: "\(name): \(Measure.plain(fit)) vCores", instance: name,
          edit: edited(name, [("vCores", Measure.plain(fit))]), sideEffect: "less room above today's peak"))
    }
    let other: SQLDatabase.Compute = component.compute == .provisioned ? .serverless : .provisioned
    if component.tier != .businessCritical, component.databases == 1, component.license == .included,
      component.measured == nil, component.replicas.measured == nil, component.freeOffer == .none
    {
      levers.append(
        Lever(
          family: .sqlCompute, id: "\(name): compute \(other.rawValue)", instance: name,
          edit: edited(name, [("compute", other.rawValue)]),
          sideEffect: other == .serverless
            ? "after a pause the first login fails and the next waits about a minute" : "it is paid for while idle"))
    }
  }
  let backup = component.backup
  let isBackedUp =
    backup.stored != nil || !backup.changes.list.isEmpty
    || Swift.max(backup.excess, backup.used, backup.longTerm) > 0
  if isBackedUp, backup.redundancy != .local {
    levers.append(
      Lever(
        family: .sqlBackup, id: "\(name): backup.redundancy local", instance: name,
        edit: edited(name, [("backup.redundancy", "local")]),
        sideEffect: "backups are lost with their data centre, and can't be restored in another region"))
  }
  return levers
}
