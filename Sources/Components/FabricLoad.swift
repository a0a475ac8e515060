/// CU-seconds that one step asks of Fabric, by workload.
struct FabricWork {
  var spark = 0.0
  var movement = 0.0
  var orchestration = 0.0
  var streams = 0.0
  var traffic = 0.0
  var gateways = 0.0
  var background = 0.0
  var interactive = 0.0
  var reads = 0.0
  var writes = 0.0
  var dataflows = 0.0
  var staging = 0.0
  var copilot = 0.0

  /// What is smoothed over a day, Spark and what stands aside.
  var scheduled: Double {
    movement + orchestration + background + reads + writes + dataflows + staging + copilot + traffic
  }
  /// What is drawn as long as the capacity runs.
  var standing: Double { streams + gateways }
  /// Everything.
  var all: Double { scheduled + standing + spark + interactive }
}

/// What a Fabric capacity has still to pay in CU-seconds: smoothing, carryforward, throttling and overage.
///
/// Background operations are spread over 24 hours, interactive ones over minutes. What a step draws beyond the capacity
/// is carried forward and burnt down in idle steps. Stages by how far ahead the carried amount reaches: over 10 min
/// interactive operations wait, over 60 min they are rejected, over 24 h everything is.
/// Source: MicrosoftDocs/fabric-docs docs/enterprise/throttling.md and capacity-overage-overview.md.
public struct FabricLoad: Sendable {
  /// Steps of a minute in the 24 hours of background smoothing.
  private static let most = 1440
  private var background = RecentSum(remembering: Self.most)
  private var interactive = RecentSum(remembering: 64)
  /// Overage paid.
  private var paid = RecentSum(remembering: Self.most)
  /// Scheduled work that waits for the capacity to be resumed.
  private var waiting = 0.0
  /// CU-seconds that smoothed work has drawn beyond the capacity.
  private(set) var carried = 0.0

  /// What a step drew.
  struct Drawn {
    /// CU-seconds of the step after smoothing.
    var smoothed = 0.0
    /// CU-seconds paid as overage.
    var overage = 0.0
    /// CU-seconds that were refused.
    var rejected = 0.0
  }

  /// Whole steps of `step` hours in `window` hours, at least one.
  private static func steps(_ window: Double, of step: Double) -> Int { Swift.max(Int((window / step).rounded()), 1) }

  /// CU-seconds that work smoothed over `window` hours draws in each step of `step` hours.
  public static func smoothed(_ work: Double, over window: Double, in step: Double) -> Double {
    work / Double(steps(window, of: step))
  }

  /// Work that can't begin before the capacity is resumed.
  mutating func wait(_ work: Double) { waiting += work }

  /// Pauses the capacity: what it has still to pay falls due, and it will begin anew.
  mutating func pause(smoothing window: Double, hours: Double) -> Double {
    let due =
      carried + background.outstanding(Self.steps(24, of: hours))
      + interactive.outstanding(Self.steps(window, of: hours))
    background.clear()
    interactive.clear()
    paid.add(0)
    carried = 0
    return due
  }

  /// A step of `hours` on a capacity of `units`.
  mutating func draw(
    scheduled: Double, interactive work: Double, of units: Double, smoothing window: Double, hours: Double,
    overage limit: Double
  ) -> Drawn {
    var drawn = Drawn()
    let day = Self.steps(24, of: hours)
    let minutes = Self.steps(window, of: hours)
    let ahead = carried / (units * 60)
    let isOpen = ahead <= 1440
    let answers = ahead <= 60
    drawn.rejected = (isOpen ? 0 : scheduled + waiting) + (answers ? 0 : work)
    background.add(isOpen ? scheduled + waiting : 0)
    waiting = 0
    interactive.add(answers ? work : 0)

    drawn.smoothed =
      Self.smoothed(background.recent(day), over: 24, in: hours)
      + Self.smoothed(interactive.recent(minutes), over: window, in: hours)
    carried = Swift.max(0, carried + drawn.smoothed - units * hours * 3600)
    // Overage pays all that is carried as soon as throttling would begin, up to the limit of 24 rolling hours.
    let left = Swift.max(0, limit - paid.recent(day - 1))
    drawn.overage = carried > units * 600 ? Swift.min(carried, left) : 0
    carried -= drawn.overage
    paid.add(drawn.overage)
    return drawn
  }
}
