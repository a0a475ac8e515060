import Components
import Quantities

extension PublishedExample {
  private static let vectorSize =
    "MicrosoftDocs/azure-docs articles/search/vector-search-index-size.md@058260d"

  static let aiSearch: [PublishedExample] = [
    PublishedExample(
      "search-2x2", 400, within: 0.005,
      source: "MicrosoftDocs/azure-docs articles/search/search-capacity-planning.md@001e40e"
    ) {
      // Two replicas of two partitions at 100 a month of 730 hours.
      try Estimated(
        "ai-search", set: ["replicas=2", "partitions=2"], hours: 730,
        prices: ["aisearch.s1.su.hour,1 Hour,0.136986301370"]
      ).total
    },
    PublishedExample("search-vector-index-size", 7.434, "MB", within: 0.001, source: vectorSize) {
      // 6.144 MB raw (1,000 documents of 1,536 floats), a tenth for the algorithm and a tenth of deletions.
      AISearch.Vectors().indexed(of: 1000) / 1e6
    },
    PublishedExample("search-vector-raw-two-fields", 12_288_000, "bytes", within: 0, source: vectorSize) {
      var vectors = AISearch.Vectors()
      vectors.fields = 2
      return vectors.raw(of: 1000)
    },
  ]
}
