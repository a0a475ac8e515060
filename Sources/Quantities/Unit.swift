/// What a quantity is measured in.
///
/// A unit is a type, so that gigabytes never meet requests.
public protocol Unit: Sendable {
  /// How the unit is printed, such as `GB`; empty for a bare count.
  static var symbol: String { get }
  /// Every spelling that a scenario may use, each with its size in this unit. The first is the usual one.
  static var spellings: [Spelling] { get }
}

/// One way to write a unit: `ms` is 1/1000 of a second.
public struct Spelling: Sendable {
  /// The text behind the number, such as `ms`.
  public let name: String
  /// What one of it is worth is `numerator / denominator`: kept apart so that 120 ms is exactly 0.12 s.
  public let numerator: Double
  /// See `numerator`.
  public let denominator: Double
  /// Whether quantities are also printed in it, not only read.
  public let isPrinted: Bool

  /// A spelling worth `numerator / denominator` of the unit.
  public init(_ name: String, _ numerator: Double = 1, per denominator: Double = 1, isPrinted: Bool = true) {
    self.name = name
    self.numerator = numerator
    self.denominator = denominator
    self.isPrinted = isPrinted
  }
}

/// Requests, messages, rows, instances: anything that is counted.
public enum Count: Unit {
  public static let symbol = ""
  public static let spellings = [Spelling("")]
}

/// A duration in seconds.
public enum Second: Unit {
  public static let symbol = "s"
  public static let spellings = [
    Spelling("s"), Spelling("ms", per: 1000), Spelling("min", 60), Spelling("h", 3600), Spelling("d", 86_400),
  ]
}

/// A duration in hours; what compute is billed by.
public enum Hour: Unit {
  public static let symbol = "h"
  public static let spellings = [Spelling("h"), Spelling("min", per: 60), Spelling("s", per: 3600), Spelling("d", 24)]
}

/// A duration in minutes; what build agents are billed by.
public enum Minute: Unit {
  public static let symbol = "min"
  public static let spellings = [Spelling("min"), Spelling("s", per: 60), Spelling("h", 60), Spelling("d", 1440)]
}

/// A duration in days.
public enum Day: Unit {
  public static let symbol = "d"
  public static let spellings = [Spelling("d"), Spelling("h", per: 24)]
}

/// A calendar month of something standing, such as a health check.
public enum Month: Unit {
  public static let symbol = "month"
  public static let spellings = [Spelling("month"), Spelling("months")]
}

/// Decimal gigabytes: 10^9 bytes, KB = 1,000 bytes (worked scenario, rule 1).
public enum Gigabyte: Unit {
  public static let symbol = "GB"
  public static let spellings = [
    Spelling("GB"), Spelling("MB", per: 1e3), Spelling("KB", per: 1e6), Spelling("B", per: 1e9), Spelling("TB", 1e3),
    Spelling("PB", 1e6), Spelling("GiB", 1.073741824, isPrinted: false),
    Spelling("MiB", 1_048_576, per: 1e9, isPrinted: false), Spelling("KiB", 1024, per: 1e9, isPrinted: false),
    Spelling("TiB", 1099.511627776, isPrinted: false),
  ]
}

/// Megabits a second: what passes a gateway.
public enum MegabitPerSecond: Unit {
  public static let symbol = "Mbps"
  public static let spellings = [Spelling("Mbps"), Spelling("Gbps", 1e3), Spelling("Kbps", per: 1e3)]
}

/// Gigabytes kept for a calendar month.
public enum GigabyteMonth: Unit {
  public static let symbol = "GB-month"
  public static let spellings = [Spelling("GB-month"), Spelling("TB-month", 1e3)]
}

/// Gigabytes kept for a day.
public enum GigabyteDay: Unit {
  public static let symbol = "GB-day"
  public static let spellings = [Spelling("GB-day"), Spelling("TB-day", 1e3)]
}

/// Memory held while code runs: gigabytes of 1,024 MB times seconds, as functions are billed.
public enum GigabyteSecond: Unit {
  public static let symbol = "GB-s"
  public static let spellings = [Spelling("GB-s")]
}

/// Memory held by a plan: gibibytes times hours.
public enum GibibyteHour: Unit {
  public static let symbol = "GiB-h"
  public static let spellings = [Spelling("GiB-h")]
}

/// Language model tokens.
public enum Token: Unit {
  public static let symbol = "tokens"
  public static let spellings = [
    Spelling("tokens"), Spelling(""), Spelling("token"), Spelling("K tokens", 1e3), Spelling("M tokens", 1e6),
  ]
}

/// Cosmos DB request units.
public enum RequestUnit: Unit {
  public static let symbol = "RU"
  public static let spellings = [Spelling("RU")]
}

/// Cosmos DB throughput.
public enum RequestUnitPerSecond: Unit {
  public static let symbol = "RU/s"
  public static let spellings = [Spelling("RU/s")]
}

/// A share of one, written as a percentage.
public enum Share: Unit {
  public static let symbol = "%"
  public static let spellings = [Spelling("%", per: 100)]
}

/// How often something happens, per hour: `20 /day` is 20/24.
public enum PerHour: Unit {
  public static let symbol = "/h"
  public static let spellings = [
    Spelling("/day", per: 24), Spelling("/d", per: 24), Spelling("/h", 1), Spelling("/hour", 1), Spelling("/min", 60),
    Spelling("/s", 3600), Spelling("/week", per: 168), Spelling("/month", per: 730),
  ]
}

/// Growth per month of 730 hours, as a share.
public enum SharePerMonth: Unit {
  public static let symbol = "%/month"
  public static let spellings = [Spelling("%/month", per: 100)]
}

/// A share per day.
public enum SharePerDay: Unit {
  public static let symbol = "%/day"
  public static let spellings = [Spelling("%/day", per: 100)]
}

/// A round trip or a service time in milliseconds.
public enum Millisecond: Unit {
  public static let symbol = "ms"
  public static let spellings = [Spelling("ms"), Spelling("s", 1000)]
}
