import Components
import Quantities
import TestSupport
import Testing

@Suite struct DatabricksTests {
  let winter = Horizon(start: Date(number: 20_819), months: 2)  // 2027-01 and 02

  /// The worked scenario's cluster: 5 nodes of one DBU, half an hour and two minutes per GB.
  var worked: Databricks {
    var databricks = Databricks()
    databricks.runFixed = 0.5
    databricks.runPerGB = Quantity(2 / 60)
    databricks.dbu = 1
    return databricks
  }

  func site(first: Double = 2, every: Double = 168, dark: [Range<Double>] = []) -> Site {
    var site = Site()
    site.retraining = Schedule(first: first, every: every)
    site.outages = dark
    return site
  }

  func printed(_ value: Double?) -> String? { value.flatMap { Nano(rounding: $0)?.decimal } }

  // MARK: Worked figures

  /// The worked scenario, section 3: 0.302780870 GB by 01-01T02:00 → 0.510092696 h; 30.302239585 GB by 01-08T02:00 →
  /// 1.510074653 h, × 5 nodes = 7.550373264 node-hours.
  @Test func `a run takes the data since the previous run began`() {
    let unit = SingleUnit(worked, at: site(), over: winter) { _, step in
      step < 2 ? 0.302780870 / 2 : 30.302239585 / 168
    }
    #expect(unit.shown["runStarts"]?.indices(where: { $0 > 0 }) == [2, 170, 338, 506, 674])
    #expect(printed(unit.shown["runGB"]?[2]) == "0.302780870")
    #expect(printed(unit.shown["runHours"]?[2]) == "0.510092696")
    #expect(printed(unit.shown["runGB"]?[170]) == "30.302239585")
    #expect(printed(unit.shown["runHours"]?[170]) == "1.510074653")
    #expect(printed(unit.days["node-hours"]?[7]) == "7.550373264")
    #expect(unit.days["dbu"] == unit.days["node-hours"])
    #expect(printed(unit.fed["lake-scans"]?[170]) == "30.302239585")
  }

  /// A user's run measured in westus3: D4ds v6 at 0.249 an hour, 0.75 DBU a node, jobs 0.30, five nodes, 0.14542
  /// cluster-hours: 0.3446 (the size is not in the table, so another one of the same DBU stands for it).
  @Test func `DBU and machines come to a measured bill`() {
    var databricks = Databricks()
    databricks.node = NodeSize(rawValue: "D4ds v4") ?? databricks.node
    databricks.runFixed = 0.14542
    let unit = SingleUnit(databricks, at: site(every: 9999), over: winter) { _, _ in 0 }
    let bill = unit.total("node-hours") * 0.249 + unit.total("dbu") * 0.30
    #expect(abs(bill - 0.3446) < 1e-4)
  }

  /// mwc360/LakeBench, a test of its size table: a D8ds v5 driver with 2 workers is 6.00 DBU an hour on jobs.
  @Test func `the driver counts as a node`() {
    var databricks = Databricks()
    databricks.node = NodeSize(rawValue: "D8ds v5") ?? databricks.node
    databricks.workers = 2
    databricks.runFixed = 1
    let unit = SingleUnit(databricks, at: site(every: 9999), over: winter) { _, _ in 0 }
    #expect(unit.total("dbu") == 6)
    #expect(unit.total("node-hours") == 3)
  }

  /// By hand, from the table: one NC4as T4 v3 node (1 DBU) for 2 h every night of January: 62 node-hours, 62 DBU.
  @Test func `a nightly run on one machine`() {
    var databricks = Databricks()
    databricks.node = NodeSize(rawValue: "NC4as T4 v3") ?? databricks.node
    databricks.workers = 0
    databricks.runFixed = 2
    let unit = SingleUnit(databricks, at: site(every: 24), over: winter) { _, _ in 0 }
    #expect(unit.total("node-hours") == 62)
    #expect(unit.total("dbu") == 62)
    #expect(databricks.priceKey(ofMeter: 1) == "vm.nc4as_t4_v3.payg")
  }

  // MARK: When runs begin (rule 15 of the worked scenario)

  /// By hand: 2 GB an hour, a run due at 10:15 takes 10.25 h × 2 = 20.5 GB, the next at 34:15 takes 24 h × 2.
  @Test(arguments: [1, 12]) func `a step in which a run begins is shared at its instant`(stepsPerHour: Int) {
    let horizon = Horizon(start: Date(number: 20_819), months: 1, stepsPerHour: stepsPerHour)
    let unit = SingleUnit(worked, at: site(first: 10.25, every: 24), over: horizon) { _, _ in
      2 / Double(stepsPerHour)
    }
    let sizes = (unit.shown["runGB"] ?? []).filter { $0 > 0 }
    #expect(sizes.count == 31)
    #expect(abs(sizes[0] - 20.5) < 1e-9)
    #expect(sizes.dropFirst().allSatisfy { abs($0 - 48) < 1e-9 })
  }

  /// By hand: due 22:00, 4 h: 2 h on the first day and 2 h on the second, × 5 nodes.
  @Test func `hours past midnight go to the next day`() {
    var databricks = worked
    databricks.runFixed = 4
    let unit = SingleUnit(databricks, at: site(first: 22, every: 9999), over: winter) { _, _ in 0 }
    #expect(unit.days["node-hours"]?.prefix(3) == [10, 10, 0])
  }

