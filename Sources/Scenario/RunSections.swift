import Quantities

// What runs by the clock, and what may be spent: `inference`, `retraining`, `budgets`, `guardrails`, `tags`.

extension Scenario.Inference {
  static let settings: [Setting<Self>] = [
    .choice(
      "mode", \.mode,
      "batch scores all entities at intervals and serves from the database, real-time scores when asked, hybrid does "
        + "both (see `head`), streaming scores events as they come and serves from the database"),
    .number("entities", \.entities, "rows that each batch run scores"),
    .number("every", \.every, in: 0.25...8784, "interval of batch runs"),
    .clock("at", \.at, "time of the day of the first batch run, UTC"),
    .number("cpu", \.cpu, in: 0...3600, "CPU time of one prediction when App Service makes it"),
    .number("head", \.head, in: 0...1, "hybrid: share of predictions that the batch has ready; the others are made"),
  ]
}

extension Scenario.Retraining {
  static let settings: [Setting<Self>] = [
    .number("every", \.every, in: 0.25...43_920, "interval between two runs"),
    .clock("at", \.at, "time of the day of the first run, UTC"),
    .later("value", "what a fresh model is worth"),
    .later("window", "training on the data of a window"),
    .later("policy", "on-volume, on-drift, per-event, none"),
    .later("learning", "what more rows teach"),
  ]
}

/// An element of `budgets:` as a file states it.
struct BudgetText: Sendable {
  var budget = Scenario.Budget()
  var amount: Money?

  static let settings: [Setting<Self>] = [
    .text("name", \.budget.name, required: true, "what alerts call it"),
    .money("amount", \.amount, required: true, "what may be spent in a period, in the price book's currency"),
    .choice("per", \.budget.per, "the period that the amount is for"),
    Setting(
      "alerts", shape: .list(.text(pattern: "^[0-9][0-9_,]*(\\.[0-9]+)? ?% (actual|forecast)$")),
      "up to five thresholds, each a share of the amount and what is compared with it, such as 90 % actual",
      read: { root, node, problems in root.budget.alerts = thresholds(node, &problems) }),
  ]

  static func thresholds(_ node: Node, _ problems: inout Problems) -> [Scenario.Budget.Threshold] {
    if node.isOff || node.text == "" { return [] }
    guard let elements = node.elements else {
      problems.add("`alerts` takes a list such as [ 90 % actual, 100 % forecast ], not \(node.what)", at: node.mark)
      return []
    }
    if elements.count > 5 {
      problems.add("a budget has at most five alerts, here are \(elements.count)", at: elements[5].mark)
    }
    var alerts: [Scenario.Budget.Threshold] = []
    for element in elements.prefix(5) {
      let words = (element.text ?? "").split(separator: " ")
      guard let basis = words.last.flatMap({ Scenario.Budget.Basis(rawValue: String($0)) }),
        let share = try? Measure.read(words.dropLast().joined(separator: " "), as: Share.self)
      else {
        problems.add(
          "an alert is a share and `actual` or `forecast`, such as 90 % actual, not \(element.what)", at: element.mark)
        continue
      }
      let threshold = Scenario.Budget.Threshold(share: share, basis: basis)
      if !(0.0001...10).contains(share.value) {
        problems.add(
          "an alert stands between 0.01 % and 1000 % of its budget, not at \(element.what)", at: element.mark)
      } else if alerts.contains(threshold) {
        problems.add("the alert \(element.what) stands twice", at: element.mark)
      } else {
        alerts.append(threshold)
      }
    }
    return alerts
  }
}

/// `guardrails:` as a file states it.
struct GuardrailsText: Sendable {
  var guardrails = Scenario.Guardrails()
  var noiseFloor: Money?

  static let settings: [Setting<Self>] = [
    .optional("increase", \.guardrails.increase, in: 0...1000, "by what share the total may grow"),
    .money("increaseAmount", \.guardrails.increaseAmount, "by what amount the total may grow"),
    .money("noiseFloor", \.noiseFloor, "a smaller change of the total never fails (0 if left out)"),
  ]
}

extension ScenarioReader {
  mutating func keep(_ budgets: [Placed<BudgetText>], _ problems: inout Problems) {
    Reading.unique(budgets, "budget", \.budget.name, &problems)
    for text in budgets {
      guard let amount = text.value.amount else { continue }
      guard amount > .zero else {
        problems.add("`amount` is 0; a budget is above 0", at: text.node["amount"]?.mark ?? text.node.mark)
        continue
      }
      var budget = text.value.budget
      budget.amount = amount
      budget.mark = text.node.mark
      scenario.budgets.append(budget)
    }
  }

  /// `tags:`, a mapping from text to text.
  mutating func readTags(_ node: Node, _ problems: inout Problems) {
    if node.isOff || node.text == "" { return }
    guard let entries = node.entries else {
      problems.add("`tags` takes a mapping from labels to texts, not \(node.what)", at: node.mark)
      return
    }
    for entry in entries {
      guard let value = Reading.text(entry.value, entry.key, &problems) else { continue }
      if entry.key.count > 500 {
        problems.add("a tag's name has at most 500 characters", at: entry.mark)
      } else {
        scenario.tags.append(Scenario.Tag(name: entry.key, value: value))
      }
    }
  }
}
