import Components
import Pricing
import Quantities
import Scenario

/// What one request of each journey puts into which channel, worked out once.
struct Visits: Sendable {
  private struct Entry: Sendable {
    var journey: Int
    var region: Int
    var channel: Int
    var amount: Double
    var countsLost: Bool
  }
  private var entries: [Entry] = []

  init(_ scenario: Scenario, _ plan: Plan, nearest: [[Int]]) throws(Problems) {
    for (index, journey) in scenario.journeys.enumerated() {
      for visit in journey.visits {
        guard let instance = plan.instances.firstIndex(where: { $0.name == visit.instance }) else {
          throw Problems([
            Problem("journey `\(journey.name)` visits `\(visit.instance)`, which is no component", at: journey.mark)
          ])
        }
        for amount in visit.amounts {
          for region in scenario.regions.indices {
            for channel in plan.channels(ofVisit: amount.key, at: instance, from: region, nearest) {
              entries.append(
                Entry(
                  journey: index, region: region, channel: channel, amount: amount.value,
                  countsLost: plan.channels[channel].counted == .offered))
            }
            addBytes(of: amount, at: instance, from: region, ofJourney: index, scenario, plan, nearest)
          }
        }
      }
    }
  }

  /// What is asked of an instance in another region travels there, the answer back: each billed where it leaves.
  private mutating func addBytes(
    of amount: Scenario.Visit.Amount, at instance: Int, from region: Int, ofJourney journey: Int,
    _ scenario: Scenario, _ plan: Plan, _ nearest: [[Int]]
  ) {
    guard let place = plan.destination(of: region, at: instance, nearest), place != region else { return }
    let component = plan.instances[instance].component(in: place)
    let isNear = isOneContinent(scenario.regions[region], scenario.regions[place])
    let flow: Flow<Gigabyte> = isNear ? .interRegionEgress : .interContinentEgress
    for (slot, port) in plan.instances[instance].kind.inputs.enumerated() where port.visit == amount.key {
      guard let carried = component.carried(byInput: slot) else { continue }
      for (source, size) in [(region, carried.asked), (place, carried.answered)] where size > 0 {
        guard let channel = plan.channel(of: flow, from: source, nearest) else { continue }
        entries.append(
          Entry(
            journey: journey, region: region, channel: channel, amount: amount.value * size.value, countsLost: false))
      }
    }
  }

  /// Adds a month's requests to the channels.
  func fill(_ flows: UnsafeMutablePointer<Double>, stride: Int, from month: Demand.Month) {
    for entry in entries {
      let target = flows + entry.channel * stride
      let first = month.index(entry.journey, entry.region)
      for step in 0..<month.steps { target[step] += month.served[first + step] * entry.amount }
      if entry.countsLost, !month.lost.isEmpty {
        for step in 0..<month.steps { target[step] += month.lost[first + step] * entry.amount }
      }
    }
  }
}
