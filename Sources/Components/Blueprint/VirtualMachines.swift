public import Quantities

/// Azure virtual machines that someone runs himself: GPU training nodes, integration runtimes, build agents.
///
/// Billed per hour that a machine is allocated, whether it works or not; a deallocated one costs nothing but its disks
/// and address. Spot machines cost less and may be taken away at any time. The nodes of Databricks clusters are part of
/// `databricks`.
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
  /// Operating system, whose licence may be in the price.
  public var os: OperatingSystem = .linux
  /// Whether a Windows licence of one's own is used.
  public var hybridBenefit = false
  /// Machines that stand.
  public var count: Quantity<Count> = 1
  /// Hours a day that they run.
  public var hoursPerDay: Quantity<Hour> = 24
  /// Days a week that they run.
  public var daysPerWeek: Quantity<Count> = 7
  /// What becomes of them in the other hours.
  public var idle: Idle = .deallocated
  /// Share of the machine-hours bought on the spot market.
  public var spot: Quantity<Share> = 0
  /// Work that is done again after evictions, over the work asked for.
  public var lost: Quantity<Share> = 0
  /// Share of the spot work that falls back on machines at the full price.
  public var fallback: Quantity<Share> = 0
  /// Operating system disk of each machine; empty for none that is billed.
  public var osDisk = ""
  /// Data disks of each machine.
  public var dataDisks: Quantity<Count> = 0
  /// Their size.
  public var dataDisk = "P10"
  /// Public addresses of each machine.
  public var addresses: Quantity<Count> = 0
  /// vCPUs of the family that the subscription may use in the region.
  public var quota: Quantity<Count>?

  public static let settings: [Setting<Self>] = [
    .text("size", \.size, "size of every machine, such as D4ds v5, Standard_D4ds_v5 or NC4as T4 v3"),
    .optional("cores", \.cores, in: 0.1...2048, "vCPUs of a machine, where its name doesn't tell"),
    .choice("os", \.os, "operating system; the price of Windows machines holds its licence"),
    .flag("hybridBenefit", \.hybridBenefit, "Windows with licences of your own, at the price of Linux"),
    .number("count", \.count, in: 0...100_000, "machines that stand"),
    .number("hoursPerDay", \.hoursPerDay, in: 0...24, "hours a day that they run"),
    .number("daysPerWeek", \.daysPerWeek, in: 0...7, "days a week that they run, spread over the month"),
    .choice("idle", \.idle, "in the other hours: deallocated (not billed) or stopped (billed)"),
    .number("spot.share", \.spot, in: 0...1, "share of the machine-hours bought on the spot market"),
    .number("spot.lost", \.lost, in: 0...100, "work done again after evictions, over the work asked for"),
    .number("spot.fallback", \.fallback, in: 0...1, "share of spot work that falls back on full-price machines"),
    .text("disk.os", \.osDisk, "operating system disk of each machine: P4, E10, S4 and the like (none if left out)"),
    .number("disk.data.count", \.dataDisks, in: 0...64, "data disks of each machine"),
    .text("disk.data.size", \.dataDisk, "the data disks: P10, E10 ZRS, S10 and the like"),
    .number("publicIPs", \.addresses, in: 0...100, "public addresses of each machine, billed while it is stopped too"),
    .optional("quota", \.quota, in: 0...1e6, "vCPUs of the size's family that the subscription may use in the region"),
  ]

  /// What becomes of machines while they don't run.
  public enum Idle: String, CaseIterable, Sendable { case deallocated, stopped }

  /// Operating system of a machine.
  public enum OperatingSystem: String, CaseIterable, Sendable { case linux, windows }

  /// A machine with every default.
  public init() {}

  public func conflicts() -> [String] {
    var list: [String] = []
    if MachineSize(size).key.isEmpty { list.append("`size` is `\(size.prefix(40))`; it takes a size such as D4ds v5") }
    if count != count.roundedUp { list.append("`count` is \(Measure.write(count)); it takes a whole number") }
    if !MachineSize(size).key.isEmpty, vCPUs == nil {
      list.append("`cores` is missing: the name `\(size.prefix(40))` doesn't tell its vCPUs")
    }
    if hybridBenefit, os == .linux { list.append("`hybridBenefit` is for Windows: set `os` to windows") }
    return list
      + [ManagedDisk.problem("disk.os", osDisk), ManagedDisk.problem("disk.data.size", dataDisk)].compactMap { $0 }
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
      labelled("disk.os", "every machine has one, billed by its size; none is billed unless it is stated"),
      labelled("disk.data.count", "none is billed unless it is stated"),
      labelled("publicIPs", "none unless it is stated"),
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
  static let operations = Input(
    .diskOperations, slot: 1, visit: "diskOperations", "reads and writes of standard disks, up to 256 KiB each")
  public static let inputs = [work.port, operations.port]

  // MARK: Meters
  static let paid = Meter<Hour>(
    "machine-hours", slot: 0, fixed: true,
    formula: "(count × hours run + Σ requests × time) × (1 − spot.share + spot.share × spot.fallback) + stopped hours",
    source: calculator)
  static let spotted = Meter<Hour>(
    "spot-hours", slot: 1, fixed: true,
    formula: "(count × hours run + Σ requests × time) × spot.share × (1 + spot.lost)", source: calculator)
  static let osDisks = Meter<Month>(
    "os-disks", slot: 2, accrual: .monthly, fixed: true,
    formula: "count per calendar month, running or not, if disk.os",
    source: calculator)
  static let dataDiskMonths = Meter<Month>(
    "data-disks", slot: 3, accrual: .monthly, fixed: true,
    formula: "count × disk.data.count per calendar month, running or not", source: calculator)
  static let diskOperations = Meter<Count>(
    "disk-operations", slot: 4, formula: "operations of standard disks; those of premium disks are free",
    source: calculator)
  static let addressHours = Meter<Hour>(
    "public-addresses", slot: 5, fixed: true, formula: "count × publicIPs × hours, running or not", source: calculator)
  public static let meters = [
    paid.port, spotted.port, osDisks.port, dataDiskMonths.port, diskOperations.port, addressHours.port,
  ]

  public func priceKey(ofMeter slot: Int) -> String {
    // With a licence of one's own a Windows machine costs what a Linux one does.
    let machine = "vm.\(MachineSize(size).key)" + (os == .windows && !hybridBenefit ? ".windows" : "")
    return switch slot {
    case Self.paid.slot: machine + ".payg"
    case Self.spotted.slot: machine + ".spot"
    case Self.osDisks.slot: ManagedDisk.monthKey(osDisk)
    case Self.dataDiskMonths.slot: ManagedDisk.monthKey(dataDisk)
    case Self.diskOperations.slot: ManagedDisk.operationsKey(standardDisk)
    default: "publicip.standard_static.hour"
    }
  }

  /// The disk whose operations are billed: the system's, else the data's; empty if neither's are.
  private var standardDisk: String {
    if ManagedDisk(osDisk).countsOperations { return osDisk }
    return dataDisks > 0 && ManagedDisk(dataDisk).countsOperations ? dataDisk : ""
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
  var running: Double { count.value * hoursPerDay.value / 24 * (daysPerWeek.value / 7) }

  // MARK: One step
  /// What is worked out once.
  public struct State: Sendable {
    /// vCPUs of a machine, read from its name once.
    var vCPUs: Double
    /// 1 where the system's disks are billed, 1 where the operations of some disk are.
    var osDisk, operations: Double
  }
  public var initial: State {
    let billed = osDisk.isEmpty && dataDisks == 0 || !standardDisk.isEmpty
    return State(vCPUs: vCPUs ?? 0, osDisk: osDisk.isEmpty ? 0 : 1, operations: billed ? 1 : 0)
  }

  public func advance(_ state: inout State, through step: Step, into usage: inout Usage) {
    let asked = running * step.hours + step[Self.work].value / 3600
    let stopped = idle == .stopped ? (count.value - running) * step.hours : 0
    usage[Self.paid] += Quantity(asked * (1 - spot.value * (1 - fallback.value)) + stopped)
    usage[Self.spotted] += Quantity(asked * spot.value * (1 + lost.value))
    usage[Self.osDisks] += Quantity(count.value * state.osDisk * step.hours)
    usage[Self.dataDiskMonths] += Quantity(count.value * dataDisks.value * step.hours)
    usage[Self.diskOperations] += step[Self.operations] * state.operations
    usage[Self.addressHours] += Quantity(count.value * addresses.value * step.hours)
    usage[showing: Self.machines] = asked / step.hours
    usage[showing: Self.used] = asked / step.hours * state.vCPUs
  }
}

extension Flow<Count> {
  /// Reads and writes of managed disks.
  public static var diskOperations: Self { Flow("disk-operations") }
}

extension Flow<Second> {
  /// Time of virtual machines that somebody asks for.
  public static var machineTime: Self { Flow("machine-time") }
}
