// Examples of Data Factory that are not in the collection, each with its source; `ComputeExamplesTests` follows them.
extension PublishedExample {
  static let furtherDataFactory: [PublishedExample] = [
    PublishedExample(
      "adf-run-s3-to-blob", 0.16811, within: 0.0008,
      source: "MicrosoftDocs/azure-docs articles/data-factory/pricing-concepts.md@017654d"
    ) { try dataFactoryRun(lookups: 0, external: false).total },
    PublishedExample(
      "adf-dataflow-debug-8h", 12.35, within: 0.005,
      source: "MicrosoftDocs/azure-docs articles/data-factory/pricing-concepts.md@017654d"
    ) {
      try Estimated(
        "data-factory", set: ["dataFlow.compute=compute"], flow: ["dataFlowHours=8"],
        prices: ["adf.dataflow.co,1 Hour,0.193"]
      ).total
    },
    PublishedExample(
      "adf-run-data-flow", 1.4631, within: 0.0005,
      source: "MicrosoftDocs/azure-docs articles/data-factory/pricing-concepts.md@017654d"
    ) {
      // 16 cores for ten minutes and ten more of life after it.
      try Estimated(
        "data-factory",
        set: [
          "copies=0", "externals=0", "dataFlows=1", "dataFlow.cores=16", "dataFlow.time=10 min", "dataFlow.ttl=10 min",
        ], flow: ["runs=1", "operations=10"],
        prices: [
          "adf.orchestration.azure,1K,1", "adf.dataflow.gp,1 Hour,0.274", "adf.readwrite,50K,0.5",
          "adf.monitoring,50K,0.25",
        ]
      ).total
    },
    PublishedExample(
      "adf-run-managed-network", 1.45523, within: 0.001,
      source: "MicrosoftDocs/azure-docs articles/data-factory/pricing-concepts.md@017654d"
    ) {
      // Two pipelines at once: deletions of 7 minutes together and 60 of life after them, two copies of 10 min × 4 DIU.
      try Estimated(
        "data-factory", set: ["runtime=managed-network"],
        flow: ["activities=6", "operations=20", "pipelineHours=67 min", "diuHours=80 min"],
        prices: [
          "adf.orchestration.mvnet,1K,1", "adf.movement.mvnet,1 Hour,0.25", "adf.pipeline.mvnet,1 Hour,1",
          "adf.readwrite,50K,0.5", "adf.monitoring,50K,0.25",
        ]
      ).total
    },
    PublishedExample(
      "adf-month-mapping-data-flow", 175.88, within: 0.005,
      source: "MicrosoftDocs/azure-docs articles/data-factory/pricing-examples-transform-mapping-data-flows.md@02be6d7"
    ) {
      // 240 runs of ten minutes on 16 cores; 480 activity runs are a thousand to the calculator. The price of a core is
      // in the page's picture: 0.27325, as the sibling page on SAP has it.
      try Estimated(
        "data-factory",
        set: [
          "copies=0", "externals=0", "dataFlows=1", "dataFlow.cores=16", "dataFlow.time=10 min", "monitoring=0",
          "calculator=true",
        ], flow: ["runs=240"], prices: ["adf.orchestration.azure,1K,1", "adf.dataflow.gp,1 Hour,0.27325"]
      ).total
    },
    PublishedExample(
      "adf-month-s3-text", 121, within: 0.005,
      source: "MicrosoftDocs/azure-docs articles/data-factory/pricing-examples-s3-to-blob.md@004498f, its units"
    ) {
      // Eight copies a day for 30 days: 480 DIU-hours, and 480 activity runs that the calculator makes a thousand.
      try Estimated(
        "data-factory",
        set: ["trigger=8 /day", "externals=0", "copy.time=30 min", "monitoring=0", "calculator=true"], hours: 720,
        prices: ["adf.orchestration.azure,1K,1", "adf.movement.azure,1 Hour,0.25"]
      ).total
    },
    PublishedExample(
      "adf-month-sap-delta", 138.66, within: 0.005,
      source: "MicrosoftDocs/azure-docs articles/data-factory/pricing-examples-get-delta-data-from-sap-ecc.md@18ea00a"
    ) {
      // 240 runs of a quarter of an hour, on 8 cores and on a machine of one's own.
      try Estimated(
        "data-factory",
        set: [
          "runtime=self-hosted", "copies=0", "externals=0", "dataFlows=1", "dataFlow.cores=8", "dataFlow.time=15 min",
          "monitoring=0", "calculator=true",
        ], flow: ["runs=240", "ownHours=60"],
        prices: [
          "adf.orchestration.shir,1K,1.50", "adf.dataflow.gp,1 Hour,0.27325", "adf.movement.shir,1 Hour,0.10",
        ]
      ).total
    },
    infracost("data_factory_integration_runtime_azure_test", "adf-general-purpose", 1761.45) {
      // 1,565.12 + 10.00 + 182.50 + 3.65 + 0.18, each printed in cents.
      try Estimated(
        "data-factory", in: ["westeurope"], set: ["monitoring=0"],
        flow: ["dataFlowHours=730", "activities=10000", "diuHours=730", "pipelineHours=730", "externalHours=730"],
        hours: 730,
        prices: [
          "adf.dataflow.gp,1 Hour,0.268", "adf.orchestration.azure,1K,1", "adf.movement.azure,1 Hour,0.25",
          "adf.pipeline.azure,1 Hour,0.005", "adf.external.azure,1 Hour,0.00025",
        ]
      ).total
    },
    infracost("data_factory_integration_runtime_azure_test", "adf-memory-optimised", 68_453.56) {
      try Estimated(
        "data-factory", in: ["westeurope"], set: ["dataFlow.compute=memory", "dataFlow.cores=272"],
        flow: ["dataFlowHours=730"], hours: 730, prices: ["adf.dataflow.mo,1 Hour,0.34475"]
      ).total
    },
    infracost("data_factory_integration_runtime_self_hosted_test", "adf-self-hosted", 89.53) {
      // 15.00 + 73.00 + 1.46 + 0.07.
      try Estimated(
        "data-factory", set: ["runtime=self-hosted", "monitoring=0"],
        flow: ["activities=10000", "ownHours=730", "pipelineHours=730", "externalHours=730"], hours: 730,
        prices: [
          "adf.orchestration.shir,1K,1.5", "adf.movement.shir,1 Hour,0.1", "adf.pipeline.shir,1 Hour,0.002",
          "adf.external.shir,1 Hour,0.0001",
        ]
      ).total
    },
    infracost("data_factory_integration_runtime_azure_ssis_test", "adf-ssis-enterprise", 25_821.56) {
      try Estimated(
        "data-factory", in: ["westeurope"],
        set: ["ssis.size=Standard_E64_v3", "ssis.edition=enterprise", "ssis.licence=included", "ssis.hours=24 h"],
        hours: 730, prices: ["adf.ssis.e64_v3.enterprise,1 Hour,35.372"]
      ).total
    },
    infracost("data_factory_integration_runtime_azure_ssis_test", "adf-ssis-own-licence", 588.53) {
      try Estimated(
        "data-factory", in: ["westeurope"], set: ["ssis.hours=24 h", "ssis.nodes=4"], hours: 730,
        prices: ["adf.ssis.d1_v2,1 Hour,0.201552"]
      ).total
    },
    infracost("data_factory_test", "adf-operations", 1.125) {
      // 1.00 and 0.13 in cents: 100,000 operations and 25,000 records.
      try Estimated(
        "data-factory", flow: ["operations=100000", "records=25000"],
        prices: ["adf.readwrite,50K,0.5", "adf.monitoring,50K,0.25"]
      ).total
    },
  ]
}
