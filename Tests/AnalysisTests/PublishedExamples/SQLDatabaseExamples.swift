extension PublishedExample {
  private static let docs = "MicrosoftDocs/sql-docs azure-sql/database/"
  private static let serverless = docs + "serverless-tier-overview.md@071f02b"
  private static let backups = docs + "automated-backups-overview.md@00c8c49"

  static let sqlDatabase: [PublishedExample] = [
    PublishedExample(
      "sql-backup-excess-only", 1.8, "TB", within: 1e-6, source: backups
    ) {
      try Estimated("sql-database", set: ["storage=4 TB", "backup.stored=5.8 TB"], hours: 730)
        .quantity(of: "point-in-time-backup") / 1000
    },
    PublishedExample(
      "sql-backup-retention-doubled", 1116, "GB-month", within: 0, source: backups
    ) {
      // The example counts all backups; so does Hyperscale, where no part is free.
      try Estimated(
        "sql-database",
        set: ["tier=hyperscale", "backup.stored=744 GB", "backup.changes=[{ at: 372 h, to: 1488 GB }]"]
      ).quantity(of: "point-in-time-backup")
    },
    PublishedExample(
      "sql-serverless-hyperscale-day-total", 49.01, within: 0.005, source: serverless
    ) {
      let day = try Estimated(
        "sql-database",
        set: [
          "tier=hyperscale", "compute=serverless", "vCores=8", "minVCores=1", "measured=180_000 s", "replicas.ha=1",
          "replicas.named=1", "replicas.measured=286_800 s",
        ],
        prices: ["sql.hs.serverless.gen5.compute.1vcore,1 Hour,0.378"])
      return try day.amount(of: "serverless-compute") + day.amount(of: "serverless-replicas")
    },
    PublishedExample("sql-serverless-min-bill-1vcore", 1, "vCores", within: 0, source: serverless) {
      try idle(["vCores=8", "minVCores=1", "minMemory=3 GB"])
    },
    PublishedExample("sql-serverless-min-bill-half-vcore", 0.7, "vCores", within: 1e-6, source: serverless) {
      try idle(["vCores=4", "minVCores=0.5", "minMemory=2.1 GB"])
    },
  ]

  /// vCore-hours of an hour in which a database that never pauses has nothing to do.
  private static func idle(_ settings: [String]) throws -> Double {
    try Estimated("sql-database", set: ["compute=serverless", "autoPause=false"] + settings, hours: 1)
      .quantity(of: "serverless-compute")
  }
}
