import Components
import Pricing
import Quantities

/// A second run of a plan that records the hours of meters that a commitment can cover.
///
/// It runs beside the first, which bills by the day, so that no day's quantity depends on whether hours are counted.
struct HourlyUsage: ~Copyable {
  private var engine: Engine
  /// By unit and meter slot: whether its hours are wanted.
  private let wanted: [[Bool]]

  /// A run of the units of which a meter's hours are wanted; nil if none are.
  init?(_ plan: Plan, horizon: Horizon, counts: (String) -> Bool) {
    let wanted = plan.units.map { unit in
      type(of: unit.component).meters.indices.map { counts(unit.component.priceKey(ofMeter: $0)) }
    }
    let hourly = Set(plan.units.indices.filter { wanted[$0].contains(true) })
    guard !hourly.isEmpty else { return nil }
    self.wanted = wanted
    engine = Engine(plan: plan, horizon: horizon, bucket: .day, hourly: hourly)
  }

  /// Runs a month and gives its hours to what was metered in it.
  ///
  /// - Parameters:
  ///   - index: the month; months are run in their order.
  ///   - dark: the dark regions of each step, if any is dark.
  ///   - outcome: what the month metered stands at the end of `metered`, from `first` on.
  ///   - first: see `outcome`.
  ///   - fill: adds the month's demand to the channels.
  ///   - share: which share of an hour of the month a meter is billed for, by unit and slot.
  mutating func run(
    month index: Int, dark: [UInt64]?, into outcome: inout Outcome, from first: Int,
    fill: (_ flows: UnsafeMutablePointer<Double>, _ stride: Int, _ steps: Int) -> Void,
    share: (_ unit: Int, _ slot: Int, _ hour: Int) -> Double
  ) {
    var places: [String: Int] = [:]
    func place(_ instance: String, _ meter: String, _ region: String) -> String { "\(instance)/\(meter)/\(region)" }
    for (offset, item) in outcome.metered[first...].enumerated() {
      places[place(item.instance, item.meter.name, item.region)] = first + offset
    }
    let (plan, regions, wanted) = (outcome.plan, outcome.regions, wanted)
    engine.run(
      month: index, dark: dark, fill: fill,
      record: { record in
        guard record.isHourly else { return }
        let unit = plan.units[record.unit]
        let instance = plan.instances[unit.instance]
        let region = unit.region.map { regions[$0] } ?? "Global"
        for (slot, meter) in instance.kind.meters.enumerated() where wanted[record.unit][slot] {
          guard let at = places[place(instance.name, meter.name, region)] else { continue }
          outcome.metered[at].hours = (0..<record.buckets).map { hour in
            record.metered[slot * record.buckets + hour] * share(record.unit, slot, hour)
          }
        }
      })
  }
}
