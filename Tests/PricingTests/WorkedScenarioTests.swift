import Foundation
import Quantities
import Testing

@testable import Pricing

/// February 2027 of the worked scenario, in which nothing fails, against the lines of an independent program.
///
/// Usage by the scenario's stated formulas; the expected lines were computed in exact fractions.
@Suite struct WorkedScenarioTests {
  /// Quantities per day of one region.
  struct Region {
    var instanceHours = [Double](repeating: 0, count: 28)
    var egress = [Double](repeating: 0, count: 28)
    var logs = [Double](repeating: 0, count: 28)
    var throughput = [Double](repeating: 0, count: 28)
    var between = [Double](repeating: 0, count: 28)
    var tokensIn = [Double](repeating: 0, count: 28)
    var tokensOut = [Double](repeating: 0, count: 28)
  }

  static let americas: [Double] = [
    0.25, 0.25, 0.25, 0.25, 0.25, 0.25, 0.5, 0.75, 1.25, 1.75, 2, 2, 1.5, 1.75, 2, 1.75, 1.5, 1.25, 1, 1, 1, 0.75, 0.5,
    0.25,
  ]
  static let europe: [Double] = [
    0.25, 0.25, 0.25, 0.25, 0.25, 0.25, 0.5, 1, 1.5, 1.75, 1.75, 1.75, 1.25, 1.5, 1.75, 1.75, 1.5, 1.25, 1.25, 1.25,
    1.25,
    0.75, 0.5, 0.25,
  ]
  static let americanWeek = [1.25, 1.25, 1.25, 1.25, 1.125, 0.5, 0.375]
  static let europeanWeek = [1.25, 1.25, 1.25, 1.25, 1.25, 0.375, 0.375]

  /// Everything that February uses; hour 0 of the horizon is 2027-01-01T00:00Z, a Friday.
  static func usage() -> (regions: [Region], queries: [Double]) {
    var regions = [Region(), Region()]
    var queries = [Double](repeating: 0, count: 28)
    for hour in 744..<1416 {
      let day = (hour - 744) / 24
      let growth = pow(1.03, Double(hour) / 730)
      var pages: [Double] = []
      var chats: [Double] = []
      for (users, offset, hours, week) in [
        (60_500.0, -5, americas, americanWeek), (46_500.0, 1, europe, europeanWeek),
      ] {
        let local = hour + offset
        let weight = hours[local % 24] * week[(4 + local / 24) % 7] * growth
        pages.append(users * 20 / 24 * weight)
        chats.append(users * 0.05 / 24 * weight)
      }
      let writes = [0, 1].map { pages[$0] * 0.5 + chats[$0] * 4 }
      for region in [0, 1] {
        let (page, chat) = (pages[region], chats[region])
        let busy = (page * 0.12 + chat * 0.25) / 3600
        regions[region].instanceHours[day] += min(max((busy / (2 * 0.6)).rounded(.up), 2), 12)
        regions[region].egress[day] += (page * 200 + chat * 8) / 1e6
        regions[region].logs[day] += (page + chat) * 1.5 / 1e6
        regions[region].tokensIn[day] += chat * 400
        regions[region].tokensOut[day] += chat * 100
        let ru = ((page + 8 * chat) * 10 + (writes[0] + writes[1]) * 5) / 3600
        regions[region].throughput[day] += max(ru, 100) / 100
        queries[day] += (page + chat) * 0.125
      }
      regions[0].between[day] += (writes[0] + writes[1]) / 1e6
      regions[1].between[day] += writes[1] / 1e6
    }
    return (regions, queries)
  }

