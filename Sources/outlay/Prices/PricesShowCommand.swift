import ArgumentParser
import Pricing
import Quantities
import Reporting

/// `outlay prices show`: every row of one meter, with its dates, types and sources.
struct PricesShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show every price of one meter: tiers, dates, types, sources.",
    discussion: """
      EXAMPLES
        outlay prices show bandwidth.internet.mgn
        outlay prices show appservice.linux.p1v3.instance.hour --region eastus2
      """)

  @Argument(help: "Meter key, such as bandwidth.internet.mgn.")
  var key: String

  @Option(name: .long, help: "Region, such as eastus2: its rows, those of its zone and those of everywhere.")
  var region: String?

  @Option(name: .long, help: "Price book: `embedded`, a CSV file, a price book or FILE@SNAPSHOT (OUTLAY_PRICES).")
  var prices: String?

  @Flag(name: .long, help: "Print JSON.")
  var json = false

  func run() throws {
    let book = try PriceBooks.stated(prices)
    let key = try PricesListCommand.key(key, in: book)
    let places = try region.map { Region.lookups(try PriceBooks.region($0)) }
    let all = book.rows(ofMeter: key).sorted { Self.order($0).lexicographicallyPrecedes(Self.order($1)) }
    let rows = all.filter { row in places.map { $0.contains(row.region) } ?? true }
    if json {
      Console.print(try Console.json(rows.map(PriceRowShape.init)))
      return
    }
    guard !rows.isEmpty else {
      let there = Set(all.map(\.region)).sorted().joined(separator: ", ")
      throw Problem("`\(key)` has no price for \(places?.joined(separator: ", ") ?? ""); there are prices for \(there)")
    }
    Console.print(text(rows, book, key))
  }

  private static func order(_ row: PriceRow) -> [String] {
    [row.region, row.priceType, row.term, row.effectiveFrom?.description ?? ""]
      + [String(String(row.tierMinimum.nano + 1_000_000_000_000_000_000).suffix(19))]
  }

  private func text(_ rows: [PriceRow], _ book: PriceBook, _ key: String) -> String {
    var sources: [String] = []
    let cells = rows.map { row -> [String] in
      let told = row.source + (row.note.isEmpty ? "" : "; " + row.note)
      if !sources.contains(told) { sources.append(told) }
      let type = (row.priceType == "Consumption" ? "" : row.priceType + " ") + row.term
      let dates = [row.effectiveFrom, row.effectiveUntil].map { $0?.description ?? "–" }
      let sure = String(row.confidence.rawValue.prefix(1))
      let number = String((sources.firstIndex(of: told) ?? 0) + 1)
      let price = [Display.quantity(row.tierMinimum), Display.price(row.price), row.unit.text]
      return [row.region, type.isEmpty ? "–" : type] + price + dates + [sure, number]
    }
    var seen: Set<String> = []
    let names = rows.map { row in
      [row.serviceName, row.productName, row.skuName, row.meterName].filter { !$0.isEmpty }.joined(separator: " / ")
    }.filter { seen.insert($0).inserted }
    return [
      "\(key) in \(book.id)", names.map { Console.wrapped($0, indent: 2) }.joined(separator: "\n"), "",
      Console.table(["Region", "Type", "From", book.currency, "Per", "Since", "Until", "C", "S"], cells, texts: 2), "",
      sources.enumerated().map { Console.wrapped("\($0 + 1) \($1)", hanging: 2) }.joined(separator: "\n"),
    ].joined(separator: "\n")
  }
}
