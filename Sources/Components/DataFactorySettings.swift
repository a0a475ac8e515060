public import Quantities

extension DataFactory {
  // MARK: Settings
  public static let settings: [Setting<Self>] = [
    .choice("runtime", \.runtime, "where activities run: Azure's, Azure's in a managed network, or your own machines"),
    .optional(
      "trigger", \.trigger, in: 0...3600,
      "how often the pipeline runs (once with every retraining and batch scoring if left out)"),
    .number("copies", \.copies, in: 0...1e6, "copies in a run, every turn of a loop counted"),
    .number("copy.time", \.copyTime, in: 0...604_800, "time of each copy that its data do not change"),
    .number("copy.diu", \.diu, in: 2...256, "data integration units of a copy"),
    .number("copy.queue", \.queue, in: 0...3600, "time that each copy waits for a machine in a managed network"),
    .number("copy.perGB", \.perGB, in: 0...1000, "data integration unit-hours per GB copied"),
    .flag("copy.staged", \.staged, "copies go through staging storage: two legs, both billed"),
    .number("copy.ttl", \.copyTTL, in: 0...604_800, "how long a managed network keeps machines for the next copy"),
    .number("lookups", \.lookups, in: 0...1e6, "lookups, deletions, metadata reads and the like in a run"),
    .number("lookup.time", \.lookupTime, in: 0...604_800, "time of each"),
    .number("externals", \.externals, in: 0...1e6, "notebooks, stored procedures and the like in a run"),
    .number("external.time", \.externalTime, in: 0...604_800, "time of each"),
    .flag("parallel", \.parallel, "lookups, and externals, run side by side; a managed network bills them once"),
    .number(
      "pipeline.ttl", \.pipelineTTL, in: 0...604_800,
      "how long a managed network keeps machines for the next lookup or external activity"),
    .number("controls", \.controls, in: 0...1e6, "activities in a run that take no billed time, such as conditions"),
    .number("dataFlows", \.dataFlows, in: 0...1e6, "data flows in a run, each on its own cluster"),
    .choice("dataFlow.compute", \.compute, "kind of the clusters; compute is being retired"),
    .number("dataFlow.cores", \.cores, in: 8...272, "cores of a cluster"),
    .number("dataFlow.time", \.dataFlowTime, in: 0...604_800, "time of each data flow, start of the cluster included"),
    .number("dataFlow.ttl", \.dataFlowTTL, in: 0...604_800, "how long a cluster stays after its data flow"),
    .number("monitoring", \.monitoring, in: 0...1000, "how often the record of each run is fetched"),
    .number("inactivePipelines", \.inactive, in: 0...1e6, "pipelines without trigger and run in the month"),
    .number("ssis.hours", \.ssisHours, in: 0...24, "hours of the day that the SSIS runtime is up"),
    .number("ssis.nodes", \.ssisNodes, in: 1...10, "nodes of the SSIS runtime"),
    .text("ssis.size", \.ssisSize, "size of a node, such as D1 v2 or D8 v3"),
    .choice(
      "ssis.licence", \.ssisLicence, "SQL Server licence of the nodes: your own (hybrid benefit), or in the price"),
    .choice("ssis.edition", \.ssisEdition, "edition of a licence that is in the price"),
    .flag(
      "calculator", \.calculator,
      "activity runs of a month in whole thousands, at least one, as the price calculator has them; bills count each"),
    .number(
      "readWrite.free", \.freeOperations, in: 0...1e9, "factory operations of a month that cost nothing: sources differ"
    ),
    .number("secrets", \.secrets, in: 0...1e6, "secrets that a run reads from the vault for its connections"),
    .number(
      "logs.perActivity", \.logPerActivity, in: 0...1,
      "billed size of the logs of an activity run, where a monitor collects them"),
  ]

  /// Where activities run.
  public enum Runtime: String, CaseIterable, Sendable {
    case azure
    case managedNetwork = "managed-network"
    case selfHosted = "self-hosted"

    /// The word in the price list's keys.
    var priceWord: String {
      switch self {
      case .azure: "azure"
      case .managedNetwork: "mvnet"
      case .selfHosted: "shir"
      }
    }
  }

  /// Kind of a data flow's cluster.
  public enum Compute: String, CaseIterable, Sendable {
    case general, memory, compute

    /// The word in the price list's keys.
    var priceWord: String {
      switch self {
      case .general: "gp"
      case .memory: "mo"
      case .compute: "co"
      }
    }
  }

  /// Who pays the SQL Server licence of an SSIS runtime.
  public enum Licence: String, CaseIterable, Sendable { case own, included }

  /// Edition of the SQL Server licence in a node's price.
  public enum Edition: String, CaseIterable, Sendable { case standard, enterprise }
}
