public import Quantities

/// Azure Event Hubs: the stream of events on its way to whoever processes it.
///
/// Billed by units that stand (throughput, processing or capacity units), and on the lower tiers by events in parts of
/// 64 KB. Standard may inflate its units under load; they never shrink by themselves.
/// Source: MicrosoftDocs/azure-docs articles/event-hubs/event-hubs-faq.yml.
public struct EventHubs: Component {
  public static let kind = "event-hubs"
  public static let title = "Event Hubs"
  public static let purpose = "Takes streams of events and holds them until they are processed"
  public static let layer = Layer.data
  public static let placement = Placement.everyRegion
  public static let grain = Grain.step  // hourly peaks, rounding up to whole units

  // MARK: Settings
  /// Pricing tier of the namespace.
  public var tier: Tier = .standard
  /// Units that stand: throughput units, processing units (premium), capacity units (dedicated).
  public var units: Quantity<Count> = 1
  /// Units that Standard inflates to; nil for none.
  public var inflate: Quantity<Count>?
  /// When somebody sets inflated units back.
  public var deflate: Deflate = .never
  /// Mean size of an event.
  public var size: Quantity<Gigabyte> = 1e-6
  /// Consumer groups, each of which reads every event.
  public var consumers: Quantity<Count> = 1
  /// Whether events are captured to the lake.
  public var capture = false
  /// Whether the Kafka endpoint is billed, and by what.
  public var kafka: Kafka = .included
  /// Days that events are kept.
  public var retention: Quantity<Day> = 1
  /// Data that stands there whatever comes.
  public var stored: Quantity<Gigabyte> = 0
  /// Further regions that a geo-replicated namespace copies to.
  public var geoReplicas: Quantity<Count> = 0
  /// Bytes a second that a processing or capacity unit takes.
  public var perUnit: Quantity<Gigabyte>?
  /// Consumer groups that read over the internet, from another region and from another continent.
  public var readersOutside: Quantity<Count> = 0
  public var readersNear: Quantity<Count> = 0
  public var readersFar: Quantity<Count> = 0

  public static let settings: [Setting<Self>] = [
    .choice("tier", \.tier, "pricing tier of the namespace; a change needs a new namespace"),
    .number("units", \.units, in: 1...1000, "throughput units, on premium processing and on dedicated capacity units"),
    .optional("inflate", \.inflate, in: 1...1000, "units that Standard grows to by itself (no growth if left out)"),
    .choice("deflate", \.deflate, "when somebody sets inflated units back: it never happens by itself"),
    .number("size", \.size, in: 0...0.001_1, "mean size of an event; billed in parts of 64 KB"),
    .number("consumers", \.consumers, in: 0...1000, "consumer groups, each of which reads every event"),
    .flag("capture", \.capture, "events are also written to the lake; premium and dedicated include it"),
    .choice("kafka", \.kafka, "whether the Kafka endpoint is billed: not, per namespace or per unit"),
    .number("retention", \.retention, in: 1...90, "days that events are kept"),
    .number("stored", \.stored, "data that stands there whatever comes"),
    .number("geoReplicas", \.geoReplicas, in: 0...10, "further regions that every event is copied to"),
    .optional(
      "perUnit", \.perUnit, in: 1e-6...10,
      "bytes a second that a processing unit (5 MB if left out) or a capacity unit (20 MB) takes"),
    .number("readers.internet", \.readersOutside, in: 0...1000, "consumer groups that read over the internet"),
    .number("readers.interRegion", \.readersNear, in: 0...1000, "consumer groups in other regions of the continent"),
    .number("readers.interContinent", \.readersFar, in: 0...1000, "consumer groups on other continents"),
  ]

  /// Pricing tier of a namespace.
  public enum Tier: String, CaseIterable, Sendable {
    case basic, standard, premium, dedicated

    /// Whether units are throughput units, with quotas by the second and events billed.
    var hasThroughputUnits: Bool { self == .basic || self == .standard }

    /// Most units of a namespace.
    var mostUnits: Double {
      switch self {
      case .basic, .standard: 40
      case .premium: 16
      case .dedicated: 20
      }
    }

    /// Most days of retention.
    var mostDays: Double {
      switch self {
      case .basic: 1
      case .standard: 7
      case .premium, .dedicated: 90
      }
    }

