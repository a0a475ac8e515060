import Quantities

/// What reservations of a meter cover, and how they are counted.
package struct Reservable: Sendable, Hashable {
  /// Usage of one group draws on one reservation.
  package var group: String
  /// The unit that they are sold in, in the plural: `instances`.
  package var unit: String
  /// Spellings of a quantity, each with how many of the unit it is; the first is the usual one.
  package var spellings: [Spelling]
  /// A purchase is a multiple of one of these.
  package var blocks: [Double]
  /// What one unit covers each hour.
  var perUnit: Double
  /// Whether the meter counts what stands over a month, so that an hour of a unit is a small part of it.
  var isStock: Bool
  /// What an hour of the meter's unit draws of that, where no price decides it.
  var ratio: Double
  /// The list price that reservations are stated for, where a region draws in proportion to its own.
  var listPrice: Money?
  /// Whether one holds in every region.
  package var isGlobal: Bool
  /// Keys whose rows of type `Reservation` price it.
  package var rowKeys: [String]
  /// Short names of meters that have the same key, but that reservations leave out.
  var leftOut: [String] = []
  /// The quantity from which on another price holds that the list does not state; nil if there is none.
  var limit: Double?

  /// The largest purchase, far beyond any that is sold: a month of it counted in 1e-9 fits 64 bits.
  package var most: Double { isStock ? 1_000_000 : min(100_000_000, 10_000_000 / perUnit) }

  /// A way to write a quantity.
  package struct Spelling: Sendable, Hashable {
    /// Its symbol, such as `TB`.
    package var symbol: String
    /// How many units it is.
    package var units: Double
  }

  private init(
    group: String, unit: String, spellings: [Spelling], rowKeys: [String], blocks: [Double] = [1], perUnit: Double = 1,
    isStock: Bool = false, ratio: Double = 1, listPrice: Money? = nil, isGlobal: Bool = false, limit: Double? = nil
  ) {
    self.group = group
    self.unit = unit
    self.spellings = spellings
    self.rowKeys = rowKeys
    self.blocks = blocks
    self.perUnit = perUnit
    self.isStock = isStock
    self.ratio = ratio
    self.listPrice = listPrice
    self.isGlobal = isGlobal
    self.limit = limit
  }

  /// What reservations of a meter cover; nil if none are sold for it.
  package init?(_ key: String) {
    let parts = key.split(separator: ".").map(String.init)
    guard parts.count >= 3, let found = Self.byService(key, parts) else { return nil }
    self = found
  }

  private static func byService(_ key: String, _ parts: [String]) -> Reservable? {
    switch parts[0] {
    case "appservice": appService(key, parts)
    case "vm": virtualMachine(key, parts)
    case "sql": vCores(parts)
    case "cosmos": throughput(parts)
    case "fabric": key == "fabric.cu.payg" ? capacity() : nil
    case "openai": provisioned(parts)
    case "blob", "adls": storage(key, parts)
    case "adf": dataFlow(key)
    default: nil
    }
  }

  // MARK: Services
  // Documents without a folder: MicrosoftDocs/azure-docs articles/cost-management-billing/reservations.

  // Premium v3 and v4 and Isolated v2: a reservation covers what matches its plan size, system and region
  // (reservation-discount-app-service.md@0f1ed17).
  private static func appService(_ key: String, _ parts: [String]) -> Reservable? {
    let plan = parts[2]
    guard plan.hasSuffix("v3") || plan.hasSuffix("v4") || (plan.hasPrefix("i") && plan.hasSuffix("v2")) else {
      return nil
    }
    return Reservable(group: key, unit: "instances", spellings: counted("instances"), rowKeys: [key])
  }

  // Sizes of one series share a reservation in proportion to their vCPUs (Azure's instance size flexibility). Series
  // whose ratios differ from that (B, v2 and before, constrained cores) are covered by their own size alone.
  private static func virtualMachine(_ key: String, _ parts: [String]) -> Reservable? {
    guard parts.count == 3, parts[2] == "payg" else { return nil }
    let size = parts[1]
    var reservable = Reservable(
      group: key, unit: "machines", spellings: counted("machines"), rowKeys: ["vm.\(size).reserved"])
    let letters = size.prefix { $0.isLetter }
    let digits = size.dropFirst(letters.count).prefix { $0.isNumber }
    let rest = size.dropFirst(letters.count + digits.count)
    if ["d", "e", "f", "l"].contains(letters), let vCPUs = Double(digits), vCPUs > 0, !rest.contains("-"),
      rest.contains("_v"), !rest.hasPrefix("_v2") || letters == "f"
    {
      reservable.group = "vm.\(letters)#\(rest)"
      (reservable.perUnit, reservable.ratio) = (vCPUs, vCPUs)
    }
    return reservable
  }

  // vCores of a tier and hardware generation, of any size; not DTU, serverless, licence or storage
  // (MicrosoftDocs/sql-docs azure-sql/database/reserved-capacity-overview.md).
  private static func vCores(_ parts: [String]) -> Reservable? {
    guard parts.count == 5, parts[3] == "compute", let size = vCores(in: parts[4]) else { return nil }
    let group = parts.prefix(4).joined(separator: ".")
    return Reservable(
      group: group, unit: "vCores", spellings: counted("vCores"), rowKeys: [group + ".vcore", group + ".1vcore"],
      ratio: size)
  }

  /// 8 of `8vcore`, 1 of `vcore`.
  static func vCores(in word: String) -> Double? {
    guard word.hasSuffix("vcore") else { return nil }
    let number = word.dropLast("vcore".count)
    return number.isEmpty ? 1 : Double(number)
  }

  // 100 RU/s of any region draw in the ratio of the region's list price to 0.008 an hour, autoscale by its own price
  // (understand-cosmosdb-reservation-charges.md@03adcc3;
  // 70,080 a year for 100,000 RU/s: MicrosoftDocs/azure-docs articles/cosmos-db/understand-your-bill.md@0483d14).
  // From 1,000,000 RU/s on the discount grows, which the list does not state.
  private static func throughput(_ parts: [String]) -> Reservable? {
    guard parts[1] == "ru", parts.count == 4, ["manual", "autoscale"].contains(parts[2]),
      ["single_write", "multi_write"].contains(parts[3])
    else { return nil }
    let isMulti = parts[3] == "multi_write"
    return Reservable(
      group: isMulti ? "cosmos.ru.multi_write" : "cosmos.ru", unit: "RU/s",
      spellings: [Spelling(symbol: "RU/s", units: 1), Spelling(symbol: "", units: 1)],
      rowKeys: [isMulti ? "cosmos.reservation.multi_write.100k_ru" : "cosmos.reservation.100k_ru"], blocks: [100],
      perUnit: 0.01, listPrice: Money(pico: isMulti ? 16_000_000_000 : 8_000_000_000), isGlobal: true, limit: 1_000_000)
  }

  // Capacity units of any capacity in the region; overage and Spark's autoscale are apart
  // (fabric-capacity.md@03e5750).
  private static func capacity() -> Reservable {
    var capacity = Reservable(
      group: "fabric.cu", unit: "CU", spellings: counted("CU"), rowKeys: ["fabric.cu.reserved"])
    capacity.leftOut = ["spark"]
    return capacity
  }

  // Units of one deployment type in one region; the excess bills hourly
  // (MicrosoftDocs/azure-ai-docs articles on provisioned throughput billing).
  private static func provisioned(_ parts: [String]) -> Reservable? {
    guard parts[1] == "ptu", parts.count == 4, parts[3] == "hour" else { return nil }
    return Reservable(
      group: "openai.ptu.\(parts[2])", unit: "PTU", spellings: counted("PTU"),
      rowKeys: ["openai.ptu.\(parts[2]).reservation"])
  }

  // Blocks of 100 TiB or 1 PiB of one tier and redundancy in one region, drawn on by Blob Storage and Data Lake alike,
  // hour by hour (understand-storage-charges.md@02d00dc).
  private static func storage(_ key: String, _ parts: [String]) -> Reservable? {
    guard parts.count == 4, parts[3] == "data_stored", ["hot", "cool", "archive"].contains(parts[1]) else {
      return nil
    }
    return Reservable(
      group: "storage.\(parts[1]).\(parts[2])", unit: "TB",
      spellings: [Spelling(symbol: "TB", units: 1), Spelling(symbol: "PB", units: 1024)],
      rowKeys: ["blob.\(parts[1]).\(parts[2]).data_stored", "adls.\(parts[1]).\(parts[2]).data_stored"],
      blocks: [100, 1024], perUnit: 1024, isStock: true)
  }

  // General purpose and compute optimised data flows, not memory optimised (Azure Data Factory pricing page).
  private static func dataFlow(_ key: String) -> Reservable? {
    guard ["adf.dataflow.gp", "adf.dataflow.co"].contains(key) else { return nil }
    return Reservable(group: key, unit: "vCores", spellings: counted("vCores"), rowKeys: [key])
  }

  private static func counted(_ unit: String) -> [Spelling] {
    [Spelling(symbol: "", units: 1), Spelling(symbol: unit, units: 1)]
  }

  /// What an hour of one unit of the meter draws where its price is `price`, `reference` being `reference(in:on:)`.
  ///
  /// nil if no price tells.
  func drawn(at price: Money?, reference: Money?) -> Double? {
    guard listPrice != nil else { return ratio }
    guard let price, let reference, price > .zero, reference > .zero else { return nil }
    return price.approximate / reference.approximate
  }

  /// The price by which a region's price tells what it draws; nil if none does.
  ///
  /// In another currency or under a price sheet that of eastus2, whose ratio is 1, in the same book.
  func reference(in book: PriceBook, on day: Date) -> Money? {
    guard let listPrice else { return nil }
    if book.currency == PriceRow.currency, book.origin.sheet == nil { return listPrice }
    let key = group == "cosmos.ru" ? "cosmos.ru.manual.single_write" : "cosmos.ru.manual.multi_write"
    if case .bands(let rows) = Candidates(key: key, region: "eastus2", in: book).resolve(on: day), let row = rows.first
    {
      return row.price
    }
    return book.origin.conversion?.amount(listPrice)
  }
}
