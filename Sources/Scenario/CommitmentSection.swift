import Components
import Pricing
import Quantities

// What is bought ahead: `commitments`.

/// An element of `commitments:` as a file states it.
struct CommitmentText: Sendable {
  enum Kind: String, CaseIterable, Sendable {
    case reservation
    case savingsPlan = "savings-plan"
    case prePurchase = "pre-purchase"
  }
  /// What a savings plan or a pre-purchase is for.
  enum Purpose: String, CaseIterable, Sendable { case compute, databases, databricks }

  var name = ""
  var kind = Kind.reservation
  var instance = ""
  var meter = ""
  var region = ""
  var purpose: Purpose?
  var quantity = ""
  var hourly: Money?
  var term = Commitment.Term.year
  var payment: Commitment.Payment?
  var start: Date?
  var renews = false
  var price: Money?

  static let settings: [Setting<Self>] = [
    .text("name", \.name, required: true, "what lines and reports call it"),
    Setting(
      "type", shape: .choice(Kind.allCases.map(\.rawValue)), required: true,
      "reservation of units, savings-plan of an hourly spend, or pre-purchase of units to be drawn at any time",
      read: { root, node, problems in
        if let kind = Reading.choice(node, "type", Kind.self, &problems) { root.kind = kind }
      }),
    .text("instance", \.instance, "the component whose meter is reserved; others of the same size share it"),
    .text("meter", \.meter, "the meter that is reserved: its short name at the instance, or its key in the price list"),
    .text("region", \.region, "the region that a reservation is bound to; the instance's if it stands in one"),
    Setting(
      "for", shape: .choice(Purpose.allCases.map(\.rawValue)),
      "what a savings plan is for, compute or databases; a pre-purchase is for databricks",
      read: { root, node, problems in root.purpose = Reading.choice(node, "for", Purpose.self, &problems) }),
    .text(
      "quantity", \.quantity,
      "how many: instances, machines, vCores, CU, PTU, RU/s, TB of storage, or commit units of a pre-purchase"),
    .money("hourly", \.hourly, "what a savings plan commits to spend each hour, in the currency of the bill"),
    .choice("term", \.term, "for how long"),
    Setting(
      "payment", shape: .choice(Commitment.Payment.allCases.map(\.rawValue)),
      "monthly or upfront, for the same price (monthly if left out)",
      read: { root, node, problems in
        root.payment = Reading.choice(node, "payment", Commitment.Payment.self, &problems)
      }),
    Setting(
      "start", shape: .text(pattern: "^\\d{4}-\\d{2}-\\d{2}$"), "its first day (the horizon's if left out)",
      read: { root, node, problems in root.start = Reading.date(node, "start", &problems) }),
    .flag("renew", \.renews, "whether it is bought again at its end"),
    .money(
      "price", \.price,
      "what the whole purchase costs over its term, in the currency of the bill, where the list's price isn't paid"),
  ]

  /// The keys that only some types have.
  static let owners: [(key: String, kinds: [Kind])] = [
    ("instance", [.reservation]), ("meter", [.reservation]), ("region", [.reservation]),
    ("for", [.savingsPlan, .prePurchase]), ("quantity", [.reservation, .prePurchase]), ("hourly", [.savingsPlan]),
    ("price", [.reservation, .prePurchase]),
  ]
}

extension ScenarioReader {
  mutating func keep(_ commitments: [Placed<CommitmentText>], _ problems: inout Problems) {
    Reading.unique(commitments, "commitment", \.name, &problems)
    for text in commitments {
      let (value, mark) = (text.value, text.node["name"]?.mark ?? text.node.mark)
      guard Reading.isName(value.name, "commitment", at: mark, &problems) else { continue }
      if scenario.instances.contains(where: { $0.name == value.name }) {
        problems.add("a component is called `\(value.name)` too; lines of the two could not be told apart", at: mark)
        continue
      }
      var isClean = true
      for (key, kinds) in CommitmentText.owners where !kinds.contains(value.kind) {
        guard let node = text.node[key] else { continue }
        problems.add("a \(value.kind.rawValue) has no `\(key)`", at: node.mark)
        isClean = false
      }
      guard isClean, let purchase = purchase(of: text, &problems), isRight(text, purchase, &problems) else { continue }
      scenario.commitments.append(
        Commitment(
          name: value.name, purchase: purchase, term: value.term,
          payment: value.payment ?? (value.kind == .prePurchase ? .upfront : .monthly),
          start: value.start ?? scenario.horizon.start, renews: value.renews, price: value.price))
    }
  }

