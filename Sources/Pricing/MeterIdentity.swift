/// A meter as the price list names it.
package struct MeterNames: Sendable, Hashable {
  /// `Bandwidth`.
  package var service: String
  /// `Rtn Preference: MGN`.
  package var product: String
  /// `Standard`.
  package var sku: String
  /// `Standard Data Transfer Out`.
  package var meter: String

  /// A meter by its names.
  package init(service: String, product: String, sku: String, meter: String) {
    self.service = service
    self.product = product
    self.sku = sku
    self.meter = meter
  }

  /// The names in a row; nil where a source left one out, so that they tell no meter.
  package init?(_ row: PriceRow) {
    guard ![row.serviceName, row.productName, row.skuName, row.meterName].contains("") else { return nil }
    self.init(service: row.serviceName, product: row.productName, sku: row.skuName, meter: row.meterName)
  }
}

/// How the rows of an imported price list are found for a meter key: by the provider's ids, else by names, exactly.
///
/// Names tell one meter key; an id does together with the sku's name, since meters of several skus share an id.
package struct MeterIdentity: Sendable, Hashable {
  /// The provider's id and the sku's name.
  package struct Id: Sendable, Hashable {
    /// The `meterId`.
    package var meterId: String
    /// The `skuName`.
    package var sku: String

    /// An id by its parts.
    package init(meterId: String, sku: String) {
      self.meterId = meterId
      self.sku = sku
    }
  }

  /// What the price list calls the meter, in all regions and times seen.
  package var names: Set<MeterNames> = []
  /// Its ids, as far as sources give them.
  package var ids: Set<Id> = []

  /// The identity of a meter key in the embedded list; empty if the list doesn't know it.
  package init(ofMeter key: String) {
    // A reservation or savings plan shares the names and the id of the meter that it discounts.
    for row in EmbeddedPrices.rows(ofMeter: key) where row.isConsumption {
      if let found = MeterNames(row) { names.insert(found) }
      if !row.meterId.isEmpty, !row.skuName.isEmpty { ids.insert(Id(meterId: row.meterId, sku: row.skuName)) }
    }
  }
}

/// Which meter key an imported row serves: the way back of `MeterIdentity`, for lists of rows.
package struct MeterKeys: Sendable {
  private var byNames: [MeterNames: String] = [:]
  private var byId: [MeterIdentity.Id: String] = [:]

  /// The keys of the embedded list; it is parsed as a whole, which takes some milliseconds.
  package init() {
    for key in EmbeddedPrices.meterKeys.sorted() {
      let identity = MeterIdentity(ofMeter: key)
      for names in identity.names { byNames[names] = key }
      for id in identity.ids { byId[id] = key }
    }
  }

  /// The meter key of a row with these names and id; nil if no component uses it.
  package func key(of names: MeterNames, meterId: String) -> String? {
    byNames[names] ?? byId[MeterIdentity.Id(meterId: meterId, sku: names.sku)]
  }
}
