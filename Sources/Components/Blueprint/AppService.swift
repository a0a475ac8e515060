public import Quantities

/// Azure App Service: runs the front end, the orchestration backend and, where inference is real-time, the scoring code.
///
/// Billed per instance-hour of the plan, used or idle, never per request.
/// Source: MicrosoftDocs/azure-docs articles/app-service/overview-manage-costs.md.
public struct AppService: Component {
  public static let kind = "app-service"
  public static let title = "Azure App Service"
  public static let purpose = "Web servers that answer the users"
  public static let layer = Layer.application
  public static let placement = Placement.everyRegion
  public static let grain = Grain.step  // rounding up to whole instances: not linear

  // MARK: Settings
  /// Operating system of the plan.
  public var os: OperatingSystem = .linux
  /// The pricing plan.
  public var plan: Plan = .p1v3
  /// Cores of an instance, where they differ from the plan's.
  public var cores: Quantity<Count>?
  /// Instances that never go away.
  public var min: Quantity<Count> = 1
  /// Instances at most; nil for the plan's own limit.
  public var max: Quantity<Count>?
  /// CPU share at which an instance is added.
  public var target: Quantity<Share> = 0.7
  /// How long an instance stays after the last scaling, on grids finer than an hour.
  public var cooldown: Quantity<Hour> = Quantity(5.0 / 60)
  /// Zone redundancy forces a floor of two instances.
  public var zoneRedundant = false

  public static let settings: [Setting<Self>] = [
    .choice("os", \.os, "operating system; Windows costs about twice as much"),
    .choice("plan", \.plan, "pricing plan of the instances"),
    .optional("cores", \.cores, in: 0.1...256, "cores of an instance, where they differ from the plan's"),
    .number("min", \.min, in: 0...1000, "instances that never go away"),
    .optional("max", \.max, in: 1...1000, "instances at most (the plan's own limit if left out)"),
    .number("scaleOut.cpu", \.target, in: 0.01...1, "CPU share that autoscaling keeps an instance at"),
    .number(
      "scaleOut.cooldown", \.cooldown, in: 0...24,
      "how long instances stay after the last scaling; it matters on grids finer than an hour"),
    .flag("zoneRedundant", \.zoneRedundant, "spread over availability zones: at least two instances, no surcharge"),
    .flag("container", \.container, "runs a container image, which an instance pulls as it starts"),
    .number("deploys", \.deploys, in: 0...3600, "how often a new image is delivered, which all instances pull"),
    .number("secrets", \.secrets, in: 0...1e6, "secrets that an instance reads from the vault, each once a day"),
  ]

  /// Whether it runs a container image.
  public var container = false
  /// How often a new version is delivered, which every instance then fetches.
  public var deploys: Quantity<PerHour> = 0
  /// Secrets that each instance holds, read anew every day.
  public var secrets: Quantity<Count> = 5

  /// Instances are created with every default.
  public init() {}

  private var secretsPerHour = 0.0

  public mutating func place(at site: Site) { secretsPerHour = secrets.value * site.secretsLeft / 24 }

  // MARK: Limits — cores from sofq/sku pipeline/ingest/azure_appservice.py (medium); instances from
  // MicrosoftDocs/azure-docs includes/azure-websites-limits.md; the cooldown of 5 min is that of the examples of
  // MicrosoftDocs/azure-monitor-docs articles/azure-monitor/autoscale/autoscale-understanding-settings.md
  /// Operating system of a plan.
  public enum OperatingSystem: String, CaseIterable, Sendable { case linux, windows }

  /// A pricing plan.
  public enum Plan: String, CaseIterable, Sendable {
    case b1 = "B1", b2 = "B2", b3 = "B3"
    case s1 = "S1", s2 = "S2", s3 = "S3"
    case p1v2 = "P1v2", p2v2 = "P2v2", p3v2 = "P3v2"
    case p0v3 = "P0v3", p1v3 = "P1v3", p2v3 = "P2v3", p3v3 = "P3v3"
    case p1v4 = "P1v4"

    /// vCPUs of one instance.
    public var vCPUs: Double {
      switch self {
      case .b1, .s1, .p1v2, .p0v3: 1
      case .b2, .s2, .p2v2, .p1v3, .p1v4: 2
      case .b3, .s3, .p3v2, .p2v3: 4
      case .p3v3: 8
      }
    }

    /// Most instances of a plan of this tier.
    var mostInstances: Double {
      switch self {
      case .b1, .b2, .b3: 3
      case .s1, .s2, .s3: 10
      default: 30
      }
    }

    /// Whether the tier scales by rules (Basic only by hand).
    var scales: Bool { mostInstances > 3 }
  }

  static let limitsSource = "MicrosoftDocs/azure-docs includes/azure-websites-limits.md"
  public static let limits = [
    Limit("instances, Basic", "3, scaled by hand", source: limitsSource),
    Limit("instances, Standard", "10", source: limitsSource),
    Limit("instances, Premium", "30", source: limitsSource),
    Limit("SLA from Basic up", "99.95 %", source: limitsSource),
    Limit(
      "instances of a zone-redundant plan, at least", "2",
      source: "MicrosoftDocs/azure-docs articles/reliability/reliability-app-service.md"),
  ]

  // MARK: Flows
  static let calls = Input(.appCalls, slot: 0, visit: "calls", "requests that the app answers")
  static let busy = Input(.appBusy, slot: 1, visit: "cpu", "CPU time of the app's cores")
  static let answers = Input(.appAnswers, slot: 2, visit: "out", "bytes of the answers to users")
  public static let inputs = [calls.port, busy.port, answers.port]

