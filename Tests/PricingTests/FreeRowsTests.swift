import Quantities
import Testing

@testable import Pricing

/// What costs nothing says so on the bill, with why and how much of it.
@Suite struct FreeRowsTests {
  // Kinds whose free meters stand on the bill as lines of zero.
  @Test(arguments: [
    "app-service", "azure-devops", "entra-id", "managed-identities", "online-endpoint", "oryx", "subscription",
    "terraform",
  ])
  func `a price of zero says why`(_ kind: String) throws {
    let file = try #require(try EmbeddedPricesTests.files().first { $0.kind == kind })
    let rows = try PriceRow.rows(csv: Array(file.csv.utf8), file: kind + ".csv")
    let free = Dictionary(grouping: rows, by: \.meterKey).values.filter { $0.allSatisfy { $0.price == .zero } }.joined()
    #expect(!free.isEmpty)
    for row in free { #expect(row.source.hasPrefix("no charge"), "\(row.meterKey): \(row.source)") }
  }
}
