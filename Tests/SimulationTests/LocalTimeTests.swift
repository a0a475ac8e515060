import Quantities
import Testing

@testable import Simulation

/// Local hours and weekdays of UTC steps, across clock changes (worked scenario, rule 2).
struct LocalTimeTests {
  @Test(arguments: [
    // Berlin: UTC+1 until 2027-03-28T01:00Z, then UTC+2; back on 2027-10-31T01:00Z. Mondays are 0.
    ("Europe/Berlin", "2027-03-28", 0, 1, 6), ("Europe/Berlin", "2027-03-28", 3600, 3, 6),
    ("Europe/Berlin", "2027-03-28", 22 * 3600, 0, 0), ("Europe/Berlin", "2027-03-27", 22 * 3600, 23, 5),
    ("Europe/Berlin", "2027-10-31", 0, 2, 6), ("Europe/Berlin", "2027-10-31", 3600, 2, 6),
    ("Europe/Berlin", "2027-10-31", 7200, 3, 6),
    // New York: UTC−5 until 2027-03-14T07:00Z, then UTC−4; UTC−5 from 2027-11-07T06:00Z.
    ("America/New_York", "2027-03-14", 6 * 3600, 1, 6), ("America/New_York", "2027-03-14", 7 * 3600, 3, 6),
    ("America/New_York", "2027-11-07", 5 * 3600, 1, 6), ("America/New_York", "2027-11-07", 6 * 3600, 1, 6),
    ("America/New_York", "2027-01-01", 0, 19, 3),
    // Half-hour zones: Kolkata UTC+5:30; Lord Howe UTC+11, UTC+10:30 from 2027-04-03T15:00Z.
    ("Asia/Kolkata", "2027-01-01", 0, 5, 4), ("Asia/Kolkata", "2027-01-01", 18 * 3600, 23, 4),
    ("Asia/Kolkata", "2027-01-01", 18 * 3600 + 1800, 0, 5),
    ("Australia/Lord_Howe", "2027-04-03", 14 * 3600, 1, 6), ("Australia/Lord_Howe", "2027-04-03", 15 * 3600, 1, 6),
    ("Australia/Lord_Howe", "2027-04-03", 15 * 3600 + 1800, 2, 6),
    // Ahead of UTC by more than half a day: Auckland, UTC+13 in January.
    ("Pacific/Auckland", "2027-01-01", 12 * 3600, 1, 5), ("UTC", "2027-01-01", 23 * 3600, 23, 4),
  ])
  func `a zone tells the hour and weekday of an instant`(
    zone: String, day: String, second: Int, hour: Int, weekday: Int
  ) throws {
    let start = try #require(Date(day))
    let clock = try #require(LocalTime(zone, over: Horizon(start: start, months: 1))).clock(atSecond: second)
    #expect(clock.hour == hour)
    #expect(clock.weekday == weekday)
    // The same instant from a horizon that began long before.
    let early = start + -200
    let later = try #require(LocalTime(zone, over: Horizon(start: early, months: 12))).clock(
      atSecond: 200 * 86_400 + second)
    #expect(later.hour == hour)
    #expect(later.weekday == weekday)
  }

  @Test func `a year has each local hour 365 times but for the two of the clock changes`() throws {
    let horizon = Horizon(start: try #require(Date("2027-01-01")), months: 12)
    let clock = try #require(LocalTime("Europe/Berlin", over: horizon))
    var counts = Array(repeating: 0, count: 24)
    for hour in 0..<8760 { counts[clock.clock(atSecond: hour * 3600).hour] += 1 }
    // 02:00 is left out in March and doubled in October, and the year ends at 00:59 local time, having begun at 01:00.
    #expect(counts == Array(repeating: 365, count: 24))
  }

  @Test func `there is no such zone`() {
    #expect(LocalTime("Europe/Berln", over: Horizon(start: Date(number: 0), months: 1)) == nil)
  }
}
