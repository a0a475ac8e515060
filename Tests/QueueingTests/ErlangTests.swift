import Foundation
import Queueing
import Testing

@Suite struct ErlangTests {
  /// Expected: the defining sums a^c/c! ÷ Σ a^k/k! and their Erlang C counterpart in exact fractions.
  @Test(arguments: [
    (1, 0.5, 0.3333333333333333, 0.5), (5, 1.36, 0.009978893691435972, 0.013656355500636088),
    (10, 5, 0.018384570336648132, 0.03610535915832019), (20, 17, 0.08586033179294188, 0.38505622989332483),
    (50, 42.5, 0.0339168017840719, 0.18966022508427896), (100, 80, 0.003992028604553197, 0.01964642663435951),
  ])
  func `Erlang B and C are their defining sums`(servers: Int, load: Double, blocked: Double, delayed: Double) {
    #expect(abs(Erlang.b(servers: servers, load: load) / blocked - 1) < 1e-13)
    #expect(abs(Erlang.c(servers: servers, load: load) / delayed - 1) < 1e-13)
  }

  /// Offered load at 1 % loss, as printed to two or three places in every Erlang B table (such as ITU's).
  @Test(arguments: [(5, 1.36), (10, 4.46), (20, 12.03), (50, 37.90), (100, 84.06)])
  func `one percent is lost at the load of the Erlang B table`(servers: Int, load: Double) {
    #expect(abs(Erlang.b(servers: servers, load: load) - 0.01) < 0.0001)
  }

  @Test func `nothing waits without load and everything beyond capacity`() {
    #expect(Erlang.b(servers: 3, load: 0) == 0)
    #expect(Erlang.c(servers: 3, load: 0) == 0)
    #expect(Erlang.c(servers: 3, load: 3) == 1)
    #expect(Erlang.b(servers: 0, load: 1) == 1)
    #expect(Erlang.b(servers: 5, load: .infinity) == 1)
  }
}

@Suite struct MultiServerTests {
  /// M/M/1: wait ρ/(μ−λ), response 1/(μ−λ) and exponential.
  @Test(arguments: [0.1, 0.5, 0.9, 0.99])
  func `one server has the waits of M/M/1`(load: Double) {
    let queue = MultiServer(servers: 1, arrivalRate: load * 4, serviceTime: 0.25)
    let response = 1 / (4 - load * 4)
    #expect(abs(queue.utilisation - load) < 1e-15)
    #expect(abs(queue.meanWait / (load * response) - 1) < 1e-12)
    #expect(abs(queue.meanResponse / response - 1) < 1e-12)
    #expect(abs(queue.responseVariance / (response * response) - 1) < 1e-12)
  }

  /// c = 20, ρ = 0.85, λ = 1: P(wait) = 0.38505622989332483, wait P/(cμ − λ), its p95 ln(P/0.05)/(cμ − λ).
  @Test func `twenty servers have the waits of Erlang C`() {
    let queue = MultiServer(servers: 20, arrivalRate: 1, serviceTime: 17)
    let rate = 20.0 / 17 - 1
    #expect(abs(queue.delayed - 0.38505622989332483) < 1e-13)
    #expect(abs(queue.meanWait / (0.38505622989332483 / rate) - 1) < 1e-12)
    #expect(abs(queue.waitQuantile(0.95) / (log(0.38505622989332483 / 0.05) / rate) - 1) < 1e-12)
    #expect(queue.waitQuantile(0.6) == 0)
  }

  /// Pollaczek and Khinchine: with Poisson arrivals and one server the mean wait is ρ s (1 + cs²) / (2 (1 − ρ)).
  @Test(arguments: [0, 0.25, 1, 4])
  func `one server has the mean wait of M/G/1`(variation: Double) {
    let queue = MultiServer(servers: 1, arrivalRate: 0.8, serviceTime: 1, serviceVariation: variation)
    #expect(abs(queue.meanWait - 0.8 * (1 + variation) / 2 / 0.2) < 1e-12)
    #expect(abs(queue.responseVariance - (queue.waitVariance + variation)) < 1e-12)
  }

  /// Allen and Cunneen: the wait of M/M/c times (ca² + cs²) / 2.
  @Test func `general arrivals and services scale the wait of M/M/c`() {
    let plain = MultiServer(servers: 8, arrivalRate: 7, serviceTime: 1)
    let general = MultiServer(servers: 8, arrivalRate: 7, serviceTime: 1, arrivalVariation: 2, serviceVariation: 0.5)
    #expect(abs(general.meanWait / plain.meanWait - 1.25) < 1e-12)
    #expect(abs(general.waitQuantile(0.99) / plain.waitQuantile(0.99) - 1.25) < 1e-12)
  }

  @Test(arguments: [(4, 4.0), (4, 5.0), (0, 1.0)])
  func `a saturated queue waits for ever`(servers: Int, load: Double) {
    let queue = MultiServer(
      servers: servers, arrivalRate: load, serviceTime: 1, arrivalVariation: 0, serviceVariation: 0)
    #expect(queue.utilisation >= 1)
    #expect(queue.meanWait == .infinity)
    #expect(queue.meanResponse == .infinity)
    #expect(queue.responseVariance == .infinity)
    #expect(queue.waitQuantile(0.5) == .infinity)
  }

  @Test func `an idle queue answers in its service time`() {
    let queue = MultiServer(servers: 2, arrivalRate: 0, serviceTime: 3)
    #expect(queue.utilisation == 0)
    #expect(queue.meanResponse == 3)
    #expect(queue.responseVariance == 9)
    #expect(queue.waitQuantile(0.99) == 0)
  }
}
