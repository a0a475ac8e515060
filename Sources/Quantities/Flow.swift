/// Demand between components, typed by its unit: log gigabytes, tokens, rows to write.
public struct Flow<U: Unit>: Sendable, Hashable {
  /// The name by which a writer and its reader meet, such as `log-volume`.
  public let name: String

  /// The flow called `name`.
  @inlinable public init(_ name: String) { self.name = name }
}

/// Which requests count for an input.
public enum Counted: String, Sendable {
  /// Only those that a region answered.
  case served
  /// Those that were made, answered or lost in an outage: what DNS sees.
  case offered
}

/// From where an input is gathered.
public enum Reach: String, Sendable {
  /// What arrives in the unit's own region.
  case own
  /// What arrives at the instance in all its regions together.
  case everywhere
}

/// What a component listens to: a flow, in a literal slot of its steps.
///
/// It holds constants alone, so that reading a step costs no look-up.
public struct Input<U: Unit>: Sendable {
  /// Position among the component's inputs: 0, 1, 2 … in the order of `inputs`.
  public let slot: Int
  @usableFromInline let flow: Flow<U>
  @usableFromInline let visit: String?
  @usableFromInline let counted: Counted
  @usableFromInline let reach: Reach
  @usableFromInline let doc: String

  /// Listens to `flow`.
  ///
  /// - Parameters:
  ///   - flow: what is listened to.
  ///   - slot: a literal; position in the component's `inputs`.
  ///   - visit: the key under which a journey's visit states it, if it can, in the unit's spellings.
  ///   - counted: whether lost requests count.
  ///   - reach: own region or all regions of the instance.
  ///   - doc: one sentence for the catalogue.
  @inlinable
  public init(
    _ flow: Flow<U>, slot: Int, visit: String? = nil, counted: Counted = .served, reach: Reach = .own, _ doc: String
  ) {
    self.slot = slot
    self.flow = flow
    self.visit = visit
    self.counted = counted
    self.reach = reach
    self.doc = doc
  }

  /// What the planner needs to know of it, without its unit's type.
  public var port: InputPort {
    InputPort(
      flow: flow.name, unit: U.symbol, spellings: U.spellings, visit: visit, counted: counted, reach: reach, doc: doc)
  }
}

/// An input without its unit's type: what plans and catalogues read.
public struct InputPort: Sendable {
  /// Name of the flow.
  public let flow: String
  /// Symbol of the flow's unit.
  public let unit: String
  /// How a visit may write an amount of it.
  public let spellings: [Spelling]
  /// The key in a journey's visit, if a visit can state it.
  public let visit: String?
  /// Whether lost requests count.
  public let counted: Counted
  /// Own region or all.
  public let reach: Reach
  /// One sentence for the catalogue.
  public let doc: String

  @inlinable
  init(
    flow: String, unit: String, spellings: [Spelling], visit: String?, counted: Counted, reach: Reach, doc: String
  ) {
    self.flow = flow
    self.unit = unit
    self.spellings = spellings
    self.visit = visit
    self.counted = counted
    self.reach = reach
    self.doc = doc
  }
}

/// What a component asks of others: a flow that it writes, in a literal slot of its usage.
public struct Output<U: Unit>: Sendable {
  /// Position among the component's outputs: 0, 1, 2 … in the order of `outputs`.
  public let slot: Int
  @usableFromInline let flow: Flow<U>
  @usableFromInline let fixed: Bool
  @usableFromInline let doc: String

  /// Writes `flow`.
  ///
  /// - Parameters:
  ///   - flow: what is written.
  ///   - slot: a literal; position in the component's `outputs`.
  ///   - fixed: whether it is written without any load too, as by instances that stand.
  ///   - doc: one sentence for the catalogue.
  @inlinable public init(_ flow: Flow<U>, slot: Int, fixed: Bool = false, _ doc: String) {
    self.slot = slot
    self.flow = flow
    self.fixed = fixed
    self.doc = doc
  }

  /// Name of the flow, and its unit's symbol.
  public var port: OutputPort { OutputPort(flow: flow.name, unit: U.symbol, fixed: fixed, doc: doc) }
}

/// An output without its unit's type.
public struct OutputPort: Sendable {
  /// Name of the flow.
  public let flow: String
  /// Symbol of its unit.
  public let unit: String
  /// Whether it is written without any load too.
  public let fixed: Bool
  /// One sentence for the catalogue.
  public let doc: String

  @inlinable init(flow: String, unit: String, fixed: Bool, doc: String) {
    self.flow = flow
    self.unit = unit
    self.fixed = fixed
    self.doc = doc
  }
}
