import Quantities
import Testing

@testable import Pricing

/// That an agreement's price sheet is read as the portal writes it, and changes just the prices that it names.
@Suite struct PriceSheetTests {
  // Column names: learn.microsoft.com, Cost Management dataset schema, price sheets, version 2023-05-01.
  static let customer = """
    basePrice,billingAccountId,billingCurrency,billingProfileId,currency,effectiveEndDate,effectiveStartDate,marketPrice,\
    meterId,meterCategory,meterName,meterRegion,meterSubCategory,meterType,priceType,product,productId,productOrderName,\
    serviceFamily,skuId,term,tierMinimumUnits,unitOfMeasure,unitPrice

    """
  static let enterprise = """
    EnrollmentNumber,MeterID,MeterName,MeterType,MeterCategory,MeterSubCategory,ServiceFamily,Product,SkuID,ProductID,\
    MeterRegion,UnitOfMeasure,PartNumber,EffectiveStartDate,EffectiveEndDate,UnitPrice,BasePrice,MarketPrice,CurrencyCode,\
    IncludedQuantity,OfferID,Term,PriceType

    """

  static func sheet(_ text: String) throws -> PriceSheet { try PriceSheet(Array(text.utf8), file: "agreement.csv") }

  static func row(
    _ price: String = "0.10", meterId: String = "aaaa", region: String = "westeurope", tier: Int64 = 0,
    unit: String = "1 Hour", type: String = "Consumption", term: String = "", from: String? = nil
  ) -> PriceRow {
    PriceRow(
      meterKey: "key", serviceName: "S", productName: "P", skuName: "K", meterName: "M", meterId: meterId,
      region: region, unit: UnitOfMeasure(unit), tierMinimum: Nano(nano: tier * 1_000_000_000),
      price: Money(decimal: price) ?? .zero, currency: "USD", priceType: type, term: term,
      effectiveFrom: from.flatMap { Date($0) }, effectiveUntil: nil, confidence: .medium, source: "list", note: "")
  }

  /// Rows that a sheet makes of others, as `type term price per unit from tier since`, sorted.
  static func applied(_ sheet: PriceSheet, to rows: [PriceRow]) -> (rows: [String], rejects: [String]) {
    let result = sheet.applied(to: ["key": rows])
    let texts = (result.rows["key"] ?? []).map { row in
      "\(row.priceType) \(row.term) \(row.price.decimal.trimmingZeros()) per \(row.unit.text) from "
        + "\(row.tierMinimum.plain) since \(row.effectiveFrom?.description ?? "–")"
    }
    return (texts.sorted(), result.rejects.map { "\($0.line): \($0.why)" })
  }

  @Test func `a customer agreement's download gives price, tier, type, term and unit`() throws {
    let text =
      Self.customer + """
        0.1,acc,EUR,prof,EUR,2026-08-31T23:59:59Z,2026-08-01T00:00:00Z,0.1,AAAA,Compute,M,EU West,,,Consumption,P,PID,\
        Azure plan,Compute,DZH318Z0:0001,,0,1 Hour,"0.085"
        0.1,acc,EUR,prof,EUR,,2026-08-01T00:00:00Z,0.1,AAAA,Compute,M,EU West,,,Consumption,P,PID,\
        Azure plan for DevTest,Compute,DZH318Z0:0001,,0,1 Hour,0.06
        500,acc,EUR,prof,EUR,,,500,AAAA,Compute,M,EU West,,,ReservedInstance,P,PID,,Compute,DZH318Z0:0001,P1Y,0,1 Hour,"4,500.5"
        0.05,acc,EUR,prof,EUR,,,0.05,AAAA,Compute,M,EU West,,,Savings Plan,P,PID,,Compute,DZH318Z0:0001,P3Y,0,1 Hour,5.1E-2

        """
    let sheet = try Self.sheet(text)
    #expect(PriceSheet.isSheet(Array(text.utf8), file: "agreement.csv"))
    #expect(sheet.rejects.isEmpty)
    #expect(sheet.currencies == ["EUR"])
    #expect(sheet.lines.map(\.priceType) == ["Consumption", "DevTestConsumption", "Reservation", "SavingsPlan"])
    #expect(sheet.lines.map(\.term) == ["", "", "1 Year", "3 Years"])
    #expect(sheet.lines.map { $0.price.decimal.trimmingZeros() } == ["0.085", "0.06", "4500.5", "0.051"])
    #expect(sheet.lines.allSatisfy { $0.meterId == "aaaa" && $0.skuId == "DZH318Z0/0001" && $0.unit?.text == "1 Hour" })
    #expect(sheet.lines[0].effectiveFrom == Date("2026-08-01"))
  }

