public import Quantities

/// Azure Cosmos DB for NoSQL: sessions and chat history, in every region of the instance.
///
/// Billed by throughput in hundreds of request units per second, provisioned (`manual`) or scaled to (`autoscale`), or by
/// the request units used (`serverless`), and by stored gigabytes, in each region. Each region's throughput is its own
/// reads and the writes of all regions.
/// Source: MicrosoftDocs/azure-databases-docs articles/cosmos-db/understand-your-bill.md.
public struct CosmosDB: Component {
  public static let kind = "cosmos-db"
  public static let title = "Azure Cosmos DB"
  public static let purpose = "Keeps sessions and chat history next to the users"
  public static let layer = Layer.data
  public static let placement = Placement.everyRegion
  public static let grain = Grain.step  // hourly peaks

  // MARK: Settings
  /// How throughput is bought.
  public var throughput: Throughput = .autoscale
  /// Highest throughput that autoscale goes to.
  public var max: Quantity<RequestUnitPerSecond> = 1000
  /// Throughput that stands when it is manual.
  public var provisioned: Quantity<RequestUnitPerSecond> = 400
  /// What manual throughput is changed to, and when.
  public var changes = Timetable<RequestUnitPerSecond>()
  /// Share of the maximum that autoscale goes to in every hour, where known.
  public var utilization: Quantity<Share>?
  /// Whether each partition and region scales by itself.
  public var scaling: Scaling = .dynamic
  /// The meter that autoscale shows on.
  public var autoscaleMeter: AutoscaleMeter = .own
  /// Manual throughput before the account was switched to autoscale.
  public var switchedFrom: Quantity<RequestUnitPerSecond>?
  /// Highest throughput that was ever set.
  public var highestEver: Quantity<RequestUnitPerSecond>?
  /// Containers that share the throughput of a database.
  public var containers: Quantity<Count>?
  /// Whether the service lets much storage stand at low throughput.
  public var highStorage = false
  /// A cluster that is replaced.
  public var replaces = Replaced()
  /// The interface that the account speaks.
  public var api: API = .noSQL
  /// Whether every region takes writes.
  public var multiWrite = false
  /// Physical partitions, where known.
  public var partitions: Quantity<Count>?
  /// What items are partitioned by; the model assumes that it spreads them by `skew`.
  public var partitionKey = "id"
  /// Share of the load that falls on one partition beyond its even part.
  public var skew: Quantity<Share> = 0
  /// Size of an item.
  public var item: Quantity<Gigabyte> = 1e-6
  /// Data and index at the start.
  public var stored: Quantity<Gigabyte> = 0
  /// What the index adds to an item that is stored.
  public var indexSize: Quantity<Share> = 0
  /// After how long items expire; nil for never.
  public var ttl: Quantity<Day>?
  /// Share of writes that replace an item: twice the charge, nothing more to store.
  public var updates: Quantity<Share> = 0
  /// How items are read.
  public var reads: Reads = .point
  /// Items that a query returns.
  public var results: Quantity<Count> = 1
  /// Whether a query asks every physical partition.
  public var crossPartition = false
  /// The account's consistency level.
  public var consistency: Consistency = .session
  /// What indexing adds to the charge of a write.
  public var indexing: Quantity<Share> = 0
  /// Terms that an item adds to the index.
  public var indexedTerms: Quantity<Count> = 0
  /// Terms that a replacement changes; nil for all of an item's.
  public var changedTerms: Quantity<Count>?
  /// Charges as measured, where known.
  public var charges = Charges()
  /// Availability zones: a quarter more throughput where it is manual or serverless.
  public var zoneRedundant = false
  /// The account's free grant of 1,000 RU/s and 25 GB.
  public var freeTier = false
  /// The first year of an Azure free account: 400 RU/s and 25 GB.
  public var freeAccount = false
  /// Backups.
  public var backup = Backup()
  /// The column store for analytics.
  public var analytical = Analytical()
  /// Nodes of its own before the account, with a cache.
  public var gateway = Gateway()
  /// Time of a read.
  public var readTime: Quantity<Millisecond> = 5
  /// Time of a write.
  public var writeTime: Quantity<Millisecond> = 5

