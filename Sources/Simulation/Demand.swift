import Foundation
import Quantities
import Scenario

/// Requests by journey and region, step by step, one month at a time (architecture §4).
struct Demand: Sendable {
  private let scenario: Scenario
  private let routing: Routing
  private let clocks: [LocalTime]
  private let noise: Noise
  /// Users of all populations at the start, by which a trace's stated volume is split.
  private let users: Double

  /// One month of requests.
  struct Month: Sendable {
    let steps: Int
    let regions: Int
    /// Answered, journey by journey, region by region, `steps` values each.
    var served: [Double]
    /// Lost in an outage, laid out alike; empty in a month without one.
    var lost: [Double]
    /// Of each population before routing, population by population, journey by journey; empty for a journey without an
    /// objective for its response time.
    var offered: [[Double]]

    func index(_ journey: Int, _ region: Int) -> Int { (journey * regions + region) * steps }
  }

  init(_ scenario: Scenario, routing: Routing, seed: UInt64) throws(Problems) {
    self.scenario = scenario
    self.routing = routing
    var clocks: [LocalTime] = []
    for population in scenario.populations {
      guard let clock = LocalTime(population.timezone, over: scenario.horizon) else {
        throw Problems([Problem("population `\(population.name)`: there is no time zone `\(population.timezone)`")])
      }
      clocks.append(clock)
    }
    self.clocks = clocks
    noise = Noise(scenario, seed: seed)
    users = scenario.populations.reduce(0) { $0 + $1.users.value }
  }

  /// The requests of the month that begins at `firstStep`.
  func month(_ month: CalendarMonth, firstStep: Int) -> Month {
    let horizon = scenario.horizon
    let steps = month.spannedHours * horizon.stepsPerHour
    let (journeys, regions) = (scenario.journeys.count, scenario.regions.count)
    var out = Month(
      steps: steps, regions: regions, served: Array(repeating: 0, count: journeys * regions * steps), lost: [],
      offered: Array(repeating: [], count: scenario.populations.count * journeys))
    let isQuiet = (firstStep..<firstStep + steps).allSatisfy { routing.isQuiet(step: $0) }
    if !isQuiet { out.lost = Array(repeating: 0, count: out.served.count) }
    for population in scenario.populations.indices {
      let base = self.base(population, firstStep: firstStep, steps: steps)
      let quiet = routing.portions(ofPopulation: population, step: -1)
      for (journey, stated) in scenario.journeys.enumerated() {
        let requests = self.requests(of: stated, population, base, firstStep: firstStep)
        if stated.p95 != nil { out.offered[population * journeys + journey] = requests }
        for step in 0..<steps {
          let portions =
            isQuiet || routing.isQuiet(step: firstStep + step)
            ? quiet : routing.portions(ofPopulation: population, step: firstStep + step)
          for portion in portions {
            let index = out.index(journey, portion.region) + step
            out.served[index] += requests[step] * portion.served
            if portion.lost > 0 { out.lost[index] += requests[step] * portion.lost }
          }
        }
      }
    }
    return out
  }

  /// What of a population's demand doesn't depend on the journey.
  private struct Base {
    /// Users × growth × campaigns × noise × hours of the step.
    var level: [Double]
    /// Weight of the local hour and weekday.
    var shape: [Double]
  }

  private func base(_ index: Int, firstStep: Int, steps: Int) -> Base {
    let population = scenario.populations[index]
    let horizon = scenario.horizon
    let growth = 1 + population.growth.value
    let secondsPerStep = 3600 / horizon.stepsPerHour
    var base = Base(level: [], shape: [])
    base.level.reserveCapacity(steps)
    base.shape.reserveCapacity(steps)
    let factors = noise.factors(ofPopulation: index, firstStep: firstStep, steps: steps)
    for step in 0..<steps {
      let hour = Double(firstStep + step) / Double(horizon.stepsPerHour)
      let clock = clocks[index].clock(atSecond: (firstStep + step) * secondsPerStep)
      var level = population.users.value * pow(growth, hour / 730) * horizon.stepHours
      for campaign in scenario.traffic.campaigns
      where campaign.from <= hour && hour < campaign.from + campaign.hours { level *= campaign.factor.value }
      if !factors.isEmpty { level *= factors[step] }
      base.level.append(level)
      base.shape.append(population.hours[clock.hour] * population.weekdays[clock.weekday])
    }
    return base
  }

  private func requests(
    of journey: Scenario.Journey, _ population: Int, _ base: Base, firstStep: Int
  ) -> [Double] {
    let share = users > 0 ? 1 / users : 0
    let rate = journey.volume.map { $0.value * share } ?? journey.perUser.value
    guard let trace = journey.trace, !trace.weights.isEmpty else {
      return base.level.indices.map { base.level[$0] * rate * base.shape[$0] }
    }
    return base.level.indices.map {
      base.level[$0] * rate * trace.weights[(trace.offset + firstStep + $0) % trace.weights.count]
    }
  }
}
