package import Components
import Pricing
import Quantities
package import Scenario

/// The units of an environment of which something ceases to be billed outside its hours, and which meters.
struct Switched {
  /// Meter slots that cease, by unit.
  private var slots: [Int: Set<Int>] = [:]

  init(_ plan: Plan, _ environment: Scenario.Environment?) {
    guard let environment else { return }
    for (index, unit) in plan.units.enumerated() {
      let type = plan.instances[unit.instance].kind
      let names = environment.ceasing(of: type)
      let ceasing = type.meters.indices.filter { names.contains(type.meters[$0].name) }
      if !ceasing.isEmpty { slots[index] = Set(ceasing) }
    }
  }

  /// Units whose quantities must be known by the hour.
  var units: Set<Int> { Set(slots.keys) }

  /// The daily quantities of a meter of a unit that is recorded by the hour.
  func days(
    ofMeter slot: Int, _ record: Engine.Record, _ month: CalendarMonth, firstHour: Int, _ open: OpenSteps
  ) -> [Double] {
    let stops = slots[record.unit]?.contains(slot) ?? false
    var hour = 0
    return month.dayHours.map { count in
      defer { hour += count }
      let hours = UnsafeBufferPointer(start: record.metered + slot * record.buckets + hour, count: count)
      return open.day(hours, firstHour: firstHour + hour, stops: stops)
    }
  }

  /// The share of an hour of the horizon that a meter of a unit is billed for.
  func share(ofMeter slot: Int, _ unit: Int, hour: Int, _ open: OpenSteps) -> Double {
    slots[unit]?.contains(slot) ?? false ? open.share(ofHour: hour) : 1
  }
}

extension Scenario.Environment {
  /// Names of a kind's meters that cease to be billed outside the hours.
  package func ceasing(of type: any Component.Type) -> [String] {
    hours == nil ? [] : StandBy.ceasing(of: type, isRemoved: outside == .removed)
  }
}

extension Outcome {
  /// Puts the environment's name behind those of its instances, and notes by which rows it is priced.
  mutating func settle(in environment: Scenario.Environment?) {
    guard let environment else { return }
    let suffix = environment.suffix
    for index in plan.instances.indices { plan.instances[index].name += suffix }
    for index in plan.unread.indices { plan.unread[index].instance += suffix }
    for index in arrivals.indices { arrivals[index].instance += suffix }
    for index in metered.indices {
      metered[index].instance += suffix
      metered[index].isDevTest = environment.prices == .devTest
    }
  }
}
