import Analysis
import Components
import Quantities
import Testing

/// What the catalogue says of a meter is what its component does.
@Suite struct MeterDriversTests {
  func drivers(_ kind: String, _ meter: String) throws -> MeterDrivers.Meter {
    let kind = try #require(Blueprint.kind(kind))
    let slot = try #require(kind.type.meters.firstIndex { $0.name == meter })
    return MeterDrivers(of: kind).meters[slot]
  }

  @Test func `instances follow busy cores, not calls, and stand without any`() throws {
    let hours = try drivers("app-service", "instance-hours")
    #expect(hours.flows == ["app-busy", "instance-time"])
    #expect(hours.stands && !hours.isScheduled)
    #expect(hours.prices == ["os", "plan"])
    #expect(hours.settings.contains("scaleOut.cpu") && !hours.settings.contains("os"))
  }

  @Test func `answers alone make output tokens`() throws {
    #expect(try drivers("openai", "output-tokens").flows == ["answer-tokens"])
    #expect(try drivers("openai", "input-tokens").flows == ["prompt-tokens"])
    #expect(try drivers("openai", "input-tokens").settings.contains("cachedInput"))
  }

  @Test func `training runs by the schedule, and by the data that waits`() throws {
    let hours = try drivers("databricks", "dbu")
    #expect(hours.isScheduled && !hours.stands)
    // What waits for the run, and what a journey or the prompt asks of a cluster besides.
    #expect(hours.flows.first == "kept-data" && !hours.flows.contains("warehouse-units"))
    #expect(hours.prices.starts(with: ["tier", "workload"]))
  }

  @Test func `in the first region alone the peak of request units follows both reads and writes`() throws {
    let flows = try drivers("cosmos-db", "autoscale-throughput").flows
    #expect(flows.contains("cosmos-reads") && flows.contains("cosmos-writes"))
    #expect(!flows.contains("cosmos-analytical-scans"))
  }

  @Test(arguments: Lever.Family.allCases) func `every family of levers stands in the catalogue`(family: Lever.Family) {
    #expect(!family.doc.isEmpty && !family.kinds.isEmpty)
    for kind in family.kinds { #expect(Blueprint.kind(kind) != nil, "\(kind)") }
  }

  @Test(arguments: Blueprint.kinds.map(\.name))
  func `some meter of every kind is driven by something`(kind: String) throws {
    let meters = MeterDrivers(of: try #require(Blueprint.kind(kind))).meters
    #expect(meters.contains { $0.stands || $0.isScheduled || !$0.flows.isEmpty || !$0.settings.isEmpty })
  }
}
