public import Quantities

/// Azure AI Search: finds the passages that ground an answer, by keywords, vectors and semantic ranking.
///
/// Billed per search unit and hour, a unit being a replica of a partition, used or idle; it can't be paused. Queries,
/// documents and storage are inside that price; semantic ranking, agentic retrieval and some enrichment bill apart.
/// Source: MicrosoftDocs/azure-ai-docs articles/search/search-sku-manage-costs.md.
public struct AISearch: Component {
  public static let kind = "ai-search"
  public static let title = "Azure AI Search"
  public static let purpose = "Finds the documents that an answer is based on"
  public static let layer = Layer.intelligence
  public static let placement = Placement.everyRegion
  public static let grain = Grain.step  // rounding up to whole partitions as the index grows

  // MARK: Settings
  /// Pricing tier.
  public var tier: Tier = .s1
  /// Since when the service stands: older ones have smaller partitions.
  public var generation: Generation = .current
  /// Whether it runs on confidential computing, for a tenth more.
  public var confidential = false
  /// What the service level agreement must cover.
  public var agreement: Agreement = .none
  /// Copies that answer queries; nil for as many as `agreement` needs.
  public var replicas: Quantity<Count>?
  /// Parts of the index; nil for as many as it needs.
  public var partitions: Quantity<Count>?
  /// Storage of a partition, where it differs from the tier's.
  public var partitionSize: Quantity<Gigabyte>?
  /// Vector index that a partition may hold, where it differs from the tier's.
  public var vectorQuota: Quantity<Gigabyte>?
  /// Documents at the start.
  public var documents: Quantity<Count> = 0
  /// What a document takes in the index, vectors aside.
  public var documentSize: Quantity<Gigabyte> = 1e-5
  /// Share of indexed documents that replace one.
  public var updates: Quantity<Share> = 0
  /// Vector fields of a document.
  public var vectors = Vectors()
  /// Queries a second that one replica answers.
  public var queriesPerReplica: Quantity<Count> = 15
  /// How semantic ranking is bought.
  public var semanticPlan: Plan = .standard
  /// How agentic retrieval is bought.
  public var agenticPlan: Plan = .standard
  /// How much agentic retrieval reasons.
  public var reasoning: Reasoning = .low
  /// What one agentic retrieval does.
  public var retrieval = Retrieval()
  /// Time of a query.
  public var queryTime: Quantity<Millisecond> = 50
  /// What semantic ranking adds to it.
  public var semanticTime: Quantity<Millisecond> = 150

  /// Bytes of a query and of its results on the network.
  public var queryBytes: Quantity<Gigabyte> = 2e-6
  public var answerBytes: Quantity<Gigabyte> = 2e-5
  /// Billed size of the records that a query writes about itself.
  public var logPerQuery: Quantity<Gigabyte> = 1e-6

