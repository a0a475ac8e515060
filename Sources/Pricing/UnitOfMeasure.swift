/// The unit that a price is stated for, such as `1 GB/Month` or `10K`, as the price list spells it.
package struct UnitOfMeasure: Sendable, Hashable {
  /// The price list's spelling.
  package let text: String
  /// How many of the dimension's base unit one price buys: 10,000 for `10K`.
  package let size: Int64
  /// What it counts.
  package let dimension: Dimension

  /// What a price counts, each with its base unit.
  package enum Dimension: Sendable, Hashable {
    /// A bare number: requests, tokens, request units, months of something standing.
    case count
    case hour, day, month, minute, second
    case gigabyte, gigabyteMonth, gigabyteDay, gigabyteSecond, gibibyteHour
    case requestUnitPerSecond
    /// A spelling that no meter is counted in.
    case other
  }

  /// Reads a spelling: a number, perhaps with K, M or B, and a word behind a space or a slash.
  ///
  /// An unknown spelling is of dimension `other`, which serves no meter.
  package init(_ text: String) {
    self.text = text
    let number = text.prefix { $0.isASCII && $0.isNumber }
    var rest = text[number.endIndex...]
    var multiple: Int64 = 1
    if let letter = rest.first, let found = Self.multiples[letter], rest.dropFirst().first?.isLetter != true {
      multiple = found
      rest = rest.dropFirst()
    }
    let word = rest.drop { $0 == " " || $0 == "/" }.lowercased()
    // Nine digits and a multiple of 10^9 fit the size.
    guard number.count <= 9, let count = Int64(number), count > 0, let dimension = Self.dimensions[word] else {
      (size, dimension) = (1, .other)
      return
    }
    size = count * multiple
    self.dimension = dimension
  }

  /// Whether a price in this unit can rate a meter counted in the unit with this symbol.
  package func serves(_ symbol: String) -> Bool {
    switch symbol {
    case "", "tokens", "RU": dimension == .count
    case "month": dimension == .month || dimension == .count
    case "h": dimension == .hour  // Cosmos DB's `1/Hour` too: an hour of 100 RU/s
    case "d": dimension == .day
    case "s": dimension == .second
    case "min": dimension == .minute
    case "GB": dimension == .gigabyte
    case "GB-month": dimension == .gigabyteMonth
    case "GB-day": dimension == .gigabyteDay
    case "GB-s": dimension == .gigabyteSecond
    case "GiB-h": dimension == .gibibyteHour
    case "RU/s": dimension == .requestUnitPerSecond
    default: false
    }
  }

  private static let multiples: [Character: Int64] = ["K": 1000, "M": 1_000_000, "B": 1_000_000_000]

  private static let dimensions: [String: Dimension] = [
    "": .count, "hour": .hour, "hours": .hour, "resource-hour": .hour, "day": .day, "days": .day, "month": .month,
    "months": .month, "user/month": .month, "resource-month": .month, "mau/month": .month, "minute": .minute,
    "minutes": .minute, "second": .second, "seconds": .second, "gb": .gigabyte, "gb/month": .gigabyteMonth,
    "gb/day": .gigabyteDay, "gb second": .gigabyteSecond, "gib hour": .gibibyteHour, "ru/s": .requestUnitPerSecond,
    "rotation": .count, "tokens": .count,
  ]
}
