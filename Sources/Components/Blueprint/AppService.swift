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
  /// What adds instances.
  public var scaling: Scaling = .rules
  /// Instances that automatic scaling keeps warm.
  public var prewarmed: Quantity<Count> = 1
  /// How many times sticky sessions raise the variance of a call's time.
  public var affinity: Quantity<Count> = 1
  /// Memory that the apps take on each instance.
  public var memory: Quantity<Gigabyte>?
  /// Deployment slots of an app beside its production slot.
  public var slots: Quantity<Count> = 0
  /// Certificates bound to an address of their own that are billed.
  public var addressBindings: Quantity<Count> = 0
  /// App Service Environments whose fee is billed.
  public var environments: Quantity<Count> = 0

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

  // MARK: Flows
  static let calls = Input(.appCalls, slot: 0, visit: "calls", "requests that the app answers")
  static let busy = Input(.appBusy, slot: 1, visit: "cpu", "CPU time of the app's cores")
  static let answers = Input(.appAnswers, slot: 2, visit: "out", "bytes of the answers to users")
  static let standing = Input(
    .instanceTime, slot: 3, visit: "instanceHours", "further hours of instances, such as those of a plan for a test")
  public static let inputs = [calls.port, busy.port, answers.port, standing.port]

  static let telemetry = Output(.telemetryCalls, slot: 0, "each call writes its telemetry")
  static let egress = Output(.internetEgress, slot: 1, "answers leave through the internet")
  static let secretReads = Output(
    .secretReads, slot: 2, fixed: true, "references to secrets are read anew every 24 h, by each instance")
  static let pulls = Output(.imagePulls, slot: 3, fixed: true, "a container's image, per started instance and delivery")
  public static let outputs = [telemetry.port, egress.port, secretReads.port, pulls.port]

  // MARK: Meters
  static let instanceHours = Meter<Hour>(
    "instance-hours", slot: 0, fixed: true,
    formula: "hours × clamp(⌈busy cores / (cores × scaleOut.cpu)⌉, min, max), busy cores = Σ requests × cpu / seconds; "
      + "with automatic scaling prewarmed more once min are busy; used or idle, apps stopped or not; "
      + "+ further instance-hours",
    source: costs)
  static let slotMonths = Meter<Month>(
    "deployment-slots", slot: 1, accrual: .monthly, fixed: true,
    formula: "slots per calendar month, free: they run on the plan's own instances", source: limitsSource)
  static let environmentHours = Meter<Hour>(
    "environment-hours", slot: 2, fixed: true, formula: "environments × hours", source: calculator)
  static let bindingMonths = Meter<Month>(
    "ip-ssl", slot: 3, accrual: .monthly, fixed: true, formula: "ipSSL per calendar month; by server name it is free",
    source: hostingPlans)
  public static let meters = [instanceHours.port, slotMonths.port, environmentHours.port, bindingMonths.port]

  public func priceKey(ofMeter slot: Int) -> String {
    switch slot {
    case Self.instanceHours.slot: "appservice.\(os.rawValue).\(plan.priceWord).instance.hour"
    case Self.slotMonths.slot: "appservice.slot.month"
    case Self.bindingMonths.slot: "appservice.ip_ssl.month"
    default: "appservice.isolatedv2.\(os.rawValue).asip_fee.hour"
    }
  }

  // MARK: Gauges
  static let running = Gauge("instances", unit: "", slot: 0)
  static let wanted = Gauge("instancesNeeded", unit: "", slot: 1)
  public static let gauges = [running, wanted]

  public func limit(ofGauge slot: Int) -> Bound? {
    Bound(ceiling.value, source: max == nil ? Self.limitsSource : "setting `max`")
  }

  /// Most instances: the setting, or the plan's own (those that don't scale stay at their minimum).
  var ceiling: Quantity<Count> { max ?? (plan.tier.scales ? Quantity(plan.tier.mostInstances) : floor) }
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
    if calls > 0 { time.add(calls: calls, each: Quantity(work / calls), variation: affinity.value) }
    return time
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
    // Those kept warm stand beside the busy ones, and only once all that never go away are busy.
    let isWarming = scaling == .automatic && needed > 0 && needed >= floor
    instances = isWarming ? (instances + prewarmed).clamped(floor, ceiling) : instances
    usage[Self.instanceHours] += Quantity(instances.value * step.hours) + step[Self.standing]
    usage[Self.slotMonths] += Quantity(slots.value * step.hours)
    usage[Self.bindingMonths] += Quantity(addressBindings.value * step.hours)
    usage[Self.environmentHours] += Quantity(environments.value * step.hours)
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

extension Flow<Hour> {
  /// Hours of instances beside those of the plan.
  public static var instanceTime: Self { Flow("instance-time") }
}

extension Flow<Second> {
  /// CPU time of an app.
  public static var appBusy: Self { Flow("app-busy") }
}

extension Flow<Gigabyte> {
  /// Answers of an app.
  public static var appAnswers: Self { Flow("app-answers") }
}
