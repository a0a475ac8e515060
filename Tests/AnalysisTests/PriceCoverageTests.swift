import Analysis
import Components
import Pricing
import Quantities
import Testing

/// What a book knows of the models' meters.
@Suite struct PriceCoverageTests {
  static let day = Date(year: 2026, month: 11, day: 22) ?? Date(number: 0)

  static func kind(_ name: String) throws -> Kind { try #require(Blueprint.kind(name)) }

  @Test(arguments: Blueprint.kinds.map(\.name))
  func `every default key of a kind is among its keys`(_ name: String) throws {
    let kind = try Self.kind(name)
    let component = kind.type.init()
    let keys = PriceKeys(of: kind)
    #expect(keys.meters.count == kind.type.meters.count)
    for (slot, meter) in keys.meters.enumerated() { #expect(meter.keys.first == component.priceKey(ofMeter: slot)) }
  }

  @Test func `keys follow the choices`() throws {
    // 51 plans on two operating systems, but D1 on Windows alone.
    #expect(PriceKeys(of: try Self.kind("app-service")).meters[0].keys.count == 101)
    // A price list size of vCores that isn't the default.
    #expect(PriceKeys(of: try Self.kind("sql-database")).all.contains("sql.gp.gen5.compute.8vcore"))
    // Business critical databases pay no surcharge for zones, so that no key of one is asked for.
    #expect(!PriceKeys(of: try Self.kind("sql-database")).all.contains { $0.hasPrefix("sql.bc.gen5.zone") })
  }

  @Test func `prices, holes and ages are told by region`() throws {
    // Two prices of one key, one dated and one not, and two rows that are no price of it today.
    func row(_ region: String, _ unit: String, _ from: String, _ confidence: String) -> String {
      "trafficmanager.dns_queries.1m,S,P,K,M,,\(region),\(unit),0,0.54,USD,Consumption,,\(from),,\(confidence),a,"
    }
    let rows = [
      row("eastus2", "1M", "2026-11-12", "high"), row("westeurope", "1M", "", "low"),
      row("westus2", "1 Hour", "", "low"), row("northeurope", "1M", "2027-01-01", "low"),
    ]
    let csv = ([PriceRow.header] + rows).joined(separator: "\n") + "\n"
    let asOf = Self.day + (-100)
    let book = try PriceBook.read(csv: csv, file: "a.csv", asOf: asOf)
    let coverage = PriceCoverage(of: book, on: Self.day, kinds: [try Self.kind("traffic-manager")])
    let meter = try #require(coverage.meters.first { $0.keys == ["trafficmanager.dns_queries.1m"] })
    func price(_ region: String) throws -> PriceCoverage.Price { try #require(meter.prices(in: region).first) }
    #expect(try price("eastus2").confidence == .high)
    #expect(try price("eastus2").age == 10)
    #expect(try price("westeurope").confidence == .low)
    #expect(try price("westeurope").age == 100)
    // Hours don't count queries; a price that is to come isn't one; where no row is there is none.
    for region in ["westus2", "northeurope", "southeastasia", "australiaeast"] {
      #expect(try price(region).confidence == nil)
      #expect(try !price(region).missing.isEmpty)
    }
    #expect(coverage.holes.count == coverage.meters.reduce(0) { $0 + $1.prices.count } - 2)
  }

  @Test func `the embedded book prices every default meter somewhere`() throws {
    let coverage = PriceCoverage(of: try PriceBook.embedded(), on: Self.day)
    // No source states a price for these in the six regions; their cards say so.
    let unknown: Set<String> = [
      "entra-id mfa-challenges", "application-gateway data-processed", "application-gateway ddos-plans",
      "bandwidth inter-zone-in", "private-endpoint dns-queries", "databricks node-disks",
      "databricks serverless-jobs-dbu", "databricks interactive-dbu", "databricks model-serving-dbu",
      "databricks security-dbu", "virtual-machines os-disks", "virtual-machines data-disks",
      "virtual-machines disk-operations", "openai training-tokens", "openai training-hours", "openai hosting",
      "openai file-storage", "openai images", "openai speech", "openai characters",
    ]
    for meter in coverage.meters where !unknown.contains("\(meter.kind) \(meter.meter)") {
      #expect(meter.prices.contains { $0.key == meter.keys[0] && $0.confidence != nil }, "\(meter.kind) \(meter.meter)")
    }
  }

  @Test func `cost divides by confidence`() {
    func line(_ id: String, _ amount: Int128?, _ confidence: Confidence?) -> Line {
      Line(
        id: id, instance: "a", kind: "a", meter: "m", meterName: "m", region: "eastus2", month: "2027-01", tier: "0",
        quantity: .zero, unit: "1", unitPrice: nil, amount: amount.map { Money(pico: $0) }, priceType: "Consumption",
        row: nil, confidence: confidence, source: "", pool: "", fixed: false, formula: "", days: [])
    }
    let bill = Bill(
      currency: "USD",
      lines: [line("a", 60, .high), line("b", 30, .medium), line("c", 10, .low), line("d", nil, nil)])
    let shares = ConfidenceShares(of: bill)
    #expect(shares.amounts.map(\.confidence) == [.high, .medium, .low])
    #expect((shares.trusted - 0.9).magnitude < 1e-12)
    #expect(shares.unpriced == 1)
    #expect(ConfidenceShares(of: Bill(currency: "USD", lines: [])).trusted == 0)
  }

  @Test func `filters name every service of the models and no region`() {
    let filters = PriceFilters.all()
    #expect(filters.contains("serviceName eq 'Azure Cosmos DB'"))
    #expect(!filters.contains("serviceName eq 'Virtual Machines'"))
    #expect(filters.contains { $0.hasPrefix("serviceName eq 'Virtual Machines' and productName eq '") })
    #expect(filters.allSatisfy { !$0.contains("armRegionName") })
  }
}
