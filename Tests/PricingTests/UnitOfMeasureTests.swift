import Testing

@testable import Pricing

@Suite struct UnitOfMeasureTests {
  // Every spelling of the project's price facts, and the plural that the Retail Prices API also uses.
  @Test(
    arguments: [
      ("1 Hour", 1, .hour), ("1/Hour", 1, .hour), ("1 Hours", 1, .hour), ("1 GB", 1, .gigabyte),
      ("1 GB/Month", 1, .gigabyteMonth), ("1/Month", 1, .month), ("10K/Month", 10_000, .month),
      ("100/Month", 100, .month),
      ("1/Day", 1, .day), ("1 GB/Day", 1, .gigabyteDay), ("1", 1, .count), ("10", 10, .count), ("100", 100, .count),
      ("1K", 1000, .count), ("10K", 10_000, .count), ("50K", 50_000, .count), ("1M", 1_000_000, .count),
      ("10M", 10_000_000, .count), ("1 GB Second", 1, .gigabyteSecond), ("1 GiB Hour", 1, .gibibyteHour),
      ("1 Second", 1, .second), ("1 Minute", 1, .minute), ("1/Minute", 1, .minute), ("1 Rotation", 1, .count),
      ("1 user/month", 1, .month), ("1 MAU/month", 1, .month), ("1 resource-month", 1, .month),
      ("1 resource-hour", 1, .hour), ("100000 RU/s", 100_000, .requestUnitPerSecond),
      ("100 RU/s", 100, .requestUnitPerSecond), ("1 /Hour", 1, .hour), ("10,000 Operations", 10_000, .count),
      ("1 API Calls", 1, .count), ("1 TB/Month", 1, .unmodelled), ("100 GB/Month", 100, .gigabyteMonth),
      ("1 GiB/Month", 1, .unmodelled), ("1 vCPU Hour", 1, .unmodelled), ("1 IOPS/Month", 1, .unmodelled),
      ("1/Year", 1, .unmodelled), ("1 DSU", 1, .unmodelled), ("1 DBCU per DBU", 1, .unmodelled),
      ("DBCU per DBU", 1, .unmodelled), ("1 Furlong", 1, .other), ("1 GB/Fortnight", 1, .other), ("1 /", 1, .count),
      ("", 1, .other), ("0 GB", 1, .other), ("9999999999 GB", 1, .other), (",1 GB", 1, .other), ("GB", 1, .other),
    ] as [(String, Int64, UnitOfMeasure.Dimension)])
  func `a spelling gives size and dimension`(text: String, size: Int64, dimension: UnitOfMeasure.Dimension) {
    let unit = UnitOfMeasure(text)
    #expect(unit.size == size)
    #expect(unit.dimension == dimension)
    #expect(unit.text == text)
  }

  @Test(arguments: [
    ("1 Hour", "h"), ("1/Hour", "h"), ("1/Day", "d"), ("1 GB", "GB"), ("1 GB/Month", "GB-month"), ("1/Month", "month"),
    ("1", "month"), ("1", ""), ("10K", ""), ("1M", ""), ("1K", "tokens"), ("1M", "tokens"), ("1M", "RU"),
    ("100000 RU/s", "RU/s"), ("1 Second", "s"), ("1/Minute", "min"), ("1 GB/Day", "GB-day"),
    ("100000 RU/s", "RU/s"), ("1 Second", "s"), ("1 GB Second", "GB-s"), ("1 GiB Hour", "GiB-h"),
  ])
  func `a price serves the meters that count its dimension`(text: String, symbol: String) {
    #expect(UnitOfMeasure(text).serves(symbol))
  }

  @Test(arguments: [
    ("1 Hour", "d"), ("1 GB", "GB-month"), ("1 GB/Month", "GB"), ("1K", "h"), ("1/Month", ""), ("1 Hour", "tokens"),
    ("1 GB/Day", "GB"), ("DBCU per DBU", "h"), ("1", "furlongs"), ("1 Minute", "h"),
    ("1 GB Second", "GB"), ("1 GiB Hour", "h"),
  ])
  func `a price does not serve a meter of another dimension`(text: String, symbol: String) {
    #expect(!UnitOfMeasure(text).serves(symbol))
  }
}
