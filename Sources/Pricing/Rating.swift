package import Quantities

/// Turns metered quantities into a bill by a price book (worked scenario, rules 14 and 16 to 20).
package struct Rater: Sendable {
  /// The prices.
  package let book: PriceBook
  /// First day of the horizon.
  package let start: Date
  /// Whether prices of confidence `assumed` and `low` are refused.
  package let strict: Bool
  /// What was negotiated off the list's pay-as-you-go prices.
  package let discount: Discount

  /// A rater by `book` for a horizon that begins on `start`.
  package init(book: PriceBook, start: Date, strict: Bool = false, discount: Discount = .none) {
    self.book = book
    self.start = start
    self.strict = strict
    self.discount = discount
  }

  /// The bill of `metered`, whose order doesn't matter.
  package func bill(_ metered: [Metered]) -> Bill {
    Bill(currency: book.currency, lines: lines(metered), isDiscounted: discount != .none)
  }

  /// The lines of `metered`, unsorted.
  func lines(_ metered: [Metered]) -> [Line] {
    let order = Grouping(metered)
    var lines: [Line] = []
    var rows: [PriceRow] = []
    var rowsKey = -1
    var places: [Place: Candidates] = [:]
    var group = order.uses[...]
    while let first = group.first {
      if first.key != rowsKey {
        rowsKey = first.key
        rows = book.rows(ofMeter: metered[first.index].key)
        places = [:]
      }
      var members: [Member] = []
      while let use = group.first, use.isPooled(with: first) {
        group = group.dropFirst()
        let item = metered[use.index]
        if members.last?.isSame(as: item) == true {
          members[members.count - 1].uses.append(item)
          continue
        }
        let place = Place(region: use.region, isDevTest: item.isDevTest)
        let candidates =
          places[place]
          ?? Candidates(key: item.key, region: item.region, among: rows, isDevTest: item.isDevTest)
        places[place] = candidates
        members.append(Member(item, candidates))
      }
      lines += rate(members)
    }
    return lines
  }

  /// Where a price is looked up, and for whom.
  private struct Place: Hashable {
    var region: Int
    var isDevTest: Bool
  }

  /// The lines of one pool in one month.
  private func rate(_ members: [Member]) -> [Line] {
    var members = members
    for index in members.indices { members[index].plan(from: start) }
    var lines: [Line] = []
    // Quantities add up only in one unit: 1K and 1M tokens are rated apart.
    for size in Set(members.map(\.size)).sorted() {
      var pool = PoolMonth(members.filter { $0.size == size }, strict: strict, discount: discount)
      pool.walk()
      lines += pool.lines(from: start)
    }
    return lines
  }
}

/// The order in which uses are rated: by key, month and pool, then by instance and region, whatever order they came in.
private struct Grouping {
  /// One use by the numbers of its names, which are in the names' order.
  struct Use {
    var key: Int, month: Int, pool: Int, scope: Int, instance: Int, region: Int, index: Int, isDevTest: Bool

    /// Whether both add up before tiers apply: a dev/test subscription adds up apart, but for what counts by the account.
    func isPooled(with other: Use) -> Bool {
      key == other.key && month == other.month && pool == other.pool && scope == other.scope
        && (isDevTest == other.isDevTest || pool == Self.account)
    }
    /// The number of the account's pool.
    static let account = 2
  }

  let uses: [Use]

  init(_ metered: [Metered]) {
    let keys = Self.numbers(metered.lazy.map(\.key))
    let instances = Self.numbers(metered.lazy.map(\.instance))
    let regions = Self.numbers(metered.lazy.map(\.region))
    // Zones count below zero; a region without one is a pool of its own.
    let zones = regions.reduce(into: [Int: Int]()) { zones, region in
      let zone = Region.named(region.key)?.zone.flatMap { Region.Zone.allCases.firstIndex(of: $0) }
      zones[region.value] = zone.map { -1 - $0 } ?? region.value
    }
    var uses: [Use] = []
    uses.reserveCapacity(metered.count)
    for (index, item) in metered.enumerated() {
      let region = regions[item.region] ?? 0
      let instance = instances[item.instance] ?? 0
      let (pool, scope) =
        switch item.meter.pool {
        case .region: (0, region)
        case .zone: (1, zones[region] ?? region)
        case .account: (Use.account, 0)
        case .resource: (3, instance * regions.count + region)
        }
      uses.append(
        Use(
          key: keys[item.key] ?? 0, month: item.month.firstDay, pool: pool, scope: scope, instance: instance,
          region: region, index: index, isDevTest: item.isDevTest))
    }
    uses.sort { a, b in
      if a.key != b.key { return a.key < b.key }
      if a.month != b.month { return a.month < b.month }
      if a.pool != b.pool { return a.pool < b.pool }
      if a.scope != b.scope { return a.scope < b.scope }
      if a.isDevTest != b.isDevTest { return b.isDevTest }
      if a.instance != b.instance { return a.instance < b.instance }
      if a.region != b.region { return a.region < b.region }
      return metered[a.index].meter.name < metered[b.index].meter.name
    }
    self.uses = uses
  }

  /// A number for each distinct name, in the names' order.
  private static func numbers(_ names: some Sequence<String>) -> [String: Int] {
    Dictionary(uniqueKeysWithValues: Set(names).sorted().enumerated().map { ($0.element, $0.offset) })
  }
}
