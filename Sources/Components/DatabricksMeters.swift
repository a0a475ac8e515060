public import Quantities

extension Databricks {
  public static let limits = [
    Limit("SLA", "99.95 %", source: "Azure/azqr internal/scanners/dbw/rules.go @0dab144"),
    Limit("end of the Standard tier", "October 2026", source: calculator),
  ]
  static let calculator = "ahmadabdalla/azure-cost-calculator databricks.md"
  static let warehouses = "databrickslabs/overwatch src/main/resources/Warehouse_DBU_Details.csv @306279b"
  static let reservation =
    "MicrosoftDocs/azure-docs articles/cost-management-billing/reservations/prepay-databricks-reserved-capacity.md"

  public func conflicts() -> [String] {
    var list: [String] = []
    if dbu == nil, node.dbu == nil { list.append("`dbu` is missing: no source tells that of `\(node.rawValue)`") }
    if let driver, driverDBU == nil, driver.dbu == nil {
      list.append("`driverDbu` is missing: no source tells that of `\(driver.rawValue)`")
    }
    if let fewest, fewest > workers { list.append("`autoscale.min` is above `workers`") }
    if tier == .standard, ![.jobs, .jobsLight, .allPurpose].contains(workload) {
      list.append("`\(workload.rawValue)` needs the tier premium")
    }
    if tier == .standard, warehouse != .classic, warehouseClusters > 0 {
      list.append("a \(warehouse.rawValue) warehouse needs the tier premium")
    }
    if photon, workload == .jobsLight || workload.isServerless {
      list.append("`photon` is no choice of `\(workload.rawValue)`: leave it out")
    }
    return list + [ManagedDisk.problem("disk.size", disk)].compactMap { $0 }
  }

  public func assumptions() -> [Assumption] {
    var list = [
      labelled("run.fixed", "cluster start and set-up times are in no source"),
      labelled("run.perGB", "training speed is the model's own: measure a run"),
      labelled("score.fixed", "cluster start and set-up times are in no source"),
      labelled("score.perMillion", "scoring speed is the model's own: measure a run"),
      labelled("disk.count", "disks of cluster nodes are billed by their size; none is billed unless it is stated"),
      labelled("publicIPs", "nodes have no public address with secure cluster connectivity"),
      labelled("secrets", "a choice of the notebooks"),
      Assumption(
        key: "data from other regions", value: "billed with its landing in the lake", origin: "rule",
        source: "what a run reads stands in its own region; data that skips the lake is taken to travel at no charge"),
    ]
    if photon, photonFactor == nil {
      list.append(
        Assumption(
          key: "photonFactor", value: Measure.plain(photonTimes), origin: "rule",
          source: "as of D16ds v5 in mwc360/LakeBench's table: 2.5 on jobs, 2 on all-purpose; others are in no source"))
    }
    if spot > 0 {
      list.append(labelled("spot.lost", "eviction rates are shown in the portal only"))
      list.append(labelled("spot.fallback", "depends on the market's capacity"))
    }
    if fewest != nil {
      list.append(
        Assumption(
          key: "autoscaling", value: "all workers once the fixed time is over", origin: "rule",
          source: "how fast a cluster grows and shrinks is in no source"))
    }
    if warehouseClusters > 0, warehouse != .serverless {
      list.append(
        Assumption(
          key: "workers of a warehouse", value: "E8ds v4", origin: "rule",
          source: "the table lists drivers; the size of workers is derived from it: " + Self.warehouses))
    }
    return list
  }

