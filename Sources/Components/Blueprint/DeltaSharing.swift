public import Quantities

/// Delta Sharing: gold tables for partners and other teams, without copies of one's own.
///
/// The protocol itself costs nothing. A server hands out lists of files; recipients read them straight from the lake, so
/// that the cost is the lake's operations, and bytes to wherever the recipients are.
/// Sources: delta-io/delta-sharing PROTOCOL.md and README.md.
public struct DeltaSharing: Component {
  public static let kind = "delta-sharing"
  public static let title = "Delta Sharing"
  public static let purpose = "Lets partners read prepared tables where they lie"
  public static let layer = Layer.analytics
  public static let placement = Placement.oneRegion
  public static let grain = Grain.month  // queries times bytes: linear

  // MARK: Settings
  /// Recipients, all alike.
  public var recipients: Quantity<Count> = 1
  /// Queries of each recipient.
  public var queries: Quantity<PerHour> = 0
  /// Bytes that a query reads once files are pruned.
  public var scan: Quantity<Gigabyte> = 5
  /// Share of them that recipients keep and don't read again.
  public var cached: Quantity<Share> = 0
  /// Where recipients are.
  public var location: Location = .internet
  /// Size of the tables' files.
  public var file: Quantity<Gigabyte> = 0.128
  /// Bytes that one billed read moves at most.
  public var increment: Quantity<Gigabyte> = 0.004
  /// Reads of the table's log for each query.
  public var logReads: Quantity<Count> = 0
  /// How long a query's files are read.
  public var lasting: Quantity<Second> = 600
  /// Other regions that a copy of the tables is kept in.
  public var replicas: Quantity<Count> = 0
  /// Size of a copy.
  public var replicaSize: Quantity<Gigabyte> = 0
  /// Bytes of the tables that change in a day and travel to each copy.
  public var churn: Quantity<Gigabyte> = 0

  public static let settings: [Setting<Self>] = [
    .number("recipients", \.recipients, in: 0...1e6, "recipients, all alike"),
    .number("queries", \.queries, in: 0...3.6e6, "how often each recipient queries"),
    .number("scan", \.scan, in: 0...1e6, "bytes that a query reads once files are pruned"),
    .number("cached", \.cached, in: 0...1, "share of them that recipients keep and do not read again"),
    .choice("location", \.location, "where recipients are: in the same region, near, on another continent, outside"),
    .number("file", \.file, in: 1e-6...1000, "size of the tables' files"),
    .number("increment", \.increment, in: 1e-3...1, "bytes that one billed read moves at most"),
    .number("logReads", \.logReads, in: 0...1e6, "reads of a table's log for each query, where the server keeps none"),
    .number("lasting", \.lasting, in: 0...604_800, "how long the files of a query are read"),
    .number("replicas", \.replicas, in: 0...60, "other regions of the continent that a copy of the tables is kept in"),
    .number("replica.size", \.replicaSize, "size of a copy"),
    .number("replica.churn", \.churn, "bytes of the tables that change in a day and travel to each copy"),
  ]

  /// Where recipients are.
  public enum Location: String, CaseIterable, Sendable {
    case sameRegion = "same-region"
    case continent
    case otherContinent = "other-continent"
    case internet
  }

  /// A share with every default.
  public init() {}

  // MARK: Limits
  static let server =
    "delta-io/delta-sharing server/src/main/scala/io/delta/sharing/server/config/ServerConfig.scala"
  static let wire = "delta-io/delta-sharing PROTOCOL.md"
  static let categories = "MicrosoftDocs/azure-docs articles/storage/blobs/map-rest-apis-transaction-categories.md"
  /// Files on a page of a query's answer, and seconds that their addresses are good for (`server`).
  static let page = 10_000.0, addressLife = 3600.0
  public static let limits = [
    Limit("files on a page of an answer", "10,000", source: server),
    Limit("life of a file's address", "3,600 s", source: server),
    Limit("time of a request to the server", "30 s", source: server),
    Limit("tables that the server keeps in memory", "10", source: server),
    Limit(
      "requests of the lake's account, for all recipients", "20,000 per second",
      source: "MicrosoftDocs/azure-docs includes/azure-storage-account-limits-standard.md"),
  ]

