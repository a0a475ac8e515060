import Analysis
import Pricing
import Quantities
import Reporting
import Scenario

/// The reference scenario from its file to its report in memory, all formats rendered, nothing written.
struct YearCase {
  var path: String
  var rounds: Int

  func run() throws -> Measurement {
    let pipeline = Pipeline(book: try PriceBook.embedded())
    var total = Money.zero
    let seconds = try Measurement.median(of: rounds) {
      let scenario = try Scenario.load(path)
      let report = try pipeline.run(scenario).report
      total = report.total
      _ = jsonReport(report, files: [])
      _ = csvLines(report)
      _ = try htmlReport(report)
    }
    return Measurement(value: 1 / seconds, unit: "years/s", total: total.decimal)
  }
}
