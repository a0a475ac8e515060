import Analysis
import Components
import Quantities
import Testing

extension PublishedExample {
  static let costManagement: [PublishedExample] = [
    PublishedExample(
      "cost-budget-daily-estimate", 1, "USD a day", within: 0.005,
      source: "MicrosoftDocs/azure-docs articles/cost-management-billing/costs/customize-cost-analysis-views.md@078732f"
    ) {
      // A budget bills nothing: its share of a day is what the component's gauge shows.
      var request = EstimateRequest(CostManagement.self)
      request.settings = ["amount=31"]
      let budget = try #require(try request.component() as? CostManagement)
      return budget.share(ofDayIn: Double(try request.horizon().months[0].hours))
    }
  ]
}
