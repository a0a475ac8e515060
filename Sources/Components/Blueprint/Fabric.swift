public import Quantities

/// Microsoft Fabric: pipelines, Spark, warehouse and streams on one capacity over OneLake, instead of Data Factory,
/// Databricks and a lake of its own.
///
/// A capacity is billed by its capacity units (CU) while it runs, used or idle; operations draw CU-seconds from it.
/// They may burst: what they drew is smoothed over the time to come, and throttled when too much of that is spent.
/// Source: MicrosoftDocs/fabric-docs docs/enterprise/throttling.md.
public struct Fabric: Component {
  public static let kind = "fabric"
  public static let title = "Microsoft Fabric"
  public static let purpose = "One capacity for pipelines, training, warehouse and streams"
  public static let layer = Layer.analytics
  public static let placement = Placement.oneRegion
  public static let grain = Grain.step  // smoothing, runs that begin at instants

  // MARK: Settings
  /// Size of the capacity.
  public var sku: SKU = .f64
  /// Whether a capacity stands or each use is paid for.
  public var compute: Compute = .capacity
  /// Where Spark's work is billed.
  public var spark: Spark = .capacity
  /// Most overage paid for in 24 hours, in CU-hours; none at 0.
  public var overage: Quantity<Hour> = 0
  /// First hour of the day that the capacity runs.
  public var runsFrom: Quantity<Hour> = 0
  /// Hour of the day at which it is paused.
  public var runsTo: Quantity<Hour> = 24
  /// Days of the week on which it runs.
  public var runsOn: Days = .all
  /// Over how long interactive operations are smoothed.
  public var smoothing: Quantity<Hour> = Quantity(5.0 / 60)
  /// A job may use all vCores of the burst.
  public var jobBursting = false
  /// What one run of a copy activity does.
  public var copy = Copy()
  /// What one run of a dataflow does.
  public var dataflow = Dataflow()
  /// Share of Copilot's input tokens found in its cache.
  public var copilotCached: Quantity<Share> = 0
  /// Gateways to virtual networks that are up.
  public var gateways: Quantity<Count> = 0
  /// Whether the scenario's training and scoring run here.
  public var jobs = true
  /// What training and scoring runs do.
  public var runs = Runs()
  /// Streams of events.
  public var streams = Streams()
  /// Which price a serverless background operation has.
  public var backgroundPrice: Workload = .warehouse
  /// Which price a serverless interactive operation has.
  public var interactivePrice: Workload = .warehouse
  /// What OneLake holds.
  public var oneLake = OneLake()

