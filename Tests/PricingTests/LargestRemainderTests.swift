import Testing

@testable import Pricing

@Suite struct LargestRemainderTests {
  // 7 in proportion to 1:1:1 is 2.33 each: the one left over goes to the first; 10 to 3:3:1 is 4.29, 4.29, 1.43.
  @Test(
    arguments: [
      (7, [1, 1, 1], [3, 2, 2]), (10, [3, 3, 1], [4, 4, 2]), (5, [0, 2, 2], [0, 3, 2]), (0, [1, 2], [0, 0]),
      (9, [4], [9]),
      (3, [0, 0], [0, 0]), (2, [1, 2], [1, 1]),
    ] as [(Int128, [Int64], [Int128])])
  func `what is left goes to the largest remainders, in ties to the first`(
    whole: Int128, weights: [Int64], expected: [Int128]
  ) {
    var splitter = LargestRemainder()
    #expect(splitter.split(whole, by: weights) == expected)
  }

  @Test func `shares of very large amounts are exact`() {
    let weights: [Int64] = [4_000_000_000_000_000_000, 1, 5_000_000_000_000_000_000]
    let whole: Int128 = 90_000_000_000_000_000_000_000_000_001
    var splitter = LargestRemainder()
    let parts = splitter.split(whole, by: weights)
    #expect(parts.reduce(0, +) == whole)
    // Its part is 1e10 less 1.1e-9: rounded down, its remainder is the largest.
    #expect(parts[1] == 10_000_000_000)
  }
}
