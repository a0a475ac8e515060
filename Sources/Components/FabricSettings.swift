public import Quantities

/// Numbers of Fabric's documents.
enum FabricFacts {
  static let overage = "MicrosoftDocs/fabric-docs docs/enterprise/capacity-overage-overview.md"
  static let throttling = "MicrosoftDocs/fabric-docs docs/enterprise/throttling.md"
  static let sparkLimits = "MicrosoftDocs/fabric-docs docs/data-engineering/spark-job-concurrency-and-queueing.md"
  static let sparkBilling = "MicrosoftDocs/fabric-docs docs/data-engineering/billing-capacity-management-for-spark.md"
  static let streams =
    "MicrosoftDocs/fabric-docs docs/real-time-intelligence/event-streams/monitor-capacity-consumption.md"
  static let pipelines = "MicrosoftDocs/fabric-docs docs/data-factory/pricing-pipelines.md"
  static let copyJob = "MicrosoftDocs/fabric-docs docs/data-factory/pricing-copy-job.md"
  static let oneLake = "MicrosoftDocs/fabric-docs docs/onelake/onelake-consumption.md"
  static let licenses = "MicrosoftDocs/fabric-docs docs/enterprise/licenses.md"
  static let prices =
    "Arturo-Quiroga-MSFT/azure-architecture-diagram-builder src/data/pricing/regions/*/microsoft_fabric.json"
  static let calculator = "ahmadabdalla/azure-cost-calculator fabric.md"

  /// Spark vCores of a capacity unit (`sparkLimits`).
  static let vCoresPerCU = 2.0
  /// CU-hours of a pipeline activity that copies nothing (`pipelines`).
  static let activity = 0.0056
  /// GB that one OneLake operation moves (`oneLake`).
  static let block = 0.004
  /// GB mirrored free of charge per capacity unit (`calculator`).
  static let mirrored = 1000.0
  /// CU of an active event stream (`streams`).
  static let stream = 0.222
  /// CU of a processor of event streams at one base rate (`streams`).
  static let processor = 2.333
}

extension Fabric {
  /// Size of a capacity.
  public enum SKU: String, CaseIterable, Sendable {
    case f2 = "F2", f4 = "F4", f8 = "F8", f16 = "F16", f32 = "F32", f64 = "F64", f128 = "F128", f256 = "F256"
    case f512 = "F512", f1024 = "F1024", f2048 = "F2048", f4096 = "F4096", f8192 = "F8192"

    /// Capacity units.
    public var units: Double { Double(rawValue.dropFirst()) ?? 0 }
    /// Spark vCores bought.
    public var sparkVCores: Double { units * FabricFacts.vCoresPerCU }
    /// Spark vCores of all jobs together: three times those bought, on F2 five times (`FabricFacts.sparkLimits`).
    public var burstVCores: Double { sparkVCores * (self == .f2 ? 5 : 3) }
  }

  /// Whether a capacity stands or each use is paid for.
  public enum Compute: String, CaseIterable, Sendable { case capacity, serverless }
  /// Where Spark's work is billed: on the capacity, or apart by the vCore-second.
  public enum Spark: String, CaseIterable, Sendable { case capacity, autoscale }

  /// A workload with a serverless price.
  public enum Workload: String, CaseIterable, Sendable {
    case warehouse, dataflow, dataflowHighScale, copy, incrementalCopy, eventhouse, copilot, sqlDatabase
    case cosmosDatabase, modelEndpoint, airflow, networkGateway

    /// Its part of a price key.
    var key: String {
      switch self {
      case .warehouse: "warehouse"
      case .dataflow: "dataflow_standard"
      case .dataflowHighScale: "dataflow_highscale_sql"
      case .copy: "data_movement"
      case .incrementalCopy: "data_movement_incremental"
      case .eventhouse: "eventhouse"
      case .copilot: "copilot"
      case .sqlDatabase: "sql_database"
      case .cosmosDatabase: "cosmos"
      case .modelEndpoint: "ml_endpoint"
      case .airflow: "airflow"
      case .networkGateway: "vnet_gateway"
      }
    }
  }

