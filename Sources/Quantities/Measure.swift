/// Reads and prints numbers with units as scenarios write them: `60_500`, `25 ms`, `3 %/month`.
public enum Measure {
  /// Why a text is no amount of a unit.
  public enum Failure: Error, Equatable {
    /// There is no number at the start.
    case noNumber
    /// The number isn't finite.
    case notFinite
    /// The number stands without its unit, or with one that the setting does not take.
    case wrongUnit(found: String, allowed: [String])
  }

  /// Splits `60_500 RU/s` into the number and the unit's text.
  ///
  /// - Throws: `Failure` if no finite number stands first.
  public static func split(_ text: some StringProtocol) throws(Failure) -> (number: Double, unit: String) {
    var digits: [UInt8] = []
    var rest = Substring(text)[...]
    rest = rest.drop(while: { $0 == " " })
    var index = rest.startIndex
    let lowered = rest.prefix(5).lowercased()
    if [".nan", "nan", ".inf", "-.inf", "+.inf", "inf"].contains(where: lowered.hasPrefix) { throw .notFinite }
    let utf8 = rest.utf8
    scan: while index < utf8.endIndex {
      let byte = utf8[index]
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."): digits.append(byte)
      case UInt8(ascii: "+"), UInt8(ascii: "-"):
        guard digits.isEmpty || digits.last == UInt8(ascii: "e") else { break scan }
        digits.append(byte)
      case UInt8(ascii: "_"), UInt8(ascii: ","):
        guard let last = digits.last, last >= UInt8(ascii: "0"), last <= UInt8(ascii: "9") else { throw .noNumber }
      case UInt8(ascii: "e"), UInt8(ascii: "E"):
        let next = utf8.index(after: index)
        guard !digits.isEmpty, next < utf8.endIndex,
          utf8[next] == UInt8(ascii: "-") || utf8[next] == UInt8(ascii: "+")
            || (utf8[next] >= UInt8(ascii: "0") && utf8[next] <= UInt8(ascii: "9"))
        else { break scan }
        digits.append(UInt8(ascii: "e"))
      default: break scan
      }
      index = utf8.index(after: index)
    }
    guard let number = Double(String(decoding: digits, as: UTF8.self)) else { throw .noNumber }
    guard number.isFinite else { throw .notFinite }
    return (number, String(rest[index...]).trimmingSpaces())
  }

  /// The amount that `text` states in the unit `U`.
  ///
  /// - Throws: `Failure` if it is no number, or its unit is not one of `U`'s spellings.
  public static func read<U: Unit>(_ text: some StringProtocol, as unit: U.Type = U.self) throws(Failure) -> Quantity<U>
  {
    let (number, symbol) = try split(text)
    guard let spelling = U.spellings.first(where: { $0.name == symbol }) else {
      throw .wrongUnit(found: symbol, allowed: U.spellings.map(\.name))
    }
    let value = number * spelling.numerator / spelling.denominator
    guard value.isFinite else { throw .notFinite }
    return Quantity(value)
  }

  /// `quantity` as a scenario would write it: in the first spelling, or where that gives less than 1 in the largest
  /// that doesn't, so that 0.000003 GB reads `3 KB`.
  ///
  /// Reading it back gives the same quantity.
  public static func write<U: Unit>(_ quantity: Quantity<U>) -> String {
    guard let first = U.spellings.first else { return plain(quantity.value) }
    func text(_ spelling: Spelling) -> (number: Double, text: String) {
      let number = quantity.value * spelling.denominator / spelling.numerator
      // 1.1 is 110.00000000000001 %: the fewest decimals that read back as the same quantity are what was meant.
      var scale = 1.0
      for _ in 0...9 {
        let rounded = (number * scale).rounded() / scale
        if rounded * spelling.numerator / spelling.denominator == quantity.value {
          return (rounded, named(rounded, spelling))
        }
        scale *= 10
      }
      return (number, named(number, spelling))
    }
    let usual = text(first)
    guard usual.number != 0, usual.number.magnitude < 1 else { return usual.text }
    let readable = U.spellings.filter(\.isPrinted).map(text).filter { candidate in
      candidate.number.magnitude >= 1 && (try? read(candidate.text, as: U.self)) == quantity
    }
    return readable.min { $0.number.magnitude < $1.number.magnitude }?.text ?? usual.text
  }

  private static func named(_ number: Double, _ spelling: Spelling) -> String {
    spelling.name.isEmpty ? plain(number) : plain(number) + " " + spelling.name
  }

  /// A number without a needless `.0`.
  public static func plain(_ value: Double) -> String {
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

extension String {
  /// The text without spaces and tabs at its ends.
  package func trimmingSpaces() -> String {
    var text = self[...]
    while let first = text.first, first == " " || first == "\t" || first == "\r" { text.removeFirst() }
    while let last = text.last, last == " " || last == "\t" || last == "\r" { text.removeLast() }
    return String(text)
  }
}
