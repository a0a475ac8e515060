import Analysis
import Foundation
import Pricing
import Quantities
import Reporting
import Scenario

/// A scenario, loaded and checked: the library's way in.
///
/// Load it, run it, read or write the report.
///
/// ```swift
/// let model = try OutlayModel(contentsOf: "platform.yaml")
/// let report = try model.run(seed: 1)
/// print(report.total, report.isComplete)
/// ```
public struct OutlayModel: Sendable {
  private let scenario: Scenario
  private let book: PriceBook

  /// Loads `file.yaml` or `file.yaml#variant`, with the prices that the library carries.
  ///
  /// - Parameters:
  ///   - path: a scenario file, perhaps with `#variant`.
  ///   - prices: path of a price CSV to use instead; nil for the embedded book.
  /// - Throws: `OutlayError` with all that is wrong with the file, a line each.
  public init(contentsOf path: String, prices: String? = nil) throws(OutlayError) {
    do {
      scenario = try Scenario.load(path)
      let embedded = try PriceBook.embedded()
      if let prices {
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: prices)))
        book = try PriceBook.read(csv: bytes, file: prices, asOf: embedded.asOf)
      } else {
        book = embedded
      }
    } catch {
      throw OutlayError(message: "\(error)")
    }
  }

  /// Title of the scenario.
  public var name: String { scenario.name }
  /// Names of the overlays that its file has.
  public var variants: [String] { scenario.variants }

  /// Simulates and prices the scenario.
  ///
  /// The same seed gives the same report, byte for byte.
  ///
  /// - Throws: `OutlayError` where flows run in a circle, have no clear reader, or a latency is missing.
  public func run(seed: UInt64 = 1) throws(OutlayError) -> OutlayReport {
    do {
      return OutlayReport(report: try Pipeline(book: book, seed: seed).run(scenario).report)
    } catch {
      throw OutlayError(message: "\(error)")
    }
  }
}

/// What is wrong, as `file:line:col: error: what, and how to mend it`, a line each.
public struct OutlayError: Error, Sendable, CustomStringConvertible {
  let message: String
  /// The lines.
  public var description: String { message }
}

/// A priced year.
public struct OutlayReport: Sendable {
  let report: Report

  /// The sum of all priced lines, as an exact decimal with 12 decimals; a lower bound if incomplete.
  public var total: String { report.total.decimal }
  /// ISO code.
  public var currency: String { report.currency }
  /// Whether every line has a price.
  public var isComplete: Bool { report.isComplete }
  /// Totals by month, `2027-01` first.
  public var months: [(month: String, total: String)] { report.months.map { ($0.month, $0.total.decimal) } }
  /// Messages of all alerts, in their order.
  public var alerts: [String] { report.alerts.map(\.message) }
  /// `report.json` as text.
  public var json: String { jsonReport(report, files: []) }
  /// `report.html` as text.
  ///
  /// - Throws: if the page's template doesn't fit, which is an error of the library.
  public func html() throws -> String { try htmlReport(report) }

  /// Writes `report.html`, `lines.csv` and `report.json` into a folder, each wholly or not at all.
  ///
  /// - Throws: `OutlayError` with the path that can't be written.
  public func write(to folder: String) throws(OutlayError) {
    do { try writeReport(report, formats: Format.allCases, to: folder) } catch {
      throw OutlayError(message: "\(error)")
    }
  }
}
