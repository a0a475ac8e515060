package import Analysis
import Quantities

/// The report for a terminal: what it costs, what goes wrong when, and what to run next.
///
/// - Parameters:
///   - report: what is printed.
///   - width: columns that no line exceeds; at least 40.
///   - color: whether to mark with ANSI colors.
/// - Returns: lines that end with a newline; text from the scenario can neither move the cursor nor give a command to
///   a build server.
package func terminalReport(_ report: Report, width: Int = 80, color: Bool) -> String {
  var page = TerminalPage(report: report, width: max(width, 40), color: color)
  page.head()
  page.components()
  page.environments()
  page.months()
  page.commitments()
  page.unitCosts()
  page.alerts()
  page.objectives()
  page.capacity()
  page.prices()
  page.next()
  return page.text
}

/// The report being printed.
struct TerminalPage {
  enum Paint: String {
    case plain = ""
    case bold = "1"
    case dim = "2"
    case red = "1;31"
    case yellow = "33"
    case green = "32"
  }

  let report: Report
  let width: Int
  let color: Bool
  private(set) var text = ""

  /// Starts an empty page.
  init(report: Report, width: Int, color: Bool) {
    self.report = report
    self.width = width
    self.color = color
  }

  /// A line as it is laid out.
  mutating func put(_ line: String, _ paint: Paint = .plain) {
    let line = TerminalText.cut(Escape.command(line), to: width)
    text += color && paint != .plain && !line.isEmpty ? "\u{1B}[\(paint.rawValue)m\(line)\u{1B}[0m\n" : line + "\n"
  }

  mutating func paragraph(_ sentence: String, _ paint: Paint = .plain, hanging: Int = 0) {
    for line in TerminalText.wrap(Escape.line(sentence), to: width, hanging: hanging) { put(line, paint) }
  }

  mutating func heading(_ title: String) {
    put("")
    put(title, .bold)
  }

  mutating func table(_ table: TerminalTable, bold: Set<Int> = []) {
    for (i, line) in table.lines(width).enumerated() {
      put(line, i == 0 ? .dim : bold.contains(i - 1) ? .bold : .plain)
    }
  }

  // MARK: Sections
  mutating func head() {
    paragraph(report.scenario.isEmpty ? "Scenario" : report.scenario, .bold)
    var facts = report.variant.map { ["variant \($0)"] } ?? []
    let months = report.months.count == 1 ? "1 month" : "\(report.months.count) months"
    facts.append("\(Display.span(report.months)) (\(months))")
    if !report.regions.isEmpty { facts.append(report.regions.joined(separator: ", ")) }
    paragraph(facts.joined(separator: " | "))
    let book = report.priceBook
    paragraph("Prices: \(book.id) as of \(book.asOf), \(report.currency), without tax and support plan")
    if !report.isComplete {
      let count = report.unpriced.count
      paragraph(
        "INCOMPLETE: \(count) \(count == 1 ? "line has" : "lines have") no price; every total is a lower bound.", .red)
    }
    let verdict = report.verdict
    guard verdict.level != .none else { return }
    let paint: Paint = verdict.level == .bad ? .red : verdict.level == .warning ? .yellow : .green
    paragraph("\(verdict.headline). \(verdict.detail)", paint)
  }

  mutating func components() {
    let instances = report.instances
    heading("Cost by component (\(report.currency))")
    guard !instances.isEmpty else { return put("The scenario uses nothing that is billed.") }
    var rows = instances.map { item in
      let name = item.instance == item.kind ? item.instance : "\(item.instance) (\(item.kind))"
      let cells = row(Escape.line(name) + (item.unpriced > 0 ? " *" : ""), item.fixed, item.variable, item.total)
      return item.isUnknown ? [cells[0], "", "", "", "no price", ""] : cells
    }
    let fixed = instances.reduce(Money.zero) { $0 + $1.fixed }
    rows.append(row(report.isComplete ? "Total" : "Total (lower bound)", fixed, report.total - fixed, report.total))
    table(
      TerminalTable(
        header: ["Component", "Fixed", "Variable", "Month avg", report.totalTitle, "Share"], rows: rows,
        optional: [5, 3, 2, 1]), bold: [rows.count - 1])
    if !report.isComplete { put("* has lines without a price") }
    residual(instances.map(\.total))
  }

