import Queueing
import Testing

/// The first `count` numbers of a stream.
private func numbers(_ stream: Queueing.Stream, _ count: Int) -> [Double] {
  (0..<count).map { stream.uniform(UInt64($0)) }
}

/// The correlation of two samples of equal length.
func correlation(_ a: some Collection<Double>, _ b: some Collection<Double>) -> Double {
  let n = Double(a.count)
  let (meanA, meanB) = (a.reduce(0, +) / n, b.reduce(0, +) / n)
  let covariance = zip(a, b).reduce(0) { $0 + ($1.0 - meanA) * ($1.1 - meanB) }
  let squareA = a.reduce(0) { $0 + ($1 - meanA) * ($1 - meanA) }
  let squareB = b.reduce(0) { $0 + ($1 - meanB) * ($1 - meanB) }
  return covariance / (squareA * squareB).squareRoot()
}

@Suite struct StreamTests {
  /// Expected bits: the two published algorithms (FNV-1a, SplitMix64's finaliser) in integers of unbounded size.
  @Test(
    arguments: [
      (1, 0, "daily", "eastus2", [0xd5a5_017b_1cc1_1355, 0x6b68_3da5_3b6c_b69c, 0x0f68_5f8d_7ad7_e5da]),
      (7, 3, "hourly", "westeurope", [0x61f8_e69e_2c8e_8ac1, 0xe67a_d799_1d59_0d74, 0xa555_5e22_3e24_97ed]),
    ] as [(UInt64, UInt64, String, String, [UInt64])])
  func `the bits of a seed and a name are the same everywhere`(
    seed: UInt64, replication: UInt64, cause: String, region: String, expected: [UInt64]
  ) {
    let stream = Stream(seed: seed, replication: replication, cause: cause, region: region)
    #expect([0, 1, 8759].map { stream.bits($0) } == expected)
  }

  @Test func `seed, replication, cause and region each make another stream`() {
    let streams: Set = [
      Stream(seed: 1, cause: "ab", region: "c"), Stream(seed: 1, cause: "a", region: "bc"),
      Stream(seed: 1, cause: "abc"), Stream(seed: 1, cause: "", region: "abc"), Stream(seed: 2, cause: "abc"),
      Stream(seed: 1, replication: 1, cause: "abc"), Stream(seed: 0, replication: 1, cause: "abc"),
    ]
    #expect(Set(streams.map { $0.bits(0) }).count == 7)
  }

  /// Mean 1/2 and variance 1/12; four standard errors of 100,000 numbers: 0.0037 and 0.00094 (fourth moment 1/80).
  @Test(arguments: [1, 2, 3, .max] as [UInt64])
  func `numbers are spread evenly between 0 and 1`(seed: UInt64) {
    let sample = numbers(Stream(seed: seed, cause: "noise"), 100_000)
    let mean = sample.reduce(0, +) / 100_000
    let variance = sample.reduce(0) { $0 + ($1 - 0.5) * ($1 - 0.5) } / 100_000
    #expect(abs(mean - 0.5) < 0.0037)
    #expect(abs(variance - 1.0 / 12) < 0.00094)
    #expect(sample.allSatisfy { $0 > 0 && $0 < 1 })
  }

  /// Four standard errors of a correlation of 50,000 pairs: 4 / √50,000 = 0.018.
  @Test(arguments: [1, 2, 24, 168])
  func `a number tells nothing of a later one`(lag: Int) {
    let sample = numbers(Stream(seed: 1, cause: "noise"), 50_000 + lag)
    #expect(abs(correlation(sample.dropLast(lag), sample.dropFirst(lag))) < 0.018)
  }

  /// The bound of 4 standard errors as above; also against the neighbour shifted by one.
  @Test func `neighbouring seeds, replications and names are not correlated`() {
    let base = numbers(Stream(seed: 1, cause: "a", region: "r1"), 50_001)
    for other in [
      Stream(seed: 2, cause: "a", region: "r1"), Stream(seed: 1, replication: 1, cause: "a", region: "r1"),
      Stream(seed: 1, cause: "b", region: "r1"), Stream(seed: 1, cause: "a", region: "r2"),
    ] {
      let neighbour = numbers(other, 50_001)
      #expect(abs(correlation(base, neighbour)) < 0.018)
      #expect(abs(correlation(base.dropFirst(), neighbour.dropLast())) < 0.018)
    }
  }

  /// Chi-square with 255 degrees of freedom: between its 0.0005 and 0.9995 points, 185.9 and 336.7 (Wilson–Hilferty).
  @Test(arguments: [0, 12, 28, 56] as [UInt64])
  func `every byte of the bits takes all values equally often`(shift: UInt64) {
    let stream = Stream(seed: 5, cause: "bytes")
    var counts = [Double](repeating: 0, count: 256)
    for i in 0..<102_400 as Range<UInt64> { counts[Int(stream.bits(i) >> shift & 255)] += 1 }
    let chiSquare = counts.reduce(0) { $0 + ($1 - 400) * ($1 - 400) / 400 }
    #expect(chiSquare > 185.9 && chiSquare < 336.7)
  }

  /// Each of 64 bits flips with probability 1/2: 32 on average, standard error 4 / √20,000 = 0.028.
  @Test func `a step of the counter flips half of the bits`() {
    let stream = Stream(seed: 9, cause: "avalanche")
    let flipped = (0..<20_000 as Range<UInt64>).reduce(0) {
      $0 + (stream.bits($1) ^ stream.bits($1 + 1)).nonzeroBitCount
    }
    #expect(abs(Double(flipped) / 20_000 - 32) < 0.12)
  }
}
