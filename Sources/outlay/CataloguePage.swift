import Analysis
import Components
import Quantities

/// One kind's page of the catalogue, from the code itself.
struct CataloguePage {
  let type: any Component.Type
  let drivers: MeterDrivers

  init(_ kind: Kind) {
    type = kind.type
    drivers = MeterDrivers(of: kind)
  }

  /// The page, at most 80 columns wide.
  var text: String {
    let sections: [(title: String, entries: [String])] = [
      ("Meters", type.meters.indices.map(meter)),
      ("Flows", type.inputs.indices.map(input) + type.outputs.map(output)),
      ("Settings", type.fields.map(setting)),
      ("Limits", type.limits.map { Self.indented("\($0.name): \($0.value) \(mark(of: $0.source))") }),
      ("Gauges", type.gauges.map(gauge)),
      ("Labelled inputs", type.init().assumptions().map { Self.indented("\($0.key) = \($0.value): \($0.source)") }),
      ("Levers", levers),
      ("Sources", sources.enumerated().map { Self.indented("[\($0 + 1)] \($1)") }),
    ]
    let head =
      "\(type.title) (\(type.kind))\n" + Console.wrapped(type.purpose + ".") + "\n\n" + Console.field("Stands", place)
      + whenOff
    return
      ([head] + sections.filter { !$0.entries.isEmpty }.map { "\($0.title)\n" + $0.entries.joined(separator: "\n") })
      .joined(separator: "\n\n")
  }

  private var place: String {
    let place =
      switch type.placement {
      case .everyRegion: "in every region, or those that `regions` names"
      case .oneRegion: "in one region: `region`, by default the scenario's first"
      case .global: "once for the whole scenario"
      }
    let differs =
      type.placement == .everyRegion && !type.fields.isEmpty
      ? "; `overrides: { REGION: { … } }` sets any of its settings anew in a region" : ""
    return place + (type.isImplicit ? "; appears by itself when a flow asks for it" : "") + differs
  }

  /// What ceases to be billed while its environment is off; nothing where no part of it stands by the hour.
  private var whenOff: String {
    guard let rule = StandBy.of(type.kind) else { return "" }
    let paused = StandBy.ceasing(of: type, isRemoved: false)
    let removed = StandBy.ceasing(of: type, isRemoved: true).filter { !paused.contains($0) }
    let words =
      (paused.isEmpty ? "nothing of it can be paused" : "paused: " + paused.joined(separator: ", "))
      + (removed.isEmpty ? "" : "; only removed: " + removed.joined(separator: ", "))
    return "\n" + Console.field("When off", "\(words), since \(rule.reason) (\(rule.source))")
  }

  // MARK: Meters
  private func meter(_ slot: Int) -> String {
    let meter = type.meters[slot]
    return [
      "  \(meter.name) [\(Self.unit(meter.unit))], pooled by \(meter.pool.rawValue) \(mark(of: meter.source))",
      Console.wrapped("= " + meter.formula, indent: 4),
      Console.wrapped("Driven by " + Self.driven(drivers.meters[slot]), indent: 4),
      Console.wrapped("Price " + price(slot), indent: 4),
    ].joined(separator: "\n")
  }

  /// What drives a meter, in words.
  static func driven(_ meter: MeterDrivers.Meter) -> String {
    var parts: [String] = []
    if meter.stands { parts.append("standing") }
    if meter.isScheduled { parts.append("the schedule of training and scoring") }
    if !meter.flows.isEmpty { parts.append("flows " + meter.flows.joined(separator: ", ")) }
    if !meter.settings.isEmpty { parts.append("settings " + meter.settings.joined(separator: ", ")) }
    return parts.isEmpty ? "nothing at the defaults; the formula says what" : parts.joined(separator: "; ")
  }

  private func price(_ slot: Int) -> String {
    let by = drivers.meters[slot].prices
    return type.init().priceKey(ofMeter: slot) + (by.isEmpty ? "" : ", by \(by.joined(separator: ", "))")
  }

