import Components
import Pricing
import Quantities
import TestSupport
import Testing

@Suite struct DataFactoryTests {
  let january = Horizon(start: Date(number: 20_819), months: 1)

  /// A pipeline of one copy of ten minutes at 4 DIU, the pattern of the published examples.
  var copying: DataFactory {
    var factory = DataFactory()
    factory.copyTime = 600
    factory.externals = 0
    return factory
  }

  /// Runs `factory` once in January.
  func once(_ factory: DataFactory) -> SingleUnit {
    SingleUnit(factory, over: january) { slot, step in step == 5 && slot == 0 ? 1 : 0 }
  }

  func near(_ money: Money, _ expected: Double, _ tolerance: Double) {
    #expect(abs(money.approximate - expected) <= tolerance, "\(money.decimal), \(expected)")
  }

  // By hand: 24 runs a day of two activities and the trigger are 72 activity runs, 744 h × 3 in January.
  @Test func `every activity run is billed, the trigger among them`() {
    var factory = copying
    (factory.externals, factory.trigger) = (1, 1)
    let unit = SingleUnit(factory, over: january) { _, _ in 0 }
    #expect(abs(unit.total("activity-runs") - 2232) < 1e-6)
    #expect(abs(unit.total("monitoring") - 2232) < 1e-6)
    #expect(abs(unit.total("data-movement") - 744.0 * 4 / 6) < 1e-6)
    #expect(abs(unit.total("external-activities") - 744.0 / 6) < 1e-6)
  }

  // By hand: 2,232 activity runs in January are 2,000, those of February's 672 hours, 2,016, are 2,000 too, and a single
  // run is a thousand. Source: MicrosoftDocs/azure-docs articles/data-factory/pricing-examples-*.md.
  @Test func `the calculator has activity runs of each month in thousands`() {
    var factory = copying
    (factory.externals, factory.trigger, factory.calculator) = (1, 1, true)
    let winter = Horizon(start: Date(number: 20_819), months: 2)
    for month in [0, 1] {
      for grain in [Grain.step, .day] {
        let unit = SingleUnit(factory, over: winter, month: month, grain: grain) { _, _ in 0 }
        #expect(unit.total("activity-runs") == 2000)
      }
    }
    factory.trigger = nil
    #expect(once(factory).total("activity-runs") == 1000)
    #expect(SingleUnit(factory, over: january) { _, _ in 0 }.total("activity-runs") == 0)
  }

  // By hand: 10 operations an hour are 7,440 in January and 6,720 in February; 7,000 of a month are free.
  @Test func `free operations are those of each month`() {
    var factory = DataFactory()
    factory.freeOperations = 7000
    let winter = Horizon(start: Date(number: 20_819), months: 2)
    for (month, billed) in [(0, 440.0), (1, 0)] {
      let unit = SingleUnit(factory, over: winter, month: month) { slot, _ in slot == 7 ? 10 : 0 }
      #expect(abs(unit.total("read-write") - billed) < 1e-9)
    }
  }

  @Test func `what the prompt states comes on top`() {
    let unit = SingleUnit(DataFactory(), over: january) { slot, step in step == 5 ? Double(slot) : 0 }
    #expect(abs(unit.total("activity-runs") - (3 * 0 + 2)) < 1e-12)
    #expect(abs(unit.total("data-movement") - (DataFactory().perGB.value + 3)) < 1e-12)
    #expect(unit.total("pipeline-activities") == 4)
    #expect(unit.total("external-activities") == 5)
    #expect(unit.total("data-flow-cores") == 6 * 8)
    #expect(unit.total("read-write") == 7)
    #expect(unit.total("self-hosted-movement") == 8)
    #expect(unit.total("monitoring") == 2 + 9)
    #expect(unit.total("ssis-hours") == 10)
  }

  @Test func `an SSIS runtime's price follows size, licence and edition`() {
    var factory = DataFactory()
    #expect(factory.priceKey(ofMeter: 9) == "adf.ssis.d1_v2")
    (factory.ssisSize, factory.ssisEdition) = ("Standard_E64_v3", .enterprise)
    #expect(factory.priceKey(ofMeter: 9) == "adf.ssis.e64_v3")
    factory.ssisLicence = .included
    #expect(factory.priceKey(ofMeter: 9) == "adf.ssis.e64_v3.enterprise")
    factory.ssisSize = "large"
    #expect(factory.conflicts().count == 1)
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
