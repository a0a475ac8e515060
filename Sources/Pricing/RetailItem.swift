package import Quantities

/// A text of an item, valid until the reader goes on.
package struct RetailText {
  /// Its first byte.
  package var start: UnsafePointer<UInt8>
  /// Its bytes; 0 where the item has none.
  package var count: Int

  /// A text of bytes that stay where they are.
  package init(start: UnsafePointer<UInt8>, count: Int) {
    self.start = start
    self.count = count
  }

  /// The text for a message or a look-up.
  package var string: String { String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self) }

  /// Whether it is `word`, byte by byte.
  @inline(__always)
  package func equals(_ word: StaticString) -> Bool {
    guard count == word.utf8CodeUnitCount else { return false }
    for index in 0..<count where start[index] != word.utf8Start[index] { return false }
    return true
  }
}

/// One item of a page of the Retail Prices API; its texts are valid until the reader goes on.
///
/// Field names are the API's (learn.microsoft.com, Azure Retail Prices overview).
package struct RetailItem {
  /// The texts of an item.
  package enum Field: Int, CaseIterable, Sendable {
    case currencyCode, armRegionName, location, effectiveStartDate, meterId, meterName, productId, skuId, productName
    case skuName, serviceName, serviceId, serviceFamily, unitOfMeasure, type, armSkuName, reservationTerm
    case effectiveEndDate

    /// The API's name of it.
    package var name: String { String(describing: self) }
  }

  /// The texts, in the order of `Field`.
  private var texts: InlineArray<18, RetailText>
  /// `retailPrice`: the price of one unit; of a reservation, of its whole term.
  package var price = Money.zero
  /// `unitPrice`.
  package var unitPrice = Money.zero
  /// `tierMinimumUnits`, in units of measure.
  package var tierMinimum = Nano.zero
  /// `isPrimaryMeterRegion`; no filter, since a meter can be primary elsewhere alone.
  package var isPrimary = false
  /// Prices with a savings plan: true prices of one unit.
  package var plans = InlineArray<4, Plan>(repeating: Plan())
  /// How many of `plans` there are.
  package var planCount = 0
  /// How far rounding to 12 decimals may move a price, as a share of it.
  static let mostShift = 1e-6
  /// Whether a price had more than 12 decimals and was rounded by less than 1e-6 of itself.
  package var isRounded = false

  /// The price of one unit with a savings plan.
  package struct Plan {
    /// 1, 3 or 5.
    package var years = 0
    /// `retailPrice`.
    package var price = Money.zero
  }

  init(nothing: UnsafePointer<UInt8>) {
    texts = InlineArray(repeating: RetailText(start: nothing, count: 0))
  }

  /// One of its texts.
  package subscript(field: Field) -> RetailText {
    @inline(__always) get { texts[field.rawValue] }
    @inline(__always) set { texts[field.rawValue] = newValue }
  }

  /// Hours of the reservation's term; 0 for other types.
  package var reservationHours: Int64 { self[.reservationTerm].termHours }
}

extension RetailText {
  /// Hours of a term as the API writes it; 0 for any other text.
  package var termHours: Int64 {
    if equals("1 Year") { return 8760 }
    if equals("3 Years") { return 26_280 }
    return count == 0 ? 0 : PriceTerm.hours(string) ?? 0
  }
}

/// Why an item is left out.
package struct RetailReject: Sendable, Hashable {
  /// What is wrong.
  package var reason: Reason
  /// The field and its text.
  package var detail: String

  /// The kinds of what may be wrong.
  package enum Reason: String, CaseIterable, Sendable {
    case notAnItem = "not an item"
    case tooLarge = "over 1 MB"
    case tooDeep = "nested deeper than 32"
    case longText = "a text over 4 KB"
    case badText = "a text that isn't valid"
    case repeatedField = "a field twice"
    case wrongType = "a value of another type"
    case missingField = "a field missing"
    case badPrice = "a price that is negative, absurd or too fine"
    case badTier = "a tier that isn't valid"
    case badDate = "a date that isn't valid"
    case unknownType = "an unknown price type"
    case unknownTerm = "an unknown term"
    case unknownUnit = "an unknown unit of measure"
    case badCurrency = "a currency that isn't a code"
  }
}
