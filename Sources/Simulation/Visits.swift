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
          }
        }
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
