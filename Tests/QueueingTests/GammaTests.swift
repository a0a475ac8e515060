import Foundation
import Queueing
import Testing

@Suite struct GammaTests {
  /// Upper critical values of chi-square, a gamma of mean k and variance 2k.
  ///
  /// Source: NIST/SEMATECH e-Handbook of Statistical Methods, §1.3.6.7.4.
  @Test(arguments: [
    (1, 0.90, 2.706), (1, 0.95, 3.841), (2, 0.95, 5.991), (5, 0.99, 15.086), (10, 0.95, 18.307), (10, 0.999, 29.588),
    (30, 0.90, 40.256), (50, 0.95, 67.505), (100, 0.95, 124.342), (100, 0.99, 135.807),
  ])
  func `quantiles are those of the chi-square table`(freedom: Double, p: Double, table: Double) {
    #expect(abs(Gamma(mean: freedom, variance: 2 * freedom).quantile(p) - table) < 0.0006)
  }

  /// Expected: P(a, x) in 30 digits; the last three from the expansion for large shapes.
  @Test(arguments: [
    (0.5, 0.2, 0.47291074313446191, 1e-14), (1, 1, 0.63212055882855768, 1e-14), (2.5, 4, 0.84376437242227767, 1e-14),
    (9.9, 12, 0.76723563600372358, 1e-14), (10, 8, 0.2833757412729891, 1e-14), (50, 60, 0.91559331890630817, 1e-13),
    (1000, 950, 0.055054686230738034, 1e-13), (9999, 10100, 0.84375241970504167, 1e-12),
    (10_000, 10_100, 0.84134875044717962, 1e-9), (10_000, 9800, 0.022207543813969694, 1e-9),
    (1e6, 1_001_000, 0.84134478636834029, 1e-11),
  ])
  func `the share below a value is the incomplete gamma function`(
    shape: Double, x: Double, share: Double, error: Double
  ) {
    #expect(abs(Gamma(mean: shape, variance: shape).cdf(x) - share) < error)
    // A scale of 3 moves the value, not the share.
    #expect(abs(Gamma(mean: 3 * shape, variance: 9 * shape).cdf(3 * x) - share) < error)
  }

  @Test(arguments: [(1, 4), (1, 1), (5, 0.3), (0.2, 1e-5), (0.2, 1e-9), (300, 2e5)])
  func `a quantile's share is the one asked for`(mean: Double, variance: Double) {
    let gamma = Gamma(mean: mean, variance: variance)
    for p in [0.001, 0.1, 0.5, 0.95, 0.999, 0.999_999] {
      #expect(abs(gamma.cdf(gamma.quantile(p)) - p) < 1e-10)
    }
  }

  /// The exponential distribution: quantile −ln(1 − p) × mean.
  @Test(arguments: [0.05, 0.5, 0.95, 0.9999])
  func `a variance of the squared mean is the exponential distribution`(p: Double) {
    #expect(abs(Gamma(mean: 2, variance: 4).quantile(p) / (-2 * log(1 - p)) - 1) < 1e-11)
  }

  @Test func `no variance is a fixed value`() {
    let fixed = Gamma(mean: 0.05, variance: 0)
    #expect(fixed.cdf(0.049) == 0)
    #expect(fixed.cdf(0.05) == 1)
    #expect(abs(fixed.quantile(0.95) - 0.05) < 1e-12)
    #expect(Gamma(mean: 0, variance: 0).quantile(0.95) == 0)
  }

  @Test func `a saturated answer never comes`() {
    let never = Gamma(mean: .infinity, variance: .infinity)
    #expect(never.cdf(1e9) == 0)
    #expect(never.quantile(0.5) == .infinity)
  }
}

@Suite struct MixtureTests {
  let parts: [(weight: Double, part: Gamma)] = [
    (1, Gamma(mean: 1, variance: 1)), (2, Gamma(mean: 2, variance: 1)), (5, Gamma(mean: 0.5, variance: 0.01)),
  ]

  /// Expected: the root of Σ w F(q) = p in 30 digits.
  @Test(arguments: [(0.5, 0.54885427796229417), (0.95, 2.8888072068039474), (0.99, 4.1953557899589914)])
  func `a quantile weighs the parts' shares`(p: Double, expected: Double) {
    #expect(abs(Mixture(parts).quantile(p) / expected - 1) < 1e-11)
    #expect(abs(Mixture(parts).cdf(expected) - p) < 1e-12)
  }

  @Test func `a mixture of one distribution is that distribution`() {
    let gamma = Gamma(mean: 3, variance: 2)
    let mixture = Mixture((1...744).map { (weight: Double($0), part: gamma) })
    #expect(abs(mixture.quantile(0.95) / gamma.quantile(0.95) - 1) < 1e-11)
    #expect(abs(mixture.mean - 3) < 1e-12)
  }

  /// Nine parts of ten are answered, so the 0.89 quantile is the 0.89/0.9 quantile of those.
  @Test func `saturated steps make the quantiles above them infinite`() {
    let answered = Gamma(mean: 1, variance: 1)
    let mixture = Mixture([(9, answered), (1, Gamma(mean: .infinity, variance: .infinity))])
    #expect(abs(mixture.quantile(0.89) / answered.quantile(0.89 / 0.9) - 1) < 1e-9)
    #expect(mixture.quantile(0.95) == .infinity)
  }

  @Test func `a quantile falls on a fixed part that holds it`() {
    let mixture = Mixture([(1, Gamma(mean: 0.1, variance: 0)), (3, Gamma(mean: 0.2, variance: 0))])
    #expect(abs(mixture.quantile(0.2) - 0.1) < 1e-12)
    #expect(abs(mixture.quantile(0.9) - 0.2) < 1e-12)
  }

  @Test func `parts of no weight count for nothing`() {
    var mixture = Mixture(parts)
    mixture.add(Gamma(mean: .infinity, variance: 0), weight: 0)
    #expect(abs(mixture.quantile(0.95) / 2.8888072068039474 - 1) < 1e-11)
    #expect(Mixture([]).quantile(0.95) == 0)
  }
}
