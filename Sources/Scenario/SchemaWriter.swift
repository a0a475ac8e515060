import Components
import Quantities

/// The JSON Schema of a scenario file, from the same settings that read it; draft-07, which editors complete YAML with.
///
/// - Parameter environment: whose kinds are described.
/// - Returns: the schema as JSON, the same bytes every time.
package func scenarioSchema(environment: ScenarioReader.Environment = ScenarioReader.Environment()) -> String {
  var writer = SchemaWriter(environment: environment)
  return writer.schema().written + "\n"
}

private typealias Members = [(key: String, value: JSONText)]

/// Turns settings into a schema; definitions gather as they are referred to.
private struct SchemaWriter {
  let environment: ScenarioReader.Environment
  /// Numbers by unit.
  private var numbers: [String: JSONText] = [:]

  init(environment: ScenarioReader.Environment) { self.environment = environment }

  mutating func schema() -> JSONText {
    let reader = ScenarioReader(.map([], Mark(file: "", line: 1, column: 1)), environment: environment)
    let sections = fields(of: ScenarioReader.settings, defaults: reader)
    var members: Members = [
      ("$schema", .string("http://json-schema.org/draft-07/schema#")), ("title", .string("Outlay scenario")),
      ("description", .string("One file that states everything: demand, components, budgets.")),
    ]
    members += object(sections, isPartial: false)
    var definitions: Members = [("components", components()), ("visits", visits())]
    // An overlay states only what differs, and may switch anything off.
    definitions.append(("variant", .object(object(sections.filter { $0.key != "variants" }, isPartial: true))))
    definitions.append(("environment", .object(environmentDefinition(sections))))
    for kind in environment.kinds { definitions.append((kind.name, .object(instance(of: kind)))) }
    for name in numbers.keys.sorted() { if let number = numbers[name] { definitions.append((name, number)) } }
    members.append(("definitions", .object(definitions)))
    return .object(members)
  }

  // MARK: Shapes

  private mutating func schema(of shape: Shape, isPartial: Bool) -> Members {
    switch shape {
    case .number(let unit, let spellings):
      // `anyOf`, because draft-07 ignores what stands beside a bare `$ref`.
      return [("anyOf", .array([reference(numberDefinition(unit, spellings))]))]
    case .choice(let words):
      return [("enum", .array(words.flatMap { Double($0) == nil ? [.string($0)] : [.number($0), .string($0)] }))]
    case .text(let pattern):
      let types = JSONText.array([.string("string"), .string("number"), .string("boolean")])
      return pattern.map { [("type", .string("string")), ("pattern", .string($0))] } ?? [("type", types)]
    case .flag:
      return [("enum", .array([.flag(true), .flag(false)] + ["on", "off", "yes", "no"].map(JSONText.string)))]
    case .list(let element):
      return [("type", .string("array")), ("items", .object(schema(of: element, isPartial: isPartial)))]
    case .object(let fields): return object(fields, isPartial: isPartial)
    case .dictionary(let value):
      let members = schema(of: value, isPartial: isPartial)
      return [("type", .string("object")), ("additionalProperties", isPartial ? orOff(members) : .object(members))]
    case .either(let shapes):
      return [("anyOf", .array(shapes.map { .object(schema(of: $0, isPartial: isPartial)) }))]
    case .reference(let name): return [("anyOf", .array([reference(name)]))]
    }
  }

  private func reference(_ name: String) -> JSONText { .object([("$ref", .string("#/definitions/\(name)"))]) }

  private func orOff(_ members: Members) -> JSONText {
    .object([("anyOf", .array([.object([("const", .string("off"))]), .object(members)]))])
  }

  /// An object with these keys, dotted ones nested.
  private mutating func object(_ fields: [Field], isPartial: Bool) -> Members {
    var properties: Members = []
    var done: Set<String> = []
    for field in fields {
      let head = String(field.key.prefix(while: { $0 != "." }))
      guard done.insert(head).inserted else { continue }
      if head == field.key {
        properties.append((head, property(field, isPartial: isPartial)))
      } else {
        let inner = fields.filter { $0.key.hasPrefix(head + ".") }.map {
          Field(
            key: String($0.key.dropFirst(head.count + 1)), doc: $0.doc, shape: $0.shape, required: $0.required,
            fallback: $0.fallback)
        }
        let doc = inner.map { "\($0.key): \($0.doc)" }.joined(separator: "; ")
        let members = object(inner, isPartial: isPartial)
        properties.append((head, described(doc, nil, isPartial ? [("anyOf", .array([orOff(members)]))] : members)))
      }
    }
    var members: Members = [
      ("type", .string("object")), ("additionalProperties", .flag(false)), ("properties", .object(properties)),
    ]
    let required = fields.filter(\.required).map { JSONText.string($0.key) }
    if !required.isEmpty, !isPartial { members.append(("required", .array(required))) }
    return members
  }

  private mutating func property(_ field: Field, isPartial: Bool) -> JSONText {
    let members = schema(of: field.shape, isPartial: isPartial)
    return described(field.doc, field.fallback, isPartial ? [("anyOf", .array([orOff(members)]))] : members)
  }

  private func described(_ doc: String, _ fallback: String?, _ members: Members) -> JSONText {
    var all: Members = [("description", .string(doc))]
    if let fallback { all.append(("default", value(fallback))) }
    return .object(all + members)
  }

  /// A default as an editor would insert it.
  private func value(_ text: String) -> JSONText {
    if text == "true" || text == "false" { return .flag(text == "true") }
    let isNumber =
      text.utf8.allSatisfy { (48...57).contains($0) || $0 == 0x2E } && text.first?.isNumber == true
      && text.last?.isNumber == true && Double(text) != nil
    return isNumber && (text == "0" || !text.hasPrefix("0") || text.hasPrefix("0.")) ? .number(text) : .string(text)
  }

