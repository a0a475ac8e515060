import Components
import Quantities

extension PublishedExample {
  private static let docs = "MicrosoftDocs/fabric-docs docs/"

  /// What an operation of so many CU-seconds costs at 0.18 a CU-hour, the pages' own price.
  private static func operation(_ work: Double) throws -> Double {
    try Estimated(
      "fabric", set: ["compute=shared"], flow: ["background=\(work)"], prices: ["fabric.cu.payg,1 Hour,0.18"]
    ).total
  }

  static let fabric: [PublishedExample] = [
    PublishedExample(
      "fabric-copilot-requests-per-day-f64", 13_824, "requests", within: 0,
      source: docs + "fundamentals/copilot-fabric-consumption.md@2642d1c"
    ) {
      // A request reads 2,000 tokens and writes 500: 400 CU-seconds of the day's 1,536 CU-hours.
      let day = try Estimated("fabric", set: ["sku=F64"], hours: 24).quantity(of: "capacity")
      return day * 3600 / Fabric.copilotWork(prompt: 2000, answer: 500)
    },
    PublishedExample(
      "fabric-copy-csv-to-lakehouse-files", 4.79, within: 0.005,
      source: docs + "data-factory/pricing-scenario-load-1-tb-csv-to-lakehouse-files.md@071bf2f"
    ) { try operation(95_760) },
    PublishedExample(
      "fabric-copy-parquet-to-warehouse-staged", 13.37, within: 0.005,
      source: docs + "data-factory/pricing-scenario-load-1-tb-parquet-to-data-warehouse-stage.md@0aa159c"
    ) { try operation(267_480) },
    PublishedExample(
      "fabric-eventstream-processor-low-steps", 0.778, "CU", within: 0.001,
      source: docs + "real-time-intelligence/event-streams/monitor-capacity-consumption.md@00afae8"
    ) {
      // The low setting begins with a third of the base rate.
      var streams = Fabric.Streams()
      (streams.processors, streams.step) = (1, .third)
      return streams.rate
    },
    PublishedExample(
      "fabric-smoothing-background-f2", 2.1, "%", within: 0.05, source: docs + "enterprise/throttling.md@0d3d284"
    ) {
      // 1 CU-hour over a day, in points of 30 seconds.
      Fabric.SKU.f2.share(of: 3600, smoothedOver: 24, step: 1.0 / 120) * 100
    },
    PublishedExample(
      "fabric-spark-vcores-f128", 256, "Spark vCores", within: 0,
      source: docs + "data-engineering/billing-capacity-management-for-spark.md@0815450"
    ) { Fabric.SKU.f128.sparkVCores },
    PublishedExample(
      "fabric-warehouse-query-100-cus", 0.005, within: 0.0001,
      source: docs + "data-warehouse/usage-reporting.md@021aec2"
    ) { try operation(100) },
  ]
}
