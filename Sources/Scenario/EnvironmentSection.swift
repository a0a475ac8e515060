import Quantities

import struct Foundation.TimeZone

// Where the scenario is deployed: `environments`.

/// An element of `environments:` as a file states it.
struct EnvironmentText: Sendable {
  var environment = Scenario.Environment()
  var hours: (from: Int, to: Int)?
  var days: [Bool]?
  var timezone: String?
  /// Whether the file says what happens outside the hours.
  var statesOutside = false
  /// The sections of the scenario that differ here.
  var overlay: [Node.Entry] = []

  /// Sections that an environment may lay over the scenario's own.
  static let sections = ["regions", "populations", "inference", "retraining", "outages", "components", "journeys"]
  /// Sections that stand once for all environments.
  static let shared = ["environments", "variants", "budgets", "guardrails", "tags", "commitments"]

  static let settings: [Setting<Self>] =
    [
      .text(
        "name", \.environment.name, required: true, "what reports call it; `prod`, else the first, keeps plain names"),
      .number(
        "scale", \.environment.scale, in: 0...10, "by what the demand of the users is multiplied, such as 10 %"),
      Setting(
        "hours", shape: .text(pattern: "^([01]?\\d|2[0-3]):[0-5]\\d ?- ?([01]?\\d|2[0-4]):[0-5]\\d$"),
        "when it is on, local time, such as 08:00-18:00 (always if left out)",
        read: { root, node, problems in root.hours = hours(node, &problems) }),
      Setting(
        "days", shape: .either([.text(pattern: nil), .list(.text(pattern: nil))]),
        "the days on which its hours begin, such as mon-fri (all if left out)",
        read: { root, node, problems in root.days = days(node, &problems) }),
      Setting(
        "timezone", shape: .text(pattern: nil), "the time zone of its hours, an IANA name such as Europe/Berlin (UTC)",
        read: { root, node, problems in
          if let text = Reading.timezone(node, &problems) { root.timezone = text }
        }),
      Setting(
        "outside", shape: .choice(Scenario.Environment.Outside.allCases.map(\.rawValue)),
        "outside its hours: stopped (what can be paused is) or removed (besides, what keeps no data is deleted)",
        read: { root, node, problems in
          root.statesOutside = true
          if let outside = Reading.choice(node, "outside", Scenario.Environment.Outside.self, &problems) {
            root.environment.outside = outside
          }
        }, write: { $0.environment.outside.rawValue }),
      .choice(
        "prices", \.environment.prices, "standard prices, or those of the dev/test offer where the price list has any"),
    ]
    + sections.map { section in
      // Read with the scenario of the environment; the schema describes them as the overlay's.
      Setting(section, shape: .either([]), "what differs here", read: { _, _, _ in })
    }

  /// `08:00-18:00`; until `24:00`, or past midnight where the end is the earlier.
  private static func hours(_ node: Node, _ problems: inout Problems) -> (from: Int, to: Int)? {
    let parts = (node.text ?? "").split(separator: "-", omittingEmptySubsequences: false)
      .map { $0.filter { $0 != " " } }
    let minutes = parts.compactMap { part in
      part == "24:00" ? 1440 : Instant.secondsOfDay(part).flatMap { $0 % 60 == 0 ? $0 / 60 : nil }
    }
    guard parts.count == 2, minutes.count == 2, minutes[0] < 1440 else {
      problems.add("`hours` takes a stretch of local time such as 08:00-18:00, not \(node.what)", at: node.mark)
      return nil
    }
    guard minutes[0] != minutes[1] else {
      problems.add(
        "`hours` begins and ends at the same time; leave it out for an environment that is always on", at: node.mark)
      return nil
    }
    return (minutes[0], minutes[1])
  }

