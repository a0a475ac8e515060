import Foundation
import Ledger
import Pricing
import Quantities
import Testing

/// The traps of the Retail Prices API that hang on which meter an item is of, one test each.
///
/// Facts: names of the embedded price list; the traps are those of its notes on the API.
struct PriceTrapTests {
  let folder: PriceFolder
  init() throws { folder = try PriceFolder() }

  /// The names that the embedded list has of a key.
  func names(_ key: String) throws -> MeterNames { try #require(MeterIdentity(ofMeter: key).names.first, "\(key)") }

  func prices(_ key: String, in region: String = "westeurope", on day: String = "2026-11-22") throws -> [String] {
    let book = try folder.store().book()
    guard case .bands(let rows) = Candidates(key: key, region: region, in: book).resolve(on: try #require(Date(day)))
    else { return [] }
    return rows.map { String($0.price.decimal.prefix(6)) }
  }

  @Test func `a service's unrelated product is no price of its meters`() throws {
    var vault = RetailFact(
      meterId: "operations", price: "0.03", unit: "10K", names: try names("kv.standard.operations"))
    vault.region = "westeurope"
    let module = RetailFact(
      meterId: "hsm", price: "4.85", unit: "1 Hour",
      names: MeterNames(
        service: "Key Vault", product: "Azure Dedicated HSM", sku: "Standard", meter: "Standard Instance"),
      region: "westeurope")
    try folder.take([vault.json(), module.json()])
    #expect(try prices("kv.standard.operations") == ["0.0300"])
    #expect(
      try folder.store().book().allRows().values.joined().allSatisfy { $0.price < Money(pico: 1_000_000_000_000) })
  }

  @Test func `of all items of a virtual machine's size the plain one for Linux is its price`() throws {
    let names = MeterNames(
      service: "Virtual Machines", product: "Virtual Machines Ddsv5 Series", sku: "D2ds v5", meter: "D2ds v5")
    let vm = RetailFact(meterId: "vm", price: "0.113", unit: "1 Hour", names: names, region: "westeurope")
    func sku(_ suffix: String) -> [String: String] {
      ["skuName": "\"D2ds v5 \(suffix)\"", "meterName": "\"D2ds v5 \(suffix)\""]
    }
    try folder.take([
      vm.json(), vm.with(price: "0.2").json(["productName": "\"Virtual Machines Ddsv5 Series Windows\""]),
      vm.with(price: "0.3").json(["productName": "\"Ddsv5 Series Cloud Services\""]),
      vm.with(price: "0.02").json(sku("Spot")), vm.with(price: "0.05").json(sku("Low Priority")),
      vm.with(price: "0.06").json(["type": "\"DevTestConsumption\""]),
      vm.with(price: "584").json(["type": "\"Reservation\"", "reservationTerm": "\"1 Year\""]),
    ])
    #expect(try prices("vm.d2ds_v5.payg") == ["0.1130"])
    #expect(try prices("vm.d2ds_v5.spot") == ["0.0200"])
  }

  @Test func `a size whose product no source names is found by its own, never by one for Windows`() throws {
    let key = "vm.nc16as_t4_v3.payg"
    #expect(MeterIdentity(ofMeter: key).names.isEmpty)
    let names = MeterNames(
      service: "Virtual Machines", product: "Virtual Machines NCasT4 v3 Series", sku: "NC16as T4 v3",
      meter: "NC16as T4 v3")
    let vm = RetailFact(meterId: "vm", price: "1.2", unit: "1 Hour", names: names, region: "westeurope")
    try folder.take([
      vm.json(), vm.with(price: "1.9").json(["productName": "\"Virtual Machines NCasT4 v3 Series Windows\""]),
    ])
    #expect(try prices(key) == ["1.2000"])
    #expect(try folder.store().book().allRows().mapValues(\.count) == [key: 1])
  }

  @Test func `a Dev/Test price rates nothing but is there to be asked for`() throws {
    let names = try names("appservice.linux.p1v3.instance.hour")
    let fact = RetailFact(meterId: "a", price: "0.1", unit: "1 Hour", names: names, region: "westeurope")
    try folder.take([fact.json(["type": "\"DevTestConsumption\""])])
    #expect(try prices("appservice.linux.p1v3.instance.hour").isEmpty)
    let rows = try folder.store().book().rows(ofMeter: "appservice.linux.p1v3.instance.hour")
    #expect(rows.map(\.priceType) == ["DevTestConsumption"])
  }

  @Test func `logs are priced by ingestion, not by the legacy meter of data analyzed`() throws {
    let key = "la.analytics.ingestion"
    let names = try names(key)
    let legacy = MeterNames(
      service: names.service, product: names.product, sku: names.sku, meter: "Analytics Logs Data Analyzed")
    try folder.take([
      RetailFact(meterId: "new", price: "2.76", names: names, region: "westeurope").json(),
      RetailFact(meterId: "old", price: "2.30", names: legacy, region: "westeurope").json(),
    ])
    #expect(try prices(key) == ["2.7600"])
  }

  @Test func `commitment tiers of logs are meters of another service, by the day`() throws {
    let key = "mon.commitment_100"
    let names = try names(key)
    #expect(names.service == "Azure Monitor")
    try folder.take([
      RetailFact(meterId: "tier", price: "252.84", unit: "1/Day", names: names, region: "westeurope").json()
    ])
    #expect(try prices(key) == ["252.84"])
  }

  @Test func `a zone's meter serves its regions, and one without a region all`() throws {
    let zone = RetailFact(
      meterId: "zone", price: "0.087", names: try names("bandwidth.internet.mgn"), region: "Zone 1")
    let dns = RetailFact(
      meterId: "dns", price: "0.54", unit: "1M", names: try names("trafficmanager.dns_queries.1m"), region: "")
    try folder.take([zone.json(), dns.json()])
    #expect(try prices("bandwidth.internet.mgn", in: "westeurope") == ["0.0870"])
    #expect(try prices("bandwidth.internet.mgn", in: "japaneast").isEmpty)
    #expect(try prices("trafficmanager.dns_queries.1m", in: "japaneast") == ["0.5400"])
  }

  @Test func `a global meter that stays in dollars in a list in euros is converted by the stated rate`() throws {
    let names = try names("trafficmanager.dns_queries.1m")
    let region = RetailFact(
      meterId: "a", unit: "1 Hour", names: try self.names("appservice.linux.p1v3.instance.hour"), region: "westeurope")
    try folder.take([
      RetailFact(meterId: "dns", price: "0.54", unit: "1M", names: names, region: "Global").json(),
      region.with(price: "0.9").json(["currencyCode": "\"EUR\""]),
      region.with(price: "0.8").json(["currencyCode": "\"EUR\"", "armRegionName": "\"northeurope\""]),
    ])
    let book = try folder.store().book()
    #expect(book.currency == "EUR")
    #expect(book.rows(ofMeter: "trafficmanager.dns_queries.1m").isEmpty)
    let dollars = try folder.store().book(currency: "USD")
    let euros = try dollars.inCurrency("EUR", rate: Money(decimal: "0.5"), on: Date("2026-11-22"))
    #expect(euros.rows(ofMeter: "trafficmanager.dns_queries.1m").map(\.price) == [Money(decimal: "0.27")])
    #expect(euros.rows(ofMeter: "appservice.linux.p1v3.instance.hour").count == 2)
  }

  @Test func `a price's date says when it began, the snapshot's how old the list is`() throws {
    try folder.take([
      RetailFact(meterId: "a", names: try names("bandwidth.internet.mgn")).json([
        "effectiveStartDate": "\"2014-11-01T00:00:00Z\""
      ])
    ])
    let book = try folder.store().book()
    #expect(book.asOf == Date("2026-08-22"))
    #expect(book.rows(ofMeter: "bandwidth.internet.mgn").map(\.effectiveFrom) == [Date("2014-11-01")])
  }

  @Test(arguments: [
    ("WestEurope", "westeurope"), ("GLOBAL", "Global"), ("Zone 1", "Zone 1"), ("US Gov Zone 1", "US Gov Zone 1"),
    ("marsnorth", "marsnorth"), ("", "Global"),
  ])
  func `a region is read in any case, and one that nobody knows is kept`(text: String, region: String) throws {
    try folder.take([RetailFact(meterId: "a", names: try names("bandwidth.internet.mgn"), region: text).json()])
    #expect(try folder.store().book().rows(ofMeter: "bandwidth.internet.mgn").map(\.region) == [region])
  }

  @Test func `a term of a month is a reservation's too`() throws {
    // Provisioned throughput for Azure OpenAI: 260 per unit and month, 730 hours.
    let fact = RetailFact(meterId: "ptu", price: "260", unit: "1/Hour")
    try folder.take([fact.json(["type": "\"Reservation\"", "reservationTerm": "\"1 Month\""])])
    #expect(
      try folder.texts("SELECT term, retailPrice, hourlyPrice FROM snapshotItem") == ["1 Month|260|0.356164383562"])
  }

  @Test func `a file of the project's header with rows that can't be believed counts them, an overlay is refused`()
    throws
  {
    let good = "key,S,P,K,M,id,eastus2,1 GB,0,1,USD,Consumption,,2026-08-01,,high,a list,"
    let bad = [
      good.replacing("2026-08-01,,", with: "2026-08-01,2026-07-31,"), good.replacing(",1,USD", with: ",cheap,USD"),
      good.replacing("1 GB", with: "1 Furlong"), "key,S",
    ]
    let file = try folder.file("list.csv", ([PriceRow.header, good] + bad + [good]).joined(separator: "\n"))
    let result = try folder.take(files: [file])
    #expect(result.items == 6)
    #expect((result.added, result.duplicates, result.rejects) == (1, 1, 4))
    #expect(result.examples.contains { $0.hasPrefix("list.csv:3:") && $0.contains("it lies before `effective_date`") })
    #expect(throws: Problems.self) { try folder.take(files: [file], into: "2026-08-22-mine", mode: .overlay) }
  }
}
