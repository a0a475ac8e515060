package import Quantities

extension Scenario {
  /// One of the environments in which a scenario is deployed: dev, test, prod.
  package struct Environment: Sendable {
    /// What becomes of it outside its hours.
    package enum Outside: String, CaseIterable, Sendable {
      /// What can be paused or deallocated is; the rest goes on being billed.
      case stopped
      /// Besides, what keeps no data is deleted, and deployed again in the morning.
      case removed
    }
    /// By which rows it is priced.
    package enum Offer: String, CaseIterable, Sendable {
      case standard
      case devTest = "dev-test"
    }
    package var name = ""
    /// By what the demand of the scenario's users is multiplied.
    package var scale: Quantity<Share> = 1
    /// When it is on; nil for always.
    package var hours: OpenHours?
    package var outside = Outside.stopped
    package var prices = Offer.standard
    /// Whether its instances keep their plain names: the one called `prod`, else the first.
    package var isMain = false
    package init() {}

    /// Kinds that an organisation has once: licences of its users, who are the same people in all environments.
    package static let organisational: Set<String> = ["entra-id", "azure-devops"]

    /// What is put behind the names of its instances; no name in a scenario has an `@`.
    package var suffix: String { isMain ? "" : "@\(name)" }
  }

  /// When an environment is on: a stretch of local time on some days of the week.
  package struct OpenHours: Sendable, Hashable {
    /// Minutes since local midnight, from which on it is on.
    package var from = 0
    /// Minutes since local midnight, until which it is on; at or below `from`, of the next day.
    package var to = 1440
    /// Monday first: the days on which the stretch begins.
    package var days = Array(repeating: true, count: 7)
    /// IANA name, such as `Europe/Berlin`.
    package var timezone = "UTC"
    package init() {}

    /// Whether it is on at a local minute of the day and weekday (0 for Monday).
    package func isOpen(minute: Int, weekday: Int) -> Bool {
      if from < to { return days[weekday] && from <= minute && minute < to }
      return days[weekday] && minute >= from || days[(weekday + 6) % 7] && minute < to
    }

    /// `08:00-18:00 mon-fri Europe/Berlin`.
    package var text: String {
      func clock(_ minute: Int) -> String { "\(Date.two(minute / 60)):\(Date.two(minute % 60))" }
      var stretches: [String] = []
      var day = 0
      while day < 7 {
        guard days[day] else {
          day += 1
          continue
        }
        let first = day
        while day < 6, days[day + 1] { day += 1 }
        stretches.append(first == day ? Self.dayNames[day] : "\(Self.dayNames[first])-\(Self.dayNames[day])")
        day += 1
      }
      return "\(clock(from))-\(clock(to)) \(stretches.joined(separator: ", ")) \(timezone)"
    }

    /// Monday first.
    static let dayNames = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
  }

  /// Something that happens, or is paid, apart from the users: a backfill, a migration, a licence.
  package struct OneOff: Sendable {
    package enum Period: String, CaseIterable, Sendable { case once, month }
    package var name = ""
    /// Hours from the horizon's start.
    package var start = 0.0
    /// Over how many hours its visits are spread.
    package var hours = 0.0
    /// Index of the region from which its visits come.
    package var region = 0
    /// What it does in all, instance by instance.
    package var visits: [Visit] = []
    /// What it costs, beside what its visits cost.
    package var amount: Money?
    /// Whether the amount is paid once or every month.
    package var per = Period.once
    /// The last day for which an amount per month is paid.
    package var until: Date?
    package var mark = Mark(file: "", line: 1, column: 1)
    package init() {}
  }
}
