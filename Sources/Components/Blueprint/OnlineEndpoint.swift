public import Quantities

/// Azure Machine Learning managed online endpoints: score single requests in real time.
///
/// Billed by the machines behind a deployment, used or idle; the endpoint itself is free. Models of the catalogue run on
/// GPU capacity units that have prices of their own.
/// Source: MicrosoftDocs/azure-ai-docs articles/machine-learning/concept-endpoints-online.md.
public struct OnlineEndpoint: Component {
  public static let kind = "online-endpoint"
  public static let title = "Azure Machine Learning online endpoint"
  public static let purpose = "Machines that answer predictions one by one"
  public static let layer = Layer.intelligence
  public static let placement = Placement.everyRegion
  public static let grain = Grain.step  // rounding up to whole instances: not linear

  // MARK: Settings
  /// What a deployment runs on.
  public var hosting: Hosting = .machines
  /// Size of an instance.
  public var size = "DS3 v2"
  /// vCPUs of an instance, where its name doesn't tell.
  public var cores: Quantity<Count>?
  /// Capacity unit of a catalogue model.
  public var model: ModelUnit = .nc4asT4
  /// Requests that an instance works on at once.
  public var workers: Quantity<Count> = 1
  /// Instances that never go away.
  public var min: Quantity<Count> = 3
  /// Instances at most.
  public var max: Quantity<Count> = 50
  /// Share of the workers' time at which an instance is added.
  public var target: Quantity<Share> = 0.7
  /// Instances that autoscaling adds at a time.
  public var stride: Quantity<Count> = 1
  /// How long instances stay after the last scaling.
  public var cooldown: Quantity<Hour> = 1
  /// How often a new version is rolled out beside the old one.
  public var rollouts: Quantity<PerHour> = 0
  /// How long both run.
  public var overlap: Quantity<Hour> = 1
  /// vCPUs of the family that the subscription may use in the region.
  public var quota: Quantity<Count>?
  /// Secrets that an instance reads as it starts.
  public var secrets: Quantity<Count> = 2
  /// Bytes of a request, and of its answer.
  public var request: Quantity<Gigabyte> = 2e-6
  public var response: Quantity<Gigabyte> = 2e-6

  public static let settings: [Setting<Self>] = [
    .choice("hosting", \.hosting, "virtual machines, or capacity units of a catalogue model"),
    .text("size", \.size, "size of an instance, such as DS3 v2 or Standard_NC4as_T4_v3"),
    .optional("cores", \.cores, in: 0.1...2048, "vCPUs of an instance, where its name doesn't tell"),
    .choice("model", \.model, "capacity unit of a catalogue model"),
    .number("workers", \.workers, in: 1...1000, "requests that an instance works on at once"),
    .number("min", \.min, in: 1...500, "instances that never go away; three are recommended"),
    .number("max", \.max, in: 1...500, "instances at most"),
    .number("scaleOut.busy", \.target, in: 0.01...1, "share of the workers' time that autoscaling keeps"),
    .number("scaleOut.by", \.stride, in: 1...50, "instances that autoscaling adds at a time, from `min` on"),
    .number("scaleOut.cooldown", \.cooldown, in: 0...24, "how long instances stay; it matters on grids below an hour"),
    .number("rollout.every", \.rollouts, in: 0...1, "how often a new version runs beside the old one"),
    .number("rollout.overlap", \.overlap, in: 0...1000, "how long both run and are billed"),
    .optional("quota", \.quota, in: 0...1e6, "vCPUs of the size's family that the subscription may use in the region"),
    .number("secrets", \.secrets, in: 0...1e6, "secrets that an instance reads from the vault as it starts"),
    .number("request", \.request, in: 0...1, "bytes of a request that is scored"),
    .number("response", \.response, in: 0...1, "bytes of its answer"),
  ]

  /// What a deployment runs on.
  public enum Hosting: String, CaseIterable, Sendable { case machines, modelUnits }

  /// GPU capacity unit of the catalogue's models.
  public enum ModelUnit: String, CaseIterable, Sendable {
    case nc4asT4 = "NC4asT4 v3", ncadsA100 = "NCadsA100v4", ncadsA10 = "NCadsA10v4", ncadsH100 = "NCadsH100 v5"
    case ncadisH100 = "NCadisH100v5", ndamsrA100 = "NDamsrA100v4", ndasrA100 = "NDasrA100v4"
    case ndisrH100 = "NDisrH100v5", ndisrMI300X = "NDisrMI300Xv5", ndsrH200 = "NDsrH200v5"
    case nv6ads = "NV6adsv5", nv12adsA10 = "NV12adsA10v5", nv18adsA10 = "NV18adsA10v5"
    case nv36adsA10 = "NV36adsA10v5", nv36admsA10 = "NV36admsA10v5", nv72adsA10 = "NV72adsA10v5"

