extension PublishedExample {
  static let eventHubs: [PublishedExample] = [
    PublishedExample(
      "eventhubs-billable-events-96kb", 2, "event", within: 0,
      source: "MicrosoftDocs/azure-docs articles/event-hubs/event-hubs-faq.yml@083d209"
    ) {
      try Estimated(
        "event-hubs", set: ["size=96 KB"], flow: ["sent-events=1"],
        prices: ["eh.ingress.standard,1,0.000000028"]
      ).quantity(of: "ingress-events")
    }
  ]
}
