import Analysis
import Quantities
import Scenario
import Testing

/// Budget alerts by hand (worked scenario, rules 22 and 23).
struct BudgetAlertTests {
  static func budget(
    _ amount: Int128, per: Scenario.Budget.Period = .month, _ alerts: [(Double, Scenario.Budget.Basis)]
  ) -> Scenario.Budget {
    var budget = Scenario.Budget()
    budget.name = "platform"
    budget.amount = Money(pico: amount * 1_000_000_000_000)
    budget.per = per
    budget.alerts = alerts.map { Scenario.Budget.Threshold(share: Quantity($0.0), basis: $0.1) }
    return budget
  }

  /// Alerts as `threshold period crossed`, for days that cost whole units, from a start day.
  static func alerts(_ budget: Scenario.Budget, _ days: [Int], from start: String = "2027-01-01") throws -> [String] {
    let money = days.map { Money(pico: Int128($0) * 1_000_000_000_000) }
    return budgetAlerts([budget], days: money, start: try #require(Date(start)), currency: "USD")
      .map { "\($0.threshold) \($0.period) \($0.crossedAt)" }
  }

  @Test func `an actual threshold is crossed on the first day that reaches it`() throws {
    // 10 a day against 100: 50 on the 5th day exactly, 90 on the 9th.
    let found = try Self.alerts(Self.budget(100, [(0.5, .actual), (0.9, .actual)]), Array(repeating: 10, count: 9))
    #expect(found == ["50 % actual 2027-01 2027-01-05", "90 % actual 2027-01 2027-01-09"])
    // A trillionth below is not there yet.
    var short = Array(repeating: Money(pico: 10_000_000_000_000), count: 5)
    short[0] = Money(pico: 9_999_999_999_999)
    let start = try #require(Date("2027-01-01"))
    #expect(budgetAlerts([Self.budget(100, [(0.5, .actual)])], days: short, start: start, currency: "USD").isEmpty)
  }

  @Test func `each period has its own alert`() throws {
    let found = try Self.alerts(Self.budget(100, [(1, .actual)]), Array(repeating: 4, count: 59))
    // 25 × 4 in January's 31 days and in February's 28.
    #expect(found == ["100 % actual 2027-01 2027-01-25", "100 % actual 2027-02 2027-02-25"])
  }

  @Test func `a forecast waits for seven days and must pass its limit`() throws {
    // 10 a day make 310 in January: over 309 as soon as seven days have closed, not over 310.
    #expect(
      try Self.alerts(Self.budget(309, [(1, .forecast)]), Array(repeating: 10, count: 31))
        == ["100 % forecast 2027-01 2027-01-07"])
    #expect(try Self.alerts(Self.budget(310, [(1, .forecast)]), Array(repeating: 10, count: 31)) == [])
    #expect(try Self.alerts(Self.budget(1, [(1, .forecast)]), Array(repeating: 10, count: 6)) == [])
  }

  @Test func `a forecast looks back over seven days, also into the month before`() throws {
    // January at 10 a day ends at 310; February 1st: 10 + 10 × 27 = 280 is over 279.
    #expect(
      try Self.alerts(Self.budget(279, [(1, .forecast)]), Array(repeating: 10, count: 32))
        == ["100 % forecast 2027-01 2027-01-07", "100 % forecast 2027-02 2027-02-01"])
    // A dear week: 7 × 24 more. On the 14th, 70 + 238 to date, 34 a day left: 308 + 34 × 17 = 886.
    let days = Array(repeating: 10, count: 7) + Array(repeating: 34, count: 7)
    #expect(try Self.alerts(Self.budget(885, [(1, .forecast)]), days) == ["100 % forecast 2027-01 2027-01-14"])
    #expect(try Self.alerts(Self.budget(886, [(1, .forecast)]), days) == [])
  }

  @Test func `days left are the calendar's even where the horizon ends before them`() throws {
    // 7 days of 10 in a quarter: 70 + 10 × 83 = 900.
    let week = Array(repeating: 10, count: 7)
    #expect(
      try Self.alerts(Self.budget(899, per: .quarter, [(1, .forecast)]), week) == ["100 % forecast 2027-Q1 2027-01-07"])
    #expect(try Self.alerts(Self.budget(900, per: .quarter, [(1, .forecast)]), week) == [])
    #expect(
      try Self.alerts(Self.budget(3649, per: .year, [(1, .forecast)]), week) == ["100 % forecast 2027 2027-01-07"])
    #expect(try Self.alerts(Self.budget(3650, per: .year, [(1, .forecast)]), week) == [])
  }

  @Test func `a year that begins in the middle is told by its calendar`() throws {
    // From 2027-11-01: 61 days of 10 in 2027, then 2028.
    let found = try Self.alerts(
      Self.budget(500, per: .year, [(1, .actual)]), Array(repeating: 10, count: 120), from: "2027-11-01")
    #expect(found == ["100 % actual 2027 2027-12-20", "100 % actual 2028 2028-02-19"])
  }

  @Test func `Azure tells at one o'clock two days later`() throws {
    let start = try #require(Date("2027-02-26"))
    let days = [Money(pico: 2_000_000_000_000)]
    let alert = try #require(
      budgetAlerts([Self.budget(1, [(1, .actual)])], days: days, start: start, currency: "USD").first)
    #expect(alert.notifiedAt == "2027-02-28T01:00:00Z")
    #expect(alert.limit == "1.000000000000")
    #expect(alert.value == "2.000000000000")
    #expect(alert.severity == .critical)
  }
}
