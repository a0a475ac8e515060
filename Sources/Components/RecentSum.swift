/// What arrived in the last steps: how a load is smoothed over a window, and a limit rolls.
///
/// A difference of running sums is never negative.
public struct RecentSum: Sendable {
  /// The running sum behind step `s`, at `s % sums.count`.
  private var sums: [Double]
  private var step = 0

  /// Nothing arrived yet; `steps` steps are remembered.
  init(remembering steps: Int) { sums = Array(repeating: 0, count: steps + 1) }

  /// Takes in what a step brings, and moves on to it.
  mutating func add(_ amount: Double) {
    let total = sums[step % sums.count]
    step += 1
    sums[step % sums.count] = total + amount
  }

  /// What the last `steps` steps brought; `steps` at most as many as are remembered.
  func recent(_ steps: Int) -> Double {
    sums[step % sums.count] - (steps >= step ? 0 : sums[(step - steps) % sums.count])
  }

  /// What is still to come of the last steps if each is spread evenly over `steps` steps, its own the first.
  func outstanding(_ steps: Int) -> Double {
    guard step > 0 else { return 0 }
    var sum = 0.0
    for age in 1..<Swift.max(steps, 1) { sum += recent(age) }
    return sum / Double(steps)
  }

  /// Forgets everything.
  mutating func clear() {
    step = 0
    sums[0] = 0
  }
}
