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
    /// A spelling of the price list that no model counts in, such as `1 TB/Month`; it serves no meter.
    case unmodelled
    /// A spelling that the price list isn't known to have.
    case other
  }

  /// Reads a spelling: a number, perhaps with K, M or B, and words behind a space or a slash.
  ///
  /// An unknown spelling is of dimension `other`, which serves no meter.
  package init(_ text: String) {
    self.text = text
    let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ",") }
    let number = digits.first == "," ? "" : digits.filter { $0 != "," }
    var rest = text[digits.endIndex...]
    var multiple: Int64 = 1
    if let letter = rest.first, let found = Self.multiples[letter], rest.dropFirst().first?.isLetter != true {
      multiple = found
      rest = rest.dropFirst()
    }
    let word = rest.drop { $0 == " " || $0 == "/" }.lowercased()
    if text == "DBCU per DBU" {
      (size, dimension) = (1, .unmodelled)
      return
    }
    // Nine digits and a multiple of 10^9 fit the size.
    guard number.count <= 9, let count = Int64(number), count > 0, let dimension = Self.dimension(word) else {
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

  /// What a word counts; nil if the price list isn't known to have it.
  private static func dimension(_ word: String) -> Dimension? {
    if let exact = dimensions[word] { return exact }
    var words = word.split(whereSeparator: { $0 == " " || $0 == "/" })[...]
    guard words.count <= 4 else { return nil }
    let hasPeriod = words.count > 1 && words.last.map { periods.contains(String($0)) } == true
    if hasPeriod { words.removeLast() }
    guard !words.isEmpty else { return nil }
    if !hasPeriod, words.allSatisfy({ counted.contains(String($0)) }) { return .count }
    return words.allSatisfy { counted.contains(String($0)) || things.contains(String($0)) } ? .unmodelled : nil
  }

  private static let dimensions: [String: Dimension] = [
    "": .count, "hour": .hour, "hours": .hour, "resource-hour": .hour, "day": .day, "days": .day, "month": .month,
    "months": .month, "user/month": .month, "resource-month": .month, "mau/month": .month, "minute": .minute,
    "minutes": .minute, "second": .second, "seconds": .second, "gb": .gigabyte, "gb/month": .gigabyteMonth,
    "gb/day": .gigabyteDay, "gb second": .gigabyteSecond, "gib hour": .gibibyteHour, "gib/hour": .gibibyteHour,
    "ru/s": .requestUnitPerSecond, "rotation": .count, "year": .unmodelled, "years": .unmodelled,
    "dbcu per dbu": .unmodelled,
  ]

  /// Things that are counted one by one.
  private static let counted: Set<String> = [
    "api", "call", "calls", "characters", "executions", "images", "messages", "operations", "pages", "queries",
    "requests", "rotations", "tokens", "transaction", "transactions",
  ]

  /// Other things that prices of the list are stated for.
  private static let things: Set<String> = [
    "kb", "mb", "mib", "gb", "gib", "tb", "tib", "pb", "iops", "mbps", "mibps", "gbps", "mb/s", "core", "cores",
    "vcore",
    "vcores", "vcpu", "vcpus", "cpu", "gpu", "acu", "dsu", "dbu", "dtu", "edtu", "cu", "ru", "su", "unit", "units",
    "user", "users", "device", "devices", "node", "nodes", "server", "servers", "host", "hosts", "instance",
    "instances",
    "resource", "resources", "certificate", "certificates", "key", "keys", "domain", "zone", "policy", "license",
    "connection", "connections", "rule", "rules", "test", "tests", "activity", "session", "sessions", "participant",
    "activities", "image", "page", "request", "message", "query", "execution", "operation", "character", "token", "mau",
    "app", "application", "apps", "endpoint", "endpoints", "database", "service", "provisioned", "annual",
  ]

  private static let periods: Set<String> = [
    "second", "seconds", "s", "minute", "minutes", "hour", "hours", "day", "days", "week", "month", "months", "year",
    "years",
  ]
}
