public import Quantities

/// An Azure subscription with its resource groups: what everything else is bought in and ordered by.
///
/// Free; its quotas bound how many resources, cores and deployments one scenario can hold.
/// Source: MicrosoftDocs/azure-docs articles/azure-resource-manager/management/request-limits-and-throttling.md.
public struct Subscription: Component {
  public static let kind = "subscription"
  public static let title = "Subscription"
  public static let purpose = "The account that everything is bought in, and the folders it is kept in"
  public static let layer = Layer.operations
  public static let placement = Placement.global
  public static let grain = Grain.month  // nothing changes with load

  // MARK: Settings
  /// Subscriptions, such as one per environment.
  public var subscriptions: Quantity<Count> = 1
  /// Resource groups of all of them.
  public var groups: Quantity<Count> = 1
  /// The most resources of one type in a group.
  public var resources: Quantity<Count> = 0
  /// Cores of virtual machines in the busiest region.
  public var cores: Quantity<Count> = 0
  /// Cores that the subscription may use in a region.
  public var coreQuota: Quantity<Count> = 20
  /// Resources that a deployment creates or updates in a region.
  public var writes: Quantity<Count> = 0
  /// Resources that it deletes.
  public var deletes: Quantity<Count> = 0
  /// Resources that it reads.
  public var reads: Quantity<Count> = 0

  public static let settings: [Setting<Self>] = [
    .number("subscriptions", \.subscriptions, in: 1...10_000, "subscriptions, such as one per environment"),
    .number("resourceGroups", \.groups, in: 1...1e6, "resource groups of all subscriptions together"),
    .number("resources", \.resources, in: 0...1e6, "the most resources of one type in a resource group"),
    .number("cores", \.cores, in: 0...1e6, "cores of virtual machines that run at once in the busiest region"),
    .number("quota.cores", \.coreQuota, in: 0...1e6, "cores that the subscription may use in a region"),
    .number("deployment.writes", \.writes, in: 0...1e6, "resources that a deployment creates or updates in a region"),
    .number("deployment.deletes", \.deletes, in: 0...1e6, "resources that a deployment deletes in a region"),
    .number("deployment.reads", \.reads, in: 0...1e6, "resources that a deployment reads in a region"),
  ]

  /// A subscription with every default.
  public init() {}

  // MARK: Limits
  static let throttling =
    "MicrosoftDocs/azure-docs articles/azure-resource-manager/management/request-limits-and-throttling.md"
  static let groupLimits = "MicrosoftDocs/azure-docs includes/azure-resource-groups-limits.md @16c1612"
  static let accountLimits = "MicrosoftDocs/azure-docs includes/azure-subscription-limits.md @063a729"
  /// A bucket of calls that fills up again: its size, and calls a second.
  static let writeBucket = (size: 200.0, refill: 10.0), deleteBucket = (size: 200.0, refill: 10.0)
  static let readBucket = (size: 250.0, refill: 25.0)
  public static let limits = [
    Limit("reads, deletes, writes at once", "250, 200, 200 per caller and region", source: throttling),
    Limit("reads, deletes, writes a second after that", "25, 10, 10", source: throttling),
    Limit("all callers of a subscription", "15 × one caller's", source: throttling),
    Limit("resources of a type in a resource group", "800", source: groupLimits),
    Limit("deployments in a group's history", "800", source: groupLimits),
    Limit("resource groups of a subscription", "800", source: accountLimits),
    Limit("storage accounts of a region", "200, to 250 on request", source: accountLimits),
    Limit("locks of a scope", "20", source: groupLimits),
    Limit("parameters, variables, outputs of a template", "256, 256, 64", source: groupLimits),
    Limit("cores of a region, unless raised", "20", source: accountLimits),
  ]

  public func assumptions() -> [Assumption] {
    [
      labelled("quota.cores", "the default of an offer, raised on request: " + Self.accountLimits),
      Assumption(
        key: "limits of resource groups", value: "800 groups, 800 resources of a type", origin: "rule",
        source: "as of 2017 and 2018; newer values could not be read"),
    ]
  }

  // MARK: Flows
  public static let inputs: [InputPort] = []

  // MARK: Meters
  static let subscriptionMonths = Meter<Month>(
    "subscriptions", slot: 0, accrual: .monthly, fixed: true, formula: "subscriptions per calendar month, free",
    source: accountLimits)
  static let groupMonths = Meter<Month>(
    "resource-groups", slot: 1, accrual: .monthly, fixed: true, formula: "resourceGroups per calendar month, free",
    source: groupLimits)
  public static let meters = [subscriptionMonths.port, groupMonths.port]

  public func priceKey(ofMeter slot: Int) -> String {
    slot == Self.subscriptionMonths.slot ? "subscription.subscription.month" : "subscription.resource_group.month"
  }

  // MARK: Gauges
  static let ofType = Gauge("resourcesOfType", unit: "", slot: 0)
  static let perSubscription = Gauge("resourceGroups", unit: "", slot: 1)
  static let running = Gauge("cores", unit: "", slot: 2)
  static let deployment = Gauge("deploymentWait", unit: "s", slot: 3)
  public static let gauges = [ofType, perSubscription, running, deployment]

  public func limit(ofGauge slot: Int) -> Bound? {
    switch slot {
    case Self.ofType.slot: Bound(800, source: Self.groupLimits)
    case Self.perSubscription.slot: Bound(800, source: Self.accountLimits)
    case Self.running.slot: Bound(coreQuota.value, source: "setting `quota.cores`")
    default: nil
    }
  }

  /// Seconds that a deployment waits at least: each kind of call has its own bucket, full at first.
  var deploymentWait: Double {
    let kinds = [(writes, Self.writeBucket), (deletes, Self.deleteBucket), (reads, Self.readBucket)]
    return kinds.map { calls, bucket in Swift.max(calls.value - bucket.size, 0) / bucket.refill }.max() ?? 0
  }

  // MARK: One step
  public func advance(_ state: inout Stateless, through step: Step, into usage: inout Usage) {
    usage[Self.subscriptionMonths] += Quantity(subscriptions.value * step.hours)
    usage[Self.groupMonths] += Quantity(groups.value * step.hours)
    usage[showing: Self.ofType] = resources.value
    usage[showing: Self.perSubscription] = (groups / subscriptions.value).value.ceiled
    usage[showing: Self.running] = cores.value
    usage[showing: Self.deployment] = deploymentWait
  }
}
