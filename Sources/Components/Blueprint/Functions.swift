public import Quantities

/// Azure Functions: code that runs when an event, a call or a timer asks for it.
///
/// Billed by executions and by memory held over time on the consumption plans, by cores and memory of standing
/// instances on the premium plan. On an App Service plan nothing is billed here.
/// Source: MicrosoftDocs/azure-docs articles/azure-functions/functions-consumption-costs.md.
public struct Functions: Component {
  public static let kind = "functions"
  public static let title = "Azure Functions"
  public static let purpose = "Small programs that run whenever an event asks for them"
  public static let layer = Layer.application
  public static let placement = Placement.everyRegion
  public static let grain = Grain.step  // instances round up, and ready instances take load first

  // MARK: Settings
  /// The hosting plan.
  public var plan: Plan = .consumption
  /// Mean time of an execution.
  public var duration: Quantity<Second> = 0.2
  /// Memory of an execution in MB, on the consumption plan.
  public var memory: Quantity<Count> = 128
  /// Events of a stream that one execution takes.
  public var batch: Quantity<Count> = 10
  /// Memory of an instance in MB, on the flex plan.
  public var instance: Quantity<Count> = 2048
  /// Executions that one instance really works on at once.
  public var concurrency: Quantity<Count>?
  /// How executions follow each other, on the flex plan.
  public var activity: Activity = .continuous
  /// Instances that are always ready, on the flex plan.
  public var ready: Quantity<Count> = 0
  /// When a ready instance bills its baseline.
  public var baseline: Baseline = .always
  /// Size of premium instances.
  public var size: Size = .ep1
  /// Premium instances that never go away.
  public var min: Quantity<Count> = 1
  /// Instances at most; nil for the plan's own limit.
  public var max: Quantity<Count>?
  /// Premium instances kept warm beside those that scaling runs.
  public var prewarmed: Quantity<Count> = 1
  /// Operating system.
  public var os: OperatingSystem = .linux
  /// Secrets that each instance holds, read anew every day.
  public var secrets: Quantity<Count> = 2
  /// Whether it runs a container image.
  public var container = false

  public static let settings: [Setting<Self>] = [
    .choice("plan", \.plan, "hosting plan; functions on an App Service plan are billed there"),
    .number("duration", \.duration, in: 0...86_400, "mean time of an execution"),
    .number(
      "memory", \.memory, in: 0...1536,
      "MB (1,024 are a billed GB) that an execution holds on consumption; 0 where `units` states time and memory"),
    .number("batch", \.batch, in: 1...10_000, "events of a stream that one execution takes"),
    .number("instance", \.instance, in: 512...4096, "MB of an instance on flex: 512, 2048 or 4096"),
    .optional(
      "concurrency", \.concurrency, in: 0.01...10_000,
      "executions that an instance really works on at once (1 on flex, 10 per vCPU on premium if left out)"),
    .choice(
      "activity", \.activity,
      "whether executions on flex follow each other, or each wakes an instance alone, for a second at least"),
    .number("ready", \.ready, in: 0...1000, "instances that are always ready on flex"),
    .choice("baseline", \.baseline, "when a ready instance bills its baseline: all month, or while it is idle"),
    .choice("size", \.size, "size of instances on premium"),
    .number("min", \.min, in: 1...100, "instances on premium that never go away"),
    .optional("max", \.max, in: 1...1000, "instances at most (the plan's own limit if left out)"),
    .number("prewarmed", \.prewarmed, in: 0...20, "instances on premium kept warm while it runs more than `min`"),
    .choice("os", \.os, "operating system"),
    .number("secrets", \.secrets, in: 0...1e6, "secrets that an instance reads from the vault, each once a day"),
    .flag("container", \.container, "runs a container image, which an instance pulls as it starts"),
  ]

  /// The hosting plan.
  public enum Plan: String, CaseIterable, Sendable { case consumption, flex, premium }
  /// When a ready instance bills its baseline.
  public enum Baseline: String, CaseIterable, Sendable { case always, idle }
  /// How executions follow each other.
  public enum Activity: String, CaseIterable, Sendable { case continuous, single }
  /// Operating system of the instances.
  public enum OperatingSystem: String, CaseIterable, Sendable { case linux, windows }

