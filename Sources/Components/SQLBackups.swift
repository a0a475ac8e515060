public import Quantities

extension SQLDatabase {
  static let backups = "MicrosoftDocs/sql-docs azure-sql/database/automated-backups-overview.md"

  /// Backups for going back to a point in time, and those kept for years.
  public struct Backup: Sendable {
    /// Point-in-time backups held, as measured; nil to work them out from `used`.
    public var stored: Quantity<Gigabyte>?
    /// What they are changed to, and when.
    public var changes = Timetable<Gigabyte>()
    /// Point-in-time backups beyond what is free, as measured.
    public var excess: Quantity<Gigabyte> = 0
    /// Data in the database, of which full backups are made.
    public var used: Quantity<Gigabyte> = 0
    /// Data changed in a day.
    public var changed: Quantity<Gigabyte> = 0
    /// How many times smaller a backup is than its data.
    public var compression: Quantity<Count> = 3
    /// Days to which the database can go back.
    public var retention: Quantity<Day> = 7
    /// Long-term backups held, as measured.
    public var longTerm: Quantity<Gigabyte> = 0
    /// Long-term copies kept, each of the size of a full backup.
    public var copies: Quantity<Count> = 0
    /// Where backups are kept.
    public var redundancy: Redundancy = .geo

    /// Where backups are kept.
    public enum Redundancy: String, CaseIterable, Sendable {
      case local, zone, geo, geoZone

      /// Its part of a price key.
      var key: String {
        switch self {
        case .local: "lrs"
        case .zone: "zrs"
        case .geo: "ragrs"
        case .geoZone: "ragzrs"
        }
      }
    }

    /// Size of a full backup.
    var full: Double { used.value / Swift.max(compression.value, 1) }

    /// Point-in-time backups held where nobody measured them: full ones weekly, kept a week beyond the retention, what
    /// differs from the last full one every 12 h, and the log of each day (`backups`).
    ///
    /// A difference grows from nothing to a week's changes: 3.5 days of them on average, twice a day.
    var workedOut: Double {
      let daily = changed.value / Swift.max(compression.value, 1)
      return full * (retention.value / 7 + 1) + daily * 3.5 * 2 * retention.value + daily * (retention.value + 7)
    }
  }

  /// GB of point-in-time backups that are paid for: those beyond the database's size, all of Hyperscale's; those of DTUs
  /// are in their price, and those of a free database that pauses are free (`offered`).
  func paidBackups(held: Double) -> Double {
    guard !isDTU, role == .primary, freeOffer != .pause else { return 0 }
    let granted = freeOffer == .none ? 0 : FreeOffer.storage.value
    let free = tier == .hyperscale ? 0 : Swift.max(storage.value, granted)
    return backup.excess.value + Swift.max(held - free, 0)
  }
}
