package import Components
package import Pricing
package import Quantities
package import Scenario

/// What a year did, before any price: usage of every meter by day, demand served and lost, gauges, flows.
package struct Outcome: Sendable {
  /// Requests of one journey at one region over the horizon.
  package struct Requests: Sendable {
    package var journey: String
    package var region: String
    package var served = 0.0
    package var lost = 0.0
    /// Served and lost.
    package var offered: Double { served + lost }
  }

  /// A gauge of one unit over the horizon's steps.
  package struct Trace: Sendable {
    package var instance: Int
    package var region: Int?
    package var gauge: Gauge
    package var bound: Bound?
    package var values: [Double]
  }

  /// What arrived at one unit of one flow in one month.
  package struct Arrival: Sendable {
    package var instance: String
    package var flow: String
    package var unit: String
    package var visit: String?
    package var region: String
    /// Index of the month.
    package var month: Int
    package var total: Double
  }

  /// How one journey was answered in one month.
  package struct Response: Sendable {
    package var journey: String
    /// Index of the month.
    package var month: Int
    package var served = 0.0
    package var lost = 0.0
    /// Response time in ms that 95 % of the answered requests stay below, infinite where servers are saturated; nil
    /// without an objective for it.
    package var p95: Double?
    /// Share of the answered requests that take longer than the objective.
    package var over = 0.0
  }

  package var plan = Plan()
  package var metered: [Metered] = []
  package var requests: [Requests] = []
  package var traces: [Trace] = []
  package var arrivals: [Arrival] = []
  /// Month by month, for each journey that has an objective.
  package var responses: [Response] = []
  /// Where each outage's requests go, and what they lose.
  package var routing: Routing
  /// Name of a region by the plan's index.
  package var regions: [String] = []
  /// Hours of the horizon that its environment is on; nil for always.
  package var openHours: Double?
  /// What the scenario's other environments did; the names of their instances end with `@` and theirs.
  package var others: [Outcome] = []

  /// This one and the others.
  package var all: [Outcome] { [self] + others }
}

/// Simulates a scenario's horizon at the day's grain.
///
/// - Parameters:
///   - scenario: read and checked.
///   - seed: of the noise; the same seed gives the same bytes.
///   - countsHours: whether the hours of a meter are wanted too, by its price key.
/// - Returns: what the horizon did.
/// - Throws: `Problems` if latencies are missing, a flow is ambiguous or runs in a circle.
package func simulate(
  _ scenario: Scenario, seed: UInt64 = 1, countsHours: (String) -> Bool = { _ in false }
) throws(Problems) -> Outcome {
  let nearest = try nearestRegions(scenario)
  let routing = Routing(scenario, nearest: nearest.ofPopulations)
  let open = scenario.environment?.hours.flatMap { OpenSteps($0, over: scenario.horizon) }
  let plan = try plan(scenario, nearest: nearest.ofRegions, closed: open?.closed ?? [])
  let demand = try Demand(scenario, routing: routing, seed: seed)
  let times = try ResponseTimes(scenario, plan, routing: routing, nearest: nearest.ofRegions)
  let visits = try Visits(scenario, plan, nearest: nearest.ofRegions)
  let loads = OneOffLoads(scenario, plan, nearest: nearest.ofRegions)
  var outcome = Outcome(plan: plan, routing: routing, regions: scenario.regions)
  outcome.begin(scenario)
  let switched = open == nil ? nil : Switched(plan, scenario.environment)
  var engine = Engine(plan: plan, horizon: scenario.horizon, bucket: .day, hourly: switched?.units ?? [])
  var hourly = HourlyUsage(plan, horizon: scenario.horizon, counts: countsHours)
  var firstStep = 0
  for (index, month) in scenario.horizon.months.enumerated() {
    var requests = demand.month(month, firstStep: firstStep)
    open?.mask(&requests, firstStep: firstStep)
    let range = firstStep..<firstStep + requests.steps
    outcome.count(requests)
    let firstMetered = outcome.metered.count
    engine.run(
      month: index, dark: routing.dark(steps: range), draws: true,
      fill: { flows, stride, steps in
        visits.fill(flows, stride: stride, from: requests)
        loads.fill(flows, stride: stride, firstStep: firstStep, steps: steps)
      },
      record: { record in
        outcome.record(record, month, steps: requests.steps) { slot in
          guard record.isHourly, let open, let switched else { return nil }
          return switched.days(ofMeter: slot, record, month, firstHour: firstStep / scenario.horizon.stepsPerHour, open)
        }
      })
    hourly?.run(
      month: index, dark: routing.dark(steps: range), into: &outcome, from: firstMetered,
      fill: { flows, stride, steps in
        visits.fill(flows, stride: stride, from: requests)
        loads.fill(flows, stride: stride, firstStep: firstStep, steps: steps)
      },
      share: { unit, slot, hour in
        guard let open, let switched else { return 1 }
        let firstHour = firstStep / scenario.horizon.stepsPerHour
        return switched.share(ofMeter: slot, unit, hour: firstHour + hour, open)
      })
    outcome.countArrivals(in: engine, month: index)
    outcome.responses += times.responses(in: index, requests, firstStep: firstStep, traces: outcome.traces)
    firstStep += requests.steps
  }
  outcome.plan.unread = engine.unread
  outcome.openHours = open?.hours
  outcome.settle(in: scenario.environment)
  for other in scenario.others { outcome.others.append(try simulate(other, seed: seed, countsHours: countsHours)) }
  return outcome
}

