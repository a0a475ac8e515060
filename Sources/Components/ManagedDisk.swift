/// A managed disk as people write it: `P10`, `E10 ZRS`, `S4`.
struct ManagedDisk {
  /// Its part of a price key, `p10.lrs`; empty if the text is no disk.
  let key: String
  /// Whether its operations are billed: those of premium disks are not.
  let countsOperations: Bool

  /// Sizes of each kind of disk, and what they hold (MicrosoftDocs/azure-docs articles/virtual-machines/disks-types.md).
  private static let sizes: Set<Int> = [1, 2, 3, 4, 6, 10, 15, 20, 30, 40, 50, 60, 70, 80]

  init(_ text: String) {
    let parts = text.lowercased().split { $0 == " " || $0 == "_" }
    let redundancy = parts.count > 1 ? String(parts[1]) : "lrs"
    let letter = parts.first?.first ?? " "
    let size = parts.first.flatMap { Int($0.dropFirst()) } ?? 0
    // Hard disks begin at 32 GiB.
    let isKnown = Self.sizes.contains(size) && (letter == "p" || letter == "e" || (letter == "s" && size >= 4))
    guard parts.count <= 2, isKnown, redundancy == "lrs" || (redundancy == "zrs" && letter != "s") else {
      (key, countsOperations) = ("", false)
      return
    }
    key = "\(letter)\(size).\(redundancy)"
    countsOperations = letter != "p"
  }

  /// What is wrong with a setting that names a disk; nil if nothing is, or none is named.
  static func problem(_ key: String, _ text: String) -> String? {
    guard !text.isEmpty, ManagedDisk(text).key.isEmpty else { return nil }
    return "`\(key)` is `\(text.prefix(40))`; it takes a managed disk such as P10, E10 ZRS or S10"
  }

  /// The price key of a disk for a month; that of a P10 where none is named.
  static func monthKey(_ text: String) -> String { "disk.\(text.isEmpty ? "p10.lrs" : ManagedDisk(text).key).month" }

  /// The price key of a disk's operations; that of an E10 where none is named.
  static func operationsKey(_ text: String) -> String {
    "disk.\(text.isEmpty ? "e10.lrs" : ManagedDisk(text).key).operations"
  }
}
