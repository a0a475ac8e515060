public import Quantities

extension AISearch {
  /// Pricing tier.
  public enum Tier: String, CaseIterable, Sendable {
    case free, basic
    case s1 = "S1", s2 = "S2", s3 = "S3", s3HD = "S3HD", l1 = "L1", l2 = "L2"

    /// Its part of a price key: high density is a mode of S3 at S3's price.
    var priceKey: String { self == .s3HD ? "s3" : rawValue.lowercased() }

    /// GB of a partition (`perService`: services created since April 2024, and before).
    func partitionSize(_ generation: Generation) -> Double {
      let isNew = generation == .current
      return switch self {
      case .free: 0.05
      case .basic: isNew ? 15 : 2
      case .s1: isNew ? 160 : 25
      case .s2: isNew ? 350 : 100
      case .s3, .s3HD: isNew ? 700 : 200
      case .l1: isNew ? 5000 : 1000
      case .l2: isNew ? 10_000 : 2000
      }
    }

    /// GB of vector index of a partition (`quotas`: services created since May 2024, and before April); the free tier's is
    /// its storage.
    func vectorQuota(_ generation: Generation) -> Double {
      let isNew = generation == .current
      return switch self {
      case .free: 0.05
      case .basic: isNew ? 5 : 1
      case .s1: isNew ? 35 : 3
      case .s2: isNew ? 150 : 12
      case .s3, .s3HD: isNew ? 300 : 36
      case .l1: isNew ? 150 : 12
      case .l2: isNew ? 300 : 36
      }
    }

    /// Most replicas.
    var mostReplicas: Double {
      switch self {
      case .free: 1
      case .basic: 3
      default: 12
      }
    }

    /// Most partitions; a Basic service from before April 2024 has one.
    func mostPartitions(_ generation: Generation) -> Double {
      switch self {
      case .free: 1
      case .basic: generation == .current ? 3 : 1
      case .s3HD: 3
      default: 12
      }
    }

    /// Most search units.
    func mostUnits(_ generation: Generation) -> Double { Swift.min(mostReplicas * mostPartitions(generation), 36) }

    /// Semantic requests that one search unit takes at once (`quotas`); nil where the ranker isn't offered.
    var semanticAtOnce: Double? {
      switch self {
      case .free: nil
      case .basic: 2
      case .s1: 3
      default: 4
      }
    }
  }

  /// Since when a service stands.
  public enum Generation: String, CaseIterable, Sendable {
    case current
    case beforeApril2024 = "before-april-2024"
  }

  /// What the service level agreement must cover.
  public enum Agreement: String, CaseIterable, Sendable {
    case none, queries, queriesAndIndexing
    /// Replicas that it needs (`capacity`).
    var replicas: Double {
      switch self {
      case .none: 1
      case .queries: 2
      case .queriesAndIndexing: 3
      }
    }
  }

  /// How an add-on is bought.
  public enum Plan: String, CaseIterable, Sendable { case free, standard }
  /// How much agentic retrieval reasons.
  public enum Reasoning: String, CaseIterable, Sendable { case minimum, low, medium }

  /// What one agentic retrieval does; the defaults are the example's of `agenticSource`.
  public struct Retrieval: Sendable {
    /// Subqueries of its plan.
    public var subqueries: Quantity<Count> = 3
    /// Chunks that each of them ranks.
    public var chunks: Quantity<Count> = 50
    /// Tokens of a chunk.
    public var chunkTokens: Quantity<Token> = 500

    /// Tokens that it ranks.
    public var tokens: Quantity<Token> { chunkTokens * (subqueries.value * chunks.value) }
  }

  /// Vector fields of a document, and what they take in the index.
  public struct Vectors: Sendable {
    /// Fields of a document.
    public var fields: Quantity<Count> = 1
    /// Dimensions of a vector.
    public var dimensions: Quantity<Count> = 1536
    /// Bytes of a dimension.
    public var bytes: Quantity<Count> = 4
    /// What the graph adds to the raw vectors.
    public var overhead: Quantity<Share> = 0.1
    /// What deleted documents still take.
    public var deleted: Quantity<Share> = 0.1
    /// What vectors take on disk, over their index in memory.
    public var onDisk: Quantity<Count> = 3

    /// The usual vectors.
    public init() {}

    /// Bytes of the documents' vectors as they come (`vectorSize`).
    public func raw(of documents: Double = 1) -> Double { documents * (fields.value * dimensions.value * bytes.value) }
    /// Bytes that they take in the index (`vectorSize`).
    public func indexed(of documents: Double = 1) -> Double {
      documents * (raw() * (1 + overhead.value) * (1 + deleted.value))
    }
  }
}
