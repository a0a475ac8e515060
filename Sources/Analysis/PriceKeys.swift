package import Components
import Pricing
package import Quantities
import Scenario
import Simulation

/// The price keys that a kind of component can name, over its settings that are a choice.
package struct PriceKeys: Sendable {
  /// The component's short name of each meter, its unit, and its keys, the default's first.
  package var meters: [(meter: MeterPort, keys: [String])]

  /// Every key of every meter.
  package var all: Set<String> { Set(meters.flatMap(\.keys)) }

  /// Tries the choices of a kind: all with all where they are few, else each two together.
  ///
  /// A meter that some choice puts on a bill has the keys of the choices that do so; one that none does (it needs a
  /// quantity too) has those of all choices.
  package init(of kind: Kind) {
    let type = kind.type
    let fallback = type.init()
    var named = type.meters.indices.map { [fallback.priceKey(ofMeter: $0)] }
    var billed: [[String]] = named.map { _ in [] }
    // A month is run only for a key that isn't known to be billed yet, and for three choices of it at most.
    var tries: [[String: Int]] = named.map { _ in [:] }
    for component in [fallback] + Self.choices(of: type) {
      var isNew = false
      for slot in named.indices {
        let key = component.priceKey(ofMeter: slot)
        named[slot].append(key)
        guard tries[slot][key, default: 0] < 3 else { continue }
        tries[slot][key, default: 0] += 1
        isNew = true
      }
      guard isNew else { continue }
      for (slot, key) in Self.billed(component) {
        billed[slot].append(key)
        tries[slot][key] = 3
      }
    }
    meters = type.meters.enumerated().map { slot, meter in
      (meter, Self.distinct(billed[slot].isEmpty ? named[slot] : [named[slot][0]] + billed[slot]))
    }
  }

  private static func distinct(_ keys: [String]) -> [String] {
    var seen: Set<String> = []
    let kept = keys.filter { seen.insert($0).inserted }
    return kept.prefix(1) + kept.dropFirst().sorted()
  }

  /// Most combinations that are tried all with all.
  private static let mostCombinations = 600

  /// Components with combinations of the settings that keys may hang on, those in conflict left out.
  private static func choices(of type: any Component.Type) -> [any Component] {
    let varied = type.fields.map { field in values(of: field, type).map { node(field.key, $0) } }
      .filter { !$0.isEmpty }
    let base = Node.map([], start)
    if varied.reduce(1, { min($0 * $1.count, mostCombinations + 1) }) <= mostCombinations {
      return varied.reduce([base]) { nodes, values in
        nodes.flatMap { node in values.map { overlay(node, with: $0) } }
      }.compactMap { read($0, type) }
    }
    var nodes = varied.flatMap { $0 }
    for (index, first) in varied.enumerated() {
      for second in varied.dropFirst(index + 1) {
        for one in first { for other in second { nodes.append(overlay(one, with: other)) } }
      }
    }
    return nodes.compactMap { read($0, type) }
  }

  private static let start = Mark(file: "choice", line: 1, column: 1)

  private static func read(_ node: Node, _ type: any Component.Type) -> (any Component)? {
    var problems = Problems()
    let component = type.read(node, owner: type.kind, ignoring: [], &problems)
    return problems.isEmpty ? component : nil
  }

  private static func node(_ key: String, _ value: String) -> Node {
    var node = Node.scalar(value, quoted: false, start)
    for part in key.split(separator: ".").reversed() {
      node = .map([Node.Entry(key: String(part), mark: start, value: node)], start)
    }
    return node
  }

  /// The values of a setting to try: words and flags all; sizes where a key changes with them.
  private static func values(of field: Field, _ type: any Component.Type) -> [String] {
    switch field.shape {
    case .choice(let words): return words
    case .either(let shapes):
      // Words that are known, of a setting that takes others too.
      return shapes.flatMap { shape -> [String] in if case .choice(let words) = shape { words } else { [] } }
    case .flag: return ["false", "true"]
    case .number(let unit, _) where unit.isEmpty:
      let sizes = ["1", "2", "4", "8", "16", "32", "64", "128"]
      let keys = sizes.compactMap { read(node(field.key, $0), type) }.map { component in
        type.meters.indices.map { component.priceKey(ofMeter: $0) }
      }
      return Set(keys).count > 1 ? sizes : []
    default: return []
    }
  }

  /// Slot and key of each meter that a month with every flow fed puts on the bill.
  private static func billed(_ component: any Component) -> [(slot: Int, key: String)] {
    let type = Swift.type(of: component)
    let month = Horizon(month: 2027, 1, hours: 48)
    let totals = type.inputs.map { _ in [1e6] }
    guard let estimate = try? Estimate(component, regions: ["eastus2"], horizon: month, totals: totals) else {
      return []
    }
    return estimate.metered.compactMap { metered in
      type.meters.firstIndex { $0.name == metered.meter.name }.map { ($0, metered.key) }
    }
  }
}
