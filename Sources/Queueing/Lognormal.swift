import Foundation

/// The lognormal distribution of mean 1: the shape of all multiplicative noise.
public enum Lognormal {
  /// The standard deviation of the logarithm that gives a coefficient of variation: σ = √ln(1 + v²).
  public static func sigma(variation v: Double) -> Double { log(1 + v * v).squareRoot() }
}

extension Stream {
  /// Numbers drawn per block: the block's stages stay in the first-level cache.
  static let block = 256

  /// Fills `out`, or a range of it, with standard normal numbers, of which the first has index `counter`.
  ///
  /// A number depends on its index alone, not on where the filling begins. Source: G. E. P. Box, M. E. Muller, "A Note
  /// on the Generation of Random Normal Deviates" (1958).
  public func fillNormal(_ out: inout [Double], in range: Range<Int>? = nil, from counter: UInt64) {
    Stream.withElements(of: &out, in: range) { out in
      normalBlocks(out.count, from: counter) { z, first, count in
        for i in 0..<count { out[first &+ i] = z[i] }
      }
    }
  }

  /// Fills `out`, or a range of it, with lognormal factors of mean 1: exp(σZ − σ²/2), Z the normal of the same index.
  ///
  /// `sigma` is held within 0…25, where no factor overflows.
  public func fillLognormal(
    _ out: inout [Double], in range: Range<Int>? = nil, from counter: UInt64, sigma: Double
  ) {
    let sigma = min(max(sigma, 0), 25)
    let shift = sigma * sigma / 2
    Stream.withElements(of: &out, in: range) { out in
      normalBlocks(out.count, from: counter) { z, first, count in
        for i in 0..<count { out[first &+ i] = FastMath.exp(sigma * z[i] - shift) }
      }
    }
  }

  /// Fills `out`, or a range of it, with exponential numbers of a mean, of which the first has index `counter`.
  public func fillExponential(
    _ out: inout [Double], in range: Range<Int>? = nil, from counter: UInt64, mean: Double
  ) {
    Stream.withElements(of: &out, in: range) { out in
      for start in stride(from: 0, to: out.count, by: Stream.block) {
        let end = min(start + Stream.block, out.count)
        for i in start..<end { out[i] = uniform(counter &+ UInt64(truncatingIfNeeded: i)) }
        for i in start..<end { out[i] = -mean * FastMath.log(out[i]) }
      }
    }
  }

  /// The elements of an array in a range, held within the array.
  @inline(__always) private static func withElements(
    of array: inout [Double], in range: Range<Int>?, _ body: (UnsafeMutableBufferPointer<Double>) -> Void
  ) {
    let range = (range ?? array.indices).clamped(to: array.indices)
    array.withUnsafeMutableBufferPointer { body(UnsafeMutableBufferPointer(rebasing: $0[range])) }
  }

  /// Hands over normal numbers in blocks: the numbers, where the block begins in the output, how many there are.
  @inline(__always) private func normalBlocks(
    _ count: Int, from counter: UInt64, use: (UnsafePointer<Double>, Int, Int) -> Void
  ) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: Stream.block + Stream.block / 2) { scratch in
      guard let z = scratch.baseAddress else { return }
      var first = 0
      var even = counter & ~1
      // An odd beginning is the second of its pair: the pair is drawn and its first number left out.
      var skipped = Int(counter & 1)
      while first < count {
        let drawn = min(Stream.block, count - first + skipped)
        let pairs = (drawn + 1) / 2
        drawPairs(z, radius: z + Stream.block, from: even, pairs: pairs)
        use(z + skipped, first, drawn - skipped)
        first += drawn - skipped
        even &+= UInt64(2 * pairs)
        skipped = 0
      }
    }
  }

  /// Box–Muller, a loop for each stage so that each is vectorised.
  private func drawPairs(
    _ z: UnsafeMutablePointer<Double>, radius: UnsafeMutablePointer<Double>, from even: UInt64, pairs: Int
  ) {
    for i in 0..<(2 * pairs) { z[i] = uniform(even &+ UInt64(truncatingIfNeeded: i)) }
    for i in 0..<pairs { radius[i] = FastMath.squareRoot(-2 * FastMath.log(z[2 &* i])) }
    for i in 0..<pairs {
      let (sine, cosine) = FastMath.sineAndCosine(turns: z[2 &* i &+ 1])
      z[2 &* i] = radius[i] * cosine
      z[2 &* i &+ 1] = radius[i] * sine
    }
  }
}
