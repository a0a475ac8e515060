/// A virtual machine size as people write it: `D4ds v5`, `Standard_D4ds_v5`, `d4ds_v5` or `D4dsv5`.
///
/// Any size is taken: whether it has a price is for the price book to say.
struct MachineSize {
  /// `d4ds_v5`, as price keys have it; empty if the text can't be a size.
  let key: String

  init(_ text: String) {
    var word = text.lowercased()
    for prefix in ["standard_", "standard "] where word.hasPrefix(prefix) { word.removeFirst(prefix.count) }
    var parts = word.split { $0 == " " || $0 == "_" }
    if let last = parts.last, let version = Self.version(in: last) {
      parts[parts.count - 1] = last[..<version]
      parts.append(last[version...])
    }
    let isSize = word.utf8.allSatisfy {
      (97...122).contains($0) || (48...57).contains($0) || $0 == 32 || $0 == 95 || $0 == 45
    }
    key = isSize && word.utf8.contains { (48...57).contains($0) } ? parts.joined(separator: "_") : ""
  }

  /// Where a version begins that stands right behind the size, as in `D4dsv5`; the `v` of NV6 is none.
  private static func version(in part: Substring) -> Substring.Index? {
    guard let index = part.lastIndex(of: "v"), part[..<index].contains(where: \.isNumber) else { return nil }
    let digits = part[index...].dropFirst()
    return !digits.isEmpty && digits.allSatisfy(\.isNumber) ? index : nil
  }

  /// vCPUs by the size's name: the number behind the letters, behind the dash where cores are held back.
  ///
  /// Nil if no source tells. D3 to D5 and D12 to D15 of the second generation count otherwise: 4, 8, 16 and 4, 8, 16, 20
  /// (databrickslabs/overwatch src/main/resources/Azure_Instance_Details.csv). The first generation is in no source.
  var vCPUs: Double? {
    let name = key.hasPrefix("basic_") ? key.dropFirst(6) : key[...]
    let first = name.split(separator: "_").first ?? ""
    let digits = first.split(separator: "-").compactMap { part -> Double? in
      let from = part.drop { !$0.isNumber }
      return Double(from.prefix { $0.isNumber })
    }
    guard let number = digits.last else { return nil }
    let letters = first.prefix { !$0.isNumber }
    guard letters == "d" || letters == "ds", !name.contains("_v") || name.hasSuffix("_v2") else { return number }
    guard name.hasSuffix("_v2") else { return nil }
    switch number {
    case 1, 2: return number
    case 3...5: return [4, 8, 16][Int(number) - 3]
    case 12...15: return [4, 8, 16, 20][Int(number) - 12]
    default: return nil
    }
  }
}
