import Quantities

// Settings that only scenarios have: sections, lists, dates, times and money.

/// An element of a list with the node that it came from, for the places of later checks.
struct Placed<Value: Sendable>: Sendable {
  var value: Value
  var node: Node
}

extension Setting {
  /// A mapping with settings of its own; `off` and nothing leave its defaults.
  static func section<Part>(
    _ key: String, _ path: any WritableKeyPath<Root, Part> & Sendable, _ settings: [Setting<Part>], defaults: Part,
    _ doc: String
  ) -> Setting {
    Setting(
      key, shape: .object(fields(of: settings, defaults: defaults)), doc,
      read: { root, node, problems in
        if node.isOff { return }
        Reading.fill(&root[keyPath: path], from: node, by: settings, owner: "`\(key)`", &problems)
      })
  }

  /// A mapping that may be absent; `off` leaves it so.
  static func section<Part: Sendable>(
    _ key: String, optional path: any WritableKeyPath<Root, Part?> & Sendable, _ settings: [Setting<Part>],
    defaults: Part,
    _ doc: String
  ) -> Setting {
    Setting(
      key, shape: .object(fields(of: settings, defaults: defaults)), doc,
      read: { root, node, problems in
        if node.isOff { return }
        var part = defaults
        Reading.fill(&part, from: node, by: settings, owner: "`\(key)`", &problems)
        root[keyPath: path] = part
      })
  }

  /// A list of mappings; `keep` checks the elements together.
  static func list<Part: Sendable>(
    _ key: String, each: String, _ settings: [Setting<Part>], defaults: Part, _ doc: String,
    keep: @escaping @Sendable (inout Root, [Placed<Part>], inout Problems) -> Void
  ) -> Setting {
    Setting(
      key, shape: .list(.object(fields(of: settings, defaults: defaults))), doc,
      read: { root, node, problems in
        if node.isOff || node.text == "" { return }
        guard let elements = node.elements else {
          problems.add("`\(key)` takes a list, not \(node.what)", at: node.mark)
          return
        }
        var parts: [Placed<Part>] = []
        for (index, element) in elements.enumerated() {
          var part = defaults
          if element.entries == nil {
            problems.add("\(each) \(index + 1) takes a mapping, not \(element.what)", at: element.mark)
            continue
          }
          Reading.fill(&part, from: element, by: settings, owner: "\(each) \(index + 1)", &problems)
          parts.append(Placed(value: part, node: element))
        }
        keep(&root, parts, &problems)
      })
  }

  /// A whole number within bounds.
  static func whole(
    _ key: String, _ path: any WritableKeyPath<Root, Quantity<Count>> & Sendable, in range: ClosedRange<Double>,
    _ doc: String
  ) -> Setting {
    let plain = Setting.number(key, path, in: range, doc)
    return Setting(
      key, shape: plain.shape, doc,
      read: { root, node, problems in
        guard let value = Reading.quantity(node, key, as: Count.self, in: range, &problems) else { return }
        guard value.value == value.value.rounded() else {
          problems.add("`\(key)` takes a whole number, not \(node.what)", at: node.mark)
          return
        }
        root[keyPath: path] = value
      }, write: plain.write)
  }

  /// One of a few words, of which some are known but not modelled yet.
  static func choice<C: RawRepresentable & CaseIterable & Sendable>(
    _ key: String, _ path: any WritableKeyPath<Root, C> & Sendable, later: [String], _ doc: String
  ) -> Setting where C.RawValue == String {
    let plain = Setting.choice(key, path, doc)
    return Setting(
      key, shape: plain.shape, doc,
      read: { root, node, problems in
        if let text = node.text, later.contains(text.lowercased()) {
          let now = C.allCases.map(\.rawValue).joined(separator: ", ")
          problems.add("`\(key): \(text)` is not modelled yet, it comes later; known now: \(now)", at: node.mark)
        } else {
          plain.read(&root, node, &problems)
        }
      }, write: plain.write)
  }

  /// A key that is known but not modelled yet: naming it is an error that says so.
  static func later(_ key: String, _ doc: String) -> Setting {
    Setting(
      key, shape: .either([]), doc,
      read: { _, node, problems in
        problems.add("`\(key)` (\(doc)) is not modelled yet, it comes later", at: node.mark)
      })
  }

