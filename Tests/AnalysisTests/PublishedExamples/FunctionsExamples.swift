extension PublishedExample {
  private static let costs = "MicrosoftDocs/azure-docs articles/azure-functions/functions-consumption-costs.md@01d3bc7"

  static let functions: [PublishedExample] = [
    PublishedExample("functions-execution-units-classic", 1083.98, "GB-s", within: 0.01, source: costs) {
      try Estimated("functions", flow: ["execution-units=1110000000"]).quantity(of: "execution-time")
    },
    PublishedExample(
      "functions-flex-execution-units", 3457.03, "GB-s", within: 0.01,
      source:
        "MicrosoftDocs/azure-docs articles/azure-functions/functions-consumption-costs.md, Flex Consumption edition"
    ) {
      // Its 2,100 executions are in the measured units already.
      try Estimated(
        "functions", set: ["plan=flex", "duration=0 s"], flow: ["function-calls=2100", "execution-units=3540000000"]
      ).quantity(of: "execution-time")
    },
    PublishedExample("functions-gb-seconds-simple", 1.5, "GB-s", within: 0, source: costs) {
      try Estimated("functions", set: ["memory=512", "duration=3 s"], flow: ["function-calls=1"])
        .quantity(of: "execution-time")
    },
  ]
}
