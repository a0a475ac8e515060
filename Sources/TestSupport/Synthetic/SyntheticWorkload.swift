import Components
import Foundation
package import Quantities
package import Simulation

/// The synthetic blueprint that other engines run too: 30 components × 3 regions × 4 meters over 8,760 hours, every
/// meter with three tiers on the quantity of the month.
///
/// Its noise-free total is 82,620,667.4546.
package struct SyntheticWorkload {
  package let plan: Plan
  package let horizon: Horizon
  /// For each unit and meter, the tiers as (from, price).
  package let tiers: [[[(from: Double, price: Double)]]]
  /// Requests per second of each region, by hour of the year.
  package let traffic: [[Double]]

  /// The workload of `blueprint_spec.py`, seed 7.
  package init() {
    let rows = syntheticMeters.split(separator: "\n").map { $0.split(separator: " ").compactMap { Double($0) } }
    var plan = Plan()
    plan.regions = 3
    var tiers: [[[(from: Double, price: Double)]]] = []
    for region in 0..<3 {
      plan.channels.append(Plan.Channel(instance: 0, flow: "synthetic-requests", counted: .served, region: region))
    }
    for first in stride(from: 0, to: rows.count, by: 4) {
      let four = Array(rows[first..<first + 4])
      let component = Self.component(four)
      plan.instances.append(
        Plan.Instance(name: "c\(first / 4)", component: component, regions: [Int(four[0][0])]))
      plan.units.append(
        Plan.Unit(
          instance: plan.instances.count - 1, region: Int(four[0][0]), component: component,
          inputs: [Int(four[0][0])], outputs: [], grain: type(of: component).grain))
      tiers.append(four.map { [(0, $0[9]), ($0[10], $0[11]), ($0[12], $0[13])] })
    }
    self.plan = plan
    self.tiers = tiers
    horizon = Horizon(start: Date(number: 20_454), months: 12)  // 2026-01-01: 365 days
    traffic = (0..<3).map { region in
      (0..<8760).map { hour in
        let day = 1 + 0.6 * sin(2 * Double.pi * Double((hour + 8 * region) % 24) / 24)
        let week = (hour / 24) % 7 >= 5 ? 0.7 : 1.0
        return (200 + 50 * Double(region)) * day * week * (1 + 0.4 * Double(hour) / 8760)
      }
    }
  }

  private static func component(_ rows: [[Double]]) -> any Component {
    func four(_ column: Int) -> InlineArray<4, Double> { InlineArray { rows[$0][column] } }
    func fourWhole(_ column: Int) -> InlineArray<4, Int> { InlineArray { Int(rows[$0][column]) } }
    switch Int(rows[0][1]) {
    case 0:
      var component = PerUse()
      component.factor = four(7)
      return component
    case 1:
      var component = Autoscaled()
      component.factor = four(7)
      component.capacity = rows[0][6]
      component.min = Quantity(rows[0][2])
      component.max = Quantity(rows[0][3])
      return component
    case 2:
      var component = Stocked()
      component.factor = four(7)
      component.growth = four(8)
      return component
    case 3:
      var component = Standing()
      component.factor = four(7)
      return component
    default:
      var component = Batched()
      component.factor = four(7)
      component.first = fourWhole(4)
      component.hours = fourWhole(5)
      return component
    }
  }
}
