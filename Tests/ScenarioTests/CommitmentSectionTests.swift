import Pricing
import Quantities
import Scenario
import Testing

/// `commitments:` as a scenario states it, right and wrong.
@Suite struct CommitmentSectionTests {
  static let start = """
    outlay: 1
    horizon: { start: 2027-01-01, months: 12 }
    regions: [eastus2, westeurope]
    components:
      app-service: { plan: P1v3 }
      sql-database: { compute: provisioned, vCores: 4, region: eastus2 }
      cosmos-db: { throughput: manual, provisioned: 1_000 RU/s }
      key-vault: {}
    commitments:

    """

  static func read(_ element: String) throws -> Scenario {
    try readScenario(start + "  - { name: one, \(element) }\n", file: "s.yaml")
  }

  @Test func `a reservation names a component, and takes its size and its only region`() throws {
    let scenario = try Self.read("type: reservation, instance: sql-database, quantity: 8 vCores, term: 3y")
    let commitment = try #require(scenario.commitments.first)
    guard case .reservation(let reserved) = commitment.purchase else {
      Issue.record("\(commitment)")
      return
    }
    #expect(reserved.key == "sql.gp.gen5.compute.4vcore")
    #expect(reserved.region == "eastus2")
    #expect(reserved.quantity == Nano(rounding: 8))
    #expect(commitment.term == .threeYears)
    #expect(commitment.payment == .monthly)
    #expect(commitment.start == Date("2027-01-01"))
    #expect(!commitment.renews)
  }

  @Test func `throughput is reserved everywhere, storage in blocks of 100 TB`() throws {
    let throughput = try Self.read("type: reservation, instance: cosmos-db, quantity: 100_000 RU/s, payment: upfront")
    guard case .reservation(let reserved) = throughput.commitments[0].purchase else { return }
    #expect(reserved.region == nil)
    #expect(throughput.commitments[0].payment == .upfront)
    let storage = try Self.read(
      "type: reservation, meter: blob.hot.lrs.data_stored, region: westeurope, quantity: 1 PB, price: 180_000")
    guard case .reservation(let block) = storage.commitments[0].purchase else { return }
    #expect(block.quantity == Nano(rounding: 1024))
    #expect(storage.commitments[0].price == Money(decimal: "180000"))
  }

  @Test func `a savings plan states an hourly spend, a pre-purchase its units`() throws {
    let plan = try Self.read("type: savings-plan, for: databases, hourly: 2.50")
    #expect(plan.commitments.map(\.purchase) == [.savingsPlan(.databases, hourly: Money(pico: 2_500_000_000_000))])
    let units = try Self.read("type: pre-purchase, for: databricks, quantity: 12_500 DBCU, price: 11_875")
    #expect(units.commitments.map(\.purchase) == [.databricks(units: Nano(nano: 12_500_000_000_000))])
    #expect(units.commitments.map(\.payment) == [.upfront])
  }

  /// What is wrong, where in the line, and words of the message.
  @Test(arguments: [
    ("type: reservation, instance: app-servce, region: eastus2, quantity: 1", 47, "did you mean `app-service`?"),
    ("type: reservation, instance: app-service, quantity: 1", 5, "state `region`: eastus2, westeurope"),
    ("type: reservation, instance: app-service, region: eastus3, quantity: 1", 68, "did you mean `eastus`?"),
    ("type: reservation, instance: key-vault, quantity: 1", 47, "nothing of `key-vault` can be reserved"),
    ("type: reservation, instance: sql-database, quantity: 8 cores", 71, "it takes a plain number, vCores"),
    ("type: reservation, instance: sql-database, quantity: 1.5", 71, "a multiple of 1 vCores"),
    ("type: reservation, instance: sql-database", 5, "has no `quantity`"),
    ("type: reservation, instance: cosmos-db, quantity: 150 RU/s", 68, "a multiple of 100 RU/s"),
    ("type: reservation, instance: cosmos-db, region: eastus2, quantity: 100 RU/s", 66, "leave out `region`"),
    ("type: reservation, instance: sql-database, meter: storage, quantity: 1", 68, "what can be reserved: "),
    ("type: reservation, meter: sql.gp.gen5.compute.4vcores, region: eastus2, quantity: 1", 44, "did you mean `sql.gp"),
    ("type: reservation, quantity: 1", 5, "names neither an `instance` nor a `meter`"),
    ("type: reservation, instance: sql-database, hourly: 2, quantity: 1", 69, "a reservation has no `hourly`"),
    ("type: savings-plan", 5, "needs `hourly`"),
    ("type: savings-plan, for: databases, hourly: 1, term: 3y", 71, "has a term of 1y"),
    ("type: savings-plan, for: databricks, hourly: 1", 43, "databricks has a pre-purchase"),
    ("type: savings-plan, hourly: 1, quantity: 4", 59, "a savings-plan has no `quantity`"),
    ("type: pre-purchase, quantity: 100, payment: monthly", 62, "is paid upfront"),
    ("type: pre-purchase, quantity: 100, start: 2026-06-01", 60, "state what is left"),
    ("type: reservation, instance: sql-database, quantity: 1, start: 2025-06-01", 81, "ends before the horizon"),
    ("type: reservation, instance: sql-database, quantity: 1, start: 2028-01-01", 81, "begins after the horizon"),
    ("type: reservaton, instance: sql-database, quantity: 1", 24, "did you mean `reservation`?"),
    ("type: reservation, instnce: sql-database, quantity: 1", 37, "did you mean `instance`?"),
  ])
  func `what is wrong is told with its place`(element: String, column: Int, words: String) throws {
    do {
      _ = try Self.read(element)
      Issue.record("nothing is wrong with \(element)")
    } catch let problems as Problems {
      let isTold = problems.list.contains {
        $0.message.contains(words) && $0.mark?.line == 10 && $0.mark?.column == column
      }
      #expect(isTold, "\(problems)")
    }
  }

  @Test func `a commitment is called neither as a component nor as another`() throws {
    let first = "  - { name: app-service, type: savings-plan, hourly: 1 }\n"
    #expect(throws: Problems.self) { try readScenario(Self.start + first, file: "s.yaml") }
    let twice = "  - { name: a, type: savings-plan, hourly: 1 }\n"
    #expect(throws: Problems.self) { try readScenario(Self.start + twice + twice, file: "s.yaml") }
    #expect(try readScenario(Self.start + twice, file: "s.yaml").commitments.count == 1)
  }
}
