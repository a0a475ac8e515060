import Components
import Pricing
import Quantities
import TestSupport
import Testing

@Suite struct FabricTests {
  let day = Horizon(month: 2027, 1, hours: 24)
  let january = Horizon(start: Date(number: 20_819), months: 1)

  func capacity(_ sku: Fabric.SKU) -> Fabric {
    var fabric = Fabric()
    fabric.sku = sku
    return fabric
  }

  /// A price without tiers.
  func tariff(_ price: String) throws -> Tariff {
    let price = try #require(Money(decimal: price))
    return try #require(Tariff(bands: [(from: .zero, price: price)]))
  }

  // MARK: Work

  // The published 13,824 Copilot requests of 400 CU-seconds fill a day of an F64; one more doesn't fit.
  @Test func `so many Copilot requests fit a day of an F64`() {
    func asking(_ requests: Double) -> SingleUnit {
      SingleUnit(capacity(.f64), over: day) { slot, step in
        step == 0 ? [9: 2000.0, 10: 500][slot, default: 0] * requests : 0
      }
    }
    let full = asking(13_824)
    #expect(full.shown["capacityUnits"]?.allSatisfy { abs($0 - 64) < 1e-9 } == true)
    #expect(full.shown["minutesAhead"]?.allSatisfy { $0 < 1e-9 } == true)
    #expect((asking(13_825).shown["minutesAhead"]?.last ?? 0) > 0.01)
  }

  // By hand: 7,200 CU-seconds of background work are 2 CU-hours, whatever way they are paid; a shared capacity has one
  // price for all work, and nobody here pays for it to stand.
  @Test func `work is billed by its kind, or by its share of a capacity`() {
    var fabric = Fabric()
    fabric.gateways = 1
    let flow = { (slot: Int, step: Int) in step == 3 && (slot == 1 || slot == 2) ? 7200.0 : 0 }
    fabric.compute = .serverless
    let serverless = SingleUnit(fabric, over: day, flow: flow)
    #expect(serverless.total("background") == 2)
    #expect(serverless.total("interactive") == 2)
    #expect(serverless.total("network-gateways") == 96)
    fabric.compute = .shared
    let shared = SingleUnit(fabric, over: day, flow: flow)
    #expect(shared.total("used-units") == 100)
    #expect(shared.total("capacity") == 0 && shared.total("background") == 0)
    #expect(fabric.priceKey(ofMeter: 16) == "fabric.cu.payg")
  }

  // pricing-dataflows-gen2.md: 12 CU for the first 10 min, then 1.5; 16 without CI/CD; staging 6; fast copy 1.5. By hand:
  // 900 s are 7,200 + 450 = 7,650 CU-seconds, or 14,400; 600 s of staging 3,600; 100 s of fast copy 150.
  @Test func `a dataflow is billed by its engines`() {
    var fabric = Fabric()
    fabric.compute = .serverless
    fabric.dataflow.time = 0.25
    fabric.dataflow.staging = Quantity(1.0 / 6)
    fabric.dataflow.fastCopy = Quantity(100.0 / 3600)
    let run = SingleUnit(fabric, over: day) { slot, step in slot == 8 && step == 0 ? 2 : 0 }
    #expect(abs(run.total("dataflows") * 3600 - 15_300) < 1e-9)
    #expect(abs(run.total("dataflows-high-scale") * 3600 - 7200) < 1e-9)
    #expect(abs(run.total("data-movement") * 3600 - 300) < 1e-9)
    fabric.dataflow.engine = .classic
    #expect(fabric.dataflow.evaluating == 14_400)
    fabric.dataflow.engine = .cicd
    fabric.dataflow.time = Quantity(500.0 / 3600)
    #expect(abs(fabric.dataflow.evaluating - 6000) < 1e-9)
  }

