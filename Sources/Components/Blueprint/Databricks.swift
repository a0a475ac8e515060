public import Quantities

/// Azure Databricks: clusters that retrain the model at intervals and, where inference is batch, score all entities.
///
/// Classic compute is billed twice: DBU for the platform and node-hours for the virtual machines underneath; serverless
/// work by DBU alone. A run is due at its instant, takes the data kept since the previous run began, and bills hours in
/// the steps where they fall. It waits while its region is dark or the previous run of the same job still works; once
/// begun it runs to its end.
/// Source: ahmadabdalla/azure-cost-calculator databricks.md.
public struct Databricks: Component {
  public static let kind = "databricks"
  public static let title = "Azure Databricks"
  public static let purpose = "Machines that train the models and score in batches"
  public static let layer = Layer.analytics
  public static let placement = Placement.oneRegion
  public static let grain = Grain.step  // runs begin at instants and end by their data: not linear

  // MARK: Settings
  /// Pricing tier of the workspace.
  public var tier: Tier = .premium
  /// What kind of cluster the runs use.
  public var workload: Workload = .jobs
  /// Whether clusters have the Photon engine.
  public var photon = false
  /// How many times the DBU a node with Photon counts; nil for what a source has.
  public var photonFactor: Quantity<Count>?
  /// Size of every worker, and of the driver.
  public var node: NodeSize = .d4dsV5
  /// DBU per node-hour, where it differs from the table's.
  public var dbu: Quantity<Count>?
  /// Size of the driver, where it has one of its own.
  public var driver: NodeSize?
  /// DBU per hour of such a driver, where it differs from the table's.
  public var driverDBU: Quantity<Count>?
  /// Nodes beside the driver.
  public var workers: Quantity<Count> = 4
  /// Workers that a cluster begins with; nil for all.
  public var fewest: Quantity<Count>?
  /// Start-up, set-up and end of a training run.
  public var runFixed: Quantity<Hour> = 0.25
  /// Training time per gigabyte of its data.
  public var runPerGB: Quantity<Hour> = Quantity(2 / 60)
  /// Further attempts of a training run, on the mean.
  public var retries: Quantity<Count> = 0
  /// Time that enriching adds to a run.
  public var enrichFixed: Quantity<Hour> = 0
  /// The same per gigabyte of its data.
  public var enrichPerGB: Quantity<Hour> = 0
  /// Time that evaluating adds to a run.
  public var evaluateFixed: Quantity<Hour> = 0
  /// The same per gigabyte of its data.
  public var evaluatePerGB: Quantity<Hour> = 0
  /// Start-up, set-up and end of a scoring run.
  public var scoreFixed: Quantity<Hour> = 0.25
  /// Scoring time per million entities.
  public var scorePerMillion: Quantity<Hour> = Quantity(5 / 60)
  /// How long a cluster idles after each run.
  public var idle: Quantity<Hour> = 0
  /// Share of the workers' hours bought on the spot market.
  public var spot: Quantity<Share> = 0
  /// Work that is done again after evictions, over the work asked for.
  public var lost: Quantity<Share> = 0
  /// Share of the spot work that falls back on machines at the full price.
  public var fallback: Quantity<Share> = 0
  /// Machines that a pool keeps ready.
  public var pool: Quantity<Count> = 0
  /// Managed disks of each node.
  public var disks: Quantity<Count> = 0
  /// Their size.
  public var disk = "P10"
  /// Public addresses of each node.
  public var addresses: Quantity<Count> = 0
  /// Kind of the SQL warehouses.
  public var warehouse: Warehouse = .classic
  /// Size of their clusters.
  public var warehouseSize: WarehouseSize = .small
  /// Clusters of them that run at once.
  public var warehouseClusters: Quantity<Count> = 0
  /// Hours of the day that they run.
  public var warehouseHours: Quantity<Hour> = 24
  /// Whether the compliance add-on is on.
  public var isSecured = false

  /// Secrets that a run reads as it starts.
  public var secrets: Quantity<Count> = 2

  /// What the site says; set by `place`.
  private var secretsLeft = 1.0
  private var retraining: Schedule?
  private var scoring: BatchScoring?
  private var outages: [Range<Double>] = []
  /// DBU an hour of a node and of a driver of its own size, and 1 where machines are billed; worked out by `place`.
  private var perNode = 0.0, perDriver = 0.0, machines = 1.0

  /// Instances are created with every default.
  public init() {}

