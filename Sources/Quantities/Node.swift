/// Where something stands in a file: 1-based line and column.
public struct Mark: Sendable, Hashable {
  /// The file as the user named it.
  public var file: String
  /// 1-based.
  public var line: Int
  /// 1-based.
  public var column: Int

  /// A place in a file.
  public init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }
}

/// What is wrong with a user's file, where, and how to mend it.
public struct Problem: Error, Sendable, Hashable, CustomStringConvertible {
  /// Where it stands; nil for a problem of the command line.
  public var mark: Mark?
  /// What is wrong and how to mend it, in one sentence.
  public var message: String

  /// A problem at a place.
  public init(_ message: String, at mark: Mark? = nil) {
    self.mark = mark
    self.message = message
  }

  /// `file:line:col: error: what, and how to mend it`.
  public var description: String {
    guard let mark else { return "error: \(message)" }
    return "\(mark.file):\(mark.line):\(mark.column): error: \(message)"
  }
}

/// All that is wrong with a file, in its order.
public struct Problems: Error, Sendable, CustomStringConvertible {
  /// The problems found so far.
  public private(set) var list: [Problem] = []
  private var noted: Set<Problem> = []

  /// No problem, or those given.
  public init(_ list: [Problem] = []) {
    self.list = list
    noted = Set(list)
  }

  /// Whether nothing is wrong.
  public var isEmpty: Bool { list.isEmpty }

  /// Notes a problem and goes on.
  public mutating func add(_ message: String, at mark: Mark?) {
    let problem = Problem(message, at: mark)
    if noted.insert(problem).inserted { list.append(problem) }
  }

  /// One line per problem, by place.
  public var description: String {
    list.enumerated().sorted {
      let (a, b) = ($0.element.mark, $1.element.mark)
      return (a?.file ?? "", a?.line ?? 0, a?.column ?? 0, $0.offset) < (
        b?.file ?? "", b?.line ?? 0, b?.column ?? 0, $1.offset
      )
    }.map(\.element.description).joined(separator: "\n")
  }
}

/// A value of a scenario file with its place: YAML without its guesses, every scalar a raw text.
public indirect enum Node: Sendable {
  /// A raw text: `off`, `02:00`, `60_000` are what stands in the file. `quoted` tells a YAML string from a plain word.
  case scalar(String, quoted: Bool, Mark)
  /// A sequence.
  case list([Node], Mark)
  /// A mapping in the file's order.
  case map([Entry], Mark)

  /// One key of a mapping with its value.
  public struct Entry: Sendable {
    /// The key.
    public var key: String
    /// Where the key stands.
    public var mark: Mark
    /// The value.
    public var value: Node

    /// A key and its value.
    public init(key: String, mark: Mark, value: Node) {
      self.key = key
      self.mark = mark
      self.value = value
    }
  }

  /// Where the value stands.
  public var mark: Mark {
    switch self {
    case .scalar(_, _, let mark), .list(_, let mark), .map(_, let mark): mark
    }
  }

  /// The raw text, if it is a scalar.
  public var text: String? {
    guard case .scalar(let text, _, _) = self else { return nil }
    return text
  }

  /// The entries, if it is a mapping.
  public var entries: [Entry]? {
    guard case .map(let entries, _) = self else { return nil }
    return entries
  }

  /// The elements, if it is a sequence.
  public var elements: [Node]? {
    guard case .list(let elements, _) = self else { return nil }
    return elements
  }

  /// The value under `key`, if it is a mapping that has it.
  public subscript(key: String) -> Node? { entries?.first { $0.key == key }?.value }

  /// Whether it is a plain `off`, `~`, `null` or nothing at all.
  public var isOff: Bool {
    guard case .scalar(let text, false, _) = self else { return false }
    return text == "off"
  }

  /// What it is, for messages.
  public var what: String {
    switch self {
    case .scalar(let text, _, _): text.isEmpty ? "nothing" : "`\(text.prefix(40))`"
    case .list: "a list"
    case .map: "a mapping"
    }
  }
}

/// The nearest of `names` to a misspelt one, by edit distance; nil when none is near.
public func nearest(_ word: String, in names: some Sequence<String>) -> String? {
  let limit = max(2, word.count / 3)
  return names.map { ($0, editDistance(word.lowercased(), $0.lowercased())) }
    .filter { $0.1 <= limit }.min { ($0.1, $0.0) < ($1.1, $1.0) }?.0
}

/// How many single-character edits turn one text into the other; texts over 64 characters are cut.
func editDistance(_ a: String, _ b: String) -> Int {
  let (a, b) = (Array(a.prefix(64)), Array(b.prefix(64)))
  var row = Array(0...b.count)
  for i in a.indices {
    var diagonal = row[0]
    row[0] = i + 1
    for j in b.indices {
      let substituted = diagonal + (a[i] == b[j] ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = min(substituted, row[j] + 1, row[j + 1] + 1)
    }
  }
  return row[b.count]
}
