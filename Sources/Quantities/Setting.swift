/// One thing that an architect may write about `Root`: key, unit, default, bounds and meaning in one place, from which reading,
/// the JSON Schema and the catalogue all come.
public struct Setting<Root>: Sendable {
  /// The key; dots nest, as in `scaleOut.cpu`.
  public let key: String
  /// One sentence: what it means.
  public let doc: String
  /// What a schema says of the value.
  public let shape: Shape
  /// Whether the file must state it.
  public let required: Bool
  /// Reads the value into `Root`, or notes what is wrong with it.
  public let read: @Sendable (inout Root, Node, inout Problems) -> Void
  /// The value that `root` holds, as a scenario would write it; nil if it holds none.
  public let write: @Sendable (Root) -> String?

  /// A setting read and written by hand; the factories below cover the usual ones.
  public init(
    _ key: String, shape: Shape, required: Bool = false, _ doc: String,
    read: @escaping @Sendable (inout Root, Node, inout Problems) -> Void,
    write: @escaping @Sendable (Root) -> String? = { _ in nil }
  ) {
    self.key = key
    self.shape = shape
    self.required = required
    self.doc = doc
    self.read = read
    self.write = write
  }
}

/// What a value looks like.
public indirect enum Shape: Sendable {
  /// A number in one of the unit's spellings, the first being the usual one.
  case number(unit: String, spellings: [String])
  /// One of a few words.
  case choice([String])
  /// Any text; `pattern` if it has a form.
  case text(pattern: String?)
  /// `true` or `false`.
  case flag
  /// A list.
  case list(Shape)
  /// A mapping with these keys.
  case object([Field])
  /// A mapping from free names to values of one shape.
  case dictionary(Shape)
  /// One of several shapes.
  case either([Shape])
  /// Another named definition of the schema.
  case reference(String)
}

/// A key of an object in a schema.
public struct Field: Sendable {
  /// The key.
  public let key: String
  /// Its meaning.
  public let doc: String
  /// Its value's shape.
  public let shape: Shape
  /// Whether it must stand.
  public let required: Bool
  /// Its default as the file would write it.
  public let fallback: String?

  /// A key of an object.
  public init(key: String, doc: String, shape: Shape, required: Bool, fallback: String?) {
    self.key = key
    self.doc = doc
    self.shape = shape
    self.required = required
    self.fallback = fallback
  }
}

extension Setting {
  /// A number with a unit, within bounds (0 to 10^15 unless told).
  public static func number<U: Unit>(
    _ key: String, _ path: any WritableKeyPath<Root, Quantity<U>> & Sendable, in range: ClosedRange<Double> = 0...1e15,
    required: Bool = false, _ doc: String
  ) -> Setting {
    Setting(
      key, shape: .number(unit: U.symbol, spellings: U.spellings.map(\.name)), required: required, doc,
      read: { root, node, problems in
        if let value = Reading.quantity(node, key, as: U.self, in: range, &problems) { root[keyPath: path] = value }
      }, write: { Measure.write($0[keyPath: path]) })
  }

  /// A number with a unit that may be absent.
  public static func optional<U: Unit>(
    _ key: String, _ path: any WritableKeyPath<Root, Quantity<U>?> & Sendable, in range: ClosedRange<Double> = 0...1e15,
    _ doc: String
  ) -> Setting {
    Setting(
      key, shape: .number(unit: U.symbol, spellings: U.spellings.map(\.name)), doc,
      read: { root, node, problems in
        if let value = Reading.quantity(node, key, as: U.self, in: range, &problems) { root[keyPath: path] = value }
      }, write: { $0[keyPath: path].map(Measure.write) })
  }

  /// One of the cases of an enum with string raw values.
  public static func choice<C: RawRepresentable & CaseIterable & Sendable>(
    _ key: String, _ path: any WritableKeyPath<Root, C> & Sendable, _ doc: String
  ) -> Setting where C.RawValue == String {
    Setting(
      key, shape: .choice(C.allCases.map(\.rawValue)), doc,
      read: { root, node, problems in
        if let value = Reading.choice(node, key, C.self, &problems) { root[keyPath: path] = value }
      }, write: { $0[keyPath: path].rawValue })
  }

