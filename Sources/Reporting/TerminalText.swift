/// Lays text out in columns of a terminal.
package enum TerminalText {
  /// How many columns a text takes; East Asian wide characters and emoji take two.
  static func width(_ text: some StringProtocol) -> Int { text.reduce(0) { $0 + width($1) } }

  private static func width(_ character: Character) -> Int {
    guard let scalar = character.unicodeScalars.first else { return 0 }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
      0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default: return scalar.properties.generalCategory == .nonspacingMark ? 0 : 1
    }
  }

  /// A text cut to `columns`, with an ellipsis if anything is lost.
  static func cut(_ text: String, to columns: Int) -> String {
    guard width(text) > columns else { return text }
    var out = ""
    var used = 0
    for character in text {
      let next = width(character)
      if used + next > columns - 1 { break }
      out.append(character)
      used += next
    }
    return columns > 0 ? out + "…" : ""
  }

  /// Cut and filled up to exactly `columns`.
  package static func left(_ text: String, _ columns: Int) -> String {
    let text = cut(text, to: columns)
    return text + String(repeating: " ", count: max(0, columns - width(text)))
  }

  /// Cut and filled up to exactly `columns`, to the right.
  static func right(_ text: String, _ columns: Int) -> String {
    let text = cut(text, to: columns)
    return String(repeating: " ", count: max(0, columns - width(text))) + text
  }

  /// Lines of at most `columns`, broken at spaces where it can be; all but the first indented by `hanging`.
  package static func wrap(_ text: String, to columns: Int, hanging: Int = 0) -> [String] {
    let indent = String(repeating: " ", count: hanging)
    var lines: [String] = []
    var line = ""
    var isStart = true
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      for piece in pieces(of: word, columns - hanging) {
        if isStart {
          line += piece
        } else if width(line) + 1 + width(piece) <= columns {
          line += " " + piece
        } else {
          lines.append(line)
          line = indent + piece
        }
        isStart = false
      }
    }
    lines.append(line)
    return lines
  }

  /// A word too long for a line, in pieces that aren't.
  private static func pieces(of word: Substring, _ columns: Int) -> [String] {
    var pieces = [""]
    var used = 0
    for character in word {
      let next = width(character)
      if used + next > columns {
        pieces.append("")
        used = 0
      }
      pieces[pieces.count - 1].append(character)
      used += next
    }
    return pieces
  }
}

/// A table whose first column gives way.
package struct TerminalTable {
  var header: [String]
  var rows: [[String]] = []
  /// Columns to leave out, in this order, where the table would be too wide.
  var optional: [Int] = []
  /// Columns, from the left, that hold text; the others are numbers, set to the right.
  var texts = 1

  package init(header: [String], rows: [[String]] = [], optional: [Int] = [], texts: Int = 1) {
    self.header = header
    self.rows = rows
    self.optional = optional
    self.texts = texts
  }

  /// The lines, none wider than `width`; the header first.
  package func lines(_ width: Int) -> [String] {
    var columns = Array(header.indices)
    var widths = columns.map { c in ([header] + rows).map { TerminalText.width($0[c]) }.max() ?? 0 }
    var gone = optional[...]
    func rest() -> Int { width - columns.dropFirst().reduce(0) { $0 + widths[$1] + 1 } }
    while rest() < min(widths[0], 14), let column = gone.popFirst() { columns.removeAll { $0 == column } }
    // Other columns of text give way before the first one does.
    for column in (1..<max(texts, 1)).reversed() where rest() < min(widths[0], 14) {
      widths[column] = max(8, widths[column] - (min(widths[0], 14) - rest()))
    }
    widths[0] = max(1, min(widths[0], rest()))
    return ([header] + rows).map { row in
      let cells = columns.map {
        $0 < texts ? TerminalText.left(row[$0], widths[$0]) : TerminalText.right(row[$0], widths[$0])
      }
      let line = cells.joined(separator: " ")
      return TerminalText.cut(String(line.trimmingEnd), to: width)
    }
  }
}

extension String {
  /// Without spaces at its end.
  fileprivate var trimmingEnd: Substring {
    var text = self[...]
    while text.hasSuffix(" ") { text = text.dropLast() }
    return text
  }
}
