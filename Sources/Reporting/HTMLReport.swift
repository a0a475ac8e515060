package import Analysis
import Mustache
import Quantities

/// The report as one page for people: a summary and a picture first, then every line of the bill.
///
/// It needs nothing but itself: no script, no font, no picture from elsewhere. All text of the scenario is escaped.
package func htmlReport(_ report: Report) throws -> String {
  MustacheContentTypes.register(MarkupEscaping(), named: "MARKUP")
  return try MustacheTemplate(string: HTMLTemplate.text).render(HTMLPage(report).values)
}

/// Escapes every value that the template prints, see `Escape.markup`.
struct MarkupEscaping: MustacheContentType {
  func escapeText(_ text: String) -> String { Escape.markup(text) }
}

/// The values that the template prints.
struct HTMLPage {
  typealias Values = [String: Any]

  let report: Report
  let instances: [InstanceCost]

  init(_ report: Report) {
    self.report = report
    instances = report.instances
  }

  var values: Values {
    var values = summary
    let chapters = instances.map { chapter(of: $0.instance, cost: $0) } + idle.map { chapter(of: $0.id, cost: nil) }
    let linked = Set(instances.map(\.instance) + idle.map(\.id))
    values["diagram"] = some(diagramDrawing(report, linked: linked))
    let (chart, keys) = monthsChart(report, instances)
    values["monthsChart"] = some(chart)
    values["monthsKeys"] = keys.map(key)
    values["months"] = report.months.map(\.month)
    values["monthRows"] = instances.map { item in
      [
        "name": item.instance, "anchor": Escape.anchor(item.instance),
        "cells": item.months.map { item.isUnknown ? "–" : $0.display }, "lacks": item.unpriced > 0,
        "total": item.isUnknown ? "–" : item.total.display,
        "share": item.isUnknown ? "–" : Display.percent(item.total, of: report.total),
      ] as Values
    }
    values["hasEnvironments"] = !report.environments.isEmpty
    values["environments"] = environments
    values["mainEnvironment"] = report.environments.first?.name ?? ""
    values["monthTotals"] = report.months.map(\.total.display)
    values["residual"] = residual
    let charts = loadCharts(report.series)
    values["hasLoad"] = !charts.isEmpty
    values["load"] = charts.map {
      ["title": $0.title, "note": $0.note, "svg": $0.svg, "keys": $0.keys.map(key)] as Values
    }
    values["chapters"] = chapters
    values["hasChapters"] = !chapters.isEmpty
    return values.merging(tables) { first, _ in first }.merging(commitments) { first, _ in first }
  }

  /// A row per environment, and one for what the scenario states itself.
  private var environments: [Values] {
    func row(
      _ name: String, _ demand: String, _ hours: String, _ prices: String, _ months: [Money], _ total: Money,
      _ lacks: Bool, _ goesOn: [String] = []
    ) -> Values {
      [
        "name": name, "demand": demand, "hours": hours, "prices": prices, "cells": months.map(\.display),
        "total": total.display, "share": Display.percent(total, of: report.total), "lacks": lacks,
        "goesOn": some(goesOn.joined(separator: ", ")),
      ]
    }
    var rows = report.environments.map {
      row(
        $0.name, Display.percent($0.scale),
        $0.hours.isEmpty ? "always" : "\($0.hours), \(Display.number($0.openHours)) h", $0.prices, $0.months, $0.total,
        $0.lacksPrice, $0.goesOn)
    }
    let shared = report.shared
    if shared.total != .zero || shared.months.contains(where: { $0 != .zero }) {
      rows.append(row("of none alone", "", "", "", shared.months, shared.total, false))
    }
    return rows
  }

  // MARK: First page
  private var summary: Values {
    let verdict = report.verdict
    let top = instances.prefix(3).map { "\($0.instance) (\(Display.percent($0.total, of: report.total)))" }
    let book = report.priceBook
    return [
      "style": HTMLStyle.text, "scenario": report.scenario.isEmpty ? "Scenario" : report.scenario,
      "variant": some(report.variant ?? ""), "span": Display.span(report.months), "monthCount": report.months.count,
      "regions": some(report.regions.joined(separator: ", ")), "currency": report.currency,
      "total": report.total.display, "exact": report.total.decimal, "spanTitle": report.spanTitle,
      "totalTitle": report.totalTitle, "average": report.monthly(report.total).display,
      "verdictLevel": verdict.level.rawValue, "verdict": verdict.headline, "verdictDetail": verdict.detail,
      "incomplete": !report.isComplete, "flag": "INCOMPLETE: lower bound", "unpricedCount": report.unpriced.count,
      "unpricedPlural": report.unpriced.count != 1, "dearest": some(top.joined(separator: ", ")),
      "hasInstances": !instances.isEmpty, "tool": report.tool, "bookId": book.id, "bookDate": book.asOf,
      "bookSources": book.sources, "seed": report.seed,
      "tags": report.tags.map { ["name": $0.name, "value": $0.value] },
    ]
  }

