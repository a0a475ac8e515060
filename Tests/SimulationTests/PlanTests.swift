import Components
import Quantities
import Simulation
import Testing

/// Reads what `Returning` writes and writes what it reads: together they are a circle.
private struct Sending: Component {
  static let kind = "test-sending"
  static let title = "Sending"
  static let purpose = "a test"
  static let layer = Layer.application
  static let placement = Placement.everyRegion
  static let grain = Grain.step
  static let settings: [Setting<Self>] = []
  static let returned = Input(Flow<Count>("test-returned"), slot: 0, "what comes back")
  static let sent = Output(Flow<Count>("test-sent"), slot: 0, "what goes out")
  static let inputs = [returned.port]
  static let outputs = [sent.port]
  static let meters: [MeterPort] = []
  func priceKey(ofMeter slot: Int) -> String { "" }
  func advance(_ state: inout Stateless, through step: Step, into usage: inout Usage) {}
}

/// The other half of the circle.
private struct Returning: Component {
  static let kind = "test-returning"
  static let title = "Returning"
  static let purpose = "a test"
  static let layer = Layer.data
  static let placement = Placement.oneRegion
  static let grain = Grain.day
  static let settings: [Setting<Self>] = []
  static let sent = Input(Flow<Count>("test-sent"), slot: 0, "what comes in")
  static let returned = Output(Flow<Count>("test-returned"), slot: 0, "what goes back")
  static let inputs = [sent.port]
  static let outputs = [returned.port]
  static let meters: [MeterPort] = []
  func priceKey(ofMeter slot: Int) -> String { "" }
  func advance(_ state: inout Stateless, through step: Step, into usage: inout Usage) {}
}

/// Reads and writes nothing of the others; reads at the month's grain.
private struct Keeping: Component {
  static let kind = "test-keeping"
  static let title = "Keeping"
  static let purpose = "a test"
  static let layer = Layer.data
  static let placement = Placement.oneRegion
  static let grain = Grain.step
  static let settings: [Setting<Self>] = []
  static let sent = Input(Flow<Count>("test-sent"), slot: 0, "what comes in")
  static let inputs = [sent.port]
  static let meters: [MeterPort] = []
  func priceKey(ofMeter slot: Int) -> String { "" }
  func advance(_ state: inout Stateless, through step: Step, into usage: inout Usage) {}
}

struct PlanTests {
  static func plan(_ components: [(String, any Component)], regions: Int = 1) throws -> Plan {
    let instances = components.enumerated().map { index, named in
      Plan.Instance(
        name: named.0, component: named.1,
        regions: type(of: named.1).placement == .oneRegion ? [0] : Array(0..<regions),
        mark: Mark(file: "test.yaml", line: index + 1, column: 3))
    }
    let nearest = (0..<regions).map { region in [region] + (0..<regions).filter { $0 != region } }
    return try Plan(of: instances, regions: regions, nearest: nearest) { _, _ in Site() }
  }

  @Test func `a flow that runs in a circle is refused with its members`() throws {
    let problems = #expect(throws: Problems.self) {
      _ = try Self.plan([("there", Sending()), ("back", Returning())])
    }
    let problem = try #require(problems?.list.first)
    #expect(problems?.list.count == 1)
    #expect(problem.message.contains("circle"))
    #expect(problem.message.contains("there") && problem.message.contains("back"))
    #expect(problem.mark == Mark(file: "test.yaml", line: 1, column: 3))
  }

  @Test func `a circle is refused wherever it stands in the file`() {
    #expect(throws: Problems.self) { try Self.plan([("back", Returning()), ("there", Sending())]) }
  }

  @Test func `a flow with two readers is refused with both names`() throws {
    let problems = #expect(throws: Problems.self) {
      _ = try Self.plan([("there", Sending()), ("one", Keeping()), ("two", Keeping())])
    }
    let problem = try #require(problems?.list.first)
    #expect(problem.message.contains("`one` and `two`"))
    #expect(problem.message.contains("test-sent"))
    #expect(problem.mark?.line == 3)
  }

  @Test func `two instances without a flow between them are no trouble`() throws {
    let plan = try Self.plan([("one", Keeping()), ("two", Keeping())])
    #expect(plan.units.map(\.instance) == [0, 1])
  }

  @Test func `writers run before their readers whatever the file's order`() throws {
    let plan = try Self.plan([("reader", Keeping()), ("writer", Sending())], regions: 2)
    #expect(plan.units.map { plan.instances[$0.instance].name } == ["writer", "writer", "reader"])
    // Both regions' output finds the reader where it stands.
    #expect(plan.units[0].outputs == plan.units[1].outputs)
    #expect(plan.units[2].inputs == plan.units[0].outputs.compactMap { $0 })
  }

  @Test func `what nobody reads is listed`() throws {
    let plan = try Self.plan([("writer", Sending())])
    #expect(plan.unread.map(\.instance) == ["writer"])
    #expect(plan.unread.map(\.flow) == ["test-sent"])
    #expect(plan.units[0].outputs == [nil])
  }

  @Test func `a writer runs step by step where somebody reads it, whatever its grain and the reader's`() throws {
    // Returning alone is exact by the day, and nobody reads it.
    #expect(try Self.plan([("back", Returning())]).units[0].grain == .day)
    // The files that a blob store sends (by the day) and the bytes that leave (by the month) meet on the hourly grid.
    let plan = try Self.plan([("files", BlobStorage()), ("bytes", Bandwidth())])
    #expect(plan.units.map(\.grain) == [.step, .month])
  }

  @Test func `captured events travel to a lake in another region, and are billed there and on the way`() throws {
    let plan = try Self.plan([("hub", EventHubs()), ("lake", DataLake()), ("bytes", Bandwidth())], regions: 2)
    let hubs = plan.units.filter { plan.instances[$0.instance].name == "hub" }
    let captured = try #require(EventHubs.outputs.firstIndex { $0.flow == "landed-data" })
    #expect(hubs[0].crossings == [])
    let crossing = try #require(hubs[1].crossings.first)
    #expect(hubs[1].crossings.count == 1 && crossing.output == captured && crossing.size == 1)
    let way = plan.channels[crossing.channel]
    #expect(way.flow == "inter-region-egress" && way.region == 1)
  }
}
