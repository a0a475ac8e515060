public import Quantities

/// Azure Blob Storage: static files, metadata, artefacts and backups.
///
/// Blobs are put in one access tier; a lifecycle may move them to a colder and a coldest tier, and delete them, by age.
/// Colder tiers cost less to keep and more to touch, and bill what leaves them before its time. Sources:
/// MicrosoftDocs/azure-docs articles/storage/blobs/access-tiers-overview.md and
/// map-rest-apis-transaction-categories.md.
public struct BlobStorage: Component {
  public static let kind = "blob-storage"
  public static let title = "Azure Blob Storage"
  public static let purpose = "Keeps files: pictures, documents, artefacts, backups"
  public static let layer = Layer.data
  public static let placement = Placement.oneRegion
  public static let grain = Grain.day  // stocks that grow linearly within a day; lifecycles move whole days

  // MARK: Settings
  /// Tier that blobs are put in.
  public var tier: AccessTier = .hot
  /// How copies are spread.
  public var redundancy: StorageRedundancy = .lrs
  /// Data that stands in the tier from the start and stays.
  public var stored: Quantity<Gigabyte> = 0
  /// Mean size of a blob.
  public var blob: Quantity<Gigabyte> = 0.001
  /// Blocks that uploads are cut into; nil for one call per blob.
  public var block: Quantity<Gigabyte>?
  /// Share of uploads that replace a blob.
  public var updates: Quantity<Share> = 0
  /// Bytes that a read returns; nil for the whole blob.
  public var readSize: Quantity<Gigabyte>?
  /// Age at which blobs move to the colder tier; nil for never.
  public var moveAfter: Quantity<Day>?
  /// The colder tier.
  public var colder: ColderTier = .cool
  /// Data that stands in the colder tier from the start and stays.
  public var colderStored: Quantity<Gigabyte> = 0
  /// Age at which blobs move to the coldest tier; nil for never.
  public var moveAgainAfter: Quantity<Day>?
  /// The coldest tier.
  public var coldest: ColderTier = .archive
  /// Data that stands in the coldest tier from the start and stays.
  public var coldestStored: Quantity<Gigabyte> = 0
  /// Age at which blobs are deleted; nil for never.
  public var deleteAfter: Quantity<Day>?
  /// Age of the blobs that are deleted by hand.
  public var deletedAge: Quantity<Day> = 0
  /// Whether archived blobs are fetched at high priority.
  public var priority = false
  /// Index tags of a blob.
  public var tags: Quantity<Count> = 0
  /// How often the inventory lists all blobs.
  public var inventory: Quantity<PerHour> = 0

  public static let settings: [Setting<Self>] = [
    .choice("tier", \.tier, "access tier that blobs are put in; premium is an account of its own kind"),
    .choice(
      "redundancy", \.redundancy, "copies in one datacentre, over zones (z), in a second region (g), read there (ra)"
    ),
    .number("stored", \.stored, "data that stands in the tier from the start and stays"),
    .number("blob", \.blob, in: 1e-9...200_000, "mean size of a blob"),
    .optional("block", \.block, in: 1e-6...4.3, "size of the blocks of an upload (one call per blob if left out)"),
    .number("updates", \.updates, in: 0...1, "share of uploads that replace a blob: nothing more to store"),
    .optional("read", \.readSize, in: 0...200_000, "bytes that a read returns (the whole blob if left out)"),
    .optional("lifecycle.after", \.moveAfter, in: 1...3650, "age at which blobs move to the colder tier"),
    .choice("lifecycle.tier", \.colder, "the colder tier"),
    .number("lifecycle.stored", \.colderStored, "data that stands in the colder tier from the start and stays"),
    .optional("lifecycle.then.after", \.moveAgainAfter, in: 1...3650, "age at which blobs move to the coldest tier"),
    .choice("lifecycle.then.tier", \.coldest, "the coldest tier"),
    .number("lifecycle.then.stored", \.coldestStored, "data that stands in the coldest tier from the start and stays"),
    .optional("lifecycle.delete", \.deleteAfter, in: 1...3650, "age at which blobs are deleted"),
    .number("deletions.age", \.deletedAge, in: 0...3650, "age of the blobs that are deleted by hand"),
    .flag("priority", \.priority, "archived blobs are fetched at high priority"),
    .number("tags", \.tags, in: 0...10, "index tags of a blob"),
    .number("inventory", \.inventory, in: 0...1, "how often the inventory lists all blobs"),
  ]

