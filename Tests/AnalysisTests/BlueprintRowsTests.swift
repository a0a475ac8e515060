import Analysis
import Components
import Foundation
import Pricing
import Quantities
import Scenario
import Testing

/// The rows of the blueprint, held against the code: each of its elements is a kind, or a behaviour that is named.
@Suite struct BlueprintRowsTests {
  /// One row: its number, its element, the kinds that model it; where none does, what shows it.
  struct Row: Sendable, CustomTestStringConvertible {
    var number: Int
    var element: String
    var kinds: [String]
    var behaviour = ""
    var testDescription: String { "\(number) \(element)" }

    init(_ number: Int, _ element: String, _ kinds: String..., behaviour: String = "") {
      self.number = number
      self.element = element
      self.kinds = kinds
      self.behaviour = behaviour
    }
  }

  static let rows: [Row] = [
    Row(1, "Data Factory", "data-factory"), Row(2, "Databricks", "databricks"),
    Row(3, "Data Lake (ADLS Gen2)", "data-lake"), Row(4, "Delta Sharing", "delta-sharing"),
    Row(5, "App Service", "app-service"), Row(6, "Azure SQL Database", "sql-database"),
    Row(7, "Batch inference against real-time inference", behaviour: "inference"),
    Row(8, "Blob Storage", "blob-storage"), Row(9, "Azure OpenAI", "openai"), Row(10, "AI Search", "ai-search"),
    Row(11, "Cosmos DB", "cosmos-db"), Row(12, "Traffic Manager", "traffic-manager"),
    Row(13, "Event Hubs", "event-hubs"), Row(14, "Functions", "functions"),
    Row(15, "Retraining per interval, not per event", behaviour: "retraining"),
    Row(16, "Subscription, Resource Group", "subscription"), Row(17, "Key Vault", "key-vault"),
    Row(18, "Managed Identities", "managed-identities"), Row(19, "Entra ID", "entra-id"),
    Row(20, "Private Endpoint, Subnet", "private-endpoint", "virtual-network"), Row(21, "Firewall", "firewall"),
    Row(22, "Application Gateway", "application-gateway"), Row(23, "Terraform against Bicep", "terraform"),
    Row(24, "Container Registry", "container-registry"), Row(25, "Azure DevOps", "azure-devops"),
    Row(26, "Oryx", "oryx"), Row(27, "Static Web Apps", "static-web-apps"),
    Row(28, "Application Insights", "application-insights"), Row(29, "Azure Monitor (Log Analytics)", "monitor"),
    Row(30, "Cost Management", "cost-management"), Row(31, "Fabric against Data Factory + Databricks", "fabric"),
    Row(32, "Bandwidth", "bandwidth"),
    Row(33, "Virtual machines, managed online endpoints", "virtual-machines", "online-endpoint"),
    Row(34, "Audience: technical and non-technical", behaviour: "reports"),
  ]

  /// Kinds without any flow, each with its reason.
  static let flowless = [
    "managed-identities": "identities stand and are free; what they spare the vault is taken from its readers",
    "subscription": "quotas stand, whatever the load",
  ]

  /// The package's folder, from this file's place in it.
  static let folder = #filePath.replacingOccurrences(of: "Tests/AnalysisTests/BlueprintRowsTests.swift", with: "")

  @Test func `the rows are numbered, and name every kind once`() {
    #expect(Self.rows.map(\.number) == Array(1...34))
    #expect(Self.rows.flatMap(\.kinds).sorted() == Blueprint.kinds.map(\.name).sorted())
  }

