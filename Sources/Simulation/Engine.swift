import Components
package import Quantities

/// Runs a plan over its horizon, component-major and month by month: one unit over a month of steps before the next.
package struct Engine: ~Copyable {
  /// What is recorded of each meter.
  package enum Bucket: Sendable {
    /// A quantity per day: everything that is printed, alerts or saves.
    case day
    /// A quantity per month: replications and search, at each unit's own grain.
    case month
  }

  /// What a unit did in a month: valid during the call that hands it over.
  package struct Record {
    /// Index of the unit in the plan.
    package let unit: Int
    /// Quantities, meter by meter, `buckets` values each.
    package let metered: UnsafePointer<Double>
    /// Days of the month, its hours for an hourly unit, or 1.
    package let buckets: Int
    /// Whether quantities are per hour.
    package let isHourly: Bool
    /// Gauges, gauge by gauge, `stride` values each, a value per step or per day; nil if they weren't wanted.
    package let shown: UnsafePointer<Double>?
    /// Whether gauges have a value per day instead of one per step.
    package let showsDays: Bool
    /// Values per gauge.
    package let stride: Int
  }

  package let plan: Plan
  package let horizon: Horizon
  package let bucket: Bucket
  /// Values per channel: the steps of the longest month.
  package let stride: Int
  /// The month's series of all channels at the horizon's grid.
  private let flows: Buffer
  private var coarse: CoarseFlows
  private let metered: Buffer
  private let fed: Buffer
  private let shown: Buffer
  private var runners: [any Runner]
  /// By unit and output: whether something was written that nobody reads.
  private var isAsked: [[Bool]]
  /// Hours of the horizon before the present month.
  private var firstHour = 0
  /// The grain at which each unit is run.
  private let grains: [Grain]
  /// By unit: whether its quantities are recorded per hour.
  private let isHourly: [Bool]

  /// A plan before its first step.
  ///
  /// - Parameters:
  ///   - plan: the units and their flows.
  ///   - horizon: the grid and the months.
  ///   - bucket: what is recorded.
  ///   - hourly: units whose quantities are recorded per hour instead: those that a commitment can cover or a schedule switches
  ///     off. They run at the step's grain.
  package init(plan: Plan, horizon: Horizon, bucket: Bucket, hourly: Set<Int> = []) {
    self.plan = plan
    self.horizon = horizon
    self.bucket = bucket
    isHourly = plan.units.indices.map(hourly.contains)
    stride = (horizon.months.map(\.spannedHours).max() ?? 0) * horizon.stepsPerHour
    let days = horizon.months.map(\.days).max() ?? 0
    flows = Buffer(zeros: plan.channels.count * stride)
    coarse = CoarseFlows(channels: plan.channels.count, days: days)
    metered = Buffer(zeros: Usage.meterSlots * max(hourly.isEmpty ? days : stride, 1))
    fed = Buffer(zeros: Usage.outputSlots * stride)
    shown = Buffer(zeros: Usage.gaugeSlots * stride)
    runners = plan.units.map { Self.runner(of: $0.component) }
    // Where a month is one bucket, what a unit writes at a coarse grain isn't looked at: it may ask.
    isAsked = plan.units.map { unit in unit.outputs.map { _ in bucket == .month && unit.grain != .step } }
    grains = plan.units.enumerated().map { index, unit in
      if hourly.contains(index) { return .step }
      return bucket == .month ? unit.grain : unit.grain == .hourOfDay ? .step : min(unit.grain, .day)
    }
  }

  /// Back to before the first step, for another replication.
  package mutating func rewind() {
    for index in runners.indices { runners[index].rewind() }
    firstHour = 0
  }

  /// Runs one month.
  ///
  /// - Parameters:
  ///   - index: the month; months are run in their order.
  ///   - dark: the dark regions of each step, if any is dark.
  ///   - draws: whether gauges are wanted.
  ///   - fill: adds the month's demand to the channels, which are zero before: channel c begins at `c * stride`.
  ///   - record: takes what each unit did.
  package mutating func run(
    month index: Int, dark: [UInt64]? = nil, draws: Bool = false,
    fill: (_ flows: UnsafeMutablePointer<Double>, _ stride: Int, _ steps: Int) -> Void, record: (Record) -> Void
  ) {
    let month = horizon.months[index]
    let steps = month.spannedHours * horizon.stepsPerHour
    flows.clear()
    fill(flows.base, stride, steps)
    coarse.begin(month, stepsPerHour: horizon.stepsPerHour)
    let shapes = Shapes(month, horizon: horizon, bucket: bucket)
    if let dark {
      dark.withUnsafeBufferPointer { runUnits(month, steps, shapes, $0.baseAddress, draws, record) }
    } else {
      runUnits(month, steps, shapes, nil, draws, record)
    }
    firstHour += month.spannedHours
  }

  private mutating func runUnits(
    _ month: CalendarMonth, _ steps: Int, _ shapes: Shapes, _ dark: UnsafePointer<UInt64>?, _ draws: Bool,
    _ record: (Record) -> Void
  ) {
    let dayHours = month.dayHours.map(Double.init)
    dayHours.withUnsafeBufferPointer { dayHours in
      for unit in plan.units.indices {
        let grain = grains[unit]
        let bucketSteps = isHourly[unit] ? shapes.hours : shapes.steps(at: grain)
        bucketSteps.withUnsafeBufferPointer { bucketSteps in
          guard let bucketSteps = bucketSteps.baseAddress else { return }
          run(
            unit, grain, month, steps,
            buckets: isHourly[unit] ? shapes.hours.count : shapes.buckets(at: grain), bucketSteps,
            dayHours: shapes.isUniform ? nil : dayHours.baseAddress, dark, draws, record)
        }
      }
    }
  }

  private mutating func run(
    _ index: Int, _ grain: Grain, _ month: CalendarMonth, _ steps: Int, buckets: Int,
    _ bucketSteps: UnsafePointer<Int>, dayHours: UnsafePointer<Double>?, _ dark: UnsafePointer<UInt64>?,
    _ draws: Bool, _ record: (Record) -> Void
  ) {
    let unit = plan.units[index]
    var inputs = InlineArray<12, UnsafePointer<Double>>(repeating: UnsafePointer(flows.base))
    var holds = inputs
    for slot in unit.inputs.indices {
      let channel = unit.inputs[slot]
      sum(channel, steps)
      if grain == .step {
        inputs[slot] = UnsafePointer(flows.base + channel * stride)
        holds[slot] = inputs[slot]
      } else {
        (inputs[slot], holds[slot]) = coarse.series(of: channel, at: grain, from: flows.base + channel * stride)
      }
    }
    let isStep = grain == .step
    // What is read is written step by step; the rest is looked at for whether it asks anything.
    let outputs = isStep || bucket == .day ? runners[index].outputs : 0
    let gauges = draws && (isStep || grain == .day) ? runners[index].gauges : 0
    let span = MonthSpan(
      flows: inputs, holds: holds, holdScale: isStep ? horizon.stepHours : 1, stride: stride,
      bucketSteps: bucketSteps, buckets: buckets, stepHours: grain == .day ? dayHours : nil,
      hours: hours(of: grain, month), monthHours: Double(month.hours), start: Double(firstHour),
      stepsPerHour: isStep ? horizon.stepsPerHour : 1, dark: dark, metered: metered.base,
      meters: runners[index].meters, fed: outputs > 0 ? fed.base : nil, outputs: outputs,
      shown: gauges > 0 ? shown.base : nil, gauges: gauges)
    runners[index].run(over: span)
    if outputs > 0 { pass(index, isStep ? steps : (0..<buckets).reduce(0) { $0 + bucketSteps[$1] }) }
    record(
      Record(
        unit: index, metered: UnsafePointer(metered.base), buckets: buckets, isHourly: isHourly[index],
        shown: gauges > 0 ? UnsafePointer(shown.base) : nil, showsDays: !isStep, stride: stride))
  }

  private func hours(of grain: Grain, _ month: CalendarMonth) -> Double {
    switch grain {
    case .step: horizon.stepHours
    case .hourOfDay: Double(month.days)
    case .day: 24
    case .month: Double(month.spannedHours)
    }
  }

  /// Adds what a unit fed to the channels of its readers, and to those of bytes between regions.
  private mutating func pass(_ index: Int, _ steps: Int) {
    let unit = plan.units[index]
    for crossing in unit.crossings {
      let target = flows.base + crossing.channel * stride
      let source = fed.base + crossing.output * stride
      for step in 0..<steps { target[step] += source[step] * crossing.size }
    }
    for (output, channel) in unit.outputs.enumerated() {
      let source = fed.base + output * stride
      guard let channel else {
        isAsked[index][output] = isAsked[index][output] || (0..<steps).contains { source[$0] != 0 }
        continue
      }
      let target = flows.base + channel * stride
      for step in 0..<steps { target[step] += source[step] }
    }
  }

  /// Adds up a channel that is the sum of others.
  private func sum(_ channel: Int, _ steps: Int) {
    let parts = plan.channels[channel].parts
    guard !parts.isEmpty else { return }
    let target = flows.base + channel * stride
    for step in 0..<steps { target[step] = 0 }
    for part in parts {
      let source = flows.base + part * stride
      for step in 0..<steps { target[step] += source[step] }
    }
  }

  /// What was asked of nobody so far: instance and flow.
  package var unread: [(instance: String, flow: String)] {
    plan.unread.filter { unread in
      plan.units.indices.contains { index in
        let instance = plan.instances[plan.units[index].instance]
        return instance.name == unread.instance
          && instance.kind.outputs.indices.contains {
            isAsked[index][$0] && instance.kind.outputs[$0].flow == unread.flow
          }
      }
    }
  }

  /// The sum of a channel over the month just run.
  package func total(of channel: Int) -> Double {
    var total = 0.0
    let series = flows.base + channel * stride
    for step in 0..<stride { total += series[step] }
    return total
  }

  private static func runner<C: Component>(of component: C) -> any Runner { Running(component) }
}

