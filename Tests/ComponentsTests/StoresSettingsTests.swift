import Components
import Quantities
import Testing

/// The keys of the worked scenario's components, as written there.
struct StoresSettingsTests {
  static let mark = Mark(file: "scenario.yaml", line: 1, column: 1)
  static func text(_ value: String) -> Node { .scalar(value, quoted: false, mark) }
  static func map(_ entries: [(String, Node)]) -> Node {
    .map(entries.map { Node.Entry(key: $0.0, mark: mark, value: $0.1) }, mark)
  }

  static func read<C: Component>(_ type: C.Type, _ entries: [(String, Node)]) -> (C?, Problems) {
    var problems = Problems()
    let component = C.read(map(entries), owner: C.kind, ignoring: ["kind", "regions"], &problems)
    return (component as? C, problems)
  }

  @Test func `the worked scenario's components read without a problem`() throws {
    let (cosmos, cosmosProblems) = Self.read(
      CosmosDB.self,
      [
        ("throughput", Self.text("autoscale")), ("max", Self.text("1_000 RU/s")), ("partitions", Self.text("1")),
        ("item", Self.text("1 KB")), ("stored", Self.text("10 GB")), ("reads", Self.text("query")),
        (
          "charges",
          Self.map([
            ("pointRead", Self.text("1 RU")), ("write", Self.text("5 RU")), ("query", Self.text("10 RU")),
          ])
        ),
      ])
    #expect(cosmosProblems.isEmpty, "\(cosmosProblems)")
    #expect(cosmos?.max == 1000)
    #expect(cosmos?.item == 1e-6)
    #expect(cosmos?.charges.query == 10)

    let (model, modelProblems) = Self.read(
      OpenAI.self,
      [("model", Self.text("gpt-4.1-mini")), ("deployment", Self.text("global")), ("offer", Self.text("standard"))])
    #expect(modelProblems.isEmpty, "\(modelProblems)")
    #expect(model?.model == .gpt41Mini)

    let (manager, managerProblems) = Self.read(TrafficManager.self, [("healthChecks", Self.text("basic"))])
    #expect(managerProblems.isEmpty, "\(managerProblems)")
    #expect(manager?.healthChecks == .basic)
  }

  @Test func `defaults of every setting can be written`() {
    for kind in Blueprint.kinds { #expect(!kind.settings.isEmpty && kind.settings.contains { $0.fallback != nil }) }
    #expect(CosmosDB().assumptions().allSatisfy { !$0.source.isEmpty })
    #expect(
      SQLDatabase().assumptions().map(\.key) == [
        "cpuPerRead", "cpuPerWrite", "cpuPerRow", "readTime", "writeTime", "queryBytes", "answerBytes",
      ])
  }
}
