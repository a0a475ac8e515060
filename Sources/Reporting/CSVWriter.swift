package import Analysis
import Quantities

/// The bill as `lines.csv`: the columns of `lines` in `report.json`, RFC 4180, one line of the bill per record.
///
/// Text cells that a spreadsheet would take for a formula begin with an apostrophe; numbers stay numbers.
package func csvLines(_ report: Report) -> String {
  var out = CSVColumns.names.joined(separator: ",") + "\r\n"
  func written(_ tags: [(name: String, value: String)]) -> String {
    CSVColumns.text(tags.map { "\($0.name)=\($0.value)" }.joined(separator: ";"))
  }
  let shared = written(report.tags)
  for line in report.bill.lines {
    let tags = report.environments.isEmpty ? shared : written(report.tags(of: line))
    out += CSVColumns.cells(of: line, tags: tags).joined(separator: ",") + "\r\n"
  }
  return out
}

/// The columns of `lines.csv`.
enum CSVColumns {
  /// In the order of `lines` in `report.json`; `priceRow` is flattened.
  static let names = [
    "id", "instance", "kind", "meter", "region", "month", "tier", "quantity", "unit", "unitPrice", "amount",
    "listAmount", "amortised", "priceType", "priceRow.meterKey", "priceRow.meterId", "priceRow.serviceName",
    "priceRow.productName", "priceRow.skuName", "priceRow.meterName", "priceRow.effectiveFrom", "confidence", "source",
    "formula", "tags",
  ]

  /// One record; amounts and prices are empty where none was found.
  static func cells(of line: Line, tags: String) -> [String] {
    let row = line.row
    return [
      text(line.id), text(line.instance), text(line.kind), text(line.meter), text(line.region), text(line.month),
      number(line.tier), line.quantity.decimal, text(line.unit), line.unitPrice.map(Display.price) ?? "",
      line.amount?.decimal ?? "", line.listAmount?.decimal ?? "", line.amortised?.decimal ?? "", text(line.priceType),
      text(row?.meterKey ?? ""), text(row?.meterId ?? ""),
      text(row?.serviceName ?? ""),
      text(row?.productName ?? ""), text(row?.skuName ?? ""), text(row?.meterName ?? ""),
      text(row?.effectiveFrom?.description ?? ""), line.confidence?.rawValue ?? "", text(line.source),
      text(line.formula), tags,
    ]
  }

  /// A text cell, quoted where it must be.
  static func text(_ value: String) -> String {
    let formula: Set<Unicode.Scalar> = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"]
    let guarded = value.unicodeScalars.first.map(formula.contains) ?? false ? "'" + value : value
    let quoting: Set<Unicode.Scalar> = ["\"", ",", "\n", "\r", ";"]
    guard guarded.unicodeScalars.contains(where: quoting.contains) else { return guarded }
    // Scalar by scalar: a quote with a combining mark is one Character.
    var out = "\""
    for scalar in guarded.unicodeScalars {
      if scalar == "\"" { out += "\"" }
      out.unicodeScalars.append(scalar)
    }
    return out + "\""
  }

  /// A decimal text as it is; anything else as text.
  private static func number(_ value: String) -> String { Money(decimal: value) == nil ? text(value) : value }
}