  /// A day.
  static func date(_ key: String, _ path: any WritableKeyPath<Root, Date> & Sendable, _ doc: String) -> Setting {
    Setting(
      key, shape: .text(pattern: "^\\d{4}-\\d{2}-\\d{2}$"), doc,
      read: { root, node, problems in
        if let date = Reading.date(node, key, &problems) { root[keyPath: path] = date }
      }, write: { $0[keyPath: path].description })
  }

  /// An amount of money, exact.
  static func money(
    _ key: String, _ path: any WritableKeyPath<Root, Money?> & Sendable, required: Bool = false, _ doc: String
  ) -> Setting {
    Setting(
      key, shape: .number(unit: "", spellings: [""]), required: required, doc,
      read: { root, node, problems in
        if let amount = Reading.money(node, key, &problems) { root[keyPath: path] = amount }
      })
  }

  /// A time of the day such as `02:00`, in hours.
  static func clock(_ key: String, _ path: any WritableKeyPath<Root, Quantity<Hour>> & Sendable, _ doc: String)
    -> Setting
  {
    Setting(
      key, shape: .text(pattern: "^([01]?\\d|2[0-3]):[0-5]\\d$"), doc,
      read: { root, node, problems in
        guard let seconds = node.text.flatMap(Instant.secondsOfDay) else {
          problems.add("`\(key)` takes a time of the day (UTC) such as 02:00, not \(node.what)", at: node.mark)
          return
        }
        root[keyPath: path] = Quantity(Double(seconds) / 3600)
      },
      write: {
        let minutes = Int(($0[keyPath: path].value * 60).rounded())
        return "\(Date.two(minutes / 60)):\(Date.two(minutes % 60))"
      })
  }
}

extension Reading {
  /// A day such as `2027-01-20`.
  static func date(_ node: Node, _ key: String, _ problems: inout Problems) -> Date? {
    if let date = node.text.flatMap({ Date($0) }) { return date }
    problems.add("`\(key)` takes a day such as 2027-01-20, not \(node.what)", at: node.mark)
    return nil
  }

  /// An amount of at least 0 such as `60_000` or `12.5`.
  static func money(_ node: Node, _ key: String, _ problems: inout Problems) -> Money? {
    let text = node.text ?? ""
    guard let amount = Money(decimal: text.filter { $0 != "_" && $0 != "," }), text.first?.isNumber ?? false,
      amount >= .zero, amount.approximate <= 1e15
    else {
      problems.add("`\(key)` takes an amount of money such as 60_000 or 12.50, not \(node.what)", at: node.mark)
      return nil
    }
    return amount
  }

  /// Whether `name` may name something: letters, digits, `-`, `_` and `.`, at most 64.
  static func isName(_ name: String, _ what: String, at mark: Mark, _ problems: inout Problems) -> Bool {
    guard name.count <= 64 else {
      problems.add("the name of the \(what) has \(name.count) characters; at most 64 are allowed", at: mark)
      return false
    }
    let isPlain = name.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || "-_.".utf8.contains($0)
    }
    guard isPlain, let first = name.first, first.isLetter || first.isNumber else {
      problems.add(
        "`\(name)` can't name a \(what): a name begins with a letter or digit and has only letters, digits, -, _ and .",
        at: mark)
      return false
    }
    return true
  }

  /// Notes names that stand twice in a list, and names that are too long.
  static func unique<Part>(
    _ parts: [Placed<Part>], _ what: String, _ name: (Part) -> String, _ problems: inout Problems
  ) {
    var seen: Set<String> = []
    for part in parts {
      let text = name(part.value)
      let mark = part.node["name"]?.mark ?? part.node.mark
      if text.count > 64 {
        problems.add("the name of the \(what) has \(text.count) characters; at most 64 are allowed", at: mark)
      }
      if !text.isEmpty, !seen.insert(text).inserted {
        problems.add("a second \(what) is called `\(text)`; names differ", at: mark)
      }
    }
  }
}

/// What a schema says of the settings, with their defaults; those that come later are left out.
func fields<Root>(of settings: [Setting<Root>], defaults: Root) -> [Field] {
  settings.compactMap {
    if case .either(let shapes) = $0.shape, shapes.isEmpty { return nil }
    return Field(key: $0.key, doc: $0.doc, shape: $0.shape, required: $0.required, fallback: $0.write(defaults))
  }
}