  // onelake-consumption.md: 0.342 CU-hours per GB of streams. copilot-fabric-consumption.md: 10 CU-seconds per thousand
  // cached tokens.
  @Test func `traffic of streams and cached prompts have their rates`() {
    var fabric = Fabric()
    fabric.compute = .serverless
    let run = SingleUnit(fabric, over: day) { slot, step in slot == 11 && step == 0 ? 10 : 0 }
    #expect(abs(run.total("event-streams") - 3.42) < 1e-12)
    #expect(Fabric.copilotWork(prompt: 1000, answer: 0, cached: 1) == 10)
    #expect(Fabric.copilotWork(prompt: 1000, answer: 1000, cached: 0.5) == 455)
  }

  // throttling.md@0d3d284: 1 CU-hour is 1.25 CU-seconds in each of 2,880 points of 30 s, for a day.
  @Test(arguments: [1, 60]) func `a background job is smoothed over a day`(stepsPerHour: Int) {
    let two = Horizon(start: Date(number: 20_819), months: 1, stepsPerHour: stepsPerHour)
    let run = SingleUnit(capacity(.f2), over: two) { slot, step in slot == 1 && step == 0 ? 3600 : 0 }
    let used = run.shown["capacityUnits"] ?? []
    #expect(abs(used[0] * 30 - 1.25) < 1e-12)
    #expect(used[24 * stepsPerHour - 1] == used[0])
    #expect(used[24 * stepsPerHour] == 0)
    #expect(run.shown["minutesAhead"]?.max() == 0)
  }

  // F64 bursts to 384 Spark vCores, so three jobs of 128; F2 to 20.
  // Source: MicrosoftDocs/fabric-docs docs/data-engineering/spark-job-concurrency-and-queueing.md.
  @Test func `a capacity unit is two Spark vCores, bursting threefold`() {
    #expect(capacity(.f64).limit(ofGauge: 2)?.value == 384)
    #expect(capacity(.f2).limit(ofGauge: 2)?.value == 20)
    #expect(capacity(.f2048).limit(ofGauge: 2)?.value == 12_288)
    var fabric = capacity(.f8)
    #expect(fabric.conflicts().isEmpty)
    fabric.runs.vCores = 20
    #expect(fabric.conflicts() == ["`training.vCores` is 20; a job on F8 takes 16 at most"])
    fabric.jobBursting = true
    #expect(fabric.conflicts().isEmpty)
  }

  // Further steps of the base rate of 2.333 CU: two thirds 1.555, all 2.333, twice and four times (± 0.001).
  // Source: MicrosoftDocs/fabric-docs docs/real-time-intelligence/event-streams/monitor-capacity-consumption.md@00afae8.
  @Test(arguments: [
    (Fabric.Streams.Step.twoThirds, 1.555), (.one, 2.333), (.two, 4.666), (.four, 9.332),
  ])
  func `a processor of events scales in steps of its base rate`(_ step: Fabric.Streams.Step, _ units: Double) {
    var fabric = Fabric()
    fabric.compute = .serverless
    fabric.streams.processors = 1
    fabric.streams.step = step
    let run = SingleUnit(fabric, over: day) { _, _ in 0 }
    #expect(abs(run.total("event-streams") / 24 - units) < 0.001)
  }

  // 1 TB Parquet, throughput 4, 11 min: 3,960 CU-seconds, 0.20 at 0.18.
  // Source: MicrosoftDocs/fabric-docs docs/data-factory/pricing-scenario-load-1-tb-parquet-to-data-warehouse.md.
  @Test func `a copy is billed in whole minutes of its throughput`() {
    var fabric = Fabric()
    fabric.compute = .serverless
    fabric.copy.time = Quantity(10.4 / 60)
    let run = SingleUnit(fabric, over: day) { slot, step in
      step == 0 && (slot == 4 || slot == 5) ? 1 : 0
    }
    #expect(abs(run.total("data-movement") * 3600 - 3960) < 1e-9)
    #expect(abs(run.total("data-movement") * 0.18 - 0.20) < 0.005)
    #expect(abs(run.total("orchestration") - 0.0056) < 1e-12)
    fabric.copy.mode = .incremental
    #expect(fabric.copy.work == 7920)
    #expect(fabric.priceKey(ofMeter: 4) == "fabric.serverless.data_movement_incremental")
  }