  /// Instances are created with every default.
  public init() {}

  // MARK: Limits — as of the limits' 2020 edition; Azure raises them on request
  static let accounts = "MicrosoftDocs/azure-docs includes/azure-storage-account-limits-standard.md"
  static let tiers = "MicrosoftDocs/azure-docs articles/storage/blobs/access-tiers-overview.md"
  static let categories = "MicrosoftDocs/azure-docs articles/storage/blobs/map-rest-apis-transaction-categories.md"
  static let uploading = "MicrosoftDocs/azure-docs articles/storage/blobs/azcopy-cost-estimation.md"
  public static let limits = [
    Limit("size of an account", "5 PiB", source: accounts),
    Limit("requests of an account", "20,000 per second", source: accounts),
    Limit("days billed at least", "30 in cool, 90 in cold, 180 in archive", source: tiers),
    Limit("fetching from archive", "up to 15 h", source: tiers),
    Limit("availability", "99.9 % in hot, 99 % in cool; reads of ra 99.99 % and 99.9 %", source: tiers),
  ]

  public func conflicts() -> [String] {
    var list = lifecycle.conflicts(
      with: redundancy, usesSecond: moveAfter != nil || colderStored > 0,
      usesThird: moveAgainAfter != nil || coldestStored > 0)
    if let deleteAfter {
      if let moveAfter, deleteAfter <= moveAfter { list.append("`lifecycle.delete` is not after `lifecycle.after`") }
      if let moveAgainAfter, deleteAfter <= moveAgainAfter {
        list.append("`lifecycle.delete` is not after `lifecycle.then.after`")
      }
    }
    return list
  }

  public func assumptions() -> [Assumption] {
    [
      labelled("blob", "depends on what is kept"),
      labelled("updates", "depends on what is kept; what is replaced is taken to be older than its tier's least days"),
      labelled("lifecycle.after", "a choice of the platform's owner"),
      labelled("lifecycle.then.after", "a choice of the platform's owner"),
      labelled("lifecycle.delete", "a choice of the platform's owner"),
      Assumption(
        key: "lifecycle transactions", value: "not billed", origin: "rule",
        source: "a meter of them is on the price list, its scope in no source; changes of tier are billed as writes"),
    ]
  }

  // MARK: Flows
  static let uploads = Input(
    .blobUploads, slot: 0, visit: "uploads", reach: .everywhere, "blobs put, each of the mean size")
  static let writes = Input(
    .blobWrites, slot: 1, visit: "writes", reach: .everywhere, "further writes that store nothing: copies, renames")
  static let reads = Input(.blobReads, slot: 2, visit: "reads", reach: .everywhere, "blobs read from their first tier")
  static let colderReads = Input(
    .blobColderReads, slot: 3, visit: "colderReads", reach: .everywhere,
    "blobs read from the colder tier, or moved up out of it")
  static let lists = Input(.blobLists, slot: 4, visit: "lists", reach: .everywhere, "calls that list blobs")
  static let others = Input(.blobOthers, slot: 5, visit: "others", reach: .everywhere, "properties, leases, metadata")
  static let moves = Input(
    .blobMoves, slot: 6, visit: "moves", reach: .everywhere, "further blobs moved to the colder tier, beside its stock")
  static let sent = Input(.blobAnswers, slot: 7, visit: "out", reach: .everywhere, "bytes sent to users")
  static let coldestReads = Input(
    .blobColdestReads, slot: 8, visit: "coldestReads", reach: .everywhere,
    "blobs read from the coldest tier, or moved up out of it")
  static let fetched = Input(
    .blobRetrievals, slot: 9, visit: "retrieved", reach: .everywhere,
    "further bytes read from the first tier, beside those of `reads`")
  static let deletions = Input(
    .blobDeletions, slot: 10, visit: "deletions", reach: .everywhere,
    "blobs deleted, replaced or moved out of the first tier by hand, beside its stock")
  public static let inputs = [
    uploads.port, writes.port, reads.port, colderReads.port, lists.port, others.port, moves.port, sent.port,
    coldestReads.port, fetched.port, deletions.port,
  ]

