package import Components
package import Quantities

/// One component alone over one month at the finest grain: what tests and laws look at. Flows are stated by input, step by step.
package struct SingleUnit {
  /// Quantities by meter name, one per day.
  package var days: [String: [Double]] = [:]
  /// Fed flows by name, one value per step.
  package var fed: [String: [Double]] = [:]
  /// Gauges by name, one value per step.
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
  ///   - dark: dark regions of every step; nil for none.
  ///   - flow: amount of the input at a slot in a step of the month, in the input's unit.
  package init<C: Component>(
    _ component: C, at site: Site = Site(), over horizon: Horizon, month: Int = 0, dark: [UInt64]? = nil,
    flow: (_ slot: Int, _ step: Int) -> Double
  ) {
    var placed = component
    placed.place(at: site)
    var state = placed.initial
    var hour = 0
    for (index, span) in horizon.months.enumerated() where index <= month {
      run(placed, &state, span, horizon, from: hour, dark: dark, flow: flow)
      hour += span.spannedHours
    }
  }

  private mutating func run<C: Component>(
    _ component: C, _ state: inout C.State, _ month: CalendarMonth, _ horizon: Horizon, from hour: Int,
    dark: [UInt64]?, flow: (Int, Int) -> Double
  ) {
    let steps = month.spannedHours * horizon.stepsPerHour
    var flows: [Double] = []
    for slot in C.inputs.indices { for step in 0..<steps { flows.append(flow(slot, step)) } }
    if flows.isEmpty { flows = [0] }
    let bucketSteps = month.dayHours.map { $0 * horizon.stepsPerHour }
    var metered = Array(repeating: 0.0, count: Swift.max(C.meters.count, 1) * month.days)
    var fedFlows = Array(repeating: 0.0, count: Swift.max(C.outputs.count, 1) * steps)
    var gauges = Array(repeating: 0.0, count: Swift.max(C.gauges.count, 1) * steps)
    flows.withUnsafeBufferPointer { flows in
      bucketSteps.withUnsafeBufferPointer { buckets in
        metered.withUnsafeMutableBufferPointer { metered in
          fedFlows.withUnsafeMutableBufferPointer { fed in
            gauges.withUnsafeMutableBufferPointer { gauges in
              (dark ?? []).withUnsafeBufferPointer { dark in
                guard let flows = flows.baseAddress, let buckets = buckets.baseAddress,
                  let metered = metered.baseAddress
                else { return }
                let span = MonthSpan(
                  flows: flows, holds: flows, holdScale: horizon.stepHours, stride: steps, bucketSteps: buckets,
                  buckets: month.days, stepHours: nil, hours: horizon.stepHours, monthHours: Double(month.hours),
                  start: Double(hour), stepsPerHour: horizon.stepsPerHour, dark: dark.isEmpty ? nil : dark.baseAddress, metered: metered,
                  meters: C.meters.count, fed: fed.baseAddress, outputs: C.outputs.count, shown: gauges.baseAddress,
                  gauges: C.gauges.count)
                component.run(over: span, state: &state)
              }
            }
          }
        }
      }
    }
    for (slot, meter) in C.meters.enumerated() {
      days[meter.name] = Array(metered[slot * month.days..<(slot + 1) * month.days])
    }
    for (slot, output) in C.outputs.enumerated() { fed[output.flow] = Array(fedFlows[slot * steps..<(slot + 1) * steps]) }
    for (slot, gauge) in C.gauges.enumerated() { shown[gauge.name] = Array(gauges[slot * steps..<(slot + 1) * steps]) }
  }
}
