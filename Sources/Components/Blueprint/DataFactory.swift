public import Quantities

/// Azure Data Factory: pipelines that bring data in and start the jobs that work on it.
///
/// Billed by activity runs and by the time that copies, lookups, external jobs and data flows take, each rounded up to
/// whole minutes. A pipeline runs by a trigger; without one it runs with every retraining and batch scoring.
/// Sources: MicrosoftDocs/azure-docs articles/data-factory/pricing-concepts.md and
/// better-understand-different-integration-runtime-charges.md.
public struct DataFactory: Component {
  public static let kind = "data-factory"
  public static let title = "Azure Data Factory v2"
  public static let purpose = "Pipelines that fetch data at intervals and start the jobs that work on it"
  public static let layer = Layer.analytics
  public static let placement = Placement.oneRegion
  public static let grain = Grain.day  // minutes are rounded per activity, whose time is a setting: linear in runs

  // MARK: Settings
  /// Where activities run.
  public var runtime: Runtime = .azure
  /// How often the trigger starts the pipeline; nil for with every retraining and batch scoring.
  public var trigger: Quantity<PerHour>?
  /// Copies in a run.
  public var copies: Quantity<Count> = 1
  /// Time of each copy that its data do not change.
  public var copyTime: Quantity<Second> = 60
  /// Data integration units of a copy.
  public var diu: Quantity<Count> = 4
  /// Time that a copy waits for a machine in a managed network.
  public var queue: Quantity<Second> = 60
  /// Data integration unit-hours per gigabyte copied.
  public var perGB: Quantity<Hour> = Quantity(1.2667 / 100)
  /// Whether a copy goes through staging storage.
  public var staged = false
  /// How long a managed network keeps machines for the next copy.
  public var copyTTL: Quantity<Second> = 0
  /// Lookups, deletions and the like in a run.
  public var lookups: Quantity<Count> = 0
  /// Time of each.
  public var lookupTime: Quantity<Second> = 60
  /// Notebooks, stored procedures and the like in a run.
  public var externals: Quantity<Count> = 1
  /// Time of each.
  public var externalTime: Quantity<Second> = 600
  /// Whether activities of a sort run side by side.
  public var parallel = false
  /// How long a managed network keeps machines for the next activity.
  public var pipelineTTL: Quantity<Second> = 3600
  /// Activities in a run that take no billed time.
  public var controls: Quantity<Count> = 0
  /// Data flows in a run.
  public var dataFlows: Quantity<Count> = 0
  /// Kind of their clusters.
  public var compute: Compute = .general
  /// Cores of a cluster.
  public var cores: Quantity<Count> = 8
  /// Time of each data flow.
  public var dataFlowTime: Quantity<Second> = 600
  /// How long its cluster stays.
  public var dataFlowTTL: Quantity<Second> = 0
  /// How often each run record is fetched.
  public var monitoring: Quantity<Count> = 1
  /// Pipelines that never run.
  public var inactive: Quantity<Count> = 0
  /// Hours of the day that the SSIS runtime is up.
  public var ssisHours: Quantity<Hour> = 0
  /// Its nodes.
  public var ssisNodes: Quantity<Count> = 1

  /// Secrets that a run reads for its connections.
  public var secrets: Quantity<Count> = 2
  /// Billed size of the records that an activity run writes about itself.
  public var logPerActivity: Quantity<Gigabyte> = 4e-6

