import Components
import Quantities
import TestSupport
import Testing

struct OpenAITests {
  static let hour = Horizon(month: 2027, 1, hours: 1)

  // Worked scenario, section 2: 488.299750332 chats of 400 and 100 tokens are 195.3199 and 48.8300 thousand tokens.
  @Test func `tokens in and out bill apart`() {
    let run = SingleUnit(OpenAI(), over: Self.hour) { slot, _ in 488.299750332 * [1.0, 400, 100][slot] }
    #expect(abs(run.total("input-tokens") / 1000 - 195.319900132655) < 1e-6)
    #expect(abs(run.total("output-tokens") / 1000 - 48.829975033164) < 1e-6)
    #expect(run.total("cached-input-tokens") == 0)
  }

  // gpt-4.1-mini in eastus2: 0.40, 0.10 and 1.60 per million (the diagram builder's foundry_models.json).
  @Test func `cached input is taken out of the input`() {
    var component = OpenAI()
    component.cachedInput = 0.25
    let run = SingleUnit(component, over: Self.hour) { slot, _ in [1.0, 4e6, 1e6][slot] }
    #expect(run.total("input-tokens") == 3e6)
    #expect(run.total("cached-input-tokens") == 1e6)
    let dollars = (3e6 * 0.40 + 1e6 * 0.10 + run.total("output-tokens") * 1.60) / 1e6
    #expect(abs(dollars - 2.90) < 1e-12)
  }

  @Test(arguments: [
    (OpenAI.Model.gpt41Mini, OpenAI.Deployment.global, "openai.gpt-4.1-mini.global.standard"),
    (.gpt4o1120, .datazone, "openai.gpt-4o-1120.datazone.standard"),
    (.gpt4oMini, .regional, "openai.gpt-4o-mini-0718.regional.standard"),
  ])
  func `price keys name model, deployment and offer`(
    _ model: OpenAI.Model, _ deployment: OpenAI.Deployment, _ stem: String
  ) {
    var component = OpenAI()
    component.model = model
    component.deployment = deployment
    let keys = (0..<3).map { component.priceKey(ofMeter: $0) }
    #expect(keys == [stem + ".input", stem + ".cached_input", stem + ".output"])
  }

  // provisioned-throughput-onboarding.md: 1,000 calls a minute of 100 and 50 tokens are 150,000 tokens a minute.
  @Test func `tokens per minute are held against the quota`() {
    var component = OpenAI()
    let run = SingleUnit(component, over: Self.hour) { slot, _ in 60_000 * [1.0, 100, 50][slot] }
    #expect(run.shown["tokensPerMinute"] == [150_000])
    #expect(run.shown["callsPerMinute"] == [1000])
    // quota tiers, tier 1: 5M tokens and 5K calls.
    #expect(component.limit(ofGauge: 0)?.value == 5e6)
    #expect(component.limit(ofGauge: 1)?.value == 5000)
    component.deployment = .regional
    #expect(component.limit(ofGauge: 0) == nil)
    #expect(component.assumptions().contains { $0.key == "quota" })
    component.quota = 2e6
    #expect(component.limit(ofGauge: 0)?.value == 2e6)
  }

  @Test func `calls above the quota bill as they are`() {
    var component = OpenAI()
    component.quota = 1
    let run = SingleUnit(component, over: Self.hour) { slot, _ in [1.0, 400, 100][slot] }
    #expect(run.total("input-tokens") == 400)
  }

  @Test func `more load never means less usage`() {
    var component = OpenAI()
    component.cachedInput = 0.3
    var last = [0.0, 0, 0]
    for load in [0, 1, 1e3, 1e9, 1e15] {
      let run = SingleUnit(component, over: Horizon(month: 2027, 1, hours: 24)) { _, _ in load }
      let next = OpenAI.meters.map { run.total($0.name) }
      for (before, after) in zip(last, next) { #expect(after >= before && after.isFinite) }
      last = next
    }
  }
}