  // MARK: Flows
  static let kept = Input(
    .keptData, slot: 0, visit: "in", reach: .everywhere, "data kept for the next retraining, gathered from all regions")
  static let clusterHours = Input(
    .clusterHours, slot: 1, visit: "clusterHours", "further hours of a cluster: its driver with all its workers")
  static let nodeTime = Input(
    .nodeTime, slot: 2, visit: "nodeHours", "further hours of single nodes, with their machines and DBU")
  static let units = Input(
    .workloadUnits, slot: 3, visit: "dbus", "further DBU of the workload as set, without machines")
  static let allPurpose = Input(.allPurposeUnits, slot: 4, visit: "allPurpose", "further DBU of all-purpose clusters")
  static let jobs = Input(.jobsUnits, slot: 5, visit: "jobs", "further DBU of jobs clusters")
  static let jobsLight = Input(.jobsLightUnits, slot: 6, visit: "jobsLight", "further DBU of light jobs clusters")
  static let sql = Input(.warehouseUnits, slot: 7, visit: "sql", "further DBU of SQL warehouses of the type as set")
  static let tables = Input(.tablesUnits, slot: 8, visit: "dlt", "further DBU of Delta Live Tables, core or as set")
  static let serverless = Input(.serverlessUnits, slot: 9, visit: "serverlessJobs", "further DBU of serverless jobs")
  static let interactive = Input(
    .interactiveUnits, slot: 10, visit: "interactive", "further DBU of serverless interactive work")
  static let serving = Input(.servingUnits, slot: 11, visit: "modelServing", "further DBU of serving models")
  public static let inputs = [
    kept.port, clusterHours.port, nodeTime.port, units.port, allPurpose.port, jobs.port, jobsLight.port, sql.port,
    tables.port, serverless.port, interactive.port, serving.port,
  ]

  static let rows = Output(.predictionRows, slot: 0, "entities scored, spread evenly over the run's hours")
  static let scans = Output(.lakeScans, slot: 1, "a training run reads its data once, as it begins")
  static let secretReads = Output(.secretReads, slot: 2, fixed: true, "a run reads its secrets as it starts")
  public static let outputs = [rows.port, scans.port, secretReads.port]

  // MARK: Meters
  static let dbus = Meter<Hour>(
    "dbu", slot: 0,
    formula: "node-hours × DBU per node-hour of the size × photonFactor, work done again included + further DBU",
    source: NodeSize.source)
  static let nodeHours = Meter<Hour>(
    "node-hours", slot: 1,
    formula:
      "(1 driver + workers) × Σ hours of runs: training (run.fixed + run.perGB × GB, enrich and evaluate alike) × "
      + "(1 + run.retries), scoring score.fixed + score.perMillion × entities / 10^6, each + autoTermination; without "
      + "spot.share of the workers but what falls back; + pool.idle × hours + further node-hours",
    source: calculator)
  static let spotHours = Meter<Hour>(
    "spot-node-hours", slot: 2, formula: "workers' hours × spot.share × (1 + spot.lost)", source: calculator)
  static let driverHours = Meter<Hour>(
    "driver-hours", slot: 3, formula: "hours of clusters whose driver has a size of its own", source: calculator)
  static let diskMonths = Meter<Month>(
    "node-disks", slot: 4, fixed: true, formula: "machine-hours × disk.count / hours of the month", source: calculator)
  static let addressHours = Meter<Hour>(
    "public-addresses", slot: 5, fixed: true, formula: "machine-hours × publicIPs", source: calculator)
  static let allPurposeUnits = Meter<Hour>(
    "all-purpose-dbu", slot: 6, formula: "further DBU of all-purpose clusters", source: calculator)
  static let jobsUnits = Meter<Hour>("jobs-dbu", slot: 7, formula: "further DBU of jobs clusters", source: calculator)
  static let jobsLightUnits = Meter<Hour>(
    "jobs-light-dbu", slot: 8, formula: "further DBU of light jobs clusters", source: calculator)
  static let sqlUnits = Meter<Hour>(
    "sql-dbu", slot: 9, fixed: true,
    formula: "warehouse.clusters × DBU of warehouse.size × hours × warehouse.hoursPerDay / 24 + further DBU",
    source: warehouses)
  static let warehouseDrivers = Meter<Hour>(
    "warehouse-driver-hours", slot: 10, fixed: true,
    formula: "warehouse.clusters × hours × warehouse.hoursPerDay / 24; none if serverless", source: warehouses)
  static let warehouseWorkers = Meter<Hour>(
    "warehouse-worker-hours", slot: 11, fixed: true,
    formula: "workers of warehouse.size × hours of the drivers; none if serverless", source: warehouses)
  static let tablesUnits = Meter<Hour>(
    "dlt-dbu", slot: 12, formula: "further DBU of Delta Live Tables", source: calculator)
  static let serverlessUnits = Meter<Hour>(
    "serverless-jobs-dbu", slot: 13, formula: "further DBU of serverless jobs", source: calculator)
  static let interactiveUnits = Meter<Hour>(
    "interactive-dbu", slot: 14, formula: "further DBU of serverless interactive work", source: calculator)
  static let servingUnits = Meter<Hour>(
    "model-serving-dbu", slot: 15, formula: "further DBU of serving models", source: calculator)
  static let securityUnits = Meter<Hour>(
    "security-dbu", slot: 16, fixed: true, formula: "every DBU, with enhancedSecurity", source: calculator)
  public static let meters = [
    dbus.port, nodeHours.port, spotHours.port, driverHours.port, diskMonths.port, addressHours.port,
    allPurposeUnits.port, jobsUnits.port, jobsLightUnits.port, sqlUnits.port, warehouseDrivers.port,
    warehouseWorkers.port, tablesUnits.port, serverlessUnits.port, interactiveUnits.port, servingUnits.port,
    securityUnits.port,
  ]

