public import Quantities

extension Databricks {
  // MARK: Settings
  public static let settings: [Setting<Self>] = [
    .choice("tier", \.tier, "pricing tier of the workspace"),
    .choice(
      "workload", \.workload,
      "kind of cluster: jobs clusters cost about half of all-purpose ones per DBU; serverless "
        + "ones have no machines to pay"),
    .flag("photon", \.photon, "clusters with the Photon engine: faster, but more DBU an hour"),
    .optional("photonFactor", \.photonFactor, in: 1...10, "how many times the DBU a node with Photon counts"),
    Setting(
      "node", shape: .either([.choice(NodeSize.allCases.map(\.rawValue)), .text(pattern: nil)]),
      "virtual machine size of every worker, and of the driver; another size takes its `dbu` too",
      read: { root, node, problems in
        if let size = Reading.choice(node, "node", NodeSize.self, &problems) { root.node = size }
      }, write: { $0.node.rawValue }),
    .optional("dbu", \.dbu, in: 0...1000, "DBU per node-hour, where it differs from the size's own"),
    Setting(
      "driver", shape: .text(pattern: nil), "size of the driver, where it differs from the workers'",
      read: { root, node, problems in
        if let size = Reading.choice(node, "driver", NodeSize.self, &problems) { root.driver = size }
      }, write: { $0.driver?.rawValue }),
    .optional("driverDbu", \.driverDBU, in: 0...1000, "DBU per hour of a driver of its own size"),
    .number("workers", \.workers, in: 0...100_000, "nodes beside the one driver"),
    .optional(
      "autoscale.min", \.fewest, in: 0...100_000,
      "workers that a cluster begins with, while a run's fixed time lasts; then it has all its workers"),
    .number("run.fixed", \.runFixed, in: 0...1000, "time of a training run that its data do not change: start, set-up"),
    .number("run.perGB", \.runPerGB, in: 0...1000, "training time per GB of data kept since the previous run began"),
    .number("run.retries", \.retries, in: 0...100, "further attempts of a training run, on the mean"),
    .number("enrich.fixed", \.enrichFixed, in: 0...1000, "time that enriching adds to a run, whatever its data"),
    .number("enrich.perGB", \.enrichPerGB, in: 0...1000, "time that enriching adds per GB of the run's data"),
    .number("evaluate.fixed", \.evaluateFixed, in: 0...1000, "time that evaluating adds to a run, whatever its data"),
    .number("evaluate.perGB", \.evaluatePerGB, in: 0...1000, "time that evaluating adds per GB of the run's data"),
    .number("score.fixed", \.scoreFixed, in: 0...1000, "time of a batch scoring run that its entities do not change"),
    .number("score.perMillion", \.scorePerMillion, in: 0...1000, "scoring time per million entities"),
    .number("autoTermination", \.idle, in: 0...1000, "how long a cluster idles after each run; jobs ones end with it"),
    .number(
      "spot.share", \.spot, in: 0...1, "share of the workers' hours bought on the spot market; the driver never is"),
    .number("spot.lost", \.lost, in: 0...100, "work done again after evictions, over the work asked for"),
    .number("spot.fallback", \.fallback, in: 0...1, "share of spot work that falls back on full-price machines"),
    .number("pool.idle", \.pool, in: 0...100_000, "machines that a pool keeps ready: no DBU while they idle"),
    .number("disk.count", \.disks, in: 0...64, "managed disks of each node"),
    .text("disk.size", \.disk, "the disks: P10, E10 ZRS, S10 and the like"),
    .number("publicIPs", \.addresses, in: 0...10, "public addresses of each node; none with secure connectivity"),
    .choice("warehouse.type", \.warehouse, "kind of the SQL warehouses; serverless ones have no machines to pay"),
    .choice("warehouse.size", \.warehouseSize, "size of a SQL warehouse's clusters"),
    .number("warehouse.clusters", \.warehouseClusters, in: 0...1000, "clusters of the SQL warehouses that run at once"),
    .number(
      "warehouse.hoursPerDay", \.warehouseHours, in: 0...24, "hours of the day that they run, idle ones included"),
    .flag("enhancedSecurity", \.isSecured, "the compliance add-on, billed on every DBU"),
    .number("secrets", \.secrets, in: 0...1e6, "secrets that a run reads from the vault as it starts"),
  ]

  /// Pricing tier of a workspace.
  public enum Tier: String, CaseIterable, Sendable { case standard, premium }

  /// Kind of a cluster, each with its own DBU rate.
  public enum Workload: String, CaseIterable, Sendable {
    case jobs
    case jobsLight = "jobs-light"
    case allPurpose = "all-purpose"
    case tablesCore = "dlt-core"
    case tablesPro = "dlt-pro"
    case tablesAdvanced = "dlt-advanced"
    case serverlessJobs = "serverless-jobs"
    case interactive = "serverless-interactive"
    case modelTraining = "model-training"

    /// Whether the price of a DBU holds the machines.
    var isServerless: Bool { self == .serverlessJobs || self == .interactive || self == .modelTraining }

    /// The word in the price list's keys.
    var priceWord: String { String(rawValue.map { $0 == "-" ? "_" : $0 }) }
  }

  /// Kind of a SQL warehouse.
  public enum Warehouse: String, CaseIterable, Sendable {
    case classic, pro, serverless

    /// The word in the price list's keys.
    var priceWord: String {
      switch self {
      case .classic: "sql_classic"
      case .pro: "sql_pro"
      case .serverless: "serverless_sql"
      }
    }
  }

  /// Size of a SQL warehouse: DBU an hour, its driver, and workers of size E8ds v4.
  ///
  /// Source: databrickslabs/overwatch src/main/resources/Warehouse_DBU_Details.csv @306279b, which lists drivers alone.
  public enum WarehouseSize: String, CaseIterable, Sendable {
    case xxSmall = "2X-Small", xSmall = "X-Small", small = "Small", medium = "Medium", large = "Large"
    case xLarge = "X-Large", xxLarge = "2X-Large", x3Large = "3X-Large", x4Large = "4X-Large"

    /// DBU of a cluster's hour.
    var dbu: Double {
      switch self {
      case .xxSmall: 4
      case .xSmall: 6
      case .small: 12
      case .medium: 24
      case .large: 40
      case .xLarge: 80
      case .xxLarge: 144
      case .x3Large: 272
      case .x4Large: 528
      }
    }

    /// Workers of a cluster.
    var workers: Double {
      switch self {
      case .xxSmall: 1
      case .xSmall: 2
      case .small: 4
      case .medium: 8
      case .large: 16
      case .xLarge: 32
      case .xxLarge: 64
      case .x3Large: 128
      case .x4Large: 256
      }
    }

    /// Part of a price key of the driver's size.
    var driver: String {
      switch self {
      case .xxSmall, .xSmall: "e8ds_v4"
      case .small: "e16ds_v4"
      case .medium, .large: "e32ds_v4"
      default: "e64ds_v4"
      }
    }
  }
}
