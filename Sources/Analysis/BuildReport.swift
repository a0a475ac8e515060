import Components
import Foundation
package import Pricing
package import Quantities
package import Scenario
package import Simulation

/// Everything that a report prints, from a simulated and rated scenario.
///
/// - Parameters:
///   - scenario: as it was read.
///   - outcome: as it was simulated.
///   - bill: as it was rated.
///   - book: the prices that rated it.
///   - seed: of the noise.
///   - tool: name and version.
/// - Returns: the report.
package func buildReport(
  _ scenario: Scenario, _ outcome: Outcome, _ bill: Bill, book: PriceBook, seed: UInt64, tool: String
) -> Report {
  var report = Report()
  let horizon = scenario.horizon
  report.tool = tool
  report.scenario = scenario.name
  report.file = scenario.file
  report.variant = scenario.variant
  report.seed = seed
  report.priceBook.id = book.id
  report.priceBook.asOf = (scenario.prices.asOf ?? book.asOf).description
  report.priceBook.sources = Set(bill.lines.filter { $0.row != nil }.map(\.source)).sorted()
  report.currency = bill.currency
  report.bill = bill
  report.start = horizon.start
  report.days = bill.dayTotals(horizon.days)
  report.months = horizon.months.map { Report.MonthTotal(month: $0.name, total: bill.total(ofMonth: $0.name)) }
  report.environments = environments(scenario, outcome, bill)
  report.alerts = budgetAlerts(scenario.budgets, days: report.days, start: horizon.start, currency: bill.currency)
  let places = zip([scenario] + scenario.others, outcome.all)
  for (place, outcome) in places {
    let (rows, alerts) = capacity(of: outcome, horizon: horizon, file: place.file)
    report.capacity += rows
    report.alerts += alerts
  }
  for (place, outcome) in places {
    let (rows, alerts) = objectives(place, outcome)
    report.objectives += rows
    report.alerts += alerts
  }
  report.breaches = breaches(of: scenario.budgets, days: report.days, start: horizon.start)
  report.demand = places.flatMap { place, outcome in
    outcome.requests.map {
      Report.Demand(
        journey: $0.journey + (place.environment?.suffix ?? ""), region: $0.region, offered: $0.offered,
        served: $0.served, lost: $0.lost)
    }
  }
  report.failover = scenario.outages.map {
    Report.Failover(
      region: scenario.regions[$0.region], start: horizon.instant(atHour: $0.start),
      meanSecondsLost: outcome.routing.meanSecondsLost, worstSecondsLost: outcome.routing.worstSecondsLost,
      failBackSeconds: outcome.routing.failBackSeconds)
  }
  report.series = peakWeek(of: outcome, horizon: horizon)
  report.unitCosts = unitCosts(scenario, outcome, bill)
  report.assumptions = assumptions(scenario, outcome) + ScenarioPrices(scenario).notes(on: book)
  for (place, outcome) in places {
    report.assumptions += environmentNotes(place, outcome) + overrideNotes(outcome.plan, outcome.regions)
    guard let environment = place.environment, !environment.isMain else { continue }
    for shared in sharedInstances(scenario, place) {
      report.assumptions.append(
        Report.Note(
          key: "environments.\(environment.name)", value: "without \(shared)", origin: "rule",
          source: "an organisation has it once; name it under the environment's `components` to have it there too"))
    }
    report.assumptions += instanceNotes(outcome).filter { note in
      // What rests on the same as in the main environment is said once.
      var plain = note
      plain.key = note.key.replacing(environment.suffix, with: "")
      return !report.assumptions.contains(plain)
    }
  }
  report.assumptions += ([scenario] + scenario.others).flatMap(oneOffNotes)
  report.assumptions.sort { ($0.key, $0.value) < ($1.key, $1.value) }
  report.diagram = diagram(scenario, outcome, bill)
  report.tags = scenario.tags.map { ($0.name, $0.value) }
  report.monthlyBudget = scenario.budgets.filter { $0.per == .month }.map(\.amount).min()
  report.exit = bill.isComplete ? 0 : 4
  return report
}