  private func purchase(of text: Placed<CommitmentText>, _ problems: inout Problems) -> Commitment.Purchase? {
    let (value, node) = (text.value, text.node)
    switch value.kind {
    case .reservation: return reserved(text, &problems).map(Commitment.Purchase.reservation)
    case .savingsPlan:
      guard let hourly = value.hourly, hourly > .zero, hourly.approximate <= 1_000_000 else {
        problems.add(
          "a savings plan needs `hourly`, what it commits to spend each hour, above 0 and at most 1,000,000",
          at: node["hourly"]?.mark ?? node.mark)
        return nil
      }
      guard value.purpose != .databricks else {
        problems.add(
          "a savings plan is for compute or databases; databricks has a pre-purchase",
          at: node["for"]?.mark ?? node.mark)
        return nil
      }
      return .savingsPlan(value.purpose == .databases ? .databases : .compute, hourly: hourly)
    case .prePurchase:
      guard value.purpose == nil || value.purpose == .databricks else {
        problems.add("a pre-purchase is for databricks", at: node["for"]?.mark ?? node.mark)
        return nil
      }
      let spellings = [("", 1.0), ("DBCU", 1.0)]
      guard let units = amount(text, spellings, blocks: [1], most: 1e8, &problems) else { return nil }
      return .databricks(units: units)
    }
  }

  /// What holds between the keys of a commitment.
  private func isRight(
    _ text: Placed<CommitmentText>, _ purchase: Commitment.Purchase, _ problems: inout Problems
  ) -> Bool {
    let (value, node) = (text.value, text.node)
    let place = node["term"]?.mark ?? node.mark
    func refuse(_ message: String, _ key: String) -> Bool {
      problems.add(message, at: node[key]?.mark ?? place)
      return false
    }
    switch purchase {
    case .reservation: break
    case .savingsPlan(let scope, _):
      // Three years are sold for compute alone (savings plan rows of the price list).
      let terms: [Commitment.Term] = scope == .compute ? [.year, .threeYears] : [.year]
      if !terms.contains(value.term) {
        let words = terms.map(\.rawValue).joined(separator: " or ")
        return refuse("a savings plan for \(scope.rawValue) has a term of \(words)", "term")
      }
    case .databricks:
      if ![.year, .threeYears].contains(value.term) {
        return refuse("a pre-purchase has a term of 1y or 3y", "term")
      }
      if value.payment == .monthly { return refuse("a pre-purchase is paid upfront", "payment") }
      if let start = value.start, start < scenario.horizon.start {
        return refuse(
          "what was drawn before the horizon isn't known; state what is left as `quantity`, from the horizon's start",
          "start")
      }
    }
    if let price = value.price, price.approximate > 1e9 {
      return refuse("a commitment costs at most 1,000,000,000", "price")
    }
    if let start = value.start, start.adding(months: value.term.months) <= scenario.horizon.start, !value.renews {
      return refuse("`\(value.name)` ends before the horizon begins on \(scenario.horizon.start)", "start")
    }
    if let start = value.start, start >= scenario.horizon.start + scenario.horizon.days {
      return refuse("`\(value.name)` begins after the horizon, which ends with it unused", "start")
    }
    return true
  }

  // MARK: Reservations
  private func reserved(
    _ text: Placed<CommitmentText>, _ problems: inout Problems
  ) -> Commitment.Reserved? {
    guard let key = reservedKey(text, &problems), let reservable = Reservable(key) else { return nil }
    let spellings = reservable.spellings.map { ($0.symbol, $0.units) }
    let quantity = amount(text, spellings, blocks: reservable.blocks, most: reservable.most, &problems)
    let region = reservedRegion(text, reservable, &problems)
    guard let quantity, let region else { return nil }
    return Commitment.Reserved(
      key: key, reservable: reservable, region: reservable.isGlobal ? nil : region, quantity: quantity)
  }

