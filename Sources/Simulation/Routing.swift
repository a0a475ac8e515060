import Quantities
package import Scenario

/// Where each population's requests go at each step: Traffic Manager's performance method, with outages and fail-back
/// (worked scenario, rules 5 and 6).
package struct Routing: Sendable {
  /// Where a share of a step's requests ends.
  package struct Portion: Sendable, Hashable {
    /// Index of the region.
    package var region: Int
    /// Share of the step's requests that it answers.
    package var served: Double
    /// Share of the step's requests that reach it while it is dark.
    package var lost: Double
  }

  /// Seconds from the start of an outage until clients have moved, on average: interval/2 + tolerate × interval + timeout + TTL/2.
  package let meanSecondsLost: Double
  /// The same at worst: interval × (tolerate + 1) + timeout + TTL.
  package let worstSecondsLost: Double
  /// Seconds from recovery until clients are back: interval/2 + TTL/2.
  package let failBackSeconds: Double
  /// For each population, the regions from the nearest on; ties by the scenario's order.
  private let nearest: [[Int]]
  private let outages: [(region: Int, start: Double, end: Double)]
  /// Outages of a region that touch, as one: what is dark all the way.
  ///
  /// Losses and fail-back look at each outage alone (rule 6).
  private let darkness: [(region: Int, start: Double, end: Double)]
  private let regions: Int
  private let stepSeconds: Double

  /// Routing of a scenario; `nearest` are the regions by latency for each population.
  package init(_ scenario: Scenario, nearest: [[Int]]) {
    let routing = scenario.routing
    let interval = routing.probeEvery.value
    let (timeout, ttl, tolerate) = (routing.probeTimeout.value, routing.ttl.value, routing.tolerate.value)
    meanSecondsLost = interval / 2 + tolerate * interval + timeout + ttl / 2
    worstSecondsLost = interval * (tolerate + 1) + timeout + ttl
    failBackSeconds = interval / 2 + ttl / 2
    self.nearest = nearest
    regions = scenario.regions.count
    stepSeconds = 3600 / Double(scenario.horizon.stepsPerHour)
    outages = scenario.outages.map { ($0.region, $0.start * 3600, ($0.start + $0.hours) * 3600) }
    var darkness: [(region: Int, start: Double, end: Double)] = []
    for outage in outages.sorted(by: { ($0.region, $0.start) < ($1.region, $1.start) }) {
      if let last = darkness.last, last.region == outage.region, outage.start <= last.end + 1e-6 {
        darkness[darkness.count - 1].end = max(last.end, outage.end)
      } else {
        darkness.append(outage)
      }
    }
    self.darkness = darkness
  }

  /// Where the requests of a population go in a step.
  package func portions(ofPopulation population: Int, step: Int) -> [Portion] {
    let start = Double(step) * stepSeconds
    let end = start + stepSeconds
    let near = outages.filter { $0.start < end && $0.end + failBackSeconds > start }
    let order = nearest[population]
    guard !near.isEmpty else { return [Portion(region: order[0], served: 1, lost: 0)] }
    var cuts = [start, end]
    for outage in near {
      cuts += [outage.start, outage.end, outage.start + meanSecondsLost, outage.end + failBackSeconds]
    }
    cuts = Set(cuts.filter { $0 >= start && $0 <= end }).sorted()
    var portions: [Portion] = []
    for (from, to) in zip(cuts, cuts.dropFirst()) {
      let region = order.first { !isSeenDown($0, at: from) } ?? order[0]
      let share = (to - from) / stepSeconds
      let isDark = near.contains { $0.region == region && $0.start <= from && from < $0.end }
      if let index = portions.firstIndex(where: { $0.region == region }) {
        portions[index].served += isDark ? 0 : share
        portions[index].lost += isDark ? share : 0
      } else {
        portions.append(Portion(region: region, served: isDark ? 0 : share, lost: isDark ? share : 0))
      }
    }
    return portions
  }

  /// Whether any outage touches a step.
  package func isQuiet(step: Int) -> Bool {
    let start = Double(step) * stepSeconds
    let end = start + stepSeconds
    return !outages.contains { $0.start < end && $0.end + failBackSeconds > start }
  }

  /// Traffic Manager sees a region down from the outage's start + L until its end + F, if the outage outlasts L.
  private func isSeenDown(_ region: Int, at second: Double) -> Bool {
    outages.contains {
      $0.region == region && $0.end - $0.start > meanSecondsLost && $0.start + meanSecondsLost <= second
        && second < $0.end + failBackSeconds
    }
  }

  /// One bit per region that is dark for the whole of each step of a month; nil if none is.
  package func dark(steps: Range<Int>) -> [UInt64]? {
    guard !outages.isEmpty else { return nil }
    var any = false
    let masks = steps.map { step in
      var mask: UInt64 = 0
      let (start, end) = (Double(step) * stepSeconds, Double(step + 1) * stepSeconds)
      for outage in darkness where outage.start <= start && outage.end >= end {
        mask |= 1 << UInt64(outage.region)
        any = true
      }
      return mask
    }
    return any ? masks : nil
  }
}