  public static let settings: [Setting<Self>] = [
    .choice("sku", \.sku, "size of the capacity: F64 has 64 capacity units"),
    .choice(
      "compute", \.compute,
      "a capacity that stands; serverless: each use at its own price; shared: CU-seconds of others' capacity at its rate"
    ),
    .choice("spark.billing", \.spark, "whether Spark draws on the capacity or is billed apart, without smoothing"),
    .flag("spark.jobBursting", \.jobBursting, "one job may use all vCores of the burst"),
    .number(
      "overage", \.overage, in: 0...1e6,
      "CU-hours a rolling 24 hours that may be paid for instead of throttling, in steps of 48; 0 for none"),
    .number("runs.from", \.runsFrom, in: 0...24, "hour of the day, UTC, at which the capacity is resumed"),
    .number("runs.to", \.runsTo, in: 0...24, "hour of the day, UTC, at which the capacity is paused"),
    .choice("runs.days", \.runsOn, "days of the week, UTC, on which it runs between these hours"),
    .number("smoothing", \.smoothing, in: 0.08...1.07, "over how long interactive operations are smoothed"),
    .choice("copy.mode", \.copy.mode, "full copies, or incremental ones at twice the rate"),
    .number("copy.throughput", \.copy.throughput, in: 0.1...1000, "intelligent throughput optimisation of a copy"),
    .number("copy.time", \.copy.time, in: 0...1000, "time of a copy, billed in whole minutes"),
    .choice("dataflow.engine", \.dataflow.engine, "Dataflow Gen2 with CI/CD, cheaper beyond 10 min, or without"),
    .number("dataflow.time", \.dataflow.time, in: 0...1000, "time that a dataflow's queries are evaluated"),
    .number("dataflow.staging", \.dataflow.staging, in: 0...1000, "time of the SQL engine, if a dataflow is staged"),
    .number("dataflow.fastCopy", \.dataflow.fastCopy, in: 0...1000, "time of fast copy in a dataflow"),
    .number("copilot.cached", \.copilotCached, in: 0...1, "share of Copilot's input tokens found in its cache"),
    .number("gateways", \.gateways, in: 0...1000, "gateways to virtual networks that are up"),
    .optional(
      "training.vCores", \.runs.vCores, in: 1...24_576,
      "Spark vCores of a training or scoring run (20, or what the capacity gives a job, if left out)"),
    .flag("jobs", \.jobs, "the scenario's training and scoring run here; off beside a Databricks that does them"),
    .number("training.fixed", \.runs.fixed, in: 0...1000, "time of a training run that its data do not change"),
    .number("training.perGB", \.runs.perGB, in: 0...1000, "training time per GB landed since the previous run began"),
    .number("scoring.fixed", \.runs.scoreFixed, in: 0...1000, "time of a scoring run that its entities do not change"),
    .number("scoring.perMillion", \.runs.scorePerMillion, in: 0...1000, "scoring time per million entities"),
    .number("streams.count", \.streams.count, in: 0...1000, "event streams that are active"),
    .number("streams.processors", \.streams.processors, in: 0...1000, "event processors that are active"),
    .choice("streams.step", \.streams.step, "how far processors have scaled, in base rates"),
    .choice("serverless.background", \.backgroundPrice, "which serverless price a background operation has"),
    .choice("serverless.interactive", \.interactivePrice, "which serverless price an interactive operation has"),
    .number("oneLake.hot", \.oneLake.hot, "data in the hot tier at the start, soft-deleted data included"),
    .number("oneLake.cool", \.oneLake.cool, "data in the cool tier"),
    .number("oneLake.cold", \.oneLake.cold, "data in the cold tier"),
    .number("oneLake.mirrored", \.oneLake.mirrored, "data mirrored from databases, free up to 1 TB per capacity unit"),
    .number("oneLake.ratio", \.oneLake.ratio, in: 0...10, "stored size over the raw size of what lands"),
    .number("oneLake.retention", \.oneLake.retention, in: 1...3650, "days that landed data stays"),
    .number("oneLake.cache", \.oneLake.cache, "data in the cache of the real-time engine"),
    .number("oneLake.sql", \.oneLake.sql, "data of SQL databases"),
    .number("oneLake.sqlBackup", \.oneLake.sqlBackup, "backups of SQL databases"),
    .number(
      "oneLake.iterativeReads", \.oneLake.iterativeReads, in: 0...1, "share of reads that list or iterate"),
    .number(
      "oneLake.iterativeWrites", \.oneLake.iterativeWrites, in: 0...1, "share of writes that rename or iterate"),
    .flag("oneLake.disasterRecovery", \.oneLake.disasterRecovery, "a second copy in the paired region"),
    .choice("oneLake.access", \.oneLake.access, "whether applications reach OneLake by redirect or through its proxy"),
  ]

  private var retraining: Schedule?
  private var scoring: BatchScoring?
  private var outages: [Range<Double>] = []
  private var firstWeekday = 0

  /// A capacity with every default.
  public init() {}

  public mutating func place(at site: Site) {
    retraining = jobs ? site.retraining : nil
    scoring = jobs ? site.scoring : nil
    outages = site.outages
    firstWeekday = site.firstWeekday
  }

