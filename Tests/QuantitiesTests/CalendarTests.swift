import Quantities
import Testing

/// Days, months and the horizon's grid.
struct CalendarTests {
  @Test(arguments: [
    ("1970-01-01", 0, 3), ("2027-01-01", 20_819, 4), ("2028-02-29", 21_243, 1), ("2000-02-29", 11_016, 1),
    ("2100-03-01", 47_541, 0),
  ])
  func `a day has its number and weekday`(text: String, number: Int, weekday: Int) throws {
    let day = try #require(Date(text))
    #expect(day.number == number)
    #expect(day.weekday == weekday)
    #expect(day.description == text)
  }

  @Test(arguments: [
    "2027-02-29", "2100-02-29", "2027-13-01", "2027-00-10", "2027-01-00", "2027-04-31", "1969-12-31", "2401-01-01",
    "27-01-01",
    "2027-1-1", "2027-01-01 ", "2027/01/01", "", "2027-01", "+027-01-01",
  ])
  func `there is no such day`(text: String) {
    #expect(Date(text) == nil)
  }

  @Test func `days and their parts agree over four centuries`() {
    var (year, month, day) = (1970, 1, 1)
    for number in 0..<(400 * 366) {
      let date = Date(number: number)
      guard date.parts == (year, month, day), date.weekday == (number + 3) % 7 else {
        Issue.record("day \(number) is \(date), not \(year)-\(month)-\(day)")
        return
      }
      if year <= 2400, Date(year: year, month: month, day: day) != date {
        Issue.record("\(year)-\(month)-\(day) has another number than \(number)")
        return
      }
      day += 1
      if day > Date.days(in: month, of: year) { (month, day) = (month + 1, 1) }
      if month > 12 { (year, month) = (year + 1, 1) }
    }
  }

  @Test func `a year from January has its months, days and hours`() throws {
    let horizon = Horizon(start: try #require(Date("2027-01-01")), months: 12)
    #expect(horizon.days == 365 && horizon.hours == 8760 && horizon.steps == 8760)
    #expect(horizon.months.map(\.name).first == "2027-01" && horizon.months.map(\.name).last == "2027-12")
    #expect(horizon.months[1].hours == 672 && horizon.months[2].firstDay == 59)
    #expect(horizon.date(19).description == "2027-01-20")
    #expect(horizon.instant(ofStep: 470) == "2027-01-20T14:00:00Z")
    #expect(horizon.instant(atHour: 470.5 + 1.0 / 3600) == "2027-01-20T14:30:01Z")
  }

  @Test func `a leap year's February and a turn of the year are known`() throws {
    let horizon = Horizon(start: try #require(Date("2027-11-15")), months: 5)
    #expect(horizon.months.map(\.name) == ["2027-11", "2027-12", "2028-01", "2028-02", "2028-03"])
    #expect(horizon.months.map(\.days) == [16, 31, 31, 29, 31])
    // The first month is cut; its hours stay the calendar's, by which a GB-month is measured.
    #expect(horizon.months[0].hours == 720 && horizon.months[0].spannedHours == 384)
    #expect(horizon.months[1].firstDay == 16)
  }

  @Test func `a finer grid has more steps of the same hours`() throws {
    let horizon = Horizon(start: try #require(Date("2027-01-01")), months: 1, stepsPerHour: 12)
    #expect(horizon.steps == 744 * 12)
    #expect(horizon.stepHours == 1.0 / 12)
    #expect(horizon.instant(ofStep: 13) == "2027-01-01T01:05:00Z")
  }

  @Test func `an estimate's month has its stated hours`() {
    let horizon = Horizon(month: 2027, 1, hours: 730)
    #expect(horizon.months[0].dayHours == Array(repeating: 24, count: 30) + [10])
    #expect(horizon.months[0].hours == 730 && horizon.hours == 730)
    #expect(Horizon(month: 2027, 2, hours: 720).days == 30)
  }

  @Test func `fewer hours than any month has are a part of the calendar's`() {
    let horizon = Horizon(month: 2027, 4, hours: 360)
    #expect(horizon.hours == 360 && horizon.months[0].hours == 720)
    #expect(Horizon(month: 2027, 2, hours: 672).months[0].hours == 672)
  }
}
