package import Quantities
import Yams

/// How large a scenario file may be.
package enum YAMLBounds {
  /// Bytes of the file.
  package static let bytes = 4_000_000
  /// Levels of nesting, aliases expanded.
  package static let depth = 64
  /// Values of the whole file, aliases expanded.
  package static let values = 200_000
}

/// Reads YAML into nodes: every scalar a raw text with its place, no guess at its type.
///
/// - Parameters:
///   - bytes: the file's content, UTF-8.
///   - file: the file as the user named it.
/// - Returns: the root of the only document.
/// - Throws: what is wrong with the file as YAML, or as a file of bounded size.
package func readYAML(_ bytes: [UInt8], file: String) throws(Problems) -> Quantities.Node {
  let text = try YAMLText(bytes, file: file)
  let parser: Yams.Parser
  let root: Yams.Node?
  do {
    // No resolver: nothing looks at what a scalar might mean.
    parser = try Yams.Parser(yaml: text.marked, resolver: .basic, constructor: .default, encoding: .utf8)
    root = try parser.singleRoot()
  } catch {
    throw Problems([text.problem(error)])
  }
  // Anchors are held weakly by the nodes and strongly by the parser.
  defer { withExtendedLifetime(parser) {} }
  guard let root else { throw Problems([text.empty]) }
  var builder = NodeBuilder(file: file)
  let built: NodeBuilder.Built
  do {
    built = try builder.build(root, depth: 1)
  } catch {
    throw Problems([error])
  }
  guard builder.problems.isEmpty else { throw builder.problems }
  if built.node.text == "" { throw Problems([text.empty]) }
  return built.node
}

/// A scenario file as text, checked before any parser sees it.
///
/// `*` is replaced by a stand-in, so that aliases reach the tree as plain scalars: the parser would expand them without
/// bounds when it compares keys, here they are expanded and counted.
private struct YAMLText {
  let file: String
  /// The text with the stand-in for `*`.
  let marked: String

  init(_ bytes: [UInt8], file: String) throws(Problems) {
    self.file = file
    func refuse(_ message: String, line: Int = 1, column: Int = 1) -> Problems {
      Problems([Problem(message, at: Mark(file: file, line: line, column: column))])
    }
    guard bytes.count <= YAMLBounds.bytes else {
      throw refuse("the file is larger than 4 MB; a scenario is a few KB")
    }
    let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    let content = bytes[(hasMark ? 3 : 0)...]
    var nesting = Nesting()
    for byte in content {
      if byte < 0x20, byte != 0x09, byte != 0x0A, byte != 0x0D {
        throw refuse(
          "the file isn't text: it holds the control character \(byte)", line: nesting.line, column: nesting.column)
      }
      if nesting.isTooDeep(after: byte) {
        throw Problems([NodeBuilder.tooDeep(Mark(file: file, line: nesting.line, column: nesting.column))])
      }
    }
    guard let text = String(validating: content, as: UTF8.self) else { throw refuse("the file isn't UTF-8 text") }
    guard !text.unicodeScalars.contains(NodeBuilder.star) else {
      throw refuse("the file holds the character U+EFFF of the private use area, which this tool needs for itself")
    }
    var marked = ""
    marked.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars { marked.unicodeScalars.append(scalar == "*" ? NodeBuilder.star : scalar) }
    // The parser keeps a pointer to the text, which a text of up to 15 bytes doesn't have.
    if marked.utf8.count < 16 { marked += "\n#               " }
    self.marked = marked
  }

  /// The file says nothing.
  var empty: Problem {
    Problem("the file is empty; a scenario begins with `outlay: 1`", at: Mark(file: file, line: 1, column: 1))
  }

  /// The parser's error in the words of this tool.
  func problem(_ error: any Error) -> Problem {
    func place(_ mark: Yams.Mark) -> Quantities.Mark { Mark(file: file, line: mark.line, column: mark.column) }
    let start = Quantities.Mark(file: file, line: 1, column: 1)
    switch error as? YamlError {
    case .scanner(let context, let problem, let mark, _)?, .parser(let context, let problem, let mark, _)?:
      if problem.hasPrefix("Maximum nesting") { return NodeBuilder.tooDeep(place(mark)) }
      var hint = ""
      if problem.contains("tab") || problem.contains("cannot start any token") {
        hint = "; indent with spaces, not tabs"
      }
      if problem.contains("mapping values") { hint = "; is a text with `: ` in it without quotes?" }
      let within = context.map { " \($0.text)" } ?? ""
      // What is never closed is mended where it opens.
      let open = problem.contains("end of stream") ? context?.mark : nil
      return Problem("this is not YAML: \(problem)\(within)\(hint)", at: place(open ?? mark))
    case .composer(_, let problem, let mark, _)?:
      let several = problem.contains("another document")
      return Problem(
        several ? "a second document begins here; a file holds one scenario" : "this is not YAML: \(problem)",
        at: place(mark))
    case .duplicatedKeysInMapping(let keys, let context)?:
      let names = keys.map { "`\(NodeBuilder.restored($0))`" }.joined(separator: ", ")
      return Problem("\(names) stands more than once in this mapping; keep one", at: place(context.mark))
    case .reader(let problem, let offset, _, let yaml)?:
      let before = yaml.prefix(offset ?? 0)
      let line = before.count(where: \.isNewline) + 1
      let column = before.reversed().prefix(while: { !$0.isNewline }).count + 1
      return Problem("this is not YAML: \(problem)", at: Mark(file: file, line: line, column: column))
    default: return Problem("this is not YAML", at: start)
    }
  }
}

