/// A day of the proleptic Gregorian calendar, UTC.
public struct Date: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// Days since 1970-01-01.
  public var number: Int

  /// The day `number` days after 1970-01-01.
  public init(number: Int) { self.number = number }

  /// A day by its parts; nil if there is no such day or it lies outside 1970–2400.
  public init?(year: Int, month: Int, day: Int) {
    guard (1970...2400).contains(year), (1...12).contains(month), day >= 1, day <= Date.days(in: month, of: year) else {
      return nil
    }
    // Days from civil, Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
    let y = month <= 2 ? year - 1 : year
    let era = y / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    number = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// A day written `2027-01-20`; nil if it isn't one.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2,
      parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }), let y = Int(parts[0]), let m = Int(parts[1]),
      let d = Int(parts[2])
    else { return nil }
    self.init(year: y, month: m, day: d)
  }

  /// Year, month and day.
  public var parts: (year: Int, month: Int, day: Int) {
    let z = number + 719_468
    let era = z / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let m = (5 * dayOfYear + 2) / 153
    let month = m < 10 ? m + 3 : m - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * m + 2) / 5 + 1)
  }

  /// 0 for Monday to 6 for Sunday.
  public var weekday: Int { ((number + 3) % 7 + 7) % 7 }

  /// `2027-01-20`.
  public var description: String {
    let (y, m, d) = parts
    return "\(y)-\(Date.two(m))-\(Date.two(d))"
  }

  public static func < (a: Date, b: Date) -> Bool { a.number < b.number }
  /// The day `days` later.
  public static func + (a: Date, days: Int) -> Date { Date(number: a.number + days) }

  /// The same day of the month `months` later, or that month's last if it has none.
  public func adding(months: Int) -> Date {
    let (year, month, day) = parts
    let index = year * 12 + month - 1 + months
    let (y, m) = (index / 12, index % 12 + 1)
    return Date(year: y, month: m, day: min(day, Date.days(in: m, of: y))) ?? self
  }

  /// Days of a calendar month.
  public static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    default: 31
    }
  }

  /// Two digits.
  public static func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
}

/// The simulated span and its grid.
///
/// Everything is UTC.
public struct Horizon: Sendable, Hashable {
  /// First day.
  public let start: Date
  /// The calendar months, the first perhaps begun inside.
  public let months: [CalendarMonth]
  /// Steps per hour: 1, 12 or 60.
  public let stepsPerHour: Int

  /// `count` months from `start`, on a grid of `stepsPerHour`.
  ///
  /// A start inside a month simulates the rest of that month as its first; the month's hours stay the calendar's.
  public init(start: Date, months count: Int, stepsPerHour: Int = 1) {
    self.start = start
    self.stepsPerHour = stepsPerHour
    var months: [CalendarMonth] = []
    var (year, month, day) = start.parts
    var firstDay = 0
    for _ in 0..<max(count, 0) {
      let length = Date.days(in: month, of: year)
      let span = length - day + 1
      months.append(
        CalendarMonth(
          year: year, month: month, firstDay: firstDay, dayHours: Array(repeating: 24, count: span), hours: length * 24)
      )
      firstDay += span
      day = 1
      (year, month) = month == 12 ? (year + 1, 1) : (year, month + 1)
    }
    self.months = months
  }

  /// A stated number of hours: a month of that length, such as the 730 of price calculators, or a part of the calendar's
  /// where they are fewer than any month has.
  ///
  /// What is billed by the month comes out whole over a month, and in proportion over a part of one.
  public init(month year: Int, _ month: Int, hours: Int) {
    start = Date(year: year, month: month, day: 1) ?? Date(number: 0)
    stepsPerHour = 1
    var days = Array(repeating: 24, count: hours / 24)
    if hours % 24 > 0 { days.append(hours % 24) }
    let length = hours < 28 * 24 ? Date.days(in: month, of: year) * 24 : hours
    months = [CalendarMonth(year: year, month: month, firstDay: 0, dayHours: days, hours: length)]
  }

  /// Days of the whole horizon.
  public var days: Int { months.reduce(0) { $0 + $1.days } }
  /// Hours of the whole horizon.
  public var hours: Int { months.reduce(0) { $0 + $1.spannedHours } }
  /// Steps of the whole horizon.
  public var steps: Int { hours * stepsPerHour }
  /// Length of a step in hours.
  public var stepHours: Double { 1 / Double(stepsPerHour) }
  /// The day with this index.
  public func date(_ day: Int) -> Date { start + day }

  /// The instant of a step's start as `2027-01-20T14:00:00Z`.
  public func instant(ofStep step: Int) -> String { instant(atHour: Double(step) / Double(stepsPerHour)) }

  /// The instant `hour` hours after the start, to the second.
  public func instant(atHour hour: Double) -> String {
    let seconds = Int((hour * 3600).rounded())
    let day = seconds.quotientAndRemainder(dividingBy: 86_400)
    let s = day.remainder
    return "\(start + day.quotient)T\(Date.two(s / 3600)):\(Date.two(s / 60 % 60)):\(Date.two(s % 60))Z"
  }
}

/// A billing month.
public struct CalendarMonth: Sendable, Hashable {
  /// Its year.
  public let year: Int
  /// 1 to 12.
  public let month: Int
  /// Index in the horizon of its first simulated day.
  public let firstDay: Int
  /// Hours of each simulated day: 24, but for the last of an estimate with `--hours`.
  public let dayHours: [Int]
  /// Hours of the calendar month, or of a calculator's, by which GB-months are measured.
  public let hours: Int

  /// Simulated days.
  public var days: Int { dayHours.count }
  /// Simulated hours.
  public var spannedHours: Int { dayHours.reduce(0, +) }
  /// `2027-01`.
  public var name: String { "\(year)-\(Date.two(month))" }
}