  private func row(_ name: String, _ fixed: Money, _ variable: Money, _ total: Money) -> [String] {
    [
      name, fixed.display, variable.display, report.monthly(total).display, total.display,
      Display.percent(total, of: report.total),
    ]
  }

  /// Says by how much the amounts as shown miss the total as shown.
  private mutating func residual(_ amounts: [Money]) {
    func cents(_ money: Money) -> Int128 { Decimal12.roundedHalfEven(money.pico, by: 10_000_000_000) }
    let difference = cents(report.total) - amounts.reduce(0) { $0 + cents($1) }
    guard difference != 0 else { return }
    let shown = Decimal12.print(difference, decimals: 2)
    paragraph("Rounding: the amounts shown miss the total by \(shown); exactly it is \(report.total.decimal).", .dim)
  }

  mutating func environments() {
    guard !report.environments.isEmpty else { return }
    heading("Cost by environment (\(report.currency))")
    var rows = report.environments.map { item in
      [
        Escape.line(item.name) + (item.lacksPrice ? " *" : ""), item.hours.isEmpty ? "always" : Escape.line(item.hours),
        Display.percent(item.scale), report.monthly(item.total).display, item.total.display,
        Display.percent(item.total, of: report.total),
      ]
    }
    let shared = report.shared.total
    if shared != .zero {
      let share = Display.percent(shared, of: report.total)
      rows.append(["of none alone", "", "", report.monthly(shared).display, shared.display, share])
    }
    table(
      TerminalTable(
        header: ["Environment", "On", "Demand", "Month avg", report.totalTitle, "Share"], rows: rows,
        optional: [5, 3, 2, 1], texts: 2))
    for item in report.environments where !item.goesOn.isEmpty {
      paragraph(
        "Outside its hours \(item.name) goes on being billed for what can't be paused: "
          + item.goesOn.joined(separator: ", ") + ".", .dim)
    }
  }

  mutating func months() {
    guard report.months.count > 1 else { return }
    heading("Cost by month (\(report.currency))")
    let most = report.months.map(\.total).max() ?? .zero
    let amounts = report.months.map(\.total.display)
    let column = amounts.map(TerminalText.width).max() ?? 0
    let space = width - 8 - column - 3 - (report.monthlyBudget == nil ? 0 : 8)
    for (month, amount) in zip(report.months, amounts) {
      let share = most == .zero ? 0 : max(0, month.total.approximate / most.approximate)
      let bar = String(repeating: "█", count: Int((share * Double(max(space, 0))).rounded()))
      let isOver = report.monthlyBudget.map { month.total > $0 } ?? false
      put(
        "\(TerminalText.left(Escape.line(month.month), 8)) \(TerminalText.right(amount, column))  \(bar)"
          + (isOver ? " over" : ""), isOver ? .yellow : .plain)
    }
    if let budget = report.monthlyBudget { put("Budget per month: \(budget.display)") }
    residual(report.months.map(\.total))
  }

  mutating func unitCosts() {
    guard !report.unitCosts.isEmpty else { return }
    heading("Unit costs (\(report.currency))")
    table(
      TerminalTable(
        header: ["One", "costs"],
        rows: report.unitCosts.map { [Escape.line($0.per), Display.thousands(Display.cost($0.amount))] }))
  }

  mutating func alerts() {
    guard !report.alerts.isEmpty else { return }
    heading("Alerts")
    for alert in report.alerts {
      let told = alert.notifiedAt.isEmpty ? "never told" : "told \(alert.notifiedAt)"
      let paint: Paint = alert.severity == .critical ? .red : alert.severity == .warning ? .yellow : .plain
      put("\(alert.severity.rawValue): crossed \(Escape.line(alert.crossedAt)), \(Escape.line(told))", paint)
      paragraph("  \(alert.message)", hanging: 2)
    }
  }

