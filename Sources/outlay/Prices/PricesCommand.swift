import ArgumentParser
import Foundation
import Ledger

/// `outlay prices`: price lists, imported and dated.
struct PricesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prices", abstract: "Import, fetch, list and compare price lists.",
    discussion: """
      A run takes a snapshot with `--prices 2026-08-22`, or `--prices FILE.sqlite@2026-08-22`
      from another book than the one in your data folder. `--prices embedded+2026-08-22`
      prices by the embedded list what the snapshot doesn't hold.
      """,
    subcommands: [
      PricesImportCommand.self, PricesSyncCommand.self, PricesListCommand.self, PricesShowCommand.self,
      PricesDiffCommand.self, PricesStatusCommand.self,
    ])
}

/// The price book that a command of `outlay prices` works on.
struct BookOptions: ParsableArguments {
  @Option(name: .long, help: "Price book (OUTLAY_BOOK; in your data folder if left out).")
  var book: String?

  /// Its path, as the flag, else the environment, else the data folder has it.
  ///
  /// - Throws: a problem where the environment names no home.
  func path() throws -> String { try book ?? Self.defaultPath() }

  /// The price book's path where no flag names one.
  static func defaultPath() throws -> String {
    let environment = ProcessInfo.processInfo.environment
    if let stated = environment["OUTLAY_BOOK"], !stated.isEmpty { return stated }
    return try PriceStore.defaultPath(environment: environment)
  }
}
