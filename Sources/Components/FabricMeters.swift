public import Quantities

extension Fabric {
  // MARK: Meters
  static let standing = Meter<Hour>(
    "capacity", slot: 0, fixed: true, formula: "capacity units × hours that the capacity runs",
    source: FabricFacts.licenses)
  static let paidOverage = Meter<Hour>(
    "overage", slot: 1,
    formula: "CU-hours carried forward once they reach 10 min ahead, at most `overage` in 24 h, at 3 × the rate",
    source: FabricFacts.overage)
  static let settlement = Meter<Hour>(
    "pause-settlement", slot: 2, fixed: true,
    formula: "CU-hours carried forward or smoothed into the future when the capacity is paused",
    source: FabricFacts.throttling)
  static let sparkApart = Meter<Hour>(
    "spark", slot: 3, formula: "Spark vCore-hours / 2, if serverless or with spark.billing autoscale",
    source: FabricFacts.sparkBilling)
  static let movement = Meter<Hour>(
    "data-movement", slot: 4,
    formula: "copies × throughput × 1.5 (3 if incremental) × ⌈minutes⌉ / 60 CU-hours, if serverless",
    source: FabricFacts.pipelines)
  static let orchestration = Meter<Hour>(
    "orchestration", slot: 5, formula: "activities × 0.0056 CU-hours, if serverless", source: FabricFacts.pipelines)
  static let inBackground = Meter<Hour>(
    "background", slot: 6, formula: "CU-seconds of background operations / 3,600, if serverless",
    source: FabricFacts.prices)
  static let interacting = Meter<Hour>(
    "interactive", slot: 7, formula: "CU-seconds of interactive operations / 3,600, if serverless",
    source: FabricFacts.prices)
  static let streaming = Meter<Hour>(
    "event-streams", slot: 8, fixed: true,
    formula: "hours × (streams × 0.222 + processors × 2.333 × base rates) CU + GB × 0.342 CU-hours, if serverless",
    source: FabricFacts.streams)
  static let lakeReads = Meter<Hour>(
    "onelake-reads", slot: 9, formula: "reads of 4 MB × 104 (proxy 306) CU-seconds per 10,000, if serverless",
    source: FabricFacts.oneLake)
  static let lakeWrites = Meter<Hour>(
    "onelake-writes", slot: 10,
    formula: "writes of 4 MB × 1,626 (proxy 2,650; with a second copy 3,056, 3,870) CU-seconds per 10,000, "
      + "if serverless",
    source: FabricFacts.oneLake)
  static let hot = Meter<GigabyteMonth>(
    "onelake-hot", slot: 11, fixed: true,
    formula: "∫ (oneLake.hot + ratio × GB landed in the last `retention` days) / hours of the month",
    source: FabricFacts.oneLake)
  static let cool = Meter<GigabyteMonth>(
    "onelake-cool", slot: 12, fixed: true, formula: "oneLake.cool × hours / hours of the month",
    source: FabricFacts.oneLake)
  static let cold = Meter<GigabyteMonth>(
    "onelake-cold", slot: 13, fixed: true, formula: "oneLake.cold × hours / hours of the month",
    source: FabricFacts.oneLake)
  static let mirrored = Meter<GigabyteMonth>(
    "mirroring", slot: 14, fixed: true, formula: "mirrored data beyond 1 TB per capacity unit",
    source: FabricFacts.calculator)
  static let mirroredFree = Meter<GigabyteMonth>(
    "mirroring-free", slot: 15, fixed: true, formula: "mirrored data up to 1 TB per capacity unit, free of charge",
    source: FabricFacts.calculator)
  static let attributed = Meter<Hour>(
    "used-units", slot: 16, fixed: true, formula: "CU-seconds of all work / 3,600, if the capacity is shared",
    source: FabricFacts.pipelines)
  static let refreshing = Meter<Hour>(
    "dataflows", slot: 17,
    formula: "runs × (12 CU × the first 10 min + 1.5 CU × the rest; 16 CU without CI/CD), if serverless",
    source: FabricFacts.dataflows)
  static let staged = Meter<Hour>(
    "dataflows-high-scale", slot: 18, formula: "runs × 6 CU × dataflow.staging, if serverless",
    source: FabricFacts.dataflows)
  static let assisting = Meter<Hour>(
    "copilot", slot: 19,
    formula: "CU-seconds: 100 per thousand tokens read (10 if cached), 400 per thousand written, if serverless",
    source: FabricFacts.copilot)
  static let bridging = Meter<Hour>(
    "network-gateways", slot: 20, fixed: true, formula: "gateways × 4 CU × hours, if serverless",
    source: FabricFacts.dataflows)
  static let cached = Meter<GigabyteMonth>(
    "onelake-cache", slot: 21, fixed: true, formula: "oneLake.cache × hours / hours of the month",
    source: FabricFacts.prices)
  static let databases = Meter<GigabyteMonth>(
    "sql-storage", slot: 22, fixed: true, formula: "oneLake.sql × hours / hours of the month",
    source: FabricFacts.prices)
  static let backups = Meter<GigabyteMonth>(
    "sql-backup-storage", slot: 23, fixed: true, formula: "oneLake.sqlBackup × hours / hours of the month",
    source: FabricFacts.prices)
  public static let meters = [
    standing.port, paidOverage.port, settlement.port, sparkApart.port, movement.port, orchestration.port,
    inBackground.port, interacting.port, streaming.port, lakeReads.port, lakeWrites.port, hot.port, cool.port,
    cold.port, mirrored.port, mirroredFree.port, attributed.port, refreshing.port, staged.port, assisting.port,
    bridging.port, cached.port, databases.port, backups.port,
  ]

