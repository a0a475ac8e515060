public import Quantities
import Queueing

/// Azure Key Vault: keeps secrets, keys and certificates, read by every component when it starts or when it needs them.
///
/// Billed per call; keys in hardware also per key and month, a pool of hardware of one's own per hour, used or idle.
/// Source: Retail Prices API, service Key Vault, and MicrosoftDocs/azure-security-docs articles/key-vault/general.
public struct KeyVault: Component {
  public static let kind = "key-vault"
  public static let title = "Key Vault"
  public static let purpose = "Keeps passwords and keys, and hands them out on demand"
  public static let layer = Layer.operations
  public static let placement = Placement.everyRegion
  public static let grain = Grain.step  // bills are linear; throttling looks at the busiest 10 seconds of a step

  // MARK: Settings
  /// Software keys alone, or keys in hardware too.
  public var tier: Tier = .standard
  /// Vaults that share the calls.
  public var vaults: Quantity<Count> = 1
  /// Share of asked secrets that the callers' caches answer.
  public var cached: Quantity<Share> = 0
  /// Algorithm of the keys that are called.
  public var algorithm: Algorithm = .rsa2048
  /// Where the called keys lie.
  public var store: Store = .software
  /// Running instances that reload their secrets.
  public var readers: Quantity<Count> = 0
  /// Secrets that each of them reads.
  public var secrets: Quantity<Count> = 1
  /// How long they keep what they have read.
  public var every: Quantity<Second> = 86_400
  /// How often each of them starts anew.
  public var starts: Quantity<PerHour> = 0
  /// Certificates of a partnered authority.
  public var certificates: Quantity<Count> = 0
  /// Months after which each is renewed.
  public var certificateLife: Quantity<Month> = 12
  /// Regenerated keys of storage accounts, a month.
  public var storageKeyRenewals: Quantity<Count> = 0
  /// Automatic rotations of keys, a month.
  public var keyRotations: Quantity<Count> = 0
  /// RSA 2048-bit key versions in hardware.
  public var hsmRSA2048: Quantity<Count> = 0
  /// Longer RSA and elliptic-curve key versions in hardware.
  public var hsmAdvanced: Quantity<Count> = 0
  /// Pools of hardware of one's own.
  public var pools: Quantity<Count> = 0
  /// How long a call takes.
  public var callTime: Quantity<Millisecond> = 10
  /// Billed size of the record that a call writes in the audit log.
  public var logPerCall: Quantity<Gigabyte> = 1e-6

  public static let settings: [Setting<Self>] = [
    .choice("tier", \.tier, "standard (keys in software), or premium (keys in hardware too)"),
    .number("vaults", \.vaults, in: 1...10_000, "vaults in a region that share the calls"),
    .number("cached", \.cached, in: 0...1, "share of the asked secrets that callers' caches answer"),
    .choice("keys.algorithm", \.algorithm, "algorithm of the called keys; all but rsa2048 cost five times as much"),
    .choice("keys.store", \.store, "where the called keys lie: software, hsm (premium), or a managed pool"),
    .number("refresh.readers", \.readers, "running instances that reload their secrets at intervals"),
    .number("refresh.secrets", \.secrets, "secrets that each of them reads"),
    .number("refresh.every", \.every, in: 1...31_536_000, "how long they keep what they have read"),
    .number("refresh.starts", \.starts, "how often each of them starts, reading all its secrets"),
    .number("certificates", \.certificates, "certificates that a partnered authority renews"),
    .number("certificateLife", \.certificateLife, in: 1...120, "time after which a certificate is renewed"),
    .number("storageKeyRenewals", \.storageKeyRenewals, "storage account keys that are regenerated, a month"),
    .number("keyRotations", \.keyRotations, "automatic rotations of keys, a month"),
    .number("hsmKeys.rsa2048", \.hsmRSA2048, "RSA 2048-bit key versions kept in hardware and used in the month"),
    .number("hsmKeys.advanced", \.hsmAdvanced, "longer RSA and elliptic-curve key versions kept in hardware"),
    .number("hsmPools", \.pools, in: 0...1000, "managed pools of hardware of one's own"),
    .number("callTime", \.callTime, in: 0...60_000, "mean time of a call"),
    .number("logs.perCall", \.logPerCall, in: 0...1, "billed size of a call's record, where a monitor collects it"),
  ]

  /// Software keys alone, or keys in hardware too.
  public enum Tier: String, CaseIterable, Sendable { case standard, premium }
  /// Where the called keys lie.
  public enum Store: String, CaseIterable, Sendable { case software, hsm, pool }
  /// Algorithm of a key.
  public enum Algorithm: String, CaseIterable, Sendable { case rsa2048, rsa3072, rsa4096, ec }

