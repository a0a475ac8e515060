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
      A flow's quantity is a month's total, spread evenly over its hours. With several regions, each has that much.

      EXAMPLES
        outlay estimate cosmos-db --region eastus2 --month 2027-01 \\
          --set throughput=manual --set 'provisioned=1_000 RU/s' --hours 720
        outlay estimate bandwidth --month 2027-01 --flow 'internet-egress=20 TB'
      """)

  @Argument(help: "A kind, such as cosmos-db.")
  var kind: String

  @Option(name: .long, help: "Region, such as eastus2; several, split by commas, the first being its home.")
  var region = "eastus2"

  @Option(name: .long, help: "Month, such as 2027-01.")
  var month: String

  @Option(name: .long, help: "Months to price, from --month on.")
  var months = 1

  @Option(name: .long, help: "Hours to price instead of the month's own, such as the 730 of price calculators.")
  var hours: Int?

  @Option(
    name: .customLong("set"), help: ArgumentHelp("A setting, as a scenario would state it.", valueName: "key=value"))
  var settings: [String] = []

  @Option(
    name: .customLong("flow"),
    help: ArgumentHelp(
      "A flow or visit key and its quantity in a month; several, split by commas, are those of equal parts of it.",
      valueName: "name=quantity"))
  var flows: [String] = []

  @Option(name: .customLong("overlay"), help: "CSV file of prices whose meter keys replace the book's.")
  var overlayFile: String?

  @Flag(name: .long, help: "Print JSON.")
  var json = false

  @OptionGroup var model: ModelOptions

  func run() async throws {
    var request = EstimateRequest(try ComponentsCommand.find(kind).type)
    request.regions = region.split(separator: ",").map { String($0.filter { $0 != " " }) }
    (request.month, request.months, request.hours) = (month, months, hours)
    (request.settings, request.flows) = (settings, flows)
    let pipeline = try model.pipeline()
    let bill = try request.bill(by: try book(pipeline.book), strict: pipeline.isStrict)
    Console.print(json ? try Console.json(Shape(bill)) : text(bill, request.kind))
    if !bill.isComplete { throw ExitStatus.incomplete }
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

  private func text(_ bill: Bill, _ type: any Component.Type) -> String {
    let byTier = bill.lines.sorted {
      ($0.meterName, $0.region, $0.month, Money(decimal: $0.tier) ?? .zero)
        < ($1.meterName, $1.region, $1.month, Money(decimal: $1.tier) ?? .zero)
    }
    let rows = byTier.map { line in
      [
        [
          line.meterName, line.tier == "0" ? nil : "from \(line.tier)", region.contains(",") ? line.region : nil,
          months > 1 ? line.month : nil,
        ].compactMap { $0 }.joined(separator: " "),
        line.unit, Display.quantity(line.quantity),
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
