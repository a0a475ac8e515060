import Foundation

/// Erlang's formulas for `servers` equal servers at an offered load in erlangs (arrival rate × mean service time).
public enum Erlang {
  /// The share of arrivals lost where nobody may wait (Erlang B), by the recursion B(n) = aB(n−1) / (n + aB(n−1)).
  @inlinable public static func b(servers: Int, load: Double) -> Double {
    guard load > 0 else { return 0 }
    guard load < .infinity else { return 1 }
    var blocked = 1.0
    for n in stride(from: 1, through: servers, by: 1) {
      let offered = load * blocked
      blocked = offered / (Double(n) + offered)
    }
    return blocked
  }

  /// The share of arrivals that must wait (Erlang C); 1 where the load reaches the servers.
  @inlinable public static func c(servers: Int, load: Double) -> Double {
    guard load > 0 else { return 0 }
    guard load < Double(servers) else { return 1 }
    let blocked = b(servers: servers, load: load)
    return blocked / (1 - load / Double(servers) * (1 - blocked))
  }
}

/// A queue before equal servers in its steady state: M/M/c exactly, G/G/c by the approximation of Allen and Cunneen.
///
/// Of those who wait, the wait is taken as exponential: exact for M/M/c; for one server and Poisson arrivals the mean is
/// exact for any service. At a utilisation of 1 and above every wait is infinite. Times share the unit of `serviceTime`.
/// Source: A. O. Allen, "Probability, Statistics, and Queueing Theory", 2nd ed. (1990).
public struct MultiServer: Sendable, Hashable {
  /// Mean time of a service.
  public let serviceTime: Double
  /// Squared coefficient of variation of the service time.
  public let serviceVariation: Double
  /// Offered load over servers; 1 and above is saturated.
  public let utilisation: Double
  /// Share of arrivals that wait at all.
  public let delayed: Double
  /// Mean wait of those who wait.
  public let delayedWait: Double

  /// The queue at an arrival rate; variations are squared coefficients of variation, 1 for Poisson and exponential.
  @inlinable public init(
    servers: Int, arrivalRate: Double, serviceTime: Double, arrivalVariation: Double = 1, serviceVariation: Double = 1
  ) {
    self.serviceTime = serviceTime
    self.serviceVariation = serviceVariation
    let load = arrivalRate > 0 ? arrivalRate * serviceTime : 0
    utilisation = load > 0 ? load / Double(max(servers, 0)) : 0
    delayed = Erlang.c(servers: servers, load: load)
    delayedWait =
      utilisation < 1
      ? serviceTime / (Double(max(servers, 1)) - load) * ((arrivalVariation + serviceVariation) / 2) : .infinity
  }

  /// Mean time before service, over all arrivals.
  @inlinable public var meanWait: Double { delayed > 0 ? delayed * delayedWait : 0 }
  /// Variance of the time before service.
  @inlinable public var waitVariance: Double {
    delayed > 0 ? delayed * (2 - delayed) * delayedWait * delayedWait : 0
  }
  /// Mean time from arrival to departure.
  @inlinable public var meanResponse: Double { meanWait + serviceTime }
  /// Variance of the time from arrival to departure.
  @inlinable public var responseVariance: Double { waitVariance + serviceVariation * serviceTime * serviceTime }

  /// The wait that a share `p` of arrivals does not exceed.
  public func waitQuantile(_ p: Double) -> Double {
    delayed > 1 - p ? delayedWait * log(delayed / (1 - p)) : 0
  }
}
