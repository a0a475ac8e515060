package import Quantities

/// What one instance used of one meter in one region over one month.
package struct Metered: Sendable {
  /// Name of the instance in the scenario.
  package var instance: String
  /// Its kind.
  package var kind: String
  /// The meter.
  package var meter: MeterPort
  /// The price list's meter_key.
  package var key: String
  /// Region of the unit that used it, or `Global`.
  package var region: String
  /// The billing month.
  package var month: CalendarMonth
  /// One quantity per simulated day in the meter's unit, unrounded; for accrual by the month units × hours.
  package var days: [Double]
  /// Whether each day is the growth of the month's rounded sum, so that the month is rounded once: an estimate's month, where
  /// 1,000 GB come out whole.
  package var isRoundedOnce = false
  /// Whether it is used in a dev/test subscription, which pays prices of its own where the list has them.
  package var isDevTest = false

  /// A month's use of a meter.
  package init(
    instance: String, kind: String, meter: MeterPort, key: String, region: String, month: CalendarMonth, days: [Double]
  ) {
    self.instance = instance
    self.kind = kind
    self.meter = meter
    self.key = key
    self.region = region
    self.month = month
    self.days = days
  }

  /// Its billable quantity of each day in 1e-9 of `size` of the meter's units; nil for a day that is out of range.
  ///
  /// A charge per month is the growth of the running share of the month, so that a whole month is exact (rule 14).
  func billable(perSize size: Int64) -> [Int64?] {
    let size = Double(size)
    if meter.accrual == .daily, !isRoundedOnce { return days.map { Self.nano($0 / size) } }
    let hours = meter.accrual == .monthly ? Double(month.hours) : 1
    var sum = 0.0
    var before: Int64? = 0
    return days.map { day in
      sum += day
      let running = Self.nano(sum / hours / size)
      defer { before = running }
      guard let running, let before else { return nil }
      return running - before
    }
  }

  /// Rounded to 1e-9; nil if it is out of range or below zero.
  private static func nano(_ value: Double) -> Int64? {
    guard let nano = Nano(rounding: value)?.nano, nano >= 0 else { return nil }
    return nano
  }
}