  @Test(arguments: rows.filter { !$0.kinds.isEmpty })
  func `a row's kinds have meters, flows, sources, tests and prices`(row: Row) throws {
    for name in row.kinds {
      let type = try #require(Blueprint.kind(name)).type
      #expect(!type.meters.isEmpty, "\(name)")
      let flows = type.inputs.map(\.flow) + type.outputs.map(\.flow)
      #expect(flows.isEmpty == (Self.flowless[name] != nil), "\(name)")
      // A source is a repository's document, the price list's service, or an organisation's page.
      for meter in type.meters { #expect(meter.source.count > 8, "\(name) \(meter.name)") }
      let swift = String(describing: type)
      let tests = try String(
        contentsOfFile: Self.folder + "Tests/ComponentsTests/\(swift)Tests.swift", encoding: .utf8)
      #expect(tests.contains("@Test"), "\(swift)Tests")
      let prices = try String(contentsOfFile: Self.folder + "Sources/Pricing/Prices/\(name).csv", encoding: .utf8)
      #expect(prices.split(separator: "\n").count > 1, "\(name).csv")
    }
  }

  @Test(arguments: rows.filter(\.kinds.isEmpty))
  func `a row without a kind is a behaviour of the scenario or the report`(row: Row) throws {
    switch row.behaviour {
    case "inference":
      #expect(Scenario.Inference.Mode.allCases.map(\.rawValue) == ["batch", "real-time", "hybrid", "streaming"])
    case "retraining":
      // Which kinds run by the schedule: without one they are idle.
      for kind in ["databricks", "data-factory", "fabric"] { #expect(Blueprint.kind(kind) != nil) }
      #expect(Scenario.Retraining().every.value > 0)
    case "reports":
      // From one picture by layers down to each line: every layer of it has a kind.
      #expect(Set(Blueprint.kinds.map { $0.type.layer }) == Set(Layer.allCases))
    default: Issue.record("\(row.element): \(row.behaviour)")
    }
  }

  // MARK: Prices

  /// The day of the shipped price list.
  static let day = Date(year: 2026, month: 11, day: 22) ?? Date(number: 0)
  static let coverage = Result { PriceCoverage(of: try PriceBook.embedded(), on: day) }

  /// Kinds whose first meter no source prices in some of the six regions: region by region, why.
  static let unsold: [String: [String]] = [
    // The service stands in five regions of the world; the price list has no rows of the others.
    "static-web-apps": ["northeurope", "southeastasia", "australiaeast"]
  ]

  @Test func `what a kind is billed for first has a price in the six regions, global and zone rows counting`() throws {
    let meters = try Self.coverage.get().meters
    for kind in Blueprint.kinds {
      let first = try #require(meters.first { $0.kind == kind.name && $0.meter == kind.type.meters[0].name })
      let missing = first.prices.filter { $0.key == first.keys[0] && $0.confidence == nil }.map(\.region)
      #expect(missing == Self.unsold[kind.name] ?? [], "\(kind.name): \(first.keys[0])")
    }
  }

  /// After an edit of the price files: `OUTLAY_REFRESH=1 swift test --filter Goldens`.
  @Suite struct PriceHoleGoldens {
    @Test func `every price that a setting can ask for and no source gives is listed by name`() throws {
      var regions: [String: [String]] = [:]
      for meter in try BlueprintRowsTests.coverage.get().meters {
        for price in meter.prices where price.confidence == nil {
          let name = "\(meter.kind) \(meter.meter) \(price.key)"
          if regions[name]?.contains(price.region) != true { regions[name, default: []].append(price.region) }
        }
      }
      let all = PriceCoverage.regions.count
      let text =
        regions.sorted { $0.key < $1.key }.map { name, missing in
          "\(name): \(missing.count == all ? "none of the six" : missing.joined(separator: ", "))"
        }.joined(separator: "\n") + "\n"
      let path = BlueprintRowsTests.folder + "Tests/AnalysisTests/PriceHoles.txt"
      if ProcessInfo.processInfo.environment["OUTLAY_REFRESH"] == "1" {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
        return
      }
      let listed = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
      let found = text.split(separator: "\n")
      let mending = "if the change is meant, refresh with: OUTLAY_REFRESH=1 swift test --filter Goldens"
      for hole in Set(found).subtracting(listed).sorted().prefix(10) { Issue.record("new hole: \(hole); \(mending)") }
      for hole in Set(listed).subtracting(found).sorted().prefix(10) { Issue.record("closed: \(hole); \(mending)") }
    }
  }
}
