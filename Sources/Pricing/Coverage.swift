import Quantities

/// What commitments cover of the usage of a horizon, month by month and hour by hour.
struct Coverage {
  /// What one commitment covers of one use in one month.
  struct Share {
    /// Position among the commitments, in the order in which they apply.
    var commitment: Int
    /// Position of the month in the horizon.
    var month: Int
    /// Position of the use.
    var use: Int
    /// By day, in 1e-9 of the price's unit.
    var days: [Int64]
    /// In 1e-9 of the unit that the commitment counts.
    var drawn = 0.0
    /// Of a savings plan: what it costs at the plan's rates.
    var spent = Money.zero
  }

  /// What a commitment covers and might have covered.
  struct Tally {
    /// What it commits to, in 1e-9 of its unit, or in money for a savings plan; so is `drawn`.
    var capacity = 0.0
    var drawn = 0.0
    /// What usage it met.
    var met = 0.0
    /// What it covered of that.
    var covered = 0.0
  }

  /// A use that commitments may cover, over one month.
  struct Use {
    var index: Int
    var key: String
    var meterName: String
    var instance: String
    var region: String
    /// What is left of each hour, or of each day where hours aren't counted, in 1e-9 of the price's unit.
    var left: [Int64]
    var isHourly: Bool
    var size: Int64
    /// List price of each day; nil where it has none.
    var prices: [Money?]
    /// What is covered of each day.
    var covered: [Int64]
  }

  let rater: Rater
  let horizon: Horizon
  /// In the order in which they apply.
  let commitments: [Commitment]
  /// The terms of each commitment.
  let terms: [[CommitmentTerm]]
  private(set) var shares: [Share] = []
  private(set) var tallies: [Tally]
  /// What usage is left to be paid as it goes.
  private(set) var rest: [Metered] = []
  /// By commitment and month: what covered nothing, in 1e-9 of the commitment's unit.
  private(set) var unused: [[Double]]
  /// By commitment and term: DBCU drawn, in 1e-9.
  private(set) var drawnOfTerm: [[Int64]]

  private var uses: [Use] = []
  private var rates: [String: SavingsRate] = [:]