  /// By hand: due at 02:00, dark until 05:30: it begins then and takes 5.5 GB; the next, due at 26:00, takes 20.5.
  @Test func `a run due in the dark begins when its region is back`() {
    let place = site(every: 24, dark: [1.0..<3.0, 2.5..<5.5])
    let unit = SingleUnit(worked, at: place, over: winter) { _, _ in 1 }
    #expect(unit.shown["runStarts"]?[2] == 0)
    #expect(unit.shown["runGB"]?[5] == 5.5)
    #expect(unit.shown["runGB"]?[26] == 20.5)
  }

  /// By hand: the outage ends at the very instant.
  @Test func `a region is back at the end of its outage`() {
    let unit = SingleUnit(worked, at: site(dark: [0.0..<2.0]), over: winter) { _, _ in 1 }
    #expect(unit.shown["runGB"]?[2] == 2)
  }

  /// By hand: runs of 5 h due every 3 h from 0 follow each other without a gap: 0, 5, 10 and so on.
  @Test func `a run waits for the previous one of its job`() {
    var databricks = worked
    databricks.runFixed = 5
    databricks.runPerGB = 0
    let unit = SingleUnit(databricks, at: site(first: 0, every: 3), over: winter) { _, _ in 1 }
    #expect(unit.shown["runStarts"]?.indices(where: { $0 > 0 }).prefix(4) == [0, 5, 10, 15])
    #expect(unit.shown["runGB"]?[10] == 5)
    #expect(unit.total("node-hours") == 744 * 5)
  }

  /// By hand: every quarter of an hour, no hours but for the data: 4 runs an hour of 0.25 GB each.
  @Test func `several runs may begin within one step`() {
    var databricks = worked
    databricks.runFixed = 0
    databricks.runPerGB = 0.1
    let unit = SingleUnit(databricks, at: site(first: 0, every: 0.25), over: winter) { _, _ in 1 }
    #expect(unit.shown["runStarts"]?[7] == 4)
    #expect(abs((unit.shown["runGB"]?[7] ?? 0) - 1) < 1e-12)
    #expect(abs((unit.shown["runHours"]?[7] ?? 0) - 0.1) < 1e-12)
  }

  @Test func `no schedule means no hours`() {
    let unit = SingleUnit(worked, over: winter) { _, _ in 1 }
    #expect(unit.total("node-hours") == 0)
    #expect(unit.shown["runStarts"]?.allSatisfy { $0 == 0 } == true)
  }

  // MARK: Batch scoring

  /// By hand: 3 million entities, 0.5 h + 3 × 0.5 h = 2 h from 22:30 on: rows 0.75 M, 1.5 M and, past midnight, 0.75 M.
  @Test func `scored rows are spread over the run's hours`() {
    var databricks = worked
    databricks.scoreFixed = 0.5
    databricks.scorePerMillion = 0.5
    var site = Site()
    site.scoring = BatchScoring(schedule: Schedule(first: 22.5, every: 9999), entities: 3_000_000)
    let unit = SingleUnit(databricks, at: site, over: winter) { _, _ in 0 }
    #expect(unit.fed["prediction-rows"]?[22..<26] == [750_000, 1_500_000, 750_000, 0])
    #expect(unit.days["node-hours"]?.prefix(2) == [7.5, 2.5])
  }

  @Test func `the price keys follow tier, workload and size`() {
    var databricks = Databricks()
    #expect(databricks.priceKey(ofMeter: 0) == "dbx.dbu.premium.jobs")
    #expect(databricks.priceKey(ofMeter: 1) == "vm.d4ds_v5.payg")
    databricks.tier = .standard
    databricks.workload = .allPurpose
    #expect(databricks.priceKey(ofMeter: 0) == "dbx.dbu.standard.all_purpose")
  }

  /// The keys and values of the worked scenario's file.
  @Test func `the worked scenario's settings read as they stand`() {
    let mark = Mark(file: "scenario.yaml", line: 48, column: 15)
    func map(_ pairs: [(String, Node)]) -> Node {
      .map(pairs.map { Node.Entry(key: $0.0, mark: mark, value: $0.1) }, mark)
    }
    func text(_ value: String) -> Node { .scalar(value, quoted: false, mark) }
    var problems = Problems()
    let read = Databricks.read(
      map([
        ("region", text("eastus2")), ("tier", text("premium")), ("workload", text("jobs")), ("node", text("D4ds v5")),
        ("dbu", text("1")), ("workers", text("4")),
        ("run", map([("fixed", text("30 min")), ("perGB", text("2 min"))])),
      ]), owner: "databricks", ignoring: ["region"], &problems)
    #expect(problems.isEmpty, "\(problems)")
    let databricks = read as? Databricks
    #expect(databricks?.runFixed == 0.5)
    #expect(databricks?.runPerGB == Quantity(2 / 60))
    #expect(databricks?.dbu == 1)
  }
}

extension Array where Element == Double {
  /// Positions of the values that satisfy `test`.
  fileprivate func indices(where test: (Double) -> Bool) -> [Int] { self.indices.filter { test(self[$0]) } }
}
