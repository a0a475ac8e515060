public import Quantities

/// Terraform, OpenTofu or Bicep: the platform written down as code, and where its state is kept.
///
/// The tools are free. Terraform's state is a file in blob storage, or HCP Terraform keeps it and bills each managed
/// resource by the hour; Bicep leaves it to Azure, free of charge.
/// Source: hashicorp/terraform-docs-common website/docs/cloud-docs/overview/estimate-hcp-terraform-cost.mdx @7862ae6.
public struct Terraform: Component {
  public static let kind = "terraform"
  public static let title = "Terraform and Bicep"
  public static let purpose = "The platform as code: what stands where, repeatable"
  public static let layer = Layer.operations
  public static let placement = Placement.oneRegion
  public static let grain = Grain.month  // resource-hours and operations are added up: linear

  // MARK: Settings
  /// The tool.
  public var tool: Tool = .terraform
  /// Where the state is kept.
  public var backend: Backend = .blob
  /// Plan of HCP Terraform.
  public var plan: Plan = .essentials
  /// Managed resources in the state.
  public var resources: Quantity<Count> = 300
  /// Managed resources that a paid plan of HCP Terraform keeps free.
  public var freeResources: Quantity<Count> = 0
  /// How often plans and applies run.
  public var runs: Quantity<PerHour> = 0
  /// Minutes that a run takes on a pipeline's agent.
  public var runTime: Quantity<Minute> = 10
  /// Size of the state file.
  public var state: Quantity<Gigabyte> = 0.01
  /// Versions of it that are kept.
  public var versions: Quantity<Count> = 1
  /// Reads of the state in a run.
  public var reads: Quantity<Count> = 2
  /// Writes of it.
  public var writes: Quantity<Count> = 1
  /// Calls that take and give back its lock.
  public var locks: Quantity<Count> = 2

  public static let settings: [Setting<Self>] = [
    .choice("tool", \.tool, "the tool; bicep keeps no state of its own and describes Azure alone"),
    .choice("backend", \.backend, "where the state is kept: a blob, or HCP Terraform"),
    .choice("plan", \.plan, "plan of HCP Terraform, by the hour or by the month; free ends at 500 resources"),
    .number("resources", \.resources, in: 0...1e7, "managed resources in the state: count them in a plan"),
    .number("freeResources", \.freeResources, in: 0...1e7, "managed resources that a paid plan of HCP keeps free"),
    .number("runs", \.runs, in: 0...3600, "how often plans and applies run, besides what journeys state"),
    .number("runTime", \.runTime, in: 0...360, "minutes that a run takes on a pipeline's agent"),
    .number("state.size", \.state, in: 0...100, "size of the state file"),
    .number("state.versions", \.versions, in: 1...100_000, "versions of it that blob storage keeps"),
    .number("state.reads", \.reads, in: 0...1e6, "reads of the state in a run"),
    .number("state.writes", \.writes, in: 0...1e6, "writes of the state in a run"),
    .number("state.locks", \.locks, in: 0...1e6, "calls in a run that take, renew or give back the state's lock"),
  ]

  /// Terraform with every default.
  public init() {}

  /// What reads the code.
  public enum Tool: String, CaseIterable, Sendable { case terraform, opentofu, bicep }
  /// Where the state is kept.
  public enum Backend: String, CaseIterable, Sendable { case blob, hcp }
  /// Plan of HCP Terraform; `essentials` was called Standard Edition before 2025.
  ///
  /// Its hourly price by 730 hours is 0.0992, by the month it is told as 0.10.
  public enum Plan: String, CaseIterable, Sendable {
    case free, essentials
    case essentialsMonthly = "essentials-monthly"
    case standard, premium
  }

  // MARK: Limits
  static let hcpSource =
    "hashicorp/terraform-docs-common website/docs/cloud-docs/overview/estimate-hcp-terraform-cost.mdx @7862ae6"
  static let planSource = "hashicorp/terraform-docs-common website/docs/cloud-docs/overview/index.mdx @7862ae6"
  static let armSource = "MicrosoftDocs/azure-docs includes/azure-resource-groups-limits.md @16c1612"
  static let blobSource = "MicrosoftDocs/azure-docs articles/storage/blobs/map-rest-apis-transaction-categories.md"
  /// Managed resources of the Free plan.
  static let freeResources = 500.0
  public static let limits = [
    Limit("managed resources of the Free plan", "500 per organisation", source: planSource),
    Limit("deployments that a resource group remembers", "800", source: armSource),
    Limit("resources; parameters of a Bicep template", "800; 256", source: armSource),
  ]

  public func assumptions() -> [Assumption] {
    [
      labelled("resources", "every role, diagnostic setting and record counts: take the number from a plan"),
      labelled("runs", "a choice of the teams"), labelled("runTime", "depends on the resources: measure some runs"),
      labelled("state.size", "grows with the resources; no source gives a size"),
      labelled("state.reads", "no source counts them"), labelled("state.writes", "no source counts them"),
      labelled("state.locks", "no source counts them"),
      labelled(
        "freeResources",
        "an older text keeps 500 free on paid plans too, the current one does not say so: "
          + Self.hcpSource),
    ]
  }