  public static let settings: [Setting<Self>] = [
    .choice(
      "throughput", \.throughput, "whether it follows the load up to `max`, stands at `provisioned`, or is paid by use"),
    .number("max", \.max, in: 1000...1e8, "highest throughput of autoscale, in steps of 1,000 RU/s"),
    .number("provisioned", \.provisioned, in: 400...1e8, "manual throughput of all containers together"),
    .changes(
      "changes", \.changes, in: 0...1e8,
      "what manual throughput is set to and when (0 deletes the container); an hour bills its highest"),
    .optional(
      "utilization", \.utilization, in: 0...1,
      "share of `max` that autoscale goes to in every hour at least (by the load alone if left out)"),
    .choice("scaling", \.scaling, "each partition and region scales by itself (dynamic), or all as the hottest one"),
    .choice("autoscaleMeter", \.autoscaleMeter, "autoscale bills by its own meter, or 1.5 times on the manual one"),
    .optional(
      "switchedFrom", \.switchedFrom, in: 400...1e8, "manual throughput before autoscale, which sets its first maximum"),
    .optional(
      "highestEver", \.highestEver, in: 400...1e9, "highest throughput ever set; its hundredth (tenth) is the lowest"),
    .optional("containers", \.containers, in: 1...500, "containers that share the throughput; beyond 25 they cost"),
    .flag("highStorage", \.highStorage, "the account may store much at low throughput: no floor by storage"),
    .optional("replaces.vCores", \.replaces.vCores, in: 1...1e6, "vCores of a cluster that it replaces, all servers"),
    .number("replaces.replicas", \.replaces.replicas, in: 1...100, "copies that the replaced cluster keeps"),
    .choice("api", \.api, "interface; by it a replaced vCore is worth 600 or 1,000 RU/s"),
    .flag("multiWrite", \.multiWrite, "every region takes writes, at the rate of multi-region writes"),
    .optional("partitions", \.partitions, in: 1...1e5, "physical partitions (by throughput and storage if left out)"),
    .text("partitionKey", \.partitionKey, "what items are partitioned by; how evenly it spreads them is `skew`"),
    .number("skew", \.skew, in: 0...1, "share of the load on the hottest partition beyond its even part"),
    .number("item", \.item, in: 0...0.002, "size of an item"),
    .number("stored", \.stored, "data and index at the start"),
    .number("indexSize", \.indexSize, in: 0...10, "what the index adds to an item that is stored"),
    .optional("ttl", \.ttl, in: 1...3660, "days after which items expire (never if left out)"),
    .number("updates", \.updates, in: 0...1, "share of writes that replace an item: twice the charge, no more storage"),
    .choice("reads", \.reads, "whether items are read by id and partition key or queried"),
    .number("results", \.results, "items that a query returns"),
    .flag("crossPartition", \.crossPartition, "queries ask every physical partition"),
    .choice("consistency", \.consistency, "consistency level; strong and boundedStaleness double the charge of reads"),
    .number("indexing", \.indexing, in: 0...100, "what indexing adds to the charge of a write"),
    .number("indexedTerms", \.indexedTerms, in: 0...1e5, "terms that an item adds to the index, 0.2 RU each"),
    .optional("changedTerms", \.changedTerms, in: 0...1e5, "terms that a replacement changes (all if left out)"),
    .optional("charges.pointRead", \.charges.pointRead, "measured charge of a point read (by item size if left out)"),
    .optional("charges.write", \.charges.write, "measured charge of a write (by item size if left out)"),
    .optional("charges.query", \.charges.query, "measured charge of a query (by its results if left out)"),
    .optional("charges.delete", \.charges.delete, "measured charge of a delete (as an insert's if left out)"),
    .choice(
      "charges.bySize", \.charges.bySize, "by item size: on a line from 1 KB to 100 KB, or the table measured in 2026"),
    .flag("zoneRedundant", \.zoneRedundant, "availability zones: manual and serverless throughput counts 1.25 times"),
    .flag("freeTier", \.freeTier, "the account's free 1,000 RU/s and 25 GB"),
    .flag("freeAccount", \.freeAccount, "first year of an Azure free account: 400 RU/s and 25 GB"),
    .choice("backup.mode", \.backup.mode, "copies at intervals, or continuous backup kept for 7 or 30 days"),
    .number("backup.interval", \.backup.interval, in: 1...24, "time between two periodic copies"),
    .number("backup.retention", \.backup.retention, in: 2...720, "how long a periodic copy is kept; two are free"),
    .choice("backup.redundancy", \.backup.redundancy, "meter of periodic copies: by redundancy, or the standard one"),
    .number("backup.restored", \.backup.restored, "data restored in a month, into the first region"),
    .flag("analytical.store", \.analytical.store, "every write also goes to a column store"),
    .number("analytical.stored", \.analytical.stored, "data in the analytical store at the start"),
    .choice("gateway.size", \.gateway.size, "size of a dedicated gateway's node"),
    .number("gateway.nodes", \.gateway.nodes, in: 0...100, "dedicated gateway nodes in each region"),
    .number("gateway.hits", \.gateway.hits, in: 0...1, "share of reads answered by the gateway's cache, at no charge"),
    .number("readTime", \.readTime, in: 0...600_000, "mean time until a read is answered, from its own region"),
    .number("writeTime", \.writeTime, in: 0...600_000, "mean time until a write is answered, in the first region"),
  ]

