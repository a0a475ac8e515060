public import Quantities

// What an account may have beside throughput and data: backups, the analytical store, a dedicated gateway.
extension CosmosDB {
  static let periodic = "MicrosoftDocs/azure-docs articles/cosmos-db/periodic-backup-restore-introduction.md"
  static let continuous = "MicrosoftDocs/azure-docs articles/cosmos-db/continuous-backup-restore-introduction.md"
  static let analyticalSource = "MicrosoftDocs/azure-docs articles/cosmos-db/analytical-store-introduction.md"
  static let gatewaySource = "MicrosoftDocs/azure-docs articles/cosmos-db/dedicated-gateway.md"
  static let expiring = "MicrosoftDocs/azure-docs articles/cosmos-db/time-to-live.md"

  /// Backups of the account.
  public struct Backup: Sendable {
    /// Copies at intervals, or continuous.
    public var mode: Mode = .periodic
    /// Time between two periodic copies.
    public var interval: Quantity<Hour> = 4
    /// How long a periodic copy is kept.
    public var retention: Quantity<Hour> = 8
    /// The meter of periodic copies.
    public var redundancy: Redundancy = .standard
    /// Data restored in a month.
    public var restored: Quantity<Gigabyte> = 0

    /// Kind of backup.
    public enum Mode: String, CaseIterable, Sendable { case periodic, continuous7, continuous30 }

    /// The meter of periodic copies; `standard` is the one that the documents' example is priced at.
    public enum Redundancy: String, CaseIterable, Sendable {
      case standard, local, zone, geo

      /// Its part of a price key.
      var key: String {
        switch self {
        case .standard: "standard"
        case .local: "lrs"
        case .zone: "zrs"
        case .geo: "ragrs"
        }
      }
    }

    /// Periodic copies that are paid for: all but two (`periodic`).
    public var paidCopies: Double {
      mode == .periodic ? Swift.max((retention / interval + 1e-9).rounded(.down) - 2, 0) : 0
    }
  }

  /// The column store that analytics read.
  public struct Analytical: Sendable {
    /// Whether there is one.
    public var store = false
    /// Data in it at the start.
    public var stored: Quantity<Gigabyte> = 0

    /// Read operations of a scanned GB: 130,000 per TB (`analyticalSource`).
    static let readsPerGB = 130.0
  }

  /// Nodes before the account that route requests and cache answers.
  public struct Gateway: Sendable {
    /// Size of a node.
    public var size: Size = .d4s
    /// Nodes in each region.
    public var nodes: Quantity<Count> = 0
    /// Share of reads that the cache answers.
    public var hits: Quantity<Share> = 0

    /// Size of a node: general purpose (D) or memory optimized (E).
    public enum Size: String, CaseIterable, Sendable {
      case d2s = "D2s", d4s = "D4s", d8s = "D8s", d16s = "D16s", d32s = "D32s", d64s = "D64s"
      case e2s = "E2s", e4s = "E4s", e8s = "E8s", e16s = "E16s", e32s = "E32s", e64s = "E64s"

      /// Its part of a price key.
      var key: String { (rawValue.hasPrefix("D") ? "gp." : "mo.") + rawValue.lowercased() }
    }
  }

  /// What is wrong with backups, the analytical store and the gateway.
  func extraConflicts() -> [String] {
    var list = whole([("gateway.nodes", gateway.nodes)])
    if backup.mode == .periodic, backup.retention < backup.interval * 2 {
      list.append(
        "`backup.retention` is \(Measure.write(backup.retention)); it takes twice `backup.interval`, "
          + "\(Measure.write(backup.interval * 2)), at least")
    }
    if gateway.hits > 0, gateway.nodes == 0 {
      list.append("`gateway.hits` takes `gateway.nodes`: the cache is a dedicated gateway's")
    }
    if gateway.hits > 0, consistency != .session, consistency != .eventual {
      list.append("`gateway.hits` takes session or eventual consistency; others pass the cache by")
    }
    if analytical.stored > 0, !analytical.store {
      list.append("`analytical.stored` takes `analytical.store: true`")
    }
    return list
  }
}
