import Quantities

/// One pool over one month: its members walk the tiers together, day by day (rules 17 and 18).
struct PoolMonth {
  /// By instance and region; their prices are in one unit.
  let members: [Member]
  private(set) var slots: [Slot] = []
  /// By member and slot.
  private(set) var parts: [[Line.Part]] = []
  /// By member and slot: what the same would cost at list price.
  private(set) var lists: [Money]
  /// By member: the days for which there is no price.
  private(set) var unpriced: [Unpriced]

  private let quantities: [[Int64?]]
  /// Index of the month's first day in the horizon.
  private let firstDay: Int
  /// The slot of each tier's row, by member, span and tier.
  private var tierSlots: [[[Int]]] = []
  /// The current span of each member.
  private var current: [Int]
  /// What the pool has used in the month so far.
  private var used: Int64 = 0
  private var splitter = LargestRemainder()

  /// A price row in use, with what it has rated so far in the month.
  struct Slot {
    let row: PriceRow
    /// The row's price less the negotiated discount.
    let price: Money
    /// Why its price may not be used; nil if it may.
    let refusal: String?
    private var quantity: Int64 = 0
    private var amount = Money.zero
    private var list = Money.zero

    init(row: PriceRow, discount: Discount, refusal: String?) {
      self.row = row
      self.refusal = refusal
      price = discount.price(row.price)
    }

    /// What the next `quantity` costs, as agreed and as listed: the growth of the rounded running products.
    mutating func amounts(ofNext quantity: Int64) -> (amount: Money, list: Money) {
      self.quantity += quantity
      let (before, listBefore) = (amount, list)
      amount = product(price)
      list = price == row.price ? amount : product(row.price)
      return (amount - before, list - listBefore)
    }

    private func product(_ price: Money) -> Money {
      Money(pico: Decimal12.roundedHalfEven(price.pico * Int128(quantity), by: 1_000_000_000))
    }
  }

  /// What a member used without a price, in the meter's own unit.
  struct Unpriced {
    var parts: [Line.Part] = []
    var reasons: [String] = []
  }

  /// A part of a day that falls to one row.
  private struct Share {
    var slot: Int
    var member: Int
    var quantity: Int64
  }

  /// A member with use on the day.
  private struct Active {
    var member: Int
    var quantity: Int64
  }

  init(_ members: [Member], strict: Bool, discount: Discount = .none) {
    self.members = members
    firstDay = members.first?.first.month.firstDay ?? 0
    unpriced = Array(repeating: Unpriced(), count: members.count)
    current = Array(repeating: 0, count: members.count)
    var quantities = members.map { $0.billable(perSize: max($0.size, 1)) }
    if quantities.joined().reduce(Int128(0), { $0 + Int128($1 ?? 0) }) > Int128(Int64.max) {
      quantities = quantities.map { $0.map { $0 == 0 ? 0 : nil } }
    }
    self.quantities = quantities
    lists = []
    for member in members {
      tierSlots.append(
        member.spans.map { span in
          guard case .bands(let rows) = span.prices else { return [] }
          return rows.map { slot(of: $0, strict: strict, discount) }
        })
    }
    parts = Array(repeating: [], count: members.count * slots.count)
    lists = Array(repeating: .zero, count: parts.count)
  }

  private mutating func slot(of row: PriceRow, strict: Bool, _ discount: Discount) -> Int {
    if let index = slots.firstIndex(where: { $0.row == row }) { return index }
    let refused = strict && row.confidence >= .low
    slots.append(
      Slot(
        row: row, discount: discount,
        refusal: refused ? "strict prices refuse confidence `\(row.confidence)`: \(row.candidate)" : nil))
    return slots.count - 1
  }

  /// Rates every day of the month.
  mutating func walk() {
    var active: [Active] = []
    var shares: [Share] = []
    for day in 0..<(members.first?.first.days.count ?? 0) {
      active.removeAll(keepingCapacity: true)
      shares.removeAll(keepingCapacity: true)
      gather(day, &active)
      let total = active.reduce(0) { $0 + $1.quantity }
      if active.count == 1 || (active.count > 1 && haveSameTiers(active)) {
        walkTogether(active, total, into: &shares)
      } else {
        for one in active { walkAlone(one, total, into: &shares) }
      }
      used += total
      book(&shares, day)
    }
  }

  /// The members that use something priced on the day; what they use without a price is left aside.
  private mutating func gather(_ day: Int, _ active: inout [Active]) {
    for index in members.indices {
      while current[index] + 1 < members[index].spans.count, members[index].spans[current[index] + 1].from <= day {
        current[index] += 1
      }
      guard let quantity = quantities[index][day] else {
        leave(index, day, because: "a quantity of the month is beyond 9.2e9 units of its price, or below zero")
        continue
      }
      if quantity == 0 { continue }
      if case .unpriced(let reason) = members[index].spans[current[index]].prices {
        leave(index, day, because: reason)
      } else {
        active.append(Active(member: index, quantity: quantity))
      }
    }
  }

