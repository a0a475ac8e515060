package import Quantities

/// A file format that a report can be written in.
package enum Format: String, Sendable, CaseIterable {
  /// `report.html`, for people.
  case html
  /// `lines.csv`, for spreadsheets.
  case csv
  /// `report.json`, for programs.
  case json

  /// Name of its file.
  package var fileName: String {
    switch self {
    case .html: "report.html"
    case .csv: "lines.csv"
    case .json: "report.json"
    }
  }

  /// The format called `name`.
  ///
  /// - Throws: a problem that names the formats there are.
  package init(named name: String) throws(Problem) {
    if let format = Format(rawValue: name) {
      self = format
      return
    }
    let known = Format.allCases.map(\.rawValue)
    if ["markdown", "xlsx", "focus"].contains(name) {
      throw Problem(
        "the format `\(name)` is not written yet; use \(known.joined(separator: ", "))")
    }
    let hint = nearest(name, in: known).map { "; did you mean `\($0)`?" } ?? ""
    throw Problem("there is no format `\(Escape.line(name))`; use \(known.joined(separator: ", "))\(hint)")
  }

  /// The formats of a list such as `html,csv`, each once.
  ///
  /// - Throws: a problem for the first name that is none.
  package static func list(_ text: String) throws(Problem) -> [Format] {
    var formats: [Format] = []
    for name in text.split(separator: ",", omittingEmptySubsequences: false) {
      let format = try Format(named: String(name.filter { $0 != " " }))
      if !formats.contains(format) { formats.append(format) }
    }
    return formats
  }
}
