/// Whole shares of `whole` in proportion to `weights`, which are its exact parts of some larger sum.
///
/// Each share is the proportional one rounded down; what is left goes, one each, to the largest remainders, in ties to the first
/// (worked scenario, rule 17). The shares sum to `whole`. All zero if all weights are.
func shares(of whole: Int128, by weights: [Int64]) -> [Int128] {
  let total = weights.reduce(Int128(0)) { $0 + Int128($1) }
  guard total > 0, weights.count > 1 else { return weights.map { $0 > 0 ? whole : 0 } }
  // whole = a·total + b, so that no product leaves 128 bits: b and the weights are below 2^64.
  let (a, b) = whole.quotientAndRemainder(dividingBy: total)
  var shares: [Int128] = []
  var remainders: [(value: Int128, index: Int)] = []
  var left = whole
  for (index, weight) in weights.enumerated() {
    let (floor, remainder) = (b * Int128(weight)).quotientAndRemainder(dividingBy: total)
    let share = a * Int128(weight) + floor
    shares.append(share)
    left -= share
    remainders.append((remainder, index))
  }
  if left > 0 {
    remainders.sort { ($1.value, $0.index) < ($0.value, $1.index) }
    for remainder in remainders.prefix(Int(left)) { shares[remainder.index] += 1 }
  }
  return shares
}
