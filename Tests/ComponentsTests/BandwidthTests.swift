import Components
import Quantities
import TestSupport
import Testing

@Suite struct BandwidthTests {
  /// One month of 30 days: June 2027.
  let june = Horizon(start: Date(number: 20_970), months: 1)

  /// MicrosoftDocs/azure-docs articles/sentinel/design-your-workspace-architecture.md @07d7c22: 1,000 machines of 1 GB
  /// a day, compressed 2:1, send 15,000 GB a month to another region (750.00 at 0.05).
  @Test func `bytes between regions are billed once at their source`() {
    let unit = SingleUnit(Bandwidth(), over: june) { slot, _ in slot == 1 ? 1000 * 1.0 / 2 / 24 : 0 }
    #expect(abs(unit.total("inter-region") - 15_000) < 1e-6)
    #expect(unit.total("internet") == 0)
    #expect(unit.total("inter-continent") == 0)
  }

  /// elecnix/infra-cost-model: 60 GB in each of two regions of a zone are 120 GB before the free 100; so no region
  /// takes off its own.
  @Test func `the free gigabytes are left to the pool of the zone`() {
    let unit = SingleUnit(Bandwidth(), over: june) { slot, step in slot == 0 && step < 60 ? 1 : 0 }
    #expect(unit.total("internet") == 60)
    #expect(Bandwidth.meters.map(\.pool) == [.zone, .region, .region, .region, .region])
  }

  /// The worked scenario's hour of 2027-01-20T14: 39.067886424534 GB of answers from eastus2.
  @Test func `answers keep their last digit`() {
    let unit = SingleUnit(Bandwidth(), over: june) { slot, step in slot == 0 && step == 14 ? 39.067886424534 : 0 }
    #expect(unit.days["internet"]?[0] == 39.067886424534)
    #expect(unit.total("internet") == 39.067886424534)
  }

  @Test func `the routing preference chooses the internet meter alone`() {
    var bandwidth = Bandwidth()
    let between = ["bandwidth.inter_region", "bandwidth.inter_continent"]
    #expect((0..<3).map(bandwidth.priceKey) == ["bandwidth.internet.mgn"] + between)
    bandwidth.routingPreference = .internet
    #expect((0..<3).map(bandwidth.priceKey) == ["bandwidth.internet.isp"] + between)
  }

  /// By hand: 5 GB between zones stand on the bill at no charge, or are billed as they leave and as they arrive.
  @Test(arguments: [(Bandwidth.Zones.free, 0.0, "bandwidth.inter_az.free"), (.billed, 5, "bandwidth.inter_az.out")])
  func `bytes between zones are free unless billed`(_ zones: Bandwidth.Zones, _ arrived: Double, _ key: String) {
    var bandwidth = Bandwidth()
    bandwidth.zones = zones
    let unit = SingleUnit(bandwidth, over: june) { slot, step in slot == 3 && step == 7 ? 5 : 0 }
    #expect(unit.total("inter-zone-out") == 5)
    #expect(unit.total("inter-zone-in") == arrived)
    #expect(bandwidth.priceKey(ofMeter: 3) == key)
  }
}