  /// `mon-fri`, `mon, wed, fri` or a list of such.
  private static func days(_ node: Node, _ problems: inout Problems) -> [Bool]? {
    let names = Scenario.OpenHours.dayNames
    var days = Array(repeating: false, count: 7)
    let texts = node.elements.map { $0.map { $0.text ?? "" } } ?? [node.text ?? ""]
    let stretches = texts.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false) }
    for stretch in stretches {
      let ends = stretch.split(separator: "-", omittingEmptySubsequences: false).map { part in
        names.firstIndex(of: String(part.lowercased().filter { $0 != " " }.prefix(3)))
      }
      guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1] else {
        problems.add("`days` takes days such as mon-fri or mon, wed, fri, not \(node.what)", at: node.mark)
        return nil
      }
      var day = first
      days[day] = true
      while day != last {
        day = (day + 1) % 7
        days[day] = true
      }
    }
    return days
  }

  /// The hours that it states, if it states any.
  private mutating func setHours(_ node: Node, _ problems: inout Problems) {
    guard hours != nil || days != nil else {
      for key in ["timezone", "outside"] where node["hours"] == nil && node["days"] == nil {
        if let stated = node[key] {
          problems.add("`\(key)` needs `hours` or `days`: when is this environment on?", at: stated.mark)
        }
      }
      return
    }
    var open = Scenario.OpenHours()
    if let hours { (open.from, open.to) = hours }
    if let days { open.days = days }
    if let timezone { open.timezone = timezone }
    environment.hours = open
  }

  /// All environments of a scenario, in the file's order; the one called `prod`, else the first, is the main one.
  static func all(_ node: Node?, _ problems: inout Problems) -> [EnvironmentText] {
    guard let node, !node.isOff, node.text != "" else { return [] }
    guard let elements = node.elements else {
      problems.add(
        "`environments` takes a list such as [ prod, { name: dev, scale: 10 % } ], not \(node.what)", at: node.mark)
      return []
    }
    if elements.count > 12 {
      problems.add("a scenario has at most 12 environments, here are \(elements.count)", at: elements[12].mark)
    }
    var texts: [EnvironmentText] = []
    for (index, element) in elements.prefix(12).enumerated() {
      var text = EnvironmentText()
      if let name = element.text {
        text.environment.name = name
      } else {
        Reading.fill(&text, from: element, by: settings, owner: "environment \(index + 1)", &problems)
        text.setHours(element, &problems)
        text.overlay = (element.entries ?? []).filter { sections.contains($0.key) }
      }
      let mark = element["name"]?.mark ?? element.mark
      let name = text.environment.name
      guard !name.isEmpty || element.text != nil, Reading.isName(name, "environment", at: mark, &problems) else {
        continue
      }
      if texts.contains(where: { $0.environment.name == name }) {
        problems.add("a second environment is called `\(name)`; names differ", at: mark)
      } else {
        texts.append(text)
      }
    }
    if !texts.isEmpty {
      texts[texts.firstIndex { $0.environment.name == "prod" } ?? 0].environment.isMain = true
    }
    return texts
  }

  /// The scenario's document as it stands in this environment.
  func document(from base: Node) -> Node {
    guard case .map(var entries, let mark) = base else { return base }
    var overlay = overlay
    if !environment.isMain {
      entries.removeAll { Self.shared.contains($0.key) }
      switchOffOrganisational(in: base["components"], &overlay)
    }
    guard !overlay.isEmpty else { return .map(entries, mark) }
    let off = (overlay.first { $0.key == "components" }?.value.entries ?? []).filter(\.value.isOff).map(\.key)
    for index in entries.indices where entries[index].key == "journeys" {
      entries[index].value = entries[index].value.mappingValues { journey in
        journey.mapping("visits") { $0.filteringKeys { !off.contains($0) } }
      }
    }
    if let regions = overlay.first(where: { $0.key == "regions" })?.value {
      let names = (regions.elements ?? []).compactMap { $0.text ?? $0["name"]?.text }
      entries.removeAll { $0.key == "regions" }
      entries = entries.map { Self.restricted($0, to: names) }
    }
    return overlaid(.map(entries, mark), by: .map(overlay, mark))
  }

  /// What the organisation has once stands in the main environment alone, unless another names it.
  private func switchOffOrganisational(in components: Node?, _ overlay: inout [Node.Entry]) {
    let named = overlay.first { $0.key == "components" }?.value.entries ?? []
    let off = (components?.entries ?? []).filter { entry in
      Scenario.Environment.organisational.contains(entry.value["kind"]?.text ?? entry.key)
        && !named.contains { $0.key == entry.key }
    }.map { Node.Entry(key: $0.key, mark: $0.mark, value: .scalar("off", quoted: false, $0.mark)) }
    guard !off.isEmpty else { return }
    if let index = overlay.firstIndex(where: { $0.key == "components" }) {
      guard overlay[index].value.entries != nil else { return }
      overlay[index].value = .map(named + off, overlay[index].value.mark)
    } else {
      overlay.append(Node.Entry(key: "components", mark: off[0].mark, value: .map(off, off[0].mark)))
    }
  }

  /// A section without what it says of other regions.
  private static func restricted(_ entry: Node.Entry, to names: [String]) -> Node.Entry {
    var entry = entry
    if entry.key == "outages", case .list(let outages, let mark) = entry.value {
      entry.value = .list(outages.filter { names.contains($0["region"]?.text ?? "") }, mark)
    }
    if entry.key == "components" {
      entry.value = entry.value.mappingValues { component in
        guard case .map(let stated, let mark) = component else { return component }
        return .map(
          stated.compactMap { setting in
            var setting = setting
            switch setting.key {
            case "region": return names.contains(setting.value.text ?? "") ? setting : nil
            case "regions":
              guard case .list(let places, let mark) = setting.value else { return setting }
              let kept = places.filter { names.contains($0.text ?? "") }
              setting.value = .list(kept, mark)
              return kept.isEmpty ? nil : setting
            case "overrides":
              setting.value = setting.value.filteringKeys(names.contains)
              return setting
            default: return setting
            }
          }, mark)
      }
    }
    return entry
  }
}

