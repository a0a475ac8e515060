public import Quantities

/// What the engine lays before one unit for one month: flows to read, places to write.
///
/// All pointers are the engine's, valid for the call alone.
public struct MonthSpan {
  /// The series of each input, by slot, at the grain of the run.
  public var flows: InlineArray<12, UnsafePointer<Double>>
  /// Sums of running sums in unit-hours, by slot; at the finest grain `flows` itself.
  public var holds: InlineArray<12, UnsafePointer<Double>>
  /// What turns `holds` into unit-hours.
  public var holdScale: Double
  /// Values per output and gauge.
  public var stride: Int
  /// Steps of each bucket; a bucket is what is recorded: a day, or the whole month.
  public var bucketSteps: UnsafePointer<Int>
  /// Number of buckets.
  public var buckets: Int
  /// Hours of each step where they differ; else nil.
  public var stepHours: UnsafePointer<Double>?
  /// Hours of each step where all are alike.
  public var hours: Double
  /// Hours of the calendar month.
  public var monthHours: Double
  /// Hours from the start of the horizon to the first step.
  public var start: Double
  /// Steps after which a clock hour is billed.
  public var stepsPerHour: Int
  /// The dark regions of each step; nil if none is dark in the month.
  public var dark: UnsafePointer<UInt64>?
  /// Where quantities go, meter by meter, `buckets` values each.
  public var metered: UnsafeMutablePointer<Double>
  /// Number of meters.
  public var meters: Int
  /// Where fed flows go, output by output, `stride` values each.
  public var fed: UnsafeMutablePointer<Double>?
  /// Number of outputs.
  public var outputs: Int
  /// Where gauges go, gauge by gauge, `stride` values each; nil if nobody draws them.
  public var shown: UnsafeMutablePointer<Double>?
  /// Number of gauges.
  public var gauges: Int

  /// Everything as stated.
  @inlinable
  public init(
    flows: InlineArray<12, UnsafePointer<Double>>, holds: InlineArray<12, UnsafePointer<Double>>, holdScale: Double,
    stride: Int, bucketSteps: UnsafePointer<Int>, buckets: Int, stepHours: UnsafePointer<Double>?, hours: Double,
    monthHours: Double, start: Double, stepsPerHour: Int, dark: UnsafePointer<UInt64>?,
    metered: UnsafeMutablePointer<Double>, meters: Int, fed: UnsafeMutablePointer<Double>?, outputs: Int,
    shown: UnsafeMutablePointer<Double>?, gauges: Int
  ) {
    self.flows = flows
    self.holds = holds
    self.holdScale = holdScale
    self.stride = stride
    self.bucketSteps = bucketSteps
    self.buckets = buckets
    self.stepHours = stepHours
    self.hours = hours
    self.monthHours = monthHours
    self.start = start
    self.stepsPerHour = stepsPerHour
    self.dark = dark
    self.metered = metered
    self.meters = meters
    self.fed = fed
    self.outputs = outputs
    self.shown = shown
    self.gauges = gauges
  }

  /// The same with all inputs in one block, `stride` values each.
  public init(
    flows: UnsafePointer<Double>, holds: UnsafePointer<Double>, holdScale: Double, stride: Int,
    bucketSteps: UnsafePointer<Int>, buckets: Int, stepHours: UnsafePointer<Double>?, hours: Double,
    monthHours: Double, start: Double, stepsPerHour: Int, dark: UnsafePointer<UInt64>?,
    metered: UnsafeMutablePointer<Double>, meters: Int, fed: UnsafeMutablePointer<Double>?, outputs: Int,
    shown: UnsafeMutablePointer<Double>?, gauges: Int
  ) {
    var flowSlots = InlineArray<12, UnsafePointer<Double>>(repeating: flows)
    var holdSlots = InlineArray<12, UnsafePointer<Double>>(repeating: holds)
    for slot in flowSlots.indices {
      flowSlots[slot] = flows + slot * stride
      holdSlots[slot] = holds + slot * stride
    }
    self.init(
      flows: flowSlots, holds: holdSlots, holdScale: holdScale, stride: stride, bucketSteps: bucketSteps,
      buckets: buckets, stepHours: stepHours, hours: hours, monthHours: monthHours, start: start,
      stepsPerHour: stepsPerHour, dark: dark, metered: metered, meters: meters, fed: fed, outputs: outputs,
      shown: shown, gauges: gauges)
  }

  /// Steps of a bucket.
  @inlinable public func steps(in bucket: Int) -> Int { bucketSteps[bucket] }

  /// The step with this index in the month.
  @inlinable public func step(_ index: Int) -> Step {
    Step(
      flows: flows, holds: holds, holdScale: holdScale, index: index,
      hours: stepHours.map { $0[index] } ?? hours, monthHours: monthHours, start: start + Double(index) * hours,
      stepsPerHour: stepsPerHour, dark: dark.map { $0[index] } ?? 0)
  }

  /// Writes what the step fed and showed.
  @inlinable public func keep(_ usage: inout Usage, at index: Int) {
    if let fed {
      for output in 0..<outputs {
        fed[output &* stride &+ index] = usage.fed[output]
        usage.fed[output] = 0
      }
    }
    if let shown {
      for gauge in 0..<gauges { shown[gauge &* stride &+ index] = usage.shown[gauge] }
    }
  }

  /// Writes the totals of a bucket.
  @inlinable public func record(_ usage: borrowing Usage, in bucket: Int) {
    for meter in 0..<meters { metered[meter &* buckets &+ bucket] = usage.metered[meter] }
  }
}
