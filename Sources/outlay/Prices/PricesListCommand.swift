import ArgumentParser
import Pricing
import Quantities
import Reporting

/// `outlay prices list`: the prices in force on a day, searched by text, meter and region.
struct PricesListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List pay-as-you-go prices by text, meter, region and day.",
    discussion: """
      TEXT is looked for in meter keys and in the price list's names, in any case.
      With --region: the price that counts there, be it of the region, its zone or
      everywhere.

      EXAMPLES
        outlay prices list cosmos --region westeurope
        outlay prices list --meter bandwidth.internet.mgn --on 2027-06-30
        outlay prices list 'hot lrs' --region eastus2 --json
      """)

  @Argument(help: "Text to look for.")
  var text: String?

  @Option(name: .long, help: "Meter key.")
  var meter: String?

  @Option(name: .long, help: "Region, such as eastus2, or Global.")
  var region: String?

  @Option(name: .long, help: "Day on which prices hold (today if left out).")
  var on: String?

  @Option(name: .long, help: "Price book: `embedded`, a CSV file, a price book or FILE@SNAPSHOT (OUTLAY_PRICES).")
  var prices: String?

  @Flag(name: .long, help: "Print JSON.")
  var json = false

  func run() throws {
    let book = try PriceBooks.stated(prices)
    let day = try PriceBooks.day(on)
    let place = try region.map(PriceBooks.region)
    let keys = try meter.map { [try Self.key($0, in: book)] } ?? book.meterKeys
    let rows = keys.flatMap { found($0, in: book, on: day, place) }
    if json {
      Console.print(try Console.json(rows.map(PriceRowShape.init)))
      return
    }
    guard !rows.isEmpty else {
      let wanted = [text.map { "`\($0)`" }, meter, place].compactMap { $0 }.joined(separator: ", ")
      throw Problem(
        "\(book.id) has no price\(wanted.isEmpty ? "" : " for \(wanted)") on \(day); `outlay prices list` has them all")
    }
    let cells = rows.map(Self.cells)
    let table = Console.table(["Meter", "Region", "From", book.currency, "Per", "Since", "C"], cells, texts: 2)
    let legend = Console.wrapped(
      """
      \(rows.count) prices of \(book.id) on \(day). From: first unit of the tier. C: confidence, h high, m medium, \
      l low, a assumed. `outlay prices show KEY` tells all of one meter.
      """)
    Console.print(table + "\n\n" + legend)
  }

  private static func cells(_ row: PriceRow) -> [String] {
    let since = row.effectiveFrom?.description ?? "–"
    let sure = String(row.confidence.rawValue.prefix(1))
    let tier = Display.quantity(row.tierMinimum)
    return [row.meterKey, row.region, tier, Display.price(row.price), row.unit.text, since, sure]
  }

  /// A key of the book.
  ///
  /// - Throws: a problem with the nearest key.
  static func key(_ name: String, in book: PriceBook) throws -> String {
    if !book.rows(ofMeter: name).isEmpty { return name }
    let hint = nearest(name, in: book.meterKeys).map { "did you mean `\($0)`?" } ?? "`outlay prices list` has them all"
    throw Problem("\(book.id) has no meter `\(name)`; \(hint)")
  }

  private func found(_ key: String, in book: PriceBook, on day: Date, _ place: String?) -> [PriceRow] {
    let all = book.rows(ofMeter: key)
    let wanted = text?.lowercased()
    let named = all.filter { row in
      guard let wanted else { return true }
      return [key, row.serviceName, row.productName, row.skuName, row.meterName].contains {
        $0.lowercased().contains(wanted)
      }
    }
    if named.isEmpty { return [] }
    if let place {
      guard case .bands(let bands) = Candidates(key: key, region: place, in: book).resolve(on: day) else { return [] }
      return bands.filter(named.contains)
    }
    return Set(named.filter(\.isConsumption).map(\.region)).sorted().flatMap { region -> [PriceRow] in
      guard case .bands(let bands) = Candidates(key: key, region: region, in: book).resolve(on: day) else { return [] }
      return bands.filter { $0.region == region && named.contains($0) }
    }
  }
}

/// A row of a price book, as `--json` prints it.
struct PriceRowShape: Encodable {
  var meterKey: String
  var serviceName: String
  var productName: String
  var skuName: String
  var meterName: String
  var meterId: String
  var region: String
  var unit: String
  var tierMinimum: String
  var price: String
  var currency: String
  var type: String
  var term: String?
  var effectiveFrom: String?
  var effectiveUntil: String?
  var confidence: String
  var source: String
  var note: String?

  init(_ row: PriceRow) {
    meterKey = row.meterKey
    serviceName = row.serviceName
    productName = row.productName
    skuName = row.skuName
    meterName = row.meterName
    meterId = row.meterId
    region = row.region
    unit = row.unit.text
    tierMinimum = row.tierMinimum.decimal
    price = row.price.decimal
    currency = row.currency
    type = row.priceType
    term = row.term.isEmpty ? nil : row.term
    effectiveFrom = row.effectiveFrom?.description
    effectiveUntil = row.effectiveUntil?.description
    confidence = row.confidence.rawValue
    source = row.source
    note = row.note.isEmpty ? nil : row.note
  }
}
