import Components
import Quantities
import Scenario
import Testing

struct OverlayTests {
  /// A node in flow style, marks left out.
  private func flow(_ node: Node) -> String {
    switch node {
    case .scalar(let text, _, _): text
    case .list(let elements, _): "[" + elements.map(flow).joined(separator: ", ") + "]"
    case .map(let entries, _): "{" + entries.map { "\($0.key): \(flow($0.value))" }.joined(separator: ", ") + "}"
    }
  }

  @Test(arguments: [
    ("{a: 1, b: {c: 2, d: 3}}", "{b: {c: 4, e: 5}}", "{a: 1, b: {c: 4, d: 3, e: 5}}"),  // maps merge
    (
      "{a: [{name: x, n: 1}, {name: y}]}", "{a: [{name: x, n: 2}, {name: z}]}",
      "{a: [{name: x, n: 2}, {name: y}, {name: z}]}"
    ),
    ("{a: [1, 2]}", "{a: [3]}", "{a: [3]}"),  // lists without names replace
    ("{a: [{name: x}]}", "{a: []}", "{a: []}"),
    ("{a: [eastus2]}", "{a: [{name: eastus2}]}", "{a: [{name: eastus2}]}"),
    ("{a: 1, b: 2}", "{b: 3}", "{a: 1, b: 3}"),  // a scalar replaces
    ("{a: {b: 1}}", "{a: 2}", "{a: 2}"),
    ("{a: }", "{a: {b: 1}}", "{a: {b: 1}}"),
    ("{a: 1, b: {c: 2}}", "{b: off}", "{a: 1}"),  // off removes
    ("{a: 1, b: 2}", "{b: off}", "{a: 1}"),
    ("{a: 1, b: 2}", "{b: 'off'}", "{a: 1, b: off}"),  // a quoted text is a text
    ("{a: true}", "{a: off}", "{a: off}"),  // a flag is switched, not removed: its default may be true
    ("{a: 1}", "{b: off}", "{a: 1, b: off}"),
  ])
  func `maps merge, lists merge by name, a scalar replaces, off removes`(
    _ base: String, _ over: String, _ result: String
  ) throws {
    let merged = overlay(
      try readYAML(Array(base.utf8), file: "base"), with: try readYAML(Array(over.utf8), file: "over"))
    #expect(flow(merged) == result)
  }

  @Test func `a variant changes what it names and nothing else`() throws {
    let (base, small) = (try read(sample), try read(sample, variant: "small"))
    #expect(base.instances.map(\.name).contains("databricks") && !small.instances.map(\.name).contains("databricks"))
    #expect(
      small.variant == "small"
        && small.journeys.first?.visits.map(\.instance) == ["traffic-manager", "app-service", "cosmos-db"])
    let app = try #require(small.instances.first?.component as? AppService)
    #expect(app.plan == .p0v3 && app.max == 12)
    #expect(try read(sample, variant: "busy").populations.map(\.users) == [99_000, 20])
  }

  @Test func `a fault in a variant is told at the variant's line`() {
    let yaml =
      "outlay: 1\nregions: [eastus2]\ncomponents: { app-service: }\n"
      + "variants:\n  a: { components: { app-service: { plan: P9 } } }\n"
    #expect(problems(in: yaml).isEmpty)
    #expect(problems(in: yaml, variant: "a").first?.hasPrefix("s.yaml:5:43:") == true)
  }

  @Test func `a variant that isn't there gets the nearest name`() {
    #expect(problems(in: sample, variant: "smal").first?.contains("no variant `smal`; did you mean `small`?") == true)
    #expect(
      problems(in: "outlay: 1\n", variant: "x") == ["s.yaml:1:1: error: the scenario has no variant `x`; it has none"])
  }
}
