import Analysis
import Quantities

/// Reports as a run would make them, with figures small enough to add up by hand.
enum Samples {
  /// One instance of the sample.
  struct Part {
    var name: String
    var kind: String
    var title: String
    var purpose: String
    var layer: String
    /// Per month and region.
    var amounts: [(meter: String, amount: String, fixed: Bool)]
    var load: String
    var regions = ["eastus2", "westeurope"]
  }

  static let parts = [
    Part(
      name: "traffic-manager", kind: "traffic-manager", title: "Azure Traffic Manager",
      purpose: "Sends each user to the nearest region that works", layer: "edge",
      amounts: [("dns.queries", "4.424193548387", false), ("health.checks", "0.72", true)], load: "8.4 M queries/month",
      regions: ["Global"]),
    Part(
      name: "bandwidth", kind: "bandwidth", title: "Bandwidth", purpose: "Bytes on their way to the users",
      layer: "edge",
      amounts: [("egress.zone1", "559.772538185147", false)], load: "12.5 TB/month"),
    Part(
      name: "app-service", kind: "app-service", title: "Azure App Service",
      purpose: "Web servers that answer the users", layer: "application",
      amounts: [("appservice.linux.p1v3.instance.hour", "287.713500000001", false)], load: "2–6 instances"),
    Part(
      name: "openai", kind: "openai", title: "Azure OpenAI", purpose: "Writes the answers of the chat",
      layer: "intelligence",
      amounts: [("tokens.in", "13.065251724495", false), ("tokens.out", "13.065251724495", false)],
      load: "92 M tokens/month"),
    Part(
      name: "cosmos-db", kind: "cosmos-db", title: "Azure Cosmos DB",
      purpose: "Keeps sessions and the history of the chat", layer: "data",
      amounts: [("throughput", "17.808553183728", true), ("storage", "6.660571000000", false)], load: "up to 692 RU/s"),
    Part(
      name: "sql-database", kind: "sql-database", title: "Azure SQL Database",
      purpose: "Holds the predictions that each batch run has made", layer: "data",
      amounts: [("vcore.hours", "368.180000000000", true)], load: "2 M rows/day", regions: ["eastus2"]),
    Part(
      name: "databricks", kind: "databricks", title: "Azure Databricks", purpose: "Trains the models every week",
      layer: "analytics", amounts: [("dbu", "9.893406060530", false), ("vm.hours", "7.4428", false)],
      load: "6.6 runs/month", regions: ["eastus2"]),
    Part(
      name: "data-lake", kind: "data-lake", title: "Azure Data Lake Storage Gen2",
      purpose: "Keeps raw, cleaned and aggregated data in three layers", layer: "analytics",
      amounts: [("hot.gb", "21.337", false)], load: "1.2 TB", regions: ["eastus2"]),
    Part(
      name: "application-insights", kind: "application-insights", title: "Azure Application Insights",
      purpose: "Records what the servers do", layer: "operations",
      amounts: [("logs.gb", "133.267512586295", false)], load: "93 GB/month"),
  ]

  static let arrows: [(String, String, String)] = [
    ("americas", "traffic-manager", "4.6 M queries/month"), ("europe", "traffic-manager", "3.8 M queries/month"),
    ("americas", "app-service", "36 M pages/month"), ("europe", "app-service", "28 M pages/month"),
    ("app-service", "bandwidth", "12.5 TB/month"), ("app-service", "cosmos-db", "97 M calls/month"),
    ("app-service", "openai", "0.2 M chats/month"), ("app-service", "sql-database", "19 M reads/month"),
    ("app-service", "application-insights", "62 M records/month"), ("app-service", "databricks", "130 GB/month"),
    ("databricks", "sql-database", "60 M rows/month"), ("data-lake", "databricks", "0.9 TB/month"),
  ]

