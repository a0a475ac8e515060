import Components

extension PublishedExample {
  private static let fineTuning =
    "MicrosoftDocs/azure-ai-docs articles/ai-foundry/openai/how-to/fine-tuning-cost-management.md@3e1d6f3"
  private static let latency = "MicrosoftDocs/azure-ai-docs articles/ai-services/openai/how-to/latency.md@0224093"

  static let openAI: [PublishedExample] = [
    PublishedExample("aoai-fine-tuned-hosting-month", 1422, within: 0.005, source: fineTuning) {
      // 30 days of hosting at 1.70 an hour, 20 million tokens in at 1.10 and 40 million out at 4.40.
      try Estimated(
        "openai", set: ["model=o4-mini", "fineTuning.hosted=1"], flow: ["tokensIn=20e6", "tokensOut=40e6"], hours: 720,
        prices: [
          "openai.o4-mini-0416.global.hosting.hour,1 Hour,1.7", "openai.o4-mini-0416.global.standard.input,1M,1.1",
          "openai.o4-mini-0416.global.standard.output,1M,4.4",
        ]
      ).total
    },
    PublishedExample(
      "aoai-ptu-partial-hour", 0.25, "hour", within: 0,
      source:
        "MicrosoftDocs/azure-ai-docs articles/ai-services/openai/how-to/provisioned-throughput-onboarding.md@071e5c7"
    ) {
      // A deployment that lives 15 minutes pays a quarter of each unit's hour.
      try Estimated(
        "openai", set: ["model=gpt-4o", "offer=provisioned", "ptu=1", "deployed=15 min"], hours: 1
      ).quantity(of: "provisioned-throughput")
    },
    PublishedExample("aoai-sft-training", 4, within: 0.005, source: fineTuning) {
      // A million tokens, two epochs, 2.00 per million.
      try Estimated(
        "openai", set: ["model=gpt-4.1", "fineTuning.epochs=2"], flow: ["trainingTokens=1e6"],
        prices: ["openai.gpt-4.1.global.training.tokens,1M,2"]
      ).total
    },
    PublishedExample("aoai-tpm-ptu-2", 5_050_000, "TPM", within: 0, source: latency) {
      OpenAI.Load(callsPerMinute: 1000, prompt: 5000, answer: 50).perMinute
    },
    PublishedExample("aoai-tpm-ptu-3", 650_000, "TPM", within: 0, source: latency) {
      OpenAI.Load(callsPerMinute: 500, prompt: 1000, answer: 300).perMinute
    },
  ]
}
