import Foundation
import Quantities
import Testing

/// The same scenario, prices and seed give the same bytes, and every total is an exact sum.
@Suite struct DeterminismTests {
  @Test(arguments: [[], ["--threads", "1"], ["--threads", "2"], ["--threads", "8"], ["--seed", "1"]])
  func `a second run gives the same bytes on any number of threads`(arguments: [String]) throws {
    let first = try ShippedRun.reference.get()
    let second = try ShippedRun("reference", arguments)
    for (name, text) in first.files { #expect(second.files[name] == text, "\(name)") }
    #expect(second.terminal == first.terminal)
  }

  @Test func `threads don't change advice and comparison`() throws {
    let sandbox = try Sandbox()
    for command in [
      ["advise", WorkedScenarioTests.folder + "/scenario.yaml"], ["compare", "Scenarios/small.yaml", "--variants"],
    ] {
      let one = try sandbox.outlay(command + ["--json", "--threads", "1"], in: Repository.root)
      let eight = try sandbox.outlay(command + ["--json", "--threads", "8"], in: Repository.root)
      #expect(one.status == 0)
      #expect(one.stdout == eight.stdout)
      #expect(!one.stdout.isEmpty)
    }
  }

  @Test func `another seed draws another year`() throws {
    let other = try ShippedRun("reference", ["--seed", "2"])
    #expect(other.report.total != (try ShippedRun.reference.get()).report.total)
    // Noise of mean 1: a year's total moves by little.
    let (a, b) = (Double(other.report.total) ?? 0, Double((try ShippedRun.reference.get()).report.total) ?? 0)
    #expect(agree(a, b, within: 0.05))
  }

  @Test(arguments: [false, true])
  func `totals are the exact sums of lines, days and months`(isSmall: Bool) throws {
    let run = try (isSmall ? ShippedRun.small : ShippedRun.reference).get()
    let report = run.report
    let total = try #require(Money(decimal: report.total))
    #expect(report.complete)
    #expect(report.lines.compactMap { $0.amount.flatMap { Money(decimal: $0) } }.sum == total)
    #expect(report.days.compactMap { Money(decimal: $0.total) }.sum == total)
    #expect(report.months.compactMap { Money(decimal: $0.total) }.sum == total)
    #expect(report.days.count == 365)
    #expect(report.lines.map(\.id) == report.lines.map(\.id).sorted())
    for month in report.months {
      let days = report.days.filter { $0.date.hasPrefix(month.month) }.compactMap { Money(decimal: $0.total) }.sum
      let lines = report.lines.filter { $0.month == month.month }.compactMap { Money(decimal: $0.amount ?? "") }.sum
      #expect(days.decimal == month.total)
      #expect(lines.decimal == month.total)
    }
    // The same lines stand in lines.csv: id first, quantity and amount among its columns.
    let table = try #require(run.files["lines.csv"]).split(whereSeparator: \.isNewline).map {
      Repository.fields(String($0))
    }
    let (id, amount) = (try #require(table[0].firstIndex(of: "id")), try #require(table[0].firstIndex(of: "amount")))
    #expect(table.dropFirst().map { $0[id] } == report.lines.map(\.id))
    #expect(table.dropFirst().compactMap { Money(decimal: $0[amount]) }.sum == total)
  }

  @Test func `predictions in real time cost what batch does not`() throws {
    let sandbox = try Sandbox()
    let batch = try ShippedRun.reference.get().report
    let realTime = try sandbox.report(Repository.root + "/Scenarios/reference.yaml#real-time")
    #expect(realTime.variant == "real-time")
    #expect((Double(realTime.total) ?? 0) > (Double(batch.total) ?? 0))
    // Scored on App Service when asked for, not on Databricks each night.
    #expect(realTime.amount(of: "app-service") > batch.amount(of: "app-service"))
    #expect(realTime.amount(of: "databricks") < batch.amount(of: "databricks"))
  }
}