  /// Size of a premium instance.
  public enum Size: String, CaseIterable, Sendable {
    case ep1 = "EP1", ep2 = "EP2", ep3 = "EP3"

    /// vCPUs of one instance.
    var vCPUs: Double {
      switch self {
      case .ep1: 1
      case .ep2: 2
      case .ep3: 4
      }
    }
    /// GiB of one instance: 3.5 per vCPU.
    var memory: Double { vCPUs * 3.5 }
  }

  /// An app with every default.
  public init() {}

  private var secretsPerHour = 0.0

  public mutating func place(at site: Site) { secretsPerHour = secrets.value * site.secretsLeft / 24 }

  // MARK: Limits
  static let costs = "MicrosoftDocs/azure-docs articles/azure-functions/functions-consumption-costs.md"
  static let scale = "MicrosoftDocs/azure-docs articles/azure-functions/functions-scale.md"
  static let flex = "MicrosoftDocs/azure-docs includes/functions-flex-consumption-billing-table.md"
  static let premium = "MicrosoftDocs/azure-docs articles/azure-functions/functions-premium-plan.md"
  static let leastTime = "infracost/infracost internal/resources/azure/function_app.go"
  public static let limits = [
    Limit("instances, consumption", "200 of 1.5 GB", source: scale),
    Limit("instances, flex", "1,000", source: scale),
    Limit("instances, premium", "100 on Windows, 20 on Linux", source: scale),
    Limit("time of an execution, consumption", "10 min at most", source: scale),
    Limit("memory of an execution, consumption", "billed in parts of 128 MB", source: costs),
    Limit("time of an execution, consumption, at least", "100 ms, in parts of 1 ms", source: leastTime),
    Limit("time that an instance is active, flex, at least", "1,000 ms, then in parts of 100 ms", source: flex),
    Limit("free per subscription and month, consumption", "1,000,000 executions and 400,000 GB-s", source: costs),
    Limit("free per subscription and month, flex", "250,000 executions and 100,000 GB-s", source: flex),
    Limit("SLA of consumption and premium", "99.95 %", source: "mikaelvesavuori/cloud-sla data/azure.json @21a22e3"),
  ]

  /// Instances that the plan allows.
  private var mostInstances: Double {
    switch plan {
    case .consumption: 200
    case .flex: 1000
    case .premium: os == .windows ? 100 : 20
    }
  }

  public func conflicts() -> [String] {
    var list: [String] = []
    if let max, max.value > mostInstances {
      let most = Measure.plain(mostInstances)
      list.append("`max` is \(Measure.write(max)), but \(plan.rawValue) allows \(most) instances")
    }
    if plan == .premium, min > ceiling { list.append("`min` is above `max`") }
    if plan == .consumption, duration > 600 {
      list.append("`duration` is \(Measure.write(duration)); consumption ends an execution after 10 min")
    }
    if plan == .flex, ![512, 2048, 4096].contains(instance.value) {
      list.append("`instance` is \(Measure.write(instance)); flex has 512, 2048 and 4096 MB")
    }
    if container, plan != .premium { list.append("`container` needs `plan: premium`, not \(plan.rawValue)") }
    if ready > 0, plan != .flex { list.append("`ready` is of the flex plan alone") }
    return list
  }

  public func assumptions() -> [Assumption] {
    var list = [
      labelled("duration", "depends on the code: measure it"),
      labelled("secrets", "a choice of the application; references to a vault are read anew every 24 h"),
      labelled("batch", "depends on the host's settings and on the traffic"),
      Assumption(
        key: "own storage account", value: "not billed", origin: "rule",
        source: "operations of the app's own storage account are billed there, but in no source"),
    ]
    switch plan {
    case .consumption:
      list.append(labelled("memory", "depends on the code; each execution counts alone, an upper bound"))
    case .flex:
      list.append(labelled("concurrency", "1 is an upper bound; depends on the traffic and on the instance's size"))
      list.append(labelled("activity", "depends on the traffic: how often an instance falls idle between executions"))
      list.append(labelled("baseline", "sources differ: all month, or only while an instance is idle"))
    case .premium:
      list.append(labelled("concurrency", "10 per vCPU if not stated; depends on the code: measure it"))
    }
    return list
  }

