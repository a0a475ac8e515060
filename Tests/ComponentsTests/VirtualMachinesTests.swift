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

  @Test(arguments: [
    ("DS13v2", "ds13_v2"), ("Standard_D4ds_v5", "d4ds_v5"), ("D4dsv5", "d4ds_v5"), ("NC4as T4v3", "nc4as_t4_v3"),
    ("NV6", "nv6"), ("NV6ads A10 v5", "nv6ads_a10_v5"), ("Basic_A2", "basic_a2"), ("F2", "f2"),
  ])
  func `a size is read as people write it`(_ size: String, _ key: String) {
    #expect(machines(size).priceKey(ofMeter: 0) == "vm.\(key).payg")
  }

  @Test func `a name that is no size is a conflict`() {
    #expect(machines("big one").conflicts().count == 1)
    #expect(machines("D4ds/v5").conflicts().count == 1)
    // The first generation of D sizes: 3 says nothing of its vCPUs.
    #expect(machines("D3").conflicts().count == 1)
  }

  @Test func `Windows is in the price unless the licence is one's own`() {
    var windows = machines("D4ds v5")
    windows.os = .windows
    #expect(windows.priceKey(ofMeter: 0) == "vm.d4ds_v5.windows.payg")
    #expect(windows.priceKey(ofMeter: 1) == "vm.d4ds_v5.windows.spot")
    windows.hybridBenefit = true
    #expect(windows.priceKey(ofMeter: 0) == "vm.d4ds_v5.payg")
    windows.os = .linux
    #expect(windows.conflicts().count == 1)
  }

  // By hand: 3 machines for 12 hours on 5 of 7 days; their disks and addresses stay all month.
  @Test func `disks and addresses are billed whether the machine runs or not`() {
    var agents = machines("D4ds v5", 3)
    (agents.hoursPerDay, agents.daysPerWeek, agents.addresses) = (12, 5, 1)
    (agents.osDisk, agents.dataDisks, agents.dataDisk) = ("E10", 2, "P30")
    let run = SingleUnit(agents, over: month) { slot, step in slot == 1 && step == 0 ? 100 : 0 }
    #expect(abs(run.total("machine-hours") - 3 * 365 * 5 / 7) < 1e-9)
    // Monthly meters are written in units × hours.
    #expect(run.total("os-disks") == 3 * 730)
    #expect(run.total("data-disks") == 6 * 730)
    #expect(run.total("disk-operations") == 100)
    #expect(run.total("public-addresses") == 3 * 730)
    #expect(
      (2...5).map(agents.priceKey) == [
        "disk.e10.lrs.month", "disk.p30.lrs.month", "disk.e10.lrs.operations", "publicip.standard_static.hour",
      ])
    agents.osDisk = "P10"
    #expect(SingleUnit(agents, over: month) { slot, _ in Double(slot) }.total("disk-operations") == 0)
  }

  @Test(arguments: [("P10", true), ("E10 ZRS", true), ("s4", true), ("S1", false), ("P11", false), ("S4 zrs", false)])
  func `a disk is named by its size and redundancy`(_ disk: String, _ isKnown: Bool) {
    var machine = machines("D4ds v5")
    machine.osDisk = disk
    #expect(machine.conflicts().isEmpty == isKnown)
  }
}
