package import Quantities

/// What a comparison needs of a run, whether it was just made or read from a saved report.
package struct Side: Sendable {
  /// As the user named it: `reference.yaml#real-time`, `report.json`.
  package var name: String
  package var currency: String
  package var isComplete: Bool
  package var total: Money
  package var months: [(month: String, total: Money)]
  /// Cost by instance, in no order.
  package var instances: [(name: String, kind: String, amount: Money)]
  /// What the bill has by instance, meter and month, in no order.
  package var entries: [Entry]

  /// What one instance paid for one meter in one month.
  package struct Entry: Sendable, Hashable {
    package var instance: String
    package var kind: String
    /// The price list's key.
    package var meter: String
    package var month: String
    /// In the price row's unit.
    package var quantity: Double
    package var unit: String
    package var amount: Money

    package init(
      instance: String, kind: String, meter: String, month: String, quantity: Double, unit: String, amount: Money
    ) {
      self.instance = instance
      self.kind = kind
      self.meter = meter
      self.month = month
      self.quantity = quantity
      self.unit = unit
      self.amount = amount
    }
  }

  package init(
    name: String, currency: String, isComplete: Bool, total: Money, months: [(month: String, total: Money)],
    instances: [(name: String, kind: String, amount: Money)], entries: [Entry] = []
  ) {
    self.name = name
    self.currency = currency
    self.isComplete = isComplete
    self.total = total
    self.months = months
    self.instances = instances
    self.entries = entries
  }

  /// The side of a report that was just made.
  package init(_ report: Report, named name: String) {
    var amounts: [String: (kind: String, amount: Money)] = [:]
    for line in report.bill.lines {
      amounts[line.instance, default: (line.kind, .zero)].amount += line.amount ?? .zero
    }
    self.init(
      name: name, currency: report.currency, isComplete: report.isComplete, total: report.total,
      months: report.months.map { ($0.month, $0.total) },
      instances: amounts.map { ($0.key, $0.value.kind, $0.value.amount) },
      entries: report.bill.lines.map {
        Entry(
          instance: $0.instance, kind: $0.kind, meter: $0.meter, month: $0.month,
          quantity: $0.quantity.approximate, unit: $0.unit,
          amount: $0.amount ?? .zero)
      })
  }
}

/// Totals and components side by side.
package struct Comparison: Sendable {
  package var sides: [Side]
  /// One row per instance that any side has; nil where a side hasn't it.
  ///
  /// Largest difference from the first side first.
  package var rows: [Row]
  /// Months that any side has, in their order.
  package var months: [String]

  package struct Row: Sendable {
    package var instance: String
    package var kind: String
    package var amounts: [Money?]
    /// By side, in each month that any side has; nil where a side hasn't the instance.
    package var months: [[Money?]] = []
    /// The largest distance of any side from the first.
    package var spread: Money
  }

  /// Compares `sides` with the first of them.
  ///
  /// - Throws: `Problem` if their currencies differ.
  package init(_ sides: [Side]) throws(Problem) {
    if let first = sides.first, let other = sides.first(where: { $0.currency != first.currency }) {
      throw Problem(
        "\(first.name) is in \(first.currency), \(other.name) in \(other.currency); compare reports of one currency")
    }
    self.sides = sides
    let months = Set(sides.flatMap { $0.months.map(\.month) }).sorted()
    self.months = months
    let byMonth = sides.map { side in
      side.entries.reduce(into: [String: [String: Money]]()) { sums, entry in
        sums[entry.instance, default: [:]][entry.month, default: .zero] += entry.amount
      }
    }
    var kinds: [String: String] = [:]
    for side in sides { for instance in side.instances { kinds[instance.name] = instance.kind } }
    rows = kinds.map { name, kind in
      let amounts = sides.map { side in side.instances.first { $0.name == name }?.amount }
      let base = amounts.first.flatMap { $0 } ?? .zero
      let spread =
        amounts.map { amount in
          let difference = (amount ?? .zero) - base
          return difference < .zero ? -difference : difference
        }.max() ?? .zero
      let monthly = amounts.indices.map { side in
        months.map { month in amounts[side].map { _ in byMonth[side][name]?[month] ?? .zero } }
      }
      return Row(instance: name, kind: kind, amounts: amounts, months: monthly, spread: spread)
    }.sorted { ($1.spread, $0.instance) < ($0.spread, $1.instance) }
  }
}