  /// The rows of the scenario's price file that February meets, and some that it must not take.
  static let prices: [Row] = {
    let app = "appservice.linux.p1v3.instance.hour"
    var rows = [
      Row(key: app, unit: "1 Hour", price: "0.155", from: "2020-10-01"),
      Row(key: app, unit: "1 Hour", price: "0.162", from: "2027-02-15", confidence: "assumed"),
      Row(key: app, unit: "1 Hour", price: "0.11625", type: "SavingsPlan", term: "1 Year", from: "2020-10-01"),
      Row(key: app, region: "westeurope", unit: "1 Hour", price: "0.178", from: "2020-10-01"),
      Row(key: "la.analytics.ingestion", tier: "5", price: "2.76", from: "2018-02-01"),
      Row(key: "la.analytics.ingestion", region: "westeurope", tier: "5", price: "2.99", from: "2018-02-01"),
      Row(key: "trafficmanager.dns_queries.1m", region: "Global", unit: "1M", price: "0.54", confidence: "medium"),
      Row(key: "trafficmanager.dns_queries.1m", region: "Global", unit: "1M", tier: "1000", price: "0.375"),
      Row(key: "trafficmanager.health_check", region: "Global", unit: "1", price: "0.36", confidence: "medium"),
    ]
    for region in ["eastus2", "westeurope"] {
      rows += egressBands(region: region)
      rows += [
        Row(key: "la.analytics.ingestion", region: region, price: "0", from: "2018-02-01"),
        Row(key: "bandwidth.inter_continent", region: region, price: "0.05", confidence: "low"),
        Row(key: "cosmos.autoscale", region: region, unit: "1/Hour", price: "0.012", from: "2020-05-18"),
        Row(key: "openai.input", region: region, unit: "1K", price: "0.0004", from: "2025-04-01"),
        Row(key: "openai.output", region: region, unit: "1K", price: "0.0016", from: "2025-04-01"),
      ]
    }
    return rows
  }()

  static func metered(_ month: CalendarMonth) -> [Metered] {
    let (regions, queries) = usage()
    func use(_ instance: String, _ key: String, _ region: String, _ meter: MeterPort, _ days: [Double]) -> Metered {
      Metered(instance: instance, kind: instance, meter: meter, key: key, region: region, month: month, days: days)
    }
    var uses = [
      use("traffic-manager", "trafficmanager.dns_queries.1m", "Global", port(Count.self), queries),
      use(
        "traffic-manager", "trafficmanager.health_check", "Global", port(Month.self, accrual: .monthly),
        Array(repeating: 2 * 24, count: 28)),
    ]
    for (name, region) in zip(["eastus2", "westeurope"], regions) {
      uses += [
        use("app-service", "appservice.linux.p1v3.instance.hour", name, port(Hour.self), region.instanceHours),
        use("bandwidth", "bandwidth.internet.mgn", name, port(Gigabyte.self, pool: .zone), region.egress),
        use("bandwidth", "bandwidth.inter_continent", name, port(Gigabyte.self), region.between),
        use("application-insights", "la.analytics.ingestion", name, port(Gigabyte.self, pool: .account), region.logs),
        use("cosmos-db", "cosmos.autoscale", name, port(Hour.self), region.throughput),
        use("openai", "openai.input", name, port(Token.self), region.tokensIn),
        use("openai", "openai.output", name, port(Token.self), region.tokensOut),
      ]
    }
    return uses
  }

  static func bill() throws -> Bill {
    let horizon = Horizon(start: try date("2027-01-01"), months: 2)
    let rater = Rater(book: try book(prices), start: horizon.start)
    return rater.bill(metered(horizon.months[1]))
  }

