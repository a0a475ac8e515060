import Analysis
import ArgumentParser
import Foundation
import Ledger
import Pricing
import Quantities

/// `outlay prices sync`: fetches the models' meters from the public price list into a price book.
struct PricesSyncCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sync", abstract: "Fetch the prices of the models' meters from the public price list.",
    discussion: """
      Pages are kept in a folder beside the book until all are there; a sync that
      was cut goes on where it stopped. The snapshot appears when it is complete.

      EXAMPLES
        outlay prices sync
        outlay prices sync --book prices.sqlite --snapshot 2026-11-22
      """)

  @Option(name: .long, help: "Address of the price list.")
  var url = PriceServer.standard

  @OptionGroup var book: BookOptions

  @Option(name: .long, help: "Name of the snapshot: its day, perhaps with a word behind (today if left out).")
  var snapshot: String?

  @Option(name: .long, help: "Fetch only these services, such as 'SQL Database'; may be repeated.")
  var service: [String] = []

  @Option(name: .long, help: "Currency to ask for, such as EUR; other than USD, the list gives prices for reference.")
  var currency: String?

  @Option(name: .long, help: "Attempts per page.")
  var tries = 5

  @Option(name: .long, help: "Seconds that a page may take.")
  var timeout = 60.0

  @Flag(name: .long, help: "Print JSON.")
  var json = false

  func validate() throws {
    guard (1...20).contains(tries) else { throw ValidationError("--tries takes a number from 1 to 20, not \(tries)") }
    if let currency, !PriceRow.isCurrency(currency) {
      throw ValidationError("--currency takes a code such as EUR, not \(currency)")
    }
    guard timeout >= 0.1, timeout <= 3600 else { throw ValidationError("--timeout takes 0.1 to 3600 seconds") }
  }

  func run() async throws {
    let name = try SnapshotName(try snapshot ?? PriceBooks.day(nil).description)
    let path = try book.path()
    let server = try PriceServer(url, currency: currency, tries: tries, seconds: timeout)
    let filters = try self.filters()
    let store = try PriceStore(path: path)
    var download = try PriceDownload(of: filters, from: server, into: "\(path).sync-\(name)")
    let start = ContinuousClock.now
    try await download.run(
      progress: { Console.warn(Self.line($0, after: ContinuousClock.now - start)) }, waiting: { Console.warn($0) })
    var imported = try PriceImport(
      into: store, snapshot: name, mode: .replace, now: Foundation.Date().ISO8601Format())
    for file in download.files { try imported.add(file: file) }
    let result = try imported.finish()
    download.remove()
    if json {
      Console.print(try Console.json(result))
    } else {
      let rejects = result.rejects > 0 ? ", \(result.rejects) items left out" : ""
      Console.print(
        Console.wrapped("Snapshot \(name) of \(path): \(result.prices) prices from \(result.items) items\(rejects)"))
    }
  }

  private func filters() throws -> [String] {
    let all = PriceFilters.all()
    if service.isEmpty { return all }
    return try service.flatMap { name in
      let found = all.filter { $0.hasPrefix("serviceName eq '\(name)'") }
      guard !found.isEmpty else {
        let names = Set(all.compactMap { $0.split(separator: "'").dropFirst().first.map(String.init) }).sorted()
        throw Problem("no model uses a service `\(name)`; they use \(names.joined(separator: ", "))")
      }
      return found
    }
  }

  /// `page 12, 11,800 items (640/s), 3 of 20 filters, about 35 s left: SQL Database`.
  static func line(_ progress: PriceDownload.Progress, after time: Duration) -> String {
    let seconds = max(Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18, 0.001)
    let rate = Int(Double(progress.items - progress.resumed.items) / seconds)
    let done = progress.filters.done - progress.resumed.filters
    let left = progress.filters.of - progress.filters.done
    let rest = done > 0 && left > 0 ? ", about \(Int((seconds / Double(done) * Double(left)).rounded(.up))) s left" : ""
    return "page \(progress.pages), \(progress.items) items (\(rate)/s), \(progress.filters.done) of "
      + "\(progress.filters.of) filters\(rest): \(progress.filter)"
  }
}
