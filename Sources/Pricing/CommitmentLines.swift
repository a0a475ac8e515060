package import Quantities

extension Rater {
  /// The bill of `metered` under commitments; the same as without where there are none.
  ///
  /// What is covered stands on lines of its own that cost nothing, marked with the commitment's name; what is bought stands on the
  /// commitment's lines on the days it is paid. Amortised, a purchase is spread evenly over its term: over what it covers by what
  /// that draws on it, and what covers nothing stays with the purchase.
  ///
  /// - Parameters:
  ///   - metered: the usage, with hours where a commitment counts them.
  ///   - commitments: in the scenario's order.
  ///   - horizon: the simulated span.
  /// - Returns: the bill, with what each commitment was worth.
  package func bill(_ metered: [Metered], commitments: [Commitment], over horizon: Horizon) -> Bill {
    guard !commitments.isEmpty else { return bill(metered) }
    var coverage = Coverage(commitments, rater: self, horizon: horizon)
    coverage.cover(metered)
    let rest = lines(coverage.rest)
    var builder = CommitmentLines(coverage, metered, full: lines(metered), rest: rest)
    builder.build()
    return Bill(
      currency: book.currency, lines: rest + builder.lines, commitments: builder.summaries,
      isDiscounted: discount != .none)
  }
}

/// The lines of commitments, and what each was worth.
private struct CommitmentLines {
  /// The lines of one use of a meter in one month stand together.
  struct Place: Hashable, Comparable {
    var instance: String
    var key: String
    var region: String
    var month: String

    static func < (a: Place, b: Place) -> Bool {
      (a.key, a.month, a.instance, a.region) < (b.key, b.month, b.instance, b.region)
    }
  }

  /// What one commitment covers at one place.
  struct Covered {
    var commitment: Int
    var month: Int
    var place: Place
    var use: Int
    var days: [Int64]
    var drawn: Double
    var spent: Money
    var size: Int64
    var listAmount: Money?
    var amortised: Money?

    /// At most what was used, or what fits 64 bits.
    var quantity: Int64 { Int64(clamping: days.reduce(Int128(0)) { $0 + Int128($1) }) }
  }

  let coverage: Coverage
  let metered: [Metered]
  /// By commitment and term.
  let prices: [[CommitmentPrice]]
  private(set) var lines: [Line] = []
  private(set) var summaries: [CommitmentUse] = []
  private var cells: [Covered] = []
  /// List amount of what is covered at a place; nil where the list has no price.
  private var lists: [Place: Money?] = [:]
  private var units: [Place: String] = [:]
  private var splitter = LargestRemainder()

  init(_ coverage: Coverage, _ metered: [Metered], full: [Line], rest: [Line]) {
    self.coverage = coverage
    self.metered = metered
    let rater = coverage.rater
    prices = coverage.terms.map { $0.map { CommitmentPrice(of: $0, in: rater.book, strict: rater.strict) } }
    for (sign, lines) in [(1, full), (-1, rest)] {
      for line in lines {
        let place = Place(instance: line.instance, key: line.meter, region: line.region, month: line.month)
        units[place] = line.unit
        guard let list = line.listAmount, let sum = lists[place, default: .zero] else {
          lists[place] = .some(nil)
          continue
        }
        lists[place] = sign > 0 ? sum + list : sum - list
      }
    }
  }

  mutating func build() {
    gather()
    splitLists()
    for commitment in coverage.commitments.indices {
      spread(commitment)
      summaries.append(summary(of: commitment))
    }
    for cell in cells { lines.append(line(of: cell)) }
  }

  /// Adds up the uses of one place.
  private mutating func gather() {
    var index: [Int: [Place: Int]] = [:]
    for share in coverage.shares {
      let use = metered[share.use]
      let place = Place(instance: use.instance, key: use.key, region: use.region, month: use.month.name)
      if let at = index[share.commitment]?[place] {
        for day in share.days.indices { cells[at].days[day] = Self.sum(cells[at].days[day], share.days[day]) }
        cells[at].drawn += share.drawn
        cells[at].spent += share.spent
      } else {
        index[share.commitment, default: [:]][place] = cells.count
        cells.append(
          Covered(
            commitment: share.commitment, month: share.month, place: place, use: share.use, days: share.days,
            drawn: share.drawn, spent: share.spent, size: coverage.rest[share.use].coveredSize))
      }
    }
  }

