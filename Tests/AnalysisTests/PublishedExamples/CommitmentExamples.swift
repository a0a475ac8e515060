import Analysis
import Pricing
import Quantities
import Scenario
import Testing

extension PublishedExample {
  private static let docs = "MicrosoftDocs/azure-docs articles/cost-management-billing/reservations/"

  static let commitments: [PublishedExample] = [
    PublishedExample(
      "blob-reservation-100tib-hours", 18_540, within: 0.005, source: docs + "understand-storage-charges.md@02d00dc"
    ) {
      let prices = ["blob.hot.lrs.data_stored,1 GB/Month,0.02", "blob.hot.lrs.data_stored,100 TB,18540,1 Year"]
      let reserved = try Reserving("blob.hot.lrs.data_stored", quantity: 100, prices: prices)
      // 80 TiB in the first hour and 101 in the second, of a month of 744.
      let bill = try reserved.bill([("eastus2", "blob.hot.lrs.data_stored", [80 * 1024 / 744, 101 * 1024 / 744])])
      let use = try #require(bill.commitments.first)
      // Lost: 20 TiB-hours of the first hour. Paid as it goes: one of the second.
      #expect(abs((1 - use.utilisation) * 200 - 20) < 1e-6)
      #expect(abs(reserved.payAsYouGo(bill) * 744 / 1024 - 1) < 1e-6)
      // Twelve payments, of which the two hours see the first.
      let price = try #require(use.paid.flatMap { paid in use.owed.map { paid + $0 } })
      #expect(use.paid == Money(decimal: "1545"))
      return price.approximate
    },
    PublishedExample(
      "blob-reserved-breakeven-cool-1y", 82, "TB", within: 0.5,
      source: "MicrosoftDocs/azure-docs articles/storage/blobs/blob-storage-estimate-costs.md@01d61bc"
    ) {
      let prices = ["blob.cool.lrs.data_stored,1 GB/Month,0.0115", "blob.cool.lrs.data_stored,100 TB,11592,1 Year"]
      // 966 a month ÷ 0.0115 = 84,000 GB.
      return try Reserving("blob.cool.lrs.data_stored", quantity: 100, prices: prices).breakEven() * 100
    },
    PublishedExample(
      "blob-reserved-breakeven-hot-3y", 67, "TB", within: 1,
      source: "MicrosoftDocs/azure-docs articles/storage/blobs/blob-storage-estimate-costs.md@01d61bc"
    ) {
      let key = "blob.hot.lrs.data_stored"
      let prices = ["\(key),1 GB/Month,0.0208", "\(key),1 GB/Month,0.02,,51200", "\(key),100 TB,50616,3 Years"]
      // 1,406 a month: 51,200 GB for 1,064.96, and 341.04 ÷ 0.02 = 17,052 GB more.
      return try Reserving(key, quantity: 100, term: .threeYears, prices: prices).breakEven() * 100
    },
    PublishedExample(
      "cosmos-autoscale-reservation-need", 15_000, "RU/s", within: 0,
      source: "MicrosoftDocs/azure-docs articles/cosmos-db/autoscale-faq.yml@1673c49"
    ) {
      // At the list's prices, 10,000 RU/s of autoscale use up a reservation of 15,000 and leave nothing to pay.
      let reserved = try Reserving("cosmos.ru.manual.single_write", quantity: 15_000)
      let bill = try reserved.bill([("eastus2", "cosmos.ru.autoscale.single_write", Array(repeating: 100, count: 24))])
      #expect(reserved.payAsYouGo(bill) == 0)
      return try #require(bill.commitments.first).utilisation * 15_000
    },
    PublishedExample(
      "cosmos-reservation-unequal-ratio", 34_616, "RU/s", within: 1,
      source: docs + "understand-cosmosdb-reservation-charges.md@03adcc3"
    ) {
      let key = "cosmos.ru.manual.single_write"
      // The ratios 1.5 and 1.625 are those of the regions' prices to 0.008.
      let reserved = try Reserving(
        key, quantity: 100_000,
        prices: ["\(key),1/Hour,0.012,,,australiacentral2", "\(key),1/Hour,0.013,,,francesouth"])
      let bill = try reserved.bill([("australiacentral2", key, [500]), ("francesouth", key, [500])])
      let covered = bill.lines.filter { $0.priceType == "Reservation" && $0.meter == key }
      #expect(covered.map(\.region) == ["australiacentral2", "francesouth"])
      #expect(covered[0].quantity.approximate * 100 == 50_000)
      #expect(abs(covered[1].quantity.approximate * 100 - 15_384) <= 1)
      return reserved.payAsYouGo(bill) * 100
    },
    PublishedExample(
      "cosmos-reserved-capacity-drawdown", 360, within: 0.005,
      source: "MicrosoftDocs/azure-docs articles/cosmos-db/understand-your-bill.md@0483d14"
    ) {
      let ran = try Ran(
        """
        horizon: { start: 2027-04-01, months: 1 }
        regions: [eastus, japaneast]
        components:
          cosmos-db: { throughput: manual, provisioned: 50_000 RU/s }
        commitments:
          - { name: throughput, type: reservation, instance: cosmos-db, quantity: 100_000 RU/s }
        """,
        prices: [
          "cosmos.ru.manual.single_write,1/Hour,0.008,,,eastus",
          "cosmos.ru.manual.single_write,1/Hour,0.009,,,japaneast",
        ])
      // 8.50 an hour by the list, of which 8.00 is covered; bought for 56,064 a year, 70,080 less 20 %.
      let units = ran.bill.lines.filter { $0.meter == "cosmos.ru.manual.single_write" }
      let list = units.reduce(Money.zero) { $0 + ($1.listAmount ?? .zero) }
      #expect(list == Money(decimal: "6120"))
      let use = try #require(ran.bill.commitments.first)
      #expect(use.paid.flatMap { paid in use.owed.map { paid + $0 } } == Money(decimal: "56064"))
      #expect(use.breakEven.map { ($0 * 100).rounded() } == 80)
      return units.reduce(0) { $0 + ($1.amount ?? .zero).approximate }
    },
    PublishedExample(
      "fabric-reservation-64cu-case3", 64, "CU-hour", within: 0, source: docs + "fabric-capacity.md@03e5750"
    ) {
      let ran = try Ran(
        """
        horizon: { start: 2027-01-01, months: 1 }
        regions: [eastus2]
        components:
          fabric: { sku: F128 }
        commitments:
          - { name: capacity, type: reservation, instance: fabric, meter: fabric.cu.payg, quantity: 64, price: 60_000 }
        """)
      #expect(ran.bill.commitments.first?.unused == .zero)
      return ran.payAsYouGo("fabric.cu.payg") / 744
    },
    PublishedExample(
      "fabric-reservation-exchange-floor", 1800, within: 0, source: docs + "fabric-capacity.md@03e5750"
    ) {
      // Three years at 100 a month: after 18 payments as many are owed.
      let ran = try Ran(
        """
        horizon: { start: 2027-01-01, months: 18 }
        regions: [eastus2]
        components:
          fabric: { sku: F2 }
        commitments:
          - { name: capacity, type: reservation, meter: fabric.cu.payg, quantity: 2, term: 3y, price: 3600 }
        """)
      let use = try #require(ran.bill.commitments.first)
      #expect(use.paid == Money(decimal: "1800"))
      return try #require(use.owed).approximate
    },
    PublishedExample(
      "sql-reservation-16-on-8", 8, "vCore-hour", within: 0, source: docs + "understand-reservation-charges.md@0987eba"
    ) {
      let ran = try Ran(
        """
        horizon: { start: 2027-01-01, months: 1 }
        regions: [eastus2]
        components:
          sql-database: { compute: provisioned, vCores: 16 }
        commitments:
          - { name: vcores, type: reservation, instance: sql-database, quantity: 8 vCores, price: 8000 }
        """)
      // The price of 16 vCores is for all of them.
      return ran.payAsYouGo("sql.gp.gen5.compute.16vcore") * 16 / 744
    },
    PublishedExample(
      "databricks-dbcu-all-purpose-premium", 0.55, "DBCU", within: 0,
      source: docs + "prepay-databricks-reserved-capacity.md@03e5750"
    ) { try commitUnits(of: "dbx.dbu.premium.all_purpose") },
    PublishedExample(
      "databricks-dbcu-ratio-table", 0.4, "DBCU", within: 0, source: docs + "reservation-discount-databricks.md@017654d"
    ) {
      #expect(try commitUnits(of: "dbx.dbu.standard.jobs") == 0.15)
      #expect(try commitUnits(of: "dbx.dbu.standard.jobs_light") == 0.07)
      #expect(try commitUnits(of: "dbx.dbu.premium.all_purpose") == 0.55)
      #expect(try commitUnits(of: "dbx.dbu.premium.jobs") == 0.3)
      #expect(try commitUnits(of: "dbx.dbu.premium.jobs_light") == 0.22)
      #expect(try commitUnits(of: "dbx.dbu.premium.sql_classic") == 0.22)
      return try commitUnits(of: "dbx.dbu.standard.all_purpose")
    },
  ]

