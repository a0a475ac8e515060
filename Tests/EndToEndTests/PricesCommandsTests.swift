import Foundation
import Testing

/// `outlay prices`: what its commands print, by text and by JSON.
@Suite struct PricesCommandsTests {
  struct Status: Decodable {
    struct Meter: Decodable {
      struct Price: Decodable {
        var key: String
        var region: String
        var confidence: String?
      }
      var kind: String
      var meter: String
      var prices: [Price]
    }
    struct Cost: Decodable {
      var unpriced: Int
      var highOrMedium: Double
    }
    var holes: Int
    var meters: [Meter]
    var scenario: Cost?
  }
  struct Row: Decodable {
    var meterKey: String
    var region: String
    var price: String
    var tierMinimum: String
  }
  struct Difference: Decodable {
    struct Change: Decodable {
      var old: Row
      var new: Row
      var growth: Double?
    }
    struct Bill: Decodable {
      var oldTotal: String
      var newTotal: String
    }
    var changed: [Change]
    var added: [Row]
    var removed: [Row]
    var bill: Bill?
  }

  static let header = """
    meter_key,service_name,product_name,sku_name,meter_name,meter_id,arm_region,unit_of_measure,tier_min_units,\
    price_usd,currency,price_type,term,effective_date,effective_until,confidence,source,note
    """

  static func csv(_ price: String) -> String {
    """
    \(header)
    key.one,S,P,K,M,,eastus2,1 Hour,0,\(price),USD,Consumption,,2026-01-01,,high,s,
    key.one,S,P,K,M,,eastus2,1 Hour,0,9,USD,Consumption,,2027-01-01,,high,s,
    key.one,S,P,K,M,,eastus2,1 Hour,0,0.5,USD,SavingsPlan,1 Year,2026-01-01,,high,s,

    """
  }

  static func decode<T: Decodable>(_ ended: Ended) throws -> T {
    guard ended.status == 0 else { throw Failure(ended.stderr) }
    return try JSONDecoder().decode(T.self, from: Data(ended.stdout.utf8))
  }

  @Test func `status tells every meter in six regions and lists the holes`() throws {
    let sandbox = try Sandbox()
    let status: Status = try Self.decode(try sandbox.outlay(["prices", "status", "--on", "2026-11-22", "--json"]))
    #expect(Set(status.meters.map(\.kind)).count == 33)
    for meter in status.meters { #expect(Set(meter.prices.map(\.region)).count == 6) }
    #expect(status.holes == status.meters.flatMap(\.prices).filter { $0.confidence == nil }.count)
    let text = try sandbox.outlay(["prices", "status", "--on", "2026-11-22"]).stdout
    #expect(text.contains("Holes: \(status.holes)"))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test func `the reference scenario is priced by high or medium confidence to 95 % at least`() throws {
    let sandbox = try Sandbox()
    let ended = try sandbox.outlay(
      ["prices", "status", "--on", "2026-11-22", "--scenario", "Scenarios/reference.yaml", "--json"],
      in: Repository.root)
    let status: Status = try Self.decode(ended)
    let cost = try #require(status.scenario)
    #expect(cost.unpriced == 0)
    #expect(cost.highOrMedium >= 0.95)
  }

  @Test func `list tells the price of the day`() throws {
    let sandbox = try Sandbox(["a.csv": Self.csv("1")])
    for (day, price) in [("2026-12-31", "1"), ("2027-01-01", "9")] {
      let rows: [Row] = try Self.decode(
        try sandbox.outlay(["prices", "list", "--prices", "a.csv", "--on", day, "--json"]))
      #expect(rows.map { Double($0.price) } == [Double(price)])
    }
  }

  @Test func `list in a region tells the price that counts there`() throws {
    let sandbox = try Sandbox()
    let rows: [Row] = try Self.decode(
      try sandbox.outlay(["prices", "list", "DNS queries", "--region", "westeurope", "--on", "2026-11-22", "--json"]))
    #expect(!rows.isEmpty)
    #expect(rows.allSatisfy { $0.region == "Global" })
  }

  @Test func `what isn't there is an error with a hint`() throws {
    let sandbox = try Sandbox(["a.csv": Self.csv("1")])
    let key = try sandbox.outlay(["prices", "show", "key.on", "--prices", "a.csv"])
    #expect(key.status == 2)
    #expect(key.stderr.contains("did you mean `key.one`?"))
    let region = try sandbox.outlay(["prices", "list", "--region", "eastus3"])
    #expect(region.status == 2)
    #expect(region.stderr.contains("did you mean"))
    #expect(try sandbox.outlay(["prices", "list", "--prices", "b.csv"]).status == 2)
    #expect(try sandbox.outlay(["prices", "list", "--prices", "a.csv@2026-01-01"]).status == 2)
  }

  @Test func `show tells all rows with their types`() throws {
    let sandbox = try Sandbox(["a.csv": Self.csv("1")])
    let rows: [Row] = try Self.decode(try sandbox.outlay(["prices", "show", "key.one", "--prices", "a.csv", "--json"]))
    #expect(rows.count == 3)
    let text = try sandbox.outlay(["prices", "show", "key.one", "--prices", "a.csv"]).stdout
    #expect(text.contains("SavingsPlan 1 Year"))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test func `diff tells old and new price`() throws {
    let sandbox = try Sandbox(["a.csv": Self.csv("1"), "b.csv": Self.csv("1.5")])
    let difference: Difference = try Self.decode(try sandbox.outlay(["prices", "diff", "a.csv", "b.csv", "--json"]))
    #expect(difference.changed.map(\.growth) == [0.5])
    #expect(difference.added.isEmpty)
    #expect(difference.removed.isEmpty)
    #expect(try sandbox.outlay(["prices", "diff", "a.csv", "b.csv"]).stdout.contains("+50.0"))
  }

  @Test func `diff rates a scenario by both books`() throws {
    let sandbox = try Sandbox(["s.yaml": BadInputTests.right])
    // The embedded list with app service plans at twice their price.
    let rows = try Repository.read("Sources/Pricing/Prices/app-service.csv").split(separator: "\n").map(String.init)
    let prices = try FileManager.default.contentsOfDirectory(atPath: Repository.root + "/Sources/Pricing/Prices")
    var all = [rows[0]]
    for file in prices.sorted() where file.hasSuffix(".csv") {
      for line in try Repository.read("Sources/Pricing/Prices/\(file)").split(separator: "\n").dropFirst() {
        var fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        if file == "app-service.csv", let price = Double(fields[9]) { fields[9] = "\(price * 2)" }
        all.append(fields.joined(separator: ","))
      }
    }
    try sandbox.write(all.joined(separator: "\n") + "\n", to: "dear.csv")
    let ended = try sandbox.outlay(["prices", "diff", "embedded", "dear.csv", "--scenario", "s.yaml", "--json"])
    let difference: Difference = try Self.decode(ended)
    #expect(!difference.changed.isEmpty)
    #expect(difference.changed.allSatisfy { $0.old.meterKey.hasPrefix("appservice.") })
    let bill = try #require(difference.bill)
    #expect(bill.oldTotal != bill.newTotal)
  }
}