  // MARK: Flows
  private func input(_ slot: Int) -> String {
    let port = type.inputs[slot]
    var parts = ["reads \(port.flow) [\(Self.unit(port.unit))]"]
    if let visit = port.visit { parts.append("visit key `\(visit)`") }
    if port.counted == .offered { parts.append("lost requests too") }
    if port.reach == .everywhere { parts.append("from all regions") }
    let writers = Blueprint.kinds.filter { $0.type.outputs.contains { $0.flow == port.flow } }.map(\.name)
    if !writers.isEmpty { parts.append("from " + writers.joined(separator: ", ")) }
    var text = parts.joined(separator: ", ") + ": " + port.doc
    if let carried = type.init().carried(byInput: slot) {
      let moved = [(carried.asked, "here"), (carried.answered, "back")].filter { $0.0 > 0 }
        .map { "\(Measure.write($0.0)) \($0.1)" }.joined(separator: ", ")
      text += "; from another region \(port.unit.isEmpty ? "each" : "1 \(port.unit)") moves \(moved)"
    }
    return Self.indented(text)
  }

  private func output(_ port: OutputPort) -> String {
    let readers = Blueprint.kinds.filter { $0.type.inputs.contains { $0.flow == port.flow } }.map(\.name)
    let to = readers.isEmpty ? "" : ", to " + readers.joined(separator: ", ")
    return Self.indented("writes \(port.flow) [\(Self.unit(port.unit))]\(to): \(port.doc)")
  }

  // MARK: The rest
  private func setting(_ field: Field) -> String {
    let fallback = field.fallback.map { ", default \($0)" } ?? (field.required ? ", required" : ", no default")
    return Self.indented("\(field.key) \(Self.shape(field.shape))\(fallback): \(field.doc)")
  }

  private func gauge(_ gauge: Gauge) -> String {
    let text = "\(gauge.name) [\(Self.unit(gauge.unit))]"
    guard let bound = type.init().limit(ofGauge: gauge.slot) else { return Self.indented(text) }
    let source = bound.source.hasPrefix("setting") ? "(\(bound.source))" : mark(of: bound.source)
    return Self.indented("\(text), bound \(Measure.plain(bound.value)) \(source)")
  }

  /// What `advise` can pull, and the choices that set a price.
  private var levers: [String] {
    let pulled = Lever.Family.allCases.filter { $0.kinds.contains(type.kind) }.map {
      Self.indented("\($0.rawValue): \($0.doc), measured by `outlay advise`")
    }
    let chosen = Set(drivers.meters.flatMap(\.prices))
    let choices = type.fields.filter { chosen.contains($0.key) }.compactMap { field -> String? in
      guard case .choice(let words) = field.shape else { return nil }
      return Self.indented("\(field.key): \(words.joined(separator: ", ")); try it as a variant")
    }
    return pulled + choices
  }

  /// Every document that the kind's figures come from, once.
  private var sources: [String] {
    let bounds = type.gauges.compactMap { type.init().limit(ofGauge: $0.slot)?.source }.filter {
      !$0.hasPrefix("setting")
    }
    var seen: Set<String> = []
    return (type.meters.map(\.source) + type.limits.map(\.source) + bounds).filter { seen.insert($0).inserted }
  }

  /// The number of a document among the sources.
  private func mark(of source: String) -> String { sources.firstIndex(of: source).map { "[\($0 + 1)]" } ?? "" }

  private static func indented(_ text: String) -> String { Console.wrapped(text, indent: 2) }

  private static func unit(_ symbol: String) -> String { symbol.isEmpty ? "count" : symbol }

  private static func shape(_ shape: Shape) -> String {
    switch shape {
    case .number(let unit, _): unit.isEmpty ? "[number]" : "[\(unit)]"
    case .choice(let words): "[\(words.joined(separator: "|"))]"
    case .flag: "[true|false]"
    case .list(let element): "list of \(Self.shape(element))"
    case .either(let shapes): shapes.first.map(Self.shape) ?? "[text]"
    default: "[text]"
    }
  }
}