  private static func sum(_ a: Int64, _ b: Int64) -> Int64 {
    let (sum, overflow) = a.addingReportingOverflow(b)
    return overflow ? Int64.max : sum
  }

  /// What pay-as-you-go would have asked for what is covered: all usage less what is left.
  private mutating func splitLists() {
    for (place, indices) in Dictionary(grouping: cells.indices, by: { cells[$0].place }) {
      guard case .some(.some(let list)) = lists[place] else { continue }
      let order = indices.sorted { cells[$0].commitment < cells[$1].commitment }
      // Tiers that fall can make all usage cost less than its part; a sum below zero goes to the first.
      let parts = splitter.split(max(list.pico, 0), by: order.map { cells[$0].quantity })
      for (index, part) in zip(order, parts) { cells[index].listAmount = Money(pico: part) }
      if list < .zero { cells[order[0]].listAmount = list }
    }
    returnRounding()
  }

  /// A pool that lost a member splits its last digits otherwise: what others gain by that, what is covered loses.
  private mutating func returnRounding() {
    let covered = Set(cells.map(\.place))
    let first = Dictionary(
      cells.indices.filter { cells[$0].listAmount != nil }.map { ([cells[$0].place.key, cells[$0].place.month], $0) },
      uniquingKeysWith: { cells[$0].place < cells[$1].place ? $0 : $1 })
    for (place, list) in lists where !covered.contains(place) {
      guard let list, let index = first[[place.key, place.month]] else { continue }
      cells[index].listAmount = cells[index].listAmount.map { $0 + list }
    }
  }

  // MARK: Amortised cost
  /// Spreads a purchase over what it covers, and writes its own lines.
  private mutating func spread(_ commitment: Int) {
    var owed: [Int: Int64] = [:]
    for month in coverage.horizon.months.indices {
      let indices = cells.indices.filter { cells[$0].commitment == commitment && cells[$0].month == month }
      let unused: Money?
      switch coverage.commitments[commitment].purchase {
      case .reservation: unused = spreadByHours(commitment, month, indices)
      case .savingsPlan:
        for index in indices { cells[index].amortised = cells[index].spent }
        unused = cost(commitment, month).map { total in indices.reduce(total) { $0 - cells[$1].spent } }
      case .databricks(let units): unused = spreadByUnits(commitment, month, indices, units, &owed)
      }
      if let line = purchaseLine(commitment, month, unused: unused) { lines.append(line) }
    }
  }

  private mutating func spreadByHours(_ commitment: Int, _ month: Int, _ indices: [Int]) -> Money? {
    guard let total = cost(commitment, month) else { return nil }
    // Weights of at most 2^62 in sum: a month of ten million units is 7.4e18 of 1e-9.
    let weights = (indices.map { cells[$0].drawn } + [coverage.unused[commitment][month]]).map { Int64($0 / 2) }
    let parts = splitter.split(total.pico, by: weights)
    for (index, part) in zip(indices, parts) { cells[index].amortised = Money(pico: part) }
    return Money(pico: parts.last ?? 0)
  }

  /// A pre-purchase costs what is drawn of it; what is left at its end is lost then.
  private mutating func spreadByUnits(
    _ commitment: Int, _ month: Int, _ indices: [Int], _ units: Nano, _ drawn: inout [Int: Int64]
  ) -> Money? {
    let first = date(month)
    let last = first + coverage.horizon.months[month].days
    let current = coverage.term(of: commitment, on: last + -1) ?? coverage.term(of: commitment, on: first)
    var unused = Money.zero
    if let term = current {
      guard let total = prices[commitment][term].total else { return nil }
      func worth(_ nano: Int64) -> Money {
        Money(pico: Decimal12.roundedHalfEven(total.pico * Int128(nano), by: max(units.nano, 1)))
      }
      for index in indices {
        let before = drawn[term, default: 0]
        drawn[term] = min(before + Int64(cells[index].drawn), units.nano)
        cells[index].amortised = worth(drawn[term, default: 0]) - worth(before)
      }
    }
    for (term, span) in coverage.terms[commitment].enumerated() where first < span.end && span.end <= last {
      guard let total = prices[commitment][term].total else { return nil }
      let used = Decimal12.roundedHalfEven(total.pico * Int128(drawn[term, default: 0]), by: max(units.nano, 1))
      unused += total - Money(pico: used)
    }
    return unused
  }

