/// Texts compared at their printed rounding: another C library's last bit may move a printed digit.
enum Rounded {
  /// One piece of a text.
  private enum Piece: Equatable {
    case byte(UInt8)
    /// Its value, and how many decimals are printed.
    case number(Double, Int)
    /// A hash, which follows from the other files.
    case hash
  }

  /// The first difference of two texts, as the number of its line; nil if they agree.
  ///
  /// Numbers agree within 1e-6 of their size, or, if they have decimals, within one unit of the last.
  static func firstDifference(_ a: String, _ b: String) -> Int? {
    if a == b { return nil }
    let (left, right) = (
      a.split(separator: "\n", omittingEmptySubsequences: false),
      b.split(separator: "\n", omittingEmptySubsequences: false)
    )
    for index in 0..<max(left.count, right.count) {
      guard index < left.count, index < right.count else { return index + 1 }
      if left[index] == right[index] { continue }
      let (one, other) = (pieces(left[index]), pieces(right[index]))
      guard one.count == other.count, zip(one, other).allSatisfy(agree) else { return index + 1 }
    }
    return nil
  }

  private static func agree(_ a: Piece, _ b: Piece) -> Bool {
    guard case .number(let x, let decimals) = a, case .number(let y, let others) = b else { return a == b }
    let size = max(x.magnitude, y.magnitude)
    var unit = 0.0
    if min(decimals, others) > 0 {
      unit = 1
      for _ in 0..<min(decimals, others) { unit /= 10 }
    }
    return (x - y).magnitude <= max(1e-6 * size, unit * 1.000_001)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }
  private static func isHex(_ byte: UInt8) -> Bool { isDigit(byte) || (byte >= 97 && byte <= 102) }

  private static func pieces(_ line: Substring) -> [Piece] {
    let bytes = Array(line.utf8)
    var pieces: [Piece] = []
    var index = 0
    while index < bytes.count {
      var end = index
      while end < bytes.count, isHex(bytes[end]) { end += 1 }
      if end - index >= 64 {
        pieces.append(.hash)
        index = end
        continue
      }
      end = index
      var isPast = false
      var decimals = 0
      var digits: [UInt8] = []
      while end < bytes.count {
        if isDigit(bytes[end]) {
          digits.append(bytes[end])
          if isPast { decimals += 1 }
        } else if bytes[end] == 46, !isPast, !digits.isEmpty, end + 1 < bytes.count, isDigit(bytes[end + 1]) {
          digits.append(46)
          isPast = true
        } else if bytes[end] == 44, !isPast, !digits.isEmpty, end + 3 < bytes.count,
          bytes[end + 1...end + 3].allSatisfy(isDigit),
          end + 4 == bytes.count || !isDigit(bytes[end + 4])
        {
          // The comma of thousands.
        } else {
          break
        }
        end += 1
      }
      if end > index, let value = Double(String(decoding: digits, as: UTF8.self)) {
        pieces.append(.number(value, decimals))
        index = end
      } else {
        pieces.append(.byte(bytes[index]))
        index += 1
      }
    }
    return pieces
  }
}
