import ArgumentParser
import Scenario

/// `outlay schema`: the JSON Schema of scenario files.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Print the JSON Schema of scenario files, for editors.",
    discussion: """
      EXAMPLE
        outlay schema > Scenarios/.outlay.schema.json
        (first line of a scenario: # yaml-language-server: $schema=.outlay.schema.json)
      """)

  func run() throws { Console.print(scenarioSchema()) }
}
