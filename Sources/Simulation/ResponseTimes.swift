import Components
import Foundation
import Pricing
import Quantities
import Queueing
import Scenario

/// Response times of the journeys that have an objective, month by month (architecture §5).
///
/// A response is the way to the region and back, then the journey's visits one after the other. Means and variances add
/// along them, a gamma distribution is fitted to each step, region and population, and the month is their mixture by
/// requests.
struct ResponseTimes: Sendable {
  /// A unit whose calls wait for servers.
  private struct Station: Sendable {
    /// Index in the outcome's traces of the number of running instances.
    var instances: Int
    var servers: Int
    /// What arrives there: per request of a journey at a region, its calls and their service times' first two moments.
    var arrivals: [(journey: Int, region: Int, calls: Double, work: Double, squares: Double)] = []
  }

  /// What a request of a journey takes from the region that it reaches on.
  private struct Path: Sendable {
    var mean = 0.0
    var variance = 0.0
    /// Calls that wait, by station.
    var queued: [(station: Int, calls: Double)] = []
  }

  private struct Watched: Sendable {
    var journey: Int
    /// In ms; nil if only availability has an objective.
    var target: Double?
    var paths: [Path] = []
  }

  /// Mean and variance of a station's wait in each step of a month.
  private struct Waits {
    var means: [Double] = []
    var variances: [Double] = []
  }

  private var watched: [Watched] = []
  private var stations: [Station] = []
  /// In ms, population by population, region by region.
  private var access: [[Double]] = []
  private let routing: Routing
  private let dispersion: Double
  private let stepMilliseconds: Double
  private let journeys: Int
  private let names: [String]

  init(_ scenario: Scenario, _ plan: Plan, routing: Routing, nearest: [[Int]]) throws(Problems) {
    self.routing = routing
    dispersion = scenario.traffic.dispersion.value
    stepMilliseconds = 3_600_000 / Double(scenario.horizon.stepsPerHour)
    journeys = scenario.journeys.count
    names = scenario.journeys.map(\.name)
    watched = scenario.journeys.indices.filter {
      scenario.journeys[$0].p95 != nil || scenario.journeys[$0].availability != nil
    }.map { Watched(journey: $0, target: scenario.journeys[$0].p95?.value) }
    guard watched.contains(where: { $0.target != nil }) else { return }
    access = try Self.access(scenario)
    var stationOf: [Int: Int] = [:]
    for journey in scenario.journeys.indices {
      let paths = try scenario.regions.indices.map { region throws(Problems) in
        try path(of: journey, from: region, scenario, plan, nearest, &stationOf)
      }
      if let index = watched.firstIndex(where: { $0.journey == journey }) { watched[index].paths = paths }
    }
  }

  /// What one request of a journey takes from a region on; adds its load to the stations that it meets.
  private mutating func path(
    of journey: Int, from region: Int, _ scenario: Scenario, _ plan: Plan, _ nearest: [[Int]],
    _ stationOf: inout [Int: Int]
  ) throws(Problems) -> Path {
    var path = Path()
    let stated = scenario.journeys[journey]
    for visit in stated.visits {
      guard let instance = plan.instances.firstIndex(where: { $0.name == visit.instance }) else { continue }
      let amounts = Dictionary(visit.amounts.map { ($0.key, $0.value) }, uniquingKeysWith: +)
      let component = plan.instances[instance].component(in: plan.destination(of: region, at: instance, nearest))
      let time = component.time(of: VisitAmounts(amounts, answerVariation: Self.variation(of: stated.answer)))
      path.mean += time.mean
      path.variance += time.variance
      guard time.calls > 0, let place = plan.destination(of: region, at: instance, nearest) else { continue }
      path.mean += time.calls * (try Self.hop(from: region, to: place, scenario))
      if time.homeCalls > 0, let home = plan.instances[instance].regions.first {
        path.mean += time.homeCalls * (try Self.hop(from: place, to: home, scenario))
      }
      guard let servers = component.servers, time.mean > 0,
        let unit = plan.units.firstIndex(where: { $0.instance == instance && $0.region == place })
      else { continue }
      let station = stationOf[unit] ?? stations.count
      if station == stations.count {
        stationOf[unit] = station
        let before = plan.units[..<unit].reduce(0) { $0 + type(of: $1.component).gauges.count }
        stations.append(Station(instances: before + servers.instances, servers: servers.perInstance))
      }
      stations[station].arrivals.append(
        (journey, region, time.calls, time.mean, time.variance + time.mean * time.mean / time.calls))
      path.queued.append((station, time.calls))
    }
    return path
  }

  /// Squared coefficient of variation of a length: the lognormal's through its p50 and p90, 1 where they aren't stated.
  private static func variation(of size: Scenario.Size?) -> Double {
    guard let p50 = size?.p50?.value, let p90 = size?.p90?.value, p50 > 0 else { return 1 }
    let deviation = log(p90 / p50) / Normal.quantile(0.9)
    return exp(deviation * deviation) - 1
  }

