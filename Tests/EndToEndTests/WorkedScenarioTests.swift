import Foundation
import Quantities
import Testing

/// The worked scenario through the binary, against an independent program in exact fractions: every figure to its last digit.
///
/// The expected files beside it were written by that program, which shares no code with Outlay.
@Suite struct WorkedScenarioTests {
  static let folder = Repository.root + "/Tests/EndToEndTests/Worked"
  static let base = Result { try Self.run("") }
  static let pointReads = Result { try Self.run("#point-reads") }

  static func run(_ variant: String) throws -> ReportFile {
    let sandbox = try Sandbox()
    return try sandbox.report(folder + "/scenario.yaml" + variant)
  }

  static func rows(_ name: String) throws -> [[String: String]] {
    try Repository.rows("Tests/EndToEndTests/Worked/" + name)
  }

  @Test func `every line has its quantity, unit, price and amount`() throws {
    let report = try Self.base.get()
    let expected = try Self.rows("expected-lines.csv")
    #expect(expected.count == 53)
    #expect(report.lines.map(\.id) == expected.map { $0["id"] })
    for (line, row) in zip(report.lines, expected) {
      let id = line.id
      #expect(line.instance == row["instance"], "\(id)")
      #expect(line.meter == row["meter"], "\(id)")
      #expect(line.region == row["region"], "\(id)")
      #expect(line.month == row["month"], "\(id)")
      #expect(line.tier == row["tier"], "\(id)")
      #expect(line.quantity == row["quantity"], "\(id)")
      #expect(line.unit == row["unit"], "\(id)")
      #expect(line.unitPrice == row["unitPrice"], "\(id)")
      #expect(line.amount == row["amount"], "\(id)")
      #expect(line.confidence == row["confidence"], "\(id)")
      #expect(line.priceRow?.meterKey == row["meter"], "\(id)")
      #expect(line.priceRow?.serviceName == row["serviceName"], "\(id)")
      #expect(line.priceRow?.productName == row["productName"], "\(id)")
      #expect(line.priceRow?.skuName == row["skuName"], "\(id)")
      #expect(line.priceRow?.meterName == row["meterName"], "\(id)")
      #expect(line.priceRow?.effectiveFrom ?? "" == row["effectiveFrom"], "\(id)")
    }
  }

