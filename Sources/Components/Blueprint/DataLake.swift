public import Quantities

/// Azure Data Lake Storage Gen2: the medallion lake, hot tier.
///
/// Bronze holds what landed, silver the cleaned, gold the served tables, each at a ratio of the raw size and deleted by
/// age, day by day. Runs rewrite a share of silver and gold; the old versions stay until vacuumed. Operations are
/// billed per increment of 4 MB.
/// Source: MicrosoftDocs/azure-docs articles/storage/blobs/map-rest-apis-transaction-categories.md.
public struct DataLake: Component {
  public static let kind = "data-lake"
  public static let title = "Azure Data Lake Storage Gen2"
  public static let purpose = "The store of all raw and prepared data"
  public static let layer = Layer.analytics
  public static let placement = Placement.oneRegion
  public static let grain = Grain.day  // stocks that grow linearly within a day and forget by days

  // MARK: Settings
  /// How copies are spread.
  public var redundancy: Redundancy = .lrs
  /// Data that stands there from the start and stays.
  public var stored: Quantity<Gigabyte> = 0
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
  /// Paths that one listing call returns.
  public var page: Quantity<Count> = 5000
  /// Bytes of the directory index over bytes stored.
  public var index: Quantity<Share> = 0.0001

  public static let settings: [Setting<Self>] = [
    .choice(
      "redundancy", \.redundancy, "copies in one datacentre (lrs), over zones (zrs) or also in a second region (grs)"),
    .number("stored", \.stored, "data that stands there from the start and stays"),
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
    .number("page", \.page, in: 1...1e6, "paths that one listing call returns"),
    .number("index", \.index, in: 0...1, "bytes of the directory index over bytes stored"),
  ]

  /// Instances are created with every default.
  public init() {}

  /// How copies are spread.
  public enum Redundancy: String, CaseIterable, Sendable { case lrs, zrs, grs }

  // MARK: Limits — as of the document's 2020 edition; Azure raises them on request
  static let limitsSource = "MicrosoftDocs/azure-docs includes/azure-storage-account-limits-standard.md"
  static let mapSource = "MicrosoftDocs/azure-docs articles/storage/blobs/map-rest-apis-transaction-categories.md"
  public static let limits = [
    Limit("size of an account", "5 PiB", source: limitsSource),
    Limit("requests of an account", "20,000 per second", source: limitsSource),
  ]

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
      labelled("page", "the usual page of the listing call; no source states the billed one"),
      labelled("index", "bytes per path are in no source"),
      Assumption(
        key: "geo-replication of `grs`", value: "not billed", origin: "rule",
        source: "bytes copied to the paired region are not modelled yet"),
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
  public static let inputs = [landed.port, scans.port, readCalls.port, writeCalls.port]

  public func carried(byInput slot: Int) -> Carried? { slot == Self.landed.slot ? Carried(asked: 1) : nil }

  // MARK: Meters
  static let dataStored = Meter<GigabyteMonth>(
    "data-stored", slot: 0, fixed: true,
    formula: "∫ (stored + bronze + (silver + gold) × (1 + rewrite × runs × vacuum)) / hours of the month, "
      + "a layer holding ratio × GB landed in its last `retention` days",
    source: "MicrosoftDocs/azure-docs articles/storage/blobs/access-tiers-overview.md")
  static let indexStored = Meter<GigabyteMonth>(
    "index", slot: 1, fixed: true, formula: "index × GB-months of data", source: mapSource)
  static let writes = Meter<Count>(
    "write-operations", slot: 2,
    formula: "files written × (create + ⌈file / increment⌉ + flush) + calls; GB written = landed × ratios + rewrites",
    source: mapSource)
  static let reads = Meter<Count>(
    "read-operations", slot: 3,
    formula: "files read × (status + ⌈file / increment⌉) + calls; GB read = bronze and silver as they pass on, "
      + "rewrites, scans",
    source: mapSource)
  static let listings = Meter<Count>(
    "iterative-read-operations", slot: 4, formula: "files read / paths per page", source: mapSource)
  public static let meters = [dataStored.port, indexStored.port, writes.port, reads.port, listings.port]

  public func priceKey(ofMeter slot: Int) -> String {
    let names = ["data_stored", "index", "write", "read", "iterative_read"]
    return "adls.hot.\(redundancy.rawValue).\(names[slot])"
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

  // MARK: One step
  public var initial: DailyArrivals {
    DailyArrivals(remembering: Swift.max(wholeDays(bronzeDays), wholeDays(silverDays), wholeDays(goldDays)))
  }

  private func wholeDays(_ days: Quantity<Day>) -> Int { Int(days.value.rounded()) }

  /// What stands in the three layers, live versions alone: gigabytes, or gigabyte-hours.
  private func layers(_ of: (Quantity<Day>) -> Double) -> (bronze: Double, silver: Double, gold: Double) {
    (bronzeRatio.value * of(bronzeDays), silverRatio.value * of(silverDays), goldRatio.value * of(goldDays))
  }

  public func advance(_ state: inout DailyArrivals, through step: Step, into usage: inout Usage) {
    state.open(step)
    let arrived = step[Self.landed].value
    let growth = step.held(Self.landed).value

    // Gigabyte-hours: what stood there before, and what came since the step began.
    let hours = layers { state.recent(wholeDays($0)) * step.hours + growth }
    let oldHours = (silverRewrite.value * hours.silver + goldRewrite.value * hours.gold) * deadVersions
    let total = stored.value * step.hours + hours.bronze + hours.silver + hours.gold + oldHours
    usage[Self.dataStored] += Quantity(total / step.monthHours)
    usage[Self.indexStored] += Quantity(total * index.value / step.monthHours)

    let rewritten = runs.value * (silverRewrite.value * hours.silver + goldRewrite.value * hours.gold)
    let passedOn = arrived * (bronzeRatio.value + silverRatio.value)
    let filesWritten = (passedOn + arrived * goldRatio.value + rewritten) / file.value
    let filesRead = (passedOn + rewritten + step[Self.scans].value) / file.value
    usage[Self.writes] += Quantity(filesWritten * (2 + increments)) + step[Self.writeCalls]
    usage[Self.reads] += Quantity(filesRead * (1 + increments)) + step[Self.readCalls]
    usage[Self.listings] += Quantity(filesRead / page.value)

    state.add(arrived)
    let now = layers { state.recent(wholeDays($0)) }
    let old = (silverRewrite.value * now.silver + goldRewrite.value * now.gold) * deadVersions
    usage[showing: Self.bronzeHeld] = now.bronze
    usage[showing: Self.silverHeld] = now.silver
    usage[showing: Self.goldHeld] = now.gold
    usage[showing: Self.held] = stored.value + now.bronze + now.silver + now.gold + old
  }
}

extension Flow<Gigabyte> {
  /// Raw data that lands in the lake.
  public static var landedData: Self { Flow("landed-data") }
  /// Data that training runs read from the lake.
  public static var lakeScans: Self { Flow("lake-scans") }
}

extension Flow<Count> {
  /// Reads of the lake that a journey states itself.
  public static var lakeReads: Self { Flow("lake-reads") }
  /// Writes to the lake that a journey states itself.
  public static var lakeWrites: Self { Flow("lake-writes") }
}