  /// How items are read.
  public enum Reads: String, CaseIterable, Sendable { case point, query }
  /// The account's consistency level, from the strictest.
  public enum Consistency: String, CaseIterable, Sendable {
    case strong, boundedStaleness, session, consistentPrefix, eventual
  }

  /// An account with every default.
  public init() {}

  // MARK: Where it stands
  var here = Place()

  /// What one unit takes from its site, and the constants of its formulas.
  struct Place: Sendable {
    /// Own region, the instance's regions in order, and their first.
    var region = 0, regions = [0], home = 0
    /// For each region of the scenario whether it is on this continent.
    var sameContinent = [true]
    /// Whether the first region is.
    var isHomeNear = true
    /// Other regions of the instance on this continent, and elsewhere.
    var near = 0.0, far = 0.0
    /// Items that a read returns.
    var items = 1.0
    /// Position among the instance's regions.
    var position = 0.0
    /// Gigabytes that an operation moves over a private endpoint; 0 without one.
    var privately = 0.0
    /// z·√dispersion of the peak second (architecture §3).
    var spread = 0.0
    /// Request units of a read and of a query in one partition, of each further one they ask, of a write, of a delete.
    var read = 0.0, query = 0.0, furtherRead = 0.0, furtherQuery = 0.0, write = 0.0, delete = 0.0
    /// Throughput that stands or is the most, before anything changes or grows.
    var standing = 0.0
    /// Periodic copies that are paid for.
    var paidCopies = 0.0
  }

  public mutating func place(at site: Site) {
    let others = site.regions.filter { $0 != site.region }
    here.region = site.region
    here.privately = site.isPrivate ? item.value : 0
    here.regions = site.regions
    here.home = site.regions.first ?? site.region
    here.sameContinent = site.sameContinent
    here.isHomeNear = isNear(here.home)
    here.near = Double(others.count(where: isNear))
    here.far = Double(others.count) - here.near
    here.position = Double(site.regions.firstIndex(of: site.region) ?? 0)
    here.spread = site.dispersion > 0 ? Swift.max(site.peakQuantile, 0) * site.dispersion.squareRoot() : 0
    here.read = readCharge
    here.query = queryCharge
    here.items = reads == .point ? 1 : results.value
    here.furtherQuery = crossPartition && charges.query == nil ? Self.fanOut : 0
    here.furtherRead = reads == .query ? here.furtherQuery : 0
    here.write = writeCharge
    here.delete = deleteCharge
    here.standing = standing.value
    here.paidCopies = backup.paidCopies
  }

  func isNear(_ region: Int) -> Bool {
    here.sameContinent.indices.contains(region) ? here.sameContinent[region] : true
  }

