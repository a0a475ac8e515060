import Quantities
import Testing

@testable import Pricing

/// Reservations, followed by hand.
@Suite struct ReservationTests {
  @Test func `a fully used reservation costs its price, and nothing besides`() throws {
    let bill = try rate(appServiceRows, [steady(1)], [reservation(1)])
    // 1,042 a year in 12 payments of 86.8333…; 672 h × 0.155 = 104.16 by the list; amortised 1,042 × 672 ÷ 8,760.
    #expect(
      bill.summary == [
        "app/\(reservedKey)/eastus2/2027-02/0@reserved 672.000000000 0.000000000000",
        "reserved/\(reservedKey)/eastus2/2027-02/0 1.000000000 86.833333333333",
      ])
    #expect(bill.listTotal.decimal == "104.160000000000")
    #expect(bill.amortisedTotal.decimal == "79.934246575342")
    #expect(bill.lines.map(\.amortised?.decimal) == ["79.934246575342", "0.000000000000"])
    let use = try #require(bill.commitments.first)
    #expect(use.utilisation == 1)
    #expect(use.covered == 1)
    #expect(use.unused == .zero)
    // Eleven payments are still to come.
    #expect(use.owed.map { $0 + (use.paid ?? .zero) } == Money(decimal: "1042"))
  }

  @Test func `an unused reservation costs the same, and all of it is lost`() throws {
    let bill = try rate(appServiceRows, [], [reservation(1)])
    #expect(bill.total.decimal == "86.833333333333")
    #expect(bill.commitments.first?.unused?.decimal == "79.934246575342")
    #expect(bill.commitments.first?.utilisation == 0)
    #expect(bill.listTotal == .zero)
  }

  @Test func `hours above the reservation are paid as they go, and unused hours aren't carried over`() throws {
    // MicrosoftDocs/azure-docs reservations/reservation-discount-app-service.md@0f1ed17: one reservation, instances that run
    // 0.75 and 0.5 h, 1 and 1, 1 and 1, 0.5 and 1: 0.25, 1, 1 and 0.5 h are paid.
    let bill = try rate(
      appServiceRows,
      [hourly([0.75, 1, 1, 0.5], instance: "one"), hourly([0.5, 1, 1, 1], instance: "two")], [reservation(1)])
    #expect(bill.payAsYouGo == 2_750_000_000)
    #expect(bill.commitments.first.map { ($0.utilisation * 672).rounded() } == 4)
  }

  @Test func `a reservation holds for its size and region alone`() throws {
    let other = "appservice.linux.p2v3.instance.hour"
    let rows =
      appServiceRows + [
        Row(key: other, unit: "1 Hour", price: "0.31"),
        Row(key: reservedKey, region: "westeurope", unit: "1 Hour", price: "0.178"),
      ]
    let bill = try rate(
      rows, [steady(1, key: other), steady(1, region: "westeurope")], [reservation(1)])
    #expect(bill.payAsYouGo == 2 * 672_000_000_000)
    #expect(bill.commitments.first?.utilisation == 0)
  }

  @Test func `sizes of a series share a reservation by their vCPUs`() throws {
    let rows = [
      Row(key: "vm.d4s_v5.payg", unit: "1 Hour", price: "0.192"),
      Row(key: "vm.d8s_v5.reserved", unit: "1 Hour", price: "2000", type: "Reservation", term: "1 Year"),
    ]
    // Three machines of 4 vCPUs on one of 8: one is paid as it goes.
    let bill = try rate(rows, [steady(3, key: "vm.d4s_v5.payg")], [reservation(1, of: "vm.d8s_v5.payg")])
    #expect(bill.payAsYouGo == 672_000_000_000)
    #expect(bill.commitments.first?.utilisation == 1)
    #expect(Reservable("vm.b2ms.payg")?.group == "vm.b2ms.payg")
    #expect(Reservable("vm.e32-16ds_v5.payg")?.group == "vm.e32-16ds_v5.payg")
    #expect(Reservable("vm.d3_v2.payg")?.group == "vm.d3_v2.payg")
  }

  @Test func `vCores of any size draw on reserved vCores`() throws {
    let rows = [Row(key: "sql.gp.gen5.compute.8vcore", unit: "1 Hour", price: "1.217736")]
    // A database of 8 vCores on 4: half of each of its hours is paid.
    let bill = try rate(
      rows, [steady(1, key: "sql.gp.gen5.compute.8vcore")], [reservation(4, of: "sql.gp.gen5.compute.vcore")])
    #expect(bill.payAsYouGo == 336_000_000_000)
    // The list has no price of it: its line has none, the others do.
    #expect(!bill.isComplete)
    #expect(bill.lines.filter { $0.amount == nil }.map(\.instance) == ["reserved"])
    #expect(bill.lines.first { $0.amount == nil }?.source.contains("sql.gp.gen5.compute.vcore") == true)
  }

  @Test func `the candidates of a missing price are named`() throws {
    let bill = try rate(appServiceRows, [steady(1)], [reservation(1, term: .threeYears)])
    let line = try #require(bill.lines.first { $0.amount == nil })
    #expect(line.id == "reserved/\(reservedKey)/eastus2/2027-02/0")
    #expect(line.source.contains("for 3 Years in eastus2"))
    #expect(line.source.contains("[Reservation 1 Year]"))
    #expect(bill.amortisedTotal == .zero)
    #expect(bill.commitments.first?.amortised == nil)
  }

  @Test func `a price that the scenario states needs no row`() throws {
    let bill = try rate(
      appServiceRows, [steady(1)], [reservation(1, payment: .upfront, price: Money(decimal: "1200"))])
    #expect(bill.isComplete)
    #expect(bill.total.decimal == "1200.000000000000")
    #expect(bill.lines.last?.days.map(\.day) == [0])
  }

  @Test func `over its whole term payments and amortised cost are its price to the last digit`() throws {
    let year = Horizon(start: february.start, months: 12)
    let uses = (0..<12).map { month in
      hourly(Array(repeating: 0.4, count: year.months[month].spannedHours), in: year, month: month)
    }
    for payment in Commitment.Payment.allCases {
      let bill = try rate(appServiceRows, uses, [reservation(3, payment: payment)], in: year)
      #expect(bill.total.decimal == "3126.000000000000")
      #expect(bill.amortisedTotal.decimal == "3126.000000000000")
      #expect(bill.commitments.first?.owed == .zero)
      #expect(bill.dayTotals(year.days).reduce(.zero, +) == bill.total)
    }
  }

  @Test func `a reservation that ends leaves its usage to be paid, unless it is renewed`() throws {
    var ended = try #require(reservation(1, start: "2026-02-15", term: .year))
    // It ends on 2027-02-15: 14 of the 28 days.
    let bill = try rate(appServiceRows, [steady(1)], [ended])
    #expect(bill.payAsYouGo == 336_000_000_000)
    ended.renews = true
    let renewed = try rate(appServiceRows, [steady(1)], [ended])
    #expect(renewed.payAsYouGo == 0)
    #expect(renewed.lines(ofType: "Reservation").last?.days.map(\.day) == [14])
  }

  @Test func `throughput draws in the ratio of its region's price`() throws {
    // Autoscale costs 1.5 times the standard price, and draws so much: 10,000 RU/s take 15,000.
    let rows = [
      Row(key: "cosmos.ru.autoscale.single_write", unit: "1/Hour", price: "0.012"),
      Row(
        key: "cosmos.reservation.100k_ru", region: "Global", unit: "100000 RU/s", price: "56064", type: "Reservation",
        term: "1 Year"),
    ]
    let uses = [steady(100, key: "cosmos.ru.autoscale.single_write")]
    func left(_ quantity: Int) throws -> Bill {
      try rate(rows, uses, [reservation(quantity, of: "cosmos.ru.manual.single_write", in: nil)])
    }
    #expect(try left(15_000).payAsYouGo == 0)
    #expect(try left(14_900).payAsYouGo > 0)
    // 15 % of the row's 100,000 RU/s: 8,409.60 a year, 700.80 a month.
    #expect(try left(15_000).total.decimal == "700.800000000000")
    #expect(try left(1_000_000).isComplete == false)
  }

  @Test func `storage is reserved in blocks, of one tier and redundancy, hour by hour`() throws {
    let key = "blob.hot.lrs.data_stored"
    let rows = [Row(key: key, unit: "1 GB/Month", price: "0.02")]
    // 80 TiB in the first hour and 101 in the second against 100: one TiB-hour is paid.
    let meter = port(GigabyteMonth.self)
    let uses = [hourly([80, 101].map { $0 * 1024 / 672 }, key: key, meter: meter)]
    let bill = try rate(rows, uses, [reservation(100, of: key, price: Money(decimal: "18540"))])
    let paid = Double(bill.payAsYouGo) / 1e9 * 672 / 1024
    #expect(abs(paid - 1) < 1e-6)
    let same = Reservable("adls.hot.lrs.data_stored")
    #expect(same?.group == Reservable(key)?.group)
    #expect(Reservable("blob.cold.lrs.data_stored") == nil)
    #expect(Reservable("blob.hot.lrs.write") == nil)
  }
}
