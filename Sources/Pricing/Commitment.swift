package import Quantities

/// Something bought ahead of its use: what it covers costs nothing more.
///
/// Reservations apply first, then savings plans, then pre-purchases, each in the order of the scenario (MicrosoftDocs/azure-docs
/// articles/cost-management-billing/savings-plan/discount-application.md).
package struct Commitment: Sendable, Hashable {
  /// What is bought.
  package enum Purchase: Sendable, Hashable {
    /// Units of a meter, every hour, used or not.
    case reservation(Reserved)
    /// A spend per hour at the plan's rates, used or not.
    case savingsPlan(SavingsScope, hourly: Money)
    /// Databricks commit units, to be drawn at any time of the term.
    case databricks(units: Nano)
  }

  /// Units of a meter that are reserved.
  package struct Reserved: Sendable, Hashable {
    /// The meter's key in the price list, pay-as-you-go.
    package var key: String
    /// What its reservations cover.
    package var reservable: Reservable
    /// The region that it is bound to; nil for one that holds everywhere.
    package var region: String?
    /// How many, in the unit that its reservations are sold in.
    package var quantity: Nano

    /// Units of a meter.
    package init(key: String, reservable: Reservable, region: String?, quantity: Nano) {
      self.key = key
      self.reservable = reservable
      self.region = region
      self.quantity = quantity
    }
  }

  /// For how long.
  package enum Term: String, Sendable, CaseIterable {
    case month = "1mo"
    case year = "1y"
    case threeYears = "3y"
    case fiveYears = "5y"

    /// How many months it has.
    package var months: Int {
      switch self {
      case .month: 1
      case .year: 12
      case .threeYears: 36
      case .fiveYears: 60
      }
    }

    /// As the price list writes it.
    package var text: String {
      switch self {
      case .month: "1 Month"
      case .year: "1 Year"
      case .threeYears: "3 Years"
      case .fiveYears: "5 Years"
      }
    }
  }

  /// When its price is paid.
  package enum Payment: String, Sendable, CaseIterable { case monthly, upfront }

  /// Its name in the scenario.
  package var name: String
  /// What is bought.
  package var purchase: Purchase
  /// For how long.
  package var term: Term
  /// When its price is paid.
  package var payment: Payment
  /// Its first day.
  package var start: Date
  /// Whether it is bought again at its end.
  package var renews: Bool
  /// What the whole purchase costs over its term, where the scenario states it; nil for the list's price.
  package var price: Money?

  /// A commitment by its parts.
  package init(
    name: String, purchase: Purchase, term: Term, payment: Payment, start: Date, renews: Bool = false,
    price: Money? = nil
  ) {
    self.name = name
    self.purchase = purchase
    self.term = term
    self.payment = payment
    self.start = start
    self.renews = renews
    self.price = price
  }

  /// Whether rating needs the hours of a meter to tell what it covers.
  package func countsHours(ofMeter key: String, in book: PriceBook) -> Bool {
    switch purchase {
    case .reservation(let reserved): Reservable(key)?.group == reserved.reservable.group
    case .savingsPlan(let scope, _): scope.includes(key) && SavingsRate(of: key, in: book).hasRows(of: term)
    case .databricks: false
    }
  }

  /// `reservation`, `savings-plan`, `pre-purchase`: the scenario's word.
  var type: String {
    switch purchase {
    case .reservation: "reservation"
    case .savingsPlan: "savings-plan"
    case .databricks: "pre-purchase"
    }
  }

  /// What its lines state as their price type.
  var priceType: String {
    switch purchase {
    case .reservation: "Reservation"
    case .savingsPlan: "SavingsPlan"
    case .databricks: "PrePurchase"
    }
  }

  /// Reservations before savings plans before pre-purchases.
  var rank: Int {
    switch purchase {
    case .reservation: 0
    case .savingsPlan: 1
    case .databricks: 2
    }
  }

  /// What is bought, in words: `4 instances of appservice.linux.p1v3.instance.hour in eastus2`.
  var bought: String {
    switch purchase {
    case .reservation(let reserved):
      "\(reserved.quantity.plain) \(reserved.reservable.unit) of \(reserved.key)"
        + (reserved.region.map { " in \($0)" } ?? "")
    case .savingsPlan(let scope, let hourly): "\(hourly.decimal.trimmingZeros()) an hour for \(scope.rawValue)"
    case .databricks(let units): "\(units.plain) DBCU for databricks"
    }
  }

  /// How many units its purchase has on the bill.
  var quantity: Nano {
    switch purchase {
    case .reservation(let reserved): reserved.quantity
    case .savingsPlan: Nano(nano: 1_000_000_000)
    case .databricks(let units): units
    }
  }
}