  /// `true` or `false`.
  public static func flag(_ key: String, _ path: any WritableKeyPath<Root, Bool> & Sendable, _ doc: String) -> Setting {
    Setting(
      key, shape: .flag, doc,
      read: { root, node, problems in
        switch node.text {
        case "true"?, "on"?, "yes"?: root[keyPath: path] = true
        case "false"?, "off"?, "no"?: root[keyPath: path] = false
        default: problems.add("`\(key)` takes true or false, not \(node.what)", at: node.mark)
        }
      }, write: { $0[keyPath: path] ? "true" : "false" })
  }

  /// A list of cases of an enum with string raw values; text with commas between them will do.
  public static func words<C: RawRepresentable & CaseIterable & Sendable>(
    _ key: String, _ path: any WritableKeyPath<Root, [C]> & Sendable, _ doc: String
  ) -> Setting where C.RawValue == String {
    let words = C.allCases.map(\.rawValue)
    return Setting(
      key, shape: .either([.list(.choice(words)), .text(pattern: nil)]), doc,
      read: { root, node, problems in
        let parts = node.text.map { text in
          text.split(separator: ",").map { part in
            let word = part.drop(while: { $0 == " " }).reversed().drop(while: { $0 == " " }).reversed()
            return Node.scalar(String(word), quoted: false, node.mark)
          }
        }
        guard let nodes = node.elements ?? parts else {
          problems.add("`\(key)` takes a list of \(words.joined(separator: ", ")), not \(node.what)", at: node.mark)
          return
        }
        root[keyPath: path] = nodes.compactMap { Reading.choice($0, key, C.self, &problems) }
      }, write: { $0[keyPath: path].map(\.rawValue).joined(separator: ", ") })
  }

  /// Any text on one line.
  public static func text(
    _ key: String, _ path: any WritableKeyPath<Root, String> & Sendable, required: Bool = false, pattern: String? = nil,
    _ doc: String
  ) -> Setting {
    Setting(
      key, shape: .text(pattern: pattern), required: required, doc,
      read: { root, node, problems in
        if let text = Reading.text(node, key, &problems) { root[keyPath: path] = text }
      }, write: { $0[keyPath: path].isEmpty ? nil : $0[keyPath: path] })
  }
}

/// Reads single values of a file and notes what is wrong.
public enum Reading {
  /// An amount in the unit `U` within `range`; a range `{low, likely, high}` stands at `likely`.
  public static func quantity<U: Unit>(
    _ node: Node, _ key: String, as unit: U.Type = U.self, in range: ClosedRange<Double> = 0...1e15,
    _ problems: inout Problems
  ) -> Quantity<U>? {
    if let likely = node["likely"] { return quantity(likely, key, as: unit, in: range, &problems) }
    guard let text = node.text else {
      problems.add("`\(key)` takes \(expected(U.self)), not \(node.what)", at: node.mark)
      return nil
    }
    do {
      let value = try Measure.read(text, as: U.self)
      guard range.contains(value.value) else {
        let low = Measure.write(Quantity<U>(range.lowerBound))
        let high = Measure.write(Quantity<U>(range.upperBound))
        problems.add("`\(key)` is \(text); it must lie between \(low) and \(high)", at: node.mark)
        return nil
      }
      return value
    } catch {
      switch error {
      case .noNumber: problems.add("`\(key)` takes \(expected(U.self)), not \(node.what)", at: node.mark)
      case .notFinite: problems.add("`\(key)` takes a finite number, not \(node.what)", at: node.mark)
      case .wrongUnit(let found, _):
        let unit = found.isEmpty ? "no unit" : "the unit `\(found)`"
        problems.add("`\(key)` has \(unit); it takes \(expected(U.self))", at: node.mark)
      }
      return nil
    }
  }

