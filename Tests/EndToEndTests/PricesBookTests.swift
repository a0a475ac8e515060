import Foundation
import Quantities
import Testing

/// That imported, converted and agreed prices reach the bill, through the real binary.
@Suite struct PricesBookTests {
  /// The price files as one page a thousand rows.
  static func pages(_ sandbox: borrowing Sandbox, in folder: String = "pages") throws -> Int {
    let items = try RetailPages.named().map { try RetailPages.item($0) }
    try FileManager.default.createDirectory(atPath: sandbox.path + "/" + folder, withIntermediateDirectories: true)
    for start in stride(from: 0, to: items.count, by: 1000) {
      let page = RetailPages.page(Array(items[start..<min(start + 1000, items.count)]))
      try sandbox.write(page, to: "\(folder)/page\(start).json")
    }
    return items.count
  }

  static func succeed(_ ended: Ended) throws {
    guard ended.status == 0 else { throw Failure("exit \(ended.status): \(ended.stderr)\(ended.stdout)") }
  }

  /// Reads the reports of runs of one scenario by several books.
  static func reports(
    _ sandbox: borrowing Sandbox, _ scenario: String, _ books: [String]
  ) throws -> [ReportFile] {
    try books.enumerated().map { index, book in
      let ended = try sandbox.outlay(
        [
          "run", scenario, "--prices", book, "--out", sandbox.path + "/report\(index)", "--no-ledger", "--quiet",
          "--format", "json",
        ], in: Repository.root)
      guard ended.status == 0 || ended.status == 4 else { throw Failure(ended.stderr) }
      return try ReportFile(json: try sandbox.read("report\(index)/report.json"))
    }
  }

  @Test func `a list from the API serves the reference scenario at the embedded prices, to the last digit`() throws {
    let sandbox = try Sandbox()
    let items = try Self.pages(sandbox)
    let imported = try sandbox.outlay(["prices", "import", "pages", "--book", "b.sqlite", "--snapshot", "2026-08-15"])
    try Self.succeed(imported)
    let book = sandbox.path + "/b.sqlite"
    let reports = try Self.reports(sandbox, "Scenarios/reference.yaml", ["embedded", book, "embedded+" + book])
    let embedded = Dictionary(uniqueKeysWithValues: reports[0].lines.map { ($0.id, $0) })
    // Licences and free quotas that the API doesn't list stay unpriced; all it lists is the same.
    let priced = reports[1].lines.filter { $0.amount != nil }
    #expect(items > 3000)
    #expect(Set(priced.map(\.meter)).count * 5 >= Set(reports[0].lines.map(\.meter)).count * 4)
    for line in priced {
      let other = embedded[line.id]
      #expect(other?.amount == line.amount && other?.unitPrice == line.unitPrice, "\(line.id)")
    }
    #expect(reports[2].complete)
    #expect(reports[2].total == reports[0].total)
    #expect(reports[2].lines.map(\.amount) == reports[0].lines.map(\.amount))
  }

  @Test func `--prices takes a file, a file with a snapshot, and a snapshot of the data folder`() throws {
    let sandbox = try Sandbox(["s.yaml": BadInputTests.right, "own.csv": try Self.appService(price: "1")])
    for (snapshot, price) in [("2026-08-15", "1"), ("2026-09-15", "2")] {
      try sandbox.write(try Self.appService(price: price), to: "own.csv")
      for book in [["--book", "b.sqlite"], []] {
        try Self.succeed(try sandbox.outlay(["prices", "import", "own.csv", "--snapshot", snapshot] + book))
      }
    }
    for (name, price) in [
      ("b.sqlite", "2"), ("b.sqlite@2026-08-15", "1"), ("2026-08-15", "1"), ("2026-09-15", "2"),
      ("embedded+b.sqlite@2026-08-15", "1"), ("own.csv", "2"),
    ] {
      let report = try sandbox.report("s.yaml", ["--prices", name])
      let line = try #require(report.lines.first { $0.meter == "appservice.linux.p1v3.instance.hour" })
      #expect(line.unitPrice.flatMap { Money(decimal: $0) } == Money(decimal: price), "\(name)")
    }
    let unknown = try sandbox.outlay(["run", "s.yaml", "--prices", "b.sqlite@2026-10-15"])
    #expect(unknown.status == 2)
    #expect(unknown.stderr.contains("it has 2026-08-15, 2026-09-15"))
  }

  /// A list of one price, of Linux P1v3 in eastus2.
  static func appService(
    price: String, currency: String = "USD", from: String = "2026-01-01", confidence: String = "high"
  ) throws -> String {
    """
    \(PricesCommandsTests.header)
    appservice.linux.p1v3.instance.hour,S,P,K,M,id-1,eastus2,1 Hour,0,\(price),\(currency),Consumption,,\(from),,\
    \(confidence),a list,

    """
  }