  public static let settings: [Setting<Self>] = [
    .choice("runtime", \.runtime, "where activities run: Azure's, Azure's in a managed network, or your own machines"),
    .optional(
      "trigger", \.trigger, in: 0...3600,
      "how often the pipeline runs (once with every retraining and batch scoring if left out)"),
    .number("copies", \.copies, in: 0...1e6, "copies in a run, every turn of a loop counted"),
    .number("copy.time", \.copyTime, in: 0...604_800, "time of each copy that its data do not change"),
    .number("copy.diu", \.diu, in: 2...256, "data integration units of a copy"),
    .number("copy.queue", \.queue, in: 0...3600, "time that each copy waits for a machine in a managed network"),
    .number("copy.perGB", \.perGB, in: 0...1000, "data integration unit-hours per GB copied"),
    .flag("copy.staged", \.staged, "copies go through staging storage: two legs, both billed"),
    .number("copy.ttl", \.copyTTL, in: 0...604_800, "how long a managed network keeps machines for the next copy"),
    .number("lookups", \.lookups, in: 0...1e6, "lookups, deletions, metadata reads and the like in a run"),
    .number("lookup.time", \.lookupTime, in: 0...604_800, "time of each"),
    .number("externals", \.externals, in: 0...1e6, "notebooks, stored procedures and the like in a run"),
    .number("external.time", \.externalTime, in: 0...604_800, "time of each"),
    .flag("parallel", \.parallel, "lookups, and externals, run side by side; a managed network bills them once"),
    .number(
      "pipeline.ttl", \.pipelineTTL, in: 0...604_800,
      "how long a managed network keeps machines for the next lookup or external activity"),
    .number("controls", \.controls, in: 0...1e6, "activities in a run that take no billed time, such as conditions"),
    .number("dataFlows", \.dataFlows, in: 0...1e6, "data flows in a run, each on its own cluster"),
    .choice("dataFlow.compute", \.compute, "kind of the clusters; compute is being retired"),
    .number("dataFlow.cores", \.cores, in: 8...272, "cores of a cluster"),
    .number("dataFlow.time", \.dataFlowTime, in: 0...604_800, "time of each data flow, start of the cluster included"),
    .number("dataFlow.ttl", \.dataFlowTTL, in: 0...604_800, "how long a cluster stays after its data flow"),
    .number("monitoring", \.monitoring, in: 0...1000, "how often the record of each run is fetched"),
    .number("inactivePipelines", \.inactive, in: 0...1e6, "pipelines without trigger and run in the month"),
    .number("ssis.hours", \.ssisHours, in: 0...24, "hours of the day that the SSIS runtime is up"),
    .number("ssis.nodes", \.ssisNodes, in: 1...10, "nodes of the SSIS runtime, size D1 v2"),
    .number("secrets", \.secrets, in: 0...1e6, "secrets that a run reads from the vault for its connections"),
    .number(
      "logs.perActivity", \.logPerActivity, in: 0...1,
      "billed size of the logs of an activity run, where a monitor collects them"),
  ]

  /// Where activities run.
  public enum Runtime: String, CaseIterable, Sendable {
    case azure
    case managedNetwork = "managed-network"
    case selfHosted = "self-hosted"

    /// The word in the price list's keys.
    var priceWord: String {
      switch self {
      case .azure: "azure"
      case .managedNetwork: "mvnet"
      case .selfHosted: "shir"
      }
    }
  }

  /// Kind of a data flow's cluster.
  public enum Compute: String, CaseIterable, Sendable {
    case general, memory, compute

    /// The word in the price list's keys.
    var priceWord: String {
      switch self {
      case .general: "gp"
      case .memory: "mo"
      case .compute: "co"
      }
    }
  }

  /// What the site says; set by `place`.
  private var schedules: [Schedule] = []
  /// What a run uses, worked out once; set by `place`.
  private var run = Run()
  private var secretsLeft = 1.0

  /// Instances are created with every default.
  public init() {}

