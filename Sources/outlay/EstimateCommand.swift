import Analysis
import ArgumentParser
import Components
import Foundation
import Pricing
import Quantities
import Reporting
import Scenario
import Simulation

/// `outlay estimate`: one component over one month, priced at the prompt.
struct EstimateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "estimate", abstract: "Price one component over one month at the prompt.",
    discussion: """
      A flow's quantity is the month's total, spread evenly over its hours.

      EXAMPLES
        outlay estimate cosmos-db --region eastus2 --month 2027-01 \\
          --set throughput=manual --set 'provisioned=1_000 RU/s' --hours 720
        outlay estimate bandwidth --month 2027-01 --flow 'internet-egress=20 TB'
      """)

  @Argument(help: "A kind, such as cosmos-db.")
  var kind: String

  @Option(name: .long, help: "Region, such as eastus2.")
  var region = "eastus2"

  @Option(name: .long, help: "Month, such as 2027-01.")
  var month: String

  @Option(name: .long, help: "Hours to price instead of the month's own, such as the 730 of price calculators.")
  var hours: Int?

  @Option(
    name: .customLong("set"), help: ArgumentHelp("A setting, as a scenario would state it.", valueName: "key=value"))
  var settings: [String] = []

  @Option(
    name: .customLong("flow"),
    help: ArgumentHelp("A flow or visit key and its quantity in the month.", valueName: "name=quantity"))
  var flows: [String] = []

  @Option(name: .customLong("overlay"), help: "CSV file of prices whose meter keys replace the book's.")
  var overlayFile: String?

  @Flag(name: .long, help: "Print JSON.")
  var json = false

  @OptionGroup var model: ModelOptions

  func run() async throws {
    let type = try ComponentsCommand.find(kind).type
    guard Region.named(region) != nil else {
      let hint = nearest(region, in: Region.all.map(\.name)).map { "; did you mean `\($0)`?" } ?? ""
      throw Problem("there is no region `\(region)`\(hint)")
    }
    let horizon = try self.horizon()
    let pipeline = try model.pipeline()
    let component = try self.component(type)
    let totals = try self.totals(type)
    let estimate = try Estimate(component, region: region, horizon: horizon, totals: totals)
    let rater = Rater(book: try book(pipeline.book), start: horizon.start, strict: pipeline.isStrict)
    let bill = rater.bill(estimate.metered)
    Console.print(json ? try Console.json(Shape(bill)) : text(bill, type))
    if !bill.isComplete { throw ExitStatus.incomplete }
  }

  private func horizon() throws -> Horizon {
    guard let day = Date(month + "-01") else {
      throw Problem("--month is `\(month)`; it takes a month such as 2027-01")
    }
    guard let hours else { return Horizon(start: day, months: 1) }
    guard (1...8784).contains(hours) else { throw Problem("--hours is \(hours); it takes a number from 1 to 8784") }
    let (year, month, _) = day.parts
    return Horizon(month: year, month, hours: hours)
  }

  private func book(_ book: PriceBook) throws -> PriceBook {
    guard let overlayFile else { return book }
    guard let data = FileManager.default.contents(atPath: overlayFile) else {
      throw Problem("the price overlay `\(overlayFile)` can't be read; check the path")
    }
    let bytes = [UInt8](data)
    if PriceSheet.isSheet(bytes, file: overlayFile) {
      return try book.overlaid(by: PriceSheet(bytes, file: overlayFile))
    }
    return try book.overlaid(by: try PriceBook.read(csv: bytes, file: overlayFile, asOf: book.asOf))
  }

  /// `a.b=value` pairs as the mapping that a scenario would have.
  private func component(_ type: any Component.Type) throws -> any Component {
    var node = Node.map([], Mark(file: "--set", line: 1, column: 1))
    for (index, text) in settings.enumerated() {
      guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
        throw Problem("--set takes key=value, not `\(text)`")
      }
      let mark = Mark(file: "--set", line: index + 1, column: 1)
      var value = Node.scalar(String(text[text.index(after: equals)...]), quoted: false, mark)
      for key in text[..<equals].split(separator: ".").reversed() {
        value = .map([Node.Entry(key: String(key), mark: mark, value: value)], mark)
      }
      node = overlay(node, with: value)
    }
    var problems = Problems()
    let component = type.read(node, owner: "`\(kind)`", ignoring: [], &problems)
    guard problems.isEmpty else { throw problems }
    return component
  }

  /// The month's total of each input, by slot.
  private func totals(_ type: any Component.Type) throws -> [Double] {
    var totals = Array(repeating: 0.0, count: type.inputs.count)
    for text in flows {
      guard let equals = text.firstIndex(of: "=") else { throw Problem("--flow takes name=quantity, not `\(text)`") }
      let name = String(text[..<equals])
      let slots = type.inputs.indices.filter { type.inputs[$0].flow == name || type.inputs[$0].visit == name }
      guard let first = slots.first else {
        let names = Array(Set(type.inputs.map(\.flow))).sorted()
        let hint =
          nearest(name, in: names).map { "did you mean `\($0)`?" } ?? "it reads \(names.joined(separator: ", "))"
        throw Problem("\(kind) reads no flow `\(name)`; \(hint)")
      }
      let port = type.inputs[first]
      let written = String(text[text.index(after: equals)...])
      guard let (number, unit) = try? Measure.split(written), number >= 0,
        let spelling = unit.isEmpty ? Spelling("") : port.spellings.first(where: { $0.name == unit })
      else {
        let units = port.spellings.map(\.name).filter { !$0.isEmpty }.joined(separator: ", ")
        let with = units.isEmpty ? "" : " with one of \(units)"
        throw Problem("--flow \(name) is `\(written)`; it takes a number\(with)")
      }
      // The same arrivals reach every input that listens to this flow, whether to its own region or to all.
      for slot in type.inputs.indices where type.inputs[slot].flow == port.flow {
        totals[slot] += number * spelling.numerator / spelling.denominator
      }
    }
    return totals
  }

  private func text(_ bill: Bill, _ type: any Component.Type) -> String {
    let byTier = bill.lines.sorted {
      ($0.meterName, Money(decimal: $0.tier) ?? .zero) < ($1.meterName, Money(decimal: $1.tier) ?? .zero)
    }
    let rows = byTier.map { line in
      [
        line.meterName + (line.tier == "0" ? "" : " from \(line.tier)"), line.unit, Display.quantity(line.quantity),
        line.unitPrice.map(Display.price) ?? "no price", line.amount?.display ?? "–",
      ]
    }
    var parts = ["\(type.title) in \(region), \(month)\(hours.map { ", \($0) h" } ?? "")"]
    if rows.isEmpty {
      parts.append(Console.wrapped("Nothing is billed. State its use with --flow, its settings with --set."))
    } else {
      parts.append(Console.table(["Meter", "Unit", "Quantity", "Price", bill.currency], rows, texts: 2))
    }
    parts.append("Total \(bill.isComplete ? "" : "(lower bound) ")\(bill.total.display) \(bill.currency)")
    for line in bill.lines where line.amount == nil {
      parts.append(Console.wrapped("No price for \(line.meter): \(line.source)", hanging: 2))
    }
    return parts.joined(separator: "\n\n")
  }

  /// What `--json` prints.
  private struct Shape: Encodable {
    struct LineShape: Encodable {
      var id: String
      var meter: String
      var region: String
      var tier: String
      var quantity: String
      var unit: String
      var unitPrice: String?
      var amount: String?
      var confidence: String?
      var source: String
      var formula: String
    }
    var currency: String
    var complete: Bool
    var lines: [LineShape]
    var total: String

    init(_ bill: Bill) {
      currency = bill.currency
      complete = bill.isComplete
      total = bill.total.decimal
      lines = bill.lines.map {
        LineShape(
          id: $0.id, meter: $0.meter, region: $0.region, tier: $0.tier, quantity: $0.quantity.decimal, unit: $0.unit,
          unitPrice: $0.unitPrice?.decimal, amount: $0.amount?.decimal, confidence: $0.confidence?.rawValue,
          source: $0.source, formula: $0.formula)
      }
    }
  }
}
