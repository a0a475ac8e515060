import ArgumentParser
import Quantities
import Scenario
import Simulation

/// `outlay validate`: reads scenarios and all their variants, and says everything that is wrong.
struct ValidateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate", abstract: "Read scenarios and their variants, and say everything that is wrong.",
    discussion: "EXAMPLE\n  outlay validate Scenarios/*.yaml")

  @Argument(help: "Scenario files.")
  var scenarios: [String]

  func run() async throws {
    var problems = Problems()
    for path in scenarios {
      do {
        let all = try Scenario.loadAll(path)
        for scenario in all { try checkPlan(of: scenario) }
        Console.print(Console.wrapped("\(path): fine, \(all.count - 1) variants"))
      } catch {
        for problem in error.list { problems.add(problem.message, at: problem.mark) }
      }
    }
    guard problems.isEmpty else { throw problems }
  }
}
