/// The contents page: every component, in the order of the blueprint's picture.
public enum Blueprint {
  /// Every kind that Outlay models.
  public static let kinds: [Kind] = [
    Kind(TrafficManager.self),
    Kind(ApplicationGateway.self),
    Kind(Firewall.self),
    Kind(VirtualNetwork.self),
    Kind(PrivateEndpoint.self),
    Kind(AppService.self),
    Kind(Functions.self),
    Kind(StaticWebApps.self),
    Kind(OnlineEndpoint.self),
    Kind(OpenAI.self),
    Kind(AISearch.self),
    Kind(SQLDatabase.self),
    Kind(CosmosDB.self),
    Kind(BlobStorage.self),
    Kind(EventHubs.self),
    Kind(DataFactory.self),
    Kind(Databricks.self),
    Kind(VirtualMachines.self),
    Kind(DataLake.self),
    Kind(DeltaSharing.self),
    Kind(Fabric.self),
    Kind(KeyVault.self),
    Kind(ManagedIdentities.self),
    Kind(EntraID.self),
    Kind(Subscription.self),
    Kind(ContainerRegistry.self),
    Kind(AzureDevOps.self),
    Kind(Oryx.self),
    Kind(Terraform.self),
    Kind(ApplicationInsights.self),
    Kind(Monitor.self),
    Kind(CostManagement.self),
    Kind(Bandwidth.self),
  ]

  /// The kind with this name.
  public static func kind(_ name: String) -> Kind? { kinds.first { $0.name == name } }
}
