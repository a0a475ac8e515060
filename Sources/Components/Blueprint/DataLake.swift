import Foundation
public import Quantities

/// Azure Data Lake Storage Gen2: the medallion lake.
///
/// Bronze holds what landed, silver the cleaned, gold the served tables, each at a ratio of the raw size and deleted by
/// age, day by day; a lifecycle may move bronze to a colder tier before. Runs rewrite a share of silver and gold; the old
/// versions stay until vacuumed. Operations are billed per increment of 4 MB.
/// Source: MicrosoftDocs/azure-docs articles/storage/blobs/map-rest-apis-transaction-categories.md.
public struct DataLake: Component {
  public static let kind = "data-lake"
  public static let title = "Azure Data Lake Storage Gen2"
  public static let purpose = "The store of all raw and prepared data"
  public static let layer = Layer.analytics
  public static let placement = Placement.oneRegion
  public static let grain = Grain.day  // stocks that grow linearly within a day and forget by days

  // MARK: Settings
  /// Tier that files are put in.
  public var tier: AccessTier = .hot
  /// How copies are spread.
  public var redundancy: StorageRedundancy = .lrs
  /// Data that stands there from the start and stays.
  public var stored: Quantity<Gigabyte> = 0
  /// Age at which bronze moves to the colder tier; nil for never.
  public var moveAfter: Quantity<Day>?
  /// The colder tier.
  public var colder: ColderTier = .cool
  /// Data that stands in the colder tier from the start and stays.
  public var colderStored: Quantity<Gigabyte> = 0
  /// Stored size of bronze over raw size.
  public var bronzeRatio: Quantity<Share> = 1
  /// Stored size of silver over raw size.
  public var silverRatio: Quantity<Share> = 0.5
  /// Stored size of gold over raw size.
  public var goldRatio: Quantity<Share> = 0.1
  /// Days that landed data stays in bronze.
  public var bronzeDays: Quantity<Day> = 90
  /// Days that landed data stays in silver.
  public var silverDays: Quantity<Day> = 730
  /// Days that landed data stays in gold.
  public var goldDays: Quantity<Day> = 730
  /// Share of the live silver tables that a run rewrites.
  public var silverRewrite: Quantity<Share> = 0.01
  /// Share of the live gold tables that a run rewrites.
  public var goldRewrite: Quantity<Share> = 0.05
  /// How long old versions stay.
  public var vacuum: Quantity<Day> = 7
  /// How often pipelines rewrite the tables.
  public var runs: Quantity<PerHour> = Quantity(1 / 24)
  /// Size that table files are compacted to.
  public var file: Quantity<Gigabyte> = 0.128
  /// Bytes that one billed operation moves at most.
  public var increment: Quantity<Gigabyte> = 0.004
  /// Bytes that a further read returns; nil for an increment.
  public var readSize: Quantity<Gigabyte>?
  /// Paths that one listing call returns.
  public var page: Quantity<Count> = 5000
  /// Bytes of the directory index over bytes stored.
  public var index: Quantity<Share> = 0.0001

  public static let settings: [Setting<Self>] = [
    .choice("tier", \.tier, "access tier that files are put in"),
    .choice(
      "redundancy", \.redundancy, "copies in one datacentre, over zones (z), in a second region (g), read there (ra)"
    ),
    .number("stored", \.stored, "data that stands there from the start and stays"),
    .optional("lifecycle.after", \.moveAfter, in: 1...3650, "age at which bronze moves to the colder tier"),
    .choice("lifecycle.tier", \.colder, "the colder tier"),
    .number("lifecycle.stored", \.colderStored, "data that stands in the colder tier from the start and stays"),
    .number("bronze.ratio", \.bronzeRatio, in: 0...10, "stored size of bronze over the raw size of what lands"),
    .number("bronze.retention", \.bronzeDays, in: 1...3650, "days that data stays in bronze"),
    .number("silver.ratio", \.silverRatio, in: 0...10, "stored size of silver over the raw size of what lands"),
    .number("silver.retention", \.silverDays, in: 1...3650, "days that data stays in silver"),
    .number("silver.rewrite", \.silverRewrite, in: 0...1, "share of the live silver tables that a run rewrites"),
    .number("gold.ratio", \.goldRatio, in: 0...10, "stored size of gold over the raw size of what lands"),
    .number("gold.retention", \.goldDays, in: 1...3650, "days that data stays in gold"),
    .number("gold.rewrite", \.goldRewrite, in: 0...1, "share of the live gold tables that a run rewrites"),
    .number("vacuum", \.vacuum, in: 0...3650, "days that rewritten files stay before they are deleted"),
    .number("runs", \.runs, in: 0...60, "how often pipelines rewrite silver and gold"),
    .number("file", \.file, in: 1e-6...1000, "size that table files are compacted to"),
    .number("increment", \.increment, in: 1e-3...1, "bytes that one billed read or write moves at most"),
    .optional("read", \.readSize, in: 0...1, "bytes that a further read returns (an increment if left out)"),
    .number("page", \.page, in: 1...1e6, "paths that one listing call returns"),
    .number("index", \.index, in: 0...1, "bytes of the directory index over bytes stored"),
  ]

