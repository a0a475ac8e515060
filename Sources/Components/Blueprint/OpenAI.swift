public import Quantities

/// Azure OpenAI: answers chats and retrieval-augmented questions.
///
/// Billed per token, input and output apart; a prefix that the service still has in its cache costs less. Reasoning
/// tokens bill as output. Above the quota calls are refused, not billed.
/// Source: MicrosoftDocs/azure-ai-docs articles/foundry/openai/quotas-limits.md.
public struct OpenAI: Component {
  public static let kind = "openai"
  public static let title = "Azure OpenAI"
  public static let purpose = "Language models that write the answers"
  public static let layer = Layer.intelligence
  public static let placement = Placement.everyRegion
  public static let grain = Grain.step  // tokens per minute are held against a quota

  // MARK: Settings
  /// The model and, where prices differ, its version.
  public var model: Model = .gpt41Mini
  /// Where a call may be computed.
  public var deployment: Deployment = .global
  /// How the tokens are bought.
  public var offer: Offer = .standard
  /// Share of input tokens found in the prompt cache.
  public var cachedInput: Quantity<Share> = 0
  /// Tokens per minute, where the subscription's quota differs from the first tier's.
  public var quota: Quantity<Token>?
  /// Time from a call to the first token of its answer.
  public var firstToken: Quantity<Millisecond> = 600
  /// How fast the tokens of an answer follow each other, per second.
  public var tokensPerSecond: Quantity<Token> = 80
  /// Bytes that a token takes on the network, in either direction.
  public var bytesPerToken: Quantity<Gigabyte> = 4e-9
  /// Billed size of the records that a call writes about itself.
  public var logPerCall: Quantity<Gigabyte> = 1e-6

  public static let settings: [Setting<Self>] = [
    .choice("model", \.model, "model and, where prices differ, its version"),
    .choice("deployment", \.deployment, "where a call may be computed: anywhere, in the data zone, in the region"),
    .choice("offer", \.offer, "how tokens are bought"),
    .number("cachedInput", \.cachedInput, in: 0...1, "share of input tokens found in the prompt cache"),
    .optional("quota", \.quota, in: 1...1e12, "tokens per minute and region (the first quota tier's if left out)"),
    .number("firstToken", \.firstToken, in: 0...600_000, "mean time from a call to the first token of its answer"),
    .number("tokensPerSecond", \.tokensPerSecond, in: 0.1...1e6, "tokens of an answer that follow in a second"),
    .number("bytesPerToken", \.bytesPerToken, in: 0...1e-3, "bytes of a token on its way"),
    .number("logs.perCall", \.logPerCall, in: 0...1, "billed size of a call's logs, where a monitor collects them"),
  ]

  /// A model as the price list keys it.
  public enum Model: String, CaseIterable, Sendable {
    case gpt41 = "gpt-4.1", gpt41Mini = "gpt-4.1-mini", gpt41Nano = "gpt-4.1-nano"
    case gpt4o1120 = "gpt-4o-1120", gpt4o0806 = "gpt-4o-0806", gpt4oMini = "gpt-4o-mini-0718"
    case gpt5 = "gpt-5", gpt5Mini = "gpt-5-mini", gpt5Nano = "gpt-5-nano"
    case gpt51 = "gpt-5.1", gpt52 = "gpt-5.2", gpt54 = "gpt-5.4"
  }

  /// Where a call may be computed.
  public enum Deployment: String, CaseIterable, Sendable { case global, datazone, regional }

  /// How tokens are bought: pay as you go.
  public enum Offer: String, CaseIterable, Sendable { case standard }

  /// A deployment with every default.
  public init() {}

  private var privately = 0.0

  public mutating func place(at site: Site) { privately = site.isPrivate ? bytesPerToken.value : 0 }

  public func carried(byInput slot: Int) -> Carried? {
    switch slot {
    case Self.tokensIn.slot: Carried(asked: bytesPerToken)
    case Self.tokensOut.slot: Carried(answered: bytesPerToken)
    default: nil
    }
  }