extension Outcome {
  fileprivate mutating func begin(_ scenario: Scenario) {
    requests = scenario.journeys.flatMap { journey in
      scenario.regions.map { Requests(journey: journey.name, region: $0) }
    }
    for unit in plan.units {
      for (slot, gauge) in type(of: unit.component).gauges.enumerated() {
        traces.append(
          Trace(
            instance: unit.instance, region: unit.region, gauge: gauge, bound: unit.component.limit(ofGauge: slot),
            values: []))
      }
    }
  }

  fileprivate mutating func count(_ month: Demand.Month) {
    for index in requests.indices {
      let first = index * month.steps
      for step in first..<first + month.steps { requests[index].served += month.served[step] }
      if !month.lost.isEmpty { for step in first..<first + month.steps { requests[index].lost += month.lost[step] } }
    }
  }

  fileprivate mutating func record(
    _ record: Engine.Record, _ month: CalendarMonth, steps: Int, summed: (_ slot: Int) -> [Double]?
  ) {
    let unit = plan.units[record.unit]
    let instance = plan.instances[unit.instance]
    let type = instance.kind
    for (slot, meter) in type.meters.enumerated() {
      let days =
        summed(slot)
        ?? Array(UnsafeBufferPointer(start: record.metered + slot * record.buckets, count: record.buckets))
      guard days.contains(where: { $0 != 0 }) else { continue }
      metered.append(
        Metered(
          instance: instance.name, kind: type.kind, meter: meter, key: unit.component.priceKey(ofMeter: slot),
          region: unit.region.map { regions[$0] } ?? "Global", month: month, days: days))
    }
    guard let shown = record.shown else { return }
    let first = plan.units[..<record.unit].reduce(0) { $0 + Swift.type(of: $1.component).gauges.count }
    for slot in type.gauges.indices {
      let values = shown + slot * record.stride
      guard record.showsDays else {
        traces[first + slot].values.append(contentsOf: UnsafeBufferPointer(start: values, count: steps))
        continue
      }
      let perHour = steps / month.spannedHours
      for (day, hours) in month.dayHours.enumerated() {
        traces[first + slot].values.append(contentsOf: repeatElement(values[day], count: hours * perHour))
      }
    }
  }

  fileprivate mutating func countArrivals(in engine: borrowing Engine, month: Int) {
    for (index, channel) in plan.channels.enumerated() where channel.parts.isEmpty {
      let total = engine.total(of: index)
      guard total != 0 else { continue }
      let instance = plan.instances[channel.instance]
      let port = instance.kind.inputs.first { $0.flow == channel.flow }
      arrivals.append(
        Arrival(
          instance: instance.name, flow: channel.flow, unit: port?.unit ?? "", visit: port?.visit,
          region: channel.region.map { regions[$0] } ?? "Global", month: month, total: total))
    }
  }
}