  /// How many commit units one DBU of a meter draws, by the list's ratios.
  private static func commitUnits(of key: String) throws -> Double {
    let units = Commitment(
      name: "units", purchase: .databricks(units: Nano(nano: 1_000_000_000)), term: .year, payment: .upfront,
      start: Reserving.horizon.start, price: Money(decimal: "1"))
    let bill = try Reserving.bill([("eastus2", key, [1])], under: units, by: .embedded(), hourly: false)
    let amortised = try #require(bill.commitments.first?.amortised)
    // One unit costs 1, so the cost that is spread is what was drawn.
    return amortised.approximate
  }
}

/// A scenario run whole, as `outlay run` does: simulated, priced, its commitments applied.
struct Ran {
  let bill: Bill

  /// Runs a scenario's sections by the list's prices, some replaced by those of the example.
  init(_ sections: String, prices: [String] = []) throws {
    let scenario = try readScenario("outlay: 1\nname: example\n" + sections, file: "example.yaml")
    bill = try Pipeline(book: Reserving.book(prices)).run(scenario).report.bill
  }

  /// What is paid as it goes of a meter, in units of its price.
  func payAsYouGo(_ key: String) -> Double {
    bill.lines.filter { $0.meter == key && $0.priceType == "Consumption" }.reduce(0) { $0 + $1.quantity.approximate }
  }
}

