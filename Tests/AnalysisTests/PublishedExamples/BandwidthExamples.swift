extension PublishedExample {
  static let bandwidth: [PublishedExample] = [
    PublishedExample(
      "bandwidth-agent-egress-us-eu", 750, within: 0.005,
      source: "MicrosoftDocs/azure-docs articles/sentinel/design-your-workspace-architecture.md@07d7c22"
    ) {
      // 1,000 machines × 1 GB a day ÷ 2 × 30 days between continents.
      try Estimated(
        "bandwidth", flow: ["inter-continent-egress=15000"],
        prices: ["bandwidth.inter_continent,1 GB,0.05"]
      ).total
    }
  ]
}