  /// Instances are created with every default.
  public init() {}

  /// Months of 30 days that are billed in advance of a rewritten file that is vacuumed; set by `place`.
  private var silverUnexpired = 0.0, goldUnexpired = 0.0

  public mutating func place(at site: Site) {
    silverUnexpired = unexpired(rewrites: silverRewrite)
    goldUnexpired = unexpired(rewrites: goldRewrite)
  }

  /// Mean of max(0, least days − vacuum − age when rewritten) / 30, the age exponential with the daily share rewritten.
  private func unexpired(rewrites share: Quantity<Share>) -> Double {
    let left = Swift.max(tier.leastDays - vacuum.value, 0)
    let rate = share.value * runs.value * 24
    return rate > 0 ? (left + expm1(-rate * left) / rate) / 30 : 0
  }

  // MARK: Limits — as of the document's 2020 edition; Azure raises them on request
  static let limitsSource = "MicrosoftDocs/azure-docs includes/azure-storage-account-limits-standard.md"
  static let tiers = "MicrosoftDocs/azure-docs articles/storage/blobs/access-tiers-overview.md"
  static let mapSource = "MicrosoftDocs/azure-docs articles/storage/blobs/map-rest-apis-transaction-categories.md"
  public static let limits = [
    Limit("size of an account", "5 PiB", source: limitsSource),
    Limit("requests of an account", "20,000 per second", source: limitsSource),
    Limit("days billed at least", "30 in cool, 90 in cold, 180 in archive", source: tiers),
  ]

  public func conflicts() -> [String] {
    var list = lifecycle.conflicts(with: redundancy, usesSecond: moveAfter != nil || colderStored > 0)
    if let moveAfter, bronzeDays <= moveAfter { list.append("`bronze.retention` is not after `lifecycle.after`") }
    return list
  }

  public func assumptions() -> [Assumption] {
    let layers = ["bronze", "silver", "gold"].flatMap { layer in
      [
        labelled("\(layer).ratio", "how small tables become depends on the data: measure one"),
        labelled("\(layer).retention", "a choice of the platform's owner"),
      ]
    }
    return layers + [
      labelled("silver.rewrite", "depends on the pipelines"),
      labelled("gold.rewrite", "depends on the pipelines"),
      labelled("vacuum", "a choice of the platform's owner"),
      labelled("runs", "depends on the pipelines"),
      labelled("file", "depends on the pipelines' compaction"),
      labelled("increment", "billed per 4 MB; whether of 1,000 or 1,024 steps is not settled"),
      labelled("lifecycle.after", "a choice of the platform's owner"),
      labelled("page", "the usual page of the listing call; no source states the billed one"),
      labelled("index", "bytes per path are in no source"),
      Assumption(
        key: "moves to the colder tier", value: "a write per file", origin: "rule",
        source: "no source tells whether a change of tier counts increments: " + Self.mapSource),
    ]
  }

