/// Text of a scenario made harmless for the place where it is printed.
package enum Escape {
  /// Text for a terminal or a log: one line, without control characters, escape sequences or marks that reorder text.
  package static func line(_ text: some StringProtocol) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      default:
        if isHidden(scalar) {
          out += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
        } else {
          out.unicodeScalars.append(scalar)
        }
      }
    }
    return out
  }

  /// A printed line that no build server takes for one of its commands (`::error::`, `##vso[`, `##[`).
  package static func command(_ line: String) -> String {
    var line = line
    let text = line.drop(while: { $0 == " " })
    if text.hasPrefix("::") { line = line.prefix(line.count - text.count) + ": " + text.dropFirst() }
    guard line.contains("##") else { return line }
    var out = ""
    for character in line {
      if character == "[" || character == "v", out.hasSuffix("##") {
        out.insert(" ", at: out.index(before: out.endIndex))
      }
      out.append(character)
    }
    return out
  }

  /// Text for HTML and SVG, elements and quoted attributes alike.
  ///
  /// It works scalar by scalar: a quote with a combining mark is one `Character`, yet it would end an attribute.
  static func markup(_ text: some StringProtocol) -> String {
    var out = ""
    out.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "&": out += "&amp;"
      case "\"": out += "&quot;"
      case "'": out += "&#39;"
      case "\n", "\t": out.unicodeScalars.append(scalar)
      default: out.unicodeScalars.append(isHidden(scalar) ? "\u{FFFD}" : scalar)
      }
    }
    return out
  }

  /// An identifier for an anchor: letters, digits and hyphens; everything else as `_` and its code.
  static func anchor(_ name: String) -> String {
    var out = ""
    for scalar in name.unicodeScalars {
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "-": out.unicodeScalars.append(scalar)
      default: out += "_" + String(scalar.value, radix: 16)
      }
    }
    return out
  }

  /// Controls, line separators and the marks that reorder or hide text.
  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x61C, 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x2069, 0xFEFF, 0xFFF9...0xFFFB: true
    default: scalar.properties.generalCategory == .control
    }
  }
}
