public import Quantities

extension AppService {
  /// Operating system of a plan.
  public enum OperatingSystem: String, CaseIterable, Sendable { case linux, windows }

  /// What adds instances: rules that look at CPU, or the platform by the requests that come.
  public enum Scaling: String, CaseIterable, Sendable { case rules, automatic }

  /// A pricing plan.
  ///
  /// Cores and memory from sofq/sku pipeline/ingest/azure_appservice.py (medium). Plans with an `m` have the cores of the
  /// size at the same step and twice the memory (MicrosoftDocs/azure-docs
  /// articles/app-service/app-service-configure-premium-v4-tier.md); the third and fourth generation are alike.
  public enum Plan: String, CaseIterable, Sendable {
    case f1 = "F1", d1 = "D1"
    case b1 = "B1", b2 = "B2", b3 = "B3"
    case s1 = "S1", s2 = "S2", s3 = "S3"
    case p1v2 = "P1v2", p2v2 = "P2v2", p3v2 = "P3v2"
    case p0v3 = "P0v3", p1v3 = "P1v3", p2v3 = "P2v3", p3v3 = "P3v3"
    case p1mv3 = "P1mv3", p2mv3 = "P2mv3", p3mv3 = "P3mv3", p4mv3 = "P4mv3", p5mv3 = "P5mv3"
    case p0v4 = "P0v4", p1v4 = "P1v4", p2v4 = "P2v4", p3v4 = "P3v4"
    case p1mv4 = "P1mv4", p2mv4 = "P2mv4", p3mv4 = "P3mv4", p4mv4 = "P4mv4", p5mv4 = "P5mv4"
    case i1v2 = "I1v2", i2v2 = "I2v2", i3v2 = "I3v2", i4v2 = "I4v2", i5v2 = "I5v2", i6v2 = "I6v2"
    case i1mv2 = "I1mv2", i2mv2 = "I2mv2", i3mv2 = "I3mv2", i4mv2 = "I4mv2", i5mv2 = "I5mv2"
    case i1v4 = "I1v4", i2v4 = "I2v4", i3v4 = "I3v4", i4v4 = "I4v4", i5v4 = "I5v4", i6v4 = "I6v4"
    case i1mv4 = "I1mv4", i2mv4 = "I2mv4", i3mv4 = "I3mv4", i4mv4 = "I4mv4", i5mv4 = "I5mv4"

    /// Tier of the plan.
    var tier: Tier {
      switch self {
      case .f1: .free
      case .d1: .shared
      case .b1, .b2, .b3: .basic
      case .s1, .s2, .s3: .standard
      case .p1v2, .p2v2, .p3v2: .premiumV2
      case .p0v3, .p1v3, .p2v3, .p3v3, .p1mv3, .p2mv3, .p3mv3, .p4mv3, .p5mv3: .premiumV3
      case .p0v4, .p1v4, .p2v4, .p3v4, .p1mv4, .p2mv4, .p3mv4, .p4mv4, .p5mv4: .premiumV4
      default: .isolated
      }
    }

    /// vCPUs of one instance.
    public var vCPUs: Double {
      switch self {
      case .f1, .d1, .b1, .s1, .p1v2, .p0v3, .p0v4: 1
      case .b2, .s2, .p2v2, .p1v3, .p1v4, .p1mv3, .p1mv4, .i1v2, .i1v4, .i1mv2, .i1mv4: 2
      case .b3, .s3, .p3v2, .p2v3, .p2v4, .p2mv3, .p2mv4, .i2v2, .i2v4, .i2mv2, .i2mv4: 4
      case .p3v3, .p3v4, .p3mv3, .p3mv4, .i3v2, .i3v4, .i3mv2, .i3mv4: 8
      case .p4mv3, .p4mv4, .i4v2, .i4v4, .i4mv2, .i4mv4: 16
      case .p5mv3, .p5mv4, .i5v2, .i5v4, .i5mv2, .i5mv4: 32
      case .i6v2, .i6v4: 64
      }
    }

