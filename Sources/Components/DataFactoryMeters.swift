public import Quantities

extension DataFactory {
  // MARK: Limits
  static let integration =
    "MicrosoftDocs/azure-docs articles/data-factory/better-understand-different-integration-runtime-charges.md"
  static let concepts = "MicrosoftDocs/azure-docs articles/data-factory/pricing-concepts.md"
  static let copying = "MicrosoftDocs/azure-docs articles/data-factory/copy-activity-performance-features.md"
  static let planning = "MicrosoftDocs/azure-docs articles/data-factory/plan-manage-costs.md"
  static let runtimes =
    "MicrosoftDocs/azure-docs articles/data-factory/concepts-integration-runtime-performance.md"
  /// Activities that a managed network runs at once (`integration`).
  static let lookupsAtOnce = 50.0, externalsAtOnce = 800.0
  /// Sizes of a data flow's cluster (`runtimes`).
  static let clusterSizes: [Double] = [8, 16, 32, 48, 80, 144, 272]

  public static let limits = [
    Limit("data integration units of a copy", "2 to 256", source: copying),
    Limit("lookups and the like at once in a managed network", "50", source: integration),
    Limit("external activities at once in a managed network", "800", source: integration),
    Limit("nodes of a self-hosted runtime", "4", source: copying),
    Limit("cores of a data flow's cluster", "8, 16, 32, 48, 80, 144 or 272", source: runtimes),
    Limit("SLA", "99.99 %", source: "Azure/azqr internal/scanners/adf/rules.go @1ce63fb"),
  ]

  public func conflicts() -> [String] {
    var list: [String] = []
    if dataFlows > 0, !Self.clusterSizes.contains(cores.value) {
      list.append("`dataFlow.cores` is \(Measure.write(cores)); a cluster has 8, 16, 32, 48, 80, 144 or 272")
    }
    if MachineSize(ssisSize).key.isEmpty {
      list.append("`ssis.size` is `\(ssisSize.prefix(40))`; it takes a size such as D1 v2")
    }
    return list
  }

  public func assumptions() -> [Assumption] {
    [
      labelled("copy.perGB", "the sample of \(Self.planning): 1.2667 DIU-hours per 100 GB; measure one copy"),
      labelled("copy.time", "start-up of a copy is in no source; one minute is the least that is billed"),
      labelled("copy.queue", "as in the example of \(Self.integration); up to two minutes"),
      labelled("external.time", "depends on the job: measure a run"),
      labelled("dataFlow.time", "depends on the data flow: measure a run"),
      labelled("monitoring", "once per run record, as in the examples of \(Self.concepts)"),
      Assumption(
        key: "readWrite.free", value: Measure.write(freeOperations),
        origin: freeOperations == 0 ? "default" : "scenario",
        source: "sources differ on a free first million of factory operations a month; the effect is cents"),
      labelled("secrets", "a choice of the connections"),
      labelled("logs.perActivity", "a few records of an activity run; no source gives a size"),
    ]
  }

  // MARK: Flows
  static let runs = Input(.pipelineRuns, slot: 0, visit: "runs", "further pipeline runs")
  static let data = Input(.copiedData, slot: 1, visit: "in", reach: .everywhere, "data that copies bring in")
  static let activities = Input(
    .activityRuns, slot: 2, visit: "activities", "further activity runs: retries, debugging")
  static let diuHours = Input(.copyHours, slot: 3, visit: "diuHours", "further DIU-hours of cloud copies")
  static let pipelineHours = Input(.pipelineHours, slot: 4, visit: "pipelineHours", "further hours of lookups")
  static let externalHours = Input(.externalHours, slot: 5, visit: "externalHours", "further hours of external jobs")
  static let clusterHours = Input(
    .dataFlowHours, slot: 6, visit: "dataFlowHours", "further hours of a data flow cluster: debug sessions")
  static let operations = Input(
    .factoryOperations, slot: 7, visit: "operations", "factory entities created, read, changed or deleted")
  static let ownHours = Input(
    .ownCopyHours, slot: 8, visit: "ownHours", "further hours of copies by your own machines")
  static let fetched = Input(.runRecords, slot: 9, visit: "records", "further run records that are fetched")
  static let ssisNodeHours = Input(
    .ssisNodeHours, slot: 10, visit: "ssisHours", "further node-hours of the SSIS runtime")
  public static let inputs = [
    runs.port, data.port, activities.port, diuHours.port, pipelineHours.port, externalHours.port, clusterHours.port,
    operations.port, ownHours.port, fetched.port, ssisNodeHours.port,
  ]

  static let landed = Output(.landedData, slot: 0, "copies land in the lake")
  static let secretReads = Output(.secretReads, slot: 1, fixed: true, "a run reads the secrets of its connections")
  static let logs = Output(.platformLogs, slot: 2, fixed: true, "each activity run is logged")
  public static let outputs = [landed.port, secretReads.port, logs.port]

  public func carried(byInput slot: Int) -> Carried? { slot == Self.data.slot ? Carried(asked: 1) : nil }

