public import Quantities

/// Azure Static Web Apps: serves the front end's files all over the world from one resource.
///
/// Billed per app and month, and per gigabyte sent above 100 a month for the whole subscription.
/// Source: MicrosoftDocs/azure-docs articles/static-web-apps/quotas.md.
public struct StaticWebApps: Component {
  public static let kind = "static-web-apps"
  public static let title = "Azure Static Web Apps"
  public static let purpose = "The pages that users see, served without a web server"
  public static let layer = Layer.application
  public static let placement = Placement.oneRegion
  public static let grain = Grain.day  // gigabytes are added up; the gauge looks back over days

  // MARK: Settings
  /// The plan of all apps.
  public var plan: Plan = .standard
  /// Number of apps.
  public var apps: Quantity<Count> = 1
  /// Share of the bytes that browsers have already.
  public var cached: Quantity<Share> = 0
  /// Whether the Front Door add-on caches at the edge.
  public var frontDoor = false

  public static let settings: [Setting<Self>] = [
    .choice("plan", \.plan, "free stops at 100 GB a month, has no SLA and no private endpoint"),
    .number("apps", \.apps, in: 1...10_000, "number of apps"),
    .number("cached", \.cached, in: 0...1, "share of the bytes that browsers keep and do not fetch"),
    .flag("frontDoor", \.frontDoor, "the Front Door add-on for each app: caching at the edge, firewall rules"),
  ]

  /// One app with every default.
  public init() {}

  /// The plan of an app.
  public enum Plan: String, CaseIterable, Sendable { case free, standard }

  // MARK: Limits — the documents' 2020 and 2021 editions; newer values may be higher
  static let quotaSource = "MicrosoftDocs/azure-docs articles/static-web-apps/quotas.md"
  static let planSource = "MicrosoftDocs/azure-docs articles/static-web-apps/plans.md"
  static let priceSource =
    "Arturo-Quiroga-MSFT/azure-architecture-diagram-builder src/data/pricing/regions/*/azure_app_service.json"
  /// Gigabytes a month that a subscription's apps send at no charge.
  static let included = 100.0
  public static let limits = [
    Limit("bandwidth included", "100 GB a month for the whole subscription", source: quotaSource),
    Limit("apps of the Free plan", "10 a subscription", source: quotaSource),
    Limit("size of an app", "250 MB Free, 500 MB Standard", source: quotaSource),
    Limit("storage over all environments", "0.5 GB Free, 2 GB Standard", source: quotaSource),
    Limit("staging environments", "3 Free, 10 Standard", source: quotaSource),
    Limit("custom domains of an app", "2 Free, 5 Standard", source: quotaSource),
    Limit("SLA", "99.95 % Standard, none Free", source: "mikaelvesavuori/cloud-sla data/azure.json @21a22e3"),
  ]

  public func assumptions() -> [Assumption] {
    [
      labelled("cached", "depends on the pages and how often users come back: measure it"),
      Assumption(
        key: "fee of an app", value: "by the day", origin: "rule",
        source: "the price is per month; no source tells how a part of it is billed"),
      Assumption(
        key: "add-on", value: "one per app", origin: "rule",
        source: "its price is per hour; no source tells whether one serves several apps"),
    ]
  }

  // MARK: Flows
  static let answers = Input(.staticPages, slot: 0, visit: "out", "bytes of pages and their files")
  static let calls = Input(.managedCalls, slot: 1, visit: "calls", "requests to the managed API")
  public static let inputs = [answers.port, calls.port]

  // MARK: Meters
  static let appMonths = Meter<Month>(
    "apps", slot: 0, accrual: .monthly, fixed: true, formula: "apps, at no charge on the Free plan",
    source: planSource)
  static let bandwidth = Meter<Gigabyte>(
    "bandwidth", slot: 1, pool: .account,
    formula: "bytes × (1 − cached); 100 GB a month are free for all apps of the subscription together",
    source: quotaSource)
  static let addOn = Meter<Hour>(
    "front-door-hours", slot: 2, fixed: true, formula: "hours × apps, if frontDoor", source: priceSource)
  static let apiCalls = Meter<Count>(
    "api-calls", slot: 3, formula: "requests to the managed API, at no charge", source: priceSource)
  public static let meters = [appMonths.port, bandwidth.port, addOn.port, apiCalls.port]

  public func priceKey(ofMeter slot: Int) -> String {
    switch slot {
    case Self.appMonths.slot: "staticwebapp.\(plan.rawValue).app.month"
    case Self.bandwidth.slot: "staticwebapp.\(plan.rawValue).bandwidth.gb"
    case Self.addOn.slot: "staticwebapp.standard.afd_addon.hour"
    default: "staticwebapp.managed_api.calls"
    }
  }

  // MARK: Gauges
  static let sent = Gauge("gbIn30Days", unit: "GB", slot: 0)
  public static let gauges = [sent]

  public func limit(ofGauge slot: Int) -> Bound? {
    plan == .free ? Bound(Self.included, source: Self.quotaSource) : nil
  }

  public func conflicts() -> [String] {
    var list = whole([("apps", apps)])
    if plan == .free, apps > 10 { list.append("the Free plan allows 10 apps, not \(Measure.write(apps))") }
    if plan == .free, frontDoor { list.append("`frontDoor` needs the plan standard") }
    return list
  }

  // MARK: One step
  public var initial: DailyArrivals { DailyArrivals(remembering: 30) }

  public func advance(_ state: inout DailyArrivals, through step: Step, into usage: inout Usage) {
    state.open(step)
    let sent = step[Self.answers] * (1 - cached.value)
    state.add(sent.value)
    usage[Self.appMonths] += Quantity(apps.value * step.hours)
    usage[Self.bandwidth] += sent
    usage[Self.addOn] += Quantity(frontDoor ? apps.value * step.hours : 0)
    usage[Self.apiCalls] += step[Self.calls]
    usage[showing: Self.sent] = state.recent(30)
  }
}

extension Flow<Gigabyte> {
  /// Pages that a static site sends to users.
  public static var staticPages: Self { Flow("static-pages") }
}

extension Flow<Count> {
  /// Requests to the API that a static site brings along.
  public static var managedCalls: Self { Flow("managed-calls") }
}
