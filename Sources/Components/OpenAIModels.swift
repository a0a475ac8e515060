extension OpenAI {
  /// A model as the price list keys it: version or length of context where prices differ.
  public enum Model: String, CaseIterable, Sendable {
    case gpt41 = "gpt-4.1", gpt41Mini = "gpt-4.1-mini", gpt41Nano = "gpt-4.1-nano"
    case gpt4o1120 = "gpt-4o-1120", gpt4o0806 = "gpt-4o-0806", gpt4oMini = "gpt-4o-mini-0718"
    case gpt5 = "gpt-5", gpt5Mini = "gpt-5-mini", gpt5Nano = "gpt-5-nano"
    case gpt51 = "gpt-5.1", gpt52 = "gpt-5.2", gpt52Pro = "gpt-5.2-pro"
    case gpt54 = "gpt-5.4", gpt54Mini = "gpt-5.4-mini", gpt54Nano = "gpt-5.4-nano", gpt54Long = "gpt-5.4-longco"
    case gpt54Pro = "gpt-5.4-pro", gpt54ProLong = "gpt-5.4-pro-longco"
    case gpt55 = "gpt-5.5-shortco", gpt55Long = "gpt-5.5-longco"
    case gpt56Luna = "gpt-5.6-luna-shortco", gpt56LunaLong = "gpt-5.6-luna-longco"
    case gpt56Sol = "gpt-5.6-sol-shortco", gpt56SolLong = "gpt-5.6-sol-longco"
    case gpt56Terra = "gpt-5.6-terra-shortco", gpt56TerraLong = "gpt-5.6-terra-longco"
    case o1 = "o1-1217", o3 = "o3-0416", o3Mini = "o3-mini-0131", o4Mini = "o4-mini-0416"
    case embedding3Small = "text-embedding-3-small", embedding3Large = "text-embedding-3-large"
    case embeddingAda = "text-embedding-ada-002"

    /// Names that people use, each for the version that the price list has.
    static let aliases: [String: Model] = [
      "gpt-4o": .gpt4o1120, "gpt-4o-mini": .gpt4oMini, "gpt-5.5": .gpt55, "gpt-5.6-luna": .gpt56Luna,
      "gpt-5.6-sol": .gpt56Sol, "gpt-5.6-terra": .gpt56Terra, "o1": .o1, "o3": .o3, "o3-mini": .o3Mini,
      "o4-mini": .o4Mini,
    ]

    /// Whether it turns texts into vectors and writes no answer.
    var embeds: Bool {
      switch self {
      case .embedding3Small, .embedding3Large, .embeddingAda: true
      default: false
      }
    }

    /// Whether the price list has a price for calls with priority.
    var hasPriority: Bool {
      switch self {
      case .gpt5, .gpt5Mini, .gpt51, .gpt52, .gpt54, .gpt54Mini, .gpt55, .gpt56Luna, .gpt56Sol, .gpt56Terra: true
      default: false
      }
    }

    /// Whether the price list has a price for input that is found in the cache.
    func hasCachedPrice(_ offer: Offer) -> Bool {
      switch self {
      case .embedding3Small, .embedding3Large, .embeddingAda, .gpt52Pro, .gpt54Pro, .gpt54ProLong: false
      // In batches the price list has one for GPT-5 alone.
      default: offer != .batch || rawValue.hasPrefix("gpt-5")
      }
    }

    /// Whether the price list has a price of its own for input that is written to the cache.
    var hasWritePrice: Bool { rawValue.hasPrefix("gpt-5.6") }
  }

  // MARK: Quotas
  /// What a subscription may ask of a model per region and minute.
  struct Quota: Sendable {
    /// Tokens, input and output together.
    let tokens: Double
    /// Calls.
    let calls: Double
    /// Who says so.
    let source: String
  }

  static let tierOne = "MicrosoftDocs/azure-ai-docs articles/foundry/openai/includes/quota-tier/tier-1.md"
  static let formerDefaults = "MicrosoftDocs/azure-ai-docs articles/ai-foundry/openai/quotas-limits.md"

  /// The first quota tier of a model; the former default where no tier is known (tiers never fall below it); else nil.
  static func quota(of model: Model, _ deployment: Deployment) -> Quota? {
    func tier(_ tokens: Double, _ calls: Double) -> Quota { Quota(tokens: tokens, calls: calls, source: tierOne) }
    func former(_ tokens: Double, _ calls: Double) -> Quota {
      Quota(tokens: tokens, calls: calls, source: formerDefaults)
    }
    return switch (deployment, model) {
    case (.global, .gpt5), (.global, .gpt51), (.global, .gpt52), (.global, .gpt54): tier(1e6, 10_000)
    case (.global, .gpt5Mini), (.global, .gpt41), (.global, .gpt55), (.global, .o3), (.global, .o4Mini):
      tier(1e6, 1000)
    case (.global, .gpt5Nano), (.global, .gpt41Mini): tier(5e6, 5000)
    case (.global, .gpt4oMini): tier(2e6, 20_000)
    case (.global, .gpt4o1120), (.global, .gpt4o0806): former(450_000, 2700)
    case (.datazone, .gpt5), (.datazone, .gpt51), (.datazone, .gpt52): tier(300_000, 3000)
    case (.datazone, .gpt54), (.datazone, .gpt5Mini), (.datazone, .gpt41): tier(300_000, 300)
    case (.datazone, .gpt5Nano): tier(2e6, 2000)
    case (.datazone, .gpt4o1120), (.datazone, .gpt4o0806): former(300_000, 1800)
    case (.datazone, .gpt4oMini): former(1e6, 6000)
    // 1,000 calls in 10 s.
    case (.global, .embedding3Small), (.global, .embedding3Large), (.datazone, .embedding3Small),
      (.datazone, .embedding3Large):
      tier(1e6, 6000)
    case (.regional, .gpt4o1120), (.regional, .gpt4o0806): former(150_000, 900)
    case (.regional, .gpt4oMini): former(450_000, 2700)
    default: nil
    }
  }
}
