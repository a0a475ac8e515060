import Quantities

@testable import Pricing

/// Usage by the hour; its days are the sums of their hours.
func hourly(
  _ hours: [Double], instance: String = "app", region: String = "eastus2", key: String = reservedKey,
  meter: MeterPort = port(Hour.self), in horizon: Horizon = february, month: Int = 0
) -> Metered {
  let month = horizon.months[month]
  let hours = hours + Array(repeating: 0, count: month.spannedHours - hours.count)
  let days = (0..<month.days).map { hours[$0 * 24..<$0 * 24 + 24].reduce(0, +) }
  var use = Metered(
    instance: instance, kind: "kind", meter: meter, key: key, region: region, month: month, days: days)
  use.hours = hours
  return use
}

/// The same amount in every hour of `february`.
func steady(_ amount: Double, instance: String = "app", region: String = "eastus2", key: String = reservedKey)
  -> Metered
{
  hourly(Array(repeating: amount, count: 672), instance: instance, region: region, key: key)
}

let reservedKey = "appservice.linux.p1v3.instance.hour"

/// App Service P1v3 on Linux: pay-as-you-go in eastus2, and the reservation and savings plan of southeastasia's ratio (the
/// card's 1,042 a year).
let appServiceRows = [
  Row(key: reservedKey, unit: "1 Hour", price: "0.155"),
  Row(key: reservedKey, unit: "1 Hour", price: "1042", type: "Reservation", term: "1 Year"),
  Row(key: reservedKey, unit: "1 Hour", price: "0.11625", type: "SavingsPlan", term: "1 Year"),
]

/// A reservation of a year, from the first day of `february` on.
func reservation(
  _ quantity: Int, of key: String = reservedKey, in region: String? = "eastus2", name: String = "reserved",
  payment: Commitment.Payment = .monthly, start: String = "2027-02-01", term: Commitment.Term = .year,
  price: Money? = nil
) -> Commitment? {
  guard let reservable = Reservable(key), let start = Date(start) else { return nil }
  return Commitment(
    name: name,
    purchase: .reservation(
      Commitment.Reserved(
        key: key, reservable: reservable, region: region, quantity: Nano(nano: Int64(quantity) * 1_000_000_000))),
    term: term, payment: payment, start: start, price: price)
}

/// A savings plan of a year, from the first day of `february` on.
func savingsPlan(_ hourly: String, for scope: SavingsScope = .compute, name: String = "plan") -> Commitment? {
  guard let hourly = Money(decimal: hourly) else { return nil }
  return Commitment(
    name: name, purchase: .savingsPlan(scope, hourly: hourly), term: .year, payment: .monthly, start: february.start)
}

func rate(
  _ rows: [Row], _ uses: [Metered], _ commitments: [Commitment?], discount: Discount = .none,
  in horizon: Horizon = february
) throws -> Bill {
  Rater(book: try book(rows), start: horizon.start, discount: discount)
    .bill(uses, commitments: commitments.compactMap { $0 }, over: horizon)
}

extension Bill {
  /// The lines of one price type.
  func lines(ofType type: String) -> [Line] { lines.filter { $0.priceType == type } }

  /// What is left to pay as it goes, in 1e-9 of the price's unit.
  var payAsYouGo: Int64 { lines(ofType: "Consumption").reduce(0) { $0 + $1.quantity.nano } }
}
