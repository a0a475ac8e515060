package import Quantities

/// One reason why two sides cost not the same: a meter of an instance that one side uses otherwise, or hasn't.
package struct Difference: Sendable, Hashable {
  package var instance: String
  package var kind: String
  /// The price list's key.
  package var meter: String
  /// What the first side pays, and the other; nil where a side hasn't the instance.
  package var before: Money?
  package var after: Money?
  /// What stands behind it, in words.
  package var reason: String

  /// What the other side pays more.
  package var amount: Money { (after ?? .zero) - (before ?? .zero) }
}

/// What makes the difference between two sides: their meters, the largest difference first, equal ones left out.
///
/// The amounts add up to the difference of the totals.
package func differences(from base: Side, to other: Side) -> [Difference] {
  let (was, now) = (Sums(base), Sums(other))
  return Set(was.meters.keys).union(now.meters.keys).compactMap { key -> Difference? in
    let (before, after) = (was.meters[key], now.meters[key])
    let amount = (after?.amount ?? .zero) - (before?.amount ?? .zero)
    guard amount != .zero else { return nil }
    let hadIt = was.instances.contains(key.instance), hasIt = now.instances.contains(key.instance)
    return Difference(
      instance: key.instance, kind: (after ?? before)?.kind ?? "", meter: key.meter,
      before: hadIt ? before?.amount ?? .zero : nil, after: hasIt ? after?.amount ?? .zero : nil,
      reason: reason(before, after, hadIt: hadIt, hasIt: hasIt))
  }.sorted { a, b in
    let (left, right) = (a.amount.magnitude, b.amount.magnitude)
    return left != right ? left > right : (a.instance, a.meter) < (b.instance, b.meter)
  }
}

/// What stands behind a difference of one meter.
private func reason(_ before: Sums.Meter?, _ after: Sums.Meter?, hadIt: Bool, hasIt: Bool) -> String {
  guard let before else {
    return hadIt ? "a meter that the first side doesn't use" : "a component that the first side lacks"
  }
  guard let after else {
    return hasIt ? "a meter that only the first side uses" : "a component that only the first side has"
  }
  guard before.unit == after.unit else { return "another unit: \(before.unit) and \(after.unit)" }
  guard before.quantity != after.quantity else { return "the same quantity at another price" }
  let (was, now) = (before.quantity, after.quantity)
  let size = was == 0 ? "" : ", \(signed((now - was) / was))"
  // Where the price of one stayed, the quantity is all there is to it.
  let wasPrice = was == 0 ? 0 : before.amount.approximate / was
  let nowPrice = now == 0 ? 0 : after.amount.approximate / now
  let isAlike = abs(wasPrice - nowPrice) <= 1e-6 * Swift.max(abs(wasPrice), abs(nowPrice))
  return "\(short(was)) → \(short(now)) × \(before.unit)\(size)\(isAlike ? "" : ", at another mean price")"
}

private func signed(_ share: Double) -> String {
  let tenths = (share * 1000).rounded() / 10
  return (tenths > 0 ? "+" : "") + "\(tenths) %"
}

/// What a side pays and uses over the horizon, by instance and meter.
private struct Sums {
  struct Key: Hashable {
    var instance: String
    var meter: String
  }
  struct Meter {
    var kind: String
    var unit: String
    var quantity = 0.0
    var amount = Money.zero
  }
  var meters: [Key: Meter] = [:]
  let instances: Set<String>

  init(_ side: Side) {
    instances = Set(side.instances.map(\.name))
    for entry in side.entries {
      let key = Key(instance: entry.instance, meter: entry.meter)
      meters[key, default: Meter(kind: entry.kind, unit: entry.unit)].quantity += entry.quantity
      meters[key, default: Meter(kind: entry.kind, unit: entry.unit)].amount += entry.amount
    }
  }
}

extension Money {
  /// Without its sign.
  fileprivate var magnitude: Money { self < .zero ? -self : self }
}
