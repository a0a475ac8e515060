import ArgumentParser
import Foundation
import Quantities
import TestSupport

/// `outlay-bench`: how fast the engine is, in figures that other programs can read.
@main
struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "outlay-bench", abstract: "Measure the engine: each case in a process of its own.",
    discussion: """
      CASES
        year        the reference scenario, from its file to its report, without writing it
        synthetic   noisy replications of the synthetic workload, rated by month; `total` is
                    its noise-free total, 82,620,667.4546
        price-import
                    a price list of 700,000 items into a fresh price book: without look-ups, with
                    the same two indexes as the program that --peer names, with its own look-ups,
                    and the same files again

      EXAMPLE
        outlay-bench --json synthetic
      """)

  enum Case: String, CaseIterable, ExpressibleByArgument {
    case year, synthetic
    case priceImport = "price-import"
  }

  @Argument(help: "Cases to run; all if none is named.")
  var cases: [Case] = []

  @Flag(name: .long, help: "Print a JSON line per case.")
  var json = false

  @Option(name: .long, help: "Threads.")
  var threads = 1

  @Option(name: .long, help: "Rounds, of which the median counts.")
  var rounds = 5

  @Option(name: .long, help: "Scenario of the case `year`.")
  var scenario = "Scenarios/reference.yaml"

  @Option(name: .long, help: "Folder of pages for the case `price-import`; made and removed if left out.")
  var pages: String?

  @Option(name: .long, help: "Items of the case `price-import`.")
  var items = 700_000

  @Option(name: .long, help: "Python program that imports the same pages, to be measured beside `price-import`.")
  var peer: String?

  func validate() throws {
    if !(1...10_000_000).contains(items) { throw ValidationError("--items takes a number from 1 to 10,000,000") }
    if !(1...256).contains(threads) { throw ValidationError("--threads takes a number from 1 to 256") }
    if !(1...1000).contains(rounds) { throw ValidationError("--rounds takes a number from 1 to 1000") }
  }

  func run() throws {
    let chosen = cases.isEmpty ? Case.allCases : cases
    guard chosen.count == 1 else {
      for each in chosen { try spawn(each) }
      return
    }
    let name = chosen[0].rawValue
    let measured: [(String, Measurement)] =
      switch chosen[0] {
      case .year: [(name, try YearCase(path: scenario, rounds: rounds).run())]
      case .synthetic: [(name, SyntheticCase(rounds: rounds, threads: threads).run())]
      case .priceImport:
        try PriceImportCase(pages: pages, peer: peer, rounds: rounds, items: items).run().map { (name + $0.0, $0.1) }
      }
    for (name, each) in measured { print(json ? try each.json(name, threads) : each.text(name, threads)) }
  }

  /// A process of its own, so that its peak memory is the case's.
  private func spawn(_ each: Case) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Bundle.main.executablePath ?? CommandLine.arguments[0])
    process.arguments =
      [each.rawValue, "--threads", "\(threads)", "--rounds", "\(rounds)", "--scenario", scenario]
      + (pages.map { ["--pages", $0] } ?? []) + (peer.map { ["--peer", $0] } ?? []) + ["--items", "\(items)"]
      + (json ? ["--json"] : [])
    try process.run()
    process.waitUntilExit()
    if process.terminationStatus != 0 { throw ExitCode(process.terminationStatus) }
  }
}

/// What a case measured.
struct Measurement {
  var value: Double
  var unit: String
  /// Checked figure of the workload, as a decimal string.
  var total: String

  func json(_ name: String, _ threads: Int) throws -> String {
    struct Row: Encodable {
      var `case`: String
      var value: Double
      var unit: String
      var threads: Int
      var total: String
      var peakMiB: Double
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let row = Row(
      case: name, value: value, unit: unit, threads: threads, total: total, peakMiB: Self.peakMiB)
    return String(decoding: try encoder.encode(row), as: UTF8.self)
  }

  func text(_ name: String, _ threads: Int) -> String {
    "\(name): \(value) \(unit), \(threads) threads, total \(total), peak \(Self.peakMiB) MiB"
  }

  /// Peak resident memory of this process.
  static var peakMiB: Double {
    var usage = rusage()
    getrusage(.init(RUSAGE_SELF.rawValue), &usage)
    return (Double(usage.ru_maxrss) / 1024 * 10).rounded() / 10
  }

  /// The median of `rounds` timings of `body`, in seconds, after one that doesn't count.
  static func median(of rounds: Int, _ body: () throws -> Void) rethrows -> Double {
    try body()
    let clock = ContinuousClock()
    var times: [Double] = []
    for _ in 0..<rounds {
      let time = try clock.measure(body)
      times.append(Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18)
    }
    times.sort()
    return times.count % 2 == 1
      ? times[times.count / 2] : (times[times.count / 2 - 1] + times[times.count / 2]) / 2
  }
}
