import Foundation
import Quantities
import Testing

/// What one service asks of another is on the other's bill, followed by hand through the binary.
struct CompositionTests {
  /// A scenario of one month of 744 h and a steady call each second: 744 × 3,600 = 2,678,400 calls.
  static func scenario(_ components: String, visits: String, regions: String = "eastus2", more: String = "") -> String {
    """
    outlay: 1
    horizon: { start: 2027-01-01, months: 1 }
    regions: [\(regions)]
    populations: [ { name: all, users: 3600, timezone: UTC, near: eastus2 } ]
    journeys: { work: { perUser: 1 /h, visits: { \(visits) } } }
    components: { \(components) }
    \(more)

    """
  }
  static let calls = 2_678_400.0

  func run(_ yaml: String) throws -> ReportFile {
    let sandbox = try Sandbox(["s.yaml": yaml])
    return try sandbox.report("s.yaml")
  }

  @Test func `files that blob storage sends are bytes to the internet`() throws {
    let report = try run(Self.scenario("blob-storage: {}", visits: "blob-storage: { out: 100 KB }"))
    #expect(agree(report.quantity("bandwidth.internet.mgn"), Self.calls * 1e-4))
  }

  @Test func `copies of a data factory land in the lake`() throws {
    let report = try run(Self.scenario("data-factory: {}, data-lake: {}", visits: "data-factory: { in: 1 MB }"))
    // 2,678 GB come evenly over 744 h: half of them stand there on average, times the three layers' ratios.
    let stored = report.lines.filter { $0.kind == "data-lake" }.reduce(0) { $0 + (Double($1.quantity) ?? 0) }
    #expect(stored > 500)
  }

  @Test func `calls behind private endpoints are billed by their bytes, tokens four each`() throws {
    let visits = "openai: { calls: 1, tokensIn: 1000, tokensOut: 250 }"
    let open = try run(Self.scenario("openai: {}, private-endpoint: { services: ai-search }", visits: visits))
    #expect(open.quantity("privateendpoint.data_ingress.gb") == 0)
    let closed = try run(Self.scenario("openai: {}, private-endpoint: {}", visits: visits))
    #expect(agree(closed.quantity("privateendpoint.data_ingress.gb"), Self.calls * 1000 * 4e-9))
    #expect(agree(closed.quantity("privateendpoint.data_egress.gb"), Self.calls * 250 * 4e-9))
    // Two services, an endpoint each.
    #expect(agree(closed.quantity("privateendpoint.endpoint.hour"), 2 * 744))
  }

  @Test func `apps read their secrets from the vault, fewer of them where identities do`() throws {
    let app = "app-service: { min: 2, max: 2, secrets: 5 }, key-vault: {}"
    let visits = "app-service: { calls: 1, cpu: 1 ms }"
    // Each of two instances reads five secrets a day, for 31 days.
    let all = try run(Self.scenario(app, visits: visits))
    #expect(agree(all.quantity("kv.standard.operations") * 10_000, 310))
    let few = try run(Self.scenario(app + ", managed-identities: { avoidedSecrets: 80 % }", visits: visits))
    #expect(agree(few.quantity("kv.standard.operations") * 10_000, 62))
    let bare = try run(Self.scenario("app-service: {}", visits: visits))
    #expect(bare.lines.allSatisfy { $0.kind != "key-vault" })
    // What nobody reads is said, and only what is really asked: this app runs no container, its bytes pass no firewall.
    #expect(bare.assumptions.filter { $0.value == "unread" }.map(\.key) == ["app-service.secret-reads"])
  }

