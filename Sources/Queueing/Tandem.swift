/// Stations in series, simulated customer by customer: they come as a Poisson stream and visit each station in turn.
///
/// In its steady state every station is an M/M/c queue with the same arrival rate (Burke's theorem), so the closed
/// formulas are exact for it.
public struct Tandem: Sendable, Hashable {
  /// The stations in the order of the visits.
  public var stations: [Station]
  /// Arrivals per unit of time, above 0.
  public var arrivalRate: Double

  /// Stations in series at an arrival rate.
  public init(_ stations: [Station], arrivalRate: Double) {
    self.stations = stations
    self.arrivalRate = arrivalRate
  }

  /// Runs event by event, from an empty system until the last customer has left.
  ///
  /// A service time belongs to the turn at its station, so `recursion` has the same waits to the last bit.
  public func events(customers: Int, seed: UInt64, replication: UInt64 = 0) -> [StationRun] {
    var visits = Visits(self, customers, seed, replication)
    let count = visits.customers
    guard count > 0, !stations.isEmpty else { return visits.runs(stations) }
    let outside = -1
    // A customer's visit to a station has the index: first visit of the station + turn at the station.
    var arriving = stations.indices.map { $0 * count }
    var starting = arriving
    var idle = stations.map(\.servers)
    var toCome = 1
    var heap = EventHeap()
    heap.push(time: visits.arrivals[0], place: outside)
    while let event = heap.first {
      let now = event.time
      let left = event.place
      // The earliest event gives its place in the heap to the first event that follows from it.
      var replaced = false
      if left == outside {
        if toCome < count {
          heap.replaceFirst(time: visits.arrivals[toCome], place: outside)
          toCome += 1
          replaced = true
        }
      } else if starting[left] < arriving[left] {
        let visit = starting[left]
        starting[left] += 1
        visits.waits[visit] = now - visits.arrivals[visit]
        heap.replaceFirst(time: now + visits.services[visit], place: left)
        replaced = true
      } else {
        idle[left] += 1
      }
      let entered = left + 1
      if entered < stations.count {
        let visit = arriving[entered]
        arriving[entered] += 1
        visits.arrivals[visit] = now
        if idle[entered] > 0 {
          idle[entered] -= 1
          starting[entered] += 1
          let end = now + visits.services[visit]
          if replaced { heap.push(time: end, place: entered) } else { heap.replaceFirst(time: end, place: entered) }
          replaced = true
        }
      }
      if !replaced { _ = heap.pop() }
    }
    return visits.runs(stations)
  }

  /// Runs station by station without an event list: a customer starts when the earliest server is free.
  ///
  /// Source: J. Kiefer, J. Wolfowitz, "On the Theory of Queues with Many Servers" (1955).
  public func recursion(customers: Int, seed: UInt64, replication: UInt64 = 0) -> [StationRun] {
    var visits = Visits(self, customers, seed, replication)
    let count = visits.customers
    var departures: [Double] = []
    for (index, station) in stations.enumerated() {
      let first = index * count
      if index > 0 {
        Tandem.sortNearlySorted(&departures)
        visits.arrivals.replaceSubrange(first..<(first + count), with: departures)
      }
      departures.removeAll(keepingCapacity: true)
      var free = [Double](repeating: 0, count: station.servers)
      for visit in first..<(first + count) {
        let arrival = visits.arrivals[visit]
        let start = arrival > free[0] ? arrival : free[0]
        visits.waits[visit] = start - arrival
        let end = start + visits.services[visit]
        departures.append(end)
        Tandem.replaceLeast(&free, with: end)
      }
    }
    return visits.runs(stations)
  }

  /// Replaces the least of a binary heap of times.
  private static func replaceLeast(_ heap: inout [Double], with time: Double) {
    let count = heap.count
    var hole = 0
    while true {
      var child = 2 &* hole &+ 1
      guard child < count else { break }
      if child &+ 1 < count, heap[child &+ 1] < heap[child] { child &+= 1 }
      guard heap[child] < time else { break }
      heap[hole] = heap[child]
      hole = child
    }
    heap[hole] = time
  }

  /// Insertion sort: departures are out of order only by as much as services overlap.
  private static func sortNearlySorted(_ times: inout [Double]) {
    for i in times.indices.dropFirst() {
      let time = times[i]
      var hole = i
      while hole > 0, times[hole &- 1] > time {
        times[hole] = times[hole &- 1]
        hole &-= 1
      }
      times[hole] = time
    }
  }
}

/// Every visit of every customer to every station, station after station, with its random numbers drawn.
private struct Visits {
  let customers: Int
  var arrivals: [Double]
  var waits: [Double]
  var services: [Double]

  /// Arrival times at the first station and all service times.
  init(_ tandem: Tandem, _ count: Int, _ seed: UInt64, _ replication: UInt64) {
    customers = max(count, 0)
    let visits = customers * tandem.stations.count
    arrivals = Array(repeating: 0, count: visits)
    waits = Array(repeating: 0, count: visits)
    services = Array(repeating: 0, count: visits)
    guard visits > 0 else { return }
    let coming = Stream(seed: seed, replication: replication, cause: "arrivals")
    coming.fillExponential(&arrivals, in: 0..<customers, from: 0, mean: 1 / tandem.arrivalRate)
    for i in 1..<customers { arrivals[i] += arrivals[i - 1] }
    for (index, station) in tandem.stations.enumerated() {
      let serving = Stream(seed: seed, replication: replication, cause: "services", region: station.name)
      let own = index * customers..<(index + 1) * customers
      serving.fillExponential(&services, in: own, from: 0, mean: station.serviceTime)
    }
  }

  /// The visits by station.
  func runs(_ stations: [Station]) -> [StationRun] {
    stations.enumerated().map { index, station in
      let own = index * customers..<(index + 1) * customers
      return StationRun(
        servers: station.servers, arrivals: arrivals[own], waits: waits[own], services: services[own])
    }
  }
}
