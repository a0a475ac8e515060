package import Quantities

/// What a line of a price sheet does to the prices of its meter: which of them go, and which are copied with its price.
package struct PriceSheetChange: Sendable {
  /// A price that the line may change.
  package struct Target: Sendable {
    /// What it is a price of, whatever its tier, type and dates.
    package var meter: String
    /// The provider's id of the sku; empty where it isn't known.
    package var skuId: String
    package var priceType: String
    package var term: String
    package var unit: UnitOfMeasure
    package var tierMinimum: Nano
    package var effectiveFrom: Date?
    package var effectiveUntil: Date?

    /// A price by its parts.
    package init(
      meter: String, skuId: String, priceType: String, term: String, unit: UnitOfMeasure, tierMinimum: Nano,
      effectiveFrom: Date?, effectiveUntil: Date?
    ) {
      self.meter = meter
      self.skuId = skuId
      self.priceType = priceType
      self.term = term
      self.unit = unit
      self.tierMinimum = tierMinimum
      self.effectiveFrom = effectiveFrom
      self.effectiveUntil = effectiveUntil
    }
  }

  /// A price to add: that of the target `base`, with what the line changes.
  package struct Copy: Sendable {
    package var base: Int
    package var unit: UnitOfMeasure
    package var tierMinimum: Nano
    package var effectiveFrom: Date?
    package var effectiveUntil: Date?
  }

  /// Indices of the targets that go.
  package var released: [Int] = []
  /// The prices to add.
  package var copies: [Copy] = []

  /// What `line` does to `targets`, the prices that have its meterId and currency.
  ///
  /// A line without a date replaces the prices that it names; one with a date replaces them from that day on. A price of
  /// a type that the meter has none of, such as a reservation's, is added beside the pay-as-you-go price.
  ///
  /// - Throws: a problem that says why the line fits no price.
  package init(of line: PriceSheetLine, among targets: [Target]) throws(Problem) {
    guard !targets.isEmpty else { throw Problem("there is no price of meterId \(line.meterId)") }
    let ofSku = targets.indices.filter { !line.skuId.isEmpty && targets[$0].skuId == line.skuId }
    let meant = ofSku.isEmpty ? Array(targets.indices) : ofSku
    let sameType = meant.filter { targets[$0].priceType == line.priceType && targets[$0].term == line.term }
    let isNewType = sameType.isEmpty
    let bases = isNewType ? meant.filter { targets[$0].priceType == "Consumption" } : sameType
    guard !bases.isEmpty, !isNewType || line.priceType != "Consumption" else {
      throw Problem("there is no pay-as-you-go price of meterId \(line.meterId)")
    }
    var units: [Int: (unit: UnitOfMeasure, tier: Nano)] = [:]
    for index in bases { units[index] = try Self.restated(targets[index], by: line) }
    let tiers = Set(units.values.map(\.tier)).sorted()
    let wanted = line.tierMinimum ?? (tiers.count == 1 || isNewType ? tiers[0] : nil)
    guard let wanted else {
      let list = tiers.map(\.plain).joined(separator: ", ")
      throw Problem("meterId \(line.meterId) has the tiers \(list): state `tierMinimumUnits`")
    }
    let chosen = bases.filter { units[$0]?.tier == wanted }
    guard !chosen.isEmpty else { throw Problem("meterId \(line.meterId) has no tier from \(wanted.plain)") }
    if !isNewType {
      released = chosen.filter { index in
        guard let from = line.effectiveFrom else { return true }
        return targets[index].effectiveFrom.map { $0 >= from } ?? false
      }
    }
    // Of several dates of one price the latest is the one that the line follows.
    var latest: [String: Int] = [:]
    for index in chosen {
      guard let other = latest[targets[index].meter] else {
        latest[targets[index].meter] = index
        continue
      }
      let (date, before) = (targets[index].effectiveFrom, targets[other].effectiveFrom)
      if (date?.number ?? Int.min) > (before?.number ?? Int.min) { latest[targets[index].meter] = index }
    }
    copies = latest.values.sorted().compactMap { index in
      units[index].map { unit, tier in
        Copy(
          base: index, unit: unit, tierMinimum: tier, effectiveFrom: line.effectiveFrom ?? targets[index].effectiveFrom,
          effectiveUntil: line.effectiveFrom == nil ? targets[index].effectiveUntil : nil)
      }
    }
  }

  /// A price's unit and tier as the line counts them: `100 Hours` for `1 Hour`.
  private static func restated(
    _ target: Target, by line: PriceSheetLine
  ) throws(Problem) -> (unit: UnitOfMeasure, tier: Nano) {
    guard let unit = line.unit, unit != target.unit else { return (target.unit, target.tierMinimum) }
    // Months of something that stands are counted as such or one by one.
    let standing: [UnitOfMeasure.Dimension] = [.count, .month]
    let (scaled, overflow) = target.tierMinimum.nano.multipliedReportingOverflow(by: target.unit.size)
    guard
      unit.dimension == target.unit.dimension
        || (standing.contains(unit.dimension) && standing.contains(target.unit.dimension)),
      unit.dimension != .unmodelled, !overflow, scaled % unit.size == 0
    else {
      throw Problem("meterId \(line.meterId) is priced per `\(target.unit.text)`, the line per `\(unit.text)`")
    }
    return (unit, Nano(nano: scaled / unit.size))
  }
}