  /// What of a commitment's price falls to a month; nil if it isn't known.
  private func cost(_ commitment: Int, _ month: Int) -> Money? {
    let first = date(month)
    let last = first + coverage.horizon.months[month].days
    var total = Money.zero
    for (term, span) in coverage.terms[commitment].enumerated() where span.start < last && first < span.end {
      guard let price = prices[commitment][term].total else { return nil }
      total += span.amortised(price, from: first, to: last)
    }
    return total
  }

  private func date(_ month: Int) -> Date { coverage.horizon.start + coverage.horizon.months[month].firstDay }

  // MARK: Lines
  private func line(of cell: Covered) -> Line {
    let use = metered[cell.use]
    let commitment = coverage.commitments[cell.commitment]
    let row = coverage.term(of: cell.commitment, on: date(cell.month)).map { prices[cell.commitment][$0].row } ?? nil
    let days = cell.days.enumerated().filter { $0.element > 0 }.map {
      Line.Part(day: use.month.firstDay + $0.offset, quantity: Nano(nano: $0.element), amount: .zero)
    }
    var line = Line(
      id: "\(use.instance)/\(use.key)/\(use.region)/\(use.month.name)/0@\(commitment.name)", instance: use.instance,
      kind: use.kind, meter: use.key, meterName: use.meter.name, region: use.region, month: use.month.name, tier: "0",
      quantity: Nano(nano: cell.quantity), unit: units[cell.place] ?? use.meter.unit, unitPrice: .zero, amount: .zero,
      priceType: commitment.priceType, row: row?.identity, confidence: row?.confidence,
      source: "covered by the \(commitment.type) `\(commitment.name)`: \(commitment.bought), \(commitment.term.text)",
      pool: use.poolName, fixed: use.meter.fixed, formula: use.meter.formula, days: days)
    line.listAmount = cell.listAmount
    line.amortised = cell.amortised
    return line
  }

  /// The purchase on a month's bill; nil if nothing is paid and nothing was lost.
  private func purchaseLine(_ index: Int, _ month: Int, unused: Money?) -> Line? {
    let commitment = coverage.commitments[index]
    let calendar = coverage.horizon.months[month]
    let first = date(month)
    let span = first..<first + calendar.days
    var days: [Line.Part] = []
    var term: Int?
    var isKnown = true
    for (number, one) in coverage.terms[index].enumerated() where one.start < span.upperBound && first < one.end {
      term = term ?? number
      let price = prices[index][number].total
      for payment in one.payments(of: price ?? .zero) where span.contains(payment.day) {
        (term, isKnown) = (number, price != nil)
        let day = payment.day.number - coverage.horizon.start.number
        days.append(Line.Part(day: day, quantity: commitment.quantity, amount: payment.amount))
      }
    }
    guard let term else { return nil }
    let price = prices[index][term]
    // A price that nobody knows leaves its line unpriced, also where it was paid before the horizon.
    let isFirst = month == 0 || coverage.terms[index][0].start >= first
    if days.isEmpty, price.total == nil, isFirst { isKnown = false }
    guard !days.isEmpty || !isKnown || (unused ?? .zero) != .zero else { return nil }
    let key = price.row?.meterKey ?? commitment.meterKey
    let region = commitment.region
    let amount = isKnown ? days.reduce(Money.zero) { $0 + $1.amount } : nil
    var line = Line(
      id: "\(commitment.name)/\(key)/\(region)/\(calendar.name)/0", instance: commitment.name, kind: commitment.type,
      meter: key, meterName: commitment.type, region: region, month: calendar.name, tier: "0",
      quantity: days.reduce(Nano.zero) { $0 + $1.quantity },
      unit: commitment.payment == .monthly ? "1/Month" : commitment.term.text,
      unitPrice: isKnown ? commitment.unitPrice(of: days.first?.amount) : nil, amount: amount,
      priceType: commitment.priceType, row: price.row?.identity, confidence: price.row?.confidence,
      source: price.source, pool: region, fixed: true, formula: commitment.formula, days: days)
    line.listAmount = .zero
    line.amortised = unused
    return line
  }

