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

  @Test func `replicas times partitions are the search units`() {
    var search = AISearch()
    search.replicas = 3
    search.partitions = 4
    let unit = SingleUnit(search, over: month) { _, _ in 0 }
    #expect(unit.shown["searchUnits"]?.allSatisfy { $0 == 12 } == true)
    #expect(unit.total("search-units") == 12 * 730)
  }

  // By hand: the vectors of 1,000 documents, as their example has them, are 7.43424 MB in memory and three times that on
  // disk, beside 10 KB of each document.
  // Source: MicrosoftDocs/azure-ai-docs articles/search/vector-search-index-size.md.
  @Test func `vectors take memory, and three times as much on disk`() {
    var search = AISearch()
    search.documents = 1000
    let unit = SingleUnit(search, over: month) { _, _ in 0 }
    #expect(abs((unit.shown["vectorGB"]?[0] ?? 0) - 0.00743424) < 1e-12)
    #expect(abs((unit.shown["indexGB"]?[0] ?? 0) - (0.01 + 3 * 0.00743424)) < 1e-12)
  }

  // search-limits-quotas-capacity.md: a service from before April 2024 has 25 GB and 3 GB of vectors a partition of S1,
  // one partition in Basic; high density has three partitions at most, at S3's price.
  @Test func `older services and high density have their own bounds`() {
    var search = AISearch()
    search.generation = .beforeApril2024
    search.documentSize = 0
    search.documents = Quantity(7e9 / search.vectors.indexed())
    let unit = SingleUnit(search, over: month) { _, _ in 0 }
    #expect(unit.shown["searchUnits"]?[0] == 3)
    search.tier = .basic
    search.partitions = 2
    #expect(search.conflicts() == ["`partitions` is 2; basic takes 1 at most"])
    search.tier = .s3HD
    search.partitions = 4
    #expect(search.conflicts() == ["`partitions` is 4; S3HD takes 3 at most"])
    #expect(search.priceKey(ofMeter: 0) == "aisearch.s3.su.hour")
  }

  // By hand: 10 retrievals of 2 subqueries that rank 20 chunks of 100 tokens, beside 5,000 tokens stated.
  @Test func `agentic retrieval bills the tokens that it ranks`() {
    var search = AISearch()
    search.retrieval.subqueries = 2
    search.retrieval.chunks = 20
    search.retrieval.chunkTokens = 100
    let unit = SingleUnit(search, over: month) { slot, step in
      step == 0 ? [5: 5000.0, 6: 10][slot, default: 0] : 0
    }
    #expect(unit.total("agentic-tokens") == 45_000)
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
    search.documents = Quantity(gigabytes * 1e9 / search.vectors.indexed())
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