  init(_ commitments: [Commitment], rater: Rater, horizon: Horizon) {
    self.rater = rater
    self.horizon = horizon
    self.commitments = commitments.enumerated().sorted {
      ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset)
    }.map(\.element)
    let end = horizon.start + horizon.days
    terms = self.commitments.map { CommitmentTerm.all(of: $0, before: end) }
    tallies = Array(repeating: Tally(), count: commitments.count)
    unused = Array(repeating: Array(repeating: 0, count: horizon.months.count), count: commitments.count)
    drawnOfTerm = terms.map { Array(repeating: 0, count: $0.count) }
  }

  /// Covers the usage of every month.
  mutating func cover(_ metered: [Metered]) {
    rest = metered
    for month in horizon.months.indices {
      uses = []
      let name = horizon.months[month].name
      for (index, item) in metered.enumerated() where item.month.name == name {
        if let use = use(item, at: index) { uses.append(use) }
      }
      // The order of the usage decides nothing.
      uses.sort { ($0.key, $0.instance, $0.region, $0.index) < ($1.key, $1.instance, $1.region, $1.index) }
      for (index, commitment) in commitments.enumerated() {
        switch commitment.purchase {
        case .reservation(let reserved): apply(reserved, index, month)
        case .savingsPlan(let scope, let hourly): apply(scope, hourly, index, month)
        case .databricks(let units): draw(units, index, month)
        }
      }
      for use in uses where use.covered.contains(where: { $0 > 0 }) {
        rest[use.index].covered = use.covered
        rest[use.index].coveredSize = use.size
      }
    }
  }

  /// A use with its prices; nil if no commitment is of its kind.
  private func use(_ item: Metered, at index: Int) -> Use? {
    let isDrawn = item.hours == nil && item.key.hasPrefix("dbx.dbu.")
    guard isDrawn || item.hours != nil else { return nil }
    let rows = rater.book.rows(ofMeter: item.key)
    var member = Member(
      item, Candidates(key: item.key, region: item.region, among: rows, isDevTest: item.isDevTest))
    member.plan(from: rater.start)
    let size = max(member.size, 1)
    guard let left = isDrawn ? item.used(perSize: size).map({ $0 ?? 0 }) : item.hourly(perSize: size) else {
      return nil
    }
    // What is out of range has no price either.
    guard left.reduce(Int128(0), { $0 + Int128($1) }) < Int128(Int64.max / 4) else { return nil }
    let prices = item.days.indices.map { day in
      let span = member.spans.last { $0.from <= day }
      guard let span, case .bands(let rows) = span.prices else { return Money?.none }
      return rows.first?.price
    }
    return Use(
      index: index, key: item.key, meterName: item.meter.name, instance: item.instance, region: item.region, left: left,
      isHourly: !isDrawn,
      size: size, prices: prices, covered: Array(repeating: 0, count: item.days.count))
  }

  /// The term of a commitment that a day lies in; nil if none does.
  func term(of commitment: Int, on day: Date) -> Int? {
    terms[commitment].firstIndex { $0.start <= day && day < $0.end }
  }

  /// The hours of each day of a month on which a commitment holds.
  private func days(_ commitment: Int, _ month: Int) -> [(day: Int, hours: Range<Int>)] {
    var days: [(Int, Range<Int>)] = []
    var hour = 0
    for (day, hours) in horizon.months[month].dayHours.enumerated() {
      if term(of: commitment, on: date(day, month)) != nil { days.append((day, hour..<hour + hours)) }
      hour += hours
    }
    return days
  }

  private func date(_ day: Int, _ month: Int) -> Date { horizon.start + horizon.months[month].firstDay + day }

  // MARK: Reservations
  private mutating func apply(_ reserved: Commitment.Reserved, _ commitment: Int, _ month: Int) {
    let reservable = reserved.reservable
    let hours = reservable.isStock ? Double(horizon.months[month].hours) : 1
    let capacity = Double(reserved.quantity.nano) * reservable.perUnit / hours
    var found: [(use: Int, ratio: Double, own: Reservable)] = []
    for (index, use) in uses.enumerated() where use.isHourly {
      guard let own = Reservable(use.key), own.group == reservable.group,
        !own.leftOut.contains(use.meterName)
      else { continue }
      guard reservable.isGlobal || use.region == reserved.region else { continue }
      found.append((index, own.ratio, own))
    }
    var shares = found.map { Share(commitment, month, $0.use, days: horizon.months[month].days) }
    let reference = reservable.reference(in: rater.book, on: date(0, month))
    for (day, slots) in days(commitment, month) {
      for index in found.indices {
        let price = uses[found[index].use].prices[day]
        found[index].ratio = found[index].own.drawn(at: price, reference: reference) ?? 0
      }
      // The size that was bought first, then what draws least.
      let order = found.indices.sorted { a, b in
        let (x, y) = (found[a], found[b])
        let (isX, isY) = (uses[x.use].key == reserved.key, uses[y.use].key == reserved.key)
        if isX != isY { return isX }
        return x.ratio != y.ratio ? x.ratio < y.ratio : a < b
      }
      for slot in slots {
        var left = capacity
        for index in order where found[index].ratio > 0 {
          let (use, ratio) = (found[index].use, found[index].ratio)
          let nano = uses[use].left[slot]
          let need = Double(nano) * ratio
          tallies[commitment].met += need
          guard nano > 0, left > 0 else { continue }
          // An hour's quantity is rounded to 1e-9: what exceeds by no more than that is covered.
          let isWhole = need <= left + 2 * ratio
          let part = isWhole ? nano : min(Int64((left / ratio).rounded(.down)), nano)
          let drawn = isWhole ? min(need, left) : left
          left -= drawn
          take(part, of: use, slot, day, into: &shares[index])
          shares[index].drawn += drawn
          tallies[commitment].covered += drawn
        }
        tallies[commitment].capacity += capacity
        tallies[commitment].drawn += capacity - left
        unused[commitment][month] += left
      }
    }
    keep(shares)
  }

  // MARK: Savings plans
  private mutating func apply(_ scope: SavingsScope, _ hourly: Money, _ commitment: Int, _ month: Int) {
    let found = uses.indices.filter { uses[$0].isHourly && scope.includes(uses[$0].key) }
    var shares = found.map { Share(commitment, month, $0, days: horizon.months[month].days) }
    for use in found where rates[uses[use].key] == nil {
      rates[uses[use].key] = SavingsRate(of: uses[use].key, in: rater.book)
    }
    for (day, slots) in days(commitment, month) {
      // The greatest discount first; where the negotiated price is lower than the plan's, that one is paid
      // (MicrosoftDocs/azure-docs articles/cost-management-billing/savings-plan/discount-application.md).
      var order: [(index: Int, rate: Money, price: Money?, cut: Double)] = []
      for (index, use) in found.enumerated() {
        let item = uses[use]
        let rate = rates[item.key]?.price(
          in: item.region, term: commitments[commitment].term, on: date(day, month), strict: rater.strict)?.price
        guard let rate, rate > .zero else { continue }
        let price = item.prices[day]
        if let price, rate >= rater.discount.price(price) { continue }
        order.append((index, rate, price, price.map { 1 - rate.approximate / $0.approximate } ?? -1))
      }
      order.sort { $0.cut != $1.cut ? $0.cut > $1.cut : $0.index < $1.index }
      for slot in slots {
        var left = hourly
        for (index, rate, price, _) in order {
          let nano = uses[found[index]].left[slot]
          guard nano > 0 else { continue }
          let worth = (price ?? rate).approximate / 1e9
          tallies[commitment].met += Double(nano) * worth
          var (part, cost) = (nano, Self.cost(nano, rate))
          if cost > left {
            part = Int64(clamping: left.pico * 1_000_000_000 / rate.pico)
            cost = min(Self.cost(part, rate), left)
          }
          guard part > 0 else { continue }
          left -= cost
          take(part, of: found[index], slot, day, into: &shares[index])
          shares[index].spent += cost
          tallies[commitment].covered += Double(part) * worth
        }
        tallies[commitment].capacity += hourly.approximate
        tallies[commitment].drawn += (hourly - left).approximate
      }
    }
    keep(shares)
  }

  private static func cost(_ nano: Int64, _ rate: Money) -> Money {
    Money(pico: Decimal12.roundedHalfEven(rate.pico * Int128(nano), by: 1_000_000_000))
  }

  // MARK: Pre-purchases
  private mutating func draw(_ units: Nano, _ commitment: Int, _ month: Int) {
    let found = uses.indices.filter { !uses[$0].isHourly }
    var shares = found.map { Share(commitment, month, $0, days: horizon.months[month].days) }
    for (day, _) in days(commitment, month) {
      guard let term = term(of: commitment, on: date(day, month)) else { continue }
      for (index, use) in found.enumerated() {
        guard let ratio = CommitUnits.perDBU(of: uses[use].key) else { continue }
        let nano = uses[use].left[day]
        let each = ratio.pico * Int128(uses[use].size)
        let need = Int64(clamping: Decimal12.roundedHalfEven(each * Int128(nano), by: 1_000_000_000_000))
        let balance = units.nano - drawnOfTerm[commitment][term]
        let part = need <= balance ? nano : min(nano, Int64(clamping: Int128(balance) * 1_000_000_000_000 / each))
        let drawn = min(need, balance)
        tallies[commitment].met += Double(need)
        guard part > 0 else { continue }
        take(part, of: use, day, day, into: &shares[index])
        shares[index].drawn += Double(drawn)
        drawnOfTerm[commitment][term] += drawn
        tallies[commitment].covered += Double(drawn)
        tallies[commitment].drawn += Double(drawn)
      }
    }
    tallies[commitment].capacity = Double(units.nano) * Double(max(terms[commitment].count, 1))
    keep(shares)
  }

  // MARK: Bookkeeping
  private mutating func take(_ part: Int64, of use: Int, _ slot: Int, _ day: Int, into share: inout Share) {
    uses[use].left[slot] -= part
    uses[use].covered[day] += part
    share.days[day] += part
  }

  private mutating func keep(_ shares: [Share]) {
    for var share in shares where share.days.contains(where: { $0 > 0 }) {
      share.use = uses[share.use].index
      self.shares.append(share)
    }
  }
}

extension Coverage.Share {
  fileprivate init(_ commitment: Int, _ month: Int, _ use: Int, days: Int) {
    self.init(commitment: commitment, month: month, use: use, days: Array(repeating: 0, count: days))
  }
}
