import Analysis
import Foundation
import Pricing
import Quantities
import Scenario
import Testing

/// The worked scenario's tier crossings, day by day, which no report prints.
struct WorkedBillTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("EndToEndTests/Worked").path
  static let report = Result {
    try Pipeline(book: try PriceBook.embedded()).run(try Scenario.load(folder + "/scenario.yaml")).report
  }

  static func rows(_ name: String) throws -> [[String]] {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name)), as: UTF8.self)
      .split(separator: "\n").dropFirst().map { $0.split(separator: ",").map(String.init) }
  }

  @Test func `each pool crosses each tier on its day, between its two sums`() throws {
    let report = try Self.report.get()
    let rows = try Self.rows("expected-crossings.csv")
    #expect(rows.count == 6)
    for row in rows {
      let (meter, month, tier, day) = (row[0], row[2], row[3], try #require(Date(row[4])))
      let pool = report.bill.lines.filter { $0.meter == meter && $0.month == month }
      let index = day.number - report.start.number
      func sum(_ isCounted: (Int) -> Bool) -> Nano {
        pool.flatMap(\.days).filter { isCounted($0.day) }.reduce(.zero) { $0 + $1.quantity }
      }
      #expect(sum { $0 < index }.decimal == row[5], "\(meter) \(month) \(tier)")
      #expect(sum { $0 <= index }.decimal == row[6], "\(meter) \(month) \(tier)")
      let first = pool.filter { $0.tier == tier }.flatMap(\.days).map(\.day).min()
      #expect(first == index, "\(meter) \(month) \(tier)")
    }
  }

  @Test func `the parts of a line add up to it`() throws {
    for line in try Self.report.get().bill.lines {
      #expect(line.days.reduce(Nano.zero) { $0 + $1.quantity } == line.quantity, "\(line.id)")
      #expect(line.days.reduce(Money.zero) { $0 + $1.amount } == line.amount, "\(line.id)")
      #expect(Set(line.days.map(\.day)).count == line.days.count, "\(line.id)")
    }
  }

  @Test func `one day is what the worked scenario says of 2027-01-20`() throws {
    // Section 3: the lines of the day, to the last digit.
    let report = try Self.report.get()
    let expected = [
      "bandwidth.internet.mgn/eastus2/2027-01/100": ("364.588225476", "31.719175616412"),
      "bandwidth.internet.mgn/westeurope/2027-01/100": ("180.037734963", "15.663282941781"),
      "la.analytics.ingestion/eastus2/2027-01/5": ("2.740973623", "7.565087199480"),
      "la.analytics.ingestion/westeurope/2027-01/5": ("1.353523367", "4.047034867330"),
      "cosmos.ru.autoscale.single_write/eastus2/2027-01/0": ("71.614462581", "0.859373550972"),
      "cosmos.ru.autoscale.single_write/westeurope/2027-01/0": ("46.133571748", "0.553602860976"),
      "cosmos.storage.transactional/eastus2/2027-01/0": ("0.999721058", "0.249930264500"),
      "cosmos.storage.transactional/westeurope/2027-01/0": ("0.999721058", "0.249930264500"),
      "bandwidth.inter_continent/eastus2/2027-01/0": ("1.388657333", "0.069432866650"),
      "bandwidth.inter_continent/westeurope/2027-01/0": ("0.459050319", "0.022952515950"),
      "openai.gpt-4.1-mini.global.standard.input/eastus2/2027-01/0": ("1822.758851497", "0.729103540599"),
      "openai.gpt-4.1-mini.global.standard.output/westeurope/2027-01/0": ("225.024666237", "0.360039465979"),
      "trafficmanager.dns_queries.1m/Global/2027-01/0": ("0.341644141", "0.184487836140"),
      "trafficmanager.health_check.azure.endpoint_month/Global/2027-01/0": ("0.064516129", "0.023225806440"),
      "appservice.linux.p1v3.instance.hour/eastus2/2027-01/0": ("72.000000000", "11.160000000000"),
      "appservice.linux.p1v3.instance.hour/westeurope/2027-01/0": ("54.000000000", "9.612000000000"),
    ]
    for (id, part) in expected {
      let line = try #require(report.bill.lines.first { $0.id.hasSuffix("/" + id) }, "\(id)")
      let day = try #require(line.days.first { $0.day == 19 }, "\(id)")
      #expect(day.quantity.decimal == part.0, "\(id)")
      #expect(day.amount.decimal == part.1, "\(id)")
    }
    #expect(report.days[19].decimal == "84.157802604287")
  }
}
