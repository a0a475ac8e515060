public import Quantities

/// Azure DevOps: source code, build and delivery pipelines, packages.
///
/// Billed for the whole organisation, per user, parallel job and stored gigabyte; minutes only on per-minute agents.
/// Source: MicrosoftDocs/azure-devops-docs docs/pipelines/licensing/concurrent-jobs.md @01cb60d.
public struct AzureDevOps: Component {
  public static let kind = "azure-devops"
  public static let title = "Azure DevOps"
  public static let purpose = "Where code is kept, built, tested and delivered"
  public static let layer = Layer.operations
  public static let placement = Placement.global
  public static let grain = Grain.step  // jobs that wait are looked at step by step

  // MARK: Settings
  /// Whether everybody may see the projects.
  public var projects: Projects = .private
  /// People with the Basic plan.
  public var basicUsers: Quantity<Count> = 5
  /// Of them, those whose plan comes with a Visual Studio subscription.
  public var includedUsers: Quantity<Count> = 0
  /// People with Basic and Test Plans, instead of Basic.
  public var testUsers: Quantity<Count> = 0
  /// People who only look and comment.
  public var stakeholders: Quantity<Count> = 0
  /// Parallel jobs on Microsoft's agents that are bought.
  public var hostedJobs: Quantity<Count> = 0
  /// Days of a month on which bought jobs are set; nil for the whole month.
  public var jobDays: Quantity<Day>?
  /// Parallel jobs on own agents.
  public var selfHostedJobs: Quantity<Count> = 1
  /// Subscribers of Visual Studio Enterprise.
  public var subscribers: Quantity<Count> = 0
  /// Where jobs run.
  public var agent: Agent = .hosted
  /// How often pipelines run by themselves.
  public var runs: Quantity<PerHour> = 0
  /// Job minutes of a run.
  public var runTime: Quantity<Minute> = 10
  /// Images that a run delivers to the registry.
  public var images: Quantity<Count> = 0
  /// Packages that stand there from the start and stay.
  public var artifacts: Quantity<Gigabyte> = 0
  /// How long packages of runs stay; nil for good.
  public var retention: Quantity<Day>?

  public static let settings: [Setting<Self>] = [
    .choice("projects", \.projects, "private, or public with free jobs: 10 hosted, any number on own agents"),
    .number("basicUsers", \.basicUsers, in: 0...1e6, "people with the Basic plan; the first 5 are free"),
    .number("includedUsers", \.includedUsers, in: 0...1e6, "of them, those with a Visual Studio subscription, free"),
    .number("testUsers", \.testUsers, in: 0...1e6, "people with Basic and Test Plans, not counted as Basic"),
    .number("stakeholders", \.stakeholders, in: 0...1e6, "people who only look and comment, free"),
    .number(
      "hostedJobs", \.hostedJobs, in: 0...1000,
      "parallel jobs bought on Microsoft's agents; with none one is free, 1,800 minutes a month"),
    .number("selfHostedJobs", \.selfHostedJobs, in: 0...1000, "parallel jobs on own agents; the first is free"),
    .optional(
      "jobDays", \.jobDays, in: 0...30,
      "days of a month on which bought jobs are set, each billed as a thirtieth (the whole month if left out)"),
    .number("subscribers", \.subscribers, in: 0...1e6, "Visual Studio Enterprise: each a free self-hosted job"),
    .choice("agent", \.agent, "where jobs run: on parallel jobs, or on agents billed by the minute"),
    .number("runs", \.runs, in: 0...1e6, "how often pipelines run, besides what other components ask for"),
    .number("runTime", \.runTime, in: 0...360, "job minutes of a run, all its jobs together"),
    .number("images", \.images, in: 0...100, "images that a run delivers to the container registry"),
    .number("artifacts", \.artifacts, "packages that stand in the feed from the start and stay"),
    .optional("retention", \.retention, in: 1...3650, "how long packages of runs stay (for good if left out)"),
  ]

  /// An organisation with every default.
  public init() {}

  /// Who may see the projects.
  public enum Projects: String, CaseIterable, Sendable { case `private`, `public` }

  /// Where jobs run.
  public enum Agent: String, CaseIterable, Sendable {
    case hosted
    case selfHosted = "self-hosted"
    case linux8 = "linux-8-core"
    case linux16 = "linux-16-core"
    case windows8 = "windows-8-core"
    case windows16 = "windows-16-core"
    case macOS = "macos-standard"
    case macOSXL = "macos-xl"

    /// Whether minutes are billed, and no parallel job is taken.
    var isMetered: Bool { self != .hosted && self != .selfHosted }
  }

