import Quantities

/// What has arrived in all and up to the start of each recent day: how a stock forgets what is too old.
///
/// A difference of running sums is never negative, and is the same at every grain up to a day.
public struct DailyArrivals: Sendable {
  /// The sum since the horizon began.
  private var total = 0.0
  /// The sum when day `d` began, at `d % starts.count`.
  private var starts: [Double]
  private var day = 0
  /// Days before the horizon's first.
  private var past = 0

  /// Nothing arrived yet; the starts of `days` days are remembered.
  init(remembering days: Int) { starts = Array(repeating: 0, count: Swift.max(days, 1)) }

  /// `amount` has arrived on each of `past` days before the first.
  init(remembering days: Int, past: Int, of amount: Double) {
    self.init(remembering: days)
    self.past = past
    day = past
    total = Double(past) * amount
    for before in Swift.max(0, past - starts.count + 1)...past {
      starts[before % starts.count] = Double(before) * amount
    }
  }

  /// Moves to the day that the step lies in; called before anything of the step is read or added.
  mutating func open(_ step: Step) {
    // The start of a short step is a sum of fractions of an hour: it may fall short of midnight by its rounding.
    let today = past + Int((step.start + 1e-6) / 24)
    while day < today {
      day += 1
      starts[day % starts.count] = total
    }
  }

  /// What arrived in the last `days` days, today's arrivals so far included; `days` at most as many as are remembered.
  func recent(_ days: Int) -> Double {
    let first = day - days + 1
    return total - (first > 0 ? starts[first % starts.count] : 0)
  }

  /// Takes in what arrived.
  mutating func add(_ amount: Double) { total += amount }
}
