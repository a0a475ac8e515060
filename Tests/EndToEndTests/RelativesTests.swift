import Foundation
import Quantities
import Testing

/// Relatives of the worked scenario, worked by hand or held to a law.
@Suite struct RelativesTests {
  /// The worked scenario with some texts replaced, in a sandbox that has its prices.
  static func worked(_ edits: [(String, String)] = []) throws -> ReportFile {
    var text = try Repository.read("Tests/EndToEndTests/Worked/scenario.yaml")
    for (old, new) in edits {
      guard text.contains(old) else { throw Failure("the scenario has no `\(old)`") }
      text = text.replacingOccurrences(of: old, with: new)
    }
    let sandbox = try Sandbox(["scenario.yaml": text])
    try sandbox.write(try Repository.read("Tests/EndToEndTests/Worked/prices.csv"), to: "prices.csv")
    return try sandbox.report("scenario.yaml")
  }

  /// One region or two, 1,000 users who make 24 requests a day each, at every hour alike unless told: 1,000 an hour.
  static func flat(
    start: String = "2027-01-01", months: Int = 1, regions: String = "eastus2", zone: String = "UTC",
    shape: String = "",
    outages: String = "", budgets: String = "", others: String = ""
  ) throws -> ReportFile {
    let names = regions.split(separator: ",").map { "{ name: \($0) }" }.joined(separator: ", ")
    let sandbox = try Sandbox([
      "flat.yaml": """
      outlay: 1
      name: Flat
      horizon: { start: \(start), months: \(months), step: 1h }
      prices: { asOf: 2026-08-15 }
      regions: [ \(names) ]
      routing: { method: performance, ttl: 60 s, probe: { every: 30 s, timeout: 10 s, tolerate: 3 } }
      populations:
        - { name: all, users: 1_000, timezone: \(zone), near: eastus2\(shape) }
      \(others.isEmpty ? "" : "  " + others)
      journeys:
        call:
          perUser: 24 /day
          visits: { app-service: { calls: 1, cpu: 36 ms, out: 100 KB } }
      outages: [ \(outages) ]
      components:
        app-service: { plan: P1v3, min: 1, max: 4, scaleOut: { cpu: 60 % } }
        application-insights: off
        bandwidth: off
      budgets: [ \(budgets) ]
      """
    ])
    return try sandbox.report("flat.yaml")
  }

