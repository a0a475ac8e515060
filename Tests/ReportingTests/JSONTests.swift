import Analysis
import Foundation
import Quantities
import Testing

@testable import Reporting

@Suite struct JSONTests {
  private func parse(_ report: Report) throws -> [String: Any] {
    let data = Data(jsonReport(report, files: []).utf8)
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  @Test func `the members come in the documented order, the schema first`() throws {
    let text = jsonReport(Samples.full(months: 1), files: [FileHash(name: "lines.csv", sha256: "00")])
    // Architecture §8.
    let keys = [
      "schema", "tool", "scenario", "variant", "seed", "priceBook", "currency", "exit", "complete", "total", "months",
      "days", "lines", "alerts", "unitCosts", "demand", "failover", "breakEvens", "files", "capacity", "objectives",
      "series", "assumptions",
    ]
    var rest = text[...]
    for key in keys {
      let at = try #require(rest.range(of: "\n  \"\(key)\": "), "\(key)")
      rest = rest[at.upperBound...]
    }
    #expect(text.hasPrefix("{\n  \"schema\": \"outlay.report/1\",\n"))
    #expect(text.contains(#"{"name": "lines.csv", "sha256": "00"}"#))
  }

  @Test func `a line has the documented members, its money as decimal strings`() throws {
    let report = Samples.full()
    let json = try parse(report)
    let lines = try #require(json["lines"] as? [[String: Any]])
    #expect(
      Set(lines[0].keys) == [
        "id", "instance", "kind", "meter", "region", "month", "tier", "quantity", "unit", "unitPrice", "amount",
        "listAmount", "amortised", "priceType", "priceRow", "confidence", "source", "formula", "tags",
      ])
    #expect(lines.allSatisfy { $0["quantity"] is String && $0["unitPrice"] is String && $0["amount"] is String })
    let amounts = lines.compactMap { ($0["amount"] as? String).flatMap { Money(decimal: $0) } }
    #expect(amounts.count == lines.count)
    #expect(amounts.reduce(.zero, +) == report.total)
    #expect(json["total"] as? String == report.total.decimal)
    #expect(lines[0]["quantity"] as? String == "1813.250000000")
    #expect(lines[0]["unitPrice"] as? String == "0.155")
    #expect((lines[0]["tags"] as? [String: String])?["environment"] == "prod")
    let row = try #require(lines[0]["priceRow"] as? [String: Any])
    #expect(
      Set(row.keys) == [
        "meterKey", "meterId", "serviceName", "productName", "skuName", "meterName", "effectiveFrom",
      ])
    #expect((json["days"] as? [[String: Any]])?.count == 365)
  }

  @Test func `a line without a price has null, never zero`() throws {
    let json = try parse(Samples.incomplete())
    let lines = try #require(json["lines"] as? [[String: Any]])
    let line = try #require(lines.first { ($0["id"] as? String)?.contains("unknown.meter") ?? false })
    for key in ["unitPrice", "amount", "listAmount", "amortised", "priceRow", "confidence"] {
      #expect(line[key] is NSNull)
    }
    #expect(json["complete"] as? Bool == false)
  }

  // Shortest decimal texts that read back, as Swift's description gives them; exponents spelt out by hand.
  @Test(arguments: [
    (0.1, "0.1"), (691.757979636485, "691.757979636485"), (12, "12"), (1e-7, "0.0000001"), (1.5e-5, "0.000015"),
    (1e16, "10000000000000000"), (1.25e17, "125000000000000000"), (-2.5e-6, "-0.0000025"), (0, "0"),
    (.infinity, "null"), (.nan, "null"),
  ])
  func `a number is plain and reads back as itself`(_ value: Double, _ text: String) {
    #expect(Display.plain(value) == text)
    if value.isFinite { #expect(Double(text) == value) }
  }

  @Test func `text can neither end the string nor the page that it stands in`() throws {
    let text = "</script><!-- & \u{2028} \u{2029} \" \\ \n \u{1B}[31m ::error::"
    let json = jsonReport(Samples.hostile(text), files: [])
    #expect(!json.contains("<") && !json.contains(">") && !json.contains("&"))
    #expect(!json.unicodeScalars.contains { $0 != "\n" && ($0.value < 32 || (0x2028...0x2029).contains($0.value)) })
    #expect(try parse(Samples.hostile(text))["scenario"] as? String == text)
  }

  @Test func `the same report gives the same bytes`() {
    #expect(jsonReport(Samples.full(), files: []) == jsonReport(Samples.full(), files: []))
  }

  @Test func `an empty bill is still a whole report`() throws {
    let json = try parse(Samples.empty())
    #expect((json["lines"] as? [Any])?.isEmpty == true)
    #expect(json["total"] as? String == "0.000000000000")
  }
}

@Suite struct SavedReportTests {
  private static let whole = """
    {"schema": "outlay.report/1", "scenario": "s", "currency": "USD", "complete": true, "total": TOTAL, "months": [],
    "lines": []}
    """

  @Test func `what was written is read back to the last digit`() throws {
    let report = Samples.incomplete()
    let saved = try SavedReport(json: jsonReport(report, files: []).utf8, file: "report.json")
    #expect(saved.total == report.total)
    #expect(saved.scenario == report.scenario)
    #expect(!saved.isComplete)
    #expect(saved.months.map(\.total) == report.months.map(\.total))
    #expect(saved.lines.map(\.id) == report.bill.lines.map(\.id))
    #expect(saved.lines.map(\.amount) == report.bill.lines.map(\.amount))
  }

  @Test(arguments: [
    ("", "this is no report.json"), ("{}", "`schema` is missing"), ("[1]", "wrong type"),
    (#"{"schema": "outlay.report/2"}"#, "its schema is `outlay.report/2`"),
    (#"{"schema": "outlay.report/1"}"#, "`scenario` is missing"),
    (
      whole.replacing("TOTAL", with: "\"x\""),
      "`total` is `x`"
    ),
    (
      whole.replacing("TOTAL", with: "1.5"),
      "`total` has the wrong type"
    ),
  ])
  func `a file that is no report is refused by name, with what to do`(_ json: String, _ part: String) {
    let problem = #expect(throws: Problem.self) { try SavedReport(json: json.utf8, file: "old.json") }
    #expect(problem?.message.contains(part) ?? false, "\(problem?.message ?? "")")
    #expect(problem?.message.contains("outlay run --format json") ?? false)
    #expect(problem?.mark?.file == "old.json")
  }

  @Test func `a missing file is refused by name`() {
    let problem = #expect(throws: Problem.self) { try SavedReport(path: "/nowhere/report.json") }
    #expect(problem?.mark?.file == "/nowhere/report.json")
  }
}