    /// Gigabytes that a unit includes.
    var includedGB: Double {
      switch self {
      case .basic, .standard: 84
      case .premium: 1000
      case .dedicated: 10_000
      }
    }
  }

  /// When inflated units are set back.
  public enum Deflate: String, CaseIterable, Sendable { case never, daily, hourly }
  /// What the Kafka endpoint is billed by.
  public enum Kafka: String, CaseIterable, Sendable { case included, namespace, units }

  /// A namespace with every default.
  public init() {}

  /// z·√dispersion of the peak second (architecture §3); set by `place`.
  private var spread = 0.0

  public mutating func place(at site: Site) {
    spread = site.dispersion > 0 ? Swift.max(site.peakQuantile, 0) * site.dispersion.squareRoot() : 0
  }

  // MARK: Limits
  static let faq = "MicrosoftDocs/azure-docs articles/event-hubs/event-hubs-faq.yml"
  static let tiers = "MicrosoftDocs/azure-docs articles/event-hubs/includes/event-hubs-tier-limits.md"
  static let scaling = "MicrosoftDocs/azure-docs articles/event-hubs/event-hubs-scalability.md"
  static let retaining = "infracost/infracost internal/resources/azure/event_hubs_namespace.go"
  /// Bytes of a billed event (`faq`): 64 KB of 1,024 bytes.
  static let part = 65_536e-9

  public static let limits = [
    Limit("throughput units, Basic and Standard", "40", source: tiers),
    Limit("processing units, Premium", "16", source: tiers),
    Limit("capacity units, Dedicated", "20", source: tiers),
    Limit("into a throughput unit", "1 MB or 1,000 events a second", source: scaling),
    Limit("out of a throughput unit", "2 MB or 4,096 events a second", source: scaling),
    Limit("size of an event", "256 KB on Basic, else 1 MB", source: tiers),
    Limit("retention", "1 day on Basic, 7 on Standard, else 90", source: tiers),
    Limit("consumer groups of an event hub", "1, 20, 100, 1,000 by tier", source: tiers),
    Limit("included storage of a throughput unit", "84 GB", source: faq),
    Limit("included storage of a processing unit", "1,000 GB", source: retaining),
    Limit("included storage of a capacity unit", "10,000 GB", source: retaining),
    Limit(
      "SLA", "99.95 % on Basic and Standard, else 99.99 %",
      source: "Azure/azqr internal/scanners/evh/rules.go @1ce63fb"),
  ]

  public func conflicts() -> [String] {
    var list: [String] = []
    if Swift.max(units, inflate ?? 0).value > tier.mostUnits {
      list.append("\(tier.rawValue) allows \(Measure.plain(tier.mostUnits)) units")
    }
    if units.value != units.roundedUp.value {
      list.append("`units` is \(Measure.write(units)); it takes a whole number")
    }
    if tier == .premium, ![1, 2, 4, 6, 8, 10, 12, 16].contains(units.value) {
      list.append("`units` is \(Measure.write(units)); premium takes 1, 2, 4, 6, 8, 10, 12 or 16")
    }
    if let inflate {
      if tier != .standard { list.append("`inflate` is of the standard tier alone") }
      if inflate < units { list.append("`inflate` is below `units`") }
    }
    if retention.value > tier.mostDays {
      let most = Measure.plain(tier.mostDays)
      list.append("`retention` is \(Measure.write(retention)); \(tier.rawValue) keeps events for \(most) d")
    }
    if tier == .basic {
      if size.value > 256e-6 { list.append("`size` is \(Measure.write(size)); basic takes events of 256 KB") }
      if consumers > 1 { list.append("basic has one consumer group; `consumers` is \(Measure.write(consumers))") }
      if capture { list.append("basic has no capture") }
    }
    if tier.hasThroughputUnits, geoReplicas > 0 {
      list.append("`geoReplicas` is of the premium and dedicated tiers alone")
    }
    return list
  }

