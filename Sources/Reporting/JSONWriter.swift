/// Writes JSON in the order in which it is told to: the same values always give the same bytes.
///
/// Members of the outermost object and elements of its lists have lines of their own; what is deeper shares one.
struct JSONWriter {
  /// The text so far.
  private(set) var text = ""
  /// Whether each open object or list already has a member.
  private var open: [Bool] = []
  private var afterKey = false
  /// Levels that are broken into lines.
  private let broken = 2

  mutating func object(_ body: (inout JSONWriter) -> Void) { nest("{", "}", body) }
  mutating func list(_ body: (inout JSONWriter) -> Void) { nest("[", "]", body) }

  /// The key of the next value.
  mutating func key(_ name: String) {
    separate()
    text += JSONWriter.quoted(name) + ": "
    afterKey = true
  }

  mutating func string(_ value: String) { value_(JSONWriter.quoted(value)) }
  /// A number with the fewest digits that read back as the same double; null if it isn't finite.
  mutating func number(_ value: Double) { value_(Display.plain(value)) }
  mutating func integer(_ value: some BinaryInteger) { value_(String(value)) }
  mutating func bool(_ value: Bool) { value_(value ? "true" : "false") }
  mutating func null() { value_("null") }

  mutating func member(_ name: String, _ value: String) {
    key(name)
    string(value)
  }

  mutating func member(_ name: String, _ value: String?) {
    key(name)
    if let value { string(value) } else { null() }
  }

  mutating func member(_ name: String, number value: Double?) {
    key(name)
    if let value { number(value) } else { null() }
  }

  mutating func member(_ name: String, integer value: some BinaryInteger) {
    key(name)
    integer(value)
  }

  mutating func member(_ name: String, bool value: Bool) {
    key(name)
    bool(value)
  }

  /// A list of objects.
  mutating func member<Element>(
    _ name: String, each elements: some Sequence<Element>, _ body: (inout JSONWriter, Element) -> Void
  ) {
    key(name)
    list { writer in
      for element in elements { writer.object { body(&$0, element) } }
    }
  }

  /// A JSON string that can stand inside a page: controls, `<`, `>`, `&` and the line separators as `\u` escapes.
  static func quoted(_ value: String) -> String {
    var out = "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      case "<", ">", "&", "\u{2028}", "\u{2029}", "\u{7F}"..."\u{9F}", "\0"..."\u{1F}":
        let hex = String(scalar.value, radix: 16, uppercase: true)
        out += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }

  private mutating func value_(_ json: String) {
    separate()
    text += json
  }

  private mutating func nest(_ start: String, _ end: String, _ body: (inout JSONWriter) -> Void) {
    separate()
    text += start
    open.append(false)
    body(&self)
    let hadMembers = open.removeLast()
    if hadMembers, open.count < broken { line() }
    text += end
  }

  private mutating func separate() {
    if afterKey {
      afterKey = false
      return
    }
    guard let hasMembers = open.last else { return }
    if hasMembers { text += open.count <= broken ? "," : ", " }
    if open.count <= broken { line() }
    open[open.count - 1] = true
  }

  private mutating func line() { text += "\n" + String(repeating: "  ", count: open.count) }
}
