import Components
import Quantities
import TestSupport
import Testing

/// Cosmos DB's ways to buy throughput, and what stands beside it.
struct CosmosThroughputTests {
  static let day = Horizon(month: 2027, 1, hours: 24)
  static let idle: @Sendable (Int, Int) -> Double = { _, _ in 0 }

  /// Slots of the inputs that the tests feed.
  enum Slot { static let reads = 0, writes = 1, allWrites = 2, allReads = 3, deletes = 6, units = 7 }

  /// One of `count` regions, arrivals without scatter.
  static func site(_ region: Int = 0, of count: Int = 1) -> Site {
    var site = Site()
    site.region = region
    site.regions = Array(0..<count)
    site.sameContinent = site.regions.map { _ in true }
    site.scenarioRegions = count
    site.dispersion = 0
    return site
  }

  // concepts-limits.md and the blueprint's card.
  @Test func `the lowest throughput follows what is stored and was ever set`() {
    #expect(CosmosDB.lowestManual(stored: 20, highest: 50_000) == 500)
    #expect(CosmosDB.lowestManual(stored: 2000, highest: 50_000) == 2000)
    #expect(CosmosDB.lowestManual(stored: 15, highest: 400, containers: 30) == 900)
    #expect(CosmosDB.lowestAutoscaleMaximum(stored: 20, highest: 50_000) == 5000)
    #expect(CosmosDB.lowestAutoscaleMaximum(stored: 2000, highest: 50_000) == 20_000)
    #expect(CosmosDB.lowestAutoscaleMaximum(stored: 0, highest: 200_000) == 20_000)
    #expect(CosmosDB.initialAutoscaleMaximum(from: 10_000, highest: 10_000, stored: 25) == 10_000)
  }

  // scaling-provisioned-throughput-best-practices.md: 2 partitions go to 40,000 RU/s on the way to 30,000.
  @Test func `partitions follow throughput and storage, and split alike`() {
    #expect(CosmosDB.partitions(throughput: 45_000, stored: 0) == 5)
    #expect(CosmosDB.partitions(throughput: 400, stored: 120) == 3)
    #expect(CosmosDB.evenSplit(partitions: 2, target: 30_000) == 40_000)
    #expect(CosmosDB.evenSplit(partitions: 2, target: 20_000) == 20_000)
  }

  // convert-vcore-to-request-unit.md, replication 3; a maximum of autoscale goes to the next 1,000.
  @Test(arguments: zip([3.0, 6, 12, 24, 48, 96, 192, 384], [600.0, 1200, 2400, 4800, 9600, 19_200, 38_400, 76_800]))
  func `a replaced cluster's vCores are worth throughput`(_ vCores: Double, _ throughput: Double) {
    var component = CosmosDB()
    component.throughput = .manual
    component.replaces.vCores = Quantity(vCores)
    #expect(component.limit(ofGauge: 0)?.value == throughput)
    component.api = .mongoDB
    #expect(component.limit(ofGauge: 0)?.value == (throughput / 600 * 10).rounded() * 100)
    component.throughput = .autoscale
    #expect(component.limit(ofGauge: 0)?.value == (throughput / 600).rounded() * 1000)
  }

  // autoscale-per-partition-region.md: 1,000 RU/s on 2 partitions; 500 and 200 RU/s where it is written, 150 and 50 where
  // it is only read: 900 by themselves, 2,000 as the hottest.
  @Test(arguments: [(CosmosDB.Scaling.dynamic, 9.0), (.hottest, 20)])
  func `partitions and regions scale by themselves or all as the hottest`(_ scaling: CosmosDB.Scaling, _ units: Double)
  {
    var total = 0.0
    for (region, own, hot) in [(0, 650.0, 500.0 / 700), (1, 150, 150.0 / 200)] {
      var component = CosmosDB()
      component.partitions = 2
      component.scaling = scaling
      component.charges.write = 1
      component.skew = Quantity(2 * hot - 1)  // an even half, and the rest of the hot partition's share
      let run = SingleUnit(component, at: Self.site(region, of: 2), over: Horizon(month: 2027, 1, hours: 1)) {
        slot, _ in
        switch slot {
        case Slot.reads: own * 3600
        case Slot.allReads: 800 * 3600
        case Slot.allWrites: 50 * 3600
        default: 0
        }
      }
      total += run.total("autoscale-throughput")
    }
    #expect(abs(total - units) < 1e-9)
  }

  @Test func `a timer's changes are billed by the clock hour`() {
    var component = CosmosDB()
    component.throughput = .manual
    component.changes.list = [
      .init(at: 8.5, every: 24, to: 2000), .init(at: 20, every: 24, to: 400), .init(at: 60, to: 10_000),
    ]
    let run = SingleUnit(component, at: Self.site(), over: Horizon(month: 2027, 1, hours: 72), flow: Self.idle)
    // 8:00 to 20:00 at 20 units, else 4; on the third day 100 from noon to 20:00.
    let usual = 12.0 * 20 + 12 * 4
    #expect(run.days["manual-throughput"] == [usual, usual, usual + 8 * 80])
    #expect(component.limit(ofGauge: 0)?.value == 10_000)
  }