  static let egress = Output(.internetEgress, slot: 0, "files leave through the internet")
  public static let outputs = [egress.port]

  public func carried(byInput slot: Int) -> Carried? { slot == Self.uploads.slot ? Carried(asked: blob) : nil }

  // MARK: Meters
  static let kept = Meter<GigabyteMonth>(
    "data-stored", slot: 0, fixed: true,
    formula: "∫ (stored + uploads × blob × (1 − updates) of the last lifecycle.after days) / hours of the month",
    source: tiers)
  static let writing = Meter<Count>(
    "write-operations", slot: 1,
    formula: "uploads × (⌈blob / block⌉ + 1), or × 1 without block; and writes. In archive the blocks are apart",
    source: uploading)
  static let blocks = Meter<Count>(
    "archive-block-writes", slot: 2, formula: "archive: uploads × ⌈blob / block⌉, at the price of hot",
    source: uploading)
  static let reading = Meter<Count>("read-operations", slot: 3, formula: "reads", source: categories)
  static let retrieved = Meter<Gigabyte>(
    "data-retrieval", slot: 4, formula: "reads × read + retrieved; none in hot and premium", source: categories)
  static let early = Meter<Gigabyte>(
    "early-deletion", slot: 5,
    formula: "GB that leave the tier, by the lifecycle or by deletions × blob at deletions.age, × (least days − days "
      + "kept) / 30; least days 30, 90, 180", source: tiers)
  static let colderKept = Meter<GigabyteMonth>(
    "colder-data-stored", slot: 6, fixed: true,
    formula: "∫ (lifecycle.stored + what moved there and is not deleted) / hours of the month", source: tiers)
  static let colderWriting = Meter<Count>(
    "colder-writes", slot: 7, formula: "a write for each blob moved to the colder tier", source: categories)
  static let colderReading = Meter<Count>("colder-reads", slot: 8, formula: "colderReads", source: categories)
  static let colderRetrieved = Meter<Gigabyte>(
    "colder-retrieval", slot: 9, formula: "colderReads × read", source: categories)
  static let colderEarly = Meter<Gigabyte>(
    "colder-early-deletion", slot: 10, formula: "as early-deletion, of the colder tier", source: tiers)
  static let listing = Meter<Count>("list-operations", slot: 11, formula: "lists", source: categories)
  static let other = Meter<Count>("other-operations", slot: 12, formula: "others", source: categories)
  static let replicated = Meter<Gigabyte>(
    "geo-replication", slot: 13, formula: "uploads × blob, where copies stand in a second region", source: tiers)
  static let tagged = Meter<Month>(
    "index-tags", slot: 14, fixed: true, formula: "∫ GB of all tiers / blob × tags / hours of the month",
    source: categories)
  static let inventoried = Meter<Count>(
    "inventory", slot: 15, fixed: true, formula: "GB of all tiers / blob × inventory × hours", source: categories)
  static let coldestKept = Meter<GigabyteMonth>(
    "coldest-data-stored", slot: 16, fixed: true,
    formula: "∫ (lifecycle.then.stored + what moved there and is not deleted) / hours of the month", source: tiers)
  static let coldestWriting = Meter<Count>(
    "coldest-writes", slot: 17, formula: "a write for each blob moved to the coldest tier", source: categories)
  static let coldestReading = Meter<Count>("coldest-reads", slot: 18, formula: "coldestReads", source: categories)
  static let coldestRetrieved = Meter<Gigabyte>(
    "coldest-retrieval", slot: 19, formula: "coldestReads × read", source: categories)
  static let coldestEarly = Meter<Gigabyte>(
    "coldest-early-deletion", slot: 20, formula: "as early-deletion, of the coldest tier", source: tiers)
  public static let meters = [
    kept.port, writing.port, blocks.port, reading.port, retrieved.port, early.port, colderKept.port,
    colderWriting.port, colderReading.port, colderRetrieved.port, colderEarly.port, listing.port, other.port,
    replicated.port, tagged.port, inventoried.port, coldestKept.port, coldestWriting.port, coldestReading.port,
    coldestRetrieved.port, coldestEarly.port,
  ]

