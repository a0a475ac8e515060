import Analysis
import Quantities
import Testing

@testable import Reporting

@Suite struct CSVTests {
  @Test func `there is one record for each line, with the documented columns`() throws {
    let report = Samples.full()
    let records = try #require(parse(csvLines(report)))
    // Architecture §8, with the members of priceRow in its place.
    let head = "id,instance,kind,meter,region,month,tier,quantity,unit,unitPrice,amount,listAmount,amortised,priceType"
    #expect(records[0].prefix(14).joined(separator: ",") == head)
    #expect(records[0].suffix(4) == ["confidence", "source", "formula", "tags"])
    #expect(records.count == report.bill.lines.count + 1)
    #expect(records.allSatisfy { $0.count == 25 })
    #expect(records.dropFirst().map { $0[0] } == report.bill.lines.map(\.id))
  }

  @Test func `the amounts add up to the total exactly`() throws {
    let report = Samples.full()
    let records = try #require(parse(csvLines(report))).dropFirst()
    let amounts = records.map { Money(decimal: $0[10]) }
    #expect(!amounts.contains(nil))
    #expect(amounts.reduce(Money.zero) { $0 + ($1 ?? .zero) } == report.total)
    #expect(records.allSatisfy { $0[10] == $0[11] && $0[10] == $0[12] })
  }

  @Test func `a line without a price has empty amounts, never zero`() throws {
    let records = try #require(parse(csvLines(Samples.incomplete())))
    let line = try #require(records.first { $0[0].contains("unknown.meter") })
    #expect(line[9...12] == ["", "", "", ""])
    #expect(line[7] == "1813.250000000")
  }

  @Test(arguments: [
    ("=HYPERLINK(\"http://x\")", "\"'=HYPERLINK(\"\"http://x\"\")\""), ("+1", "'+1"), ("-1+2", "'-1+2"),
    ("@SUM", "'@SUM"),
    ("\tx", "'\tx"), ("\rx", "\"'\rx\""), ("a,b", "\"a,b\""), ("a|b", "a|b"), ("one\ntwo", "\"one\ntwo\""),
    ("\"\u{301}x", "\"\"\"\u{301}x\""), ("plain", "plain"),
  ])
  func `a cell of text is no formula and keeps its record whole`(_ text: String, _ cell: String) {
    #expect(CSVColumns.text(text).unicodeScalars.elementsEqual(cell.unicodeScalars))
  }

  @Test func `a negative number stays a number`() {
    var line = Samples.line(Samples.parts[0], "credit", "Global", CalendarMonthOf.january, Money(decimal: "-1.5"))
    line.instance = "-1"
    let cells = CSVColumns.cells(of: line, tags: "")
    #expect(cells[10] == "-1.500000000000")
    #expect(cells[1] == "'-1")
  }

  /// RFC 4180, strictly; nil where the text breaks it.
  private func parse(_ text: String) -> [[String]]? {
    var records: [[String]] = []
    var record: [String] = []
    var cell = ""
    var isQuoted = false
    let scalars = Array(text.unicodeScalars)
    var i = 0
    while i < scalars.count {
      let c = scalars[i]
      if isQuoted {
        if c == "\"" {
          if i + 1 < scalars.count, scalars[i + 1] == "\"" {
            cell.unicodeScalars.append(c)
            i += 1
          } else {
            isQuoted = false
          }
        } else {
          cell.unicodeScalars.append(c)
        }
      } else if c == "\"" {
        guard cell.isEmpty else { return nil }
        isQuoted = true
      } else if c == "," {
        record.append(cell)
        cell = ""
      } else if c == "\r", i + 1 < scalars.count, scalars[i + 1] == "\n" {
        records.append(record + [cell])
        (record, cell) = ([], "")
        i += 1
      } else {
        cell.unicodeScalars.append(c)
      }
      i += 1
    }
    return isQuoted || !record.isEmpty || !cell.isEmpty ? nil : records
  }
}
