import Quantities

// When and where: `horizon`, `prices`, `regions`, `routing`, `outages`.

/// `horizon:` as a file states it.
struct HorizonText: Sendable {
  enum Grid: String, CaseIterable, Sendable {
    case hour = "1h"
    case fiveMinutes = "5min"
    case minute = "1min"
    var stepsPerHour: Int {
      switch self {
      case .hour: 1
      case .fiveMinutes: 12
      case .minute: 60
      }
    }
  }
  var start = Scenario().horizon.start
  var months: Quantity<Count> = 12
  var step = Grid.hour

  static let settings: [Setting<Self>] = [
    .date("start", \.start, "the first simulated day, UTC"),
    .whole("months", \.months, in: 1...60, "calendar months that are simulated, the first perhaps begun"),
    .choice("step", \.step, "length of a step of the grid"),
  ]

  /// At most 60 months of minutes: 2.7 million steps.
  var horizon: Horizon { Horizon(start: start, months: Int(months.value), stepsPerHour: step.stepsPerHour) }
}

extension Scenario.Prices {
  static let settings: [Setting<Self>] = [
    Setting(
      "asOf", shape: .text(pattern: "^\\d{4}-\\d{2}-\\d{2}$"),
      "the day from which undated prices count (the book's own if left out)",
      read: { root, node, problems in root.asOf = Reading.date(node, "asOf", &problems) }),
    Setting(
      "overlay", shape: .text(pattern: nil),
      "a CSV of prices beside the scenario, which replaces all rows of the meter keys it names, or your price sheet",
      read: { root, node, problems in root.overlay = Reading.text(node, "overlay", &problems) }),
    .number(
      "discount", \.discount, in: 0...1,
      "a percentage negotiated off pay-as-you-go prices; lines keep the list amount beside it"),
    .choice(
      "offer", \.offer,
      "whose prices: standard, or dev-test for a dev/test subscription, where the list has prices of its own"),
    Setting(
      "currency", shape: .text(pattern: "^[A-Z]{3}$"),
      "the currency of the bill and the budgets, by its code (the price book's if left out); another one takes a rate",
      read: { root, node, problems in root.currency = Reading.currency(node, &problems) }),
    Setting(
      "rate", shape: .number(unit: "", spellings: [""]),
      "what one unit of the price book's currency is in `currency`; every price is multiplied by it",
      read: { root, node, problems in root.rate = Reading.rate(node, &problems) }),
    Setting(
      "rateDate", shape: .text(pattern: "^\\d{4}-\\d{2}-\\d{2}$"), "the day that the rate is of",
      read: { root, node, problems in root.rateDate = Reading.date(node, "rateDate", &problems) }),
  ]
}

extension Reading {
  /// A currency's code.
  static func currency(_ node: Node, _ problems: inout Problems) -> String? {
    if let text = node.text, text.utf8.count == 3, text.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) { return text }
    problems.add("`currency` takes a code such as EUR, not \(node.what)", at: node.mark)
    return nil
  }

  /// A rate of exchange, exact to 12 decimals.
  static func rate(_ node: Node, _ problems: inout Problems) -> Money? {
    let text = (node.text ?? "").filter { $0 != "_" }
    if text.first?.isNumber == true, let rate = Money(decimal: text), rate > .zero, rate.approximate <= 1e6 {
      return rate
    }
    problems.add("`rate` takes a number above 0, at most 1,000,000, such as 0.92, not \(node.what)", at: node.mark)
    return nil
  }
}

extension ScenarioReader {
  /// Notes a rate without what it takes.
  func check(prices node: Node?, _ problems: inout Problems) {
    guard let node, !node.isOff else { return }
    func lacks(_ key: String, _ other: String) {
      guard let there = node[key], node[other] == nil else { return }
      problems.add("`prices.\(key)` takes `prices.\(other)` beside it", at: there.mark)
    }
    lacks("rate", "rateDate")
    lacks("rate", "currency")
    lacks("rateDate", "rate")
  }
}

extension Scenario.Routing {
  static let settings: [Setting<Self>] = [
    .choice(
      "method", \.method, later: ["priority", "weighted", "geographic", "multivalue", "subnet"],
      "how Traffic Manager chooses a region: performance is the nearest by latency"),
    .number("ttl", \.ttl, in: 0...604_800, "how long a DNS answer is kept"),
    .number("probe.every", \.probeEvery, in: 1...3600, "interval between two probes of a region"),
    .number("probe.timeout", \.probeTimeout, in: 0...3600, "how long a probe waits for its answer"),
    .whole("probe.tolerate", \.tolerate, in: 0...9, "failed probes that are tolerated before a region counts as down"),
  ]
}

