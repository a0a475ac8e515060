public import Quantities

/// Application Insights: what the applications write about each call, kept in a Log Analytics workspace in each region.
///
/// Billed per gigabyte taken in, or by a daily commitment of its workspace; the first 90 days of keeping are free.
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
  /// Billed size of the records that are written each day at any load.
  public var daily: Quantity<Gigabyte> = 0
  /// Days before the start on which `daily` was written too.
  public var history: Quantity<Day> = 0
  /// How the workspace pays for them.
  public var tier: LogTier = .payAsYouGo
  /// How long records are kept for queries.
  public var retention: Quantity<Day> = 90
  /// How long records are kept in all, the time in the archive included.
  public var archive: Quantity<Day>?
  /// Older records that are kept all the time, open to queries.
  public var kept: Quantity<Gigabyte> = 0

  public static let settings: [Setting<Self>] =
    [
      .number("daily", \.daily, "billed size of the records written in each region a day, at any load"),
      .number("history", \.history, in: 0...4383, "days before the start on which `daily` was written too"),
      .number("kept", \.kept, "older records beyond the free days that stay open to queries all the time"),
      .optional("archive", \.archive, in: 90...4383, "how long records are kept in all (no archive if left out)"),
      .number("perCall", \.perCall, in: 0...1, "billed size of all records that one call writes"),
      .number("sampling", \.sampling, in: 0...1, "share of the calls whose records are kept"),
      .number("retention", \.retention, in: 30...730, "how long records stay open to queries; 90 days are free"),
    ] + Setting.logTier(\.tier)

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
    Limit("size of an item; availability tests of a resource", "64 KB; 100", source: capSource),
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

  public func conflicts() -> [String] {
    if let archive, archive < retention { return ["`archive` is below `retention`: it counts all days"] }
    return []
  }

  // MARK: Flows
  static let calls = Input(.telemetryCalls, slot: 0, "calls that write telemetry")
  static let records = Input(.telemetryData, slot: 1, visit: "telemetry", "billed size of further telemetry")
  public static let inputs = [calls.port, records.port]

  /// What is left out by sampling isn't sent.
  public func carried(byInput slot: Int) -> Carried? { Carried(asked: perCall * sampling.value) }

  // MARK: Meters
  static let ingestion = Meter<Gigabyte>(
    "ingestion", slot: 0, pool: .account,
    formula: "calls × perCall × sampling + telemetry + daily, without a commitment; 5 GB a month are free per billing "
      + "account", source: logSource)
  static let open = Meter<GigabyteMonth>(
    "retention", slot: 1,
    formula: "Σ days: GB of the days older than 90 and not older than `retention` / days of the month + kept",
    source: logSource)
  static let commitment = Meter<Day>(
    "commitment-days", slot: 2, fixed: true,
    formula: "Σ days: max(1, GB of the day / GB of the tier), each workspace for itself", source: logSource)
  static let archived = Meter<GigabyteMonth>(
    "archive", slot: 3,
    formula: "Σ days: GB of the days older than `retention` and not older than `archive` / days of the month",
    source: logSource)
  public static let meters = [ingestion.port, open.port, commitment.port, archived.port]

  public func priceKey(ofMeter slot: Int) -> String {
    switch slot {
    case Self.ingestion.slot: "la.analytics.ingestion"
    case Self.open.slot: "la.analytics.retention"
    case Self.commitment.slot: "mon.commitment_\(Int(tier.perDay ?? 100))"
    default: "mon.archive"
    }
  }

  // MARK: Gauges
  static let today = Gauge("dayGB", unit: "GB/day", slot: 0)
  public static let gauges = [today]

  public func limit(ofGauge slot: Int) -> Bound? { Bound(100, source: Self.capSource) }

  /// Whole days that records stay open to queries, and that they are kept.
  private var openDays: Int { Swift.max(Int(retention.value.rounded()), Self.freeDays) }
  private var allDays: Int { archive.map { Swift.max(Int($0.value.rounded()), openDays) } ?? openDays }

  // MARK: One step
  public var initial: DailyArrivals {
    DailyArrivals(remembering: allDays, past: Int(history.value.rounded()), of: daily.value)
  }

  public func advance(_ state: inout DailyArrivals, through step: Step, into usage: inout Usage) {
    state.open(step)
    let telemetry = Quantity<Gigabyte>(step[Self.calls].value * perCall.value * sampling.value)
    let taken = telemetry + step[Self.records] + daily * (step.hours / 24)
    let beyond = Quantity<Gigabyte>(state.recent(openDays) - state.recent(Self.freeDays))
    let oldest = Quantity<Gigabyte>(state.recent(allDays) - state.recent(openDays))
    let before = state.recent(1)
    state.add(taken.value)
    let today = state.recent(1)
    if let perDay = tier.perDay {
      usage[Self.commitment] += LogTier.units(of: today, after: before, perDay: perDay, hours: step.hours)
    } else {
      usage[Self.ingestion] += taken
    }
    usage[Self.open] += (beyond + kept).held(for: step)
    usage[Self.archived] += oldest.held(for: step)
    usage[showing: Self.today] = today
  }
}
