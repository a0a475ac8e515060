import Components
import Quantities
import TestSupport
import Testing

@Suite struct SubscriptionTests {
  let january = Horizon(month: 2027, 1, hours: 744)

  // By hand from the documented buckets (200 writes at once, then 10 a second; 250 reads, then 25): 600 writes wait
  // 40 s, 3,000 wait 280 s; 1,250 reads wait 40 s.
  @Test(arguments: [(200.0, 0.0, 0.0), (600, 0, 40), (3000, 0, 280), (0, 1250, 40)])
  func `a big deployment waits for the control plane`(_ writes: Double, _ reads: Double, _ seconds: Double) {
    var subscription = Subscription()
    subscription.writes = Quantity(writes)
    subscription.reads = Quantity(reads)
    let run = SingleUnit(subscription, over: january) { _, _ in 0 }
    #expect(run.shown["deploymentWait"]?[0] == seconds)
  }

  // The limits of azure-resource-groups-limits.md and azure-subscription-limits.md.
  @Test func `quotas are shown against what the plan needs`() {
    var subscription = Subscription()
    subscription.resources = 801
    subscription.cores = 24
    subscription.groups = 30
    subscription.subscriptions = 4
    let run = SingleUnit(subscription, over: january) { _, _ in 0 }
    #expect(run.shown["resourcesOfType"]?[0] == 801)
    #expect(subscription.limit(ofGauge: 0)?.value == 800)
    #expect(run.shown["resourceGroups"]?[0] == 8, "30 groups over 4 subscriptions")
    #expect(run.shown["cores"]?[0] == 24)
    #expect(subscription.limit(ofGauge: 2)?.value == 20)
  }

  @Test func `what is free stands on the bill`() {
    let run = SingleUnit(Subscription(), over: january) { _, _ in 0 }
    #expect(run.total("subscriptions") == 744)
    #expect(run.total("resource-groups") == 744)
    #expect(
      (0..<2).map { Subscription().priceKey(ofMeter: $0) } == [
        "subscription.subscription.month", "subscription.resource_group.month",
      ])
  }
}
