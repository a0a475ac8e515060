import Analysis
import ArgumentParser
import Components
import Pricing
import Quantities
import Reporting
import Scenario
import Simulation

/// `outlay explain`: one line of the bill from its formula to its price row and source.
struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Follow one line of the bill from formula to price row and source.",
    discussion: """
      LINE is an id such as cosmos-db/cosmos.storage.transactional/eastus2/2027-01/0, or a
      part of one: `cosmos-db/eastus2/2027-01` names the lines that have all its words.

      EXAMPLES
        outlay explain Scenarios/reference.yaml bandwidth/eastus2/2027-01/100
        outlay explain Scenarios/reference.yaml openai/2027-03
      """)

  @Argument(help: "A scenario file, perhaps with #variant.")
  var scenario: String

  @Argument(help: "A line's id, or a part of it.")
  var line: String

  @OptionGroup var model: ModelOptions

  func run() async throws {
    let run = try model.pipeline().run(try Scenario.load(scenario))
    let lines = run.report.bill.lines
    let found = try find(in: lines)
    Console.print(found.map { explain($0, run) }.joined(separator: "\n\n" + String(repeating: "─", count: 80) + "\n\n"))
    if found.contains(where: { $0.amount == nil }) { throw ExitStatus.incomplete }
  }

  /// The line of this id, else up to twelve lines that have all words of it.
  private func find(in lines: [Line]) throws -> [Line] {
    if let exact = lines.first(where: { $0.id == line }) { return [exact] }
    let words = line.split(separator: "/").map(String.init)
    let found = lines.filter { candidate in
      let parts = candidate.id.split(separator: "/").map(String.init)
      return words.allSatisfy(parts.contains)
    }
    if (1...12).contains(found.count) { return found }
    if found.count > 12 {
      let ids = found.prefix(8).map { "  \($0.id)" }.joined(separator: "\n")
      throw Problem(
        "`\(Escape.line(line))` names \(found.count) lines; add a region or a month. The first are:\n\(ids)")
    }
    let hint =
      nearest(line, in: lines.map(\.id)).map { "did you mean `\($0)`?" }
      ?? "ids stand in lines.csv, such as `\(lines.first?.id ?? "")`"
    throw Problem("the bill has no line `\(Escape.line(line))`; \(hint)")
  }

  private func explain(_ line: Line, _ run: Pipeline.Run) -> String {
    let report = run.report
    var parts = [Console.field("Line", line.id)]
    if line.isStated { return stated(line, report) }
    let instances = run.outcome.all.flatMap(\.plan.instances)
    guard let instance = instances.first(where: { $0.name == line.instance }) else {
      if let use = report.bill.commitments.first(where: { $0.name == line.instance }) {
        parts.append(explain(line, use, report))
      }
      return parts.joined(separator: "\n")
    }
    if let environment = environment(line, report) { parts.append(environment) }
    parts.append(Console.field("What", "\(instance.kind.title), \(line.meterName), in \(line.region), \(line.month)"))
    parts.append(Console.field("Formula", line.formula))
    if let meter = instance.kind.meters.first(where: { $0.name == line.meterName }) {
      parts.append(Console.field("", "stated by \(meter.source)"))
    }
    parts.append(inputs(line, instance, run))
    let busiest = line.days.max { ($0.quantity, -$0.day) < ($1.quantity, -$1.day) }
    var quantity = "\(Display.quantity(line.quantity)) × \(line.unit), the sum of \(line.days.count) days"
    if let busiest, line.days.count > 1 {
      quantity += "; most on \(report.start + busiest.day): \(Display.quantity(busiest.quantity))"
    }
    parts.append(Console.field("Quantity", quantity))
    parts.append(tiers(line, report.bill))
    parts.append(price(line, report))
    if line.listAmount != line.amount || line.amortised != line.amount {
      parts.append(
        Console.field("List", "\(line.listAmount?.decimal ?? "no price") by the list's pay-as-you-go price"))
      parts.append(
        Console.field(
          "Amortised",
          line.amortised.map { "\($0.decimal): what was bought ahead, spread over what it covers" } ?? "not known"))
    }
    return parts.joined(separator: "\n")
  }

  /// A purchase: what was bought, what was paid, and what it was worth.
  private func explain(_ line: Line, _ use: CommitmentUse, _ report: Report) -> String {
    let payments = line.days.map { "\($0.amount.display) on \(report.start + $0.day)" }.joined(separator: "; ")
    let lost = line.amortised.map { "\($0.display) of the month covered nothing" } ?? "not known"
    return [
      Console.field("What", "\(use.type): \(use.bought), \(use.term) from \(use.from), paid \(use.payment)"),
      Console.field("Formula", line.formula), Console.field("Paid", payments.isEmpty ? "nothing" : payments),
      Console.field("Unused", lost),
      Console.field("Used", "\(Display.percent(use.utilisation)) of it over the horizon"),
      line.amount == nil ? Console.field("Price", "none: \(line.source)") : price(line, report),
    ].joined(separator: "\n")
  }

  /// A cost that the scenario states itself.
  private func stated(_ line: Line, _ report: Report) -> String {
    let days = line.days.count == 1 ? "on \(report.start + line.days[0].day)" : "spread over \(line.days.count) days"
    return [
      Console.field("Line", line.id), Console.field("What", "\(line.instance), \(line.meterName), in \(line.month)"),
      Console.field("Formula", line.formula),
      Console.field("Quantity", "\(Display.quantity(line.quantity)) × \(line.unit), \(days)"),
      Console.field(
        "Price", "\(line.unitPrice.map(Display.price) ?? "") \(report.currency), stated: no price of the list"),
      Console.field("Source", line.source), Console.field("Amount", "\(line.amount?.decimal ?? "") \(report.currency)"),
    ].joined(separator: "\n")
  }

  /// Of a scenario with environments: which one, and when it is on.
  private func environment(_ line: Line, _ report: Report) -> String? {
    guard let name = report.environment(of: line), let total = report.environments.first(where: { $0.name == name })
    else { return nil }
    let hours = total.hours.isEmpty ? "always on" : "on \(total.hours), \(Display.number(total.openHours)) h in all"
    return Console.field(
      "Stands in",
      "\(name): \(Measure.write(Quantity<Share>(total.scale))) of the demand, \(hours), \(total.prices) prices")
  }

  /// What arrived in the month, and the settings that the formula reads.
  private func inputs(_ line: Line, _ instance: Plan.Instance, _ run: Pipeline.Run) -> String {
    let month = run.scenario.horizon.months.firstIndex { $0.name == line.month }
    let arrivals = run.outcome.all.flatMap(\.arrivals).filter {
      $0.instance == line.instance && $0.month == month && ($0.region == line.region || $0.region == "Global")
    }
    let flows = arrivals.map { "\($0.flow) \(Display.number($0.total)) \($0.unit)".trimmedEnd }.joined(separator: "; ")
    let defaults = Dictionary(instance.kind.init().stated.map { ($0.key, $0.value) }) { first, _ in first }
    let place = run.outcome.all.first { $0.plan.instances.contains { $0.name == instance.name } }
    let component = instance.component(in: place?.regions.firstIndex(of: line.region))
    let shared = Dictionary(instance.component.stated.map { ($0.key, $0.value) }) { first, _ in first }
    let settings = component.stated.map { setting in
      let mark =
        shared[setting.key] != setting.value
        ? " (in \(line.region) alone)" : defaults[setting.key] == setting.value ? " (default)" : ""
      return "\(setting.key) \(setting.value)\(mark)"
    }.joined(separator: "; ")
    return [
      Console.field("Arrived", flows.isEmpty ? "nothing by a flow: it stands by itself" : flows),
      Console.field("Settings", settings),
    ].joined(separator: "\n")
  }

  /// All tiers that the month's pool touched.
  private func tiers(_ line: Line, _ bill: Bill) -> String {
    let pool = bill.lines.filter { $0.meter == line.meter && $0.month == line.month && $0.pool == line.pool }
    let total = pool.reduce(Nano.zero) { $0 + $1.quantity }
    let members = Set(pool.map { "\($0.instance) in \($0.region)" }).sorted()
    var lines = [
      Console.field(
        "Pool",
        "\(line.pool): \(Display.quantity(total)) × \(line.unit) in the month, of \(members.joined(separator: ", "))")
    ]
    for (index, part) in pool.enumerated() where part.instance == line.instance && part.region == line.region {
      let price = part.unitPrice.map { "× \(Display.price($0)) = \(part.amount?.display ?? "")" } ?? "has no price"
      lines.append(
        Console.field(
          index == 0 ? "Tiers" : "",
          "from \(part.tier): \(Display.quantity(part.quantity)) \(price)"
            + (part.id == line.id ? "   ← this line" : "")))
    }
    return lines.joined(separator: "\n")
  }

  private func price(_ line: Line, _ report: Report) -> String {
    guard let row = line.row, let unitPrice = line.unitPrice, let amount = line.amount else {
      return Console.field("Price", line.amount == nil ? "none: \(line.source)" : line.source)
    }
    let identity = [row.serviceName, row.productName, row.skuName, row.meterName].filter { !$0.isEmpty }
    return [
      Console.field("Price", "\(Display.price(unitPrice)) \(report.currency) per \(line.unit), \(line.priceType)"),
      Console.field("Row", "\(row.meterKey), \(row.region): \(identity.joined(separator: " / "))"),
      Console.field("", row.meterId.isEmpty ? "no meterId known" : "meterId \(row.meterId)"),
      Console.field(
        "Valid",
        (row.effectiveFrom.map { "from \($0)" } ?? "undated: holds from \(report.priceBook.asOf)")
          + ", carried forward until a later row"),
      Console.field("Source", "\(line.source) (confidence \(line.confidence?.rawValue ?? "none"))"),
      Console.field(
        "Amount",
        "\(amount.decimal) \(report.currency): each day's part rounded half-even to 1e-12 on the running sum"),
    ].joined(separator: "\n")
  }
}

extension String {
  fileprivate var trimmedEnd: String { hasSuffix(" ") ? String(dropLast()) : self }
}
