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
  /// Their size.
  public var ssisSize = "D1 v2"
  /// Who pays their SQL Server licence.
  public var ssisLicence: Licence = .own
  /// Edition of a licence in the price.
  public var ssisEdition: Edition = .standard
  /// Whether activity runs are rounded as the price calculator does.
  public var calculator = false
  /// Factory operations of a month that cost nothing.
  public var freeOperations: Quantity<Count> = 0

  /// Secrets that a run reads for its connections.
  public var secrets: Quantity<Count> = 2
  /// Billed size of the records that an activity run writes about itself.
  public var logPerActivity: Quantity<Gigabyte> = 4e-6

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
  /// Of the month so far: activity runs where they are rounded, operations where some are free.
  public struct State: Sendable {
    var activities = MonthTotal()
    var operations = MonthTotal()
  }
  public var initial: State { State() }

  /// Activity runs as the calculator has them: the nearest thousand, and one for any
  /// (MicrosoftDocs/azure-docs articles/data-factory/pricing-concepts.md and pricing-examples-*.md).
  private static func thousands(_ runs: Double) -> Double {
    runs > 0 ? Swift.max((runs / 1000).rounded(), 1) * 1000 : 0
  }

  public func advance(_ state: inout State, through step: Step, into usage: inout Usage) {
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
    let ownMovement = runs * run.ownMovement + (isOwn ? data / diu.value : 0) + step[Self.ownHours].value
    let pipeline = runs * run.pipeline + step[Self.pipelineHours].value
    let external = runs * run.external + step[Self.externalHours].value

    let counted = state.activities.add(activities, in: step)
    let operations = state.operations.add(step[Self.operations].value, in: step)
    let free = freeOperations.value

    usage[Self.orchestration] += Quantity(
      calculator ? Self.thousands(counted.after) - Self.thousands(counted.before) : activities)
    usage[Self.movement] += Quantity(movement)
    usage[Self.ownMovement] += Quantity(ownMovement)
    usage[Self.pipeline] += Quantity(pipeline)
    usage[Self.external] += Quantity(external)
    usage[Self.dataFlow] += Quantity((runs * run.cluster + step[Self.clusterHours].value) * cores.value)
    usage[Self.readWrite] +=
      free > 0
      ? Quantity(Swift.max(operations.after - free, 0) - Swift.max(operations.before - free, 0)) : step[Self.operations]
    usage[Self.records] += Quantity(activities * monitoring.value + step[Self.fetched].value)
    usage[Self.idle] += Quantity(inactive.value * step.hours)
    usage[Self.ssis] += Quantity(
      ssisHours.value / 24 * ssisNodes.value * step.hours + step[Self.ssisNodeHours].value)
    usage[feeding: Self.landed] = step[Self.data]
    usage[feeding: Self.secretReads] = Quantity(runs * secrets.value * secretsLeft)
    usage[feeding: Self.logs] = Quantity(activities * logPerActivity.value)
    usage[showing: Self.shownRuns] = runs
    usage[showing: Self.shownMovement] = movement + ownMovement
    usage[showing: Self.shownPipeline] = pipeline + external
  }
}
