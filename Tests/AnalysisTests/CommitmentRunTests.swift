import Analysis
import Pricing
import Quantities
import Scenario
import Testing

/// Commitments over simulated usage: what a whole run must hold to.
@Suite struct CommitmentRunTests {
  static let sections = """
    horizon: { start: 2027-01-15, months: 2 }
    regions: [eastus2]
    traffic: { noise: { daily: 5 %, hourly: 10 % } }
    populations:
      - { name: users, users: 30_000, timezone: America/New_York, near: eastus2, growth: 3 %/month, shape: office }
    journeys:
      page:
        perUser: 20 /day
        visits: { app-service: { calls: 1, cpu: 25 ms, out: 120 KB }, cosmos-db: { reads: 2 }, sql-database: { reads: 2 } }
    components:
      app-service: { plan: P1v3, min: 2, max: 20, scaleOut: { cpu: 70 % } }
      cosmos-db: { throughput: autoscale, max: 20_000 RU/s }
      sql-database: { compute: provisioned, vCores: 8 }
    budgets: [{ name: all, amount: 4_000, per: month, alerts: [100 % actual] }]

    """

  static let commitments = """
    commitments:
      - { name: web, type: reservation, instance: app-service, quantity: 1, price: 1_000 }
      - { name: ru, type: reservation, instance: cosmos-db, quantity: 5_000 RU/s }
      - { name: compute, type: savings-plan, hourly: 0.20 }
      - { name: data, type: savings-plan, for: databases, hourly: 0.90 }

    """

  @Test func `the list amount of a run is its bill without commitments, to the last digit`() throws {
    let plain = try Ran(Self.sections).bill
    let bill = try Ran(Self.sections + Self.commitments).bill
    #expect(plain.isComplete && bill.isComplete)
    #expect(bill.listTotal == plain.total)
    #expect(plain.commitments.isEmpty && !plain.hasSavings)
    #expect(plain.lines.allSatisfy { $0.listAmount == $0.amount && $0.amortised == $0.amount })
    #expect(bill.commitments.map(\.name) == ["web", "ru", "compute", "data"])
    // Two instances are always on, whatever the load: one is reserved, the plan covers the other.
    #expect(bill.commitments[0].utilisation == 1)
    #expect(bill.commitments.allSatisfy { $0.utilisation > 0 && $0.utilisation <= 1 })
    let parts = bill.lines.reduce(Money.zero) { $0 + ($1.amortised ?? .zero) }
    #expect(parts == bill.amortisedTotal)
    for use in bill.commitments {
      let unused = try #require(use.unused)
      let amortised = try #require(use.amortised)
      #expect(unused >= .zero && unused <= amortised)
    }
  }

  @Test func `an environment that is off at night uses its reservation by day alone`() throws {
    let text = """
      horizon: { start: 2027-02-01, months: 1 }
      regions: [eastus2]
      components:
        app-service: { plan: P1v3, min: 1, max: 1 }
      environments: [prod, { name: dev, hours: "08:00-20:00", outside: removed }]
      commitments:
        - { name: web, type: reservation, instance: app-service, quantity: 2, price: 2_000 }

      """
    let bill = try Ran(text).bill
    let instances = bill.lines.filter { $0.meter == "appservice.linux.p1v3.instance.hour" }
    // 672 h of prod and 12 of 24 hours of dev: 1,008 of 2 × 672.
    let hours = instances.reduce(0) { $0 + $1.quantity.approximate }
    #expect(bill.commitments.first.map { ($0.utilisation * 1344).rounded() } == hours)
    #expect(hours == 1008)
    #expect(instances.allSatisfy { $0.priceType == "Reservation" && $0.amount == .zero })
  }

  @Test func `a discount and dev and test prices reach every pay-as-you-go line`() throws {
    let plain = try Ran(Self.sections).bill
    let cut = try Ran("prices: { discount: 10 %, offer: dev-test }\n" + Self.sections).bill
    #expect(cut.listTotal == plain.total)
    let ratio = cut.total.approximate / plain.total.approximate
    #expect(abs(ratio - 0.9) < 1e-9)
    #expect(cut.hasSavings)
  }
}
