import Components
import Quantities
import TestSupport
import Testing

@Suite struct ApplicationInsightsTests {
  let year = Horizon(start: Date(number: 20_819), months: 12)  // 2027

  /// The worked scenario, section 2: 195,319.900132655 pages and 488.299750332 chats in an hour, 1.5 KB each, are
  /// 0.293712299824 GB.
  @Test func `every call writes its billed size`() {
    var insights = ApplicationInsights()
    insights.perCall = Quantity(1.5 / 1e6)
    let unit = SingleUnit(insights, over: year) { slot, step in
      slot == 0 && step == 470 ? 195_319.900132655 + 488.299750332 : 0
    }
    #expect(Nano(rounding: unit.total("ingestion"))?.decimal == "0.293712300")
    #expect(abs(unit.total("ingestion") - 0.293712299824) < 5e-13)
    #expect(unit.days["ingestion"]?[19] == unit.total("ingestion"))
  }

  /// As much as the sampling rate says: the card's `events × sampling_rate`; 4.8 GB at 25 % are 1.2 GB.
  @Test func `sampling keeps its share`() {
    var insights = ApplicationInsights()
    insights.perCall = Quantity(2 / 1e6)
    insights.sampling = 0.25
    let unit = SingleUnit(insights, over: year) { slot, step in slot == 0 && step < 24 ? 100_000 : 0 }
    #expect(abs(unit.total("ingestion") - 1.2) < 1e-12)
  }

  /// ahmadabdalla/azure-cost-calculator monitoring/application-insights.md: 5 GB a day kept 180 days are 5 × 90 =
  /// 450 GB billed a month (58.50 at 0.13), once the workspace is 180 days old: in August.
  @Test func `ninety days are free and the rest is billed by what it holds`() {
    var insights = ApplicationInsights()
    insights.perCall = Quantity(5 / 24e6)
    insights.retention = 180
    let ramp = { (month: Int) in SingleUnit(insights, over: year, month: month) { slot, _ in slot == 0 ? 1_000_000 : 0 }
    }
    #expect(abs(ramp(7).total("retention") - 450) < 1e-9)
    // On the way there, day d (from 0) bills the first d − 89 days; April has days 90 to 119:
    // 5 × (1 + … + 30) / 30 = 77.5.
    #expect(ramp(2).total("retention") == 0)
    #expect(abs(ramp(3).total("retention") - 77.5) < 1e-9)
  }

  @Test func `retention within the free days bills nothing`() {
    let unit = SingleUnit(ApplicationInsights(), over: year, month: 11) { slot, _ in slot == 0 ? 1_000_000 : 0 }
    #expect(unit.total("retention") == 0)
    #expect(unit.total("ingestion") > 0)
  }

  /// Five free gigabytes once per billing account: ahmadabdalla/azure-cost-calculator monitoring/log-analytics.md.
  @Test func `the free gigabytes belong to the account`() {
    #expect(ApplicationInsights.meters[0].pool == .account)
    #expect(ApplicationInsights().priceKey(ofMeter: 0) == "la.analytics.ingestion")
    #expect(ApplicationInsights().priceKey(ofMeter: 1) == "la.analytics.retention")
  }

  /// 1,000,000 calls of 3 KB an hour are 72 GB a day, under the default cap of 100.
  @Test func `the gauge shows the day's gigabytes against the default cap`() {
    let unit = SingleUnit(ApplicationInsights(), over: year, grain: .day) { slot, _ in slot == 0 ? 1_000_000 : 0 }
    #expect(abs((unit.shown["dayGB"]?[3] ?? 0) - 72) < 1e-9)
    #expect(ApplicationInsights().limit(ofGauge: 0)?.value == 100)
  }

  // By hand: 150 GB on each day in the tier of 100 are 1.5 units, and no gigabyte is billed beside them.
  @Test func `a workspace may commit to gigabytes a day`() {
    var insights = ApplicationInsights()
    insights.tier = .t100
    insights.daily = 100
    let unit = SingleUnit(insights, over: year) { slot, step in slot == 1 && step % 24 == 0 ? 50 : 0 }
    #expect(unit.days["commitment-days"]?.allSatisfy { abs($0 - 1.5) < 1e-9 } == true)
    #expect(unit.total("ingestion") == 0)
    #expect(insights.priceKey(ofMeter: 2) == "mon.commitment_100")
  }

  // By hand: 1 GB a day for a year before, kept 120 days and 300 in all: 30 and 180 days of it, from the first day on.
  @Test func `records pass to the archive`() {
    var insights = ApplicationInsights()
    insights.daily = 1
    insights.history = 365
    insights.retention = 120
    insights.archive = 300
    let unit = SingleUnit(insights, over: year) { _, _ in 0 }
    #expect(abs(unit.total("retention") - 30) < 1e-9)
    #expect(abs(unit.total("archive") - 180) < 1e-9)
    insights.archive = 100
    #expect(insights.conflicts().count == 1)
  }

  @Test(arguments: ["100", "100 GB", "100 GB/day"]) func `a commitment is read as people write it`(_ text: String) {
    var problems = Problems()
    let mark = Mark(file: "a.yaml", line: 1, column: 1)
    let node = Node.map([.init(key: "commitmentTier", mark: mark, value: .scalar(text, quoted: false, mark))], mark)
    let read = ApplicationInsights.read(node, owner: "a", ignoring: [], &problems)
    #expect(problems.isEmpty)
    #expect(read.stated.first { $0.key == "tier" }?.value == "100")
  }
}
