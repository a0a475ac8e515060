public import Quantities

/// Azure Container Registry: the images of scoring code, orchestration backend and functions.
///
/// Billed per day of the registry and of each replica, and for what is stored above the tier's included amount.
/// Source: MicrosoftDocs/azure-management-docs articles/container-registry/container-registry-skus.md @d923d58.
public struct ContainerRegistry: Component {
  public static let kind = "container-registry"
  public static let title = "Azure Container Registry"
  public static let purpose = "The store of packaged programs, from which servers start"
  public static let layer = Layer.operations
  public static let placement = Placement.oneRegion
  public static let grain = Grain.step  // rates of requests are looked at step by step

  // MARK: Settings
  /// Tier of the registry.
  public var sku: Tier = .standard
  /// Copies in further regions.
  public var replicas: Quantity<Count> = 0
  /// Registries at the edge that are connected to this one.
  public var connected: Quantity<Count> = 0
  /// Images that stand there from the start and stay.
  public var stored: Quantity<Gigabyte> = 5
  /// Layers that one push changes.
  public var push: Quantity<Gigabyte> = 0.2
  /// How long pushed layers stay; nil if they are never purged.
  public var purge: Quantity<Day>?
  /// Size of an image that one pull moves.
  public var image: Quantity<Gigabyte> = 1
  /// Layers of an image.
  public var layers: Quantity<Count> = 10
  /// Share of the pulls that come from another region.
  public var remote: Quantity<Share> = 0

  public static let settings: [Setting<Self>] = [
    .choice("sku", \.sku, "tier of the registry; replicas and private endpoints need premium"),
    .number("replicas", \.replicas, in: 0...100, "copies in further regions, premium only"),
    .number("connected", \.connected, in: 0...1000, "registries at the edge that are connected, premium only"),
    .number("stored", \.stored, "images that stand there from the start and stay"),
    .number("push", \.push, in: 0...200, "bytes of the layers that one push changes"),
    .optional("purge", \.purge, in: 1...3650, "how long pushed layers stay (for good if left out)"),
    .number("image", \.image, in: 0...1000, "bytes that one pull moves"),
    .number("layers", \.layers, in: 1...127, "layers of an image, each a read of its own"),
    .number("remotePulls", \.remote, in: 0...1, "share of the pulls from a region without a copy, on this continent"),
  ]

  /// A registry with every default.
  public init() {}

  /// Tier of a registry, with what it includes.
  public enum Tier: String, CaseIterable, Sendable {
    case basic, standard, premium

    /// Gigabytes that the day's price includes.
    var included: Double {
      switch self {
      case .basic: 10
      case .standard: 100
      case .premium: 500
      }
    }

    /// Reads of a registry per minute.
    var readsPerMinute: Double { self == .premium ? 20_000 : 10_000 }
  }

  // MARK: Limits
  static let skuSource =
    "MicrosoftDocs/azure-management-docs articles/container-registry/container-registry-skus.md @d923d58"
  static let storageSource =
    "MicrosoftDocs/azure-management-docs articles/container-registry/container-registry-storage.md @d923d58"
  static let tasksSource =
    "MicrosoftDocs/azure-management-docs articles/container-registry/container-registry-tasks-overview.md @d923d58"
  public static let limits = [
    Limit("storage included", "10 GB Basic, 100 GB Standard, 500 GB Premium", source: skuSource),
    Limit("reads per minute", "10,000; 20,000 Premium; half of it for one identity", source: skuSource),
    Limit("writes per minute", "2,000; 4,000 Premium; half of it for one identity", source: skuSource),
    Limit("deletes per minute", "1,000; 4,000 Premium", source: skuSource),
    Limit("size of a layer", "200 GiB", source: skuSource),
    Limit("free CPU time of tasks", "6,000 vCPU-seconds a month", source: tasksSource),
    Limit("SLA", "99.95 %", source: "Azure/azqr internal/scanners/cr/rules.go @09e98f3"),
  ]

  public func assumptions() -> [Assumption] {
    [
      labelled("stored", "depends on the images"),
      labelled("push", "depends on how images are built: layers that stay the same are stored once"),
      labelled("image", "depends on the images"),
      labelled("layers", "depends on the images"),
      Assumption(
        key: "storage of replicas", value: "includes the tier's amount each", origin: "rule",
        source: "the price list has a meter of its own for it; no source tells whether the included amount is shared"),
      Assumption(
        key: "place of replicas", value: "same continent", origin: "rule",
        source: "bytes copied to them and pulled by other regions are billed at the inter-region price"),
      Assumption(
        key: "stored bytes", value: "as of midnight UTC", origin: "rule",
        source: "the average of a day is billed; layers pushed during a day count from the next"),
    ]
  }

