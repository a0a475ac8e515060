import Foundation
import Quantities

// What users do: `journeys`.

/// A journey as a file states it: visits and traces wait for the rest of the scenario.
struct JourneyText: Sendable {
  var journey = Scenario.Journey()
  var perUser: Quantity<PerHour>?
  var prompt = Scenario.Size()
  var answer = Scenario.Size()
  var visits: Node?
  var trace: Node?
  var tracePath = ""
  var traceVolume: Quantity<PerHour>?

  static let settings: [Setting<Self>] = [
    .optional("perUser", \.perUser, "how often one user makes such a request"),
    .optional("volume", \.journey.volume, "requests of all users together before growth, instead of perUser"),
    Setting(
      "visits", shape: .reference("visits"),
      "what one request does at each component (the blueprint's defaults if left out)",
      read: { root, node, _ in root.visits = node }),
    .optional("prompt.mean", \.prompt.mean, "mean tokens of a prompt: what the bill follows"),
    .optional("prompt.p50", \.prompt.p50, "median tokens of a prompt"),
    .optional("prompt.p90", \.prompt.p90, "tokens that nine prompts in ten stay below"),
    .optional("answer.mean", \.answer.mean, "mean tokens of an answer: what the bill follows"),
    .optional("answer.p50", \.answer.p50, "median tokens of an answer"),
    .optional("answer.p90", \.answer.p90, "tokens that nine answers in ten stay below"),
    .optional("objective.p95", \.journey.p95, in: 0.001...1e9, "response time that 95 % of the requests stay below"),
    .optional(
      "objective.availability", \.journey.availability, in: 0...1, "share of the requests that must be answered"),
    Setting(
      "trace.file", shape: .text(pattern: nil),
      "a CSV of requests beside the scenario: TIMESTAMP, ContextTokens, GeneratedTokens",
      read: { root, node, problems in
        root.trace = node
        root.tracePath = Reading.text(node, "file", &problems) ?? ""
      }),
    .optional("trace.volume", \.traceVolume, "requests to which the trace is scaled (the trace's own if left out)"),
  ]
}

extension ScenarioReader {
  /// `journeys:`, a mapping from names to journeys.
  mutating func readJourneys(_ node: Node, _ problems: inout Problems) {
    if node.isOff || node.text == "" { return }
    guard let entries = node.entries else {
      problems.add("`journeys` takes a mapping, not \(node.what)", at: node.mark)
      return
    }
    for entry in entries where !entry.value.isOff {
      guard Reading.isName(entry.key, "journey", at: entry.mark, &problems) else { continue }
      var text = JourneyText()
      var own = Problems()
      text.journey.name = entry.key
      text.journey.mark = entry.mark
      Reading.fill(&text, from: entry.value, by: JourneyText.settings, owner: "`\(entry.key)`", &own)
      let journey = journey(text, entry, &own)
      for problem in own.list { problems.add(problem.message, at: problem.mark) }
      scenario.journeys.append(journey)
    }
  }

  private func journey(_ text: JourneyText, _ entry: Node.Entry, _ problems: inout Problems) -> Scenario.Journey {
    var journey = text.journey
    journey.perUser = text.perUser ?? 0
    journey.prompt = size(text.prompt, entry.value["prompt"], "prompt", &problems)
    journey.answer = size(text.answer, entry.value["answer"], "answer", &problems)
    if let node = text.trace, !text.tracePath.isEmpty {
      do {
        journey.trace = try readTrace(
          text.tracePath, folder: scenario.folder, horizon: scenario.horizon, statedAt: node.mark)
      } catch {
        for problem in error.list { problems.add(problem.message, at: problem.mark) }
      }
    } else if text.traceVolume != nil, text.trace == nil {
      problems.add("`trace` has a `volume` but no `file`", at: entry.value["trace"]?.mark ?? entry.mark)
    }
    setRate(&journey, text, entry, &problems)
    if let node = text.visits {
      journey.visits = completed(visits(node, of: journey.name, &problems), of: journey)
    } else if DefaultVisit.journeys.contains(journey.name) {
      journey.hasDefaultVisits = true
      if problems.isEmpty { journey.visits = defaultVisits(of: journey, &problems) }
    } else {
      problems.add(
        "`\(journey.name)` has no `visits`; only \(DefaultVisit.journeys.joined(separator: ", ")) have them by default",
        at: entry.mark)
    }
    return journey
  }

  /// A journey has one rate: per user, of all together, or its trace's.
  private func setRate(
    _ journey: inout Scenario.Journey, _ text: JourneyText, _ entry: Node.Entry, _ problems: inout Problems
  ) {
    if journey.volume != nil, text.traceVolume != nil {
      problems.add("the volume stands twice, under the journey and under its trace; keep one", at: entry.mark)
    }
    journey.volume = journey.volume ?? text.traceVolume
    if text.perUser != nil {
      if journey.volume != nil {
        problems.add("`\(journey.name)` states both `perUser` and `volume`; keep one", at: entry.mark)
      }
    } else if journey.volume == nil {
      if let trace = journey.trace {
        let hours = Double(trace.weights.count) * scenario.horizon.stepHours
        journey.volume = Quantity(Double(trace.count) / hours)
      } else if entry.value["perUser"] == nil, entry.value["volume"] == nil, text.trace == nil {
        problems.add("`\(journey.name)` needs `perUser`, `volume` or a `trace`: how often is it done?", at: entry.mark)
      }
    }
  }

  /// The size of a text; without a mean, that of the lognormal through p50 and p90.
  private func size(_ size: Scenario.Size, _ node: Node?, _ key: String, _ problems: inout Problems) -> Scenario.Size? {
    guard let node else { return nil }
    var size = size
    if let p50 = size.p50, let p90 = size.p90, p90 < p50 || p50 <= 0 {
      problems.add("`\(key)`: p90 is at least p50, and p50 is above 0", at: node.mark)
      return nil
    }
    if size.mean == nil {
      guard let p50 = size.p50, let p90 = size.p90 else {
        problems.add("`\(key)` needs its `mean`, or `p50` and `p90`", at: node.mark)
        return nil
      }
      let deviation = log(p90.value / p50.value) / 1.281_551_565_544_6  // the standard normal's 90th percentile
      size.mean = p50 * exp(deviation * deviation / 2)
    }
    return size
  }
}
