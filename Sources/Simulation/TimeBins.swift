import Queueing

/// Response times of many steps, merged by their means: a month's mixture at a bounded cost.
///
/// A part goes to the bin of its mean, a third of an octave wide; a bin keeps the exact mean and variance of its parts.
package struct TimeBins: Sendable {
  private struct Bin: Sendable {
    var weight = 0.0
    /// Σ weight × mean, × mean², × variance.
    var means = 0.0, squares = 0.0, variances = 0.0
  }
  /// Below 1 ms, then three bins per octave, the last open upwards from 25 min.
  private var bins = Array(repeating: Bin(), count: 64)
  /// Weight of what never ends.
  private var endless = 0.0

  /// No part yet.
  package init() {}

  /// Adds a part of a mean in ms and a variance in ms².
  package mutating func add(weight: Double, mean: Double, variance: Double) {
    guard weight > 0 else { return }
    guard mean < .infinity, variance < .infinity else {
      endless += weight
      return
    }
    let index = Self.index(mean)
    bins[index].weight += weight
    bins[index].means += weight * mean
    bins[index].squares += weight * mean * mean
    bins[index].variances += weight * variance
  }

  private static func index(_ mean: Double) -> Int {
    guard mean >= 1 else { return 0 }
    // The cube roots of 2 and 4 divide an octave in three.
    let third = mean.significand < 1.259_921 ? 0 : mean.significand < 1.587_401 ? 1 : 2
    return min(Int(mean.exponent) * 3 + third + 1, 63)
  }

  /// The value that a share `p` stays below; infinite where fewer than that ever end.
  package func quantile(_ p: Double) -> Double { mixture.quantile(p) }

  /// The share above `limit`.
  package func share(over limit: Double) -> Double { 1 - mixture.cdf(limit) }

  /// A gamma distribution per bin, in the bins' proportions.
  private var mixture: Mixture {
    var mixture = Mixture([])
    for bin in bins where bin.weight > 0 {
      let mean = bin.means / bin.weight
      let between = max(bin.squares / bin.weight - mean * mean, 0)
      // What rounding leaves between equal means is no spread.
      let variance = bin.variances / bin.weight + (between > 1e-12 * mean * mean ? between : 0)
      mixture.add(Gamma(mean: mean, variance: variance), weight: bin.weight)
    }
    mixture.add(Gamma(mean: .infinity, variance: 0), weight: endless)
    return mixture
  }
}
