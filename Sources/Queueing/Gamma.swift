import Foundation

/// A gamma distribution given by its mean and variance: the shape fitted to response times.
///
/// A variance of 0 is a fixed value; an infinite mean (a saturated station) never comes.
public struct Gamma: Sendable, Hashable {
  /// Mean of the distribution.
  public let mean: Double
  /// Variance of the distribution.
  public let variance: Double

  /// The gamma distribution with this mean, at least 0, and variance.
  public init(mean: Double, variance: Double) {
    self.mean = mean
    self.variance = variance
  }

  /// The shape, mean² / variance.
  public var shape: Double { mean * mean / variance }
  /// The scale, variance / mean.
  public var scale: Double { variance / mean }

  /// The share of values that do not exceed `x`.
  public func cdf(_ x: Double) -> Double { distribution(at: x).share }

  /// The share of values up to `x`, and the density there.
  func distribution(at x: Double) -> (share: Double, density: Double) {
    guard mean < .infinity, x > 0 || mean <= 0 else { return (0, 0) }
    guard x < .infinity else { return (1, 0) }
    // A spread below a billionth of the mean is a fixed value.
    guard shape < 1e18 else { return (x >= mean ? 1 : 0, 0) }
    return shape < 1e4 ? regularised(x / scale) : expanded(x / mean)
  }

  /// The value that a share `p` of values does not exceed.
  public func quantile(_ p: Double) -> Double { Mixture([(weight: 1, part: self)]).quantile(p) }

  /// The regularised lower incomplete gamma function P(a, x) and the density x^(a−1) e^−x / Γ(a) / scale.
  ///
  /// The series below a + 1, Legendre's continued fraction by Lentz's method above. Source: NIST Digital Library of
  /// Mathematical Functions 8.7.1 and 8.9.2.
  private func regularised(_ x: Double) -> (share: Double, density: Double) {
    let a = shape
    let density = exp(Gamma.logPower(a, x))  // x^a e^−x / Γ(a)
    guard density > 0 else { return (x < a ? 0 : 1, 0) }
    let share: Double
    if x < a + 1 {
      var term = 1 / a
      var sum = term
      var n = a
      while term > sum * 1e-16 {
        n += 1
        term *= x / n
        sum += term
      }
      share = sum * density
    } else {
      let tiny = 1e-300
      var b = x + 1 - a
      var c = 1 / tiny
      var d = 1 / b
      var fraction = d
      var change = 0.0
      var n = 0.0
      repeat {
        n += 1
        let numerator = n * (a - n)
        b += 2
        d = numerator * d + b
        d = 1 / (abs(d) < tiny ? tiny : d)
        c = b + numerator / c
        c = abs(c) < tiny ? tiny : c
        change = c * d
        fraction *= change
      } while abs(change - 1) > 1e-15 && n < 1e6
      share = 1 - fraction * density
    }
    return (min(max(share, 0), 1), density / (x * scale))
  }

  /// The same for a large shape by Temme's uniform expansion, to 1e-9: the series would take hundreds of terms.
  ///
  /// Source: NIST Digital Library of Mathematical Functions 8.12.3 to 8.12.10.
  private func expanded(_ ratio: Double) -> (share: Double, density: Double) {
    let a = shape
    let deviance = Gamma.deviance(ratio)
    let eta = (2 * deviance).squareRoot() * (ratio < 1 ? -1 : 1)
    let bell = exp(-a * deviance) / (2 * .pi * a).squareRoot()
    let correction = -1.0 / 3 + eta * (1.0 / 12 - eta * (2.0 / 135 - eta / 864))
    let share = 0.5 * erfc(-eta * (a / 2).squareRoot()) - bell * correction
    return (min(max(share, 0), 1), a * bell / (ratio * mean))
  }

  /// ln(x^a e^−x / Γ(a)), around x = a without cancellation.
  private static func logPower(_ a: Double, _ x: Double) -> Double {
    guard a < 10 else {
      return 0.5 * log(a / (2 * .pi)) - a * deviance(x / a) - stirling(a)
    }
    // Γ(a) = Γ(a + 10) / (a (a + 1) … (a + 9)).
    let b = a + 10
    let product = (0..<10).reduce(1.0) { $0 * (a + Double($1)) }
    let logGamma = (b - 0.5) * log(b) - b + 0.5 * log(2 * .pi) + stirling(b) - log(product)
    return a * log(x) - x - logGamma
  }

  /// r − 1 − ln r, never negative; by its series near 1.
  private static func deviance(_ ratio: Double) -> Double {
    let d = ratio - 1
    guard abs(d) < 1e-2 else { return d - log(ratio) }
    var sum = 0.0
    for n in stride(from: 9.0, through: 2, by: -1) { sum = 1 / n - d * sum }
    return d * d * sum
  }

  /// Stirling's remainder of ln Γ(a) for a ≥ 10, to 1e-14.
  ///
  /// Source: NIST Digital Library of Mathematical Functions 5.11.1.
  private static func stirling(_ a: Double) -> Double {
    let z = 1 / (a * a)
    return (1.0 / 12 - z * (1.0 / 360 - z * (1.0 / 1260 - z * (1.0 / 1680 - z * (1.0 / 1188 - z * 691 / 360_360))))) / a
  }
}
