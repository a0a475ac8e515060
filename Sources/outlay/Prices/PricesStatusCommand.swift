import Analysis
import ArgumentParser
import Pricing
import Quantities
import Scenario

/// `outlay prices status`: what a price book knows of the models' meters, and where its holes are.
struct PricesStatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Show which meters a price book has prices of, how sure and how old.",
    discussion: """
      A meter whose price key hangs on settings (plan, model, redundancy) is looked
      up under each of them. With a scenario: its cost by confidence.

      EXAMPLES
        outlay prices status
        outlay prices status --scenario Scenarios/reference.yaml
        outlay prices status --prices prices.sqlite@2026-11-22 --json
      """)

  @Option(name: .long, help: "Price book: `embedded`, a CSV file, a price book or FILE@SNAPSHOT (OUTLAY_PRICES).")
  var prices: String?

  @Option(name: .long, help: "Scenario file, perhaps with #variant, whose cost to divide by confidence.")
  var scenario: String?

  @Option(name: .long, help: "Day on which prices must hold (today if left out).")
  var on: String?

  @Flag(name: .long, help: "Print JSON.")
  var json = false

  func run() throws {
    let book = try PriceBooks.stated(prices)
    let day = try PriceBooks.day(on)
    let coverage = PriceCoverage(of: book, on: day)
    let shares = try scenario.map { path in
      ConfidenceShares(of: try Pipeline(book: book).bill(try Scenario.load(path)).bill)
    }
    if json {
      Console.print(try Console.json(Shape(book, day, coverage, shares)))
    } else {
      Console.print(([text(book, day, coverage)] + (shares.map { [text($0)] } ?? [])).joined(separator: "\n\n"))
    }
  }

  // MARK: Text

  private static let short = ["eus2", "wus2", "weu", "neu", "sea", "aue"]

  private func text(_ book: PriceBook, _ day: Date, _ coverage: PriceCoverage) -> String {
    let age = max(day.number - book.asOf.number, 0)
    let holes = coverage.holes
    let count = coverage.meters.reduce(0) { $0 + $1.prices.count }
    var rows: [[String]] = []
    var kind = ""
    for meter in coverage.meters {
      // A kind's name above its meters leaves room for theirs.
      if meter.kind != kind { rows.append([meter.kind] + Array(repeating: "", count: Self.short.count + 1)) }
      kind = meter.kind
      let cells = PriceCoverage.regions.map { Self.cell(meter.prices(in: $0)) }
      rows.append(["  " + meter.meter] + cells + [meter.prices.compactMap(\.age).max().map { "\($0)" } ?? "–"])
    }
    let regions = zip(Self.short, PriceCoverage.regions).map { "\($0) \($1)" }.joined(separator: ", ")
    var parts = [
      Console.wrapped(
        """
        \(book.id), of \(book.asOf), \(age) \(age == 1 ? "day" : "days") old on \(day): \(count - holes.count) of \
        \(count) prices
        """
      ),
      Console.table(["Meter"] + Self.short + ["Days"], rows),
      Console.wrapped(
        """
        Confidence of the least sure price: h high, m medium, l low, a assumed, – none; h9/14: prices for 9 of the 14 \
        price keys that settings can name. Days: since the oldest of the prices took effect. \(regions).
        """),
    ]
    if holes.isEmpty {
      parts.append("No holes.")
    } else {
      parts.append("Holes: \(holes.count)\n" + Self.list(coverage))
    }
    return parts.joined(separator: "\n\n")
  }

  /// The letter of the least sure price, and how many keys have one where some have none.
  private static func cell(_ prices: [PriceCoverage.Price]) -> String {
    let sure = prices.compactMap(\.confidence)
    guard let least = sure.max() else { return "–" }
    let letter = String(least.rawValue.prefix(1))
    return sure.count == prices.count ? letter : "\(letter)\(sure.count)/\(prices.count)"
  }

  /// A line per key without a price somewhere.
  private static func list(_ coverage: PriceCoverage) -> String {
    coverage.meters.flatMap { meter in
      meter.keys.compactMap { key in
        let gone = meter.prices.filter { $0.key == key && $0.confidence == nil }.map(\.region)
        if gone.isEmpty { return nil }
        let regions = gone.count == PriceCoverage.regions.count ? "all six" : gone.joined(separator: ", ")
        return Console.wrapped("\(key): \(regions)", indent: 2)
      }
    }.joined(separator: "\n")
  }

  private func text(_ shares: ConfidenceShares) -> String {
    let rows = shares.amounts.map {
      [$0.confidence.rawValue, Self.percent(shares.share($0.amount)), $0.amount.display]
    }
    let lines = [
      "Cost of \(scenario ?? "") by confidence of its prices",
      Console.table(["Confidence", "Share", "Amount"], rows),
      "High or medium: \(Self.percent(shares.trusted)) of \(shares.total.display)"
        + (shares.unpriced > 0 ? "; \(shares.unpriced) lines have no price" : ""),
    ]
    return lines.joined(separator: "\n")
  }

  private static func percent(_ share: Double) -> String {
    let tenths = Int((share * 1000).rounded())
    return "\(tenths / 10).\(tenths % 10) %"
  }

  // MARK: JSON

  private struct Shape: Encodable {
    struct MeterShape: Encodable {
      var kind: String
      var meter: String
      var prices: [PriceShape]
    }
    struct PriceShape: Encodable {
      var key: String
      var region: String
      var confidence: String?
      var ageDays: Int?
      var missing: String?
    }
    struct ShareShape: Encodable {
      var confidence: String
      var amount: String
      var share: Double
    }
    struct ScenarioShape: Encodable {
      var total: String
      var unpriced: Int
      var highOrMedium: Double
      var shares: [ShareShape]
    }
    var book: String
    var asOf: String
    var on: String
    var currency: String
    var holes: Int
    var meters: [MeterShape]
    var scenario: ScenarioShape?

    init(_ book: PriceBook, _ day: Date, _ coverage: PriceCoverage, _ shares: ConfidenceShares?) {
      self.book = book.id
      asOf = book.asOf.description
      on = day.description
      currency = book.currency
      holes = coverage.holes.count
      meters = coverage.meters.map { meter in
        MeterShape(
          kind: meter.kind, meter: meter.meter,
          prices: meter.prices.map {
            PriceShape(
              key: $0.key, region: $0.region, confidence: $0.confidence?.rawValue, ageDays: $0.age,
              missing: $0.missing.isEmpty ? nil : $0.missing)
          })
      }
      scenario = shares.map { shares in
        ScenarioShape(
          total: shares.total.decimal, unpriced: shares.unpriced, highOrMedium: shares.trusted,
          shares: shares.amounts.map {
            ShareShape(confidence: $0.confidence.rawValue, amount: $0.amount.decimal, share: shares.share($0.amount))
          })
      }
    }
  }
}