  /// Spark vCores that one job may use; without bound where Spark is billed apart.
  var mostJobVCores: Double {
    guard compute == .capacity, spark == .capacity else { return .infinity }
    return jobBursting ? sku.burstVCores : sku.sparkVCores
  }
  /// Spark vCores of a run; 20 are the cores of five usual Databricks nodes.
  var jobVCores: Double { runs.vCores?.value ?? Swift.min(20, mostJobVCores) }

  public func conflicts() -> [String] {
    var list: [String] = []
    if runsFrom >= runsTo { list.append("`runs.from` is not before `runs.to`") }
    if (overage.value / 48).truncatingRemainder(dividingBy: 1) != 0 {
      list.append("`overage` is \(Measure.write(overage)); it takes multiples of 48 CU-hours")
    }
    if let asked = runs.vCores, asked.value > mostJobVCores {
      list.append(
        "`training.vCores` is \(Measure.write(asked)); a job on \(sku.rawValue) takes "
          + "\(Measure.plain(mostJobVCores)) at most")
    }
    return list
  }

  public func assumptions() -> [Assumption] {
    [
      labelled("smoothing", "5 to 64 min by how much an operation draws; no source says how"),
      labelled("copy.throughput", "depends on source and destination: measure a copy"),
      labelled("copy.time", "depends on source and destination: measure a copy"),
      labelled("dataflow.time", "depends on the queries: measure a refresh"),
      labelled("training.vCores", "depends on the pool that is chosen"),
      labelled("training.fixed", "session start and set-up times are in no source"),
      labelled("training.perGB", "training speed is the model's own: measure a run"),
      labelled("scoring.fixed", "session start and set-up times are in no source"),
      labelled("scoring.perMillion", "scoring speed is the model's own: measure a run"),
      labelled("oneLake.ratio", "how small tables become depends on the data: measure one"),
      labelled("oneLake.retention", "a choice of the platform's owner"),
      Assumption(
        key: "work while paused", value: "background waits, interactive is lost", origin: "rule",
        source: "runs and pipelines are taken to begin when the capacity is resumed"),
      Assumption(
        key: "overage", value: "checked every step", origin: "rule",
        source: "Azure checks its 24-hour limit every 5 min: \(FabricFacts.overage)"),
      Assumption(
        key: "serverless", value: "priced per use at the list's rates", origin: "rule",
        source: "the price list names the meters; no document on their terms was found"),
    ]
  }

  // MARK: Flows
  static let landed = Input(
    .fabricData, slot: 0, visit: "in", reach: .everywhere, "raw data that lands in OneLake and waits for the next run")
  static let backgroundWork = Input(
    .fabricBackground, slot: 1, visit: "background", reach: .everywhere,
    "CU-seconds of background operations: warehouse, dataflows, refreshes")
  static let interactiveWork = Input(
    .fabricInteractive, slot: 2, visit: "interactive", reach: .everywhere, "CU-seconds of interactive operations")
  static let sparkTime = Input(
    .fabricSpark, slot: 3, visit: "spark", reach: .everywhere, "vCore time of Spark sessions")
  static let copies = Input(.fabricCopies, slot: 4, visit: "copies", reach: .everywhere, "copy activities run")
  static let activities = Input(
    .fabricActivities, slot: 5, visit: "activities", reach: .everywhere, "other activities that pipelines run")
  static let reads = Input(
    .oneLakeReads, slot: 6, visit: "reads", reach: .everywhere, "reads of OneLake, each of up to 4 MB")
  static let writes = Input(
    .oneLakeWrites, slot: 7, visit: "writes", reach: .everywhere, "writes to OneLake, each of up to 4 MB")
  static let dataflows = Input(
    .fabricDataflows, slot: 8, visit: "dataflows", reach: .everywhere, "runs of dataflows")
  static let copilotIn = Input(
    .copilotPrompts, slot: 9, visit: "copilotIn", reach: .everywhere, "tokens that Copilot reads")
  static let copilotOut = Input(
    .copilotAnswers, slot: 10, visit: "copilotOut", reach: .everywhere, "tokens that Copilot writes")
  static let streamed = Input(
    .streamTraffic, slot: 11, visit: "streamed", reach: .everywhere, "data into and out of event streams")
  public static let inputs = [
    landed.port, backgroundWork.port, interactiveWork.port, sparkTime.port, copies.port, activities.port, reads.port,
    writes.port, dataflows.port, copilotIn.port, copilotOut.port, streamed.port,
  ]