  @Test func `February has the expected lines to the last digit`() throws {
    #expect(
      try Self.bill().summary == [
        "app-service/appservice.linux.p1v3.instance.hour/eastus2/2027-02/0 826.000000000 128.030000000000",
        "app-service/appservice.linux.p1v3.instance.hour/eastus2/2027-02/0@2027-02-15 826.000000000 133.812000000000",
        "app-service/appservice.linux.p1v3.instance.hour/westeurope/2027-02/0 1504.000000000 267.712000000000",
        "application-insights/la.analytics.ingestion/eastus2/2027-02/0 2.723220722 0.000000000000",
        "application-insights/la.analytics.ingestion/eastus2/2027-02/5 50.481313317 139.328424754920",
        "application-insights/la.analytics.ingestion/westeurope/2027-02/0 2.276779278 0.000000000000",
        "application-insights/la.analytics.ingestion/westeurope/2027-02/5 38.608215505 115.438564359950",
        "bandwidth/bandwidth.inter_continent/eastus2/2027-02/0 31.910663138 1.595533156900",
        "bandwidth/bandwidth.inter_continent/westeurope/2027-02/0 13.866232643 0.693311632150",
        "bandwidth/bandwidth.internet.mgn/eastus2/2027-02/0 53.883631035 0.000000000000",
        "bandwidth/bandwidth.internet.mgn/eastus2/2027-02/100 5776.077025515 502.518701219805",
        "bandwidth/bandwidth.internet.mgn/eastus2/2027-02/10335 1246.994221635 103.500520395705",
        "bandwidth/bandwidth.internet.mgn/westeurope/2027-02/0 46.116368965 0.000000000000",
        "bandwidth/bandwidth.internet.mgn/westeurope/2027-02/100 4458.922974485 387.926298780195",
        "bandwidth/bandwidth.internet.mgn/westeurope/2027-02/10335 933.242722471 77.459145965093",
        "cosmos-db/cosmos.autoscale/eastus2/2027-02/0 1511.857234949 18.142286819388",
        "cosmos-db/cosmos.autoscale/westeurope/2027-02/0 1300.455998663 15.605471983956",
        "openai/openai.input/eastus2/2027-02/0 35381.236267300 14.152494506920",
        "openai/openai.input/westeurope/2027-02/0 27188.691460465 10.875476584186",
        "openai/openai.output/eastus2/2027-02/0 8845.309066829 14.152494506926",
        "openai/openai.output/westeurope/2027-02/0 6797.172865118 10.875476584189",
        "traffic-manager/trafficmanager.dns_queries.1m/Global/2027-02/0 7.840794070 4.234028797800",
        "traffic-manager/trafficmanager.health_check/Global/2027-02/0 2.000000000 0.720000000000",
      ])
  }

  // Section 4: the pool crosses 10,335 GB on 02-23, index 53 of the horizon's days.
  @Test func `the day that crosses a tier is split by its own quantities`() throws {
    let parts = try Self.bill().lines.filter { $0.meter == "bandwidth.internet.mgn" }
      .map { line in line.days.first { $0.day == 53 }?.quantity.decimal }
    #expect(parts == [nil, "254.427656767", "64.278461019", nil, "195.535007061", "49.399854909"])
  }

  // Section 4: 3.908523335 GB on 02-01 and 1.091476665 on 02-02, 0.617166429 of them in eastus2.
  @Test func `the free grant is spent in time order over regions of different prices`() throws {
    let free = try Self.bill().lines.filter { $0.meter == "la.analytics.ingestion" && $0.tier == "0" }
    #expect(free.map { $0.days.map(\.day) } == [[31, 32], [31, 32]])
    #expect(free.map { $0.days[1].quantity.decimal } == ["0.617166429", "0.474310236"])
    #expect(free[0].days[0].quantity + free[1].days[0].quantity == Nano(nano: 3_908_523_335))
    #expect(free.map(\.pool) == ["account", "account"])
  }

  @Test func `the order of the usage does not matter`() throws {
    let horizon = Horizon(start: try date("2027-01-01"), months: 2)
    let rater = Rater(book: try book(Self.prices.reversed()), start: horizon.start)
    let uses = Self.metered(horizon.months[1])
    var random = Seeded(state: 1)
    #expect(rater.bill(uses.shuffled(using: &random)) == rater.bill(uses))
    #expect(rater.bill(uses.reversed()).lines == (try Self.bill().lines))
  }

  // Section 4 of the scenario, less what this test leaves out (cosmos-db storage, databricks).
  @Test func `the days' totals sum to the month's`() throws {
    let bill = try Self.bill()
    #expect(bill.isComplete)
    #expect(bill.dayTotals(59).reduce(.zero, +) == bill.total)
    #expect(bill.total(ofMonth: "2027-02") == bill.total)
    // 1,992.949300563443 − 2 × 14.942836503250 − 16.291397508860
    #expect(bill.total == Money(decimal: "1946.772230048083"))
  }
}