  public static let settings: [Setting<Self>] = [
    .choice("tier", \.tier, "pricing tier"),
    .choice("generation", \.generation, "current, or created before April 2024 with smaller partitions"),
    .flag("confidential", \.confidential, "confidential computing, for a tenth more"),
    .choice(
      "agreement", \.agreement, "what the service level agreement must cover: two replicas for queries, three for both"),
    .optional("replicas", \.replicas, in: 1...12, "copies that answer queries (what `agreement` needs if left out)"),
    .optional(
      "partitions", \.partitions, in: 1...12,
      "parts of the index: 1, 2, 3, 4, 6 or 12 (as many as the index needs if left out)"),
    .optional("partitionSize", \.partitionSize, in: 0.01...1e5, "storage of a partition of an older service"),
    .optional("vectorQuota", \.vectorQuota, in: 0.01...1e5, "vector index of a partition of an older service"),
    .number("documents", \.documents, "documents that stand in the index at the start"),
    .number("documentSize", \.documentSize, in: 0...1, "what a document takes in the index, vectors aside"),
    .number("updates", \.updates, in: 0...1, "share of indexed documents that replace one: nothing more to store"),
    .number("vectors.fields", \.vectors.fields, in: 0...100, "vector fields of a document"),
    .number("vectors.dimensions", \.vectors.dimensions, in: 0...10_000, "dimensions of a vector"),
    .number("vectors.bytes", \.vectors.bytes, in: 0.1...8, "bytes of a dimension: 4 for float32, less if compressed"),
    .number("vectors.overhead", \.vectors.overhead, in: 0...10, "what the graph adds to the raw vectors"),
    .number("vectors.deleted", \.vectors.deleted, in: 0...10, "what deleted documents still take, over the live ones"),
    .number("vectors.onDisk", \.vectors.onDisk, in: 1...100, "what vectors take on disk, over their index in memory"),
    .number("queriesPerReplica", \.queriesPerReplica, in: 0.001...1e6, "queries a second that one replica answers"),
    .choice("semantic.plan", \.semanticPlan, "free: 1,000 requests a month, then refused; standard: then billed"),
    .choice("agentic.plan", \.agenticPlan, "free: a grant, then refused; standard: tokens are billed"),
    .choice("agentic.reasoning", \.reasoning, "how much agentic retrieval reasons"),
    .number("agentic.subqueries", \.retrieval.subqueries, in: 0...100, "subqueries of an agentic retrieval's plan"),
    .number("agentic.chunks", \.retrieval.chunks, in: 0...1000, "chunks that each subquery ranks"),
    .number("agentic.chunkTokens", \.retrieval.chunkTokens, in: 0...1e6, "tokens of a chunk"),
    .number("queryTime", \.queryTime, in: 0...600_000, "mean time until a query is answered, from its own region"),
    .number("semanticTime", \.semanticTime, in: 0...600_000, "what semantic ranking adds to a query's time"),
    .number("queryBytes", \.queryBytes, in: 0...1, "bytes of a query on its way: private links, other regions"),
    .number("answerBytes", \.answerBytes, in: 0...1, "bytes of what a query returns on its way"),
    .number("logs.perQuery", \.logPerQuery, in: 0...1, "billed size of a query's logs, where a monitor collects them"),
  ]

  /// A service with every default.
  public init() {}

  private var isPrivate = false

  public mutating func place(at site: Site) { isPrivate = site.isPrivate }

  /// A document travels as it stands in the index, its vectors raw.
  public func carried(byInput slot: Int) -> Carried? {
    switch slot {
    case Self.queries.slot: Carried(asked: queryBytes, answered: answerBytes)
    case Self.indexed.slot: Carried(asked: Quantity(documentBytes))
    default: nil
    }
  }

  private var documentBytes: Double { documentSize.value + vectors.raw() / 1e9 }

