package import Components
import Pricing

/// Which items of the public price list hold the models' meters.
package enum PriceFilters {
  /// Services of so many products that only those with a meter of a model are asked for.
  private static let wide: Set<String> = ["Storage", "Virtual Machines"]

  /// OData filters of the Retail Prices API, by service name and, in wide services, product name; sorted.
  ///
  /// No region: a filter by region hides the meters of zones and of everywhere.
  package static func all(of kinds: [Kind] = Blueprint.kinds) -> [String] {
    var filters: Set<String> = []
    for key in Set(kinds.flatMap { PriceKeys(of: $0).all }) {
      for row in EmbeddedPrices.rows(ofMeter: key) where !row.serviceName.isEmpty {
        let service = "serviceName eq \(quoted(row.serviceName))"
        if !wide.contains(row.serviceName) {
          filters.insert(service)
        } else if !row.productName.isEmpty {
          filters.insert("\(service) and productName eq \(quoted(row.productName))")
        }
      }
    }
    return filters.sorted()
  }

  /// A text as OData writes it: within single quotes, those in it doubled.
  private static func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }
}