  static let rows = Output(.predictionRows, slot: 0, "entities scored, spread evenly over the run's hours")
  public static let outputs = [rows.port]

  public func carried(byInput slot: Int) -> Carried? { slot == Self.landed.slot ? Carried(asked: 1) : nil }

  // MARK: One step
  /// Runs, stored data, and what the capacity has still to pay.
  public struct State: Sendable {
    var training: ScheduledRuns
    var scoring: ScheduledRuns
    /// Gigabytes that wait for the next training run.
    var kept = 0.0
    var arrivals: DailyArrivals
    var load = FabricLoad()
  }

  public var initial: State {
    State(
      training: ScheduledRuns(retraining, outages: outages),
      scoring: ScheduledRuns(scoring?.schedule, outages: outages),
      arrivals: DailyArrivals(remembering: Int(oneLake.retention.value.rounded())))
  }

  public func advance(_ state: inout State, through step: Step, into usage: inout Usage) {
    let job = runJobs(&state, through: step, into: &usage)
    store(&state, through: step, into: &usage)
    let landed = step[Self.landed].value
    var work = FabricWork()
    work.spark = (step[Self.sparkTime].value + job.hours * jobVCores * 3600) / FabricFacts.vCoresPerCU
    let refreshes = step[Self.dataflows].value
    work.movement = step[Self.copies].value * copy.work + refreshes * dataflow.copying
    work.dataflows = refreshes * dataflow.evaluating
    work.staging = refreshes * dataflow.stagingWork
    work.copilot = Self.copilotWork(
      prompt: step[Self.copilotIn].value, answer: step[Self.copilotOut].value, cached: copilotCached.value)
    work.orchestration = step[Self.activities].value * FabricFacts.activity * 3600
    work.streams = streams.rate * step.seconds
    work.traffic = step[Self.streamed].value * FabricFacts.traffic * 3600
    work.gateways = gateways.value * FabricFacts.gateway * step.seconds
    work.background = step[Self.backgroundWork].value
    work.interactive = step[Self.interactiveWork].value
    work.reads = (step[Self.reads].value + job.gigabytes / FabricFacts.block) * oneLake.readWork
    work.writes = (step[Self.writes].value + landed * oneLake.ratio.value / FabricFacts.block) * oneLake.writeWork
    usage[showing: Self.vCores] =
      step[Self.sparkTime].value / step.seconds + (job.hours > 0 ? jobVCores : 0)
    switch compute {
    case .serverless: payPerUse(work, into: &usage)
    case .shared: usage[Self.attributed] += Quantity(work.all / 3600)
    case .capacity: drawOnCapacity(work, &state.load, through: step, into: &usage)
    }
  }

  /// Runs due training and scoring: hours worked, and gigabytes that training runs read.
  private func runJobs(
    _ state: inout State, through step: Step, into usage: inout Usage
  ) -> (hours: Double, gigabytes: Double) {
    let data = step[Self.landed].value
    var (kept, taken, gigabytes) = (state.kept, 0.0, 0.0)
    let training = state.training.hours(in: step) { share in
      let size = kept + data * (share - taken)
      (kept, taken) = (0, share)
      gigabytes += size
      return runs.fixed.value + runs.perGB.value * size
    }
    state.kept = kept + data * (1 - taken)
    guard let scoring else { return (training, gigabytes) }
    let each = runs.scoreFixed.value + runs.scorePerMillion.value * scoring.entities.value / 1e6
    let before = state.scoring.begun
    let scored = state.scoring.hours(in: step) { _ in each }
    let whole = each > 0 ? scored / each : Double(state.scoring.begun - before)
    usage[feeding: Self.rows] = scoring.entities * whole
    return (training + scored, gigabytes)
  }

