package import Quantities
package import Scenario

/// Levers with their savings, each measured by running the model with the lever pulled.
package struct Advice: Sendable {
  /// One lever, pulled in a full run.
  package struct Verified: Sendable {
    package var lever: Lever
    /// Baseline less the total with the lever pulled; negative if it costs more.
    package var saving: Money
    /// Alerts that come, go or move, and what it does besides.
    package var effects: [String]
    /// Why it isn't recommended; nil if it is.
    package var refused: String?
    /// Whether both runs were made.
    package var isVerified = true
  }

  package var baseline: Money
  package var currency: String
  /// By saving, largest first; refused ones last.
  package var levers: [Verified]
  /// The total with the best levers of all families pulled together, verified by a run of its own.
  package var bestTotal: Money
  package var best: [Lever]
  /// Combinations that were run.
  package var combinations: Int
  /// What the single savings promise more than the combination holds.
  package var gap: Money
  /// Whether the baseline has every price.
  package var isComplete: Bool
}

/// Measures every lever of a scenario by a day-grain run of its own, then the best of each family together.
///
/// - Parameters:
///   - scenario: as it was read.
///   - pipeline: prices and seed, the same for all runs.
///   - reread: reads a scenario again from an edited document.
///   - map: applies a body to every item, perhaps on several threads, in the items' order.
/// - Returns: the levers with their savings.
/// - Throws: `Problems` if the baseline itself can't be run.
package func advise(
  on scenario: Scenario, by pipeline: Pipeline, reread: @escaping @Sendable (Node) throws(Problems) -> Scenario,
  map: ([Lever], @escaping @Sendable (Lever) -> Advice.Verified) async -> [Advice.Verified]
) async throws(Problems) -> Advice {
  let run = try pipeline.run(scenario)
  let base = run.report
  let offered = levers(of: scenario, run.outcome)
  let verified = await map(offered) { lever in verify(lever, scenario, pipeline, base, reread) }
    .sorted {
      ($0.refused == nil ? 0 : 1, -$0.saving.pico, $0.lever.id) < (
        $1.refused == nil ? 0 : 1, -$1.saving.pico, $1.lever.id
      )
    }
  // The best of each family, then together: a combination is run, never added up.
  var best: [Advice.Verified] = []
  for candidate in verified where candidate.refused == nil && candidate.saving > .zero {
    if !best.contains(where: {
      $0.lever.family == candidate.lever.family && $0.lever.instance == candidate.lever.instance
    }) {
      best.append(candidate)
    }
  }
  var combinations = 0
  var pulled: [Lever] = []
  var total = base.total
  for candidate in best {
    let document = (pulled + [candidate.lever]).reduce(scenario.document) { overlay($0, with: $1.edit) }
    combinations += 1
    guard let edited = try? reread(document), let run = try? pipeline.run(edited).report,
      run.isComplete == base.isComplete,
      newCapacityAlerts(run, base).isEmpty, run.total < total
    else { continue }
    pulled.append(candidate.lever)
    total = run.total
  }
  let promised = best.filter { one in pulled.contains { $0.id == one.lever.id } }.reduce(Money.zero) { $0 + $1.saving }
  return Advice(
    baseline: base.total, currency: base.currency, levers: verified, bestTotal: total, best: pulled,
    combinations: combinations, gap: promised - (base.total - total),
    isComplete: base.isComplete)
}

private func verify(
  _ lever: Lever, _ scenario: Scenario, _ pipeline: Pipeline, _ base: Report,
  _ reread: (Node) throws(Problems) -> Scenario
) -> Advice.Verified {
  var verified = Advice.Verified(lever: lever, saving: .zero, effects: [lever.sideEffect], refused: nil)
  do throws(Problems) {
    let run = try pipeline.run(try reread(overlay(scenario.document, with: lever.edit))).report
    verified.saving = base.total - run.total
    verified.effects += movedAlerts(run, base)
    let saturated = newCapacityAlerts(run, base)
    if base.isComplete, !run.isComplete {
      verified.refused = "its price is missing in this book"
      verified.saving = .zero
    } else if let first = saturated.first {
      let what = first.kind == "objective" ? "it would miss an objective" : "it would not hold the load"
      verified.refused = "\(what): \(first.message)"
    } else if run.total >= base.total {
      verified.refused = "it saves nothing"
    }
  } catch {
    verified.refused = error.list.first?.message ?? "it can't be run"
    verified.isVerified = false
  }
  return verified
}

/// Bounds that are passed and objectives that are missed now and weren't before.
private func newCapacityAlerts(_ run: Report, _ base: Report) -> [Report.Alert] {
  func key(_ alert: Report.Alert) -> String { alert.subject + "/" + alert.threshold }
  let before = Set(base.alerts.filter { $0.kind != "budget" }.map(key))
  return run.alerts.filter { $0.kind != "budget" && !before.contains(key($0)) }
}

/// Budget alerts that come, go or move.
private func movedAlerts(_ run: Report, _ base: Report) -> [String] {
  func keyed(_ report: Report) -> [String: String] {
    Dictionary(
      report.alerts.filter { $0.kind == "budget" }.map { ("\($0.subject) \($0.period) \($0.threshold)", $0.crossedAt) }
    ) { first, _ in first }
  }
  let (before, after) = (keyed(base), keyed(run))
  return Set(before.keys).union(after.keys).sorted().compactMap { key in
    switch (before[key], after[key]) {
    case (let old?, let new?): old == new ? nil : "\(key): \(old) → \(new)"
    case (let old?, nil): "\(key): no longer crossed (was \(old))"
    case (nil, let new?): "\(key): now crossed on \(new)"
    case (nil, nil): nil
    }
  }
}
