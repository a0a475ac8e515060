public import Quantities

/// Azure SQL Database, single or in an elastic pool: receives scored batches and serves them to the front end.
///
/// Bought by vCores, it bills them every hour, or serverless what it uses, at least its minimum, and nothing while paused;
/// storage bills the configured size. Bought by DTUs, it bills days of a service objective or of a pool.
/// Source: MicrosoftDocs/sql-docs azure-sql/database/serverless-tier-overview.md.
public struct SQLDatabase: Component {
  public static let kind = "sql-database"
  public static let title = "Azure SQL Database"
  public static let purpose = "Tables that the front end queries, such as predictions scored in advance"
  public static let layer = Layer.data
  public static let placement = Placement.oneRegion
  public static let grain = Grain.step  // pauses, and work that waits

  // MARK: Settings
  /// Service tier.
  public var tier: Tier = .generalPurpose
  /// Whether vCores stand or follow the load.
  public var compute: Compute = .provisioned
  /// vCores; the most of them where serverless.
  public var vCores: Quantity<Count> = 2
  /// Service objective, where it is bought by DTUs.
  public var objective: Objective = .byTier
  /// Elastic pool that is bought by eDTUs.
  public var pool: Pool = .none
  /// Databases of an elastic pool.
  public var databases: Quantity<Count> = 1
  /// Hardware of a Hyperscale database.
  public var series: Series = .standard
  /// Fewest vCores of a serverless database while it isn't paused.
  public var minVCores: Quantity<Count> = 0.5
  /// Memory that a serverless database keeps at its minimum; nil for 3 GB per vCore, and at least 2.1 GB.
  public var minMemory: Quantity<Gigabyte>?
  /// Memory that a serverless database uses while it works.
  public var memory: Quantity<Gigabyte> = 0
  /// Whether a serverless database pauses.
  public var autoPause = true
  /// How long it stands idle before it pauses.
  public var autoPauseDelay: Quantity<Hour> = 1
  /// Whether it is one of the subscription's free databases.
  public var freeOffer: FreeOffer = .none
  /// vCore-hours of a month that a serverless database was billed, where known.
  public var measured: Quantity<Hour>?
  /// Configured maximum size; of Hyperscale what is allocated.
  public var storage: Quantity<Gigabyte> = 32
  /// Who brings the SQL Server licence.
  public var license: License = .included
  /// Whether it is spread over availability zones.
  public var zoneRedundant = false
  /// Copies that are read, or stand by.
  public var replicas = Replicas()
  /// Whether it is itself such a copy.
  public var role: Role = .primary
  /// Backups.
  public var backup = Backup()
  /// CPU time of a read.
  public var cpuPerRead: Quantity<Second> = 0.001
  /// CPU time of a write.
  public var cpuPerWrite: Quantity<Second> = 0.002
  /// CPU time of a row that a batch writes.
  public var cpuPerRow: Quantity<Second> = 0.00005
  /// Time of a read.
  public var readTime: Quantity<Millisecond> = 5
  /// Time of a write.
  public var writeTime: Quantity<Millisecond> = 7
  /// Bytes of a query, and of the rows that it returns, on the network.
  public var queryBytes: Quantity<Gigabyte> = 5e-7
  public var answerBytes: Quantity<Gigabyte> = 1e-6

