import Quantities

/// Runs of one job at regular intervals, never two at a time: each takes some hours from the instant when it is due.
///
/// A run that is due while its region is dark, or the run before still works, begins when that is over.
public struct ScheduledRuns: Sendable {
  /// Runs begun so far.
  private(set) var begun = 0
  /// When the run under way ends, or the last one ended.
  private var ends = 0.0
  /// When the next run begins; infinite if none will.
  private var next: Double
  private let schedule: Schedule?
  private let outages: [Range<Double>]

  /// A run that begins within this of a step's end belongs to the next step: instants of short steps are rounded sums.
  private static let instant = 1e-9

  /// No run yet.
  init(_ schedule: Schedule?, outages: [Range<Double>]) {
    self.schedule = schedule
    self.outages = outages.sorted { $0.lowerBound < $1.lowerBound }
    next = .infinity
    next = due()
  }

  private func due() -> Double {
    guard let schedule, schedule.every > 0 else { return .infinity }
    var start = Swift.max(schedule.first + Double(begun) * schedule.every, ends)
    for outage in outages where outage.contains(start) { start = outage.upperBound }
    return start
  }

  /// Hours of `step` in which a run works.
  ///
  /// - Parameters:
  ///   - step: the step, each in its order.
  ///   - hours: what a run takes that begins when the given share of the step is over.
  /// - Returns: hours, at most those of the step.
  mutating func hours(in step: Step, taking hours: (_ share: Double) -> Double) -> Double {
    let (from, to) = (step.start, step.start + step.hours)
    var worked = Swift.max(0, Swift.min(ends, to) - from)
    while next < to - Self.instant {
      let start = Swift.max(next, from)
      begun += 1
      ends = start + hours((start - from) / step.hours)
      next = due()
      worked += Swift.max(0, Swift.min(ends, to) - start)
    }
    return worked
  }
}