  @Test func `every day and month has its total`() throws {
    let report = try Self.base.get()
    #expect(report.total == "4078.132645153394")
    #expect(report.months.map(\.month) == ["2027-01", "2027-02"])
    #expect(report.months.map(\.total) == ["2085.183344589951", "1992.949300563443"])
    #expect(
      report.days
        == (try Self.rows("expected-days.csv")).map { .init(date: $0["date"] ?? "", total: $0["total"] ?? "") })
    #expect(report.days.count == 59)
  }

  @Test func `every component has its share of a month`() throws {
    // Worked scenario, section 4.
    let february = [
      "app-service": "529.554000000000", "application-insights": "254.766989114870", "bandwidth": "1073.693511149848",
      "cosmos-db": "63.633431809844", "databricks": "16.291397508860", "openai": "50.055942182221",
      "traffic-manager": "4.954028797800",
    ]
    let lines = try Self.base.get().lines.filter { $0.month == "2027-02" }
    #expect(Set(lines.map(\.instance)) == Set(february.keys))
    for (instance, amount) in february {
      let sum = lines.filter { $0.instance == instance }.compactMap { Money(decimal: $0.amount ?? "") }.sum
      #expect(sum.decimal == amount, "\(instance)")
    }
  }

  @Test func `every alert has both its dates`() throws {
    let alerts = try Self.base.get().alerts.filter { $0.kind == "budget" }
    let expected = try Self.rows("expected-alerts.csv")
    #expect(alerts.count == expected.count)
    for (alert, row) in zip(alerts, expected) {
      #expect(alert.subject == row["subject"])
      #expect(alert.period == row["period"])
      #expect(alert.threshold == row["threshold"])
      #expect(alert.limit == row["limit"])
      #expect(alert.value == row["value"])
      #expect(alert.crossedAt == row["crossedAt"])
      #expect(alert.notifiedAt == row["notifiedAt"])
    }
  }

  @Test func `every request is answered or lost where it should be`() throws {
    let report = try Self.base.get()
    let expected = try Self.rows("expected-requests.csv")
    #expect(report.demand.count == expected.count)
    for row in expected {
      let demand = try #require(report.demand.first { $0.journey == row["journey"] && $0.region == row["region"] })
      // The program prints 3 decimals of what is served, 6 of what is lost.
      #expect(abs(demand.served - (Double(row["served"] ?? "") ?? .nan)) <= 0.0005)
      #expect(abs(demand.lost - (Double(row["lost"] ?? "") ?? .nan)) <= 0.000_000_5)
      #expect(demand.offered == demand.served + demand.lost)
    }
    let failover = try #require(report.failover.first)
    #expect(report.failover.count == 1)
    #expect(failover.region == "westeurope")
    #expect(failover.start == "2027-01-20T14:00:00Z")
    #expect(failover.meanSecondsLost == 145)
    #expect(failover.worstSecondsLost == 190)
  }

  @Test(arguments: [
    ("eastus2", 717.271616188, "2027-01-20T15:00:00Z"), ("westeurope", 399.328976394, "2027-02-25T14:00:00Z"),
  ])
  func `each region has its peak of request units`(region: String, peak: Double, at: String) throws {
    let capacity = try #require(
      try Self.base.get().capacity.first {
        $0.instance == "cosmos-db" && $0.region == region && $0.metric == "ruPerSecond"
      })
    #expect(abs(capacity.max - peak) <= 0.000_000_000_5)
    #expect(capacity.at == at)
  }

  @Test func `each tier begins on its day`() throws {
    let sandbox = try Sandbox()
    let crossings = try Self.rows("expected-crossings.csv")
    #expect(crossings.count == 6)
    for (index, row) in crossings.enumerated() {
      let (meter, month, tier) = (row["meter"] ?? "", row["month"] ?? "", row["tier"] ?? "")
      let instance = meter == "la.analytics.ingestion" ? "application-insights" : "bandwidth"
      let ended = try sandbox.outlay(
        ["explain", Self.folder + "/scenario.yaml", "\(instance)/\(meter)/eastus2/\(month)/\(tier)"])
      #expect(ended.status == 0)
      // Every day has a part of the line, from the crossing until the next tier is reached or the month ends.
      func day(_ row: [String: String]) -> Int { Int(row["day"]?.suffix(2) ?? "") ?? 0 }
      let next = crossings[(index + 1)...].first { $0["meter"] == meter && $0["month"] == month }
      let last = next.map(day) ?? (month == "2027-01" ? 31 : 28)
      #expect(ended.stdout.contains("the sum of \(last - day(row) + 1) days"), "\(meter) \(month) \(tier)")
    }
  }

  @Test func `each retraining takes its node-hours`() throws {
    let report = try Self.base.get()
    for month in ["2027-01", "2027-02"] {
      let hours = try Self.rows("expected-retraining.csv").filter { $0["start"]?.hasPrefix(month) == true }
        .compactMap { Double($0["hours"] ?? "") }
      #expect(hours.count == (month == "2027-01" ? 5 : 4))
      for line in report.lines where line.instance == "databricks" && line.month == month {
        // A driver and four workers; the hours are printed to 1e-9.
        #expect(abs((Double(line.quantity) ?? .nan) - 5 * hours.reduce(0, +)) < 2e-8, "\(line.id)")
      }
    }
  }

  @Test func `point reads save what the lever says`() throws {
    let (base, point) = (try Self.base.get(), try Self.pointReads.get())
    #expect(point.total == "4046.893258211006")
    #expect(point.variant == "point-reads")
    let moved = zip(base.lines, point.lines).filter { $0.0.amount != $0.1.amount }
    let expected = try Self.rows("expected-lever.csv")
    #expect(base.lines.map(\.id) == point.lines.map(\.id))
    #expect(moved.map(\.0.id) == expected.map { $0["id"] })
    #expect(moved.map(\.0.amount) == expected.map { $0["before"] })
    #expect(moved.map(\.1.amount) == expected.map { $0["after"] })
    // Worked scenario, section 6: the dates that move.
    #expect(
      point.alerts.map { "\($0.threshold) \($0.crossedAt) \($0.notifiedAt ?? "")" } == [
        "100 % forecast 2027-01-15 2027-01-17T01:00:00Z", "50 % actual 2027-01-16 2027-01-18T01:00:00Z",
        "90 % actual 2027-01-28 2027-01-30T01:00:00Z", "50 % actual 2027-02-16 2027-02-18T01:00:00Z",
        "90 % actual 2027-02-27 2027-03-01T01:00:00Z",
      ])
  }

  @Test func `advice measures the same saving by two full runs`() throws {
    struct Advice: Decodable {
      struct Lever: Decodable {
        var id: String
        var instance: String
        var saving: String
        var verified: Bool
        var refused: String?
        var effects: [String]
      }
      struct Best: Decodable {
        var total: String
        var levers: [String]
        var gap: String
        var combinations: Int
      }
      var baseline: String
      var levers: [Lever]
      var best: Best
    }
    let sandbox = try Sandbox()
    let ended = try sandbox.outlay(["advise", Self.folder + "/scenario.yaml", "--json"])
    #expect(ended.status == 0)
    let advice = try JSONDecoder().decode(Advice.self, from: Data(ended.stdout.utf8))
    #expect(advice.baseline == "4078.132645153394")
    let lever = try #require(advice.levers.first { $0.instance == "cosmos-db" && $0.saving == "31.239386942388" })
    #expect(lever.verified)
    #expect(lever.refused == nil)
    #expect(lever.effects.contains { $0.contains("2027-01-08 → 2027-01-15") })
    #expect(advice.best.levers.contains(lever.id))
    // The combination was run: its total, the single savings and the gap between them are one sum.
    let chosen = advice.levers.filter { advice.best.levers.contains($0.id) }.compactMap { Money(decimal: $0.saving) }
      .sum
    let held = try #require(Money(decimal: advice.baseline)) - (try #require(Money(decimal: advice.best.total)))
    #expect((chosen - held).decimal == advice.best.gap)
    #expect(advice.best.combinations >= 1)
  }
}
