import Components
import Pricing
import Quantities
import TestSupport
import Testing

@Suite struct DeltaSharingTests {
  /// A month of price calculators: `30 /month` is exactly 30 queries in it.
  let month = Horizon(month: 2027, 1, hours: 730)

  /// 20 recipients query 30 times a month, 5 GB each time: 3,000 GB.
  var share: DeltaSharing {
    var share = DeltaSharing()
    (share.recipients, share.queries) = (20, Quantity(30.0 / 730))
    return share
  }

  func near(_ value: Double, _ expected: Double) {
    #expect(abs(value - expected) <= 1e-6, "\(value), \(expected)")
  }

  func run(_ share: DeltaSharing) -> SingleUnit { SingleUnit(share, over: month) { _, _ in 0 } }

  // No published example is known. By hand, from published prices: 100 GB are free, 2,900 at 0.087, 0.12 and 0.181 are
  // 252.30, 348.00 and 524.90.
  @Test(arguments: [("0.087", 252.3), ("0.12", 348), ("0.181", 524.9)])
  func `what recipients read leaves through the internet`(price: String, bill: Double) throws {
    let unit = run(share)
    near(unit.totalFed("internet-egress"), 3000)
    near(unit.total("queries"), 600)
    let total = try StatedPrices.cost(of: unit.totalFed("internet-egress"), bands: [(0, "0"), (100, price)])
    near(total.approximate, bill)
  }

  /// By hand: 3,000 GB in increments of 4 MB are 750,000 reads, at 0.0056 per 10,000 0.42.
  @Test func `recipients read the lake in increments`() throws {
    let reads = run(share).totalFed("lake-reads")
    near(reads, 750_000)
    near(try StatedPrices.cost(of: reads, at: "0.0056", per: 10_000).approximate, 0.42)
  }

  // By hand: at 0.02 for a gigabyte to another region 60.00.
  @Test(arguments: [
    (DeltaSharing.Location.sameRegion, 0.0, 0.0), (.continent, 3000, 0), (.otherContinent, 0, 3000),
  ])
  func `within Azure bytes are billed by distance, and not at all in the region`(
    _ location: DeltaSharing.Location, _ near: Double, _ far: Double
  ) {
    var share = share
    share.location = location
    let unit = run(share)
    self.near(unit.totalFed("internet-egress"), 0)
    self.near(unit.totalFed("inter-region-egress"), near)
    self.near(unit.totalFed("inter-continent-egress"), far)
    self.near(unit.totalFed("lake-reads"), 750_000)
  }

  /// By hand: half of the bytes stay with the recipients; log reads come with every query.
  @Test func `what recipients keep is not read again`() {
    var share = share
    (share.cached, share.logReads) = (0.5, 3)
    let unit = run(share)
    near(unit.totalFed("internet-egress"), 1500)
    near(unit.totalFed("lake-reads"), 375_000 + 1800)
  }

  // ServerConfig.scala of delta-io/delta-sharing: pages of 10,000 files, addresses for 3,600 s. By hand: 25,000 files
  // are 3 pages; with one for the metadata and two renewals in 2.5 hours 6 calls.
  @Test func `a long list comes in pages and is renewed`() {
    var share = share
    (share.scan, share.file, share.lasting) = (25, 0.001, 9000)
    near(run(share).total("server-calls"), 600 * 6)
  }

  /// By hand: two copies of 1,000 GB, 48 GB a day to each for 730 hours.
  @Test func `copies in other regions are stored there and follow the changes`() {
    var share = DeltaSharing()
    (share.replicas, share.replicaSize, share.churn) = (2, 1000, 48)
    let unit = run(share)
    near(unit.total("replica-storage"), 2000)
    near(unit.totalFed("inter-region-egress"), 2 * 2 * 730)
  }

  @Test func `queries of journeys count like those of recipients`() {
    let unit = SingleUnit(DeltaSharing(), over: month) { slot, step in step == 3 ? [2, 0.256][slot] : 0 }
    near(unit.total("queries"), 2)
    near(unit.totalFed("internet-egress"), 10.256)
    near(unit.totalFed("lake-reads"), 2 * 1250 + 64)
  }
}
