import Quantities

/// One term of a commitment, from its first day to its last.
struct CommitmentTerm: Sendable {
  let commitment: Commitment
  /// The first day.
  let start: Date
  /// The day after the last.
  let end: Date

  /// A term that begins on `start`.
  init(of commitment: Commitment, from start: Date) {
    self.commitment = commitment
    self.start = start
    end = start.adding(months: commitment.term.months)
  }

  /// The terms that begin before `limit`: one, or as many as it is renewed.
  static func all(of commitment: Commitment, before limit: Date) -> [CommitmentTerm] {
    var terms: [CommitmentTerm] = []
    for number in 0... {
      // From the first start, so that a term of months that begins on a 31st keeps its day.
      let start = commitment.start.adding(months: number * commitment.term.months)
      guard start < limit, number == 0 || commitment.renews else { break }
      terms.append(CommitmentTerm(of: commitment, from: start))
    }
    return terms
  }

  /// Hours from the first day to the last.
  var hours: Int { (end.number - start.number) * 24 }

  /// When `price` is paid: at once, or in equal parts a month, the last taking up what rounding leaves.
  func payments(of price: Money) -> [(day: Date, amount: Money)] {
    let count = commitment.payment == .monthly ? commitment.term.months : 1
    return (0..<count).map { index in
      let before = Self.share(index, of: count, in: price)
      return (start.adding(months: index), Self.share(index + 1, of: count, in: price) - before)
    }
  }

  /// What of `price` falls to the days from `first` to before `last`, spread evenly over its hours.
  func amortised(_ price: Money, from first: Date, to last: Date) -> Money {
    let (from, to) = (max(first, start), min(last, end))
    guard from < to else { return .zero }
    return Self.share((to.number - start.number) * 24, of: hours, in: price)
      - Self.share((from.number - start.number) * 24, of: hours, in: price)
  }

  /// R12 of `part` of `whole` parts.
  private static func share(_ part: Int, of whole: Int, in price: Money) -> Money {
    Money(pico: Decimal12.roundedHalfEven(price.pico * Int128(part), by: Int64(max(whole, 1))))
  }
}