  /// The round trip between two regions of the scenario.
  private static func hop(from origin: Int, to target: Int, _ scenario: Scenario) throws(Problems) -> Double {
    try latency(from: scenario.regions[origin], to: scenario.regions[target], whose: "region")
  }

  private static func latency(from origin: String, to target: String, whose: String) throws(Problems) -> Double {
    if let latency = RegionLatency.milliseconds(from: origin, to: target) { return latency }
    throw Problems([
      Problem(
        "\(whose): the latency table has no figure from \(origin) to \(target), which an `objective` needs; choose a "
          + "region that it has", at: nil)
    ])
  }

  /// From the users to the edge, and on to each region.
  private static func access(_ scenario: Scenario) throws(Problems) -> [[Double]] {
    try scenario.populations.map { population throws(Problems) in
      try scenario.regions.map { region throws(Problems) in
        population.access.value
          + (try latency(from: population.near, to: region, whose: "population `\(population.name)`"))
      }
    }
  }

  /// Response times of one month, for every watched journey that has requests in it.
  ///
  /// - Parameters:
  ///   - month: index of the month.
  ///   - requests: the month's demand.
  ///   - firstStep: the month's first step.
  ///   - traces: of the horizon up to the month's end.
  /// - Returns: the response times.
  func responses(
    in month: Int, _ requests: Demand.Month, firstStep: Int, traces: [Outcome.Trace]
  ) -> [Outcome.Response] {
    let waits = stations.map { self.waits(at: $0, requests, traces[$0.instances].values[firstStep...]) }
    return watched.compactMap { watched in
      var response = Outcome.Response(journey: names[watched.journey], month: month)
      for region in 0..<requests.regions {
        let first = requests.index(watched.journey, region)
        for step in first..<first + requests.steps { response.served += requests.served[step] }
        if requests.lost.isEmpty { continue }
        for step in first..<first + requests.steps { response.lost += requests.lost[step] }
      }
      guard response.served + response.lost > 0 else { return nil }
      if let target = watched.target, response.served > 0 {
        let bins = bins(of: watched, requests, firstStep: firstStep, waits)
        response.p95 = bins.quantile(0.95)
        response.over = bins.share(over: target)
      }
      return response
    }
  }

  private func bins(of watched: Watched, _ requests: Demand.Month, firstStep: Int, _ waits: [Waits]) -> TimeBins {
    var bins = TimeBins()
    for population in access.indices {
      let offered = requests.offered[population * journeys + watched.journey]
      let quiet = routing.portions(ofPopulation: population, step: -1)
      for step in offered.indices where offered[step] > 0 {
        let portions =
          requests.lost.isEmpty || routing.isQuiet(step: firstStep + step)
          ? quiet : routing.portions(ofPopulation: population, step: firstStep + step)
        for portion in portions where portion.served > 0 {
          let path = watched.paths[portion.region]
          var mean = access[population][portion.region] + path.mean
          var variance = path.variance
          for (station, calls) in path.queued {
            mean += calls * waits[station].means[step]
            variance += calls * waits[station].variances[step]
          }
          bins.add(weight: offered[step] * portion.served, mean: mean, variance: variance)
        }
      }
    }
    return bins
  }

  /// The wait at a station in each step: its calls are dealt out at random to the running instances, each with a queue
  /// of its own.
  ///
  /// Of a stream of variation c², a share p picked at random has p·c² + 1 − p.
  /// Source: W. Whitt, "The Queueing Network Analyzer" (1983).
  private func waits(at station: Station, _ requests: Demand.Month, _ instances: ArraySlice<Double>) -> Waits {
    let steps = requests.steps
    var calls = Array(repeating: 0.0, count: steps)
    var work = calls
    var squares = calls
    for arrival in station.arrivals {
      let first = requests.index(arrival.journey, arrival.region)
      for step in 0..<steps {
        let count = requests.served[first + step]
        calls[step] += count * arrival.calls
        work[step] += count * arrival.work
        squares[step] += count * arrival.squares
      }
    }
    var waits = Waits(means: Array(repeating: 0, count: steps), variances: Array(repeating: 0, count: steps))
    for step in 0..<steps where work[step] > 0 {
      let share = 1 / max(instances[instances.startIndex + step], 1)
      let service = work[step] / calls[step]
      let queue = MultiServer(
        servers: station.servers, arrivalRate: calls[step] * share / stepMilliseconds, serviceTime: service,
        arrivalVariation: share * dispersion + 1 - share,
        serviceVariation: max(squares[step] / calls[step] / (service * service) - 1, 0))
      waits.means[step] = queue.meanWait
      waits.variances[step] = queue.waitVariance
    }
    return waits
  }
}
