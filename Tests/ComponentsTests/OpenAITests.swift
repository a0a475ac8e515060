import Components
import Quantities
import TestSupport
import Testing

struct OpenAITests {
  static let hour = Horizon(month: 2027, 1, hours: 1)

  // Worked scenario, section 2: 488.299750332 chats of 400 and 100 tokens are 195.3199 and 48.8300 thousand tokens.
  @Test func `tokens in and out bill apart`() {
    let run = SingleUnit(OpenAI(), over: Self.hour) { slot, _ in
      slot < 3 ? 488.299750332 * [1.0, 400, 100][slot] : 0
    }
    #expect(abs(run.total("input-tokens") / 1000 - 195.319900132655) < 1e-6)
    #expect(abs(run.total("output-tokens") / 1000 - 48.829975033164) < 1e-6)
    #expect(run.total("cached-input-tokens") == 0)
  }

  // gpt-4.1-mini in eastus2: 0.40, 0.10 and 1.60 per million (the diagram builder's foundry_models.json).
  @Test func `cached input is taken out of the input`() {
    var component = OpenAI()
    component.cachedInput = 0.25
    let run = SingleUnit(component, over: Self.hour) { slot, _ in slot < 3 ? [1.0, 4e6, 1e6][slot] : 0 }
    #expect(run.total("input-tokens") == 3e6)
    #expect(run.total("cached-input-tokens") == 1e6)
    let dollars = (3e6 * 0.40 + 1e6 * 0.10 + run.total("output-tokens") * 1.60) / 1e6
    #expect(abs(dollars - 2.90) < 1e-12)
  }

