import Quantities
import Queueing
import Scenario

/// The multiplicative noise of each population: a daily factor that lingers, and an hourly one, both of mean 1 (architecture §4).
///
/// Streams are keyed by seed, cause and region, so that adding a population changes no other's noise.
struct Noise: Sendable {
  private struct Source: Sendable {
    var daily: [Double]
    var hourly: Queueing.Stream
    var sigma: Double
  }
  private var sources: [Source] = []
  private let stepsPerHour: Int

  init(_ scenario: Scenario, seed: UInt64) {
    stepsPerHour = scenario.horizon.stepsPerHour
    let traffic = scenario.traffic
    guard traffic.dailyNoise > 0 || traffic.hourlyNoise > 0 else { return }
    for population in scenario.populations {
      func stream(_ cause: String) -> Queueing.Stream {
        Queueing.Stream(seed: seed, replication: 0, cause: "\(cause)/\(population.name)", region: population.near)
      }
      let daily = Persistent(
        stream: stream("daily"), sigma: Lognormal.sigma(variation: traffic.dailyNoise.value),
        persistence: traffic.persistence.value)
      sources.append(
        Source(
          daily: daily.factors(days: scenario.horizon.days + 1), hourly: stream("hourly"),
          sigma: Lognormal.sigma(variation: traffic.hourlyNoise.value)))
    }
  }

  /// The factor of each step; empty where there is no noise.
  func factors(ofPopulation index: Int, firstStep: Int, steps: Int) -> [Double] {
    guard sources.indices.contains(index) else { return [] }
    let source = sources[index]
    let firstHour = firstStep / stepsPerHour
    let hours = (firstStep + steps - 1) / stepsPerHour - firstHour + 1
    var hourly = Array(repeating: 1.0, count: hours)
    source.hourly.fillLognormal(&hourly, from: UInt64(firstHour), sigma: source.sigma)
    return (firstStep..<firstStep + steps).map { step in
      let hour = step / stepsPerHour
      return hourly[hour - firstHour] * source.daily[hour / 24]
    }
  }
}
