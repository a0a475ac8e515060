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

  @Test(arguments: AppService.Plan.allCases)
  func `a plan is billed for every instance and hour, used or idle`(_ plan: AppService.Plan) {
    var app = AppService()
    app.plan = plan
    let unit = SingleUnit(app, over: Horizon(month: 2027, 1, hours: 730)) { _, _ in 0 }
    #expect(unit.total("instance-hours") == 730)
    #expect(
      app.priceKey(ofMeter: 0)
        == "appservice.linux.\(plan == .d1 ? "shared" : plan.rawValue.lowercased()).instance.hour")
  }

  // Cores and memory: sofq/sku pipeline/ingest/azure_appservice.py; the memory of m plans is double.
  @Test(arguments: [
    (AppService.Plan.b1, 1.0, 1.75), (.s3, 4, 7), (.p1v2, 1, 3.5), (.p0v3, 1, 4), (.p1v3, 2, 8), (.p1mv3, 2, 16),
    (.p5mv3, 32, 256), (.p3v4, 8, 32), (.i6v2, 64, 256), (.i5mv4, 32, 256),
  ])
  func `a plan has its cores and memory`(_ plan: AppService.Plan, _ cores: Double, _ memory: Double) {
    #expect(plan.vCPUs == cores)
    #expect(plan.memory == Quantity(memory))
  }

  // Five that are always ready: idle 5, all busy 6, six busy 7; Source: MicrosoftDocs/azure-docs
  // articles/app-service/manage-automatic-scaling.md.
  @Test func `automatic scaling keeps one warm once all are busy`() {
    var app = AppService()
    (app.scaling, app.min, app.max, app.target, app.cores) = (.automatic, 5, 8, 1, 1)
    let unit = SingleUnit(app, over: january) { slot, step in
      slot == 1 ? [0, 2, 5, 6, 7, 20][Swift.min(step, 5)] * 3600 : 0
    }
    #expect(unit.shown["instances"]?.prefix(6) == [5, 5, 6, 7, 8, 8])
  }

  @Test func `slots cost nothing and environments their fee`() {
    var app = AppService()
    (app.plan, app.slots, app.environments, app.addressBindings) = (.i1v2, 5, 2, 1)
    let unit = SingleUnit(app, over: january) { _, _ in 0 }
    // A monthly meter is written in units × hours.
    #expect(unit.total("deployment-slots") == 5 * 744)
    #expect(unit.total("environment-hours") == 2 * 744)
    #expect(unit.total("ip-ssl") == 744)
    #expect(app.priceKey(ofMeter: 1) == "appservice.slot.month")
    #expect(app.priceKey(ofMeter: 2) == "appservice.isolatedv2.linux.asip_fee.hour")
  }

  @Test func `calls become telemetry, answers egress, and hours stated apart are billed`() {
    let unit = SingleUnit(worked, over: january) { slot, _ in [10, 0, 0.5, 2][slot] }
    #expect(unit.fed["telemetry-calls"]?[3] == 10)
    #expect(unit.fed["internet-egress"]?[3] == 0.5)
    // Two instances of the plan, and two hours an hour that are stated apart.
    #expect(unit.total("instance-hours") == 4 * 744)
  }

  @Test func `a plan beyond its tier's instances is a conflict`() {
    var app = AppService()
    app.plan = .s1
    app.max = 12
    #expect(app.conflicts() == ["`max` is 12, but S1 allows 10 instances"])
    #expect(app.priceKey(ofMeter: 0) == "appservice.linux.s1.instance.hour")
  }

  // By hand: two calls of 100 ms vary by 2 × 100², with an affinity of 3 by three times that.
  @Test func `sticky sessions raise the variance of a call's time`() {
    var app = AppService()
    #expect(app.time(of: VisitAmounts(["calls": 2, "cpu": 0.2])).variance == 20_000)
    app.affinity = 3
    #expect(app.time(of: VisitAmounts(["calls": 2, "cpu": 0.2])).variance == 60_000)
  }

  @Test func `what a plan can't do is a conflict`() {
    func conflicts(_ change: (inout AppService) -> Void) -> Int {
      var app = AppService()
      change(&app)
      return app.conflicts().count
    }
    #expect(conflicts { $0.plan = .d1 } == 1)
    #expect(conflicts { ($0.plan, $0.os, $0.min) = (.d1, .windows, 3) } == 0)
    #expect(conflicts { ($0.plan, $0.min) = (.f1, 2) } == 1)
    #expect(conflicts { ($0.plan, $0.scaling) = (.p1v4, .automatic) } == 1)
    #expect(conflicts { ($0.plan, $0.slots) = (.s1, 6) } == 1)
    #expect(conflicts { ($0.plan, $0.slots) = (.b1, 1) } == 1)
    #expect(conflicts { $0.memory = 9 } == 1)
    #expect(conflicts { $0.environments = 1 } == 1)
    #expect(conflicts { ($0.plan, $0.max) = (.i1v2, 101) } == 1)
  }
}
