import Quantities
import Scenario

/// An environment's hours on a horizon's grid: which share of every step it is on.
struct OpenSteps: Sendable {
  /// By step, from 0 to 1.
  let shares: [Double]
  private let stepsPerHour: Int

  /// The steps of `hours` over `horizon`; nil for a time zone that there isn't.
  init?(_ hours: Scenario.OpenHours, over horizon: Horizon) {
    guard let clock = LocalTime(hours.timezone, over: horizon) else { return nil }
    stepsPerHour = horizon.stepsPerHour
    let minutes = 60 / horizon.stepsPerHour
    shares = (0..<horizon.steps).map { step in
      let first = step * minutes
      let open = (first..<first + minutes).count { minute in
        let (minuteOfDay, weekday) = clock.minute(atMinute: minute)
        return hours.isOpen(minute: minuteOfDay, weekday: weekday)
      }
      return Double(open) / Double(minutes)
    }
  }

  /// Hours from the horizon's start in which it is off for whole steps, as stretches.
  var closed: [Range<Double>] {
    var stretches: [Range<Double>] = []
    var first: Int?
    for step in 0...shares.count {
      let isClosed = step < shares.count && shares[step] == 0
      if isClosed {
        first = first ?? step
      } else if let start = first {
        stretches.append(Double(start) / Double(stepsPerHour)..<Double(step) / Double(stepsPerHour))
        first = nil
      }
    }
    return stretches
  }

  /// Leaves of a month's requests those that arise while it is on.
  func mask(_ month: inout Demand.Month, firstStep: Int) {
    for index in month.served.indices { month.served[index] *= shares[firstStep + index % month.steps] }
    for index in month.lost.indices { month.lost[index] *= shares[firstStep + index % month.steps] }
    for index in month.offered.indices {
      for step in month.offered[index].indices { month.offered[index][step] *= shares[firstStep + step] }
    }
  }

  /// A day's sum of a quantity per hour; of one that stops, the part while it is on.
  func day(_ hours: UnsafeBufferPointer<Double>, firstHour: Int, stops: Bool) -> Double {
    var sum = 0.0
    for hour in hours.indices { sum += hours[hour] * (stops ? share(ofHour: firstHour + hour) : 1) }
    return sum
  }

  /// The share of an hour of the horizon that it is on.
  func share(ofHour hour: Int) -> Double {
    let steps = shares[hour * stepsPerHour..<(hour + 1) * stepsPerHour]
    return steps.reduce(0, +) / Double(stepsPerHour)
  }

  /// Hours of the horizon that it is on.
  var hours: Double { shares.reduce(0, +) / Double(stepsPerHour) }
}
