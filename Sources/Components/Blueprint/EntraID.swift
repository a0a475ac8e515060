public import Quantities

/// Microsoft Entra ID: who may sign in, staff with licences and customers by the month in which they come.
///
/// Staff licences are bought per user and month, whether they sign in or not; customers are billed once in each month
/// in which they sign in at all, above a free number of them.
/// Source: ahmadabdalla/azure-cost-calculator identity/entra-id.md and aad-b2c.md.
public struct EntraID: Component {
  public static let kind = "entra-id"
  public static let title = "Microsoft Entra ID"
  public static let purpose = "One sign-in for everybody, and who may do what"
  public static let layer = Layer.operations
  public static let placement = Placement.global
  public static let grain = Grain.month  // every formula is linear

  // MARK: Settings
  /// Staff without a paid licence.
  public var freeUsers: Quantity<Count> = 10
  /// Staff with conditional access and dynamic groups.
  public var p1Users: Quantity<Count> = 0
  /// Those of them whose licence another product includes.
  public var p1Included: Quantity<Count> = 0
  /// Staff with privileged identity management and risk policies.
  public var p2Users: Quantity<Count> = 0
  /// Those of them whose licence another product includes.
  public var p2Included: Quantity<Count> = 0
  /// What customers sign in with.
  public var external: External = .externalID
  /// Customers that sign in during a month.
  public var monthlyActive: Quantity<Count>?
  /// Customers with an account.
  public var registered: Quantity<Count> = 0
  /// How likely one of them comes on a day.
  public var daily: Quantity<Share> = 0.05

  public static let settings: [Setting<Self>] = [
    .number("freeUsers", \.freeUsers, "staff without a paid licence"),
    .number("p1.users", \.p1Users, "staff with licence P1: conditional access, dynamic groups"),
    .number("p1.included", \.p1Included, "those of them whose licence comes with another product"),
    .number("p2.users", \.p2Users, "staff with licence P2: privileged identities, risk policies"),
    .number("p2.included", \.p2Included, "those of them whose licence comes with another product"),
    .choice("external", \.external, "what customers sign in with; b2c is closed to new buyers since 2025-05-01"),
    .optional(
      "monthlyActive", \.monthlyActive, in: 0...1e10,
      "customers that sign in during a month (from `registered` and `daily` if left out)"),
    .number("registered", \.registered, in: 0...1e10, "customers with an account"),
    .number("daily", \.daily, in: 0...1, "how likely one of them comes on a day"),
  ]

  /// What customers sign in with.
  public enum External: String, CaseIterable, Sendable { case externalID, b2c }

  /// A tenant with every default.
  public init() {}

  // MARK: Limits
  static let licences = "ahmadabdalla/azure-cost-calculator services/identity/entra-id.md @b851ba6"
  static let customers = "ahmadabdalla/azure-cost-calculator services/identity/aad-b2c.md @b851ba6"
  static let limitsSource = "MicrosoftDocs/entra-docs docs/includes/entra-service-limits-include.md @05d5909"
  public static let limits = [
    Limit("objects of a directory", "50,000; 300,000 with a verified domain", source: limitsSource),
    Limit("app role assignments of a principal", "1,500", source: limitsSource),
    Limit("conditional access policies", "195", source: limitsSource),
    Limit("dynamic groups and administrative units", "15,000 together", source: limitsSource),
    Limit("requests through App Proxy", "500/s per app, 750/s per tenant", source: limitsSource),
    Limit("SLA", "99.99 %", source: "Azure/reliable-web-app-pattern-dotnet assets/sla-calculation.md"),
  ]

  public func conflicts() -> [String] {
    [("p1", p1Users, p1Included), ("p2", p2Users, p2Included)].compactMap { key, users, included in
      included > users ? "`\(key).included` is above `\(key).users`" : nil
    }
  }

  public func assumptions() -> [Assumption] {
    var list = [
      Assumption(
        key: "licences", value: "held all year", origin: "rule",
        source: "sold by the year; a licence is paid from its month to the end of the term")
    ]
    if monthlyActive == nil, registered > 0 {
      list.append(labelled("daily", "days are taken as independent; no source gives how often customers come"))
    }
    if external == .externalID, active(days: 31) > 50_000 {
      list.append(
        Assumption(
          key: "price above 50,000 customers", value: "0.0163 a month", origin: "rule",
          source: "a secondary source; others differ, and the public price page shows no amount"))
    }
    return list
  }

  // MARK: Flows
  static let challenges = Input(
    .mfaChallenges, slot: 0, visit: "mfa", "codes sent by text message or voice, right or wrong")
  public static let inputs = [challenges.port]

  // MARK: Meters
  static let freeMonths = Meter<Month>(
    "free-users", slot: 0, accrual: .monthly, fixed: true, formula: "freeUsers per calendar month, free",
    source: licences)
  static let p1Months = Meter<Month>(
    "p1-licences", slot: 1, accrual: .monthly, fixed: true, formula: "p1.users − p1.included per calendar month",
    source: licences)
  static let p2Months = Meter<Month>(
    "p2-licences", slot: 2, accrual: .monthly, fixed: true, formula: "p2.users − p2.included per calendar month",
    source: licences)
  static let activeMonths = Meter<Month>(
    "monthly-active-users", slot: 3, pool: .account, accrual: .monthly, fixed: true,
    formula: "monthlyActive, or registered × (1 − (1 − daily)^days of the month); 50,000 a month are free",
    source: customers)
  static let codes = Meter<Count>(
    "mfa-challenges", slot: 4, formula: "codes sent by text message or voice, right or wrong", source: customers)
  public static let meters = [freeMonths.port, p1Months.port, p2Months.port, activeMonths.port, codes.port]

  public func priceKey(ofMeter slot: Int) -> String {
    switch slot {
    case Self.freeMonths.slot: "entra.free_user"
    case Self.p1Months.slot: "entra.p1_user"
    case Self.p2Months.slot: "entra.p2_user"
    case Self.activeMonths.slot: external == .b2c ? "entra.b2c_mau" : "entra.external_id_mau"
    // The price of a code sent by External ID is in no source: its line stays without one.
    default: external == .b2c ? "entra.b2c_mfa" : "entra.external_id_mfa"
    }
  }

  /// Customers that sign in at least once in a month of so many days.
  func active(days: Int) -> Double {
    if let monthlyActive { return monthlyActive.value }
    var away = 1.0
    for _ in 0..<days { away *= 1 - daily.value }
    return registered.value * (1 - away)
  }

  // MARK: One step
  public func advance(_ state: inout Stateless, through step: Step, into usage: inout Usage) {
    let days = Int((step.monthHours / 24).rounded())
    usage[Self.freeMonths] += Quantity(freeUsers.value * step.hours)
    usage[Self.p1Months] += Quantity((p1Users - p1Included).value * step.hours)
    usage[Self.p2Months] += Quantity((p2Users - p2Included).value * step.hours)
    usage[Self.activeMonths] += Quantity(active(days: days) * step.hours)
    usage[Self.codes] += step[Self.challenges]
  }
}

extension Flow<Count> {
  /// Codes sent by text message or voice at sign-in.
  public static var mfaChallenges: Self { Flow("mfa-challenges") }
}