  public func assumptions() -> [Assumption] {
    [
      labelled("scan", "depends on the queries and on how well files are pruned; hints are best effort"),
      labelled("cached", "depends on the recipients' clients"),
      labelled("file", "depends on the pipelines' compaction"),
      labelled("lasting", "depends on the recipients' clients"),
      Assumption(
        key: "server", value: "part of the workspace", origin: "rule",
        source: "no charge of the built-in server is documented; one of your own is an app-service with its visits"),
      Assumption(
        key: "recipients' compute", value: "not billed", origin: "rule", source: "whoever queries pays for it"),
    ]
  }

  // MARK: Flows
  static let asked = Input(
    .sharingQueries, slot: 0, visit: "queries", reach: .everywhere, "further queries of recipients")
  static let pulled = Input(
    .sharedData, slot: 1, visit: "out", reach: .everywhere, "further bytes that recipients read")
  public static let inputs = [asked.port, pulled.port]

  static let internet = Output(.internetEgress, slot: 0, "what recipients outside Azure read")
  static let near = Output(.interRegionEgress, slot: 1, "what recipients on the continent read, and copies")
  static let far = Output(.interContinentEgress, slot: 2, "what recipients on other continents read")
  static let reads = Output(.lakeReads, slot: 3, "recipients read files in increments, the server the log")
  public static let outputs = [internet.port, near.port, far.port, reads.port]

  // MARK: Meters
  static let served = Meter<Count>(
    "queries", slot: 0, formula: "recipients × queries × hours + further queries; no charge of its own", source: wire)
  static let serverCalls = Meter<Count>(
    "server-calls", slot: 1,
    formula: "queries × (1 + ⌈files / 10,000⌉ + ⌊lasting / 3,600 s⌋), files = scan / file; no charge of its own",
    source: server)
  static let copies = Meter<GigabyteMonth>(
    "replica-storage", slot: 2, fixed: true, formula: "replicas × replica.size × hours / hours of the month",
    source: "MicrosoftDocs/azure-docs articles/storage/blobs/access-tiers-overview.md")
  public static let meters = [served.port, serverCalls.port, copies.port]

  public func priceKey(ofMeter slot: Int) -> String {
    switch slot {
    case Self.served.slot: "deltasharing.queries"
    case Self.serverCalls.slot: "deltasharing.server_calls"
    default: "adls.hot.lrs.data_stored"
    }
  }

  // MARK: Gauges
  static let shared = Gauge("shared", unit: "GB", slot: 0)
  public static let gauges = [shared]

  // MARK: One step
  public func advance(_ state: inout Stateless, through step: Step, into usage: inout Usage) {
    let asked = recipients.value * queries.value * step.hours + step[Self.asked].value
    let files = scan.value * (1 - cached.value) / file.value
    let bytes = asked * scan.value * (1 - cached.value) + step[Self.pulled].value
    let pages = Swift.max((scan.value / file.value / Self.page).ceiled, 1)
    let refreshes = (lasting.value / Self.addressLife).rounded(.down)
    // A file whose size is whole increments but for its rounding takes no further read.
    let increments = Swift.max((file.value / increment.value - 1e-9).ceiled, 1)

    usage[Self.served] += Quantity(asked)
    usage[Self.serverCalls] += Quantity(asked * (1 + pages + refreshes))
    usage[Self.copies] += Quantity<Gigabyte>(replicas.value * replicaSize.value).held(for: step)

    let copied = replicas.value * churn.value * step.hours / 24
    usage[feeding: Self.internet] = Quantity(location == .internet ? bytes : 0)
    usage[feeding: Self.near] = Quantity((location == .continent ? bytes : 0) + copied)
    usage[feeding: Self.far] = Quantity(location == .otherContinent ? bytes : 0)
    let further = step[Self.pulled].value / file.value
    usage[feeding: Self.reads] = Quantity((asked * files + further) * increments + asked * logReads.value)
    usage[showing: Self.shared] = bytes
  }
}

extension Flow<Count> {
  /// Queries of shared tables.
  public static var sharingQueries: Self { Flow("sharing-queries") }
}

extension Flow<Gigabyte> {
  /// Bytes of shared tables that recipients read.
  public static var sharedData: Self { Flow("shared-data") }
}
