import Quantities

/// What has come since the calendar month began: for what is rounded or free by the month.
public struct MonthTotal: Sendable {
  private var total = 0.0
  /// Hours of the month that are yet to come.
  private var left = 0.0

  /// Nothing has come.
  init() {}

  /// Takes in what comes in a step.
  ///
  /// - Returns: the month's total before and after it.
  mutating func add(_ amount: Double, in step: Step) -> (before: Double, after: Double) {
    // Short steps add up to the month but for their rounding.
    if left < 1e-6 { (left, total) = (step.monthHours, 0) }
    left -= step.hours
    let before = total
    total += amount
    return (before, total)
  }
}
