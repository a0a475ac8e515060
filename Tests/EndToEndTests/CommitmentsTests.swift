import Foundation
import Quantities
import Testing

/// A reservation, a savings plan and a negotiated discount through the real binary, followed by hand.
@Suite struct CommitmentsTests {
  static let key = "appservice.linux.p1v3.instance.hour"

  static let header =
    "meter_key,service_name,product_name,sku_name,meter_name,meter_id,arm_region,unit_of_measure,tier_min_units,"
    + "price_usd,currency,price_type,term,effective_date,effective_until,confidence,source,note"

  /// The list's 0.155 an hour and its savings plan of 0.11625; a reservation of 1,200 a year, a figure of ours.
  static let prices =
    header + "\n"
    + [("0.155", "Consumption", ""), ("1200", "Reservation", "1 Year"), ("0.11625", "SavingsPlan", "1 Year")]
    .map { "\(key),Azure App Service,v3,P1 v3,P1 v3 App,,eastus2,1 Hour,0,\($0.0),USD,\($0.1),\($0.2),,,high,us," }
    .joined(separator: "\n") + "\n"

  static func scenario(_ commitments: String, prices: String = ", discount: 10 %") -> String {
    """
    outlay: 1
    name: Two instances
    horizon: { start: 2027-01-01, months: 1 }
    prices: { overlay: prices.csv\(prices) }
    regions: [eastus2]
    components:
      app-service: { plan: P1v3, min: 2, max: 2 }
    commitments:
    \(commitments)
    """
  }

  static let both = """
      - { name: web, type: reservation, instance: app-service, quantity: 1 }
      - { name: plan, type: savings-plan, hourly: 0.058125 }
    """

  /// What these tests read of a report besides the usual.
  struct Saved: Decodable {
    struct Line: Decodable {
      var id: String
      var amount: String?
      var listAmount: String?
      var amortised: String?
      var priceType: String
    }
    struct Use: Decodable {
      var name: String
      var utilisation: Double
      var covered: Double
      var paid: String?
      var saving: String?
      var owed: String?
      var breakEven: Double?
    }
    var exit: Int
    var total: String
    var listTotal: String?
    var amortisedTotal: String?
    var lines: [Line]
    var commitments: [Use]?
  }

  static func sandbox(_ scenario: String) throws -> Sandbox {
    try Sandbox(["s.yaml": scenario, "prices.csv": prices])
  }

  static let run = ["run", "s.yaml", "--out", "out", "--no-ledger", "--format"]

