public import Quantities

/// Managed identities: accounts of the services themselves, so that none needs a password for another.
///
/// Free; each counts among the directory's objects, and creating many at once is throttled.
/// Source: MicrosoftDocs/azure-docs includes/managed-identity-limits.md.
public struct ManagedIdentities: Component {
  public static let kind = "managed-identities"
  public static let title = "Managed Identities"
  public static let purpose = "Lets services prove to each other who they are, without passwords"
  public static let layer = Layer.operations
  public static let placement = Placement.everyRegion
  public static let grain = Grain.month  // nothing changes with load

  // MARK: Settings
  /// Resources in a region with an identity of their own.
  public var systemAssigned: Quantity<Count> = 0
  /// Identities that the resources of all regions share.
  public var userAssigned: Quantity<Count> = 5
  /// Other objects of the directory: users, groups, applications.
  public var otherObjects: Quantity<Count> = 0
  /// Whether the tenant has a verified domain.
  public var verifiedDomain = true

  /// Share of the platform's secret reads that identities make needless.
  public var avoided: Quantity<Share> = 0.8

  public static let settings: [Setting<Self>] = [
    .number(
      "avoidedSecrets", \.avoided, in: 0...1,
      "share of the platform's secret reads that identities make needless: passwords and connection strings"),
    .number("systemAssigned", \.systemAssigned, in: 0...1e6, "resources in a region with an identity of their own"),
    .number(
      "userAssigned", \.userAssigned, in: 0...1e6,
      "identities that replicas in all regions share, one per calling component (5 call others by default)"),
    .number("otherObjects", \.otherObjects, in: 0...1e9, "users, groups and other objects of the directory"),
    .flag("verifiedDomain", \.verifiedDomain, "a tenant with a verified domain may hold 300,000 objects, else 50,000"),
  ]

  /// Identities with every default.
  public init() {}

  private var identities = 0.0
  private var everywhere = 0.0

  public mutating func place(at site: Site) {
    identities = systemAssigned.value + (site.isHome ? userAssigned.value : 0)
    everywhere = systemAssigned.value * Double(site.regions.count) + userAssigned.value
  }

  // MARK: Limits
  static let limitsSource = "MicrosoftDocs/azure-docs includes/managed-identity-limits.md @11ee015"
  static let directory = "MicrosoftDocs/entra-docs docs/includes/entra-service-limits-include.md @05d5909"
  /// Identities that a subscription creates in a region in 20 seconds.
  static let created = 80.0, window = 20.0
  public static let limits = [
    Limit("created per tenant and region, per subscription and region", "400, 80 in 20 s", source: limitsSource),
    Limit("assigned per tenant and region, per subscription and region", "400, 300 in 20 s", source: limitsSource),
    Limit("objects of a directory", "50,000; 300,000 with a verified domain", source: directory),
  ]

  public func assumptions() -> [Assumption] {
    [labelled("avoidedSecrets", "what is left are secrets of systems outside Azure: count them")]
  }

  // MARK: Flows
  public static let inputs: [InputPort] = []

  // MARK: Meters
  static let identityMonths = Meter<Month>(
    "identities", slot: 0, accrual: .monthly, fixed: true,
    formula: "systemAssigned per region and calendar month, userAssigned in the first region; free",
    source: limitsSource)
  public static let meters = [identityMonths.port]

  public func priceKey(ofMeter slot: Int) -> String { "managedidentity.identity.month" }

  // MARK: Gauges
  static let objects = Gauge("directoryObjects", unit: "", slot: 0)
  static let creation = Gauge("creation", unit: "s", slot: 1)
  public static let gauges = [objects, creation]

  public func limit(ofGauge slot: Int) -> Bound? {
    slot == Self.objects.slot ? Bound(verifiedDomain ? 300_000 : 50_000, source: Self.directory) : nil
  }

  /// Seconds that a deployment of all identities of the region takes at least: 80 at once, then 80 every 20 seconds.
  var creationTime: Double { Swift.max((identities / Self.created).ceiled - 1, 0) * Self.window }

  // MARK: One step
  public func advance(_ state: inout Stateless, through step: Step, into usage: inout Usage) {
    usage[Self.identityMonths] += Quantity(identities * step.hours)
    usage[showing: Self.objects] = everywhere + otherObjects.value
    usage[showing: Self.creation] = creationTime
  }
}