    /// Memory of one instance.
    public var memory: Quantity<Gigabyte> {
      switch tier {
      case .free, .shared: 1
      case .basic, .standard: Quantity(1.75 * vCPUs)
      case .premiumV2: Quantity(3.5 * vCPUs)
      default: Quantity((rawValue.contains("m") ? 8 : 4) * vCPUs)
      }
    }

    /// The word in the price list's keys.
    var priceWord: String { self == .d1 ? "shared" : rawValue.lowercased() }
  }

  /// What plans have in common.
  enum Tier: Sendable {
    case free, shared, basic, standard, premiumV2, premiumV3, premiumV4, isolated

    /// Most instances (`limitsSource`; those of the fourth generation are in no source and taken as the third's).
    var mostInstances: Double {
      switch self {
      case .free, .shared: 1
      case .basic: 3
      case .standard: 10
      case .premiumV2, .premiumV3, .premiumV4: 30
      case .isolated: 100
      }
    }

    /// Whether it scales by rules.
    var scales: Bool { mostInstances > 3 }
    /// Whether the platform scales it by itself (`automaticSource`, of April 2025).
    var scalesAutomatically: Bool { self == .premiumV2 || self == .premiumV3 }

    /// Most deployment slots of an app (`limitsSource`).
    var mostSlots: Double {
      switch self {
      case .free, .shared, .basic: 0
      case .standard: 5
      default: 20
      }
    }
  }

  static let costs = "MicrosoftDocs/azure-docs articles/app-service/overview-manage-costs.md"
  static let hostingPlans = "MicrosoftDocs/architecture-center docs/framework/cost/provision-webapps.md"
  static let calculator = "ahmadabdalla/azure-cost-calculator services/compute/app-service.md"
  static let limitsSource = "MicrosoftDocs/azure-docs includes/azure-websites-limits.md"
  static let automaticSource = "MicrosoftDocs/azure-docs articles/app-service/manage-automatic-scaling.md"
  static let rulesSource =
    "MicrosoftDocs/azure-monitor-docs articles/azure-monitor/autoscale/autoscale-understanding-settings.md"
  public static let limits = [
    Limit("CPU time of an app, Free and Shared", "60 and 240 min a day", source: limitsSource),
    Limit("instances, Basic", "3, scaled by hand", source: limitsSource),
    Limit("instances, Standard", "10", source: limitsSource),
    Limit("instances, Premium", "30", source: limitsSource),
    Limit("instances, Isolated", "100", source: limitsSource),
    Limit("deployment slots of an app", "Standard 5, Premium and Isolated 20", source: limitsSource),
    Limit("storage", "Basic 10 GB, Standard 50 GB, Premium 250 GB, Isolated 1 TB", source: limitsSource),
    Limit("outbound connections of an instance", "1,920 small, 3,968 medium, 8,064 large", source: limitsSource),
    Limit("requests at once of an instance", "7,500 small, 15,000 medium, 75,000 large", source: limitsSource),
    Limit("time out of an idle request", "230 s", source: "learn.microsoft.com/answers/questions/1465927"),
    Limit("cooldown of a rule", "5 min in the examples", source: rulesSource),
    Limit("SLA from Basic up", "99.95 %", source: limitsSource),
    Limit(
      "instances of a zone-redundant plan, at least", "2",
      source: "MicrosoftDocs/azure-docs articles/reliability/reliability-app-service.md"),
  ]

