public import Quantities

/// Azure Databricks: clusters that retrain the model at intervals and, where inference is batch, score all entities.
///
/// Classic compute is billed twice: DBU for the platform and node-hours for the virtual machines underneath.
/// A run is due at its instant, takes the data kept since the previous run began, and bills hours in the steps where
/// they fall. It waits while its region is dark or the previous run of the same job still works; once begun it runs to
/// its end.
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
  /// Size of the driver and of every worker.
  public var node: NodeSize = .d4dsV5
  /// DBU per node-hour, where it differs from the table's.
  public var dbu: Quantity<Count>?
  /// Nodes beside the driver.
  public var workers: Quantity<Count> = 4
  /// Start-up, set-up and end of a training run.
  public var runFixed: Quantity<Hour> = 0.25
  /// Training time per gigabyte of its data.
  public var runPerGB: Quantity<Hour> = Quantity(2 / 60)
  /// Start-up, set-up and end of a scoring run.
  public var scoreFixed: Quantity<Hour> = 0.25
  /// Scoring time per million entities.
  public var scorePerMillion: Quantity<Hour> = Quantity(5 / 60)

  /// Secrets that a run reads as it starts.
  public var secrets: Quantity<Count> = 2

  public static let settings: [Setting<Self>] = [
    .choice("tier", \.tier, "pricing tier of the workspace"),
    .choice("workload", \.workload, "kind of cluster: jobs clusters cost about half of all-purpose ones per DBU"),
    .choice("node", \.node, "virtual machine size of the driver and of every worker"),
    .optional("dbu", \.dbu, in: 0...1000, "DBU per node-hour, where it differs from the size's own"),
    .number("workers", \.workers, in: 0...100_000, "nodes beside the one driver"),
    .number("run.fixed", \.runFixed, in: 0...1000, "time of a training run that its data do not change: start, set-up"),
    .number("run.perGB", \.runPerGB, in: 0...1000, "training time per GB of data kept since the previous run began"),
    .number("score.fixed", \.scoreFixed, in: 0...1000, "time of a batch scoring run that its entities do not change"),
    .number("score.perMillion", \.scorePerMillion, in: 0...1000, "scoring time per million entities"),
    .number("secrets", \.secrets, in: 0...1e6, "secrets that a run reads from the vault as it starts"),
  ]

  /// What the site says; set by `place`.
  private var retraining: Schedule?
  private var scoring: BatchScoring?
  private var outages: [Range<Double>] = []
  private var secretsLeft = 1.0

  /// Instances are created with every default.
  public init() {}

  public mutating func place(at site: Site) {
    retraining = site.retraining
    scoring = site.scoring
    secretsLeft = site.secretsLeft
    outages = site.outages.sorted { $0.lowerBound < $1.lowerBound }
  }

  /// Pricing tier of a workspace.
  public enum Tier: String, CaseIterable, Sendable { case standard, premium }

  /// Kind of a classic cluster, each with its own DBU rate.
  public enum Workload: String, CaseIterable, Sendable {
    case jobs
    case jobsLight = "jobs-light"
    case allPurpose = "all-purpose"

    /// The word in the price list's keys.
    var priceWord: String {
      switch self {
      case .jobs: "jobs"
      case .jobsLight: "jobs_light"
      case .allPurpose: "all_purpose"
      }
    }
  }

  public static let limits = [
    Limit("SLA", "99.95 %", source: "Azure/azqr internal/scanners/dbw/rules.go @0dab144")
  ]

  public func assumptions() -> [Assumption] {
    [
      labelled("run.fixed", "cluster start and set-up times are in no source"),
      labelled("run.perGB", "training speed is the model's own: measure a run"),
      labelled("secrets", "a choice of the notebooks"),
      labelled("score.fixed", "cluster start and set-up times are in no source"),
      labelled("score.perMillion", "scoring speed is the model's own: measure a run"),
      Assumption(
        key: "disks", value: "not billed", origin: "rule",
        source: "managed disks and public addresses of cluster nodes are billed by Azure, but not modelled yet"),
      Assumption(
        key: "data from other regions", value: "billed with its landing in the lake", origin: "rule",
        source: "what a run reads stands in its own region; data that skips the lake is taken to travel at no charge"),
    ]
  }

  // MARK: Flows
  static let kept = Input(
    .keptData, slot: 0, visit: "in", reach: .everywhere, "data kept for the next retraining, gathered from all regions")
  public static let inputs = [kept.port]

  static let rows = Output(.predictionRows, slot: 0, "entities scored, spread evenly over the run's hours")
  static let scans = Output(.lakeScans, slot: 1, "a training run reads its data once, as it begins")
  static let secretReads = Output(.secretReads, slot: 2, fixed: true, "a run reads its secrets as it starts")
  public static let outputs = [rows.port, scans.port, secretReads.port]

  // MARK: Meters
  static let dbus = Meter<Hour>(
    "dbu", slot: 0, formula: "node-hours × DBU per node-hour of the size",
    source: NodeSize.source)
  static let nodeHours = Meter<Hour>(
    "node-hours", slot: 1,
    formula: "(1 driver + workers) × Σ hours of runs: training run.fixed + run.perGB × GB, scoring score.fixed + "
      + "score.perMillion × entities / 10^6",
    source: "ahmadabdalla/azure-cost-calculator databricks.md")
  public static let meters = [dbus.port, nodeHours.port]

  public func priceKey(ofMeter slot: Int) -> String {
    slot == Self.dbus.slot ? "dbx.dbu.\(tier.rawValue).\(workload.priceWord)" : node.priceKey
  }

  // MARK: Gauges
  static let running = Gauge("nodesRunning", unit: "", slot: 0)
  static let starts = Gauge("runStarts", unit: "", slot: 1)
  static let startedData = Gauge("runGB", unit: "GB", slot: 2)
  static let startedHours = Gauge("runHours", unit: "h", slot: 3)
  public static let gauges = [running, starts, startedData, startedHours]

  /// Driver and workers.
  var nodes: Double { 1 + workers.value }
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

    /// Hours of the run under way that fall into `[from, to)`.
    func hours(from: Double, to end: Double) -> Double { Swift.max(0, Swift.min(ends, end) - from) }
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

  /// Notes that a run of `hours` has begun at `start`.
  private func begin(_ job: inout Job, at start: Double, for hours: Double, by schedule: Schedule?) {
    job.begun += 1
    job.ends = start + hours
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
    while state.training.next < ends - Self.instant {
      let start = Swift.max(state.training.next, begins)
      let share = (start - begins) / step.hours
      let size = state.kept + data * (share - taken)
      let hours = runFixed.value + runPerGB.value * size
      begin(&state.training, at: start, for: hours, by: retraining)
      training += state.training.hours(from: start, to: ends)
      state.kept = 0
      taken = share
      runs += 1
      gigabytes += size
      runHours += hours
    }
    state.kept += data * (1 - taken)

    // Scoring: every run takes the same time.
    var score = state.scoring.hours(from: begins, to: ends)
    var rows = 0.0
    var scorings = 0.0
    if let scoring {
      let hours = scoringHours(scoring.entities)
      while state.scoring.next < ends - Self.instant {
        scorings += 1
        let start = Swift.max(state.scoring.next, begins)
        begin(&state.scoring, at: start, for: hours, by: scoring.schedule)
        score += state.scoring.hours(from: start, to: ends)
        if hours == 0 { rows += scoring.entities.value }
      }
      if hours > 0 { rows = scoring.entities.value * score / hours }
    }

    let nodeHours = (training + score) * nodes
    usage[Self.nodeHours] += Quantity(nodeHours)
    usage[Self.dbus] += Quantity(nodeHours * (dbu?.value ?? node.dbu))
    usage[feeding: Self.rows] = Quantity(rows)
    usage[feeding: Self.scans] = Quantity(gigabytes)
    usage[feeding: Self.secretReads] = Quantity((runs + scorings) * secrets.value * secretsLeft)
    usage[showing: Self.running] = nodes * ((training > 0 ? 1 : 0) + (score > 0 ? 1 : 0))
    usage[showing: Self.starts] = runs
    usage[showing: Self.startedData] = gigabytes
    usage[showing: Self.startedHours] = runHours
  }
}

extension Flow<Gigabyte> {
  /// Data kept for the next retraining.
  public static var keptData: Self { Flow("kept-data") }
}
