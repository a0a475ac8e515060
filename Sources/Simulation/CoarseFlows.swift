import Quantities

/// Channels summed to coarser grains: made when the first reader of the month asks, then shared by all.
struct CoarseFlows: ~Copyable {
  private let block: Buffer
  /// Whether a channel's series at a grain is this month's.
  private let fresh: UnsafeMutablePointer<Bool>
  private let channels: Int
  private let days: Int
  private var month: CalendarMonth?
  private var stepsPerHour = 1

  init(channels: Int, days: Int) {
    self.channels = channels
    self.days = days
    block = Buffer(zeros: channels * 2 * (days + 24 + 1))
    fresh = UnsafeMutablePointer<Bool>.allocate(capacity: channels * 3 + 1)
    fresh.initialize(repeating: false, count: channels * 3 + 1)
  }

  deinit { fresh.deallocate() }

  /// Forgets the last month.
  mutating func begin(_ month: CalendarMonth, stepsPerHour: Int) {
    self.month = month
    self.stepsPerHour = stepsPerHour
    fresh.update(repeating: false, count: channels * 3)
  }

  /// Sums, and sums of running sums in unit-hours, of a channel.
  func series(
    of channel: Int, at grain: Grain, from flow: UnsafePointer<Double>
  ) -> (sums: UnsafePointer<Double>, holds: UnsafePointer<Double>) {
    let start = block.base + channel * 2 * (days + 25)
    let (offset, count) =
      switch grain {
      case .step, .day: (0, days)
      case .hourOfDay: (2 * days, 24)
      case .month: (2 * days + 48, 1)
      }
    let sums = start + offset
    let holds = sums + count
    let isFresh = fresh + channel * 3 + max(grain.rawValue, 1) - 1
    if !isFresh.pointee, let month {
      isFresh.pointee = true
      switch grain {
      case .step, .day: sumDays(flow, month, sums, holds)
      case .hourOfDay: sumHoursOfDay(flow, month, sums, holds)
      case .month: (sums.pointee, holds.pointee) = sumAll(flow, month.spannedHours * stepsPerHour)
      }
    }
    return (UnsafePointer(sums), UnsafePointer(holds))
  }

  private func sumDays(
    _ flow: UnsafePointer<Double>, _ month: CalendarMonth, _ sums: UnsafeMutablePointer<Double>,
    _ holds: UnsafeMutablePointer<Double>
  ) {
    var first = 0
    for day in 0..<month.days {
      let steps = month.dayHours[day] * stepsPerHour
      (sums[day], holds[day]) = sumAll(flow + first, steps)
      first += steps
    }
  }

  private func sumHoursOfDay(
    _ flow: UnsafePointer<Double>, _ month: CalendarMonth, _ sums: UnsafeMutablePointer<Double>,
    _ holds: UnsafeMutablePointer<Double>
  ) {
    for hour in 0..<24 {
      sums[hour] = 0
      holds[hour] = 0
    }
    var step = 0
    for hours in month.dayHours {
      for hour in 0..<hours {
        for _ in 0..<stepsPerHour {
          sums[hour % 24] += flow[step]
          step += 1
        }
      }
    }
  }

  /// The sum in 8 lanes of a fixed order, and the integral of the running sum in unit-hours.
  private func sumAll(_ flow: UnsafePointer<Double>, _ count: Int) -> (Double, Double) {
    // The running sum after step i, summed over i, is Σ flow[i] × (count − i).
    var sums = SIMD8<Double>.zero
    var weighted = SIMD8<Double>.zero
    var weights = SIMD8<Double>(0, 1, 2, 3, 4, 5, 6, 7)
    let blocks = count / 8
    for block in 0..<blocks {
      let values = UnsafeRawPointer(flow + block * 8).loadUnaligned(as: SIMD8<Double>.self)
      sums += values
      weighted += values * weights
      weights += 8
    }
    var sum = sums.sum()
    var moment = weighted.sum()
    for step in (blocks * 8)..<count {
      sum += flow[step]
      moment += flow[step] * Double(step)
    }
    return (sum, (sum * Double(count) - moment) / Double(stepsPerHour))
  }
}