  // MARK: Flows
  static let calls = Input(.functionCalls, slot: 0, visit: "calls", "executions: calls, timers, messages")
  static let events = Input(.streamEvents, slot: 1, visit: "events", "events of a stream, taken in batches")
  static let units = Input(
    .executionUnits, slot: 2, visit: "units", "further measured execution units, in MB-milliseconds")
  static let answers = Input(.functionAnswers, slot: 3, visit: "out", "bytes of the answers to users")
  public static let inputs = [calls.port, events.port, units.port, answers.port]

  static let telemetry = Output(.telemetryCalls, slot: 0, "each execution writes its telemetry")
  static let egress = Output(.internetEgress, slot: 1, "answers leave through the internet")
  static let secretReads = Output(
    .secretReads, slot: 2, fixed: true, "references to secrets are read anew every 24 h, by each instance")
  static let pulls = Output(.imagePulls, slot: 3, fixed: true, "a container's image, per started instance")
  public static let outputs = [telemetry.port, egress.port, secretReads.port, pulls.port]

  // MARK: Meters — grants are the subscription's, hence the pool
  static let executions = Meter<Count>(
    "executions", slot: 0, pool: .account, formula: "calls + events / batch; on flex those of no ready instance",
    source: costs)
  static let executionTime = Meter<GigabyteSecond>(
    "execution-time", slot: 1, pool: .account,
    formula:
      "consumption: executions × max(0.1 s, duration in whole ms) × ⌈memory / 128⌉ × 128 / 1024; flex: executions "
      + "× duration / concurrency × instance / 1024, of no ready instance, duration at least 1 s and in parts of 0.1 s "
      + "if activity is single; both: units / 1,024,000",
    source: costs)
  static let readyBaseline = Meter<GigabyteSecond>(
    "always-ready-baseline", slot: 2, fixed: true,
    formula: "ready × seconds × instance / 1024, less the time at work where the baseline is idle", source: flex)
  static let readyTime = Meter<GigabyteSecond>(
    "always-ready-time", slot: 3, formula: "time at work of the ready instances, which take load first", source: flex)
  static let readyExecutions = Meter<Count>(
    "always-ready-executions", slot: 4, formula: "executions of the ready instances", source: flex)
  static let coreHours = Meter<Hour>(
    "vcpu-hours", slot: 5, fixed: true,
    formula: "hours × vCPUs × instances = clamp(⌈executions × duration / seconds / concurrency⌉, min, max), and "
      + "prewarmed ones above min",
    source: premium)
  static let memoryHours = Meter<GibibyteHour>(
    "memory-hours", slot: 6, fixed: true, formula: "hours × GiB of the size × instances", source: premium)
  public static let meters = [
    executions.port, executionTime.port, readyBaseline.port, readyTime.port, readyExecutions.port, coreHours.port,
    memoryHours.port,
  ]

  public func priceKey(ofMeter slot: Int) -> String {
    let demand = plan == .flex ? "flex.ondemand" : "consumption"
    return switch slot {
    case Self.executions.slot: "func.\(demand).executions"
    case Self.executionTime.slot: "func.\(demand).exec_time"
    case Self.readyBaseline.slot: "func.flex.alwaysready.baseline"
    case Self.readyTime.slot: "func.flex.alwaysready.exec_time"
    case Self.readyExecutions.slot: "func.flex.alwaysready.executions"
    case Self.coreHours.slot: "func.premium.vcpu"
    default: "func.premium.memory"
    }
  }

  // MARK: Gauges
  static let running = Gauge("instances", unit: "", slot: 0)
  static let wanted = Gauge("instancesNeeded", unit: "", slot: 1)
  public static let gauges = [running, wanted]

  public func limit(ofGauge slot: Int) -> Bound? {
    Bound(ceiling.value, source: max == nil ? Self.scale : "setting `max`")
  }

