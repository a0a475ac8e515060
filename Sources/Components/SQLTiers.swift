import Quantities

// What can be bought: tiers, service objectives by DTUs, elastic pools.
extension SQLDatabase {
  static let resources = "MicrosoftDocs/sql-docs azure-sql/database/resource-limits-vcore-single-databases.md"
  static let dtuResources = "MicrosoftDocs/sql-docs azure-sql/database/resource-limits-dtu-single-databases.md"
  static let pools = "MicrosoftDocs/sql-docs azure-sql/database/resource-limits-dtu-elastic-pools.md"
  static let offered = "MicrosoftDocs/sql-docs azure-sql/database/free-offer.md"
  static let fromDTU = "MicrosoftDocs/sql-docs azure-sql/database/migrate-dtu-to-vcore.md"

  /// Service tier: three bought by vCores, three by DTUs.
  public enum Tier: String, CaseIterable, Sendable {
    case generalPurpose, businessCritical, hyperscale, basic, standard, premium

    /// Its part of a price key.
    var key: String {
      switch self {
      case .generalPurpose: "gp"
      case .businessCritical: "bc"
      case .hyperscale: "hs"
      case .basic, .standard, .premium: rawValue
      }
    }
  }

  /// Service objective of a single database that is bought by DTUs; `byTier` is the smallest of its tier.
  public enum Objective: String, CaseIterable, Sendable {
    case byTier
    case basic = "Basic", s0 = "S0", s1 = "S1", s2 = "S2", s3 = "S3", s4 = "S4", s6 = "S6", s7 = "S7", s9 = "S9"
    case s12 = "S12", p1 = "P1", p2 = "P2", p4 = "P4", p6 = "P6", p11 = "P11", p15 = "P15"

    /// DTUs (`dtuResources`).
    public var dtu: Double {
      switch self {
      case .byTier: 0
      case .basic: 5
      case .s0: 10
      case .s1: 20
      case .s2: 50
      case .s3: 100
      case .s4: 200
      case .s6: 400
      case .s7: 800
      case .s9: 1600
      case .s12: 3000
      case .p1: 125
      case .p2: 250
      case .p4: 500
      case .p6: 1000
      case .p11: 1750
      case .p15: 4000
      }
    }

    /// Its tier.
    public var tier: Tier {
      switch rawValue.first {
      case "S": .standard
      case "P": .premium
      default: .basic
      }
    }

    /// Gigabytes in its price, and the most that it takes (`dtuResources`).
    var storage: (included: Double, most: Double) {
      switch self {
      case .byTier, .basic: (2, 2)
      case .s0, .s1, .s2: (250, 250)
      case .s3, .s4, .s6, .s7, .s9, .s12: (250, 1024)
      case .p1, .p2, .p4, .p6: (500, 1024)
      case .p11, .p15: (4096, 4096)
      }
    }

    /// Whether a standby that nobody reads has a lower price.
    var hasStandby: Bool {
      switch self {
      case .s0, .s1, .s2, .s3, .p1, .p2, .p4, .p6, .p11, .p15: true
      default: false
      }
    }

    /// Its part of a price key.
    var key: String { self == .basic ? "b" : rawValue.lowercased() }
  }

  /// An elastic pool that is bought by eDTUs.
  public enum Pool: String, CaseIterable, Sendable {
    case none
    case basic50, basic100, basic200, basic300, basic400, basic800, basic1200, basic1600
    case standard50, standard100, standard200, standard300, standard400, standard800, standard1200, standard1600
    case standard2000, standard2500, standard3000
    case premium125, premium250, premium500, premium1000, premium1500, premium2000, premium2500, premium3000
    case premium3500, premium4000

    /// Its eDTUs.
    public var dtu: Double { Double(rawValue.drop { $0.isLetter }) ?? 0 }
    /// Its tier.
    public var tier: Tier { Tier(rawValue: String(rawValue.prefix { $0.isLetter })) ?? .generalPurpose }

    /// Gigabytes in its price (`pools`).
    var included: Double {
      switch self {
      case .none: 0
      case .basic50: 5
      case .basic100: 10
      case .basic200: 20
      case .basic300: 29
      case .basic400: 39
      case .basic800: 78
      case .basic1200: 117
      case .basic1600: 156
      case .premium125: 250
      case .premium250: 500
      case .premium500: 750
      case .premium1000: 1024
      case .premium1500: 1536
      case .premium2000: 2048
      case .premium2500: 2560
      case .premium3000: 3072
      case .premium3500: 3548
      case .premium4000: 4096
      default: dtu  // a standard pool includes a GB per eDTU
      }
    }
  }

  /// Hardware of a Hyperscale database.
  public enum Series: String, CaseIterable, Sendable { case standard, premium, premiumMemory }
  /// Whether vCores stand or follow the load.
  public enum Compute: String, CaseIterable, Sendable { case provisioned, serverless }
  /// Whether it is one of the subscription's free databases, and what happens once the month's grant is used up.
  public enum FreeOffer: String, CaseIterable, Sendable {
    case none, pause, pay

    /// vCore-hours of a month: 100,000 vCore-seconds (`offered`).
    static let vCoreHours = 100_000 / 3600.0
    /// Data of a month (`offered`).
    static let storage: Quantity<Gigabyte> = 32
  }

  /// Who brings the SQL Server licence.
  public enum License: String, CaseIterable, Sendable { case included, hybridBenefit }
  /// Whether it is the database itself, a copy in another region that is read, or one that only stands by.
  public enum Role: String, CaseIterable, Sendable { case primary, geoSecondary, standby }

  /// Whether it is bought by DTUs.
  public var isDTU: Bool {
    switch tier {
    case .basic, .standard, .premium: true
    case .generalPurpose, .businessCritical, .hyperscale: pool != .none || objective != .byTier
    }
  }

  /// The objective that is bought: the one stated, or the smallest of its tier.
  var bought: Objective {
    guard objective == .byTier else { return objective }
    switch tier {
    case .standard: return .s0
    case .premium: return .p1
    default: return .basic
    }
  }

  /// The tier that counts: that of the pool or objective where one is stated.
  var boughtTier: Tier { pool != .none ? pool.tier : isDTU ? bought.tier : tier }

  /// vCores of work that it does at most: those bought, or one per 100 DTUs, of premium 125 (`fromDTU`).
  var capacity: Double {
    guard isDTU else { return vCores.value }
    return (pool != .none ? pool.dtu : bought.dtu) / (boughtTier == .premium ? 125 : 100)
  }

  /// Gigabytes that are paid for beside the price of DTUs.
  var extraStorage: Double {
    guard isDTU, boughtTier != .basic else { return 0 }
    return Swift.max(storage.value - (pool != .none ? pool.included : bought.storage.included), 0)
  }
}
