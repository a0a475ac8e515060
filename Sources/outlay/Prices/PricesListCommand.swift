import ArgumentParser
import Pricing
import Quantities
import Reporting

/// `outlay prices list`: the prices in force on a day, searched by text, meter and region.
struct PricesListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the prices of a day by text, meter, region and type.",
    discussion: """
      TEXT is looked for in meter keys and in the price list's names, in any case.
      With --region: the price that counts there, be it of the region, its zone or
      everywhere.

      EXAMPLES
        outlay prices list cosmos --region westeurope
        outlay prices list --meter bandwidth.internet.mgn --on 2027-06-30
        outlay prices list 'hot lrs' --region eastus2 --json
        outlay prices list --type reservation --region eastus2
        outlay prices list 'front door' --other --prices prices.sqlite
      """)

  @Argument(help: "Text to look for.")
  var text: String?

  @Option(name: .long, help: "Meter key.")
  var meter: String?

  @Option(name: .long, help: "Region, such as eastus2, or Global.")
  var region: String?

  @Option(name: .long, help: "Day on which prices hold (today if left out).")
  var on: String?

  @Option(name: .long, help: "Type: consumption, reservation, savings-plan, dev-test or all.")
  var type = Kind.consumption

  @Flag(name: .long, help: "Search an imported list for prices that no model's meter has.")
  var other = false

  @Option(name: .long, help: "Price book: `embedded`, a CSV file, a price book or FILE@SNAPSHOT (OUTLAY_PRICES).")
  var prices: String?

  @Flag(name: .long, help: "Print JSON.")
  var json = false

  /// The types of prices that can be asked for.
  enum Kind: String, CaseIterable, ExpressibleByArgument {
    case consumption, reservation
    case savingsPlan = "savings-plan"
    case devTest = "dev-test"
    case all

    /// Whether a row's type is this one.
    func takes(_ row: PriceRow) -> Bool {
      switch self {
      case .consumption: row.isConsumption
      case .reservation: row.priceType == "Reservation"
      case .savingsPlan: row.priceType == "SavingsPlan"
      case .devTest: row.priceType == "DevTestConsumption"
      case .all: true
      }
    }
  }

  func validate() throws {
    if other, meter != nil { throw ValidationError("--other finds prices that have no meter key; leave --meter out") }
  }

  func run() throws {
    let book = try PriceBooks.stated(prices)
    let day = try PriceBooks.day(on)
    let place = try region.map(PriceBooks.region)
    let rows = try rows(of: book, on: day, place)
    if json {
      Console.print(try Console.json(rows.map(PriceRowShape.init)))
      return
    }
    guard !rows.isEmpty else {
      let kind = type == .consumption || type == .all ? nil : type.rawValue
      let wanted = [text.map { "`\($0)`" }, meter, place, kind].compactMap { $0 }.joined(separator: ", ")
      let hint = other ? "" : "; `outlay prices list` has them all, --other what no model's meter has"
      throw Problem("\(book.id) has no price\(wanted.isEmpty ? "" : " for \(wanted)") on \(day)\(hint)")
    }
    let table = Self.table(rows, book, hasTypes: type != .consumption || other)
    let legend = Console.wrapped(
      """
      \(rows.count) prices of \(book.id) on \(day). From: first unit of the tier. C: confidence, h high, m medium, \
      l low, a assumed. `outlay prices show KEY` tells all of one meter.
      """)
    Console.print(table + "\n\n" + legend)
  }

  private func rows(of book: PriceBook, on day: Date, _ place: String?) throws -> [PriceRow] {
    if other {
      return book.others(text ?? "").filter { row in
        row.holds(on: day) && type.takes(row) && (place.map { Region.lookups($0).contains(row.region) } ?? true)
      }
    }
    if let meter {
      let key = try Self.key(meter, in: book)
      return found(key, book.rows(ofMeter: key), on: day, place)
    }
    return book.allRows().sorted { $0.key < $1.key }.flatMap { found($0.key, $0.value, on: day, place) }
  }

  private static func table(_ rows: [PriceRow], _ book: PriceBook, hasTypes: Bool) -> String {
    let header = ["Region"] + (hasTypes ? ["Type"] : []) + ["From", book.currency, "Per", "Since", "C"]
    let names = rows.map { row in
      row.meterKey.isEmpty ? [row.productName, row.skuName, row.meterName].joined(separator: " / ") : row.meterKey
    }
    return PriceTable.text(names, header, rows.map { cells($0, hasTypes: hasTypes) }, texts: hasTypes ? 2 : 1)
  }

  private static func cells(_ row: PriceRow, hasTypes: Bool) -> [String] {
    let since = row.effectiveFrom?.description ?? "–"
    let sure = String(row.confidence.rawValue.prefix(1))
    let tier = Display.quantity(row.tierMinimum)
    return [row.region] + (hasTypes ? [typeCell(row)] : [])
      + [tier, Display.price(row.price), row.unit.text, since, sure]
  }

  /// A key of the book.
  ///
  /// - Throws: a problem with the nearest key.
  static func key(_ name: String, in book: PriceBook) throws -> String {
    if !book.rows(ofMeter: name).isEmpty { return name }
    let hint = nearest(name, in: book.meterKeys).map { "did you mean `\($0)`?" } ?? "`outlay prices list` has them all"
    throw Problem("\(book.id) has no meter `\(name)`; \(hint)")
  }

  /// The type and term of a row, short.
  static func typeCell(_ row: PriceRow) -> String {
    let type =
      switch row.priceType {
      case "Consumption": ""
      case "Reservation": "reserved"
      case "SavingsPlan": "savings plan"
      case "DevTestConsumption": "dev/test"
      default: row.priceType
      }
    let term = row.term.replacing(" Years", with: "y").replacing(" Year", with: "y").replacing(" Month", with: "mo")
    let text = [type, term].filter { !$0.isEmpty }.joined(separator: " ")
    return text.isEmpty ? "–" : text
  }

  private func found(_ key: String, _ all: [PriceRow], on day: Date, _ place: String?) -> [PriceRow] {
    let wanted = text?.lowercased()
    let named = all.filter { row in
      guard let wanted else { return true }
      return [key, row.serviceName, row.productName, row.skuName, row.meterName].contains {
        $0.lowercased().contains(wanted)
      }
    }
    if named.isEmpty { return [] }
    let discounts = type == .consumption ? [] : Self.inForce(named.filter { !$0.isConsumption }, on: day, place)
    return (type == .consumption || type == .all ? payAsYouGo(key, all, named, on: day, place) : [])
      + discounts.filter(type.takes)
  }

  /// The prices that rate usage on a day.
  private func payAsYouGo(
    _ key: String, _ all: [PriceRow], _ named: [PriceRow], on day: Date, _ place: String?
  ) -> [PriceRow] {
    if let place {
      guard case .bands(let bands) = Candidates(key: key, region: place, among: all).resolve(on: day) else { return [] }
      return bands.filter(named.contains)
    }
    return Set(named.filter(\.isConsumption).map(\.region)).sorted().flatMap { region -> [PriceRow] in
      guard case .bands(let bands) = Candidates(key: key, region: region, among: all).resolve(on: day) else {
        return []
      }
      return bands.filter { $0.region == region && named.contains($0) }
    }
  }

  /// Of prices that discount a meter, those of a day: the latest of each place, type, term and tier.
  private static func inForce(_ rows: [PriceRow], on day: Date, _ place: String?) -> [PriceRow] {
    let places = place.map(Region.lookups)
    let valid = rows.filter { row in row.holds(on: day) && (places.map { $0.contains(row.region) } ?? true) }
    let groups = Dictionary(grouping: valid) { row in
      [
        row.region, row.priceType, row.term, row.productName, row.skuName, row.meterName, row.meterId,
        row.tierMinimum.decimal,
      ]
    }
    return groups.sorted { $0.key.lexicographicallyPrecedes($1.key) }.flatMap { _, rows in
      let latest = rows.compactMap(\.effectiveFrom).max()
      return rows.filter { $0.effectiveFrom == latest }
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