  @Test func `answers leave through the firewall that stands in the way, which logs them`() throws {
    let components = "app-service: {}, firewall: { egress: 50 %, logs: { perGB: 10 MB } }, monitor: { daily: 0 GB }"
    let report = try run(Self.scenario(components, visits: "app-service: { calls: 1, cpu: 1 ms, out: 100 KB }"))
    let through = Self.calls * 1e-4 / 2
    #expect(agree(report.quantity("bandwidth.internet.mgn"), Self.calls * 1e-4))
    #expect(agree(report.quantity("firewall.standard.vnet.data.gb"), through))
    #expect(
      agree(
        report.lines.filter { $0.kind == "monitor" && $0.meter == "la.analytics.ingestion" }
          .reduce(0) { $0 + (Double($1.quantity) ?? 0) }, through * 0.01))
  }

  @Test func `a call into another region is billed there and back, each way where it leaves`() throws {
    // All users are near eastus2; the model stands in westeurope alone: asked from America, answered from Europe.
    let report = try run(
      Self.scenario(
        "openai: { region: westeurope }, bandwidth: {}", visits: "openai: { calls: 1, tokensIn: 1000, tokensOut: 250 }",
        regions: "eastus2, westeurope"))
    let meter = "bandwidth.inter_continent"
    #expect(agree(report.quantity(meter, in: "eastus2"), Self.calls * 1000 * 4e-9))
    #expect(agree(report.quantity(meter, in: "westeurope"), Self.calls * 250 * 4e-9))
    let near = try run(
      Self.scenario(
        "openai: { region: centralus }, bandwidth: {}", visits: "openai: { calls: 1, tokensIn: 1000, tokensOut: 250 }",
        regions: "eastus2, centralus"))
    #expect(agree(near.quantity("bandwidth.inter_region", in: "eastus2"), Self.calls * 1000 * 4e-9))
    #expect(near.quantity(meter) == 0)
  }

  @Test func `captured events travel to the lake's region`() throws {
    let report = try run(
      Self.scenario(
        "event-hubs: { regions: [westeurope], size: 1 KB, capture: true }, data-lake: { region: eastus2 }",
        visits: "event-hubs: { events: 1 }", regions: "eastus2, westeurope"))
    // Events are sent from America to Europe, and captured ones come back.
    let meter = "bandwidth.inter_continent"
    #expect(agree(report.quantity(meter, in: "eastus2"), Self.calls * 1e-6))
    #expect(agree(report.quantity(meter, in: "westeurope"), Self.calls * 1e-6))
  }

  @Test func `telemetry and scored rows travel to the one region that keeps them`() throws {
    // The app stands near its users, its telemetry and its database on another continent.
    let report = try run(
      Self.scenario(
        "app-service: { regions: [eastus2] }, application-insights: { regions: [westeurope], perCall: 2 KB },"
          + " databricks: { region: eastus2 }, sql-database: { region: westeurope, queryBytes: 1 KB }",
        visits: "app-service: { calls: 1, cpu: 1 ms }", regions: "eastus2, westeurope",
        more: "inference: { mode: batch, entities: 1_000_000, every: 24 h, at: \"03:00\" }"))
    // 2 KB of each call, and 31 nights of a million rows of 1 KB.
    #expect(agree(report.quantity("bandwidth.inter_continent", in: "eastus2"), Self.calls * 2e-6 + 31))
    #expect(report.quantity("bandwidth.inter_continent", in: "westeurope") == 0)
  }

  @Test func `deliveries put images in the registry, and started instances fetch them`() throws {
    // A run an hour delivers an image; an app of two instances pulls one GB each once, from another region.
    let report = try run(
      Self.scenario(
        "azure-devops: { runs: 1 /h, images: 1 }, container-registry: { push: 1 GB, remotePulls: 100 %, image: 1 GB },"
          + " app-service: { min: 2, max: 2, container: true }", visits: "app-service: { calls: 1, cpu: 1 ms }"))
    #expect(agree(report.quantity("bandwidth.inter_region"), 2))
    #expect(report.quantity("acr.standard.data_stored") > 100)
  }

  @Test func `a stream is processed by functions and a hybrid makes only its tail`() throws {
    let stream = """
      outlay: 1
      horizon: { start: 2027-01-01, months: 1 }
      regions: [eastus2]
      populations: [ { name: all, users: 3600, timezone: UTC, near: eastus2 } ]
      journeys: { prediction: { perUser: 1 /h } }
      inference: { mode: streaming }
      components: { event-hubs: {}, functions: { batch: 10 }, app-service: {}, sql-database: {} }
      variants:
        batch: { inference: { mode: batch, entities: 1000 }, components: { databricks: {} } }
        hybrid: { inference: { mode: hybrid, entities: 1000, head: 50 % }, components: { databricks: {} } }
        real-time: { inference: { mode: real-time } }

      """
    let sandbox = try Sandbox(["s.yaml": stream])
    let streaming = try sandbox.report("s.yaml")
    #expect(agree(streaming.quantity("func.consumption.executions") * 10, Self.calls / 10))
    let hybrid = try sandbox.report("s.yaml#hybrid")
    // Batches run as in the batch variant; the app is as busy as a real-time one for half of the predictions.
    #expect(hybrid.amount(of: "databricks") == (try sandbox.report("s.yaml#batch")).amount(of: "databricks"))
    #expect(hybrid.amount(of: "databricks") > .zero)
    #expect((try sandbox.report("s.yaml#real-time")).amount(of: "databricks") == .zero)
  }
}
