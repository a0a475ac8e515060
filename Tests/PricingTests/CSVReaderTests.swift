import Quantities
import Testing

@testable import Pricing

@Suite struct CSVReaderTests {
  func records(_ text: String) throws -> [[String]] {
    var reader = try CSVReader(Array(text.utf8), file: "a.csv")
    var records: [[String]] = []
    while let record = try reader.next() { records.append(record.map(\.text)) }
    return records
  }

  // RFC 4180, section 2.
  @Test(arguments: [
    ("a,b\nc,d\n", [["a", "b"], ["c", "d"]]),
    ("a,b\r\nc,d", [["a", "b"], ["c", "d"]]),
    ("a,,\n", [["a", "", ""]]),
    ("\"a,b\",\"say \"\"so\"\"\"\n", [["a,b", "say \"so\""]]),
    ("\"two\nlines\",x\r\ny,z", [["two\nlines", "x"], ["y", "z"]]),
    ("\n\na\n\n", [["a"]]),
    ("\u{FEFF}a,b", [["a", "b"]]),
    ("\"\",a", [["", "a"]]),
    ("", []),
    ("größe,5 €\n", [["größe", "5 €"]]),
  ])
  func `records are split as the standard says`(text: String, expected: [[String]]) throws {
    #expect(try records(text) == expected)
  }

  @Test func `fields know their line and column, also behind a line end inside quotes`() throws {
    var reader = try CSVReader(Array("a,b\n\"x\ny\",z\nlast".utf8), file: "a.csv")
    var marks: [[Mark]] = []
    while let record = try reader.next() { marks.append(record.map { reader.mark($0) }) }
    let expected = [[(1, 1), (1, 3)], [(2, 1), (3, 4)], [(4, 1)]]
    #expect(marks == expected.map { $0.map { Mark(file: "a.csv", line: $0.0, column: $0.1) } })
  }

  @Test(arguments: [
    ("a,b\nc,\"never", 2, 3), ("a\"b\n", 1, 2), ("x,y\n\"a\"b\n", 2, 4),
  ])
  func `a quote out of place is told with its line and column`(text: String, line: Int, column: Int) throws {
    let problem = #expect(throws: Problem.self) { try records(text) }
    #expect(problem?.mark == Mark(file: "a.csv", line: line, column: column))
  }

  @Test func `bytes that are not UTF-8 are refused`() throws {
    var reader = try CSVReader([0x61, 0x2C, 0xFF, 0x0A], file: "a.csv")
    let problem = #expect(throws: Problem.self) { try reader.next() }
    #expect(problem?.mark == Mark(file: "a.csv", line: 1, column: 3))
  }

  @Test func `a field over a megabyte is refused`() {
    let long = String(repeating: "x", count: CSVReader.mostFieldBytes + 1)
    #expect(throws: Problem.self) { try records("a,\(long)\n") }
    #expect(throws: Problem.self) { try records("a,\"\(long)\"\n") }
  }

  @Test func `a file over 64 MB is refused unread`() {
    #expect(throws: Problem.self) {
      try CSVReader([UInt8](repeating: 0x61, count: CSVReader.mostBytes + 1), file: "a.csv")
    }
  }
}
