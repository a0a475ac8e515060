extension FurtherExample {
  private static let archiving =
    "MicrosoftDocs/azure-docs articles/storage/blobs/archive-cost-estimation.md@076869c"
  private static let copying = "MicrosoftDocs/azure-docs articles/storage/blobs/azcopy-cost-estimation.md@09dbf78"
  private static let estimating =
    "MicrosoftDocs/azure-docs articles/storage/blobs/blob-storage-estimate-costs.md@01d61bc"
  private static let archive = [
    "blob.archive.lrs.write,10K,0.1", "blob.archive.lrs.data_stored,1 GB/Month,0.00099",
    "blob.archive.lrs.retrieval,1 GB,0.02", "blob.archive.lrs.read,10K,5",
  ]

  /// 1,000 uploads of 5 GiB that take up no further room: operations alone.
  private static func upload(_ tier: String, _ expected: Double, _ prices: [String]) -> FurtherExample {
    FurtherExample(
      testDescription: "upload to \(tier)", expected: expected, kind: "blob-storage",
      set: ["tier=\(tier)", "blob=5 GiB", "block=8 MiB", "updates=100 %"], flow: ["blob-uploads=1000"], prices: prices,
      source: copying)
  }

  static let storage: [FurtherExample] = [
    upload("hot", 3.53, ["blob.hot.lrs.write,10K,0.055"]),
    upload("cool", 6.41, ["blob.cool.lrs.write,10K,0.1"]),
    upload("cold", 11.54, ["blob.cold.lrs.write,10K,0.18"]),
    upload("archive", 3.53, ["blob.hot.lrs.write,10K,0.055", "blob.archive.lrs.write,10K,0.1"]),
    FurtherExample(
      testDescription: "rename of 1,000 virtual directories of 1,000 blobs", expected: 5.5, kind: "blob-storage",
      flow: ["blob-writes=1000000"], prices: ["blob.hot.lrs.write,10K,0.055"], source: estimating),
    FurtherExample(
      testDescription: "lifecycle, January", expected: 107.53, kind: "blob-storage",
      set: ["blob=5 GiB", "block=8 MiB", "updates=100 %", "stored=5000 GB"],
      flow: ["blob-uploads=1000", "blob-reads=500"],
      prices: [
        "blob.hot.lrs.write,10K,0.055", "blob.hot.lrs.data_stored,1 GB/Month,0.0208", "blob.hot.lrs.read,10K,0.0044",
      ], source: estimating),
    FurtherExample(
      testDescription: "lifecycle, March", expected: 178, tolerance: 0.01, kind: "blob-storage",
      set: ["blob=5 GiB", "block=8 MiB", "updates=100 %", "read=0 GB", "stored=5775 GB", "lifecycle.stored=4725 GB"],
      flow: ["blob-uploads=1000", "blob-moves=1050", "blob-colder-reads=210", "blob-reads=578"],
      prices: [
        "blob.hot.lrs.write,10K,0.055", "blob.cool.lrs.write,10K,0.1", "blob.cool.lrs.read,10K,0.01",
        "blob.cool.lrs.data_stored,1 GB/Month,0.0115", "blob.hot.lrs.data_stored,1 GB/Month,0.0208",
        "blob.hot.lrs.read,10K,0.0044",
      ], source: estimating),
    FurtherExample(
      testDescription: "archive, against cool: 10 TB of which a tenth is read", expected: 42.62,
      kind: "blob-storage", set: ["tier=archive", "stored=10240 GB", "read=0 GB"],
      flow: ["blob-writes=200000", "blob-reads=20000", "blob-retrievals=1024 GB"], prices: archive, source: archiving),
    FurtherExample(
      testDescription: "archive, a later month of a backup", expected: 131.86, kind: "blob-storage",
      set: ["tier=archive", "stored=102400 GB", "blob=51.2 MB"], flow: ["blob-reads=20000"],
      prices: Array(archive.dropFirst()), source: archiving),
    FurtherExample(
      testDescription: "archive, 100,000 of 1,000,000 files read", expected: 90.62, kind: "blob-storage",
      set: ["tier=archive", "stored=10240 GB", "read=0 GB"],
      flow: ["blob-writes=1000000", "blob-reads=100000", "blob-retrievals=1024 GB"], prices: archive,
      source: archiving),
    FurtherExample(
      testDescription: "cool, 100,000 of 1,000,000 files read", expected: 175.99, kind: "blob-storage",
      set: ["tier=cool", "stored=10240 GB", "read=0 GB"],
      flow: ["blob-writes=1000000", "blob-reads=100000", "blob-retrievals=1024 GB"],
      prices: [
        "blob.cool.lrs.write,10K,0.1", "blob.cool.lrs.data_stored,1 GB/Month,0.0152",
        "blob.cool.lrs.retrieval,1 GB,0.01", "blob.cool.lrs.read,10K,0.01",
      ], source: archiving),
    FurtherExample(
      testDescription: "lake, 1,280,000 increments to cool", expected: 16.64, kind: "data-lake", set: ["tier=cool"],
      flow: ["lake-writes=1280000"], prices: ["adls.cool.lrs.write,10K,0.13"], source: copying),
    FurtherExample(
      testDescription: "lake, 1,280,000 increments to cold", expected: 29.95, kind: "data-lake", set: ["tier=cold"],
      flow: ["lake-writes=1280000"], prices: ["adls.cold.lrs.write,10K,0.234"], source: copying),
    FurtherExample(
      testDescription: "lake, 1,280,000 increments to archive", expected: 18.3, kind: "data-lake",
      set: ["tier=archive"], flow: ["lake-writes=1280000"], prices: ["adls.archive.lrs.write,10K,0.143"],
      source: copying),
    FurtherExample(
      testDescription: "lake, download from hot", expected: 0.73, tolerance: 0.01, kind: "data-lake",
      flow: ["lake-reads=1280000", "lake-lists=1000"],
      prices: ["adls.hot.lrs.read,10K,0.0057", "adls.hot.lrs.iterative_read,10K,0.0715"], source: copying),
  ]
}
