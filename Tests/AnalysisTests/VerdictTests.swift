import Analysis
import Quantities
import Testing

/// What `check` allows: either limit fails, above the floor.
struct VerdictTests {
  static func money(_ text: String) throws -> Money { try #require(Money(decimal: text)) }

  @Test(
    arguments: [
      // before, after, allowed share, allowed amount, floor, passes
      ("100", "105", 0.05, nil, "0", true), ("100", "105.000000000001", 0.05, nil, "0", false),
      ("100", "100", 0, nil, "0", true), ("100", "100.000000000001", 0, nil, "0", false),
      ("100", "50", 0, "0", "0", true), ("100", "600", nil, "500", "0", true),
      ("100", "600.01", nil, "500", "0", false),
      // Either limit fails.
      ("100", "104", 0.05, "3", "0", false), ("100", "106", 0.05, "10", "0", false),
      ("100", "104", 0.05, "10", "0", true),
      // Up to the floor nothing fails.
      ("100", "110", 0.05, "3", "10", true), ("100", "110.01", 0.05, "3", "10", false),
      ("0", "5", 0.05, nil, "10", true), ("0", "15", 0.05, nil, "10", false),
    ] as [(String, String, Double?, String?, String, Bool)])
  func `a rise passes or fails`(
    before: String, after: String, share: Double?, amount: String?, floor: String, passes: Bool
  ) throws {
    let verdict = Verdict(
      before: try Self.money(before), after: try Self.money(after), increase: share.map { Quantity<Share>($0) },
      amount: try amount.map(Self.money), floor: try Self.money(floor), currency: "USD")
    #expect(verdict.passed == passes)
    #expect(verdict.rules.count == (share == nil ? 0 : 1) + (amount == nil ? 0 : 1))
  }

  @Test func `each rule says what it allows`() throws {
    let verdict = Verdict(
      before: try Self.money("12345"), after: try Self.money("20000"), increase: 0.05, amount: try Self.money("500"),
      floor: .zero, currency: "EUR")
    #expect(verdict.rules.map(\.rule) == ["max-increase", "max-increase-amount"])
    #expect(verdict.rules[0].limit.hasPrefix("5 %"))
    #expect(verdict.rules[0].limit.contains("617.25 EUR"))
    #expect(verdict.rules[1].limit == "500.00 EUR")
    #expect(verdict.rules.allSatisfy { !$0.passed && $0.level == "error" && $0.subject == "total" })
  }
}
