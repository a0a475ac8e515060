import Components
import Quantities
import TestSupport
import Testing

/// What components ask of each other, over the whole blueprint: nothing is written for nobody, and nothing waits in vain.
@Suite struct FlowsTests {
  static let kinds = Blueprint.kinds.map(\.type)

  /// Flows that nobody reads, each with its reason.
  static let unread: [String: String] = [:]
  /// Flows that nobody writes and no journey states, each with its reason.
  static let unfed: [String: String] = [:]

  @Test func `no flow is written that nobody reads`() {
    let read = Set(Self.kinds.flatMap { $0.inputs.map(\.flow) })
    for kind in Self.kinds {
      for output in kind.outputs where Self.unread[output.flow] == nil {
        #expect(read.contains(output.flow), "\(kind.kind) writes \(output.flow)")
      }
    }
    for flow in Self.unread.keys { #expect(!read.contains(flow), "\(flow) is read now: strike it off the list") }
  }

  @Test func `no flow is read that nobody feeds`() {
    let written = Set(Self.kinds.flatMap { $0.outputs.map(\.flow) })
    for kind in Self.kinds {
      let stated = Set(kind.inputs.filter { $0.visit != nil }.map(\.flow))
      for input in kind.inputs where Self.unfed[input.flow] == nil {
        #expect(written.union(stated).contains(input.flow), "\(kind.kind) reads \(input.flow)")
      }
    }
  }

  @Test func `one kind alone reads a flow that others write, and in the writer's unit`() {
    for kind in Self.kinds {
      for output in kind.outputs {
        let readers = Self.kinds.filter { type in type.inputs.contains { $0.flow == output.flow } }
        let names = readers.map { $0.kind }
        #expect(names.count <= 1, "\(output.flow) goes to \(names)")
        for input in readers.flatMap({ $0.inputs }) where input.flow == output.flow {
          #expect(input.unit == output.unit, "\(output.flow) from \(kind.kind)")
        }
      }
    }
  }

  /// Whether a flow moves bytes between regions where its reader stands in another.
  func crosses(_ flow: String) -> Bool {
    Self.kinds.contains { kind in
      kind.inputs.enumerated().contains { $1.flow == flow && kind.init().carried(byInput: $0) != nil }
    }
  }

  @Test func `with every kind switched on no flow runs in a circle`() {
    var readers: [String: Set<String>] = [:]
    for kind in Self.kinds { for input in kind.inputs { readers[input.flow, default: []].insert(kind.kind) } }
    var left = Self.kinds
    var isShrinking = true
    while isShrinking {
      // A kind whose readers have all gone can go too.
      let names = Set(left.map { $0.kind })
      let kept = left.filter { kind in
        kind.outputs.contains { output in
          !(readers[output.flow] ?? []).isDisjoint(with: names)
            || crosses(output.flow) && names.contains("bandwidth") && kind.kind != "bandwidth"
        }
      }
      isShrinking = kept.count < left.count
      left = kept
    }
    #expect(left.map { $0.kind } == [])
  }

  /// Who asks whom for what, as the blueprint's picture has it.
  static let picture: [(writer: String, flow: String, reader: String)] = [
    ("app-service", "telemetry-calls", "application-insights"),
    ("functions", "telemetry-calls", "application-insights"),
    ("online-endpoint", "telemetry-calls", "application-insights"),
    ("application-gateway", "platform-logs", "monitor"), ("firewall", "platform-logs", "monitor"),
    ("key-vault", "platform-logs", "monitor"), ("openai", "platform-logs", "monitor"),
    ("ai-search", "platform-logs", "monitor"), ("data-factory", "platform-logs", "monitor"),
    ("app-service", "internet-egress", "bandwidth"), ("functions", "internet-egress", "bandwidth"),
    ("blob-storage", "internet-egress", "bandwidth"), ("delta-sharing", "internet-egress", "bandwidth"),
    ("event-hubs", "internet-egress", "bandwidth"), ("event-hubs", "inter-region-egress", "bandwidth"),
    ("cosmos-db", "inter-region-egress", "bandwidth"), ("cosmos-db", "inter-continent-egress", "bandwidth"),
    ("container-registry", "inter-region-egress", "bandwidth"), ("delta-sharing", "inter-region-egress", "bandwidth"),
    ("bandwidth", "firewalled-bytes", "firewall"), ("bandwidth", "nat-bytes", "virtual-network"),
    ("openai", "private-ingress", "private-endpoint"), ("openai", "private-egress", "private-endpoint"),
    ("ai-search", "private-ingress", "private-endpoint"), ("ai-search", "private-egress", "private-endpoint"),
    ("app-service", "secret-reads", "key-vault"), ("functions", "secret-reads", "key-vault"),
    ("data-factory", "secret-reads", "key-vault"), ("databricks", "secret-reads", "key-vault"),
    ("online-endpoint", "secret-reads", "key-vault"),
    ("azure-devops", "image-pushes", "container-registry"), ("app-service", "image-pulls", "container-registry"),
    ("functions", "image-pulls", "container-registry"), ("online-endpoint", "image-pulls", "container-registry"),
    ("oryx", "pipeline-minutes", "azure-devops"), ("terraform", "pipeline-minutes", "azure-devops"),
    ("oryx", "app-busy", "app-service"), ("event-hubs", "stream-events", "functions"),
    ("event-hubs", "landed-data", "data-lake"), ("data-factory", "landed-data", "data-lake"),
    ("databricks", "lake-scans", "data-lake"), ("delta-sharing", "lake-reads", "data-lake"),
    ("databricks", "prediction-rows", "sql-database"), ("fabric", "prediction-rows", "sql-database"),
  ]

  @Test(arguments: picture)
  func `the blueprint's services ask each other by flows`(writer: String, flow: String, reader: String) throws {
    let (from, to) = (try #require(Blueprint.kind(writer)).type, try #require(Blueprint.kind(reader)).type)
    #expect(from.outputs.contains { $0.flow == flow })
    #expect(to.inputs.contains { $0.flow == flow })
  }

  // MARK: What the site decides

  @Test(arguments: PrivateEndpoint.Service.allCases)
  func `only what is reached privately writes private bytes`(service: PrivateEndpoint.Service) throws {
    let type = try #require(Blueprint.kind(service.rawValue)).type
    for (isPrivate, counts) in [(false, 0...0.0), (true, 1e-9...1e12)] {
      var site = LawsOfComponents.busySite
      site.isPrivate = isPrivate
      let run = LawsOfComponents().unit(type, at: site, load: 1)
      for flow in ["private-ingress", "private-egress"] {
        #expect(counts.contains(run.totalFed(flow)), "\(flow), private: \(isPrivate)")
      }
    }
  }

  static let secretReaders = kinds.filter { type in type.outputs.contains { $0.flow == "secret-reads" } }.map {
    $0.kind
  }

  @Test(arguments: secretReaders)
  func `managed identities take their share of the secret reads`(kind: String) throws {
    let type = try #require(Blueprint.kind(kind)).type
    let reads = [1, 0.25, 0].map { left -> Double in
      var site = LawsOfComponents.busySite
      site.secretsLeft = left
      return LawsOfComponents().unit(type, at: site, load: 1).totalFed("secret-reads")
    }
    #expect(reads[0] > 0)
    #expect(abs(reads[1] - reads[0] / 4) < 1e-9 * reads[0])
    #expect(reads[2] == 0)
  }

  @Test func `bytes to the internet pass the firewall and the gateway that stand in the way`() {
    var site = Site()
    (site.firewalled, site.translated) = (0.75, 0.25)
    let run = LawsOfComponents().unit(Bandwidth.self, at: site, load: 1)
    let internet = run.total("internet")
    #expect(internet > 0)
    #expect(abs(run.totalFed("firewalled-bytes") - internet * 0.75) < 1e-9 * internet)
    #expect(abs(run.totalFed("nat-bytes") - internet * 0.25) < 1e-9 * internet)
  }

  @Test func `a container is pulled once per started instance and per delivery`() {
    let horizon = Horizon(start: Date(number: 20_819), months: 1)  // January 2027: 744 h
    var app = AppService()
    app.container = true
    app.min = 2
    // 2 cores at 70 %: 1.5 busy cores need 2 instances, 4 need 3, from noon to one.
    let busy = { (_: Int, step: Int) in step % 24 == 12 ? 4.0 * 3600 : 1.5 * 3600 }
    func pulls() -> Double {
      SingleUnit(app, over: horizon) { slot, step in slot == 1 ? busy(slot, step) : 0 }.totalFed("image-pulls")
    }
    // Two at the start, then one each noon.
    #expect(pulls() == 2 + 31)
    app.deploys = Quantity(1.0 / 744)
    // One delivery a month: each of the 2 × 713 + 3 × 31 instance-hours pulls 1/744.
    #expect(abs(pulls() - (33 + (2 * 713 + 3 * 31) / 744.0)) < 1e-9)
    app.container = false
    #expect(pulls() == 0)
  }

  @Test func `an instance reads its secrets anew every day`() {
    let horizon = Horizon(start: Date(number: 20_819), months: 1)
    var app = AppService()
    app.min = 2
    app.secrets = 5
    let run = SingleUnit(app, over: horizon) { _, _ in 0 }
    #expect(abs(run.totalFed("secret-reads") - 2 * 5 * 31) < 1e-9)
  }

  // MARK: What calls carry

  @Test(arguments: [
    ("openai", "tokensIn", 4e-9, 0.0), ("openai", "tokensOut", 0, 4e-9), ("ai-search", "queries", 2e-6, 2e-5),
    ("sql-database", "reads", 5e-7, 1e-6), ("cosmos-db", "reads", 0, 1e-6), ("cosmos-db", "writes", 1e-6, 0),
    ("data-lake", "in", 1, 0), ("data-factory", "in", 1, 0), ("event-hubs", "events", 1e-6, 0),
  ])
  func `a call says how many bytes it moves`(kind: String, key: String, asked: Double, answered: Double) throws {
    let type = try #require(Blueprint.kind(kind)).type
    let slot = try #require(type.inputs.firstIndex { $0.visit == key })
    let carried = try #require(type.init().carried(byInput: slot))
    #expect(abs(carried.asked.value - asked) < 1e-15)
    #expect(abs(carried.answered.value - answered) < 1e-15)
  }
}
