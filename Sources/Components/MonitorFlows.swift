public import Quantities

// What is asked of Azure Monitor.

extension Flow<Gigabyte> {
  /// Billed size of analytics logs.
  public static var platformLogs: Self { Flow("platform-logs") }
  /// Billed size of logs in basic or auxiliary tables.
  public static var verboseLogs: Self { Flow("verbose-logs") }
  /// Logs that are scanned at a charge.
  public static var logScans: Self { Flow("log-scans") }
  /// Logs that a transformation changes or drops on their way in.
  public static var transformedLogs: Self { Flow("transformed-logs") }
  /// Billed size of telemetry besides that of calls.
  public static var telemetryData: Self { Flow("telemetry-data") }
  /// Logs that are sent on to storage or an event hub.
  public static var logExports: Self { Flow("log-exports") }
}

extension Flow<Count> {
  /// Restores of archived logs.
  public static var logRestores: Self { Flow("log-restores") }
  /// Samples of custom metrics.
  public static var metricSamples: Self { Flow("metric-samples") }
  /// Calls of the metrics API.
  public static var metricCalls: Self { Flow("metric-calls") }
  /// Samples that queries of Prometheus metrics read.
  public static var prometheusSamples: Self { Flow("prometheus-samples") }
  /// E-mails of alerts.
  public static var alertMails: Self { Flow("alert-mails") }
  /// Messages of alerts over other channels.
  public static var alertMessages: Self { Flow("alert-messages") }
}