/// A rough count of the nesting, before a parser recurses into it.
///
/// Its bounds lie far above what is allowed, so that brackets inside texts do no harm, and far below what the parser
/// would take. The exact count follows on the tree.
private struct Nesting {
  var line = 1
  var column = 1
  private var brackets = 0
  private var isIndent = true
  private var dashes = 0
  private var keys = 0
  private var last: UInt8 = 0

  mutating func isTooDeep(after byte: UInt8) -> Bool {
    // `- - -` and `? ? ?` nest within a line; explicit keys over lines too, and the parser compares them at each level.
    if isIndent, byte == UInt8(ascii: " ") || byte == 0x0A {
      if last == UInt8(ascii: "-") || last == UInt8(ascii: "?") { dashes += 1 }
      if last == UInt8(ascii: "?") { keys += 1 }
    }
    last = byte
    var isFarIn = false
    switch byte {
    case 0x0A:
      (line, column, isIndent, dashes) = (line + 1, 0, true, 0)
    case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "?"): break
    default:
      isFarIn = isIndent && column > 4 * YAMLBounds.depth && byte != UInt8(ascii: "#")
      isIndent = false
      if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") { brackets += 1 }
      if byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") { brackets = max(brackets - 1, 0) }
    }
    if byte & 0xC0 != 0x80 { column += 1 }
    return isFarIn || brackets > 3 * YAMLBounds.depth || dashes > YAMLBounds.depth || keys > 8
  }
}

/// Turns the parser's tree into nodes, expanding aliases within bounds.
private struct NodeBuilder {
  /// Stands for `*` in the text that is parsed: a private-use character that no text holds.
  static let star: Unicode.Scalar = "\u{EFFF}"
  let file: String
  var problems = Problems()
  private var anchors: [String: Built] = [:]
  private var count = 0

  init(file: String) { self.file = file }

  /// A node with its size, by which aliases are counted.
  struct Built {
    var node: Quantities.Node
    var values = 1
    var height = 1
  }

  static func restored(_ text: String) -> String {
    guard text.unicodeScalars.contains(star) else { return text }
    var out = ""
    for scalar in text.unicodeScalars { out.unicodeScalars.append(scalar == star ? "*" : scalar) }
    return out
  }

  static func tooDeep(_ mark: Quantities.Mark) -> Problem {
    Problem("the file is nested more than \(YAMLBounds.depth) levels deep", at: mark)
  }

  private func place(_ mark: Yams.Mark?) -> Quantities.Mark {
    Mark(file: file, line: mark?.line ?? 1, column: mark?.column ?? 1)
  }

  private mutating func charge(_ values: Int, at mark: Quantities.Mark) throws(Problem) {
    count += values
    guard count <= YAMLBounds.values else {
      throw Problem("the file holds more than \(YAMLBounds.values) values, aliases expanded", at: mark)
    }
  }

  mutating func build(_ node: Yams.Node, depth: Int) throws(Problem) -> Built {
    let mark = place(node.mark)
    guard depth <= YAMLBounds.depth else { throw Self.tooDeep(mark) }
    var built: Built
    let anchor: String?
    switch node {
    case .scalar(let scalar):
      anchor = scalar.anchor?.rawValue
      let isPlain = scalar.style == .plain || scalar.style == .any
      if isPlain, scalar.string.unicodeScalars.first == Self.star { return try alias(scalar.string, mark, depth) }
      built = Built(node: .scalar(Self.restored(scalar.string), quoted: !isPlain, mark))
      try charge(1, at: mark)
    case .sequence(let sequence):
      anchor = sequence.anchor?.rawValue
      try charge(1, at: mark)
      built = Built(node: .list([], mark))
      var elements: [Quantities.Node] = []
      for element in sequence { elements.append(try add(element, to: &built, depth)) }
      built.node = .list(elements, mark)
    case .mapping(let mapping):
      anchor = mapping.anchor?.rawValue
      try charge(1, at: mark)
      built = Built(node: .map([], mark))
      var entries: [Quantities.Node.Entry] = []
      for (key, value) in mapping {
        let value = try add(value, to: &built, depth)
        if let name = plainKey(key) {
          entries.append(Quantities.Node.Entry(key: name, mark: place(key.mark), value: value))
        }
      }
      built.node = .map(entries, mark)
    case .alias:
      anchor = nil
      built = Built(node: .scalar("", quoted: false, mark))
    }
    if let anchor { anchors[anchor] = built }
    return built
  }

  private mutating func add(_ child: Yams.Node, to parent: inout Built, _ depth: Int) throws(Problem) -> Quantities.Node
  {
    let built = try build(child, depth: depth + 1)
    parent.values += built.values
    parent.height = max(parent.height, built.height + 1)
    return built.node
  }

  private mutating func alias(_ text: String, _ mark: Quantities.Mark, _ depth: Int) throws(Problem) -> Built {
    let name = Self.restored(String(text.unicodeScalars.dropFirst()))
    guard let target = anchors[name] else { throw Problem("no anchor called `&\(name)` stands before this", at: mark) }
    try charge(target.values, at: mark)
    guard depth + target.height - 1 <= YAMLBounds.depth else { throw Self.tooDeep(mark) }
    return target
  }

  private mutating func plainKey(_ key: Yams.Node) -> String? {
    let mark = place(key.mark)
    guard case .scalar(let scalar) = key, scalar.string.unicodeScalars.first != Self.star || scalar.style != .plain
    else {
      problems.add("a key is one word or text, not a list, a mapping or an alias", at: mark)
      return nil
    }
    let name = Self.restored(scalar.string)
    if name == "<<", scalar.style == .plain {
      problems.add("`<<` is not read; state the keys, or use a variant", at: mark)
      return nil
    }
    if name.isEmpty {
      problems.add("a key is missing here", at: mark)
      return nil
    }
    return name
  }
}
