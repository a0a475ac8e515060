import Components
import Foundation
import Quantities
import Testing

/// What the shipped scenarios promise: everything on, one workload on two platforms, a stream.
struct ShippedScenariosTests {
  @Test func `the enterprise has every kind, and every kind is on its bill`() throws {
    let report = try ShippedRun.enterprise.get().report
    #expect(report.complete)
    let billed = Dictionary(grouping: report.lines, by: \.kind)
    for kind in Blueprint.kinds { #expect(billed[kind.name] != nil, "\(kind.name) has no line") }
    #expect(Set(report.lines.map(\.region)).isSuperset(of: ["eastus2", "westeurope", "southeastasia"]))
  }

  @Test func `what is free stands on the bill as a line of zero that says so`() throws {
    let report = try ShippedRun.enterprise.get().report
    for kind in ["managed-identities", "subscription", "oryx", "delta-sharing", "virtual-network", "cost-management"] {
      let free = report.lines.filter { $0.kind == kind && $0.amount.flatMap(Money.init(decimal:)) == .zero }
      #expect(!free.isEmpty, "\(kind)")
      #expect(free.allSatisfy { (Double($0.quantity) ?? 0) > 0 && !$0.source.isEmpty }, "\(kind)")
    }
  }

  @Test func `without its private network the enterprise pays for no endpoint and no firewall`() throws {
    let sandbox = try Sandbox()
    let open = try sandbox.report(Repository.root + "/Scenarios/enterprise.yaml#open")
    let closed = try ShippedRun.enterprise.get().report
    for kind in ["private-endpoint", "firewall", "virtual-network"] {
      #expect(open.lines.allSatisfy { $0.kind != kind } && closed.amount(of: kind) > .zero, "\(kind)")
    }
    // The bytes to users are the same; only the way differs.
    #expect(agree(open.quantity("bandwidth.internet.mgn"), closed.quantity("bandwidth.internet.mgn")))
  }

  @Test func `the same workload runs on both platforms`() throws {
    let sandbox = try Sandbox()
    let apart = try ShippedRun.fabric.get().report
    let fabric = try sandbox.report(Repository.root + "/Scenarios/fabric.yaml#fabric")
    // What users ask and what serves them is alike to the last digit.
    #expect(apart.demand.map(\.served) == fabric.demand.map(\.served))
    for instance in ["app-service", "sql-database", "application-insights"] {
      #expect(apart.amount(of: instance) == fabric.amount(of: instance), "\(instance)")
    }
    for instance in ["data-factory", "databricks", "data-lake"] {
      #expect(apart.amount(of: instance) > .zero && fabric.amount(of: instance) == .zero, "\(instance)")
    }
    #expect(fabric.amount(of: "fabric") > .zero)
    // The database takes as many predictions from either: it works as hard in its busiest hour, the nightly batch.
    func busiest(_ report: ReportFile) -> Double {
      report.capacity.filter { $0.instance == "sql-database" && $0.metric == "vCoresUsed" }.map(\.max).max() ?? 0
    }
    #expect(busiest(apart) > 0 && busiest(fabric) > 0)
    // The capacity holds: it never owes more than the 10 minutes after which interactive work waits.
    let ahead = fabric.capacity.first { $0.instance == "fabric" && $0.metric == "minutesAhead" }
    #expect((ahead?.max ?? 99) < 10)
  }

  @Test func `the stream's events go through event hubs and functions`() throws {
    let report = try ShippedRun.streaming.get().report
    for kind in ["event-hubs", "functions", "data-lake", "databricks"] {
      #expect(report.amount(of: kind) > .zero, "\(kind)")
    }
    // 210 events per user and day are sent, a hundred of them an execution.
    let events = report.quantity("eh.ingress.standard") * 1e6
    let demand = report.served("signal") + report.served("prediction")
    #expect(agree(events, demand, within: 1e-6))
  }

  @Test func `a comparison names what makes the difference, and it adds up`() throws {
    struct Comparison: Decodable {
      struct Side: Decodable {
        var name: String
        var total: String
      }
      struct Row: Decodable {
        var instance: String
        var amounts: [String?]
        var months: [[String?]]
      }
      struct Difference: Decodable {
        var side: String
        var instance: String
        var meter: String
        var before: String?
        var after: String?
        var difference: String
        var reason: String
      }
      var sides: [Side]
      var months: [String]
      var components: [Row]
      var differences: [Difference]
    }
    let sandbox = try Sandbox()
    let ended = try sandbox.outlay(["compare", "Scenarios/fabric.yaml", "--variants", "--json"], in: Repository.root)
    let comparison = try JSONDecoder().decode(Comparison.self, from: Data(ended.stdout.utf8))
    func money(_ text: String?) throws -> Money {
      guard let text, let money = Money(decimal: text) else { throw Failure("\(text ?? "nothing") is no amount") }
      return money
    }
    let totals = try comparison.sides.map { try money($0.total) }
    let sum = try comparison.differences.map { try money($0.difference) }.sum
    #expect(sum == totals[1] - totals[0])
    #expect(comparison.months.count == 12)
    for row in comparison.components {
      for (side, months) in row.months.enumerated() where row.amounts[side] != nil {
        let (sum, amount) = (try months.map { try money($0) }.sum, try money(row.amounts[side]))
        #expect(sum == amount, "\(row.instance)")
      }
    }
    let sizes = try comparison.differences.map { abs(try money($0.difference).approximate) }
    #expect(sizes == sizes.sorted(by: >))
    #expect(comparison.differences.allSatisfy { !$0.reason.isEmpty })
    #expect(comparison.differences.first { $0.instance == "databricks" }?.after == nil)
  }
}
