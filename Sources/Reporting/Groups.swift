import Analysis
import Quantities

/// What one instance costs, with the lines behind it.
struct InstanceCost {
  var instance: String
  var kind: String
  var lines: [Line] = []
  /// What stands at no load.
  var fixed = Money.zero
  var variable = Money.zero
  /// By month, in the report's order.
  var months: [Money]
  /// Lines without a price.
  var unpriced = 0

  var total: Money { fixed + variable }
  /// Whether no line has a price: its cost is unknown, not zero.
  var isUnknown: Bool { unpriced == lines.count && unpriced > 0 }
}

/// What the lines of one confidence cost together.
struct ConfidenceCost {
  var confidence: Confidence
  var amount: Money
  var lines: Int
}

/// How the cost stands against the budgets, in a sentence or two.
struct Verdict {
  enum Level: String { case good, warning, bad, none }
  var level: Level
  /// `Over budget`.
  var headline: String
  /// Dates and amounts.
  var detail: String
}

extension Report {
  /// Cost by instance, the dearest first; instances of equal cost by name.
  var instances: [InstanceCost] {
    var index: [String: Int] = [:]
    var groups: [InstanceCost] = []
    let columns = monthColumns
    for line in bill.lines {
      let at =
        index[line.instance]
        ?? {
          groups.append(
            InstanceCost(
              instance: line.instance, kind: line.kind, months: Array(repeating: .zero, count: months.count)))
          index[line.instance] = groups.count - 1
          return groups.count - 1
        }()
      groups[at].lines.append(line)
      guard let amount = line.amount else {
        groups[at].unpriced += 1
        continue
      }
      if line.fixed { groups[at].fixed += amount } else { groups[at].variable += amount }
      if let column = columns[line.month] { groups[at].months[column] += amount }
    }
    return groups.sorted { $0.total == $1.total ? $0.instance < $1.instance : $0.total > $1.total }
  }

  /// What belongs to no environment alone, such as stated costs: by month, and in all.
  var shared: (months: [Money], total: Money) {
    let columns = months.indices.map { month in environments.reduce(months[month].total) { $0 - $1.months[month] } }
    return (columns, environments.reduce(total) { $0 - $1.total })
  }

  /// Position of each month among the report's.
  private var monthColumns: [String: Int] {
    Dictionary(months.enumerated().map { ($1.month, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Cost by confidence of the prices, the surest first; only those that occur.
  var confidences: [ConfidenceCost] {
    Confidence.allCases.compactMap { confidence in
      let lines = bill.lines.filter { $0.confidence == confidence && $0.amount != nil }
      let amount = lines.reduce(Money.zero) { $0 + ($1.amount ?? .zero) }
      return lines.isEmpty ? nil : ConfidenceCost(confidence: confidence, amount: amount, lines: lines.count)
    }
  }

  /// Lines without a price.
  var unpriced: [Line] { bill.lines.filter { $0.amount == nil } }

  /// The line of the largest amount.
  var largestLine: Line? {
    bill.lines.filter { $0.amount != nil }.max { ($0.amount ?? .zero, $1.id) < ($1.amount ?? .zero, $0.id) }
  }

  /// The mean of the months, rounded half-even.
  func monthly(_ amount: Money) -> Money {
    Money(pico: Decimal12.roundedHalfEven(amount.pico, by: Int64(max(months.count, 1))))
  }

  /// Regions that occur, by name.
  var regions: [String] {
    Array(Set(bill.lines.map(\.region) + demand.map(\.region)).subtracting(["Global", ""])).sorted()
  }

  /// `Year` where the span is one, else `Total`.
  var totalTitle: String { months.count == 12 ? "Year" : "Total" }

  /// `the year` where the span is one, else `3 months`.
  var spanTitle: String {
    months.count == 12 ? "the year" : months.count == 1 ? "the month" : "\(months.count) months"
  }

  /// How the cost stands against the budgets.
  var verdict: Verdict {
    let budgets = alerts.filter { $0.kind == "budget" }
      .sorted { ($0.crossedAt, $0.threshold) < ($1.crossedAt, $1.threshold) }
    let breach = budgets.first { $0.threshold.hasSuffix("actual") && Report.share($0.threshold) >= 100 }
    let first = budgets.first
    guard let budget = monthlyBudget else {
      if let breach {
        return Verdict(
          level: .bad, headline: "Over budget",
          detail: "\(Report.dates(breach)) (\(breach.subject), \(breach.period)).")
      }
      guard let first else {
        return Verdict(
          level: .none, headline: "No budget alert", detail: "The scenario states no budget that this span crosses.")
      }
      return Verdict(
        level: .warning, headline: "Budget alerts",
        detail: "First: \(first.threshold) of \(first.subject). \(Report.dates(first)).")
    }
    let over = months.filter { $0.total > budget }
    if let month = over.first {
      let dated = breach.map { Report.dates($0) } ?? "First month over: \(month.month)"
      let count = "\(over.count) of \(months.count) months cost more than \(budget.display) \(currency)."
      return Verdict(level: .bad, headline: "Over budget", detail: "\(dated). \(count)")
    }
    let warned = first.map { " First alert: \($0.threshold). \(Report.dates($0))." } ?? ""
    return Verdict(
      level: first == nil && isComplete ? .good : .warning,
      headline: isComplete ? "Within budget" : "Within budget as far as priced",
      detail: "No month costs more than \(budget.display) \(currency).\(warned)")
  }

  /// `Crossed on 2027-01-16, Azure would tell on 2027-01-18`.
  private static func dates(_ alert: Alert) -> String {
    let told = alert.notifiedAt.isEmpty ? "" : ", Azure would tell on \(alert.notifiedAt.prefix(10))"
    return "Crossed on \(alert.crossedAt.prefix(10))\(told)"
  }

  /// The number that a threshold such as `90 % actual` begins with.
  private static func share(_ threshold: String) -> Double {
    Double(threshold.prefix(while: { $0.isNumber || $0 == "." })) ?? 0
  }
}
