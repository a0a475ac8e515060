import Quantities
import Testing

@testable import Pricing

@Suite struct TariffTests {
  static func tariff(_ bands: [(Int64, String)], size: Double = 1) -> Tariff? {
    Tariff(bands: bands.map { (Nano(nano: $0.0 * 1_000_000_000), Money(decimal: $0.1) ?? .zero) }, size: size)
  }

  // Examples 1 to 4 of the bandwidth card.
  @Test(
    arguments: [
      (0, "0"), (60, "0"), (100, "0"), (120, "1.74"), (1000, "78.3"), (20_000, "1692.64"), (200_000, "13773.375"),
    ] as [(Double, String)])
  func `tiers are marginal`(gigabytes: Double, cost: String) throws {
    let bands: [(Int64, String)] = [
      (0, "0"), (100, "0.087"), (10_335, "0.083"), (51_295, "0.07"), (153_695, "0.05"), (512_095, "0.05"),
    ]
    let tariff = try #require(Self.tariff(bands))
    #expect(tariff.amount(of: gigabytes) == Money(decimal: cost))
  }

  @Test func `quantities are read in the meter's unit`() throws {
    let tariff = try #require(Self.tariff([(0, "0.0004")], size: 1000))
    #expect(tariff.amount(of: 1_822_758.851497) == Money(decimal: "0.729103540599"))
  }

  @Test func `tiers that are no tariff are refused`() {
    #expect(Self.tariff([]) == nil)
    #expect(Self.tariff([(1, "1")]) == nil)
    #expect(Self.tariff([(0, "1"), (5, "1"), (5, "2")]) == nil)
    #expect(Self.tariff((0..<9).map { ($0, "1") }) == nil)
    #expect(Self.tariff((0..<8).map { ($0, "1") }) != nil)
    #expect(Self.tariff([(0, "1")], size: 0) == nil)
  }
}
