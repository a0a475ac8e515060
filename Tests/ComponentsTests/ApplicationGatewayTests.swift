import Components
import Quantities
import TestSupport
import Testing

/// Figures with "pricing page" are the examples of MicrosoftDocs/azure-docs
/// articles/application-gateway/understanding-pricing.md @08de399, prices a snapshot of East US.
@Suite struct ApplicationGatewayTests {
  /// A published example: the gateway, the units of each hour's traffic, the prices and what comes out.
  struct Example: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var sku = ApplicationGateway.SKU.standardV2
    var min = 0.0
    var max = 20.0
    var extra = 0.0
    var hours = 730
    /// Mbps in the hour with this index.
    let megabits: @Sendable (Int) -> Double
    let fixed: String
    let unit: String
    let unitHours: Double
    /// As the page prints it, to the cent.
    let bill: String
  }

  static let examples = [
    Example(
      testDescription: "1b, 3 instances by hand that give 10 units more", min: 3, max: 3, extra: 10,
      megabits: { _ in 88.8 }, fixed: "0.246", unit: "0.008", unitHours: 29_200, bill: "413.18"),
    Example(
      testDescription: "3c, 1 instance by hand, no traffic", sku: .wafV2, min: 1, max: 1, megabits: { _ in 0 },
      fixed: "0.443", unit: "0.0144", unitHours: 7300, bill: "428.51"),
    // application-gateway-autoscaling-zone-redundant.md (2020): 125 Mbps are 56.3 units, billed as 57; 148.80 + 339.26.
    Example(
      testDescription: "older page, at least 5 instances, 125 Mbps", min: 5, hours: 744, megabits: { _ in 125 },
      fixed: "0.2", unit: "0.008", unitHours: 57 * 744, bill: "488.064"),
  ]

  // Pricing page.
  @Test(arguments: examples) func `hours and capacity units bill as published`(_ example: Example) throws {
    var gateway = ApplicationGateway()
    gateway.sku = example.sku
    gateway.min = Quantity(example.min)
    gateway.max = Quantity(example.max)
    gateway.extra = Quantity(example.extra)
    let run = SingleUnit(gateway, over: Horizon(month: 2027, 1, hours: example.hours)) { slot, hour in
      slot == 1 ? example.megabits(hour) * 3600 / 8000 : 0  // GB in an hour
    }
    #expect(run.total("fixed-hours") == Double(example.hours))
    #expect(run.total("capacity-unit-hours") == example.unitHours)
    let total =
      try StatedPrices.cost(of: run.total("fixed-hours"), at: example.fixed)
      + StatedPrices.cost(of: run.total("capacity-unit-hours"), at: example.unit)
    let printed = try #require(Money(decimal: example.bill))
    let cent = try #require(Money(decimal: "0.005"))
    #expect(total - printed <= cent && printed - total <= cent, "\(total)")
  }

  // Pricing page, example 4: 25 new TLS connections a second are half a unit, 8.88 Mbps are 4: 365.438.
  @Test func `the most used of connections, throughput and compute counts`() throws {
    let month = Horizon(month: 2027, 1, hours: 730)
    let run = SingleUnit(ApplicationGateway(), over: month) { slot, _ in [0, 8.88 * 3600 / 8000, 25 * 3600, 0][slot] }
    #expect(run.total("capacity-unit-hours") == 4 * 730)
    let total =
      try StatedPrices.cost(of: run.total("fixed-hours"), at: "0.443")
      + StatedPrices.cost(of: run.total("capacity-unit-hours"), at: "0.0144")
    #expect(total == Money(decimal: "365.438"))
  }

  // The older page: 80 requests a second through WAF are 8 units: 744 × 0.36 + 8 × 744 × 0.0144 = 267.84 + 85.71.
  @Test func `a web application firewall takes ten requests a second with a unit`() throws {
    let month = Horizon(month: 2027, 1, hours: 744)
    let run = SingleUnit(ApplicationGateway(), over: month) { slot, _ in slot == 0 ? 80 * 3600 : 0 }
    #expect(run.total("capacity-unit-hours") == 8 * 744)
    var plain = ApplicationGateway()
    plain.sku = .standardV2
    // By hand: 80 requests are 8 connections a second, open for 60 s: 480 of 2,500; 8/50 handshakes; so one unit.
    let other = SingleUnit(plain, over: month) { slot, _ in slot == 0 ? 80 * 3600 : 0 }
    #expect(other.total("capacity-unit-hours") == 744)
  }

  // Pricing page, first generation, example 1b: five instances of a medium gateway at 0.07 an hour; 500 GB are free: 255.50.
  @Test func `the first generation bills instances and bytes`() throws {
    var gateway = ApplicationGateway()
    gateway.sku = .standardMedium
    gateway.min = 5
    let run = SingleUnit(gateway, over: Horizon(month: 2027, 1, hours: 730)) { slot, hour in
      slot == 1 && hour == 9 ? 500 : 0
    }
    #expect(try StatedPrices.cost(of: run.total("fixed-hours"), at: "0.07") == Money(decimal: "255.5"))
    #expect(run.total("data-processed") == 500)
    #expect(run.total("capacity-unit-hours") == 0)
    #expect(gateway.priceKey(ofMeter: 2) == "appgateway.standard_medium.data.gb")
  }

  // Pricing page, example of observed metrics: 17.38 compute units, 10.96 Mbps and 123,080 connections are 49.232 units.
  @Test func `capacity units follow from observed metrics`() {
    var gateway = ApplicationGateway()
    (gateway.computeUnits, gateway.throughput, gateway.standingConnections) = (17.38, 10.96, 123_080)
    let run = SingleUnit(gateway, over: Horizon(month: 2027, 1, hours: 2)) { _, _ in 0 }
    #expect(abs((run.shown["capacityUnitsNeeded"]?[0] ?? 0) - 49.232) < 1e-9)
    #expect(run.total("capacity-unit-hours") == 100)
  }

  // By hand: a burst of 12 × 22.2 Mbps for 5 minutes is 22.2 Mbps over its hour, 10 units; the need in it was 120.
  @Test func `throughput is averaged over the billed hour`() {
    let hour = Horizon(start: Date(number: 20_819), months: 1, stepsPerHour: 12)
    let run = SingleUnit(ApplicationGateway(), over: hour) { slot, step in
      slot == 1 && step == 3 ? 22.2 * 3600 / 8000 : 0
    }
    #expect(run.total("capacity-unit-hours") == 10)
    #expect(abs((run.shown["capacityUnitsNeeded"]?[3] ?? 0) - 120) < 1e-9)
  }

  @Test(arguments: [(true, "appgateway.waf_v2_ddos_discounted.fixed.hour"), (false, "appgateway.waf_v2.fixed.hour")])
  func `a DDoS protection plan lowers the firewall's price`(_ plan: Bool, _ key: String) {
    var gateway = ApplicationGateway()
    gateway.ddosPlan = plan
    #expect(gateway.priceKey(ofMeter: 0) == key)
  }
}
