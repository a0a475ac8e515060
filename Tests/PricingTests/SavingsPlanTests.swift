import Quantities
import Testing

@testable import Pricing

/// Savings plans, pre-purchases and negotiated discounts, followed by hand.
@Suite struct SavingsPlanTests {
  static let big = "appservice.linux.p3v3.instance.hour"
  static let rows =
    appServiceRows + [
      Row(key: big, unit: "1 Hour", price: "1"),
      Row(key: big, unit: "1 Hour", price: "0.5", type: "SavingsPlan", term: "1 Year"),
    ]

  @Test func `the greatest discount is covered first, and the rest is paid as it goes`() throws {
    // 0.558 an hour: 0.5 for the big one at half its price, 0.058 for 0.058 ÷ 0.11625 of the small one.
    let bill = try rate(
      Self.rows, [steady(1, instance: "small"), steady(1, instance: "big", key: Self.big)],
      [
        savingsPlan("0.558125")
      ])
    let left = bill.lines(ofType: "Consumption")
    #expect(left.map(\.instance) == ["small"])
    // 0.058125 ÷ 0.11625 = 0.5 of each hour: 336 h × 0.155 = 52.08, beside 0.558125 × 8,760 ÷ 12 = 407.43125.
    #expect(left.first?.quantity.decimal == "336.000000000")
    #expect(bill.total.decimal == "459.511250000000")
    // Amortised, the plan costs its 672 h.
    #expect(bill.amortisedTotal == Money(pico: 558_125_000_000 * 672 + 52_080_000_000_000))
    #expect(bill.commitments.first?.utilisation == 1)
    #expect(bill.commitments.first?.unused == .zero)
  }

  @Test func `what an hour doesn't use is lost`() throws {
    let bill = try rate(appServiceRows, [hourly([4])], [savingsPlan("0.2325")])
    // 0.2325 buys two instance-hours of the first hour's four; the other 671 h of the plan are lost.
    #expect(bill.payAsYouGo == 2_000_000_000)
    #expect(bill.commitments.first?.unused == Money(pico: 232_500_000_000 * 671))
  }

  @Test func `reservations come first`() throws {
    let bill = try rate(appServiceRows, [steady(2)], [savingsPlan("0.11625"), reservation(1)])
    #expect(bill.payAsYouGo == 0)
    #expect(bill.commitments.map(\.type) == ["reservation", "savings-plan"])
    #expect(bill.commitments.allSatisfy { $0.utilisation == 1 })
    #expect(bill.commitments.map(\.covered) == [0.5, 1])
  }

  @Test func `a negotiated price below the plan's rate is paid instead`() throws {
    let bill = try rate(appServiceRows, [steady(1)], [savingsPlan("1")], discount: Discount(0.3))
    // 0.155 less 30 % is 0.1085, below 0.11625.
    #expect(bill.payAsYouGo == 672_000_000_000)
    #expect(bill.lines(ofType: "Consumption").first?.unitPrice?.decimal == "0.108500000000")
    #expect(bill.commitments.first?.utilisation == 0)
  }

  @Test func `a plan is for compute or for databases`() throws {
    let rows = [
      Row(key: "sql.gp.gen5.compute.4vcore", unit: "1 Hour", price: "0.608868"),
      Row(key: "sql.gp.gen5.compute.vcore", unit: "1 Hour", price: "0.1217736", type: "SavingsPlan", term: "1 Year"),
    ]
    let uses = [steady(1, key: "sql.gp.gen5.compute.4vcore")]
    #expect(try rate(rows, uses, [savingsPlan("1")]).payAsYouGo == 672_000_000_000)
    // The price of four vCores is for all of them, the rate for one: 4 × 0.1217736 an hour.
    let bill = try rate(rows, uses, [savingsPlan("0.4870944", for: .databases)])
    #expect(bill.payAsYouGo == 0)
    #expect(bill.commitments.first?.utilisation == 1)
  }

  @Test func `a discount is taken off the price, and the list amount stands beside it`() throws {
    let bill = try rate(appServiceRows, [steady(1)], [], discount: Discount(0.05))
    // 0.155 × 0.95 = 0.14725; 672 h cost 98.952 instead of 104.16.
    #expect(bill.lines.map(\.unitPrice?.decimal) == ["0.147250000000"])
    #expect(bill.total.decimal == "98.952000000000")
    #expect(bill.listTotal.decimal == "104.160000000000")
    #expect(bill.amortisedTotal == bill.total)
    #expect(bill.hasSavings)
    // A purchase has its own price.
    let reserved = try rate(appServiceRows, [steady(1)], [reservation(1)], discount: Discount(0.05))
    #expect(reserved.total.decimal == "86.833333333333")
  }

  @Test func `commit units are drawn by ratio at any time, until they are gone`() throws {
    let rows = [Row(key: "dbx.dbu.premium.jobs", unit: "1 Hour", price: "0.3")]
    let uses = [
      use(Array(repeating: 10, count: 28), key: "dbx.dbu.premium.jobs", meter: port(Hour.self))
    ]
    func bought(_ units: Int64) -> Commitment {
      Commitment(
        name: "dbcu", purchase: .databricks(units: Nano(nano: units * 1_000_000_000)), term: .year, payment: .upfront,
        start: february.start, price: Money(decimal: "90"))
    }
    // 28 days × 10 DBU × 0.3 = 84 DBCU of 100, bought for 90: 75.60 of it.
    let enough = try rate(rows, uses, [bought(100)])
    #expect(enough.payAsYouGo == 0)
    #expect(enough.total.decimal == "90.000000000000")
    #expect(enough.amortisedTotal.decimal == "75.600000000000")
    #expect(enough.commitments.first?.breakEven.map { ($0 * 1000).rounded() } == 900)
    // 50 DBCU are gone on the 17th day: 2 ÷ 0.3 = 6.666… DBU of it; 280 − 166.666… are paid.
    let short = try rate(rows, uses, [bought(50)])
    #expect(short.payAsYouGo == 113_333_333_334)
    #expect(short.commitments.first?.utilisation == 1)
    #expect(short.amortisedTotal == Money(pico: 90_000_000_000_000 + 34_000_000_000_200))
  }

  @Test func `dev and test pay prices of their own where the list has them`() throws {
    let rows = [
      Row(key: "meter", price: "1"), Row(key: "meter", price: "0.5", type: "DevTestConsumption"),
      Row(key: "other", price: "2"),
    ]
    var uses = [use([1]), use([1], key: "other")]
    for index in uses.indices { uses[index].isDevTest = true }
    let bill = try rate(rows, uses)
    #expect(bill.lines.map(\.priceType) == ["DevTestConsumption", "Consumption"])
    #expect(bill.total.decimal == "2.500000000000")
    #expect(try rate(rows, [use([1])]).total.decimal == "1.000000000000")
  }

  @Test func `a dev and test subscription counts its tiers apart`() throws {
    let rows = [Row(price: "1"), Row(tier: "10", price: "0.5")]
    var other = use([10], instance: "test")
    other.isDevTest = true
    #expect(try rate(rows, [use([10]), other]).total.decimal == "20.000000000000")
  }

  // By hand: 10 GB of both, of which the account's 15 GB are free once: 5 GB at 1.
  @Test func `what is free by the account is free once for all its subscriptions`() throws {
    let rows = [Row(price: "0"), Row(tier: "15", price: "1")]
    let logs = port(Gigabyte.self, pool: .account)
    var other = use([10], instance: "test", meter: logs)
    other.isDevTest = true
    #expect(try rate(rows, [use([10], meter: logs), other]).total.decimal == "5.000000000000")
  }
}
