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

  /// A side with one meter per instance, in one month: what it used, and its price in millionths.
  static func used(_ name: String, _ meters: KeyValuePairs<String, (quantity: Double, price: Int)>) -> Side {
    var side = side(name, [:])
    for (key, value) in meters {
      let amount = Money(pico: Int128(value.quantity) * Int128(value.price) * 1_000_000)
      let instance = String(key.prefix { $0 != "/" })
      side.instances.append((name: instance, kind: "kind-" + instance, amount: amount))
      side.entries.append(
        Side.Entry(
          instance: instance, kind: "kind-" + instance, meter: key, month: "2027-01", quantity: value.quantity,
          unit: "1 Hour", amount: amount))
      side.total += amount
    }
    side.months = [(month: "2027-01", total: side.total)]
    return side
  }

  @Test func `what makes the difference is named meter by meter, the largest first`() throws {
    let base = Self.used("base", ["web/hours": (100, 2), "sql/hours": (10, 5), "lake/gb": (7, 3), "cache": (1, 9)])
    let other = Self.used(
      "other", ["web/hours": (150, 2), "sql/hours": (10, 9), "fabric/cu": (500, 1), "cache": (1, 9)])
    let all = differences(from: base, to: other)
    #expect(all.map(\.instance) == ["fabric", "web", "sql", "lake"])
    #expect(all.map { $0.amount.pico / 1_000_000 } == [500, 100, 40, -21])
    #expect(all[0].reason == "a component that the first side lacks" && all[0].before == nil)
    #expect(all[1].reason == "100 → 150 × 1 Hour, +50.0 %")
    #expect(all[2].reason == "the same quantity at another price")
    #expect(all[3].reason == "a component that only the first side has" && all[3].after == nil)
    #expect(all.reduce(Money.zero) { $0 + $1.amount } == other.total - base.total)
  }

  @Test func `months stand beside each other, component by component`() throws {
    let comparison = try Comparison([Self.used("a", ["web/hours": (3, 2)]), Self.used("b", ["lake/gb": (4, 2)])])
    let rows = Dictionary(uniqueKeysWithValues: comparison.rows.map { ($0.instance, $0.months) })
    #expect(comparison.months == ["2027-01"])
    #expect(rows["web"] == [[Money(pico: 6_000_000)], [nil]])
    #expect(rows["lake"] == [[nil], [Money(pico: 8_000_000)]])
  }

  @Test func `two currencies are refused`() {
    #expect(throws: Problem.self) {
      try Comparison([Self.side("a", ["x": 1]), Self.side("b", ["x": 1], currency: "EUR")])
    }
  }
}
