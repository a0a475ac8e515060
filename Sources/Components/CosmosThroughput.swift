public import Quantities

// What the service makes of a throughput: floors, partitions and what can be had at once.
extension CosmosDB {
  static let limitsSource = "MicrosoftDocs/azure-databases-docs articles/cosmos-db/concepts-limits.md"
  static let autoscaling = "MicrosoftDocs/azure-docs articles/cosmos-db/autoscale-faq.yml"
  static let scalingUp = "MicrosoftDocs/azure-docs articles/cosmos-db/scaling-provisioned-throughput-best-practices.md"

  /// Throughput of a physical partition (`limitsSource`).
  static let perPartition = 10_000.0
  /// Gigabytes of a physical partition (`limitsSource`).
  static let gigabytesPerPartition = 50.0
  /// Throughput of a serverless container (`limitsSource`).
  static let mostServerless = 20_000.0

  /// How throughput is bought.
  public enum Throughput: String, CaseIterable, Sendable { case autoscale, manual, serverless }
  /// Whether each partition and region scales by itself, or all follow the hottest: the kind of accounts made before
  /// 2024-09-25.
  public enum Scaling: String, CaseIterable, Sendable { case dynamic, hottest }
  /// The meter that autoscale shows on: its own, or the manual one with 1.5 times the quantity.
  public enum AutoscaleMeter: String, CaseIterable, Sendable { case own, manual }

  /// The lowest manual throughput that may be set: 400, 1 per GB, a hundredth of the highest ever, and 100 for each
  /// container beyond 25 that shares it (`limitsSource`).
  public static func lowestManual(
    stored: Quantity<Gigabyte>, highest: Quantity<RequestUnitPerSecond> = 0, containers: Quantity<Count> = 0
  ) -> Quantity<RequestUnitPerSecond> {
    let shared = 400 + Swift.max(containers.value - 25, 0) * 100
    return Quantity(Swift.max(shared, stored.value, highest.value / 100))
  }

  /// The lowest maximum that autoscale may be set to: 1,000, 10 per GB, a tenth of the highest ever, and 1,000 for each
  /// container beyond 25 that shares it, in steps of 1,000 (`limitsSource`).
  public static func lowestAutoscaleMaximum(
    stored: Quantity<Gigabyte>, highest: Quantity<RequestUnitPerSecond> = 0, containers: Quantity<Count> = 0
  ) -> Quantity<RequestUnitPerSecond> {
    let shared = 1000 + Swift.max(containers.value - 25, 0) * 1000
    // A maximum holds a tenth of its figure in GB, and rises by itself where more is stored.
    let held = (stored.value / 100).ceiled * 1000
    return Quantity(Swift.max(shared, held, (highest.value / 10_000).ceiled * 1000))
  }

  /// The maximum that the service sets when an account goes from manual throughput to autoscale: the highest of 1,000,
  /// what it had, a tenth of the highest ever, 10 per GB, to the nearest 1,000 (`autoscaling`).
  public static func initialAutoscaleMaximum(
    from manual: Quantity<RequestUnitPerSecond>, highest: Quantity<RequestUnitPerSecond>, stored: Quantity<Gigabyte>
  ) -> Quantity<RequestUnitPerSecond> {
    let needed = Swift.max(1000, manual.value, highest.value / 10, stored.value * 10)
    return Quantity((needed / 1000).rounded() * 1000)
  }

  /// Physical partitions that a throughput and its data take.
  public static func partitions(
    throughput: Quantity<RequestUnitPerSecond>, stored: Quantity<Gigabyte>
  ) -> Quantity<Count> {
    let grown = Swift.max((throughput.value / perPartition).ceiled, (stored.value / gigabytesPerPartition).ceiled)
    return Quantity(Swift.max(grown, 1))
  }

  /// The highest throughput that can be set without a split: it is there at once, more takes hours (`scalingUp`).
  public static func instantCeiling(partitions: Quantity<Count>) -> Quantity<RequestUnitPerSecond> {
    Quantity(partitions.value * perPartition)
  }

