/// Access tier of stored files, from the dearest to keep; premium stands apart, on faster disks.
///
/// Source: MicrosoftDocs/azure-docs articles/storage/blobs/access-tiers-overview.md.
public enum AccessTier: String, CaseIterable, Sendable {
  case hot, cool, cold, archive, premium

  /// Days that a file is billed for at least.
  var leastDays: Double {
    switch self {
    case .hot, .premium: 0
    case .cool: 30
    case .cold: 90
    case .archive: 180
    }
  }

  /// Whether bytes that are read are billed.
  var retrieves: Bool { leastDays > 0 }
  /// The tier that prices of retrieval and early deletion are named after; hot and premium have none.
  var charged: AccessTier { retrieves ? self : .cool }
  /// The tier that prices of lists and of other calls are named after: the standard tiers share them.
  var shared: AccessTier { self == .premium ? .premium : .hot }
}

/// A tier that a lifecycle moves files to.
public enum ColderTier: String, CaseIterable, Sendable {
  case cool, cold, archive

  /// The same as an access tier.
  var tier: AccessTier {
    switch self {
    case .cool: .cool
    case .cold: .cold
    case .archive: .archive
    }
  }
}

/// How copies of stored files are spread.
public enum StorageRedundancy: String, CaseIterable, Sendable {
  case lrs, zrs, grs, ragrs, gzrs, ragzrs

  /// Whether bytes are copied to a second region.
  var isGeo: Bool { self != .lrs && self != .zrs }
  /// Whether the archive tier has it.
  var archives: Bool { self == .lrs || self == .grs || self == .ragrs }
}

/// How stored files age: from the tier that they are put in to a second and a third one, until they are deleted.
///
/// Ages are whole days; what has reached one leaves as its day begins. What leaves a tier before its least days is billed
/// for the rest of them in advance.
struct StorageLifecycle: Sendable {
  /// Tier that files are put in.
  var first: AccessTier
  /// Tiers that they move to.
  var second = AccessTier.cool, third = AccessTier.archive
  /// Age in days at which files move to the second and the third tier; nil for never.
  var secondAge: Int?, thirdAge: Int?
  /// Age in days at which they are deleted; nil for never.
  var lastAge: Int?

  /// Days of arrivals that it looks back on.
  var remembered: Int { Swift.max(secondAge ?? 0, thirdAge ?? 0, lastAge ?? 0) + 1 }

  /// What stands in each tier of all that has arrived.
  func stocks(_ arrivals: DailyArrivals) -> (first: Double, second: Double, third: Double) {
    let living = arrivals.recent(lastAge ?? DailyArrivals.forever)
    let beforeThird = thirdAge.map(arrivals.recent) ?? living
    let beforeSecond = secondAge.map(arrivals.recent) ?? beforeThird
    return (beforeSecond, Swift.max(beforeThird - beforeSecond, 0), Swift.max(living - beforeThird, 0))
  }

  /// What leaves each tier as a day begins.
  struct Departures: Sendable {
    /// What moves to the second and the third tier.
    var toSecond = 0.0, toThird = 0.0
    /// Months of 30 days, times what leaves too early, by tier.
    var firstEarly = 0.0, secondEarly = 0.0, thirdEarly = 0.0
  }

  /// What leaves today, before anything of the day has arrived.
  func departures(_ arrivals: DailyArrivals) -> Departures {
    func reached(_ age: Int) -> Double { arrivals.recent(age + 1) - arrivals.recent(age) }
    var today = Departures()
    if let secondAge {
      today.toSecond = reached(secondAge)
      today.firstEarly += today.toSecond * first.unexpired(after: secondAge)
    }
    if let thirdAge {
      today.toThird = reached(thirdAge)
      if let secondAge {
        today.secondEarly += today.toThird * second.unexpired(after: thirdAge - secondAge)
      } else {
        today.firstEarly += today.toThird * first.unexpired(after: thirdAge)
      }
    }
    if let lastAge {
      let gone = reached(lastAge)
      if let thirdAge {
        today.thirdEarly += gone * third.unexpired(after: lastAge - thirdAge)
      } else if let secondAge {
        today.secondEarly += gone * second.unexpired(after: lastAge - secondAge)
      } else {
        today.firstEarly += gone * first.unexpired(after: lastAge)
      }
    }
    return today
  }

  /// What is wrong between tiers, ages and copies; `usesSecond` and `usesThird` say whether anything stands there.
  func conflicts(with redundancy: StorageRedundancy, usesSecond: Bool, usesThird: Bool = false) -> [String] {
    var list: [String] = []
    if usesSecond, second.leastDays <= first.leastDays {
      list.append("`lifecycle.tier` is \(second.rawValue), which is no colder than \(first.rawValue)")
    }
    let above = usesSecond ? second : first
    if usesThird, third.leastDays <= above.leastDays {
      list.append("`lifecycle.then.tier` is \(third.rawValue), which is no colder than \(above.rawValue)")
    }
    // A second tier of archive is stated, used or not; a third one is the default.
    let tiers = [first, second] + (usesThird ? [third] : [])
    if tiers.contains(.archive), !redundancy.archives {
      list.append("archive has no \(redundancy.rawValue); it takes lrs, grs or ragrs")
    }
    if first == .premium, redundancy != .lrs, redundancy != .zrs {
      list.append("premium has no \(redundancy.rawValue); it takes lrs or zrs")
    }
    if first == .premium, usesSecond || usesThird { list.append("premium has no lifecycle to other tiers") }
    if let secondAge, let thirdAge, thirdAge <= secondAge {
      list.append("`lifecycle.then.after` is not after `lifecycle.after`")
    }
    return list
  }
}

extension AccessTier {
  /// Months of 30 days that are billed in advance of a file that leaves after `days`.
  func unexpired(after days: Int) -> Double { Swift.max(leastDays - Double(days), 0) / 30 }
}
