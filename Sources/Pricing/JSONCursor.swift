/// A place in JSON bytes, with the steps that a page reader needs; it never looks behind `end`.
struct JSONCursor {
  var at: UnsafePointer<UInt8>
  let end: UnsafePointer<UInt8>

  /// Why a step can't be made.
  enum Fault: Error {
    /// The bytes end inside a value.
    case short
    /// The bytes aren't JSON.
    case malformed
  }

  /// A text between its quotes, as it stands.
  struct Text {
    var start: UnsafePointer<UInt8>
    var count: Int
    var hasEscapes = false
    var isASCII = true
    var hasControls = false
  }

  @inline(__always)
  mutating func skipSpace() {
    while at < end, at.pointee <= 0x20, Self.isSpace(at.pointee) { at += 1 }
  }

  @inline(__always)
  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }

  /// The byte here, without passing it.
  @inline(__always)
  func peek() throws(Fault) -> UInt8 {
    guard at < end else { throw .short }
    return at.pointee
  }

  /// Passes `byte`, with the space around it.
  @inline(__always)
  mutating func pass(_ byte: UInt8) throws(Fault) {
    skipSpace()
    guard try peek() == byte else { throw .malformed }
    at += 1
    skipSpace()
  }

  /// Passes a text; the cursor stands on its opening quote.
  @inline(__always)
  mutating func text() throws(Fault) -> Text {
    at += 1
    var text = Text(start: at, count: 0)
    while true {
      // Eight bytes at a time while none is a quote, a backslash, a control or above ASCII.
      while end - at >= 8 {
        let word = UnsafeRawPointer(at).loadUnaligned(as: UInt64.self).littleEndian
        let stop = Self.stops(word)
        if stop != 0 {
          at += stop.trailingZeroBitCount >> 3
          break
        }
        at += 8
      }
      guard at < end else { throw .short }
      switch at.pointee {
      case UInt8(ascii: "\""):
        text.count = at - text.start
        at += 1
        return text
      case UInt8(ascii: "\\"):
        text.hasEscapes = true
        guard end - at >= 2 else { throw .short }
        at += 1
      case 0..<0x20: text.hasControls = true
      case 0x80...: text.isASCII = false
      default: break
      }
      at += 1
    }
  }

  /// Non-zero if a byte of `word` ends the fast stretch of a text; its lowest set bit is the first such byte's.
  @inline(__always)
  private static func stops(_ word: UInt64) -> UInt64 {
    // "Determine if a word has a zero byte", Sean Eron Anderson, Bit Twiddling Hacks.
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quote = word ^ (ones &* 0x22)
    let slash = word ^ (ones &* 0x5C)
    let found =
      ((quote &- ones) & ~quote) | ((slash &- ones) & ~slash) | ((word &- (ones &* 0x20)) & ~word) | word
    return found & (ones &* 0x80)
  }

  /// Passes any value of `depth` or fewer levels below this one.
  ///
  /// - Returns: whether it was no deeper than that; the value is passed all the same.
  mutating func skipValue(depth most: Int) throws(Fault) -> Bool {
    var open = 0
    var deepest = 0
    repeat {
      switch try peek() {
      case UInt8(ascii: "\""): _ = try text()
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        open += 1
        deepest = max(deepest, open)
        at += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        guard open > 0 else { throw .malformed }
        open -= 1
        at += 1
      case UInt8(ascii: ","), UInt8(ascii: ":"):
        guard open > 0 else { throw .malformed }
        at += 1
      case let byte where Self.isSpace(byte): at += 1
      default: try skipScalar()
      }
    } while open > 0
    return deepest <= most
  }

  /// Passes a number, `true`, `false` or `null`.
  private mutating func skipScalar() throws(Fault) {
    let start = at
    while at < end, Self.isScalar(at.pointee) { at += 1 }
    guard at > start else { throw .malformed }
    guard at < end else { throw .short }
  }

  @inline(__always)
  static func isScalar(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "E"),
      UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
      true
    default: false
    }
  }

  /// Passes `word` if it stands here.
  mutating func passes(_ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard end - at >= count else { return false }
    for index in 0..<count where at[index] != word.utf8Start[index] { return false }
    at += count
    return true
  }
}

extension JSONCursor.Text {
  /// Writes the text's meaning to `target`, which holds `count` bytes or more.
  ///
  /// - Returns: how many bytes were written; nil at an escape that is none, a lone surrogate or NUL.
  func decode(into target: UnsafeMutablePointer<UInt8>) -> Int? {
    var (from, to) = (0, 0)
    func unit(_ index: Int) -> UInt32? {
      guard index + 4 <= count else { return nil }
      var value: UInt32 = 0
      for offset in 0..<4 {
        switch start[index + offset] {
        case let byte where (0x30...0x39).contains(byte): value = value << 4 | UInt32(byte - 0x30)
        case let byte where (0x41...0x46).contains(byte): value = value << 4 | UInt32(byte - 0x41 + 10)
        case let byte where (0x61...0x66).contains(byte): value = value << 4 | UInt32(byte - 0x61 + 10)
        default: return nil
        }
      }
      return value
    }
    while from < count {
      guard start[from] == UInt8(ascii: "\\") else {
        target[to] = start[from]
        (from, to) = (from + 1, to + 1)
        continue
      }
      guard from + 1 < count else { return nil }
      let letter = start[from + 1]
      from += 2
      guard letter == UInt8(ascii: "u") else {
        guard let byte = Self.escapes[letter] else { return nil }
        target[to] = byte
        to += 1
        continue
      }
      guard var code = unit(from) else { return nil }
      from += 4
      if (0xD800..<0xDC00).contains(code), from + 6 <= count, start[from] == UInt8(ascii: "\\"),
        start[from + 1] == UInt8(ascii: "u"), let low = unit(from + 2), (0xDC00..<0xE000).contains(low)
      {
        code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
        from += 6
      }
      guard code >= 0x20, let scalar = Unicode.Scalar(code) else { return nil }
      for byte in UTF8.encode(scalar) ?? .init() {
        target[to] = byte
        to += 1
      }
    }
    return to
  }

  private static let escapes: [UInt8: UInt8] = [
    UInt8(ascii: "\""): UInt8(ascii: "\""), UInt8(ascii: "\\"): UInt8(ascii: "\\"),
    UInt8(ascii: "/"): UInt8(ascii: "/"),
    UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0C, UInt8(ascii: "n"): 0x0A, UInt8(ascii: "r"): 0x0D,
    UInt8(ascii: "t"): 0x09,
  ]
}
