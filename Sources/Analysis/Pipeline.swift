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
    let outcome = try simulate(scenario, seed: seed)
    let bill = rate(outcome, scenario, book)
    let report = buildReport(scenario, outcome, bill, book: book, seed: seed, tool: Self.tool)
    return Run(scenario: scenario, outcome: outcome, book: book, report: report)
  }

  /// Only the bill: what advice compares.
  package func bill(_ scenario: Scenario) throws(Problems) -> (bill: Bill, outcome: Outcome) {
    let book = try prices(of: scenario)
    let outcome = try simulate(scenario, seed: seed)
    return (rate(outcome, scenario, book), outcome)
  }

  private func rate(_ outcome: Outcome, _ scenario: Scenario, _ book: PriceBook) -> Bill {
    let rater = Rater(book: book, start: scenario.horizon.start, strict: isStrict)
    let bill = rater.bill(outcome.all.flatMap(\.metered))
    return Bill(currency: bill.currency, lines: bill.lines + statedCosts(of: scenario))
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