  // MARK: Limits
  static let capacity = "MicrosoftDocs/azure-ai-docs articles/search/search-capacity-planning.md"
  static let quotas = "MicrosoftDocs/azure-ai-docs articles/search/search-limits-quotas-capacity.md"
  static let costs = "MicrosoftDocs/azure-ai-docs articles/search/search-sku-manage-costs.md"
  static let semanticSource = "MicrosoftDocs/azure-ai-docs articles/search/semantic-how-to-enable-disable.md"
  static let perService = "MicrosoftDocs/azure-docs includes/azure-search-limits-per-service.md"
  static let agenticSource = "MicrosoftDocs/azure-ai-docs articles/search/agentic-retrieval-overview.md@071a1e8"
  static let vectorSize = "MicrosoftDocs/azure-docs articles/search/vector-search-index-size.md"
  static let priceList =
    "Arturo-Quiroga-MSFT/azure-architecture-diagram-builder src/data/pricing/regions/*/azure_cognitive_search.json"
  public static let limits = [
    Limit("replicas × partitions, from S1 up", "36", source: capacity),
    Limit("replicas and partitions, Basic", "3 each", source: capacity),
    Limit("partitions, S3 HD", "3", source: perService),
    Limit("storage of a partition, Basic, S1, S2, S3", "15, 160, 350, 700 GB", source: perService),
    Limit("storage of a partition, L1, L2", "5, 10 TB", source: perService),
    Limit("vector index of a partition, Basic, S1, S2, S3, L1, L2", "5, 35, 150, 300, 150, 300 GB", source: quotas),
    Limit("indexes, Basic, S1, S2, S3, L1, L2", "15, 50, 200, 200, 10, 10", source: quotas),
    Limit("semantic requests at once per search unit, Basic, S1, S2 and above", "2, 3, 4", source: quotas),
    Limit("free semantic requests of a service", "1,000 a month", source: semanticSource),
    Limit("largest index, S2, S3, S3 HD; others", "1.88 TB, 2.34 TB, 100 GB; the whole service", source: quotas),
    Limit("documents of an index, Basic to S3; S3 HD; L1; L2", "24; 2; 288; 576 billion", source: quotas),
    Limit("free tokens of agentic retrieval", "50 million a month", source: agenticSource),
    Limit("time to add replicas or partitions", "15 min to over an hour", source: capacity),
    Limit(
      "SLA with two replicas for queries, three for queries and indexing", "99.9 %",
      source: "MicrosoftDocs/azure-ai-docs articles/search/search-reliability.md"),
  ]

  public func assumptions() -> [Assumption] {
    var list = [
      labelled("queriesPerReplica", "depends on index and queries; no source gives a figure: measure it"),
      labelled("documentSize", "depends on the documents and the index's fields: measure one"),
      labelled("vectors.overhead", "depends on the vectors; \(Self.vectorSize) reckons with a tenth"),
      labelled("vectors.deleted", "depends on how documents change; \(Self.vectorSize) reckons with a tenth"),
      labelled("vectors.onDisk", "\(Self.vectorSize) says about three times"),
      labelled("queryTime", "depends on index and queries; no source gives a figure"),
      labelled("semanticTime", "no source gives a figure"),
      labelled("queryBytes", "depends on the queries; a vector of 1,536 dimensions as text takes more"),
      labelled("answerBytes", "depends on the results: about five passages of 4 KB"),
      labelled("logs.perQuery", "one record of a query; no source gives a size"),
    ]
    if semanticPlan == .free {
      list.append(
        Assumption(
          key: "semantic.plan", value: "free", origin: "scenario",
          source: "a request beyond 1,000 a month is refused, not billed; how many are refused is not modelled"))
    }
    return list
  }

  public func conflicts() -> [String] {
    var list: [String] = []
    if let partitions, !Self.allowed.contains(partitions.value) {
      list.append("`partitions` is \(Measure.write(partitions)); it takes 1, 2, 3, 4, 6 or 12")
    }
    if let replicas, replicas != replicas.roundedUp {
      list.append("`replicas` is \(Measure.write(replicas)); it takes a whole number")
    }
    let counts = [
      ("replicas", copies, tier.mostReplicas),
      ("partitions", partitions?.value ?? 1, tier.mostPartitions(generation)),
    ]
    for (key, value, most) in counts where value > most {
      list.append("`\(key)` is \(Measure.plain(value)); \(tier.rawValue) takes \(Measure.plain(most)) at most")
    }
    let units = copies * (partitions?.value ?? 1)
    let most = tier.mostUnits(generation)
    if units > most, list.isEmpty {
      list.append("\(Measure.plain(units)) search units; \(tier.rawValue) takes \(Measure.plain(most)) at most")
    }
    if confidential, tier == .free { list.append("`confidential` is not offered in the free tier") }
    return list
  }