  // MARK: Limits
  static let jobSource = "MicrosoftDocs/azure-devops-docs docs/pipelines/licensing/concurrent-jobs.md @01cb60d"
  static let priceSource =
    "Arturo-Quiroga-MSFT/azure-architecture-diagram-builder src/data/pricing/regions/eastus2/azure_devops.json"
  static let freeSource = "ahmadabdalla/azure-cost-calculator references/services/developer-tools/devops.md"
  public static let limits = [
    Limit("minutes of the free hosted job", "1,800 a month, 60 a run", source: jobSource),
    Limit("minutes of a run on a bought job", "360", source: jobSource),
    Limit("free jobs of public projects", "10 hosted of 360 min a run; own agents unlimited", source: jobSource),
    Limit("parallel jobs, rule of thumb", "one for each 4 or 5 users", source: jobSource),
    Limit("free Basic users; free packages", "5; 2 GB", source: freeSource),
    Limit(
      "SLA", "99.9 %",
      source: "MicrosoftDocs/azure-devops-docs docs/organizations/security/data-protection.md @003572e"),
  ]

  public func assumptions() -> [Assumption] {
    [
      labelled("runs", "a choice of the teams"), labelled("runTime", "depends on the pipelines: measure some"),
      Assumption(
        key: "jobDays", value: jobDays.map { Measure.write($0) } ?? "the whole month",
        origin: jobDays == nil ? "default" : "scenario",
        source: "a job bought for some days is billed for those days alone, says support in a blog: "
          + "mate.gelei.dev/2023/12/18/ado-pipeline-pricing"),
      Assumption(
        key: "testers", value: "take no free seat", origin: "rule",
        source: "no source tells whether the 5 free users may be testers"),
      Assumption(
        key: "stored packages", value: "as of midnight UTC", origin: "rule",
        source: "packages of a day count from the next"),
    ]
  }

  // MARK: Flows
  static let started = Input(.deliveryRuns, slot: 0, visit: "runs", "runs of pipelines")
  static let asked = Input(
    .pipelineMinutes, slot: 1, visit: "minutes", "further job minutes, such as builds and infrastructure runs")
  static let packages = Input(.packages, slot: 2, visit: "artifacts", "packages that runs put in the feed")
  public static let inputs = [started.port, asked.port, packages.port]

  static let delivered = Output(.imagePushes, slot: 0, "images that runs deliver")
  public static let outputs = [delivered.port]

  // MARK: Meters
  static let basic = Meter<Month>(
    "basic-users", slot: 0, pool: .account, accrual: .monthly, fixed: true,
    formula: "max(0, basicUsers − includedUsers − 5)",
    source: freeSource)
  static let free = Meter<Month>(
    "free-users", slot: 1, pool: .account, accrual: .monthly, fixed: true,
    formula: "min(5, basicUsers − includedUsers) + includedUsers + stakeholders, at no charge", source: freeSource)
  static let testers = Meter<Month>(
    "test-plans-users", slot: 2, pool: .account, accrual: .monthly, fixed: true, formula: "testUsers",
    source: freeSource)
  static let hosted = Meter<Month>(
    "hosted-jobs", slot: 3, pool: .account, accrual: .monthly, fixed: true,
    formula: "hostedJobs × jobDays / 30; the first lifts the limit of time, not the number of jobs at once",
    source: jobSource)
  static let selfHosted = Meter<Month>(
    "self-hosted-jobs", slot: 4, pool: .account, accrual: .monthly, fixed: true,
    formula: "max(0, selfHostedJobs − 1 − subscribers) × jobDays / 30; none for public projects", source: jobSource)
  static let freeJobs = Meter<Month>(
    "free-jobs", slot: 5, pool: .account, accrual: .monthly, fixed: true,
    formula: "1 hosted if none is bought (10 for public projects) + min(selfHostedJobs, 1 + subscribers), at no charge",
    source: jobSource)
  static let agentMinutes = Meter<Minute>(
    "agent-minutes", slot: 6, pool: .account, fixed: true,
    formula: "job minutes, if `agent` is billed by the minute: runs × runTime + what others ask for",
    source: priceSource)
  static let jobMinutes = Meter<Minute>(
    "job-minutes", slot: 7, pool: .account, fixed: true,
    formula: "job minutes on parallel jobs, at no charge: runs × runTime + what others ask for", source: jobSource)
  static let stored = Meter<GigabyteMonth>(
    "artifacts-stored", slot: 8, pool: .account, fixed: true,
    formula: "Σ days: max(0, artifacts + packages not older than retention − 2 GB) / days of the month",
    source: freeSource)
  static let storedFree = Meter<GigabyteMonth>(
    "artifacts-free", slot: 9, pool: .account, fixed: true, formula: "the first 2 GB, at no charge",
    source: freeSource)
  public static let meters = [
    basic.port, free.port, testers.port, hosted.port, selfHosted.port, freeJobs.port, agentMinutes.port,
    jobMinutes.port, stored.port, storedFree.port,
  ]

  public func priceKey(ofMeter slot: Int) -> String {
    switch slot {
    case Self.basic.slot: "ado.basic_user"
    case Self.free.slot: "ado.free_users"
    case Self.testers.slot: "ado.test_plans_user"
    case Self.hosted.slot: "ado.ms_hosted_job"
    case Self.selfHosted.slot: "ado.self_hosted_job"
    case Self.freeJobs.slot: "ado.free_jobs"
    case Self.agentMinutes.slot: agentKey
    case Self.jobMinutes.slot: "ado.job_minutes"
    case Self.stored.slot: "ado.artifacts_gb"
    default: "ado.artifacts_free_gb"
    }
  }