  /// Most instances: the setting, or the plan's own.
  private var ceiling: Quantity<Count> { max ?? Quantity(mostInstances) }
  /// Executions at once in an instance.
  private var atOnce: Double {
    switch plan {
    case .consumption: 1
    case .flex: concurrency?.value ?? 1
    case .premium: concurrency?.value ?? 10 * size.vCPUs
    }
  }

  /// Seconds that an execution is billed for.
  ///
  /// On consumption they are whole milliseconds, and 0.1 s at least; on flex whole tenths of a second, and 1 s at least,
  /// where each execution is alone. 0.3 s are 3 tenths, not 3.0000000000000004.
  private var billedTime: Double {
    switch plan {
    case .consumption: Swift.max((duration.value * 1000 - 1e-6).ceiled / 1000, 0.1)
    case .flex where activity == .single:
      duration > 0 ? Swift.max((duration.value * 10 - 1e-6).ceiled / 10, 1) : 0
    default: duration.value
    }
  }

  // MARK: Response time
  /// Premium instances are the only ones that calls wait for: the other plans add one whenever all are busy.
  public var servers: Servers? {
    plan == .premium ? Servers(perInstance: Int(Swift.max(atOnce, 1)), instances: Self.running) : nil
  }

  public func time(of visit: VisitAmounts) -> VisitTime {
    var time = VisitTime()
    time.add(calls: visit["calls"], each: Quantity(duration.value * 1000))
    return time
  }

  // MARK: One step
  /// Instances that have pulled their image.
  public struct State: Sendable { var started = 0.0 }
  public var initial: State { State() }

  public func advance(_ state: inout State, through step: Step, into usage: inout Usage) {
    let executions = step[Self.calls].value + step[Self.events].value / batch.value
    let measured = step[Self.units].value / 1_024_000
    let needed = executions * duration.value / atOnce / step.seconds
    var running = Swift.min(needed.ceiled, ceiling.value)
    switch plan {
    case .consumption:
      let gigabytes = (memory.value / 128).ceiled * 128 / 1024
      usage[Self.executions] += Quantity(executions)
      usage[Self.executionTime] += Quantity(executions * billedTime * gigabytes + measured)
    case .flex:
      let gigabytes = instance.value / 1024
      let active = executions * billedTime / atOnce
      let byReady = Swift.min(active, ready.value * step.seconds)
      let share = active > 0 ? byReady / active : ready > 0 ? 1 : 0
      usage[Self.executions] += Quantity(executions * (1 - share))
      usage[Self.executionTime] += Quantity((active - byReady) * gigabytes + measured)
      let standing = ready.value * step.seconds - (baseline == .idle ? byReady : 0)
      usage[Self.readyBaseline] += Quantity(standing * gigabytes)
      usage[Self.readyTime] += Quantity(byReady * gigabytes)
      usage[Self.readyExecutions] += Quantity(executions * share)
      running = Swift.max(running, ready.value)
    case .premium:
      running = Swift.max(running, min.value)
      let warm = running > min.value ? running + prewarmed.value : running
      usage[Self.coreHours] += Quantity(warm * size.vCPUs * step.hours)
      usage[Self.memoryHours] += Quantity(warm * size.memory * step.hours)
    }
    usage[feeding: Self.telemetry] = Quantity(executions)
    usage[feeding: Self.egress] = step[Self.answers]
    usage[feeding: Self.secretReads] = Quantity(running * secretsPerHour * step.hours)
    usage[feeding: Self.pulls] = Quantity(container ? Swift.max(running - state.started, 0) : 0)
    state.started = running
    usage[showing: Self.running] = running
    usage[showing: Self.wanted] = needed.ceiled
  }
}

extension Flow<Count> {
  /// Executions of functions.
  public static var functionCalls: Self { Flow("function-calls") }
  /// Execution units of functions as Azure Monitor counts them: MB-milliseconds.
  public static var executionUnits: Self { Flow("execution-units") }
}

extension Flow<Gigabyte> {
  /// Answers of functions to users.
  public static var functionAnswers: Self { Flow("function-answers") }
}