  // MARK: Flows
  static let pulls = Input(.imagePulls, slot: 0, visit: "pulls", "images that servers fetch as they start")
  static let pushes = Input(.imagePushes, slot: 1, visit: "pushes", "images that builds deliver")
  static let builds = Input(.registryTasks, slot: 2, visit: "tasks", "vCPU time of builds in the registry itself")
  public static let inputs = [pulls.port, pushes.port, builds.port]

  static let copied = Output(.interRegionEgress, slot: 0, "layers to replicas, and images to regions without a copy")
  public static let outputs = [copied.port]

  // MARK: Meters
  static let registry = Meter<Day>(
    "registry-days", slot: 0, fixed: true, formula: "days that the registry stands", source: skuSource)
  static let replica = Meter<Day>(
    "replica-days", slot: 1, fixed: true, formula: "days × replicas, premium only", source: skuSource)
  static let dataStored = Meter<GigabyteMonth>(
    "data-stored", slot: 2, fixed: true,
    formula: "Σ days: max(0, stored + push × pushes not yet purged − included) / days of the month; included: 10, "
      + "100 or 500 GB",
    source: storageSource)
  static let replicaStored = Meter<GigabyteMonth>(
    "replica-data-stored", slot: 3, fixed: true, formula: "replicas × data stored above the included amount",
    source: storageSource)
  static let taskTime = Meter<Second>(
    "task-vcpu-seconds", slot: 4, formula: "vCPU-seconds of tasks; 6,000 a month are free", source: tasksSource)
  static let connectedRegistry = Meter<Day>(
    "connected-registry-days", slot: 5, fixed: true, formula: "days × connected, premium only",
    source: "Arturo-Quiroga-MSFT/azure-architecture-diagram-builder src/data/pricing/regions/*/container_registry.json")
  public static let meters = [
    registry.port, replica.port, dataStored.port, replicaStored.port, taskTime.port, connectedRegistry.port,
  ]

  public func priceKey(ofMeter slot: Int) -> String {
    switch slot {
    case Self.registry.slot: "acr.\(sku.rawValue).registry_day"
    case Self.replica.slot: "acr.premium.replica_day"
    case Self.dataStored.slot: "acr.\(sku.rawValue).data_stored"
    case Self.replicaStored.slot: "acr.premium.replica_data_stored"
    case Self.taskTime.slot: "acr.\(sku.rawValue).task_vcpu_second"
    default: "acr.premium.connected_registry_day"
    }
  }

  // MARK: Gauges
  static let held = Gauge("stored", unit: "GB", slot: 0)
  static let reads = Gauge("readsPerMinute", unit: "/min", slot: 1)
  public static let gauges = [held, reads]

  public func limit(ofGauge slot: Int) -> Bound? {
    // Each replica has a bucket of its own.
    slot == Self.reads.slot ? Bound(sku.readsPerMinute * (1 + replicas.value), source: Self.skuSource) : nil
  }

  public func conflicts() -> [String] {
    var list = whole([("replicas", replicas), ("connected", connected)])
    if sku != .premium, replicas > 0 { list.append("`replicas` need the sku premium, not \(sku.rawValue)") }
    if sku != .premium, connected > 0 { list.append("`connected` needs the sku premium, not \(sku.rawValue)") }
    return list
  }

  // MARK: One step
  private var days: Int { purge.map { Int($0.value.rounded()) } ?? DailyArrivals.forever }

  public var initial: DailyArrivals { DailyArrivals(standingFor: days) }

  public func advance(_ state: inout DailyArrivals, through step: Step, into usage: inout Usage) {
    state.open(step)
    let stands = step.hours / 24
    let held = stored.value + push.value * state.standing(days)
    let beyond = Quantity<Gigabyte>(Swift.max(0, held - sku.included)).held(for: step)
    usage[Self.registry] += Quantity(stands)
    usage[Self.replica] += Quantity(stands * replicas.value)
    usage[Self.dataStored] += beyond
    usage[Self.replicaStored] += beyond * replicas.value
    usage[Self.taskTime] += step[Self.builds]
    usage[Self.connectedRegistry] += Quantity(stands * connected.value)

    let pulled = step[Self.pulls].value
    let pushed = step[Self.pushes].value
    state.add(pushed)
    usage[feeding: Self.copied] = Quantity(
      pushed * push.value * replicas.value + pulled * image.value * remote.value)
    usage[showing: Self.held] = held
    // A pull reads the manifest and each layer.
    usage[showing: Self.reads] = pulled * (1 + layers.value) / (step.hours * 60)
  }
}

extension Flow<Count> {
  /// Images that servers fetch.
  public static var imagePulls: Self { Flow("image-pulls") }
  /// Images that builds deliver.
  public static var imagePushes: Self { Flow("image-pushes") }
}

extension Flow<Second> {
  /// vCPU time of builds in the registry.
  public static var registryTasks: Self { Flow("registry-tasks") }
}
