import Quantities

/// How many Databricks commit units (DBCU) a DBU draws on a pre-purchase.
///
/// The ratios are the list prices of a DBU (MicrosoftDocs/azure-docs
/// articles/cost-management-billing/reservations/reservation-discount-databricks.md@017654d and
/// prepay-databricks-reserved-capacity.md@03e5750).
enum CommitUnits {
  /// By tier and workload, in 1e-3.
  private static let ratios: [String: Int128] = [
    "premium.all_purpose": 550,
    "premium.dlt_advanced": 540,
    "premium.dlt_core": 300,
    "premium.dlt_pro": 380,
    "premium.jobs": 300,
    "premium.jobs_light": 220,
    "premium.model_serving": 82,
    "premium.model_training": 650,
    "premium.serverless_sql": 700,
    "premium.sql_classic": 220,
    "premium.sql_pro": 550,
    "standard.all_purpose": 400,
    "standard.jobs": 150,
    "standard.jobs_light": 70,
  ]

  /// The ratio of a meter's key; nil if a pre-purchase does not cover it.
  ///
  /// Photon draws as its workload does without it.
  static func perDBU(of key: String) -> Money? {
    let prefix = "dbx.dbu."
    guard key.hasPrefix(prefix) else { return nil }
    var name = String(key.dropFirst(prefix.count))
    if name.hasSuffix("_photon") { name.removeLast("_photon".count) }
    return ratios[name].map { Money(pico: $0 * 1_000_000_000) }
  }
}
