import Foundation
import Ledger
import Pricing
import Quantities
import Testing

/// That an imported list serves the same scenarios as the embedded one.
struct PriceBookTests {
  let folder: PriceFolder
  init() throws { folder = try PriceFolder() }

  /// The embedded list as a file of the project's own header.
  func embeddedCSV() throws -> [String] {
    try EmbeddedPrices.files.map { try folder.file($0.kind + ".csv", $0.csv) }
  }

  @Test func `the embedded list, imported, gives every row of every meter again`() throws {
    let result = try folder.take(files: embeddedCSV(), into: "2026-08-15")
    #expect(result.rejects == 0)
    let (embedded, book) = (try PriceBook.embedded(), try folder.store().book())
    #expect(book.asOf == embedded.asOf)
    #expect(book.currency == "USD")
    #expect(book.meterKeys == embedded.meterKeys)
    for key in embedded.meterKeys {
      #expect(Set(book.rows(ofMeter: key)) == Set(embedded.rows(ofMeter: key)), "\(key)")
    }
  }

  @Test func `the embedded list, as pages of the API, gives every dated row with all its names again`() throws {
    let embedded = try PriceBook.embedded()
    var items: [String] = []
    var expected: [PriceRow] = []
    for key in embedded.meterKeys {
      for row in embedded.rows(ofMeter: key) where row.isConsumption && row.effectiveFrom != nil {
        guard let names = MeterNames(row) else { continue }
        expected.append(row)
        let fact = RetailFact(
          meterId: row.meterId.isEmpty ? "none" : row.meterId, price: row.price.decimal, unit: row.unit.text,
          names: names,
          region: row.region == "Global" ? "" : row.region)
        var changes = [
          "tierMinimumUnits": row.tierMinimum.decimal,
          "effectiveStartDate": "\"\(row.effectiveFrom?.description ?? "")\"",
        ]
        if let until = row.effectiveUntil { changes["effectiveEndDate"] = "\"\(until)T23:59:59Z\"" }
        items.append(fact.json(changes))
      }
    }
    try folder.take(items)
    let book = try folder.store().book()
    #expect(expected.count > 1500)
    let all = book.allRows()
    for (key, rows) in Dictionary(grouping: expected, by: \.meterKey) {
      let found = all[key] ?? []
      for row in rows {
        #expect(
          found.contains {
            $0.price == row.price && $0.region == row.region && $0.tierMinimum == row.tierMinimum && $0.unit == row.unit
              && $0.effectiveFrom == row.effectiveFrom && $0.effectiveUntil == row.effectiveUntil
          }, "\(row.candidate)")
      }
    }
    // One by one they are the same as all at once.
    for key in embedded.meterKeys.enumerated().filter({ $0.offset % 7 == 0 }).map(\.element) {
      #expect(book.rows(ofMeter: key) == all[key] ?? [], "\(key)")
    }
    // No row serves a meter that it isn't named by: all of a key's rows are rows that were expected of it. The free
    // queries of the semantic ranker have the names of the paid ones.
    let shared = ["aisearch.semantic_ranker.free_queries.1k", "aisearch.semantic_ranker.queries.1k"]
    let count = all.filter { !shared.contains($0.key) }.reduce(0) { $0 + $1.value.count }
    #expect(count <= expected.count)
  }

  @Test func `an imported list rates a month as the embedded one does`() throws {
    try folder.take(files: embeddedCSV(), into: "2026-08-15")
    let horizon = Horizon(start: try #require(Date("2027-01-01")), months: 1)
    let meter = Meter<Gigabyte>(
      "egress", slot: 0, pool: .region, accrual: .daily, fixed: true, formula: "a formula", source: "a source"
    ).port
    let use = Metered(
      instance: "bandwidth", kind: "bandwidth", meter: meter, key: "bandwidth.internet.mgn", region: "eastus2",
      month: horizon.months[0], days: Array(repeating: 7.5, count: 31))
    let embedded = Rater(book: try .embedded(), start: horizon.start).bill([use])
    let imported = Rater(book: try folder.store().book(), start: horizon.start).bill([use])
    #expect(embedded.isComplete)
    #expect(imported.lines == embedded.lines)
  }

  @Test func `a meter of the API is found by its names, in a region whose id nobody knew`() throws {
    let row = try #require(
      PriceBook.embedded().rows(ofMeter: "appservice.linux.p1v3.instance.hour").first { MeterNames($0) != nil })
    let names = try #require(MeterNames(row))
    let fact = RetailFact(meterId: "unseen", price: "0.2", unit: "1 Hour", names: names, region: "norwayeast")
    try folder.take([
      fact.json(), fact.json(["type": "\"DevTestConsumption\""]),
      fact.json(["productName": "\"Azure App Service Premium v3 Plan\"", "meterId": "\"windows\""]),
    ])
    let rows = try folder.store().book().rows(ofMeter: row.meterKey)
    #expect(rows.map(\.region) == ["norwayeast", "norwayeast"])
    #expect(rows.filter(\.isConsumption).map(\.price) == [Money(decimal: "0.2")])
    #expect(rows.first?.source == "Azure Retail Prices API 2026-08-22")
    #expect(MeterKeys().key(of: names, meterId: "unseen") == row.meterKey)
  }

  @Test func `a meter that was renamed is found by its id and sku`() throws {
    let row = try #require(
      PriceBook.embedded().rows(ofMeter: "appservice.linux.p1v3.instance.hour").first { !$0.meterId.isEmpty })
    let names = MeterNames(service: "App Service", product: "Renamed", sku: row.skuName, meter: "Renamed")
    try folder.take([RetailFact(meterId: row.meterId, unit: "1 Hour", names: names).json()])
    #expect(try folder.store().book().rows(ofMeter: row.meterKey).count == 1)
    #expect(MeterKeys().key(of: names, meterId: row.meterId) == row.meterKey)
  }

  @Test func `no two meters of one type share names in the embedded list, but for the semantic ranker's free queries`()
    throws
  {
    var names: [[String]: String] = [:]
    for key in EmbeddedPrices.meterKeys.sorted() where key != "aisearch.semantic_ranker.free_queries.1k" {
      let rows = EmbeddedPrices.rows(ofMeter: key)
      for type in Set(rows.map(\.priceType)) where type == "Consumption" || !rows.contains(where: \.isConsumption) {
        for each in MeterIdentity(ofMeter: key).names {
          let identity = [type, each.service, each.product, each.sku, each.meter]
          #expect(names.updateValue(key, forKey: identity) == nil, "\(key)")
        }
      }
    }
  }

  @Test func `of two meters that share an id and sku each has the rows of its names`() throws {
    // The price list gives listing and writing of hot blobs one id and sku.
    let embedded = try PriceBook.embedded()
    let keys = ["blob.hot.lrs.list", "blob.hot.lrs.write"]
    let rows = try keys.map { key in
      try #require(embedded.rows(ofMeter: key).first { $0.region == "eastus2" && !$0.meterId.isEmpty })
    }
    #expect(rows[0].meterId == rows[1].meterId)
    let facts = try rows.enumerated().map { index, row in
      RetailFact(
        meterId: row.meterId, price: "\(index + 1)", unit: "10K", names: try #require(MeterNames(row)),
        region: "eastus2")
    }
    try folder.take(facts.map { $0.json() })
    let book = try folder.store().book()
    for (index, key) in keys.enumerated() {
      #expect(book.rows(ofMeter: key).map(\.price) == [Money(decimal: "\(index + 1)")])
    }
    #expect(
      book.allRows().mapValues { $0.map(\.price) } == [
        keys[0]: [Money(decimal: "1")].compactMap(\.self), keys[1]: [Money(decimal: "2")].compactMap(\.self),
      ])
  }

  @Test func `what discounts a meter is found with it, and under a key of its own`() throws {
    // Standard_D2ds_v5: names of the embedded list, spelled as the price list spells reservations and pay-as-you-go.
    let names = MeterNames(
      service: "Virtual Machines", product: "Virtual Machines Ddsv5 Series", sku: "D2ds v5", meter: "D2ds v5")
    let vm = RetailFact(meterId: "new", price: "0.113", unit: "1 Hour", names: names)
    let plan = "[{\"unitPrice\":0.083,\"retailPrice\":0.083,\"term\":\"1 Year\"}]"
    let spot = "\"D2ds v5 Spot\""
    try folder.take([
      vm.json(["savingsPlan": plan]),
      vm.with(price: "584").json([
        "type": "\"Reservation\"", "reservationTerm": "\"1 Year\"", "skuName": "\"Standard_D2ds_v5\"",
      ]),
      vm.with(price: "0.09").json(["type": "\"DevTestConsumption\""]),
      vm.with(price: "0.02").json(["skuName": spot, "meterName": spot]),
      vm.with(price: "0.2").json(["productName": "\"Virtual Machines Ddsv5 Series Windows\""]),
    ])
    let book = try folder.store().book()
    func told(_ key: String) -> [String] {
      book.rows(ofMeter: key).map { "\($0.priceType) \($0.term) \($0.price.decimal.prefix(7))" }
    }
    #expect(
      told("vm.d2ds_v5.payg") == [
        "Consumption  0.11300", "DevTestConsumption  0.09000", "Reservation 1 Year 584.000",
        "SavingsPlan 1 Year 0.08300",
      ])
    #expect(told("vm.d2ds_v5.reserved") == ["Reservation 1 Year 584.000"])
    #expect(told("vm.d2ds_v5.savings_plan") == ["SavingsPlan 1 Year 0.08300"])
    #expect(told("vm.d2ds_v5.spot") == ["Consumption  0.02000"])
    #expect(
      book.allRows().mapValues(\.count) == [
        "vm.d2ds_v5.payg": 4, "vm.d2ds_v5.reserved": 1, "vm.d2ds_v5.savings_plan": 1, "vm.d2ds_v5.spot": 1,
      ])
  }

  @Test func `an empty region is everywhere`() throws {
    let row = try #require(PriceBook.embedded().rows(ofMeter: "appservice.linux.p1v3.instance.hour").first)
    let names = try #require(MeterNames(row))
    try folder.take([RetailFact(meterId: "a", names: names, region: "").json()])
    #expect(try folder.store().book().rows(ofMeter: row.meterKey).map(\.region) == ["Global"])
  }

  @Test func `a book is in one currency`() throws {
    let row = try #require(PriceBook.embedded().rows(ofMeter: "appservice.linux.p1v3.instance.hour").first)
    let names = try #require(MeterNames(row))
    let fact = RetailFact(meterId: "a", names: names)
    try folder.take([
      fact.json(), fact.with(price: "0.9").json(["currencyCode": "\"EUR\""]),
      fact.json(["armRegionName": "\"westus2\""]),
    ])
    let store = try folder.store()
    // The currency of most prices is the book's.
    #expect(try store.book().currency == "USD")
    #expect(try store.book(currency: "EUR").rows(ofMeter: row.meterKey).map(\.price) == [Money(decimal: "0.9")])
    #expect(throws: Problem.self) { try store.book(currency: "NOK") }
    #expect(throws: Problem.self) { try store.book(currency: "EUR").overlaid(by: .embedded()) }
  }

  @Test func `an overlay replaces all rows of the keys that it names, in a snapshot of its own`() throws {
    try folder.take(files: embeddedCSV(), into: "2026-08-15")
    let key = "bandwidth.internet.mgn"
    let line = "\(key),Bandwidth,Product,Sku,Meter,id,eastus2,1 GB,0,0.01,USD,Consumption,,,,high,my agreement,"
    let file = try folder.file("mine.csv", PriceRow.header + "\n" + line)
    try folder.take(files: [file], into: "2026-08-15-mine", mode: .overlay)
    let (list, mine) = (try folder.store().book(snapshot: "2026-08-15"), try folder.store().book())
    #expect(mine.rows(ofMeter: key).map(\.price) == [Money(decimal: "0.01")])
    #expect(list.rows(ofMeter: key).count > 1)
    #expect(mine.rows(ofMeter: "dbx.dbu.premium.jobs") == list.rows(ofMeter: "dbx.dbu.premium.jobs"))
    try folder.take(files: [file], into: "2026-08-15-mine", mode: .overlay)
    #expect(try folder.store().book().rows(ofMeter: key).count == 1)
    try folder.store().verify()
  }

  @Test func `a price sheet changes the price of the ids that it names`() throws {
    let fact = RetailFact(meterId: "a", price: "1")
    let tiers = RetailFact(meterId: "tiered", price: "2")
    try folder.take([
      fact.json(), fact.json(["armRegionName": "\"westus2\""]), tiers.json(), tiers.json(["tierMinimumUnits": "10"]),
      RetailFact(meterId: "b").json(),
    ])
    let sheet = try folder.file(
      "sheet.csv",
      "unitPrice,meterId,tierMinimumUnits,effectiveDate\n0.5,a,,\n9,nobody,,\n1.5,tiered,,\n1.25,tiered,10,\n3,b,,2027-03-01\n"
    )
    #expect(throws: Problem.self) { try folder.take(files: [sheet], into: "2026-08-22-mine") }
    let result = try folder.take(files: [sheet], into: "2026-08-22-mine", mode: .overlay)
    #expect(result.added == 3)
    #expect(result.rejects == 2)
    #expect(result.examples.contains { $0.hasPrefix("sheet.csv:3: ") })
    #expect(result.examples.contains { $0.contains("has the tiers 0, 10") })
    let query =
      "SELECT meterId, armRegionName, tierMinimumUnits, retailPrice, effectiveFrom FROM snapshotItem WHERE snapshot = 2"
    #expect(
      try folder.texts(query + " ORDER BY 1, 2, 3, 5") == [
        "a|eastus2|0|0.5|2020-01-01", "a|westus2|0|0.5|2020-01-01", "b|eastus2|0|1|2020-01-01",
        "b|eastus2|0|3|2027-03-01",
        "tiered|eastus2|0|2|2020-01-01", "tiered|eastus2|10|1.25|2020-01-01",
      ])
    #expect(try folder.store().snapshot().prices == 6)
    try folder.store().verify()
  }
}
