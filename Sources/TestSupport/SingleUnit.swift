package import Components
package import Quantities

/// One component alone over one month: what tests and laws look at.
///
/// Flows are stated by input, step by step of the horizon's grid.
package struct SingleUnit {
  /// Quantities by meter name, one per day; one for the month at grains beyond the day.
  package var days: [String: [Double]] = [:]
  /// Fed flows by name, one value per step of the run's grain.
  package var fed: [String: [Double]] = [:]
  /// Gauges by name, one value per step of the run's grain.
  package var shown: [String: [Double]] = [:]

  /// The month's total of a meter.
  package func total(_ meter: String) -> Double { (days[meter] ?? []).reduce(0, +) }
  /// The month's total of a fed flow.
  package func totalFed(_ flow: String) -> Double { (fed[flow] ?? []).reduce(0, +) }

  /// Runs `component` over `month`.
  ///
  /// - Parameters:
  ///   - component: placed at `site` first.
  ///   - site: where it stands.
  ///   - horizon: the grid and the months.
  ///   - month: index of the month that is run; all months before are run too, with the same flows.
  ///   - grain: the steps that the component sees; the flows are added up to them.
  ///   - dark: dark regions of every step of the grid; nil for none. Only seen at the finest grain.
  ///   - flow: amount of the input at a slot in a step of the month, in the input's unit.
  package init<C: Component>(
    _ component: C, at site: Site = Site(), over horizon: Horizon, month: Int = 0, grain: Grain = .step,
    dark: [UInt64]? = nil, flow: (_ slot: Int, _ step: Int) -> Double
  ) {
    var placed = component
    placed.place(at: site)
    var state = placed.initial
    var hour = 0
    for (index, span) in horizon.months.enumerated() where index <= month {
      let steps = Steps(of: span, on: horizon, grain: grain, inputs: C.inputs.count, flow: flow)
      run(placed, &state, span, steps, from: hour, dark: grain == .step ? dark : nil)
      hour += span.spannedHours
    }
  }

  /// What a month looks like at a grain.
  private struct Steps {
    /// Flows and sums of running sums, input by input, `hours.count` values each.
    var flows: [Double] = []
    var holds: [Double] = []
    let holdScale: Double
    /// Length of each step.
    let hours: [Double]
    /// Steps of each recorded day, or of the month.
    let buckets: [Int]
    let perHour: Int

    init(of month: CalendarMonth, on horizon: Horizon, grain: Grain, inputs: Int, flow: (Int, Int) -> Double) {
      let perDay = 24 * horizon.stepsPerHour
      let count = month.spannedHours * horizon.stepsPerHour
      holdScale = horizon.stepHours
      perHour = grain == .step ? horizon.stepsPerHour : 1
      // Which coarse step each fine one belongs to.
      let place: (Int) -> Int
      switch grain {
      case .step:
        place = { $0 }
        buckets = month.dayHours.map { $0 * horizon.stepsPerHour }
      case .day:
        place = { $0 / perDay }
        buckets = month.dayHours.map { _ in 1 }
      case .hourOfDay:
        place = { $0 % perDay / horizon.stepsPerHour }
        buckets = [24]
      case .month:
        place = { _ in 0 }
        buckets = [1]
      }
      var lengths = Array(repeating: 0, count: buckets.reduce(0, +))
      for step in 0..<count { lengths[place(step)] += 1 }
      hours = lengths.map { Double($0) / Double(horizon.stepsPerHour) }
      for slot in 0..<inputs {
        var sums = Array(repeating: 0.0, count: hours.count)
        var running = sums
        for step in 0..<count {
          sums[place(step)] += flow(slot, step)
          running[place(step)] += sums[place(step)]
        }
        flows += sums
        holds += running
      }
      if inputs == 0 { (flows, holds) = ([0], [0]) }
    }
  }

  private mutating func run<C: Component>(
    _ component: C, _ state: inout C.State, _ month: CalendarMonth, _ steps: Steps, from hour: Int, dark: [UInt64]?
  ) {
    let count = steps.hours.count
    let buckets = steps.buckets.count
    var metered = Array(repeating: 0.0, count: Swift.max(C.meters.count, 1) * buckets)
    var fedFlows = Array(repeating: 0.0, count: Swift.max(C.outputs.count, 1) * count)
    var gauges = Array(repeating: 0.0, count: Swift.max(C.gauges.count, 1) * count)
    let alike = steps.hours.allSatisfy { $0 == steps.hours[0] }
    steps.flows.withUnsafeBufferPointer { flows in
      steps.holds.withUnsafeBufferPointer { holds in
        steps.hours.withUnsafeBufferPointer { hours in
          steps.buckets.withUnsafeBufferPointer { bucketSteps in
            metered.withUnsafeMutableBufferPointer { metered in
              fedFlows.withUnsafeMutableBufferPointer { fed in
                gauges.withUnsafeMutableBufferPointer { gauges in
                  (dark ?? []).withUnsafeBufferPointer { dark in
                    guard let flows = flows.baseAddress, let holds = holds.baseAddress,
                      let bucketSteps = bucketSteps.baseAddress, let metered = metered.baseAddress
                    else { return }
                    let span = MonthSpan(
                      flows: flows, holds: holds, holdScale: steps.holdScale, stride: count, bucketSteps: bucketSteps,
                      buckets: buckets, stepHours: alike ? nil : hours.baseAddress, hours: hours[0],
                      monthHours: Double(month.hours), start: Double(hour), stepsPerHour: steps.perHour,
                      dark: dark.isEmpty ? nil : dark.baseAddress, metered: metered, meters: C.meters.count,
                      fed: fed.baseAddress, outputs: C.outputs.count, shown: gauges.baseAddress,
                      gauges: C.gauges.count)
                    component.run(over: span, state: &state)
                  }
                }
              }
            }
          }
        }
      }
    }
    for (slot, meter) in C.meters.enumerated() {
      days[meter.name] = Array(metered[slot * buckets..<(slot + 1) * buckets])
    }
    for (slot, output) in C.outputs.enumerated() {
      fed[output.flow] = Array(fedFlows[slot * count..<(slot + 1) * count])
    }
    for (slot, gauge) in C.gauges.enumerated() { shown[gauge.name] = Array(gauges[slot * count..<(slot + 1) * count]) }
  }
}
