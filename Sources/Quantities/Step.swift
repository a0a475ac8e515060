/// A stretch of time and what arrives in it.
///
/// The hot type of the engine: a view into the month's flows, never kept.
public struct Step {
  /// Most inputs a component may have.
  public static let inputSlots = 12
  /// The month's series of each input, by slot.
  @usableFromInline let flows: InlineArray<12, UnsafePointer<Double>>
  /// Sums of running sums inside each step, by slot; at the finest grain `flows` itself.
  @usableFromInline let holds: InlineArray<12, UnsafePointer<Double>>
  /// What turns `holds` into unit-hours.
  @usableFromInline let holdScale: Double
  @usableFromInline let index: Int
  /// Length in hours.
  public let hours: Double
  /// Hours of the calendar month that the step lies in.
  public let monthHours: Double
  /// Hours from the start of the horizon to the step's start.
  public let start: Double
  @usableFromInline let stepsPerHour: Int
  /// One bit per region of the scenario: it is dark for the whole step.
  public let dark: UInt64

  /// A view of one step; `flows` and `holds` must outlive it.
  @inlinable
  public init(
    flows: InlineArray<12, UnsafePointer<Double>>, holds: InlineArray<12, UnsafePointer<Double>>, holdScale: Double,
    index: Int, hours: Double, monthHours: Double, start: Double, stepsPerHour: Int, dark: UInt64
  ) {
    self.flows = flows
    self.holds = holds
    self.holdScale = holdScale
    self.index = index
    self.hours = hours
    self.monthHours = monthHours
    self.start = start
    self.stepsPerHour = stepsPerHour
    self.dark = dark
  }

  /// What arrived of an input during the step.
  @inlinable public subscript<U: Unit>(input: Input<U>) -> Quantity<U> {
    Quantity(flows[input.slot][index])
  }

  /// The integral, in unit-hours, of what arrived since the step began: the running sum after each step of the grid
  /// times its length, added up.
  ///
  /// It makes the integral of a stock exact at a coarser grain.
  @inlinable public func held<U: Unit>(_ input: Input<U>) -> Quantity<U> {
    Quantity(holds[input.slot][index] * holdScale)
  }

  /// Hour of the day, UTC, of the step's first instant; meaningful for steps of an hour or less and for `hourOfDay`.
  @inlinable public var hourOfDay: Int { (index / stepsPerHour) % 24 }

  /// Whether a billed clock hour ends with this step: where an hourly peak is written.
  @inlinable public var endsHour: Bool { (index + 1) % stepsPerHour == 0 }

  /// Whether the region with this index in the scenario is dark for the whole step.
  @inlinable public func isDark(_ region: Int) -> Bool { dark & (1 << UInt64(region)) != 0 }

  /// Seconds of the step.
  @inlinable public var seconds: Double { hours * 3600 }
}