extension ScenarioReader {
  /// The document of the main environment, and what the others state.
  static func environments(
    of document: Node, _ problems: inout Problems
  ) -> (document: Node, main: EnvironmentText?, others: [EnvironmentText]) {
    let all = EnvironmentText.all(document["environments"], &problems)
    let main = all.first { $0.environment.isMain }
    return (main?.document(from: document) ?? document, main, all.filter { !$0.environment.isMain })
  }

  /// Makes the scenario that of an environment.
  mutating func settle(in environment: Scenario.Environment) {
    scenario.environment = environment
    guard environment.scale != 1 else { return }
    for index in scenario.populations.indices {
      scenario.populations[index].users = scenario.populations[index].users * environment.scale.value
    }
    for index in scenario.journeys.indices {
      scenario.journeys[index].volume = scenario.journeys[index].volume.map { $0 * environment.scale.value }
    }
  }
}

extension Reading {
  /// The name of a time zone.
  static func timezone(_ node: Node, _ problems: inout Problems) -> String? {
    guard let text = text(node, "timezone", &problems) else { return nil }
    if TimeZone(identifier: text) != nil { return text }
    let hint =
      nearest(text, in: TimeZone.knownTimeZoneIdentifiers).map { "did you mean `\($0)`?" }
      ?? "names look like Europe/Berlin"
    problems.add("there is no time zone `\(text.prefix(64))`; \(hint)", at: node.mark)
    return nil
  }
}

extension Node {
  /// A mapping with every value transformed.
  fileprivate func mappingValues(_ transform: (Node) -> Node) -> Node {
    guard case .map(let entries, let mark) = self else { return self }
    return .map(entries.map { Entry(key: $0.key, mark: $0.mark, value: transform($0.value)) }, mark)
  }

  /// A mapping with the value of one key transformed.
  fileprivate func mapping(_ key: String, _ transform: (Node) -> Node) -> Node {
    guard case .map(let entries, let mark) = self else { return self }
    return .map(
      entries.map { $0.key == key ? Entry(key: key, mark: $0.mark, value: transform($0.value)) : $0 }, mark)
  }

  /// A mapping with the keys that `isKept` keeps.
  fileprivate func filteringKeys(_ isKept: (String) -> Bool) -> Node {
    guard case .map(let entries, let mark) = self else { return self }
    return .map(entries.filter { isKept($0.key) }, mark)
  }
}
