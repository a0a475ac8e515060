import Quantities
import Scenario
import Simulation
import Testing

/// Traffic Manager's failover by hand (worked scenario, rules 5 and 6).
struct RoutingTests {
  /// Two regions; users 0 are nearest to region 0, users 1 to region 1; outages as (region, first hour, hours).
  static func routing(_ outages: [(region: Int, start: Double, hours: Double)], stepsPerHour: Int = 1) -> Routing {
    var scenario = Scenario()
    scenario.horizon = Horizon(start: Date(number: 20_819), months: 1, stepsPerHour: stepsPerHour)  // 2027-01-01
    scenario.regions = ["eastus2", "westeurope"]
    scenario.outages = outages.map {
      var outage = Scenario.Outage()
      (outage.region, outage.start, outage.hours) = ($0.region, $0.start, $0.hours)
      return outage
    }
    return Routing(scenario, nearest: [[0, 1], [1, 0]])
  }

  /// Seconds of an hour that each region answers and loses of a population's requests.
  static func seconds(_ routing: Routing, _ population: Int, _ step: Int, length: Double = 3600) -> [[Double]] {
    var seconds = [[0.0, 0.0], [0.0, 0.0]]
    for portion in routing.portions(ofPopulation: population, step: step) {
      seconds[portion.region][0] += (portion.served * length * 1e6).rounded() / 1e6
      seconds[portion.region][1] += (portion.lost * length * 1e6).rounded() / 1e6
    }
    return seconds
  }

  @Test func `the default probes lose 145 s on average and 190 s at worst`() {
    // 30/2 + 3 × 30 + 10 + 60/2; 30 × 4 + 10 + 60; 30/2 + 60/2.
    let routing = Self.routing([])
    #expect(routing.meanSecondsLost == 145)
    #expect(routing.worstSecondsLost == 190)
    #expect(routing.failBackSeconds == 45)
  }

  @Test(
    arguments: [
      // Interval, tolerated, timeout, TTL; then interval/2 + tolerated × interval + timeout + TTL/2, and at worst
      // interval × (tolerated + 1) + timeout + TTL.
      [10, 2, 5, 10, 35, 45], [30, 0, 0, 0, 15, 30], [10, 3, 5, 300, 190, 345],
    ] as [[Double]])
  func `seconds lost follow probes and time to live`(case values: [Double]) {
    var scenario = Scenario()
    scenario.regions = ["eastus2"]
    scenario.routing.probeEvery = Quantity(values[0])
    scenario.routing.tolerate = Quantity(values[1])
    scenario.routing.probeTimeout = Quantity(values[2])
    scenario.routing.ttl = Quantity(values[3])
    let routing = Routing(scenario, nearest: [])
    #expect(routing.meanSecondsLost == values[4])
    #expect(routing.worstSecondsLost == values[5])
  }

  @Test func `users are lost for 145 s, then moved, then back after 45 s`() {
    let routing = Self.routing([(region: 1, start: 470, hours: 4)])
    #expect(Self.seconds(routing, 1, 469) == [[0, 0], [3600, 0]])
    #expect(Self.seconds(routing, 1, 470) == [[3455, 0], [0, 145]])
    for step in 471...473 { #expect(Self.seconds(routing, 1, step) == [[3600, 0], [0, 0]]) }
    #expect(Self.seconds(routing, 1, 474) == [[45, 0], [3555, 0]])
    #expect(Self.seconds(routing, 1, 475) == [[0, 0], [3600, 0]])
    // The others stay where they are.
    for step in 469...475 { #expect(Self.seconds(routing, 0, step) == [[3600, 0], [0, 0]]) }
    #expect([469, 470, 474, 475].map(routing.isQuiet) == [true, false, false, true])
  }

  @Test(arguments: [(120.0, 120.0, 0.0), (145, 145, 0), (146, 145, 46), (1800, 145, 1700)])
  func `an outage is seen only if it outlasts 145 s`(length: Double, lost: Double, moved: Double) {
    // Begun at a quarter past: all of it, and the 45 s after it, lie in one hour.
    let routing = Self.routing([(region: 0, start: 100.25, hours: length / 3600)])
    #expect(Self.seconds(routing, 0, 100) == [[3600 - lost - moved, lost], [moved, 0]])
  }

  @Test func `where nothing is seen up users go home and are lost`() {
    let routing = Self.routing([(region: 0, start: 10, hours: 2), (region: 1, start: 11, hours: 1)])
    #expect(Self.seconds(routing, 0, 10) == [[0, 145], [3455, 0]])
    // 145 s in Europe until it too is seen down, then home again.
    #expect(Self.seconds(routing, 0, 11) == [[0, 3455], [0, 145]])
    #expect(Self.seconds(routing, 1, 11) == [[0, 0], [0, 3600]])
    // Both recover at 12: for 45 s neither is seen up, so everyone goes home, which answers.
    #expect(Self.seconds(routing, 0, 12) == [[3600, 0], [0, 0]])
    #expect(Self.seconds(routing, 1, 12) == [[0, 0], [3600, 0]])
  }

  @Test func `a finer grid cuts the same seconds`() {
    let routing = Self.routing([(region: 1, start: 470, hours: 4)], stepsPerHour: 12)
    #expect(Self.seconds(routing, 1, 470 * 12, length: 300) == [[155, 0], [0, 145]])
    #expect(Self.seconds(routing, 1, 470 * 12 + 1, length: 300) == [[300, 0], [0, 0]])
    #expect(Self.seconds(routing, 1, 474 * 12, length: 300) == [[45, 0], [255, 0]])
  }

  @Test func `a region is dark in the steps that lie wholly in its outage`() {
    let routing = Self.routing([(region: 1, start: 3.5, hours: 3), (region: 0, start: 5, hours: 1)])
    // 03:30 to 06:30: the steps of 4 and 5 are whole.
    #expect(routing.dark(steps: 0..<8) == [0, 0, 0, 0, 0b10, 0b11, 0, 0])
    #expect(routing.dark(steps: 7..<31) == nil)
    #expect(Self.routing([]).dark(steps: 0..<8) == nil)
  }

  /// Rule 10 asks whether a region is down all step, not whether one outage covers it.
  @Test func `two outages that touch keep a step dark`() {
    let routing = Self.routing([(region: 1, start: 14, hours: 0.5), (region: 1, start: 14.5, hours: 0.5)])
    #expect(routing.dark(steps: 13..<16) == [0, 0b10, 0])
  }

  @Test func `every second of a step is answered or lost`() {
    for stepsPerHour in [1, 12, 60] {
      let routing = Self.routing(
        [(region: 0, start: 1.3, hours: 2.21), (region: 1, start: 2.9, hours: 0.5)], stepsPerHour: stepsPerHour)
      for step in 0..<(6 * stepsPerHour) {
        for population in 0..<2 {
          let whole = routing.portions(ofPopulation: population, step: step).reduce(0) { $0 + $1.served + $1.lost }
          #expect(abs(whole - 1) < 1e-12)
        }
      }
    }
  }
}
