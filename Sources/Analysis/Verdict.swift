package import Quantities

/// Whether a run may cost what it does more than a baseline.
package struct Verdict: Sendable {
  /// One rule held against the totals.
  package struct Rule: Sendable {
    /// `max-increase`, `max-increase-amount`.
    package var rule: String
    /// `total`.
    package var subject: String
    package var before: Money
    package var after: Money
    /// What the rule allows, as text with its unit.
    package var limit: String
    /// `error`.
    package var level: String
    package var passed: Bool
  }

  package var rules: [Rule]
  /// Whether every rule holds.
  package var passed: Bool { rules.allSatisfy(\.passed) }

  /// Holds `after` against `before`: either limit fails, above the floor.
  ///
  /// - Parameters:
  ///   - before: the baseline's total.
  ///   - after: the run's total.
  ///   - increase: the share by which the total may rise; nil for no such rule.
  ///   - amount: the amount by which the total may rise; nil for no such rule.
  ///   - floor: a rise of at most this much never fails.
  ///   - currency: for the limits' text.
  package init(
    before: Money, after: Money, increase: Quantity<Share>?, amount: Money?, floor: Money, currency: String
  ) {
    let rise = after - before
    rules = []
    if let increase {
      // Exact: rise / before ≤ share, at a millionth of a percent.
      let millionths = Int128((increase.value * 1e8).rounded())
      let allowed = Money(pico: Decimal12.roundedHalfEven(before.pico * millionths, by: 100_000_000))
      rules.append(
        Rule(
          rule: "max-increase", subject: "total", before: before, after: after,
          limit: "\(Measure.write(increase)) (\(allowed.display) \(currency))", level: "error",
          passed: rise <= floor || rise <= allowed))
    }
    if let amount {
      rules.append(
        Rule(
          rule: "max-increase-amount", subject: "total", before: before, after: after,
          limit: "\(amount.display) \(currency)", level: "error", passed: rise <= floor || rise <= amount))
    }
  }
}