  public func priceKey(ofMeter slot: Int) -> String {
    let units = "dbx.dbu.\(tier.rawValue)."
    switch slot {
    case Self.dbus.slot:
      let hasRate = photon && (workload == .jobs || workload == .allPurpose)
      return units + workload.priceWord + (hasRate ? "_photon" : "")
    case Self.nodeHours.slot: return node.priceKey
    case Self.spotHours.slot: return node.spotKey
    case Self.driverHours.slot: return (driver ?? node).priceKey
    case Self.diskMonths.slot: return ManagedDisk.monthKey(disk)
    case Self.addressHours.slot: return "publicip.standard_static.hour"
    case Self.allPurposeUnits.slot: return units + "all_purpose"
    case Self.jobsUnits.slot: return units + "jobs"
    case Self.jobsLightUnits.slot: return units + "jobs_light"
    case Self.sqlUnits.slot: return units + warehouse.priceWord
    case Self.warehouseDrivers.slot: return "vm.\(warehouseSize.driver).payg"
    case Self.warehouseWorkers.slot: return "vm.e8ds_v4.payg"
    case Self.tablesUnits.slot:
      let tables: [Workload] = [.tablesCore, .tablesPro, .tablesAdvanced]
      return "dbx.dbu.premium." + (tables.contains(workload) ? workload : .tablesCore).priceWord
    case Self.serverlessUnits.slot: return "dbx.dbu.premium.serverless_jobs"
    case Self.interactiveUnits.slot: return "dbx.dbu.premium.serverless_interactive"
    case Self.servingUnits.slot: return "dbx.dbu.premium.model_serving"
    default: return "dbx.dbu.premium.esc_addon"
    }
  }
}

extension Flow<Gigabyte> {
  /// Data kept for the next retraining.
  public static var keptData: Self { Flow("kept-data") }
}

extension Flow<Hour> {
  /// Hours of clusters beside those of scheduled runs.
  public static var clusterHours: Self { Flow("cluster-hours") }
  /// Hours of single nodes beside those of scheduled runs.
  public static var nodeTime: Self { Flow("node-time") }
  /// DBU of a workload, without machines.
  public static var workloadUnits: Self { Flow("workload-dbus") }
  /// DBU of all-purpose clusters.
  public static var allPurposeUnits: Self { Flow("all-purpose-dbus") }
  /// DBU of jobs clusters.
  public static var jobsUnits: Self { Flow("jobs-dbus") }
  /// DBU of light jobs clusters.
  public static var jobsLightUnits: Self { Flow("jobs-light-dbus") }
  /// DBU of SQL warehouses.
  public static var warehouseUnits: Self { Flow("sql-dbus") }
  /// DBU of Delta Live Tables.
  public static var tablesUnits: Self { Flow("dlt-dbus") }
  /// DBU of serverless jobs.
  public static var serverlessUnits: Self { Flow("serverless-jobs-dbus") }
  /// DBU of serverless interactive work.
  public static var interactiveUnits: Self { Flow("interactive-dbus") }
  /// DBU of serving models.
  public static var servingUnits: Self { Flow("model-serving-dbus") }
}