  /// The price list's key of the meter that is reserved.
  private func reservedKey(_ text: Placed<CommitmentText>, _ problems: inout Problems) -> String? {
    let (value, node) = (text.value, text.node)
    func keys(of instance: Scenario.Instance) -> [(name: String, key: String)] {
      instance.kind.meters.enumerated().map { ($0.element.name, instance.component.priceKey(ofMeter: $0.offset)) }
    }
    guard !value.instance.isEmpty else {
      guard !value.meter.isEmpty else {
        problems.add(
          "the reservation `\(value.name)` names neither an `instance` nor a `meter`: what does it cover?",
          at: node.mark)
        return nil
      }
      if Reservable(value.meter) != nil { return value.meter }
      let all = scenario.instances.flatMap(keys).map(\.key).filter { Reservable($0) != nil }
      let hint =
        nearest(value.meter, in: all).map { "did you mean `\($0)`?" }
        ?? (all.isEmpty
          ? "no component of the scenario has one that is" : "those are: \(Set(all).sorted().joined(separator: ", "))")
      problems.add(
        "no reservations of `\(value.meter.prefix(80))` are sold; \(hint)", at: node["meter"]?.mark ?? node.mark)
      return nil
    }
    let mark = node["instance"]?.mark ?? node.mark
    guard let instance = scenario.instances.first(where: { $0.name == value.instance }) else {
      let hint =
        nearest(value.instance, in: scenario.instances.map(\.name)).map { "did you mean `\($0)`?" }
        ?? "there are \(scenario.instances.map(\.name).sorted().joined(separator: ", "))"
      problems.add("there is no component `\(value.instance.prefix(64))`; \(hint)", at: mark)
      return nil
    }
    let found = keys(of: instance).filter { Reservable($0.key) != nil }
    let names = found.map(\.name).joined(separator: ", ")
    if !value.meter.isEmpty {
      if let meter = found.first(where: { $0.name == value.meter || $0.key == value.meter }) { return meter.key }
      let hint = found.isEmpty ? "nothing of it can be reserved as it is set" : "what can be reserved: \(names)"
      problems.add(
        "no reservations of `\(value.meter.prefix(80))` are sold for `\(value.instance)`; \(hint)",
        at: node["meter"]?.mark ?? mark)
      return nil
    }
    guard let first = found.first else {
      problems.add("nothing of `\(value.instance)` can be reserved as it is set", at: mark)
      return nil
    }
    // Several meters may draw on one kind of reservation: any of them names it.
    guard found.allSatisfy({ Reservable($0.key)?.group == Reservable(first.key)?.group }) else {
      problems.add("several meters of `\(value.instance)` can be reserved; name the `meter`: \(names)", at: mark)
      return nil
    }
    return first.key
  }

  /// The region of a reservation; empty for one that holds everywhere.
  private func reservedRegion(
    _ text: Placed<CommitmentText>, _ reservable: Reservable, _ problems: inout Problems
  ) -> String? {
    let (value, node) = (text.value, text.node)
    if reservable.isGlobal {
      guard let region = node["region"] else { return "" }
      problems.add("a reservation of \(reservable.unit) holds in every region: leave out `region`", at: region.mark)
      return nil
    }
    if !value.region.isEmpty {
      return isKnown(region: value.region, at: node["region"]?.mark ?? node.mark, &problems) ? value.region : nil
    }
    let instance = scenario.instances.first { $0.name == value.instance }
    let regions = (instance?.regions ?? []).map { scenario.regions[$0] }
    let all = regions.isEmpty ? scenario.regions : regions
    if all.count == 1 { return all[0] }
    problems.add(
      "the reservation `\(value.name)` is bound to one region; state `region`: \(all.joined(separator: ", "))",
      at: node.mark)
    return nil
  }

  // MARK: Quantities
  /// `quantity` in units; nil after a problem.
  private func amount(
    _ text: Placed<CommitmentText>, _ spellings: [(symbol: String, units: Double)], blocks: [Double], most: Double,
    _ problems: inout Problems
  ) -> Nano? {
    let mark = text.node["quantity"]?.mark ?? text.node.mark
    let words = spellings.map { $0.symbol.isEmpty ? "a plain number" : $0.symbol }.joined(separator: ", ")
    guard !text.value.quantity.isEmpty else {
      problems.add("`\(text.value.name)` has no `quantity`, which it needs: \(words)", at: mark)
      return nil
    }
    guard let (number, symbol) = try? Measure.split(text.value.quantity),
      let spelling = spellings.first(where: { $0.symbol.lowercased() == symbol.lowercased() })
    else {
      problems.add("`quantity` is `\(text.value.quantity.prefix(40))`; it takes \(words)", at: mark)
      return nil
    }
    let units = number * spelling.units
    let shown = spellings.first { !$0.symbol.isEmpty }?.symbol ?? ""
    guard units > 0, units <= most,
      blocks.contains(where: { (units / $0).rounded() == units / $0 }), let nano = Nano(rounding: units)
    else {
      let least = blocks.map(Measure.plain).joined(separator: " or ")
      problems.add(
        "`quantity` is \(text.value.quantity.prefix(40)); it is a multiple of \(least) \(shown), above 0 and at most "
          + "\(Measure.plain(most))", at: mark)
      return nil
    }
    return nano
  }
}
