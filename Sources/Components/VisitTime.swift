public import Quantities

/// What one request asks of an instance, as far as it takes time.
public struct VisitAmounts: Sendable {
  /// Amounts by visit key, in the unit of the input.
  private let amounts: [String: Double]
  /// Squared coefficient of variation of the answer's length in tokens; 1 where nothing is known of it.
  public let answerVariation: Double

  /// The amounts of a visit.
  public init(_ amounts: [String: Double], answerVariation: Double = 1) {
    self.amounts = amounts
    self.answerVariation = answerVariation
  }

  /// The amount of a key; 0 where the visit leaves it out.
  public subscript(key: String) -> Double { amounts[key] ?? 0 }
}

/// How long a visit takes once servers are free, in milliseconds, and how often it crosses the network.
public struct VisitTime: Sendable, Hashable {
  /// Mean, in ms.
  public private(set) var mean = 0.0
  /// Variance, in ms².
  public private(set) var variance = 0.0
  /// Calls, each a round trip from the caller.
  public private(set) var calls = 0.0
  /// Of the calls, those that go on to the instance's first region and back.
  public private(set) var homeCalls = 0.0

  /// No time at all.
  public init() {}

  /// Adds `calls` calls, one after the other, of a mean time each with its squared coefficient of variation.
  public mutating func add(
    calls: Double, each time: Quantity<Millisecond>, variation: Double = 1, goHome: Bool = false
  ) {
    mean += calls * time.value
    variance += calls * variation * time.value * time.value
    self.calls += calls
    if goHome { homeCalls += calls }
  }

  /// Adds time that costs no further call.
  public mutating func add(mean: Double, variance: Double) {
    self.mean += mean
    self.variance += variance
  }
}

/// Servers whose calls wait: instances behind a balancer, each with a queue of its own.
public struct Servers: Sendable, Hashable {
  /// Calls that one instance works on at once.
  public let perInstance: Int
  /// Slot of the gauge that shows how many instances run.
  public let instances: Int

  /// Servers; at least one in each instance.
  public init(perInstance: Int, instances: Gauge) {
    self.perInstance = Swift.max(perInstance, 1)
    self.instances = instances.slot
  }
}
