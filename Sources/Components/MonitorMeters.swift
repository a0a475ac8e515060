public import Quantities

extension Monitor {
  // MARK: Meters
  static let priceSource =
    "Arturo-Quiroga-MSFT/azure-architecture-diagram-builder src/data/pricing/regions/*/azure_monitor.json"
  static let ingestion = Meter<Gigabyte>(
    "ingestion", slot: 0, pool: .account, fixed: true,
    formula: "daily + logs, without a commitment; 5 GB a month are free per billing account", source: logSource)
  static let commitment = Meter<Day>(
    "commitment-days", slot: 1, fixed: true,
    formula: "Σ days: max(1, GB of the day / GB of the tier), each workspace for itself", source: logSource)
  static let verboseIngestion = Meter<Gigabyte>(
    "verbose-ingestion", slot: 2, formula: "verbose logs", source: logSource)
  static let open = Meter<GigabyteMonth>(
    "retention", slot: 3, fixed: true,
    formula:
      "Σ days: GB of analytics logs older than 31 days and not older than `retention` / days of the month + kept",
    source: logSource)
  static let archived = Meter<GigabyteMonth>(
    "archive", slot: 4, fixed: true,
    formula:
      "Σ days: GB of all logs older than `retention` and not older than `archive` / days of the month + archived",
    source: logSource)
  static let scanned = Meter<Gigabyte>("search", slot: 5, formula: "GB scanned", source: logSource)
  static let restoredDays = Meter<GigabyteDay>(
    "restore", slot: 6, formula: "restores × max(2 TB, restore.data) × max(12 h, restore.time) / 24",
    source: logSource)
  static let exported = Meter<Gigabyte>("export", slot: 7, formula: "GB sent on", source: logSource)
  static let webTestRuns = Meter<Count>(
    "web-tests", slot: 8, fixed: true, formula: "tests × locations × seconds / interval", source: webTestSource)
  static let metricAlerts = Meter<Month>(
    "metric-alert-series", slot: 9, pool: .account, accrual: .monthly, fixed: true,
    formula: "time series watched; 10 are free", source: meterSource)
  static let dynamicAlerts = Meter<Month>(
    "dynamic-alert-series", slot: 10, accrual: .monthly, fixed: true,
    formula: "time series with a dynamic threshold, on top", source: meterSource)
  static let logAlerts = Meter<Month>(
    "log-alert-rules", slot: 11, accrual: .monthly, fixed: true,
    formula: "rules, priced by their interval rounded down to 1, 5, 10 or 15 min", source: meterSource)
  static let logAlertSeries = Meter<Month>(
    "log-alert-series", slot: 12, accrual: .monthly, fixed: true, formula: "rules × (series − 1)", source: meterSource)
  static let mailed = Meter<Count>(
    "emails", slot: 13, pool: .account, fixed: true, formula: "firing × emails + further ones; 1,000 a month are free",
    source: meterSource)
  static let sent = Meter<Count>(
    "messages", slot: 14, pool: .account, fixed: true, formula: "firing × messages + further ones, by channel",
    source: meterSource)
  static let customMetrics = Meter<Count>(
    "custom-metric-samples", slot: 15, formula: "samples of custom metrics", source: meterSource)
  static let processed = Meter<Count>(
    "transformed-gb", slot: 16, formula: "GB that transformations take in", source: meterSource)
  static let replicated = Meter<Gigabyte>(
    "replication", slot: 17, fixed: true, formula: "daily + logs, if replicated", source: priceSource)
  static let metricQueries = Meter<Count>(
    "metric-queries", slot: 18, pool: .account, formula: "calls of the metrics API; a million a month are free",
    source: priceSource)
  static let prometheusQueries = Meter<Count>(
    "prometheus-queries", slot: 19, formula: "samples that queries read", source: priceSource)
  public static let meters = [
    ingestion.port, commitment.port, verboseIngestion.port, open.port, archived.port, scanned.port, restoredDays.port,
    exported.port, webTestRuns.port, metricAlerts.port, dynamicAlerts.port, logAlerts.port, logAlertSeries.port,
    mailed.port, sent.port, customMetrics.port, processed.port, replicated.port, metricQueries.port,
    prometheusQueries.port,
  ]

  public func priceKey(ofMeter slot: Int) -> String {
    switch slot {
    case Self.ingestion.slot: "la.analytics.ingestion"
    case Self.commitment.slot: "mon.commitment_\(Int(tier.perDay ?? 100))"
    case Self.verboseIngestion.slot: "mon.\(verbose.rawValue).ingestion"
    case Self.open.slot: "la.analytics.retention"
    case Self.archived.slot: "mon.archive"
    case Self.scanned.slot: scan == .queries ? "mon.search_queries" : "mon.search_jobs"
    case Self.restoredDays.slot: "mon.restore"
    case Self.exported.slot: export == .workspace ? "mon.export" : "mon.platform_logs"
    case Self.webTestRuns.slot: "mon.web_test_execution"
    case Self.metricAlerts.slot: "mon.alert.metric"
    case Self.dynamicAlerts.slot: "mon.alert.metric_dynamic"
    case Self.logAlerts.slot: "mon.alert.log_\(logAlertMinutes)m"
    case Self.logAlertSeries.slot: "mon.alert.log_series_\(logAlertMinutes)m"
    case Self.mailed.slot: "mon.notify.email"
    case Self.sent.slot: channel.priceKey
    case Self.processed.slot: "mon.logs_processed"
    case Self.replicated.slot: "mon.replication"
    case Self.metricQueries.slot: "mon.metric_queries"
    case Self.prometheusQueries.slot: "mon.prometheus_queries"
    default: "mon.metrics_ingestion"
    }
  }

  /// The interval that a log rule is billed by, in minutes.
  private var logAlertMinutes: Int { [15, 10, 5].first { Double($0) * 60 <= logRulesEvery.value } ?? 1 }
}
