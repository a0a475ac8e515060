public import Quantities

/// Application Insights: what the applications write about each call, kept in a Log Analytics workspace in each region.
///
/// Billed per gigabyte taken in; the first 90 days of keeping are free.
/// Source: MicrosoftDocs/azure-monitor-docs articles/azure-monitor/logs/cost-logs.md @0488e07.
public struct ApplicationInsights: Component {
  public static let kind = "application-insights"
  public static let title = "Application Insights"
  public static let purpose = "Records of every call, to see what goes wrong"
  public static let layer = Layer.operations
  public static let placement = Placement.everyRegion
  public static let isImplicit = true
  public static let grain = Grain.day  // gigabytes are added up; records age by days

  // MARK: Settings
  /// Billed size of all records that one call writes.
  public var perCall: Quantity<Gigabyte> = Quantity(3 / 1e6)
  /// Share of the calls whose records are kept.
  public var sampling: Quantity<Share> = 1
  /// How long records are kept for queries.
  public var retention: Quantity<Day> = 90

  public static let settings: [Setting<Self>] = [
    .number("perCall", \.perCall, in: 0...1, "billed size of all records that one call writes"),
    .number("sampling", \.sampling, in: 0...1, "share of the calls whose records are kept"),
    .number("retention", \.retention, in: 30...730, "how long records stay open to queries; 90 days are free"),
  ]

  /// Instances are created with every default.
  public init() {}

  // MARK: Limits
  static let logSource = "MicrosoftDocs/azure-monitor-docs articles/azure-monitor/logs/cost-logs.md @0488e07"
  static let capSource =
    "MicrosoftDocs/azure-monitor-docs articles/azure-monitor/app/includes/application-insights-limits.md @289d41d"
  /// Days that application tables are kept free of charge.
  static let freeDays = 90
  public static let limits = [
    Limit("data per day, default cap", "100 GB, may be set up to 1,000 GB", source: capSource),
    Limit("events per second", "32,000, measured over a minute", source: capSource),
    Limit("days kept at no charge", "90", source: logSource),
    Limit("days open to queries, at most", "730", source: logSource),
    Limit("SLA", "99.9 %", source: "mikaelvesavuori/cloud-sla data/azure.json @21a22e3"),
  ]

  public func assumptions() -> [Assumption] {
    [
      labelled(
        "perCall",
        "two records of 2 KB as sent (the call and one dependency); billed size is 25 % smaller on average: "
          + Self.logSource),
      labelled("sampling", "billed bytes are taken to fall with the share of calls that is kept"),
    ]
  }

  // MARK: Flows
  static let calls = Input(.telemetryCalls, slot: 0, "calls that write telemetry")
  public static let inputs = [calls.port]

  /// What is left out by sampling isn't sent.
  public func carried(byInput slot: Int) -> Carried? { Carried(asked: perCall * sampling.value) }

  // MARK: Meters
  static let ingestion = Meter<Gigabyte>(
    "ingestion", slot: 0, pool: .account,
    formula: "calls × perCall × sampling; 5 GB a month are free per billing account", source: logSource)
  static let kept = Meter<GigabyteMonth>(
    "retention", slot: 1,
    formula: "Σ days: GB of the days older than 90 and not older than `retention` / days of the month",
    source: logSource)
  public static let meters = [ingestion.port, kept.port]

  public func priceKey(ofMeter slot: Int) -> String {
    slot == Self.ingestion.slot ? "la.analytics.ingestion" : "la.analytics.retention"
  }

  // MARK: Gauges
  static let today = Gauge("dayGB", unit: "GB/day", slot: 0)
  public static let gauges = [today]

  public func limit(ofGauge slot: Int) -> Bound? { Bound(100, source: Self.capSource) }

  /// Whole days that records are kept.
  var days: Int { Swift.max(Int(retention.value.rounded()), Self.freeDays) }

  // MARK: One step
  public var initial: DailyArrivals { DailyArrivals(remembering: days) }

  public func advance(_ state: inout DailyArrivals, through step: Step, into usage: inout Usage) {
    state.open(step)
    let taken = Quantity<Gigabyte>(step[Self.calls].value * perCall.value * sampling.value)
    usage[Self.ingestion] += taken
    let beyond = Quantity<Gigabyte>(state.recent(days) - state.recent(Self.freeDays))
    usage[Self.kept] += beyond.held(for: step)
    state.add(taken.value)
    usage[showing: Self.today] = state.recent(1)
  }
}
