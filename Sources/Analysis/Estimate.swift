package import Components
package import Pricing
package import Quantities
import Simulation

/// One component alone over a few months, its flows as stated: what `outlay estimate` prices.
package struct Estimate: Sendable {
  /// What it used, month by month.
  package var metered: [Metered] = []

  /// Runs a component over a horizon.
  ///
  /// - Parameters:
  ///   - component: with its settings.
  ///   - regions: where it stands, the first being its home.
  ///   - horizon: the months.
  ///   - totals: by slot, each month's total of an input in each region, for equal stretches of the month; a single one is
  ///     spread evenly over it.
  /// - Throws: what the planner finds.
  package init(
    _ component: any Component, regions: [String], horizon: Horizon, totals: [[Double]]
  ) throws(Problems) {
    let kind = type(of: component)
    let places = kind.placement == .global ? [] : Array(regions.indices)
    let instance = Plan.Instance(name: kind.kind, component: component, regions: places)
    let continents = regions.map { Region.named($0)?.continent }
    let nearest = regions.indices.map { first in [first] + regions.indices.filter { $0 != first } }
    let plan = try Plan(of: [instance], regions: regions.count, nearest: nearest) { _, place in
      var site = Site()
      let here = place ?? 0
      site.region = here
      site.name = place.map { regions[$0] } ?? "Global"
      site.regions = Array(regions.indices)
      site.sameContinent = continents.map { $0 == continents[here] }
      site.scenarioRegions = regions.count
      site.firstWeekday = horizon.start.weekday
      site.dispersion = 0
      return site
    }
    var engine = Engine(plan: plan, horizon: horizon, bucket: .day)
    for (index, month) in horizon.months.enumerated() {
      engine.run(
        month: index,
        fill: { flows, stride, steps in
          for (channel, slot) in Self.fed(plan) {
            let parts = totals[slot]
            for (part, total) in parts.enumerated() where total != 0 {
              let first = part * steps / parts.count
              // Where there are more stretches than steps, several fall in one.
              let stretch = first..<max((part + 1) * steps / parts.count, first + 1)
              for step in stretch { flows[channel * stride + step] += total / Double(stretch.count) }
            }
          }
        },
        record: { record in
          let unit = plan.units[record.unit]
          for (slot, meter) in kind.meters.enumerated() {
            let days = (0..<record.buckets).map { record.metered[slot * record.buckets + $0] }
            guard days.contains(where: { $0 != 0 }) else { continue }
            var used = Metered(
              instance: kind.kind, kind: kind.kind, meter: meter, key: unit.component.priceKey(ofMeter: slot),
              region: unit.region.map { regions[$0] } ?? "Global", month: month, days: days)
            used.isRoundedOnce = true
            metered.append(used)
          }
        })
    }
  }

  /// The channels that demand is written to, each with a slot that listens to it, itself or as part of a sum.
  private static func fed(_ plan: Plan) -> [Int: Int] {
    var slots: [Int: Int] = [:]
    for unit in plan.units {
      for (slot, channel) in unit.inputs.enumerated() {
        let parts = plan.channels[channel].parts
        for fed in parts.isEmpty ? [channel] : parts { slots[fed] = slots[fed] ?? slot }
      }
    }
    return slots
  }
}