  /// The throughput to go through on the way to a higher one, so that every partition splits alike (`scalingUp`).
  public static func evenSplit(
    partitions: Quantity<Count>, target: Quantity<RequestUnitPerSecond>
  ) -> Quantity<RequestUnitPerSecond> {
    var throughput = instantCeiling(partitions: partitions)
    while throughput < target { throughput = throughput * 2 }
    return throughput
  }

  /// Units of the meter for a throughput that autoscale went to, in hundreds of RU/s (`autoscaling`).
  public func units(ofAutoscale peak: Quantity<RequestUnitPerSecond>) -> Quantity<Count> {
    let premium = autoscaleMeter == .manual && !multiWrite ? 1.5 : 1
    return Quantity(peak.value / 100 * premium)
  }

  /// The throughput that stands or is the most, before anything changes or grows.
  var standing: Quantity<RequestUnitPerSecond> {
    switch throughput {
    case .manual: return Swift.max(provisioned, Quantity((replacedThroughput / 100).ceiled * 100))
    case .serverless: return Quantity(Self.mostServerless)
    case .autoscale:
      let replaced = Quantity<RequestUnitPerSecond>((replacedThroughput / 1000).ceiled * 1000)
      guard let before = switchedFrom else { return Swift.max(max, replaced) }
      let initial = Self.initialAutoscaleMaximum(from: before, highest: highestEver ?? before, stored: stored)
      return Swift.max(max, replaced, initial)
    }
  }

  /// What is wrong with throughput, partitions and changes.
  func throughputConflicts() -> [String] {
    var list: [String] = []
    let containers = self.containers ?? 0
    let held = highStorage ? 0 : stored
    switch throughput {
    case .manual:
      let highest = changes.highest(over: Swift.max(highestEver ?? 0, standing))
      let lowest = Self.lowestManual(stored: held, highest: highest, containers: containers)
      let set = changes.list.map(\.to).filter { $0 > 0 }.reduce(standing) { Swift.min($0, $1) }
      if set < lowest {
        list.append(
          "throughput is set to \(Measure.write(set)); with \(Measure.write(stored)) and \(Measure.write(highest)) at "
            + "the highest, \(Measure.write(lowest)) is the lowest: 400, 1 RU/s per GB, a hundredth of the highest")
      }
    case .autoscale:
      let lowest = Self.lowestAutoscaleMaximum(stored: held, highest: highestEver ?? 0, containers: containers)
      if max.value != (max.value / 1000).rounded() * 1000 {
        list.append("`max` is \(Measure.write(max)); autoscale takes steps of 1,000 RU/s")
      } else if standing < lowest {
        list.append(
          "`max` is \(Measure.write(max)); \(Measure.write(lowest)) is the lowest: 10 RU/s per GB, a tenth of the highest"
        )
      }
    case .serverless:
      if stored.value > 1000 { list.append("`stored` is \(Measure.write(stored)); serverless takes 1 TB") }
      if multiWrite { list.append("serverless stands in one region; `multiWrite` takes autoscale or manual") }
      if freeTier { list.append("`freeTier` is not offered for serverless") }
    }
    if throughput != .manual, !changes.isEmpty { list.append("`changes` are of manual throughput alone") }
    if throughput != .autoscale, utilization != nil { list.append("`utilization` is of autoscale alone") }
    if throughput != .autoscale, switchedFrom != nil { list.append("`switchedFrom` is of autoscale alone") }
    if let partitions, throughput != .serverless {
      let ceiling = Self.instantCeiling(partitions: partitions)
      let most = changes.highest(over: standing)
      if ceiling < most || partitions.value * Self.gigabytesPerPartition < stored.value {
        let split = Self.evenSplit(partitions: partitions, target: most)
        list.append(
          "`partitions` is \(Measure.write(partitions)); one takes 10,000 RU/s and 50 GB (all split alike on the way "
            + "to \(Measure.write(split)))")
      }
    }
    return list
  }
}
