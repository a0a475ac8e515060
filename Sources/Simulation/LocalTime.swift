import Foundation
import Quantities

/// The offset of a time zone from UTC at every step of a horizon.
struct LocalTime: Sendable {
  /// Seconds east of UTC by hour of the horizon (clocks change on whole UTC hours or halves; a step asks its own hour and half).
  private var offsets: [Int32] = []
  private let zone: TimeZone
  private let origin: Double

  /// nil if there is no such zone.
  init?(_ name: String, over horizon: Horizon) {
    guard let zone = TimeZone(identifier: name) else { return nil }
    self.zone = zone
    origin = Double(horizon.start.number) * 86_400
    // Half hours: the finest at which a zone has ever changed its clocks in our time.
    let halves = horizon.hours * 2
    offsets.reserveCapacity(halves)
    var half = 0
    while half < halves {
      // A day whose ends agree and that has no transition inside is one run.
      let end = min(half + 48, halves)
      let first = offset(atHalf: half)
      if first == offset(atHalf: end), !changes(from: half, to: end) {
        for _ in half..<end { offsets.append(first) }
      } else {
        for each in half..<end { offsets.append(offset(atHalf: each)) }
      }
      half = end
    }
  }

  /// Local hour of the day and weekday (0 for Monday) of an instant, in seconds from the horizon's start.
  func clock(atSecond second: Int) -> (hour: Int, weekday: Int) {
    let offset = offsets[min(second / 1800, offsets.count - 1)]
    let local = Int(origin) + second + Int(offset)
    let day = Date(number: (local >= 0 ? local : local - 86_399) / 86_400)
    return ((local % 86_400 + 86_400) % 86_400 / 3600, day.weekday)
  }

  /// Local minute of the day and weekday (0 for Monday) of a minute of the horizon.
  func minute(atMinute minute: Int) -> (ofDay: Int, weekday: Int) {
    let local = Int(origin) / 60 + minute + Int(offsets[min(minute / 30, offsets.count - 1)]) / 60
    let day = Int((Double(local) / 1440).rounded(.down))
    return (local - day * 1440, Date(number: day).weekday)
  }

  private func offset(atHalf half: Int) -> Int32 {
    Int32(zone.secondsFromGMT(for: Foundation.Date(timeIntervalSince1970: origin + Double(half) * 1800)))
  }

  private func changes(from half: Int, to end: Int) -> Bool {
    let start = Foundation.Date(timeIntervalSince1970: origin + Double(half) * 1800)
    guard let next = zone.nextDaylightSavingTimeTransition(after: start) else { return false }
    return next.timeIntervalSince1970 < origin + Double(end) * 1800
  }
}
