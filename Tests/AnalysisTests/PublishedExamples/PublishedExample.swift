import Analysis
import Components
import Pricing
import Quantities
import Testing

/// A figure that somebody published, and how Outlay comes to it with its real component and rating code.
struct PublishedExample: Sendable, CustomTestStringConvertible {
  /// Its name in the collection.
  let id: String
  /// What was published.
  let expected: Double
  /// How far the published figure may be off: half of its last printed digit, or as the source rounds.
  let tolerance: Double
  /// Unit of the figure.
  let unit: String
  /// The document that states it, with its commit.
  let source: String
  /// The same figure as Outlay finds it.
  let value: @Sendable () throws -> Double

  init(
    _ id: String, _ expected: Double, _ unit: String = "USD", within tolerance: Double, source: String,
    value: @escaping @Sendable () throws -> Double
  ) {
    self.id = id
    self.expected = expected
    self.unit = unit
    self.tolerance = tolerance
    self.source = source
    self.value = value
  }

  var testDescription: String { id }
}

/// A component priced as at the prompt of `outlay estimate`, by the prices of an example instead of the list's.
struct Estimated {
  let bill: Bill

  /// Prices a kind over January 2027, unless told, with settings, flows and hours as at the prompt.
  ///
  /// A price is `meter_key,unit,price`, perhaps followed by the tier's minimum and a region; it holds in every region of the
  /// estimate unless it names one. Meters without one keep the list's prices.
  init(
    _ kind: String, in regions: [String] = ["eastus2"], set settings: [String] = [], flow flows: [String] = [],
    hours: Int? = nil, months: Int = 1, month: String = "2027-01", prices: [String] = []
  ) throws {
    let type = try #require(Blueprint.kind(kind)?.type)
    var request = EstimateRequest(type)
    (request.regions, request.settings, request.flows) = (regions, settings, flows)
    (request.hours, request.months, request.month) = (hours, months, month)
    var book = try PriceBook.embedded()
    if !prices.isEmpty {
      let columns = PriceRow.header.split(separator: ",").map(String.init)
      var csv = PriceRow.header + "\n"
      for row in prices {
        let parts = row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        let tier = parts.count > 3 && !parts[3].isEmpty ? parts[3] : "0"
        for region in parts.count > 4 ? [parts[4]] : regions + ["Global"] {
          let cells = [
            "meter_key": parts[0], "arm_region": region, "unit_of_measure": parts[1], "tier_min_units": tier,
            "price_usd": parts[2], "currency": "USD", "price_type": "Consumption", "confidence": "medium",
            "source": "a published example",
          ]
          csv += columns.map { cells[$0] ?? "" }.joined(separator: ",") + "\n"
        }
      }
      book = try book.overlaid(by: try PriceBook.read(csv: csv, file: "example.csv", asOf: book.asOf))
    }
    bill = try request.bill(by: book)
    for row in prices {
      let key = row.prefix { $0 != "," }
      #expect(bill.lines.contains { $0.meter == key }, "the price of \(key) is stated, but nothing is rated by it")
    }
  }

  /// The total in the currency; fails where a price is missing.
  var total: Double {
    get throws {
      try #require(bill.isComplete, "unpriced: \(bill.lines.filter { $0.amount == nil }.map(\.source))")
      return bill.total.approximate
    }
  }

  /// The same of one month, such as `2027-02`.
  func total(of month: String) throws -> Double {
    let lines = bill.lines.filter { $0.month == month }
    return try lines.reduce(0) { try $0 + #require($1.amount).approximate }
  }

  /// The amount of one meter, by its short name.
  func amount(of meter: String) throws -> Double {
    let lines = bill.lines.filter { $0.meterName == meter }
    return try lines.reduce(0) { try $0 + #require($1.amount).approximate }
  }

  /// The quantity of one meter in units of its price, by its short name.
  func quantity(of meter: String) -> Double {
    bill.lines.filter { $0.meterName == meter }.reduce(0) { $0 + Double($1.quantity.nano) / 1e9 }
  }
}
