public import Quantities
import Queueing

/// Where a unit stands, and what the scenario decides for all components: read once, before the first step.
public struct Site: Sendable {
  /// Index of the region among the scenario's; 0 for `Global`.
  public var region = 0
  /// Its name, or `Global`.
  public var name = "Global"
  /// The instance's regions as indices, in order; the first writes.
  public var regions: [Int] = [0]
  /// For each region of the scenario: whether it lies on this region's continent.
  public var sameContinent: [Bool] = [true]
  /// Variance of arrivals over their mean: 1 for Poisson, 0 for none.
  public var dispersion = 1.0
  /// Length of the horizon's step in seconds.
  public var stepSeconds = 3600.0
  /// Outages of this region in hours from the horizon's start.
  public var outages: [Range<Double>] = []
  /// When models are retrained; nil if never.
  public var retraining: Schedule?
  /// When all entities are scored in a batch, and how many; nil if they are scored when asked.
  public var scoring: BatchScoring?
  /// Regions of the scenario.
  public var scenarioRegions = 1
  /// Weekday on which the horizon begins, 0 for Monday.
  public var firstWeekday = 0
  /// Whether callers reach this kind through a private endpoint that stands in this region.
  public var isPrivate = false
  /// Share of its secret reads that managed identities leave.
  public var secretsLeft = 1.0
  /// Share of the region's bytes to the internet that pass a firewall.
  public var firewalled = 0.0
  /// Share of the region's bytes to the internet that pass a NAT gateway.
  public var translated = 0.0

  /// The only place of a scenario of one region, an hourly grid and nothing planned.
  public init() {}

  /// Whether this is the instance's first region.
  public var isHome: Bool { regions.first == region }
  /// Standard normal quantile of the step's peak second: Φ⁻¹(1 − 1/n), n seconds in the step (architecture §3).
  public var peakQuantile: Double { Normal.quantile(1 - 1 / stepSeconds) }
}

/// Runs at regular intervals.
public struct Schedule: Sendable, Hashable {
  /// The first, in hours from the horizon's start.
  public var first: Double
  /// The interval in hours.
  public var every: Double

  /// Runs from `first` on, every `every` hours.
  public init(first: Double, every: Double) {
    self.first = first
    self.every = every
  }
}

/// Batch inference: all entities scored at regular intervals.
public struct BatchScoring: Sendable, Hashable {
  /// When.
  public var schedule: Schedule
  /// How many rows each run writes.
  public var entities: Quantity<Count>

  /// Scores `entities` at each run of `schedule`.
  public init(schedule: Schedule, entities: Quantity<Count>) {
    self.schedule = schedule
    self.entities = entities
  }
}
