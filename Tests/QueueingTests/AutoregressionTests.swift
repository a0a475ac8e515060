import Foundation
import Queueing
import Testing

@Suite struct AutoregressionTests {
  func factor(_ replication: UInt64, persistence: Double = 0.7) -> Persistent {
    Persistent(
      stream: Queueing.Stream(seed: 3, replication: replication, cause: "daily"), sigma: 0.2, persistence: persistence)
  }

  @Test func `a day's factor is the same whatever the horizon's length`() {
    let year = factor(0).factors(days: 365)
    #expect(factor(0).factors(days: 31) == Array(year.prefix(31)))
    #expect(factor(0).factors(days: 1) == Array(year.prefix(1)))
    #expect(factor(0).factors(days: 0).isEmpty)
  }

  /// Over 4,000 replications: mean 1, deviation of the logarithm 0.2; four standard errors are 0.0129 and 0.009.
  @Test(arguments: [0, 1, 30])
  func `every day is drawn from one distribution of mean one`(day: Int) {
    let values = (0..<4000).map { factor($0).factors(days: day + 1)[day] }
    let logs = values.map { log($0) + 0.02 }
    #expect(abs(values.reduce(0, +) / 4000 - 1) < 0.0129)
    #expect(abs((logs.reduce(0) { $0 + $1 * $1 } / 4000).squareRoot() - 0.2) < 0.009)
  }

  /// An AR(1) process has correlation φ^k at lag k; four standard errors of 40,000 days, by Bartlett's formula.
  @Test(arguments: [(0.7, 1, 0.015), (0.7, 3, 0.035), (0, 1, 0.02), (-0.5, 1, 0.018)])
  func `the memory fades by the persistence`(persistence: Double, lag: Int, error: Double) {
    let logs = factor(1, persistence: persistence).factors(days: 40_000).map { log($0) }
    #expect(abs(correlation(logs.dropLast(lag), logs.dropFirst(lag)) - pow(persistence, Double(lag))) < error)
  }

  @Test func `full persistence keeps the first day's factor`() {
    let values = factor(2, persistence: 1.5).factors(days: 10)
    #expect(Set(values).count == 1)
  }
}
