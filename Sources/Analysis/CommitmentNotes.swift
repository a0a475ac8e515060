import Pricing
import Quantities
import Scenario

/// What the figures of discounts and commitments rest on; nothing without any.
func commitmentNotes(_ scenario: Scenario) -> [Report.Note] {
  var notes: [Report.Note] = []
  func add(_ key: String, _ value: String, _ source: String) {
    notes.append(Report.Note(key: key, value: value, origin: "rule", source: source))
  }
  if scenario.prices.discount > 0 {
    add(
      "prices.discount", Measure.write(scenario.prices.discount),
      "taken off pay-as-you-go prices alone: reservations, savings plans and pre-purchases have prices of their own")
  }
  if scenario.prices.offer == .devTest {
    add(
      "prices.offer", scenario.prices.offer.rawValue,
      "dev/test prices where the list has rows of that type, else the pay-as-you-go price")
  }
  guard !scenario.commitments.isEmpty else { return notes }
  add(
    "commitments", "order",
    "each hour reservations first, then savings plans, the greatest discount first, then pre-purchases; within a kind in "
      + "the scenario's order (MicrosoftDocs/azure-docs articles/cost-management-billing/savings-plan/"
      + "discount-application.md); all usage of the scenario is in their scope")
  for commitment in scenario.commitments {
    let end = commitment.start.adding(months: commitment.term.months)
    let isRenewed = commitment.renews ? "bought again at its end" : "not bought again: pay-as-you-go from \(end)"
    add("commitments.\(commitment.name)", "\(commitment.term.text) from \(commitment.start)", isRenewed)
  }
  return notes
}