  // MARK: Meters
  static let orchestration = Meter<Count>(
    "activity-runs", slot: 0,
    formula: "runs × (1 trigger + copies + lookups + externals + dataFlows + controls) + further activities; each "
      + "counts, only with `calculator` the month's are rounded to thousands",
    source: concepts)
  static let movement = Meter<Hour>(
    "data-movement", slot: 1,
    formula: "runs × copies × copy.diu × ⌈copy.time⌉ min + GB × copy.perGB, each leg; in a managed network the queue "
      + "counts, and with copy.ttl one stretch per run: copy.diu × ⌈queue + Σ times + ttl⌉ min",
    source: integration)
  static let ownMovement = Meter<Hour>(
    "self-hosted-movement", slot: 2,
    formula: "runs × copies × ⌈copy.time⌉ min + GB × copy.perGB / copy.diu + further hours",
    source: integration)
  static let pipeline = Meter<Hour>(
    "pipeline-activities", slot: 3,
    formula: "runs × lookups × ⌈lookup.time⌉ min; in a managed network runs × (⌈time until all are done⌉ + "
      + "pipeline.ttl), no more than the trigger's interval",
    source: integration)
  static let external = Meter<Hour>(
    "external-activities", slot: 4, formula: "as pipeline-activities, of externals", source: integration)
  static let dataFlow = Meter<Hour>(
    "data-flow-cores", slot: 5,
    formula: "(runs × dataFlows × (⌈dataFlow.time⌉ + dataFlow.ttl) min + further hours) × dataFlow.cores",
    source: concepts)
  static let readWrite = Meter<Count>(
    "read-write", slot: 6, formula: "operations of the month above readWrite.free", source: concepts)
  static let records = Meter<Count>(
    "monitoring", slot: 7, formula: "activity runs × monitoring + further records",
    source: concepts)
  static let idle = Meter<Month>(
    "inactive-pipelines", slot: 8, accrual: .monthly, fixed: true, formula: "inactivePipelines per month",
    source: "ahmadabdalla/azure-cost-calculator analytics/data-factory.md")
  static let ssis = Meter<Hour>(
    "ssis-hours", slot: 9, fixed: true, formula: "hours × ssis.hours / 24 × ssis.nodes + further node-hours",
    source: concepts)
  public static let meters = [
    orchestration.port, movement.port, ownMovement.port, pipeline.port, external.port, dataFlow.port, readWrite.port,
    records.port, idle.port, ssis.port,
  ]

  public func priceKey(ofMeter slot: Int) -> String {
    switch slot {
    case Self.orchestration.slot: "adf.orchestration.\(runtime.priceWord)"
    // A self-hosted runtime's staged copies have a cloud leg.
    case Self.movement.slot: runtime == .managedNetwork ? "adf.movement.mvnet" : "adf.movement.azure"
    case Self.ownMovement.slot: "adf.movement.shir"
    case Self.pipeline.slot: "adf.pipeline.\(runtime.priceWord)"
    case Self.external.slot: "adf.external.\(runtime.priceWord)"
    case Self.dataFlow.slot: "adf.dataflow.\(compute.priceWord)"
    case Self.readWrite.slot: "adf.readwrite"
    case Self.records.slot: "adf.monitoring"
    case Self.idle.slot: "adf.inactive_pipeline"
    default: ssisKey
    }
  }

  /// One's own licence makes both editions cost the same.
  private var ssisKey: String {
    "adf.ssis.\(MachineSize(ssisSize).key)" + (ssisLicence == .own ? "" : ".\(ssisEdition.rawValue)")
  }
}

extension Flow<Count> {
  /// Pipeline runs started by hand or by events.
  public static var pipelineRuns: Self { Flow("pipeline-runs") }
  /// Activity runs beside those of pipeline runs.
  public static var activityRuns: Self { Flow("activity-runs") }
  /// Entities of a factory created, read, changed or deleted.
  public static var factoryOperations: Self { Flow("factory-operations") }
  /// Run records that are fetched beside those of each activity run.
  public static var runRecords: Self { Flow("run-records") }
}

extension Flow<Gigabyte> {
  /// Data that pipelines copy.
  public static var copiedData: Self { Flow("copied-data") }
}

extension Flow<Hour> {
  /// DIU-hours of copies beside those of pipeline runs.
  public static var copyHours: Self { Flow("copy-hours") }
  /// Hours of lookups and the like beside those of pipeline runs.
  public static var pipelineHours: Self { Flow("pipeline-hours") }
  /// Hours of external jobs beside those of pipeline runs.
  public static var externalHours: Self { Flow("external-hours") }
  /// Hours of data flow clusters beside those of pipeline runs.
  public static var dataFlowHours: Self { Flow("data-flow-hours") }
  /// Hours of copies by one's own machines beside those of pipeline runs.
  public static var ownCopyHours: Self { Flow("own-copy-hours") }
  /// Node-hours of an SSIS runtime beside those that it is up by schedule.
  public static var ssisNodeHours: Self { Flow("ssis-node-hours") }
}
