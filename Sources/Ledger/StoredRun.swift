package import Quantities

/// One recorded run without its lines: a row of `outlay history`.
package struct RunSummary: Sendable, Hashable {
  /// The ledger's number of the run, rising with each.
  package var id: Int64
  /// When it was recorded: an ISO 8601 UTC instant.
  package var recordedAt: String
  /// Name of the scenario.
  package var scenario: String
  /// Name of the variant; nil for the scenario as written.
  package var variant: String?
  /// The scenario's file as it was named at the prompt.
  package var file: String
  /// Seed of the noise.
  package var seed: UInt64
  /// `outlay 0.1.0`.
  package var tool: String
  /// Id of the price book.
  package var priceBook: String
  /// ISO code, such as `USD`.
  package var currency: String
  /// Whether every line had a price; if not, the total is a lower bound.
  package var isComplete: Bool
  /// The sum of all priced lines.
  package var total: Money
  /// SHA-256 of its `report.json` in hex; empty if none was written.
  package var reportHash: String
}

/// One recorded run with everything that a comparison needs.
package struct StoredRun: Sendable, Hashable {
  /// Who, when and how much.
  package var summary: RunSummary
  /// Totals by month, in order.
  package var months: [PeriodTotal]
  /// Totals by day, in order.
  package var days: [PeriodTotal]
  /// The lines, sorted by id.
  package var lines: [StoredLine]
}

/// The total of one month or day.
package struct PeriodTotal: Sendable, Hashable {
  /// `2027-01` or `2027-01-20`.
  package var period: String
  /// The sum of its priced lines.
  package var total: Money
}

/// One line of a recorded bill.
package struct StoredLine: Sendable, Hashable {
  /// The line's id in the bill, the same in every run of the scenario.
  package var id: String
  /// Name of the instance.
  package var instance: String
  /// Its kind.
  package var kind: String
  /// The price list's meter_key.
  package var meter: String
  /// Region of the unit that used it, or `Global`.
  package var region: String
  /// `2027-01`.
  package var month: String
  /// Where the tier begins, in the row's unit.
  package var tier: String
  /// In the row's unit.
  package var quantity: Nano
  /// The row's unit of measure.
  package var unit: String
  /// nil if no price was found.
  package var unitPrice: Money?
  /// nil if no price was found: never zero.
  package var amount: Money?
}