  public static let settings: [Setting<Self>] = [
    .choice("tier", \.tier, "service tier: by vCores, or by DTUs (basic, standard, premium)"),
    .choice("compute", \.compute, "vCores that stand (provisioned) or follow the load and pause (serverless)"),
    .number("vCores", \.vCores, in: 1...192, "vCores; the most of them where serverless"),
    .choice("objective", \.objective, "service objective bought by DTUs, such as S3 (the tier's smallest if left out)"),
    .choice("pool", \.pool, "elastic pool bought by eDTUs; one bought by vCores states `vCores` and `databases`"),
    .number("databases", \.databases, in: 1...500, "databases of an elastic pool"),
    .choice("series", \.series, "hardware of a Hyperscale database"),
    .number("minVCores", \.minVCores, in: 0.5...128, "fewest vCores of a serverless database that isn't paused"),
    .optional(
      "minMemory", \.minMemory, in: 0...1000,
      "memory kept at the minimum, billed as a vCore per 3 GB (3 GB per vCore if left out, at least 2.1 GB)"),
    .number("memory", \.memory, in: 0...1000, "memory used while it works, billed as a vCore per 3 GB"),
    .flag("autoPause", \.autoPause, "a serverless database pauses when idle"),
    .number("autoPauseDelay", \.autoPauseDelay, in: 0.25...168, "how long it stands idle before it pauses"),
    .choice("freeOffer", \.freeOffer, "100,000 vCore-s and 32 GB free each month; then it pauses, or is paid for"),
    .optional(
      "measured", \.measured, "vCore-hours of a month that a serverless database is billed (by its load if left out)"),
    .number("storage", \.storage, in: 1...131_072, "configured maximum size, billed whether filled or not"),
    .choice("license", \.license, "SQL Server licence included, or brought along (hybridBenefit)"),
    .flag("zoneRedundant", \.zoneRedundant, "spread over availability zones, for a surcharge in generalPurpose"),
    .number("replicas.ha", \.replicas.ha, in: 0...4, "high-availability replicas of Hyperscale"),
    .number("replicas.named", \.replicas.named, in: 0...30, "named replicas of Hyperscale"),
    .optional("replicas.vCores", \.replicas.vCores, in: 1...192, "vCores of a named replica (`vCores` if left out)"),
    .number("replicas.reads", \.replicas.reads, in: 0...1, "share of reads that the replicas answer"),
    .optional("replicas.measured", \.replicas.measured, "vCore-hours of a month that serverless replicas are billed"),
    .number("replicas.geo", \.replicas.geo, in: 0...4, "geo-replicas, each a database of its own"),
    .number("replicas.written", \.replicas.written, in: 0...0.001, "log that a write sends to each geo-replica"),
    .choice("role", \.role, "the database itself, a copy that is read (geoSecondary), or one that stands by"),
    .optional("backup.stored", \.backup.stored, "point-in-time backups held, of which the storage's size is free"),
    .changes("backup.changes", \.backup.changes, "what they are changed to and when, as by a longer retention"),
    .number("backup.excess", \.backup.excess, "point-in-time backups beyond what is free, where that is known"),
    .number("backup.used", \.backup.used, "data in the database, from which backups are worked out"),
    .number("backup.changed", \.backup.changed, "data changed in a day"),
    .number("backup.compression", \.backup.compression, in: 1...100, "data by the size of its full backup"),
    .number("backup.retention", \.backup.retention, in: 1...35, "days to which the database can go back"),
    .number("backup.longTerm", \.backup.longTerm, "long-term backups held"),
    .number("backup.copies", \.backup.copies, in: 0...1000, "long-term copies kept, of the size of a full backup each"),
    .choice("backup.redundancy", \.backup.redundancy, "where backups are kept"),
    .number("cpuPerRead", \.cpuPerRead, in: 0...3600, "CPU time of a read"),
    .number("cpuPerWrite", \.cpuPerWrite, in: 0...3600, "CPU time of a write"),
    .number("cpuPerRow", \.cpuPerRow, in: 0...3600, "CPU time of a row that a batch writes"),
    .number("readTime", \.readTime, in: 0...600_000, "mean time until a read is answered, from its own region"),
    .number("writeTime", \.writeTime, in: 0...600_000, "mean time until a write is answered, from its own region"),
    .number("queryBytes", \.queryBytes, in: 0...1, "bytes of a query or write on its way"),
    .number("answerBytes", \.answerBytes, in: 0...1, "bytes of the rows that a read returns on their way"),
  ]