  // MARK: Flows
  static let queries = Input(.searchQueries, slot: 0, visit: "queries", "queries of any type")
  static let semantic = Input(.semanticQueries, slot: 1, visit: "semantic", "queries that are ranked semantically too")
  static let indexed = Input(.indexedDocuments, slot: 2, visit: "documents", "documents written to the index")
  static let images = Input(.crackedImages, slot: 3, visit: "images", "images taken out of documents while indexing")
  static let records = Input(
    .entityRecords, slot: 4, visit: "entityRecords", "text records that the custom entity skill looks at")
  static let agentic = Input(
    .agenticTokens, slot: 5, visit: "agenticTokens", "tokens that agentic retrieval reads and ranks")
  static let retrievals = Input(
    .agenticRetrievals, slot: 6, visit: "agentic", "agentic retrievals, their tokens by `agentic`")
  public static let inputs = [
    queries.port, semantic.port, indexed.port, images.port, records.port, agentic.port, retrievals.port,
  ]

  static let privateIn = Output(
    .privateIngress, slot: 0, "queries and documents, where callers come through a private endpoint")
  static let privateOut = Output(.privateEgress, slot: 1, "results, where callers come through a private endpoint")
  static let logs = Output(.platformLogs, slot: 2, "each query is logged")
  public static let outputs = [privateIn.port, privateOut.port, logs.port]

  // MARK: Meters
  static let units = Meter<Hour>(
    "search-units", slot: 0, fixed: true,
    formula: "replicas × partitions × hours; partitions = the least of 1, 2, 3, 4, 6, 12 that holds index and vectors",
    source: costs)
  static let ranked = Meter<Count>(
    "semantic-queries", slot: 1, pool: .resource,
    formula: "Σ requests × semantic; the first 1,000 a month of each service are free", source: semanticSource)
  static let cracked = Meter<Count>(
    "image-extraction", slot: 2, formula: "Σ requests × images, graduated by the month", source: priceList)
  static let entities = Meter<Count>(
    "custom-entity-records", slot: 3, formula: "Σ requests × entityRecords, graduated by the month", source: priceList)
  static let reasoned = Meter<Token>(
    "agentic-tokens", slot: 4,
    formula: "Σ requests × (agenticTokens + agentic × subqueries × chunks × chunkTokens)", source: agenticSource)
  public static let meters = [units.port, ranked.port, cracked.port, entities.port, reasoned.port]

  public func priceKey(ofMeter slot: Int) -> String {
    switch slot {
    case Self.units.slot: "aisearch.\(tier.priceKey)\(confidential ? "_cc" : "").su.hour"
    case Self.ranked.slot: "aisearch.semantic_ranker.\(semanticPlan == .free ? "free_" : "")queries.1k"
    case Self.cracked.slot: "aisearch.image_extraction.1k"
    case Self.entities.slot: "aisearch.custom_entity.records.1k"
    default:
      "aisearch.\(agenticPlan == .free ? "free_" : "")agentic_retrieval_\(reasoning.rawValue)_reasoning_tokens.1k"
    }
  }

  // MARK: Gauges
  static let standing = Gauge("searchUnits", unit: "", slot: 0)
  static let wanted = Gauge("replicasNeeded", unit: "", slot: 1)
  static let stored = Gauge("indexGB", unit: "GB", slot: 2)
  static let vectorised = Gauge("vectorGB", unit: "GB", slot: 3)
  public static let gauges = [standing, wanted, stored, vectorised]

  public func limit(ofGauge slot: Int) -> Bound? {
    switch slot {
    case Self.standing.slot: Bound(tier.mostUnits(generation), source: Self.capacity)
    case Self.wanted.slot: Bound(copies, source: replicas == nil ? "setting `agreement`" : "setting `replicas`")
    case Self.stored.slot:
      Bound(partitionGB * mostPartitions, source: partitionSize == nil ? Self.perService : "setting `partitionSize`")
    default: Bound(vectorGB * mostPartitions, source: vectorQuota == nil ? Self.quotas : "setting `vectorQuota`")
    }
  }