  private var agentKey: String {
    switch agent {
    case .hosted, .selfHosted, .linux8: "ado.linux_8_core_job_minute"
    case .linux16: "ado.linux_16_core_job_minute"
    case .windows8: "ado.windows_8_core_job_minute"
    case .windows16: "ado.windows_16_core_job_minute"
    case .macOS: "ado.macos_standard_job_minute"
    case .macOSXL: "ado.macos_xl_job_minute"
    }
  }

  // MARK: Gauges
  static let busy = Gauge("jobsBusy", unit: "jobs", slot: 0)
  static let recent = Gauge("minutesIn30Days", unit: "min", slot: 1)
  public static let gauges = [busy, recent]

  public func limit(ofGauge slot: Int) -> Bound? {
    if slot == Self.busy.slot {
      switch agent {
      case .hosted: return Bound(Swift.max(projects == .public ? 10 : 1, hostedJobs.value), source: Self.jobSource)
      case .selfHosted: return Bound(selfHostedJobs.value, source: "setting `selfHostedJobs`")
      default: return nil
      }
    }
    let isBounded = agent == .hosted && hostedJobs == 0 && projects == .private
    return isBounded ? Bound(1800, source: Self.jobSource) : nil
  }

  public func conflicts() -> [String] {
    whole([
      ("basicUsers", basicUsers), ("includedUsers", includedUsers), ("testUsers", testUsers),
      ("stakeholders", stakeholders), ("hostedJobs", hostedJobs),
      ("selfHostedJobs", selfHostedJobs), ("subscribers", subscribers),
    ]) + (includedUsers > basicUsers ? ["`includedUsers` is above `basicUsers`"] : [])
      + (agent == .selfHosted && selfHostedJobs == 0 ? ["`agent` is self-hosted, but `selfHostedJobs` is 0"] : [])
  }

  // MARK: One step
  /// Minutes of the last days, and packages.
  public struct State: Sendable {
    var minutes: DailyArrivals
    var packages: DailyArrivals
  }

  private var days: Int { retention.map { Int($0.value.rounded()) } ?? DailyArrivals.forever }
  /// Gigabytes of packages at no charge: ahmadabdalla/azure-cost-calculator developer-tools/devops.md.
  private static let freeArtifacts = 2.0
  /// Free self-hosted parallel jobs.
  private var freeSelfHosted: Double {
    projects == .public ? selfHostedJobs.value : Swift.min(selfHostedJobs.value, 1 + subscribers.value)
  }
  /// Free hosted parallel jobs.
  private var freeHosted: Double { projects == .public ? 10 : hostedJobs.value > 0 ? 0 : 1 }

  public var initial: State {
    State(minutes: DailyArrivals(remembering: 30), packages: DailyArrivals(standingFor: days))
  }

  public func advance(_ state: inout State, through step: Step, into usage: inout Usage) {
    state.minutes.open(step)
    state.packages.open(step)
    let started = step[Self.started].value + runs.value * step.hours
    let minutes = started * runTime.value + step[Self.asked].value
    state.minutes.add(minutes)
    let held = artifacts.value + state.packages.standing(days)
    state.packages.add(step[Self.packages].value)

    // Charges per month are written in units × hours.
    let hours = step.hours
    let basic = basicUsers.value - includedUsers.value
    usage[Self.basic] += Quantity(Swift.max(0, basic - 5) * hours)
    usage[Self.free] += Quantity((Swift.min(5, basic) + includedUsers.value + stakeholders.value) * hours)
    usage[Self.testers] += Quantity(testUsers.value * hours)
    let bought = jobDays.map { $0.value / 30 } ?? 1
    usage[Self.hosted] += Quantity(hostedJobs.value * bought * hours)
    usage[Self.selfHosted] += Quantity((selfHostedJobs.value - freeSelfHosted) * bought * hours)
    usage[Self.freeJobs] += Quantity((freeHosted + freeSelfHosted) * hours)
    usage[Self.agentMinutes] += Quantity(agent.isMetered ? minutes : 0)
    usage[Self.jobMinutes] += Quantity(agent.isMetered ? 0 : minutes)
    usage[Self.stored] += Quantity<Gigabyte>(Swift.max(0, held - Self.freeArtifacts)).held(for: step)
    usage[Self.storedFree] += Quantity<Gigabyte>(Swift.min(held, Self.freeArtifacts)).held(for: step)

    usage[feeding: Self.delivered] = Quantity(started * images.value)
    usage[showing: Self.busy] = minutes / (hours * 60)
    usage[showing: Self.recent] = state.minutes.recent(30)
  }
}

extension Flow<Count> {
  /// Runs of delivery pipelines.
  public static var deliveryRuns: Self { Flow("delivery-runs") }
}

extension Flow<Minute> {
  /// Job minutes that other components ask of delivery pipelines.
  public static var pipelineMinutes: Self { Flow("pipeline-minutes") }
}

extension Flow<Gigabyte> {
  /// Packages that pipelines put in a feed.
  public static var packages: Self { Flow("packages") }
}
