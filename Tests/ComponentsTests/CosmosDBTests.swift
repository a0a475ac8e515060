import Components
import Quantities
import TestSupport
import Testing

/// Figures with "bill" are from MicrosoftDocs/azure-databases-docs articles/cosmos-db/understand-your-bill.md.
struct CosmosDBTests {
  static let january = Date(year: 2027, month: 1, day: 1).map { Horizon(start: $0, months: 1) }
  /// Nothing is read or written.
  static let idle: @Sendable (Int, Int) -> Double = { _, _ in 0 }

  static func manual(_ throughput: Double, stored: Double = 0) -> CosmosDB {
    var component = CosmosDB()
    component.throughput = .manual
    component.provisioned = Quantity(throughput)
    component.stored = Quantity(stored)
    return component
  }

  /// The account of the worked scenario.
  static func worked(_ reads: CosmosDB.Reads) -> CosmosDB {
    var component = CosmosDB()
    component.partitions = 1
    component.stored = 10
    component.reads = reads
    component.charges.pointRead = 1
    component.charges.write = 5
    component.charges.query = 10
    return component
  }

  /// Two regions on two continents, arrivals without scatter.
  static func site(_ region: Int) -> Site {
    var site = Site()
    site.region = region
    site.regions = [0, 1]
    site.sameContinent = region == 0 ? [true, false] : [false, true]
    site.dispersion = 0
    return site
  }

  // "bill": 1,000 RU/s for 720 h are 7,200 units (57.60 at 0.008), 2,500 RU/s for 24 h are 600; 1,250 RU/s count as 13.
  @Test(arguments: [(1000.0, 720, 7200.0), (2500, 24, 600), (1250, 10, 130)])
  func `manual throughput bills whole hundreds every hour`(_ throughput: Double, _ hours: Int, _ units: Double) {
    let run = SingleUnit(Self.manual(throughput), over: Horizon(month: 2027, 4, hours: hours), flow: Self.idle)
    #expect(run.total("manual-throughput") == units)
    #expect(run.total("autoscale-throughput") == 0)
  }

  // Reliability guide of Cosmos DB: a quarter more for a region with zones, waived for autoscale.
  @Test func `zones cost a quarter more where throughput is manual`() {
    var component = Self.manual(400)
    component.zoneRedundant = true
    let run = SingleUnit(component, over: Horizon(month: 2027, 4, hours: 100), flow: Self.idle)
    #expect(run.total("manual-throughput") == 500)
  }

  // "bill": free tier, 3 regions, 1,200 RU/s and 10 GB each, 744 h: 26 × 744 units (154.75 at 0.008) and 5 GB.
  @Test func `the free tier is taken once from the sum over regions`() {
    var units = 0.0
    var gigabytes = 0.0
    for region in 0..<3 {
      var component = Self.manual(1200, stored: 10)
      component.freeTier = true
      var site = Site()
      site.region = region
      site.regions = [0, 1, 2]
      site.sameContinent = [true, true, true]
      let run = SingleUnit(component, at: site, over: Horizon(month: 2027, 1, hours: 744), flow: Self.idle)
      units += run.total("manual-throughput")
      gigabytes += run.total("storage")
    }
    #expect(units == 26 * 744)
    #expect(abs(gigabytes - 5) < 1e-9)
  }

  // "bill": free tier, autoscale, peak of 1,600 RU/s: 6 units (0.072 at 0.012) for the hour.
  @Test func `the free tier is taken from the hour's peak`() {
    var component = CosmosDB()
    component.max = 4000
    component.freeTier = true
    var site = Site()
    site.dispersion = 0
    let run = SingleUnit(component, at: site, over: Horizon(month: 2027, 1, hours: 1)) { slot, _ in
      slot == 0 ? 1600 * 3600 : 0
    }
    #expect(abs(run.total("autoscale-throughput") - 6) < 1e-9)
  }

  // "bill": 100 writes/s × 5 RU + 400 reads/s × 1 RU = 900 RU/s, and 100 GB.
  @Test func `an item of 1 KB costs 1 RU to read and 5 RU to write`() throws {
    let january = try #require(Self.january)
    var component = CosmosDB()
    component.stored = 100
    component.updates = 1  // replaces, so that storage stands; at a stated charge, not at twice the insert's
    component.charges.write = 5
    var site = Site()
    site.dispersion = 0
    let run = SingleUnit(component, at: site, over: january) { slot, _ in
      slot == 0 ? 400 * 3600 : slot <= 2 ? 100 * 3600 : 0
    }
    #expect(run.shown["ruPerSecond"]?.first == 900)
    #expect(abs(run.total("storage") - 100) < 1e-9)
    #expect(abs(run.total("autoscale-throughput") - 9 * 744) < 1e-6)
  }