  public func assumptions() -> [Assumption] {
    var list = [
      labelled("size", "depends on the producers; all events count as of this size"),
      labelled("deflate", "a choice of the platform's owner"),
      labelled("kafka", "a meter exists, but the questions and answers of the service name no charge on Standard"),
      Assumption(
        key: "refused events", value: "come again", origin: "rule",
        source: "what exceeds the units is refused and sent again: it is billed once"),
    ]
    if !tier.hasThroughputUnits {
      let value = perUnit.map { Measure.write($0) } ?? Measure.write(Quantity<Gigabyte>(unitBytes))
      list.append(
        Assumption(
          key: "perUnit", value: value, origin: perUnit == nil ? "default" : "scenario",
          source: "a unit has no stated rate: 5 MB to 10 MB, and about 20 MB, are rules of thumb"))
    }
    return list
  }

  /// Gigabytes a second that a processing or capacity unit takes.
  private var unitBytes: Double { perUnit?.value ?? (tier == .premium ? 0.005 : 0.02) }

  // MARK: Flows
  static let events = Input(.sentEvents, slot: 0, visit: "events", "events that are sent")
  public static let inputs = [events.port]

  static let passedOn = Output(.streamEvents, slot: 0, "events go to the functions that process them")
  static let captured = Output(.landedData, slot: 1, "captured events land in the lake")
  static let outside = Output(.internetEgress, slot: 2, "what readers outside Azure take")
  static let near = Output(.interRegionEgress, slot: 3, "what readers in other regions of the continent take")
  static let far = Output(.interContinentEgress, slot: 4, "what readers on other continents take")
  public static let outputs = [passedOn.port, captured.port, outside.port, near.port, far.port]

  public func carried(byInput slot: Int) -> Carried? { slot == Self.events.slot ? Carried(asked: size) : nil }

  // MARK: Meters
  static let unitHours = Meter<Hour>(
    "unit-hours", slot: 0, fixed: true,
    formula: "per clock hour: the most units that stood in it; with inflate ⌈load / unit⌉ up to inflate, which stays",
    source: faq)
  static let ingress = Meter<Count>(
    "ingress-events", slot: 1, formula: "Basic and Standard: events × ⌈size / 64 KB⌉", source: faq)
  static let captureHours = Meter<Hour>(
    "capture-hours", slot: 2, fixed: true, formula: "unit-hours while capture is on; Standard alone", source: faq)
  static let kafkaHours = Meter<Hour>(
    "kafka-hours", slot: 3, fixed: true, formula: "hours, or unit-hours, if the Kafka endpoint is billed", source: faq)
  static let extended = Meter<GigabyteMonth>(
    "extended-retention", slot: 4, fixed: true,
    formula: "Σ hours max(0, stored + events of the last `retention` days × size − included GB × units) / hours of "
      + "the month; Premium and Dedicated",
    source: retaining)
  static let overage = Meter<GigabyteMonth>(
    "storage-overage", slot: 5, fixed: true,
    formula: "per day: max(0, the day's highest GB − 84 GB × the day's fewest units) × day / month; Basic and Standard",
    source: faq)
  static let replicated = Meter<Gigabyte>(
    "geo-replication", slot: 6, formula: "events × size × geoReplicas",
    source: "ahmadabdalla/azure-cost-calculator iot/event-hubs.md")
  public static let meters = [
    unitHours.port, ingress.port, captureHours.port, kafkaHours.port, extended.port, overage.port, replicated.port,
  ]

  public func priceKey(ofMeter slot: Int) -> String {
    switch slot {
    case Self.unitHours.slot:
      switch tier {
      case .basic, .standard: "eh.tu.\(tier.rawValue)"
      case .premium: "eh.pu.premium"
      case .dedicated: "eh.cu.dedicated"
      }
    case Self.ingress.slot: tier == .basic ? "eh.ingress.basic" : "eh.ingress.standard"
    case Self.captureHours.slot: "eh.capture.standard"
    case Self.kafkaHours.slot: "eh.kafka.standard"
    case Self.extended.slot: tier == .dedicated ? "eh.retention.dedicated" : "eh.retention.premium"
    case Self.overage.slot: "blob.hot.lrs.data_stored"
    default: "eh.georeplication"
    }
  }

  // MARK: Gauges
  static let needed = Gauge("unitsNeeded", unit: "", slot: 0)
  static let standing = Gauge("units", unit: "", slot: 1)
  static let refused = Gauge("throttled", unit: "%", slot: 2)
  static let held = Gauge("stored", unit: "GB", slot: 3)
  public static let gauges = [needed, standing, refused, held]

