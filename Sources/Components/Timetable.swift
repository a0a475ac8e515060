public import Quantities

/// What an amount is changed to, and when: throughput that somebody or a timer sets, backups that grow with a policy.
public struct Timetable<U: Unit>: Sendable {
  /// One change, perhaps made again and again.
  public struct Change: Sendable {
    /// When, from the start of the horizon.
    public var at: Quantity<Hour>
    /// After how long again; nil for once.
    public var every: Quantity<Hour>?
    /// What the amount is from then on.
    public var to: Quantity<U>

    /// A change at an instant.
    public init(at: Quantity<Hour>, every: Quantity<Hour>? = nil, to: Quantity<U>) {
      self.at = at
      self.every = every
      self.to = to
    }

    /// The last instant up to `hour` at which it is made; nil if there is none yet.
    func last(upTo hour: Double) -> Double? {
      guard at.value <= hour else { return nil }
      guard let every, every.value > 0 else { return at.value }
      return at.value + ((hour - at.value) / every.value).rounded(.down) * every.value
    }
  }

  /// The changes as they were stated.
  public var list: [Change] = []

  /// Nothing ever changes.
  public init() {}

  /// Whether nothing ever changes.
  var isEmpty: Bool { list.isEmpty }

  /// The highest amount that anything is changed to; `first` if nothing is higher.
  func highest(over first: Quantity<U>) -> Quantity<U> { list.reduce(first) { Swift.max($0, $1.to) } }

  /// The amount at an instant; `first` before any change.
  func amount(at hour: Double, first: Quantity<U>) -> Quantity<U> {
    var latest = -Double.infinity
    var amount = first
    for change in list {
      if let made = change.last(upTo: hour), made >= latest { (latest, amount) = (made, change.to) }
    }
    return amount
  }

  /// The highest amount that holds for any part of `step`; `first` before any change.
  func highest(in step: Step, first: Quantity<U>) -> Quantity<U> {
    // An instant within this of the step's end belongs to the next: starts of short steps are rounded sums.
    let end = step.start + step.hours - 1e-9
    var highest = amount(at: step.start + 1e-9, first: first)
    for change in list {
      if let made = change.last(upTo: end), made > step.start { highest = Swift.max(highest, change.to) }
    }
    return highest
  }
}

extension Setting {
  /// A list of changes of an amount: `[{ at: 8 h, every: 1 d, to: 4_000 RU/s }]`.
  public static func changes<U: Unit>(
    _ key: String, _ path: any WritableKeyPath<Root, Timetable<U>> & Sendable, in range: ClosedRange<Double> = 0...1e15,
    _ doc: String
  ) -> Setting {
    let parts: [Setting<Timetable<U>.Change>] = [
      .number("at", \.at, in: 0...1e6, required: true, "when, from the start of the horizon"),
      .optional("every", \.every, in: 1...1e6, "after how long again (once if left out)"),
      .number("to", \.to, in: range, required: true, "what it is from then on"),
    ]
    let fields = parts.map { Field(key: $0.key, doc: $0.doc, shape: $0.shape, required: $0.required, fallback: nil) }
    return Setting(
      key, shape: .list(.object(fields)), doc,
      read: { root, node, problems in
        guard let elements = node.elements else {
          problems.add("`\(key)` takes a list of changes such as [{ at: 8 h, to: … }], not \(node.what)", at: node.mark)
          return
        }
        var timetable = Timetable<U>()
        for element in elements {
          var change = Timetable<U>.Change(at: 0, to: 0)
          Reading.fill(&change, from: element, by: parts, owner: "a change of `\(key)`", &problems)
          timetable.list.append(change)
        }
        root[keyPath: path] = timetable
      },
      write: { root in
        let changes = root[keyPath: path].list.map { change in
          let every = change.every.map { ", every: \(Measure.write($0))" } ?? ""
          return "{ at: \(Measure.write(change.at))\(every), to: \(Measure.write(change.to)) }"
        }
        return changes.isEmpty ? nil : "[\(changes.joined(separator: ", "))]"
      })
  }
}
