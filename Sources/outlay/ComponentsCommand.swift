import Analysis
import ArgumentParser
import Components
import Quantities

/// `outlay components`: what is modelled, from the code itself.
struct ComponentsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "components",
    abstract: "List what is modelled, or one kind's meters, flows, settings, limits, levers and sources.",
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
      Console.print(kinds.map { CataloguePage($0).text }.joined(separator: "\n\n"))
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

  /// What `--json` prints.
  fileprivate struct Shape: Encodable {
    struct Meter: Encodable {
      var meter: String
      var unit: String
      var pool: String
      var formula: String
      var price: String
      /// Flows and settings that change its quantity, settings that choose its price.
      var drivenBy: [String]
      var priceBy: [String]
      var standing: Bool
      var source: String
    }
    struct Flow: Encodable {
      var flow: String
      var unit: String
      /// `reads`, or `writes`.
      var direction: String
      var visit: String?
      /// Kinds that write or read it.
      var kinds: [String]
    }
    struct Setting: Encodable {
      var key: String
      var unit: String
      var `default`: String?
      var doc: String
    }
    struct Bound: Encodable {
      var name: String
      var value: String
      var source: String
    }
    struct Pulled: Encodable {
      var family: String
      var doc: String
    }
    var kind: String
    var title: String
    var purpose: String
    var meters: [Meter]
    var flows: [Flow]
    var settings: [Setting]
    var limits: [Bound]
    var levers: [Pulled]

    init(_ kind: Kind) {
      let type = kind.type
      self.kind = kind.name
      title = type.title
      purpose = type.purpose
      let drivers = MeterDrivers(of: kind).meters
      meters = type.meters.enumerated().map { slot, meter in
        Meter(
          meter: meter.name, unit: meter.unit, pool: meter.pool.rawValue, formula: meter.formula,
          price: type.init().priceKey(ofMeter: slot), drivenBy: drivers[slot].flows + drivers[slot].settings,
          priceBy: drivers[slot].prices, standing: drivers[slot].stands, source: meter.source)
      }
      // An input may be read twice, in its own region and from all of them: it is one flow.
      var seen: Set<String> = []
      let read = type.inputs.map { port in
        Flow(
          flow: port.flow, unit: port.unit, direction: "reads", visit: port.visit,
          kinds: Blueprint.kinds.filter { $0.type.outputs.contains { $0.flow == port.flow } }.map(\.name))
      }
      let written = type.outputs.map { port in
        Flow(
          flow: port.flow, unit: port.unit, direction: "writes", visit: nil,
          kinds: Blueprint.kinds.filter { $0.type.inputs.contains { $0.flow == port.flow } }.map(\.name))
      }
      flows = (read + written).filter { seen.insert($0.flow).inserted }
      limits = type.limits.map { Bound(name: $0.name, value: $0.value, source: $0.source) }
      levers = Lever.Family.allCases.filter { $0.kinds.contains(kind.name) }
        .map { Pulled(family: $0.rawValue, doc: $0.doc) }
      settings = type.fields.map { field in
        var unit = ""
        if case .number(let symbol, _) = field.shape { unit = symbol }
        return Setting(key: field.key, unit: unit, default: field.fallback, doc: field.doc)
      }
    }
  }
}