  public func priceKey(ofMeter slot: Int) -> String {
    let copied = oneLake.disasterRecovery ? "bcdr_" : ""
    return switch slot {
    case Self.paidOverage.slot: "fabric.cu.overage"
    // Every capacity meter of a region has one rate (`FabricFacts.prices`), that of Spark's autoscale too.
    case Self.sparkApart.slot: compute == .serverless ? "fabric.serverless.spark" : "fabric.cu.payg"
    case Self.movement.slot:
      "fabric.serverless.data_movement" + (copy.mode == .incremental ? "_incremental" : "")
    case Self.orchestration.slot: "fabric.serverless.pipeline_orchestration"
    case Self.inBackground.slot: "fabric.serverless.\(backgroundPrice.key)"
    case Self.interacting.slot: "fabric.serverless.\(interactivePrice.key)"
    case Self.streaming.slot: "fabric.serverless.eventstream_processor"
    case Self.lakeReads.slot: "fabric.serverless.onelake_read_hot"
    case Self.lakeWrites.slot: "fabric.serverless.onelake_write_hot"
    case Self.hot.slot: "fabric.onelake.\(copied)hot"
    case Self.cool.slot: "fabric.onelake.\(copied)cool"
    case Self.cold.slot: "fabric.onelake.\(copied)cold"
    case Self.mirrored.slot: "fabric.onelake.mirroring"
    case Self.mirroredFree.slot: "fabric.onelake.mirroring_free"
    case Self.refreshing.slot: "fabric.serverless.dataflow_standard"
    case Self.staged.slot: "fabric.serverless.dataflow_highscale_sql"
    case Self.assisting.slot: "fabric.serverless.copilot"
    case Self.bridging.slot: "fabric.serverless.vnet_gateway"
    case Self.cached.slot: "fabric.onelake.cache"
    case Self.databases.slot: "fabric.onelake.sql_storage"
    case Self.backups.slot: "fabric.onelake.sql_backup_storage"
    default: "fabric.cu.payg"
    }
  }

  // MARK: Gauges
  static let used = Gauge("capacityUnits", unit: "CU", slot: 0)
  static let ahead = Gauge("minutesAhead", unit: "min", slot: 1)
  static let vCores = Gauge("sparkVCores", unit: "vCores", slot: 2)
  static let rejected = Gauge("rejected", unit: "CU-h", slot: 3)
  public static let gauges = [used, ahead, vCores, rejected]

  public func limit(ofGauge slot: Int) -> Bound? {
    guard compute == .capacity else { return nil }
    return switch slot {
    case Self.used.slot: Bound(sku.units, source: "setting `sku`")
    case Self.ahead.slot: Bound(10, source: FabricFacts.throttling)
    case Self.vCores.slot: spark == .capacity ? Bound(sku.burstVCores, source: FabricFacts.sparkLimits) : nil
    default: Bound(0, source: FabricFacts.throttling)
    }
  }

  public static let limits = [
    Limit("carried forward before interactive operations wait 20 s", "10 min of the capacity", source: throttling),
    Limit("carried forward before interactive operations are rejected", "60 min", source: throttling),
    Limit("carried forward before everything is rejected", "24 h", source: throttling),
    Limit("smoothing of background operations", "24 h", source: throttling),
    Limit("smoothing of interactive operations", "5 to 64 min", source: throttling),
    Limit("Spark vCores of a capacity unit", "2", source: FabricFacts.sparkLimits),
    Limit("Spark vCores of all jobs, F2; others", "20; 3 × those bought", source: FabricFacts.sparkLimits),
    Limit("waiting Spark jobs, F2 and F4; others", "4; one per capacity unit", source: FabricFacts.sparkLimits),
    Limit("smallest capacity whose reports need no Pro licence to view", "F64", source: FabricFacts.licenses),
    Limit("smallest capacity recommended for event streams", "F4", source: FabricFacts.streams),
    Limit("overage, recommended", "from F16 up, below a third of the capacity", source: FabricFacts.overage),
  ]
  private static var throttling: String { FabricFacts.throttling }
}