  // key-value-store-cost.md: 10 RU to read and 50 RU to write 100 KB; reads double under strong consistency.
  @Test(arguments: [(CosmosDB.Consistency.session, 10.0), (.strong, 20), (.boundedStaleness, 20), (.eventual, 10)])
  func `larger items cost more, and strict consistency doubles reads`(_ level: CosmosDB.Consistency, _ read: Double) {
    var component = CosmosDB()
    component.item = 1e-4
    component.consistency = level
    var site = Site()
    site.dispersion = 0
    let run = SingleUnit(component, at: site, over: Horizon(month: 2027, 1, hours: 2)) { slot, step in
      slot == 0 ? (step == 0 ? 3600 : 0) : slot <= 2 ? (step == 1 ? 3600 : 0) : 0
    }
    let shown = run.shown["ruPerSecond"] ?? [0, 0]
    #expect(abs(shown[0] - read) < 1e-9)
    #expect(abs(shown[1] - 50) < 1e-9)
  }

  // optimize-cost-reads-writes.md: a query that returns 1,000 items of 1 KB costs about 1,000 RU.
  @Test func `a query costs what it returns`() {
    var component = CosmosDB()
    component.reads = .query
    component.results = 1000
    var site = Site()
    site.dispersion = 0
    let run = SingleUnit(component, at: site, over: Horizon(month: 2027, 1, hours: 1)) { slot, _ in
      slot == 0 ? 3600 : 0
    }
    #expect(abs((run.shown["ruPerSecond"]?.first ?? 0) - 1000) < 5)
  }

  // Worked scenario, section 2 (2027-01-20T14:00Z, westeurope dark) and section 6 (point reads).
  @Test(arguments: [
    (0, CosmosDB.Reads.query, 691.757979636485, 6.917579796365), (0, .point, 193.692234, 1.93692234),
    (1, .query, 138.351595927297, 1.383515959273), (1, .point, 138.351595927297, 1.383515959273),
  ])
  func `a region scales by its own reads and the writes of all`(
    _ region: Int, _ reads: CosmosDB.Reads, _ needed: Double, _ units: Double
  ) {
    let hour = Horizon(month: 2027, 1, hours: 1)
    let run = SingleUnit(Self.worked(reads), at: Self.site(region), over: hour) { slot, _ in
      switch slot {
      case 0: region == 0 ? 199_226.298135308 : 0
      case 1: region == 0 ? 99_613.149067654 : 0
      case 2: 99_613.149067654
      default: 0
      }
    }
    #expect(abs((run.shown["ruPerSecond"]?.first ?? 0) - needed) < 1e-6)
    #expect(abs(run.total("autoscale-throughput") - units) < 1e-8)
  }

  @Test func `an hour counts its end value of the storage`() throws {
    let january = try #require(Self.january)
    let run = SingleUnit(Self.worked(.query), at: Self.site(1), over: january) { slot, _ in slot == 2 ? 1e6 : 0 }
    // A GB of writes each hour: 11 GB count for the first, 754 GB for the last.
    #expect(abs(run.total("storage") - (11 + 754) / 2) < 1e-9)
    #expect(abs((run.days["storage"]?.first ?? 0) - (11 + 34) / 2 * 24 / 744) < 1e-9)
  }

  @Test func `an idle account stands at a tenth of its maximum, a busy one at its maximum`() {
    let idle = SingleUnit(CosmosDB(), over: Horizon(month: 2027, 1, hours: 24), flow: Self.idle)
    #expect(idle.total("autoscale-throughput") == 24)
    let busy = SingleUnit(CosmosDB(), over: Horizon(month: 2027, 1, hours: 24)) { slot, _ in
      slot == 0 ? 2000 * 3600 : 0
    }
    #expect(busy.total("autoscale-throughput") == 240)
    #expect((busy.shown["throttled"]?.first ?? 0) == 50)
  }

