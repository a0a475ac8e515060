import Components
package import Quantities
package import Scenario
package import Simulation

/// The scenario's picture: users and instances as boxes with cost and load, flows as arrows.
package func diagram(_ scenario: Scenario, _ outcome: Outcome, _ bill: Bill) -> Report.Diagram {
  var diagram = Report.Diagram()
  let months = Double(max(scenario.horizon.months.count, 1))
  let total = bill.total.approximate
  for population in scenario.populations {
    diagram.boxes.append(
      Report.Diagram.Box(
        id: "users/\(population.name)", title: "Users: \(population.name)", purpose: "People who use the platform",
        layer: "users", cost: nil, share: 0, load: "\(short(population.users.value)) users", regions: population.near))
  }
  for (index, instance) in outcome.plan.instances.enumerated() {
    let lines = bill.lines.filter { $0.instance == instance.name }
    let cost = lines.reduce(Money.zero) { $0 + ($1.amount ?? .zero) }
    let hasPrice = lines.isEmpty || lines.contains { $0.amount != nil }
    let regions = instance.regions.map { scenario.regions[$0] }
    diagram.boxes.append(
      Report.Diagram.Box(
        id: instance.name, title: instance.kind.title, purpose: instance.kind.purpose,
        layer: instance.kind.layer.rawValue, cost: hasPrice ? cost : nil,
        share: total > 0 ? cost.approximate / total : 0,
        load: load(of: index, outcome, months), regions: regions.isEmpty ? "Global" : regions.joined(separator: ", ")))
  }
  diagram.arrows = arrows(scenario, outcome, months)
  return diagram
}

/// Two or three words of load: the first gauge's span, else the largest arrival of the average month.
private func load(of index: Int, _ outcome: Outcome, _ months: Double) -> String {
  let traces = outcome.traces.filter { $0.instance == index }
  if let gauge = traces.first?.gauge {
    let values = traces.filter { $0.gauge.name == gauge.name }.flatMap(\.values)
    if let low = values.min(), let high = values.max(), high > 0 {
      let unit = gauge.unit.isEmpty ? gauge.name : gauge.unit
      let limit = traces.first?.bound.map { " of \(short($0.value))" } ?? ""
      if gauge.unit.isEmpty { return low == high ? "\(short(high)) \(unit)" : "\(short(low))–\(short(high)) \(unit)" }
      return "up to \(short(high))\(limit) \(unit)"
    }
  }
  let name = outcome.plan.instances[index].name
  let byFlow = Dictionary(grouping: outcome.arrivals.filter { $0.instance == name }, by: \.flow)
    .map { (flow: $0.key, unit: $0.value[0].unit, total: $0.value.reduce(0) { $0 + $1.total }) }
    .sorted { ($1.total, $0.flow) < ($0.total, $1.flow) }
  guard let first = byFlow.first else { return "" }
  return amount(first.total / months, first.unit, first.flow) + "/month"
}

/// `3.1 M calls`, `820 GB`.
private func amount(_ value: Double, _ unit: String, _ flow: String) -> String {
  "\(short(value)) \(unit.isEmpty ? flow.split(separator: "-").last.map(String.init) ?? flow : unit)"
}

private func arrows(_ scenario: Scenario, _ outcome: Outcome, _ months: Double) -> [Report.Diagram.Arrow] {
  let plan = outcome.plan
  var arrows: [Report.Diagram.Arrow] = []
  var totals: [String: Double] = [:]
  for arrival in outcome.arrivals { totals["\(arrival.instance)/\(arrival.flow)", default: 0] += arrival.total }
  let app = plan.instances.first { $0.kind.layer == .application }?.name
  let users = scenario.populations.map { "users/\($0.name)" }
  let visited = scenario.journeys.flatMap { $0.visits.map(\.instance) }
  for instance in plan.instances {
    // Visits: users reach the edge and the application; the application reaches the rest.
    let ports = instance.kind.inputs.filter { $0.visit != nil && (totals["\(instance.name)/\($0.flow)"] ?? 0) > 0 }
    if let port = ports.first, visited.contains(instance.name) {
      let label = amount((totals["\(instance.name)/\(port.flow)"] ?? 0) / months, port.unit, port.flow) + "/month"
      let isOuter = instance.kind.layer == .edge || instance.kind.layer == .application || app == nil
      for source in isOuter ? users : [app ?? ""] {
        arrows.append(
          Report.Diagram.Arrow(from: source, to: instance.name, label: source == users.last || !isOuter ? label : ""))
      }
    }
    for output in instance.kind.outputs {
      for reader in plan.instances where reader.kind.inputs.contains(where: { $0.flow == output.flow }) {
        guard let total = totals["\(reader.name)/\(output.flow)"], total > 0 else { continue }
        arrows.append(
          Report.Diagram.Arrow(
            from: instance.name, to: reader.name, label: amount(total / months, output.unit, output.flow) + "/month"))
      }
    }
  }
  // Where the edge routes to the application, the users' way leads through it.
  if let edge = plan.instances.first(where: { $0.kind.layer == .edge })?.name, let app {
    arrows.append(Report.Diagram.Arrow(from: edge, to: app, label: "nearest healthy region"))
  }
  return arrows
}
