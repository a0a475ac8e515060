package import Quantities

/// Which rows rate a meter in a region on a day: one per tier, or why there is none (worked scenario, rule 19).
package enum Resolution: Sendable {
  /// The row of each tier, ascending; the first tier begins at 0.
  case bands([PriceRow])
  /// Why no price can be told, with the candidates named.
  case unpriced(String)
}

/// The rows among which a meter's price in one region is found.
package struct Candidates: Sendable {
  /// The meter's key.
  package let key: String
  /// The region asked for.
  package let region: String
  /// Pay-as-you-go rows of the nearest of region, zone and `Global` that has any.
  package let rows: [PriceRow]
  /// Why there are none; nil if there are.
  let missing: String?

  /// The rows of `book` for a meter in a region.
  package init(key: String, region: String, in book: PriceBook) {
    self.init(key: key, region: region, among: book.rows(ofMeter: key))
  }

  /// Those of `all`, the rows of one meter key, that count in a region.
  ///
  /// Of a dev/test subscription those of type `DevTestConsumption` where the list has any, else what everybody pays.
  package init(key: String, region: String, among all: [PriceRow], isDevTest: Bool = false) {
    self.key = key
    self.region = region
    let places = Region.lookups(region)
    for place in isDevTest ? places : [] {
      let found = all.filter { $0.priceType == "DevTestConsumption" && $0.region == place }
      if !found.isEmpty {
        rows = found
        missing = nil
        return
      }
    }
    for place in places {
      let found = all.filter { $0.isConsumption && $0.region == place }
      if !found.isEmpty {
        rows = found
        missing = nil
        return
      }
    }
    rows = []
    let here = all.filter { places.contains($0.region) }
    let elsewhere = Set(all.filter(\.isConsumption).map(\.region)).sorted()
    let wanted = "no pay-as-you-go price of `\(key)` for \(places.joined(separator: ", "))"
    if all.isEmpty {
      missing = "no price row has the key `\(key)`"
    } else if !here.isEmpty {
      missing = wanted + "; there are " + Self.list(here)
    } else {
      missing = wanted + (elsewhere.isEmpty ? "" : "; there are prices for \(elsewhere.joined(separator: ", "))")
    }
  }

  /// The row of each tier on `day`: the latest effective; undated rows lose to dated ones.
  package func resolve(on day: Date) -> Resolution {
    if let missing { return .unpriced(missing) }
    let valid = rows.filter { $0.holds(on: day) }
    guard !valid.isEmpty else {
      return .unpriced("no price of `\(key)` in \(region) holds on \(day); there are " + Self.list(rows))
    }
    var bands: [PriceRow] = []
    for tier in Set(valid.map(\.tierMinimum)).sorted() {
      let ofTier = valid.filter { $0.tierMinimum == tier }
      let latest = ofTier.compactMap(\.effectiveFrom).max()
      let candidates = ofTier.filter { $0.effectiveFrom == latest }.sorted(by: Self.inOrder)
      guard let first = candidates.first else { continue }
      guard candidates.allSatisfy({ $0.price == first.price && $0.unit == first.unit }) else {
        return .unpriced("several prices of `\(key)` in \(region) hold on \(day): " + Self.list(candidates))
      }
      bands.append(first)
    }
    guard bands.allSatisfy({ $0.unit == bands[0].unit }) else {
      return .unpriced("the tiers of `\(key)` in \(region) on \(day) are in different units: " + Self.list(bands))
    }
    guard bands[0].tierMinimum == .zero else {
      return .unpriced("no price of `\(key)` in \(region) on \(day) begins at 0; there are " + Self.list(bands))
    }
    return .bands(bands)
  }

  /// Days after `first`, up to `last`, on which another row may come into force.
  func changes(after first: Date, upTo last: Date) -> [Date] {
    var days: Set<Date> = []
    for row in rows {
      for day in [row.effectiveFrom, row.effectiveUntil.map { $0 + 1 }] {
        if let day, first < day, day <= last { days.insert(day) }
      }
    }
    return days.sorted()
  }

  /// Among equal prices: the most trusted, then by identity, so that the choice doesn't hang on the order of a file.
  static func inOrder(_ a: PriceRow, _ b: PriceRow) -> Bool {
    if a.confidence != b.confidence { return a.confidence < b.confidence }
    return (a.price.pico, a.meterId, a.productName, a.skuName, a.meterName, a.source)
      < (b.price.pico, b.meterId, b.productName, b.skuName, b.meterName, b.source)
  }

  /// At most five candidates by name.
  static func list(_ rows: [PriceRow]) -> String {
    let names = Set(rows.map(\.candidate)).sorted()
    return names.prefix(5).joined(separator: "; ") + (names.count > 5 ? "; and \(names.count - 5) more" : "")
  }
}

extension PriceBook {
  /// The tariff of a meter in a region on a day; nil if it is unpriced, or counted in another unit than `unit`.
  package func tariff(key: String, region: String, unit: String, on day: Date) -> Tariff? {
    guard case .bands(let rows) = Candidates(key: key, region: region, in: self).resolve(on: day),
      let first = rows.first, first.unit.serves(unit)
    else { return nil }
    return Tariff(bands: rows.map { ($0.tierMinimum, $0.price) }, size: Double(first.unit.size))
  }
}

extension Bill {
  /// Where the prices of its lines come from, sorted, each once.
  package var priceSources: [String] { Set(lines.lazy.filter { $0.row != nil }.map(\.source)).sorted() }
}
