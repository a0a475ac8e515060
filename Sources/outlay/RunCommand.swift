import Analysis
import ArgumentParser
import Foundation
import Ledger
import Quantities
import Reporting
import Scenario

/// `outlay run`: simulates and prices scenarios, writes their reports.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Simulate a scenario, price it and write its report.",
    discussion: """
      EXAMPLES
        outlay run Scenarios/reference.yaml --out Report
        outlay run 'Scenarios/reference.yaml#real-time' --seed 2
        outlay run Scenarios/*.yaml --out Out --format html,json
      """)

  @Argument(help: "Scenario files, each perhaps with #variant.")
  var scenarios: [String]

  @Option(name: .long, help: "Folder for the report's files; each scenario has its own below it if there are several.")
  var out: String?

  @Option(name: .long, help: "Formats: html, csv, json.")
  var format = "html,csv,json"

  @Option(name: .long, help: "Exit with 3 if one is breached: budget, capacity (limits, quotas and objectives).")
  var failOn: String?

  @Option(name: .long, help: "Ledger file that keeps the run (OUTLAY_LEDGER; in your data folder if left out).")
  var ledger: String?

  @Flag(name: .long, help: "Keep no ledger.")
  var noLedger = false

  @Option(name: .long, help: "Colour: auto, always, never (NO_COLOR).")
  var color: ColorChoice = .auto

  @Flag(name: .long, help: "Print no report.")
  var quiet = false

  @OptionGroup var model: ModelOptions

  func validate() throws {
    _ = try failOn.map(Self.rules)
  }

  enum ColorChoice: String, ExpressibleByArgument, CaseIterable { case auto, always, never }

  func run() async throws {
    let formats = try Format.list(format)
    let rules = try failOn.map(Self.rules) ?? []
    let pipeline = try model.pipeline()
    let loaded = try loadAll()
    let book = noLedger ? nil : try openLedger()
    let runs = try await parallelMap(loaded, threads: model.threadCount) { try pipeline.run($0) }
    for (path, run) in zip(scenarios, runs) {
      var report = run.report
      report.exit = Int(Self.status(of: report, rules)?.rawValue ?? 0)
      var hash = ""
      if let out {
        let folder = scenarios.count == 1 ? out : out + "/" + Self.folderName(path)
        hash = try writeReport(report, formats: formats, to: folder)
      }
      if let book { try record(report, run.scenario, hash, in: book) }
      if !quiet { Console.print(terminalReport(report, color: usesColor)) }
      if let out, !quiet {
        let folder = scenarios.count == 1 ? out : out + "/" + Self.folderName(path)
        Console.warn("Wrote \(formats.map(\.fileName).joined(separator: ", ")) to \(Escape.line(folder))")
      }
    }
    let statuses = runs.compactMap { Self.status(of: $0.report, rules) }
    if statuses.contains(.incomplete) { throw ExitStatus.incomplete }
    if statuses.contains(.breached) { throw ExitStatus.breached }
  }

  /// All scenarios, or all that is wrong with any of them.
  private func loadAll() throws -> [Scenario] {
    var problems = Problems()
    var loaded: [Scenario] = []
    for path in scenarios {
      do { loaded.append(try Scenario.load(path)) } catch {
        for problem in error.list { problems.add(problem.message, at: problem.mark) }
      }
    }
    guard problems.isEmpty else { throw problems }
    return loaded
  }

  /// What the run's verdict is under the rules of `--fail-on`; incompleteness outranks a breach.
  static func status(of report: Report, _ rules: Set<String>) -> ExitStatus? {
    if !report.isComplete { return .incomplete }
    let isBreached =
      rules.contains("budget") && !report.breaches.isEmpty
      || rules.contains("capacity") && report.alerts.contains { $0.kind != "budget" }
    return isBreached ? .breached : nil
  }

  private static func rules(_ text: String) throws -> Set<String> {
    let rules = text.split(separator: ",").map(String.init)
    for rule in rules where !["budget", "capacity"].contains(rule) {
      throw ValidationError("--fail-on takes budget, capacity or both, not `\(rule)`")
    }
    return Set(rules)
  }

  /// `reference.yaml#real-time` becomes `reference-real-time`.
  static func folderName(_ path: String) -> String {
    let parts = path.split(separator: "#", maxSplits: 1).map(String.init)
    let file = parts[0].split(separator: "/").last.map(String.init) ?? parts[0]
    let ending = [".yaml", ".yml"].first(where: file.hasSuffix) ?? ""
    let stem = String(file.dropLast(ending.count))
    return parts.count > 1 ? stem + "-" + parts[1] : stem
  }

  private var usesColor: Bool {
    switch color {
    case .always: true
    case .never: false
    case .auto: ProcessInfo.processInfo.environment["NO_COLOR"] == nil && isatty(STDOUT_FILENO) == 1
    }
  }

  // MARK: Ledger

  /// The ledger that was named, else the one in the user's data folder; nil with a warning where that can't be made.
  private func openLedger() throws -> Ledger? {
    if let path = LedgerPath.named(ledger) { return try Ledger(path: path) }
    do {
      return try Ledger(path: try LedgerPath.standard())
    } catch {
      Console.warn("warning: no ledger is kept: \(error)")
      return nil
    }
  }

  private func record(_ report: Report, _ scenario: Scenario, _ hash: String, in ledger: Ledger) throws {
    let formatter = ISO8601DateFormatter()
    try ledger.record(
      RunRecord(
        scenario: report.scenario, variant: report.variant, file: scenario.file, seed: report.seed, tool: report.tool,
        priceBook: report.priceBook.id, start: report.start, days: report.days, bill: report.bill,
        recordedAt: formatter.string(from: Foundation.Date()), reportHash: hash))
  }
}
