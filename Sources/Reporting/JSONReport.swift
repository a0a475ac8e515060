package import Analysis
import Quantities

/// A file beside `report.json` and what it must contain.
package struct FileHash: Sendable, Hashable {
  /// Name in the same folder.
  package var name: String
  /// SHA-256 in lower-case hexadecimal digits.
  package var sha256: String

  /// A file by its name and hash.
  package init(name: String, sha256: String) {
    self.name = name
    self.sha256 = sha256
  }
}

/// The report as `report.json`: the same bytes for the same run.
///
/// It is the shape that other programs rely on (architecture §8).
///
/// Money, quantities and unit prices are decimal strings; loads, limits and series are numbers.
package func jsonReport(_ report: Report, files: [FileHash]) -> String {
  var writer = JSONWriter()
  writer.object { json in
    json.head(of: report)
    json.bill(of: report)
    json.events(of: report)
    json.member("files", each: files.sorted { $0.name < $1.name }) { json, file in
      json.member("name", file.name)
      json.member("sha256", file.sha256)
    }
    json.load(of: report)
    json.picture(of: report)
  }
  return writer.text + "\n"
}

extension JSONWriter {
  fileprivate mutating func head(of report: Report) {
    member("schema", Report.schema)
    member("tool", report.tool)
    member("scenario", report.scenario)
    member("variant", report.variant)
    member("seed", integer: report.seed)
    key("priceBook")
    object { json in
      json.member("id", report.priceBook.id)
      json.member("asOf", report.priceBook.asOf)
      json.key("sources")
      json.list { list in for source in report.priceBook.sources.sorted() { list.string(source) } }
    }
    member("currency", report.currency)
    member("exit", integer: report.exit)
    member("complete", bool: report.isComplete)
    member("total", report.total.decimal)
  }

  fileprivate mutating func bill(of report: Report) {
    member("months", each: report.months) { json, month in
      json.member("month", month.month)
      json.member("total", month.total.decimal)
    }
    member("days", each: report.days.enumerated()) { json, day in
      json.member("date", (report.start + day.offset).description)
      json.member("total", day.element.decimal)
    }
    member("lines", each: report.bill.lines) { $0.line($1, tags: report.tags(of: $1)) }
    guard report.bill.hasSavings else { return }
    member("listTotal", report.bill.listTotal.decimal)
    member("amortisedTotal", report.bill.amortisedTotal.decimal)
    member("commitments", each: report.bill.commitments) { json, use in
      json.member("name", use.name)
      json.member("type", use.type)
      json.member("bought", use.bought)
      json.member("term", use.term)
      json.member("payment", use.payment)
      json.member("from", use.from.description)
      json.member("until", use.until.description)
      json.member("utilisation", number: use.utilisation)
      json.member("covered", number: use.covered)
      json.member("listAmount", use.listAmount?.decimal)
      json.member("paid", use.paid?.decimal)
      json.member("amortised", use.amortised?.decimal)
      json.member("unused", use.unused?.decimal)
      json.member("saving", use.saving?.decimal)
      json.member("owed", use.owed?.decimal)
      json.member("breakEven", number: use.breakEven)
    }
  }

  private mutating func line(_ line: Line, tags: [(name: String, value: String)]) {
    member("id", line.id)
    member("instance", line.instance)
    member("kind", line.kind)
    member("meter", line.meter)
    member("region", line.region)
    member("month", line.month)
    member("tier", line.tier)
    member("quantity", line.quantity.decimal)
    member("unit", line.unit)
    member("unitPrice", line.unitPrice.map(Display.price))
    member("amount", line.amount?.decimal)
    member("listAmount", line.listAmount?.decimal)
    member("amortised", line.amortised?.decimal)
    member("priceType", line.priceType)
    key("priceRow")
    if let row = line.row {
      object { json in
        json.member("meterKey", row.meterKey)
        json.member("meterId", row.meterId)
        json.member("serviceName", row.serviceName)
        json.member("productName", row.productName)
        json.member("skuName", row.skuName)
        json.member("meterName", row.meterName)
        json.member("effectiveFrom", row.effectiveFrom?.description)
      }
    } else {
      null()
    }
    member("confidence", line.confidence?.rawValue)
    member("source", line.source)
    member("formula", line.formula)
    key("tags")
    object { json in
      for tag in tags.sorted(by: { $0.name < $1.name }) { json.member(tag.name, tag.value) }
    }
  }