  // MARK: Flows
  static let landed = Input(
    .landedData, slot: 0, visit: "in", reach: .everywhere, "raw data that lands, before compression")
  static let scans = Input(.lakeScans, slot: 1, reach: .everywhere, "data that training runs read")
  static let readCalls = Input(
    .lakeReads, slot: 2, visit: "reads", reach: .everywhere, "further reads of up to one increment each")
  static let writeCalls = Input(
    .lakeWrites, slot: 3, visit: "writes", reach: .everywhere, "further writes of up to one increment each")
  static let uploads = Input(
    .lakeUploads, slot: 4, visit: "uploads", reach: .everywhere,
    "files of `file` put in bronze as they are, a write for each increment")
  static let renames = Input(
    .lakeRenames, slot: 5, visit: "renames", reach: .everywhere, "files and directories renamed, recursive rights set")
  static let lists = Input(.lakeLists, slot: 6, visit: "lists", reach: .everywhere, "further calls that list paths")
  static let others = Input(
    .lakeOthers, slot: 7, visit: "others", reach: .everywhere, "leases, properties of the file system")
  static let colderReads = Input(
    .lakeColderReads, slot: 8, visit: "colderReads", reach: .everywhere,
    "reads from the colder tier, of `read` each")
  static let fetched = Input(
    .lakeRetrievals, slot: 9, visit: "retrieved", reach: .everywhere,
    "further bytes read from the first tier, beside those of reads")
  static let scanned = Input(
    .lakeQueriedBytes, slot: 10, visit: "scanned", reach: .everywhere, "bytes that accelerated queries look through")
  static let selected = Input(
    .lakeSelectedBytes, slot: 11, visit: "selected", reach: .everywhere, "bytes that accelerated queries return")
  public static let inputs = [
    landed.port, scans.port, readCalls.port, writeCalls.port, uploads.port, renames.port, lists.port, others.port,
    colderReads.port, fetched.port, scanned.port, selected.port,
  ]

  public func carried(byInput slot: Int) -> Carried? { slot == Self.landed.slot ? Carried(asked: 1) : nil }

  // MARK: Meters
  static let dataStored = Meter<GigabyteMonth>(
    "data-stored", slot: 0, fixed: true,
    formula: "∫ (stored + bronze + (silver + gold) × (1 + rewrite × runs × vacuum)) / hours of the month, "
      + "a layer holding ratio × GB landed in its last `retention` days; bronze holds uploads × file too, and all of it "
      + "until lifecycle.after",
    source: tiers)
  static let indexStored = Meter<GigabyteMonth>(
    "index", slot: 1, fixed: true, formula: "index × GB-months of data in all tiers", source: mapSource)
  static let writes = Meter<Count>(
    "write-operations", slot: 2,
    formula:
      "files written × (create + ⌈file / increment⌉ + flush) + uploads × ⌈file / increment⌉ + calls; GB written = "
      + "landed × ratios + rewrites",
    source: mapSource)
  static let reads = Meter<Count>(
    "read-operations", slot: 3,
    formula: "files read × (status + ⌈file / increment⌉) + calls; GB read = bronze and silver as they pass on, "
      + "rewrites, scans",
    source: mapSource)
  static let listings = Meter<Count>(
    "iterative-read-operations", slot: 4, formula: "files read / paths per page + lists", source: mapSource)
  static let iterativeWrites = Meter<Count>(
    "iterative-write-operations", slot: 5, formula: "renames", source: mapSource)
  static let otherCalls = Meter<Count>("other-operations", slot: 6, formula: "others", source: mapSource)
  static let retrieved = Meter<Gigabyte>(
    "data-retrieval", slot: 7, formula: "GB read + reads × read + retrieved; none in hot and premium", source: mapSource
  )
  static let early = Meter<Gigabyte>(
    "early-deletion", slot: 8,
    formula: "GB that leave the tier, moved, deleted or vacuumed, × (least days − days kept) / 30; least days 30, 90, "
      + "180; a rewritten file is as old as its share of rewrites makes it, exponentially, and `vacuum`",
    source: tiers)
  static let colderKept = Meter<GigabyteMonth>(
    "colder-data-stored", slot: 9, fixed: true,
    formula: "∫ (lifecycle.stored + bronze older than lifecycle.after) / hours of the month", source: tiers)
  static let colderWriting = Meter<Count>(
    "colder-writes", slot: 10, formula: "a write for each file of bronze that moves", source: mapSource)
  static let colderReading = Meter<Count>("colder-reads", slot: 11, formula: "colderReads", source: mapSource)
  static let colderRetrieved = Meter<Gigabyte>(
    "colder-retrieval", slot: 12, formula: "colderReads × read", source: mapSource)
  static let colderEarly = Meter<Gigabyte>(
    "colder-early-deletion", slot: 13, formula: "as early-deletion, of the colder tier", source: tiers)
  static let replicated = Meter<Gigabyte>(
    "geo-replication", slot: 14, formula: "GB written, where copies stand in a second region", source: tiers)
  static let queried = Meter<Gigabyte>(
    "query-acceleration-scanned", slot: 15, formula: "scanned; not in archive", source: mapSource)
  static let returned = Meter<Gigabyte>(
    "query-acceleration-returned", slot: 16, formula: "selected; not in archive", source: mapSource)
  public static let meters = [
    dataStored.port, indexStored.port, writes.port, reads.port, listings.port, iterativeWrites.port, otherCalls.port,
    retrieved.port, early.port, colderKept.port, colderWriting.port, colderReading.port, colderRetrieved.port,
    colderEarly.port, replicated.port, queried.port, returned.port,
  ]

