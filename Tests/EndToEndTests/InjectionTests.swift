import Foundation
import Testing

/// Text from a scenario stays text wherever it is printed.
@Suite struct InjectionTests {
  static let names = [
    "<script>alert(1)</script>", "=HYPERLINK(\"http://x\")", "::error::x", "a|b", "\"><img src=x onerror=alert(1)>",
    "{{name}}",
    "@SUM(1)", "-1+2", "\u{1B}[31mred",
  ]

  static func scenario(_ name: String) -> String {
    let quoted =
      "\""
      + name.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "\"", with: "\\\"")
      .replacingOccurrences(of: "\u{1B}", with: "\\e") + "\""
    return BadInputTests.right.replacingOccurrences(of: "name: Right", with: "name: \(quoted)") + """

      tags: { \(quoted): \(quoted) }
      budgets: [ { name: \(quoted), amount: 1, per: month, alerts: [ 50 % actual ] } ]
      """
  }

  @Test(arguments: names)
  func `a hostile name stays text in every file`(name: String) throws {
    let sandbox = try Sandbox(["hostile.yaml": Self.scenario(name)])
    let ended = try sandbox.outlay(["run", "hostile.yaml", "--out", "out", "--no-ledger"])
    // A name that can't be shown may be refused, but never runs.
    guard ended.status == 0 else {
      #expect(ended.status == 2)
      #expect(!ended.stderr.contains("\u{1B}"))
      return
    }
    let html = try sandbox.read("out/report.html")
    #expect(!html.contains("<script>alert"))
    #expect(!html.contains("<img src=x"))
    #expect(html.contains("<title>"))
    let json = try sandbox.read("out/report.json")
    let report = try ReportFile(json: json)
    #expect(report.scenario == name || name.contains("\u{1B}"))
    #expect(!json.contains("</script>"))
    for line in try sandbox.read("out/lines.csv").split(whereSeparator: \.isNewline).dropFirst() {
      for field in Repository.fields(String(line)) {
        let isText = Double(field) == nil
        #expect(!isText || !["=", "+", "-", "@"].contains(field.prefix(1)), "\(field)")
      }
    }
    for line in ended.stdout.split(separator: "\n") { #expect(!line.hasPrefix("::"), "\(line)") }
    #expect(!ended.stdout.contains("\u{1B}"))
    #expect(!ended.stderr.contains("\u{1B}"))
  }

  @Test func `hostile names of files and keys stay text in errors`() throws {
    let sandbox = try Sandbox([
      "::error::x.yaml": BadInputTests.right.replacingOccurrences(of: "users:", with: "\"::error::\\e[1m\":")
    ])
    for arguments in [
      ["validate", "::error::x.yaml"], ["run", "::error::none.yaml"], ["explain", "::error::x.yaml", "::error::"],
    ] {
      let ended = try sandbox.outlay(arguments)
      #expect(ended.status == 2)
      #expect(!ended.stderr.contains("\u{1B}"))
      for line in ended.stderr.split(separator: "\n") { #expect(!line.hasPrefix("::"), "\(line)") }
    }
  }
}
