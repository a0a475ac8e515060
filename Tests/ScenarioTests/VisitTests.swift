import Components
import Quantities
import Scenario
import Testing

struct VisitTests {
  private func visits(_ journey: String, _ components: String, _ more: String = "") throws -> [Scenario.Visit] {
    let yaml = "outlay: 1\nregions: [eastus2]\njourneys: { \(journey) }\ncomponents: { \(components) }\n\(more)\n"
    return try #require(try read(yaml).journeys.first).visits
  }

  @Test func `a page visits what the scenario has of the blueprint`() throws {
    let all = try visits("page: { perUser: 1 /h }", "app-service: , sql-database: , traffic-manager: ")
    #expect(all.map(\.instance) == ["app-service", "sql-database", "traffic-manager"])
    #expect(all.first?.amounts.map(\.value) == [1, 0.025, 120 / 1e6])
    #expect(try visits("page: { perUser: 1 /h }", "web: { kind: app-service }").map(\.instance) == ["web"])
  }

  @Test func `a real-time prediction takes the CPU of inference on top of its call`() throws {
    let components = "app-service: , sql-database: "
    let batch = try visits("prediction: { perUser: 1 /h }", components, "inference: { mode: batch }")
    #expect(batch.first?.amounts.map(\.value) == [1, 0.01, 4 / 1e6])
    let live = try visits("prediction: { perUser: 1 /h }", components, "inference: { mode: real-time, cpu: 90 ms }")
    #expect(live.first?.amounts.map(\.value) == [1, 0.1, 4 / 1e6])
    #expect(live.map(\.instance) == batch.map(\.instance))
  }

  @Test func `a hybrid makes the tail of the predictions, and only that`() throws {
    let mode = "inference: { mode: hybrid, cpu: 100 ms, head: 80 % }"
    let all = try visits("prediction: { perUser: 1 /h }", "app-service: , sql-database: ", mode)
    // 10 ms to wrap it, and a fifth of 100 ms.
    #expect(abs((all.first?.amounts[1].value ?? 0) - 0.03) < 1e-12)
  }

  @Test func `a stream takes an event per prediction and keeps what functions make of it`() {
    var inference = Scenario.Inference()
    inference.mode = .streaming
    let all = DefaultVisit.of("prediction", inference: inference, prompt: nil, answer: nil)
    #expect(all.map(\.kind) == ["event-hubs", "app-service", "sql-database"])
    #expect(all.last?.amounts.map(\.key) == ["reads", "writes"])
  }

  @Test func `a chat asks the model for its prompt and answer and keeps the history`() throws {
    let all = try visits(
      "chat: { perUser: 1 /h, prompt: { mean: 1154.7 }, answer: { mean: 211.13 } }",
      "openai: , cosmos-db: , app-service: ")
    #expect(all.map(\.instance) == ["app-service", "openai", "cosmos-db"])
    #expect(all[1].amounts.map(\.value) == [1, 1154.7, 211.13])
    #expect(all[2].amounts.map(\.value) == [1, 2])
  }

  @Test func `a journey that states visits has those and no others`() throws {
    #expect(try visits("page: { perUser: 1 /h, visits: {} }", "app-service: ").isEmpty)
  }

  @Test(arguments: DefaultVisit.journeys)
  func `default visits use keys and units that their kinds take`(_ journey: String) throws {
    for mode in Scenario.Inference.Mode.allCases {
      var inference = Scenario.Inference()
      inference.mode = mode
      let defaults = DefaultVisit.of(journey, inference: inference, prompt: 10, answer: 20)
      #expect(!defaults.isEmpty)
      for visit in defaults {
        guard let kind = Blueprint.kind(visit.kind) else { continue }
        for (key, value) in visit.amounts {
          let input = try #require(kind.type.inputs.first { $0.visit == key }, "\(visit.kind) takes no \(key)")
          let (_, unit) = try Measure.split(value)
          #expect(input.spellings.contains { $0.name == unit }, "\(visit.kind) \(key): \(value)")
        }
      }
    }
  }
}
