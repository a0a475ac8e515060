import Components
import Foundation
import Quantities
import TestSupport
import Testing

/// What every component owes, whatever it models; a new kind is held to it as soon as the blueprint lists it.
@Suite struct LawsOfComponents {
  static let kinds = Blueprint.kinds.map(\.name)

  func type(_ kind: String) throws -> any Component.Type { try #require(Blueprint.kind(kind)).type }

  // MARK: The catalogue

  @Test func `names of kinds are unique`() {
    #expect(Set(Self.kinds).count == Self.kinds.count)
  }

  @Test(arguments: kinds) func `slots suffice and names are unique`(kind: String) throws {
    let type = try type(kind)
    #expect(type.meters.count <= Usage.meterSlots)
    #expect(type.inputs.count <= Step.inputSlots)
    #expect(type.outputs.count <= Usage.outputSlots)
    #expect(type.gauges.count <= Usage.gaugeSlots)
    #expect(type.gauges.map(\.slot) == Array(type.gauges.indices))
    for names in [
      type.meters.map(\.name), type.inputs.map { "\($0.flow) \($0.reach)" }, type.outputs.map(\.flow),
      type.gauges.map(\.name), type.inputs.compactMap(\.visit), type.fields.map(\.key),
    ] { #expect(Set(names).count == names.count, "\(names)") }
  }

  @Test(arguments: kinds) func `every meter has a formula, a source and a price key`(kind: String) throws {
    let type = try type(kind)
    let component = type.init()
    #expect(!type.meters.isEmpty || !type.gauges.isEmpty)
    for (slot, meter) in type.meters.enumerated() {
      #expect(!meter.formula.isEmpty && !meter.source.isEmpty, "\(meter.name)")
      let key = component.priceKey(ofMeter: slot)
      #expect(!key.isEmpty && key == key.lowercased() && !key.contains(" "), "\(meter.name): \(key)")
    }
  }

  @Test(arguments: kinds) func `every limit and every bound has a source`(kind: String) throws {
    let type = try type(kind)
    for limit in type.limits { #expect(!limit.value.isEmpty && !limit.source.isEmpty, "\(limit.name)") }
    for gauge in type.gauges {
      if let bound = type.init().limit(ofGauge: gauge.slot) { #expect(!bound.source.isEmpty, "\(gauge.name)") }
    }
    for assumption in type.init().assumptions() { #expect(!assumption.source.isEmpty, "\(assumption.key)") }
  }

  @Test(arguments: kinds) func `every input can be fed and every output is read`(kind: String) throws {
    let type = try type(kind)
    let written = Set(Blueprint.kinds.flatMap { $0.type.outputs.map(\.flow) })
    let read = Set(Blueprint.kinds.flatMap { $0.type.inputs.map(\.flow) })
    // One flow may be heard twice, here and everywhere; the visit's key stands once.
    let visited = Set(type.inputs.filter { $0.visit != nil }.map(\.flow))
    for input in type.inputs { #expect(written.union(visited).contains(input.flow), "\(input.flow)") }
    for output in type.outputs { #expect(read.contains(output.flow), "\(output.flow)") }
  }

  @Test(arguments: kinds) func `its file and its tests are named after it`(kind: String) throws {
    let name = String(describing: try type(kind))
    #expect(FileManager.default.fileExists(atPath: Self.folder + "Sources/Components/Blueprint/\(name).swift"))
    #expect(FileManager.default.fileExists(atPath: Self.folder + "Tests/ComponentsTests/\(name)Tests.swift"))
  }

  @Test func `the blueprint's folder holds nothing but its kinds`() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder + "Sources/Components/Blueprint")
    #expect(files.sorted() == Blueprint.kinds.map { "\(String(describing: $0.type)).swift" }.sorted())
  }

  /// The package's folder, from this file's place in it.
  static let folder = #filePath.replacingOccurrences(of: "Tests/ComponentsTests/LawsOfComponents.swift", with: "")

  // MARK: Settings

  @Test(arguments: kinds) func `an empty mapping reads as the defaults`(kind: String) throws {
    let type = try type(kind)
    var problems = Problems()
    let component = type.read(.map([], Self.mark), owner: kind, ignoring: [], &problems)
    #expect(problems.list.count == type.fields.count { $0.required }, "\(problems)")
    let defaults = type.init().stated
    #expect(component.stated.map(\.key) == defaults.map(\.key))
    #expect(component.stated.map(\.value) == defaults.map(\.value))
    #expect(type.init().conflicts() == [])
  }

  @Test(arguments: kinds) func `every setting says what it means, and its default reads back`(kind: String) throws {
    let type = try type(kind)
    for field in type.fields {
      #expect(!field.doc.isEmpty, "\(field.key)")
      guard let fallback = field.fallback else { continue }
      // `run.fixed: x` stands as `run: { fixed: x }`.
      let value = field.key.split(separator: ".").reversed().reduce(Node.scalar(fallback, quoted: false, Self.mark)) {
        .map([Node.Entry(key: String($1), mark: Self.mark, value: $0)], Self.mark)
      }
      var problems = Problems()
      let component = type.read(value, owner: kind, ignoring: Set(type.fields.filter(\.required).map(\.key)), &problems)
      let others = type.fields.count { $0.required && $0.key != field.key }
      #expect(problems.list.count == others, "\(field.key): \(problems)")
      #expect(component.stated.first { $0.key == field.key }?.value == fallback, "\(field.key)")
    }
  }

  static let mark = Mark(file: "law.yaml", line: 1, column: 1)

  // MARK: Usage

  @Test(arguments: kinds) func `without load only fixed meters run`(kind: String) throws {
    let type = try type(kind)
    let idle = unit(type, at: Site(), load: 0)
    for meter in type.meters where !meter.fixed { #expect(idle.total(meter.name) == 0, "\(meter.name)") }
    for output in type.outputs where !output.fixed { #expect(idle.totalFed(output.flow) == 0, "\(output.flow)") }
  }

  @Test(arguments: kinds) func `more load never uses less of a meter`(kind: String) throws {
    let type = try type(kind)
    let runs = [1.0, 2, 5].map { unit(type, at: Self.busySite, load: $0) }
    for meter in type.meters {
      for (less, more) in zip(runs, runs.dropFirst()) {
        #expect(more.total(meter.name) >= less.total(meter.name) * (1 - 1e-12), "\(meter.name)")
      }
    }
  }

  @Test(arguments: kinds) func `with its defaults and some demand it puts a line on the bill`(kind: String) throws {
    let type = try type(kind)
    let run = unit(type, at: Self.busySite, load: 1)
    #expect(type.meters.contains { run.total($0.name) > 0 })
  }

  @Test(arguments: kinds) func `more load never asks less of others`(kind: String) throws {
    let type = try type(kind)
    let runs = [1.0, 2, 5].map { unit(type, at: Self.busySite, load: $0) }
    // More load starts fewer instances where it keeps all of them running.
    for output in type.outputs where !output.fixed {
      for (less, more) in zip(runs, runs.dropFirst()) {
        #expect(more.totalFed(output.flow) >= less.totalFed(output.flow) * (1 - 1e-12), "\(output.flow)")
      }
    }
  }

  @Test(arguments: kinds) func `nothing is negative or no number`(kind: String) throws {
    let type = try type(kind)
    for load in [0, 1, 1000.0] {
      let run = unit(type, at: Self.busySite, load: load)
      for (name, values) in Array(run.days) + Array(run.fed) + Array(run.shown) {
        #expect(values.allSatisfy { $0.isFinite && $0 >= 0 }, "\(name)")
      }
    }
  }

  @Test(arguments: kinds) func `the same flows give the same usage`(kind: String) throws {
    let type = try type(kind)
    let (first, second) = (unit(type, at: Self.busySite, load: 1), unit(type, at: Self.busySite, load: 1))
    #expect(first.days == second.days)
    #expect(first.fed == second.fed)
    #expect(first.shown == second.shown)
  }

  @Test(arguments: kinds, [1, 12]) func `its grain is exact`(kind: String, stepsPerHour: Int) throws {
    let type = try type(kind)
    // The fifth month shows that the state left by the others is the same, with data that has grown old.
    for month in [0, 4] {
      let fine = unit(type, at: Self.busySite, load: 1, stepsPerHour: stepsPerHour, month: month)
      let coarse = unit(type, at: Self.busySite, load: 1, stepsPerHour: stepsPerHour, month: month, grain: type.grain)
      for meter in type.meters { near(coarse.total(meter.name), fine.total(meter.name), "\(meter.name)") }
      for output in type.outputs { near(coarse.totalFed(output.flow), fine.totalFed(output.flow), "\(output.flow)") }
      if type.grain == .day {
        for (name, days) in fine.days { for (a, b) in zip(coarse.days[name] ?? [], days) { near(a, b, "\(name)") } }
      }
    }
  }

  func near(_ a: Double, _ b: Double, _ what: String) {
    #expect(abs(a - b) <= 1e-12 * max(abs(a), abs(b)), "\(what): \(a), \(b)")
  }

  /// A place where models are retrained weekly and entities scored daily.
  static var busySite: Site {
    var site = Site()
    site.retraining = Schedule(first: 2, every: 168)
    site.scoring = BatchScoring(schedule: Schedule(first: 3, every: 24), entities: 1_000_000)
    return site
  }

  /// Runs a component with its defaults over a month of noisy flows, `load` times the usual.
  func unit<C: Component>(
    _ type: C.Type, at site: Site, load: Double, stepsPerHour: Int = 1, month: Int = 0, grain: Grain = .step
  ) -> SingleUnit {
    let horizon = Horizon(start: Date(number: 20_819), months: 5, stepsPerHour: stepsPerHour)  // 2027-01-01
    let usual = C.inputs.map { Self.usual($0.unit) / Double(stepsPerHour) }
    return SingleUnit(C(), at: site, over: horizon, month: month, grain: grain) { slot, step in
      load * usual[slot] * Self.noise(slot, step)
    }
  }

  /// An ordinary amount per hour of a flow, by its unit.
  static func usual(_ unit: String) -> Double {
    switch unit {
    case Gigabyte.symbol: 1
    case Second.symbol: 3600
    case Token.symbol: 100_000
    default: 10_000
    }
  }

  /// 0.5 to 1.5, the same for the same slot and step (Steele, Lea and Flood, "Fast splittable pseudorandom number
  /// generators", 2014).
  static func noise(_ slot: Int, _ step: Int) -> Double {
    var z = (UInt64(slot) << 32 | UInt64(step)) &* 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return 0.5 + Double((z ^ (z >> 31)) >> 11) / Double(1 << 53)
  }
}
