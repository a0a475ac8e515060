import Analysis
import ArgumentParser
import Foundation
import Ledger
import Quantities
import Reporting
import Scenario

/// `outlay check`: whether a change costs more than it may, for CI.
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Compare a scenario with a baseline and exit with 3 if it costs too much more.",
    discussion: """
      EXAMPLES
        outlay check Scenarios/reference.yaml --max-increase 5% \\
          --baseline Reports/reference/report.json
        outlay check Scenarios/small.yaml --max-increase-amount 500 \\
          --baseline ledger:latest
      """)

  @Argument(help: "Scenario files, each perhaps with #variant.")
  var scenarios: [String]

  @Option(name: .long, help: "A saved report.json, or ledger:latest.")
  var baseline: String

  @Option(
    name: .long, help: "The share by which the total may rise, such as 5% (the scenario's guardrail if left out).")
  var maxIncrease: String?

  @Option(name: .long, help: "The amount by which the total may rise (the scenario's guardrail if left out).")
  var maxIncreaseAmount: String?

  @Option(name: .long, help: "Ledger file (OUTLAY_LEDGER; in your data folder if left out).")
  var ledger: String?

  @Option(name: .long, help: "text or json.")
  var format = "text"

  @Flag(name: .long, help: "Print JSON.")
  var json = false

  @OptionGroup var model: ModelOptions

  func validate() throws {
    if ["markdown", "junit", "sarif", "github", "azure-devops"].contains(format) {
      throw ValidationError("the format `\(format)` is not written yet; use text or json")
    }
    guard ["text", "json"].contains(format) else {
      throw ValidationError("--format takes text or json, not `\(format)`")
    }
  }

  func run() async throws {
    let share: Quantity<Share>? = try maxIncrease.map { text in
      do { return try Measure.read(text, as: Share.self) } catch {
        throw ValidationError("--max-increase takes a percentage such as 5%, not `\(text)`")
      }
    }
    let amount: Money? = try maxIncreaseAmount.map { text in
      guard let money = Money(decimal: text.filter { $0 != "_" && $0 != "," }) else {
        throw ValidationError("--max-increase-amount takes an amount such as 500, not `\(text)`")
      }
      return money
    }
    let pipeline = try model.pipeline()
    let loaded = try scenarios.map { try Scenario.load($0) }
    let baselines = try loaded.map { try before($0) }
    let runs = try await parallelMap(loaded, threads: model.threadCount) { try pipeline.run($0) }
    var outcomes: [Shape] = []
    for (index, run) in runs.enumerated() {
      let guardrails = run.scenario.guardrails
      let isStated = share != nil || amount != nil
      let before = baselines[index]
      guard before.currency == run.report.currency else {
        throw Problem("the baseline is in \(before.currency), the run in \(run.report.currency); compare one currency")
      }
      let verdict = Verdict(
        before: before.total, after: run.report.total,
        increase: share ?? (isStated ? nil : guardrails.increase ?? (guardrails.increaseAmount == nil ? 0.05 : nil)),
        amount: amount ?? (isStated ? nil : guardrails.increaseAmount), floor: guardrails.noiseFloor,
        currency: run.report.currency)
      outcomes.append(
        Shape(scenarios[index], verdict, isComplete: run.report.isComplete && before.isComplete))
    }
    if json || format == "json" {
      Console.print(outcomes.count == 1 ? try Console.json(outcomes[0]) : try Console.json(outcomes))
    } else {
      for outcome in outcomes { Console.print(outcome.text) }
    }
    if outcomes.contains(where: { $0.verdict == "incomplete" }) { throw ExitStatus.incomplete }
    if outcomes.contains(where: { $0.verdict == "failed" }) { throw ExitStatus.breached }
  }

  private func before(_ scenario: Scenario) throws -> (currency: String, total: Money, isComplete: Bool) {
    guard baseline == "ledger:latest" else {
      let saved = try SavedReport(path: baseline)
      return (saved.currency, saved.total, saved.isComplete)
    }
    let path = try LedgerPath.named(ledger) ?? LedgerPath.standard()
    guard let run = try Ledger(path: path).latest(scenario: scenario.name, variant: scenario.variant) else {
      throw Problem("the ledger \(path) has no run of `\(scenario.name)`; run it once, or name a report.json")
    }
    return (run.summary.currency, run.summary.total, run.summary.isComplete)
  }

  /// What `--json` prints.
  private struct Shape: Encodable {
    struct Rule: Encodable {
      var rule: String
      var subject: String
      var before: String
      var after: String
      var limit: String
      var level: String
      var passed: Bool
    }
    var scenario: String
    /// `passed`, `failed`, `incomplete`.
    var verdict: String
    var rules: [Rule]

    init(_ name: String, _ verdict: Verdict, isComplete: Bool) {
      scenario = name
      self.verdict = !isComplete ? "incomplete" : verdict.passed ? "passed" : "failed"
      rules = verdict.rules.map {
        Rule(
          rule: $0.rule, subject: $0.subject, before: $0.before.decimal, after: $0.after.decimal, limit: $0.limit,
          level: $0.level, passed: $0.passed)
      }
    }

    var text: String {
      var lines = [Console.wrapped("\(scenario): \(verdict)")]
      let rows = rules.map { rule in
        [
          rule.passed ? "ok" : "FAIL", rule.rule, rule.limit, Money(decimal: rule.before)?.display ?? "",
          Money(decimal: rule.after)?.display ?? "",
        ]
      }
      lines.append(Console.table(["", "Rule", "Allowed", "Before", "After"], rows, texts: 3))
      if verdict == "incomplete" { lines.append("A price is missing on one side: the totals are lower bounds.") }
      return lines.joined(separator: "\n")
    }
  }
}
