import Analysis
import Quantities
import Testing

@testable import Reporting

/// The section of commitments, on the terminal, on the page and in the file.
@Suite struct CommitmentsTests {
  static func report() -> Report {
    var report = Samples.full(months: 1)
    let from = report.start
    func use(_ name: String, _ amortised: Money?) -> CommitmentUse {
      CommitmentUse(
        name: name, type: "reservation", bought: "4 instances of appservice.linux.p1v3.instance.hour in eastus2",
        term: "3 Years", payment: "monthly", from: from, until: from + 1096, utilisation: 0.75, covered: 0.5,
        listAmount: Money(decimal: "346.11"), paid: amortised, amortised: amortised,
        unused: amortised.map { Money(pico: $0.pico / 4) }, owed: Money(decimal: "7000"), breakEven: 0.448)
    }
    report.bill.commitments = [use("web", Money(decimal: "206.37")), use("unknown", nil)]
    return report
  }

  @Test func `the terminal says what was used, covered, saved and lost, in 80 columns`() {
    let text = terminalReport(Self.report(), color: false)
    #expect(text.contains("Commitments (USD)"))
    // 346.11 less 206.37.
    let row = text.split(separator: "\n").first { $0.hasPrefix("web ") }?.split(separator: " ").joined(separator: " ")
    #expect(row == "web 75.0 % 44.8 % 50.0 % 206.37 51.59 139.74")
    #expect(text.contains("139.74"))
    #expect(text.contains("7,000.00 owed"))
    #expect(text.contains("at an unknown"))
    #expect(text.contains("no price"))
    #expect(text.split(whereSeparator: \.isWhitespace).joined(separator: " ").contains("1 of 2 have no price"))
    #expect(text.split(separator: "\n").allSatisfy { TerminalText.width(String($0)) <= 80 })
    #expect(!terminalReport(Samples.full(), color: false).contains("Commitments"))
  }

  @Test func `the page has the section where there is one, and none where there isn't`() throws {
    let page = try htmlReport(Self.report())
    #expect(page.contains("<h2 id=\"commitments\">"))
    #expect(page.contains("44.8 %") && page.contains("139.74"))
    #expect(try !htmlReport(Samples.full()).contains("commitments\""))
  }

  @Test func `the file has list and amortised totals beside the commitments`() {
    let text = jsonReport(Self.report(), files: [])
    #expect(text.contains("\"amortisedTotal\": "))
    #expect(text.contains("\"saving\": \"139.740000000000\""))
    #expect(text.contains("\"unused\": null"))
    #expect(!jsonReport(Samples.full(), files: []).contains("amortisedTotal"))
  }
}