  /// By how much the amounts shown by component miss the total shown.
  private var residual: Any {
    func cents(_ money: Money) -> Int128 { Decimal12.roundedHalfEven(money.pico, by: 10_000_000_000) }
    let difference = cents(report.total) - instances.reduce(0) { $0 + cents($1.total) }
    return some(difference == 0 ? "" : Decimal12.print(difference, decimals: 2))
  }

  /// Boxes that are on no line.
  private var idle: [Report.Diagram.Box] {
    let billed = Set(instances.map(\.instance))
    return report.diagram.boxes.filter { $0.layer != "users" && !billed.contains($0.id) }
  }

  // MARK: Chapters
  private func chapter(of name: String, cost: InstanceCost?) -> Values {
    let box = report.diagram.boxes.first { $0.id == name }
    let total = cost?.total ?? .zero
    return [
      "anchor": Escape.anchor(name), "name": name, "kind": cost?.kind ?? "", "title": box?.title ?? cost?.kind ?? name,
      "purpose": some(box?.purpose ?? ""), "load": some(box?.load ?? ""), "places": some(box?.regions ?? ""),
      "total": cost?.isUnknown ?? false ? "no price" : "\(total.display) \(report.currency)",
      "average": report.monthly(total).display, "share": Display.percent(total, of: report.total),
      "fixed": (cost?.fixed ?? .zero).display,
      "variable": (cost?.variable ?? .zero).display, "isIdle": cost == nil,
      "unpriced": some(cost.map { $0.unpriced > 0 ? "\($0.unpriced)" : "" } ?? ""),
      "meters": cost.map(meters) ?? [],
    ]
  }

  /// The lines of an instance by meter, the dearest first.
  private func meters(of cost: InstanceCost) -> [Values] {
    var groups: [String: [Line]] = [:]
    for line in cost.lines { groups[line.meter, default: []].append(line) }
    func amount(_ lines: [Line]) -> Money { lines.reduce(.zero) { $0 + ($1.amount ?? .zero) } }
    let ordered = groups.map { (key: $0.key, lines: $0.value, amount: amount($0.value)) }
      .sorted { $0.amount == $1.amount ? $0.key < $1.key : $0.amount > $1.amount }
    return ordered.map { group in
      let rows = priceRows(of: group.lines)
      let first = group.lines[0]
      return [
        "key": group.key, "name": first.meterName.isEmpty ? group.key : first.meterName,
        "amount": group.lines.allSatisfy { $0.amount == nil } ? "no price" : group.amount.display,
        "share": Display.percent(group.amount, of: cost.total), "formula": some(first.formula),
        "pool": some(Set(group.lines.map(\.pool)).subtracting([""]).sorted().joined(separator: ", ")),
        "isFixed": first.fixed,
        "hasUnpriced": group.lines.contains { $0.amount == nil },
        "rows": rows.enumerated().map { ["number": $0.offset + 1, "text": $0.element] as Values },
        "lines": group.lines.sorted { ($0.month, $0.region, $0.id) < ($1.month, $1.region, $1.id) }
          .map { line(of: $0, rows) },
      ]
    }
  }

  private func line(of line: Line, _ rows: [String]) -> Values {
    [
      "id": line.id, "region": line.region, "month": line.month, "tier": Display.thousands(line.tier),
      "quantity": Display.quantity(line.quantity), "unit": line.unit,
      "price": line.unitPrice.map(Display.price) ?? "", "amount": line.amount?.display ?? "no price",
      "isUnpriced": line.amount == nil, "confidence": line.confidence?.rawValue ?? "none",
      "row": (rows.firstIndex(of: HTMLPage.priceRow(of: line)) ?? 0) + 1,
    ]
  }

  /// The price rows behind lines, each once, in order of appearance.
  private func priceRows(of lines: [Line]) -> [String] {
    var rows: [String] = []
    for text in lines.map(HTMLPage.priceRow) where !rows.contains(text) { rows.append(text) }
    return rows
  }

  /// A price row in words, with its source; for a line without one, why.
  private static func priceRow(of line: Line) -> String {
    if line.isStated { return "Stated by the scenario itself, no price of the list. Source: \(line.source)" }
    guard let row = line.row else { return "No price: \(line.source)" }
    var names: [String] = []
    for name in [row.serviceName, row.productName, row.skuName, row.meterName] where !name.isEmpty && name != names.last
    {
      names.append(name)
    }
    let dated = row.effectiveFrom.map { ", from \($0)" } ?? ", undated"
    let meter = row.meterId.isEmpty ? "" : ", meter \(row.meterId)"
    return "\(names.joined(separator: " / "))\(meter), \(line.priceType)\(dated). Source: \(line.source)"
  }
}

