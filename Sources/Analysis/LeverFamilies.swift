extension Lever.Family {
  /// What `advise` tries, in words; empty for a family that the catalogue doesn't know.
  package var doc: String { Self.catalogue[self]?.doc ?? "" }
  /// Kinds whose bill it changes first.
  package var kinds: [String] { Self.catalogue[self]?.kinds ?? [] }

  private static let catalogue: [Self: (doc: String, kinds: [String])] = [
    .cosmosThroughput: ("throughput autoscaled or manual, at the measured peak", ["cosmos-db"]),
    .cosmosConsistency: ("a consistency level whose reads cost half", ["cosmos-db"]),
    .cosmosScaling: ("regions and partitions that scale each by itself", ["cosmos-db"]),
    .cosmosBackup: ("continuous backup of 7 days instead of a longer one", ["cosmos-db"]),
    .pointReads: ("point reads instead of queries", ["cosmos-db"]),
    .sqlSize: ("as many vCores as the measured peak needs", ["sql-database"]),
    .sqlCompute: ("vCores that stand, or follow the load and pause", ["sql-database"]),
    .sqlBackup: ("backups in one region instead of two", ["sql-database"]),
    .inferenceMode: (
      "predictions scored in batches, or when they are asked for",
      ["app-service", "databricks", "fabric", "sql-database"]
    ),
    .retrainingInterval: ("models retrained half or a quarter as often", ["databricks", "data-factory", "fabric"]),
    .appServicePlan: ("other plans, as many instances as the measured peak needs", ["app-service"]),
    .logTier: ("logs paid by the gigabyte, or committed by the day", ["application-insights", "monitor"]),
  ]
}
