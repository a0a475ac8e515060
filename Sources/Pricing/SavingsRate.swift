import Quantities

/// What a savings plan is for; each is a product of its own.
package enum SavingsScope: String, Sendable, CaseIterable {
  case compute, databases

  /// Whether meters of this key can be covered, if the list has a rate.
  package func includes(_ key: String) -> Bool {
    let isDatabase = key.hasPrefix("sql.") || key.hasPrefix("cosmos.")
    return (self == .databases) == isDatabase
  }
}

/// What usage of a meter costs under a savings plan: rows of type `SavingsPlan`, and how many of their units it is.
struct SavingsRate {
  private let rows: [PriceRow]
  /// How many of the rows' units one of the meter's is.
  private let factor: Int64

  /// The rates of a meter's key.
  init(of key: String, in book: PriceBook) {
    var (keys, factor) = ([key], Int64(1))
    let parts = key.split(separator: ".").map(String.init)
    if parts.first == "vm", parts.last == "payg" {
      keys = [parts.dropLast().joined(separator: ".") + ".savings_plan"]
    } else if parts.first == "sql", let last = parts.last, let size = Reservable.vCores(in: last), size > 1 {
      // The price of a size of N vCores is for all of them, its savings rate for one.
      let group = parts.dropLast().joined(separator: ".")
      (keys, factor) = ([group + ".vcore", group + ".1vcore"], Int64(size))
    }
    self.factor = factor
    var found: [PriceRow] = []
    for key in keys where found.isEmpty {
      found = book.rows(ofMeter: key).filter { $0.priceType == "SavingsPlan" }
    }
    rows = found
  }

  /// Whether the list has any rate for a term.
  func hasRows(of term: Commitment.Term) -> Bool { rows.contains { $0.term == term.text } }

  /// The price of one of the meter's units in a region on a day; nil if there is none, or several.
  func price(in region: String, term: Commitment.Term, on day: Date, strict: Bool) -> (price: Money, row: PriceRow)? {
    for place in Region.lookups(region) {
      let here = rows.filter { $0.region == place && $0.term == term.text && $0.holds(on: day) }
      guard !here.isEmpty else { continue }
      let latest = here.compactMap(\.effectiveFrom).max()
      let candidates = here.filter { $0.effectiveFrom == latest }.sorted(by: Candidates.inOrder)
      guard let first = candidates.first, candidates.allSatisfy({ $0.price == first.price && $0.unit == first.unit }),
        !(strict && first.confidence >= .low)
      else { return nil }
      return (Money(pico: first.price.pico * Int128(factor)), first)
    }
    return nil
  }
}
