/// The contents page: every component, in the order of the blueprint's picture.
public enum Blueprint {
  /// Every kind that Outlay models.
  public static let kinds: [Kind] = [
    Kind(TrafficManager.self),
    Kind(AppService.self),
    Kind(DeltaSharing.self),
    Kind(EventHubs.self),
    Kind(Functions.self),
    Kind(OpenAI.self),
    Kind(SQLDatabase.self),
    Kind(CosmosDB.self),
    Kind(BlobStorage.self),
    Kind(Databricks.self),
    Kind(DataFactory.self),
    Kind(DataLake.self),
    Kind(ApplicationInsights.self),
    Kind(Bandwidth.self),
  ]

  /// Kinds of the blueprint that are not modelled yet; naming one is an error that says so.
  public static let later: [String] = [
    "ai-search", "fabric", "subscription",
    "key-vault", "managed-identities", "entra-id", "private-endpoint", "virtual-network", "firewall",
    "application-gateway", "terraform", "container-registry", "azure-devops", "oryx", "static-web-apps", "monitor",
    "cost-management", "virtual-machines", "online-endpoint",
  ]

  /// The kind with this name.
  public static func kind(_ name: String) -> Kind? { kinds.first { $0.name == name } }
}
