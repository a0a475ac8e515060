public import Quantities

/// Azure Traffic Manager: answers users' DNS lookups with the region that should serve them, and probes the regions.
///
/// Billed per query that reaches it and per probed endpoint and month. No user traffic passes through it. How regions
/// are chosen and how fast it notices an outage is the scenario's `routing`.
/// Source: MicrosoftDocs/azure-docs articles/traffic-manager/traffic-manager-FAQs.md.
public struct TrafficManager: Component {
  public static let kind = "traffic-manager"
  public static let title = "Traffic Manager"
  public static let purpose = "Sends each user to the nearest region that works"
  public static let layer = Layer.edge
  public static let placement = Placement.global
  public static let grain = Grain.month  // every formula is linear

  // MARK: Settings
  /// How often endpoints are probed.
  public var healthChecks: HealthChecks = .basic
  /// Probed endpoints; nil for one per region of the scenario.
  public var endpoints: Quantity<Count>?
  /// Probed endpoints outside Azure.
  public var externalEndpoints: Quantity<Count> = 0
  /// Whether Traffic View records where queries come from.
  public var trafficView = false
  /// Share of the time that it is on.
  public var viewTime: Quantity<Share> = 1

  public static let settings: [Setting<Self>] = [
    .choice("healthChecks", \.healthChecks, "probing: basic (30 s), fast (10 s, an add-on), or off"),
    .optional(
      "endpoints", \.endpoints, in: 0...200,
      "enabled endpoints in Azure (one per region of the scenario if left out)"),
    .number("externalEndpoints", \.externalEndpoints, in: 0...200, "enabled endpoints outside Azure"),
    .flag("trafficView", \.trafficView, "record where queries come from, billed per query"),
    .number("trafficViewTime", \.viewTime, in: 0...1, "share of the time that Traffic View is on"),
  ]

  /// How often endpoints are probed: every 30 s, or every 10 s for an add-on.
  public enum HealthChecks: String, CaseIterable, Sendable { case basic, fast, off }

  /// A profile with every default.
  public init() {}

  private var probed = 1.0, probedOutside = 0.0

  public mutating func place(at site: Site) {
    probedOutside = healthChecks == .off ? 0 : externalEndpoints.value
    probed = healthChecks == .off ? 0 : endpoints?.value ?? Double(site.scenarioRegions)
  }

  // MARK: Limits
  static let monitoring = "MicrosoftDocs/azure-docs articles/traffic-manager/traffic-manager-monitoring.md"
  static let questions = "MicrosoftDocs/azure-docs articles/traffic-manager/traffic-manager-FAQs.md"
  public static let limits = [
    Limit("endpoints of a profile", "200", source: "MicrosoftDocs/azure-docs includes/traffic-manager-limits.md"),
    Limit("interval between probes", "30 s, or 10 s with the fast add-on", source: monitoring),
    Limit("time out of a probe", "5–10 s at 30 s, 5–9 s at 10 s", source: monitoring),
    Limit("tolerated failures of a probe", "0–9", source: monitoring),
    Limit("SLA", "99.99 %", source: "Azure/azqr internal/scanners/traf/rules.go"),
  ]

  // MARK: Flows
  // A lookup is asked before anybody knows whether the region answers: lost requests count.
  static let queries = Input(
    .dnsQueries, slot: 0, visit: "calls", counted: .offered, "DNS queries that resolvers' caches let through")
  public static let inputs = [queries.port]

  // MARK: Meters
  static let dnsQueries = Meter<Count>(
    "dns-queries", slot: 0, pool: .account, formula: "Σ requests × calls, requests that were lost included",
    source: questions)
  static let checks = Meter<Month>(
    "health-checks", slot: 1, accrual: .monthly, fixed: true, formula: "one per enabled endpoint and calendar month",
    source: questions)
  static let fastChecks = Meter<Month>(
    "fast-health-checks", slot: 2, accrual: .monthly, fixed: true,
    formula: "one per enabled endpoint and calendar month on top of the basic check, if healthChecks is fast",
    source: questions)
  static let views = Meter<Count>(
    "traffic-view", slot: 3, pool: .account,
    formula: "one data point per DNS query while trafficView is on, for trafficViewTime",
    source: questions)
  static let externalChecks = Meter<Month>(
    "external-health-checks", slot: 4, accrual: .monthly, fixed: true,
    formula: "one per enabled endpoint outside Azure and calendar month", source: questions)
  static let fastExternalChecks = Meter<Month>(
    "fast-external-health-checks", slot: 5, accrual: .monthly, fixed: true,
    formula: "one per enabled endpoint outside Azure and calendar month on top, if healthChecks is fast",
    source: questions)
  public static let meters = [
    dnsQueries.port, checks.port, fastChecks.port, views.port, externalChecks.port, fastExternalChecks.port,
  ]

  public func priceKey(ofMeter slot: Int) -> String {
    switch slot {
    case Self.dnsQueries.slot: "trafficmanager.dns_queries.1m"
    case Self.checks.slot: "trafficmanager.health_check.azure.endpoint_month"
    case Self.fastChecks.slot: "trafficmanager.health_check.azure.fast_addon.endpoint_month"
    case Self.views.slot: "trafficmanager.traffic_view.1m"
    case Self.externalChecks.slot: "trafficmanager.health_check.external.endpoint_month"
    default: "trafficmanager.health_check.external.fast_addon.endpoint_month"
    }
  }

  public func conflicts() -> [String] {
    whole([("endpoints", endpoints ?? 0), ("externalEndpoints", externalEndpoints)])
  }

  // MARK: One step
  public func advance(_ state: inout Stateless, through step: Step, into usage: inout Usage) {
    let asked = step[Self.queries]
    usage[Self.dnsQueries] += asked
    usage[Self.checks] += Quantity(probed * step.hours)
    usage[Self.fastChecks] += Quantity(healthChecks == .fast ? probed * step.hours : 0)
    usage[Self.views] += trafficView ? asked * viewTime.value : 0
    usage[Self.externalChecks] += Quantity(probedOutside * step.hours)
    usage[Self.fastExternalChecks] += Quantity(healthChecks == .fast ? probedOutside * step.hours : 0)
  }
}

extension Flow<Count> {
  /// DNS queries for the platform's name.
  public static var dnsQueries: Self { Flow("dns-queries") }
}