  /// A vault with every default.
  public init() {}

  /// z·√dispersion of the step's busiest 10 seconds (architecture §3, a window of 10 s in place of a second).
  private var spread = 0.0

  public mutating func place(at site: Site) {
    let z = site.stepSeconds > 20 ? Normal.quantile(1 - 10 / site.stepSeconds) : 0
    spread = Swift.max(z, 0) * site.dispersion.squareRoot()
  }

  // MARK: Limits
  static let throttling = "MicrosoftDocs/azure-security-docs articles/key-vault/general/service-limits.md @1c4310b"
  static let prices = "ahmadabdalla/azure-cost-calculator services/security/key-vault.md"
  /// Calls of 10 seconds for secrets and all else, and for creating and importing.
  static let readLimit = 4000.0, writeLimit = 300.0
  /// A subscription may call five times what a vault may.
  static let mostVaults = 5.0

  /// Calls to keys that a vault takes in 10 seconds.
  var keyLimit: Double {
    let software =
      switch algorithm {
      case .rsa2048, .ec: 4000.0
      case .rsa3072: 1000.0
      case .rsa4096: 500.0
      }
    return store == .hsm ? software / 2 : software
  }

  public static let limits = [
    Limit("secrets and all else", "4,000 calls per vault, region and 10 s", source: throttling),
    Limit("creating and importing", "300 calls per vault, region and 10 s", source: throttling),
    Limit("keys in software: RSA 2048 and EC, 3072, 4096", "4,000, 1,000, 500 calls in 10 s", source: throttling),
    Limit("keys in hardware: RSA 2048 and EC, 3072, 4096", "2,000, 500, 250 calls in 10 s", source: throttling),
    Limit("all vaults of a subscription in a region", "5 × a vault's limits", source: throttling),
    Limit("SLA of a vault", "99.99 %", source: "Azure/reliable-web-app-pattern-dotnet assets/sla-calculation.md"),
    Limit("SLA of a managed pool in one region", "99.9 %", source: "mikaelvesavuori/cloud-sla data/azure.json"),
  ]

  public func conflicts() -> [String] {
    guard tier == .standard else { return [] }
    var list: [String] = []
    if hsmRSA2048 > 0 || hsmAdvanced > 0 { list.append("`hsmKeys` need `tier: premium`") }
    if store == .hsm { list.append("`keys.store: hsm` needs `tier: premium`") }
    return list
  }

  public func assumptions() -> [Assumption] {
    [
      labelled("cached", "how long callers keep secrets is the application's choice"),
      labelled("refresh.every", "taken as a day; no source gives how long an application keeps its secrets"),
      labelled("logs.perCall", "one audit record; no source gives a size"),
      labelled("callTime", "taken as exponential, whatever the load; no source gives a mean"),
      Assumption(
        key: "calls turned away", value: "neither billed nor made again", origin: "rule",
        source: Self.throttling + " doesn't count them towards the limit"),
    ]
  }

  // MARK: Flows
  static let reads = Input(.secretReads, slot: 0, visit: "secrets", "secrets, certificates and lists asked for")
  static let writes = Input(.vaultWrites, slot: 1, visit: "writes", "secrets set, certificates and keys imported")
  static let keys = Input(.keyCalls, slot: 2, visit: "keys", "signatures, decryptions and other calls to keys")
  public static let inputs = [reads.port, writes.port, keys.port]

  static let logs = Output(.platformLogs, slot: 0, fixed: true, "each call stands in the audit log")
  public static let outputs = [logs.port]

  // MARK: Meters
  static let operations = Meter<Count>(
    "operations", slot: 0,
    formula: "secrets × (1 − cached) + writes + calls to RSA 2048-bit keys outside a pool; not rounded to 10,000",
    source: prices)
  static let refreshes = Meter<Count>(
    "refreshes", slot: 1, fixed: true,
    formula: "refresh.readers × refresh.secrets × (hours / refresh.every + refresh.starts × hours)", source: prices)
  static let advanced = Meter<Count>(
    "advanced-key-operations", slot: 2, formula: "calls to longer RSA and to elliptic-curve keys outside a pool",
    source: prices)
  static let certificateRenewals = Meter<Count>(
    "certificate-renewals", slot: 3, accrual: .monthly, fixed: true,
    formula: "certificates / certificateLife in months, per calendar month", source: prices)
  static let secretRenewals = Meter<Count>(
    "secret-renewals", slot: 4, accrual: .monthly, fixed: true, formula: "storageKeyRenewals per calendar month",
    source: prices)
  static let rotations = Meter<Count>(
    "key-rotations", slot: 5, accrual: .monthly, fixed: true, formula: "keyRotations per calendar month",
    source: prices)
  static let hsmKeys = Meter<Month>(
    "hsm-rsa-2048-keys", slot: 6, accrual: .monthly, fixed: true, formula: "hsmKeys.rsa2048 per calendar month",
    source: prices)
  static let hsmAdvancedKeys = Meter<Month>(
    "hsm-advanced-keys", slot: 7, accrual: .monthly, fixed: true,
    formula: "hsmKeys.advanced per calendar month, in tiers of the number of keys", source: prices)
  static let poolHours = Meter<Hour>(
    "managed-hsm-hours", slot: 8, fixed: true, formula: "hours × hsmPools, used or idle", source: prices)
  public static let meters = [
    operations.port, refreshes.port, advanced.port, certificateRenewals.port, secretRenewals.port, rotations.port,
    hsmKeys.port, hsmAdvancedKeys.port, poolHours.port,
  ]