  @Test func `an enterprise agreement's download changes prices per hundred hours and of Dev/Test apart`() throws {
    let text =
      "Price sheet of enrollment 1234\n" + Self.enterprise + """
        1234,aaaa,M,,Compute,,Compute,P,K,,EU West,100 Hours,AAA-1,8/1/2026,8/31/2026,8.5,9,10,USD,0,MS-AZR-0017P,,Consumption
        1234,aaaa,M,,Compute,,Compute,P,K,,EU West,100 Hours,AAA-2,8/1/2026,8/31/2026,6,9,10,USD,0,MS-AZR-0148P,,Consumption
        1234,bbbb,M,,Compute,,Compute,P,K,,EU West,1 Hour,AAA-3,8/1/2026,8/31/2026,1,1,1,USD,0,MS-AZR-0017P,,Consumption

        """
    let result = Self.applied(try Self.sheet(text), to: [Self.row(from: "2025-01-01"), Self.row(from: "2026-08-15")])
    // The list's price holds until the agreement's begins; one that the list dates later gives way to it.
    #expect(
      result.rows == [
        "Consumption  0.1 per 1 Hour from 0 since 2025-01-01", "Consumption  8.5 per 100 Hours from 0 since 2026-08-01",
        "DevTestConsumption  6 per 100 Hours from 0 since 2026-08-01",
      ])
    #expect(result.rejects == ["5: there is no price of meterId bbbb"])
  }

  @Test func `a line that is wrong is told by its number, and the others are taken`() throws {
    let text =
      Self.enterprise + """
        1,aaaa,M,,C,,C,P,K,,R,1 Hour,A,,,free,1,1,USD,0,O,,Consumption
        1,aaaa,M,,C,,C,P,K,,R,1 Furlong,A,,,1,1,1,USD,0,O,,Consumption
        1,aaaa,M,,C,,C,P,K,,R,1 Hour,A,someday,,1,1,1,USD,0,O,,Consumption
        1,aaaa,M,,C,,C,P,K,,R,1 Hour,A,,,1,1,1,usd,0,O,,Consumption
        1,aaaa,M,,C,,C,P,K,,R,1 Hour,A,,,1,1,1,USD,0,O,,Gift
        1,aaaa,M,,C,,C,P,K,,R,1 Hour,A,,,1,1,1,USD,0,O,P2Y,Reservation
        1,aaaa,M,,C,,C,P,K,,R,1 Hour,A,,,1,1,1,USD,0,O,P1Y,Consumption
        1,,M,,C,,C,P,K,,R,1 Hour,A,,,1,1,1,USD,0,O,,Consumption
        1,aaaa,M,,C,,C,P,K,,R,1 Hour,A,,,-1,1,1,USD,0,O,,Consumption
        1,aaaa,M,,C,,C,P,K,,R,1 GB,A,,,1,1,1,USD,0,O,,Consumption
        1,aaaa,M,,C,,C,P,K,,R,1 Hour,A,,,0.09,1,1,USD,0,O,,Consumption
        1,aaaa,M,,C,,C,P,K,,R,1 Hour,A,,,0.09,1,1,USD,0,O,,Consumption
        1,aaaa,M,,C,,C,P,K,,R,1 Hour,A,,,0.08,1,1,USD,0,O,,Consumption

        """
    let sheet = try Self.sheet(text)
    #expect(sheet.duplicates == 1)
    let result = Self.applied(sheet, to: [Self.row()])
    #expect(result.rows == ["Consumption  0.09 per 1 Hour from 0 since –"])
    #expect(
      result.rejects.map { $0.prefix { $0 != ":" } } == ["2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "14"])
    #expect(result.rejects.last?.contains("line 12 states another price") == true)
  }

  @Test func `tiers are counted in the line's unit`() throws {
    let rows = [Self.row("0", unit: "1 GB"), Self.row("2", tier: 100, unit: "1 GB")]
    let paid = try Self.sheet("meterId,unitPrice,tierMinimumUnits,unitOfMeasure\naaaa,15,10,10 GB\n")
    #expect(
      Self.applied(paid, to: rows).rows == [
        "Consumption  0 per 1 GB from 0 since –", "Consumption  15 per 10 GB from 10 since –",
      ])
    let unsaid = try Self.sheet("meterId,unitPrice\naaaa,15\n")
    #expect(
      Self.applied(unsaid, to: rows).rejects == ["2: meterId aaaa has the tiers 0, 100: state `tierMinimumUnits`"])
  }

  @Test func `a sheet in another currency than the book is refused`() throws {
    let book = try PriceBook.embedded()
    let sheet = try Self.sheet("meterId,unitPrice,currency\naaaa,1,EUR\n")
    let problem = #expect(throws: Problem.self) { try book.overlaid(by: sheet) }
    #expect(problem?.message.contains("is in EUR, the price book embedded-2026-08-15 in USD") == true)
  }

  @Test func `a short sheet with a column that is none is refused`() throws {
    #expect(throws: Problems.self) { try Self.sheet("meterId,unitPrice,effectiveDte\naaaa,1,2027-01-01\n") }
    #expect(throws: Problems.self) { try Self.sheet("meterId,unitPrice,unitPrice\naaaa,1,2\n") }
    #expect(throws: Problems.self) { try Self.sheet("meterId,unitPrice\naaaa,much\n") }
    #expect(!PriceSheet.isSheet(Array((PriceRow.header + "\n").utf8), file: "mine.csv"))
  }
}