  // 1,000 RU of reads and 500 of writes, once in the first region; a quarter more with zones.
  @Test func `serverless bills request units, in the first region alone`() {
    var component = CosmosDB()
    component.throughput = .serverless
    component.zoneRedundant = true
    component.stored = 10
    let flow: @Sendable (Int, Int) -> Double = { slot, step in
      guard step == 0 else { return 0 }
      return slot == Slot.allReads ? 1000 : slot == Slot.allWrites ? 100 : slot == Slot.writes ? 50 : 0
    }
    let first = SingleUnit(component, at: Self.site(0, of: 2), over: Self.day, flow: flow)
    let second = SingleUnit(component, at: Self.site(1, of: 2), over: Self.day, flow: flow)
    #expect(abs(first.total("serverless-requests") - 1875) < 1e-9)
    #expect(first.total("storage") > 10)
    for meter in CosmosDB.meters { #expect(second.total(meter.name) == 0, "\(meter.name)") }
    // The second region's writes travel; the first has nowhere to send them on.
    #expect(first.totalFed("inter-region-egress") == 0)
    #expect(abs(second.totalFed("inter-region-egress") - 50e-6) < 1e-15)
    for meter in ["autoscale-throughput", "manual-throughput"] { #expect(first.total(meter) == 0) }
  }

  // understand-your-bill.md: 1,000 RU/s are free once; two idle regions of 1,000 RU/s at most stand at 100 each.
  @Test(arguments: [(1000.0, 0.0), (8000, 6)])
  func `the free tier reaches over regions that autoscale`(_ maximum: Double, _ units: Double) {
    var component = CosmosDB()
    component.max = Quantity(maximum)
    component.freeTier = true
    let total = (0..<2).reduce(0.0) { sum, region in
      let hour = Horizon(month: 2027, 1, hours: 1)
      return sum
        + SingleUnit(component, at: Self.site(region, of: 2), over: hour, flow: Self.idle)
        .total("autoscale-throughput")
    }
    #expect(abs(total - units) < 1e-9)
  }

  @Test func `a stated utilization is the least of every hour`() {
    var component = CosmosDB()
    component.max = 10_000
    component.utilization = 0.35
    let run = SingleUnit(component, at: Self.site(), over: Self.day) { slot, step in
      slot == Slot.units && step == 5 ? 5000 * 3600 : 0
    }
    #expect(abs(run.total("autoscale-throughput") - (23 * 35 + 50)) < 1e-9)
  }

  @Test func `where every region writes, each sends its own writes to all others`() {
    var component = CosmosDB()
    component.multiWrite = true
    let run = SingleUnit(component, at: Self.site(1, of: 3), over: Horizon(month: 2027, 1, hours: 1)) { slot, _ in
      slot == Slot.writes ? 1e6 : slot == Slot.allWrites ? 3e6 : 0
    }
    #expect(abs(run.totalFed("inter-region-egress") - 2) < 1e-12)
    #expect(component.time(of: VisitAmounts(["writes": 1])).homeCalls == 0)
    #expect(component.priceKey(ofMeter: 1) == "cosmos.ru.manual.multi_write")
    component.throughput = .manual
    component.zoneRedundant = true
    let zoned = SingleUnit(component, at: Self.site(), over: Horizon(month: 2027, 1, hours: 1), flow: Self.idle)
    #expect(zoned.total("manual-throughput") == 4)  // no factor for zones
  }

  // understand-request-unit-consumption.md: 7 RU to create 1 KB with 10 terms, 10.8 to replace it and 2 of them, 7 to
  // delete it; 1.14 and 6.67 RU for 4 KB, and half way between 1.04 and 1.14 for 3 KB.
  @Test func `a write costs by its size, its terms and what it replaces`() {
    func charge(_ slot: Int, _ change: (inout CosmosDB) -> Void) -> Double {
      var component = CosmosDB()
      component.throughput = .serverless
      change(&component)
      let run = SingleUnit(component, at: Self.site(), over: Horizon(month: 2027, 1, hours: 1)) { fed, _ in
        fed == slot ? 1 : 0
      }
      return run.total("serverless-requests")
    }
    let terms: (inout CosmosDB) -> Void = { $0.indexedTerms = 10 }
    #expect(abs(charge(Slot.allWrites, terms) - 7) < 1e-9)
    #expect(abs(charge(Slot.deletes, terms) - 7) < 1e-9)
    let replaced = charge(Slot.allWrites) {
      terms(&$0)
      $0.changedTerms = 2
      $0.updates = 1
    }
    #expect(abs(replaced - 10.8) < 1e-9)
    for (size, read, write) in [(4e-6, 1.14, 6.67), (3e-6, 1.09, 6.48), (0.5e-6, 1, 4.95)] {
      let table: (inout CosmosDB) -> Void = {
        $0.charges.bySize = .table
        $0.item = Quantity(size)
      }
      #expect(abs(charge(Slot.allReads, table) - read) < 1e-9)
      #expect(abs(charge(Slot.allWrites, table) - write) < 1e-9)
    }
  }

  // A GB a day: after a week of 7 days to live as much expires as comes; the 7 GB of before are gone by then.
  @Test func `items expire after their time to live`() throws {
    var component = CosmosDB()
    component.item = 1e-3
    component.ttl = 7
    component.stored = 7
    let january = try #require(Date(year: 2027, month: 1, day: 1).map { Horizon(start: $0, months: 1) })
    let run = SingleUnit(component, at: Self.site(), over: january) { slot, step in
      slot == Slot.allWrites && step % 24 == 0 ? 1000 : 0
    }
    let days = run.days["storage"] ?? []
    #expect(abs(days[0] - 8 * 24 / 744.0) < 1e-9)  // all of before, and the first day's
    #expect(abs(days[3] - 8 * 24 / 744.0) < 1e-9)
    #expect(days[10...].allSatisfy { abs($0 - 7 * 24 / 744.0) < 1e-9 })
  }

  // understand-your-bill.md: 100 GB for half of the month and 50 GB for the other are 75 GB.
  @Test func `deleted items are no longer stored`() throws {
    var component = CosmosDB()
    component.item = 1e-3
    component.stored = 100
    let january = try #require(Date(year: 2027, month: 1, day: 1).map { Horizon(start: $0, months: 1) })
    let run = SingleUnit(component, at: Self.site(), over: january) { slot, step in
      slot == Slot.deletes && step == 372 ? 50_000 : 0
    }
    #expect(abs(run.total("storage") - 75) < 1e-9)
    #expect((run.shown["partitions"] ?? []).last == 2)  // partitions never merge by themselves
  }

  // dedicated-gateway.md: two nodes in each region; what the cache answers costs no request units.
  @Test func `a gateway bills its nodes and saves the reads that it answers`() {
    var component = CosmosDB()
    component.throughput = .serverless
    component.gateway.nodes = 2
    component.gateway.hits = 0.75
    let run = SingleUnit(component, at: Self.site(), over: Self.day) { slot, _ in slot == Slot.allReads ? 1000 : 0 }
    #expect(run.total("dedicated-gateway") == 48)
    #expect(abs(run.total("serverless-requests") - 24 * 250) < 1e-9)
    #expect(component.priceKey(ofMeter: 10) == "cosmos.dedicated_gateway.gp.d4s")
  }

  // periodic-backup-restore-introduction.md: two copies are free, in the write region alone.
  // Monthly charges: units times hours.
  @Test func `backups bill copies in one region, or data in all`() {
    var component = CosmosDB()
    component.stored = 100
    component.backup.interval = 6
    component.backup.retention = 26
    component.backup.restored = 40
    func run(_ region: Int) -> SingleUnit {
      SingleUnit(component, at: Self.site(region, of: 2), over: Horizon(month: 2027, 1, hours: 730), flow: Self.idle)
    }
    #expect(abs(run(0).total("periodic-backup") / 730 - 200) < 1e-9)  // four copies and a part
    #expect(run(1).total("periodic-backup") == 0)
    #expect(run(0).total("restore") == 40 * 730)
    component.backup.mode = .continuous30
    for region in 0..<2 { #expect(abs(run(region).total("continuous-backup") / 730 - 100) < 1e-9) }
    #expect(run(0).total("periodic-backup") == 0)
  }

  @Test func `settings that exclude each other are named`() {
    var component = CosmosDB()
    component.throughput = .serverless
    component.multiWrite = true
    component.freeTier = true
    component.utilization = 0.5
    component.changes.list = [.init(at: 1, to: 500)]
    component.stored = 2000
    #expect(component.conflicts().count == 5)
    component = CosmosDB()
    component.backup.retention = 5
    component.gateway.hits = 0.5
    component.highestEver = 50_000
    component.analytical.stored = 5
    #expect(component.conflicts().count == 4)
    component = CosmosDB()
    component.stored = 1000
    #expect(component.conflicts().count == 1)
    component.highStorage = true
    #expect(component.conflicts().isEmpty)
    component.throughput = .manual
    component.provisioned = 100_000
    component.changes.list = [.init(at: 5, to: 500)]
    #expect(component.conflicts().count == 1)  // a hundredth of 100,000 is the lowest
  }
}
