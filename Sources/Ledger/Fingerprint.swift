/// A 128-bit hash of bytes, the same on every run, to tell equal files and rows by; not meant against forgery.
///
/// Folded multiplication as in wyhash (Wang Yi, public domain), two lanes.
struct Fingerprint: Hashable {
  var first: UInt64 = 0x2D35_8DCC_AA6C_78A5
  var second: UInt64 = 0x8BB8_4B93_962E_ACC9

  @inline(__always)
  mutating func add(_ word: UInt64) {
    let product = (first ^ word).multipliedFullWidth(by: 0x4B33_A62E_D433_D4A3)
    first = product.high ^ product.low
    let other = (second &+ word).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    second = other.high ^ other.low ^ first
  }

  /// Adds bytes with their count, so that `ab` + `c` differs from `a` + `bc`.
  @inline(__always)
  mutating func add(_ bytes: UnsafePointer<UInt8>, _ count: Int) {
    add(UInt64(truncatingIfNeeded: count))
    var index = 0
    while index + 8 <= count {
      add(UnsafeRawPointer(bytes + index).loadUnaligned(as: UInt64.self).littleEndian)
      index += 8
    }
    if index < count {
      var word: UInt64 = 0
      for offset in index..<count { word = word << 8 | UInt64(bytes[offset]) }
      add(word)
    }
  }

  /// Adds a text as its bytes.
  mutating func add(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      if let start = bytes.baseAddress { add(start, bytes.count) } else { add(0) }
    }
  }

  /// 32 hexadecimal digits.
  var hex: String { Self.hex(first) + Self.hex(second) }

  /// 16 hexadecimal digits.
  static func hex(_ word: UInt64) -> String {
    let digits = String(word, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
