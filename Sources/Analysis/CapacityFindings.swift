import Components
package import Quantities
package import Simulation

/// The highest value of every gauge against its bound, and an alert for each bound that is passed.
package func capacity(of outcome: Outcome, horizon: Horizon, file: String) -> ([Report.Capacity], [Report.Alert]) {
  var rows: [Report.Capacity] = []
  var alerts: [Report.Alert] = []
  for trace in outcome.traces {
    guard let peak = trace.values.indices.max(by: { trace.values[$0] < trace.values[$1] }) else { continue }
    let instance = outcome.plan.instances[trace.instance]
    let region = trace.region.map { outcome.regions[$0] } ?? "Global"
    let value = trace.values[peak]
    rows.append(
      Report.Capacity(
        instance: instance.name, region: region, metric: trace.gauge.name, unit: trace.gauge.unit, max: value,
        limit: trace.bound?.value, at: horizon.instant(ofStep: peak), source: trace.bound?.source ?? ""))
    guard let bound = trace.bound, let first = trace.values.firstIndex(where: { $0 > bound.value * (1 + 1e-9) }) else {
      continue
    }
    let above = trace.values.count { $0 > bound.value * (1 + 1e-9) }
    let hours = Double(above) * horizon.stepHours
    alerts.append(
      Report.Alert(
        kind: trace.gauge.name.hasPrefix("tokens") ? "quota" : "capacity", severity: .warning,
        subject: "\(instance.name)/\(region)/\(trace.gauge.name)", period: "", threshold: trace.gauge.name,
        limit: Measure.plain(bound.value), value: Measure.plain(value),
        crossedAt: String(horizon.instant(ofStep: first).prefix(10)), notifiedAt: "",
        message: "\(instance.name) in \(region) needs up to \(short(value)) \(words(trace.gauge)), "
          + "its limit is \(short(bound.value)) (\(bound.source)): exceeded for \(short(hours)) h, "
          + "first at \(horizon.instant(ofStep: first)).",
        file: instance.mark?.file ?? file, line: instance.mark?.line ?? 1))
  }
  return (
    rows.sorted { ($0.instance, $0.region, $0.metric) < ($1.instance, $1.region, $1.metric) },
    alerts.sorted { ($0.subject, $0.crossedAt) < ($1.subject, $1.crossedAt) }
  )
}

/// `instancesNeeded` as words, or the gauge's unit.
private func words(_ gauge: Gauge) -> String {
  guard gauge.unit.isEmpty else { return gauge.unit }
  return gauge.name.reduce(into: "") { text, c in text += c.isUppercase ? " \(c.lowercased())" : "\(c)" }
}

/// The gauges hour by hour over the week in which the most requests fall, for the report's charts.
package func peakWeek(of outcome: Outcome, horizon: Horizon) -> [Report.Series] {
  let perHour = horizon.stepsPerHour
  let hours = horizon.hours
  guard hours > 0 else { return [] }
  // The week is found on the busiest trace of each kind of load: the sum of all gauges in shares of their own maximum.
  var load = Array(repeating: 0.0, count: hours)
  var hourly: [[Double]] = []
  for trace in outcome.traces {
    let values = (0..<hours).map { hour in
      trace.values[min(hour * perHour, trace.values.count)..<min((hour + 1) * perHour, trace.values.count)].max() ?? 0
    }
    let top = values.max() ?? 0
    if top > 0 { for hour in 0..<hours { load[hour] += values[hour] / top } }
    hourly.append(values)
  }
  let span = min(168, hours)
  var sum = load[..<span].reduce(0, +)
  var best = (start: 0, sum: sum)
  var start = 0
  while start + span < hours {
    sum += load[start + span] - load[start]
    start += 1
    if start % 24 == 0, sum > best.sum { best = (start, sum) }
  }
  return outcome.traces.enumerated().compactMap { index, trace in
    let values = Array(hourly[index][best.start..<best.start + span])
    // What has a limit is drawn; the need behind it is told by an alert where it passes the limit.
    guard let bound = trace.bound, !trace.gauge.name.hasSuffix("Needed"), values.contains(where: { $0 != 0 }) else {
      return nil
    }
    return Report.Series(
      instance: outcome.plan.instances[trace.instance].name,
      region: trace.region.map { outcome.regions[$0] } ?? "Global", metric: trace.gauge.name, unit: trace.gauge.unit,
      start: horizon.instant(atHour: Double(best.start)), values: values, limit: bound.value)
  }
}

/// A number in at most four figures with a thousands mark: `1.2 M`, `717`, `0.04`.
package func short(_ value: Double) -> String {
  let magnitude = abs(value)
  for (size, mark) in [(1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k")] where magnitude >= size * 0.99995 {
    return figures(value / size) + " " + mark
  }
  return figures(value)
}

/// Three significant figures without an exponent.
private func figures(_ value: Double) -> String {
  let magnitude = abs(value)
  if magnitude == 0 { return "0" }
  if magnitude < 0.001 { return "<0.001" }
  let decimals = magnitude >= 100 ? 0 : magnitude >= 10 ? 1 : magnitude >= 1 ? 2 : 3
  var scale = 1.0
  for _ in 0..<decimals { scale *= 10 }
  let scaled = (value * scale).rounded()
  return Measure.plain(scaled / scale)
}
