import Components
import Quantities
import TestSupport
import Testing

/// "official" is hashicorp/terraform-docs-common website/docs/cloud-docs/overview/estimate-hcp-terraform-cost.mdx
/// @7862ae6, at 0.0001359 for a resource and hour.
@Suite struct TerraformTests {
  static let hourly = "0.0001359"

  // HCP Terraform with 1,000 resources.
  var hosted: Terraform {
    var terraform = Terraform()
    terraform.backend = .hcp
    terraform.resources = 1000
    return terraform
  }

  // "official": 1,000 resources for 24 × 30 hours are 97.848, shown as 97.85.
  @Test func `HCP Terraform bills each resource and hour`() throws {
    let unit = SingleUnit(hosted, over: Horizon(month: 2027, 1, hours: 720)) { _, _ in 0 }
    #expect(try StatedPrices.cost(of: unit.total("resource-hours"), at: Self.hourly).approximate == 97.848)
    #expect(unit.total("state-stored") == 0)
  }

  // "official", three hours with peaks of 1,000, 2,000 and 1,500: 0.1359 + 0.2718 + 0.20385, shown as 0.14, 0.41,
  // 0.61.
  @Test func `resources that come and go are billed for each started hour`() throws {
    let run = { (hours: Int) in
      SingleUnit(hosted, over: Horizon(month: 2027, 1, hours: hours)) { slot, step in
        slot == 1 ? [0, 1000, 500][step] : 0
      }
    }
    let sums = try [1, 2, 3].map {
      try StatedPrices.cost(of: run($0).total("resource-hours"), at: Self.hourly).approximate
    }
    #expect(zip(sums, [0.1359, 0.4077, 0.61155]).allSatisfy { abs($0 - $1) < 1e-12 }, "\(sums)")
    #expect(run(3).shown["managedResources"] == [1000, 2000, 1500])
  }

  // mattias.engineer/blog/2026/hcp-terraform-rum-pricing: 0.10, 0.47 and 0.99 a resource and month: 100, 470 and 990 for
  // 1,000.
  @Test(arguments: [
    (Terraform.Plan.essentialsMonthly, "0.1", 100.0, "essentials"), (.standard, "0.47", 470, "standard"),
    (.premium, "0.99", 990, "premium"),
  ])
  func `the higher plans bill by the month`(_ plan: Terraform.Plan, _ price: String, _ bill: Double, _ word: String)
    throws
  {
    var terraform = hosted
    terraform.plan = plan
    let unit = SingleUnit(terraform, over: Horizon(month: 2027, 1, hours: 744)) { _, _ in 0 }
    #expect(try StatedPrices.cost(of: unit.total("resource-months") / 744, at: price).approximate == bill)
    #expect(unit.total("resource-hours") == 0)
    #expect(terraform.priceKey(ofMeter: 2) == "hcp.rum_month_\(word)")
  }

  // By hand: 10 runs a day in January are 310, with 2 reads, 1 write and 2 lock calls each and 3,100 agent minutes;
  // 20 versions of 10 MB are 0.2 GB.
  @Test func `a state in a blob costs next to nothing, Bicep keeps none`() {
    var terraform = Terraform()
    terraform.runs = Quantity(10.0 / 24)
    terraform.versions = 20
    let month = Horizon(month: 2027, 1, hours: 744)
    let blob = SingleUnit(terraform, over: month) { _, _ in 0 }
    let totals = ["runs", "state-reads", "state-writes", "state-locks"].map { (blob.total($0) * 1e6).rounded() / 1e6 }
    #expect(totals == [310, 620, 310, 620])
    #expect(abs(blob.total("state-stored") - 0.2) < 1e-12)
    #expect(abs(blob.totalFed("pipeline-minutes") - 3100) < 1e-9)
    #expect(blob.total("resource-hours") == 0)
    terraform.tool = .bicep
    let bicep = SingleUnit(terraform, over: month) { _, _ in 0 }
    #expect(Terraform.meters.dropFirst().allSatisfy { bicep.total($0.name) == 0 })
    #expect(terraform.priceKey(ofMeter: 0) == "arm.deployments")
    #expect(abs(bicep.total("runs") - 310) < 1e-9)
  }

  // By hand: the older text keeps 500 of 1,000 resources free: 500 × 720 h × 0.0001359 = 48.924.
  @Test func `resources that a paid plan keeps free are not billed`() throws {
    var terraform = hosted
    terraform.freeResources = 500
    let unit = SingleUnit(terraform, over: Horizon(month: 2027, 1, hours: 720)) { _, _ in 0 }
    #expect(try StatedPrices.cost(of: unit.total("resource-hours"), at: Self.hourly) == Money(decimal: "48.924"))
    terraform.freeResources = 1001
    #expect(terraform.conflicts() == ["`freeResources` is above `resources`"])
  }

  @Test func `the Free plan ends at 500 resources`() {
    var terraform = hosted
    terraform.plan = .free
    #expect(terraform.conflicts() == ["the Free plan ends at 500 resources, not 1000: take another `plan`"])
    #expect(terraform.limit(ofGauge: 0)?.value == 500)
    #expect(terraform.priceKey(ofMeter: 1) == "hcp.rum_hour_free")
    terraform.tool = .bicep
    #expect(terraform.conflicts() == ["bicep keeps no state: leave `backend` out"])
  }
}
