package import Quantities

/// The price list's words for what a price is.
package enum PriceType {
  /// All of them.
  package static let all = ["Consumption", "DevTestConsumption", "Reservation", "SavingsPlan"]
}

/// One price of the list: a meter, where and from which quantity on it holds, and since when.
package struct PriceRow: Sendable, Hashable {
  /// The project's name of the meter, such as `bandwidth.internet.mgn`.
  package var meterKey: String
  /// `Bandwidth`.
  package var serviceName: String
  /// `Rtn Preference: MGN`.
  package var productName: String
  /// `Standard`.
  package var skuName: String
  /// `Standard Data Transfer Out`.
  package var meterName: String
  /// The provider's id; empty where no source gives it.
  package var meterId: String
  /// A region, a zone such as `Zone 1`, or `Global`.
  package var region: String
  /// What the price is stated for.
  package var unit: UnitOfMeasure
  /// The quantity of the month, in `unit`, from which on the price holds.
  package var tierMinimum: Nano
  /// In the currency, exact.
  package var price: Money
  /// ISO code.
  package var currency: String
  /// `Consumption`, `Reservation`, `SavingsPlan`, `DevTestConsumption`.
  package var priceType: String
  /// `1 Year` and the like; empty for consumption.
  package var term: String
  /// First day of validity; nil if no source gives it.
  package var effectiveFrom: Date?
  /// Last day of validity; nil if it is open.
  package var effectiveUntil: Date?
  /// How far the price is trusted.
  package var confidence: Confidence
  /// Where it comes from.
  package var source: String
  /// What the unit hides.
  package var note: String

  /// A row by its parts.
  package init(
    meterKey: String, serviceName: String, productName: String, skuName: String, meterName: String, meterId: String,
    region: String, unit: UnitOfMeasure, tierMinimum: Nano, price: Money, currency: String, priceType: String,
    term: String, effectiveFrom: Date?, effectiveUntil: Date?, confidence: Confidence, source: String, note: String
  ) {
    self.meterKey = meterKey
    self.serviceName = serviceName
    self.productName = productName
    self.skuName = skuName
    self.meterName = meterName
    self.meterId = meterId
    self.region = region
    self.unit = unit
    self.tierMinimum = tierMinimum
    self.price = price
    self.currency = currency
    self.priceType = priceType
    self.term = term
    self.effectiveFrom = effectiveFrom
    self.effectiveUntil = effectiveUntil
    self.confidence = confidence
    self.source = source
    self.note = note
  }

  /// Whether it is the pay-as-you-go price, which usage is rated by.
  package var isConsumption: Bool { priceType == "Consumption" && term.isEmpty }

  /// Whether a month of it can be rated without overflow; prices of weak currencies may be too large.
  package var isRatable: Bool { !isConsumption || price < Self.mostPrice }

  /// Which row it is, for the bill.
  package var identity: PriceIdentity {
    PriceIdentity(
      meterKey: meterKey, meterId: meterId, serviceName: serviceName, productName: productName, skuName: skuName,
      meterName: meterName, region: region, effectiveFrom: effectiveFrom)
  }

  /// Whether it is in force on `day`; an undated row always is (architecture §6: `asOf` filters no row out).
  package func holds(on day: Date) -> Bool {
    (effectiveFrom.map { $0 <= day } ?? true) && (effectiveUntil.map { day <= $0 } ?? true)
  }

  /// Where a row of the price list holds: a region in lower case, a zone as it is written, `Global` for no region.
  package static func place(_ armRegionName: String) -> String {
    if armRegionName.isEmpty { return "Global" }
    // Regions are single words in lower case; `Zone 1`, `US Gov Zone 1` and `Global` aren't regions.
    if armRegionName.contains(" ") || Region.named(armRegionName) != nil { return armRegionName }
    let plain = armRegionName.lowercased()
    return plain == "global" ? "Global" : Region.named(plain) != nil ? plain : armRegionName
  }

  /// What names it among other candidates in a message.
  package var candidate: String {
    let names = [productName, skuName, meterName].filter { !$0.isEmpty }.joined(separator: " / ")
    let dates = (effectiveFrom.map { " from \($0)" } ?? " undated") + (effectiveUntil.map { " until \($0)" } ?? "")
    let amount = "\(price.decimal.trimmingZeros()) \(currency) per \(unit.text)"
    return "\(region) tier \(tierMinimum.plain) \(amount)\(dates)"
      + (names.isEmpty ? "" : " (\(names))") + (isConsumption ? "" : " [\(priceType) \(term)]")
  }
}

extension Nano {
  /// The quantity as a plain decimal: `100`, `0.5`.
  var plain: String { nano % 1_000_000_000 == 0 ? "\(nano / 1_000_000_000)" : decimal.trimmingZeros() }
}

extension String {
  /// A plain decimal without needless zeros: `100` for `100.000000000`.
  func trimmingZeros() -> String {
    guard contains(".") else { return self }
    var text = self
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text
  }
}