  // MARK: Limits
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
    case (.global, .gpt5Mini), (.global, .gpt41): tier(1e6, 1000)
    case (.global, .gpt5Nano), (.global, .gpt41Mini): tier(5e6, 5000)
    case (.global, .gpt4oMini): tier(2e6, 20_000)
    case (.global, .gpt4o1120), (.global, .gpt4o0806): former(450_000, 2700)
    case (.datazone, .gpt5), (.datazone, .gpt51), (.datazone, .gpt52): tier(300_000, 3000)
    case (.datazone, .gpt54), (.datazone, .gpt5Mini), (.datazone, .gpt41): tier(300_000, 300)
    case (.datazone, .gpt5Nano): tier(2e6, 2000)
    case (.datazone, .gpt4o1120), (.datazone, .gpt4o0806): former(300_000, 1800)
    case (.datazone, .gpt4oMini): former(1e6, 6000)
    case (.regional, .gpt4o1120), (.regional, .gpt4o0806): former(150_000, 900)
    case (.regional, .gpt4oMini): former(450_000, 2700)
    default: nil
    }
  }

  public static let limits = [
    Limit("tokens per minute, gpt-4.1-mini, global, first tier", "5,000,000", source: tierOne),
    Limit("tokens per minute, gpt-4.1, gpt-5, global, first tier", "1,000,000", source: tierOne),
    Limit("tokens per minute, gpt-4o, global", "450,000", source: formerDefaults),
    Limit("tokens per minute, gpt-4.1, gpt-5, data zone, first tier", "300,000", source: tierOne),
  ]

  // MARK: Flows
  static let calls = Input(.modelCalls, slot: 0, visit: "calls", "calls of the model")
  static let tokensIn = Input(.promptTokens, slot: 1, visit: "tokensIn", "tokens of prompt, history and documents")
  static let tokensOut = Input(.answerTokens, slot: 2, visit: "tokensOut", "tokens of the answers")
  public static let inputs = [calls.port, tokensIn.port, tokensOut.port]

  static let privateIn = Output(.privateIngress, slot: 0, "prompts, where callers come through a private endpoint")
  static let privateOut = Output(.privateEgress, slot: 1, "answers, where callers come through a private endpoint")
  static let logs = Output(.platformLogs, slot: 2, "each call is logged")
  public static let outputs = [privateIn.port, privateOut.port, logs.port]

  // MARK: Meters
  static let prices =
    "Arturo-Quiroga-MSFT/azure-architecture-diagram-builder src/data/pricing/regions/*/foundry_models.json"
  static let input = Meter<Token>(
    "input-tokens", slot: 0, formula: "Σ requests × tokensIn × (1 − cachedInput)", source: prices)
  static let cached = Meter<Token>(
    "cached-input-tokens", slot: 1, formula: "Σ requests × tokensIn × cachedInput", source: prices)
  static let output = Meter<Token>("output-tokens", slot: 2, formula: "Σ requests × tokensOut", source: prices)
  public static let meters = [input.port, cached.port, output.port]

  public func priceKey(ofMeter slot: Int) -> String {
    let side =
      switch slot {
      case Self.input.slot: "input"
      case Self.cached.slot: "cached_input"
      default: "output"
      }
    return "openai.\(model.rawValue).\(deployment.rawValue).\(offer.rawValue).\(side)"
  }

  // MARK: Gauges
  static let tokensPerMinute = Gauge("tokensPerMinute", unit: "tokens/min", slot: 0)
  static let callsPerMinute = Gauge("callsPerMinute", unit: "/min", slot: 1)
  public static let gauges = [tokensPerMinute, callsPerMinute]

  public func limit(ofGauge slot: Int) -> Bound? {
    let published = Self.quota(of: model, deployment)
    if slot == Self.callsPerMinute.slot {
      // A quota of the scenario's own says nothing about calls.
      return quota == nil ? published.map { Bound($0.calls, source: $0.source) } : nil
    }
    if let quota { return Bound(quota.value, source: "setting `quota`") }
    return published.map { Bound($0.tokens, source: $0.source) }
  }

  public func assumptions() -> [Assumption] {
    var list = [
      Assumption(
        key: "cachedInput", value: Measure.write(cachedInput), origin: cachedInput == 0 ? "default" : "scenario",
        source: "depends on how much of the prompts is alike; no source gives a share"),
      labelled("bytesPerToken", "about four letters of English text; no source counts the frame around it"),
      labelled("logs.perCall", "one record of a call, its text left out; no source gives a size"),
      labelled("firstToken", "depends on the model's load; no source gives a figure for this offer"),
      labelled("tokensPerSecond", "depends on the model's load; no source gives a figure for this offer"),
    ]
    if limit(ofGauge: Self.tokensPerMinute.slot) == nil {
      list.append(
        Assumption(
          key: "quota", value: "none", source: "no source states the quota of this model and deployment"))
    }
    return list
  }

  // MARK: Response time
  /// The wait for the first token, taken as exponential, then the answer's tokens at a steady rate.
  public func time(of visit: VisitAmounts) -> VisitTime {
    var time = VisitTime()
    let calls = Swift.max(visit["calls"], visit["tokensOut"] > 0 ? 1 : 0)
    guard calls > 0 else { return time }
    time.add(calls: calls, each: firstToken)
    let writing = visit["tokensOut"] / tokensPerSecond.value * 1000
    time.add(mean: writing, variance: visit.answerVariation * writing * writing / calls)
    return time
  }

  // MARK: One step
  public func advance(_ state: inout Stateless, through step: Step, into usage: inout Usage) {
    let prompts = step[Self.tokensIn]
    let answers = step[Self.tokensOut]
    let fromCache = prompts * cachedInput.value
    usage[Self.input] += prompts - fromCache
    usage[Self.cached] += fromCache
    usage[Self.output] += answers
    usage[feeding: Self.privateIn] = Quantity(prompts.value * privately)
    usage[feeding: Self.privateOut] = Quantity(answers.value * privately)
    usage[feeding: Self.logs] = Quantity(step[Self.calls].value * logPerCall.value)
    let minutes = step.hours * 60
    usage[showing: Self.tokensPerMinute] = (prompts + answers).value / minutes
    usage[showing: Self.callsPerMinute] = step[Self.calls].value / minutes
  }
}

extension Flow<Count> {
  /// Calls of a language model.
  public static var modelCalls: Self { Flow("model-calls") }
}

extension Flow<Token> {
  /// What a language model reads.
  public static var promptTokens: Self { Flow("prompt-tokens") }
  /// What a language model writes.
  public static var answerTokens: Self { Flow("answer-tokens") }
}