extension PriceSheet {
  /// Rows with the sheet's prices, and its lines that fit none of them.
  func applied(to all: [String: [PriceRow]]) -> (rows: [String: [PriceRow]], rejects: [(line: Int, why: String)]) {
    var rows = all
    var keys: [String: Set<String>] = [:]
    for (key, found) in all { for row in found { keys[row.meterId.lowercased(), default: []].insert(key) } }
    var rejects = self.rejects
    // The rows have no id of their sku, so that lines of several skus can't be told apart unless they agree.
    var stated: [PriceSheetLine: (price: Money, line: Int)] = [:]
    for line in lines {
      var why = "there is no price of meterId \(line.meterId)"
      var isTaken = false
      var identity = line
      (identity.price, identity.skuId, identity.line) = (.zero, "", 0)
      if let other = stated[identity] {
        if other.price != line.price {
          rejects.append((line.line, "line \(other.line) states another price for another sku of this meterId"))
        }
        continue
      }
      stated[identity] = (line.price, line.line)
      for key in (keys[line.meterId] ?? []).sorted() {
        do throws(Problem) {
          rows[key] = try Self.apply(line, to: rows[key] ?? [], source: "price sheet \(id)")
          isTaken = true
        } catch { why = error.message }
      }
      if !isTaken { rejects.append((line.line, why)) }
    }
    return (rows, rejects.sorted { $0.line < $1.line })
  }

  private static func apply(
    _ line: PriceSheetLine, to rows: [PriceRow], source: String
  ) throws(Problem) -> [PriceRow] {
    let meant = rows.indices.filter { rows[$0].meterId.lowercased() == line.meterId }
    let targets = meant.map { index in
      let row = rows[index]
      let meter = [row.region, row.serviceName, row.productName, row.skuName, row.meterName].joined(separator: "\u{1F}")
      return PriceSheetChange.Target(
        meter: meter, skuId: "", priceType: row.priceType, term: row.term, unit: row.unit,
        tierMinimum: row.tierMinimum, effectiveFrom: row.effectiveFrom, effectiveUntil: row.effectiveUntil)
    }
    let change = try PriceSheetChange(of: line, among: targets)
    let gone = Set(change.released.map { meant[$0] })
    var kept = rows.indices.filter { !gone.contains($0) }.map { rows[$0] }
    for copy in change.copies {
      var row = rows[meant[copy.base]]
      row.price = line.price
      row.unit = copy.unit
      row.tierMinimum = copy.tierMinimum
      (row.priceType, row.term) = (line.priceType, line.term)
      (row.effectiveFrom, row.effectiveUntil) = (copy.effectiveFrom, copy.effectiveUntil)
      (row.confidence, row.source) = (.high, source)
      kept.append(row)
    }
    return kept
  }
}