  // MARK: What it was worth
  /// The share of a month of 730 hours at which pay-as-you-go costs as much as the reservation.
  private func breakEven(of reserved: Commitment.Reserved, _ index: Int) -> Double? {
    let reservable = reserved.reservable
    guard let price = prices[index].first?.total, let term = coverage.terms[index].first else { return nil }
    let monthly = Money(pico: price.pico / Int128(term.commitment.term.months))
    let units = reserved.quantity.approximate * reservable.perUnit * (reservable.isStock ? 1 : 730)
    let day = max(term.start, coverage.horizon.start)
    if reservable.listPrice != nil {
      let reference = reservable.reference(in: coverage.rater.book, on: day)
      return reference.map { monthly.approximate / ($0.approximate * units) }
    }
    let tariff = coverage.rater.book.tariff(
      key: reserved.key, region: reserved.region ?? "Global", unit: reservable.isStock ? "GB-month" : "h", on: day)
    return tariff?.quantity(costing: monthly).map { $0 * reservable.ratio / units }
  }

  private func summary(of index: Int) -> CommitmentUse {
    let commitment = coverage.commitments[index]
    let tally = coverage.tallies[index]
    let mine = cells.filter { $0.commitment == index }
    let purchases = lines.filter { $0.instance == commitment.name && $0.kind == commitment.type }
    let end = coverage.horizon.start + coverage.horizon.days
    func sum(_ amounts: [Money?]) -> Money? {
      amounts.reduce(Money?.some(.zero)) { total, next in total.flatMap { sum in next.map { sum + $0 } } }
    }
    var owed: Money? = .zero
    for (number, term) in coverage.terms[index].enumerated() {
      guard let price = prices[index][number].total else {
        owed = nil
        break
      }
      owed = owed.map { term.payments(of: price).filter { $0.day >= end }.reduce($0) { $0 + $1.amount } }
    }
    let isKnown = prices[index].allSatisfy { $0.total != nil }
    let unused = isKnown ? sum(purchases.map(\.amortised)) : nil
    let list = sum(mine.map(\.listAmount))
    let amortised = unused.flatMap { lost in sum(mine.map(\.amortised)).map { $0 + lost } }
    let utilisation = tally.capacity > 0 ? min(tally.drawn / tally.capacity, 1) : 0
    var breakEven: Double?
    if case .reservation(let reserved) = commitment.purchase {
      breakEven = self.breakEven(of: reserved, index)
    } else if let list, let amortised, let unused, list > .zero {
      // What is used of it costs this share of the list price: so much of it must be used.
      breakEven = (amortised - unused).approximate / list.approximate
    }
    return CommitmentUse(
      name: commitment.name, type: commitment.type, bought: commitment.bought, term: commitment.term.text,
      payment: commitment.payment.rawValue, from: commitment.start,
      until: coverage.terms[index].last?.end ?? commitment.start, utilisation: utilisation,
      covered: tally.met > 0 ? min(tally.covered / tally.met, 1) : 0, listAmount: list,
      paid: isKnown ? sum(purchases.map(\.amount)) : nil, amortised: amortised, unused: unused, owed: owed,
      breakEven: breakEven)
  }
}

extension Commitment {
  /// What stands for a meter on its lines where no price row does.
  fileprivate var meterKey: String {
    switch purchase {
    case .reservation(let reserved): reserved.reservable.rowKeys[0]
    case .savingsPlan(let scope, _): "savings-plan.\(scope.rawValue)"
    case .databricks: "pre-purchase.databricks"
    }
  }

  fileprivate var region: String {
    if case .reservation(let reserved) = purchase { reserved.region ?? "Global" } else { "Global" }
  }

  /// What one unit of a payment costs, rounded half-even to 1e-12.
  fileprivate func unitPrice(of payment: Money?) -> Money {
    let scaled = (payment ?? .zero).pico * 1_000_000_000
    return Money(pico: Decimal12.roundedHalfEven(scaled, by: max(quantity.nano, 1)))
  }

  fileprivate var formula: String {
    switch purchase {
    case .reservation:
      payment == .monthly
        ? "price of the whole term in equal payments a month, used or not" : "price of the whole term, used or not"
    case .savingsPlan:
      payment == .monthly
        ? "hourly commitment × hours of the term in equal payments a month" : "hourly commitment × hours of the term"
    case .databricks: "price of the commit units, drawn on until the end of the term"
    }
  }
}
