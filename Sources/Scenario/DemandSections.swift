import Quantities

// Who comes, and when: `traffic`, `populations`.

/// `traffic:` as a file states it: campaigns wait for the horizon.
struct TrafficText: Sendable {
  var traffic = Scenario.Traffic()
  var campaigns: [Placed<CampaignText>] = []

  static let settings: [Setting<Self>] = [
    .number(
      "dispersion", \.traffic.dispersion, in: 0...1000,
      "variance of arrivals over their mean: 1 for Poisson, 0 for none"),
    Setting(
      "noise", shape: .either([.choice(["off"]), noise.shape]), noise.doc,
      read: { root, node, problems in
        if node.isOff { (root.traffic.dailyNoise, root.traffic.hourlyNoise) = (0, 0) }
        noise.read(&root, node, &problems)
      }),
    .list(
      "campaigns", each: "campaign", CampaignText.settings, defaults: CampaignText(),
      "days on which demand is multiplied"
    ) {
      root, parts, _ in root.campaigns = parts
    },
  ]

  static let noise = Setting<Self>.section(
    "noise", \.traffic,
    [
      .number("daily", \.dailyNoise, in: 0...5, "coefficient of variation of the daily factor"),
      .number("hourly", \.hourlyNoise, in: 0...5, "coefficient of variation of the hourly factor"),
      .number(
        "persistence", \.persistence, in: 0...0.999, "autocorrelation of the daily factor from one day to the next"),
    ], defaults: Scenario.Traffic(), "random variation of demand; off for none")
}

/// An element of `campaigns:` as a file states it.
struct CampaignText: Sendable {
  var from = Instant()
  var length: Quantity<Hour> = 0
  var factor: Quantity<Count> = 1

  static let settings: [Setting<Self>] = [
    .instant("from", \.from, required: true, "the first day or moment, UTC"),
    .number("for", \.length, in: 0.01...8784, required: true, "for how long"),
    .number("factor", \.factor, in: 0...1000, required: true, "by what demand is multiplied"),
  ]
}

extension ScenarioReader {
  mutating func keep(_ text: TrafficText, _ problems: inout Problems) {
    scenario.traffic = text.traffic
    for campaign in text.campaigns where campaign.value.from != Instant() && campaign.value.length > 0 {
      var kept = Scenario.Campaign()
      kept.from = campaign.value.from.hours(since: scenario.horizon)
      kept.hours = campaign.value.length.value
      kept.factor = campaign.value.factor
      if kept.from >= Double(scenario.horizon.hours) || kept.from + kept.hours <= 0 {
        problems.add("the campaign lies outside the horizon", at: campaign.node["from"]?.mark ?? campaign.node.mark)
      } else {
        scenario.traffic.campaigns.append(kept)
      }
    }
  }

  mutating func keep(_ populations: [Placed<Scenario.Population>], _ problems: inout Problems) {
    Reading.unique(populations, "population", \.name, &problems)
    for population in populations {
      if !population.value.near.isEmpty {
        _ = isKnown(
          region: population.value.near, at: population.node["near"]?.mark ?? population.node.mark, &problems)
      }
      scenario.populations.append(population.value)
    }
  }
}

extension Scenario.Population {
  static let settings: [Setting<Self>] = [
    .text("name", \.name, required: true, "what reports call them"),
    .number("users", \.users, required: true, "how many they are at the start of the horizon"),
    Setting(
      "timezone", shape: .text(pattern: nil), "their local time, as an IANA name such as Europe/Berlin",
      read: { root, node, problems in
        if let text = Reading.timezone(node, &problems) { root.timezone = text }
      }, write: { $0.timezone }),
    .text("near", \.near, required: true, "the Azure region nearest to them; it may be none of the scenario's"),
    .number("growth", \.growth, in: -0.99...10, "growth per month of 730 hours"),
    .number("access", \.access, in: 0...60_000, "latency from them to the edge of the nearest region"),
    Setting(
      "shape",
      shape: .either([
        .choice(DayShape.allCases.map(\.rawValue)), .object(fields(of: Weights.settings, defaults: Weights())),
      ]), "how demand spreads over the local day and week: office, home, flat, or weights",
      read: { root, node, problems in
        if node.text != nil {
          guard let shape = Reading.choice(node, "shape", DayShape.self, &problems) else { return }
          (root.hours, root.weekdays) = (shape.hours, shape.weekdays)
        } else {
          var weights = Weights()
          Reading.fill(&weights, from: node, by: Weights.settings, owner: "`shape`", &problems)
          (root.hours, root.weekdays) = (weights.hours, weights.weekdays)
        }
      }, write: { _ in "flat" }),
  ]

  /// Weights by local hour and weekday, each divided by its own mean (worked scenario, rule 2).
  struct Weights: Sendable {
    var hours = Array(repeating: 1.0, count: 24)
    var weekdays = Array(repeating: 1.0, count: 7)

    static let settings: [Setting<Self>] = [
      list("hours", \.hours, count: 24, "24 weights by local hour, the first for 00:00"),
      list("weekdays", \.weekdays, count: 7, "7 weights, Monday first"),
    ]

    private static func list(
      _ key: String, _ path: any WritableKeyPath<Self, [Double]> & Sendable, count: Int, _ doc: String
    ) -> Setting<Self> {
      Setting(
        key, shape: .list(.number(unit: "", spellings: [""])), doc,
        read: { root, node, problems in
          guard let elements = node.elements, elements.count == count else {
            let found = node.elements.map { "\($0.count)" } ?? node.what
            problems.add("`\(key)` takes a list of \(count) weights, not \(found)", at: node.mark)
            return
          }
          let weights = elements.compactMap { Reading.quantity($0, key, as: Count.self, in: 0...1e6, &problems)?.value }
          guard weights.count == count else { return }
          let mean = weights.reduce(0, +) / Double(count)
          guard mean > 0 else {
            problems.add("`\(key)` has only zeros; one weight at least is above 0", at: node.mark)
            return
          }
          root[keyPath: path] = weights.map { $0 / mean }
        })
    }
  }
}

/// Named spreads of demand over the local day and week.
///
/// No source gives them: labelled inputs, after what a working day and an evening at home look like; a scenario that
/// knows better states its own weights.
package enum DayShape: String, CaseIterable, Sendable {
  /// As many at night as at noon.
  case flat
  /// People at work: two humps around a lunch break, quiet weekends.
  case office
  /// People at home: an evening peak, busy weekends.
  case home

  /// 24 weights by local hour, mean 1.
  package var hours: [Double] {
    switch self {
    case .flat: Array(repeating: 1, count: 24)
    case .office:
      [
        0.25, 0.25, 0.25, 0.25, 0.25, 0.25, 0.5, 0.75, 1.25, 1.75, 2, 2, 1.5, 1.75, 2, 1.75, 1.5, 1.25, 1, 1, 1, 0.75,
        0.5, 0.25,
      ]
    case .home:
      [
        0.5, 0.25, 0.25, 0.25, 0.25, 0.25, 0.5, 0.75, 0.75, 0.75, 0.75, 1, 1, 1, 1, 1, 1.25, 1.5, 1.75, 2, 2.25, 2.25,
        1.75, 1,
      ]
    }
  }

  /// 7 weights, Monday first, mean 1.
  package var weekdays: [Double] {
    switch self {
    case .flat: Array(repeating: 1, count: 7)
    case .office: [1.25, 1.25, 1.25, 1.25, 1.125, 0.5, 0.375]
    case .home: [0.875, 0.875, 0.875, 0.875, 1, 1.25, 1.25]
    }
  }
}
