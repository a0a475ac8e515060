/// A daily factor of mean 1 that remembers yesterday: its logarithm is a stationary AR(1) process.
public struct Persistent: Sendable {
  /// Where its numbers come from; day d takes the number of index d.
  public let stream: Stream
  /// Standard deviation of the logarithm on any day.
  public let sigma: Double
  /// Correlation of the logarithm with the day before, within −1…1.
  public let persistence: Double

  /// A factor of a stream; `persistence` is held within −1…1.
  public init(stream: Stream, sigma: Double, persistence: Double) {
    self.stream = stream
    self.sigma = sigma
    self.persistence = min(max(persistence, -1), 1)
  }

  /// The factors of the first days, x(d) = φ·x(d−1) + σ√(1−φ²)·Z(d), as exp(x − σ²/2).
  ///
  /// The first day is drawn from the stationary distribution; a day's factor doesn't depend on how many are asked for.
  public func factors(days: Int) -> [Double] {
    var factors = [Double](repeating: 0, count: max(days, 0))
    stream.fillNormal(&factors, from: 0)
    let shock = sigma * (1 - persistence * persistence).squareRoot()
    var level = 0.0
    for day in factors.indices {
      level = day == 0 ? sigma * factors[day] : persistence * level + shock * factors[day]
      factors[day] = FastMath.exp(level - sigma * sigma / 2)
    }
    return factors
  }
}
