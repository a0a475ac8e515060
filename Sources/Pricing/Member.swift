import Quantities

/// One instance in one region as a member of a pool over a month.
struct Member {
  /// What it used; several where several of its meters have one key.
  var uses: [Metered]
  /// The rows among which its price is found.
  let candidates: Candidates
  /// The rows in force, from a day of the month on.
  var spans: [Span] = []
  /// How many of the meter's units its prices buy; 0 if it has none.
  var size: Int64 = 0

  /// A stretch of days with the same prices.
  struct Span {
    /// Index of its first day in the month.
    var from: Int
    /// The rows by tier, or why there are none.
    var prices: Resolution
    /// Where its tiers begin, in 1e-9 of the rows' unit.
    var edges: [Int64] = []
  }

  init(_ item: Metered, _ candidates: Candidates) {
    uses = [item]
    self.candidates = candidates
  }

  var first: Metered { uses[0] }

  /// Whether `item` is of the same line: another meter of the instance with the same key.
  func isSame(as item: Metered) -> Bool { first.instance == item.instance && first.region == item.region }

  /// Finds the rows of every day of the month in a horizon that begins on `start`.
  mutating func plan(from start: Date) {
    let firstDay = start + first.month.firstDay
    let lastDay = firstDay + (first.month.days - 1)
    for day in [firstDay] + candidates.changes(after: firstDay, upTo: lastDay) {
      var prices = candidates.resolve(on: day)
      var edges: [Int64] = []
      if case .bands(let rows) = prices, let unit = rows.first?.unit {
        if let misfit = uses.first(where: { !unit.serves($0.meter.unit) }) {
          let counted = misfit.meter.unit.isEmpty ? "plain numbers" : "`\(misfit.meter.unit)`"
          prices = .unpriced(
            "the price of `\(first.key)` is per \(unit.text), but `\(misfit.meter.name)` counts \(counted)")
        } else if size != 0, unit.size != size {
          prices = .unpriced("the unit of `\(first.key)` changes to \(unit.text) on \(day)")
        } else {
          size = unit.size
          edges = rows.map(\.tierMinimum.nano)
        }
      }
      spans.append(Span(from: day.number - firstDay.number, prices: prices, edges: edges))
    }
  }

  /// Its quantity of each day in 1e-9 of a unit worth `size` of the meter's own; nil for a day that is out of range.
  func billable(perSize size: Int64) -> [Int64?] {
    var days = first.billable(perSize: size)
    for use in uses.dropFirst() {
      for (day, more) in use.billable(perSize: size).enumerated() {
        guard let sum = days[day], let more else {
          days[day] = nil
          continue
        }
        let (total, overflow) = sum.addingReportingOverflow(more)
        days[day] = overflow ? nil : total
      }
    }
    return days
  }
}
