import Components
import Quantities
import TestSupport
import Testing

@Suite struct DataLakeTests {
  /// June 2027: 30 days of 24 hours.
  let june = Horizon(start: Date(number: 20_970), months: 3)
  /// Bronze alone, so that figures can be followed by hand.
  var bronzeOnly: DataLake {
    var lake = DataLake()
    lake.silverRatio = 0
    lake.goldRatio = 0
    return lake
  }

  /// MicrosoftDocs/azure-docs articles/storage/blobs/azcopy-cost-estimation.md: 1,000 files of 5 GiB in blocks of 4 MiB
  /// are 1,280,000 writes; a table file adds its create and its flush, 2 × 1,000.
  @Test func `a file is written in increments between create and flush`() {
    var lake = bronzeOnly
    lake.file = 5.36870912
    lake.increment = 0.004194304
    let unit = SingleUnit(lake, over: june) { slot, step in slot == 0 && step == 0 ? 5368.70912 : 0 }
    #expect(abs(unit.total("write-operations") - 1_282_000) < 1e-6)
  }

  /// The same files down: 1,280,000 reads and one status call each; listed by pages of 5,000 paths.
  @Test func `a scan reads increments and one status per file`() {
    var lake = bronzeOnly
    lake.file = 5.36870912
    lake.increment = 0.004194304
    let unit = SingleUnit(lake, over: june) { slot, step in slot == 1 && step == 9 ? 5368.70912 : 0 }
    #expect(abs(unit.total("read-operations") - 1_281_000) < 1e-6)
    #expect(abs(unit.total("iterative-read-operations") - 0.2) < 1e-12)
    #expect(unit.total("write-operations") == 0)
    #expect(unit.total("data-stored") == 0)
  }

  /// By hand: a file smaller than an increment costs a whole one; 1 GB in files of 1 MB: 1,000 × (1 + 2) writes.
  @Test func `small files cost a full increment each`() {
    var lake = bronzeOnly
    lake.file = 0.001
    let unit = SingleUnit(lake, over: june) { slot, step in slot == 0 && step == 0 ? 1 : 0 }
    #expect(abs(unit.total("write-operations") - 3000) < 1e-9)
  }

  /// By hand: 1 GB an hour; hour k of 720 ends with k GB: Σ k / 720 = 721 / 2.
  @Test func `a growing stock counts each hour's end value`() {
    let unit = SingleUnit(bronzeOnly, over: june) { slot, _ in slot == 0 ? 1 : 0 }
    #expect(abs(unit.total("data-stored") - 360.5) < 1e-9)
    #expect(abs(unit.total("index") - 0.03605) < 1e-12)
    #expect(unit.shown["stored"]?.last == 720)
  }

  /// By hand: 24 GB a day kept 10 days; in August every day starts with 9 days (216 GB) and grows by 1 GB an hour:
  /// 216 + 12.5.
  @Test func `bronze forgets what is older than its retention`() {
    var lake = bronzeOnly
    lake.bronzeDays = 10
    let unit = SingleUnit(lake, over: june, month: 2) { slot, _ in slot == 0 ? 1 : 0 }
    #expect(abs(unit.total("data-stored") - 228.5) < 1e-9)
    #expect(unit.shown["bronze"]?.max() == 240)
  }

  /// By hand: 744 GB land in the first hour of July, which counts its end value, so they stand for all 744 hours;
  /// silver stores half of them.
  ///
  /// One run a day rewrites 10 %, old versions stay 7 days: 372 × (1 + 0.7). Rewritten: 372 × 0.1 × 31 days.
  @Test func `old versions stand until they are vacuumed`() {
    var lake = bronzeOnly
    lake.bronzeRatio = 0
    lake.silverRatio = 0.5
    lake.silverRewrite = 0.1
    lake.file = 1
    lake.increment = 1
    let july = Horizon(start: Date(number: 21_000), months: 1)
    let unit = SingleUnit(lake, over: july) { slot, step in slot == 0 && step == 0 ? 744 : 0 }
    #expect(abs(unit.total("data-stored") - 632.4) < 1e-9)
    // Files of one increment: three writes each; landed in silver 372, rewritten 1,153.2.
    #expect(abs(unit.total("write-operations") - 3 * (372 + 1153.2)) < 1e-6)
  }

  @Test func `what stood there before is billed from the first hour`() {
    var lake = DataLake()
    lake.stored = 1000
    #expect(abs(SingleUnit(lake, over: june) { _, _ in 0 }.total("data-stored") - 1000) < 1e-9)
  }

  @Test(arguments: DataLake.Redundancy.allCases)
  func `keys follow the redundancy`(redundancy: DataLake.Redundancy) {
    var lake = DataLake()
    lake.redundancy = redundancy
    let names = ["data_stored", "index", "write", "read", "iterative_read"]
    #expect((0..<5).map(lake.priceKey) == names.map { "adls.hot.\(redundancy.rawValue).\($0)" })
  }
}
