public import Quantities

/// Microsoft Cost Management: budgets with alerts, and exports of the bill.
///
/// Free for Azure; exported files are billed as blob storage. When a budget's alerts fire is worked out from the bill
/// that the scenario's `budgets` watch.
/// Source: MicrosoftDocs/azure-docs articles/cost-management-billing/costs/tutorial-acm-create-budgets.md @0662da4.
public struct CostManagement: Component {
  public static let kind = "cost-management"
  public static let title = "Microsoft Cost Management"
  public static let purpose = "Watches what is spent and warns before it is too much"
  public static let layer = Layer.operations
  public static let placement = Placement.oneRegion
  public static let grain = Grain.day  // files grow by days

  // MARK: Settings
  /// Number of budgets.
  public var budgets: Quantity<Count> = 1
  /// What one budget allows in its period.
  public var amount: Quantity<Count> = 0
  /// The period after which a budget starts anew.
  public var period: Period = .month
  /// Number of exports.
  public var exports: Quantity<Count> = 0
  /// What a day adds to an export's file.
  public var perDay: Quantity<Gigabyte> = 0.001
  /// How long exported files stay.
  public var retention: Quantity<Day>?

  public static let settings: [Setting<Self>] = [
    .number("budgets", \.budgets, in: 0...10_000, "number of budgets in Azure"),
    .number("amount", \.amount, "what one budget allows in its period, in the currency, to show its share of a day"),
    .choice("period", \.period, "the period after which a budget starts anew"),
    .number("exports.count", \.exports, in: 0...1000, "daily exports of the month so far, each replacing its file"),
    .number("exports.perDay", \.perDay, in: 0...1000, "bytes that a day adds to the file of an export"),
    .optional("exports.retention", \.retention, in: 1...3650, "how long exported days stay (for good if left out)"),
  ]

  /// A budget with every default.
  public init() {}

  /// The period of a budget.
  public enum Period: String, CaseIterable, Sendable {
    case month, quarter, year

    /// Over how many months the amount is spread evenly.
    var months: Double {
      switch self {
      case .month: 1
      case .quarter: 3
      case .year: 12
      }
    }
  }

  // MARK: Limits
  static let budgetSource =
    "MicrosoftDocs/azure-docs articles/cost-management-billing/costs/tutorial-acm-create-budgets.md @0662da4"
  static let exportSource =
    "MicrosoftDocs/azure-docs articles/cost-management-billing/costs/tutorial-improved-exports.md @0983c17"
  static let viewSource =
    "MicrosoftDocs/azure-docs articles/cost-management-billing/costs/customize-cost-analysis-views.md @078732f"
  static let dataSource =
    "MicrosoftDocs/azure-docs articles/cost-management-billing/costs/understand-cost-mgt-data.md @03acc2f"
  static let anomalySource =
    "MicrosoftDocs/azure-docs articles/cost-management-billing/understand/analyze-unexpected-charges.md"
  public static let limits = [
    Limit("thresholds; recipients of a budget", "5; 5", source: budgetSource),
    Limit("threshold", "0.01 to 1,000 % of the amount, of actual or forecast cost", source: budgetSource),
    Limit("age of cost data; evaluation", "8 to 24 h; every 24 h, mail within an hour", source: budgetSource),
    Limit("what a budget stops", "nothing: resources run on", source: budgetSource),
    Limit("close of a month", "up to 72 h after its end", source: dataSource),
    Limit("anomaly detection", "once a day, 36 h after the day, from the last 60 days", source: anomalySource),
    Limit("reach of an export", "13 months back, in pieces of 3 months", source: exportSource),
  ]

  public func assumptions() -> [Assumption] {
    [
      labelled("exports.perDay", "depends on the number of resources and their meters: measure one file"),
      Assumption(
        key: "repeated alerts", value: "once per period and threshold", origin: "rule",
        source: "no source tells whether a threshold fires again"),
      Assumption(
        key: "exported bytes", value: "as of midnight UTC", origin: "rule",
        source: "the file of a day stands from the next"),
      Assumption(
        key: "writes of an export", value: "one a day", origin: "rule",
        source: "no source counts the partitions of a file"),
    ]
  }

  // MARK: Flows
  static let extra = Input(.oneTimeExports, slot: 0, visit: "exports", "exports that are asked for once")
  public static let inputs = [extra.port]

  // MARK: Meters
  static let budgetMonths = Meter<Month>(
    "budgets", slot: 0, accrual: .monthly, fixed: true, formula: "budgets, at no charge", source: budgetSource)
  static let exportMonths = Meter<Month>(
    "exports", slot: 1, accrual: .monthly, fixed: true, formula: "exports.count, at no charge", source: exportSource)
  static let stored = Meter<GigabyteMonth>(
    "exports-stored", slot: 2, fixed: true,
    formula: "Σ days: exports.count × exports.perDay × days before, not older than `retention` / days of the month, "
      + "in blob storage",
    source: exportSource)
  static let written = Meter<Count>(
    "exports-written", slot: 3, fixed: true, formula: "exports.count × days + exports asked for once",
    source: exportSource)
  public static let meters = [budgetMonths.port, exportMonths.port, stored.port, written.port]

  public func priceKey(ofMeter slot: Int) -> String {
    switch slot {
    case Self.budgetMonths.slot: "cost.budgets"
    case Self.exportMonths.slot: "cost.exports"
    case Self.stored.slot: "blob.hot.lrs.data_stored"
    default: "blob.hot.lrs.write"
    }
  }

  // MARK: Gauges
  static let perDayShare = Gauge("budgetPerDay", unit: "/day", slot: 0)
  static let perMonthShare = Gauge("budgetPerMonth", unit: "/month", slot: 1)
  public static let gauges = [perDayShare, perMonthShare]

  public func conflicts() -> [String] { whole([("budgets", budgets), ("exports.count", exports)]) }

  // MARK: One step
  private var days: Int { retention.map { Int($0.value.rounded()) } ?? DailyArrivals.forever }

  public var initial: DailyArrivals { DailyArrivals(standingFor: days) }

  public func advance(_ state: inout DailyArrivals, through step: Step, into usage: inout Usage) {
    state.open(step)
    let day = step.hours / 24
    usage[Self.budgetMonths] += Quantity(budgets.value * step.hours)
    usage[Self.exportMonths] += Quantity(exports.value * step.hours)
    usage[Self.stored] += Quantity<Gigabyte>(exports.value * state.standing(days)).held(for: step)
    usage[Self.written] += step[Self.extra] + exports * day
    state.add(perDay.value * day)
    usage[showing: Self.perDayShare] = share(ofDayIn: step.monthHours)
    usage[showing: Self.perMonthShare] = monthlyShare
  }

  /// What a budget allows in a month: views spread it evenly over the months of its period (`viewSource`).
  public var monthlyShare: Double { amount.value / period.months }

  /// What it allows in a day of a month of so many hours: a month's share is spread evenly over its days (`viewSource`).
  public func share(ofDayIn monthHours: Double) -> Double { monthlyShare * 24 / monthHours }
}

extension Flow<Count> {
  /// Exports of the bill that are asked for once.
  public static var oneTimeExports: Self { Flow("one-time-exports") }
}
