import Quantities

/// What of a kind ceases to be billed while its environment is switched off, and what goes on.
///
/// Meters that count use (requests, tokens, gigabytes, the hours of a job) end with the demand by themselves; months and
/// GB-months go on: what is stored stays. This list is about what stands by the hour.
public struct StandBy: Sendable {
  /// The kind.
  public let kind: String
  /// Meters that cease when it is paused or deallocated.
  public let stopped: [String]
  /// Meters that cease only when it is deleted; it keeps no data, so it can be deployed again.
  public let removed: [String]
  /// Whether all that it bills by the hour ceases when it is paused.
  public let pausesWhole: Bool
  /// Why, in words.
  public let reason: String
  /// Who says so.
  public let source: String

  init(
    _ kind: String, stopped: [String] = [], removed: [String] = [], pausesWhole: Bool = false, _ reason: String,
    source: String
  ) {
    self.kind = kind
    self.pausesWhole = pausesWhole
    self.stopped = stopped
    self.removed = removed
    self.reason = reason
    self.source = source
  }

  /// Names of the meters of a kind that cease.
  ///
  /// - Parameters:
  ///   - type: the kind.
  ///   - isRemoved: whether what keeps no data is deleted, not only paused.
  /// - Returns: their names.
  public static func ceasing(of type: any Component.Type, isRemoved: Bool) -> [String] {
    guard let rule = of(type.kind) else { return [] }
    return type.meters.filter { meter in
      rule.stopped.contains(meter.name) || isRemoved && rule.removed.contains(meter.name)
        || rule.pausesWhole && meter.unit == Hour.symbol
    }.map(\.name)
  }

  /// The rule of a kind; nil if nothing of it stands by the hour.
  public static func of(_ kind: String) -> StandBy? { all.first { $0.kind == kind } }

  /// Every kind of which something stands by the hour or the day.
  public static let all: [StandBy] = [
    StandBy(
      "application-gateway", stopped: ["fixed-hours", "capacity-unit-hours"], removed: ["public-ip-hours"],
      "a gateway is billed for the time that it is available for requests; its address is billed until it is deleted",
      source: "MicrosoftDocs/azure-docs articles/application-gateway/understanding-pricing.md"),
    StandBy(
      "firewall", stopped: ["deployment-hours", "capacity-unit-hours"], removed: ["public-ip-hours"],
      "deallocating stops billing; its addresses are billed until they are deleted",
      source: "MicrosoftDocs/azure-docs articles/firewall/firewall-faq.yml"),
    StandBy(
      "virtual-network", removed: ["public-ip-hours", "public-ip-prefix-hours", "nat-gateway-hours"],
      "addresses and NAT gateways can't be stopped", source: "ahmadabdalla/azure-cost-calculator virtual-network.md"),
    StandBy(
      "private-endpoint", removed: ["endpoint-hours"], "an endpoint can't be stopped",
      source: "ahmadabdalla/azure-cost-calculator private-link.md"),
    StandBy(
      "app-service", removed: ["instance-hours"],
      "a plan is billed for its instances, used or idle, and also while all its apps are stopped or deleted",
      source: "MicrosoftDocs/azure-docs articles/app-service/overview-manage-costs.md"),
    StandBy(
      "functions", removed: ["always-ready-baseline", "vcpu-hours", "memory-hours"],
      "a Premium plan has one instance at least, and always-ready instances are billed idle; consumption ends with the "
        + "calls", source: "MicrosoftDocs/azure-docs articles/azure-functions/functions-premium-plan.md"),
    StandBy(
      "static-web-apps", "the add-on for the edge can't be stopped",
      source: "rule: taken to go on, since no source says that it can be"),
    StandBy(
      "online-endpoint", removed: ["instance-hours", "model-unit-hours", "vcpu-surcharge"],
      "the machines of a deployment are billed until it is deleted",
      source: "MicrosoftDocs/azure-ai-docs articles/machine-learning/concept-endpoints-online.md"
    ),
    StandBy(
      "openai", "provisioned throughput can't be paused; pay-as-you-go ends with the tokens",
      source: "MicrosoftDocs/azure-ai-docs articles/foundry/openai/concepts/provisioned-throughput-billing.md"),
    StandBy(
      "ai-search", "a service can't be paused, and deleting it would lose its indexes",
      source: "MicrosoftDocs/azure-ai-docs articles/search/search-sku-manage-costs.md"),
    StandBy(
      "sql-database",
      "provisioned compute can't be paused; serverless pauses by its own rule once nothing asks; it keeps data",
      source: "MicrosoftDocs/sql-docs azure-sql/database/serverless-tier-overview"),
    StandBy(
      "cosmos-db", "provisioned throughput is billed as it is set, used or not; it keeps data",
      source: "MicrosoftDocs/azure-databases-docs articles/cosmos-db/understand-your-bill"),
    StandBy(
      "event-hubs", "units are billed while the namespace stands; deleting it would lose its events",
      source: "MicrosoftDocs/azure-docs articles/event-hubs/event-hubs-faq.yml"),
    StandBy(
      "data-factory", stopped: ["ssis-hours"],
      "an SSIS runtime is billed for its up-time; activities end with the runs",
      source: "rule: its price is per hour of up-time"),
    StandBy(
      "databricks", pausesWhole: true,
      "a cluster that is terminated has no nodes; runs that are due outside the hours wait for them, and what still runs "
        + "when they end is cut off", source: "ahmadabdalla/azure-cost-calculator databricks.md"),
    StandBy(
      "fabric", stopped: ["capacity"],
      "paused hours cost nothing while OneLake goes on; what was smoothed into the future is settled only where the "
        + "capacity's own `runs` pauses it", source: "MicrosoftDocs/fabric-docs docs/enterprise/throttling.md"),
    StandBy(
      "virtual-machines", stopped: ["machine-hours", "spot-hours"], removed: ["public-addresses"],
      "a deallocated machine is not billed; its `hoursPerDay` are spread over the day, of which the hours take their part",
      source: "ahmadabdalla/azure-cost-calculator virtual-machines.md"),
    StandBy(
      "key-vault", "a managed HSM can't be paused, and it keeps keys",
      source: "rule: taken to go on, since no source says that it can be"),
    StandBy(
      "container-registry", "a registry is billed per day, and it keeps images",
      source: "rule: its price is per day that it stands"),
    StandBy(
      "application-insights", "a commitment tier is billed per day, and a workspace keeps its logs",
      source: "rule: its price is per day that it is chosen"),
    StandBy(
      "monitor", "a commitment tier is billed per day, and a workspace keeps its logs",
      source: "rule: its price is per day that it is chosen"),
    StandBy(
      "terraform", "managed resources are counted by the hour, whether they work or not",
      source: "rule: its price is per resource under management"),
  ]
}
