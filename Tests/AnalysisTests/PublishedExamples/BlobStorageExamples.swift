extension PublishedExample {
  /// Documents of MicrosoftDocs/azure-docs; their prices are samples of their own, not the list's.
  private static let archiving =
    "MicrosoftDocs/azure-docs articles/storage/blobs/archive-cost-estimation.md@076869c"
  private static let copying = "MicrosoftDocs/azure-docs articles/storage/blobs/azcopy-cost-estimation.md@09dbf78"
  private static let estimating =
    "MicrosoftDocs/azure-docs articles/storage/blobs/blob-storage-estimate-costs.md@01d61bc"

  /// What the archiving page charges for archive.
  private static let archivePrices = [
    "blob.archive.lrs.write,10K,0.1", "blob.archive.lrs.data_stored,1 GB/Month,0.00099",
    "blob.archive.lrs.retrieval,1 GB,0.02", "blob.archive.lrs.read,10K,5",
  ]

  /// A flow's quantity in the first hour of a month of 31 days, so that it stands for all of it.
  static func atOnce(_ flow: String, _ quantity: String) -> String {
    "\(flow)=\(quantity)" + String(repeating: ",0", count: 743)
  }

  /// 102,400 GB in 2,000,000 files, of which 1 % are read each month: the first month, and each later one.
  private static func backup() throws -> Double {
    try Estimated(
      "blob-storage", set: ["tier=archive", "blob=51.2 MB"],
      flow: [atOnce("blob-uploads", "2000000"), "blob-reads=20000"],
      prices: archivePrices
    ).total
  }
  private static func backup(laterMonths months: Int) throws -> Double {
    try Estimated(
      "blob-storage", set: ["tier=archive", "blob=51.2 MB", "stored=102400 GB"], flow: ["blob-reads=20000"],
      months: months, month: "2027-02", prices: Array(archivePrices.dropFirst())
    ).total
  }

  /// 10,240 GB in 200,000 files more each month, of all of which 1 % are read: `reads` in the month, on average.
  private static func tiering(months: Int, reads: Int) throws -> Estimated {
    try Estimated(
      "blob-storage", set: ["tier=archive", "blob=51.2 MB"],
      flow: [atOnce("blob-uploads", "200000"), "blob-reads=\(reads)"], months: months, prices: archivePrices)
  }

  static let blobStorage: [PublishedExample] = [
    PublishedExample("archive-backup-january", 151.86, within: 0.005, source: archiving) { try backup() },
    PublishedExample("archive-backup-year", 1602.27, within: 0.02, source: archiving) {
      try backup() + backup(laterMonths: 11)
    },
    PublishedExample("archive-continuous-february", 28.37, within: 0.01, source: archiving) {
      try tiering(months: 2, reads: 4000).total(of: "2027-02")
    },
    PublishedExample("archive-continuous-year", 1052.48, within: 0.02, source: archiving) {
      // 2,000 reads in January to 24,000 in December are 13,000 on average.
      try tiering(months: 12, reads: 13_000).total
    },
    PublishedExample("archive-store-10tb", 10.14, within: 0.005, source: archiving) {
      try Estimated(
        "blob-storage", set: ["tier=archive", "stored=10240 GB"],
        prices: ["blob.archive.lrs.data_stored,1 GB/Month,0.00099"]
      ).total
    },
    PublishedExample("archive-vs-cool-cool", 167.91, within: 0.005, source: archiving) {
      try Estimated(
        "blob-storage", set: ["tier=cool", "blob=51.2 MB"],
        flow: [atOnce("blob-uploads", "200000"), "blob-reads=20000"],
        prices: [
          "blob.cool.lrs.write,10K,0.1", "blob.cool.lrs.data_stored,1 GB/Month,0.0152",
          "blob.cool.lrs.retrieval,1 GB,0.01", "blob.cool.lrs.read,10K,0.01",
        ]
      ).total
    },
    PublishedExample("azcopy-download-blob-hot", 0.0059, within: 0.0001, source: copying) {
      try Estimated(
        "blob-storage", set: ["blob=5 GiB"], flow: ["blob-reads=1000", "blob-lists=1000"],
        prices: ["blob.hot.lrs.read,10K,0.0044", "blob.hot.lrs.list,10K,0.055"]
      ).total
    },
    PublishedExample(
      "blob-average-half-month", 5, "GB-month", within: 0,
      source: "MicrosoftDocs/azure-docs articles/storage/common/storage-plan-manage-costs.md@039c401"
    ) {
      // Half of January.
      try Estimated("blob-storage", set: ["stored=10 GB"], hours: 372).quantity(of: "data-stored")
    },
    PublishedExample(
      "blob-early-deletion-cool-21-days", 9, "day", within: 0,
      source: "MicrosoftDocs/azure-docs articles/storage/blobs/access-tiers-overview.md@0089f18"
    ) {
      // A GB-month is billed as one of 30 days: of 30 GB, what is billed is as many days.
      try Estimated(
        "blob-storage", set: ["tier=cool", "blob=30 GB", "deletions.age=21 d"], flow: ["blob-deletions=1"]
      ).quantity(of: "early-deletion")
    },
    PublishedExample("blob-lifecycle-february", 169.69, within: 0.02, source: estimating) {
      // The page bills no retrieval of what moves back to hot: reads return nothing.
      try Estimated(
        "blob-storage",
        set: ["blob=5 GiB", "block=8 MiB", "updates=100 %", "read=0 GB", "stored=5500 GB", "lifecycle.stored=4500 GB"],
        flow: ["blob-uploads=1000", "blob-moves=1000", "blob-colder-reads=200", "blob-reads=550"],
        prices: [
          "blob.hot.lrs.write,10K,0.055", "blob.cool.lrs.write,10K,0.1", "blob.cool.lrs.read,10K,0.01",
          "blob.cool.lrs.data_stored,1 GB/Month,0.0115", "blob.hot.lrs.data_stored,1 GB/Month,0.0208",
          "blob.hot.lrs.data_stored,1 GB/Month,0.02,51200", "blob.hot.lrs.read,10K,0.0044",
        ]
      ).total
    },
    PublishedExample("blob-rename-1000-flat", 0.0055, within: 0.00005, source: estimating) {
      try Estimated("blob-storage", flow: ["blob-writes=1000"], prices: ["blob.hot.lrs.write,10K,0.055"]).total
    },
  ]
}
