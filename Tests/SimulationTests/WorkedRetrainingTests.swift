import Foundation
import Pricing
import Quantities
import Scenario
import Simulation
import Testing

/// Retraining runs of the worked scenario, each on its day and to its last printed digit.
struct WorkedRetrainingTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("EndToEndTests/Worked").path

  @Test func `every run starts on its day and takes its hours`() throws {
    let scenario = try Scenario.load(Self.folder + "/scenario.yaml")
    let outcome = try simulate(scenario)
    let rows = String(
      decoding: try Data(contentsOf: URL(fileURLWithPath: Self.folder + "/expected-retraining.csv")), as: UTF8.self
    )
    .split(separator: "\n").dropFirst().map { $0.split(separator: ",").map(String.init) }
    #expect(rows.count == 9)
    // A driver and four workers of one DBU each: both meters count node-hours.
    let metered = outcome.metered.filter { $0.instance == "databricks" }
    #expect(metered.count == 4)
    for row in rows {
      let day = try #require(Date(row[0].prefix(10)))
      for usage in metered where usage.month.year == day.parts.year && usage.month.month == day.parts.month {
        let hours = usage.days[day.parts.day - 1] / 5
        #expect(abs(hours - (Double(row[2]) ?? .nan)) <= 0.5e-9 + 1e-12, "\(day)")
      }
    }
    let runs = Set(rows.map { $0[0].prefix(10) })
    for usage in metered {
      for (index, quantity) in usage.days.enumerated() {
        let day = scenario.horizon.start + (usage.month.firstDay + index)
        #expect((quantity != 0) == runs.contains(day.description[...]), "\(day)")
      }
    }
  }
}