  // MARK: Limits
  static let bill = "MicrosoftDocs/azure-databases-docs articles/cosmos-db/understand-your-bill.md"
  static let zones = "MicrosoftDocs/azure-docs articles/reliability/reliability-cosmos-db-nosql.md"
  static let latency = "MicrosoftDocs/azure-docs articles/cosmos-db/monitor-server-side-latency.md"
  static let bursts = "MicrosoftDocs/azure-docs articles/cosmos-db/burst-capacity.md"
  public static let limits = [
    Limit("throughput of a physical partition", "10,000 RU/s", source: limitsSource),
    Limit("storage of a physical partition", "50 GB", source: limitsSource),
    Limit("storage of a logical partition", "20 GB", source: limitsSource),
    Limit("throughput of a container, more by ticket", "1,000,000 RU/s", source: limitsSource),
    Limit("manual throughput, at least", "400 RU/s and 1 RU/s per GB", source: limitsSource),
    Limit("autoscale maximum, at least", "1,000 RU/s and 10 RU/s per GB", source: limitsSource),
    Limit("lowest throughput after a higher one", "a hundredth of it, of autoscale a tenth", source: limitsSource),
    Limit("raised at once", "10,000 RU/s per partition; more splits partitions in 4 to 6 h", source: scalingUp),
    Limit("serverless container", "20,000 RU/s and 1 TB, in one region", source: limitsSource),
    Limit("containers that share a throughput", "25 without a higher floor", source: limitsSource),
    Limit("item", "2 MB", source: limitsSource),
    Limit("burst of a partition below 3,000 RU/s", "300 s of its throughput, best effort", source: bursts),
    Limit("dedicated gateway", "5 nodes, more by ticket, alike in each region", source: gatewaySource),
    Limit("periodic backup copies free of charge", "2", source: periodic),
    Limit("latency of a point read or write", "below 10 ms", source: latency),
    Limit("SLA in one region; with zones", "99.99 %; 99.995 %", source: zones),
    Limit("SLA of reads in several regions, one of which writes", "99.999 %", source: zones),
    Limit("SLA where every region writes", "99.999 %", source: zones),
  ]

  public func conflicts() -> [String] { throughputConflicts() + extraConflicts() }

  // MARK: One step
  /// Data and index so far, and the hour's highest throughput so far.
  public struct State: Sendable {
    var stored: Double
    var peak = 0.0
    /// The same of another region, as far as it can be told from here.
    var otherPeak = 0.0
    /// Physical partitions; they never merge by themselves.
    var partitions = 1.0
    var analytical: Double
    /// What has come, where items expire.
    var arrivals: DailyArrivals
  }

  public var initial: State {
    State(
      stored: stored.value, analytical: analytical.stored.value,
      arrivals: DailyArrivals(remembering: Int(ttl?.roundedUp.value ?? 1)))
  }
}

extension Flow<Count> {
  /// Reads of a Cosmos DB account.
  public static var cosmosReads: Self { Flow("cosmos-reads") }
  /// Writes to a Cosmos DB account.
  public static var cosmosWrites: Self { Flow("cosmos-writes") }
  /// Queries of a Cosmos DB account, beside its reads.
  public static var cosmosQueries: Self { Flow("cosmos-queries") }
  /// Items deleted from a Cosmos DB account.
  public static var cosmosDeletes: Self { Flow("cosmos-deletes") }
  /// Operations that read a Cosmos DB account's analytical store.
  public static var cosmosAnalyticalReads: Self { Flow("cosmos-analytical-reads") }
  /// Operations that write to a Cosmos DB account's analytical store, beside its own writes.
  public static var cosmosAnalyticalWrites: Self { Flow("cosmos-analytical-writes") }
}

extension Flow<RequestUnit> {
  /// Request units of operations that were measured as a whole.
  public static var cosmosRequestUnits: Self { Flow("cosmos-request-units") }
}

extension Flow<Gigabyte> {
  /// Data that analytics scan in a Cosmos DB account's analytical store.
  public static var cosmosAnalyticalScans: Self { Flow("cosmos-analytical-scans") }
}