  /// A report of `months` months from January 2027 with the nine instances above and all that can be reported.
  static func full(months count: Int = 12, scenario: String = "Reference blueprint") -> Report {
    var report = Report()
    let horizon = Horizon(start: Date(number: 20_819), months: count)
    report.tool = "outlay 0.1.0"
    report.scenario = scenario
    report.file = "reference.yaml"
    report.priceBook.id = "embedded"
    report.priceBook.asOf = "2026-08-22"
    report.priceBook.sources = ["Azure Retail Prices API", "published price sheets"]
    report.tags = [("costCentre", "data-platform"), ("environment", "prod")]
    report.start = horizon.start
    report.bill = Bill(currency: "USD", lines: horizon.months.enumerated().flatMap { lines(of: $1, at: $0) })
    report.days = report.bill.dayTotals(horizon.days)
    report.months = horizon.months.map { .init(month: $0.name, total: report.bill.total(ofMonth: $0.name)) }
    report.monthlyBudget = Money(decimal: "2700")
    addEvents(to: &report, horizon)
    addDiagram(to: &report)
    return report
  }

  /// The lines of one month; amounts grow by 3 % of the first month's each month.
  static func lines(of month: CalendarMonth, at index: Int) -> [Line] {
    parts.flatMap { part in
      part.regions.flatMap { region in
        part.amounts.map { meter in
          let base = Money(decimal: meter.amount) ?? .zero
          let amount = Money(pico: base.pico + (meter.fixed ? 0 : base.pico * Int128(index) * 3 / 100))
          return line(part, meter.meter, region, month, amount, isFixed: meter.fixed)
        }
      }
    }
  }

  static func line(
    _ part: Part, _ meter: String, _ region: String, _ month: CalendarMonth, _ amount: Money?, isFixed: Bool = false
  ) -> Line {
    let key = "\(part.kind).\(meter)"
    return Line(
      id: "\(part.name)/\(key)/\(region)/\(month.name)/0", instance: part.name, kind: part.kind, meter: key,
      meterName: meter, region: region, month: month.name, tier: "0", quantity: Nano(nano: 1_813_250_000_000),
      unit: "1 Hour", unitPrice: amount == nil ? nil : Money(decimal: "0.155"), amount: amount,
      priceType: amount == nil ? "" : "Consumption",
      row: amount == nil
        ? nil
        : PriceIdentity(
          meterKey: key, meterId: "", serviceName: part.title, productName: part.title + " Standard", skuName: "P1 v3",
          meterName: "P1 v3 App", region: region, effectiveFrom: Date(number: 18_536)),
      confidence: amount == nil ? nil : part.layer == "analytics" ? .assumed : .high,
      source: amount == nil ? "two rows fit: Standard / A, Standard / B" : "Azure Retail Prices API, 2026-08-22",
      pool: region, fixed: isFixed, formula: "instances × hours",
      days: [.init(day: month.firstDay, quantity: Nano(nano: 1_813_250_000_000), amount: amount ?? .zero)])
  }

  /// A report with one line that has no price.
  static func incomplete() -> Report {
    var report = full(months: 2)
    let month = CalendarMonthOf.january
    report.bill = Bill(
      currency: "USD", lines: report.bill.lines + [line(parts[2], "unknown.meter", "eastus2", month, nil)])
    report.exit = 4
    return report
  }

  /// Elements that a hostile text may add: titles of texts that are cut in pictures.
  static let hostileTitles = 40

  /// A report with `text` wherever a scenario's text can go.
  static func hostile(_ text: String) -> Report {
    var report = full(months: 2, scenario: text)
    report.variant = text
    report.file = text
    report.tags = [(text, text)]
    report.priceBook.id = text
    report.priceBook.sources = [text]
    var part = parts[2]
    part.name = text
    part.kind = text
    part.title = text
    let month = CalendarMonthOf.january
    report.bill = Bill(
      currency: "USD",
      lines: report.bill.lines + [
        line(part, text, text, month, Money(decimal: "3000")), line(part, "none", text, month, nil),
      ])
    report.months = report.months.map { .init(month: $0.month, total: report.bill.total(ofMonth: $0.month)) }
    for i in report.alerts.indices {
      report.alerts[i].subject = text
      report.alerts[i].message = text
      report.alerts[i].crossedAt = text
    }
    report.unitCosts.append(.init(per: text, amount: .zero))
    report.demand.append(.init(journey: text, region: text, offered: 1, served: 0, lost: 1))
    report.capacity.append(
      .init(instance: text, region: text, metric: text, unit: text, max: 2, limit: 1, at: text, source: text))
    report.objectives.append(.init(journey: text, metric: text, target: 1, value: 2, met: false, worstMonth: text))
    report.series.append(
      .init(instance: text, region: text, metric: text, unit: text, start: text, values: [1, 2], limit: 3))
    report.assumptions.append(.init(key: text, value: text, origin: text, source: text))
    report.diagram.boxes.append(
      .init(
        id: text, title: text, purpose: text, layer: text, cost: Money(decimal: "3000"), share: 0.5, load: text,
        regions: text))
    report.diagram.arrows.append(.init(from: "app-service", to: text, label: text))
    return report
  }

