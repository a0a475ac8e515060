import ArgumentParser
import Components
import Quantities

/// `outlay components`: what is modelled, from the code itself.
struct ComponentsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "components",
    abstract: "List what is modelled, or one kind's meters, flows, settings, limits and sources.",
    discussion: """
      EXAMPLES
        outlay components
        outlay components cosmos-db
        outlay components --json
      """)

  @Argument(help: "A kind, such as cosmos-db.")
  var kind: String?

  @Flag(name: .long, help: "Print JSON.")
  var json = false

  func run() throws {
    let kinds = try kind.map { [try Self.find($0)] } ?? Blueprint.kinds
    if json {
      Console.print(try Console.json(kinds.map(Shape.init)))
    } else if kind != nil {
      Console.print(kinds.map { Self.page($0.type) }.joined(separator: "\n\n"))
    } else {
      // Names are typed at the prompt, so none is cut.
      for kind in kinds {
        Console.print(kind.name)
        Console.print(Console.wrapped("\(kind.type.title): \(kind.type.purpose)", indent: 2))
      }
    }
  }

  /// The kind with this name.
  ///
  /// - Throws: a problem with the nearest name.
  static func find(_ name: String) throws(Problem) -> Kind {
    if let kind = Blueprint.kind(name) { return kind }
    let hint =
      nearest(name, in: Blueprint.kinds.map(\.name)).map { "did you mean `\($0)`?" }
      ?? "`outlay components` lists them"
    throw Problem("there is no kind `\(name)`; \(hint)")
  }

  private static func page(_ type: any Component.Type) -> String {
    var parts = ["\(type.title) (\(type.kind))", Console.wrapped(type.purpose + ".")]
    let place =
      switch type.placement {
      case .everyRegion: "in every region, or those that `regions` names"
      case .oneRegion: "in one region: `region`, by default the scenario's first"
      case .global: "once for the whole scenario"
      }
    let differs =
      type.placement == .everyRegion && !type.fields.isEmpty
      ? "; `overrides: { REGION: { … } }` sets any of its settings anew in a region" : ""
    let itself = type.isImplicit ? "; appears by itself when a flow asks for it" : ""
    parts.append(Console.field("Stands", place + itself + differs))
    if let rule = StandBy.of(type.kind) {
      let (paused, all) = (
        StandBy.ceasing(of: type, isRemoved: false), StandBy.ceasing(of: type, isRemoved: true)
      )
      let removed = all.filter { !paused.contains($0) }
      let words =
        (paused.isEmpty ? "nothing can be paused" : "paused: " + paused.joined(separator: ", "))
        + (removed.isEmpty ? "" : "; ceases only when removed: " + removed.joined(separator: ", "))
      parts.append(Console.field("When off", "\(words). Why: \(rule.reason) (\(rule.source))"))
    }
    parts.append(
      "Meters\n"
        + type.meters.map { meter in
          """
            \(meter.name) [\(meter.unit.isEmpty ? "count" : meter.unit)], pooled by \(meter.pool.rawValue)
          \(Console.wrapped("= " + meter.formula, indent: 4))
          \(Console.wrapped("Source: " + meter.source, indent: 4))
          """
        }.joined(separator: "\n"))
    let inputs = type.inputs.map { input in
      let visit = input.visit.map { ", visit key `\($0)`" } ?? ""
      let counted = input.counted == .offered ? ", lost requests too" : ""
      let unit = input.unit.isEmpty ? "count" : input.unit
      return indented("reads \(input.flow) [\(unit)]\(visit)\(counted): \(input.doc)")
    }
    let outputs = type.outputs.map { indented("feeds \($0.flow) [\($0.unit.isEmpty ? "count" : $0.unit)]: \($0.doc)") }
    parts.append("Flows\n" + (inputs + outputs).joined(separator: "\n"))
    if !type.fields.isEmpty {
      parts.append(
        "Settings\n"
          + type.fields.map { field in
            let fallback = field.fallback.map { " (default \($0))" } ?? ""
            return indented("\(field.key) \(unit(of: field.shape))\(fallback): \(field.doc)")
          }.joined(separator: "\n"))
    }
    if !type.limits.isEmpty {
      let limits = type.limits.map { indented("\($0.name): \($0.value). Source: \($0.source)") }
      parts.append("Limits\n" + limits.joined(separator: "\n"))
    }
    let inputsWithoutSource = type.init().assumptions()
    if !inputsWithoutSource.isEmpty {
      parts.append(
        "Labelled inputs\n"
          + inputsWithoutSource.map { indented("\($0.key) = \($0.value): \($0.source)") }.joined(separator: "\n"))
    }
    return parts.joined(separator: "\n\n")
  }

  private static func indented(_ text: String) -> String { Console.wrapped(text, indent: 2) }

  private static func unit(of shape: Shape.FieldShape) -> String {
    switch shape {
    case .number(let unit, _): unit.isEmpty ? "[number]" : "[\(unit)]"
    case .choice(let words): "[\(words.joined(separator: "|"))]"
    case .flag: "[true|false]"
    default: "[text]"
    }
  }

  /// What `--json` prints.
  fileprivate struct Shape: Encodable {
    typealias FieldShape = Quantities.Shape
    struct Meter: Encodable {
      var meter: String
      var unit: String
    }
    struct Flow: Encodable {
      var flow: String
      var unit: String
    }
    struct Setting: Encodable {
      var key: String
      var unit: String
      var `default`: String?
    }
    var kind: String
    var title: String
    var meters: [Meter]
    var flows: [Flow]
    var settings: [Setting]

    init(_ kind: Kind) {
      let type = kind.type
      self.kind = kind.name
      title = type.title
      meters = type.meters.map { Meter(meter: $0.name, unit: $0.unit) }
      // An input may be read twice, in its own region and from all of them: it is one flow.
      var seen: Set<String> = []
      flows = (type.inputs.map { ($0.flow, $0.unit) } + type.outputs.map { ($0.flow, $0.unit) })
        .filter { seen.insert($0.0).inserted }.map { Flow(flow: $0.0, unit: $0.1) }
      settings = type.fields.map { field in
        var unit = ""
        if case .number(let symbol, _) = field.shape { unit = symbol }
        return Setting(key: field.key, unit: unit, default: field.fallback)
      }
    }
  }
}
