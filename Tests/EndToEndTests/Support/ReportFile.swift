import Foundation
import Quantities

/// What the tests read of a `report.json`.
struct ReportFile: Decodable, Sendable {
  struct Dated: Decodable, Sendable, Equatable {
    var date: String
    var total: String
  }
  struct Month: Decodable, Sendable, Equatable {
    var month: String
    var total: String
  }
  struct PriceRow: Decodable, Sendable {
    var meterKey: String
    var serviceName: String
    var productName: String
    var skuName: String
    var meterName: String
    var effectiveFrom: String?
  }
  struct Line: Decodable, Sendable {
    var id: String
    var instance: String
    var kind: String
    var meter: String
    var region: String
    var month: String
    var tier: String
    var quantity: String
    var unit: String
    var unitPrice: String?
    var amount: String?
    var confidence: String?
    var source: String
    var priceRow: PriceRow?
  }
  struct Alert: Decodable, Sendable {
    var kind: String
    var subject: String
    var period: String
    var threshold: String
    var limit: String
    var value: String
    var crossedAt: String
    var notifiedAt: String?
  }
  struct Demand: Decodable, Sendable {
    var journey: String
    var region: String
    var offered: Double
    var served: Double
    var lost: Double
  }
  struct Failover: Decodable, Sendable {
    var region: String
    var start: String
    var meanSecondsLost: Double
    var worstSecondsLost: Double
  }
  struct Capacity: Decodable, Sendable {
    var instance: String
    var region: String
    var metric: String
    var max: Double
    var at: String
  }
  struct Note: Decodable, Sendable {
    var key: String
    var value: String
  }
  struct File: Decodable, Sendable {
    var name: String
    var sha256: String
  }

  var schema: String
  var scenario: String
  var variant: String?
  var exit: Int
  var complete: Bool
  var total: String
  var months: [Month]
  var days: [Dated]
  var lines: [Line]
  var alerts: [Alert]
  var demand: [Demand]
  var failover: [Failover]
  var capacity: [Capacity]
  var files: [File]
  var assumptions: [Note]

  init(json: String) throws { self = try JSONDecoder().decode(Self.self, from: Data(json.utf8)) }

  /// Quantities of a meter over all tiers, regions and months, or those named.
  func quantity(_ meter: String, in region: String? = nil, month: String? = nil) -> Double {
    lines.filter { $0.meter == meter && (region ?? $0.region) == $0.region && (month ?? $0.month) == $0.month }
      .reduce(0) { $0 + (Double($1.quantity) ?? .nan) }
  }

  /// Amounts of an instance, exactly.
  func amount(of instance: String) -> Money {
    lines.filter { $0.instance == instance }.reduce(.zero) { $0 + (Money(decimal: $1.amount ?? "0") ?? .zero) }
  }

  /// Requests of a journey that are lost, in all regions or the one named.
  func lost(_ journey: String, in region: String? = nil) -> Double {
    demand.filter { $0.journey == journey && (region ?? $0.region) == $0.region }.reduce(0) { $0 + $1.lost }
  }

  /// Requests of a journey that are answered, in all regions or the one named.
  func served(_ journey: String, in region: String? = nil) -> Double {
    demand.filter { $0.journey == journey && (region ?? $0.region) == $0.region }.reduce(0) { $0 + $1.served }
  }
}

extension Sequence<Money> {
  /// Their exact sum.
  var sum: Money { reduce(.zero, +) }
}

/// Whether two numbers agree to a share of the larger.
func agree(_ a: Double, _ b: Double, within share: Double = 1e-9) -> Bool {
  abs(a - b) <= share * Swift.max(abs(a), abs(b))
}
