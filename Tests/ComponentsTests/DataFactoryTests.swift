import Components
import Pricing
import Quantities
import TestSupport
import Testing

@Suite struct DataFactoryTests {
  let january = Horizon(start: Date(number: 20_819), months: 1)
  static let perRun = "pricing-concepts.md@017654d14eb78a81d68ea84640b468bcb7fa96d3"

  /// A pipeline of one copy of ten minutes at 4 DIU, the pattern of the published examples.
  var copying: DataFactory {
    var factory = DataFactory()
    factory.copyTime = 600
    factory.externals = 0
    return factory
  }

  /// Runs `factory` once in January, with `operations` on its entities.
  func once(_ factory: DataFactory, operations: Double = 0) -> SingleUnit {
    SingleUnit(factory, over: january) { slot, step in step == 5 ? [1, 0, 0, 0, 0, 0, 0, operations][slot] : 0 }
  }

  /// The total at the sample prices of MicrosoftDocs/azure-docs articles/data-factory/pricing-concepts.md@017654d.
  func total(_ unit: SingleUnit, activityRuns: Double? = nil) throws -> Money {
    try [
      StatedPrices.cost(of: unit.total("read-write"), at: "0.5", per: 50_000),
      StatedPrices.cost(of: unit.total("monitoring"), at: "0.25", per: 50_000),
      StatedPrices.cost(of: activityRuns ?? unit.total("activity-runs"), at: "1", per: 1000),
      StatedPrices.cost(of: unit.total("data-movement"), at: "0.25"),
      StatedPrices.cost(of: unit.total("pipeline-activities"), at: "0.002"),
      StatedPrices.cost(of: unit.total("external-activities"), at: "0.00025"),
    ].reduce(.zero, +)
  }

  func near(_ money: Money, _ expected: Double, _ tolerance: Double) {
    #expect(abs(money.approximate - expected) <= tolerance, "\(money.decimal), \(expected)")
  }

  // The page cuts 0.1667 to 0.166, hence the tolerance of 0.0008: pricing-concepts.md@017654d.
  @Test(arguments: [
    (externals: 1.0, lookups: 0.0, operations: 11.0, runs: 3.0, total: 0.16916),
    (externals: 1, lookups: 1, operations: 11, runs: 4, total: 0.1702),
    (externals: 0, lookups: 0, operations: 10, runs: 2, total: 0.16811),
  ])
  func `one run costs what the published examples say`(
    externals: Double, lookups: Double, operations: Double, runs: Double, total expected: Double
  ) throws {
    var factory = copying
    factory.externals = Quantity(externals)
    factory.lookups = Quantity(lookups)
    let unit = once(factory, operations: operations)
    #expect(unit.total("read-write") == operations)
    #expect(unit.total("activity-runs") == runs)
    #expect(unit.total("monitoring") == runs)
    #expect(abs(unit.total("data-movement") - 0.666666667) < 1e-9)
    #expect(abs(unit.total("pipeline-activities") - 0.016666667 * lookups) < 1e-9)
    #expect(abs(unit.total("external-activities") - 0.166666667 * externals) < 1e-9)
    near(try total(unit), expected, 0.0008)
  }

  /// pricing-examples-copy-transform-azure-databricks.md@0596a6de6e463b594f1edcbbfd1f6108ca34f742: 24 runs on 30 days;
  /// the page rounds its 2,160 activity runs to 2,000 and prints 122.03, exactly metered it is 122.19.
  @Test func `a copy and a notebook every hour cost what the published example says`() throws {
    var factory = copying
    factory.externals = 1
    factory.trigger = 1
    factory.monitoring = 0
    let unit = SingleUnit(factory, over: Horizon(month: 2027, 1, hours: 720)) { _, _ in 0 }
    #expect(abs(unit.total("activity-runs") - 2160) < 1e-6)
    #expect(abs(unit.total("data-movement") - 480) < 1e-6)
    #expect(abs(unit.total("external-activities") - 120) < 1e-6)
    near(try total(unit, activityRuns: (unit.total("activity-runs") / 1000).rounded() * 1000), 122.03, 0.005)
    near(try total(unit), 122.19, 0.005)
  }

  // pricing-concepts.md@017654d: 8 cores for an hour at 0.274 are 2.19, for 8 hours at 0.193 are 12.35.
  @Test(arguments: [(1.0, "0.274", 2.19), (8, "0.193", 12.35)])
  func `a debug session is billed for all its cores`(hours: Double, price: String, expected: Double) throws {
    let unit = SingleUnit(DataFactory(), over: january) { slot, step in slot == 6 && step == 9 ? hours : 0 }
    #expect(unit.total("data-flow-cores") == 8 * hours)
    near(try StatedPrices.cost(of: unit.total("data-flow-cores"), at: price), expected, 0.005)
  }

  /// pricing-concepts.md@017654d: two hours at 1.158 are 2.316.
  @Test func `an SSIS runtime is billed while it is up`() throws {
    var factory = DataFactory()
    factory.ssisHours = 2
    let unit = SingleUnit(factory, over: Horizon(month: 2027, 1, hours: 24)) { _, _ in 0 }
    #expect(abs(unit.total("ssis-hours") - 2) < 1e-12)
    #expect(try StatedPrices.cost(of: unit.total("ssis-hours"), at: "1.158") == Money(decimal: "2.316"))
  }