  // MARK: Flows
  static let asked = Input(.infrastructureRuns, slot: 0, visit: "runs", "plans and applies")
  static let shortLived = Input(
    .shortLivedResources, slot: 1, visit: "resources",
    "managed resources that come on top for an hour; a started hour is a full one")
  public static let inputs = [asked.port, shortLived.port]

  static let minutes = Output(.pipelineMinutes, slot: 0, "minutes of runs on a pipeline's agent")
  public static let outputs = [minutes.port]

  // MARK: Meters
  static let run = Meter<Count>(
    "runs", slot: 0, fixed: true, formula: "runs × hours + what journeys state, at no charge", source: planSource)
  static let resourceHours = Meter<Hour>(
    "resource-hours", slot: 1, pool: .account, fixed: true,
    formula:
      "Σ hours: the hour's peak of managed resources − freeResources, on HCP Terraform's plans free and essentials",
    source: hcpSource)
  static let resourceMonths = Meter<Month>(
    "resource-months", slot: 2, pool: .account, accrual: .monthly, fixed: true,
    formula: "managed resources − freeResources by hours of the month, on HCP Terraform's plans by the month",
    source: "mattias.engineer/blog/2026/hcp-terraform-rum-pricing")
  static let stateStored = Meter<GigabyteMonth>(
    "state-stored", slot: 3, fixed: true, formula: "state.size × versions, in blob storage", source: blobSource)
  static let stateWrites = Meter<Count>(
    "state-writes", slot: 4, fixed: true, formula: "runs × state.writes", source: blobSource)
  static let stateReads = Meter<Count>(
    "state-reads", slot: 5, fixed: true, formula: "runs × state.reads", source: blobSource)
  static let stateLocks = Meter<Count>(
    "state-locks", slot: 6, fixed: true, formula: "runs × state.locks", source: blobSource)
  public static let meters = [
    run.port, resourceHours.port, resourceMonths.port, stateStored.port, stateWrites.port, stateReads.port,
    stateLocks.port,
  ]

  public func priceKey(ofMeter slot: Int) -> String {
    switch slot {
    case Self.run.slot: tool == .bicep ? "arm.deployments" : "tf.runs"
    case Self.resourceHours.slot: plan == .free ? "hcp.rum_hour_free" : "hcp.rum_hour_essentials"
    case Self.resourceMonths.slot: monthKey
    case Self.stateStored.slot: "blob.hot.lrs.data_stored"
    case Self.stateWrites.slot: "blob.hot.lrs.write"
    case Self.stateReads.slot: "blob.hot.lrs.read"
    default: "blob.hot.lrs.other"
    }
  }

  private var monthKey: String {
    switch plan {
    case .premium: "hcp.rum_month_premium"
    case .essentialsMonthly: "hcp.rum_month_essentials"
    default: "hcp.rum_month_standard"
    }
  }

  // MARK: Gauges
  static let managed = Gauge("managedResources", unit: "", slot: 0)
  public static let gauges = [managed]

  public func limit(ofGauge slot: Int) -> Bound? {
    isHosted && plan == .free ? Bound(Self.freeResources, source: Self.planSource) : nil
  }

  public func conflicts() -> [String] {
    var list = whole([("resources", resources), ("state.versions", versions)])
    if freeResources > resources { list.append("`freeResources` is above `resources`") }
    if tool == .bicep, backend == .hcp { list.append("bicep keeps no state: leave `backend` out") }
    if isHosted, plan == .free, resources.value > Self.freeResources {
      list.append("the Free plan ends at 500 resources, not \(Measure.write(resources)): take another `plan`")
    }
    return list
  }

  /// Whether HCP Terraform keeps the state.
  private var isHosted: Bool { tool != .bicep && backend == .hcp }
  private var isHourly: Bool { isHosted && (plan == .free || plan == .essentials) }
  private var isMonthly: Bool { isHosted && !isHourly }
  private var isBlob: Bool { tool != .bicep && backend == .blob }

  // MARK: One step
  public func advance(_ state: inout Stateless, through step: Step, into usage: inout Usage) {
    let runs = step[Self.asked].value + self.runs.value * step.hours
    let resourceHours = resources.value * step.hours + step[Self.shortLived].value
    usage[Self.run] += Quantity(runs)
    let billed = resourceHours - (plan == .free ? 0 : freeResources.value * step.hours)
    usage[Self.resourceHours] += Quantity(isHourly ? billed : 0)
    usage[Self.resourceMonths] += Quantity(isMonthly ? billed : 0)
    if isBlob {
      usage[Self.stateStored] += (self.state * versions.value).held(for: step)
      usage[Self.stateWrites] += Quantity(runs * writes.value)
      usage[Self.stateReads] += Quantity(runs * reads.value)
      usage[Self.stateLocks] += Quantity(runs * locks.value)
    }
    usage[feeding: Self.minutes] = Quantity(runs * runTime.value)
    usage[showing: Self.managed] = resourceHours / step.hours
  }
}

extension Flow<Count> {
  /// Plans and applies of infrastructure code.
  public static var infrastructureRuns: Self { Flow("infrastructure-runs") }
  /// Managed resources that stand for an hour.
  public static var shortLivedResources: Self { Flow("short-lived-resources") }
}
