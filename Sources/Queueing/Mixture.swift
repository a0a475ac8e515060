import Foundation

/// Gamma distributions in given proportions, such as the response times of a month's steps weighted by their requests.
public struct Mixture: Sendable {
  private var parts: [(weight: Double, part: Gamma)] = []
  private var total = 0.0

  /// A mixture of parts; weights need not add up to 1, and a part of no weight is left out.
  public init(_ parts: some Sequence<(weight: Double, part: Gamma)>) {
    for (weight, part) in parts { add(part, weight: weight) }
  }

  /// Adds a part; ignored unless its weight is above 0.
  public mutating func add(_ part: Gamma, weight: Double) {
    guard weight > 0 else { return }
    parts.append((weight, part))
    total += weight
  }

  /// Mean over all parts; 0 for an empty mixture.
  public var mean: Double { total > 0 ? parts.reduce(0) { $0 + $1.weight * $1.part.mean } / total : 0 }

  /// The share of values that do not exceed `x`.
  public func cdf(_ x: Double) -> Double { distribution(at: x).share }

  /// The value that a share `p` of values does not exceed: infinite where too few parts are finite, 0 when empty.
  ///
  /// Newton's method on the logarithm of the tail, inside a bracket that is halved where a step would leave it; to about
  /// 1e-12 of the value.
  public func quantile(_ p: Double) -> Double {
    guard total > 0, p > 0 else { return 0 }
    let finite = parts.reduce(0) { $0 + ($1.part.mean < .infinity ? $1.weight : 0) } / total
    guard p < 1, p < finite else { return .infinity }
    var low = 0.0
    // Cantelli's inequality: above this bound every finite part has its share.
    let reach = (p / (finite - p)).squareRoot()
    var high = parts.reduce(0) {
      $1.part.mean < .infinity ? max($0, $1.part.mean + reach * $1.part.variance.squareRoot()) : $0
    }
    guard high > 0 else { return 0 }
    var x = start(p / finite, high)
    for _ in 0..<200 {
      let (share, density) = distribution(at: x)
      if share < p { low = x } else { high = x }
      if high - low <= 1e-12 * high { break }
      let next = x + (1 - share) / density * log((1 - share) / (1 - p))
      // The error after a step is about the square of the step.
      if abs(next - x) <= 1e-8 * x { return min(max(next, low), high) }
      // No density (a fixed value, a far tail) makes `next` infinite or no number: halve then, too.
      x = next > low && next < high ? next : low + (high - low) / 2
    }
    return high
  }

  /// Where Newton begins: the quantile of one gamma with the mean and variance of all finite parts, by the cube.
  ///
  /// Source: E. B. Wilson, M. M. Hilferty, "The Distribution of Chi-Square" (1931).
  private func start(_ p: Double, _ high: Double) -> Double {
    var (weight, mean, square) = (0.0, 0.0, 0.0)
    for (w, part) in parts where part.mean < .infinity {
      weight += w
      mean += w * part.mean
      square += w * (part.variance + part.mean * part.mean)
    }
    mean /= weight
    let ninth = (square / weight / (mean * mean) - 1) / 9  // 1 / (9 × shape)
    let root = 1 - ninth + Normal.quantile(p) * max(ninth, 0).squareRoot()
    let guess = mean * root * root * root
    return guess > 0 && guess < high ? guess : high / 2
  }

  /// The share of values up to `x`, and the density there.
  private func distribution(at x: Double) -> (share: Double, density: Double) {
    var (share, density) = (0.0, 0.0)
    for (weight, part) in parts {
      let at = part.distribution(at: x)
      share += weight * at.share
      density += weight * at.density
    }
    return total > 0 ? (share / total, density / total) : (0, 0)
  }
}