  public func priceKey(ofMeter slot: Int) -> String {
    switch slot {
    case Self.operations.slot, Self.refreshes.slot: "kv.\(tier.rawValue).operations"
    case Self.advanced.slot: "kv.\(tier.rawValue).advanced_key_operations"
    case Self.certificateRenewals.slot: "kv.\(tier.rawValue).certificate_renewal"
    case Self.secretRenewals.slot: "kv.\(tier.rawValue).secret_renewal"
    case Self.rotations.slot: "kv.\(tier.rawValue).key_rotation"
    case Self.hsmKeys.slot: "kv.premium.hsm_key_rsa2048"
    case Self.hsmAdvancedKeys.slot: "kv.premium.hsm_key_advanced"
    default: "kv.managed_hsm.instance_hour"
    }
  }

  // MARK: Gauges
  static let load = Gauge("throttleLoad", unit: "%", slot: 0)
  static let refused = Gauge("throttled", unit: "%", slot: 1)
  public static let gauges = [load, refused]

  public func limit(ofGauge slot: Int) -> Bound? {
    slot == Self.load.slot ? Bound(100, source: Self.throttling) : nil
  }

  // MARK: Response time
  public func time(of visit: VisitAmounts) -> VisitTime {
    var time = VisitTime()
    time.add(calls: visit["secrets"] * (1 - cached.value) + visit["writes"] + visit["keys"], each: callTime)
    return time
  }

  // MARK: One step
  public func advance(_ state: inout Stateless, through step: Step, into usage: inout Usage) {
    let asked = step[Self.reads] * (1 - cached.value)
    let written = step[Self.writes]
    let called = store == .pool ? 0 : step[Self.keys]
    let perReader = step.seconds / every.value + starts.value * step.hours
    let refreshed = readers * (secrets.value * perReader)

    usage[Self.operations] += asked + written + (algorithm == .rsa2048 ? called : 0)
    usage[Self.refreshes] += refreshed
    usage[Self.advanced] += algorithm == .rsa2048 ? 0 : called
    usage[Self.certificateRenewals] += certificates * (step.hours / certificateLife.value)
    usage[Self.secretRenewals] += storageKeyRenewals * step.hours
    usage[Self.rotations] += keyRotations * step.hours
    usage[Self.hsmKeys] += Quantity(hsmRSA2048.value * step.hours)
    usage[Self.hsmAdvancedKeys] += Quantity(hsmAdvanced.value * step.hours)
    usage[Self.poolHours] += Quantity(pools.value * step.hours)

    usage[feeding: Self.logs] = Quantity((asked + refreshed + written + step[Self.keys]).value * logPerCall.value)

    // Calls of 10 seconds over their limits add up to at most 1 (throttling page).
    let windows = step.seconds / 10
    let (readShare, writeShare, keyShare) = (1 / Self.readLimit, 1 / Self.writeLimit, 1 / keyLimit)
    let all = (asked + refreshed).value
    let mean = (all * readShare + written.value * writeShare + called.value * keyShare) / windows
    let squares =
      (all * readShare * readShare + written.value * writeShare * writeShare + called.value * keyShare * keyShare)
      / windows
    let shared = Swift.min(vaults.value, Self.mostVaults)
    let busiest = (mean + spread * squares.squareRoot()) / shared
    usage[showing: Self.load] = busiest * 100
    usage[showing: Self.refused] = mean > shared ? (mean - shared) / mean * 100 : 0
  }
}

extension Flow<Count> {
  /// Secrets, certificates and lists asked of a vault.
  public static var secretReads: Self { Flow("secret-reads") }
  /// Secrets set in a vault, keys and certificates imported.
  public static var vaultWrites: Self { Flow("vault-writes") }
  /// Calls to keys of a vault.
  public static var keyCalls: Self { Flow("key-calls") }
}