  public func priceKey(ofMeter slot: Int) -> String {
    func key(_ tier: AccessTier, _ name: String) -> String { "adls.\(tier.rawValue).\(redundancy.rawValue).\(name)" }
    return switch slot {
    case Self.dataStored.slot: key(tier, "data_stored")
    case Self.indexStored.slot: key(tier.shared, "index")
    case Self.writes.slot: key(tier, "write")
    case Self.reads.slot: key(tier, "read")
    case Self.listings.slot: key(tier.shared, "iterative_read")
    case Self.iterativeWrites.slot: key(tier.shared, "iterative_write")
    case Self.otherCalls.slot: key(tier.shared, "other")
    case Self.retrieved.slot: key(tier.charged, "retrieval")
    case Self.early.slot: key(tier.charged, "early_delete")
    case Self.colderKept.slot: key(colder.tier, "data_stored")
    case Self.colderWriting.slot: key(colder.tier, "write")
    case Self.colderReading.slot: key(colder.tier, "read")
    case Self.colderRetrieved.slot: key(colder.tier, "retrieval")
    case Self.colderEarly.slot: key(colder.tier, "early_delete")
    case Self.replicated.slot: "storage.geo_replication_v2_data_transfer"
    case Self.queried.slot: key(tier, "data_scanned_for_query_acceleration")
    default: key(tier, "data_returned_for_query_acceleration")
    }
  }

  // MARK: Gauges
  static let bronzeHeld = Gauge("bronze", unit: "GB", slot: 0)
  static let silverHeld = Gauge("silver", unit: "GB", slot: 1)
  static let goldHeld = Gauge("gold", unit: "GB", slot: 2)
  static let held = Gauge("stored", unit: "GB", slot: 3)
  public static let gauges = [bronzeHeld, silverHeld, goldHeld, held]

  public func limit(ofGauge slot: Int) -> Bound? {
    // 5 PiB in GB of 10^9 bytes.
    slot == Self.held.slot ? Bound(5 * 1024 * 1024 * 1.073741824, source: Self.limitsSource) : nil
  }

  /// Increments of one file; a quotient that is whole but for its rounding is not rounded up.
  var increments: Double { Swift.max(1, (file.value / increment.value - 1e-9).ceiled) }
  /// Old versions over live data, per share that a run rewrites.
  var deadVersions: Double { runs.value * 24 * vacuum.value }

  // MARK: State
  /// Raw data and uploaded files by recent days, and the day that lifecycles last ran on.
  public struct State: Sendable {
    var raw: DailyArrivals
    var put: DailyArrivals
    var day = -1
  }

  public var initial: State {
    let longest = Swift.max(wholeDays(bronzeDays), wholeDays(silverDays), wholeDays(goldDays))
    return State(
      raw: DailyArrivals(remembering: longest + 1), put: DailyArrivals(remembering: lifecycle.remembered))
  }

  private func wholeDays(_ days: Quantity<Day>) -> Int { Int(days.value.rounded()) }

  /// How bronze ages.
  private var lifecycle: StorageLifecycle {
    StorageLifecycle(
      first: tier, second: colder.tier, secondAge: moveAfter.map(wholeDays), lastAge: wholeDays(bronzeDays))
  }

  /// Live versions in the layers: gigabytes, or gigabyte-hours.
  private struct Layers {
    var bronze: Double, colder: Double, silver: Double, gold: Double
  }

  /// What stands in the layers, or what it comes to over `hours` in which as much more lands as `growth` and `put` say.
  private func layers(
    _ state: State, _ lifecycle: StorageLifecycle, hours: Double = 1, growth: Double = 0, put: Double = 0
  ) -> Layers {
    let (raw, files) = (lifecycle.stocks(state.raw), lifecycle.stocks(state.put))
    return Layers(
      bronze: bronzeRatio.value * (raw.first * hours + growth) + (files.first * hours + put),
      colder: (bronzeRatio.value * raw.second + files.second) * hours,
      silver: silverRatio.value * (state.raw.recent(wholeDays(silverDays)) * hours + growth),
      gold: goldRatio.value * (state.raw.recent(wholeDays(goldDays)) * hours + growth))
  }

