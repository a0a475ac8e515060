package import Quantities

/// One run as the ledger takes it: totals of the run and of its months follow from the bill.
package struct RunRecord: Sendable, Hashable {
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
  /// First simulated day.
  package var start: Date
  /// Total of each simulated day, from `start`.
  package var days: [Money]
  /// What the run costs.
  package var bill: Bill
  /// When it was recorded: an ISO 8601 UTC instant.
  package var recordedAt: String
  /// SHA-256 of its `report.json` in hex; empty if none was written.
  package var reportHash: String

  /// A run by its parts.
  package init(
    scenario: String, variant: String?, file: String, seed: UInt64, tool: String, priceBook: String, start: Date,
    days: [Money], bill: Bill, recordedAt: String, reportHash: String
  ) {
    self.scenario = scenario
    self.variant = variant
    self.file = file
    self.seed = seed
    self.tool = tool
    self.priceBook = priceBook
    self.start = start
    self.days = days
    self.bill = bill
    self.recordedAt = recordedAt
    self.reportHash = reportHash
  }
}
