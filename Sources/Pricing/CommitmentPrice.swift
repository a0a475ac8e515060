import Quantities

/// What one term of a commitment costs, or why nobody can tell.
enum CommitmentPrice {
  /// The whole term, and where the price comes from.
  case known(Money, row: PriceRow?, source: String)
  /// Why there is none, with the candidates named.
  case unknown(String)

  /// The price of a term by the scenario or by `book`.
  init(of term: CommitmentTerm, in book: PriceBook, strict: Bool) {
    let commitment = term.commitment
    if let price = commitment.price {
      self = .known(price, row: nil, source: "price of \(commitment.bought), stated by the scenario")
      return
    }
    switch commitment.purchase {
    case .savingsPlan(_, let hourly):
      self = .known(
        Money(pico: hourly.pico * Int128(term.hours)), row: nil,
        source: "the scenario's hourly commitment × \(term.hours) h")
    case .databricks(let units):
      self = .unknown("the list has no price of \(units.plain) DBCU; state what was paid as `price`")
    case .reservation(let reserved): self = Self.listed(reserved, term, book, strict)
    }
  }

  private static func listed(
    _ reserved: Commitment.Reserved, _ term: CommitmentTerm, _ book: PriceBook, _ strict: Bool
  ) -> CommitmentPrice {
    let reservable = reserved.reservable
    if let limit = reservable.limit, reserved.quantity.approximate >= limit {
      return .unknown(
        "from \(Nano(rounding: limit)?.plain ?? "") \(reservable.unit) on the discount is another, which the list does "
          + "not state; state `price`")
    }
    var all: [PriceRow] = []
    for key in reservable.rowKeys { all += book.rows(ofMeter: key).filter { $0.priceType == "Reservation" } }
    let places = reserved.region.map(Region.lookups) ?? ["Global"]
    let wanted = "no reservation price of `\(reservable.rowKeys[0])` for \(term.commitment.term.text)"
    for place in places {
      let here = all.filter { $0.region == place }
      guard !here.isEmpty else { continue }
      let valid = here.filter { $0.term == term.commitment.term.text && $0.holds(on: term.start) }
      guard !valid.isEmpty else {
        return .unknown("\(wanted) in \(place) on \(term.start); there are " + Candidates.list(here))
      }
      let latest = valid.compactMap(\.effectiveFrom).max()
      let candidates = valid.filter { $0.effectiveFrom == latest }.sorted(by: Candidates.inOrder)
      guard let first = candidates.first, candidates.allSatisfy({ $0.price == first.price && $0.unit == first.unit })
      else {
        return .unknown(
          "several reservation prices of `\(reservable.rowKeys[0])` hold on \(term.start): "
            + Candidates.list(candidates))
      }
      guard !(strict && first.confidence >= .low) else {
        return .unknown("strict prices refuse confidence `\(first.confidence)`: \(first.candidate)")
      }
      // `100000 RU/s` prices so many of the unit; `1 Hour` and `1/Hour` one.
      let block = Int64(first.unit.text.prefix { $0.isASCII && $0.isNumber }) ?? 1
      let product = first.price.pico * Int128(reserved.quantity.nano)
      let total = Decimal12.roundedHalfEven(product, by: max(block, 1) * 1_000_000_000)
      return .known(Money(pico: total), row: first, source: first.source)
    }
    let elsewhere = Set(all.map(\.region)).sorted()
    let hint = elsewhere.isEmpty ? "" : "; there are prices for \(elsewhere.joined(separator: ", "))"
    return .unknown("\(wanted) in \(places.joined(separator: ", "))\(hint)")
  }

  /// The whole term; nil if it isn't known.
  var total: Money? {
    if case .known(let price, _, _) = self { price } else { nil }
  }

  /// The price row; nil if there is none.
  var row: PriceRow? {
    if case .known(_, let row, _) = self { row } else { nil }
  }

  /// Where the price comes from, or why there is none.
  var source: String {
    switch self {
    case .known(_, _, let source): source
    case .unknown(let reason): "unpriced: " + reason
    }
  }
}
