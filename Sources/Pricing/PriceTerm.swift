/// The terms of reservations and savings plans, as the price list writes them.
package enum PriceTerm {
  /// Every term that the price list is known to have.
  ///
  /// Years: Azure Retail Prices overview; the month: reservations of provisioned throughput for Azure OpenAI.
  package static let all = ["1 Month", "1 Year", "3 Years", "5 Years"]

  /// Hours of a term: 8,760 a year, 730 a month; nil for another text.
  package static func hours(_ text: String) -> Int64? {
    switch text {
    case "1 Month": 730
    case "1 Year": 8760
    case "3 Years": 26_280
    case "5 Years": 43_800
    default: nil
    }
  }
}
