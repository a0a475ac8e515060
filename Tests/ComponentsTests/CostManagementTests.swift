import Components
import Quantities
import TestSupport
import Testing

@Suite struct CostManagementTests {
  let january = Horizon(start: Date(number: 20_819), months: 1)

  // By hand from MicrosoftDocs/azure-docs articles/cost-management-billing/costs/tutorial-acm-create-budgets.md @0662da4:
  // a year's 12,000 is 1,000 a month, a quarter's 9,300 is 3,100, and 100 a day.
  @Test(arguments: [(12_000.0, CostManagement.Period.year, 1000.0, 1000.0 / 31), (9300, .quarter, 3100, 100)])
  func `a budget is spread evenly over its months and days`(
    _ amount: Double, _ period: CostManagement.Period, _ month: Double, _ day: Double
  ) {
    var budget = CostManagement()
    budget.amount = Quantity(amount)
    budget.period = period
    let unit = SingleUnit(budget, over: january) { _, _ in 0 }
    #expect(unit.shown["budgetPerMonth"]?.last == month)
    #expect(abs((unit.shown["budgetPerDay"]?.last ?? 0) - day) < 1e-9)
  }

  // By hand: 2 budgets and 3 exports stand all month, at no charge, and write 3 files a day.
  @Test func `budgets and exports stand on the bill at no charge`() {
    var cost = CostManagement()
    cost.budgets = 2
    cost.exports = 3
    let unit = SingleUnit(cost, over: january) { _, step in step == 5 ? 4 : 0 }
    #expect(unit.total("budgets") == 2 * 744)
    #expect(unit.total("exports") == 3 * 744)
    #expect(abs(unit.total("exports-written") - 97) < 1e-9)
    #expect((0..<2).map(cost.priceKey) == ["cost.budgets", "cost.exports"])
  }

  // By hand: a file that grows by 1 GB a day holds 0, 1, … 30 GB in January, 465 GB-days; kept for 10 days 0 + 1 + …
  // + 9 and then 21 × 10 = 255. At 0.0184 the first is 15 × 0.0184 = 0.276.
  @Test(arguments: [(Quantity<Day>?.none, 465.0), (Quantity(10), 255)])
  func `exported files are billed as blobs`(_ retention: Quantity<Day>?, _ gigabyteDays: Double) throws {
    var cost = CostManagement()
    cost.exports = 1
    cost.perDay = 1
    cost.retention = retention
    let unit = SingleUnit(cost, over: january) { _, _ in 0 }
    #expect(abs(unit.total("exports-stored") - gigabyteDays / 31) < 1e-9)
    let bill = try StatedPrices.cost(of: unit.total("exports-stored"), at: "0.0184").approximate
    #expect(abs(bill - gigabyteDays / 31 * 0.0184) < 1e-9)
    #expect(cost.priceKey(ofMeter: 2) == "blob.hot.lrs.data_stored")
  }
}
