import Components
import Foundation
import Pricing
import Quantities
import Scenario
import Simulation
import Testing

struct ResponseTimesTests {
  /// One population of 3,600 users that act all day alike; `perSecond` requests of each journey reach the app in all.
  static func scenario(
    perSecond: Double, cpu: Double = 0.1, instances: Double = 1, near: String = "eastus2",
    regions: [String] = ["eastus2"], access: Double = 0
  ) -> Scenario {
    var scenario = Scenario()
    scenario.horizon = Horizon(month: 2027, 1, hours: 48)
    scenario.regions = regions
    var population = Scenario.Population()
    population.name = "users"
    population.users = 3600
    population.near = near
    population.access = Quantity(access)
    scenario.populations = [population]
    var app = AppService()
    app.cores = 1
    app.min = Quantity(instances)
    app.max = Quantity(instances)
    var instance = Scenario.Instance(component: app)
    instance.name = "app"
    instance.regions = [0]
    scenario.instances = [instance]
    scenario.journeys = [journey("page", perSecond: perSecond, visits: [("app", ["calls": 1, "cpu": cpu])])]
    return scenario
  }

  static func journey(
    _ name: String, perSecond: Double, visits: [(String, KeyValuePairs<String, Double>)]
  ) -> Scenario.Journey {
    var journey = Scenario.Journey()
    journey.name = name
    journey.perUser = Quantity(perSecond)  // 3,600 users, 3,600 seconds
    journey.p95 = 1000
    journey.visits = visits.map { instance, amounts in
      Scenario.Visit(instance: instance, amounts: amounts.map { Scenario.Visit.Amount(key: $0.key, value: $0.value) })
    }
    return journey
  }

  static func p95(_ scenario: Scenario) throws -> Double {
    try #require(try simulate(scenario).responses.first?.p95)
  }

  // M/M/1: the response is exponential with the rate μ − λ, so its p95 is ln 20 / (μ − λ); μ = 10/s.
  @Test(arguments: [1.0, 5, 8, 9.5])
  func `one core is the textbook's M M 1`(perSecond: Double) throws {
    let response = try #require(try simulate(Self.scenario(perSecond: perSecond)).responses.first)
    let expected = log(20) / (10 - perSecond) * 1000
    #expect(abs(try #require(response.p95) - expected) < expected * 1e-9)
    // The share above 1 s is e^−(μ − λ).
    #expect(abs(response.over - exp(perSecond - 10)) < 1e-9)
    #expect(abs(response.served - perSecond * 48 * 3600) < 1e-3)
  }

  // Each of four instances has its own queue of a quarter of a Poisson stream: again M/M/1.
  @Test func `four instances are four queues, not one`() throws {
    let p95 = try Self.p95(Self.scenario(perSecond: 32, instances: 4))
    #expect(abs(p95 - log(20) / 2 * 1000) < 1e-6)
  }

  @Test func `more load is never faster, and ends in saturation`() throws {
    var last = 0.0
    for perSecond in [0.001, 1, 4, 7, 9, 9.9, 9.999, 10, 20] {
      let next = try Self.p95(Self.scenario(perSecond: perSecond))
      #expect(next >= last, "\(perSecond)")
      last = next
    }
    #expect(last == .infinity)
    #expect(try simulate(Self.scenario(perSecond: 20)).responses.first?.over == 1)
  }

  // Latency table: 91 ms from westeurope to eastus2. Without CPU time nothing varies.
  @Test func `another region adds its round trip`() throws {
    let near = Self.scenario(perSecond: 1, cpu: 0, access: 20)
    #expect(abs(try Self.p95(near) - 20) < 1e-9)
    let far = Self.scenario(perSecond: 1, cpu: 0, near: "westeurope", access: 20)
    #expect(abs(try Self.p95(far) - 111) < 1e-9)
    // The users reach westeurope, the app stands in eastus2 alone.
    let through = Self.scenario(
      perSecond: 1, cpu: 0, near: "westeurope", regions: ["eastus2", "westeurope"], access: 20)
    #expect(abs(try Self.p95(through) - 111) < 1e-9)
  }

  // −ln 0.05 × the mean is the p95 of an exponential time.
  @Test func `a mixture of equal steps is the step itself`() {
    var one = TimeBins()
    one.add(weight: 3, mean: 200, variance: 40_000)
    var two = one
    two.add(weight: 5, mean: 200, variance: 40_000)
    #expect(abs(one.quantile(0.95) - log(20) * 200) < 1e-6)
    #expect(abs(two.quantile(0.95) - one.quantile(0.95)) < 1e-9)
    var fixed = TimeBins()
    for weight in [1.0, 0, 7] { fixed.add(weight: weight, mean: 33.3, variance: 0) }
    #expect(abs(fixed.quantile(0.95) - 33.3) < 1e-9)
  }

  @Test func `what never ends counts as beyond every limit`() {
    var bins = TimeBins()
    bins.add(weight: 96, mean: 10, variance: 0)
    bins.add(weight: 4, mean: .infinity, variance: .infinity)
    #expect(abs(bins.quantile(0.95) - 10) < 1e-9)
    #expect(abs(bins.share(over: 11) - 0.04) < 1e-12)
    bins.add(weight: 2, mean: .infinity, variance: .infinity)
    #expect(bins.quantile(0.95) == .infinity)
    #expect(TimeBins().quantile(0.95) == 0)
  }

  static func chat(_ change: (inout OpenAI, inout Scenario.Journey) -> Void = { _, _ in }) -> Scenario {
    var scenario = scenario(perSecond: 0.1)
    var model = OpenAI()
    model.firstToken = 0
    let visit: KeyValuePairs = ["calls": 1, "tokensIn": 1154.7, "tokensOut": 211.13]
    var chat = journey("chat", perSecond: 0.1, visits: [("model", visit)])
    change(&model, &chat)
    var instance = Scenario.Instance(component: model)
    instance.name = "model"
    instance.regions = [0]
    scenario.instances.append(instance)
    scenario.journeys = [chat]
    return scenario
  }

  // 211.13 tokens at 80 per second are 2,639.125 ms; exponential where nothing is known of their spread.
  @Test func `a chat is dominated by its tokens`() throws {
    let usual = try Self.p95(Self.chat())
    #expect(abs(usual - log(20) * 2639.125) < 1e-6)
    let slow = try Self.p95(Self.chat { model, _ in model.tokensPerSecond = 40 })
    #expect(abs(slow - 2 * usual) < 1e-6)
  }

  // The lognormal through p50 129 and p90 424 varies by e^((ln(424/129) / 1.28155)²) − 1 = 1.36816; p95 of the gamma
  // of that spread and mean 2,639.125 ms, by its series in another program: 8,844.023 ms.
  @Test func `stated percentiles of the answer set its spread`() throws {
    let stated = Self.chat { _, chat in
      chat.answer = Scenario.Size()
      chat.answer?.p50 = 129
      chat.answer?.p90 = 424
    }
    #expect(abs(try Self.p95(stated) - 8844.023143) < 1e-3)
  }

  @Test func `a journey without an objective has no response time`() throws {
    var scenario = Self.scenario(perSecond: 1)
    scenario.journeys[0].p95 = nil
    #expect(try simulate(scenario).responses.isEmpty)
    scenario.journeys[0].availability = 0.999
    let responses = try simulate(scenario).responses
    #expect(responses.count == 1 && responses[0].p95 == nil && responses[0].lost == 0)
  }
}