/// One reservation over the hours of a January, without a component: for examples that state hours.
struct Reserving {
  static let horizon = Horizon(month: 2027, 1, hours: 24)
  let key: String
  let commitment: Commitment
  let prices: PriceBook

  init(_ key: String, quantity: Int64, term: Commitment.Term = .year, prices: [String] = []) throws {
    self.key = key
    self.prices = try Self.book(prices)
    let reservable = try #require(Reservable(key))
    commitment = Commitment(
      name: "reserved",
      purchase: .reservation(
        Commitment.Reserved(
          key: key, reservable: reservable, region: reservable.isGlobal ? nil : "eastus2",
          quantity: Nano(nano: quantity * 1_000_000_000))),
      term: term, payment: .monthly, start: Self.horizon.start)
  }

  /// The list with rows `key,unit,price[,term[,tier[,region]]]`, a term making it a reservation's.
  static func book(_ rows: [String]) throws -> PriceBook {
    let embedded = try PriceBook.embedded()
    guard !rows.isEmpty else { return embedded }
    let columns = PriceRow.header.split(separator: ",").map(String.init)
    var csv = PriceRow.header + "\n"
    for row in rows {
      let parts = row.split(separator: ",", omittingEmptySubsequences: false).map(String.init) + ["", "", ""]
      let cells = [
        "meter_key": parts[0], "arm_region": parts[5].isEmpty ? "eastus2" : parts[5], "unit_of_measure": parts[1],
        "tier_min_units": parts[4].isEmpty ? "0" : parts[4], "price_usd": parts[2], "currency": "USD",
        "price_type": parts[3].isEmpty ? "Consumption" : "Reservation", "term": parts[3], "confidence": "medium",
        "source": "a published example",
      ]
      csv += columns.map { cells[$0] ?? "" }.joined(separator: ",") + "\n"
    }
    return try embedded.overlaid(by: try PriceBook.read(csv: csv, file: "example.csv", asOf: embedded.asOf))
  }

  /// The bill of usage by region, key and hours, under the reservation.
  func bill(_ uses: [(region: String, key: String, hours: [Double])]) throws -> Bill {
    // As many hours as the example states.
    try Self.bill(uses, under: commitment, by: prices, hours: uses.map(\.hours.count).max() ?? 24)
  }

  /// What is paid as it goes, in units of the price.
  func payAsYouGo(_ bill: Bill) -> Double {
    bill.lines.filter { $0.priceType == "Consumption" }.reduce(0) { $0 + $1.quantity.approximate }
  }

  /// The share of use at which pay-as-you-go costs as much.
  func breakEven() throws -> Double { try #require(try bill([]).commitments.first?.breakEven) }

  static func bill(
    _ uses: [(region: String, key: String, hours: [Double])], under commitment: Commitment, by book: PriceBook,
    hourly: Bool = true, hours: Int = 24
  ) throws -> Bill {
    let whole = Horizon(month: 2027, 1, hours: hours)
    let metered = uses.map { use in
      let meter =
        use.key.hasSuffix("data_stored")
        ? Meter<GigabyteMonth>("stored", slot: 0, formula: "example", source: "example").port
        : Meter<Hour>("use", slot: 0, formula: "example", source: "example").port
      let values = use.hours + Array(repeating: 0, count: hours - use.hours.count)
      var item = Metered(
        instance: "example", kind: "example", meter: meter, key: use.key, region: use.region, month: whole.months[0],
        days: [values.reduce(0, +)])
      if hourly { item.hours = values }
      return item
    }
    return Rater(book: book, start: whole.start).bill(metered, commitments: [commitment], over: whole)
  }
}