  @Test func `a bill under a reservation, a savings plan and a discount comes out as by hand`() throws {
    let box = try Self.sandbox(Self.scenario(Self.both))
    let ended = try box.outlay(Self.run + ["json,csv,html"])
    #expect(ended.status == 0, "\(ended.stderr)")
    let saved = try JSONDecoder().decode(Saved.self, from: Data(try box.read("out/report.json").utf8))
    // 2 × 744 h. One instance is reserved: 1,200 ÷ 12 = 100. The plan's 0.058125 buys half of the other each hour at 0.11625:
    // 0.058125 × 8,760 ÷ 12 = 42.43125. The other half pays 372 h × 0.155 × 0.9 = 51.894.
    #expect(saved.total == "194.325250000000")
    #expect(
      saved.lines.map { "\($0.id) \($0.priceType) \($0.amount ?? "")" } == [
        "app-service/\(Self.key)/eastus2/2027-01/0 Consumption 51.894000000000",
        "app-service/\(Self.key)/eastus2/2027-01/0@plan SavingsPlan 0.000000000000",
        "app-service/\(Self.key)/eastus2/2027-01/0@web Reservation 0.000000000000",
        "plan/savings-plan.compute/Global/2027-01/0 SavingsPlan 42.431250000000",
        "web/\(Self.key)/eastus2/2027-01/0 Reservation 100.000000000000",
      ])
    // By the list 1,488 h × 0.155. Amortised 1,200 × 744 ÷ 8,760, 0.058125 × 744 and what is paid as it goes.
    #expect(saved.listTotal == "230.640000000000")
    #expect(saved.amortisedTotal == "197.056808219178")
    #expect(
      saved.lines.map(\.amortised) == [
        "51.894000000000", "43.245000000000", "101.917808219178", "0.000000000000", "0.000000000000",
      ])
    let uses = try #require(saved.commitments)
    #expect(uses.map(\.name) == ["web", "plan"])
    #expect(uses.map(\.utilisation) == [1, 1])
    #expect(uses.map(\.covered) == [0.5, 0.5])
    // 744 h × 0.155 less 101.917808219178; 372 × 0.155 less 43.245.
    #expect(uses.map(\.saving) == ["13.402191780822", "14.415000000000"])
    // 1,200 ÷ (0.155 × 8,760).
    #expect(uses[0].breakEven.map { ($0 * 10_000).rounded() } == 8838)
    #expect(uses.map(\.owed) == ["1100.000000000000", "466.743750000000"])
    #expect(ended.stdout.contains("Commitments (USD)"))
    #expect(ended.stdout.contains("Pay-as-you-go at list price: 230.64. Amortised: 197.06."))
    let html = try box.read("out/report.html")
    #expect(html.contains("id=\"commitments\""))
    let csv = try box.read("out/lines.csv")
    #expect(csv.contains(",51.894000000000,57.660000000000,51.894000000000,Consumption,"))
    let explained = try box.outlay(["explain", "s.yaml", "web"])
    #expect(explained.stdout.contains("100.00 on 2027-01-01"), "\(explained.stdout)\(explained.stderr)")
    let covered = try box.outlay(["explain", "s.yaml", "app-service/\(Self.key)/eastus2/2027-01/0@web"])
    #expect(covered.stdout.contains("115.320000000000 by the list's pay-as-you-go price"), "\(covered.stdout)")
  }

  @Test func `a reservation without a price leaves its line without one, and the estimate incomplete`() throws {
    let box = try Self.sandbox(
      Self.scenario("  - { name: web, type: reservation, instance: app-service, quantity: 1, term: 3y }"))
    let ended = try box.outlay(Self.run + ["json"])
    #expect(ended.status == 4)
    let saved = try JSONDecoder().decode(Saved.self, from: Data(try box.read("out/report.json").utf8))
    #expect(saved.exit == 4)
    #expect(saved.lines.filter { $0.amount == nil }.map(\.id) == ["web/\(Self.key)/eastus2/2027-01/0"])
    // What it covers costs nothing more: 744 h × 0.1395 are left to pay.
    #expect(saved.total == "103.788000000000")
    #expect(ended.stdout.contains("[Reservation 1 Year]"))
  }

  @Test func `without a commitment the report says nothing of any`() throws {
    let plain = Self.scenario("  []", prices: "")
    let box = try Self.sandbox(plain)
    let ended = try box.outlay(Self.run + ["json"])
    let report = try box.read("out/report.json")
    let saved = try JSONDecoder().decode(Saved.self, from: Data(report.utf8))
    #expect(saved.commitments == nil && saved.listTotal == nil && saved.amortisedTotal == nil)
    #expect(saved.total == "230.640000000000")
    #expect(!ended.stdout.contains("Commitments"))
    let other = try Self.sandbox(plain.replacingOccurrences(of: "commitments:\n  []", with: ""))
    _ = try other.outlay(Self.run + ["json"])
    let same = try other.read("out/report.json")
    #expect(report == same)
  }

  @Test func `a wrong commitment is told with its place`() throws {
    let box = try Self.sandbox(
      Self.scenario("  - { name: web, type: reservation, instance: app-servic, quantity: 1 }"))
    let ended = try box.outlay(["validate", "s.yaml"])
    #expect(ended.status == 2)
    #expect(ended.stderr.contains("s.yaml:9:47"), "\(ended.stderr)")
    #expect(ended.stderr.contains("did you mean `app-service`?"))
  }
}