  public func priceKey(ofMeter slot: Int) -> String {
    // Copies that can be read in the second region are written at the price of those that can't.
    let writeCopies = redundancy == .ragzrs ? "gzrs" : redundancy.rawValue
    func key(_ tier: AccessTier, _ name: String) -> String { "blob.\(tier.rawValue).\(redundancy.rawValue).\(name)" }
    func write(_ tier: AccessTier) -> String { "blob.\(tier.rawValue).\(writeCopies).write" }
    func fetch(_ tier: AccessTier, _ name: String) -> String {
      key(tier, tier == .archive && priority ? name + "_priority" : name)
    }
    return switch slot {
    case Self.kept.slot: key(tier, "data_stored")
    case Self.writing.slot: write(tier)
    case Self.blocks.slot: write(.hot)
    case Self.reading.slot: fetch(tier, "read")
    case Self.retrieved.slot: fetch(tier.charged, "retrieval")
    case Self.early.slot: key(tier.charged, "early_delete")
    case Self.colderKept.slot: key(colder.tier, "data_stored")
    case Self.colderWriting.slot: write(colder.tier)
    case Self.colderReading.slot: fetch(colder.tier, "read")
    case Self.colderRetrieved.slot: fetch(colder.tier, "retrieval")
    case Self.colderEarly.slot: key(colder.tier, "early_delete")
    case Self.listing.slot: key(tier.shared, "list")
    case Self.other.slot: key(tier.shared, "other")
    case Self.replicated.slot: "storage.geo_replication_v2_data_transfer"
    case Self.tagged.slot: key(tier, "index_tags")
    case Self.inventoried.slot: key(tier == .archive ? .cold : tier, "blob_inventory")
    case Self.coldestKept.slot: key(coldest.tier, "data_stored")
    case Self.coldestWriting.slot: write(coldest.tier)
    case Self.coldestReading.slot: fetch(coldest.tier, "read")
    case Self.coldestRetrieved.slot: fetch(coldest.tier, "retrieval")
    default: key(coldest.tier, "early_delete")
    }
  }

  // MARK: Gauges
  static let held = Gauge("stored", unit: "GB", slot: 0)
  static let colderHeld = Gauge("colderStored", unit: "GB", slot: 1)
  static let coldestHeld = Gauge("coldestStored", unit: "GB", slot: 2)
  public static let gauges = [held, colderHeld, coldestHeld]

  public func limit(ofGauge slot: Int) -> Bound? {
    // 5 PiB in GB of 10^9 bytes.
    slot == Self.held.slot ? Bound(5 * 1024 * 1024 * 1.073741824, source: Self.accounts) : nil
  }

  // MARK: State
  /// What arrived by recent days, and the day that lifecycles last ran on.
  public struct State: Sendable {
    var arrivals: DailyArrivals
    var day = -1
  }

  public var initial: State { State(arrivals: DailyArrivals(remembering: lifecycle.remembered)) }

  private func days(_ age: Quantity<Day>?) -> Int? { age.map { Int($0.value.rounded()) } }

  /// How blobs age.
  private var lifecycle: StorageLifecycle {
    StorageLifecycle(
      first: tier, second: colder.tier, third: coldest.tier, secondAge: days(moveAfter),
      thirdAge: days(moveAgainAfter), lastAge: days(deleteAfter))
  }

  /// Calls that an upload takes before the one that ends it.
  private var blocksPerUpload: Double {
    guard let block else { return 0 }
    // A quotient that is whole but for its rounding is not rounded up.
    return Swift.max((blob.value / block.value - 1e-9).ceiled, 1)
  }

