public import Quantities

extension OpenAI {
  static let sizing = "MicrosoftDocs/azure-ai-docs articles/foundry/openai/how-to/provisioned-throughput-onboarding.md"
  static let sizingExamples = "MicrosoftDocs/azure-ai-docs articles/ai-services/openai/how-to/latency.md"

  /// What is asked of a model in some minutes.
  public struct Load: Sendable {
    /// Tokens read and tokens written.
    let prompts: Double, answers: Double
    let minutes: Double
    /// Tokens that are read from the cache alone.
    var repeated = 0.0

    /// Tokens in so many minutes.
    init(prompts: Double, answers: Double, minutes: Double) {
      (self.prompts, self.answers, self.minutes) = (prompts, answers, minutes)
    }

    /// So many calls a minute, all alike.
    public init(callsPerMinute calls: Double, prompt: Double, answer: Double) {
      self.init(prompts: calls * prompt, answers: calls * answer, minutes: 1)
    }

    /// Tokens a minute (TPM), as quotas of standard deployments count them.
    public var perMinute: Double { (prompts + answers + repeated) / minutes }

    /// Tokens a minute as provisioned throughput counts them: input that isn't cached, and output by its weight.
    func weighted(cached: Double, output weight: Double) -> Double {
      (prompts * (1 - cached) + answers * weight) / minutes
    }
  }

  /// What a provisioned throughput unit (PTU) of a model is worth, and in what numbers it is deployed.
  public struct Throughput: Sendable {
    /// Input tokens a minute.
    let tokens: Double
    /// Input tokens that an output token counts as.
    let outputWeight: Double
    /// The least that is deployed, and by how many it grows.
    let least: Double, increment: Double

    /// Units deployed for a need of `units`.
    func deployed(_ units: Double) -> Double {
      // A need that is whole but for its rounding is that need.
      least + Swift.max(0, ((units - least) / increment - 1e-9).rounded(.up)) * increment
    }
  }

  /// The throughput of a unit of a model; nil where no source states it.
  ///
  /// Sources: `sizing`; the weight of GPT-4o's output from the examples of `sizingExamples`, which come out with 3 alone.
  static func throughput(of model: Model, _ deployment: Deployment) -> Throughput? {
    let worth: (tokens: Double, weight: Double, least: Double, increment: Double)? =
      switch model {
      case .gpt55: (1200, 6, 50, 50)
      case .gpt54: (2400, 6, 50, 50)
      case .gpt52: (3400, 8, 50, 50)
      case .gpt5, .gpt51: (4750, 8, 50, 50)
      case .gpt5Mini: (23_750, 8, 25, 25)
      case .gpt41: (3000, 4, 50, 50)
      case .gpt41Mini: (14_900, 4, 25, 25)
      case .gpt41Nano: (59_400, 4, 25, 25)
      case .o3: (3000, 4, 50, 50)
      case .o4Mini: (5400, 4, 25, 25)
      case .gpt4o1120, .gpt4o0806: (2500, 3, 50, 50)
      case .gpt4oMini: (37_000, 3, 25, 25)
      case .o3Mini: (2500, 4, 25, 25)
      case .o1: (230, 4, 25, 50)
      default: nil
      }
    return worth.map {
      Throughput(
        tokens: $0.tokens, outputWeight: $0.weight, least: deployment == .regional ? $0.least : 15,
        increment: deployment == .regional ? $0.increment : 5)
    }
  }

  /// The busiest minute that a provisioned deployment is sized for, as the capacity calculator asks for it.
  public struct Peak: Sendable {
    /// Calls a minute; 0 if none is stated.
    public var calls: Quantity<Count> = 0
    /// Tokens of a prompt.
    public var prompt: Quantity<Token> = 0
    /// Tokens of an answer.
    public var answer: Quantity<Token> = 0
  }

  /// Training and hosting of a fine-tuned model.
  public struct FineTuning: Sendable {
    /// Whether it trains and runs with the standard's guarantees, or for half on capacity that may be taken away.
    public enum Tier: String, CaseIterable, Sendable { case standard, developer }
    /// See `Tier`.
    public var tier: Tier = .standard
    /// How often training goes through its file.
    public var epochs: Quantity<Count> = 1
    /// Tokens of the file that each scheduled retraining trains on.
    public var perRun: Quantity<Token> = 0
    /// Deployments of fine-tuned models.
    public var hosted: Quantity<Count> = 0
  }
}
