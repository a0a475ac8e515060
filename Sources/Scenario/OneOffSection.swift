import Quantities

// What happens or is paid apart from the users: `oneOff`.

/// An element of `oneOff:` as a file states it: visits wait for the components.
struct OneOffText: Sendable {
  var oneOff = Scenario.OneOff()
  var at: Instant?
  /// Whether `at` is a month, as in `2027-01`.
  var isMonth = false
  var length: Quantity<Hour>?
  var region: String?
  var visits: Node?
  var until: Date?
  /// The environment that it names.
  var environment: String?

  static let settings: [Setting<Self>] = [
    .text("name", \.oneOff.name, required: true, "what the bill calls it"),
    Setting(
      "at", shape: .text(pattern: "^\\d{4}-\\d{2}(-\\d{2}([T ]\\d{1,2}:\\d{2}(:\\d{2})?)?Z?)?$"), required: true,
      "when it begins, UTC: a moment, a day or a month such as 2027-01",
      read: { root, node, problems in
        let text = node.text ?? ""
        root.isMonth = text.count == 7
        root.at = Instant(root.isMonth ? text + "-01" : text)
        if root.at == nil {
          problems.add(
            "`at` takes a moment (UTC) such as 2027-03-08T14:00, a day or a month, not \(node.what)", at: node.mark)
        }
      }),
    .optional("for", \.length, in: 0.0002...43_920, "over how long its visits are spread evenly"),
    Setting(
      "region", shape: .text(pattern: nil), "the region from which its visits come (the first if left out)",
      read: { root, node, problems in root.region = Reading.text(node, "region", &problems) }),
    Setting(
      "environment", shape: .text(pattern: nil), "the environment in which it happens (the main one if left out)",
      read: { root, node, problems in root.environment = Reading.text(node, "environment", &problems) }),
    Setting(
      "visits", shape: .reference("visits"), "what it does at each component, in all: an initial load, a backfill",
      read: { root, node, _ in root.visits = node }),
    .money("amount", \.oneOff.amount, "a stated cost of its own, in the bill's currency"),
    .choice("per", \.oneOff.per, "once, or every month from then on: people, licences"),
    .optionalDate("until", \.until, "the last day of an amount per month (the horizon's end if left out)"),
  ]
}

extension ScenarioReader {
  mutating func keep(_ parts: [Placed<OneOffText>], _ problems: inout Problems) {
    Reading.unique(parts, "one-off cost", \.oneOff.name, &problems)
    for part in parts {
      let (text, node) = (part.value, part.node)
      guard happensHere(text, node, &problems) else { continue }
      var kept = text.oneOff
      kept.mark = node.mark
      guard let at = text.at, !kept.name.isEmpty,
        Reading.isName(kept.name, "one-off cost", at: node["name"]?.mark ?? node.mark, &problems)
      else { continue }
      if scenario.instances.contains(where: { $0.name == kept.name }) {
        problems.add(
          "`\(kept.name)` is a component already; call this cost otherwise", at: node["name"]?.mark ?? node.mark)
      }
      if let visits = text.visits {
        kept.visits = self.visits(visits, of: kept.name, &problems)
        if text.length == nil, node["for"] == nil {
          problems.add("`\(kept.name)` needs `for`: over how long are its visits spread?", at: visits.mark)
        }
        kept.hours = text.length?.value ?? 0
      } else if node["amount"] == nil {
        problems.add("`\(kept.name)` needs `visits`, an `amount`, or both", at: node.mark)
      } else if let stated = node["for"] {
        problems.add("`for` spreads `visits`, and `\(kept.name)` has none", at: stated.mark)
      }
      if kept.per == .month, kept.amount == nil, let stated = node["per"] {
        problems.add("`per` goes with an `amount`; visits happen once", at: stated.mark)
      }
      if let stated = node["until"], kept.per != .month {
        problems.add("`until` goes with `per: month`", at: stated.mark)
      }
      if let region = text.region, let stated = node["region"] {
        kept.region = index(ofRegion: region, at: stated.mark, &problems) ?? 0
      }
      setSpan(&kept, text, at, node, &problems)
      scenario.oneOffs.append(kept)
    }
  }

  /// Whether it happens in the environment that is read.
  private func happensHere(_ text: OneOffText, _ node: Node, _ problems: inout Problems) -> Bool {
    guard let name = text.environment else { return scenario.environment?.isMain ?? true }
    if environments.contains(name) { return scenario.environment?.name == name }
    let hint =
      nearest(name, in: environments).map { "did you mean `\($0)`?" }
      ?? (environments.isEmpty ? "it has none" : "it has \(environments.joined(separator: ", "))")
    problems.add(
      "the scenario has no environment `\(name)`; \(hint)", at: node["environment"]?.mark ?? node.mark)
    return false
  }

  private func setSpan(
    _ kept: inout Scenario.OneOff, _ text: OneOffText, _ at: Instant, _ node: Node, _ problems: inout Problems
  ) {
    let horizon = scenario.horizon
    kept.start = at.hours(since: horizon)
    // A month that the horizon begins inside is met from the horizon's first day on.
    if text.isMonth, kept.start < 0, let first = horizon.months.first,
      at.day.parts.year == first.year, at.day.parts.month == first.month
    {
      kept.start = 0
    }
    let end = Double(horizon.hours)
    if kept.start < 0 || kept.start + kept.hours > end || kept.start >= end {
      let (first, last) = (horizon.instant(atHour: 0), horizon.instant(atHour: end))
      problems.add(
        "`\(kept.name)` lies outside the horizon, which runs from \(first) to \(last)",
        at: node["at"]?.mark ?? node.mark)
    }
    guard let until = text.until else { return }
    if until < at.day {
      problems.add("`until` lies before `at`", at: node["until"]?.mark ?? node.mark)
    }
    kept.until = until
  }
}

extension Setting {
  /// A day that may be absent.
  static func optionalDate(
    _ key: String, _ path: any WritableKeyPath<Root, Date?> & Sendable, _ doc: String
  ) -> Setting {
    Setting(
      key, shape: .text(pattern: "^\\d{4}-\\d{2}-\\d{2}$"), doc,
      read: { root, node, problems in root[keyPath: path] = Reading.date(node, key, &problems) })
  }
}
