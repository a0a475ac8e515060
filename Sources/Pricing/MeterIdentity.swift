/// A meter as the price list names it.
package struct MeterNames: Sendable, Hashable {
  /// `Bandwidth`.
  package var service: String
  /// `Rtn Preference: MGN`.
  package var product: String
  /// `Standard`; of a virtual machine `D2s v5`, however the list spells it.
  package var sku: String
  /// `Standard Data Transfer Out`.
  package var meter: String

  /// A meter by its names.
  package init(service: String, product: String, sku: String, meter: String) {
    self.service = service
    self.product = product
    self.sku = Self.plain(sku, of: service)
    self.meter = meter
  }

  /// The names in a row; nil where a source left one out, so that they tell no meter.
  package init?(_ row: PriceRow) {
    guard ![row.serviceName, row.productName, row.skuName, row.meterName].contains("") else { return nil }
    self.init(service: row.serviceName, product: row.productName, sku: row.skuName, meter: row.meterName)
  }

  /// A sku's name in one spelling.
  ///
  /// Items of the price list call a virtual machine's sku `D2s v5`, `Standard_D2s_v5` or `D2s v5 Spot`; whether it is a
  /// spot price stands in the meter's name too.
  package static func plain(_ sku: String, of service: String) -> String {
    guard service == virtualMachines else { return sku }
    var name = sku[...]
    for suffix in [" Spot", " Low Priority"] where name.hasSuffix(suffix) { name = name.dropLast(suffix.count) }
    guard name.hasPrefix("Standard_") else { return String(name) }
    return String(name.dropFirst("Standard_".count).map { $0 == "_" ? " " : $0 })
  }

  static let virtualMachines = "Virtual Machines"

  /// Whether a virtual machine of this product is the plain one that runs Linux.
  ///
  /// Others of the same size and meter name are for Windows, or of Cloud Services and dedicated hosts.
  package static func isPlainMachine(product: String) -> Bool {
    !product.hasSuffix("Windows") && !product.contains("Cloud Services") && !product.contains("CloudServices")
      && !product.contains("Dedicated Host")
  }
}

/// How the rows of an imported price list are found for a meter key: by names, exactly, else by the provider's ids.
///
/// A pay-as-you-go meter's rows are those of every price type, so that what discounts it is found with it. A key that
/// stands for a discount alone, such as a reservation's, has only rows of its own types.
package struct MeterIdentity: Sendable, Hashable {
  /// The provider's id and the sku's name: meters of several skus share an id.
  package struct Id: Sendable, Hashable {
    /// The `meterId`.
    package var meterId: String
    /// The `skuName`, in one spelling.
    package var sku: String

    /// An id by its parts.
    package init(meterId: String, sku: String) {
      self.meterId = meterId
      self.sku = sku
    }
  }

  /// Names of which one is unknown: a virtual machine's product, or the meter of a price of one type.
  package struct Part: Sendable, Hashable {
    /// The names; the unknown one is empty.
    package var names: MeterNames
    /// The price type whose rows it finds; nil for all.
    package var type: String?

    /// Whether a meter of the price list is meant, by names and type.
    package func matches(_ other: MeterNames, type: String) -> Bool {
      guard self.type == nil || self.type == type, names.service == other.service, names.sku == other.sku else {
        return false
      }
      if names.meter.isEmpty { return names.product == other.product }
      return names.meter == other.meter && MeterNames.isPlainMachine(product: other.product)
    }
  }

  /// What the price list calls the meter, in all regions and times seen.
  package var names: Set<MeterNames> = []
  /// Its ids, as far as sources give them.
  package var ids: Set<Id> = []
  /// Names with a gap.
  package var parts: Set<Part> = []
  /// The price types of its rows; empty for all.
  package var types: Set<String> = []

  /// The identity of a meter key in the embedded list; empty if the list doesn't know it.
  package init(ofMeter key: String) { self.init(rows: EmbeddedPrices.rows(ofMeter: key)) }

  /// The identity that rows of one meter key tell.
  package init(rows: [PriceRow]) {
    let isPayAsYouGo = rows.contains(where: \.isConsumption)
    if !isPayAsYouGo { types = Set(rows.map(\.priceType)) }
    for row in rows where row.isConsumption || !isPayAsYouGo {
      let sku = MeterNames.plain(row.skuName, of: row.serviceName)
      if let found = MeterNames(row) { names.insert(found) }
      if !row.meterId.isEmpty, !row.skuName.isEmpty { ids.insert(Id(meterId: row.meterId, sku: sku)) }
    }
    for row in rows where !row.serviceName.isEmpty && !row.skuName.isEmpty {
      let isMachine = row.serviceName == MeterNames.virtualMachines
      let lacksProduct = row.productName.isEmpty && !row.meterName.isEmpty && isMachine
      // Reservations of App Service are quoted without a meter's name.
      let lacksMeter = !row.productName.isEmpty && row.meterName.isEmpty && !row.isConsumption
      guard lacksProduct && names.isEmpty || lacksMeter else { continue }
      let known = MeterNames(
        service: row.serviceName, product: row.productName, sku: row.skuName, meter: row.meterName)
      parts.insert(Part(names: known, type: lacksMeter ? row.priceType : nil))
    }
  }

  /// Whether rows of a price type are the key's.
  package func takes(_ type: String) -> Bool { types.isEmpty || types.contains(type) }
}

/// Which meter keys an imported row serves: the way back of `MeterIdentity`, for lists of rows.
package struct MeterKeys: Sendable {
  /// The keys of the embedded list; it is parsed as a whole, once, which takes some milliseconds.
  package static let embedded = MeterKeys()

  private var identities: [String: MeterIdentity] = [:]
  private var byNames: [MeterNames: [String]] = [:]
  private var byId: [MeterIdentity.Id: [String]] = [:]
  private var parts: [String: [(part: MeterIdentity.Part, key: String)]] = [:]

  /// The keys of the embedded list.
  package init() {
    let rows = EmbeddedPrices.allRows()
    for key in rows.keys.sorted() {
      let identity = MeterIdentity(rows: rows[key] ?? [])
      identities[key] = identity
      for names in identity.names { byNames[names, default: []].append(key) }
      for id in identity.ids { byId[id, default: []].append(key) }
      for part in identity.parts { parts[part.names.service, default: []].append((part, key)) }
    }
  }

  /// Every `meterId` that the list knows.
  package var meterIds: Set<String> { Set(byId.keys.lazy.map(\.meterId)) }

  /// The meter keys that a row of these names, id and type serves, sorted: those of its names, else those of its id.
  package func keys(of names: MeterNames, meterId: String, type: String) -> [String] {
    let named = keys(of: names, type: type)
    if !named.isEmpty { return named }
    return (byId[MeterIdentity.Id(meterId: meterId, sku: names.sku)] ?? []).filter { takes($0, type) }
  }

  /// The meter keys that rows of these names and type serve, sorted.
  package func keys(of names: MeterNames, type: String) -> [String] {
    var found = Set((byNames[names] ?? []).filter { takes($0, type) })
    for (part, key) in parts[names.service] ?? [] where part.matches(names, type: type) && takes(key, type) {
      found.insert(key)
    }
    return found.sorted()
  }

  /// The first meter key of a pay-as-you-go row with these names and id; nil if no component uses it.
  package func key(of names: MeterNames, meterId: String) -> String? {
    keys(of: names, meterId: meterId, type: "Consumption").first
  }

  private func takes(_ key: String, _ type: String) -> Bool { identities[key]?.takes(type) ?? false }
}
