import Components
import Pricing
import Quantities
import Simulation
import TestSupport
import Testing

/// The engine on the synthetic blueprint: 30 components × 3 regions × 4 meters over a year, three tiers each.
struct EngineTests {
  static let workload = SyntheticWorkload()

  /// Quantities by unit, meter and month.
  static func quantities(_ bucket: Engine.Bucket) -> [[Double]] {
    var engine = Engine(plan: workload.plan, horizon: workload.horizon, bucket: bucket)
    var months: [[Double]] = []
    var first = 0
    for (index, month) in workload.horizon.months.enumerated() {
      var quantities: [Double] = []
      engine.run(
        month: index,
        fill: { flows, stride, steps in
          for region in 0..<3 {
            for step in 0..<steps { flows[region * stride + step] = workload.traffic[region][first + step] }
          }
        },
        record: { record in
          for meter in 0..<4 {
            quantities.append((0..<record.buckets).reduce(0) { $0 + record.metered[meter * record.buckets + $1] })
          }
        })
      months.append(quantities)
      first += month.spannedHours
    }
    return months
  }

  @Test func `the synthetic year costs what other engines found`() throws {
    let tariffs = Self.workload.tiers.flatMap { unit in
      unit.compactMap { tiers in
        Tariff(
          bands: tiers.compactMap { tier in
            Nano(rounding: tier.from).map { (from: $0, price: Money(pico: Int128((tier.price * 1e12).rounded()))) }
          })
      }
    }
    #expect(tariffs.count == 360)
    var total = Money.zero
    for quantities in Self.quantities(.month) {
      try #require(quantities.count == 360)
      for (tariff, quantity) in zip(tariffs, quantities) { total += tariff.amount(of: quantity) }
    }
    // The same sums in numpy, C and plain Python give 82,620,667.4546.
    #expect(abs(total.approximate - 82_620_667.4546) <= 0.00005)
  }

  @Test func `the month's quantities are the sums of the days'`() {
    for (byMonth, byDay) in zip(Self.quantities(.month), Self.quantities(.day)) {
      #expect(byMonth.count == 360 && byDay.count == 360)
      for (a, b) in zip(byMonth, byDay) { #expect(abs(a - b) <= 1e-11 * max(abs(a), abs(b))) }
    }
  }

  @Test func `a rewound engine runs the same year again`() {
    var engine = Engine(plan: Self.workload.plan, horizon: Self.workload.horizon, bucket: .month)
    func january() -> [Double] {
      var quantities: [Double] = []
      engine.run(
        month: 0,
        fill: { flows, stride, steps in
          for region in 0..<3 { for step in 0..<steps { flows[region * stride + step] = 100 } }
        },
        record: { record in for meter in 0..<4 { quantities.append(record.metered[meter]) } })
      return quantities
    }
    let first = january()
    engine.rewind()
    #expect(january() == first)
    #expect(first.count == 360)
    #expect(first.contains { $0 > 0 })
  }
}
