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

  /// By MicrosoftDocs/azure-docs articles/storage/blobs/azcopy-cost-estimation.md: 1,000 files of 5 GiB in blocks of 4 MiB
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

  @Test(arguments: StorageRedundancy.allCases)
  func `keys follow the redundancy`(redundancy: StorageRedundancy) {
    var lake = DataLake()
    lake.redundancy = redundancy
    let names = ["data_stored", "index", "write", "read", "iterative_read", "iterative_write", "other"]
    #expect((0..<7).map(lake.priceKey) == names.map { "adls.hot.\(redundancy.rawValue).\($0)" })
  }

  @Test(arguments: [AccessTier.cool, .cold, .archive])
  func `keys follow the tier, but for what all tiers share`(tier: AccessTier) {
    var lake = DataLake()
    lake.tier = tier
    #expect(
      [0, 1, 2, 3, 7, 8].map(lake.priceKey) == [
        "adls.\(tier.rawValue).lrs.data_stored", "adls.hot.lrs.index", "adls.\(tier.rawValue).lrs.write",
        "adls.\(tier.rawValue).lrs.read", "adls.\(tier.rawValue).lrs.retrieval",
        "adls.\(tier.rawValue).lrs.early_delete",
      ])
  }

  // By hand: 300 GB of July's first hour are in cool from the 11th day on and deleted after 30, on the 31st: 10 days hot,
  // 20 cool, and 10 more of them in advance: 300 × 10 / 30. 300 files of 1 GB move, a write each.
  @Test func `bronze moves to a colder tier by age`() {
    var lake = bronzeOnly
    (lake.moveAfter, lake.bronzeDays, lake.file) = (10, 30, 1)
    let july = Horizon(start: Date(number: 21_000), months: 1)
    let unit = SingleUnit(lake, over: july) { slot, step in slot == 0 && step == 0 ? 300 : 0 }
    #expect(abs(unit.total("data-stored") - 300.0 * 10 / 31) < 1e-9)
    #expect(abs(unit.total("colder-data-stored") - 300.0 * 20 / 31) < 1e-9)
    #expect(abs(unit.total("colder-writes") - 300) < 1e-9)
    #expect(abs(unit.total("colder-early-deletion") - 100) < 1e-9)
    #expect(unit.total("early-deletion") == 0)
    #expect(unit.shown["bronze"]?[300] == 300)
  }

  // By hand: 2 files of 1 GB, an increment each 100 MB, in cool: 20 writes; they stand as they are. 50 reads fetch 100 MB
  // each, with 4 GB of scans and 500 MB more; accelerated queries return 3 of 60 GB.
  @Test func `uploads, reads and scans in cool`() {
    var lake = bronzeOnly
    (lake.tier, lake.file, lake.increment) = (.cool, 1, 0.1)
    let amounts = [0, 4, 50, 0, 2, 7, 8, 9, 0, 0.5, 60, 3]
    let unit = SingleUnit(lake, over: june) { slot, step in step == 0 ? amounts[slot] : 0 }
    #expect(abs(unit.total("write-operations") - 20) < 1e-9)
    #expect(abs(unit.total("data-stored") - 2) < 1e-9)
    #expect(abs(unit.total("data-retrieval") - 9.5) < 1e-9)
    #expect(unit.total("iterative-write-operations") == 7)
    #expect(unit.total("other-operations") == 9)
    #expect(unit.total("query-acceleration-scanned") == 60)
    #expect(unit.total("query-acceleration-returned") == 3)
  }

  // By hand: 744 GB stand all July in silver, in cool; a tenth is rewritten each day and vacuumed after 5 days. A file of
  // exponential age, 10 days on average, has left of the 25 days after the vacuum: 25 − 10 × (1 − e^−2.5) = 15.8208 days.
  @Test func `what is rewritten in cool pays for the rest of its days`() {
    var lake = bronzeOnly
    (lake.tier, lake.bronzeRatio, lake.silverRatio, lake.silverRewrite, lake.vacuum) = (.cool, 0, 1, 0.1, 5)
    let july = Horizon(start: Date(number: 21_000), months: 1)
    let unit = SingleUnit(lake, over: july) { slot, step in slot == 0 && step == 0 ? 744 : 0 }
    #expect(abs(unit.total("early-deletion") - 74.4 * 31 * 15.820849986 / 30) < 1e-6)
  }

  /// By hand: 10 GB land in bronze alone and 1 file of 128 MB is put; all of it is copied.
  @Test func `copies in a second region are billed by the bytes written`() {
    var lake = bronzeOnly
    lake.redundancy = .gzrs
    let unit = SingleUnit(lake, over: june) { slot, step in step == 0 ? [0: 10, 4: 1][slot] ?? 0 : 0 }
    #expect(abs(unit.total("geo-replication") - 10.128) < 1e-9)
    lake.redundancy = .zrs
    #expect(SingleUnit(lake, over: june) { _, _ in 1 }.total("geo-replication") == 0)
  }
}