  /// Copies of the database.
  public struct Replicas: Sendable {
    /// High-availability replicas of Hyperscale.
    public var ha: Quantity<Count> = 0
    /// Named replicas of Hyperscale.
    public var named: Quantity<Count> = 0
    /// vCores of a named replica; nil for the database's.
    public var vCores: Quantity<Count>?
    /// Share of reads that they answer.
    public var reads: Quantity<Share> = 0
    /// vCore-hours of a month that serverless replicas are billed, where known.
    public var measured: Quantity<Hour>?
    /// Geo-replicas.
    public var geo: Quantity<Count> = 0
    /// Log that a write sends to each geo-replica.
    public var written: Quantity<Gigabyte> = 1e-6
  }

  /// A database with every default.
  public init() {}

  public func carried(byInput slot: Int) -> Carried? {
    switch slot {
    case Self.reads.slot: Carried(asked: queryBytes, answered: answerBytes)
    case Self.writes.slot, Self.rowsWritten.slot: Carried(asked: queryBytes)
    default: nil
    }
  }

  // MARK: Limits
  static let serverlessSource = "MicrosoftDocs/sql-docs azure-sql/database/serverless-tier-overview.md"
  static let billing = "MicrosoftDocs/sql-docs azure-sql/database/serverless-tier-billing.md"
  static let pausing = "MicrosoftDocs/sql-docs azure-sql/database/serverless-tier-auto-pause-resume.md"
  static let prices = "infracost/infracost internal/resources/azure/sql_database.go"
  public static let limits = [
    Limit("vCores of a serverless database", "80", source: resources),
    Limit(
      "size of a serverless database", "512 GB at 1 vCore, 1 TB to 6, 2 TB to 10, 3 TB to 20, 4 TB above",
      source: resources),
    Limit("log rate of a serverless database", "4.5 MB/s per vCore up to 8, 50 MB/s from 16", source: resources),
    Limit("workers of a serverless database", "75 per vCore", source: resources),
    Limit("delay before a pause", "15 to 10,080 min", source: pausing),
    Limit("latency of storage, generalPurpose", "5 to 10 ms per read, 5 to 7 ms per write", source: resources),
    Limit("size of a Hyperscale database; its replicas", "100 TB; 4 of high availability", source: resources),
    Limit("log rate of Hyperscale", "100 MB/s", source: resources),
    Limit("DTUs, Basic; Standard; Premium", "5; 10 to 3,000; 125 to 4,000", source: dtuResources),
    Limit("storage in the price, S0 to S12; P1 to P6; P11, P15", "250 GB; 500 GB; 4,096 GB", source: dtuResources),
    Limit("a vCore's worth of DTUs, Basic and Standard; Premium", "100; 125", source: fromDTU),
    Limit("backups free of charge, not of Hyperscale", "the database's size", source: backups),
    Limit("retention of point-in-time backups", "1 to 35 days", source: backups),
    Limit("free databases of a subscription", "10, each 100,000 vCore-s and 32 GB a month", source: offered),
    Limit("resuming from a pause", "about 1 min, in which the first login fails", source: pausing),
    Limit(
      "SLA, zone redundant", "99.995 %",
      source: "Azure/reliable-web-app-pattern-dotnet assets/sla-calculation.md"),
    Limit("SLA without zones", "99.99 %", source: "mikaelvesavuori/cloud-sla data/azure.json"),
  ]

  /// Largest serverless database in GB (`resources`).
  var largestServerless: Double {
    switch vCores.value {
    case ..<2: 512
    case ...6: 1024
    case ...10: 2048
    case ...20: 3072
    default: 4096
    }
  }

  public func conflicts() -> [String] { purchaseConflicts() + serverlessConflicts() }

