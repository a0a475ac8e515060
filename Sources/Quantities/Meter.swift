/// One billable line of a component, typed by the unit that it counts.
///
/// It holds constants alone.
public struct Meter<U: Unit>: Sendable {
  /// Position among the component's meters: 0, 1, 2 … in the order of `meters`.
  public let slot: Int
  @usableFromInline let name: String
  @usableFromInline let pool: Pool
  @usableFromInline let accrual: Accrual
  @usableFromInline let fixed: Bool
  @usableFromInline let formula: String
  @usableFromInline let source: String

  /// A meter called `name`.
  ///
  /// - Parameters:
  ///   - name: short name within the component, such as `instance-hours`.
  ///   - slot: a literal; position in the component's `meters`.
  ///   - pool: the scope in which quantities add up before tiers apply.
  ///   - accrual: how a day's quantity comes from what its steps wrote.
  ///   - fixed: whether it stands at no load (the report's fixed share).
  ///   - formula: how the quantity is computed, for `explain` and the catalogue.
  ///   - source: where the formula is stated.
  @inlinable
  public init(
    _ name: String, slot: Int, pool: Pool = .region, accrual: Accrual = .daily, fixed: Bool = false, formula: String,
    source: String
  ) {
    self.slot = slot
    self.name = name
    self.pool = pool
    self.accrual = accrual
    self.fixed = fixed
    self.formula = formula
    self.source = source
  }

  /// What catalogues and rating need to know of it, without its unit's type.
  public var port: MeterPort {
    MeterPort(
      name: name, unit: U.symbol, pool: pool, accrual: accrual, fixed: fixed, formula: formula, source: source)
  }
}

/// A meter without its unit's type.
public struct MeterPort: Sendable {
  /// Short name within the component.
  public let name: String
  /// Symbol of the unit that it counts; the price row's unit must agree in kind.
  public let unit: String
  /// The scope in which quantities add up before tiers apply.
  public let pool: Pool
  /// How a day's quantity comes from what its steps wrote.
  public let accrual: Accrual
  /// Whether it stands at no load.
  public let fixed: Bool
  /// How the quantity is computed.
  public let formula: String
  /// Where the formula is stated.
  public let source: String

  @inlinable
  init(name: String, unit: String, pool: Pool, accrual: Accrual, fixed: Bool, formula: String, source: String) {
    self.name = name
    self.unit = unit
    self.pool = pool
    self.accrual = accrual
    self.fixed = fixed
    self.formula = formula
    self.source = source
  }
}

/// The scope in which Azure adds quantities up before tiers and free grants apply.
public enum Pool: String, Sendable {
  /// All instances in one region.
  case region
  /// All instances in all regions of one billing zone.
  case zone
  /// All instances of the billing account.
  case account
  /// One instance alone.
  case resource
}

/// How a day's quantity comes from what its steps wrote.
public enum Accrual: String, Sendable {
  /// The sum of the day, rounded half-even to 1e-9.
  case daily
  /// A charge per calendar month: steps write units × hours; the day gets the growth of the running share of the month, so that
  /// a whole month is exactly its units (worked scenario, rule 14).
  case monthly
}

/// Something observed at each step and drawn in the report: instances, RU/s.
///
/// It is not billed.
public struct Gauge: Sendable {
  /// Name of the metric, such as `instances`.
  public let name: String
  /// Symbol of its unit, for display.
  public let unit: String
  /// Position among the component's gauges.
  public let slot: Int

  /// A gauge called `name`.
  @inlinable public init(_ name: String, unit: String, slot: Int) {
    self.name = name
    self.unit = unit
    self.slot = slot
  }
}
