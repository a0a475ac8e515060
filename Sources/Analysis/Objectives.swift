import Quantities
package import Scenario
package import Simulation

/// How every stated objective was held in its worst month, and an alert for each that was missed.
package func objectives(_ scenario: Scenario, _ outcome: Outcome) -> ([Report.Objective], [Report.Alert]) {
  var rows: [Report.Objective] = []
  var alerts: [Report.Alert] = []
  for journey in scenario.journeys.sorted(by: { $0.name < $1.name }) {
    let months = outcome.responses.filter { $0.journey == journey.name }
    for var held in [availability(journey, months), p95(journey, months)].compactMap({ $0 }) {
      held.journey += scenario.environment?.suffix ?? ""
      rows.append(held.row(scenario.horizon))
      if let first = held.missed.first { alerts.append(held.alert(journey, first: first, scenario)) }
    }
  }
  return (rows, alerts)
}

/// An objective held against the months.
private struct Held {
  var journey: String
  var metric: String
  var unit: String
  var target: Double
  var worst: (month: Int, value: Double)
  /// Months in which it was missed, in order.
  var missed: [Int]
  var months: Int
  /// Share of all requests that weren't answered as it asks.
  var over: Double

  func row(_ horizon: Horizon) -> Report.Objective {
    Report.Objective(
      journey: journey, metric: metric, target: target, value: worst.value, met: missed.isEmpty,
      worstMonth: horizon.months[worst.month].name, over: over)
  }

  func alert(_ stated: Scenario.Journey, first: Int, _ scenario: Scenario) -> Report.Alert {
    let horizon = scenario.horizon
    let crossed = horizon.start + horizon.months[first].firstDay
    let name = horizon.months[worst.month].name
    let span = "missed in \(missed.count) of \(months) months, first in \(horizon.months[first].name)"
    let share = "\(short(over * 100)) %"
    let result =
      switch (metric, worst.value.isFinite) {
      case ("availability", _): "only \(plain(worst.value)) % of the requests of \(name) are answered"
      case (_, true): "95 % of the requests of \(name) are answered within \(plain(worst.value)) ms"
      case (_, false): "more than 5 % of the requests of \(name) meet saturated servers and wait without end"
      }
    let rest = metric == "availability" ? "are lost" : "take longer than the objective"
    let happens = "\(result), the objective is \(plain(target)) \(unit): \(span). \(share) of all requests \(rest)"
    return Report.Alert(
      kind: "objective", severity: .warning, subject: self.journey, period: "", threshold: metric, limit: plain(target),
      value: worst.value.isFinite ? plain(worst.value) : "Infinity", crossedAt: crossed.description, notifiedAt: "",
      message: "\(journey): \(happens).", file: stated.mark.file.isEmpty ? scenario.file : stated.mark.file,
      line: stated.mark.line)
  }

  /// A tenth of a millisecond, a ten-thousandth of a percent.
  private func plain(_ value: Double) -> String {
    let scale = unit == "ms" ? 10.0 : 10_000
    return Measure.plain((value * scale).rounded() / scale)
  }
}

/// The response time that 95 % of the answered requests stay below.
private func p95(_ journey: Scenario.Journey, _ months: [Outcome.Response]) -> Held? {
  let values = months.compactMap { month in month.p95.map { (month: month.month, value: $0, over: month.over) } }
  // Of saturated months the one that keeps the most requests waiting is the worst.
  guard let target = journey.p95?.value,
    let worst = values.max(by: { ($0.value, $0.over) < ($1.value, $1.over) })
  else { return nil }
  let served = months.reduce(0) { $0 + $1.served }
  return Held(
    journey: journey.name, metric: "p95", unit: "ms", target: target, worst: (worst.month, worst.value),
    missed: values.filter { $0.value > target }.map(\.month), months: values.count,
    over: months.reduce(0) { $0 + $1.over * $1.served } / served)
}

/// The share of requests, in percent, that the scenario's outages leave.
private func availability(_ journey: Scenario.Journey, _ months: [Outcome.Response]) -> Held? {
  let values = months.map { (month: $0.month, value: $0.served / ($0.served + $0.lost) * 100) }
  guard let share = journey.availability?.value, let worst = values.min(by: { $0.value < $1.value }) else { return nil }
  let (served, lost) = months.reduce((0, 0)) { ($0.0 + $1.served, $0.1 + $1.lost) }
  return Held(
    journey: journey.name, metric: "availability", unit: "%", target: share * 100, worst: worst,
    missed: values.filter { $0.value < share * 100 }.map(\.month), months: values.count, over: lost / (served + lost))
}