  fileprivate mutating func events(of report: Report) {
    member("alerts", each: report.alerts) { json, alert in
      json.member("kind", alert.kind)
      json.member("severity", alert.severity.rawValue)
      json.member("subject", alert.subject)
      json.member("period", alert.period)
      json.member("threshold", alert.threshold)
      json.member("limit", alert.limit)
      json.member("value", alert.value)
      json.member("crossedAt", alert.crossedAt)
      json.member("notifiedAt", alert.notifiedAt.isEmpty ? nil : alert.notifiedAt)
      json.member("message", alert.message)
      json.member("file", alert.file)
      json.member("line", integer: alert.line)
    }
    if !report.environments.isEmpty {
      member("environments", each: report.environments) { json, environment in
        json.member("name", environment.name)
        json.member("suffix", environment.suffix)
        json.member("scale", number: environment.scale)
        json.member("hours", environment.hours)
        json.member("openHours", number: environment.openHours)
        json.member("prices", environment.prices)
        json.member("complete", bool: !environment.lacksPrice)
        json.member("total", environment.total.decimal)
        json.key("goesOn")
        json.list { list in for name in environment.goesOn { list.string(name) } }
        json.key("months")
        json.list { list in for month in environment.months { list.string(month.decimal) } }
      }
    }
    member("unitCosts", each: report.unitCosts) { json, cost in
      json.member("per", cost.per)
      json.member("amount", cost.amount.decimal)
    }
    member("demand", each: report.demand) { json, demand in
      json.member("journey", demand.journey)
      json.member("region", demand.region)
      json.member("offered", number: demand.offered)
      json.member("served", number: demand.served)
      json.member("lost", number: demand.lost)
    }
    member("failover", each: report.failover) { json, failover in
      json.member("region", failover.region)
      json.member("start", failover.start)
      json.member("meanSecondsLost", number: failover.meanSecondsLost)
      json.member("worstSecondsLost", number: failover.worstSecondsLost)
      json.member("failBackSeconds", number: failover.failBackSeconds)
    }
    key("breakEvens")
    list { _ in }
  }

  fileprivate mutating func load(of report: Report) {
    member("capacity", each: report.capacity) { json, capacity in
      json.member("instance", capacity.instance)
      json.member("region", capacity.region)
      json.member("metric", capacity.metric)
      json.member("max", number: capacity.max)
      json.member("limit", number: capacity.limit)
      json.member("at", capacity.at)
      json.member("source", capacity.source)
      json.member("unit", capacity.unit)
    }
    member("objectives", each: report.objectives) { json, objective in
      json.member("journey", objective.journey)
      json.member("metric", objective.metric)
      json.member("target", number: objective.target)
      json.member("value", number: objective.value)
      json.member("met", bool: objective.met)
      json.member("worstMonth", objective.worstMonth)
      json.member("over", number: objective.over)
    }
    member("series", each: report.series) { json, series in
      json.member("instance", series.instance)
      json.member("region", series.region)
      json.member("metric", series.metric)
      json.member("unit", series.unit)
      json.member("start", series.start)
      json.key("values")
      json.list { list in for value in series.values { list.number(value) } }
      json.member("limit", number: series.limit)
    }
    member("assumptions", each: report.assumptions) { json, note in
      json.member("key", note.key)
      json.member("value", note.value)
      json.member("origin", note.origin)
      json.member("source", note.source)
    }
  }

  /// What the page needs beyond the shape that others rely on, so that it can be drawn again from this file alone.
  fileprivate mutating func picture(of report: Report) {
    member("monthlyBudget", report.monthlyBudget?.decimal)
    member("meters", each: report.meters) { json, meter in
      json.member("instance", meter.instance)
      json.member("meter", meter.meter)
      json.member("name", meter.meterName)
      json.member("pool", meter.pool)
      json.member("fixed", bool: meter.fixed)
    }
    key("diagram")
    object { json in
      json.member("boxes", each: report.diagram.boxes) { json, box in
        json.member("id", box.id)
        json.member("title", box.title)
        json.member("purpose", box.purpose)
        json.member("layer", box.layer)
        json.member("cost", box.cost?.decimal)
        json.member("share", number: box.share)
        json.member("load", box.load)
        json.member("regions", box.regions)
      }
      json.member("arrows", each: report.diagram.arrows) { json, arrow in
        json.member("from", arrow.from)
        json.member("to", arrow.to)
        json.member("label", arrow.label)
      }
    }
  }
}

extension Report {
  /// The first line of each meter and pool of each instance.
  fileprivate var meters: [Line] {
    var seen: Set<[String]> = []
    return bill.lines.filter { seen.insert([$0.instance, $0.meter, $0.pool]).inserted }
  }
}