  /// Once a day, before anything lands: what has reached its age moves, and is deleted.
  private func age(_ state: State, _ lifecycle: StorageLifecycle, into usage: inout Usage) {
    let (raw, put) = (lifecycle.departures(state.raw), lifecycle.departures(state.put))
    func reached(_ days: Int) -> Double { state.raw.recent(days + 1) - state.raw.recent(days) }
    let (silver, gold) = (wholeDays(silverDays), wholeDays(goldDays))
    let tables =
      silverRatio.value * reached(silver) * tier.unexpired(after: silver)
      + goldRatio.value * reached(gold) * tier.unexpired(after: gold)
    usage[Self.colderWriting] += Quantity((bronzeRatio.value * raw.toSecond + put.toSecond) / file.value)
    usage[Self.early] += Quantity(bronzeRatio.value * raw.firstEarly + put.firstEarly + tables)
    usage[Self.colderEarly] += Quantity(bronzeRatio.value * raw.secondEarly + put.secondEarly)
  }

  // MARK: One step
  public func advance(_ state: inout State, through step: Step, into usage: inout Usage) {
    let lifecycle = lifecycle
    state.raw.open(step)
    state.put.open(step)
    let today = Int((step.start + 1e-6) / 24)
    if today != state.day {
      state.day = today
      age(state, lifecycle, into: &usage)
    }
    let arrived = step[Self.landed].value
    let uploads = step[Self.uploads].value

    // Gigabyte-hours: what stood there before, and what came since the step began.
    let hours = layers(
      state, lifecycle, hours: step.hours, growth: step.held(Self.landed).value,
      put: step.held(Self.uploads).value * file.value)
    let colder = colderStored.value * step.hours + hours.colder
    let old = (silverRewrite.value * hours.silver + goldRewrite.value * hours.gold) * deadVersions
    let total = stored.value * step.hours + hours.bronze + hours.silver + hours.gold + old
    usage[Self.dataStored] += Quantity(total / step.monthHours)
    usage[Self.colderKept] += Quantity(colder / step.monthHours)
    usage[Self.indexStored] += Quantity((total + colder) * index.value / step.monthHours)

    let silverAgain = silverRewrite.value * hours.silver
    let goldAgain = goldRewrite.value * hours.gold
    let rewritten = runs.value * (silverAgain + goldAgain)
    let passedOn = arrived * (bronzeRatio.value + silverRatio.value)
    let written = passedOn + arrived * goldRatio.value + rewritten
    let read = passedOn + rewritten + step[Self.scans].value
    usage[Self.writes] += Quantity(written / file.value * (2 + increments)) + step[Self.writeCalls]
    usage[Self.writes] += Quantity(uploads * increments)
    usage[Self.reads] += Quantity(read / file.value * (1 + increments)) + step[Self.readCalls]
    usage[Self.listings] += Quantity(read / file.value / page.value) + step[Self.lists]
    usage[Self.iterativeWrites] += step[Self.renames]
    usage[Self.otherCalls] += step[Self.others]
    usage[Self.queried] += tier == .archive ? 0 : step[Self.scanned]
    usage[Self.returned] += tier == .archive ? 0 : step[Self.selected]
    let returned = readSize?.value ?? increment.value
    usage[Self.retrieved] += Quantity(
      tier.retrieves ? read + step[Self.readCalls].value * returned + step[Self.fetched].value : 0)
    usage[Self.early] += Quantity(runs.value * (silverAgain * silverUnexpired + goldAgain * goldUnexpired))
    usage[Self.colderReading] += step[Self.colderReads]
    usage[Self.colderRetrieved] += Quantity(step[Self.colderReads].value * returned)
    usage[Self.replicated] += Quantity(redundancy.isGeo ? written + uploads * file.value : 0)

    state.raw.add(arrived)
    state.put.add(uploads * file.value)
    let now = layers(state, lifecycle)
    usage[showing: Self.bronzeHeld] = now.bronze + now.colder
    usage[showing: Self.silverHeld] = now.silver
    usage[showing: Self.goldHeld] = now.gold
    usage[showing: Self.held] =
      stored.value + colderStored.value + now.bronze + now.colder + now.silver + now.gold
      + (silverRewrite.value * now.silver + goldRewrite.value * now.gold) * deadVersions
  }
}
