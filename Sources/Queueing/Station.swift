/// Equal servers behind one queue, first come first served, with exponential service.
public struct Station: Sendable, Hashable {
  /// Its name, which keys its random numbers.
  public var name: String
  /// Servers, at least one.
  public var servers: Int
  /// Mean time of a service.
  public var serviceTime: Double

  /// A station; fewer than one server is read as one.
  public init(_ name: String, servers: Int, serviceTime: Double) {
    self.name = name
    self.servers = max(servers, 1)
    self.serviceTime = serviceTime
  }
}

/// What happened at one station, customer by customer in the order of arrival.
public struct StationRun: Sendable {
  /// Servers of the station.
  public let servers: Int
  /// When each customer arrived.
  public let arrivals: ArraySlice<Double>
  /// How long each waited before service.
  public let waits: ArraySlice<Double>
  /// How long each was served.
  public let services: ArraySlice<Double>

  /// A run from its visits, all in the order of arrival.
  public init(
    servers: Int, arrivals: ArraySlice<Double>, waits: ArraySlice<Double>, services: ArraySlice<Double>
  ) {
    self.servers = servers
    self.arrivals = arrivals
    self.waits = waits
    self.services = services
  }

  /// Busy server-time over the servers' time, from the start of the run to the last departure.
  public var utilisation: Double {
    var busy = 0.0
    var end = 0.0
    for ((arrival, wait), service) in zip(zip(arrivals, waits), services) {
      busy += service
      end = max(end, arrival + wait + service)
    }
    return end > 0 ? busy / (Double(servers) * end) : 0
  }

  /// The wait that a share `p` of the customers does not exceed; the first `warmUp` customers are left out.
  public func waitQuantile(_ p: Double, warmUp: Int = 0) -> Double {
    let sorted = waits.dropFirst(warmUp).sorted()
    guard !sorted.isEmpty else { return 0 }
    let rank = (p * Double(sorted.count)).rounded(.up) - 1
    return sorted[Int(min(max(rank, 0), Double(sorted.count - 1)))]
  }

  /// Mean wait and its standard error by the method of batch means; the first `warmUp` customers are left out.
  ///
  /// Batches are consecutive and equally long, what doesn't fill the last is left out. They must be much longer than
  /// the station's memory for the standard error to hold.
  public func meanWait(warmUp: Int = 0, batches: Int = 30) -> (mean: Double, standardError: Double) {
    let kept = waits.dropFirst(warmUp)
    let length = batches > 1 ? kept.count / batches : 0
    guard length > 0 else { return (kept.isEmpty ? 0 : kept.reduce(0, +) / Double(kept.count), .infinity) }
    let means = (0..<batches).map { batch in
      kept.dropFirst(batch * length).prefix(length).reduce(0, +) / Double(length)
    }
    let mean = means.reduce(0, +) / Double(batches)
    let spread = means.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(batches - 1)
    return (mean, (spread / Double(batches)).squareRoot())
  }
}
