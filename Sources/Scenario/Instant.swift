import Quantities

/// A moment as a scenario writes it, UTC.
struct Instant: Sendable, Hashable {
  var day = Date(number: 0)
  /// Seconds since midnight.
  var seconds = 0

  /// `2027-03-08T14:00`, with or without seconds and `Z`, or a day alone; nil if it is none.
  init?(_ text: String) {
    var text = text[...]
    if text.hasSuffix("Z") { text.removeLast() }
    let parts = text.split(omittingEmptySubsequences: false) { $0 == "T" || $0 == " " }
    guard (1...2).contains(parts.count), let day = Date(parts[0]) else { return nil }
    self.day = day
    if parts.count == 2 {
      guard let seconds = Self.secondsOfDay(String(parts[1])) else { return nil }
      self.seconds = seconds
    }
  }

  /// The first moment of all: what stands before a file is read.
  init() {}

  /// Seconds since midnight of `02:00` or `02:00:30`; nil if it is no time of the day.
  static func secondsOfDay(_ text: String) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), (1...2).contains(parts[0].count),
      parts.dropFirst().allSatisfy({ $0.count == 2 }),
      parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } })
    else { return nil }
    let numbers = parts.compactMap { Int($0) }
    guard numbers.count == parts.count, numbers[0] < 24, numbers.dropFirst().allSatisfy({ $0 < 60 }) else { return nil }
    return numbers[0] * 3600 + numbers[1] * 60 + (numbers.count == 3 ? numbers[2] : 0)
  }

  /// Hours from the start of `horizon`.
  func hours(since horizon: Horizon) -> Double {
    Double(day.number - horizon.start.number) * 24 + Double(seconds) / 3600
  }
}

extension Setting {
  /// A moment.
  static func instant(
    _ key: String, _ path: any WritableKeyPath<Root, Instant> & Sendable, required: Bool = false, _ doc: String
  ) -> Setting {
    Setting(
      key, shape: .text(pattern: "^\\d{4}-\\d{2}-\\d{2}([T ]\\d{1,2}:\\d{2}(:\\d{2})?)?Z?$"), required: required, doc,
      read: { root, node, problems in
        guard let instant = node.text.flatMap({ Instant($0) }) else {
          problems.add("`\(key)` takes a moment (UTC) such as 2027-03-08T14:00, not \(node.what)", at: node.mark)
          return
        }
        root[keyPath: path] = instant
      })
  }
}
