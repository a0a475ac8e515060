/// A virtual machine size that Databricks clusters run on, with the DBU that one node-hour counts.
///
/// DBU per node-hour: databrickslabs/overwatch src/main/resources/Azure_Instance_Details.csv @306279b (medium).
/// Only sizes that the table holds and that have a pay-as-you-go price stand here; the sixth generation is not
/// in the table.
public struct NodeSize: RawRepresentable, CaseIterable, Sendable, Hashable {
  /// The meter's name on the price list, such as `D4ds v5`.
  public let rawValue: String
  /// DBU per node-hour.
  public let dbu: Double

  /// The size with this name; nil if it is none of the table's.
  public init?(rawValue: String) {
    guard let size = Self.allCases.first(where: { $0.rawValue == rawValue }) else { return nil }
    self = size
  }

  private init(_ name: String, _ dbu: Double) {
    rawValue = name
    self.dbu = dbu
  }

  /// `vm.d4ds_v5.payg`.
  var priceKey: String { "vm.\(rawValue.lowercased().split(separator: " ").joined(separator: "_")).payg" }

  /// Four vCPUs, 16 GiB and a local disk.
  static let d4dsV5 = NodeSize("D4ds v5", 1)
  static let source = "databrickslabs/overwatch src/main/resources/Azure_Instance_Details.csv @306279b"

  public static let allCases: [NodeSize] = [
    // General purpose.
    NodeSize("D3 v2", 0.75), NodeSize("D4 v2", 1.5), NodeSize("D5 v2", 3),
    NodeSize("DS3 v2", 0.75), NodeSize("DS4 v2", 1.5), NodeSize("DS5 v2", 3),
    NodeSize("D4s v3", 0.75), NodeSize("D8s v3", 1.5), NodeSize("D16s v3", 3),
    NodeSize("D4as v4", 0.75), NodeSize("D8as v4", 1.5), NodeSize("D16as v4", 3),
    NodeSize("D4ds v4", 0.75), NodeSize("D8ds v4", 1.5), NodeSize("D16ds v4", 3),
    NodeSize("D4s v5", 1), NodeSize("D8s v5", 2), NodeSize("D16s v5", 4), NodeSize("D32s v5", 8),
    d4dsV5, NodeSize("D8ds v5", 2), NodeSize("D16ds v5", 4), NodeSize("D32ds v5", 8), NodeSize("D64ds v5", 16),
    NodeSize("D96ds v5", 24), NodeSize("D4ads v5", 1), NodeSize("D8ads v5", 2),
    // Memory.
    NodeSize("DS12 v2", 1), NodeSize("DS13 v2", 2), NodeSize("DS14 v2", 4),
    NodeSize("E4s v3", 1), NodeSize("E8s v3", 2), NodeSize("E16s v3", 4),
    NodeSize("E4s v4", 1), NodeSize("E8s v4", 2), NodeSize("E16s v4", 4),
    NodeSize("E4ds v4", 1), NodeSize("E8ds v4", 2), NodeSize("E16ds v4", 4), NodeSize("E32ds v4", 8),
    NodeSize("E64ds v4", 16),
    NodeSize("E4s v5", 1.5), NodeSize("E8s v5", 2.75), NodeSize("E16s v5", 5.5), NodeSize("E32s v5", 11),
    NodeSize("E4ds v5", 1.5), NodeSize("E8ds v5", 2.75), NodeSize("E16ds v5", 5.5), NodeSize("E32ds v5", 11),
    // Compute, storage.
    NodeSize("F4s v2", 0.75), NodeSize("F8s v2", 1.5), NodeSize("F16s v2", 3), NodeSize("F32s v2", 6),
    NodeSize("L8s v2", 2), NodeSize("L8s v3", 2.75), NodeSize("L16s v3", 5.5), NodeSize("L8as v3", 2.75),
    NodeSize("L16as v3", 5.5),
    // GPU.
    NodeSize("NC4as T4 v3", 1), NodeSize("NC8as T4 v3", 1.5), NodeSize("NC16as T4 v3", 2.5),
    NodeSize("NC64as T4 v3", 10), NodeSize("NC6s v3", 5), NodeSize("NC12s v3", 10), NodeSize("NC24ads A100 v4", 10),
    NodeSize("NC48ads A100 v4", 20), NodeSize("NC96ads A100 v4", 44), NodeSize("NV36ads A10 v5", 4),
  ]
}
