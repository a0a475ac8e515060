package import Components
package import Pricing
package import Quantities

/// What a price book knows of the models' meters: each kind's meters in the regions that the project prices.
package struct PriceCoverage: Sendable {
  /// The regions of the price files.
  package static let regions = [
    "eastus2", "westus2", "westeurope", "northeurope", "southeastasia", "australiaeast",
  ]

  /// One price key in one region.
  package struct Price: Sendable, Hashable {
    /// The price list's meter_key.
    package var key: String
    package var region: String
    /// How far its price is trusted, the least of its tiers; nil if it has none that day.
    package var confidence: Confidence?
    /// Days since the price took effect, or since the book's own day where the row has no date; 0 if that is to come.
    package var age: Int?
    /// Why there is no price; empty if there is one.
    package var missing = ""
  }

  /// One meter of a kind with all keys that the kind's settings can name for it.
  package struct Meter: Sendable, Hashable {
    package var kind: String
    package var meter: String
    /// The key of the default settings first.
    package var keys: [String]
    /// By key, then by region in the order of `regions`.
    package var prices: [Price]

    /// The prices of a region, by key.
    package func prices(in region: String) -> [Price] { prices.filter { $0.region == region } }
  }

  package var meters: [Meter]

  /// Keys and regions that a kind can ask for and the book can't answer.
  package var holes: [Price] { meters.flatMap { $0.prices.filter { $0.confidence == nil } } }

  /// What `book` knows on a day.
  package init(of book: PriceBook, on day: Date, kinds: [Kind] = Blueprint.kinds) {
    meters = kinds.flatMap { kind in
      PriceKeys(of: kind).meters.map { meter, keys in
        let prices = keys.flatMap { key in
          let rows = book.loading([key])
          return Self.regions.map { Self.price(of: key, in: $0, unit: meter.unit, rows, day) }
        }
        return Meter(kind: kind.name, meter: meter.name, keys: keys, prices: prices)
      }
    }
  }

  private static func price(
    of key: String, in region: String, unit: String, _ book: PriceBook, _ day: Date
  ) -> Price {
    var price = Price(key: key, region: region)
    switch Candidates(key: key, region: region, in: book).resolve(on: day) {
    case .unpriced(let why): price.missing = why
    case .bands(let rows):
      if let row = rows.first(where: { !$0.unit.serves(unit) }) {
        price.missing = "the price is per `\(row.unit.text)`, which doesn't count `\(unit)`"
      } else {
        price.confidence = rows.map(\.confidence).max()
        price.age = rows.map { max(day.number - ($0.effectiveFrom ?? book.asOf).number, 0) }.max()
      }
    }
    return price
  }
}

/// How a bill's cost divides by the confidence of its prices.
package struct ConfidenceShares: Sendable {
  /// Cost by confidence, the surest first; only those that occur.
  package var amounts: [(confidence: Confidence, amount: Money)]
  /// The bill's total; a lower bound if lines have no price.
  package var total: Money
  /// Lines without a price.
  package var unpriced: Int

  /// The shares of a bill.
  package init(of bill: Bill) {
    total = bill.total
    unpriced = bill.lines.filter { $0.amount == nil }.count
    amounts = Confidence.allCases.compactMap { confidence in
      let lines = bill.lines.filter { $0.confidence == confidence && $0.amount != nil }
      return lines.isEmpty ? nil : (confidence, lines.reduce(Money.zero) { $0 + ($1.amount ?? .zero) })
    }
  }

  /// The share of an amount in the total; 0 where nothing costs.
  package func share(_ amount: Money) -> Double {
    total == .zero ? 0 : amount.approximate / total.approximate
  }

  /// The share of cost at prices of confidence high or medium.
  package var trusted: Double {
    share(amounts.filter { $0.confidence <= .medium }.reduce(Money.zero) { $0 + $1.amount })
  }
}
