package import Components
package import Pricing
package import Quantities
import Scenario

/// One component as the prompt states it: texts that are read as a scenario's would be.
package struct EstimateRequest: Sendable {
  /// What is estimated.
  package var kind: any Component.Type
  /// Where it stands, the first being its home.
  package var regions = ["eastus2"]
  /// The first month, such as `2027-01`.
  package var month = "2027-01"
  /// How many months.
  package var months = 1
  /// Hours to price instead of the month's own.
  package var hours: Int?
  /// `key=value`, as a scenario would state it; dots nest, values may be YAML lists and mappings.
  package var settings: [String] = []
  /// `name=quantity` of a flow or visit key in a month and region; several quantities, split by commas, are those of equal
  /// stretches of the month.
  package var flows: [String] = []

  /// A kind with every default.
  package init(_ kind: any Component.Type) { self.kind = kind }

  /// The months that it spans.
  ///
  /// - Throws: a problem if the month or the hours are none.
  package func horizon() throws(Problem) -> Horizon {
    guard let day = Date(month + "-01") else {
      throw Problem("--month is `\(month)`; it takes a month such as 2027-01")
    }
    guard (1...60).contains(months) else { throw Problem("--months is \(months); it takes a number from 1 to 60") }
    guard let hours else { return Horizon(start: day, months: months) }
    guard (1...8784).contains(hours) else { throw Problem("--hours is \(hours); it takes a number from 1 to 8784") }
    guard months == 1 else { throw Problem("--hours prices a part of one month; leave --months out") }
    let (year, month, _) = day.parts
    return Horizon(month: year, month, hours: hours)
  }

  /// The bill by the prices of `book`.
  ///
  /// - Throws: all that is wrong with the texts.
  package func bill(by book: PriceBook, strict: Bool = false) throws -> Bill {
    for region in regions where Region.named(region) == nil {
      let hint = nearest(region, in: Region.all.map(\.name)).map { "; did you mean `\($0)`?" } ?? ""
      throw Problem("there is no region `\(region)`\(hint)")
    }
    let horizon = try horizon()
    let estimate = try Estimate(component(), regions: regions, horizon: horizon, totals: totals())
    return Rater(book: book, start: horizon.start, strict: strict).bill(estimate.metered)
  }

  /// The component with its settings.
  ///
  /// - Throws: all that is wrong with them.
  package func component() throws -> any Component {
    var node = Node.map([], Mark(file: "--set", line: 1, column: 1))
    for (index, text) in settings.enumerated() {
      guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
        throw Problem("--set takes key=value, not `\(text)`")
      }
      let mark = Mark(file: "--set", line: index + 1, column: 1)
      let written = String(text[text.index(after: equals)...])
      var value = Node.scalar(written, quoted: false, mark)
      if let first = written.first, first == "[" || first == "{" {
        value = try readYAML(Array(written.utf8), file: "--set")
      }
      for key in text[..<equals].split(separator: ".").reversed() {
        value = .map([Node.Entry(key: String(key), mark: mark, value: value)], mark)
      }
      node = overlay(node, with: value)
    }
    var problems = Problems()
    let component = kind.read(node, owner: "`\(kind.kind)`", ignoring: [], &problems)
    guard problems.isEmpty else { throw problems }
    return component
  }

  /// By slot, each month's total of an input for equal stretches of the month.
  private func totals() throws -> [[Double]] {
    var totals = Array(repeating: [0.0], count: kind.inputs.count)
    for text in flows {
      guard let equals = text.firstIndex(of: "=") else { throw Problem("--flow takes name=quantity, not `\(text)`") }
      let name = String(text[..<equals])
      let port = try port(name)
      let parts = try text[text.index(after: equals)...].split(separator: ",", omittingEmptySubsequences: false).map {
        try quantity($0.drop { $0 == " " }.description, of: name, port)
      }
      // The same arrivals reach every input that listens to this flow, whether to its own region or to all.
      for slot in kind.inputs.indices where kind.inputs[slot].flow == port.flow {
        guard totals[slot] == [0] else { throw Problem("--flow states `\(name)` twice; state its sum") }
        totals[slot] = parts
      }
    }
    return totals
  }

  private func port(_ name: String) throws -> InputPort {
    if let port = kind.inputs.first(where: { $0.flow == name || $0.visit == name }) { return port }
    let names = Array(Set(kind.inputs.map(\.flow))).sorted()
    let hint = nearest(name, in: names).map { "did you mean `\($0)`?" } ?? "it reads \(names.joined(separator: ", "))"
    throw Problem("\(kind.kind) reads no flow `\(name)`; \(hint)")
  }

  private func quantity(_ written: String, of name: String, _ port: InputPort) throws -> Double {
    guard let (number, unit) = try? Measure.split(written), number >= 0,
      let spelling = unit.isEmpty ? Spelling("") : port.spellings.first(where: { $0.name == unit })
    else {
      let units = port.spellings.map(\.name).filter { !$0.isEmpty }.joined(separator: ", ")
      let with = units.isEmpty ? "" : " with one of \(units)"
      throw Problem("--flow \(name) is `\(written)`; it takes a number\(with)")
    }
    return number * spelling.numerator / spelling.denominator
  }
}
