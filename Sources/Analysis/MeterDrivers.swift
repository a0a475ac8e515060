package import Components
import Quantities
import Simulation

/// What drives each meter of a kind, found by running the kind itself: each flow and each setting is changed alone, and the meters
/// that then count otherwise are driven by it.
///
/// Every other setting stands at its default, every flow at an ordinary amount, over a month with weekly training and nightly
/// scoring.
package struct MeterDrivers: Sendable {
  /// What drives one meter.
  package struct Meter: Sendable, Hashable {
    /// Flows, in the order of the kind's inputs.
    package var flows: [String] = []
    /// Settings that change its quantity, in the kind's order.
    package var settings: [String] = []
    /// Settings that choose its price.
    package var prices: [String] = []
    /// Whether it counts without any flow.
    package var stands = false
    /// Whether it counts more because of training and scoring by the scenario's schedule.
    package var isScheduled = false
  }

  /// By meter slot.
  package var meters: [Meter]

  /// Runs a kind once per flow and per value of a setting.
  package init(of kind: Kind) {
    let type = kind.type
    let fallback = type.init()
    let usual = type.inputs.map { Self.usual($0.unit) }
    var meters = type.meters.map { _ in Meter() }
    let base = Self.month(of: fallback, usual, isScheduled: true)
    let idle = Self.month(of: fallback, usual.map { _ in 0 }, isScheduled: false)
    let unplanned = Self.month(of: fallback, usual, isScheduled: false)
    for slot in meters.indices {
      meters[slot].stands = idle[slot] != 0
      meters[slot].isScheduled = unplanned[slot] != base[slot]
    }
    for (input, port) in type.inputs.enumerated() {
      var more = usual
      more[input] *= 100
      let changed = Self.month(of: fallback, more, isScheduled: true)
      for slot in meters.indices where changed[slot] != base[slot] && !meters[slot].flows.contains(port.flow) {
        meters[slot].flows.append(port.flow)
      }
    }
    for field in type.fields {
      let others = Self.values(of: field).compactMap { Self.component(type, field.key, $0) }
      let months = others.map { Self.month(of: $0, usual, isScheduled: true) }
      for slot in meters.indices {
        if months.contains(where: { $0[slot] != base[slot] }) { meters[slot].settings.append(field.key) }
        let key = fallback.priceKey(ofMeter: slot)
        if others.contains(where: { $0.priceKey(ofMeter: slot) != key }) { meters[slot].prices.append(field.key) }
      }
    }
    self.meters = meters
  }

  /// An ordinary amount per hour, by unit.
  private static func usual(_ unit: String) -> Double {
    switch unit {
    case Gigabyte.symbol: 1
    case Second.symbol: 3600
    case Token.symbol: 100_000
    default: 10_000
    }
  }

  /// Other values of a setting: all other words, the other side of a flag, twice and half of a number.
  private static func values(of field: Field) -> [String] {
    switch field.shape {
    case .choice(let words): return words.filter { $0 != field.fallback }
    case .flag: return [field.fallback == "true" ? "false" : "true"]
    case .number(let unit, _):
      guard let text = field.fallback, let (number, symbol) = try? Measure.split(text) else {
        return ["1", "2", "10", "1000"].map { unit.isEmpty ? $0 : "\($0) \(unit)" }
      }
      let sizes = number == 0 ? [1, 0.5, 10] : [number * 2, number / 2, number - 1]
      return sizes.map { Measure.plain($0) + (symbol.isEmpty ? "" : " \(symbol)") }
    default: return []
    }
  }

  /// The kind with one setting stated, if nothing is wrong with it.
  private static func component(_ type: any Component.Type, _ key: String, _ value: String) -> (any Component)? {
    let mark = Mark(file: "driver", line: 1, column: 1)
    let node = key.split(separator: ".").reversed().reduce(Node.scalar(value, quoted: false, mark)) {
      .map([Node.Entry(key: String($1), mark: mark, value: $0)], mark)
    }
    var problems = Problems()
    let component = type.read(node, owner: type.kind, ignoring: [], &problems)
    return problems.isEmpty ? component : nil
  }

  /// January 2027 of one instance in one region: the total of each meter.
  private static func month(of component: any Component, _ perHour: [Double], isScheduled: Bool) -> [Double] {
    let kind = Swift.type(of: component)
    let horizon = Horizon(start: Date(number: 20_819), months: 1)
    let instance = Plan.Instance(name: kind.kind, component: component, regions: kind.placement == .global ? [] : [0])
    let plan = try? Plan(of: [instance], regions: 1, nearest: [[0]]) { _, _ in
      var site = Site()
      site.dispersion = 0
      if isScheduled {
        site.retraining = Schedule(first: 2, every: 168)
        site.scoring = BatchScoring(schedule: Schedule(first: 3, every: 24), entities: 1_000_000)
      }
      return site
    }
    var totals = kind.meters.map { _ in 0.0 }
    guard let plan else { return totals }
    var engine = Engine(plan: plan, horizon: horizon, bucket: .day)
    engine.run(
      month: 0,
      fill: { flows, stride, steps in
        for (slot, port) in kind.inputs.enumerated() {
          for (channel, found) in plan.channels.enumerated() where found.flow == port.flow && found.parts.isEmpty {
            for step in 0..<steps { flows[channel * stride + step] = perHour[slot] }
          }
        }
      },
      record: { record in
        for slot in totals.indices {
          for bucket in 0..<record.buckets { totals[slot] += record.metered[slot * record.buckets + bucket] }
        }
      })
    return totals
  }
}