  /// A report with the largest amounts that can occur, and at least `count` lines.
  static func vast(lines count: Int = 500) -> Report {
    var report = full()
    let months = Horizon(start: Date(number: 20_819), months: 12).months
    var index = 0
    while report.bill.lines.count < count {
      let more = months.map {
        line(
          parts[index % parts.count], "extra.meter.\(index)", "germanywestcentral", $0, Money(decimal: "987654321987.5")
        )
      }
      report.bill.lines += more
      index += 1
    }
    report.bill = Bill(currency: "USD", lines: report.bill.lines)
    report.months = months.map { .init(month: $0.name, total: report.bill.total(ofMonth: $0.name)) }
    return report
  }

  /// A report whose picture has twenty boxes and as many arrows, up, down and sideways.
  static func crowded() -> Report {
    var report = full()
    let more = [
      ("ai-search", "intelligence"), ("data-factory", "analytics"), ("event-hubs", "analytics"),
      ("functions", "application"), ("key-vault", "operations"), ("monitor", "operations"), ("firewall", "edge"),
      ("application-gateway", "edge"), ("blob-storage", "data"), ("container-registry", "operations"),
      ("sessions", "data"),
    ]
    for (id, layer) in more {
      report.diagram.boxes.append(
        .init(
          id: id, title: "Azure \(id)", purpose: "Does something that matters to someone, in two lines", layer: layer,
          cost: Money(decimal: "1234.5"), share: 0.08, load: "12 k calls/month", regions: "eastus2, westeurope"))
    }
    let wires = [
      ("app-service", "ai-search", "2 M queries/month"), ("app-service", "key-vault", "90 k reads/month"),
      ("functions", "cosmos-db", "4 M writes/month"), ("event-hubs", "functions", "40 M events/month"),
      ("data-factory", "data-lake", "3 TB/month"), ("app-service", "blob-storage", "80 M reads/month"),
      ("functions", "application-insights", "9 GB/month"),
      ("application-gateway", "app-service", "64 M requests/month"),
      ("firewall", "app-service", "1 TB/month"), ("cosmos-db", "monitor", "7 GB/month"),
      ("openai", "ai-search", "context"), ("app-service", "sessions", "1 M reads/month"),
    ]
    report.diagram.arrows += wires.map { .init(from: $0.0, to: $0.1, label: $0.2) }
    return report
  }

  /// A report of a scenario that uses nothing.
  static func empty() -> Report {
    var report = Report()
    report.scenario = "Nothing"
    report.start = Date(number: 20_819)
    report.months = [.init(month: "2027-01", total: .zero)]
    report.days = Array(repeating: .zero, count: 31)
    return report
  }

