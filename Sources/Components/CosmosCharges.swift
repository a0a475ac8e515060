public import Quantities

extension CosmosDB {
  static let charging = "MicrosoftDocs/azure-databases-docs articles/cosmos-db/optimize-cost-reads-writes.md"
  static let table = "MicrosoftDocs/azure-databases-docs articles/cosmos-db/key-value-store-cost.md"
  static let consumption =
    "MicrosoftDocs/azure-databases-docs articles/cosmos-db/understand-request-unit-consumption.md (2026-04-21)"
  static let vCoreConversion = "MicrosoftDocs/azure-docs articles/cosmos-db/convert-vcore-to-request-unit.md"

  /// Request units that each further physical partition adds to a query: 2 to 3, `charging`.
  static let fanOut = 2.5
  /// Request units of an indexed term that is written or removed (`consumption`).
  static let term = 0.2

  /// Request units of one operation as measured; each nil if it is to be computed.
  public struct Charges: Sendable {
    /// Of a point read.
    public var pointRead: Quantity<RequestUnit>?
    /// Of a write.
    public var write: Quantity<RequestUnit>?
    /// Of a query.
    public var query: Quantity<RequestUnit>?
    /// Of a delete.
    public var delete: Quantity<RequestUnit>?
    /// How the others follow from the size of an item.
    public var bySize: BySize = .line
  }

  /// How a charge follows from the size of an item: on a line through two published points, or by the published table.
  public enum BySize: String, CaseIterable, Sendable { case line, table }

  /// The charges that Microsoft measured for a size of item.
  struct Measured: Sendable {
    /// Kilobytes.
    var size: Double
    var read: Double
    var write: Double
  }

  /// The table of `consumption`.
  static let measured: [Measured] = [
    Measured(size: 1, read: 1.00, write: 4.95), Measured(size: 2, read: 1.04, write: 6.29),
    Measured(size: 4, read: 1.14, write: 6.67), Measured(size: 8, read: 1.33, write: 7.04),
    Measured(size: 16, read: 1.67, write: 9.52), Measured(size: 32, read: 2.19, write: 11.23),
    Measured(size: 64, read: 4.76, write: 22.67), Measured(size: 128, read: 9.95, write: 48.19),
    Measured(size: 256, read: 20.28, write: 98.29), Measured(size: 512, read: 40.95, write: 184.57),
    Measured(size: 1024, read: 145.90, write: 625.00), Measured(size: 2048, read: 291.80, write: 1250.00),
  ]

  /// A charge of the table, on a line between its sizes (our choice).
  private func measured(_ charge: KeyPath<Measured, Double>) -> Double {
    let size = item.value * 1e6
    guard let upper = Self.measured.firstIndex(where: { $0.size >= size }) else {
      return Self.measured.last?[keyPath: charge] ?? 0
    }
    let high = Self.measured[upper]
    guard upper > 0 else { return high[keyPath: charge] }
    let low = Self.measured[upper - 1]
    let share = (size - low.size) / (high.size - low.size)
    return low[keyPath: charge] + (high[keyPath: charge] - low[keyPath: charge]) * share
  }

  /// How much dearer than 1 KB an item is: 1 at 1 KB, 10 at 100 KB (`table`), else on a line (our choice).
  var sizeFactor: Double { 1 + (Swift.max(item.value * 1e6, 1) - 1) / 11 }
  /// Request units of a point read under session consistency.
  var pointCharge: Double {
    charges.pointRead?.value ?? (charges.bySize == .line ? sizeFactor : measured(\.read))
  }
  /// Request units of an insert without its index.
  var insertCharge: Double { charges.bySize == .line ? 5 * sizeFactor : measured(\.write) }
  /// Strong and bounded staleness ask two replicas: a read costs twice (`charging`).
  var readFactor: Double { consistency == .strong || consistency == .boundedStaleness ? 2 : 1 }

  /// Request units of a query in one partition.
  var queryCharge: Double {
    let single = charges.query?.value ?? (Self.fanOut + results.value * pointCharge)
    return readFactor == 2 ? single * 2 : single
  }
  /// Request units of a read in one partition.
  var readCharge: Double {
    guard reads == .point else { return queryCharge }
    return readFactor == 2 ? pointCharge * 2 : pointCharge
  }
  /// Request units of a write: 5 at 1 KB, 50 at 100 KB (`table`); a replacement removes the old item first.
  var writeCharge: Double {
    if let stated = charges.write { return stated.value }
    let base = insertCharge * (1 + indexing.value) * (1 + updates.value)
    let changed = changedTerms?.value ?? indexedTerms.value
    return base + Self.term * (indexedTerms.value * (1 - updates.value) + 2 * changed * updates.value)
  }
  /// Request units of a delete: as an insert's (`consumption`).
  var deleteCharge: Double {
    charges.delete?.value ?? insertCharge * (1 + indexing.value) + Self.term * indexedTerms.value
  }

  /// The interface that the account speaks.
  public enum API: String, CaseIterable, Sendable {
    case noSQL = "nosql"
    case mongoDB = "mongodb"

    /// RU/s that a vCore of a replaced database is worth (`vCoreConversion`).
    var perVCore: Double { self == .noSQL ? 600 : 1000 }
  }

  /// A database cluster that the account replaces, where nothing is known of its operations.
  public struct Replaced: Sendable {
    /// vCores of all its servers.
    public var vCores: Quantity<Count>?
    /// Copies that it keeps of its data.
    public var replicas: Quantity<Count> = 3
  }

  /// RU/s that a replaced database's vCores are worth: C × T / R (`vCoreConversion`); 0 if none is.
  var replacedThroughput: Double {
    guard let vCores = replaces.vCores else { return 0 }
    return api.perVCore * vCores.value / replaces.replicas.value
  }
}