  static let telemetry = Output(.telemetryCalls, slot: 0, "each call writes its telemetry")
  static let egress = Output(.internetEgress, slot: 1, "answers leave through the internet")
  static let secretReads = Output(
    .secretReads, slot: 2, fixed: true, "references to secrets are read anew every 24 h, by each instance")
  static let pulls = Output(.imagePulls, slot: 3, fixed: true, "a container's image, per started instance and delivery")
  public static let outputs = [telemetry.port, egress.port, secretReads.port, pulls.port]

  // MARK: Meters
  static let instanceHours = Meter<Hour>(
    "instance-hours", slot: 0, fixed: true,
    formula: "hours × clamp(⌈busy cores / (cores × scaleOut.cpu)⌉, min, max), busy cores = Σ requests × cpu / seconds",
    source: "MicrosoftDocs/azure-docs articles/app-service/overview-manage-costs.md")
  public static let meters = [instanceHours.port]

  public func priceKey(ofMeter slot: Int) -> String {
    "appservice.\(os.rawValue).\(plan.rawValue.lowercased()).instance.hour"
  }

  // MARK: Gauges
  static let running = Gauge("instances", unit: "", slot: 0)
  static let wanted = Gauge("instancesNeeded", unit: "", slot: 1)
  public static let gauges = [running, wanted]

  public func limit(ofGauge slot: Int) -> Bound? {
    Bound(ceiling.value, source: max == nil ? Self.limitsSource : "setting `max`")
  }

  public func conflicts() -> [String] {
    var list: [String] = []
    if floor > ceiling { list.append("`min` is above `max`") }
    if ceiling.value > plan.mostInstances {
      list.append(
        "`max` is \(Measure.write(ceiling)), but \(plan.rawValue) allows \(Measure.plain(plan.mostInstances)) instances"
      )
    }
    if !plan.scales, floor != ceiling, max != nil {
      list.append("\(plan.rawValue) does not scale by itself: set `min` and `max` to the same number")
    }
    return list
  }

  /// Most instances: the setting, or the plan's own (Basic stays at its minimum).
  var ceiling: Quantity<Count> { max ?? (plan.scales ? Quantity(plan.mostInstances) : floor) }
  /// Fewest instances.
  var floor: Quantity<Count> { zoneRedundant && min < 2 ? 2 : min }
  /// Cores of one instance.
  var size: Double { cores?.value ?? plan.vCPUs }
  /// Busy core-hours that one instance takes in an hour.
  var capacity: Double { size * target.value }

  // MARK: Response time
  /// Each core works on one call; a part of a core on one too, for longer.
  public var servers: Servers? { Servers(perInstance: Int(size.ceiled), instances: Self.running) }

  public func time(of visit: VisitAmounts) -> VisitTime {
    var time = VisitTime()
    let work = visit["cpu"] * 1000 * size.ceiled / size
    let calls = visit["calls"] > 0 ? visit["calls"] : work > 0 ? 1 : 0
    if calls > 0 { time.add(calls: calls, each: Quantity(work / calls)) }
    return time
  }

  public func assumptions() -> [Assumption] {
    [
      labelled("secrets", "a choice of the application; App Service reads its references to a vault anew every 24 h"),
      Assumption(
        key: "waiting calls", value: "hold no core", origin: "rule",
        source: "taken to be asynchronous: while a call waits for another component its core serves others"),
      Assumption(
        key: "service time", value: "exponential", origin: "rule",
        source: "the CPU time of a call varies by its own mean; no source gives its spread"),
    ]
  }

  // MARK: State
  /// Instances of the step before, hours since their number last changed, and instances that have pulled their image.
  public struct State: Sendable {
    var instances: Quantity<Count> = 0
    var rested: Quantity<Hour> = 0
    var started: Quantity<Count> = 0
  }
  public var initial: State { State() }

  // MARK: One step
  public func advance(_ state: inout State, through step: Step, into usage: inout Usage) {
    let busyCores = step[Self.busy].value / step.seconds
    let needed = Quantity<Count>(busyCores / capacity).roundedUp
    var instances = needed.clamped(floor, ceiling)
    // No lag and no cooldown on an hourly grid (worked scenario, rule 9).
    if step.hours < 1 {
      let waits = instances < state.instances && state.rested < cooldown
      instances = waits ? state.instances : instances
      state.rested = instances == state.instances ? state.rested + Quantity(step.hours) : Quantity(step.hours)
      state.instances = instances
    }
    usage[Self.instanceHours] += Quantity(instances.value * step.hours)
    usage[feeding: Self.telemetry] = step[Self.calls]
    usage[feeding: Self.egress] = step[Self.answers]
    usage[feeding: Self.secretReads] = instances * (secretsPerHour * step.hours)
    let started = (instances - state.started).clamped(0, instances) + instances * (deploys.value * step.hours)
    state.started = instances
    usage[feeding: Self.pulls] = container ? started : 0
    usage[showing: Self.running] = instances.value
    usage[showing: Self.wanted] = needed.value
  }
}

extension Flow<Count> {
  /// Requests to an app.
  public static var appCalls: Self { Flow("app-calls") }
}

extension Flow<Second> {
  /// CPU time of an app.
  public static var appBusy: Self { Flow("app-busy") }
}

extension Flow<Gigabyte> {
  /// Answers of an app.
  public static var appAnswers: Self { Flow("app-answers") }
}
