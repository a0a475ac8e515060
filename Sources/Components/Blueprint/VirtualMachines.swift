public import Quantities

/// Azure virtual machines that someone runs himself: GPU training nodes, integration runtimes, build agents.
///
/// Billed per hour that a machine is allocated, whether it works or not; a deallocated one costs nothing. Spot machines
/// cost less and may be taken away at any time. The nodes of Databricks clusters are part of `databricks`.
/// Source: ahmadabdalla/azure-cost-calculator virtual-machines.md.
public struct VirtualMachines: Component {
  public static let kind = "virtual-machines"
  public static let title = "Virtual Machines"
  public static let purpose = "Machines for training, agents and runtimes"
  public static let layer = Layer.analytics
  public static let placement = Placement.oneRegion
  public static let grain = Grain.month  // every formula is linear

  // MARK: Settings
  /// Size of every machine.
  public var size = "D4ds v5"
  /// vCPUs of a machine, where its name doesn't tell.
  public var cores: Quantity<Count>?
  /// Machines that stand.
  public var count: Quantity<Count> = 1
  /// Hours a day that they run.
  public var hoursPerDay: Quantity<Hour> = 24
  /// What becomes of them in the other hours.
  public var idle: Idle = .deallocated
  /// Share of the machine-hours bought on the spot market.
  public var spot: Quantity<Share> = 0
  /// Work that is done again after evictions, over the work asked for.
  public var lost: Quantity<Share> = 0
  /// Share of the spot work that falls back on machines at the full price.
  public var fallback: Quantity<Share> = 0
  /// vCPUs of the family that the subscription may use in the region.
  public var quota: Quantity<Count>?

  public static let settings: [Setting<Self>] = [
    .text("size", \.size, "size of every machine, such as D4ds v5, Standard_D4ds_v5 or NC4as T4 v3"),
    .optional("cores", \.cores, in: 0.1...2048, "vCPUs of a machine, where its name doesn't tell"),
    .number("count", \.count, in: 0...100_000, "machines that stand"),
    .number("hoursPerDay", \.hoursPerDay, in: 0...24, "hours a day that they run"),
    .choice("idle", \.idle, "in the other hours: deallocated (not billed) or stopped (billed)"),
    .number("spot.share", \.spot, in: 0...1, "share of the machine-hours bought on the spot market"),
    .number("spot.lost", \.lost, in: 0...100, "work done again after evictions, over the work asked for"),
    .number("spot.fallback", \.fallback, in: 0...1, "share of spot work that falls back on full-price machines"),
    .optional("quota", \.quota, in: 0...1e6, "vCPUs of the size's family that the subscription may use in the region"),
  ]

  /// What becomes of machines while they don't run.
  public enum Idle: String, CaseIterable, Sendable { case deallocated, stopped }

  /// A machine with every default.
  public init() {}

  public func conflicts() -> [String] {
    var list: [String] = []
    if MachineSize(size).key.isEmpty { list.append("`size` is `\(size.prefix(40))`; it takes a size such as D4ds v5") }
    if count != count.roundedUp { list.append("`count` is \(Measure.write(count)); it takes a whole number") }
    if !MachineSize(size).key.isEmpty, vCPUs == nil {
      list.append("`cores` is missing: the name `\(size.prefix(40))` doesn't tell its vCPUs")
    }
    return list
  }

  // MARK: Limits
  static let calculator = "ahmadabdalla/azure-cost-calculator virtual-machines.md"
  static let agreements = "mikaelvesavuori/cloud-sla data/azure.json @21a22e3"
  public static let limits = [
    Limit("SLA of one machine on premium disks", "99.9 %", source: agreements),
    Limit("SLA of two or more in an availability set", "99.95 %", source: agreements),
  ]

  public func assumptions() -> [Assumption] {
    var list = [
      Assumption(
        key: "disks and addresses", value: "not billed", origin: "rule",
        source: "managed disks and public addresses of machines are billed by Azure, but not modelled yet"),
      Assumption(
        key: "stopped machines", value: "billed", origin: "rule",
        source: "a machine that is stopped without being deallocated keeps its hardware; no source states its price"),
    ]
    if spot > 0 {
      list.append(labelled("spot.lost", "eviction rates are shown in the portal only"))
      list.append(labelled("spot.fallback", "depends on the market's capacity"))
      list.append(
        Assumption(
          key: "spot price", value: "constant", origin: "rule",
          source: "it moves by the month: observed up to 2.3 times its lowest "
            + "(babajideoyelayo-carbonandfinch/azure-prices azure_prices.json)"))
    }
    return list
  }

  // MARK: Flows
  static let work = Input(
    .machineTime, slot: 0, visit: "time", "machine time asked for on top of the machines that stand, such as jobs")
  public static let inputs = [work.port]

  // MARK: Meters
  static let paid = Meter<Hour>(
    "machine-hours", slot: 0, fixed: true,
    formula: "(count × hours run + Σ requests × time) × (1 − spot.share + spot.share × spot.fallback) + stopped hours",
    source: calculator)
  static let spotted = Meter<Hour>(
    "spot-hours", slot: 1, fixed: true,
    formula: "(count × hours run + Σ requests × time) × spot.share × (1 + spot.lost)", source: calculator)
  public static let meters = [paid.port, spotted.port]

  public func priceKey(ofMeter slot: Int) -> String {
    "vm.\(MachineSize(size).key).\(slot == Self.paid.slot ? "payg" : "spot")"
  }

  // MARK: Gauges
  static let machines = Gauge("machines", unit: "", slot: 0)
  static let used = Gauge("vCPUs", unit: "vCPUs", slot: 1)
  public static let gauges = [machines, used]

  public func limit(ofGauge slot: Int) -> Bound? {
    slot == Self.used.slot ? quota.map { Bound($0.value, source: "setting `quota`") } : nil
  }

  /// vCPUs of a machine; nil if nobody tells.
  var vCPUs: Double? { cores?.value ?? MachineSize(size).vCPUs }
  /// Machines that run, on the mean of the day.
  var running: Double { count.value * hoursPerDay.value / 24 }

  // MARK: One step
  /// What is worked out once.
  public struct State: Sendable {
    /// vCPUs of a machine, read from its name once.
    var vCPUs: Double
  }
  public var initial: State { State(vCPUs: vCPUs ?? 0) }

  public func advance(_ state: inout State, through step: Step, into usage: inout Usage) {
    let asked = running * step.hours + step[Self.work].value / 3600
    let stopped = idle == .stopped ? (count.value - running) * step.hours : 0
    usage[Self.paid] += Quantity(asked * (1 - spot.value * (1 - fallback.value)) + stopped)
    usage[Self.spotted] += Quantity(asked * spot.value * (1 + lost.value))
    usage[showing: Self.machines] = asked / step.hours
    usage[showing: Self.used] = asked / step.hours * state.vCPUs
  }
}

extension Flow<Second> {
  /// Time of virtual machines that somebody asks for.
  public static var machineTime: Self { Flow("machine-time") }
}