  /// One of the words of `C`.
  public static func choice<C: RawRepresentable & CaseIterable>(
    _ node: Node, _ key: String, _ type: C.Type = C.self, _ problems: inout Problems
  ) -> C? where C.RawValue == String {
    let words = C.allCases.map(\.rawValue)
    guard let text = node.text else {
      problems.add("`\(key)` takes one of \(words.joined(separator: ", ")), not \(node.what)", at: node.mark)
      return nil
    }
    if let value = C(rawValue: text) { return value }
    if let value = C.allCases.first(where: { $0.rawValue.lowercased() == text.lowercased() }) { return value }
    let hint = nearest(text, in: words).map { "; did you mean `\($0)`?" } ?? ""
    problems.add("`\(key)` takes one of \(words.joined(separator: ", ")), not \(node.what)\(hint)", at: node.mark)
    return nil
  }

  /// A non-empty text of at most 500 characters.
  public static func text(_ node: Node, _ key: String, _ problems: inout Problems) -> String? {
    guard let text = node.text, !text.isEmpty else {
      problems.add("`\(key)` takes a text, not \(node.what)", at: node.mark)
      return nil
    }
    guard text.count <= 500 else {
      problems.add("`\(key)` is \(text.count) characters long; at most 500 are allowed", at: node.mark)
      return nil
    }
    return text
  }

  /// `a number with one of s, ms, min` and the like.
  public static func expected<U: Unit>(_ unit: U.Type) -> String {
    let names = U.spellings.map(\.name).filter { !$0.isEmpty }
    if names.isEmpty { return "a plain number" }
    let bare = U.spellings.contains { $0.name.isEmpty } ? "a plain number or " : ""
    return bare + "a number with " + (names.count == 1 ? "" : "one of ") + names.joined(separator: ", ")
  }

  /// Reads a mapping's entries by its settings: unknown keys get the nearest name, dotted keys nest.
  ///
  /// - Parameters:
  ///   - root: what is filled.
  ///   - node: the mapping.
  ///   - settings: every key that may stand.
  ///   - owner: how messages call the mapping.
  ///   - ignoring: keys that others read.
  ///   - problems: where errors go.
  public static func fill<Root>(
    _ root: inout Root, from node: Node, by settings: [Setting<Root>], owner: String, ignoring: Set<String> = [],
    _ problems: inout Problems
  ) {
    var seen: Set<String> = []
    fill(&root, from: node, by: settings, prefix: "", owner: owner, ignoring: ignoring, &seen, &problems)
    for setting in settings where setting.required && !seen.contains(setting.key) {
      problems.add("\(owner) has no `\(setting.key)`, which it needs: \(setting.doc)", at: node.mark)
    }
  }

  private static func fill<Root>(
    _ root: inout Root, from node: Node, by settings: [Setting<Root>], prefix: String, owner: String,
    ignoring: Set<String>, _ seen: inout Set<String>, _ problems: inout Problems
  ) {
    guard let entries = node.entries else {
      if node.text == "" { return }
      problems.add(
        "\(owner)\(prefix.isEmpty ? "" : " `\(prefix.dropLast())`") takes a mapping, not \(node.what)", at: node.mark)
      return
    }
    for entry in entries where !(prefix.isEmpty && ignoring.contains(entry.key)) {
      let key = prefix + entry.key
      if let setting = settings.first(where: { $0.key == key }) {
        seen.insert(key)
        setting.read(&root, entry.value, &problems)
      } else if settings.contains(where: { $0.key.hasPrefix(key + ".") }) {
        fill(&root, from: entry.value, by: settings, prefix: key + ".", owner: owner, ignoring: [], &seen, &problems)
      } else {
        let names = settings.filter { $0.key.hasPrefix(prefix) }
          .map { String($0.key.dropFirst(prefix.count).prefix(while: { $0 != "." })) }
        let hint =
          nearest(entry.key, in: names + ignoring).map { "did you mean `\($0)`?" }
          ?? "known keys: \(Array(Set(names + ignoring)).sorted().joined(separator: ", "))"
        problems.add("\(owner) has no key `\(key)`; \(hint)", at: entry.mark)
      }
    }
  }
}