/// How many steps each recorded bucket of a month has, by grain.
private struct Shapes {
  private var byGrain: [[Int]]
  /// Steps of each hour of the month.
  let hours: [Int]
  /// Whether every day has 24 hours.
  let isUniform: Bool

  init(_ month: CalendarMonth, horizon: Horizon, bucket: Engine.Bucket) {
    let steps = month.spannedHours * horizon.stepsPerHour
    isUniform = month.dayHours.allSatisfy { $0 == 24 }
    hours = Array(repeating: horizon.stepsPerHour, count: month.spannedHours)
    byGrain =
      switch bucket {
      case .day: [month.dayHours.map { $0 * horizon.stepsPerHour }, [24], Array(repeating: 1, count: month.days), [1]]
      case .month: [[steps], [24], [month.days], [1]]
      }
  }

  func steps(at grain: Grain) -> [Int] { byGrain[grain.rawValue] }
  func buckets(at grain: Grain) -> Int { byGrain[grain.rawValue].count }
}

/// A component with its state, behind one witness call per month.
protocol Runner: Sendable {
  mutating func rewind()
  mutating func run(over span: MonthSpan)
  var meters: Int { get }
  var outputs: Int { get }
  var gauges: Int { get }
}

/// See `Runner`.
private struct Running<C: Component>: Runner {
  let component: C
  var state: C.State
  let meters = C.meters.count
  let outputs = C.outputs.count
  let gauges = C.gauges.count

  init(_ component: C) {
    self.component = component
    state = component.initial
  }
  mutating func rewind() { state = component.initial }
  mutating func run(over span: MonthSpan) { component.run(over: span, state: &state) }
}
