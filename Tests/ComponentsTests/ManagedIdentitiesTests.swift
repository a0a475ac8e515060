import Components
import Quantities
import TestSupport
import Testing

@Suite struct ManagedIdentitiesTests {
  let january = Horizon(month: 2027, 1, hours: 744)

  // By hand from the throttling limit of 80 in 20 s: 200 identities are made in three windows, the last 40 s after the
  // first.
  @Test(arguments: [(80.0, 0.0), (81, 20), (200, 40)])
  func `many identities take time to create`(_ count: Double, _ seconds: Double) {
    var identities = ManagedIdentities()
    identities.userAssigned = Quantity(count)
    let run = SingleUnit(identities, over: january) { _, _ in 0 }
    #expect(run.shown["creation"]?[0] == seconds)
    #expect(run.total("identities") == count * 744)
  }

  // By hand: 3 resources in each of two regions have 3 each, the 5 shared identities stand in the first: 11 objects.
  @Test func `shared identities don't grow with the regions`() {
    var identities = ManagedIdentities()
    identities.systemAssigned = 3
    var site = Site()
    site.regions = [0, 1]
    let first = SingleUnit(identities, at: site, over: january) { _, _ in 0 }
    site.region = 1
    let second = SingleUnit(identities, at: site, over: january) { _, _ in 0 }
    #expect(first.total("identities") == 8 * 744)
    #expect(second.total("identities") == 3 * 744)
    #expect(second.shown["directoryObjects"]?[0] == 11)
  }

  // entra-service-limits-include.md: 50,000 objects, 300,000 with a verified domain.
  @Test(arguments: [(true, 300_000.0), (false, 50_000)])
  func `the directory bounds their number`(_ verified: Bool, _ most: Double) {
    var identities = ManagedIdentities()
    identities.verifiedDomain = verified
    #expect(identities.limit(ofGauge: 0)?.value == most)
  }
}
