import Analysis
import Quantities

/// One color of a chart and what it stands for.
struct ChartKey {
  /// 0 to 7; 7 is what remains.
  var color: Int
  var name: String
  /// Whether the chart draws it as a line.
  var isLine = false
}

/// Round values for an axis.
enum Axis {
  /// About `count` steps from 0 to at least `top`.
  static func ticks(to top: Double, count: Double = 5) -> [Double] {
    guard top > 0, top.isFinite, top < 1e15 else { return [0, 1] }
    var unit = 1.0
    while unit * 10 < top / count { unit *= 10 }
    while unit > top / count { unit /= 10 }
    let step = [1.0, 2, 2.5, 5, 10].map { $0 * unit }.first { top / $0 <= count } ?? unit * 10
    let steps = Int((top / step).rounded(.up))
    return (0...max(steps, 1)).map { Double($0) * step }
  }
}

/// Cost by month, stacked by component, with the monthly budget as a line.
///
/// - Returns: the picture and what its colors mean; the dearest seven components have one each.
func monthsChart(_ report: Report, _ instances: [InstanceCost]) -> (svg: String, keys: [ChartKey]) {
  guard !report.months.isEmpty, report.total != .zero else { return ("", []) }
  let shown = instances.count > 8 ? 7 : instances.count
  var keys = instances.prefix(shown).enumerated().map { ChartKey(color: $0.offset % 8, name: $0.element.instance) }
  if instances.count > shown { keys.append(ChartKey(color: 7, name: "\(instances.count - shown) others")) }

  var drawing = Drawing(width: 1160, height: 340)
  let (left, right, top, bottom) = (84.0, 12.0, 22.0, 30.0)
  let (width, height) = (drawing.width - left - right, drawing.height - top - bottom)
  let most = max(report.months.map(\.total.approximate).max() ?? 0, report.monthlyBudget?.approximate ?? 0)
  let ticks = Axis.ticks(to: most * 1.02)
  let scale = height / (ticks.last ?? 1)
  func y(_ value: Double) -> Double { top + height - value * scale }
  for tick in ticks {
    drawing.line(left, y(tick), left + width, y(tick), "grid")
    drawing.text(Display.number(tick), left - 8, y(tick) + 4, "muted", size: 12, anchor: .end)
  }
  let slot = width / Double(report.months.count)
  let bar = min(slot * 0.68, 110)
  for (m, month) in report.months.enumerated() {
    let x = left + (Double(m) + 0.5) * slot
    var base = 0.0
    for (i, item) in instances.prefix(shown).enumerated() {
      let value = item.months[m].approximate
      guard value > 0 else { continue }
      drawing.rect(
        x - bar / 2, y(base + value), bar, value * scale, "s\(i % 8)",
        title: "\(item.instance), \(month.month): \(item.months[m].display) \(report.currency)")
      base += value
    }
    let rest = instances.dropFirst(shown).reduce(Money.zero) { $0 + $1.months[m] }
    if rest > .zero {
      drawing.rect(
        x - bar / 2, y(base + rest.approximate), bar, rest.approximate * scale, "s7",
        title: "others, \(month.month): \(rest.display) \(report.currency)")
    }
    // Where months stand close, every second or third is named.
    let stride = max(1, Int((58 / slot).rounded(.up)))
    if m % stride == 0 { drawing.text(month.month, x, top + height + 20, "muted", size: 12, anchor: .middle) }
  }
  drawing.line(left, y(0), left + width, y(0), "axis")
  if let budget = report.monthlyBudget {
    let at = y(budget.approximate)
    drawing.line(left, at, left + width, at, "limit")
    keys.append(ChartKey(color: 0, name: "budget of \(budget.display) a month", isLine: true))
  }
  return (drawing.svg(label: "Cost by month and component", style: "chart"), keys)
}

/// One gauge of one instance over the peak week, a line for each region.
struct LoadChart {
  var title: String
  var note: String
  var svg: String
  var keys: [ChartKey]
}

/// The gauges of the peak week against their limits.
func loadCharts(_ series: [Report.Series]) -> [LoadChart] {
  var order: [[String]] = []
  var groups: [[String]: [Report.Series]] = [:]
  for item in series where !item.values.isEmpty {
    let id = [item.instance, item.metric, item.unit]
    if groups[id] == nil { order.append(id) }
    groups[id, default: []].append(item)
  }
  return order.compactMap { id in groups[id].map(loadChart) }
}

private func loadChart(_ series: [Report.Series]) -> LoadChart {
  var drawing = Drawing(width: 560, height: 230)
  let (left, right, top, bottom) = (66.0, 10.0, 12.0, 28.0)
  let (width, height) = (drawing.width - left - right, drawing.height - top - bottom)
  let finite = series.map { $0.values.map { $0.isFinite ? $0 : 0 } }
  let most = finite.flatMap { $0 }.max() ?? 0
  let limits = Set(series.compactMap(\.limit)).sorted()
  // A limit far above the load would flatten it: it is told, not drawn.
  let drawn = limits.filter { $0 <= max(most * 3, 1e-9) }
  let ticks = Axis.ticks(to: max(most, drawn.last ?? 0) * 1.04, count: 4)
  let scale = height / (ticks.last ?? 1)
  for tick in ticks {
    let y = top + height - tick * scale
    drawing.line(left, y, left + width, y, "grid")
    drawing.text(Display.number(tick), left - 8, y + 4, "muted", size: 11.5, anchor: .end)
  }
  let hours = series.map(\.values.count).max() ?? 1
  let step = width / Double(max(hours, 1))
  let start = series.first.flatMap { Date($0.start.prefix(10)) }
  let names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
  for day in 0..<max(1, (hours + 23) / 24) where hours <= 24 * 10 {
    let x = left + Double(day * 24) * step
    if day > 0 { drawing.line(x, top, x, top + height, "grid") }
    guard let date = start.map({ $0 + day }) else { continue }
    let label = "\(names[date.weekday]) \(Date.two(date.parts.day))"
    drawing.text(label, x + 12 * step, top + height + 19, "muted", size: 11.5, anchor: .middle)
  }
  for (i, values) in finite.enumerated() {
    var d = ""
    for (hour, value) in values.enumerated() {
      let y = Drawing.coordinate(top + height - value * scale)
      // Steps, as the values hold for their hour.
      d += "\(hour == 0 ? "M" : "L")\(Drawing.coordinate(left + Double(hour) * step)) \(y)"
      d += "H\(Drawing.coordinate(left + Double(hour + 1) * step))"
    }
    drawing.path(d, "line l\(i % 7)", title: series[i].region)
  }
  for limit in drawn {
    drawing.line(left, top + height - limit * scale, left + width, top + height - limit * scale, "limit")
  }
  drawing.line(left, top + height, left + width, top + height, "axis")

  var keys = series.enumerated().map { ChartKey(color: $0.offset % 7, name: $0.element.region) }
  if !drawn.isEmpty {
    keys.append(ChartKey(color: 0, name: "limit \(drawn.map(Display.number).joined(separator: ", "))", isLine: true))
  }
  let far = limits.filter { !drawn.contains($0) }
  let first = series[0]
  let unit = first.unit.isEmpty || first.unit == first.metric ? "" : " (\(first.unit))"
  var note = far.isEmpty ? "" : "The limit of \(far.map(Display.number).joined(separator: ", ")) lies far above."
  if limits.isEmpty { note = "No limit is known." }
  return LoadChart(
    title: "\(first.instance): \(first.metric)\(unit)", note: note,
    svg: drawing.svg(label: "\(first.instance), \(first.metric) over the peak week", style: "chart"), keys: keys)
}
