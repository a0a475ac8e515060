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
  /// The same per simulated hour, for meters that a commitment can cover; nil for all others.
  package var hours: [Double]?
  /// Whether it is used in a dev/test subscription, which pays prices of its own where the list has them.
  package var isDevTest = false
  /// What commitments cover of each day, in 1e-9 of `coveredSize` of the meter's units; nil for none.
  var covered: [Int64]?
  /// See `covered`.
  var coveredSize: Int64 = 1

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
    guard let covered else { return used(perSize: size) }
    let factor = coveredSize / max(size, 1)
    return zip(used(perSize: size), covered).map { used, covered in
      let (part, overflow) = covered.multipliedReportingOverflow(by: factor)
      return overflow ? nil : used.map { max(0, $0 - part) }
    }
  }

  /// The same without what commitments cover.
  func used(perSize size: Int64) -> [Int64?] {
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

  /// Its quantity of each simulated hour in 1e-9 of `size` of the meter's units: each day's, split by its hours' shares.
  ///
  /// So the hours of a day sum to what the day is billed by, to the last digit. nil without hours, or where a day is out of range.
  func hourly(perSize size: Int64) -> [Int64]? {
    guard let hours, hours.count == month.spannedHours else { return nil }
    var quantities: [Int64] = []
    quantities.reserveCapacity(hours.count)
    for (day, used) in used(perSize: size).enumerated() {
      guard let used else { return nil }
      let slots = quantities.count..<quantities.count + month.dayHours[day]
      let total = hours[slots].reduce(0, +)
      var (running, before) = (0.0, Int64(0))
      for hour in slots {
        running += hours[hour]
        let share = total > 0 ? running / total : Double(hour - slots.lowerBound + 1) / Double(slots.count)
        let next = hour + 1 == slots.upperBound ? used : min(Int64((Double(used) * share).rounded()), used)
        quantities.append(max(0, next - before))
        before = max(before, next)
      }
    }
    return quantities
  }

  /// Rounded to 1e-9; nil if it is out of range or below zero.
  private static func nano(_ value: Double) -> Int64? {
    guard let nano = Nano(rounding: value)?.nano, nano >= 0 else { return nil }
    return nano
  }
}
