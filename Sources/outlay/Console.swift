import Foundation
import Reporting

/// Results on stdout, everything else on stderr.
enum Console {
  /// Prints a result.
  static func print(_ text: String) { write(text + "\n", to: FileHandle.standardOutput) }

  /// Prints anything that isn't the result, each of its lines made harmless for a terminal.
  static func warn(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { Escape.command(Escape.line($0)) }
    write(lines.joined(separator: "\n") + "\n", to: FileHandle.standardError)
  }

  private static func write(_ text: String, to handle: FileHandle) {
    // A closed pipe (`outlay … | head`) is the reader's business.
    try? handle.write(contentsOf: Data(text.utf8))
  }

  /// Lines of free text at most 80 columns wide, made harmless for a terminal.
  static func wrapped(_ text: String, hanging: Int = 0) -> String {
    TerminalText.wrap(Escape.line(text), to: 80, hanging: hanging).map(Escape.command).joined(separator: "\n")
  }

  /// The same, every line moved right by `indent` columns, all but the first by two more.
  static func wrapped(_ text: String, indent: Int) -> String {
    let space = String(repeating: " ", count: indent)
    return TerminalText.wrap(Escape.line(text), to: 80 - indent, hanging: 2).map { Escape.command(space + $0) }
      .joined(separator: "\n")
  }

  /// A label in a column of its own and its text, wrapped beside it.
  static func field(_ label: String, _ text: String) -> String {
    let indent = 12
    let lines = TerminalText.wrap(Escape.line(text), to: 80 - indent)
    return lines.enumerated().map { index, line in
      TerminalText.left(index == 0 ? label : "", indent) + line
    }.map(Escape.command).joined(separator: "\n")
  }

  /// A table at most 80 columns wide; the first columns are text, the others numbers.
  static func table(_ header: [String], _ rows: [[String]], texts: Int = 1) -> String {
    TerminalTable(header: header, rows: rows.map { $0.map { Escape.line($0) } }, texts: texts).lines(80)
      .map(Escape.command).joined(separator: "\n")
  }

  /// JSON with sorted keys and no escaped slashes, for scripts.
  static func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}