  /// What one run of a copy activity does.
  public struct Copy: Sendable {
    /// Full or incremental.
    public enum Mode: String, CaseIterable, Sendable { case full, incremental }
    /// Full copies, or incremental ones.
    public var mode: Mode = .full
    /// Intelligent throughput optimisation.
    public var throughput: Quantity<Count> = 4
    /// Time of a copy.
    public var time: Quantity<Hour> = Quantity(5.0 / 60)

    /// CU-seconds of a copy: 1.5 CU-hours per unit of throughput and hour, 3 if incremental, whole minutes
    /// (`FabricFacts.pipelines`, `FabricFacts.copyJob`).
    public var work: Double {
      let minutes = (time.value * 60 - 1e-9).ceiled
      return throughput.value * (mode == .full ? 1.5 : 3) * minutes * 60
    }
  }

  /// What training and scoring runs do.
  public struct Runs: Sendable {
    /// Spark vCores of a run; nil for the usual.
    public var vCores: Quantity<Count>?
    /// Set-up of a training run.
    public var fixed: Quantity<Hour> = 0.25
    /// Training time per gigabyte.
    public var perGB: Quantity<Hour> = Quantity(2.0 / 60)
    /// Set-up of a scoring run.
    public var scoreFixed: Quantity<Hour> = 0.25
    /// Scoring time per million entities.
    public var scorePerMillion: Quantity<Hour> = Quantity(5.0 / 60)
  }

  /// Streams of events.
  public struct Streams: Sendable {
    /// How far a processor has scaled, in base rates; throughput `low` begins with a third, `medium` with 1, `high` with 2.
    public enum Step: String, CaseIterable, Sendable {
      case third, twoThirds, one, two, four
      /// Base rates.
      var rates: Double {
        switch self {
        case .third: 1.0 / 3
        case .twoThirds: 2.0 / 3
        case .one: 1
        case .two: 2
        case .four: 4
        }
      }
    }
    /// Streams that are active.
    public var count: Quantity<Count> = 0
    /// Processors that are active.
    public var processors: Quantity<Count> = 0
    /// How far processors have scaled.
    public var step: Step = .third

    /// CU that they draw all the time.
    public var rate: Double {
      count.value * FabricFacts.stream + processors.value * FabricFacts.processor * step.rates
    }
  }

  /// What OneLake holds, and how it is reached.
  public struct OneLake: Sendable {
    /// How applications reach it.
    public enum Access: String, CaseIterable, Sendable { case redirect, proxy }
    /// Data in the hot tier at the start.
    public var hot: Quantity<Gigabyte> = 0
    /// Data in the cool tier.
    public var cool: Quantity<Gigabyte> = 0
    /// Data in the cold tier.
    public var cold: Quantity<Gigabyte> = 0
    /// Data mirrored from databases.
    public var mirrored: Quantity<Gigabyte> = 0
    /// Stored size over raw size of what lands.
    public var ratio: Quantity<Share> = 1
    /// Days that landed data stays.
    public var retention: Quantity<Day> = 730
    /// Whether a second copy stands in the paired region.
    public var disasterRecovery = false
    /// How applications reach it.
    public var access: Access = .redirect

    /// CU-seconds of a read (`FabricFacts.oneLake`).
    public var readWork: Double { (access == .redirect ? 104 : 306) / 10_000 }
    /// CU-seconds of a write (`FabricFacts.oneLake`).
    public var writeWork: Double {
      switch (access, disasterRecovery) {
      case (.redirect, false): 1626 / 10_000
      case (.redirect, true): 3056 / 10_000
      case (.proxy, false): 2650 / 10_000
      case (.proxy, true): 3870 / 10_000
      }
    }
  }
}