  public mutating func place(at site: Site) {
    retraining = site.retraining
    scoring = site.scoring
    secretsLeft = site.secretsLeft
    outages = site.outages.sorted { $0.lowerBound < $1.lowerBound }
    perNode = (dbu?.value ?? node.dbu ?? 0) * photonTimes
    perDriver = driver.map { (driverDBU?.value ?? $0.dbu ?? 0) * photonTimes } ?? 0
    machines = workload.isServerless ? 0 : 1
  }

  /// How many times the DBU a node counts.
  ///
  /// A D16ds v5 has 4 DBU an hour, with Photon 10 on jobs and 8 on all-purpose clusters (mwc360/LakeBench, its table made
  /// from the public price page); other sizes are taken alike.
  var photonTimes: Double {
    guard photon else { return 1 }
    return photonFactor?.value ?? (workload == .allPurpose ? 2 : 2.5)
  }

  // MARK: Gauges
  static let running = Gauge("nodesRunning", unit: "", slot: 0)
  static let starts = Gauge("runStarts", unit: "", slot: 1)
  static let startedData = Gauge("runGB", unit: "GB", slot: 2)
  static let startedHours = Gauge("runHours", unit: "h", slot: 3)
  public static let gauges = [running, starts, startedData, startedHours]

  /// Driver and workers.
  var nodes: Double { 1 + workers.value }
  /// Hours of one training run, enriching and evaluating included.
  private func trainingHours(_ size: Double) -> Double {
    let train = runFixed.value + runPerGB.value * size
    let rest = enrichFixed.value + enrichPerGB.value * size + (evaluateFixed.value + evaluatePerGB.value * size)
    return (train + rest) * (1 + retries.value) + idle.value
  }
  /// Hours of one scoring run.
  func scoringHours(_ entities: Quantity<Count>) -> Double {
    scoreFixed.value + scorePerMillion.value * entities.value / 1e6
  }

  // MARK: State
  /// The runs of one job: never two at a time.
  struct Job: Sendable {
    /// Runs begun so far.
    var begun = 0
    /// When the run under way ends, or the last one ended.
    var ends = 0.0
    /// When the next run begins; infinite if none will.
    var next: Double

    /// Until when the run under way has the fewest workers.
    var grows = 0.0

    /// Hours of the run under way that fall into `[from, to)`.
    func hours(from: Double, to end: Double) -> Double { Swift.max(0, Swift.min(ends, end) - from) }
    /// Of them, those in which it works and doesn't wait to end itself.
    func workHours(from: Double, to end: Double, idle: Double) -> Double {
      Swift.max(0, Swift.min(ends - idle, end) - from)
    }
    /// Of them, those with the fewest workers.
    func smallHours(from: Double, to end: Double) -> Double { Swift.max(0, Swift.min(grows, ends, end) - from) }
  }

  /// Both jobs, and the data that waits for the next training run.
  public struct State: Sendable {
    var training: Job
    var scoring: Job
    var kept = 0.0
  }

  public var initial: State {
    State(
      training: Job(next: start(ofRun: 0, of: retraining, after: 0)),
      scoring: Job(next: start(ofRun: 0, of: scoring?.schedule, after: 0)))
  }

  /// When a run begins: when it is due, the previous one has ended, and the region is not dark.
  func start(ofRun index: Int, of schedule: Schedule?, after end: Double) -> Double {
    guard let schedule, schedule.every > 0 else { return .infinity }
    var start = Swift.max(schedule.first + Double(index) * schedule.every, end)
    for outage in outages where outage.contains(start) { start = outage.upperBound }
    return start
  }

  /// Notes that a run of `hours` has begun at `start`, `small` of them with the fewest workers.
  private func begin(_ job: inout Job, at start: Double, for hours: Double, small: Double, by schedule: Schedule?) {
    job.begun += 1
    job.ends = start + hours
    job.grows = fewest == nil ? start : start + small
    job.next = self.start(ofRun: job.begun, of: schedule, after: job.ends)
  }

  // MARK: One step
  /// A run that begins within this of a step's end belongs to the next step: instants of short steps are rounded sums.
  static let instant = 1e-9

