public import Quantities

/// Azure OpenAI: answers chats and retrieval-augmented questions, and turns texts into vectors.
///
/// Billed per token, input and output apart, or by the hour for provisioned throughput; a prefix that the service still
/// has in its cache costs less. Reasoning tokens bill as output. Calls above a quota are refused and tried again: their
/// tokens are billed once.
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
  /// The price list's name of a model that `Model` lacks; empty if it has it.
  public var otherModel = ""
  /// Where a call may be computed.
  public var deployment: Deployment = .global
  /// How the tokens are bought.
  public var offer: Offer = .standard
  /// Share of input tokens found in the prompt cache.
  public var cachedInput: Quantity<Share> = 0
  /// Share of input tokens written to it, where that has a price.
  public var cacheWrites: Quantity<Share> = 0
  /// Reasoning tokens over those of the answer.
  public var reasoning: Quantity<Share> = 0
  /// Tokens embedded or read once, in the first step.
  public var firstEmbedding: Quantity<Token> = 0
  /// Provisioned throughput units; nil to size them.
  public var ptu: Quantity<Count>?
  /// The busiest minute, by which they are sized.
  public var peak = Peak()
  /// Whether a standard deployment takes what a provisioned one can't.
  public var spillover = true
  /// How long the provisioned deployment stands; nil for ever.
  public var deployed: Quantity<Hour>?
  /// Input tokens a minute of a unit, where a source's differ.
  public var tokensPerPTU: Quantity<Token>?
  /// Input tokens that an output token counts as, where a source's differ.
  public var outputWeight: Quantity<Count>?
  /// Training and hosting of a fine-tuned model.
  public var fineTuning = FineTuning()
  /// Data that file search keeps.
  public var searchedFiles: Quantity<Gigabyte> = 0
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
    Setting(
      "model", shape: .choice(Model.allCases.map(\.rawValue) + Model.aliases.keys.sorted()),
      "model and, where prices differ, its version",
      read: { root, node, problems in
        if let found = node.text.flatMap({ Model.aliases[$0.lowercased()] }) {
          root.model = found
        } else if let found = Reading.choice(node, "model", Model.self, &problems) {
          root.model = found
        }
      }, write: { $0.model.rawValue }),
    .text(
      "otherModel", \.otherModel, pattern: "^[a-z0-9._-]+$",
      "a model that isn't listed, as the price keys are to name it: openai.OTHER.global.standard.input"),
    .choice("deployment", \.deployment, "where a call may be computed: anywhere, in the data zone, in the region"),
    .choice(
      "offer", \.offer, "how tokens are bought: as used, in batches, with priority, or by provisioned throughput"),
    .number("cachedInput", \.cachedInput, in: 0...1, "share of input tokens found in the prompt cache"),
    .number(
      "cacheWrites", \.cacheWrites, in: 0...1, "share of input tokens written to the cache, where that has a price"),
    .number("reasoning", \.reasoning, in: 0...1000, "reasoning tokens over those of the answer, billed as output"),
    .number("firstEmbedding", \.firstEmbedding, "tokens of input in each region once, at the start: a corpus to embed"),
    .optional("ptu", \.ptu, in: 0...1e6, "provisioned throughput units (by `peak`, else by the load if left out)"),
    .number("peak.calls", \.peak.calls, "calls in the busiest minute, by which `ptu` is sized"),
    .number("peak.prompt", \.peak.prompt, "tokens of a prompt then"),
    .number("peak.answer", \.peak.answer, "tokens of an answer then"),
    .flag("spillover", \.spillover, "a standard deployment takes what the provisioned one can't; else it is refused"),
    .optional("deployed", \.deployed, "how long the provisioned deployment stands (always if left out)"),
    .optional("tokensPerPTU", \.tokensPerPTU, in: 1...1e9, "input tokens a minute of a unit (the model's if left out)"),
    .optional(
      "outputWeight", \.outputWeight, in: 0...1000,
      "input tokens that one of output counts as (the model's if left out)"),
    .choice(
      "fineTuning.tier", \.fineTuning.tier, "standard, or developer: cheaper training, hosting free, no guarantee"),
    .number("fineTuning.epochs", \.fineTuning.epochs, in: 1...100, "how often training goes through its file"),
    .number("fineTuning.perRun", \.fineTuning.perRun, "tokens that each scheduled retraining trains on"),
    .number("fineTuning.hosted", \.fineTuning.hosted, in: 0...1000, "deployments of fine-tuned models, billed hourly"),
    .number("searchedFiles", \.searchedFiles, "data that file search keeps"),
    .optional("quota", \.quota, in: 1...1e12, "tokens per minute and region (the first quota tier's if left out)"),
    .number("firstToken", \.firstToken, in: 0...600_000, "mean time from a call to the first token of its answer"),
    .number("tokensPerSecond", \.tokensPerSecond, in: 0.1...1e6, "tokens of an answer that follow in a second"),
    .number("bytesPerToken", \.bytesPerToken, in: 0...1e-3, "bytes of a token on its way"),
    .number("logs.perCall", \.logPerCall, in: 0...1, "billed size of a call's logs, where a monitor collects them"),
  ]

  /// Where a call may be computed.
  public enum Deployment: String, CaseIterable, Sendable { case global, datazone, regional }

  /// How tokens are bought.
  public enum Offer: String, CaseIterable, Sendable { case standard, batch, priority, provisioned }

  /// What each step needs of the settings, worked out once.
  private struct Terms: Sendable {
    /// Shares of input that are billed as found in the cache, and as written to it.
    var cached = 0.0, written = 0.0
    /// Gigabytes that a token moves over a private endpoint; 0 without one.
    var privately = 0.0
    /// Tokens a minute that aren't refused.
    var most = Double.infinity
    /// Provisioned units that stand whatever the load.
    var stated: Double?
    var unit: Throughput?
    var retraining: Schedule?
    var outages: [Range<Double>] = []
  }
  private var terms = Terms()

  /// A deployment with every default.
  public init() {}

  public mutating func place(at site: Site) {
    terms.cached = cachedShare
    terms.privately = site.isPrivate ? bytesPerToken.value : 0
    terms.written = writtenShare
    terms.most = limit(ofGauge: Self.tokensPerMinute.slot)?.value ?? .infinity
    terms.stated = statedUnits
    terms.unit = offer == .provisioned ? unit : nil
    terms.retraining = fineTuning.perRun > 0 ? site.retraining : nil
    terms.outages = site.outages
  }

  public func conflicts() -> [String] {
    var list = whole([("ptu", ptu ?? 0), ("fineTuning.hosted", fineTuning.hosted)])
    if !otherModel.allSatisfy({ $0.isLowercase || $0.isNumber || "._-".contains($0) }) {
      list.append("`otherModel` takes small letters, digits, points and dashes")
    }
    if offer == .batch, deployment == .regional { list.append("batches are offered for global and datazone alone") }
    if offer == .priority, deployment == .regional || (otherModel.isEmpty && !model.hasPriority) {
      list.append("priority is offered for GPT-5 and later models alone, global and datazone")
    }
    if model.embeds, otherModel.isEmpty, offer != .standard, offer != .priority {
      list.append("\(model.rawValue) is offered as standard alone")
    }
    if cachedInput + cacheWrites > 1 { list.append("`cachedInput` and `cacheWrites` are more than all input") }
    if offer == .provisioned {
      if throughput == nil, tokensPerPTU == nil, ptu == nil {
        list.append("no source tells what a unit of \(modelKey) is worth: state `ptu` or `tokensPerPTU`")
      }
    } else if ptu != nil || peak.calls > 0 || deployed != nil {
      list.append("`ptu`, `peak` and `deployed` need `offer: provisioned`")
    }
    return list
  }

  // MARK: Limits
  static let tuning = "MicrosoftDocs/azure-ai-docs articles/ai-foundry/openai/how-to/fine-tuning-cost-management.md"
  static let batches = "MicrosoftDocs/azure-ai-docs articles/ai-foundry/openai/includes/global-batch-limits.md"
  public static let limits = [
    Limit("tokens per minute, gpt-4.1-mini, global, first tier", "5,000,000", source: tierOne),
    Limit("tokens per minute, gpt-4.1, gpt-5, global, first tier", "1,000,000", source: tierOne),
    Limit("tokens per minute, gpt-4o, global", "450,000", source: formerDefaults),
    Limit("tokens per minute, gpt-4.1, gpt-5, data zone, first tier", "300,000", source: tierOne),
    Limit("provisioned units, global and data zone", "15, then in steps of 5", source: sizing),
    Limit("provisioned units, regional", "25 or 50, then in steps of as many", source: sizing),
    Limit("tokens waiting in batches, gpt-4.1, 4o, 5; small models", "200 million; 1 billion", source: batches),
    Limit("requests and size of a batch file", "100,000; 200 MB", source: batches),
    Limit("files of batches per resource; time in which a batch is meant to end", "500; 24 h", source: batches),
    Limit(
      "tokens a month above which answers take less even times, gpt-4.1, gpt-4.1-mini, gpt-4o, gpt-4o-mini",
      "30, 150, 12, 85 billion per tenant", source: formerDefaults),
    Limit("SLA, provisioned latency aside", "99.9 %", source: "mikaelvesavuori/cloud-sla data/azure.json @21a22e3"),
    Limit("one job of reinforcement fine-tuning, before it pauses", "5,000 USD", source: tuning),
  ]

  /// The price list's name of the model.
  var modelKey: String { otherModel.isEmpty ? model.rawValue : otherModel }
  /// What a provisioned unit is worth by the documents; nil if they don't tell.
  var throughput: Throughput? { otherModel.isEmpty ? Self.throughput(of: model, deployment) : nil }
  /// The same by the settings; without bound where nobody tells.
  var unit: Throughput {
    let documented = throughput
    return Throughput(
      tokens: tokensPerPTU?.value ?? documented?.tokens ?? .infinity,
      outputWeight: outputWeight?.value ?? documented?.outputWeight ?? 4,
      least: documented?.least ?? (deployment == .regional ? 50 : 15),
      increment: documented?.increment ?? (deployment == .regional ? 50 : 5))
  }
  /// Share of input that is billed as cached.
  var cachedShare: Double { otherModel.isEmpty && !model.hasCachedPrice(offer) ? 0 : cachedInput.value }
  /// Share of input that is billed as written to the cache.
  var writtenShare: Double { otherModel.isEmpty && !model.hasWritePrice ? 0 : cacheWrites.value }
  /// Units that stand whatever the load; nil if they follow it.
  var statedUnits: Double? {
    if let ptu { return ptu.value }
    guard peak.calls > 0 else { return nil }
    let load = Load(callsPerMinute: peak.calls.value, prompt: peak.prompt.value, answer: peak.answer.value)
    return units(for: load)
  }

  /// Units to deploy for a load.
  public func units(for load: Load) -> Double {
    unit.deployed(load.weighted(cached: cachedInput.value, output: unit.outputWeight) / unit.tokens)
  }

  // MARK: Flows
  static let calls = Input(.modelCalls, slot: 0, visit: "calls", "calls of the model")
  static let tokensIn = Input(.promptTokens, slot: 1, visit: "tokensIn", "tokens of prompt, history and documents")
  static let tokensOut = Input(.answerTokens, slot: 2, visit: "tokensOut", "tokens of the answers")
  static let trained = Input(.trainingTokens, slot: 3, visit: "trainingTokens", "tokens of files for fine-tuning")
  static let reinforced = Input(
    .trainingTime, slot: 4, visit: "trainingTime", "time of fine-tuning by reinforcement, hours")
  static let sessions = Input(.codeSessions, slot: 5, visit: "codeSessions", "sessions of the code interpreter")
  static let searches = Input(.fileSearches, slot: 6, visit: "fileSearches", "calls of file search")
  static let images = Input(.drawnImages, slot: 7, visit: "images", "images that a model draws")
  static let speech = Input(.transcribedSpeech, slot: 8, visit: "speech", "speech that a model writes down")
  static let characters = Input(.spokenCharacters, slot: 9, visit: "characters", "characters that a model speaks")
  static let cachedTokens = Input(
    .cachedTokens, slot: 10, visit: "cachedIn", "tokens of prompts found in the cache, besides a share of `tokensIn`")
  public static let inputs = [
    calls.port, tokensIn.port, tokensOut.port, trained.port, reinforced.port, sessions.port, searches.port,
    images.port, speech.port, characters.port, cachedTokens.port,
  ]

  static let privateIn = Output(.privateIngress, slot: 0, "prompts, where callers come through a private endpoint")
  static let privateOut = Output(.privateEgress, slot: 1, "answers, where callers come through a private endpoint")
  static let logs = Output(.platformLogs, slot: 2, "each call is logged")
  public static let outputs = [privateIn.port, privateOut.port, logs.port]

  public func carried(byInput slot: Int) -> Carried? {
    switch slot {
    case Self.tokensIn.slot, Self.cachedTokens.slot: Carried(asked: bytesPerToken)
    case Self.tokensOut.slot: Carried(answered: bytesPerToken)
    default: nil
    }
  }

  // MARK: Gauges
  static let tokensPerMinute = Gauge("tokensPerMinute", unit: "tokens/min", slot: 0)
  static let callsPerMinute = Gauge("callsPerMinute", unit: "/min", slot: 1)
  static let neededUnits = Gauge("ptuNeeded", unit: "PTU", slot: 2)
  static let refused = Gauge("refused", unit: "tokens/min", slot: 3)
  public static let gauges = [tokensPerMinute, callsPerMinute, neededUnits, refused]

  public func limit(ofGauge slot: Int) -> Bound? {
    if slot == Self.neededUnits.slot {
      return offer == .provisioned && ptu != nil ? statedUnits.map { Bound($0, source: "setting `ptu`") } : nil
    }
    // A provisioned deployment and batches have no quota of tokens a minute.
    guard slot != Self.refused.slot, offer == .standard || offer == .priority else { return nil }
    let published = otherModel.isEmpty ? Self.quota(of: model, deployment) : nil
    if slot == Self.callsPerMinute.slot {
      // A quota of the scenario's own says nothing about calls.
      return quota == nil ? published.map { Bound($0.calls, source: $0.source) } : nil
    }
    if let quota { return Bound(quota.value, source: "setting `quota`") }
    return published.map { Bound($0.tokens, source: $0.source) }
  }

  public func assumptions() -> [Assumption] {
    var list = [
      labelled("cachedInput", "depends on how much of the prompts is alike; no source gives a share"),
      labelled("bytesPerToken", "about four letters of English text; no source counts the frame around it"),
      labelled("logs.perCall", "one record of a call, its text left out; no source gives a size"),
      labelled("firstToken", "depends on the model's load; no source gives a figure for this offer"),
      labelled("tokensPerSecond", "depends on the model's load; no source gives a figure for this offer"),
    ]
    if offer == .provisioned {
      if let ptu, ptu.value < unit.least {
        list.append(
          Assumption(
            key: "ptu", value: Measure.write(ptu), origin: "scenario",
            source: "less than the \(Measure.plain(unit.least)) that Azure deploys at least: \(Self.sizing)"))
      }
      if statedUnits == nil {
        list.append(
          Assumption(
            key: "ptu", value: "as many as the busiest step so far needs", origin: "rule",
            source: "capacity that is given back may be gone: the deployment grows and never shrinks"))
      }
    } else if limit(ofGauge: Self.tokensPerMinute.slot) == nil {
      list.append(
        Assumption(key: "quota", value: "none", source: "no source states the quota of this model and deployment"))
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
  /// Units deployed, and scheduled fine-tuning.
  public struct State: Sendable {
    var units = 0.0
    var training: ScheduledRuns
  }

  public var initial: State { State(training: ScheduledRuns(terms.retraining, outages: terms.outages)) }

  public func advance(_ state: inout State, through step: Step, into usage: inout Usage) {
    let prompts = step[Self.tokensIn] + (step.start == 0 ? firstEmbedding : 0)
    let answers = step[Self.tokensOut] * (1 + reasoning.value)
    let repeated = step[Self.cachedTokens]
    var load = Load(prompts: prompts.value, answers: answers.value, minutes: step.hours * 60)
    load.repeated = repeated.value
    usage[showing: Self.tokensPerMinute] = load.perMinute
    usage[showing: Self.callsPerMinute] = step[Self.calls].value / load.minutes

    usage[feeding: Self.privateIn] = Quantity((step[Self.tokensIn] + repeated).value * terms.privately)
    usage[feeding: Self.privateOut] = Quantity(step[Self.tokensOut].value * terms.privately)
    usage[feeding: Self.logs] = Quantity(step[Self.calls].value * logPerCall.value)

    var billed = 1.0
    if let unit = terms.unit {
      billed = provide(load, of: unit, &state, through: step, into: &usage)
    } else {
      usage[showing: Self.refused] = Swift.max(0, load.perMinute - terms.most)
    }
    let reading = prompts * billed
    let fromCache = reading * terms.cached
    let toCache = reading * terms.written
    usage[Self.input] += reading - fromCache - toCache
    usage[Self.cached] += fromCache + repeated * billed
    usage[Self.written] += toCache
    usage[Self.output] += answers * billed

    usage[Self.training] += step[Self.trained] * fineTuning.epochs.value
    if terms.retraining != nil {
      let before = state.training.begun
      _ = state.training.hours(in: step) { _ in 0 }
      let files = fineTuning.perRun * Double(state.training.begun - before)
      usage[Self.training] += files * fineTuning.epochs.value
    }
    usage[Self.trainingHours] += step[Self.reinforced]
    let hosted = fineTuning.tier == .standard && offer != .provisioned ? fineTuning.hosted.value : 0
    usage[Self.hosting] += Quantity(hosted * step.hours)
    usage[Self.interpreted] += step[Self.sessions]
    usage[Self.searched] += step[Self.searches]
    usage[Self.drawn] += step[Self.images]
    usage[Self.heard] += step[Self.speech]
    usage[Self.spoken] += step[Self.characters]
    usage[Self.keptFiles] += Quantity(searchedFiles.value * step.hours / 24)
  }

  /// Lets a provisioned deployment take what it can: the share of the load that is billed by the token.
  private func provide(
    _ load: Load, of unit: Throughput, _ state: inout State, through step: Step, into usage: inout Usage
  ) -> Double {
    let need = load.weighted(cached: cachedInput.value, output: unit.outputWeight) / unit.tokens
    state.units = terms.stated ?? Swift.max(state.units, unit.deployed(need))
    let standing = deployed.map { Swift.min(Swift.max($0.value - step.start, 0), step.hours) } ?? step.hours
    usage[Self.provisioned] += Quantity(state.units * standing)
    let room = state.units * standing / step.hours
    let over = need > room ? 1 - room / need : 0
    usage[showing: Self.neededUnits] = need
    usage[showing: Self.refused] = spillover ? 0 : over * load.perMinute
    return spillover ? over : 0
  }
}
