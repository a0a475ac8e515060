/// What one step puts on the meters, asks of other components, and shows on gauges.
///
/// An inline value: it stays in registers.
public struct Usage {
  /// Most meters a component may have.
  public static let meterSlots = 24
  /// Most outputs a component may have.
  public static let outputSlots = 12
  /// Most gauges a component may have.
  public static let gaugeSlots = 4

  /// Running totals by meter slot.
  public var metered = InlineArray<24, Double>(repeating: 0)
  /// What the step asks of others, by output slot.
  public var fed = InlineArray<12, Double>(repeating: 0)
  /// What the step shows, by gauge slot.
  public var shown = InlineArray<4, Double>(repeating: 0)

  /// Nothing used.
  @inlinable public init() {}

  /// The running quantity of a meter.
  @inlinable public subscript<U: Unit>(meter: Meter<U>) -> Quantity<U> {
    get { Quantity(metered[meter.slot]) }
    set { metered[meter.slot] = newValue.value }
  }

  /// What the step asks of another component through an output.
  @inlinable public subscript<U: Unit>(feeding output: Output<U>) -> Quantity<U> {
    get { Quantity(fed[output.slot]) }
    set { fed[output.slot] = newValue.value }
  }

  /// What a gauge shows in the step.
  @inlinable public subscript(showing gauge: Gauge) -> Double {
    get { shown[gauge.slot] }
    set { shown[gauge.slot] = newValue }
  }
}

/// The longest step at which a component's formula is exact.
public enum Grain: Int, Sendable, Comparable {
  /// Each step of the horizon's grid: state that reacts, rounding up, limits.
  case step
  /// The 24 hours of the day, each summed over the month: formulas that look at the clock and keep no state.
  case hourOfDay
  /// A day: linear formulas and stocks.
  case day
  /// A calendar month: linear formulas and stocks, where no day is printed (replications and search).
  case month

  @inlinable public static func < (a: Grain, b: Grain) -> Bool { a.rawValue < b.rawValue }
}
