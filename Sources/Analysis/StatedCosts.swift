package import Quantities
package import Scenario

/// The bill's lines of costs that the scenario states itself: paid once on their day, or every month by the day.
///
/// A month's amount is spread over its days, each day's part the growth of the rounded running share, so that a whole
/// month is exactly the amount.
package func statedCosts(of scenario: Scenario) -> [Line] {
  ([scenario] + scenario.others).flatMap(\.oneOffs).flatMap { oneOff -> [Line] in
    guard let amount = oneOff.amount else { return [] }
    let first = Int(oneOff.start / 24)
    switch oneOff.per {
    case .once:
      guard let month = scenario.horizon.months.last(where: { $0.firstDay <= first }) else { return [] }
      let part = Line.Part(day: first, quantity: Nano(nano: 1_000_000_000), amount: amount)
      return [line(oneOff, amount, month, [part], "paid once, on \(scenario.horizon.date(first))")]
    case .month:
      let last = min(
        oneOff.until.map { $0.number - scenario.horizon.start.number } ?? Int.max, scenario.horizon.days - 1)
      return scenario.horizon.months.compactMap { month in
        let days = max(month.firstDay, first)...max(last, max(month.firstDay, first) - 1)
        guard first < month.firstDay + month.days, last >= month.firstDay, last >= first else { return nil }
        let paid = days.clamped(to: month.firstDay...month.firstDay + month.days - 1)
        return line(
          oneOff, amount, month, parts(of: amount, over: paid, daysOfMonth: Int64(month.hours / 24)),
          "a month's amount by the day: \(paid.count) of \(month.hours / 24) days")
      }
    }
  }
}

private func parts(of amount: Money, over days: ClosedRange<Int>, daysOfMonth: Int64) -> [Line.Part] {
  var before = (quantity: Int64(0), amount: Money.zero)
  return days.enumerated().map { index, day in
    let count = Int128(index + 1)
    let quantity = Int64(Decimal12.roundedHalfEven(1_000_000_000 * count, by: daysOfMonth))
    let sum = Money(pico: Decimal12.roundedHalfEven(amount.pico * count, by: daysOfMonth))
    defer { before = (quantity, sum) }
    return Line.Part(day: day, quantity: Nano(nano: quantity - before.quantity), amount: sum - before.amount)
  }
}

private func line(
  _ oneOff: Scenario.OneOff, _ amount: Money, _ month: CalendarMonth, _ days: [Line.Part], _ formula: String
) -> Line {
  Line(
    id: "\(oneOff.name)/\(Line.statedMeter)/Global/\(month.name)/0", instance: oneOff.name, kind: Line.statedKind,
    meter: Line.statedMeter, meterName: oneOff.per == .once ? "stated once" : "stated per month", region: "Global",
    month: month.name, tier: "0", quantity: Nano(nano: days.reduce(0) { $0 + $1.quantity.nano }),
    unit: oneOff.per == .once ? "1" : "1 Month", unitPrice: amount,
    amount: days.reduce(Money.zero) { $0 + $1.amount }, priceType: "Stated", row: nil, confidence: nil,
    source: "\(oneOff.mark.file):\(oneOff.mark.line)", pool: "resource", fixed: true, formula: formula, days: days)
}

extension Line {
  /// The kind of lines that the scenario states itself.
  package static let statedKind = "one-off"
  static let statedMeter = "stated"
  /// Whether the scenario states its amount, so that it has no price row.
  package var isStated: Bool { priceType == "Stated" }
}
