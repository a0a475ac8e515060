package import Pricing
package import Quantities
package import Scenario
package import Simulation

/// From a read scenario to its report: simulate, price, analyse.
package struct Pipeline: Sendable {
  /// Name and version of the tool, for the report.
  package static let tool = "outlay 0.1.0"
  /// The prices, before a scenario's overlay.
  package var book: PriceBook
  package var seed: UInt64
  /// Whether prices of confidence `assumed` and `low` count as missing.
  package var isStrict: Bool

  /// A pipeline over a price book.
  package init(book: PriceBook, seed: UInt64 = 1, isStrict: Bool = false) {
    self.book = book
    self.seed = seed
    self.isStrict = isStrict
  }

  /// A run with all that it is made of.
  package struct Run: Sendable {
    package var scenario: Scenario
    package var outcome: Outcome
    package var book: PriceBook
    package var report: Report
  }

  /// Simulates and prices a scenario.
  ///
  /// - Throws: `Problems` of the scenario, its flows or its price overlay.
  package func run(_ scenario: Scenario) throws(Problems) -> Run {
    let book = try prices(of: scenario)
    let outcome = try simulate(scenario, book)
    let bill = rate(outcome, scenario, book)
    let report = buildReport(scenario, outcome, bill, book: book, seed: seed, tool: Self.tool)
    return Run(scenario: scenario, outcome: outcome, book: book, report: report)
  }

  /// Only the bill: what advice compares.
  package func bill(_ scenario: Scenario) throws(Problems) -> (bill: Bill, outcome: Outcome) {
    let book = try prices(of: scenario)
    let outcome = try simulate(scenario, book)
    return (rate(outcome, scenario, book), outcome)
  }

  private func rate(_ outcome: Outcome, _ scenario: Scenario, _ book: PriceBook) -> Bill {
    var metered = outcome.all.flatMap(\.metered)
    if scenario.prices.offer == .devTest {
      for index in metered.indices { metered[index].isDevTest = true }
    }
    let discount = Discount(scenario.prices.discount)
    var bill = Rater(book: book, start: scenario.horizon.start, strict: isStrict, discount: discount)
      .bill(metered, commitments: scenario.commitments, over: scenario.horizon)
    bill.lines = (bill.lines + statedCosts(of: scenario)).sorted { $0.id < $1.id }
    return bill
  }

  /// Simulates with the hours of what the scenario's commitments can cover.
  private func simulate(_ scenario: Scenario, _ book: PriceBook) throws(Problems) -> Outcome {
    try Simulation.simulate(
      scenario, seed: seed,
      countsHours: { key in scenario.commitments.contains { $0.countsHours(ofMeter: key, in: book) } })
  }

  /// The book with the scenario's overlay, currency and date.
  private func prices(of scenario: Scenario) throws(Problems) -> PriceBook {
    do {
      return try ScenarioPrices(scenario).book(from: book)
    } catch let problems as Problems {
      throw problems
    } catch let problem as Problem {
      throw Problems([Problem(problem.message, at: problem.mark ?? ScenarioPrices(scenario).mark)])
    } catch {
      throw Problems([Problem("the prices can't be read: \(error)", at: scenario.document.mark)])
    }
  }
}
