/// The contents page: every component, in the order of the blueprint's picture.
public enum Blueprint {
  /// Every kind that Outlay models.
  public static let kinds: [Kind] = [
    Kind(TrafficManager.self),
    Kind(AppService.self),
    Kind(OpenAI.self),
    Kind(AISearch.self),
    Kind(OnlineEndpoint.self),
    Kind(SQLDatabase.self),
    Kind(CosmosDB.self),
    Kind(Databricks.self),
    Kind(Fabric.self),
    Kind(VirtualMachines.self),
    Kind(DataLake.self),
    Kind(StaticWebApps.self),
    Kind(Terraform.self),
    Kind(ContainerRegistry.self),
    Kind(AzureDevOps.self),
    Kind(Oryx.self),
    Kind(ApplicationInsights.self),
    Kind(Monitor.self),
    Kind(CostManagement.self),
    Kind(Bandwidth.self),
    Kind(KeyVault.self),
    Kind(PrivateEndpoint.self),
    Kind(VirtualNetwork.self),
    Kind(Firewall.self),
    Kind(ApplicationGateway.self),
    Kind(ManagedIdentities.self),
    Kind(EntraID.self),
    Kind(Subscription.self),
  ]

  /// Kinds of the blueprint that are not modelled yet; naming one is an error that says so.
  public static let later: [String] = [
    "data-factory", "delta-sharing", "blob-storage", "event-hubs", "functions",
  ]

  /// The kind with this name.
  public static func kind(_ name: String) -> Kind? { kinds.first { $0.name == name } }
}