  /// pricing-concepts.md@017654d: 16 cores for 10 minutes and 10 minutes of life after it at 0.274 are 1.4613.
  @Test func `a data flow's cluster is billed until its time to live is over`() throws {
    var factory = DataFactory()
    (factory.copies, factory.externals, factory.dataFlows) = (0, 0, 1)
    (factory.cores, factory.dataFlowTTL) = (16, 600)
    let unit = once(factory)
    near(try StatedPrices.cost(of: unit.total("data-flow-cores"), at: "0.274"), 1.4613, 0.00005)
    #expect(unit.total("activity-runs") == 2)
  }

  /// better-understand-different-integration-runtime-charges.md, by its rules: 50 copies of 40 s at 4 DIU are 50 × 4
  /// minutes; six of 40 s that wait 60 s in a managed network 6 × 2 × 4 minutes; at 0.25: 0.8333 and 0.20.
  @Test func `every started minute of every copy counts, in a managed network its wait too`() throws {
    var factory = copying
    (factory.copyTime, factory.copies) = (40, 50)
    near(try StatedPrices.cost(of: once(factory).total("data-movement"), at: "0.25"), 0.8333, 0.00005)
    (factory.runtime, factory.copies) = (.managedNetwork, 6)
    near(try StatedPrices.cost(of: once(factory).total("data-movement"), at: "0.25"), 0.2, 1e-9)
  }

  /// The same page: six jobs of 9 min 40 s side by side are 6 × 10 minutes on Azure's runtime, and once 10 minutes and
  /// 30 of life after them in a managed network.
  @Test func `a managed network bills what overlaps once`() {
    var factory = copying
    (factory.externals, factory.externalTime) = (6, 580)
    (factory.parallel, factory.pipelineTTL) = (true, 1800)
    #expect(abs(once(factory).total("external-activities") - 1) < 1e-12)
    factory.runtime = .managedNetwork
    #expect(abs(once(factory).total("external-activities") - 40.0 / 60) < 1e-12)
    // Started every half hour, the machines never go away.
    factory.trigger = 2
    let unit = SingleUnit(factory, over: january) { _, _ in 0 }
    #expect(abs(unit.total("external-activities") - 744) < 1e-9)
  }

  /// plan-manage-costs.md: 1.2667 DIU-hours for 100 GB; 1 TB a day for 30 days are 380.
  @Test func `copies take DIU-hours by their data, which lands in the lake`() {
    let unit = SingleUnit(DataFactory(), over: Horizon(month: 2027, 4, hours: 720)) { slot, _ in
      slot == 1 ? 1000.0 / 24 : 0
    }
    #expect(abs(unit.total("data-movement") - 380) < 0.02)
    #expect(abs(unit.totalFed("landed-data") - 30_000) < 1e-6)
  }

  /// By hand: runs at 2:00 of the 1st, 8th, 15th, 22nd and 29th, and 31 daily scorings at 3:00.
  @Test func `without a trigger it runs with every retraining and scoring`() {
    var site = Site()
    site.retraining = Schedule(first: 2, every: 168)
    site.scoring = BatchScoring(schedule: Schedule(first: 3, every: 24), entities: 1)
    let unit = SingleUnit(DataFactory(), at: site, over: january) { _, _ in 0 }
    #expect(unit.shown["pipelineRuns"]?.reduce(0, +) == 36)
    #expect(unit.shown["pipelineRuns"]?[2] == 1)
    #expect(unit.shown["pipelineRuns"]?[3] == 1)
  }

  /// By hand: 10 copies of 90 s are 20 minutes, at 4 DIU 80 DIU-minutes where the cloud takes part.
  @Test(arguments: [DataFactory.Runtime.azure, .selfHosted], [false, true])
  func `staging adds a leg`(_ runtime: DataFactory.Runtime, _ staged: Bool) {
    var factory = copying
    (factory.runtime, factory.staged, factory.copies, factory.copyTime) = (runtime, staged, 10, 90)
    let unit = once(factory)
    let legs = (staged ? 2.0 : 1) - (runtime == .selfHosted ? 1 : 0)
    #expect(abs(unit.total("data-movement") * 60 - 80 * legs) < 1e-9)
    #expect(abs(unit.total("self-hosted-movement") * 60 - (runtime == .selfHosted ? 20 : 0)) < 1e-9)
  }

  @Test func `a cluster of a size that there is not is a conflict`() {
    var factory = DataFactory()
    (factory.dataFlows, factory.cores) = (1, 24)
    #expect(factory.conflicts() == ["`dataFlow.cores` is 24; a cluster has 8, 16, 32, 48, 80, 144 or 272"])
  }

  @Test func `keys follow the runtime`() {
    var factory = DataFactory()
    factory.runtime = .managedNetwork
    #expect(
      [0, 1, 3, 4].map(factory.priceKey)
        == ["orchestration", "movement", "pipeline", "external"].map {
          "adf.\($0).mvnet"
        })
  }
}
