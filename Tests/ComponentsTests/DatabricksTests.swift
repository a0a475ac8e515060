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
    let unit = SingleUnit(worked, at: site(), over: winter) { slot, step in
      slot > 0 ? 0 : step < 2 ? 0.302780870 / 2 : 30.302239585 / 168
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
    let unit = SingleUnit(worked, at: site(first: 10.25, every: 24), over: horizon) { slot, _ in
      slot > 0 ? 0 : 2 / Double(stepsPerHour)
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
    let unit = SingleUnit(worked, at: place, over: winter) { slot, _ in slot == 0 ? 1 : 0 }
    #expect(unit.shown["runStarts"]?[2] == 0)
    #expect(unit.shown["runGB"]?[5] == 5.5)
    #expect(unit.shown["runGB"]?[26] == 20.5)
  }

  /// By hand: the outage ends at the very instant.
  @Test func `a region is back at the end of its outage`() {
    let unit = SingleUnit(worked, at: site(dark: [0.0..<2.0]), over: winter) { slot, _ in slot == 0 ? 1 : 0 }
    #expect(unit.shown["runGB"]?[2] == 2)
  }

  /// By hand: runs of 5 h due every 3 h from 0 follow each other without a gap: 0, 5, 10 and so on.
  @Test func `a run waits for the previous one of its job`() {
    var databricks = worked
    databricks.runFixed = 5
    databricks.runPerGB = 0
    let unit = SingleUnit(databricks, at: site(first: 0, every: 3), over: winter) { slot, _ in slot == 0 ? 1 : 0 }
    #expect(unit.shown["runStarts"]?.indices(where: { $0 > 0 }).prefix(4) == [0, 5, 10, 15])
    #expect(unit.shown["runGB"]?[10] == 5)
    #expect(unit.total("node-hours") == 744 * 5)
  }

  /// By hand: every quarter of an hour, no hours but for the data: 4 runs an hour of 0.25 GB each.
  @Test func `several runs may begin within one step`() {
    var databricks = worked
    databricks.runFixed = 0
    databricks.runPerGB = 0.1
    let unit = SingleUnit(databricks, at: site(first: 0, every: 0.25), over: winter) { slot, _ in slot == 0 ? 1 : 0 }
    #expect(unit.shown["runStarts"]?[7] == 4)
    #expect(abs((unit.shown["runGB"]?[7] ?? 0) - 1) < 1e-12)
    #expect(abs((unit.shown["runHours"]?[7] ?? 0) - 0.1) < 1e-12)
  }

  @Test func `no schedule means no hours`() {
    let unit = SingleUnit(worked, over: winter) { slot, _ in slot == 0 ? 1 : 0 }
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

  /// By hand: 1 h of scoring from 2:00 on and 2 h idle: all rows come in the first hour, 3 h × 5 nodes are billed.
  @Test func `an idle cluster scores nothing`() {
    var databricks = Databricks()
    (databricks.scoreFixed, databricks.scorePerMillion, databricks.idle) = (1, 0, 2)
    var site = Site()
    site.scoring = BatchScoring(schedule: Schedule(first: 2, every: 9999), entities: 500)
    let unit = SingleUnit(databricks, at: site, over: winter) { _, _ in 0 }
    #expect(unit.fed["prediction-rows"]?[2..<5] == [500, 0, 0])
    #expect(unit.total("node-hours") == 15)
  }

  @Test func `the price keys follow tier, workload and size`() {
    var databricks = Databricks()
    #expect(databricks.priceKey(ofMeter: 0) == "dbx.dbu.premium.jobs")
    #expect(databricks.priceKey(ofMeter: 1) == "vm.d4ds_v5.payg")
    databricks.tier = .standard
    databricks.workload = .allPurpose
    #expect(databricks.priceKey(ofMeter: 0) == "dbx.dbu.standard.all_purpose")
  }

  // MARK: How nodes are bought

  /// By hand: one hour of a driver and 4 workers, half of those on the spot market, a tenth done again, a fifth of the
  /// spot work back at the full price: 1 + 2 + 0.4 = 3.4 h paid in full, 2 × 1.1 = 2.2 on the spot market, and 5.2 DBU.
  @Test func `spot workers redo what evictions lose, the driver stays`() {
    var databricks = Databricks()
    (databricks.spot, databricks.lost, databricks.fallback) = (0.5, 0.1, 0.2)
    let unit = once(databricks, slot: 1)
    #expect(abs(unit.total("node-hours") - 3.4) < 1e-12)
    #expect(abs(unit.total("spot-node-hours") - 2.2) < 1e-12)
    #expect(abs(unit.total("dbu") - 5.2) < 1e-12)
    #expect(databricks.priceKey(ofMeter: 2) == "vm.d4ds_v5.spot")
  }

  /// By hand, from the table: a driver D16ds v5 has 4 DBU, two workers D4ds v5 have 1 each.
  @Test func `a driver of its own size has its own price and DBU`() {
    var databricks = Databricks()
    (databricks.driver, databricks.workers) = (NodeSize(rawValue: "Standard_D16ds_v5"), 2)
    let unit = once(databricks, slot: 1)
    #expect(unit.total("driver-hours") == 1)
    #expect(unit.total("node-hours") == 2)
    #expect(unit.total("dbu") == 6)
    #expect(databricks.priceKey(ofMeter: 3) == "vm.d16ds_v5.payg")
  }

  /// By hand: a run from 22:30 on, of half an hour fixed and 2 h for its 4 GB; 1 + 1 nodes, then 1 + 4: 1 node-hour and
  /// 5 before midnight, 5 after it.
  @Test(arguments: [1, 12]) func `a cluster grows once its fixed time is over`(stepsPerHour: Int) {
    let horizon = Horizon(start: Date(number: 20_819), months: 1, stepsPerHour: stepsPerHour)
    var databricks = Databricks()
    (databricks.runFixed, databricks.runPerGB, databricks.fewest) = (0.5, 0.5, 1)
    let unit = SingleUnit(databricks, at: site(first: 22.5, every: 9999), over: horizon) { slot, step in
      slot == 0 && step == 0 ? 4 : 0
    }
    for meter in ["node-hours", "dbu"] {
      let days = (unit.days[meter] ?? []).prefix(3)
      #expect(zip(days, [6, 5, 0]).allSatisfy { abs($0 - $1) < 1e-9 }, "\(days)")
    }
  }

  /// By hand: 1 h + 0.5 × 2 GB of training, 0.25 + 0.5 of enriching, 0.25 of evaluating, each tried 1.5 times, and 1 h
  /// idle: 5.5 h of one node.
  @Test func `a run enriches, trains, evaluates, is tried again and idles`() {
    var databricks = Databricks()
    (databricks.workers, databricks.runFixed, databricks.runPerGB) = (0, 1, 0.5)
    (databricks.enrichFixed, databricks.enrichPerGB, databricks.evaluateFixed) = (0.25, 0.25, 0.25)
    (databricks.retries, databricks.idle) = (0.5, 1)
    let unit = SingleUnit(databricks, at: site(first: 2, every: 9999), over: winter) { slot, step in
      slot == 0 && step == 0 ? 2 : 0
    }
    #expect(abs(unit.total("node-hours") - 5.5) < 1e-12)
  }

  /// By hand: 2 machines ready all month have no DBU; 3 disks of each are 6 months of disks.
  @Test func `a pool's machines idle without DBU, their disks are billed`() {
    var databricks = Databricks()
    (databricks.pool, databricks.disks, databricks.addresses) = (2, 3, 1)
    let unit = SingleUnit(databricks, over: Horizon(month: 2027, 1, hours: 730)) { _, _ in 0 }
    #expect(unit.total("node-hours") == 1460)
    #expect(unit.total("dbu") == 0)
    #expect(abs(unit.total("node-disks") - 6) < 1e-9)
    #expect(unit.total("public-addresses") == 1460)
    #expect(databricks.priceKey(ofMeter: 4) == "disk.p10.lrs.month")
  }

  @Test func `serverless work has no machines`() {
    var databricks = Databricks()
    databricks.workload = .serverlessJobs
    let unit = once(databricks, slot: 1)
    #expect(unit.total("node-hours") == 0)
    #expect(unit.total("dbu") == 5)
    #expect(databricks.priceKey(ofMeter: 0) == "dbx.dbu.premium.serverless_jobs")
  }

  /// By hand, from Warehouse_DBU_Details.csv: two small clusters for 8 of 24 hours: 12 DBU, a driver and 4 workers each.
  @Test(arguments: Databricks.Warehouse.allCases)
  func `a warehouse is billed by its size and, unless serverless, by its machines`(_ type: Databricks.Warehouse) {
    var databricks = Databricks()
    (databricks.warehouse, databricks.warehouseClusters, databricks.warehouseHours) = (type, 2, 8)
    let unit = SingleUnit(databricks, over: Horizon(month: 2027, 1, hours: 24)) { _, _ in 0 }
    let machines = type == .serverless ? 0.0 : 16
    #expect(abs(unit.total("sql-dbu") - 192) < 1e-9)
    #expect(abs(unit.total("warehouse-driver-hours") - machines) < 1e-9)
    #expect(abs(unit.total("warehouse-worker-hours") - 4 * machines) < 1e-9)
    #expect(databricks.priceKey(ofMeter: 9).hasPrefix("dbx.dbu.premium.s"))
    #expect(databricks.priceKey(ofMeter: 10) == "vm.e16ds_v4.payg")
  }

  @Test func `DBU stated alone go to the rate of their work`() {
    let unit = SingleUnit(Databricks(), over: winter) { slot, step in step == 3 && slot > 2 ? Double(slot) : 0 }
    let names = [
      "dbu", "all-purpose-dbu", "jobs-dbu", "jobs-light-dbu", "sql-dbu", "dlt-dbu", "serverless-jobs-dbu",
      "interactive-dbu", "model-serving-dbu",
    ]
    #expect(names.map(unit.total) == [3, 4, 5, 6, 7, 8, 9, 10, 11])
    #expect(unit.total("node-hours") == 0)
    var secured = Databricks()
    secured.isSecured = true
    #expect(once(secured, slot: 5).total("security-dbu") == 1)
  }

  @Test func `sizes are read as Azure spells them, and unknown ones need their DBU`() {
    #expect(NodeSize(rawValue: "Standard_D4ds_v5")?.rawValue == "D4ds v5")
    #expect(NodeSize(rawValue: "E96as v5")?.dbu == 33)
    #expect(NodeSize(rawValue: "huge") == nil)
    var databricks = Databricks()
    databricks.node = NodeSize(rawValue: "D4ds v6") ?? databricks.node
    #expect(databricks.conflicts() == ["`dbu` is missing: no source tells that of `D4ds v6`"])
    databricks.dbu = 0.75
    #expect(databricks.conflicts().isEmpty)
    (databricks.tier, databricks.workload, databricks.disk) = (.standard, .tablesPro, "Q1")
    #expect(databricks.conflicts().count == 2)
  }

  /// One unit of the input at `slot` in the third hour.
  func once(_ databricks: Databricks, slot: Int) -> SingleUnit {
    SingleUnit(databricks, over: winter) { input, step in input == slot && step == 3 ? 1 : 0 }
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