  // MARK: Settings
  public static let settings: [Setting<Self>] = [
    .choice("os", \.os, "operating system; Windows costs about twice as much"),
    .choice("plan", \.plan, "pricing plan of the instances"),
    .optional("cores", \.cores, in: 0.1...256, "cores of an instance, where they differ from the plan's"),
    .number("min", \.min, in: 0...1000, "instances that never go away; apps on the plan D1 (Shared), which bills each"),
    .optional("max", \.max, in: 1...1000, "instances at most (the plan's own limit if left out)"),
    .number("scaleOut.cpu", \.target, in: 0.01...1, "CPU share that autoscaling keeps an instance at"),
    .number(
      "scaleOut.cooldown", \.cooldown, in: 0...24,
      "how long instances stay after the last scaling; it matters on grids finer than an hour"),
    .flag("zoneRedundant", \.zoneRedundant, "spread over availability zones: at least two instances, no surcharge"),
    .choice("scaling", \.scaling, "instances come by rules, or automatically with some kept warm (Premium v2, v3)"),
    .number("prewarmed", \.prewarmed, in: 0...30, "instances that automatic scaling keeps warm beside the busy ones"),
    .number("affinity", \.affinity, in: 1...100, "times that sticky sessions raise the variance of a call's time"),
    .optional("memory", \.memory, in: 0...1000, "memory that the apps take on each instance"),
    .number("slots", \.slots, in: 0...1000, "deployment slots of an app beside its production slot, free"),
    .number(
      "ipSSL", \.addressBindings, in: 0...1000,
      "certificates bound to an address of their own that are billed; from Standard up one is included"),
    .number("environments", \.environments, in: 0...100, "App Service Environments whose fee is billed (Isolated)"),
    .flag("container", \.container, "runs a container image, which an instance pulls as it starts"),
    .number("deploys", \.deploys, in: 0...3600, "how often a new image is delivered, which all instances pull"),
    .number("secrets", \.secrets, in: 0...1e6, "secrets that an instance reads from the vault, each once a day"),
  ]

  public func conflicts() -> [String] {
    var list: [String] = []
    let tier = plan.tier
    if floor > ceiling { list.append("`min` is above `max`") }
    // Shared bills each app.
    if tier != .shared, ceiling.value > tier.mostInstances {
      list.append(
        "`max` is \(Measure.write(ceiling)), but \(plan.rawValue) allows \(Measure.plain(tier.mostInstances)) instances"
      )
    }
    if !tier.scales, floor != ceiling, max != nil {
      list.append("\(plan.rawValue) does not scale by itself: set `min` and `max` to the same number")
    }
    if plan == .d1, os == .linux { list.append("D1 (Shared) runs Windows: set `os` to windows") }
    if scaling == .automatic, !tier.scalesAutomatically {
      list.append("\(plan.rawValue) does not scale automatically: Premium v2 and v3 do")
    }
    if slots.value > tier.mostSlots {
      list.append(
        "`slots` is \(Measure.write(slots)), but \(plan.rawValue) allows \(Measure.plain(tier.mostSlots)) per app")
    }
    if let memory, memory > plan.memory {
      list.append(
        "`memory` is \(Measure.write(memory)), but an instance of \(plan.rawValue) has \(Measure.write(plan.memory))")
    }
    if environments > 0, tier != .isolated { list.append("`environments` stand under Isolated plans alone") }
    return list
  }

  public func assumptions() -> [Assumption] {
    var list = [
      labelled("secrets", "a choice of the application; App Service reads its references to a vault anew every 24 h"),
      Assumption(
        key: "waiting calls", value: "hold no core", origin: "rule",
        source: "taken to be asynchronous: while a call waits for another component its core serves others"),
      Assumption(
        key: "service time", value: "exponential", origin: "rule",
        source: "the CPU time of a call varies by its own mean; no source gives its spread"),
      Assumption(
        key: "stopped apps", value: "billed", origin: "rule",
        source: "instances are billed until the plan is deleted, whether apps run or not: \(Self.costs)"),
    ]
    if affinity > 1 {
      list.append(labelled("affinity", "sticky sessions load instances unevenly; no source gives by how much"))
    }
    if plan.tier == .isolated {
      list.append(
        Assumption(
          key: "environments", value: Measure.write(environments), origin: environments == 0 ? "default" : "scenario",
          source: "sources differ on whether an environment with instances pays a fee: \(Self.calculator) adds it, "
            + "Infracost does not"))
    }
    return list
  }
}