  @Test func `a price that changes within the horizon is used from its day`() throws {
    let row = try #require(
      RetailPages.named().first {
        $0["meter_key"] == "appservice.linux.p1v3.instance.hour" && $0["arm_region"] == "eastus2"
      })
    let items = try [("2026-01-01", 1), ("2027-01-16", 3)].map { day, price in
      try RetailPages.item(row, ["effectiveStartDate": day + "T00:00:00Z", "retailPrice": price])
    }
    let sandbox = try Sandbox(["s.yaml": BadInputTests.right, "page.json": RetailPages.page(items)])
    try Self.succeed(
      try sandbox.outlay(["prices", "import", "page.json", "--book", "b.sqlite", "--snapshot", "2026-11-22"]))
    let report = try sandbox.report("s.yaml", ["--prices", "b.sqlite"])
    let lines = report.lines.filter { $0.meter == "appservice.linux.p1v3.instance.hour" && $0.amount != nil }
    #expect(lines.map(\.unitPrice).sorted { ($0 ?? "") < ($1 ?? "") } == ["1", "3"])
    #expect(lines.contains { $0.id.hasSuffix("@2027-01-16") })
    // 15 days of 24 hours before the change and 16 from it on; instances are the scenario's.
    let hours = lines.compactMap { Double($0.quantity) }
    let before = try #require(lines.first { $0.unitPrice == "1" }.flatMap { Double($0.quantity) })
    #expect(agree(before / hours.reduce(0, +), 15.0 / 31))
  }

  @Test func `strict prices refuse what is assumed`() throws {
    let sandbox = try Sandbox([
      "s.yaml": BadInputTests.right, "own.csv": try Self.appService(price: "1", confidence: "assumed"),
    ])
    try Self.succeed(
      try sandbox.outlay(["prices", "import", "own.csv", "--book", "b.sqlite", "--snapshot", "2026-11-22"]))
    for (flags, isPriced) in [([], true), (["--strict-prices"], false)] {
      let report = try sandbox.report("s.yaml", ["--prices", "embedded+b.sqlite"] + flags)
      let line = try #require(report.lines.first { $0.meter == "appservice.linux.p1v3.instance.hour" })
      #expect((line.amount != nil) == isPriced)
      #expect(report.exit == (isPriced ? 0 : 4))
    }
  }

  // MARK: Currency

  struct Assumed: Decodable {
    struct Note: Decodable {
      var key: String
      var value: String
      var source: String
    }
    var currency: String
    var total: String
    var assumptions: [Note]
    var priceBook: Book
    struct Book: Decodable { var id: String }
  }

  func assumed(_ sandbox: borrowing Sandbox, _ scenario: String, _ arguments: [String] = []) throws -> Assumed {
    let ended = try sandbox.outlay(
      ["run", scenario, "--out", "out", "--no-ledger", "--quiet", "--format", "json"] + arguments)
    guard ended.status == 0 || ended.status == 4 else { throw Failure(ended.stderr) }
    return try JSONDecoder().decode(Assumed.self, from: Data(try sandbox.read("out/report.json").utf8))
  }

  @Test func `a scenario in another currency is converted by its rate, line by line, and the report says so`() throws {
    let euro = BadInputTests.right + "\nprices: { currency: EUR, rate: 0.92, rateDate: 2026-08-22 }\n"
    let sandbox = try Sandbox(["usd.yaml": BadInputTests.right, "eur.yaml": euro])
    let (dollars, euros) = (try sandbox.report("usd.yaml"), try sandbox.report("eur.yaml"))
    for (line, other) in zip(dollars.lines, euros.lines) {
      guard let price = line.unitPrice.flatMap({ Decimal12.parse($0) }) else { continue }
      let converted = Decimal12.roundedHalfEven(price * 92, by: 100)
      #expect(other.unitPrice.flatMap { Decimal12.parse($0) } == converted, "\(line.id)")
    }
    let report = try assumed(sandbox, "eur.yaml")
    #expect(report.currency == "EUR")
    #expect(report.priceBook.id.hasSuffix(":EUR@0.92"))
    let note = try #require(report.assumptions.first { $0.key == "prices.rate" })
    #expect(note.value == "0.92 EUR per USD")
    #expect(note.source.contains("2026-08-22"))
    #expect(try sandbox.outlay(["run", "eur.yaml", "--no-ledger"]).stdout.contains("EUR"))
  }

  @Test func `a list in euros prices a scenario in euros without a rate, and one in dollars says what it lacks`() throws
  {
    let euro = BadInputTests.right + "\nprices: { currency: EUR }\n"
    let sandbox = try Sandbox(["s.yaml": euro, "own.csv": try Self.appService(price: "1", currency: "EUR")])
    let report = try assumed(sandbox, "s.yaml", ["--prices", "own.csv"])
    #expect(report.currency == "EUR")
    let failed = try sandbox.outlay(["run", "s.yaml", "--no-ledger"])
    #expect(failed.status == 2)
    #expect(failed.stderr.contains("s.yaml:10:9: error: the price book embedded-2026-08-15 is in USD, not in EUR"))
  }

  @Test func `a snapshot with items in two currencies gives each scenario its own`() throws {
    let row = try #require(
      RetailPages.named().first {
        $0["meter_key"] == "appservice.linux.p1v3.instance.hour" && $0["arm_region"] == "eastus2"
      })
    let items = try [("USD", 1), ("EUR", 0.9)].map { currency, price in
      try RetailPages.item(row, ["currencyCode": currency, "retailPrice": price])
    }
    let other = try RetailPages.item(row, ["armRegionName": "westus2"])
    let sandbox = try Sandbox([
      "usd.yaml": BadInputTests.right, "eur.yaml": BadInputTests.right + "\nprices: { currency: EUR }\n",
      "page.json": RetailPages.page(items + [other]),
    ])
    try Self.succeed(
      try sandbox.outlay(["prices", "import", "page.json", "--book", "b.sqlite", "--snapshot", "2026-11-22"]))
    for (scenario, price) in [("usd.yaml", "1"), ("eur.yaml", "0.9")] {
      let report = try sandbox.report(scenario, ["--prices", "b.sqlite"])
      #expect(report.lines.compactMap(\.unitPrice) == [price], "\(scenario)")
    }
  }

  @Test func `an overlay in the bill's currency lies over converted prices, one in a third is refused`() throws {
    func scenario(_ overlay: String) -> String {
      BadInputTests.right + "\nprices: { currency: EUR, rate: 0.92, rateDate: 2026-08-22, overlay: \(overlay) }\n"
    }
    let sandbox = try Sandbox([
      "eur.yaml": scenario("eur.csv"), "usd.yaml": scenario("usd.csv"), "nok.yaml": scenario("nok.csv"),
      "eur.csv": try Self.appService(price: "2", currency: "EUR"), "usd.csv": try Self.appService(price: "2"),
      "nok.csv": try Self.appService(price: "2", currency: "NOK"),
    ])
    for (name, price) in [("eur.yaml", "2"), ("usd.yaml", "1.84")] {
      let line = try sandbox.report(name).lines.first { $0.meter == "appservice.linux.p1v3.instance.hour" }
      #expect(line?.unitPrice == price)
    }
    let failed = try sandbox.outlay(["run", "nok.yaml", "--no-ledger"])
    #expect(failed.status == 2)
    #expect(
      failed.stderr.contains(
        "is in NOK, the price book embedded-2026-08-15 in USD; state the overlay's prices in USD or EUR"))
  }

  // MARK: Price sheets

  @Test func `an agreement's price sheet lies over a scenario's prices and over a snapshot`() throws {
    let row = try #require(
      RetailPages.named().first {
        $0["meter_key"] == "appservice.linux.p1v3.instance.hour" && $0["arm_region"] == "eastus2"
          && $0["meter_id"]?.isEmpty == false
      })
    let sheet = """
      MeterID,MeterName,MeterCategory,UnitOfMeasure,EffectiveStartDate,UnitPrice,CurrencyCode,OfferID,Term,PriceType
      \(row["meter_id"] ?? ""),M,Azure App Service,100 Hours,8/1/2026,7.5,USD,MS-AZR-0017P,,Consumption
      00000000-0000-0000-0000-000000000000,M,Other,1 Hour,8/1/2026,1,USD,MS-AZR-0017P,,Consumption

      """
    let sandbox = try Sandbox([
      "agreement.csv": sheet, "s.yaml": BadInputTests.right + "\nprices: { overlay: agreement.csv }\n",
      "plain.yaml": BadInputTests.right, "page.json": RetailPages.page([try RetailPages.item(row)]),
    ])
    func price(_ report: ReportFile) throws -> [String?] {
      let line = try #require(report.lines.first { $0.meter == "appservice.linux.p1v3.instance.hour" })
      return [line.unitPrice, line.unit]
    }
    #expect(try price(try sandbox.report("s.yaml")) == ["7.5", "100 Hours"])
    let note = try #require(try assumed(sandbox, "s.yaml").assumptions.first { $0.key == "prices.overlay" })
    #expect(note.value == "1 of 2 lines of a price sheet")
    #expect(note.source.contains("line 3: there is no price of meterId 00000000"))

    try Self.succeed(
      try sandbox.outlay(["prices", "import", "page.json", "--book", "b.sqlite", "--snapshot", "2026-11-22"]))
    let overlay = ["agreement.csv", "--overlay", "--book", "b.sqlite", "--snapshot", "2026-11-22-mine"]
    let imported = try sandbox.outlay(["prices", "import"] + overlay)
    try Self.succeed(imported)
    #expect(imported.stdout.contains("agreement.csv:3: there is no price of"))
    #expect(
      try price(try sandbox.report("plain.yaml", ["--prices", "embedded+b.sqlite"])) == ["7.5", "100 Hours"])
    let refused = try sandbox.outlay(["run", "plain.yaml", "--prices", "agreement.csv", "--no-ledger"])
    #expect(refused.status == 2)
    #expect(refused.stderr.contains("is a price sheet"))
  }
}
