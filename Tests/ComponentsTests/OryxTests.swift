import Components
import Quantities
import TestSupport
import Testing

@Suite struct OryxTests {
  let day = Horizon(month: 2027, 1, hours: 24)

  // By hand: a build of 12 minutes that keeps 1.5 cores busy takes 18 core-minutes; of the 120 that two cores have in
  // the hour that is 15 %. The build has no charge of its own.
  @Test func `a build on the plan takes its cores`() {
    var oryx = Oryx()
    oryx.buildTime = 12
    oryx.cores = 1.5
    let unit = SingleUnit(oryx, over: day) { _, step in step == 3 ? 1 : 0 }
    #expect(abs((unit.fed["app-busy"]?[3] ?? 0) - 18 * 60) < 1e-9)
    #expect(abs((unit.shown["buildCores"]?[3] ?? 0) / 2 - 0.15) < 1e-12)
    #expect(unit.totalFed("pipeline-minutes") == 0)
    #expect(unit.total("builds") == 1)
    #expect(unit.total("build-minutes") == 12)
  }

  // By hand: the same build on an agent of 8 cores at 0.022 a minute is 12 × 0.022 = 0.264. Price: Retail Prices API,
  // Arturo-Quiroga-MSFT/azure-architecture-diagram-builder src/data/pricing/regions/eastus2/azure_devops.json.
  @Test func `a build on an agent is billed by Azure DevOps`() throws {
    var oryx = Oryx()
    oryx.place = .pipeline
    oryx.buildTime = 12
    let built = SingleUnit(oryx, over: day) { _, step in step == 3 ? 1 : 0 }
    #expect(built.totalFed("app-busy") == 0)
    var devops = AzureDevOps()
    devops.agent = .linux8
    let billed = SingleUnit(devops, over: day) { slot, step in
      slot == 1 ? built.fed["pipeline-minutes"]?[step] ?? 0 : 0
    }
    #expect(try StatedPrices.cost(of: billed.total("agent-minutes"), at: "0.022").approximate == 0.264)
  }

  // By hand: 12 deploys a day of 5 minutes; on plans each region builds, on a pipeline the first does for all.
  @Test(arguments: [(Oryx.Place.plan, 12.0), (.pipeline, 0)])
  func `deploys build in each region, or once`(_ place: Oryx.Place, _ inSecond: Double) {
    var oryx = Oryx()
    oryx.place = place
    oryx.deploys = 0.5
    var second = Site()
    second.region = 1
    second.regions = [0, 1]
    #expect(SingleUnit(oryx, over: day) { _, _ in 0 }.total("builds") == 12)
    #expect(SingleUnit(oryx, at: second, over: day) { _, _ in 0 }.total("builds") == inSecond)
  }
}