/// What one user-month and a thousand requests cost.
private func unitCosts(_ scenario: Scenario, _ outcome: Outcome, _ bill: Bill) -> [Report.UnitCost] {
  var costs: [Report.UnitCost] = []
  var userMonths = 0.0
  var hours = 0
  for month in scenario.horizon.months {
    for population in scenario.populations {
      let share = Double(month.spannedHours) / Double(month.hours)
      userMonths += population.users.value * pow(1 + population.growth.value, Double(hours) / 730) * share
    }
    hours += month.spannedHours
  }
  func add(_ per: String, _ count: Double) {
    guard count > 0 else { return }
    let pico = bill.total.approximate / count * 1e12
    guard pico.isFinite, pico.magnitude < 1e36 else { return }
    costs.append(Report.UnitCost(per: per, amount: Money(pico: Int128(pico.rounded()))))
  }
  add("user-month", userMonths)
  add("1,000 requests", outcome.requests.reduce(0) { $0 + $1.served } / 1000)
  return costs
}

/// What the figures rest on: inputs that no source gives, flows that nobody reads, and what is left out.
private func assumptions(_ scenario: Scenario, _ outcome: Outcome) -> [Report.Note] {
  var notes = instanceNotes(outcome)
  for journey in scenario.journeys where journey.hasDefaultVisits {
    let visits = journey.visits.map { visit in
      "\(visit.instance) (\(visit.amounts.map { "\($0.key) \(Measure.plain($0.value))" }.joined(separator: ", ")))"
    }.joined(separator: "; ")
    notes.append(
      Report.Note(
        key: "journeys.\(journey.name).visits", value: visits, origin: "default",
        source: "the blueprint's default visits, a labelled input"))
  }
  notes += commitmentNotes(scenario)
  if scenario.journeys.contains(where: { $0.p95 != nil }) {
    for population in scenario.populations {
      notes.append(
        Report.Note(
          key: "populations.\(population.name).access", value: Measure.write(population.access),
          origin: population.access == Scenario.Population().access ? "default" : "scenario",
          source: "one round trip from the users to the edge; depends on the users, no source gives a figure"))
    }
    notes.append(
      Report.Note(
        key: "response times", value: "steady state", origin: "rule",
        source: "queues settle within a step; a request makes its visits one after the other, between regions at the "
          + "median round trip"))
  }
  if scenario.journeys.contains(where: { $0.availability != nil }) {
    notes.append(
      Report.Note(
        key: "availability", value: "outages of the scenario", origin: "rule",
        source: "what the stated outages cost; the provider's SLAs are not counted in"))
  }
  if scenario.routing.probeEvery < 30, outcome.plan.instances.contains(where: { $0.kind.kind == "traffic-manager" }) {
    notes.append(
      Report.Note(
        key: "routing.probe.every", value: Measure.write(scenario.routing.probeEvery), origin: "scenario",
        source: "Traffic Manager probes faster than every 30 s only with `healthChecks: fast`, which costs more"))
  }
  notes.append(
    Report.Note(
      key: "prices after the book's date", value: "carried forward", origin: "rule",
      source: "the latest row effective on or before a day holds until a later one"))
  notes.append(
    Report.Note(
      key: "support plan and tax", value: "excluded", origin: "rule", source: "list prices before tax, no support plan")
  )
  return notes.sorted { ($0.key, $0.value) < ($1.key, $1.value) }
}

/// What the instances' figures rest on, and the flows that nobody reads.
private func instanceNotes(_ outcome: Outcome) -> [Report.Note] {
  var notes: [Report.Note] = []
  for instance in outcome.plan.instances {
    for assumption in instance.component.assumptions() {
      notes.append(
        Report.Note(
          key: "\(instance.name).\(assumption.key)", value: assumption.value, origin: assumption.origin,
          source: assumption.source))
    }
    if instance.isImplicit {
      notes.append(
        Report.Note(
          key: instance.name, value: "added", origin: "rule",
          source: "a flow asks for it, so it is on the bill with its defaults"))
    }
  }
  for (instance, flow) in outcome.plan.unread {
    notes.append(
      Report.Note(
        key: "\(instance).\(flow)", value: "unread", origin: "rule",
        source: "no component of the scenario reads this flow, so nothing is billed for it"))
  }
  return notes
}
