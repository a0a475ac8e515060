import Analysis
import Foundation
package import Quantities

/// What a check or a comparison needs of a `report.json` written earlier.
package struct SavedReport: Sendable, Hashable {
  /// `outlay.report/1`.
  package var schema: String
  /// Title of the scenario.
  package var scenario: String
  /// The overlay that was applied, if any.
  package var variant: String?
  /// ISO code.
  package var currency: String
  /// Whether every line had a price; if not, the total is a lower bound.
  package var isComplete: Bool
  /// The sum of all priced lines.
  package var total: Money
  /// Totals by month, in their order.
  package var months: [MonthTotal]
  /// The bill, in its order.
  package var lines: [SavedLine]

  /// The total of one calendar month.
  package struct MonthTotal: Sendable, Hashable {
    /// `2027-01`.
    package var month: String
    /// The sum of its priced lines.
    package var total: Money
  }

  /// One line of the bill.
  package struct SavedLine: Sendable, Hashable {
    /// `instance/meter/region/month/tier`.
    package var id: String
    /// Name of the instance.
    package var instance: String
    /// Its kind.
    package var kind: String
    /// The price list's key.
    package var meter: String
    /// `2027-01`.
    package var month: String
    /// In `unit`.
    package var quantity: Double
    /// The price row's unit.
    package var unit: String
    /// nil if it had no price.
    package var amount: Money?
  }
}

extension SavedReport {
  /// The largest file that is read, in bytes.
  package static let largest = 256 << 20

  /// Reads a report from a file.
  ///
  /// - Throws: a problem that names the file and says what to do.
  package init(path: String) throws(Problem) {
    let place = Mark(file: path, line: 1, column: 1)
    let data: Data
    do {
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      if let size = attributes[.size] as? NSNumber, size.intValue > SavedReport.largest {
        throw Problem("this is \(size.intValue >> 20) MB; a report has at most 256 MB; name another file", at: place)
      }
      data = try Data(contentsOf: URL(fileURLWithPath: path))
    } catch let problem as Problem {
      throw problem
    } catch {
      throw Problem("can't read it; check the path, or write a report with `outlay run --format json`", at: place)
    }
    try self.init(json: data, file: path)
  }

  /// Reads a report from the content of a file.
  ///
  /// - Throws: a problem that names the file and says what to do.
  package init(json: some Sequence<UInt8>, file: String) throws(Problem) {
    let place = Mark(file: file, line: 1, column: 1)
    let data = Data(json)
    guard data.count <= SavedReport.largest else {
      throw Problem("this is \(data.count >> 20) MB; a report has at most 256 MB; name another file", at: place)
    }
    let again = "write it again with `outlay run --format json`"
    let head: Head
    do { head = try JSONDecoder().decode(Head.self, from: data) } catch {
      throw Problem("this is no report.json: \(SavedReport.reason(error)); \(again)", at: place)
    }
    guard head.schema == Report.schema else {
      throw Problem("its schema is `\(head.schema.prefix(60))`, not `\(Report.schema)`; \(again)", at: place)
    }
    let file: File
    do { file = try JSONDecoder().decode(File.self, from: data) } catch {
      throw Problem("this report.json is damaged: \(SavedReport.reason(error)); \(again)", at: place)
    }
    func money(_ text: String, _ what: String) throws(Problem) -> Money {
      guard let money = Money(decimal: text) else {
        throw Problem("\(what) is `\(text.prefix(40))`, no decimal amount; \(again)", at: place)
      }
      return money
    }
    schema = head.schema
    scenario = file.scenario
    variant = file.variant
    currency = file.currency
    isComplete = file.complete
    total = try money(file.total, "`total`")
    months = []
    for month in file.months {
      months.append(MonthTotal(month: month.month, total: try money(month.total, "the total of \(month.month)")))
    }
    lines = []
    for line in file.lines {
      var amount: Money?
      if let text = line.amount { amount = try money(text, "the amount of `\(line.id)`") }
      guard let quantity = Double(line.quantity ?? "0") else {
        throw Problem("the quantity of `\(line.id)` is no decimal number; \(again)", at: place)
      }
      lines.append(
        SavedLine(
          id: line.id, instance: line.instance, kind: line.kind, meter: line.meter ?? "", month: line.month ?? "",
          quantity: quantity, unit: line.unit ?? "", amount: amount))
    }
  }

  /// Read first, so that another version is told as such.
  private struct Head: Decodable { var schema: String }

  /// The file's members that are read.
  private struct File: Decodable {
    var scenario: String
    var variant: String?
    var currency: String
    var complete: Bool
    var total: String
    var months: [Month]
    var lines: [Line]
    struct Month: Decodable {
      var month: String
      var total: String
    }
    struct Line: Decodable {
      var id: String
      var instance: String
      var kind: String
      var amount: String?
      var meter: String?
      var month: String?
      var quantity: String?
      var unit: String?
    }
  }

  /// Where decoding failed, in words.
  private static func reason(_ error: any Error) -> String {
    func path(_ context: DecodingError.Context, _ last: (any CodingKey)? = nil) -> String {
      (context.codingPath + (last.map { [$0] } ?? [])).map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }
        .joined(separator: ".")
    }
    switch error as? DecodingError {
    case .keyNotFound(let key, let context): return "`\(path(context, key))` is missing"
    case .typeMismatch(_, let context): return "`\(path(context))` has the wrong type"
    case .valueNotFound(_, let context): return "`\(path(context))` is null"
    default: return "it is not valid JSON"
    }
  }
}
