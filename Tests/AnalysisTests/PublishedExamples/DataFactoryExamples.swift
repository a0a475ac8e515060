// Sample prices of MicrosoftDocs/azure-docs articles/data-factory; the pages call them hypothetical. The older page cuts
// the 0.1667 of a copy to 0.166, hence the tolerance of its totals.
extension PublishedExample {
  static let dataFactory: [PublishedExample] = [
    PublishedExample(
      "adf-run-copy-plus-databricks", 0.16916, within: 0.0008,
      source: "MicrosoftDocs/azure-docs articles/data-factory/pricing-concepts.md@017654d"
    ) { try dataFactoryRun(lookups: 0, external: true).total },
    PublishedExample(
      "adf-run-copy-lookup-databricks", 0.1702, within: 0.0008,
      source: "MicrosoftDocs/azure-docs articles/data-factory/pricing-concepts.md@017654d"
    ) { try dataFactoryRun(lookups: 1, external: true).total },
    PublishedExample(
      "adf-dataflow-debug-1h", 2.19, within: 0.005,
      source: "MicrosoftDocs/azure-docs articles/data-factory/pricing-concepts.md@017654d"
    ) {
      // One hour of a debug session on 8 general purpose cores.
      try Estimated(
        "data-factory", set: ["dataFlow.cores=8"], flow: ["dataFlowHours=1"], hours: 24,
        prices: ["adf.dataflow.gp,1 Hour,0.274"]
      ).total
    },
    PublishedExample(
      "adf-ssis-ir-2h", 2.316, within: 0.005,
      source: "MicrosoftDocs/azure-docs articles/data-factory/pricing-concepts.md@017654d"
    ) {
      try Estimated("data-factory", flow: ["ssisHours=2"], hours: 24, prices: ["adf.ssis.d1_v2,1 Hour,1.158"]).total
    },
    PublishedExample(
      "adf-month-copy-databricks-hourly", 122.03, within: 0.005,
      source:
        "MicrosoftDocs/azure-docs articles/data-factory/pricing-examples-copy-transform-azure-databricks.md@0596a6d"
    ) {
      // 24 × 30 runs of three activity runs; the price calculator makes 2,000 of 2,160, and monitoring is left out.
      try Estimated(
        "data-factory",
        set: ["trigger=1 /h", "copy.time=10 min", "external.time=10 min", "monitoring=0", "calculator=true"],
        hours: 720,
        prices: [
          "adf.orchestration.azure,1K,1", "adf.movement.azure,1 Hour,0.25", "adf.external.azure,1 Hour,0.00025",
        ]
      ).total
    },
  ]

  /// One run of a pipeline with a copy of ten minutes at 4 DIU, at the sample prices of pricing-concepts.md@017654d.
  static func dataFactoryRun(lookups: Int, external: Bool) throws -> Estimated {
    let shared = [
      "adf.orchestration.azure,1K,1", "adf.movement.azure,1 Hour,0.25", "adf.readwrite,50K,0.5",
      "adf.monitoring,50K,0.25",
    ]
    return try Estimated(
      "data-factory",
      set: [
        "copy.time=10 min", "externals=\(external ? 1 : 0)", "external.time=10 min", "lookups=\(lookups)",
        "lookup.time=1 min",
      ],
      flow: ["runs=1", "operations=\(external ? 11 : 10)"], hours: 24,
      prices: shared + (lookups > 0 ? ["adf.pipeline.azure,1 Hour,0.002"] : [])
        + (external ? ["adf.external.azure,1 Hour,0.00025"] : []))
  }
}
