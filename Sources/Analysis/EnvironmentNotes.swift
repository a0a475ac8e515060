import Components
import Pricing
package import Quantities
import Scenario
import Simulation

extension Report {
  /// What one environment costs.
  package struct Environment: Sendable {
    package var name: String
    /// What the names of its instances end with; empty for the main one.
    package var suffix: String
    package var scale: Double
    /// `08:00-18:00 mon-fri Europe/Berlin`; empty for always.
    package var hours: String
    /// Hours of the horizon that it is on.
    package var openHours: Double
    /// `standard` or `dev-test`.
    package var prices: String
    /// Names of its instances.
    package var instances: Set<String> = []
    /// By month, in the report's order.
    package var months: [Money] = []
    package var total = Money.zero
    /// Instances of which something stands by the hour that doesn't cease outside the hours.
    package var goesOn: [String] = []
    /// Whether a line of it has no price.
    package var lacksPrice = false
  }

  /// The environment of a line; nil where the scenario has none, and for what belongs to all, such as a stated cost.
  package func environment(of line: Line) -> String? {
    environments.first { $0.instances.contains(line.instance) }?.name
  }

  /// The labels of a line: the scenario's, and its environment.
  package func tags(of line: Line) -> [(name: String, value: String)] {
    guard let environment = environment(of: line) else { return tags }
    return tags.filter { $0.name != "environment" } + [("environment", environment)]
  }
}

/// What each environment of a scenario costs; empty where it states none.
func environments(_ scenario: Scenario, _ outcome: Outcome, _ bill: Bill) -> [Report.Environment] {
  let months = scenario.horizon.months.map(\.name)
  return zip([scenario] + scenario.others, outcome.all).compactMap { scenario, outcome in
    guard let stated = scenario.environment else { return nil }
    var total = Report.Environment(
      name: stated.name, suffix: stated.suffix, scale: stated.scale.value, hours: stated.hours?.text ?? "",
      openHours: outcome.openHours ?? Double(scenario.horizon.hours), prices: stated.prices.rawValue)
    total.months = Array(repeating: .zero, count: months.count)
    total.goesOn = standing(outcome).filter { stated.hours != nil && stated.ceasing(of: $0.kind).isEmpty }
      .map(\.name)
    total.instances = Set(outcome.plan.instances.map(\.name))
    for line in bill.lines where total.instances.contains(line.instance) {
      guard let amount = line.amount else {
        total.lacksPrice = true
        continue
      }
      total.total += amount
      if let month = months.firstIndex(of: line.month) { total.months[month] += amount }
    }
    return total
  }
}

/// The instances of which something stood by the hour or the day.
private func standing(_ outcome: Outcome) -> [Plan.Instance] {
  outcome.plan.instances.filter { instance in
    let ceasing = StandBy.ceasing(of: instance.kind, isRemoved: true)
    return outcome.metered.contains {
      $0.instance == instance.name
        && ($0.meter.fixed && ["h", "d"].contains($0.meter.unit) || ceasing.contains($0.meter.name))
    }
  }
}

/// What an environment's figures rest on: its share of the demand, its hours, and what ceases outside them.
func environmentNotes(_ scenario: Scenario, _ outcome: Outcome) -> [Report.Note] {
  guard let stated = scenario.environment else { return [] }
  let key = "environments.\(stated.name)"
  func note(_ key: String, _ value: String, _ origin: String, _ source: String) -> Report.Note {
    Report.Note(key: key, value: value, origin: origin, source: source)
  }
  var notes: [Report.Note] = []
  if stated.scale != 1 {
    notes.append(
      note(
        "\(key).scale", Measure.write(stated.scale), "scenario",
        "multiplies users and stated volumes; what components do by themselves is as set, unless its own settings differ"
      ))
  }
  if stated.prices == .devTest {
    notes.append(
      note(
        "\(key).prices", "dev-test", "scenario",
        "rows of type DevTestConsumption where the price list has them, else list prices; needs a subscription of the "
          + "dev/test offer"))
  }
  if !stated.isMain, scenario.traffic.dailyNoise > 0 || scenario.traffic.hourlyNoise > 0 {
    notes.append(
      note(
        "\(key).noise", "as in the main environment", "rule",
        "its users come and go as the main one's do, so that environments differ by what is set alone"))
  }
  guard let hours = stated.hours, let open = outcome.openHours else { return notes }
  let rest = stated.outside == .stopped ? "what can be paused is" : "what keeps no data is deleted"
  notes.append(
    note(
      "\(key).hours", hours.text, "scenario",
      "on for \(Measure.plain(open)) of \(scenario.horizon.hours) h; outside them nobody asks for anything and \(rest), "
        + "while months, GB-months and what is listed here go on"))
  for instance in standing(outcome) {
    guard let rule = StandBy.of(instance.kind.kind) else { continue }
    let ceasing = stated.ceasing(of: instance.kind)
    let value = ceasing.isEmpty ? "goes on" : ceasing.joined(separator: ", ") + " cease"
    var source = "\(rule.reason) (\(rule.source))"
    if ceasing.isEmpty, !rule.removed.isEmpty { source += "; `outside: removed` deletes it outside the hours" }
    notes.append(note("\(instance.name) outside the hours", value, "rule", source))
  }
  return notes
}

/// Instances of the main environment that another does without because the organisation has them once.
func sharedInstances(_ main: Scenario, _ other: Scenario) -> [String] {
  main.instances.filter { instance in
    Scenario.Environment.organisational.contains(instance.kind.kind)
      && !other.instances.contains { $0.name == instance.name }
  }.map(\.name)
}

/// What the scenario states apart from its users: loads and costs, each with its place.
func oneOffNotes(_ scenario: Scenario) -> [Report.Note] {
  scenario.oneOffs.flatMap { oneOff -> [Report.Note] in
    var notes: [Report.Note] = []
    let place = "\(oneOff.mark.file):\(oneOff.mark.line)"
    if !oneOff.visits.isEmpty {
      let visits = oneOff.visits.map { visit in
        "\(visit.instance)\(scenario.environment?.suffix ?? "") (\(visit.amounts.map { "\($0.key) \(Measure.plain($0.value))" }.joined(separator: ", ")))"
      }.joined(separator: "; ")
      notes.append(
        Report.Note(
          key: "oneOff.\(oneOff.name).visits", value: visits, origin: "scenario",
          source: "\(place): in all, spread evenly over \(Measure.plain(oneOff.hours)) h from "
            + "\(scenario.horizon.instant(atHour: oneOff.start)); it is on the lines of these components"))
    }
    if let amount = oneOff.amount {
      notes.append(
        Report.Note(
          key: "oneOff.\(oneOff.name).amount",
          value: amount.display + (oneOff.per == .month ? " per month" : ""), origin: "scenario",
          source: "\(place): a stated cost, no price of the list"))
    }
    return notes
  }
}

/// Settings that differ in a region.
func overrideNotes(_ plan: Plan, _ regions: [String]) -> [Report.Note] {
  plan.instances.flatMap { instance -> [Report.Note] in
    let base = Dictionary(instance.component.stated.map { ($0.key, $0.value) }) { first, _ in first }
    return instance.overrides.sorted { $0.key < $1.key }.map { region, component in
      let differing = component.stated.filter { base[$0.key] != $0.value }
      return Report.Note(
        key: "\(instance.name).overrides.\(regions[region])",
        value: differing.map { "\($0.key) \($0.value)" }.joined(separator: ", "), origin: "scenario",
        source: "settings of this region alone")
    }
  }
}