  public func limit(ofGauge slot: Int) -> Bound? {
    guard slot == Self.needed.slot else { return nil }
    if let inflate { return Bound(inflate.value, source: "setting `inflate`") }
    return Bound(units.value, source: "setting `units`")
  }

  // MARK: State
  /// Units so far, the hour's most, the day's fewest; the day's highest storage, its hours so far and the GB-hours that
  /// they billed; what was sent lately.
  public struct State: Sendable {
    var units: Double
    var most: Double
    var fewest: Double
    var highest = 0.0
    var hours = 0.0
    var billed = 0.0
    var sent: DailyArrivals
  }

  public var initial: State {
    State(
      units: units.value, most: units.value, fewest: units.value,
      sent: DailyArrivals(remembering: Int(retention.value.ceiled)))
  }

  /// Units that a second of `events` needs, none whole.
  private func load(_ events: Double) -> Double {
    let bytes = events * size.value
    guard tier.hasThroughputUnits else { return bytes / unitBytes }
    let into = Swift.max(bytes / 1e-3, events / 1000)
    return Swift.max(into, consumers.value * Swift.max(bytes / 2e-3, events / 4096))
  }

  // MARK: One step
  public func advance(_ state: inout State, through step: Step, into usage: inout Usage) {
    let events = step[Self.events].value
    state.sent.open(step)
    state.sent.add(events * size.value)

    let rate = events / step.seconds
    let need = load(rate + spread * rate.squareRoot())
    if let inflate { state.units = Swift.max(state.units, Swift.min(need.ceiled, inflate.value)) }
    state.most = Swift.max(state.most, state.units)
    state.fewest = Swift.min(state.fewest, state.units)

    let bytes = stored.value + state.sent.recent(Int(retention.value.ceiled))
    state.highest = Swift.max(state.highest, bytes)
    if tier.hasThroughputUnits {
      // 64 KB are one part, whatever the quotient's rounding.
      usage[Self.ingress] += Quantity(events * Swift.max((size.value / Self.part - 1e-9).ceiled, 1))
    } else {
      let over = Swift.max(bytes - tier.includedGB * state.units, 0)
      usage[Self.extended] += Quantity<Gigabyte>(over).held(for: step)
    }
    usage[Self.replicated] += Quantity(events * size.value * geoReplicas.value)
    usage[feeding: Self.passedOn] = Quantity(events)
    usage[feeding: Self.captured] = Quantity(capture ? events * size.value : 0)
    usage[feeding: Self.outside] = Quantity(events * size.value * readersOutside.value)
    usage[feeding: Self.near] = Quantity(events * size.value * readersNear.value)
    usage[feeding: Self.far] = Quantity(events * size.value * readersFar.value)
    usage[showing: Self.needed] = need
    usage[showing: Self.standing] = state.units
    let mean = load(rate)
    usage[showing: Self.refused] = mean > state.units ? (1 - state.units / mean) * 100 : 0
    usage[showing: Self.held] = bytes
    if step.endsHour { bill(&state, at: step, into: &usage) }
  }

  /// Bills the clock hour that ends with the step, and the day if it ends too.
  private func bill(_ state: inout State, at step: Step, into usage: inout Usage) {
    usage[Self.unitHours] += Quantity(state.most)
    if capture, tier == .standard { usage[Self.captureHours] += Quantity(state.most) }
    switch kafka {
    case .included: break
    case .namespace: usage[Self.kafkaHours] += 1
    case .units: usage[Self.kafkaHours] += Quantity(state.most)
    }
    // What the day bills so far, less what its earlier hours billed: exact at its end, and in a month that is cut
    // short.
    state.hours += 1
    if tier.hasThroughputUnits {
      let over = Swift.max(state.highest - tier.includedGB * state.fewest, 0) * state.hours
      usage[Self.overage] += Quantity((over - state.billed) / step.monthHours)
      state.billed = over
    }
    let endsDay = state.hours == 24
    if endsDay { (state.highest, state.hours, state.billed) = (0, 0, 0) }
    if deflate == .hourly || deflate == .daily && endsDay { state.units = units.value }
    state.most = state.units
    if endsDay { state.fewest = state.units }
  }
}

extension Flow<Count> {
  /// Events on their way into an event hub.
  public static var sentEvents: Self { Flow("sent-events") }
  /// Events on their way out of an event hub to functions.
  public static var streamEvents: Self { Flow("stream-events") }
}