    /// Its part of a price key.
    var key: String { rawValue.lowercased().split(separator: " ").joined(separator: "_") }
  }

  /// An endpoint with every default.
  public init() {}

  private var secretsLeft = 1.0

  public mutating func place(at site: Site) { secretsLeft = site.secretsLeft }

  // MARK: Limits
  static let concepts = "MicrosoftDocs/azure-ai-docs articles/machine-learning/concept-endpoints-online.md"
  static let quotas = "MicrosoftDocs/azure-ai-docs articles/machine-learning/how-to-manage-quotas.md"
  static let reserve =
    "MicrosoftDocs/azure-ai-docs articles/machine-learning/includes/quota-allocation-online-deployment.md"
  static let prices =
    "Arturo-Quiroga-MSFT/azure-architecture-diagram-builder src/data/pricing/regions/*/azure_machine_learning.json"
  public static let limits = [
    Limit("instances of a deployment", "50", source: quotas),
    Limit("endpoints of a region", "100", source: quotas),
    Limit("deployments of an endpoint; of a region", "20; 500", source: quotas),
    Limit("requests of an endpoint", "500 per second", source: quotas),
    Limit("connections of an endpoint", "500 at once, 5 MB/s", source: quotas),
    Limit("time out of a request", "180 s; 300 s for flows", source: quotas),
    Limit("cores held back for upgrades", "a fifth of the instances, not billed", source: reserve),
    Limit("instances recommended", "at least 3", source: concepts),
  ]
  /// Requests per second of an endpoint (`quotas`).
  static let mostRequests = 500.0

  public func conflicts() -> [String] {
    var list: [String] = []
    if min > max { list.append("`min` is above `max`") }
    guard hosting == .machines else { return list }
    let key = MachineSize(size).key
    if key.isEmpty { list.append("`size` is `\(size.prefix(40))`; it takes a size such as DS3 v2") }
    if !key.isEmpty, vCPUs == nil {
      list.append("`cores` is missing: the name `\(size.prefix(40))` doesn't tell its vCPUs")
    }
    return list
  }

  public func assumptions() -> [Assumption] {
    [
      labelled("workers", "depends on the model's server"),
      labelled("secrets", "a choice of the scoring code"),
      labelled("request", "depends on the model's features; billed only from another region"),
      labelled("response", "depends on the model's answer; billed only from another region"),
      labelled("scaleOut.busy", "the published autoscaling example adds instances at 70 % of CPU"),
      Assumption(
        key: "service time", value: "exponential", origin: "rule",
        source: "the time of a call varies by its own mean; no source gives its spread"),
      Assumption(
        key: "upgrades", value: "not billed", origin: "rule",
        source: "the fifth of cores held back costs only while an upgrade runs: \(Self.reserve)"),
      Assumption(
        key: "surcharge of GPUs", value: "none", origin: "rule",
        source: "the price list has 0.11 an hour for a GPU, the documents say that endpoints pay for machines alone"),
      Assumption(
        key: "failed deployments", value: "not billed", origin: "rule",
        source: "they are from the moment when their machines stand; no source gives how often they fail"),
      Assumption(
        key: "answers", value: "stay in the region", origin: "rule",
        source: "the application that asks is taken to stand in the endpoint's region"),
    ]
  }

  // MARK: Flows
  static let calls = Input(.endpointCalls, slot: 0, visit: "calls", "requests that are scored")
  static let busy = Input(.endpointBusy, slot: 1, visit: "cpu", "time that workers need for them")
  public static let inputs = [calls.port, busy.port]

  static let telemetry = Output(.telemetryCalls, slot: 0, "each request writes its telemetry")
  static let pulls = Output(.imagePulls, slot: 1, fixed: true, "each started instance fetches its image")
  static let secretReads = Output(.secretReads, slot: 2, fixed: true, "each started instance reads its secrets")
  public static let outputs = [telemetry.port, pulls.port, secretReads.port]

  public func carried(byInput slot: Int) -> Carried? {
    slot == Self.calls.slot ? Carried(asked: request, answered: response) : nil
  }

  // MARK: Meters
  private static let instanceFormula =
    "hours × clamp(⌈busy workers / (workers × scaleOut.busy)⌉ in steps of scaleOut.by, min, max) × (1 + rollout.every × rollout.overlap)"
  static let machineHours = Meter<Hour>(
    "instance-hours", slot: 0, fixed: true, formula: instanceFormula + ", on machines", source: concepts)
  static let unitHours = Meter<Hour>(
    "model-unit-hours", slot: 1, fixed: true, formula: instanceFormula + ", on model units", source: prices)
  static let surcharge = Meter<Hour>(
    "vcpu-surcharge", slot: 2, fixed: true, formula: "instance-hours × vCPUs, free of charge", source: concepts)
  public static let meters = [machineHours.port, unitHours.port, surcharge.port]

