import Foundation
import Ledger
import Quantities

/// A run of two months and two days: App Service in eastus2 as in the worked scenario, and one line without a price.
enum Sample {
  static let total = Money(pico: 409_045_000_000_000)

  static func line(_ id: String, month: String, quantity: Int64, amount: Money?) -> Line {
    Line(
      id: id, instance: "app-service", kind: "app-service", meter: "appservice.linux.p1v3.instance.hour",
      meterName: "instance-hours", region: "eastus2", month: month, tier: "0", quantity: Nano(nano: quantity),
      unit: "1 Hour", unitPrice: amount.map { _ in Money(pico: 155_000_000_000) }, amount: amount,
      priceType: "Consumption", row: nil, confidence: amount.map { _ in .high }, source: "price list", pool: "eastus2",
      fixed: true, formula: "hours × instances", days: [])
  }

  static let lines = [
    // 1,813 h × 0.155 and 826 h × 0.155.
    line("a/2027-01/0", month: "2027-01", quantity: 1_813_000_000_000, amount: Money(pico: 281_015_000_000_000)),
    line("a/2027-02/0", month: "2027-02", quantity: 826_000_000_000, amount: Money(pico: 128_030_000_000_000)),
    line("b/2027-02/0", month: "2027-02", quantity: 1, amount: nil),
  ]

  static func run(
    scenario: String = "Reference", variant: String? = nil, seed: UInt64 = 1, lines: [Line] = lines,
    recordedAt: String = "2027-03-01T00:00:00Z"
  ) -> RunRecord {
    RunRecord(
      scenario: scenario, variant: variant, file: "reference.yaml", seed: seed, tool: "outlay 0.1.0",
      priceBook: "embedded 2026-08-22", start: Date(number: 20_819),
      days: [Money(pico: 409_044_999_999_999), Money(pico: 1)], bill: Bill(currency: "USD", lines: lines),
      recordedAt: recordedAt, reportHash: String(repeating: "a", count: 64))
  }
}

/// A folder that goes away with the test.
struct TemporaryFolder: ~Copyable {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("ledger-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  var ledger: String { path + "/ledger.sqlite" }
}