extension HTMLPage {
  /// A section's text; nothing for an empty one, so that the section is left out.
  func some(_ text: String) -> Any { text.isEmpty ? false : text }

  private func key(_ key: ChartKey) -> Values {
    ["style": key.isLine ? "k-limit" : "k\(key.color)", "name": key.name]
  }

  // MARK: Tables
  private var tables: Values {
    [
      "hasAlerts": !report.alerts.isEmpty, "alerts": report.alerts.map(alert),
      "hasUnitCosts": !report.unitCosts.isEmpty,
      "unitCosts": report.unitCosts.map { ["per": $0.per, "amount": Display.thousands(Display.cost($0.amount))] },
      "hasDemand": !report.demand.isEmpty,
      "demand": report.demand.map {
        [
          "journey": $0.journey, "region": $0.region, "offered": Display.number($0.offered),
          "served": Display.number($0.served), "lost": Display.number($0.lost), "isLost": $0.lost > 0,
        ] as Values
      },
      "hasFailover": !report.failover.isEmpty,
      "failover": report.failover.map {
        [
          "region": $0.region, "start": $0.start, "mean": Display.number($0.meanSecondsLost),
          "worst": Display.number($0.worstSecondsLost), "back": Display.number($0.failBackSeconds),
        ]
      },
      "hasCapacity": !report.capacity.isEmpty, "capacity": report.capacity.map(capacity),
      "hasObjectives": !report.objectives.isEmpty,
      "objectives": report.objectives.map {
        [
          "journey": $0.journey, "metric": $0.metric, "target": Display.value($0.target, of: $0.metric),
          "value": Display.value($0.value, of: $0.metric), "met": $0.met, "worst": $0.worstMonth,
          "over": Display.percent($0.over),
        ] as Values
      },
      "hasAssumptions": !report.assumptions.isEmpty,
      "assumptions": report.assumptions.map {
        ["key": $0.key, "value": $0.value, "origin": $0.origin, "source": $0.source]
      },
      "hasConfidences": !report.confidences.isEmpty,
      "confidences": report.confidences.map {
        [
          "name": $0.confidence.rawValue, "share": Display.percent($0.amount, of: report.total),
          "amount": $0.amount.display, "lines": $0.lines, "meaning": HTMLPage.meaning(of: $0.confidence),
          "bar": bar($0.amount),
        ] as Values
      },
      "hasUnpriced": !report.isComplete,
      "unpriced": report.unpriced.map {
        ["id": $0.id, "quantity": Display.quantity($0.quantity), "unit": $0.unit, "source": $0.source]
      },
    ]
  }

  private func bar(_ amount: Money) -> String {
    let share = report.total == .zero ? 0 : amount.approximate / report.total.approximate
    var drawing = Drawing(width: 160, height: 10)
    drawing.rect(0, 2, 160, 6, "track", radius: 3)
    drawing.rect(0, 2, 160 * min(max(share, 0), 1), 6, "share", radius: 3)
    return drawing.svg(label: Display.percent(share), style: "bar")
  }

  private func alert(_ alert: Report.Alert) -> Values {
    [
      "severity": alert.severity.rawValue, "kind": alert.kind, "subject": alert.subject, "period": alert.period,
      "threshold": alert.threshold, "limit": Display.stated(alert.limit), "value": Display.stated(alert.value),
      "crossed": alert.crossedAt, "told": alert.notifiedAt.isEmpty ? "never" : alert.notifiedAt,
      "message": alert.message,
    ]
  }

  private func capacity(_ item: Report.Capacity) -> Values {
    let share = item.limit.map { $0 > 0 ? item.max / $0 : 0 }
    return [
      "instance": item.instance, "anchor": Escape.anchor(item.instance), "region": item.region, "metric": item.metric,
      "unit": item.unit == item.metric ? "" : item.unit, "max": Display.number(item.max),
      "limit": item.limit.map(Display.number) ?? "not known", "used": share.map(Display.percent) ?? "",
      "isFull": (share ?? 0) >= 1, "at": item.at, "source": item.source,
    ]
  }

  private static func meaning(of confidence: Confidence) -> String {
    switch confidence {
    case .high: "a reply of the provider's price list"
    case .medium: "published by others who checked or computed it"
    case .low: "a secondary statement"
    case .assumed: "stated by nobody; taken over from others like it"
    }
  }
}