extension ScenarioReader {
  /// `regions:` as plain names or as mappings with `name`.
  mutating func readRegions(_ node: Node, _ problems: inout Problems) {
    guard let elements = node.elements, !elements.isEmpty else {
      problems.add(
        "`regions` takes a list of at least one region, not \(node.elements == nil ? node.what : "an empty list")",
        at: node.mark)
      return
    }
    for (index, element) in elements.enumerated() {
      var name = RegionName()
      if element.text != nil {
        Self.regionName.read(&name, element, &problems)
      } else {
        Reading.fill(&name, from: element, by: [Self.regionName], owner: "region \(index + 1)", &problems)
      }
      let mark = element["name"]?.mark ?? element.mark
      guard !name.text.isEmpty, isKnown(region: name.text, at: mark, &problems) else { continue }
      if scenario.regions.contains(name.text) {
        problems.add("the region `\(name.text)` stands twice", at: mark)
      } else if scenario.regions.count == 64 {
        problems.add("a scenario has at most 64 regions", at: mark)  // `Step.dark` has a bit for each
      } else {
        scenario.regions.append(name.text)
      }
    }
  }

  struct RegionName: Sendable { var text = "" }
  static let regionName = Setting<RegionName>.text(
    "name", \.text, required: true, "the region as Azure calls it, such as eastus2")

  /// Whether Azure has a region of this name.
  func isKnown(region name: String, at mark: Mark, _ problems: inout Problems) -> Bool {
    let known = environment.knownRegions
    if known.isEmpty || known.contains(name) { return true }
    // `East US 2` is the portal's way to write `eastus2`.
    let plain = name.lowercased().filter { $0 != " " && $0 != "-" }
    let hint = nearest(plain, in: known).map { "did you mean `\($0)`?" } ?? "regions are written as in eastus2"
    problems.add("there is no region `\(name)`; \(hint)", at: mark)
    return false
  }

  /// Index of one of the scenario's regions.
  func index(ofRegion name: String, at mark: Mark, _ problems: inout Problems) -> Int? {
    if let index = scenario.regions.firstIndex(of: name) { return index }
    if scenario.regions.isEmpty { return nil }
    let hint =
      nearest(name, in: scenario.regions).map { "did you mean `\($0)`?" }
      ?? "it has \(scenario.regions.joined(separator: ", "))"
    problems.add("`\(name)` is none of the scenario's regions; \(hint)", at: mark)
    return nil
  }

  /// An element of `outages:` as a file states it.
  struct OutageText: Sendable {
    var region = ""
    var at = Instant()
    var length: Quantity<Hour> = 0

    static let settings: [Setting<Self>] = [
      .text("region", \.region, required: true, "the region that goes dark"),
      .instant("at", \.at, required: true, "when it goes dark, UTC"),
      .number("for", \.length, in: 0.0002...8784, required: true, "for how long"),
    ]
  }

  mutating func keep(_ outages: [Placed<OutageText>], _ problems: inout Problems) {
    let end = Double(scenario.horizon.hours)
    for outage in outages {
      let text = outage.value
      guard text.length > 0, text.at != Instant(), !text.region.isEmpty else { continue }
      var kept = Scenario.Outage()
      kept.start = text.at.hours(since: scenario.horizon)
      kept.hours = text.length.value
      let at = outage.node["at"]?.mark ?? outage.node.mark
      guard kept.start >= 0, kept.start < end else {
        let (first, last) = (scenario.horizon.instant(atHour: 0), scenario.horizon.instant(atHour: end))
        problems.add("the outage begins outside the horizon, which runs from \(first) to \(last)", at: at)
        continue
      }
      let place = outage.node["region"]?.mark ?? outage.node.mark
      guard let region = index(ofRegion: text.region, at: place, &problems) else { continue }
      kept.region = region
      if scenario.outages.contains(where: { $0.region == region && $0.span.overlaps(kept.span) }) {
        problems.add("two outages of `\(text.region)` overlap; state one", at: at)
      } else {
        scenario.outages.append(kept)
      }
    }
  }
}
