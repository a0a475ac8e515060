public import Quantities

/// Azure Cosmos DB for NoSQL: sessions and chat history, in every region of the instance, written in one.
///
/// Billed by throughput in hundreds of request units per second, provisioned (`manual`) or scaled to (`autoscale`), and
/// by stored gigabytes, in each region. Each region's throughput is its own reads and the writes of all regions.
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
  /// Charges as measured, where known.
  public var charges = Charges()
  /// Availability zones: a quarter more throughput where it is manual.
  public var zoneRedundant = false
  /// The account's free grant of 1,000 RU/s and 25 GB.
  public var freeTier = false
  /// Time of a read.
  public var readTime: Quantity<Millisecond> = 5
  /// Time of a write.
  public var writeTime: Quantity<Millisecond> = 5

  public static let settings: [Setting<Self>] = [
    .choice("throughput", \.throughput, "whether throughput follows the load up to `max` or stands at `provisioned`"),
    .number("max", \.max, in: 1000...1e6, "highest throughput of autoscale, in steps of 1,000 RU/s"),
    .number("provisioned", \.provisioned, in: 400...1e6, "manual throughput"),
    .optional("partitions", \.partitions, in: 1...1e5, "physical partitions (by throughput and storage if left out)"),
    .text("partitionKey", \.partitionKey, "what items are partitioned by; how evenly it spreads them is `skew`"),
    .number("skew", \.skew, in: 0...1, "share of the load on the hottest partition beyond its even part"),
    .number("item", \.item, in: 0...0.002, "size of an item"),
    .number("stored", \.stored, "data and index at the start"),
    .number("updates", \.updates, in: 0...1, "share of writes that replace an item: twice the charge, no more storage"),
    .choice("reads", \.reads, "whether items are read by id and partition key or queried"),
    .number("results", \.results, "items that a query returns"),
    .flag("crossPartition", \.crossPartition, "queries ask every physical partition"),
    .choice("consistency", \.consistency, "consistency level; strong and boundedStaleness double the charge of reads"),
    .number("indexing", \.indexing, in: 0...100, "what indexing adds to the charge of a write"),
    .optional("charges.pointRead", \.charges.pointRead, "measured charge of a point read (by item size if left out)"),
    .optional("charges.write", \.charges.write, "measured charge of a write (by item size if left out)"),
    .optional("charges.query", \.charges.query, "measured charge of a query (by its results if left out)"),
    .flag("zoneRedundant", \.zoneRedundant, "availability zones: manual throughput counts 1.25 times"),
    .flag("freeTier", \.freeTier, "the account's free 1,000 RU/s and 25 GB"),
    .number("readTime", \.readTime, in: 0...600_000, "mean time until a read is answered, from its own region"),
    .number("writeTime", \.writeTime, in: 0...600_000, "mean time until a write is answered, in the first region"),
  ]

  /// How throughput is bought.
  public enum Throughput: String, CaseIterable, Sendable { case autoscale, manual }
  /// How items are read.
  public enum Reads: String, CaseIterable, Sendable { case point, query }
  /// The account's consistency level, from the strictest.
  public enum Consistency: String, CaseIterable, Sendable {
    case strong, boundedStaleness, session, consistentPrefix, eventual
  }

  /// Request units of one operation as measured; each nil if it is to be computed.
  public struct Charges: Sendable {
    /// Of a point read.
    public var pointRead: Quantity<RequestUnit>?
    /// Of a write.
    public var write: Quantity<RequestUnit>?
    /// Of a query.
    public var query: Quantity<RequestUnit>?
  }

  /// An account with every default.
  public init() {}

  // MARK: Charges
  static let charging = "MicrosoftDocs/azure-databases-docs articles/cosmos-db/optimize-cost-reads-writes.md"
  static let table = "MicrosoftDocs/azure-databases-docs articles/cosmos-db/key-value-store-cost.md"
  /// Request units that each further physical partition adds to a query: 2 to 3, `charging`.
  static let fanOut = 2.5

  /// How much dearer than 1 KB an item is: 1 at 1 KB, 10 at 100 KB (`table`), else on a line (our choice).
  var sizeFactor: Double { 1 + (Swift.max(item.value * 1e6, 1) - 1) / 11 }
  /// Request units of a read in one partition.
  var readCharge: Double {
    let point = charges.pointRead?.value ?? sizeFactor
    let single = reads == .point ? point : charges.query?.value ?? (Self.fanOut + results.value * point)
    return consistency == .strong || consistency == .boundedStaleness ? single * 2 : single
  }
  /// Request units of a write: 5 at 1 KB, 50 at 100 KB (`table`).
  var writeCharge: Double {
    charges.write?.value ?? 5 * sizeFactor * (1 + indexing.value) * (1 + updates.value)
  }

  // MARK: Where it stands
  private var here = Place()

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
    /// Request units of a read in one partition, of each further one it asks, of a write.
    var read = 0.0, furtherPartition = 0.0, write = 0.0
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
    here.items = reads == .point ? 1 : results.value
    here.furtherPartition = reads == .query && crossPartition && charges.query == nil ? Self.fanOut : 0
    here.write = writeCharge
  }

  private func isNear(_ region: Int) -> Bool {
    here.sameContinent.indices.contains(region) ? here.sameContinent[region] : true
  }

  /// Where writes go: the instance's first region that isn't dark for the whole step, or the first if all are.
  private func hub(in step: Step) -> Int {
    guard step.isDark(here.home) else { return here.home }
    return here.regions.first { !step.isDark($0) } ?? here.home
  }

  // MARK: Limits
  static let limitsSource = "MicrosoftDocs/azure-databases-docs articles/cosmos-db/concepts-limits.md"
  static let bill = "MicrosoftDocs/azure-databases-docs articles/cosmos-db/understand-your-bill.md"
  static let zones = "MicrosoftDocs/azure-docs articles/reliability/reliability-cosmos-db-nosql.md"
  static let latency = "MicrosoftDocs/azure-docs articles/cosmos-db/monitor-server-side-latency.md"
  public static let limits = [
    Limit("throughput of a physical partition", "10,000 RU/s", source: limitsSource),
    Limit("storage of a physical partition", "50 GB", source: limitsSource),
    Limit("storage of a logical partition", "20 GB", source: limitsSource),
    Limit("throughput of a container", "1,000,000 RU/s", source: limitsSource),
    Limit("manual throughput, at least", "400 RU/s and 1 RU/s per GB", source: limitsSource),
    Limit("autoscale maximum, at least", "1,000 RU/s and 10 RU/s per GB", source: limitsSource),
    Limit("item", "2 MB", source: limitsSource),
    Limit("latency of a point read or write", "below 10 ms", source: latency),
    Limit("SLA of reads in several regions, one of which writes", "99.999 %", source: zones),
  ]

  public func conflicts() -> [String] {
    var list: [String] = []
    let gigabytes = stored.value
    let standing = throughput == .manual ? provisioned.value : max.value
    if throughput == .manual, provisioned.value < gigabytes {
      list.append("`provisioned` is \(Measure.write(provisioned)); \(Measure.write(stored)) need 1 RU/s per GB")
    }
    if throughput == .autoscale {
      if max.value != (max.value / 1000).rounded() * 1000 {
        list.append("`max` is \(Measure.write(max)); autoscale takes steps of 1,000 RU/s")
      }
      if max.value < gigabytes * 10 {
        list.append("`max` is \(Measure.write(max)); \(Measure.write(stored)) need 10 RU/s per GB")
      }
    }
    if let partitions, partitions.value * 10_000 < standing || partitions.value * 50 < gigabytes {
      list.append("`partitions` is \(Measure.write(partitions)); one takes 10,000 RU/s and 50 GB")
    }
    return list
  }

  // MARK: Flows
  static let readsHere = Input(.cosmosReads, slot: 0, visit: "reads", "reads in this region")
  static let writesHere = Input(.cosmosWrites, slot: 1, visit: "writes", "writes sent from this region")
  static let allWrites = Input(
    .cosmosWrites, slot: 2, reach: .everywhere, "writes of all regions, which every region applies")
  public static let inputs = [readsHere.port, writesHere.port, allWrites.port]

  static let nearBytes = Output(.interRegionEgress, slot: 0, "writes on their way within the continent")
  static let farBytes = Output(.interContinentEgress, slot: 1, "writes on their way to another continent")
  static let privateIn = Output(.privateIngress, slot: 2, "written items, where callers are behind a private endpoint")
  static let privateOut = Output(.privateEgress, slot: 3, "read items, where callers come through a private endpoint")
  public static let outputs = [nearBytes.port, farBytes.port, privateIn.port, privateOut.port]

  /// Items alone: requests and replies weigh nothing beside them.
  public func carried(byInput slot: Int) -> Carried? {
    switch slot {
    case Self.readsHere.slot: Carried(answered: item * (reads == .point ? 1 : results.value))
    case Self.writesHere.slot: Carried(asked: item)
    default: nil
    }
  }

  // MARK: Meters
  static let manual = Meter<Hour>(
    "manual-throughput", slot: 0, fixed: true,
    formula: "hours × ⌈provisioned / 100⌉, × 1.25 with zones; less 10 of the account with freeTier", source: bill)
  static let autoscale = Meter<Hour>(
    "autoscale-throughput", slot: 1, fixed: true,
    formula: "per clock hour: the highest of clamp(RU/s, max / 10, max) / 100, RU/s = (own reads × charge + writes of "
      + "all regions × charge) / seconds, as of the peak second; less 10 in the first region with freeTier",
    source: bill)
  static let storage = Meter<GigabyteMonth>(
    "storage", slot: 2, fixed: true,
    formula: "Σ hours (stored + writes of all regions × item) at the hour's end / hours of the month; less 25 GB of "
      + "the account with freeTier",
    source: bill)
  public static let meters = [manual.port, autoscale.port, storage.port]

  public func priceKey(ofMeter slot: Int) -> String {
    switch slot {
    case Self.manual.slot: "cosmos.ru.manual.single_write"
    case Self.autoscale.slot: "cosmos.ru.autoscale.single_write"
    default: "cosmos.storage.transactional"
    }
  }

  // MARK: Gauges
  static let needed = Gauge("ruPerSecond", unit: "RU/s", slot: 0)
  static let throttled = Gauge("throttled", unit: "%", slot: 1)
  public static let gauges = [needed, throttled]

  public func limit(ofGauge slot: Int) -> Bound? {
    guard slot == Self.needed.slot else { return nil }
    return throughput == .manual
      ? Bound(provisioned.value, source: "setting `provisioned`") : Bound(max.value, source: "setting `max`")
  }

  public func assumptions() -> [Assumption] {
    var list: [Assumption] = []
    let sized = item.value > 1e-6 && item.value != 1e-4
    let line = sized ? "; on a line between 1 KB and 100 KB" : ""
    if charges.pointRead == nil, reads == .point || charges.query == nil {
      list.append(.init(key: "charges.pointRead", value: "\(Measure.plain(sizeFactor)) RU", source: Self.table + line))
    }
    if reads == .query, charges.query == nil {
      list.append(
        .init(
          key: "charges.query", value: "\(Measure.plain(readCharge)) RU",
          source: "a point read per result and 2.5 RU per partition asked, after " + Self.charging))
    }
    if charges.write == nil {
      list.append(.init(key: "charges.write", value: "\(Measure.plain(writeCharge)) RU", source: Self.table + line))
      list.append(
        .init(
          key: "indexing", value: Measure.write(indexing), origin: indexing == 0 ? "default" : "scenario",
          source: "depends on the indexed properties; no source gives a figure"))
    }
    list.append(
      .init(
        key: "skew", value: Measure.write(skew), origin: skew == 0 ? "default" : "scenario",
        source: "depends on the partition key; even if not stated"))
    for key in ["readTime", "writeTime"] {
      list.append(labelled(key, "taken as exponential, whatever the load; no source gives a mean"))
    }
    return list
  }

  // MARK: Response time
  /// A write goes on to the first region, the only one that takes writes.
  public func time(of visit: VisitAmounts) -> VisitTime {
    var time = VisitTime()
    time.add(calls: visit["reads"], each: readTime)
    time.add(calls: visit["writes"], each: writeTime, goHome: true)
    return time
  }

  // MARK: One step
  /// Data and index so far, and the hour's highest throughput so far.
  public struct State: Sendable {
    var stored: Double
    var peak: Double
  }

  public var initial: State { State(stored: stored.value, peak: 0) }

  public func advance(_ state: inout State, through step: Step, into usage: inout Usage) {
    let reads = step[Self.readsHere].value
    let writes = step[Self.allWrites].value
    state.stored += writes * item.value * (1 - updates.value)

    // Storage above a tenth of the maximum's figure in GB raises the maximum by itself (concepts-limits).
    let raised = (state.stored / 100).ceiled * 1000
    let ceiling = throughput == .manual ? provisioned.value : Swift.max(max.value, raised)
    let grown = Swift.max((ceiling / 10_000).ceiled, (state.stored / 50).ceiled)
    let parts = partitions?.value ?? Swift.max(grown, 1)
    let readCharge = here.read + here.furtherPartition * (parts - 1)

    let mean = (reads * readCharge + writes * here.write) / step.seconds
    let squares = (reads * readCharge * readCharge + writes * here.write * here.write) / step.seconds
    let need = mean + here.spread * squares.squareRoot()
    usage[showing: Self.needed] = need
    let top = ceiling / parts
    let evenMean = mean * (1 - skew.value) / parts
    let over = Swift.max(evenMean + mean * skew.value - top, 0) + (parts - 1) * Swift.max(evenMean - top, 0)
    usage[showing: Self.throttled] = mean > 0 ? over / mean * 100 : 0

    if throughput == .manual {
      let units = (provisioned.value / 100).ceiled * (zoneRedundant ? 1.25 : 1)
      usage[Self.manual] += Quantity(Swift.max(units - grant(10, each: units), 0) * step.hours)
    } else {
      // Every partition scales by itself between a tenth of its part and its part.
      let even = need * (1 - skew.value) / parts
      let hot = Quantity<RequestUnitPerSecond>(even + need * skew.value).clamped(Quantity(top / 10), Quantity(top))
      let others = Quantity<RequestUnitPerSecond>(even).clamped(Quantity(top / 10), Quantity(top))
      state.peak = Swift.max(state.peak, hot.value + (parts - 1) * others.value)
    }
    if step.endsHour {
      if throughput == .autoscale {
        let free = freeTier && here.position == 0 ? 10.0 : 0
        usage[Self.autoscale] += Quantity(Swift.max(state.peak / 100 - free, 0))
        state.peak = 0
      }
      let gigabytes = Swift.max(state.stored - grant(25, each: state.stored), 0)
      usage[Self.storage] += Quantity(gigabytes / step.monthHours)
    }
    send(writes, through: step, into: &usage)
    usage[feeding: Self.privateIn] = Quantity(step[Self.writesHere].value * here.privately)
    usage[feeding: Self.privateOut] = Quantity(reads * here.privately * here.items)
  }

  /// What is left for this region of the account's free grant when the regions before it, alike, have taken theirs.
  private func grant(_ amount: Double, each used: Double) -> Double {
    freeTier ? Swift.max(amount - here.position * used, 0) : 0
  }

  /// A write outside the hub travels there, each write from the hub to each other region; replies weigh nothing.
  private func send(_ allWrites: Double, through step: Step, into usage: inout Usage) {
    let hub = hub(in: step)
    let fromHub = allWrites * item.value
    let toHub = step[Self.writesHere].value * item.value
    let isHub = hub == here.region
    let isNearHub = hub == here.home ? here.isHomeNear : isNear(hub)
    usage[feeding: Self.nearBytes] = Quantity(isHub ? fromHub * here.near : isNearHub ? toHub : 0)
    usage[feeding: Self.farBytes] = Quantity(isHub ? fromHub * here.far : isNearHub ? 0 : toHub)
  }
}

extension Flow<Count> {
  /// Reads of a Cosmos DB account.
  public static var cosmosReads: Self { Flow("cosmos-reads") }
  /// Writes to a Cosmos DB account.
  public static var cosmosWrites: Self { Flow("cosmos-writes") }
}
