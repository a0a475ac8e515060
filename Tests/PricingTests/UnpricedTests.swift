import Quantities
import Testing

@testable import Pricing

@Suite struct UnpricedTests {
  @Test func `a meter without a price is a line without an amount`() throws {
    let bill = try rate([Row(region: "westeurope")], [use([1, 0, 2])])
    let line = try #require(bill.lines.first)
    #expect(bill.lines.count == 1)
    #expect(line.id == "app/meter/eastus2/2027-02/0")
    #expect(line.amount == nil && line.unitPrice == nil && line.row == nil && line.confidence == nil)
    #expect(line.unit == "GB" && line.quantity == Nano(nano: 3_000_000_000))
    #expect(line.days.map(\.day) == [0, 2])
    #expect(line.days.allSatisfy { $0.amount == .zero })
    #expect(line.source.contains("there are prices for westeurope"))
    #expect(!bill.isComplete)
    #expect(bill.total == .zero)
    #expect(bill.priceSources.isEmpty)
  }

  @Test func `an unknown key is named`() throws {
    #expect(try rate([], [use([1])]).lines.map(\.source) == ["unpriced: no price row has the key `meter`"])
  }

  @Test func `conflicting prices leave the line unpriced with both named`() throws {
    let line = try rate([Row(price: "1"), Row(price: "2")], [use([1])]).lines.first
    #expect(line?.amount == nil)
    #expect(line?.source.contains("1 USD per 1 GB") == true && line?.source.contains("2 USD per 1 GB") == true)
  }

  @Test func `a price in another dimension leaves the line unpriced`() throws {
    let bill = try rate([Row(unit: "1 GB/Month")], [use([1])])
    #expect(bill.lines.map(\.amount) == [nil])
    #expect(bill.lines.map(\.source) == ["unpriced: the price of `meter` is per 1 GB/Month, but `use` counts `GB`"])
  }

  @Test func `days before the first price are a line of their own`() throws {
    let bill = try rate([Row(price: "2", from: "2027-02-03")], [use([1, 1, 1, 1])])
    #expect(
      bill.summary == [
        "app/meter/eastus2/2027-02/0@2027-02-03 2.000000000 4.000000000000",
        "app/meter/eastus2/2027-02/0@unpriced 2.000000000 unpriced",
      ])
    #expect(bill.lines[1].days.map(\.day) == [0, 1])
    #expect(bill.lines[1].source.contains("holds on 2027-02-01"))
  }

  @Test(arguments: ["assumed", "low"])
  func `strict prices refuse what is not well known`(confidence: String) throws {
    let rows = [Row(price: "1", confidence: confidence)]
    #expect(try rate(rows, [use([1])]).isComplete)
    let strict = try rate(rows, [use([1])], strict: true)
    #expect(strict.lines.map(\.amount) == [nil])
    #expect(strict.lines.first?.source.contains("strict prices refuse confidence `\(confidence)`") == true)
    #expect(try rate([Row(confidence: "medium")], [use([1])], strict: true).isComplete)
  }

  @Test func `strict prices refuse only the part that falls into the doubtful tier`() throws {
    let rows = [Row(unit: "1K", price: "2"), Row(unit: "1K", tier: "10", price: "1", confidence: "low")]
    let bill = try rate(rows, [use([8000, 8000], meter: port(Token.self))], strict: true)
    #expect(
      bill.summary == [
        "app/meter/eastus2/2027-02/0 10.000000000 20.000000000000",
        // 6 thousand, told in the meter's own unit.
        "app/meter/eastus2/2027-02/0@unpriced 6000.000000000 unpriced",
      ])
    #expect(bill.lines[1].days.map(\.day) == [1])
  }

  @Test func `a later doubtful price does not let an older one stand in`() throws {
    let rows = [Row(price: "1", from: "2020-01-01"), Row(price: "2", from: "2027-02-02", confidence: "assumed")]
    let bill = try rate(rows, [use([1, 1])], strict: true)
    #expect(
      bill.summary == [
        "app/meter/eastus2/2027-02/0 1.000000000 1.000000000000",
        "app/meter/eastus2/2027-02/0@unpriced 1.000000000 unpriced",
      ])
  }

  @Test func `an unpriced region leaves the pool of the others`() throws {
    let meter = port(Gigabyte.self, pool: .zone)
    let bill = try rate(
      [Row(price: "0"), Row(tier: "5", price: "1")],
      [use([6], meter: meter), use([6], region: "westeurope", meter: meter)])
    #expect(bill.total == Money(decimal: "1"))
    #expect(bill.lines.filter { $0.amount == nil }.map(\.region) == ["westeurope"])
  }

  @Test(arguments: [1e19, 1e10, -1, .nan, .infinity])
  func `a quantity beyond what is exact is unpriced, not wrong`(quantity: Double) throws {
    let bill = try rate([Row()], [use([quantity])])
    #expect(bill.lines.map(\.amount) == [nil])
    #expect(bill.lines.first?.source.contains("beyond 9.2e9") == true)
  }

  @Test func `a month beyond what is exact is unpriced, not wrong`() throws {
    let bill = try rate([Row(price: "9999999")], [use([9e9, 9e9])])
    #expect(bill.lines.map(\.amount) == [nil])
  }

  // 9e9 × (1e7 − 1e-12) = 9e16 − 0.009.
  @Test func `the dearest price and the largest month stay exact`() throws {
    let bill = try rate([Row(price: "9999999.999999999999")], [use([9e9])])
    #expect(bill.total.decimal == "89999999999999999.991000000000")
  }
}
