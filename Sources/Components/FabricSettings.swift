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
  static let dataflows = "MicrosoftDocs/fabric-docs docs/data-factory/pricing-dataflows-gen2.md"
  static let copilot = "MicrosoftDocs/fabric-docs docs/fundamentals/copilot-fabric-consumption.md"
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
  /// CU-hours of a gigabyte that an event stream takes in or gives out (`streams`).
  static let traffic = 0.342
  /// CU of a gateway to a virtual network (`dataflows`).
  static let gateway = 4.0
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
    /// Share of the capacity that work takes in each step of `step` hours while it is smoothed over `window` hours.
    public func share(of work: Double, smoothedOver window: Double, step: Double) -> Double {
      FabricLoad.smoothed(work, over: window, in: step) / (units * step * 3600)
    }
  }

  /// Whether a capacity stands, each use is paid for, or its share of a capacity that others pay for.
  public enum Compute: String, CaseIterable, Sendable { case capacity, serverless, shared }
  /// Days of the week on which a capacity runs.
  public enum Days: String, CaseIterable, Sendable {
    case all, weekdays
    /// How many, from Monday on.
    var number: Int { self == .all ? 7 : 5 }
  }
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

  /// What one run of a dataflow does (`FabricFacts.dataflows`).
  public struct Dataflow: Sendable {
    /// Dataflow Gen2 with continuous integration and delivery, or without.
    public enum Engine: String, CaseIterable, Sendable { case cicd, classic }
    /// See `Engine`.
    public var engine: Engine = .cicd
    /// Time that queries are evaluated.
    public var time: Quantity<Hour> = Quantity(5.0 / 60)
    /// Time of the SQL engine on staged data.
    public var staging: Quantity<Hour> = 0
    /// Time of fast copy.
    public var fastCopy: Quantity<Hour> = 0

    /// CU-seconds of evaluation: 12 CU for 10 min, then 1.5; without CI/CD 16.
    public var evaluating: Double {
      let seconds = time.value * 3600
      return engine == .classic ? 16 * seconds : 12 * Swift.min(seconds, 600) + 1.5 * Swift.max(0, seconds - 600)
    }
    /// CU-seconds of the SQL engine.
    public var stagingWork: Double { 6 * staging.value * 3600 }
    /// CU-seconds of fast copy.
    public var copying: Double { 1.5 * fastCopy.value * 3600 }
  }

  /// CU-seconds of Copilot: 100 per thousand tokens read, 10 if cached, 400 per thousand written (`FabricFacts.copilot`).
  public static func copilotWork(prompt: Double, answer: Double, cached: Double = 0) -> Double {
    (prompt * (100 * (1 - cached) + 10 * cached) + answer * 400) / 1000
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

    /// None.
    public init() {}

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
    /// Data in the cache of the real-time engine.
    public var cache: Quantity<Gigabyte> = 0
    /// Data of SQL databases.
    public var sql: Quantity<Gigabyte> = 0
    /// Backups of SQL databases.
    public var sqlBackup: Quantity<Gigabyte> = 0
    /// Share of reads that iterate.
    public var iterativeReads: Quantity<Share> = 0
    /// Share of writes that iterate.
    public var iterativeWrites: Quantity<Share> = 0

    /// CU-seconds of a read (`FabricFacts.oneLake`).
    public var readWork: Double {
      let (plain, iterative) = access == .redirect ? (104.0, 1626.0) : (306, 4798)
      return plain / 10_000 + (iterative - plain) / 10_000 * iterativeReads.value
    }
    /// CU-seconds of a write (`FabricFacts.oneLake`).
    public var writeWork: Double {
      let (plain, iterative) =
        switch (access, disasterRecovery) {
        case (.redirect, false): (1626.0, 1300.0)
        case (.redirect, true): (3056, 2730)
        case (.proxy, false): (2650, 2117.95)
        case (.proxy, true): (3870, 3415.5)
        }
      return plain / 10_000 + (iterative / 100 - plain / 10_000) * iterativeWrites.value
    }
  }
}