  /// The name of the definition of a number in a unit; `60_000` is a string to editors, so strings are taken too.
  private mutating func numberDefinition(_ unit: String, _ spellings: [String]) -> String {
    let plain = unit.replacing("/", with: " per ").replacing("%", with: " percent ")
    let words = plain.split { !$0.isLetter && !$0.isNumber }.joined(separator: "-")
    let name = words.isEmpty ? "number" : "number-\(words)"
    if numbers[name] != nil { return name }
    let digits = "[+-]?([0-9][0-9_,]*(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?"
    let units = spellings.filter { !$0.isEmpty }.map(Self.escaped).joined(separator: "|")
    let isBare = spellings.contains("")
    let suffix = units.isEmpty ? "" : isBare ? "( *(\(units)))?" : " *(\(units))"
    var simple: [JSONText] = isBare ? [.object([("type", .string("number"))])] : []
    simple.append(.object([("type", .string("string")), ("pattern", .string("^ *\(digits)\(suffix) *$"))]))
    let one = JSONText.object([("anyOf", .array(simple))])
    let range = JSONText.object([
      ("type", .string("object")), ("additionalProperties", .flag(false)),
      ("properties", .object(["low", "likely", "high"].map { ($0, one) })), ("required", .array([.string("likely")])),
    ])
    numbers[name] = .object([("anyOf", .array(simple + [range]))])
    return name
  }

  private static func escaped(_ text: String) -> String {
    text.map { "\\^$.|?*+()[]{}".contains($0) ? "\\\($0)" : String($0) }.joined()
  }

  // MARK: Components and visits

  private static let empty = JSONText.object([("type", .string("null"))])

  /// Keys that are kinds have that kind's settings; other names say their `kind`.
  private mutating func components() -> JSONText {
    let properties: Members = environment.kinds.map { kind in
      let value = JSONText.array([reference(kind.name), .object([("const", .string("off"))]), Self.empty])
      return (
        kind.name, .object([("description", .string("\(kind.type.title): \(kind.type.purpose)")), ("anyOf", value)])
      )
    }
    let names = JSONText.array(environment.kinds.map { .string($0.name) })
    var all: Members = [("kind", .object([("description", .string("what it is")), ("enum", names)]))]
    for field in ScenarioReader.commonFields.dropFirst() + environment.kinds.flatMap(\.settings) {
      let head = String(field.key.prefix(while: { $0 != "." }))
      if all.contains(where: { $0.key == head }) { continue }
      all.append((head, .object([("description", .string(field.doc))])))
    }
    let conditions = environment.kinds.map { kind in
      JSONText.object([
        (
          "if",
          .object([
            ("properties", .object([("kind", .object([("const", .string(kind.name))]))])),
            ("required", .array([.string("kind")])),
          ])
        ),
        ("then", reference(kind.name)),
      ])
    }
    let named = JSONText.object([
      ("type", .string("object")), ("additionalProperties", .flag(false)), ("properties", .object(all)),
      ("allOf", .array(conditions)),
    ])
    return .object([
      ("type", .string("object")), ("properties", .object(properties)),
      ("additionalProperties", .object([("anyOf", .array([.object([("const", .string("off"))]), named]))])),
    ])
  }

  private mutating func instance(of kind: Kind) -> Members {
    let common = ScenarioReader.commonFields.map {
      $0.key == "kind"
        ? Field(key: "kind", doc: $0.doc, shape: .choice([kind.name]), required: false, fallback: nil) : $0
    }
    let placed = common.filter { kind.type.placement != .global || $0.key == "kind" }.map {
      $0.key == "overrides"
        ? Field(
          key: $0.key, doc: $0.doc, shape: .dictionary(.either([.choice(["off"]), .reference(kind.name)])),
          required: false, fallback: nil)
        : $0
    }
    let title = JSONText.string("\(kind.type.title): \(kind.type.purpose)")
    return [("description", title)] + object(placed + kind.settings, isPartial: false)
  }

  /// An environment: keys of its own, and sections of the scenario that differ there.
  private mutating func environmentDefinition(_ sections: [Field]) -> Members {
    let over = object(sections.filter { EnvironmentText.sections.contains($0.key) }, isPartial: true)
    let own = object(fields(of: EnvironmentText.settings, defaults: EnvironmentText()), isPartial: false)
    let more = over.first { $0.key == "properties" }?.value
    return own.map { member in
      guard member.key == "properties", case .object(let keys) = member.value, case .object(let laid)? = more else {
        return member
      }
      return (member.key, .object(keys + laid))
    }
  }

  /// What a request does at each component: at one named like its kind exactly its keys, elsewhere any.
  private mutating func visits() -> JSONText {
    var properties: Members = []
    for kind in environment.kinds {
      let keys = kind.type.inputs.compactMap { input -> Field? in
        guard let key = input.visit else { return nil }
        let shape = Shape.number(unit: input.unit, spellings: input.spellings.map(\.name))
        return Field(key: key, doc: input.doc, shape: shape, required: false, fallback: nil)
      }
      if keys.isEmpty { continue }
      let members: Members = [("description", .string("what a request does at \(kind.type.title)"))]
      properties.append(
        (
          kind.name,
          .object(
            members + [
              ("anyOf", .array([.object(object(keys, isPartial: false)), .object([("const", .string("off"))])]))
            ])
        ))
    }
    return .object([
      ("type", .string("object")), ("properties", .object(properties)),
      ("additionalProperties", .object([("type", .array([.string("object"), .string("string"), .string("null")]))])),
    ])
  }
}