  public func advance(_ state: inout State, through step: Step, into usage: inout Usage) {
    let (begins, ends) = (step.start, step.start + step.hours)

    // Training. Data comes evenly within the step: a run takes the part before it began, the next one the rest.
    let data = step[Self.kept].value
    var taken = 0.0
    var (runs, gigabytes, runHours) = (0.0, 0.0, 0.0)
    var training = state.training.hours(from: begins, to: ends)
    var small = state.training.smallHours(from: begins, to: ends) + state.scoring.smallHours(from: begins, to: ends)
    while state.training.next < ends - Self.instant {
      let start = Swift.max(state.training.next, begins)
      let share = (start - begins) / step.hours
      let size = state.kept + data * (share - taken)
      let hours = trainingHours(size)
      begin(&state.training, at: start, for: hours, small: runFixed.value, by: retraining)
      training += state.training.hours(from: start, to: ends)
      small += state.training.smallHours(from: start, to: ends)
      state.kept = 0
      taken = share
      runs += 1
      gigabytes += size
      runHours += hours
    }
    state.kept += data * (1 - taken)

    // Scoring: every run takes the same time.
    var score = state.scoring.hours(from: begins, to: ends)
    var scored = state.scoring.workHours(from: begins, to: ends, idle: idle.value)
    var rows = 0.0
    var scorings = 0.0
    if let scoring {
      let hours = scoringHours(scoring.entities)
      while state.scoring.next < ends - Self.instant {
        scorings += 1
        let start = Swift.max(state.scoring.next, begins)
        begin(&state.scoring, at: start, for: hours + idle.value, small: scoreFixed.value, by: scoring.schedule)
        score += state.scoring.hours(from: start, to: ends)
        scored += state.scoring.workHours(from: start, to: ends, idle: idle.value)
        small += state.scoring.smallHours(from: start, to: ends)
        if hours == 0 { rows += scoring.entities.value }
      }
      if hours > 0 { rows = scoring.entities.value * scored / hours }
    }

    // The clusters' node-hours, and how they are bought.
    let hours = training + score + step[Self.clusterHours].value
    let spared = small * (workers.value - (fewest?.value ?? workers.value))
    let nodeHours = hours * nodes - spared
    let onSpot = (hours * workers.value - spared) * spot.value
    let redone = onSpot * lost.value
    let apart = driver == nil ? 0 : hours
    let single = step[Self.nodeTime].value
    let paid = Swift.max(nodeHours - apart - onSpot * (1 - fallback.value), 0) + single + pool.value * step.hours
    let units = Swift.max(nodeHours - apart, 0) + redone + single
    let dbus = units * perNode + apart * perDriver + step[Self.units].value

    // The warehouses.
    let warehouseHours = warehouseClusters.value * self.warehouseHours.value / 24 * step.hours
    let onMachines = warehouse == .serverless ? 0 : warehouseHours
    let sql = warehouseHours * warehouseSize.dbu + step[Self.sql].value

    usage[Self.dbus] += Quantity(dbus)
    usage[Self.nodeHours] += Quantity(machines * paid)
    usage[Self.spotHours] += Quantity(machines * (onSpot + redone))
    usage[Self.driverHours] += Quantity(machines * apart)
    let all = machines * (paid + onSpot + redone + apart) + onMachines * (1 + warehouseSize.workers)
    usage[Self.diskMonths] += Quantity(all * disks.value / step.monthHours)
    usage[Self.addressHours] += Quantity(all * addresses.value)
    usage[Self.allPurposeUnits] += step[Self.allPurpose]
    usage[Self.jobsUnits] += step[Self.jobs]
    usage[Self.jobsLightUnits] += step[Self.jobsLight]
    usage[Self.sqlUnits] += Quantity(sql)
    usage[Self.warehouseDrivers] += Quantity(onMachines)
    usage[Self.warehouseWorkers] += Quantity(onMachines * warehouseSize.workers)
    usage[Self.tablesUnits] += step[Self.tables]
    usage[Self.serverlessUnits] += step[Self.serverless]
    usage[Self.interactiveUnits] += step[Self.interactive]
    usage[Self.servingUnits] += step[Self.serving]
    let further = step[Self.allPurpose] + step[Self.jobs] + step[Self.jobsLight] + step[Self.tables]
    let served = step[Self.serverless] + step[Self.interactive] + step[Self.serving]
    usage[Self.securityUnits] += isSecured ? Quantity(dbus + sql) + further + served : 0

    usage[feeding: Self.rows] = Quantity(rows)
    usage[feeding: Self.scans] = Quantity(gigabytes)
    usage[feeding: Self.secretReads] = Quantity((runs + scorings) * secrets.value * secretsLeft)
    usage[showing: Self.running] = nodes * ((training > 0 ? 1 : 0) + (score > 0 ? 1 : 0))
    usage[showing: Self.starts] = runs
    usage[showing: Self.startedData] = gigabytes
    usage[showing: Self.startedHours] = runHours
  }
}
