import Foundation
import Testing

/// Every published example that is sound, followed by the real component and rating code.
///
/// The collection has 87 records: 53 exact, 27 rounded by their source, and 7 that contradict themselves, listed in `unsound`.
@Suite struct PublishedExamplesTests {
  static let all: [PublishedExample] =
    PublishedExample.aiSearch + PublishedExample.applicationGateway + PublishedExample.bandwidth
    + PublishedExample.blobStorage + PublishedExample.commitments + PublishedExample.cosmosDB
    + PublishedExample.costManagement
    + PublishedExample.dataFactory + PublishedExample.dataLake + PublishedExample.databricks
    + PublishedExample.eventHubs + PublishedExample.fabric + PublishedExample.functions + PublishedExample.openAI
    + PublishedExample.sqlDatabase

  /// Records that no model can meet, each with why.
  static let unsound: [String: String] = [
    "adf-month-managed-vnet": "recomputes to 47.50: 83.50 applies the four DIUs twice",
    "adf-month-s3-8-per-day": "its own text gives 121.00; 122.00 was carried over from an hourly edition",
    "agw-waf-v2-with-ddos-plan":
      "bills one capacity unit for the fixed instance, for which the page elsewhere bills ten",
    "azcopy-download-blob-cool": "prints 5.00 for retrieving 5,000 GiB at 0.01, which are 50.00",
    "azcopy-download-dfs-cool": "prints 10.00 for retrieving 5,000 GiB at 0.01, which are 50.00",
    "blob-lifecycle-april": "its total of 182.57 leaves out the 0.41 for early deletion that stand above it",
    "cosmos-multi-write-changing-month": "superseded by a later edition of the same page",
  ]

  @Test(arguments: all) func `a published figure comes out as published`(_ example: PublishedExample) throws {
    let value = try example.value()
    #expect(
      abs(value - example.expected) <= example.tolerance,
      "\(example.id): \(value), published \(example.expected) \(example.unit) (\(example.source))")
  }

  @Test func `no example stands twice, and each has a source`() {
    #expect(Set(Self.all.map(\.id)).count == Self.all.count)
    #expect(Self.all.allSatisfy { !$0.source.isEmpty && $0.tolerance >= 0 })
  }

  @Test func `eighty examples are followed, and seven are not`() {
    #expect(Self.all.count == 80)
    #expect(Self.unsound.count == 7)
    #expect(Self.all.allSatisfy { Self.unsound[$0.id] == nil })
  }
}
