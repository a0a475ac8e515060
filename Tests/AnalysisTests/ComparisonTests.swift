import Analysis
import Quantities
import Testing

/// Sides beside each other.
struct ComparisonTests {
  static func side(_ name: String, _ amounts: KeyValuePairs<String, Int>, currency: String = "USD") -> Side {
    let instances = amounts.map { (name: $0.key, kind: "kind-" + $0.key, amount: Money(pico: Int128($0.value))) }
    return Side(
      name: name, currency: currency, isComplete: true, total: instances.reduce(.zero) { $0 + $1.amount }, months: [],
      instances: instances)
  }

  @Test func `the largest difference from the first side comes first`() throws {
    let comparison = try Comparison([
      Self.side("base", ["web": 100, "sql": 50, "cache": 10]), Self.side("other", ["web": 90, "sql": 500, "lake": 20]),
    ])
    #expect(comparison.rows.map(\.instance) == ["sql", "lake", "cache", "web"])
    #expect(comparison.rows.map { $0.spread.pico } == [450, 20, 10, 10])
    #expect(comparison.rows[1].amounts == [nil, Money(pico: 20)])
    #expect(comparison.rows[2].amounts == [Money(pico: 10), nil])
    #expect(comparison.rows[0].kind == "kind-sql")
  }

  @Test func `columns add up to their side's total`() throws {
    let comparison = try Comparison([
      Self.side("a", ["x": 1, "y": 2]), Self.side("b", ["y": 3]), Self.side("c", ["z": 4]),
    ])
    for (index, side) in comparison.sides.enumerated() {
      #expect(comparison.rows.compactMap { $0.amounts[index] }.reduce(Money.zero, +) == side.total)
    }
  }

  @Test func `two currencies are refused`() {
    #expect(throws: Problem.self) {
      try Comparison([Self.side("a", ["x": 1]), Self.side("b", ["x": 1], currency: "EUR")])
    }
  }
}
