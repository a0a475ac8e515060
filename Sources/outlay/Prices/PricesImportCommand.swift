import ArgumentParser
import Foundation
import Ledger
import Quantities
import Reporting

/// `outlay prices import`: takes price lists into a snapshot of a price book.
struct PricesImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Import price lists into a dated snapshot.",
    discussion: """
      Takes pages of the Azure Retail Prices API, bare lists of items, a page or an item per
      line, CSV files of prices with the project's header, and folders of all of these. An
      import that was cut is gone on with by the same command; the same files again change
      nothing.

      A price sheet of your agreement, as the portal gives it or in short (meterId,unitPrice
      [,effectiveDate][,tierMinimumUnits][,unitOfMeasure][,priceType,term]), or a CSV of your
      own prices is laid over a snapshot with --overlay.

      EXAMPLES
        outlay prices import Pages --snapshot 2026-08-22
        outlay prices import agreement.csv --overlay --snapshot 2026-08-22-mine
        outlay run Scenarios/reference.yaml --prices 2026-08-22-mine
      """)

  @Argument(help: "Files, and folders of files (.json, .jsonl, .ndjson, .csv).")
  var files: [String]

  @OptionGroup var book: BookOptions

  @Option(name: .long, help: "Name of the snapshot: a day, perhaps with a word behind it (today if left out).")
  var snapshot: String?

  @Flag(name: .long, help: "Lay the files over the snapshot, or over the latest one to make it.")
  var overlay = false

  @Flag(name: .long, help: "Drop what the snapshot has, and what an import that was cut has left.")
  var replace = false

  @Flag(name: .long, help: "Print the result as JSON.")
  var json = false

  func validate() throws {
    if overlay, replace {
      throw ValidationError("--overlay keeps the snapshot's prices, --replace drops them; use one")
    }
  }

  func run() throws {
    let now = ISO8601DateFormatter().string(from: Foundation.Date())
    let name = try SnapshotName(snapshot ?? String(now.prefix(10)))
    let paths = try files.flatMap(Self.expand)
    let store = try PriceStore(path: try book.path())
    var pages = try PriceImport(
      into: store, snapshot: name, mode: overlay ? .overlay : replace ? .replace : .add, now: now)
    var progress = Progress(total: paths.count)
    for path in paths {
      do { try pages.add(file: path) } catch {
        progress.clear()
        throw error
      }
      progress.step(items: pages.result.items)
    }
    progress.clear()
    let result = try pages.finish()
    Console.print(json ? try Console.json(result) : Self.text(result, book: store.path))
  }

  /// A file as it is, a folder as the price files in it and below, sorted.
  static func expand(_ path: String) throws -> [String] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw Problem("there is no file or folder `\(path)`")
    }
    guard isFolder.boolValue else { return [path] }
    let kinds: Set = ["json", "jsonl", "ndjson", "csv"]
    let below = (FileManager.default.enumerator(atPath: path)?.allObjects ?? []).compactMap { $0 as? String }
    let found = below.filter { kinds.contains(($0 as NSString).pathExtension.lowercased()) }.sorted()
    guard !found.isEmpty else { throw Problem("the folder `\(path)` has no .json, .jsonl, .ndjson or .csv file") }
    return found.map { path + "/" + $0 }
  }

  /// The result for people.
  static func text(_ result: PriceImportResult, book: String) -> String {
    func count(_ number: Int) -> String {
      Money(pico: Int128(number) * 1_000_000_000_000).display.dropLast(3).description
    }
    var rows = [
      ["Files", count(result.files)], ["  taken in before", count(result.knownFiles)], ["Items", count(result.items)],
      ["  new", count(result.added)], ["  unchanged", count(result.unchanged)],
      ["  duplicates", count(result.duplicates)], ["  left out", count(result.rejects)],
    ]
    for (reason, items) in result.rejected.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      rows.append(["    \(reason)", count(items)])
    }
    for (name, number) in [
      ("Conflicts, both kept", result.conflicts), ("Rounded to 12 decimals", result.rounded),
      ("Pages with a wrong Count", result.wrongCounts), ("Files without items", result.emptyFiles),
      ("Savings-plan prices", result.savingsPlans),
    ] where number > 0 {
      rows.append([name, count(number)])
    }
    rows.append(["Prices of the snapshot", count(result.prices)])
    var text = Console.table(["Snapshot \(result.snapshot)", ""], rows)
    if !result.examples.isEmpty {
      text += "\n\n" + result.examples.map { Console.wrapped($0, hanging: 2) }.joined(separator: "\n")
    }
    return text + "\n\n" + Console.wrapped("Book: \(book)", hanging: 2)
  }
}

/// How far an import is, on stderr when that is a terminal and the import takes more than a second.
private struct Progress {
  private let total: Int
  private let isShown = isatty(STDERR_FILENO) == 1
  private let start = ContinuousClock.now
  private var last = ContinuousClock.now
  private var done = 0
  private var hasLine = false

  init(total: Int) { self.total = total }

  mutating func step(items: Int) {
    done += 1
    let now = ContinuousClock.now
    guard isShown, now - start > .seconds(1), now - last > .milliseconds(200) else { return }
    last = now
    hasLine = true
    let width = 30
    let filled = width * done / max(total, 1)
    let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: width - filled)
    write("\r\(bar) \(done)/\(total) files, \(items) items")
  }

  /// Takes the line away.
  mutating func clear() {
    if hasLine { write("\r\u{1B}[K") }
    hasLine = false
  }

  private func write(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data(text.utf8)) }
}
