import ArgumentParser
import Foundation
import Ledger
import Quantities

/// `outlay history`: the runs that the ledger keeps.
struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "List the runs that the ledger keeps, the latest first.",
    discussion: "EXAMPLE\n  outlay history --limit 10")

  @Option(name: .long, help: "Runs of one scenario only, by its title.")
  var scenario: String?

  @Option(name: .long, help: "Most runs to list.")
  var limit = 20

  @Option(name: .long, help: "Ledger file (OUTLAY_LEDGER; in your data folder if left out).")
  var ledger: String?

  func validate() throws {
    if limit < 1 { throw ValidationError("--limit takes a number above 0, not \(limit)") }
  }

  func run() throws {
    let path = try LedgerPath.named(ledger) ?? LedgerPath.standard()
    let runs = try Ledger(path: path).runs(scenario: scenario, limit: limit)
    let rows = runs.map { run in
      [
        "\(run.scenario)\(run.variant.map { "#\($0)" } ?? "")", run.recordedAt, "\(run.seed)",
        run.total.display + (run.isComplete ? "" : " +"), run.currency,
      ]
    }
    Console.print(Console.table(["Scenario", "Recorded", "Seed", "Total", ""], rows, texts: 2))
    if runs.contains(where: { !$0.isComplete }) { Console.print("+ incomplete: a lower bound") }
  }
}
