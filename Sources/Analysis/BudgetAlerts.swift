package import Quantities
package import Scenario

/// Budget alerts as Azure Cost Management raises them, on exact daily totals (worked scenario, rules 22 and 23).
///
/// - Parameters:
///   - budgets: what may be spent, with up to five thresholds each.
///   - days: the total of each simulated day.
///   - start: the first simulated day.
///   - currency: for messages.
/// - Returns: one alert per threshold and period that is crossed, by subject and date.
package func budgetAlerts(
  _ budgets: [Scenario.Budget], days: [Money], start: Date, currency: String
) -> [Report.Alert] {
  var alerts: [Report.Alert] = []
  for budget in budgets {
    for period in periods(budget.per, days: days.count, start: start) {
      for threshold in budget.alerts {
        guard let crossing = crossing(of: threshold, budget.amount, period, days) else { continue }
        alerts.append(alert(budget, threshold, period, crossing, start, currency))
      }
    }
  }
  return alerts.sorted { ($0.subject, $0.crossedAt, $0.threshold) < ($1.subject, $1.crossedAt, $1.threshold) }
}

/// Budgets whose cost passes their amount in some period, whatever their thresholds: `platform 2027-11`.
package func breaches(of budgets: [Scenario.Budget], days: [Money], start: Date) -> [String] {
  budgets.flatMap { budget in
    periods(budget.per, days: days.count, start: start)
      .filter { days[$0.days].reduce(Money.zero, +) > budget.amount }.map { "\(budget.name) \($0.name)" }
  }
}

/// A budget's period, as far as it is simulated.
struct Period {
  var name: String
  /// Simulated days, as indices.
  var days: Range<Int>
  /// Days of the whole calendar period that follow the last simulated one.
  var beyond: Int
}

/// The calendar periods that a horizon touches.
func periods(_ per: Scenario.Budget.Period, days: Int, start: Date) -> [Period] {
  var periods: [Period] = []
  for day in 0..<days {
    let (year, month, _) = (start + day).parts
    let name =
      switch per {
      case .month: "\(year)-\(Date.two(month))"
      case .quarter: "\(year)-Q\((month - 1) / 3 + 1)"
      case .year: "\(year)"
      }
    if periods.last?.name == name {
      periods[periods.count - 1].days = periods[periods.count - 1].days.lowerBound..<(day + 1)
    } else {
      periods.append(Period(name: name, days: day..<(day + 1), beyond: 0))
    }
  }
  for index in periods.indices {
    let last = start + (periods[index].days.upperBound - 1)
    let (year, month, day) = last.parts
    let lastMonth =
      switch per {
      case .month: month
      case .quarter: (month - 1) / 3 * 3 + 3
      case .year: 12
      }
    var left = Date.days(in: month, of: year) - day
    for later in (month + 1)..<max(lastMonth + 1, month + 1) { left += Date.days(in: later, of: year) }
    periods[index].beyond = left
  }
  return periods
}

/// The exact limit of a threshold: `amount` × share, the share taken at a millionth of a percent.
func limit(_ threshold: Scenario.Budget.Threshold, of amount: Money) -> Money {
  let millionths = Int128((threshold.share.value * 1e8).rounded())
  return Money(pico: Decimal12.roundedHalfEven(amount.pico * millionths, by: 100_000_000))
}

private func crossing(
  of threshold: Scenario.Budget.Threshold, _ amount: Money, _ period: Period, _ days: [Money]
) -> (day: Int, value: Money)? {
  let limit = limit(threshold, of: amount)
  var toDate = Money.zero
  for day in period.days {
    toDate += days[day]
    switch threshold.basis {
    case .actual:
      if toDate >= limit { return (day, toDate) }
    case .forecast:
      // No forecast before seven days have closed; the seven may reach into the period before.
      guard day >= 6 else { continue }
      let week = days[(day - 6)...day].reduce(Money.zero, +)
      let left = period.days.upperBound - 1 - day + period.beyond
      let rest = Decimal12.roundedHalfEven(week.pico * Int128(left), by: 7)
      let forecast = Money(pico: toDate.pico + rest)
      if forecast > limit { return (day, forecast) }
    }
  }
  return nil
}

private func alert(
  _ budget: Scenario.Budget, _ threshold: Scenario.Budget.Threshold, _ period: Period,
  _ crossing: (day: Int, value: Money), _ start: Date, _ currency: String
) -> Report.Alert {
  let limit = limit(threshold, of: budget.amount)
  let name = "\(Measure.write(threshold.share)) \(threshold.basis.rawValue)"
  let date = start + crossing.day
  let isBreach = threshold.share.value >= 1
  let verb = threshold.basis == .actual ? "reaches" : "is forecast to reach"
  return Report.Alert(
    kind: "budget", severity: isBreach ? (threshold.basis == .actual ? .critical : .warning) : .info,
    subject: budget.name, period: period.name, threshold: name, limit: limit.decimal, value: crossing.value.decimal,
    crossedAt: date.description,
    // The day's last cost is visible 8 to 24 h after its end; the daily evaluation is at 00:00 UTC, mail takes an hour.
    notifiedAt: "\(date + 2)T01:00:00Z",
    message: "Budget \(budget.name), \(period.name): cost \(verb) \(crossing.value.display) \(currency) "
      + "(\(name) is \(limit.display)) on \(date).",
    file: budget.mark.file, line: budget.mark.line)
}