  private func store(_ state: inout State, through step: Step, into usage: inout Usage) {
    state.arrivals.open(step)
    let old = state.arrivals.recent(Int(oneLake.retention.value.rounded()))
    state.arrivals.add(step[Self.landed].value)
    let share = step.hours / step.monthHours
    let grown = (old * step.hours + step.held(Self.landed).value) * oneLake.ratio.value
    usage[Self.hot] += Quantity((oneLake.hot.value * step.hours + grown) / step.monthHours)
    usage[Self.cool] += Quantity(oneLake.cool.value * share)
    usage[Self.cold] += Quantity(oneLake.cold.value * share)
    usage[Self.cached] += Quantity(oneLake.cache.value * share)
    usage[Self.databases] += Quantity(oneLake.sql.value * share)
    usage[Self.backups] += Quantity(oneLake.sqlBackup.value * share)
    let free = compute == .capacity ? Swift.min(oneLake.mirrored.value, sku.units * FabricFacts.mirrored) : 0
    usage[Self.mirroredFree] += Quantity(free * share)
    usage[Self.mirrored] += Quantity((oneLake.mirrored.value - free) * share)
  }

  private func payPerUse(_ work: FabricWork, into usage: inout Usage) {
    usage[Self.sparkApart] += Quantity(work.spark / 3600)
    usage[Self.movement] += Quantity(work.movement / 3600)
    usage[Self.orchestration] += Quantity(work.orchestration / 3600)
    usage[Self.streaming] += Quantity((work.streams + work.traffic) / 3600)
    usage[Self.refreshing] += Quantity(work.dataflows / 3600)
    usage[Self.staged] += Quantity(work.staging / 3600)
    usage[Self.assisting] += Quantity(work.copilot / 3600)
    usage[Self.bridging] += Quantity(work.gateways / 3600)
    usage[Self.inBackground] += Quantity(work.background / 3600)
    usage[Self.interacting] += Quantity(work.interactive / 3600)
    usage[Self.lakeReads] += Quantity(work.reads / 3600)
    usage[Self.lakeWrites] += Quantity(work.writes / 3600)
  }

  private func drawOnCapacity(
    _ work: FabricWork, _ load: inout FabricLoad, through step: Step, into usage: inout Usage
  ) {
    var scheduled = work.scheduled
    if spark == .autoscale {
      usage[Self.sparkApart] += Quantity(work.spark / 3600)
    } else {
      scheduled += work.spark
    }
    let hour = Double(step.hourOfDay)
    // Steps of less than an hour begin at rounded sums.
    let weekday = (Int((step.start + 1e-6) / 24) + firstWeekday) % 7
    guard hour >= runsFrom.value, hour < runsTo.value, weekday < runsOn.number else {
      // Streams stand still; what was smoothed into the future is paid at once.
      usage[Self.settlement] += Quantity(load.pause(smoothing: smoothing.value, hours: step.hours) / 3600)
      load.wait(scheduled)
      usage[showing: Self.rejected] = work.interactive / 3600
      return
    }
    usage[Self.standing] += Quantity(sku.units * step.hours)
    let drawn = load.draw(
      scheduled: scheduled + work.standing, interactive: work.interactive, of: sku.units, smoothing: smoothing.value,
      hours: step.hours, overage: overage.value * 3600)
    usage[Self.paidOverage] += Quantity(drawn.overage / 3600)
    usage[showing: Self.used] = drawn.smoothed / step.seconds
    usage[showing: Self.ahead] = load.carried / (sku.units * 60)
    usage[showing: Self.rejected] = drawn.rejected / 3600
  }
}
