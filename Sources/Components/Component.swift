public import Quantities

/// A model of one Azure service: a pure function from a step of demand to usage of its meters, and to demand for others.
///
/// A component sees no price, no clock but its step's, and no randomness. It states its settings, flows, meters and limits with
/// their sources; the engine places one copy of it in each region where its instance stands.
public protocol Component: Sendable {
  /// What it remembers from one step to the next.
  associatedtype State: Sendable = Stateless

  /// The scenario key, price file and report heading: `cosmos-db`.
  static var kind: String { get }
  /// The name on the invoice: `Azure Cosmos DB`.
  static var title: String { get }
  /// What it is for, in words for someone who doesn't know Azure.
  static var purpose: String { get }
  /// Where in the blueprint's picture it stands.
  static var layer: Layer { get }
  /// In how many regions an instance stands.
  static var placement: Placement { get }
  /// Whether an instance with defaults appears by itself as soon as a flow that it reads is fed.
  static var isImplicit: Bool { get }
  /// The longest step at which `advance` is exact.
  static var grain: Grain { get }
  /// Everything that an architect may write.
  static var settings: [Setting<Self>] { get }
  /// The flows that it reads, in slot order.
  static var inputs: [InputPort] { get }
  /// The flows that it writes, in slot order.
  static var outputs: [OutputPort] { get }
  /// Every line that it can put on a bill, in slot order.
  static var meters: [MeterPort] { get }
  /// What the report draws of it, in slot order.
  static var gauges: [Gauge] { get }
  /// The provider's numbers that it uses, each with its source.
  static var limits: [Limit] { get }

  /// The component with every default.
  init()
  /// Takes what it needs from where it stands; called once, before the first step.
  mutating func place(at site: Site)
  /// What is wrong between settings that are each right alone; shown at the instance's place in the file.
  func conflicts() -> [String]
  /// The price list's `meter_key` of each meter under these settings, by slot.
  func priceKey(ofMeter slot: Int) -> String
  /// The bound of a gauge under these settings, and who says so.
  func limit(ofGauge slot: Int) -> Bound?
  /// What these settings assume that no source gives: shown under the report's assumptions.
  func assumptions() -> [Assumption]
  /// What one unit of an input carries between its caller and here; nil where no bytes travel for it.
  ///
  /// The simulation bills it to Bandwidth where a journey or a component asks from another region.
  func carried(byInput slot: Int) -> Carried?
  /// How long a visit takes here once a server is free (architecture §5).
  func time(of visit: VisitAmounts) -> VisitTime
  /// The servers that calls wait for; nil if they wait for none.
  var servers: Servers? { get }

  /// What it remembers before the first step.
  var initial: State { get }
  /// The model: one step.
  func advance(_ state: inout State, through step: Step, into usage: inout Usage)
  /// The loop over a month. Never written by a component: the default body is specialised in each conformance.
  func run(over span: MonthSpan, state: inout State)
}

/// The state of a component that remembers nothing.
public struct Stateless: Sendable {
  /// Nothing.
  @inlinable public init() {}
}

/// Where in the blueprint's picture a component stands, from the users inwards.
public enum Layer: String, Sendable, CaseIterable {
  /// Routing and protection.
  case edge
  /// What answers users.
  case application
  /// What applications read and write.
  case data
  /// What generates text.
  case intelligence
  /// Pipelines, training and the lake.
  case analytics
  /// Logs, alerts, delivery.
  case operations
}

/// In how many regions an instance stands.
public enum Placement: String, Sendable {
  /// In every region of the scenario, or those that its `regions` names.
  case everyRegion
  /// In one: its `region`, by default the scenario's first.
  case oneRegion
  /// Nowhere: one line for the whole scenario, region `Global`.
  case global
}

/// The bound of a gauge, and who says so.
public struct Bound: Sendable {
  /// In the gauge's unit.
  public let value: Double
  /// A document, or `setting` for the architect's own.
  public let source: String

  /// A bound with its source.
  public init(_ value: Double, source: String) {
    self.value = value
    self.source = source
  }
}

/// Bytes that one unit of an input moves between its caller and the component.
public struct Carried: Sendable, Equatable {
  /// From the caller.
  public var asked: Quantity<Gigabyte>
  /// Back to the caller.
  public var answered: Quantity<Gigabyte>

  /// Both ways.
  public init(asked: Quantity<Gigabyte> = 0, answered: Quantity<Gigabyte> = 0) {
    self.asked = asked
    self.answered = answered
  }
}

/// One of the provider's numbers, with its source.
public struct Limit: Sendable {
  /// What it bounds.
  public let name: String
  /// The number with its unit.
  public let value: String
  /// The document that states it.
  public let source: String

  /// A limit with its source.
  public init(_ name: String, _ value: String, source: String) {
    self.name = name
    self.value = value
    self.source = source
  }
}

/// A number that the model needs and no source gives: a labelled input of the scenario.
public struct Assumption: Sendable, Hashable {
  /// The setting, such as `cpuPerRead`.
  public let key: String
  /// Its value as a scenario would write it.
  public let value: String
  /// `default` or `scenario`, or what rule stands behind it.
  public let origin: String
  /// Why this value.
  public let source: String

  /// An assumption.
  public init(key: String, value: String, origin: String = "default", source: String) {
    self.key = key
    self.value = value
    self.origin = origin
    self.source = source
  }
}

extension Component {
  public static var isImplicit: Bool { false }
  public static var outputs: [OutputPort] { [] }
  public static var gauges: [Gauge] { [] }
  public static var limits: [Limit] { [] }
  public mutating func place(at site: Site) {}
  public func conflicts() -> [String] { [] }
  public func limit(ofGauge slot: Int) -> Bound? { nil }
  public func assumptions() -> [Assumption] { [] }
  public func carried(byInput slot: Int) -> Carried? { nil }
  public func time(of visit: VisitAmounts) -> VisitTime { VisitTime() }
  public var servers: Servers? { nil }

  /// The only loop of the engine; where nothing is fed or shown a lean copy of it keeps the meters in registers.
  @inlinable
  public func run(over span: MonthSpan, state: inout State) {
    let keeps = span.fed != nil || span.shown != nil
    var index = 0
    for bucket in 0..<span.buckets {
      var usage = Usage()
      let end = index &+ span.steps(in: bucket)
      if keeps {
        while index < end {
          advance(&state, through: span.step(index), into: &usage)
          span.keep(&usage, at: index)
          index &+= 1
        }
      } else {
        while index < end {
          advance(&state, through: span.step(index), into: &usage)
          index &+= 1
        }
      }
      span.record(usage, in: bucket)
    }
  }
}

extension Component where State == Stateless {
  public var initial: Stateless { Stateless() }
}
