/// Splits amounts into whole shares without losing any; keeps its buffers from one split to the next.
struct LargestRemainder {
  private var shares: [Int128] = []
  private var remainders: [(value: UInt64, index: Int)] = []

  /// Whole shares of `whole` in proportion to `weights`, none below zero and their sum below 2^63.
  ///
  /// Each share is the proportional one rounded down; what is left goes, one each, to the largest remainders, in ties
  /// to the first (worked scenario, rule 17). The shares sum to `whole`. All zero if all weights are.
  mutating func split(_ whole: Int128, by weights: [Int64]) -> [Int128] {
    shares.removeAll(keepingCapacity: true)
    let total = weights.reduce(0, +)
    guard total > 0, weights.count > 1 else {
      for weight in weights { shares.append(weight > 0 ? whole : 0) }
      return shares
    }
    remainders.removeAll(keepingCapacity: true)
    // whole = a·total + b, so that b·weight / total is one division of a full-width product.
    let (a, b) = whole.quotientAndRemainder(dividingBy: Int128(total))
    let divisor = UInt64(total)
    var left = whole
    for (index, weight) in weights.enumerated() {
      let product = UInt64(b).multipliedFullWidth(by: UInt64(weight))
      let (floor, remainder) = divisor.dividingFullWidth(product)
      let share = a * Int128(weight) + Int128(floor)
      shares.append(share)
      left -= share
      remainders.append((remainder, index))
    }
    if left > 0 {
      remainders.sort { $0.value != $1.value ? $0.value > $1.value : $0.index < $1.index }
      for remainder in remainders.prefix(Int(left)) { shares[remainder.index] += 1 }
    }
    return shares
  }
}
