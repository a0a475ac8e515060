import Quantities
import Testing

@testable import Pricing

/// A price row as a test states it.
struct Row {
  var key = "meter"
  var region = "eastus2"
  var unit = "1 GB"
  var tier = "0"
  var price = "1"
  var type = "Consumption"
  var term = ""
  var from = ""
  var until = ""
  var confidence = "high"

  var csv: String {
    "\(key),Service,Product,Sku,Meter,id,\(region),\(unit),\(tier),\(price),USD,\(type),\(term),\(from),\(until),"
      + "\(confidence),source of \(region) tier \(tier),"
  }
}

func book(_ rows: [Row], file: String = "prices.csv") throws -> PriceBook {
  try PriceBook.read(
    csv: PriceRow.header + "\n" + rows.map(\.csv).joined(separator: "\n") + "\n", file: file,
    asOf: try date("2026-08-15"))
}

func date(_ text: String) throws -> Date { try #require(Date(text)) }

func port<U: Unit>(_ unit: U.Type, pool: Pool = .region, accrual: Accrual = .daily) -> MeterPort {
  Meter<U>("use", slot: 0, pool: pool, accrual: accrual, fixed: true, formula: "a formula", source: "a source").port
}

/// February 2027, the whole month, 28 days.
let february = Horizon(start: Date(year: 2027, month: 2, day: 1) ?? Date(number: 0), months: 1)

/// One meter of `february`, quantities from its first day on.
func use(
  _ days: [Double], instance: String = "app", region: String = "eastus2", key: String = "meter",
  meter: MeterPort = port(Gigabyte.self), in horizon: Horizon = february, month: Int = 0
) -> Metered {
  let month = horizon.months[month]
  return Metered(
    instance: instance, kind: "kind", meter: meter, key: key, region: region, month: month,
    days: days + Array(repeating: 0, count: month.days - days.count))
}

func rate(_ rows: [Row], _ uses: [Metered], strict: Bool = false, in horizon: Horizon = february) throws -> Bill {
  Rater(book: try book(rows), start: horizon.start, strict: strict).bill(uses)
}

extension Bill {
  /// `id quantity amount` of every line, for comparing whole bills.
  var summary: [String] { lines.map { "\($0.id) \($0.quantity.decimal) \($0.amount?.decimal ?? "unpriced")" } }
}

/// SplitMix64 (Steele, Lea, Flood, 2014): seeded, so that a property fails for the same case again.
struct Seeded: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// The bands of internet egress in billing zone 1 (elecnix/infra-cost-model infra_cost_model/pricing/price_pools.py).
func egressBands(region: String = "eastus2") -> [Row] {
  [("0", "0"), ("100", "0.087"), ("10335", "0.083"), ("51295", "0.07"), ("153695", "0.05"), ("512095", "0.05")].map {
    Row(key: "bandwidth.internet.mgn", region: region, tier: $0.0, price: $0.1, from: "2022-05-01")
  }
}