  public mutating func place(at site: Site) {
    schedules = [site.retraining, site.scoring?.schedule].compactMap { $0 }.filter { $0.every > 0 }
    run = oneRun
    secretsLeft = site.secretsLeft
  }

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
    guard dataFlows > 0, !Self.clusterSizes.contains(cores.value) else { return [] }
    return ["`dataFlow.cores` is \(Measure.write(cores)); a cluster has 8, 16, 32, 48, 80, 144 or 272"]
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
        key: "free operations", value: "none", origin: "rule",
        source: "sources differ on a free first million of factory operations; the effect is cents"),
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
  public static let inputs = [
    runs.port, data.port, activities.port, diuHours.port, pipelineHours.port, externalHours.port, clusterHours.port,
    operations.port,
  ]

  static let landed = Output(.landedData, slot: 0, "copies land in the lake")
  static let secretReads = Output(.secretReads, slot: 1, fixed: true, "a run reads the secrets of its connections")
  static let logs = Output(.platformLogs, slot: 2, fixed: true, "each activity run is logged")
  public static let outputs = [landed.port, secretReads.port, logs.port]

  public func carried(byInput slot: Int) -> Carried? { slot == Self.data.slot ? Carried(asked: 1) : nil }

  // MARK: Meters
  static let orchestration = Meter<Count>(
    "activity-runs", slot: 0,
    formula: "runs × (1 trigger + copies + lookups + externals + dataFlows + controls) + further activities",
    source: concepts)
  static let movement = Meter<Hour>(
    "data-movement", slot: 1,
    formula: "runs × copies × copy.diu × ⌈copy.time⌉ min + GB × copy.perGB, each leg; in a managed network the queue "
      + "counts, and with copy.ttl one stretch per run: copy.diu × ⌈queue + Σ times + ttl⌉ min",
    source: integration)
  static let ownMovement = Meter<Hour>(
    "self-hosted-movement", slot: 2, formula: "runs × copies × ⌈copy.time⌉ min + GB × copy.perGB / copy.diu",
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
  static let readWrite = Meter<Count>("read-write", slot: 6, formula: "operations", source: concepts)
  static let records = Meter<Count>("monitoring", slot: 7, formula: "activity-runs × monitoring", source: concepts)
  static let idle = Meter<Month>(
    "inactive-pipelines", slot: 8, accrual: .monthly, fixed: true, formula: "inactivePipelines per month",
    source: "ahmadabdalla/azure-cost-calculator analytics/data-factory.md")
  static let ssis = Meter<Hour>(
    "ssis-hours", slot: 9, fixed: true, formula: "hours × ssis.hours / 24 × ssis.nodes", source: concepts)
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
    default: "adf.ssis.d1_v2"
    }
  }

  // MARK: Gauges
  static let shownRuns = Gauge("pipelineRuns", unit: "", slot: 0)
  static let shownMovement = Gauge("copyHours", unit: "h", slot: 1)
  static let shownPipeline = Gauge("activityHours", unit: "h", slot: 2)
  public static let gauges = [shownRuns, shownMovement, shownPipeline]

  // MARK: One run
  /// What one run uses: activity runs, and hours.
  struct Run: Sendable {
    var activities = 0.0
    var movement = 0.0, ownMovement = 0.0
    var pipeline = 0.0, external = 0.0
    var cluster = 0.0
  }

  /// Every started minute counts.
  private func minutes(_ time: Double) -> Double { (time / 60).ceiled }

  /// What one run uses under these settings.
  private var oneRun: Run {
    let managed = runtime == .managedNetwork
    var one = Run()
    one.activities = 1 + copies.value + lookups.value + externals.value + dataFlows.value + controls.value

    let legs = staged ? 2.0 : 1.0
    let eachCopy = minutes(copyTime.value + (managed ? queue.value : 0)) / 60
    switch runtime {
    case .azure: one.movement = copies.value * eachCopy * diu.value * legs
    case .managedNetwork where copyTTL > 0 && copies > 0:
      let stretch = queue.value + copies.value * copyTime.value * legs + copyTTL.value
      one.movement = withinInterval(minutes(stretch) / 60) * diu.value
    case .managedNetwork: one.movement = copies.value * eachCopy * diu.value * legs
    case .selfHosted:
      one.ownMovement = copies.value * eachCopy
      one.movement = staged ? copies.value * eachCopy * diu.value : 0
    }

    one.pipeline = hours(of: lookups.value, each: lookupTime.value, atOnce: Self.lookupsAtOnce)
    one.external = hours(of: externals.value, each: externalTime.value, atOnce: Self.externalsAtOnce)
    one.cluster = dataFlows.value * (minutes(dataFlowTime.value) + dataFlowTTL.value / 60) / 60
    return one
  }

  /// Billed hours of `count` activities of a sort in one run.
  private func hours(of count: Double, each time: Double, atOnce: Double) -> Double {
    guard runtime == .managedNetwork else { return count * minutes(time) / 60 }
    guard count > 0 else { return 0 }
    // One machine pool: what overlaps is billed once, and until its time to live is over.
    let waves = parallel ? (count / atOnce).ceiled : count
    return withinInterval((minutes(waves * time) + pipelineTTL.value / 60) / 60)
  }

  /// A pool that is kept until the next run is billed once.
  private func withinInterval(_ hours: Double) -> Double {
    guard let trigger, trigger > 0 else { return hours }
    return Swift.min(hours, 1 / trigger.value)
  }

  /// Runs of `schedule` that begin in the step; an instant within 1e-9 h of its end belongs to the next.
  private func begun(_ schedule: Schedule, in step: Step) -> Double {
    func before(_ time: Double) -> Double {
      Swift.max((time - 1e-9 - schedule.first) / schedule.every, 0).ceiled
    }
    return before(step.start + step.hours) - before(step.start)
  }

  // MARK: One step
  public func advance(_ state: inout Stateless, through step: Step, into usage: inout Usage) {
    var runs = step[Self.runs].value
    if let trigger {
      runs += trigger.value * step.hours
    } else {
      for schedule in schedules { runs += begun(schedule, in: step) }
    }
    let data = step[Self.data].value * perGB.value
    let isOwn = runtime == .selfHosted
    let cloudLegs = isOwn ? (staged ? 1.0 : 0) : staged ? 2.0 : 1.0

    let activities = runs * run.activities + step[Self.activities].value
    let movement = runs * run.movement + data * cloudLegs + step[Self.diuHours].value
    let ownMovement = runs * run.ownMovement + (isOwn ? data / diu.value : 0)
    let pipeline = runs * run.pipeline + step[Self.pipelineHours].value
    let external = runs * run.external + step[Self.externalHours].value

    usage[Self.orchestration] += Quantity(activities)
    usage[Self.movement] += Quantity(movement)
    usage[Self.ownMovement] += Quantity(ownMovement)
    usage[Self.pipeline] += Quantity(pipeline)
    usage[Self.external] += Quantity(external)
    usage[Self.dataFlow] += Quantity((runs * run.cluster + step[Self.clusterHours].value) * cores.value)
    usage[Self.readWrite] += step[Self.operations]
    usage[Self.records] += Quantity(activities * monitoring.value)
    usage[Self.idle] += Quantity(inactive.value * step.hours)
    usage[Self.ssis] += Quantity(ssisHours.value / 24 * ssisNodes.value * step.hours)
    usage[feeding: Self.landed] = step[Self.data]
    usage[feeding: Self.secretReads] = Quantity(runs * secrets.value * secretsLeft)
    usage[feeding: Self.logs] = Quantity(activities * logPerActivity.value)
    usage[showing: Self.shownRuns] = runs
    usage[showing: Self.shownMovement] = movement + ownMovement
    usage[showing: Self.shownPipeline] = pipeline + external
  }
}

extension Flow<Count> {
  /// Pipeline runs started by hand or by events.
  public static var pipelineRuns: Self { Flow("pipeline-runs") }
  /// Activity runs beside those of pipeline runs.
  public static var activityRuns: Self { Flow("activity-runs") }
  /// Entities of a factory created, read, changed or deleted.
  public static var factoryOperations: Self { Flow("factory-operations") }
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
}