  private static func addEvents(to report: inout Report, _ horizon: Horizon) {
    report.alerts = [
      alert("100 % forecast", "2027-01-08", .warning, "the forecast of January passes the budget of 2,700.00 USD"),
      alert("90 % actual", "2027-01-28", .warning, "90 % of the budget of 2,700.00 USD is spent"),
      alert("100 % actual", "2027-03-30", .critical, "the budget of 2,700.00 USD is spent"),
    ]
    report.unitCosts = [
      .init(per: "user-month", amount: Money(decimal: "0.0213") ?? .zero),
      .init(per: "1,000 page requests", amount: Money(decimal: "0.000123456") ?? .zero),
    ]
    report.demand = [
      .init(journey: "chat", region: "eastus2", offered: 1_234_567.25, served: 1_234_567.25, lost: 0),
      .init(journey: "page", region: "eastus2", offered: 436e6, served: 436e6, lost: 0),
      .init(journey: "page", region: "westeurope", offered: 336e6, served: 336e6 - 3_479.76834, lost: 3_479.76834),
    ]
    report.failover = [
      .init(
        region: "westeurope", start: "2027-03-08T14:00:00Z", meanSecondsLost: 145, worstSecondsLost: 190,
        failBackSeconds: 45)
    ]
    report.capacity = [
      .init(
        instance: "app-service", region: "eastus2", metric: "instances", unit: "instances", max: 12, limit: 12,
        at: "2027-12-01T15:00:00Z", source: "setting"),
      .init(
        instance: "cosmos-db", region: "eastus2", metric: "throughput", unit: "RU/s", max: 691.757979636485,
        limit: 1000,
        at: "2027-12-01T15:00:00Z", source: "setting"),
    ]
    report.objectives = [
      .init(journey: "prediction", metric: "p95", target: 300, value: 142.5, met: true, worstMonth: "2027-12"),
      .init(journey: "chat", metric: "p95", target: 6000, value: 6412, met: false, worstMonth: "2027-12"),
    ]
    let week = (0..<168).map { hour in
      let local = Double(hour % 24)
      return (local >= 8 && local <= 20 ? 1.0 : 0.3) * (hour / 24 >= 5 ? 0.4 : 1) + Double(hour % 7) * 0.02
    }
    for (i, region) in ["eastus2", "westeurope"].enumerated() {
      let size = i == 0 ? 1.0 : 0.7
      report.series.append(
        .init(
          instance: "app-service", region: region, metric: "instances", unit: "instances",
          start: "2027-11-29T00:00:00Z", values: week.map { ($0 * 9 * size).rounded(.up) + 2 }, limit: 12))
      report.series.append(
        .init(
          instance: "cosmos-db", region: region, metric: "throughput", unit: "RU/s", start: "2027-11-29T00:00:00Z",
          values: week.map { $0 * 640 * size }, limit: 1000))
    }
    report.assumptions = [
      .init(key: "sql-database.cpuPerRead", value: "2 ms", origin: "default", source: "no source states it"),
      .init(key: "support plan", value: "excluded", origin: "rule", source: "support is bought apart"),
    ]
  }

  private static func alert(_ threshold: String, _ date: String, _ severity: Report.Alert.Severity, _ text: String)
    -> Report.Alert
  {
    // Worked scenario, rule 23: two days later, at one o'clock.
    let told = Date(date).map { "\($0 + 2)T01:00:00Z" } ?? ""
    return Report.Alert(
      kind: "budget", severity: severity, subject: "platform", period: "2027-01", threshold: threshold,
      limit: "2700.000000000000", value: "2708.120000000000", crossedAt: date,
      notifiedAt: told, message: "platform, 2027-01: \(text)", file: "reference.yaml", line: 40)
  }

  private static func addDiagram(to report: inout Report) {
    let total = report.total.approximate
    report.diagram.boxes = [
      .init(
        id: "americas", title: "Users", purpose: "60,500 users", layer: "users", cost: nil, share: 0,
        load: "60,500 users", regions: ""),
      .init(
        id: "europe", title: "Users", purpose: "46,500 users", layer: "users", cost: nil, share: 0,
        load: "46,500 users", regions: ""),
    ]
    for part in parts {
      let cost = report.bill.lines.reduce(Money.zero) { $0 + ($1.instance == part.name ? $1.amount ?? .zero : .zero) }
      report.diagram.boxes.append(
        .init(
          id: part.name, title: part.title, purpose: part.purpose, layer: part.layer, cost: cost,
          share: total == 0 ? 0 : cost.approximate / total, load: part.load,
          regions: part.regions.joined(separator: ", ")))
    }
    report.diagram.arrows = arrows.map { .init(from: $0.0, to: $0.1, label: $0.2) }
  }
}

/// Months that tests name.
enum CalendarMonthOf {
  /// January 2027.
  static var january: CalendarMonth { Horizon(month: 2027, 1, hours: 744).months[0] }
}
