/// How far a price can be trusted.
public enum Confidence: String, Sendable, CaseIterable, Comparable {
  /// A reply of the provider's price list.
  case high
  /// A check or computation from it, published by others.
  case medium
  /// A secondary statement.
  case low
  /// Nobody states it; others like it are the same.
  case assumed

  public static func < (a: Confidence, b: Confidence) -> Bool { a.rank < b.rank }
  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// Which price row a line was rated by, as the Retail Prices API names it.
public struct PriceIdentity: Sendable, Hashable {
  /// The project's name of the meter, such as `cosmos.storage.transactional`.
  public var meterKey: String
  /// The provider's id; empty where no source gives it.
  public var meterId: String
  /// `Azure Cosmos DB`.
  public var serviceName: String
  /// `Azure Cosmos DB`.
  public var productName: String
  /// `RUs`.
  public var skuName: String
  /// `Data Stored`.
  public var meterName: String
  /// The row's own region: a region, a zone, or `Global`.
  public var region: String
  /// First day of validity; nil if the row is undated.
  public var effectiveFrom: Date?

  /// An identity by its parts.
  public init(
    meterKey: String, meterId: String, serviceName: String, productName: String, skuName: String, meterName: String,
    region: String, effectiveFrom: Date?
  ) {
    self.meterKey = meterKey
    self.meterId = meterId
    self.serviceName = serviceName
    self.productName = productName
    self.skuName = skuName
    self.meterName = meterName
    self.region = region
    self.effectiveFrom = effectiveFrom
  }
}

/// One line of the bill: what one instance used of one meter in one region and month, at one price row.
public struct Line: Sendable, Hashable {
  /// `instance/meter/region/month/tier`, plus `@date` for a row that took effect inside the month.
  public var id: String
  /// Name of the instance in the scenario.
  public var instance: String
  /// Its kind.
  public var kind: String
  /// The price list's meter_key.
  public var meter: String
  /// The component's short name of the meter, such as `instance-hours`.
  public var meterName: String
  /// Region of the unit that used it, or `Global`.
  public var region: String
  /// `2027-01`.
  public var month: String
  /// Where the tier begins, in the row's unit, as a plain decimal: `0`, `100`, `10335`.
  public var tier: String
  /// In the row's unit.
  public var quantity: Nano
  /// The row's unit of measure, such as `1 GB/Month`; the meter's own where no row was found.
  public var unit: String
  /// nil if no price was found.
  public var unitPrice: Money?
  /// nil if no price was found: never zero.
  public var amount: Money?
  /// What the same usage would cost by the list's pay-as-you-go prices: before discounts and commitments.
  ///
  /// That of a purchase is zero: its usage stands on other lines. nil if no price was found.
  public var listAmount: Money?
  /// What it costs with purchases spread over what they cover: `amount` but for commitments; nil if that isn't known.
  public var amortised: Money?
  /// `Consumption`, `DevTestConsumption`; `Reservation`, `SavingsPlan` or `PrePurchase` of a purchase and what it covers.
  public var priceType: String
  /// The row; nil if none was found.
  public var row: PriceIdentity?
  /// How far the row is trusted; nil if there is none.
  public var confidence: Confidence?
  /// Where the row comes from; where there is none, why, with the candidates named.
  public var source: String
  /// The scope in which quantities were added up: `zone 1`, `account`, the region.
  public var pool: String
  /// Whether it stands at no load.
  public var fixed: Bool
  /// How the quantity is computed.
  public var formula: String
  /// Each day that has a part of the line: index of the day in the horizon, quantity, amount.
  public var days: [Part]

  /// The part of a line that one day has.
  public struct Part: Sendable, Hashable {
    /// Index of the day in the horizon.
    public var day: Int
    /// In the row's unit.
    public var quantity: Nano
    /// Zero in an unpriced line.
    public var amount: Money

    /// One day's part.
    public init(day: Int, quantity: Nano, amount: Money) {
      self.day = day
      self.quantity = quantity
      self.amount = amount
    }
  }

  /// A line by its parts, paid as listed: its list amount and amortised cost are its amount.
  public init(
    id: String, instance: String, kind: String, meter: String, meterName: String, region: String, month: String,
    tier: String, quantity: Nano, unit: String, unitPrice: Money?, amount: Money?, priceType: String,
    row: PriceIdentity?, confidence: Confidence?, source: String, pool: String, fixed: Bool, formula: String,
    days: [Part]
  ) {
    self.id = id
    self.instance = instance
    self.kind = kind
    self.meter = meter
    self.meterName = meterName
    self.region = region
    self.month = month
    self.tier = tier
    self.quantity = quantity
    self.unit = unit
    self.unitPrice = unitPrice
    self.amount = amount
    listAmount = amount
    amortised = amount
    self.priceType = priceType
    self.row = row
    self.confidence = confidence
    self.source = source
    self.pool = pool
    self.fixed = fixed
    self.formula = formula
    self.days = days
  }
}

/// A rated horizon: lines sorted by id, and every total an exact sum of them.
public struct Bill: Sendable, Hashable {
  /// ISO code, such as `USD`.
  public var currency: String
  /// Sorted by `id`.
  public var lines: [Line]
  /// What each commitment was worth, in the order in which they apply; empty without one.
  public var commitments: [CommitmentUse]
  /// Whether a discount was taken off the list's prices.
  public var isDiscounted: Bool

  /// A bill of `lines`, which it sorts.
  public init(currency: String, lines: [Line], commitments: [CommitmentUse] = [], isDiscounted: Bool = false) {
    self.currency = currency
    self.lines = lines.sorted { $0.id < $1.id }
    self.commitments = commitments
    self.isDiscounted = isDiscounted
  }

  /// The sum of all priced lines; a lower bound if the bill is incomplete.
  public var total: Money { lines.reduce(.zero) { $0 + ($1.amount ?? .zero) } }
  /// The same by list prices, before discounts and commitments.
  public var listTotal: Money { lines.reduce(.zero) { $0 + ($1.listAmount ?? .zero) } }
  /// The same with each purchase spread over its term.
  public var amortisedTotal: Money { lines.reduce(.zero) { $0 + ($1.amortised ?? .zero) } }
  /// Whether list price, cash and amortised cost can differ.
  public var hasSavings: Bool { isDiscounted || !commitments.isEmpty }
  /// Whether every line has a price.
  public var isComplete: Bool { lines.allSatisfy { $0.amount != nil } }

  /// The total of each day of a horizon of `count` days.
  public func dayTotals(_ count: Int) -> [Money] {
    var totals = Array(repeating: Money.zero, count: count)
    for line in lines where line.amount != nil {
      for part in line.days { totals[part.day] += part.amount }
    }
    return totals
  }

  /// The total of a month named `2027-01`.
  public func total(ofMonth name: String) -> Money {
    lines.reduce(.zero) { $0 + ($1.month == name ? $1.amount ?? .zero : .zero) }
  }
}
