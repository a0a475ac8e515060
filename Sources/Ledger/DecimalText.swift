import Quantities

/// Room for the shortest decimal text of a number: `0.673` for 673,000,000,000 in 1e-12.
struct DecimalText: ~Copyable {
  private let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: 64)

  deinit { bytes.deallocate() }

  /// The text on its own.
  static func plain(_ value: Int128, _ decimals: Int) -> String {
    let room = DecimalText()
    let text = room.write(value, decimals: decimals)
    return String(decoding: UnsafeBufferPointer(start: text.start, count: text.count), as: UTF8.self)
  }

  /// Writes `value` / 10^`decimals`, `value` ≥ 0; the text is valid until the next.
  @inline(__always)
  func write(_ value: Int128, decimals: Int) -> (start: UnsafePointer<UInt8>, count: Int) {
    var position = 64
    var rest = UInt128(value)
    var isPointDue = false
    for index in 0..<decimals {
      // Prices below 18 million fit 64 bits, whose division is much faster.
      if let small = UInt64(exactly: rest) { return write(small, decimals - index, position, isPointDue) }
      let digit = UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
      if digit == 0, !isPointDue { continue }
      isPointDue = true
      position -= 1
      bytes[position] = 0x30 + digit
    }
    return write(UInt64(clamping: rest), 0, position, isPointDue)
  }

  @inline(__always)
  private func write(
    _ value: UInt64, _ decimals: Int, _ start: Int, _ hasDecimals: Bool
  ) -> (start: UnsafePointer<UInt8>, count: Int) {
    var (rest, position, isPointDue) = (value, start, hasDecimals)
    for _ in 0..<decimals {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      rest = quotient
      if digit == 0, !isPointDue { continue }
      isPointDue = true
      position -= 1
      bytes[position] = 0x30 + UInt8(truncatingIfNeeded: digit)
    }
    if isPointDue {
      position -= 1
      bytes[position] = UInt8(ascii: ".")
    }
    repeat {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      rest = quotient
      position -= 1
      bytes[position] = 0x30 + UInt8(truncatingIfNeeded: digit)
    } while rest > 0
    return (UnsafePointer(bytes + position), 64 - position)
  }
}