  private func edges(of one: Active) -> [Int64] { members[one.member].spans[current[one.member]].edges }

  private func haveSameTiers(_ active: [Active]) -> Bool {
    let edges = edges(of: active[0])
    return active.allSatisfy { self.edges(of: $0) == edges }
  }

  /// Members with the same tiers: what falls into a tier is split over them by the day's quantities that are left.
  private mutating func walkTogether(_ active: [Active], _ total: Int64, into day: inout [Share]) {
    let edges = edges(of: active[0])
    var left = active.count > 1 ? active.map(\.quantity) : []
    for (tier, edge) in edges.enumerated() {
      let end = tier + 1 < edges.count ? edges[tier + 1] : Int64.max
      let amount = min(used + total, end) - max(used, edge)
      if amount <= 0 { continue }
      if active.count == 1 {
        let member = active[0].member
        day.append(Share(slot: tierSlots[member][current[member]][tier], member: member, quantity: amount))
        continue
      }
      for (index, share) in splitter.split(Int128(amount), by: left).enumerated() where share > 0 {
        let member = active[index].member
        left[index] -= Int64(share)
        day.append(Share(slot: tierSlots[member][current[member]][tier], member: member, quantity: Int64(share)))
      }
    }
  }

  /// A member whose tiers begin elsewhere than the others': its own tiers, at the pool's position.
  private func walkAlone(_ one: Active, _ total: Int64, into day: inout [Share]) {
    let edges = edges(of: one)
    var before: Int64 = 0
    for tier in edges.indices {
      let end = tier + 1 < edges.count ? min(max(edges[tier + 1] - used, 0), total) : total
      let until = Int64(Decimal12.roundedHalfEven(Int128(end) * Int128(one.quantity), by: total))
      if until > before {
        let slot = tierSlots[one.member][current[one.member]][tier]
        day.append(Share(slot: slot, member: one.member, quantity: until - before))
      }
      before = max(before, until)
    }
  }

  /// Puts the day's amounts on the rows: the growth of each row's running product, split over its members.
  private mutating func book(_ day: inout [Share], _ index: Int) {
    if day.count > 1 { day.sort { $0.slot != $1.slot ? $0.slot < $1.slot : $0.member < $1.member } }
    var start = 0
    while start < day.count {
      let slot = day[start].slot
      var end = start
      var quantity: Int64 = 0
      while end < day.count, day[end].slot == slot {
        quantity += day[end].quantity
        end += 1
      }
      if let refusal = slots[slot].refusal {
        for share in day[start..<end] { leave(share.member, index, because: refusal, share.quantity) }
      } else {
        let (amount, list) = slots[slot].amounts(ofNext: quantity)
        if end - start == 1 {
          record(day[start], amount, list, index)
        } else {
          let quantities = day[start..<end].map(\.quantity)
          let amounts = splitter.split(amount.pico, by: quantities)
          let listed = list == amount ? amounts : splitter.split(list.pico, by: quantities)
          for (share, (pico, list)) in zip(day[start..<end], zip(amounts, listed)) {
            record(share, Money(pico: pico), Money(pico: list), index)
          }
        }
      }
      start = end
    }
  }

  private mutating func record(_ share: Share, _ amount: Money, _ list: Money, _ day: Int) {
    let index = share.member * slots.count + share.slot
    parts[index].append(Line.Part(day: firstDay + day, quantity: Nano(nano: share.quantity), amount: amount))
    lists[index] += list
  }

  /// Notes a day's use, or the part of it in a tier, that has no price.
  private mutating func leave(_ member: Int, _ day: Int, because reason: String, _ part: Int64? = nil) {
    var quantity: Int64
    if let part {
      let (own, overflow) = part.multipliedReportingOverflow(by: members[member].size)
      quantity = overflow ? Int64.max : own
    } else {
      quantity = members[member].billable(perSize: 1)[day] ?? Int64.max
    }
    if let last = unpriced[member].parts.last, last.day == firstDay + day {
      let (sum, overflow) = last.quantity.nano.addingReportingOverflow(quantity)
      quantity = overflow ? Int64.max : sum
      unpriced[member].parts.removeLast()
    }
    unpriced[member].parts.append(Line.Part(day: firstDay + day, quantity: Nano(nano: quantity), amount: .zero))
    if !unpriced[member].reasons.contains(reason) { unpriced[member].reasons.append(reason) }
  }

  /// The day of the month on which a row came into force for a member.
  func firstDay(ofSlot slot: Int, for member: Int) -> Int {
    let span = tierSlots[member].firstIndex { $0.contains(slot) } ?? 0
    return members[member].spans[span].from
  }
}
