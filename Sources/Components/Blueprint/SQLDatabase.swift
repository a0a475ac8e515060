public import Quantities

/// Azure SQL Database, a single database bought by vCores: receives scored batches and serves them to the front end.
///
/// Provisioned, it bills its vCores every hour. Serverless, it bills what it uses, at least its minimum, and nothing
/// while paused. Storage bills the configured size.
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
  /// Fewest vCores of a serverless database while it isn't paused.
  public var minVCores: Quantity<Count> = 0.5
  /// Memory that a serverless database keeps at its minimum; nil for 3 GB per vCore, and at least 2.1 GB.
  public var minMemory: Quantity<Gigabyte>?
  /// Whether a serverless database pauses.
  public var autoPause = true
  /// How long it stands idle before it pauses.
  public var autoPauseDelay: Quantity<Hour> = 1
  /// Configured maximum size.
  public var storage: Quantity<Gigabyte> = 32
  /// Who brings the SQL Server licence.
  public var license: License = .included
  /// Whether it is spread over availability zones.
  public var zoneRedundant = false
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
    .choice("tier", \.tier, "service tier"),
    .choice("compute", \.compute, "vCores that stand (provisioned) or follow the load and pause (serverless)"),
    .number("vCores", \.vCores, in: 1...128, "vCores; the most of them where serverless"),
    .number("minVCores", \.minVCores, in: 0.5...128, "fewest vCores of a serverless database that isn't paused"),
    .optional(
      "minMemory", \.minMemory, in: 0...1000,
      "memory kept at the minimum, billed as a vCore per 3 GB (3 GB per vCore if left out, at least 2.1 GB)"),
    .flag("autoPause", \.autoPause, "a serverless database pauses when idle"),
    .number("autoPauseDelay", \.autoPauseDelay, in: 0.25...168, "how long it stands idle before it pauses"),
    .number("storage", \.storage, in: 1...4096, "configured maximum size, billed whether filled or not"),
    .choice("license", \.license, "SQL Server licence included, or brought along (hybridBenefit)"),
    .flag("zoneRedundant", \.zoneRedundant, "spread over availability zones, for a surcharge in generalPurpose"),
    .number("cpuPerRead", \.cpuPerRead, in: 0...3600, "CPU time of a read"),
    .number("cpuPerWrite", \.cpuPerWrite, in: 0...3600, "CPU time of a write"),
    .number("cpuPerRow", \.cpuPerRow, in: 0...3600, "CPU time of a row that a batch writes"),
    .number("readTime", \.readTime, in: 0...600_000, "mean time until a read is answered, from its own region"),
    .number("writeTime", \.writeTime, in: 0...600_000, "mean time until a write is answered, from its own region"),
    .number("queryBytes", \.queryBytes, in: 0...1, "bytes of a query or write on its way"),
    .number("answerBytes", \.answerBytes, in: 0...1, "bytes of the rows that a read returns on their way"),
  ]

  /// Service tier.
  public enum Tier: String, CaseIterable, Sendable {
    case generalPurpose, businessCritical
    /// Its part of a price key.
    var key: String { self == .generalPurpose ? "gp" : "bc" }
  }

  /// Whether vCores stand or follow the load.
  public enum Compute: String, CaseIterable, Sendable { case provisioned, serverless }
  /// Who brings the SQL Server licence.
  public enum License: String, CaseIterable, Sendable { case included, hybridBenefit }

  /// A database with every default.
  public init() {}

  private var isPrivate = false

  public mutating func place(at site: Site) { isPrivate = site.isPrivate }

  public func carried(byInput slot: Int) -> Carried? {
    switch slot {
    case Self.reads.slot: Carried(asked: queryBytes, answered: answerBytes)
    case Self.writes.slot, Self.rowsWritten.slot: Carried(asked: queryBytes)
    default: nil
    }
  }

  // MARK: Limits
  static let resources = "MicrosoftDocs/sql-docs azure-sql/database/resource-limits-vcore-single-databases.md"
  static let serverlessSource = "MicrosoftDocs/sql-docs azure-sql/database/serverless-tier-overview.md"
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

  public func conflicts() -> [String] {
    var list: [String] = []
    if vCores != vCores.roundedUp { list.append("`vCores` is \(Measure.write(vCores)); it takes a whole number") }
    guard compute == .serverless else { return list }
    if tier == .businessCritical { list.append("serverless is not offered in businessCritical") }
    if license == .hybridBenefit { list.append("hybridBenefit is not offered for serverless, licence included") }
    if minVCores > vCores { list.append("`minVCores` is above `vCores`") }
    if vCores.value > 80 { list.append("`vCores` is \(Measure.write(vCores)); serverless has 80 at most") }
    if storage.value > largestServerless {
      list.append(
        "`storage` is \(Measure.write(storage)); serverless takes \(Measure.plain(largestServerless)) GB at "
          + "\(Measure.write(vCores)) vCores")
    }
    return list
  }

  public func assumptions() -> [Assumption] {
    let cpu = [
      ("cpuPerRead", cpuPerRead, Self().cpuPerRead), ("cpuPerWrite", cpuPerWrite, Self().cpuPerWrite),
      ("cpuPerRow", cpuPerRow, Self().cpuPerRow),
    ].map { key, value, usual in
      Assumption(
        key: key, value: Measure.write(value), origin: value == usual ? "default" : "scenario",
        source: "depends on the queries; no source gives a figure")
    }
    let bytes = ["queryBytes", "answerBytes"].map { labelled($0, "depends on the queries; no source gives a figure") }
    let times = ["readTime", "writeTime"].map {
      labelled($0, "about one access to storage; taken as exponential, whatever the load: depends on the queries")
    }
    guard compute == .serverless else { return cpu + times + bytes }
    return cpu + times + bytes + [
      Assumption(
        key: "minMemory", value: Measure.write(Quantity<Gigabyte>(floor * 3)),
        origin: minMemory == nil ? "default" : "scenario", source: Self.serverlessSource),
      Assumption(
        key: "memory", value: "at most 3 GB per vCore in use",
        source: "a busy database's memory is taken to bill no more than its CPU"),
    ]
  }

  // MARK: Flows
  static let reads = Input(.sqlReads, slot: 0, visit: "reads", "queries that read")
  static let writes = Input(.sqlWrites, slot: 1, visit: "writes", "statements that write")
  static let rowsWritten = Input(.predictionRows, slot: 2, "rows that a batch run writes")
  public static let inputs = [reads.port, writes.port, rowsWritten.port]

  static let privateIn = Output(
    .privateIngress, slot: 0, "queries and rows, where callers come through a private endpoint")
  static let privateOut = Output(.privateEgress, slot: 1, "answers, where callers come through a private endpoint")
  public static let outputs = [privateIn.port, privateOut.port]

  // MARK: Meters
  static let standing = Meter<Hour>(
    "compute", slot: 0, fixed: true,
    formula: "hours, priced for all vCores at once where listed (2, 4, 8, 16, 32), else vCores × hours",
    source: prices)
  static let zones = Meter<Hour>(
    "zone-redundancy", slot: 1, fixed: true, formula: "as compute, with zoneRedundant in generalPurpose",
    source: prices)
  static let licenses = Meter<Hour>(
    "license", slot: 2, fixed: true, formula: "vCores × hours of provisioned compute, if the licence is included",
    source: prices)
  static let followed = Meter<Hour>(
    "serverless-compute", slot: 3,
    formula: "vCores × hours: max(minVCores, minMemory / 3, the step's mean use), nothing while paused",
    source: serverlessSource)
  static let followedZones = Meter<Hour>(
    "serverless-zone-redundancy", slot: 4, formula: "as serverless-compute, with zoneRedundant",
    source: serverlessSource)
  static let size = Meter<GigabyteMonth>(
    "storage", slot: 5, fixed: true, formula: "configured size × hours / hours of the month", source: prices)
  public static let meters = [
    standing.port, zones.port, licenses.port, followed.port, followedZones.port, size.port,
  ]

  /// Whether the price list has rows for this number of vCores in every region.
  var isListed: Bool {
    switch vCores.value {
    case 2, 4, 8, 16, 32: true
    default: false
    }
  }

  public func priceKey(ofMeter slot: Int) -> String {
    let tier = "sql.\(tier.key)"
    let size = isListed ? Measure.write(vCores) : "1"
    return switch slot {
    case Self.standing.slot: "\(tier).gen5.compute.\(size)vcore"
    case Self.zones.slot: "\(tier).gen5.zone_redundancy.\(size)vcore"
    case Self.licenses.slot: "\(tier).license"
    case Self.followed.slot: "sql.gp.serverless.gen5.compute.1vcore"
    case Self.followedZones.slot: "sql.gp.serverless.gen5.zone_redundancy.1vcore"
    default: tier + (zoneRedundant && self.tier == .generalPurpose ? ".storage.zr" : ".storage")
    }
  }

  // MARK: Gauges
  static let used = Gauge("vCoresUsed", unit: "vCores", slot: 0)
  static let wanted = Gauge("vCoresNeeded", unit: "vCores", slot: 1)
  public static let gauges = [used, wanted]

  public func limit(ofGauge slot: Int) -> Bound? { Bound(vCores.value, source: "setting `vCores`") }

  /// vCores that a serverless database bills while it isn't paused.
  var floor: Double {
    let memory = minMemory?.value ?? Swift.max(minVCores.value * 3, 2.1)  // 2.02–2.10 GB at 0.5 vCores
    return Swift.max(minVCores.value, memory / 3)
  }

  // MARK: Response time
  public func time(of visit: VisitAmounts) -> VisitTime {
    var time = VisitTime()
    time.add(calls: visit["reads"], each: readTime)
    time.add(calls: visit["writes"], each: writeTime)
    return time
  }

  // MARK: One step
  /// Work that waits, in vCore-seconds, and hours since the last.
  public struct State: Sendable {
    var waiting: Double
    var idle: Double
  }

  public var initial: State { State(waiting: 0, idle: 0) }

  public func advance(_ state: inout State, through step: Step, into usage: inout Usage) {
    let arrived =
      step[Self.reads].value * cpuPerRead.value + step[Self.writes].value * cpuPerWrite.value
      + step[Self.rowsWritten].value * cpuPerRow.value
    let work = state.waiting + arrived
    let done = Swift.min(work, vCores.value * step.seconds)
    state.waiting = work - done
    let busy = done / step.seconds
    usage[showing: Self.used] = busy
    usage[showing: Self.wanted] = work / step.seconds
    usage[Self.size] += storage.held(for: step)
    if isPrivate {
      let sent = step[Self.reads].value + step[Self.writes].value + step[Self.rowsWritten].value
      usage[feeding: Self.privateIn] = Quantity(sent * queryBytes.value)
      usage[feeding: Self.privateOut] = Quantity(step[Self.reads].value * answerBytes.value)
    }
    if compute == .serverless {
      follow(busy, &state, through: step, into: &usage)
    } else {
      stand(through: step, into: &usage)
    }
  }

  private func stand(through step: Step, into usage: inout Usage) {
    let priced = Quantity<Hour>((isListed ? 1 : vCores.value) * step.hours)
    usage[Self.standing] += priced
    if zoneRedundant, tier == .generalPurpose { usage[Self.zones] += priced }
    if license == .included { usage[Self.licenses] += Quantity(vCores.value * step.hours) }
  }

  private func follow(_ busy: Double, _ state: inout State, through step: Step, into usage: inout Usage) {
    let left = autoPause ? Swift.max(autoPauseDelay.value - state.idle, 0) : step.hours
    let awake = busy > 0 ? step.hours : Swift.min(left, step.hours)
    state.idle = busy > 0 ? 0 : state.idle + step.hours
    let billed = Quantity<Hour>(Swift.max(floor, busy) * awake)
    usage[Self.followed] += billed
    if zoneRedundant { usage[Self.followedZones] += billed }
  }
}

extension Flow<Count> {
  /// Queries that read from a SQL database.
  public static var sqlReads: Self { Flow("sql-reads") }
  /// Statements that write to a SQL database.
  public static var sqlWrites: Self { Flow("sql-writes") }
}
