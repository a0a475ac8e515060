import Foundation
import Queueing
import Testing

@Suite struct LognormalTests {
  let stream = Queueing.Stream(seed: 1, cause: "daily", region: "eastus2")

  /// Expected: Box–Muller of the same uniforms in 30 digits, by a program that shares no code with this.
  @Test(
    arguments: [
      (0, -0.52623979650475635, 0.94400484574017276), (1, 0.29120306319268694, 1.0244135539015163),
      (2, -0.13710233202136759, 0.98146371664097466), (3, -0.08382431279426312, 0.98670671534477497),
      (8759, 0.62231371002518462, 1.0589007809901265),
    ] as [(UInt64, Double, Double)])
  func `a draw is Box and Muller's formula of its stream`(index: UInt64, normal: Double, factor: Double) {
    var one = [0.0]
    stream.fillNormal(&one, from: index)
    #expect(abs(one[0] - normal) < 1e-14)
    stream.fillLognormal(&one, from: index, sigma: 0.1)
    #expect(abs(one[0] - factor) < 2e-14)
  }

  @Test(arguments: [1, 2, 31, 255, 256, 257, 744])
  func `numbers are the same bits month by month and all at once`(piece: Int) {
    var whole = [Double](repeating: 0, count: 2000)
    var pieces = whole
    func check(_ fill: (inout [Double], Range<Int>, UInt64) -> Void) {
      fill(&whole, 0..<2000, 1001)
      for start in stride(from: 0, to: 2000, by: piece) {
        fill(&pieces, start..<min(start + piece, 2000), 1001 + UInt64(start))
      }
      #expect(whole.map(\.bitPattern) == pieces.map(\.bitPattern))
    }
    check { stream.fillNormal(&$0, in: $1, from: $2) }
    check { stream.fillLognormal(&$0, in: $1, from: $2, sigma: 0.3) }
    check { stream.fillExponential(&$0, in: $1, from: $2, mean: 5) }
  }

  @Test func `filling a range leaves the rest alone`() {
    var series = [Double](repeating: -1, count: 10)
    stream.fillLognormal(&series, in: 3..<5, from: 0, sigma: 0.1)
    #expect(series.map { $0 == -1 } == [true, true, true, false, false, true, true, true, true, true])
  }

  @Test func `no spread gives factors of exactly one`() {
    var series = [Double](repeating: 0, count: 300)
    stream.fillLognormal(&series, from: 0, sigma: Lognormal.sigma(variation: 0))
    #expect(series.allSatisfy { $0 == 1 })
  }

  /// Four standard errors of 200,000 draws; the variance of the sample variation is bounded by the fourth moment.
  @Test(arguments: [(0.05, 0.0005, 0.0005), (0.1, 0.001, 0.001), (0.5, 0.0045, 0.01)])
  func `factors have mean one and the stated variation`(variation: Double, meanError: Double, variationError: Double) {
    var series = [Double](repeating: 0, count: 200_000)
    stream.fillLognormal(&series, from: 0, sigma: Lognormal.sigma(variation: variation))
    let mean = series.reduce(0, +) / 200_000
    let variance = series.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 200_000
    #expect(abs(mean - 1) < meanError)
    #expect(abs(variance.squareRoot() / mean - variation) < variationError)
  }

  /// Of 200,000 normal numbers: mean 0, variance 1, kurtosis 3; shares from tables, four standard errors each.
  @Test func `normal numbers follow the normal distribution`() {
    var series = [Double](repeating: 0, count: 200_000)
    stream.fillNormal(&series, from: 0)
    func mean(_ f: (Double) -> Double) -> Double { series.reduce(0) { $0 + f($1) } / 200_000 }
    #expect(abs(mean { $0 }) < 0.009)
    #expect(abs(mean { $0 * $0 } - 1) < 0.0127)
    #expect(abs(mean { $0 * $0 * $0 * $0 } - 3) < 0.088)
    for (z, share) in [(-1.959964, 0.025), (-1, 0.158655), (0, 0.5), (1.644854, 0.95), (2.326348, 0.99)] {
      let error = 4 * (share * (1 - share) / 200_000).squareRoot()
      #expect(abs(mean { $0 <= z ? 1 : 0 } - share) < error)
    }
    let even = stride(from: 0, to: 200_000, by: 2).map { series[$0] }
    let odd = stride(from: 1, to: 200_000, by: 2).map { series[$0] }
    #expect(abs(correlation(even, odd)) < 0.0127)
  }

  /// Mean 3, variance 9, and P(X > 3) = 1/e; four standard errors of 200,000 draws.
  @Test func `exponential numbers follow the exponential distribution`() {
    var series = [Double](repeating: 0, count: 200_000)
    stream.fillExponential(&series, from: 0, mean: 3)
    let mean = series.reduce(0, +) / 200_000
    let variance = series.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 200_000
    #expect(abs(mean - 3) < 0.027)
    #expect(abs(variance - 9) < 0.23)
    #expect(abs(Double(series.count { $0 > 3 }) / 200_000 - exp(-1)) < 0.0044)
  }
}
