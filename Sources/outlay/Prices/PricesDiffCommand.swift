import Analysis
import ArgumentParser
import Pricing
import Quantities
import Reporting
import Scenario

/// `outlay prices diff`: what differs between two price books, and what it does to a scenario's bill.
struct PricesDiffCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Compare two price books, and what they make of a scenario's bill.",
    discussion: """
      A book is `embedded`, a CSV file, a price book or FILE@SNAPSHOT.

      EXAMPLES
        outlay prices diff embedded prices.sqlite
        outlay prices diff prices.sqlite@2026-08-22 prices.sqlite@2026-11-22 \\
          --scenario Scenarios/reference.yaml
        outlay prices diff 2026-08-22 2026-11-22 --all
      """)

  @Argument(help: "The price book to compare with.")
  var old: String

  @Argument(help: "The price book to compare.")
  var new: String

  @Option(name: .long, help: "Scenario file, perhaps with #variant, to rate with both books.")
  var scenario: String?

  @Flag(name: .long, help: "Print every price that differs, not just the first of each kind.")
  var all = false

  @Flag(name: .long, help: "Print JSON.")
  var json = false

  func run() async throws {
    let books = try [old, new].map(PriceBooks.open)
    let difference = try PriceDifference(from: books[0], to: books[1])
    let bills = try await comparison(books)
    if json {
      Console.print(try Console.json(Shape(books, difference, bills)))
    } else {
      Console.print(([text(books, difference)] + (bills.map { [text($0)] } ?? [])).joined(separator: "\n\n"))
    }
    if let bills, bills.unpriced.contains(where: { $0 > 0 }) { throw ExitStatus.incomplete }
  }

  /// The scenario's bills by both books; nil if none is named.
  private func comparison(_ books: [PriceBook]) async throws -> Rated? {
    guard let scenario = try scenario.map({ try Scenario.load($0) }) else { return nil }
    let bills = try await parallelMap(books, threads: 2) { try Pipeline(book: $0).bill(scenario).bill }
    let sides = try Comparison([Side(bills[0], named: old), Side(bills[1], named: new)])
    return Rated(sides: sides, unpriced: bills.map { bill in bill.lines.filter { $0.amount == nil }.count })
  }

  /// A scenario's bills by two books.
  private struct Rated {
    var sides: Comparison
    /// Lines without a price, by book.
    var unpriced: [Int]
  }

  /// A comparison's components, the largest difference first.
  private static func largestFirst(_ bills: Comparison) -> [Comparison.Row] {
    func difference(_ row: Comparison.Row) -> Money {
      let change = (row.amounts[1] ?? .zero) - (row.amounts[0] ?? .zero)
      return change < .zero ? -change : change
    }
    return bills.rows.sorted { a, b in
      let (one, other) = (difference(a), difference(b))
      return one == other ? a.instance < b.instance : other < one
    }
  }

  // MARK: Text

  private func text(_ books: [PriceBook], _ difference: PriceDifference) -> String {
    var parts = [
      Console.wrapped(
        """
        \(books[0].id) → \(books[1].id): \(difference.changed.count) changed, \(difference.added.count) added, \
        \(difference.removed.count) removed, \(difference.unchanged + difference.restated) at the same price\
        \(difference.restated > 0 ? " (\(difference.restated) of them with other dates or sources)" : "")
        """)
    ]
    if !difference.changed.isEmpty {
      let shown = difference.changed.prefix(most)
      let cells = shown.map { change in
        let unit = change.old.unit == change.new.unit ? "" : " per \(change.new.unit.text)"
        return [
          Self.place(change.old), Display.price(change.old.price), Display.price(change.new.price) + unit,
          change.growth.map(Self.percent) ?? "–",
        ]
      }
      parts.append(
        "Changed, largest first\n"
          + PriceTable.text(shown.map(\.old.meterKey), ["Where", "Old", "New", "%"], cells, texts: 1)
          + rest(of: difference.changed.count))
    }
    for (title, rows) in [("Added", difference.added), ("Removed", difference.removed)] where !rows.isEmpty {
      let shown = rows.prefix(most)
      let cells = shown.map { [Self.place($0), Display.price($0.price), $0.unit.text] }
      parts.append(
        "\(title)\n" + PriceTable.text(shown.map(\.meterKey), ["Where", books[0].currency, "Per"], cells, texts: 1)
          + rest(of: rows.count))
    }
    return parts.joined(separator: "\n\n")
  }

  /// Prices of each kind that are printed.
  private var most: Int { all ? Int.max : 40 }

  private func rest(of count: Int) -> String { count > most ? "\nand \(count - most) more; --all prints them" : "" }

  /// Region, tier, and type where it isn't pay-as-you-go.
  private static func place(_ row: PriceRow) -> String {
    let tier = row.tierMinimum == .zero ? "" : " from \(Display.quantity(row.tierMinimum))"
    return row.region + tier + (row.isConsumption ? "" : " " + PricesListCommand.typeCell(row))
  }

  private static func percent(_ share: Double) -> String {
    let tenths = Int((abs(share) * 1000).rounded())
    return "\(share < 0 ? "−" : "+")\(tenths / 10).\(tenths % 10)"
  }

  private func text(_ rated: Rated) -> String {
    let bills = rated.sides
    func cell(_ amount: Money?) -> String { amount?.display ?? "–" }
    func row(_ name: String, _ old: Money?, _ new: Money?) -> [String] {
      let (before, after) = (old ?? .zero, new ?? .zero)
      let growth = before == .zero ? "–" : Self.percent(after.approximate / before.approximate - 1)
      return [name, cell(old), cell(new), (after - before).display, before == after ? "0.0" : growth]
    }
    let rows =
      Self.largestFirst(bills).map { row($0.instance, $0.amounts[0], $0.amounts[1]) }
      + [row("Total", bills.sides[0].total, bills.sides[1].total)]
    let (lacking, missing) = (rated.unpriced[0], rated.unpriced[1])
    let isPartial = lacking + missing > 0
    return "Bill of \(scenario ?? ""), \(bills.sides[0].currency)\n"
      + Console.table(["Component", "Old", "New", "Difference", "%"], rows)
      + (isPartial
        ? "\nIncomplete: \(lacking) lines have no old price, \(missing) no new one; they count nothing." : "")
  }

  // MARK: JSON

  private struct Shape: Encodable {
    struct ChangeShape: Encodable {
      var old: PriceRowShape
      var new: PriceRowShape
      var growth: Double?
    }
    struct ComponentShape: Encodable {
      var instance: String
      var kind: String
      var old: String?
      var new: String?
    }
    struct BillShape: Encodable {
      var currency: String
      var oldTotal: String
      var newTotal: String
      var oldComplete: Bool
      var newComplete: Bool
      var oldUnpriced: Int
      var newUnpriced: Int
      var components: [ComponentShape]
    }
    var old: String
    var new: String
    var changed: [ChangeShape]
    var added: [PriceRowShape]
    var removed: [PriceRowShape]
    var restated: Int
    var unchanged: Int
    var bill: BillShape?

    init(_ books: [PriceBook], _ difference: PriceDifference, _ rated: Rated?) {
      old = books[0].id
      new = books[1].id
      changed = difference.changed.map {
        ChangeShape(old: PriceRowShape($0.old), new: PriceRowShape($0.new), growth: $0.growth)
      }
      added = difference.added.map(PriceRowShape.init)
      removed = difference.removed.map(PriceRowShape.init)
      restated = difference.restated
      unchanged = difference.unchanged
      bill = rated.map { rated in
        let bills = rated.sides
        return BillShape(
          currency: bills.sides[0].currency, oldTotal: bills.sides[0].total.decimal,
          newTotal: bills.sides[1].total.decimal, oldComplete: bills.sides[0].isComplete,
          newComplete: bills.sides[1].isComplete, oldUnpriced: rated.unpriced[0], newUnpriced: rated.unpriced[1],
          components: PricesDiffCommand.largestFirst(bills).map {
            ComponentShape(
              instance: $0.instance, kind: $0.kind, old: $0.amounts[0]?.decimal, new: $0.amounts[1]?.decimal)
          })
      }
    }
  }
}
