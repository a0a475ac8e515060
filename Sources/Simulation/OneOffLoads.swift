import Quantities
import Scenario

/// What one-off visits put into which channel, spread evenly over their hours.
struct OneOffLoads: Sendable {
  private struct Entry: Sendable {
    var channel: Int
    /// Per hour.
    var rate: Double
    /// Hours from the horizon's start.
    var span: Range<Double>
  }
  private var entries: [Entry] = []
  private let stepsPerHour: Double

  init(_ scenario: Scenario, _ plan: Plan, nearest: [[Int]]) {
    stepsPerHour = Double(scenario.horizon.stepsPerHour)
    for oneOff in scenario.oneOffs where oneOff.hours > 0 {
      for visit in oneOff.visits {
        guard let instance = plan.instances.firstIndex(where: { $0.name == visit.instance }) else { continue }
        for amount in visit.amounts {
          for channel in plan.channels(ofVisit: amount.key, at: instance, from: oneOff.region, nearest) {
            entries.append(
              Entry(
                channel: channel, rate: amount.value / oneOff.hours,
                span: oneOff.start..<oneOff.start + oneOff.hours))
          }
        }
      }
    }
  }

  /// Adds the part of a month that begins at `firstStep` to the channels.
  func fill(_ flows: UnsafeMutablePointer<Double>, stride: Int, firstStep: Int, steps: Int) {
    for entry in entries {
      let target = flows + entry.channel * stride
      let first = Int(entry.span.lowerBound * stepsPerHour)
      let last = Int((entry.span.upperBound * stepsPerHour).rounded(.up))
      for step in max(first, firstStep)..<max(min(last, firstStep + steps), max(first, firstStep)) {
        let from = max(Double(step) / stepsPerHour, entry.span.lowerBound)
        let to = min(Double(step + 1) / stepsPerHour, entry.span.upperBound)
        target[step - firstStep] += entry.rate * max(to - from, 0)
      }
    }
  }
}
