/// A JSON value that is written as it stands, keys in the given order.
indirect enum JSONText {
  case object([(key: String, value: JSONText)])
  case array([JSONText])
  case string(String)
  /// A number as text.
  case number(String)
  case flag(Bool)

  /// The value over several lines, indented by two spaces.
  var written: String {
    var out = ""
    write(into: &out, indent: "")
    return out
  }

  private func write(into out: inout String, indent: String) {
    let inner = indent + "  "
    switch self {
    case .object(let members) where members.isEmpty: out += "{}"
    case .object(let members):
      out += "{"
      for (index, member) in members.enumerated() {
        out += (index == 0 ? "\n" : ",\n") + inner + Self.quoted(member.key) + ": "
        member.value.write(into: &out, indent: inner)
      }
      out += "\n" + indent + "}"
    case .array(let elements) where elements.isEmpty: out += "[]"
    case .array(let elements):
      out += "["
      for (index, element) in elements.enumerated() {
        out += (index == 0 ? "\n" : ",\n") + inner
        element.write(into: &out, indent: inner)
      }
      out += "\n" + indent + "]"
    case .string(let text): out += Self.quoted(text)
    case .number(let text): out += text
    case .flag(let flag): out += flag ? "true" : "false"
    }
  }

  private static func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\t": out += "\\t"
      case "\r": out += "\\r"
      case _ where scalar.value < 0x20:
        let hex = String(scalar.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }
}
