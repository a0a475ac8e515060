package import Components
package import Quantities

// The five families of the synthetic workload, as components: what the benchmark runs through the real engine.

extension Flow<Count> {
  /// Requests per second of a region, as one number per hour.
  static var syntheticRequests: Self { Flow("synthetic-requests") }
}

/// What the five families have in common: four meters of one factor each, fed by one series.
package protocol SyntheticComponent: Component {}

private let requests = Input(.syntheticRequests, slot: 0, "requests")

extension SyntheticComponent {
  package static var title: String { kind }
  package static var purpose: String { "a synthetic workload" }
  package static var layer: Layer { .operations }
  package static var placement: Placement { .everyRegion }
  package static var settings: [Setting<Self>] { [] }
  package static var inputs: [InputPort] { [requests.port] }
  package static var meters: [MeterPort] {
    (0..<4).map { Meter<Count>("meter-\($0)", slot: $0, formula: "synthetic", source: "none").port }
  }
  package func priceKey(ofMeter slot: Int) -> String { "synthetic.\(slot)" }
}

/// `requests × factor`.
package struct PerUse: SyntheticComponent {
  package static let kind = "synthetic-per-use"
  package static let grain = Grain.month
  package var factor = InlineArray<4, Double>(repeating: 1)
  package init() {}
  package func advance(_ state: inout Stateless, through step: Step, into usage: inout Usage) {
    let arrived = step[requests].value
    for slot in 0..<4 { usage.metered[slot] += arrived * factor[slot] }
  }
}

/// `⌈requests / capacity⌉` within bounds, times a factor.
package struct Autoscaled: SyntheticComponent {
  package static let kind = "synthetic-autoscaled"
  package static let grain = Grain.step
  package var factor = InlineArray<4, Double>(repeating: 1)
  package var capacity = 100.0
  package var min: Quantity<Count> = 1
  package var max: Quantity<Count> = 10
  package init() {}
  package func advance(_ state: inout Stateless, through step: Step, into usage: inout Usage) {
    let needed = Quantity<Count>(step[requests].value / capacity).roundedUp
    let instances = needed.clamped(min, max).value
    for slot in 0..<4 { usage.metered[slot] += instances * factor[slot] }
  }
}

/// A stock of 100 that grows by `requests × growth / 1,000` and counts each hour's end, times a factor.
package struct Stocked: SyntheticComponent {
  package static let kind = "synthetic-stocked"
  package static let grain = Grain.month
  package var factor = InlineArray<4, Double>(repeating: 1)
  package var growth = InlineArray<4, Double>(repeating: 0)
  package init() {}
  package struct State: Sendable { var stocks = InlineArray<4, Double>(repeating: 100) }
  package var initial: State { State() }
  package func advance(_ state: inout State, through step: Step, into usage: inout Usage) {
    let arrived = step[requests].value
    let held = step.held(requests).value
    for slot in 0..<4 {
      let rate = growth[slot] * 1e-3
      usage.metered[slot] += (state.stocks[slot] * step.hours + held * rate) * factor[slot]
      state.stocks[slot] += arrived * rate
    }
  }
}

/// A factor per hour.
package struct Standing: SyntheticComponent {
  package static let kind = "synthetic-standing"
  package static let grain = Grain.month
  package var factor = InlineArray<4, Double>(repeating: 1)
  package init() {}
  package func advance(_ state: inout Stateless, through step: Step, into usage: inout Usage) {
    for slot in 0..<4 { usage.metered[slot] += step.hours * factor[slot] }
  }
}

/// `requests × factor` in some hours of the day.
package struct Batched: SyntheticComponent {
  package static let kind = "synthetic-batched"
  package static let grain = Grain.hourOfDay
  package var factor = InlineArray<4, Double>(repeating: 1)
  package var first = InlineArray<4, Int>(repeating: 0)
  package var hours = InlineArray<4, Int>(repeating: 1)
  package init() {}
  package func advance(_ state: inout Stateless, through step: Step, into usage: inout Usage) {
    let arrived = step[requests].value
    for slot in 0..<4 {
      let since = step.hourOfDay - first[slot]
      if (since < 0 ? since + 24 : since) < hours[slot] { usage.metered[slot] += arrived * factor[slot] }
    }
  }
}