  public func priceKey(ofMeter slot: Int) -> String {
    switch slot {
    case Self.machineHours.slot: "vm.\(MachineSize(size).key).payg"
    case Self.unitHours.slot: "aml.managed_model_hosting.\(model.key).hour"
    default: "aml.surcharge.standard_vcpu.hour"
    }
  }

  // MARK: Gauges
  static let running = Gauge("instances", unit: "", slot: 0)
  static let wanted = Gauge("instancesNeeded", unit: "", slot: 1)
  static let requests = Gauge("requestsPerSecond", unit: "/s", slot: 2)
  static let held = Gauge("vCPUsHeld", unit: "vCPUs", slot: 3)
  public static let gauges = [running, wanted, requests, held]

  public func limit(ofGauge slot: Int) -> Bound? {
    switch slot {
    case Self.running.slot, Self.wanted.slot:
      Bound(max.value, source: max.value == 50 ? Self.quotas : "setting `max`")
    case Self.requests.slot: Bound(Self.mostRequests, source: Self.quotas)
    default: quota.map { Bound($0.value, source: "setting `quota`") }
    }
  }

  /// vCPUs of an instance; nil if nobody tells.
  var vCPUs: Double? { cores?.value ?? MachineSize(size).vCPUs }

  // MARK: Response time
  public var servers: Servers? { Servers(perInstance: Int(workers.value.ceiled), instances: Self.running) }

  public func time(of visit: VisitAmounts) -> VisitTime {
    var time = VisitTime()
    let work = visit["cpu"] * 1000
    let calls = visit["calls"] > 0 ? visit["calls"] : work > 0 ? 1 : 0
    if calls > 0 { time.add(calls: calls, each: Quantity(work / calls)) }
    return time
  }

  // MARK: One step
  /// Instances of the step before, hours since their number last changed, and vCPUs of one, read from its name once.
  public struct State: Sendable {
    var instances: Quantity<Count> = 0
    var rested: Quantity<Hour> = 0
    var vCPUs: Double
    var started = 0.0
  }
  public var initial: State { State(vCPUs: hosting == .machines ? vCPUs ?? 0 : 0) }

  public func advance(_ state: inout State, through step: Step, into usage: inout Usage) {
    let busyWorkers = step[Self.busy].value / step.seconds
    let needed = Quantity<Count>(busyWorkers / (workers.value * target.value)).roundedUp
    let added = Quantity<Count>(Swift.max(needed.value - min.value, 0) / stride.value).roundedUp * stride.value
    var instances = (min + added).clamped(min, max)
    // No lag and no cooldown on an hourly grid, as for app-service.
    if step.hours < 1 {
      let waits = instances < state.instances && state.rested < cooldown
      instances = waits ? state.instances : instances
      state.rested = instances == state.instances ? state.rested + Quantity(step.hours) : Quantity(step.hours)
      state.instances = instances
    }
    let hours = instances.value * step.hours * (1 + rollouts.value * overlap.value)
    usage[Self.machineHours] += Quantity(hosting == .machines ? hours : 0)
    usage[Self.unitHours] += Quantity(hosting == .machines ? 0 : hours)
    usage[Self.surcharge] += Quantity(hours * state.vCPUs)
    usage[feeding: Self.telemetry] = step[Self.calls]
    // A rollout starts a second set of instances.
    let started = Swift.max(instances.value - state.started, 0) + instances.value * rollouts.value * step.hours
    state.started = instances.value
    usage[feeding: Self.pulls] = Quantity(started)
    usage[feeding: Self.secretReads] = Quantity(started * secrets.value * secretsLeft)
    usage[showing: Self.running] = instances.value
    usage[showing: Self.wanted] = needed.value
    usage[showing: Self.requests] = step[Self.calls].value / step.seconds
    // Quota is held for a fifth more instances, rounded up; 1.2 × 10 must stay 12.
    usage[showing: Self.held] = (instances.value * 12 / 10).ceiled * state.vCPUs
  }
}

extension Flow<Count> {
  /// Requests that an endpoint scores.
  public static var endpointCalls: Self { Flow("endpoint-calls") }
}

extension Flow<Second> {
  /// Time that an endpoint's workers need.
  public static var endpointBusy: Self { Flow("endpoint-busy") }
}
