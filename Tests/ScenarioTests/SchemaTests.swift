import Foundation
import Quantities
import Scenario
import Testing

struct SchemaTests {
  private func parsed() throws -> [String: Any] {
    let text = scenarioSchema(environment: testEnvironment)
    return try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  /// The properties that `schema` allows, its references and alternatives followed; nil if any key goes.
  private func resolve(_ schema: [String: Any], in root: [String: Any]) -> [[String: Any]] {
    if let reference = schema["$ref"] as? String {
      let name = String(reference.dropFirst("#/definitions/".count))
      guard let target = (root["definitions"] as? [String: Any])?[name] as? [String: Any] else { return [] }
      return resolve(target, in: root)
    }
    let alternatives = (schema["anyOf"] as? [[String: Any]] ?? []).flatMap { resolve($0, in: root) }
    return [schema] + alternatives
  }

  /// Paths of `node` that the schema doesn't know.
  private func unknown(_ node: Node, _ schemas: [[String: Any]], _ root: [String: Any], at path: String) -> [String] {
    switch node {
    case .scalar: return []
    case .list(let elements, _):
      let items = schemas.compactMap { $0["items"] as? [String: Any] }.flatMap { resolve($0, in: root) }
      return elements.flatMap { unknown($0, items, root, at: path + "[]") }
    case .map(let entries, _):
      return entries.flatMap { entry -> [String] in
        let path = path + "/" + entry.key
        let next = schemas.flatMap { schema -> [[String: Any]] in
          if let property = (schema["properties"] as? [String: Any])?[entry.key] as? [String: Any] {
            return resolve(property, in: root)
          }
          return (schema["additionalProperties"] as? [String: Any]).map { resolve($0, in: root) } ?? []
        }
        return next.isEmpty ? [path] : unknown(entry.value, next, root, at: path)
      }
    }
  }

  @Test func `every key of a scenario is in the schema, and no other`() throws {
    let root = try parsed()
    #expect(unknown(try readYAML(Array(sample.utf8), file: "s"), [root], root, at: "") == [])
    let wrong = "nmae: 1\nrouting: { probe: { evry: 1 } }\ncomponents: { app-service: { paln: 1 } }\n"
    #expect(
      unknown(try readYAML(Array(wrong.utf8), file: "s"), [root], root, at: "")
        == ["/nmae", "/routing/probe/evry", "/components/app-service/paln"])
  }

  @Test func `every property has a description`() throws {
    var bare: [String] = []
    func visit(_ value: Any, _ path: String) {
      if let list = value as? [Any] { for element in list { visit(element, path) } }
      guard let object = value as? [String: Any] else { return }
      for (name, property) in object["properties"] as? [String: [String: Any]] ?? [:] {
        let isRange = ["low", "likely", "high"].contains(name)
        let isCondition = path.hasSuffix("/if")
        if !isRange, !isCondition, (property["description"] as? String ?? "").isEmpty { bare.append(path + "/" + name) }
      }
      for (key, inner) in object { visit(inner, path + "/" + key) }
    }
    visit(try parsed(), "")
    #expect(bare == [])
  }

  @Test func `every reference has its definition`() throws {
    let root = try parsed()
    let definitions = try #require(root["definitions"] as? [String: Any])
    for part in scenarioSchema(environment: testEnvironment).split(separator: "#/definitions/").dropFirst() {
      #expect(definitions[String(part.prefix(while: { $0 != "\"" }))] != nil)
    }
  }

  @Test func `the schema has the same bytes every time`() {
    #expect(scenarioSchema(environment: testEnvironment) == scenarioSchema(environment: testEnvironment))
  }

  @Test(arguments: [
    ("number-s", "60 s", true), ("number-s", "1_000ms", true), ("number-s", "60", false), ("number-s", "60 GB", false),
    ("number", "60_000", true), ("number", "many", false), ("number-percent-per-month", "3 %/month", true),
    ("number-percent-per-month", "3 %", false), ("number-tokens", "12", true), ("number-tokens", "12 K tokens", true),
  ])
  func `numbers take the spellings that the reader takes`(_ name: String, _ text: String, _ fits: Bool) throws {
    let definition = try #require((try parsed()["definitions"] as? [String: Any])?[name] as? [String: Any])
    let patterns = (definition["anyOf"] as? [[String: Any]] ?? []).compactMap { $0["pattern"] as? String }
    let pattern = try Regex(try #require(patterns.first))
    #expect((text.wholeMatch(of: pattern) != nil) == fits)
  }
}