  // onelake-consumption.md: writes draw 1,626 CU-seconds per 10,000; iterative ones 1,300 per 100, iterative reads 1,626
  // per 10,000. By hand for 40,000 of each.
  @Test func `operations of OneLake draw CU-seconds by blocks`() {
    var fabric = Fabric()
    fabric.compute = .serverless
    let flow = { (slot: Int, step: Int) in step == 0 && (slot == 6 || slot == 7) ? 40_000.0 : 0 }
    let run = SingleUnit(fabric, over: day, flow: flow)
    #expect(abs(run.total("onelake-writes") * 3600 - 4 * 1626) < 1e-9)
    fabric.oneLake.iterativeReads = 1
    fabric.oneLake.iterativeWrites = 0.5
    let listing = SingleUnit(fabric, over: day, flow: flow)
    #expect(abs(listing.total("onelake-reads") * 3600 - 4 * 1626) < 1e-9)
    #expect(abs(listing.total("onelake-writes") * 3600 - (2 * 1626 + 200 * 1300)) < 1e-6)
  }

  // MARK: Throttling

  // By hand: interactive work of 2 × 3,600 CU-seconds an hour on an F2 uses all of it; 3 × 3,600 carry 3,600
  // CU-seconds, 30 min of the capacity, each hour: past 60 min after the third hour, so the fourth is refused and pays back.
  @Test func `work beyond the capacity is carried forward, then interactive work is refused`() {
    let run = SingleUnit(capacity(.f2), over: day) { slot, _ in slot == 2 ? 3 * 3600 : 0 }
    #expect(run.shown["minutesAhead"]?.prefix(5) == [30, 60, 90, 30, 60])
    #expect(run.shown["rejected"]?.prefix(5) == [0, 0, 0, 3, 0])
  }

  // By hand: a job of 48 × 3 CU-hours on an F2 draws 6 CU for a day, 4 too many: 120 min ahead each hour; past
  // 1,440 min, after 13 hours, everything is refused.
  @Test func `a day ahead everything is refused`() {
    let run = SingleUnit(capacity(.f2), over: day) { slot, step in
      slot == 1 ? (step == 0 ? 144 * 3600 : step >= 12 ? 3600 : 0) : 0
    }
    #expect(abs((run.shown["minutesAhead"]?[11] ?? 0) - 1440) < 1e-6)
    #expect(run.shown["rejected"]?[12] == 0)
    #expect(run.shown["rejected"]?[13] == 1)
  }

  // By hand: 3 CU on an F2 carry 1 CU-hour an hour, paid at once as overage (30 min > 10 min). 48 CU-hours in 24 h are
  // never reached; at 12 CU they are after 4.8 hours. eastus: 0.54 a CU-hour, so a limit of 240 costs 129.60 at most.
  // Source: MicrosoftDocs/fabric-docs docs/enterprise/enable-capacity-overage.md.
  @Test func `overage pays what would be throttled, up to its limit`() throws {
    var fabric = capacity(.f2)
    fabric.overage = 48
    let mild = SingleUnit(fabric, over: day) { slot, _ in slot == 2 ? 3 * 3600 : 0 }
    #expect(abs(mild.total("overage") - 24) < 1e-9)
    #expect(mild.shown["minutesAhead"]?.max() == 0)
    let harsh = SingleUnit(fabric, over: day) { slot, _ in slot == 2 ? 12 * 3600 : 0 }
    #expect(abs(harsh.total("overage") - 48) < 1e-9)
    #expect((harsh.shown["rejected"]?.max() ?? 0) > 0)
    // The window rolls: the second day pays as much again.
    let month = SingleUnit(fabric, over: january) { slot, _ in slot == 2 ? 12 * 3600 : 0 }
    #expect(abs((month.days["overage"]?[1] ?? 0) - 48) < 1e-9)
    let tariff = try self.tariff("0.54")
    #expect(tariff.amount(of: 240) == Money(decimal: "129.6"))
    fabric.overage = 50
    #expect(fabric.conflicts().count == 1)
  }