  /// Numbers of partitions that a service may have.
  static let allowed: [Double] = [1, 2, 3, 4, 6, 12]
  /// Replicas that stand.
  var copies: Double { replicas?.value ?? Swift.min(agreement.replicas, tier.mostReplicas) }
  /// Storage of a partition in GB.
  var partitionGB: Double { partitionSize?.value ?? tier.partitionSize(generation) }
  /// Vector index of a partition in GB.
  var vectorGB: Double { vectorQuota?.value ?? tier.vectorQuota(generation) }
  /// Partitions that stand, or that may.
  var mostPartitions: Double {
    let most = Swift.min(tier.mostPartitions(generation), (tier.mostUnits(generation) / copies + 1e-9).rounded(.down))
    return partitions?.value ?? Self.allowed.last { $0 <= most } ?? 1
  }

  /// The least allowed number of partitions from `need` on, at most `most`.
  func fit(_ need: Double, most: Double) -> Double {
    var number = most
    for step in [12.0, 6, 4, 3, 2, 1] { number = step >= need && step <= most ? step : number }
    return number
  }

  // MARK: Response time
  public func time(of visit: VisitAmounts) -> VisitTime {
    var time = VisitTime()
    time.add(calls: visit["queries"], each: queryTime)
    let ranking = visit["semantic"] * semanticTime.value
    time.add(mean: ranking, variance: ranking * semanticTime.value)
    return time
  }

  // MARK: One step
  /// Documents in the index.
  public struct State: Sendable {
    var documents: Double
  }

  public var initial: State { State(documents: documents.value) }

  public func advance(_ state: inout State, through step: Step, into usage: inout Usage) {
    state.documents += step[Self.indexed].value * (1 - updates.value)
    let vectors = vectors.indexed(of: state.documents) / 1e9
    let index = state.documents * documentSize.value + vectors * self.vectors.onDisk.value
    // The vector quota is hard; a full index takes no more documents, which the gauges show.
    let need = Swift.max(index / partitionGB, vectors / vectorGB).ceiled
    let parts = partitions?.value ?? fit(need, most: mostPartitions)
    usage[Self.units] += Quantity(copies * parts * step.hours)
    usage[Self.ranked] += step[Self.semantic]
    usage[Self.cracked] += step[Self.images]
    usage[Self.entities] += step[Self.records]
    usage[Self.reasoned] += step[Self.agentic] + retrieval.tokens * step[Self.retrievals].value
    let asked = step[Self.queries].value
    let sent = asked * queryBytes.value + step[Self.indexed].value * documentBytes
    usage[feeding: Self.privateIn] = Quantity(isPrivate ? sent : 0)
    usage[feeding: Self.privateOut] = Quantity(isPrivate ? asked * answerBytes.value : 0)
    usage[feeding: Self.logs] = Quantity(asked * logPerQuery.value)
    usage[showing: Self.standing] = copies * parts
    usage[showing: Self.wanted] = (step[Self.queries].value / step.seconds / queriesPerReplica.value).ceiled
    usage[showing: Self.stored] = index
    usage[showing: Self.vectorised] = vectors
  }
}

extension Flow<Count> {
  /// Queries of a search service.
  public static var searchQueries: Self { Flow("search-queries") }
  /// Queries that are ranked semantically.
  public static var semanticQueries: Self { Flow("semantic-queries") }
  /// Documents written to a search index.
  public static var indexedDocuments: Self { Flow("indexed-documents") }
  /// Images taken out of documents while they are indexed.
  public static var crackedImages: Self { Flow("cracked-images") }
  /// Agentic retrievals.
  public static var agenticRetrievals: Self { Flow("agentic-retrievals") }
  /// Text records that the custom entity skill looks at.
  public static var entityRecords: Self { Flow("entity-records") }
}

extension Flow<Token> {
  /// Tokens of agentic retrieval.
  public static var agenticTokens: Self { Flow("agentic-tokens") }
}
