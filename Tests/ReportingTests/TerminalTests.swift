import Analysis
import Quantities
import Testing

@testable import Reporting

@Suite struct TerminalTests {
  private static let hostile = [
    "<script>alert(1)</script>", "=HYPERLINK(\"http://x\")", "::error::boom", "  ::error::boom", "a|b",
    "\u{1B}[31mred", "\"quoted\" 'twice'", "one\ntwo\r\nthree", "##vso[task.complete result=Failed]", "##[error]x",
    "\u{202E}desrever", String(repeating: "long ", count: 60), String(repeating: "w", count: 300),
    "東京の料金表をここに置く",
  ]

  @Test(arguments: hostile)
  func `text of a scenario stays text on one's terminal and in one's build log`(_ text: String) {
    let printed = terminalReport(Samples.hostile(text), color: false)
    for line in printed.split(separator: "\n") {
      #expect(!line.drop(while: { $0 == " " }).hasPrefix("::"))
      #expect(!line.contains("##vso[") && !line.contains("##["))
      #expect(TerminalText.width(line) <= 80)
    }
    #expect(!printed.unicodeScalars.contains { $0 != "\n" && $0.properties.generalCategory == .control })
    #expect(!printed.unicodeScalars.contains("\u{202E}"))
  }

  @Test(arguments: [40, 60, 80, 132])
  func `no line is wider than the terminal`(_ width: Int) {
    for report in [Samples.full(), Samples.incomplete(), Samples.empty(), Samples.vast()] {
      let lines = terminalReport(report, width: width, color: false).split(separator: "\n")
      #expect(lines.allSatisfy { TerminalText.width($0) <= width })
    }
  }

  @Test func `color comes only when asked for`() {
    #expect(!terminalReport(Samples.full(), color: false).contains("\u{1B}"))
    #expect(terminalReport(Samples.full(), color: true).contains("\u{1B}[1m"))
  }

  // Two months of the worked scenario's size: the sample's lines, added by hand in 1e-12 and rounded to cents.
  @Test func `the total is that of the bill and the rounding that is shown makes up the rest`() throws {
    let report = Samples.full(months: 2)
    let printed = terminalReport(report, color: false)
    let total = try #require(printed.split(separator: "\n").first { $0.hasPrefix("Total") })
    #expect(total.contains(report.total.display))
    let cents = report.instances.reduce(Int128(0)) { $0 + Decimal12.roundedHalfEven($1.total.pico, by: 10_000_000_000) }
    let difference = Decimal12.roundedHalfEven(report.total.pico, by: 10_000_000_000) - cents
    #expect(difference != 0)
    #expect(printed.contains("miss the total by \(Decimal12.print(difference, decimals: 2))"))
    #expect(printed.contains(report.total.decimal))
  }

  @Test func `both dates of an alert are shown`() {
    let printed = terminalReport(Samples.full(), color: false)
    #expect(printed.contains("crossed 2027-01-08, told 2027-01-10T01:00:00Z"))
  }

  @Test func `an incomplete report says so, with what could be meant`() {
    let printed = terminalReport(Samples.incomplete(), color: false)
    #expect(printed.contains("INCOMPLETE: 1 line has no price"))
    #expect(printed.contains("Total (lower bound)"))
    #expect(printed.contains("two rows fit: Standard / A, Standard / B"))
    #expect(!terminalReport(Samples.full(), color: false).contains("INCOMPLETE"))
  }

  @Test func `an instance without any price costs an unknown amount, not zero`() throws {
    var report = Samples.empty()
    report.bill = Bill(
      currency: "USD", lines: [Samples.line(Samples.parts[2], "unknown", "eastus2", CalendarMonthOf.january, nil)])
    let row = try #require(
      terminalReport(report, color: false).split(separator: "\n").first { $0.hasPrefix("app-service *") })
    #expect(row.contains("no price") && !row.contains("0.00"))
  }

  @Test func `a scenario without components is told, not divided by`() {
    let printed = terminalReport(Samples.empty(), color: false)
    #expect(printed.contains("nothing that is billed"))
    #expect(!printed.contains("nan"))
  }

  @Test func `the commands to run next can be copied`() {
    var report = Samples.full()
    report.file = "my file's.yaml"
    report.variant = "real-time"
    let printed = terminalReport(report, color: false)
    #expect(printed.contains("outlay advise 'my file'\\''s.yaml#real-time'"))
    #expect(printed.contains("bandwidth/bandwidth.egress.zone1/eastus2/2027-12/0"))
  }
}