  // MARK: Pausing

  // By hand: 24 CU-hours of background work at 10:00 on a capacity that runs 08:00 to 18:00: 8 of 24 parts are drawn
  // (10:00 to 18:00), 16 CU-hours fall due at 18:00. Work of the night waits for 08:00.
  @Test func `a paused capacity costs nothing, but what it owes falls due`() {
    var fabric = capacity(.f2)
    fabric.runsFrom = 8
    fabric.runsTo = 18
    let run = SingleUnit(fabric, over: january) { slot, step in slot == 1 && step == 10 ? 24 * 3600 : 0 }
    #expect(run.days["capacity"]?[0] == 20)
    #expect(abs((run.days["pause-settlement"]?[0] ?? 0) - 16) < 1e-9)
    #expect(abs(run.total("pause-settlement") - 16) < 1e-9)
    let night = SingleUnit(fabric, over: january) { slot, step in slot == 1 && step == 2 ? 24 * 3600 : 0 }
    #expect(night.shown["capacityUnits"]?[8] == 1)
    #expect(night.shown["capacityUnits"]?[2] == 0)
  }

  // January 2027 begins on a Friday and has 21 working days: 10 hours of 2 CU on each.
  @Test func `a capacity may rest at weekends`() {
    var fabric = capacity(.f2)
    (fabric.runsFrom, fabric.runsTo, fabric.runsOn) = (8, 18, .weekdays)
    var site = Site()
    site.firstWeekday = january.start.weekday
    let run = SingleUnit(fabric, at: site, over: january) { _, _ in 0 }
    #expect(run.total("capacity") == 420)
    #expect(run.days["capacity"]?.prefix(4) == [20, 0, 0, 20])
  }

  // MARK: Spark and OneLake

  // By hand: 1 GB an hour; weekly runs at 02:00 of 168 GB (the first 2): 0.25 h + 168 × 2/60 = 5.85 h × 20 vCores / 2.
  @Test func `training runs by the data that landed since the last`() {
    var fabric = Fabric()
    fabric.spark = .autoscale
    var site = Site()
    site.retraining = Schedule(first: 2, every: 168)
    let run = SingleUnit(fabric, at: site, over: january) { slot, _ in slot == 0 ? 1 : 0 }
    let hours = (0.25 + 2.0 * 2 / 60) + 4 * (0.25 + 168 * 2.0 / 60)
    #expect(abs(run.total("spark") - hours * 10) < 1e-9)
    #expect(fabric.priceKey(ofMeter: 3) == "fabric.cu.payg")
    // Hour k ends with k GB: Σ k / 744 = 745 / 2.
    #expect(abs(run.total("onelake-hot") - 372.5) < 1e-9)
  }

  @Test func `scored entities are written row by row`() {
    var site = Site()
    site.scoring = BatchScoring(schedule: Schedule(first: 3, every: 24), entities: 1_200_000)
    let run = SingleUnit(Fabric(), at: site, over: day) { _, _ in 0 }
    #expect(abs(run.totalFed("prediction-rows") - 1_200_000) < 1e-6)
  }

  // A terabyte per capacity unit is mirrored free of charge. Source: ahmadabdalla/azure-cost-calculator fabric.md.
  @Test func `mirroring is free up to a terabyte per capacity unit`() {
    var fabric = capacity(.f2)
    fabric.oneLake.mirrored = 2500
    let run = SingleUnit(fabric, over: january) { _, _ in 0 }
    #expect(abs(run.total("mirroring-free") - 2000) < 1e-9)
    #expect(abs(run.total("mirroring") - 500) < 1e-9)
    fabric.oneLake.disasterRecovery = true
    #expect(fabric.priceKey(ofMeter: 11) == "fabric.onelake.bcdr_hot")
  }
}
