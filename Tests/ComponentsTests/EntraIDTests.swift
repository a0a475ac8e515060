import Components
import Quantities
import TestSupport
import Testing

/// Prices are those that ahmadabdalla/azure-cost-calculator tabulates in identity/entra-id.md and aad-b2c.md.
@Suite struct EntraIDTests {
  let january = Horizon(month: 2027, 1, hours: 744)

  // By hand: of 200 P1 users 50 come with another product: 150 × 6 = 900; 10 P2 users × 9 = 90; 10 free users nothing.
  @Test func `staff bill per licence, used or not`() throws {
    var entra = EntraID()
    entra.p1Users = 200
    entra.p1Included = 50
    entra.p2Users = 10
    let run = SingleUnit(entra, over: january) { _, _ in 0 }
    #expect(try StatedPrices.cost(of: run.total("p1-licences") / 744, at: "6") == Money(decimal: "900"))
    #expect(try StatedPrices.cost(of: run.total("p2-licences") / 744, at: "9") == Money(decimal: "90"))
    #expect(run.total("free-users") / 744 == 10)
  }

  // By hand: 120,000 customers of B2C: 50,000 free, 50,000 × 0.0055 = 275, 20,000 × 0.0046 = 92, together 367. External
  // ID at 60,000: 10,000 × 0.0163 = 163.
  @Test(arguments: [
    (EntraID.External.b2c, 120_000.0, [(0.0, "0"), (50_000, "0.0055"), (100_000, "0.0046")], "367", "entra.b2c_mau"),
    (.externalID, 60_000, [(0, "0"), (50_000, "0.0163")], "163", "entra.external_id_mau"),
  ])
  func `customers bill once in a month, above the free ones`(
    _ external: EntraID.External, _ active: Double, _ bands: [(Double, String)], _ bill: String, _ key: String
  ) throws {
    var entra = EntraID()
    entra.external = external
    entra.monthlyActive = Quantity(active)
    let run = SingleUnit(entra, over: january) { _, _ in 0 }
    let customers = run.total("monthly-active-users") / 744
    #expect(try StatedPrices.cost(of: customers, bands: bands) == Money(decimal: bill))
    #expect(entra.priceKey(ofMeter: 3) == key)
  }

  // By hand: 1,000 customers that come on half of the days are all but 1,000 / 2^31 of them in a month of 31 days; with
  // one day's chance of 0 nobody, of 1 everybody.
  @Test(arguments: [(0.0, 0.0), (0.5, 1000.0 - 1000.0 / 2_147_483_648), (1.0, 1000.0)])
  func `customers count once however often they come`(_ daily: Double, _ active: Double) {
    var entra = EntraID()
    entra.registered = 1000
    entra.daily = Quantity(daily)
    let run = SingleUnit(entra, over: january) { _, _ in 0 }
    #expect(abs(run.total("monthly-active-users") / 744 - active) < 1e-9)
  }

  // By hand: 1,000 codes of B2C × 0.03 = 30; the price of External ID's is unknown.
  @Test func `codes bill one by one`() throws {
    var entra = EntraID()
    #expect(entra.priceKey(ofMeter: 4) == "entra.external_id_mfa")
    entra.external = .b2c
    #expect(entra.priceKey(ofMeter: 4) == "entra.b2c_mfa")
    let run = SingleUnit(entra, over: january) { _, step in step < 10 ? 100 : 0 }
    #expect(try StatedPrices.cost(of: run.total("mfa-challenges"), at: "0.03") == Money(decimal: "30"))
  }

  @Test func `more included than used is a conflict`() {
    var entra = EntraID()
    entra.p2Included = 1
    #expect(entra.conflicts() == ["`p2.included` is above `p2.users`"])
  }
}
