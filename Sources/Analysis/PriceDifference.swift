package import Pricing
package import Quantities

/// What differs between two price books: rows that came, went, or have another price.
package struct PriceDifference: Sendable {
  /// A row whose price differs.
  package struct Change: Sendable, Hashable {
    package var old: PriceRow
    package var new: PriceRow

    /// Growth of the price per thing counted, as a share of the old; nil from 0 or where other things are counted.
    package var growth: Double? {
      guard old.price != .zero, old.unit.dimension == new.unit.dimension else { return nil }
      let before = old.price.approximate / Double(old.unit.size)
      return new.price.approximate / Double(new.unit.size) / before - 1
    }
  }

  /// Only in the second book, by key.
  package var added: [PriceRow] = []
  /// Only in the first book, by key.
  package var removed: [PriceRow] = []
  /// In both, at another price or in another unit; the largest growth or fall first, those without one last.
  package var changed: [Change] = []
  /// Rows of the same price whose dates, confidence or source differ.
  package var restated = 0
  /// Rows that are the same in both.
  package var unchanged = 0

  /// Compares two books.
  ///
  /// Rows are the same one if meter, names, place, tier and type agree; where several do, those of one date belong
  /// together, then the others in the order of their dates.
  ///
  /// - Throws: `Problem` if their currencies differ.
  package init(from a: PriceBook, to b: PriceBook) throws(Problem) {
    guard a.currency == b.currency else {
      throw Problem("\(a.id) is in \(a.currency), \(b.id) in \(b.currency); compare books of one currency")
    }
    let (before, after) = (a.allRows(), b.allRows())
    for key in Set(before.keys).union(after.keys).sorted() {
      let (left, right) = (before[key] ?? [], after[key] ?? [])
      if left == right {
        unchanged += left.count
        continue
      }
      let old = Dictionary(grouping: left, by: Identity.init)
      let new = Dictionary(grouping: right, by: Identity.init)
      for identity in Set(old.keys).union(new.keys).sorted() { pair(old[identity] ?? [], new[identity] ?? []) }
    }
    changed.sort { Self.rank($0) < Self.rank($1) }
  }

  private mutating func pair(_ old: [PriceRow], _ new: [PriceRow]) {
    var left = old.sorted(by: Self.byDate)
    var right = new.sorted(by: Self.byDate)
    for row in left {
      guard
        let twin = right.firstIndex(where: { $0.effectiveFrom == row.effectiveFrom && $0.price == row.price })
          ?? right.firstIndex(where: { $0.effectiveFrom == row.effectiveFrom }),
        let here = left.firstIndex(of: row)
      else { continue }
      note(row, right[twin])
      left.remove(at: here)
      right.remove(at: twin)
    }
    for (row, twin) in zip(left, right) { note(row, twin) }
    removed += left.dropFirst(right.count)
    added += right.dropFirst(left.count)
  }

  private mutating func note(_ old: PriceRow, _ new: PriceRow) {
    if old.price != new.price || old.unit != new.unit {
      changed.append(Change(old: old, new: new))
    } else if old == new {
      unchanged += 1
    } else {
      restated += 1
    }
  }

  private static func byDate(_ a: PriceRow, _ b: PriceRow) -> Bool {
    (a.effectiveFrom?.number ?? Int.min, a.price.pico) < (b.effectiveFrom?.number ?? Int.min, b.price.pico)
  }

  private static func rank(_ change: Change) -> (Double, String, String, Int64) {
    let size = change.growth.map { -abs($0) } ?? 1
    return (size, change.old.meterKey, change.old.region, change.old.tierMinimum.nano)
  }

  /// What makes two rows the same one, whatever their price and dates.
  private struct Identity: Hashable, Comparable {
    let parts: [String]
    let tier: Int64

    init(_ row: PriceRow) {
      parts = [
        row.meterKey, row.region, row.priceType, row.term, row.productName, row.skuName, row.meterName,
      ]
      tier = row.tierMinimum.nano
    }

    static func < (a: Identity, b: Identity) -> Bool {
      a.parts == b.parts ? a.tier < b.tier : a.parts.lexicographicallyPrecedes(b.parts)
    }
  }
}

extension Side {
  /// The side of a bill that was just rated; `months` is left empty.
  package init(_ bill: Bill, named name: String) {
    var amounts: [String: (kind: String, amount: Money)] = [:]
    for line in bill.lines {
      amounts[line.instance, default: (line.kind, .zero)].amount += line.amount ?? .zero
    }
    self.init(
      name: name, currency: bill.currency, isComplete: bill.isComplete, total: bill.total, months: [],
      instances: amounts.map { ($0.key, $0.value.kind, $0.value.amount) })
  }
}
