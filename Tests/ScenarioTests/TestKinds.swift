import Components
import Foundation
import Quantities
import Scenario

/// A component that only receives: enough for a scenario to name and visit it.
protocol Receiver: Component where State == Stateless {}

extension Receiver {
  static var title: String { kind }
  static var purpose: String { "Receives in tests" }
  static var layer: Layer { .data }
  static var placement: Placement { .everyRegion }
  static var grain: Grain { .day }
  static var settings: [Setting<Self>] { [] }
  static var meters: [MeterPort] { [] }
  func priceKey(ofMeter slot: Int) -> String { "" }
  func advance(_ state: inout Stateless, through step: Step, into usage: inout Usage) {}
}

struct Database: Receiver {
  static let kind = "sql-database"
  static let inputs = [Input(Flow<Count>("sql-reads"), slot: 0, visit: "reads", "rows read").port]
}

struct History: Receiver {
  static let kind = "cosmos-db"
  static let inputs = [
    Input(Flow<Count>("cosmos-reads"), slot: 0, visit: "reads", "items read").port,
    Input(Flow<Count>("cosmos-writes"), slot: 1, visit: "writes", "items written").port,
  ]
}

struct Model: Receiver {
  static let kind = "openai"
  static let inputs = [
    Input(Flow<Count>("model-calls"), slot: 0, visit: "calls", "completions").port,
    Input(Flow<Token>("model-in"), slot: 1, visit: "tokensIn", "tokens of prompts").port,
    Input(Flow<Token>("model-out"), slot: 2, visit: "tokensOut", "tokens of answers").port,
  ]
}

struct Names: Receiver {
  static let kind = "traffic-manager"
  static let placement = Placement.global
  static let inputs = [Input(Flow<Count>("dns"), slot: 0, visit: "calls", "DNS queries").port]
}

struct Lake: Receiver {
  static let kind = "databricks"
  static let placement = Placement.oneRegion
  static let inputs = [Input(Flow<Gigabyte>("kept"), slot: 0, visit: "in", "bytes kept").port]
}

/// Appears by itself when something leaves through the internet.
struct Egress: Receiver {
  static let kind = "bandwidth"
  static let isImplicit = true
  static let inputs = [Input(.internetEgress, slot: 0, "bytes to users").port]
}

let testEnvironment = ScenarioReader.Environment(
  kinds: [
    Kind(AppService.self), Kind(Database.self), Kind(History.self), Kind(Model.self), Kind(Names.self), Kind(Lake.self),
    Kind(Egress.self),
  ], later: ["functions"], knownRegions: ["eastus2", "westeurope", "swedencentral", "japaneast"])

/// The scenario of a text.
func read(_ yaml: String, variant: String? = nil, folder: String = "") throws -> Scenario {
  try readScenario(yaml, file: "s.yaml", folder: folder, variant: variant, environment: testEnvironment)
}

/// What is wrong with a text, line by line; empty if nothing is.
func problems(in yaml: String, variant: String? = nil, folder: String = "") -> [String] {
  problems(in: Array(yaml.utf8), variant: variant, folder: folder)
}

/// What is wrong with a file's bytes.
func problems(in bytes: [UInt8], variant: String? = nil, folder: String = "") -> [String] {
  do {
    _ = try readScenario(
      bytes: bytes, file: "s.yaml", folder: folder, variant: variant, environment: testEnvironment)
    return []
  } catch {
    return error.list.map(\.description)
  }
}

/// Runs `body` with a new folder that is gone afterwards.
func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("outlay-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder.path)
}