  // 10 GB per 1,000 RU/s would be 2,500 RU/s: the maximum rises to 3,000, its tenth to 300 (concepts-limits.md).
  @Test func `storage raises the maximum`() {
    var component = CosmosDB()
    component.stored = 250
    let run = SingleUnit(component, over: Horizon(month: 2027, 1, hours: 1), flow: Self.idle)
    #expect(run.total("autoscale-throughput") == 3)
  }

  @Test func `the hour bills its highest step where steps are shorter`() throws {
    let fine = try #require(Date(year: 2027, month: 1, day: 1).map { Horizon(start: $0, months: 1, stepsPerHour: 12) })
    var site = Site()
    site.dispersion = 0
    let run = SingleUnit(CosmosDB(), at: site, over: fine) { slot, step in
      slot == 0 ? (step == 7 ? 800 : 300) * 300 : 0
    }
    #expect(abs((run.days["autoscale-throughput"]?.first ?? 0) - (8 + 23 * 3)) < 1e-9)
  }

  // 100 reads/s of 1 RU, Poisson: 100 + z·√100 with z = Φ⁻¹(1 − 1/3600) = 3.4541 (architecture, section 3).
  @Test func `the peak second lies above the mean by the scatter of arrivals`() {
    let run = SingleUnit(CosmosDB(), over: Horizon(month: 2027, 1, hours: 1)) { slot, _ in slot == 0 ? 360_000 : 0 }
    let peak = run.shown["ruPerSecond"]?.first ?? 0
    #expect(abs(peak - (100 + 10 * Site().peakQuantile)) < 1e-9)
    #expect(peak > 134 && peak < 135)
  }

  @Test func `writes travel to the region that writes and from there to the others`() {
    func sent(_ region: Int, dark: UInt64) -> (near: Double, far: Double) {
      let run = SingleUnit(
        Self.worked(.query), at: Self.site(region), over: Horizon(month: 2027, 1, hours: 1), dark: [dark]
      ) { slot, _ in slot == 1 ? 2e6 : slot == 2 ? 5e6 : 0 }
      return (run.totalFed("inter-region-egress"), run.totalFed("inter-continent-egress"))
    }
    #expect(sent(0, dark: 0) == (0, 5))
    #expect(sent(1, dark: 0) == (0, 2))
    // While the first region is dark all step, the next one writes.
    #expect(sent(1, dark: 1) == (0, 5))
  }

  @Test func `a hot partition is throttled before the account's maximum`() {
    var component = CosmosDB()
    component.max = 20_000
    component.skew = 0.5
    var site = Site()
    site.dispersion = 0
    let run = SingleUnit(component, at: site, over: Horizon(month: 2027, 1, hours: 1)) { slot, _ in
      slot == 0 ? 16_000 * 3600 : 0
    }
    // Two partitions of 10,000 RU/s: 12,000 on the hot one, 4,000 on the other.
    #expect(abs(run.total("autoscale-throughput") - 140) < 1e-9)
    #expect(abs((run.shown["throttled"]?.first ?? 0) - 12.5) < 1e-9)
  }

  @Test(arguments: CosmosDB.Throughput.allCases)
  func `more load never means less usage`(_ throughput: CosmosDB.Throughput) {
    var component = CosmosDB()
    component.throughput = throughput
    component.max = 20_000
    var last = CosmosDB.meters.map { _ in 0.0 }
    for load in [0, 1, 1e3, 1e6, 1e8, 1e10] {
      let run = SingleUnit(component, over: Horizon(month: 2027, 1, hours: 48)) { _, step in load * Double(step % 3) }
      let next = CosmosDB.meters.map { run.total($0.name) }
      for (before, after) in zip(last, next) { #expect(after >= before * (1 - 1e-12) && after.isFinite) }
      #expect(run.shown.values.joined().allSatisfy { $0.isFinite })
      last = next
    }
  }

  // concepts-limits.md: 400 RU/s and 1 per GB; 1,000 RU/s steps and 10 RU/s per GB.
  @Test func `settings against the service's limits are named`() {
    #expect(CosmosDB().conflicts().isEmpty)
    #expect(Self.manual(400, stored: 2000).conflicts().count == 1)
    var component = CosmosDB()
    component.max = 1500
    #expect(component.conflicts().count == 1)
    component.max = 20_000
    component.partitions = 1
    #expect(component.conflicts().count == 1)
  }
}