  @Test(arguments: [
    (OpenAI.Model.gpt41Mini, OpenAI.Deployment.global, "openai.gpt-4.1-mini.global.standard"),
    (.gpt4o1120, .datazone, "openai.gpt-4o-1120.datazone.standard"),
    (.gpt4oMini, .regional, "openai.gpt-4o-mini-0718.regional.standard"),
    (.gpt56Sol, .global, "openai.gpt-5.6-sol-shortco.global.standard"),
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
    let run = SingleUnit(component, over: Self.hour) { slot, _ in
      slot < 3 ? 60_000 * [1.0, 100, 50][slot] : 0
    }
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

  // Ten times the 5 million tokens a minute of the first tier: what is above is shown as refused.
  @Test func `tokens above the quota show as refused`() {
    let run = SingleUnit(OpenAI(), over: Self.hour) { slot, _ in slot == 1 ? 60 * 50e6 : 0 }
    #expect(run.shown["refused"] == [45e6])
    var component = OpenAI()
    component.offer = .batch
    let batch = SingleUnit(component, over: Self.hour) { slot, _ in slot == 1 ? 60 * 50e6 : 0 }
    #expect(batch.shown["refused"] == [0])
    #expect(component.limit(ofGauge: 0) == nil)
  }

  @Test func `calls above the quota bill as they are`() {
    var component = OpenAI()
    component.quota = 1
    let run = SingleUnit(component, over: Self.hour) { slot, _ in slot < 3 ? [1.0, 400, 100][slot] : 0 }
    #expect(run.total("input-tokens") == 400)
  }

  // MARK: Offers

  // The price list: batches have a cached price for GPT-5 alone, only GPT-5.6 one for writing to the cache.
  @Test func `input is billed as cached or written only where that has a price`() {
    var component = OpenAI()
    (component.cachedInput, component.cacheWrites) = (0.5, 0.25)
    func shares(_ model: OpenAI.Model, _ offer: OpenAI.Offer) -> [Double] {
      (component.model, component.offer) = (model, offer)
      let run = SingleUnit(component, over: Self.hour) { slot, _ in slot == 1 ? 400 : 0 }
      return ["input-tokens", "cached-input-tokens", "cache-write-tokens"].map(run.total)
    }
    #expect(shares(.gpt41, .standard) == [200, 200, 0])
    #expect(shares(.gpt41, .batch) == [400, 0, 0])
    #expect(shares(.gpt5, .batch) == [200, 200, 0])
    #expect(shares(.gpt56Luna, .standard) == [100, 200, 100])
    #expect(component.priceKey(ofMeter: 3) == "openai.gpt-5.6-luna-shortco.global.standard.cache_write")
    #expect(shares(.gpt5, .priority) == [200, 200, 0])
    #expect(component.priceKey(ofMeter: 0) == "openai.gpt-5.global.priority.input")
  }

  @Test func `reasoning is output, and a corpus is embedded once`() {
    var component = OpenAI()
    component.reasoning = 3
    component.firstEmbedding = 1e9
    let run = SingleUnit(component, over: Horizon(month: 2027, 1, hours: 48)) { slot, _ in slot == 2 ? 100 : 0 }
    #expect(run.total("output-tokens") == 48 * 400)
    #expect(run.total("input-tokens") == 1e9)
    #expect(run.days["input-tokens"]?[1] == 0)
  }

  // MARK: Provisioned throughput

  /// A provisioned deployment of gpt-4.1: 3,000 input tokens a minute and unit, an output token counts as 4.
  static func provisioned(_ units: Double?) -> OpenAI {
    var component = OpenAI()
    (component.model, component.offer, component.ptu) = (.gpt41, .provisioned, units.map { Quantity($0) })
    return component
  }

  // By hand: 20 units take 60,000 weighted tokens a minute; 60,000 in and 15,000 out weigh 120,000: half spills over.
  @Test func `what a provisioned deployment can't take spills over to tokens`() {
    var component = Self.provisioned(20)
    let flow = { (slot: Int, _: Int) in 60 * (slot == 1 ? 60_000.0 : slot == 2 ? 15_000 : 0) }
    let run = SingleUnit(component, over: Self.hour, flow: flow)
    #expect(run.total("provisioned-throughput") == 20)
    #expect(run.total("input-tokens") == 60 * 30_000)
    #expect(run.total("output-tokens") == 60 * 7500)
    #expect(run.shown["ptuNeeded"] == [40])
    #expect(component.limit(ofGauge: 2)?.value == 20)
    #expect(component.priceKey(ofMeter: 0) == "openai.gpt-4.1.global.standard.input")
    #expect(component.priceKey(ofMeter: 4) == "openai.ptu.global.hour")
    component.spillover = false
    let closed = SingleUnit(component, over: Self.hour, flow: flow)
    #expect(closed.total("input-tokens") == 0)
    #expect(closed.shown["refused"] == [37_500])
    // What is found in the cache takes no room: 30,000 + 60,000 need 30 units.
    component.cachedInput = 0.5
    #expect(SingleUnit(component, over: Self.hour, flow: flow).shown["ptuNeeded"] == [30])
  }

  // By hand: no load needs the least, 15; 66,000 a minute need 22, so 25; what was deployed stays.
  @Test func `units that aren't stated grow with the load and never shrink`() {
    let component = Self.provisioned(nil)
    let run = SingleUnit(component, over: Horizon(month: 2027, 1, hours: 3)) { slot, step in
      slot == 1 && step == 1 ? 60 * 66_000 : 0
    }
    #expect(run.total("provisioned-throughput") == 15 + 25 + 25)
    #expect(run.total("input-tokens") == 0)
    #expect(component.assumptions().contains { $0.key == "ptu" })
  }

  @Test func `a deployment that ends pays no more, and its load pays by the token`() {
    var component = Self.provisioned(20)
    component.deployed = 1.5
    let run = SingleUnit(component, over: Horizon(month: 2027, 1, hours: 3)) { slot, _ in slot == 1 ? 6e5 : 0 }
    #expect(run.total("provisioned-throughput") == 30)
    #expect(run.total("input-tokens") == 6e5)
  }

  @Test func `settings that don't go together are conflicts`() {
    var component = OpenAI()
    component.ptu = 20
    #expect(component.conflicts() == ["`ptu`, `peak` and `deployed` need `offer: provisioned`"])
    component.ptu = nil
    (component.offer, component.deployment) = (.batch, .regional)
    #expect(component.conflicts() == ["batches are offered for global and datazone alone"])
    (component.offer, component.model) = (.provisioned, .gpt52Pro)
    #expect(component.conflicts().count == 1)
    component.tokensPerPTU = 1000
    #expect(component.conflicts().isEmpty)
    (component.offer, component.model) = (.priority, .gpt41)
    #expect(component.conflicts() == ["priority is offered for GPT-5 and later models alone, global and datazone"])
    (component.offer, component.model) = (.provisioned, .embedding3Large)
    #expect(component.conflicts() == ["text-embedding-3-large is offered as standard alone"])
  }

  // MARK: Fine-tuning

  // By hand: 1 million tokens stated and 2 million in each of five weekly runs, 3 epochs: 33 million; 24 h of two models.
  @Test func `training bills its tokens by epochs, hosting by the hour`() {
    var component = OpenAI()
    component.fineTuning.epochs = 3
    component.fineTuning.perRun = 2e6
    component.fineTuning.hosted = 2
    var site = Site()
    site.retraining = Schedule(first: 2, every: 168)
    let month = Horizon(start: Date(number: 20_819), months: 1)
    let run = SingleUnit(component, at: site, over: month) { slot, step in slot == 3 && step == 0 ? 1e6 : 0 }
    #expect(run.total("training-tokens") == 33e6)
    #expect(run.total("hosting") == 744 * 2)
    #expect(component.priceKey(ofMeter: 5) == "openai.gpt-4.1-mini.global.training.tokens")
    component.fineTuning.tier = .developer
    #expect(SingleUnit(component, at: site, over: month) { _, _ in 0 }.total("hosting") == 0)
    #expect(component.priceKey(ofMeter: 5) == "openai.gpt-4.1-mini.global.developer_training.tokens")
  }

  @Test func `more load never means less usage`() {
    var component = OpenAI()
    component.cachedInput = 0.3
    var last = OpenAI.meters.map { _ in 0.0 }
    for load in [0, 1, 1e3, 1e9, 1e15] {
      let run = SingleUnit(component, over: Horizon(month: 2027, 1, hours: 24)) { _, _ in load }
      let next = OpenAI.meters.map { run.total($0.name) }
      for (before, after) in zip(last, next) { #expect(after >= before && after.isFinite) }
      last = next
    }
  }
}
