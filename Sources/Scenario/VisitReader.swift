import Components
import Quantities

// What a request does where: the `visits` of a journey.

extension ScenarioReader {
  /// The visits that a journey states, instance by instance.
  func visits(_ node: Node, of journey: String, _ problems: inout Problems) -> [Scenario.Visit] {
    if node.text == "" { return [] }
    guard let entries = node.entries else {
      problems.add(
        "`visits` takes a mapping from components to what a request does there, not \(node.what)", at: node.mark)
      return []
    }
    var visits: [Scenario.Visit] = []
    for entry in entries where !entry.value.isOff {
      guard let instance = scenario.instances.first(where: { $0.name == entry.key }) else {
        // A component that is wrong itself has its own message.
        if document["components"]?[entry.key].map({ !$0.isOff }) ?? false { continue }
        let names = scenario.instances.map(\.name)
        let hint = nearest(entry.key, in: names).map { "did you mean `\($0)`?" } ?? "add it under `components`"
        problems.add("`\(journey)` visits `\(entry.key)`, which is none of the components; \(hint)", at: entry.mark)
        continue
      }
      let stated = entry.value.text == "" ? [] : entry.value.entries
      guard let stated else {
        problems.add("a visit takes a mapping such as { calls: 1 }, not \(entry.value.what)", at: entry.value.mark)
        continue
      }
      let amounts = stated.compactMap { amount($0, at: instance, &problems) }
      visits.append(Scenario.Visit(instance: instance.name, amounts: amounts))
    }
    return visits
  }

  private func amount(
    _ entry: Node.Entry, at instance: Scenario.Instance, _ problems: inout Problems
  ) -> Scenario.Visit.Amount? {
    let inputs = instance.kind.inputs.filter { $0.visit != nil }
    guard let input = inputs.first(where: { $0.visit == entry.key }) else {
      let keys = inputs.compactMap(\.visit)
      let hint =
        nearest(entry.key, in: keys).map { "did you mean `\($0)`?" }
        ?? (keys.isEmpty ? "nothing can be asked of it by a visit" : "it takes \(keys.joined(separator: ", "))")
      problems.add("a visit to `\(instance.name)` has no key `\(entry.key)`; \(hint)", at: entry.mark)
      return nil
    }
    guard let value = Self.amount(entry.value, entry.key, input.spellings, &problems) else { return nil }
    return Scenario.Visit.Amount(key: entry.key, value: value)
  }

  /// An amount of at least 0 in one of the spellings; a range stands at `likely`.
  static func amount(_ node: Node, _ key: String, _ spellings: [Spelling], _ problems: inout Problems) -> Double? {
    if let likely = node["likely"] { return amount(likely, key, spellings, &problems) }
    let names = spellings.map(\.name).filter { !$0.isEmpty }
    let plain = spellings.contains { $0.name.isEmpty } ? "a plain number" : ""
    let joiner = plain.isEmpty || names.isEmpty ? "" : " or "
    let expected = plain + joiner + (names.isEmpty ? "" : "a number with one of \(names.joined(separator: ", "))")
    guard let text = node.text, let (number, symbol) = try? Measure.split(text) else {
      problems.add("`\(key)` takes \(expected), not \(node.what)", at: node.mark)
      return nil
    }
    guard let spelling = spellings.first(where: { $0.name == symbol }) else {
      let found = symbol.isEmpty ? "no unit" : "the unit `\(symbol.prefix(40))`"
      problems.add("`\(key)` has \(found); it takes \(expected)", at: node.mark)
      return nil
    }
    let value = number * spelling.numerator / spelling.denominator
    guard value >= 0, value <= 1e12 else {
      problems.add("`\(key)` is \(text); it must lie between 0 and 10^12", at: node.mark)
      return nil
    }
    return value
  }

  /// The journey's default visits, to the kinds that the scenario has.
  func defaultVisits(of journey: Scenario.Journey, _ problems: inout Problems) -> [Scenario.Visit] {
    let (prompt, answer) = tokens(of: journey)
    let defaults = DefaultVisit.of(
      journey.name, inference: scenario.inference ?? Scenario.Inference(), prompt: prompt, answer: answer)
    if journey.name == "prediction", scenario.inference == nil {
      problems.add(
        "`prediction` has no `visits`, and no `inference` says how predictions are made; state one", at: journey.mark)
      return []
    }
    var visits: [Scenario.Visit] = []
    for visit in defaults {
      let instances = scenario.instances.filter { $0.kind.kind == visit.kind }
      guard let instance = instances.first else { continue }
      if instances.count > 1 {
        let names = instances.map { "`\($0.name)`" }.joined(separator: ", ")
        problems.add("`\(journey.name)` could visit \(names); state its `visits`", at: journey.mark)
        continue
      }
      if visit.kind == "openai", prompt == nil || answer == nil {
        problems.add(
          "`\(journey.name)` needs the mean tokens of its `prompt` and `answer`, a `trace`, or its own `visits`",
          at: journey.mark)
        continue
      }
      let amounts = visit.amounts.compactMap {
        amount(
          Node.Entry(key: $0.key, mark: journey.mark, value: .scalar($0.value, quoted: false, journey.mark)),
          at: instance,
          &problems)
      }
      visits.append(Scenario.Visit(instance: instance.name, amounts: amounts))
    }
    if visits.isEmpty, problems.isEmpty {
      problems.add(
        "the scenario has none of the components that `\(journey.name)` visits by default; state its `visits`",
        at: journey.mark)
    }
    return visits
  }

  /// Mean tokens of the journey's prompt and answer: stated, else its trace's.
  func tokens(of journey: Scenario.Journey) -> (prompt: Quantity<Token>?, answer: Quantity<Token>?) {
    (
      journey.prompt?.mean ?? journey.trace.map { Quantity($0.meanPrompt) },
      journey.answer?.mean ?? journey.trace.map { Quantity($0.meanAnswer) }
    )
  }

  /// The visits with the tokens that visits to a language model leave out.
  func completed(_ visits: [Scenario.Visit], of journey: Scenario.Journey) -> [Scenario.Visit] {
    let (prompt, answer) = tokens(of: journey)
    return visits.map { visit in
      guard scenario.instances.first(where: { $0.name == visit.instance })?.kind.kind == "openai" else { return visit }
      var visit = visit
      for (key, size) in [("tokensIn", prompt), ("tokensOut", answer)] {
        if let size, !visit.amounts.contains(where: { $0.key == key }) {
          visit.amounts.append(Scenario.Visit.Amount(key: key, value: size.value))
        }
      }
      return visit
    }
  }
}
