import Quantities
import Testing

@testable import Pricing

@Suite struct ResolutionTests {
  func resolve(_ rows: [Row], on day: String = "2027-02-10", region: String = "eastus2") throws -> Resolution {
    Candidates(key: "meter", region: region, in: try book(rows)).resolve(on: try date(day))
  }

  func prices(_ rows: [Row], on day: String = "2027-02-10", region: String = "eastus2") throws -> [String]? {
    guard case .bands(let bands) = try resolve(rows, on: day, region: region) else { return nil }
    return bands.map { "\($0.tierMinimum.decimal.trimmingZeros()): \($0.price.decimal.trimmingZeros())" }
  }

  func reason(_ rows: [Row], on day: String = "2027-02-10", region: String = "eastus2") throws -> String? {
    guard case .unpriced(let reason) = try resolve(rows, on: day, region: region) else { return nil }
    return reason
  }

  @Test func `the latest row on or before the day rates it, however old`() throws {
    let rows = [
      Row(price: "1", from: "2010-01-01"), Row(price: "2", from: "2020-01-01"), Row(price: "3", from: "2027-02-11"),
    ]
    #expect(try prices(rows) == ["0: 2"])
    #expect(try prices(rows, on: "2027-02-11") == ["0: 3"])
    #expect(try prices(rows, on: "2039-01-01") == ["0: 3"])
  }

  @Test func `an undated row loses to a dated one, and stands where none has begun`() throws {
    let rows = [Row(price: "1"), Row(price: "2", from: "2027-02-10")]
    #expect(try prices(rows) == ["0: 2"])
    #expect(try prices(rows, on: "2027-02-09") == ["0: 1"])
    #expect(try prices([Row(price: "1")], on: "2020-01-01") == ["0: 1"], "the book's date filters no row out")
  }

  @Test func `effective_until is the last day`() throws {
    let rows = [Row(price: "1", from: "2020-01-01"), Row(price: "2", from: "2027-02-01", until: "2027-02-10")]
    #expect(try prices(rows) == ["0: 2"])
    #expect(try prices(rows, on: "2027-02-11") == ["0: 1"])
  }

  @Test func `a meter whose rows have all lapsed or not begun is unpriced, its candidates named`() throws {
    let lapsed = try reason([Row(price: "2", from: "2020-01-01", until: "2027-02-09")])
    let message = """
      no price of `meter` in eastus2 holds on 2027-02-10; there are eastus2 tier 0 2 USD per 1 GB \
      from 2020-01-01 until 2027-02-09 (Product / Sku / Meter)
      """
    #expect(lapsed == message)
    #expect(try reason([Row(from: "2027-02-11")])?.contains("from 2027-02-11") == true)
  }

  @Test func `different prices of one tier and date are never chosen between`() throws {
    let found = try reason([Row(price: "2", from: "2020-01-01"), Row(price: "1", from: "2020-01-01")])
    #expect(found?.contains("several prices") == true)
    #expect(found?.contains("1 USD per 1 GB") == true)
    #expect(found?.contains("2 USD per 1 GB") == true)
    #expect(try reason([Row(price: "2"), Row(price: "1")]) != nil)
    #expect(try reason([Row(unit: "1 GB"), Row(unit: "1K")]) != nil)
  }

  @Test func `the same row twice is one row`() throws {
    #expect(try prices([Row(price: "1"), Row(price: "1"), Row(price: "1", confidence: "low")]) == ["0: 1"])
  }

  @Test func `only pay-as-you-go rows rate usage`() throws {
    let rows = [
      Row(price: "1", type: "Reservation", term: "1 Year"), Row(price: "2", type: "SavingsPlan", term: "3 Years"),
      Row(price: "3", type: "DevTestConsumption"), Row(price: "4", term: "1 Year"),
    ]
    #expect(try reason(rows)?.contains("[Reservation 1 Year]") == true)
    #expect(try prices(rows + [Row(price: "5")]) == ["0: 5"])
  }

  @Test func `the region's row wins over its zone's, and that over the global one`() throws {
    let all = [
      Row(region: "Global", price: "1"), Row(region: "Zone 1", price: "2"), Row(region: "eastus2", price: "3"),
    ]
    #expect(try prices(all) == ["0: 3"])
    #expect(try prices(all, region: "westeurope") == ["0: 2"])
    #expect(try prices(all, region: "southeastasia") == ["0: 1"])
    #expect(try prices(all, region: "Global") == ["0: 1"])
  }

  @Test func `another region's price is never taken`() throws {
    #expect(
      try reason([Row(region: "westeurope")])
        == "no pay-as-you-go price of `meter` for eastus2, Zone 1, Global; there are prices for westeurope")
    #expect(Candidates(key: "nothing", region: "eastus2", in: try book([Row()])).rows.isEmpty)
  }

  @Test func `a later date that restates some tiers leaves the others`() throws {
    let rows = [
      Row(tier: "0", price: "3", from: "2020-01-01"), Row(tier: "100", price: "2", from: "2020-01-01"),
      Row(tier: "100", price: "1", from: "2027-01-01"),
    ]
    #expect(try prices(rows) == ["0: 3", "100: 1"])
    #expect(try prices(rows, on: "2026-12-31") == ["0: 3", "100: 2"])
  }

  @Test func `tiers that leave the first units unpriced, or change their unit, are refused`() throws {
    #expect(try reason([Row(tier: "5")])?.contains("begins at 0") == true)
    #expect(try reason([Row(), Row(unit: "1K", tier: "5")])?.contains("different units") == true)
  }

  @Test func `a tariff is the resolved tiers, for months rated alone`() throws {
    let book = try book([Row(unit: "1K", price: "2"), Row(unit: "1K", tier: "10", price: "1")])
    let day = try date("2027-02-10")
    let tariff = try #require(book.tariff(key: "meter", region: "eastus2", unit: "tokens", on: day))
    // 10 K at 2 and 5 K at 1.
    #expect(tariff.amount(of: 15_000.0) == Money(decimal: "25"))
    #expect(book.tariff(key: "meter", region: "eastus2", unit: "h", on: day) == nil)
    #expect(book.tariff(key: "meter", region: "westeurope", unit: "tokens", on: day) == nil)
  }
}