  mutating func objectives() {
    guard !report.objectives.isEmpty else { return }
    heading("Objectives")
    let rows = report.objectives.map { item in
      [
        Escape.line(item.journey), Escape.line(item.metric), Display.value(item.target, of: item.metric),
        Display.value(item.value, of: item.metric), Escape.line(item.worstMonth), Display.percent(item.over),
        item.met ? "yes" : "NO",
      ]
    }
    table(
      TerminalTable(
        header: ["Journey", "Measure", "Objective", "Worst", "Month", "Over", "Met"], rows: rows, optional: [5, 4],
        texts: 2))
  }

  mutating func capacity() {
    let warnings = report.capacity.filter { item in item.limit.map { item.max > 0 && item.max >= $0 } ?? false }
    let lost = report.demand.filter { $0.lost > 0 }
    guard !warnings.isEmpty || !lost.isEmpty else { return }
    heading("Capacity warnings")
    for item in warnings {
      let limit = item.limit.map(Display.number) ?? ""
      paragraph(
        "  \(item.instance) in \(item.region): \(item.metric) reaches \(Display.number(item.max)) of \(limit) "
          + "\(item.unit) at \(item.at)", .yellow, hanging: 4)
    }
    for item in lost {
      paragraph(
        "  \(item.journey) in \(item.region): \(Display.number(item.lost)) of \(Display.number(item.offered)) requests "
          + "are lost", hanging: 4)
    }
  }

  mutating func prices() {
    let unpriced = report.unpriced
    if !unpriced.isEmpty {
      heading("Without a price")
      for line in unpriced.prefix(10) {
        paragraph("  \(line.id)", .red, hanging: 4)
        paragraph("    \(Display.quantity(line.quantity)) \(line.unit): \(line.source)", hanging: 4)
      }
      if unpriced.count > 10 { put("  and \(unpriced.count - 10) more, all in lines.csv") }
    }
    let confidences = report.confidences
    guard !confidences.isEmpty else { return }
    heading("Confidence of the prices")
    table(
      TerminalTable(
        header: ["Confidence", "Share", "Amount", "Lines"],
        rows: confidences.map {
          [$0.confidence.rawValue, Display.percent($0.amount, of: report.total), $0.amount.display, "\($0.lines)"]
        }))
  }

  /// Commands that look closer, to be copied as they stand.
  mutating func next() {
    heading("Next")
    var file = report.file.isEmpty ? "SCENARIO" : report.file
    if let variant = report.variant { file += "#\(variant)" }
    if let line = report.largestLine {
      command(["outlay", "explain", file, line.id], "how the largest line comes about")
    }
    command(["outlay", "advise", file], "what would save money, each lever measured")
    command(["outlay", "check", file, "--baseline", "report.json"], "fail a build when the cost grows")
  }

  private mutating func command(_ words: [String], _ purpose: String) {
    put("  # \(purpose)", .dim)
    var line = " "
    for word in words.map(TerminalPage.quoted) {
      if TerminalText.width(line) + TerminalText.width(word) + 3 > width {
        put(line + " \\")
        line = "   "
      }
      line += " " + word
      // A word longer than a line goes on at the first column of the next, as the shell joins it.
      while TerminalText.width(line) > width {
        put(String(line.prefix(width - 1)) + "\\")
        line = String(line.dropFirst(width - 1))
      }
    }
    put(line)
  }

  /// A word as a shell reads it.
  private static func quoted(_ word: String) -> String {
    let word = Escape.line(word)
    let plain =
      !word.isEmpty
      && word.unicodeScalars.allSatisfy {
        switch $0 {
        case "a"..."z", "A"..."Z", "0"..."9", "-", "_", ".", "/", ":", "@", "#", ",", "+", "=": true
        default: false
        }
      }
    return plain && !word.hasPrefix("#")
      ? word
      : "'"
        + word.split(separator: "'", omittingEmptySubsequences: false)
        .joined(separator: "'\\''") + "'"
  }
}
