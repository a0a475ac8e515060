package import Quantities

/// Reads comma-separated text as RFC 4180 states it, record by record.
///
/// Commas, doubled quotes and line ends may stand inside quotes; lines end in LF or CRLF.
package struct CSVReader: Sendable {
  /// Most bytes of a file.
  package static let mostBytes = 64 << 20
  /// Most bytes of a field.
  package static let mostFieldBytes = 1 << 20

  /// One field with its place.
  package struct Field: Sendable {
    /// Its text, without quotes.
    package var text: String
    /// 1-based.
    package var line: Int
    /// 1-based, in bytes.
    package var column: Int
  }

  private let bytes: [UInt8]
  private let file: String
  private var index = 0
  private var line = 1
  private var lineStart = 0

  /// Starts at the first byte; a byte order mark is skipped.
  ///
  /// - Throws: a problem if the file is larger than 64 MB.
  package init(_ bytes: [UInt8], file: String) throws(Problem) {
    guard bytes.count <= Self.mostBytes else {
      throw Problem(
        "the file has \(bytes.count) bytes; at most \(Self.mostBytes) are read",
        at: Mark(file: file, line: 1, column: 1))
    }
    self.bytes = bytes
    self.file = file
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      index = 3
      lineStart = 3
    }
  }

  /// Where a field stands.
  package func mark(_ field: Field) -> Mark { Mark(file: file, line: field.line, column: field.column) }

  /// The next record; nil at the end.
  ///
  /// Empty lines are skipped.
  ///
  /// - Throws: a problem at a quote out of place or never closed, a field that is too long, or bytes that aren't UTF-8.
  package mutating func next() throws(Problem) -> [Field]? {
    while index < bytes.count {
      var record: [Field] = []
      record.reserveCapacity(18)
      repeat { record.append(try field()) } while skipComma()
      skipLineEnd()
      if record.count > 1 || record[0].text != "" { return record }
    }
    return nil
  }

  private mutating func field() throws(Problem) -> Field {
    let (startLine, start) = (line, index)
    let column = start - lineStart + 1
    let text: String?
    if index < bytes.count, bytes[index] == Self.quote {
      text = String(validating: try quoted(from: Mark(file: file, line: startLine, column: column)), as: UTF8.self)
    } else {
      while index < bytes.count, !isFieldEnd(bytes[index]) {
        if bytes[index] == Self.quote {
          throw Problem("a quote inside a field that isn't quoted; quote the field and double the quote", at: here)
        }
        index += 1
      }
      text = String(validating: bytes[start..<index], as: UTF8.self)
    }
    let mark = Mark(file: file, line: startLine, column: column)
    guard index - start <= Self.mostFieldBytes else {
      throw Problem("a field of \(index - start) bytes; at most \(Self.mostFieldBytes) are read", at: mark)
    }
    guard let text else { throw Problem("the field isn't UTF-8; save the file as UTF-8", at: mark) }
    return Field(text: text, line: startLine, column: column)
  }

  /// The bytes between quotes, doubled quotes made single.
  private mutating func quoted(from opening: Mark) throws(Problem) -> [UInt8] {
    var text: [UInt8] = []
    index += 1
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if byte == Self.quote {
        if index == bytes.count || isFieldEnd(bytes[index]) { return text }
        guard bytes[index] == Self.quote else {
          throw Problem("text behind a closing quote; a quote inside a field is doubled", at: here)
        }
        index += 1
      } else if byte == Self.lineFeed {
        line += 1
        lineStart = index
      }
      text.append(byte)
    }
    throw Problem("a quoted field that never ends", at: opening)
  }

  private var here: Mark { Mark(file: file, line: line, column: index - lineStart + 1) }

  private func isFieldEnd(_ byte: UInt8) -> Bool {
    byte == Self.comma || byte == Self.lineFeed || byte == Self.carriageReturn
  }

  private mutating func skipComma() -> Bool {
    guard index < bytes.count, bytes[index] == Self.comma else { return false }
    index += 1
    return true
  }

  private mutating func skipLineEnd() {
    guard index < bytes.count else { return }
    if bytes[index] == Self.carriageReturn { index += 1 }
    if index < bytes.count, bytes[index] == Self.lineFeed { index += 1 }
    line += 1
    lineStart = index
  }

  private static let quote = UInt8(ascii: "\"")
  private static let comma = UInt8(ascii: ",")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")
}
