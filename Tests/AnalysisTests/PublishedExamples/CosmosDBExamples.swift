import Components
import Quantities

extension PublishedExample {
  private static let docs = "MicrosoftDocs/azure-docs articles/cosmos-db/"
  private static let bill = docs + "understand-your-bill.md@0483d14"
  private static let faq = docs + "autoscale-faq.yml@1673c49"
  private static let scaling = docs + "scaling-provisioned-throughput-best-practices.md@049274e"
  private static let conversion = docs + "convert-vcore-to-request-unit.md@092fdbc"

  static let cosmosDB: [PublishedExample] = [
    PublishedExample(
      "cosmos-autoscale-initial-max-2", 250_000, "RU/s", within: 0, source: faq
    ) { CosmosDB.initialAutoscaleMaximum(from: 50_000, highest: 50_000, stored: 25_000).value },
    PublishedExample(
      "cosmos-autoscale-lowest-max-2", 15_000, "RU/s", within: 0, source: faq
    ) { CosmosDB.lowestAutoscaleMaximum(stored: 100, highest: 150_000).value },
    PublishedExample(
      "cosmos-autoscale-meter-quantity", 90, "units", within: 0, source: faq
    ) {
      // An hour at 6,000 RU/s on the meter of manual throughput.
      try Estimated(
        "cosmos-db", set: ["max=6_000 RU/s", "utilization=100 %", "autoscaleMeter=manual"], hours: 1
      ).quantity(of: "autoscale-throughput")
    },
    PublishedExample(
      "cosmos-delete-after-5-minutes", 1, "h", within: 0, source: bill
    ) {
      // 400 RU/s are 4 units an hour.
      try Estimated("cosmos-db", set: ["throughput=manual", "changes=[{ at: 5 min, to: 0 RU/s }]"], hours: 3)
        .quantity(of: "manual-throughput") / 4
    },
    PublishedExample(
      "cosmos-even-split-target", 200_000, "RU/s", within: 0, source: scaling
    ) { CosmosDB.evenSplit(partitions: 5, target: 150_000).value },
    PublishedExample(
      "cosmos-forecast-from-operation-mix", 78.57, within: 0.005, source: bill
    ) {
      // The throughput of a second's operations, then a month of it; 100 million records of 1 KB are stored.
      let second = try Estimated(
        "cosmos-db", set: ["throughput=serverless", "charges.write=5 RU", "charges.pointRead=1 RU"],
        flow: ["writes=100", "reads=400"], hours: 1)
      let throughput = Measure.plain(second.quantity(of: "serverless-requests") * 1e6)
      return try Estimated(
        "cosmos-db", set: ["throughput=manual", "provisioned=\(throughput) RU/s", "stored=100 GB"],
        prices: ["cosmos.ru.manual.single_write,1/Hour,0.008", "cosmos.storage.transactional,1 GB/Month,0.25"]
      ).total
    },
    PublishedExample(
      "cosmos-four-regions-single-write", 2554, within: 0.005, source: bill
    ) {
      try Estimated(
        "cosmos-db", in: ["westus2", "eastus2", "northeurope", "southeastasia"],
        set: ["throughput=manual", "provisioned=10_000 RU/s", "stored=250 GB"], hours: 720,
        prices: ["cosmos.ru.manual.single_write,1/Hour,0.008", "cosmos.storage.transactional,1 GB/Month,0.25"]
      ).total
    },
    PublishedExample(
      "cosmos-free-tier-three-regions-multi-write", 310.75, within: 0.005, source: bill
    ) {
      try Estimated(
        "cosmos-db", in: ["westus2", "eastus2", "northeurope"],
        set: ["throughput=manual", "provisioned=1_200 RU/s", "stored=10 GB", "multiWrite=true", "freeTier=true"],
        prices: ["cosmos.ru.manual.multi_write,1/Hour,0.016", "cosmos.storage.transactional,1 GB/Month,0.25"]
      ).total
    },
    PublishedExample(
      "cosmos-instant-scale-ceiling", 50_000, "RU/s", within: 0, source: scaling
    ) { CosmosDB.instantCeiling(partitions: 5).value },
    PublishedExample(
      "cosmos-key-value-million-1kb", 0.133, within: 0.001, source: docs + "key-value-store-cost.md@017654d"
    ) {
      // A million reads and a million writes, by the hours that 1,000 RU/s take for them.
      let operations = try Estimated(
        "cosmos-db", set: ["throughput=serverless", "item=1 KB"], flow: ["reads=1000000", "writes=1000000"])
      let hours = operations.quantity(of: "serverless-requests") * 1e6 / (1000 * 3600)
      let hour = try Estimated(
        "cosmos-db", set: ["throughput=manual", "provisioned=1_000 RU/s"], hours: 1,
        prices: ["cosmos.ru.manual.single_write,1/Hour,0.008"])
      return try hour.total * hours
    },
    PublishedExample(
      "cosmos-manual-full-month", 57.60, within: 0.005, source: bill
    ) {
      try Estimated(
        "cosmos-db", set: ["throughput=manual", "provisioned=1_000 RU/s"], hours: 720,
        prices: ["cosmos.ru.manual.single_write,1/Hour,0.008"]
      ).total
    },
    PublishedExample(
      "cosmos-manual-vs-autoscale-variable", 4.36, within: 0.005, source: docs + "how-to-choose-offer.md@00771b6"
    ) {
      // 6, 100 and 11 % of 30,000 RU/s in three hours.
      try Estimated(
        "cosmos-db", set: ["max=30_000 RU/s"], flow: ["requestUnits=6480000,108000000,11880000"], hours: 3,
        prices: ["cosmos.ru.autoscale.single_write,1/Hour,0.012"]
      ).total
    },
    PublishedExample(
      "cosmos-restore-1tb", 150, within: 0.005, source: docs + "continuous-backup-restore-introduction.md@011dd2f"
    ) {
      try Estimated(
        "cosmos-db", set: ["backup.mode=continuous7", "backup.restored=1000 GB"],
        prices: ["cosmos.backup.continuous30.restore,1 GB,0.15"]
      ).amount(of: "restore")
    },
    PublishedExample(
      "cosmos-scale-up-down-wall-clock", 2, "h", within: 0, source: bill
    ) {
      let changes = "[{ at: 9.5 h, to: 1_000 RU/s }, { at: 10.75 h, to: 400 RU/s }]"
      let day = try Estimated("cosmos-db", set: ["throughput=manual", "changes=\(changes)"], hours: 24)
      // Each hour bills 4 units of 400 RU/s, at the peak 6 more.
      return (day.quantity(of: "manual-throughput") - 24 * 4) / 6
    },
    PublishedExample(
      "cosmos-serverless-500k", 0.125, within: 0.0005, source: bill
    ) {
      try Estimated(
        "cosmos-db", set: ["throughput=serverless"], flow: ["requestUnits=500000"],
        prices: ["cosmos.ru.serverless,1M,0.25"]
      ).total
    },
    PublishedExample(
      "cosmos-two-regions-pay-as-you-go", 6120, within: 0.005, source: bill
    ) {
      try Estimated(
        "cosmos-db", in: ["eastus", "japaneast"], set: ["throughput=manual", "provisioned=50_000 RU/s"], hours: 720,
        prices: [
          "cosmos.ru.manual.single_write,1/Hour,0.008,,eastus", "cosmos.ru.manual.single_write,1/Hour,0.009,,japaneast",
        ]
      ).total
    },
    PublishedExample("cosmos-vcore-to-ru-1", 2400, "RU/s", within: 0, source: conversion) { try replacing(vCores: 12) },
    PublishedExample("cosmos-vcore-to-ru-table", 76_800, "RU/s", within: 0, source: conversion) {
      try replacing(vCores: 384)
    },
  ]

  /// The manual throughput that takes the place of a cluster that keeps three copies.
  private static func replacing(vCores: Int) throws -> Double {
    let settings = ["throughput=manual", "replaces.vCores=\(vCores)", "replaces.replicas=3"]
    return try Estimated("cosmos-db", set: settings, hours: 1).quantity(of: "manual-throughput") * 100
  }
}
