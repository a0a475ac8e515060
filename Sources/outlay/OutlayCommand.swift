import Analysis
import ArgumentParser
import Foundation
import Quantities

/// `outlay`: what an Azure data and AI platform will cost, before anything is deployed.
@main
struct OutlayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "outlay",
    abstract: "What an Azure data, AI and ML platform will cost, month by month, and whether it holds the load.",
    discussion: """
      EXAMPLES
        outlay run Scenarios/reference.yaml --out Report
        outlay compare Scenarios/reference.yaml --variants
        outlay check Scenarios/reference.yaml --baseline Report/report.json
        outlay advise Scenarios/reference.yaml
        outlay estimate cosmos-db --month 2027-01 --set 'max=4_000 RU/s'
        outlay prices import Pages --snapshot 2026-08-22

      EXIT CODES
        0 fine · 1 internal error · 2 wrong usage or invalid file
        3 a budget, guardrail or baseline is breached
        4 the estimate is incomplete: a price is missing
      """,
    version: Pipeline.tool,
    subcommands: [
      RunCommand.self, ValidateCommand.self, InitCommand.self, SchemaCommand.self, CompareCommand.self,
      CheckCommand.self, AdviseCommand.self, ExplainCommand.self, HistoryCommand.self, ComponentsCommand.self,
      EstimateCommand.self, PricesCommand.self,
    ])

  static func main() async {
    signal(SIGPIPE, SIG_IGN)
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch let status as ExitStatus {
      Foundation.exit(status.rawValue)
    } catch let problems as Problems {
      fail(problems.description)
    } catch let problem as Problem {
      fail(problem.description)
    } catch {
      let code = exitCode(for: error)
      let message = fullMessage(for: error)
      if code == .success {
        Console.print(message)
        Foundation.exit(0)
      }
      if code == .validationFailure { fail(message) }
      Console.warn("error: internal: \(error)")
      Foundation.exit(ExitStatus.internalError.rawValue)
    }
  }

  private static func fail(_ message: String) -> Never {
    Console.warn(message)
    Foundation.exit(ExitStatus.invalid.rawValue)
  }
}

/// How the process ends when it doesn't end with 0.
enum ExitStatus: Int32, Error {
  case internalError = 1
  case invalid = 2
  case breached = 3
  case incomplete = 4
}
