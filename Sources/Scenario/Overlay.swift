package import Quantities

/// Lays one document over another: maps merge, lists merge by `name`, a scalar replaces, `off` removes.
///
/// `off` over `true`, `on` and the like, or where nothing stands, is the value `off`: it switches a flag or a default
/// off. What comes from the overlay keeps the overlay's places, so an error points at the line that caused it.
package func overlay(_ base: Node, with over: Node) -> Node {
  switch (base, over) {
  case (.map(let below, let mark), .map(let above, _)):
    var entries: [Node.Entry?] = below
    let places = Dictionary(
      below.enumerated().map { ($0.element.key, $0.offset) }, uniquingKeysWith: { first, _ in first })
    for entry in above {
      guard let index = places[entry.key], let stood = entries[index] else {
        entries.append(entry)
        continue
      }
      if entry.value.isOff, !stood.value.isSwitch {
        entries[index] = nil
      } else {
        let value = overlay(stood.value, with: entry.value)
        entries[index] = Node.Entry(key: entry.key, mark: entry.value.isScalar ? entry.mark : stood.mark, value: value)
      }
    }
    return .map(entries.compactMap { $0 }, mark)
  case (.list(let below, let mark), .list(let above, _)):
    guard !above.isEmpty, let names = below.allNames, let newNames = above.allNames else { return over }
    var elements = below
    for (name, element) in zip(newNames, above) {
      if let index = names.firstIndex(of: name) {
        elements[index] = overlay(elements[index], with: element)
      } else {
        elements.append(element)
      }
    }
    return .list(elements, mark)
  default: return over
  }
}

/// The document with one of its variants laid over it.
///
/// - Throws: if it has no variant of this name.
func applying(variant: String?, to document: Node) throws(Problems) -> Node {
  guard let variant else { return document }
  let variants = document["variants"]?.entries ?? []
  guard let entry = variants.first(where: { $0.key == variant }) else {
    let names = variants.map(\.key)
    let hint =
      nearest(variant, in: names).map { "did you mean `\($0)`?" }
      ?? (names.isEmpty ? "it has none" : "it has \(names.joined(separator: ", "))")
    let mark = document.entries?.first { $0.key == "variants" }?.mark ?? document.mark
    throw Problems([Problem("the scenario has no variant `\(variant)`; \(hint)", at: mark)])
  }
  guard entry.value.entries != nil else { return document }
  return overlaid(document, by: entry.value)
}

/// A scenario's document with an overlay: a component that is switched off by name doesn't come back by itself.
func overlaid(_ document: Node, by over: Node) -> Node {
  var merged = overlay(document, with: over)
  let silenced = (over["components"]?.entries ?? []).filter(\.value.isOff)
  if !silenced.isEmpty, case .map(var entries, let mark) = merged,
    let index = entries.firstIndex(where: { $0.key == "components" }),
    case .map(let kept, let place) = entries[index].value
  {
    entries[index].value = .map(kept + silenced.filter { off in !kept.contains { $0.key == off.key } }, place)
    merged = .map(entries, mark)
  }
  return merged
}

extension Node {
  fileprivate var isScalar: Bool { text != nil }
  /// Whether it is a word that `off` is the opposite of.
  fileprivate var isSwitch: Bool { ["true", "false", "on", "off", "yes", "no"].contains(text ?? "") }
  fileprivate var nameText: String? { self["name"]?.text }
}

extension [Node] {
  /// The `name` of every element; nil if one has none.
  fileprivate var allNames: [String]? {
    let names = compactMap(\.nameText)
    return names.count == count ? names : nil
  }
}
