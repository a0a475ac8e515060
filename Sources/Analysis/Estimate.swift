package import Components
package import Pricing
package import Quantities
import Simulation

/// One component alone over one month, its flows spread evenly: what `outlay estimate` prices.
package struct Estimate: Sendable {
  package var metered: [Metered] = []

  /// Runs a component over the first month of a horizon.
  ///
  /// - Parameters:
  ///   - component: with its settings.
  ///   - region: where it stands.
  ///   - horizon: the month.
  ///   - totals: the month's total of each input, by slot.
  /// - Throws: what the planner finds.
  package init(_ component: any Component, region: String, horizon: Horizon, totals: [Double]) throws(Problems) {
    let kind = type(of: component)
    let instance = Plan.Instance(
      name: kind.kind, component: component, regions: kind.placement == .global ? [] : [0])
    let plan = try Plan(of: [instance], regions: 1, nearest: [[0]]) { _, place in
      var site = Site()
      site.name = place == nil ? "Global" : region
      site.dispersion = 0
      return site
    }
    let month = horizon.months[0]
    var engine = Engine(plan: plan, horizon: horizon, bucket: .day)
    var metered: [Metered] = []
    engine.run(
      month: 0,
      fill: { flows, stride, steps in
        for unit in plan.units {
          for (slot, channel) in unit.inputs.enumerated() where plan.channels[channel].parts.isEmpty {
            for step in 0..<steps { flows[channel * stride + step] = totals[slot] / Double(steps) }
          }
          for channel in unit.inputs {
            for part in plan.channels[channel].parts {
              let slot = unit.inputs.firstIndex(of: channel) ?? 0
              for step in 0..<steps { flows[part * stride + step] = totals[slot] / Double(steps) }
            }
          }
        }
      },
      record: { record in
        let unit = plan.units[record.unit]
        for (slot, meter) in kind.meters.enumerated() {
          let days = (0..<record.buckets).map { record.metered[slot * record.buckets + $0] }
          guard days.contains(where: { $0 != 0 }) else { continue }
          metered.append(
            Metered(
              instance: kind.kind, kind: kind.kind, meter: meter, key: unit.component.priceKey(ofMeter: slot),
              region: unit.region == nil ? "Global" : region, month: month, days: days))
        }
      })
    self.metered = metered
  }
}
