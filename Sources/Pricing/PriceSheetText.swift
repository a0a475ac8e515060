import Quantities

/// What the fields of a price sheet say, in the spellings of the portal's downloads.
enum PriceSheetText {
  /// An exact amount such as `1,234.5` or `1.2E-05`; beyond 12 decimals rounded where that moves it by less than 1e-6.
  static func money(_ text: String) -> Money? {
    let plain = Array(text.utf8.filter { $0 != UInt8(ascii: ",") }) + [UInt8(ascii: " ")]
    return plain.withUnsafeBufferPointer { bytes -> Money? in
      guard let start = bytes.baseAddress else { return nil }
      var cursor = JSONCursor(at: start, end: start + bytes.count)
      guard let number = try? cursor.number(), cursor.at == start + bytes.count - 1,
        let scaled = number.scaled(by: 12), scaled.value >= 0, scaled.shift <= RetailItem.mostShift
      else { return nil }
      let amount = Money(pico: scaled.value)
      return amount < PriceRow.mostPrice ? amount : nil
    }
  }

  /// A number of units from 0 on with at most 9 decimals.
  static func nano(_ text: String) -> Nano? {
    guard let pico = Decimal12.parse(text.filter { $0 != "," }), pico >= 0, pico % 1000 == 0 else { return nil }
    return Int64(exactly: pico / 1000).map { Nano(nano: $0) }
  }

  /// A day, as `2027-01-20`, perhaps with a time behind it, or `1/20/2027`.
  static func date(_ text: String) -> Date? {
    let day = text.prefix { $0 != "T" && $0 != " " }
    if let date = Date(day) { return date }
    let parts = day.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 3, let month = parts[0], let number = parts[1], let year = parts[2] else { return nil }
    return Date(year: year, month: month, day: number)
  }

  /// An id of a sku in one spelling: the retail list writes `DZH318Z0BQG0/003C`.
  static func sku(_ text: String) -> String { text.replacing(":", with: "/") }

  /// The price list's word for a price type; nothing is consumption.
  static func priceType(_ text: String) -> String? {
    switch text.lowercased().filter({ $0.isLetter }) {
    case "", "consumption": "Consumption"
    case "reservation", "reservedinstance": "Reservation"
    case "savingsplan": "SavingsPlan"
    case "devtestconsumption", "devtest": "DevTestConsumption"
    default: nil
    }
  }

  /// The price list's words for a term such as `P1Y`; nil for one that it doesn't have.
  static func term(_ text: String) -> String? {
    switch text {
    case "": ""
    case "P1M": "1 Month"
    case "P1Y": "1 Year"
    case "P3Y": "3 Years"
    case "P5Y": "5 Years"
    default: PriceTerm.all.first { $0 == text }
    }
  }

  /// Whether a line is for Dev/Test subscriptions alone: the price list gives these prices a type of their own.
  ///
  /// Offers MS-AZR-0148P (Enterprise Dev/Test) and MS-AZR-0023P (Pay-As-You-Go Dev/Test): azure.microsoft.com, offer
  /// details. In a customer agreement the plan's name says so.
  static func isDevTest(offer: String?, plan: String?) -> Bool {
    if let offer = offer?.uppercased(), offer.contains("0148P") || offer.contains("0023P") { return true }
    return plan?.lowercased().filter(\.isLetter).contains("devtest") ?? false
  }
}

extension String {
  /// The text without space around it.
  var trimmed: String {
    var text = self[...]
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}
