import Components
import Quantities
import TestSupport
import Testing

/// Prices are those of the Retail Prices API: Arturo-Quiroga-MSFT/azure-architecture-diagram-builder
/// src/data/pricing/regions/eastus2/azure_devops.json.
@Suite struct AzureDevOpsTests {
  let january = Horizon(start: Date(number: 20_819), months: 1)

  // By hand: 25 Basic, 20 of them paid at 6 = 120; 3 testers at 52 = 156; 4 hosted jobs at 40 = 160; 50 GB of
  // packages are 48 after the free 2: 8 × 2 + 40 × 1 = 56. Together 492.
  @Test func `users, jobs and packages bill beyond what is free`() throws {
    var devops = AzureDevOps()
    devops.basicUsers = 25
    devops.testUsers = 3
    devops.hostedJobs = 4
    devops.artifacts = 50
    let unit = SingleUnit(devops, over: january) { _, _ in 0 }
    // A monthly meter is written in units × hours.
    let users = try StatedPrices.cost(of: unit.total("basic-users") / 744, at: "6").approximate
    let testers = try StatedPrices.cost(of: unit.total("test-plans-users") / 744, at: "52").approximate
    let jobs = try StatedPrices.cost(of: unit.total("hosted-jobs") / 744, at: "40").approximate
    let packages = try StatedPrices.cost(
      of: unit.total("artifacts-stored"), bands: [(0, "2"), (8, "1"), (98, "0.5"), (998, "0.25")]
    ).approximate
    #expect([users, testers, jobs, packages] == [120, 156, 160, 56])
    #expect(users + testers + jobs + packages == 492)
    #expect(unit.total("free-users") == 5 * 744)
    #expect(abs(unit.total("artifacts-free") - 2) < 1e-9)
    #expect(AzureDevOps.meters.prefix(6).allSatisfy { $0.accrual == .monthly && $0.fixed })
  }

  // By hand from concurrent-jobs.md: one self-hosted job is free, and one more for each Visual Studio Enterprise
  // subscriber.
  @Test(arguments: [(1.0, 0.0, 0.0, 1.0), (4, 0, 3, 1), (4, 2, 1, 3), (2, 5, 0, 2)])
  func `subscribers bring free self-hosted jobs`(
    _ jobs: Double, _ subscribers: Double, _ paid: Double, _ free: Double
  ) {
    var devops = AzureDevOps()
    devops.hostedJobs = 1
    devops.selfHostedJobs = Quantity(jobs)
    devops.subscribers = Quantity(subscribers)
    let unit = SingleUnit(devops, over: january) { _, _ in 0 }
    #expect(unit.total("self-hosted-jobs") == paid * 744)
    #expect(unit.total("free-jobs") == free * 744)
  }

  // By hand from concurrent-jobs.md: public projects have 10 hosted jobs and any number of self-hosted ones for nothing;
  // of 12 people 4 come with Visual Studio, 5 are free, 3 are paid.
  @Test func `public projects and subscribers cost less`() {
    var devops = AzureDevOps()
    (devops.projects, devops.basicUsers, devops.includedUsers) = (.public, 12, 4)
    devops.selfHostedJobs = 6
    let unit = SingleUnit(devops, over: january) { _, _ in 0 }
    #expect(unit.total("basic-users") == 3 * 744)
    #expect(unit.total("free-users") == 9 * 744)
    #expect(unit.total("self-hosted-jobs") == 0)
    #expect(unit.total("free-jobs") == 16 * 744)
    #expect(devops.limit(ofGauge: 0)?.value == 10)
    #expect(devops.limit(ofGauge: 1) == nil)
    devops.includedUsers = 13
    #expect(devops.conflicts() == ["`includedUsers` is above `basicUsers`"])
  }

  // By hand: 20 runs a day of 12 minutes are 7,440 minutes in January; at 0.022 = 163.68 on 8-core Linux agents,
  // nothing on parallel jobs.
  @Test(arguments: [(AzureDevOps.Agent.linux8, 163.68), (.hosted, 0)])
  func `minutes bill on agents by the minute alone`(_ agent: AzureDevOps.Agent, _ bill: Double) throws {
    var devops = AzureDevOps()
    devops.agent = agent
    devops.runs = Quantity(20.0 / 24)
    devops.runTime = 12
    let unit = SingleUnit(devops, over: january) { _, _ in 0 }
    #expect(abs(try StatedPrices.cost(of: unit.total("agent-minutes"), at: "0.022").approximate - bill) < 1e-9)
    #expect(abs(unit.total("agent-minutes") + unit.total("job-minutes") - 7440) < 1e-9)
    #expect(devops.priceKey(ofMeter: 6) == "ado.linux_8_core_job_minute")
  }

  // By hand: 10 runs of 10 minutes and 80 minutes that others ask for in an hour keep 3 jobs busy; one is free, and
  // its 1,800 minutes of the month are gone after the 10th hour.
  @Test func `gauges show jobs at once and the free minutes`() {
    var devops = AzureDevOps()
    devops.images = 2
    let unit = SingleUnit(devops, over: january) { slot, _ in [10, 80, 0][slot] }
    #expect(unit.shown["jobsBusy"]?[0] == 3)
    #expect(unit.shown["minutesIn30Days"]?[9] == 1800)
    #expect(devops.limit(ofGauge: 0)?.value == 1)
    #expect(devops.limit(ofGauge: 1)?.value == 1800)
    #expect(unit.fed["image-pushes"]?[0] == 20)
    devops.hostedJobs = 4
    #expect(devops.limit(ofGauge: 0)?.value == 4)
    #expect(devops.limit(ofGauge: 1) == nil)
  }

  // By hand: 24 GB a day kept for 2 days stand at 0, 24 and then 48 GB: the free 2 taken off 22 + 29 × 46 = 1,356
  // GB-days.
  @Test func `packages go after their retention`() {
    var devops = AzureDevOps()
    devops.retention = 2
    let unit = SingleUnit(devops, over: january) { slot, _ in slot == 2 ? 1 : 0 }
    #expect(abs(unit.total("artifacts-stored") - 1356.0 / 31) < 1e-9)
    #expect(abs(unit.total("artifacts-free") - 60.0 / 31) < 1e-9)
  }

  @Test func `people and jobs come whole`() {
    var devops = AzureDevOps()
    devops.testUsers = 2.5
    #expect(devops.conflicts() == ["`testUsers` is 2.5; it takes a whole number"])
  }
}
