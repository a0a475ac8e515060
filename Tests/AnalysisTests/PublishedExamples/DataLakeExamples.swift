extension PublishedExample {
  static let dataLake: [PublishedExample] = [
    PublishedExample(
      "adls-rename-1000-directories", 0.715, within: 0.0005,
      source: "MicrosoftDocs/azure-docs articles/storage/blobs/blob-storage-estimate-costs.md@01d61bc"
    ) {
      // However many blobs they hold.
      try Estimated(
        "data-lake", flow: ["lake-renames=1000"], prices: ["adls.hot.lrs.iterative_write,100,0.0715"]
      ).total
    },
    PublishedExample(
      "azcopy-upload-dfs-endpoint", 9.15, within: 0.005,
      source: "MicrosoftDocs/azure-docs articles/storage/blobs/azcopy-cost-estimation.md@09dbf78"
    ) {
      try Estimated(
        "data-lake", set: ["file=5 GiB", "increment=4 MiB"], flow: ["lake-uploads=1000"],
        prices: ["adls.hot.lrs.write,10K,0.0715"]
      ).amount(of: "write-operations")
    },
  ]
}
