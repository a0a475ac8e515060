import Quantities

extension PoolMonth {
  /// The lines of the pool once it is rated, for a horizon that begins on `start`.
  func lines(from start: Date) -> [Line] {
    var lines: [Line] = []
    for member in members.indices {
      var isPriced = false
      for slot in slots.indices {
        let days = parts[member * slots.count + slot]
        if days.isEmpty { continue }
        isPriced = true
        lines.append(line(ofSlot: slot, for: member, days, from: start))
      }
      if !unpriced[member].parts.isEmpty { lines.append(unpricedLine(for: member, besidePriced: isPriced)) }
    }
    return lines
  }

  private func line(ofSlot slot: Int, for member: Int, _ days: [Line.Part], from start: Date) -> Line {
    let row = slots[slot].row
    let tier = row.tierMinimum.plain
    let month = members[member].first.month
    var suffix = ""
    if let from = row.effectiveFrom, let first = Date(year: month.year, month: month.month, day: 1), from > first {
      suffix = "@\(from)"
    } else if firstDay(ofSlot: slot, for: member) > 0 {
      // An older row that came back when another lapsed took effect inside the month too.
      suffix = "@\(start + month.firstDay + firstDay(ofSlot: slot, for: member))"
    }
    var line = Line(
      members[member].first, tier: tier, suffix: suffix, days, unit: row.unit.text, row: row, source: row.source)
    line.unitPrice = slots[slot].price
    line.listAmount = lists[member * slots.count + slot]
    return line
  }

  private func unpricedLine(for member: Int, besidePriced isPriced: Bool) -> Line {
    let use = members[member].first
    return Line(
      use, tier: "0", suffix: isPriced ? "@unpriced" : "", unpriced[member].parts, unit: use.meter.unit, row: nil,
      source: "unpriced: " + unpriced[member].reasons.joined(separator: "; "))
  }
}

extension Line {
  /// The line of a use at a row; unpriced if there is none.
  fileprivate init(
    _ use: Metered, tier: String, suffix: String, _ days: [Part], unit: String, row: PriceRow?, source: String
  ) {
    let month = use.month.name
    let quantity = days.reduce(Int64(0)) {
      let (sum, overflow) = $0.addingReportingOverflow($1.quantity.nano)
      return overflow ? Int64.max : sum
    }
    self.init(
      id: "\(use.instance)/\(use.key)/\(use.region)/\(month)/\(tier)\(suffix)", instance: use.instance, kind: use.kind,
      meter: use.key, meterName: use.meter.name, region: use.region, month: month, tier: tier,
      quantity: Nano(nano: quantity), unit: unit, unitPrice: row?.price,
      amount: row == nil ? nil : days.reduce(Money.zero) { $0 + $1.amount }, priceType: row?.priceType ?? "Consumption",
      row: row?.identity, confidence: row?.confidence, source: source, pool: use.poolName, fixed: use.meter.fixed,
      formula: use.meter.formula, days: days)
  }
}

extension Metered {
  /// The scope in which its quantities add up, in words.
  var poolName: String {
    switch meter.pool {
    case .region: region
    case .zone: Region.named(region)?.zone?.rawValue.lowercased() ?? region
    case .account: "account"
    case .resource: "resource"
    }
  }
}