  // MARK: One step
  public func advance(_ state: inout State, through step: Step, into usage: inout Usage) {
    let lifecycle = lifecycle
    state.arrivals.open(step)
    let today = Int((step.start + 1e-6) / 24)
    if today != state.day {
      state.day = today
      let leaving = lifecycle.departures(state.arrivals)
      usage[Self.colderWriting] += Quantity(leaving.toSecond / blob.value)
      usage[Self.coldestWriting] += Quantity(leaving.toThird / blob.value)
      usage[Self.early] += Quantity(leaving.firstEarly)
      usage[Self.colderEarly] += Quantity(leaving.secondEarly)
      usage[Self.coldestEarly] += Quantity(leaving.thirdEarly)
    }

    let uploads = step[Self.uploads].value
    let added = blob.value * (1 - updates.value)
    let before = lifecycle.stocks(state.arrivals)
    // Gigabyte-hours: what stood there before, and what came since the step began.
    let hours = (stored.value + before.first) * step.hours + step.held(Self.uploads).value * added
    let colderHours = (colderStored.value + before.second) * step.hours
    let coldestHours = (coldestStored.value + before.third) * step.hours
    usage[Self.kept] += Quantity(hours / step.monthHours)
    usage[Self.colderKept] += Quantity(colderHours / step.monthHours)
    usage[Self.coldestKept] += Quantity(coldestHours / step.monthHours)
    let blobHours = (hours + colderHours + coldestHours) / blob.value
    usage[Self.tagged] += Quantity(blobHours * tags.value / step.monthHours)
    usage[Self.inventoried] += Quantity(blobHours * inventory.value)

    let isArchive = tier == .archive
    usage[Self.writing] += Quantity(uploads * (1 + (isArchive ? 0 : blocksPerUpload))) + step[Self.writes]
    usage[Self.blocks] += Quantity(isArchive ? uploads * blocksPerUpload : 0)
    usage[Self.reading] += step[Self.reads]
    let returned = readSize?.value ?? blob.value
    usage[Self.retrieved] += Quantity(
      tier.retrieves ? step[Self.reads].value * returned + step[Self.fetched].value : 0)
    let kept = Int(deletedAge.value.rounded())
    usage[Self.early] += Quantity(step[Self.deletions].value * blob.value * tier.unexpired(after: kept))
    usage[Self.colderWriting] += step[Self.moves]
    usage[Self.colderReading] += step[Self.colderReads]
    usage[Self.colderRetrieved] += Quantity(step[Self.colderReads].value * returned)
    usage[Self.coldestReading] += step[Self.coldestReads]
    usage[Self.coldestRetrieved] += Quantity(step[Self.coldestReads].value * returned)
    usage[Self.listing] += step[Self.lists]
    usage[Self.other] += step[Self.others]
    usage[Self.replicated] += Quantity(redundancy.isGeo ? uploads * blob.value : 0)
    usage[feeding: Self.egress] = step[Self.sent]

    state.arrivals.add(uploads * added)
    let now = lifecycle.stocks(state.arrivals)
    usage[showing: Self.held] = stored.value + now.first
    usage[showing: Self.colderHeld] = colderStored.value + now.second
    usage[showing: Self.coldestHeld] = coldestStored.value + now.third
  }
}

extension Flow<Count> {
  /// Blobs put into storage.
  public static var blobUploads: Self { Flow("blob-uploads") }
  /// Writes to blobs that store nothing more.
  public static var blobWrites: Self { Flow("blob-writes") }
  /// Blobs read from their first tier.
  public static var blobReads: Self { Flow("blob-reads") }
  /// Blobs read from the colder tier.
  public static var blobColderReads: Self { Flow("blob-colder-reads") }
  /// Calls that list blobs.
  public static var blobLists: Self { Flow("blob-lists") }
  /// Calls on blobs that neither read, write nor list.
  public static var blobOthers: Self { Flow("blob-others") }
  /// Blobs moved to the colder tier by hand.
  public static var blobMoves: Self { Flow("blob-moves") }
  /// Blobs read from the coldest tier.
  public static var blobColdestReads: Self { Flow("blob-coldest-reads") }
  /// Blobs deleted by hand.
  public static var blobDeletions: Self { Flow("blob-deletions") }
}

extension Flow<Gigabyte> {
  /// Bytes of blobs sent to users.
  public static var blobAnswers: Self { Flow("blob-answers") }
  /// Bytes of blobs read beside those that reads return.
  public static var blobRetrievals: Self { Flow("blob-retrievals") }
}
