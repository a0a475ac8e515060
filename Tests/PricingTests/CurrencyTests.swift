import Quantities
import Testing

@testable import Pricing

/// That a book is in one currency, and that a stated rate converts it exactly.
@Suite struct CurrencyTests {
  static func csv(_ price: String, _ currency: String) -> String {
    PriceRow.header + "\nkey,S,P,K,M,id,eastus2,1 GB,0,\(price),\(currency),Consumption,,,,high,the list,\n"
  }

  static func book(_ price: String, _ currency: String) throws -> PriceBook {
    try PriceBook.read(csv: csv(price, currency), file: "a.csv", asOf: Date("2026-08-22") ?? Date(number: 0))
  }

  @Test func `a file's currency is the book's, and two in one file are refused`() throws {
    #expect(try Self.book("1", "EUR").currency == "EUR")
    let both = Self.csv("1", "EUR") + Self.csv("2", "USD").split(separator: "\n")[1] + "\n"
    let problem = #expect(throws: Problem.self) {
      try PriceBook.read(csv: both, file: "a.csv", asOf: Date(number: 0))
    }
    #expect(problem?.message.contains("EUR and USD") == true)
  }

  // By hand: 0.087 × 0.92; 0.000000000001 × 0.5 is a tie that rounds to even, down; × 1.5 a tie that rounds to even, up;
  // 0.123456789012 × 0.9173 = 0.1132469125607076.
  @Test(arguments: [
    ("0.087", "0.92", "0.08004"), ("0.000000000001", "0.5", "0"), ("0.000000000001", "1.5", "0.000000000002"),
    ("0.123456789012", "0.9173", "0.113246912561"), ("9016", "15500", "139748000"), ("0", "0.92", "0"),
  ])
  func `a price is multiplied by the rate and rounded half-even to twelve decimals`(
    price: String, rate: String, converted: String
  ) throws {
    let conversion = PriceBook.Conversion(
      from: "USD", to: "EUR", rate: try #require(Money(decimal: rate)), date: try #require(Date("2026-08-22")))
    #expect(conversion.amount(try #require(Money(decimal: price))) == Money(decimal: converted))
  }

  @Test func `a converted book says what was done, in its id, its rows and its sources`() throws {
    let book = try Self.book("0.087", "USD").inCurrency(
      "EUR", rate: Money(decimal: "0.92"), on: Date("2026-08-22"))
    #expect(book.currency == "EUR")
    #expect(book.id.hasSuffix(":EUR@0.92"))
    let row = try #require(book.rows(ofMeter: "key").first)
    #expect(row.price == Money(decimal: "0.08004"))
    #expect(row.currency == "EUR")
    #expect(row.source == "the list; in EUR at 0.92 per USD of 2026-08-22")
    #expect(row.note == "0.087 USD × 0.92")
    #expect(book.allRows()["key"] == [row])
  }

  @Test func `a book is in the currency that is asked for, or says what it takes`() throws {
    let euro = try Self.book("1", "EUR")
    #expect(try euro.inCurrency("EUR", rate: Money(decimal: "0.92"), on: Date("2026-08-22")).origin.conversion == nil)
    let problem = #expect(throws: Problem.self) { try euro.inCurrency("NOK", rate: nil, on: nil) }
    #expect(problem?.message.contains("is in EUR, not in NOK; state `prices.rate`") == true)
  }

  @Test func `an overlay in another currency is refused with both named`() throws {
    let problem = #expect(throws: Problem.self) { try PriceBook.embedded().overlaid(by: Self.book("1", "EUR")) }
    #expect(problem?.message.contains("is in EUR, the price book embedded-2026-08-15 in USD") == true)
  }

  @Test func `a price that is too large to rate with in the weaker currency leaves its meter unpriced`() throws {
    let book = try Self.book("9000000", "USD").inCurrency("IDR", rate: Money(decimal: "16000"), on: Date("2026-08-22"))
    #expect(book.rows(ofMeter: "key").isEmpty)
  }

  @Test func `a book over another one hides the rows of its keys alone`() throws {
    let other = Self.csv("3", "USD").replacing("\nkey,", with: "\nother,")
    let below = try PriceBook.read(csv: other, file: "b.csv", asOf: Date(number: 0))
    let both = try below.overlaid(by: try Self.book("1", "USD"))
    #expect(both.meterKeys == ["key", "other"])
    #expect(both.rows(ofMeter: "other").map(\.price) == [Money(decimal: "3")])
    #expect(try both.overlaid(by: try Self.book("2", "USD")).rows(ofMeter: "key").map(\.price) == [Money(decimal: "2")])
  }
}
