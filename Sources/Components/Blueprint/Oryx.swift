public import Quantities

/// Oryx: turns source code into a program that App Service on Linux can start.
///
/// It is software and free; its builds take CPU time of the App Service plan, or minutes of a pipeline's agent.
/// Source: microsoft/Oryx doc/hosts/appservice.md @d91d836.
public struct Oryx: Component {
  public static let kind = "oryx"
  public static let title = "Oryx"
  public static let purpose = "Builds apps from their source code as they are delivered"
  public static let layer = Layer.operations
  public static let placement = Placement.everyRegion
  public static let grain = Grain.month  // minutes are added up: linear

  // MARK: Settings
  /// Where builds run.
  public var place: Place = .plan
  /// How often the app is delivered.
  public var deploys: Quantity<PerHour> = 0
  /// How long a build takes.
  public var buildTime: Quantity<Minute> = 5
  /// Cores that a build keeps busy.
  public var cores: Quantity<Count> = 1

  public static let settings: [Setting<Self>] = [
    .choice("builds", \.place, "where builds run: on each region's App Service plan, or once on a pipeline's agent"),
    .number("deploys", \.deploys, in: 0...3600, "how often the app is delivered, besides what journeys state"),
    .number("buildTime", \.buildTime, in: 0...1440, "how long a build takes: detect, restore, compile, package"),
    .number("cores", \.cores, in: 0...256, "cores that a build keeps busy"),
  ]

  /// Builds with every default.
  public init() {}

  /// Where builds run.
  public enum Place: String, CaseIterable, Sendable { case plan, pipeline }

  private var isHome = true

  public mutating func place(at site: Site) { isHome = site.isHome }

  // MARK: Limits
  static let hostSource = "microsoft/Oryx doc/hosts/appservice.md @d91d836"
  static let configurationSource = "microsoft/Oryx doc/configuration.md @d91d836"
  public static let limits = [
    Limit("disk of builds and apps", "`/home`, the plan's own shared storage", source: hostSource),
    Limit("workers of a Python app", "2 × cores + 1 where several are on", source: configurationSource),
  ]

  public func assumptions() -> [Assumption] {
    [
      labelled("deploys", "a choice of the teams"),
      labelled("buildTime", "no build times are published: measure one"),
      labelled("cores", "depends on the tools of the build: measure one"),
      Assumption(
        key: "package downloads", value: "not billed", origin: "rule", source: "bytes that come in are taken as free"),
    ]
  }

  // MARK: Flows
  static let asked = Input(.appBuilds, slot: 0, visit: "builds", "builds of the app")
  public static let inputs = [asked.port]

  static let busy = Output(.appBusy, slot: 0, "CPU time that builds take from the plan's instances")
  static let minutes = Output(.pipelineMinutes, slot: 1, "minutes of builds on a pipeline's agent")
  public static let outputs = [busy.port, minutes.port]

  // MARK: Meters
  static let builds = Meter<Count>(
    "builds", slot: 0, fixed: true,
    formula: "deploys × hours + builds, at no charge; on a pipeline deploys build once for all regions",
    source: hostSource)
  static let buildMinutes = Meter<Minute>(
    "build-minutes", slot: 1, fixed: true, formula: "builds × buildTime, at no charge of their own",
    source: hostSource)
  public static let meters = [builds.port, buildMinutes.port]

  public func priceKey(ofMeter slot: Int) -> String {
    slot == Self.builds.slot ? "oryx.builds" : "oryx.build_minutes"
  }

  // MARK: Gauges
  static let coresBusy = Gauge("buildCores", unit: "cores", slot: 0)
  public static let gauges = [coresBusy]

  // MARK: One step
  public func advance(_ state: inout Stateless, through step: Step, into usage: inout Usage) {
    // A plan builds in its own region; what a pipeline builds goes to all.
    let own = place == .plan || isHome ? deploys.value * step.hours : 0
    let built = step[Self.asked].value + own
    let minutes = built * buildTime.value
    let coreSeconds = minutes * 60 * cores.value
    usage[Self.builds] += Quantity(built)
    usage[Self.buildMinutes] += Quantity(minutes)
    usage[feeding: Self.busy] = Quantity(place == .plan ? coreSeconds : 0)
    usage[feeding: Self.minutes] = Quantity(place == .pipeline ? minutes : 0)
    usage[showing: Self.coresBusy] = coreSeconds / step.seconds
  }
}

extension Flow<Count> {
  /// Builds of an app from source.
  public static var appBuilds: Self { Flow("app-builds") }
}