  @Test func `twice the users double what is linear and leave what stands`() throws {
    let one = try WorkedScenarioTests.base.get()
    let two = try Self.worked([("users: 60_500", "users: 121_000"), ("users: 46_500", "users: 93_000")])
    let isLinear = { (line: ReportFile.Line) in
      ["application-insights", "bandwidth", "openai"].contains(line.instance)
        || line.meter == "trafficmanager.dns_queries.1m"
    }
    #expect(one.lines.filter(isLinear).count == 34)
    for line in one.lines.filter(isLinear) {
      let a = one.quantity(line.meter, in: line.region, month: line.month)
      let b = two.quantity(line.meter, in: line.region, month: line.month)
      // Each of 31 days is rounded to 1e-9 on either side.
      #expect(abs(b - 2 * a) <= 31 * 1.5e-9, "\(line.id)")
    }
    #expect(one.served("page") * 2 == two.served("page"))
    #expect(agree(one.lost("page") * 2, two.lost("page"), within: 1e-12))
    // Health checks stand: two endpoints a month, whoever calls.
    let checks = one.lines.filter { $0.meter == "trafficmanager.health_check.azure.endpoint_month" }
    #expect(checks.map(\.quantity) == ["2.000000000", "2.000000000"])
    for line in checks { #expect(two.lines.first { $0.id == line.id }?.quantity == line.quantity, "\(line.id)") }
    // A retraining is half an hour and 2 min/GB of 5 nodes: twice the data leaves twice the variable part; five runs in January.
    let dbu = "dbx.dbu.premium.jobs"
    let fixed = 2 * one.quantity(dbu, month: "2027-01") - two.quantity(dbu, month: "2027-01")
    #expect(abs(fixed - 5 * 5 * 0.5) < 1e-7)
  }

  @Test func `a five-minute step gives nearly the same linear lines`() throws {
    let hourly = try WorkedScenarioTests.base.get()
    let fine = try Self.worked([("step: 1h", "step: 5min")])
    let linear = ["bandwidth", "application-insights", "openai"]
    for line in hourly.lines where linear.contains(line.instance) {
      // Growth is taken at the start of the step: on average 27.5 min later, 3 % × 27.5/60/730 = 1.9e-5 more, and no more.
      let ratio =
        fine.quantity(line.meter, in: line.region, month: line.month)
        / hourly.quantity(line.meter, in: line.region, month: line.month)
      #expect(ratio > 1 && ratio < 1 + 1e-4, "\(line.id): \(ratio)")
    }
    #expect(fine.lines.map(\.month).max() == "2027-02")
    #expect(agree(fine.lost("page"), hourly.lost("page"), within: 1e-4))
  }

  @Test func `users in UTC at every hour alike are 744,000 requests in January`() throws {
    let report = try Self.flat()
    #expect(agree(report.served("call"), 744_000))
    // 1,000 × 0.036 s an hour is 0.01 busy cores: one instance, 744 h.
    #expect(report.lines.map(\.quantity) == ["744.000000000"])
    #expect(report.days.count == 31)
    #expect(Set(report.days.map(\.total)).count == 1)
  }

  /// All requests of the day at one local hour.
  static func only(hour: Int) -> String {
    let hours = (0..<24).map { $0 == hour ? "24" : "0" }.joined(separator: ", ")
    return ", shape: { hours: [\(hours)], weekdays: [1, 1, 1, 1, 1, 1, 1] }"
  }

  @Test(arguments: [
    // Berlin's noon is 11:00 UTC until 2027-03-28, 10:00 UTC from then on.
    ("2027-03-27T11:00", 24_000.0), ("2027-03-27T10:00", 0), ("2027-03-28T10:00", 24_000), ("2027-03-28T11:00", 0),
    ("2027-03-29T10:00", 24_000), ("2027-03-29T11:00", 0),
  ])
  func `the local hour shifts when clocks change`(at: String, lost: Double) throws {
    let report = try Self.flat(
      start: "2027-03-01", zone: "Europe/Berlin", shape: Self.only(hour: 12),
      outages: "{ region: eastus2, at: \(at), for: 1 h }")
    // With one region there is nowhere to go: the whole hour is lost, which holds all requests of the day or none.
    #expect(agree(report.lost("call"), lost))
    #expect(agree(report.served("call") + report.lost("call"), 31 * 24_000))
  }

  @Test(arguments: [("2027-03-01", 30.0), ("2027-10-01", 32)])
  func `an hour that is left out has no requests and a doubled one twice`(start: String, days: Double) throws {
    // Berlin has no 02:00 on 2027-03-28 and two on 2027-10-31.
    let report = try Self.flat(start: start, zone: "Europe/Berlin", shape: Self.only(hour: 2))
    #expect(agree(report.served("call"), days * 24_000))
  }

  @Test func `weekdays begin on Monday`() throws {
    // January 2027 has five Fridays, Saturdays and Sundays.
    let report = try Self.flat(shape: ", shape: { weekdays: [0, 0, 0, 0, 7, 0, 0] }")
    #expect(agree(report.served("call"), 5 * 7 * 24_000))
  }

  @Test func `a half-hour zone takes the hour of the step's first instant`() throws {
    // Kolkata is UTC+5:30: the step of 06:00 UTC begins at 11:30, the next at 12:30.
    let report = try Self.flat(
      zone: "Asia/Kolkata", shape: Self.only(hour: 12), outages: "{ region: eastus2, at: 2027-01-11T07:00, for: 1 h }")
    #expect(agree(report.lost("call"), 24_000))
  }

  @Test(arguments: [(120, 120.0, 0.0), (144, 144, 0), (146, 145, 46), (3600, 145, 3500), (36, 36, 0)])
  func `an outage loses its first 145 s and a shorter one its own length`(seconds: Int, lost: Double, moved: Double)
    throws
  {
    let report = try Self.flat(
      regions: "eastus2,westeurope", outages: "{ region: eastus2, at: 2027-01-13T10:00, for: \(seconds) s }")
    // L = 30/2 + 3 × 30 + 10 + 60/2 = 145 s, F = 30/2 + 60/2 = 45 s (rules 5 and 6); 1,000 requests an hour.
    #expect(agree(report.lost("call"), lost / 3.6, within: 1e-6))
    #expect(agree(report.served("call", in: "westeurope"), moved / 3.6, within: 1e-6))
    #expect(agree(report.served("call") + report.lost("call"), 744_000))
  }

  @Test func `two dark regions lose everything while both are`() throws {
    let report = try Self.flat(
      regions: "eastus2,westeurope",
      outages:
        "{ region: eastus2, at: 2027-01-13T10:00, for: 2 h }, { region: westeurope, at: 2027-01-13T11:00, for: 1 h }",
      others: "- { name: europe, users: 500, near: westeurope }")
    // Americans: 145 s at home, then Europe until 11:00, 145 s there, then home again as none is seen up, to 12:00.
    // Europeans: 145 s of the second hour at home, the rest as well since both are seen down.
    #expect(agree(report.lost("call", in: "eastus2"), (145 + 3455) / 3.6))
    #expect(agree(report.lost("call", in: "westeurope"), 145 / 3.6 + 500))
    // Europe answered the Americans from 145 s on to 11:00; nothing after 12:00 goes astray.
    #expect(agree(report.served("call", in: "westeurope"), 743 * 500 + 3455 / 3.6))
    #expect(report.failover.count == 2)
  }

  @Test func `budgets may run by the quarter and by the year`() throws {
    // One P1v3 in eastus2 is 24 h × 0.155 = 3.72 a day (worked scenario's price list), and nothing else costs.
    let report = try Self.flat(
      months: 12,
      budgets: """
        { name: quarterly, amount: 300, per: quarter, alerts: [ 50 % actual, 100 % actual, 100 % forecast ] },
                  { name: yearly, amount: 1_000, per: year, alerts: [ 90 % actual, 100 % forecast ] }
        """)
    #expect(report.total == "1357.800000000000")
    func dates(_ subject: String, _ threshold: String) -> [String] {
      report.alerts.filter { $0.subject == subject && $0.threshold == threshold }.map { "\($0.period) \($0.crossedAt)" }
    }
    // 150 / 3.72 = 40.3, 300 / 3.72 = 80.6: the 41st and the 81st day of each quarter.
    #expect(
      dates("quarterly", "50 % actual") == [
        "2027-Q1 2027-02-10", "2027-Q2 2027-05-11", "2027-Q3 2027-08-10", "2027-Q4 2027-11-10",
      ])
    #expect(
      dates("quarterly", "100 % actual") == [
        "2027-Q1 2027-03-22", "2027-Q2 2027-06-20", "2027-Q3 2027-09-19", "2027-Q4 2027-12-20",
      ])
    // 90 × 3.72 = 334.80 is over 300: told as soon as seven days have closed, later quarters on their first day.
    #expect(
      dates("quarterly", "100 % forecast") == [
        "2027-Q1 2027-01-07", "2027-Q2 2027-04-01", "2027-Q3 2027-07-01", "2027-Q4 2027-10-01",
      ])
    // 900 / 3.72 = 241.9: the 242nd day of the year.
    #expect(dates("yearly", "90 % actual") == ["2027 2027-08-30"])
    #expect(dates("yearly", "100 % forecast") == ["2027 2027-01-07"])
  }

  @Test func `a trace shapes a journey and gives its tokens`() throws {
    // Two requests in one hour and one in the next: weights 4/3 and 2/3; prompts of 200 and answers of 20 tokens on average.
    let sandbox = try Sandbox([
      "trace.csv": """
      TIMESTAMP,ContextTokens,GeneratedTokens
      2027-01-04 00:10:00.0000000,100,10
      2027-01-04 00:20:00.0000000,200,20
      2027-01-04 01:30:00.0000000,300,30
      """,
      "traced.yaml": """
      outlay: 1
      name: Traced
      horizon: { start: 2027-01-01, months: 1 }
      regions: [ { name: eastus2 } ]
      populations: [ { name: all, users: 10, near: eastus2 } ]
      journeys:
        chat: { trace: { file: trace.csv, volume: 3_000 /h } }
      components: { app-service: {}, openai: { model: gpt-4.1-mini }, cosmos-db: {}, traffic-manager: {} }
      """,
    ])
    let report = try sandbox.report("traced.yaml")
    #expect(agree(report.served("chat"), 744 * 3000))
    let tokens = report.lines.filter { $0.kind == "openai" }
    // Prices are per thousand tokens: 2,232,000 × 200 and × 20.
    #expect(tokens.map { Double($0.quantity) ?? 0 }.sorted() == [44_640, 446_400])
  }
}