  private func serverlessConflicts() -> [String] {
    var list: [String] = []
    if freeOffer != .none, compute != .serverless || tier != .generalPurpose {
      list.append("`freeOffer` takes serverless compute in generalPurpose")
    }
    guard compute == .serverless else {
      if measured != nil || replicas.measured != nil { list.append("`measured` is of serverless compute alone") }
      return list
    }
    if isDTU { return list + ["serverless is bought by vCores, not by DTUs"] }
    if tier == .businessCritical { list.append("serverless is not offered in businessCritical") }
    if databases > 1 { list.append("elastic pools are provisioned; serverless takes one database") }
    if license == .hybridBenefit { list.append("hybridBenefit is not offered for serverless, licence included") }
    if freeOffer == .pause {
      if storage > FreeOffer.storage || vCores > 4 {
        list.append(
          "`storage` is \(Measure.write(storage)) and `vCores` \(Measure.write(vCores)); a free database that pauses "
            + "takes 32 GB and 4 vCores")
      }
      if backup.longTerm > 0 || backup.copies > 0 {
        list.append("a free database that pauses has no long-term backups; `freeOffer: pay` has")
      }
    }
    if freeOffer != .none, replicas.geo > 0 { list.append("a free database takes no `replicas.geo`") }
    if minVCores > vCores { list.append("`minVCores` is above `vCores`") }
    if vCores.value > 80 { list.append("`vCores` is \(Measure.write(vCores)); serverless has 80 at most") }
    if tier != .hyperscale, storage.value > largestServerless {
      list.append(
        "`storage` is \(Measure.write(storage)); serverless takes \(Measure.plain(largestServerless)) GB at "
          + "\(Measure.write(vCores)) vCores")
    }
    return list
  }

  /// What its purchase leaves fixed for a whole run.
  struct Place: Sendable {
    /// Whether callers come through a private endpoint.
    var isPrivate = false
    /// vCores of work that it does at most.
    var capacity = 0.0
    /// How many of what a price buys stand: 1, or vCores one by one.
    var priced = 0.0
    /// Databases that bill alike: itself and its geo-replicas.
    var alike = 1.0
    /// Share of reads that are its own, and of all reads those of each replica.
    var ownReads = 1.0, replicaReads = 0.0
    /// Days and storage of DTUs.
    var isDTU = false, extraStorage = 0.0
    /// Whether an idle serverless database pauses.
    var pauses = true
    /// Long-term backups held.
    var longTerm = 0.0
    /// Configured size that is paid for.
    var paidSize = Quantity<Gigabyte>(0)
  }
  var here = Place()

  public mutating func place(at site: Site) {
    here.isPrivate = site.isPrivate
    here.capacity = capacity
    here.priced = isListed ? 1 : vCores.value
    here.alike = 1 + replicas.geo.value
    let readers = replicas.ha.value + replicas.named.value
    here.ownReads = readers > 0 ? 1 - replicas.reads.value : 1
    here.replicaReads = readers > 0 ? replicas.reads.value / readers : 0
    here.isDTU = isDTU
    here.extraStorage = extraStorage
    here.pauses = pauses
    here.paidSize = freeOffer == .none ? storage : Swift.max(storage - FreeOffer.storage, 0)
    here.longTerm = role == .primary ? backup.longTerm.value + backup.copies.value * backup.full : 0
  }

  /// Work that waits, in vCore-seconds, hours since the last, and what is free for the rest of the month.
  public struct State: Sendable {
    var waiting = 0.0
    var idle = 0.0
    var free = FreeOffer.vCoreHours
  }

  public var initial: State { State() }
}

extension Flow<Count> {
  /// Queries that read from a SQL database.
  public static var sqlReads: Self { Flow("sql-reads") }
  /// Statements that write to a SQL database.
  public static var sqlWrites: Self { Flow("sql-writes") }
}

extension Flow<Second> {
  /// CPU time of work on a SQL database that isn't stated as reads and writes.
  public static var sqlWork: Self { Flow("sql-work") }
}
