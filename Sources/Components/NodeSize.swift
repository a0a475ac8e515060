/// A virtual machine size that Databricks clusters run on, with the DBU that one node-hour counts.
///
/// DBU per node-hour: databrickslabs/overwatch src/main/resources/Azure_Instance_Details.csv @306279b (medium). The
/// sixth generation is not in it; any size may be named, with its `dbu`.
public struct NodeSize: RawRepresentable, CaseIterable, Sendable, Hashable {
  /// The meter's name on the price list, such as `D4ds v5`.
  public let rawValue: String
  /// Its part of a price key, such as `d4ds_v5`.
  let key: String
  /// DBU per node-hour; nil where no source tells.
  public let dbu: Double?

  /// The size with this name, as `D4ds v5` or `Standard_D4ds_v5`; nil if it can't be one.
  public init?(rawValue: String) {
    let key = MachineSize(rawValue).key
    guard !key.isEmpty else { return nil }
    self.rawValue = Self.allCases.first { $0.key == key }?.rawValue ?? rawValue
    self.key = key
    dbu = NodeDBU.table[key]
  }

  private init(_ name: String) {
    rawValue = name
    key = MachineSize(name).key
    dbu = NodeDBU.table[key]
  }

  /// `vm.d4ds_v5.payg`.
  var priceKey: String { "vm.\(key).payg" }
  /// `vm.d4ds_v5.spot`.
  var spotKey: String { "vm.\(key).spot" }

  /// Four vCPUs, 16 GiB and a local disk.
  static let d4dsV5 = NodeSize("D4ds v5")
  static let source = NodeDBU.source

  /// Sizes that the table holds and that have a pay-as-you-go price.
  public static let allCases: [NodeSize] = [
    // General purpose.
    "D3 v2", "D4 v2", "D5 v2", "DS3 v2", "DS4 v2", "DS5 v2", "D4s v3", "D8s v3", "D16s v3", "D4as v4", "D8as v4",
    "D16as v4", "D4ds v4", "D8ds v4", "D16ds v4", "D4s v5", "D8s v5", "D16s v5", "D32s v5", "D4ds v5", "D8ds v5",
    "D16ds v5", "D32ds v5", "D64ds v5", "D96ds v5", "D4ads v5", "D8ads v5",
    // Memory.
    "DS12 v2", "DS13 v2", "DS14 v2", "E4s v3", "E8s v3", "E16s v3", "E4s v4", "E8s v4", "E16s v4", "E4ds v4", "E8ds v4",
    "E16ds v4", "E32ds v4", "E64ds v4", "E4s v5", "E8s v5", "E16s v5", "E32s v5", "E4ds v5", "E8ds v5", "E16ds v5",
    "E32ds v5",
    // Compute, storage.
    "F4s v2", "F8s v2", "F16s v2", "F32s v2", "L8s v2", "L8s v3", "L16s v3", "L8as v3", "L16as v3",
    // GPU.
    "NC4as T4 v3", "NC8as T4 v3", "NC16as T4 v3", "NC64as T4 v3", "NC6s v3", "NC12s v3", "NC24ads A100 v4",
    "NC48ads A100 v4", "NC96ads A100 v4", "NV36ads A10 v5",
  ].map { NodeSize($0) }
}

/// The table of DBU per node-hour, family by family.
enum NodeDBU {
  static let source = "databrickslabs/overwatch src/main/resources/Azure_Instance_Details.csv @306279b"

  /// Sizes of a family: its letter, the letters behind the number, its version, and DBU by number.
  private typealias Family = (letter: String, endings: [String], version: String, dbu: [(Int, Double)])

  private static let families: [Family] = [
    ("d", [""], "v2", [(3, 0.75), (4, 1.5), (5, 3), (12, 1), (13, 2), (14, 4), (15, 5)]),
    ("ds", [""], "v2", [(3, 0.75), (4, 1.5), (5, 3), (12, 1), (13, 2), (14, 4), (15, 5)]),
    ("d", ["", "s"], "v3", [(4, 0.75), (8, 1.5), (16, 3), (32, 6), (48, 9), (64, 12)]),
    ("d", ["a", "as", "ds"], "v4", [(4, 0.75), (8, 1.5), (16, 3), (32, 6), (48, 9), (64, 12), (96, 18)]),
    // The source has 16.99 for D64as v5, where the pattern has 16.
    (
      "d", ["s", "ds", "as", "ads"], "v5", [(4, 1), (8, 2), (16, 4), (32, 8), (48, 12), (64, 16), (96, 24)]
    ),
    ("e", ["", "s"], "v3", [(4, 1), (8, 2), (16, 4), (20, 5), (32, 8), (48, 12), (64, 16), (80, 20)]),
    ("e", ["s", "ds", "as"], "v4", [(4, 1), (8, 2), (16, 4), (20, 5), (32, 8), (48, 12), (64, 16), (80, 20)]),
    (
      "e", ["s", "ds", "as", "ads"], "v5",
      [(4, 1.5), (8, 2.75), (16, 5.5), (20, 7), (32, 11), (48, 16.5), (64, 22), (96, 33)]
    ),
    ("f", ["s"], "v2", [(4, 0.75), (8, 1.5), (16, 3), (32, 6), (64, 12), (72, 13.5)]),
    ("l", ["s"], "v2", [(8, 2), (16, 4), (32, 8), (64, 16), (80, 20)]),
    ("l", ["s", "as"], "v3", [(8, 2.75), (16, 5.5), (32, 11), (48, 16.5), (64, 22), (80, 27.5)]),
    ("nc", ["as_t4"], "v3", [(4, 1), (8, 1.5), (16, 2.5), (64, 10)]),
    ("nc", ["s"], "v3", [(6, 5), (12, 10), (24, 20)]),
    // 44 looks irregular, but stands so in the source.
    ("nc", ["ads_a100"], "v4", [(24, 10), (48, 20), (96, 44)]),
    ("nv", ["ads_a10"], "v5", [(36, 4), (72, 8)]),
    ("nv", ["adms_a10"], "v5", [(36, 6)]),
  ]

  /// DBU per node-hour by the size's part of a price key.
  static let table: [String: Double] = {
    var table: [String: Double] = [:]
    for family in families {
      for ending in family.endings {
        for (number, dbu) in family.dbu { table["\(family.letter)\(number)\(ending)_\(family.version)"] = dbu }
      }
    }
    return table
  }()
}
