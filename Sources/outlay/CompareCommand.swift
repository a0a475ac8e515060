import Analysis
import ArgumentParser
import Foundation
import Quantities
import Reporting
import Scenario

/// `outlay compare`: totals and components of scenarios, variants and saved reports side by side.
struct CompareCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "Put scenarios, variants or saved reports side by side.",
    discussion: """
      EXAMPLES
        outlay compare Scenarios/fabric.yaml --variants
        outlay compare Scenarios/reference.yaml --variants --months
        outlay compare Report/report.json Scenarios/small.yaml
      """)

  @Argument(help: "Scenario files, each perhaps with #variant, or saved report.json files.")
  var sides: [String]

  @Flag(name: .long, help: "Compare a scenario with all its variants.")
  var variants = false

  @Flag(name: .long, help: "Print every component month by month; two sides always do.")
  var months = false

  @Flag(name: .long, help: "Print JSON.")
  var json = false

  @OptionGroup var model: ModelOptions

  func validate() throws {
    if variants, sides.count != 1 { throw ValidationError("--variants takes one scenario") }
    if !variants, sides.count < 2 {
      throw ValidationError("name at least two scenarios, variants or reports, or one with --variants")
    }
  }

  func run() async throws {
    var names = sides
    if variants { names += try Scenario.load(sides[0]).variants.map { sides[0] + "#" + $0 } }
    let pipeline = try model.pipeline()
    let compared = try await parallelMap(names, threads: model.threadCount) { name in
      name.hasSuffix(".json")
        ? Side(try SavedReport(path: name), named: name)
        : Side(try pipeline.run(try Scenario.load(name)).report, named: name)
    }
    let comparison = try Comparison(compared)
    Console.print(json ? try Console.json(Shape(comparison)) : text(comparison))
    if comparison.sides.contains(where: { !$0.isComplete }) { throw ExitStatus.incomplete }
  }

  /// Columns of three sides at most, one block below the other; then each side's distance from the first.
  private func text(_ comparison: Comparison) -> String {
    var blocks: [String] = []
    let others = Array(comparison.sides.indices.dropFirst())
    for start in stride(from: 0, to: others.count, by: 3) {
      let shown = [0] + others[start..<min(start + 3, others.count)]
      blocks.append(Self.block(comparison, shown))
    }
    for other in others {
      if months || others.count == 1 { blocks.append(Self.monthly(comparison, other)) }
      blocks.append(Self.reasons(comparison, other))
    }
    return blocks.joined(separator: "\n\n")
  }

  /// Component by component and month by month, the first side above the other; components that cost the same left out.
  private static func monthly(_ comparison: Comparison, _ other: Int) -> String {
    let sides = [0, other]
    let names = sides.map { short(comparison.sides[$0].name) }
    let rows = comparison.rows.filter { row in row.months[0] != row.months[other] }
    var parts = ["Month by month, \(names[0]) above \(names[1])"]
    for start in stride(from: 0, to: comparison.months.count, by: 5) {
      let range = start..<min(start + 5, comparison.months.count)
      let table = rows.flatMap { row in
        sides.map { side in
          [side == 0 ? row.instance : ""] + range.map { row.months[side][$0].map(\.display) ?? "–" }
        }
      }
      parts.append(Console.table(["Component"] + comparison.months[range], table))
    }
    let alike = comparison.rows.count - rows.count
    if alike > 0 { parts.append("\(alike) components cost the same in every month.") }
    return parts.joined(separator: "\n\n")
  }

  /// What makes the difference, the largest first.
  private static func reasons(_ comparison: Comparison, _ other: Int) -> String {
    let all = differences(from: comparison.sides[0], to: comparison.sides[other])
    let names = [short(comparison.sides[0].name), short(comparison.sides[other].name)]
    guard !all.isEmpty else { return "\(names[1]) costs what \(names[0]) costs, meter by meter." }
    var lines = ["What makes the difference of \(names[1]) from \(names[0])"]
    let shown = all.prefix(15).prefix { abs($0.amount.approximate) >= 0.005 }
    for difference in shown {
      let amount = (difference.amount > .zero ? "+" : "") + difference.amount.display
      lines.append(Console.wrapped("\(amount)  \(difference.instance), \(difference.meter)", indent: 2))
      lines.append(Console.wrapped(difference.reason, indent: 6))
    }
    let rest = all.dropFirst(shown.count)
    if !rest.isEmpty {
      let sum = rest.reduce(Money.zero) { $0 + $1.amount }
      lines.append(Console.wrapped("\(sum.display)  smaller ones, \(rest.count) together", indent: 2))
    }
    return lines.joined(separator: "\n")
  }

  private static func block(_ comparison: Comparison, _ shown: [Int]) -> String {
    let sides = shown.map { comparison.sides[$0] }
    func cell(_ amount: Money?) -> String { amount?.display ?? "–" }
    var rows = comparison.rows.map { row in [row.instance] + shown.map { cell(row.amounts[$0]) } }
    rows.append(["Total"] + sides.map { $0.total.display + ($0.isComplete ? "" : " +") })
    rows.append(
      ["Difference", ""]
        + sides.dropFirst().map { side in
          let difference = side.total - sides[0].total
          return (difference > .zero ? "+" : "") + difference.display
        })
    rows.append(
      ["", ""]
        + sides.dropFirst().map { side in
          let base = sides[0].total.approximate
          guard base != 0 else { return "–" }
          let tenths = ((side.total.approximate - base) / base * 1000).rounded() / 10
          return (tenths > 0 ? "+" : "") + "\(tenths) %"
        })
    let months = sides[0].months.map(\.month)
    var byMonth: [[String]] = []
    for month in months {
      byMonth.append([month] + sides.map { side in cell(side.months.first { $0.month == month }?.total) })
    }
    let header = shown.map { short(comparison.sides[$0].name) }
    return
      ([
        "Whole horizon, \(sides[0].currency)", Console.table(["Component"] + header, rows), "",
        Console.table(["Month"] + header, byMonth),
      ] + (sides.contains { !$0.isComplete } ? ["", "+ incomplete: a lower bound"] : [])).joined(separator: "\n")
  }

  /// The variant's name, else the file's without its folder.
  private static func short(_ name: String) -> String {
    if let hash = name.lastIndex(of: "#") { return String(name[hash...].prefix(18)) }
    return String((name.split(separator: "/").last.map(String.init) ?? name).prefix(18))
  }

  /// What `--json` prints.
  private struct Shape: Encodable {
    struct SideShape: Encodable {
      var name: String
      var currency: String
      var complete: Bool
      var total: String
      var months: [MonthShape]
    }
    struct MonthShape: Encodable {
      var month: String
      var total: String
    }
    struct RowShape: Encodable {
      var instance: String
      var kind: String
      var amounts: [String?]
      /// By side, then by month.
      var months: [[String?]]
    }
    struct DifferenceShape: Encodable {
      var side: String
      var instance: String
      var kind: String
      var meter: String
      var before: String?
      var after: String?
      var difference: String
      var reason: String
    }
    var sides: [SideShape]
    var months: [String]
    var components: [RowShape]
    var differences: [DifferenceShape]

    init(_ comparison: Comparison) {
      sides = comparison.sides.map { side in
        SideShape(
          name: side.name, currency: side.currency, complete: side.isComplete, total: side.total.decimal,
          months: side.months.map { MonthShape(month: $0.month, total: $0.total.decimal) })
      }
      components = comparison.rows.map { row in
        RowShape(
          instance: row.instance, kind: row.kind, amounts: row.amounts.map { $0?.decimal },
          months: row.months.map { $0.map { $0?.decimal } })
      }
      months = comparison.months
      differences = comparison.sides.dropFirst().flatMap { side in
        Analysis.differences(from: comparison.sides[0], to: side).map {
          DifferenceShape(
            side: side.name, instance: $0.instance, kind: $0.kind, meter: $0.meter, before: $0.before?.decimal,
            after: $0.after?.decimal, difference: $0.amount.decimal, reason: $0.reason)
        }
      }
    }
  }
}

extension Side {
  /// The side of a report that was saved.
  init(_ saved: SavedReport, named name: String) {
    var amounts: [String: (kind: String, amount: Money)] = [:]
    for line in saved.lines { amounts[line.instance, default: (line.kind, .zero)].amount += line.amount ?? .zero }
    self.init(
      name: name, currency: saved.currency, isComplete: saved.isComplete, total: saved.total,
      months: saved.months.map { ($0.month, $0.total) },
      instances: amounts.map { ($0.key, $0.value.kind, $0.value.amount) },
      entries: saved.lines.map {
        Entry(
          instance: $0.instance, kind: $0.kind, meter: $0.meter, month: $0.month, quantity: $0.quantity, unit: $0.unit,
          amount: $0.amount ?? .zero)
      })
  }
}
