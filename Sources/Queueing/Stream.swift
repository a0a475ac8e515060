/// A stream of random numbers that is read by index: no state, so any number can be had without those before it.
///
/// Keyed by seed, replication, the name of the cause and the region, so that adding a cause changes no other's numbers.
/// The bits are the same on every platform and in every process.
public struct Stream: Sendable, Hashable {
  @usableFromInline let key: UInt64
  @usableFromInline let secondKey: UInt64

  /// The stream of one cause in one region; an empty region is a stream for all of them.
  public init(seed: UInt64, replication: UInt64 = 0, cause: String, region: String = "") {
    var key = Stream.mixed(seed &+ Stream.golden)
    // Each part is mixed in before the next, so ("ab", "c") and ("a", "bc") differ.
    for part in [replication, Stream.hash(cause), Stream.hash(region)] {
      key = Stream.mixed((key ^ part) &+ Stream.golden)
    }
    self.key = key
    secondKey = Stream.mixed(key &+ Stream.golden)
  }

  /// 64 random bits at an index.
  ///
  /// SplitMix64, read by index, with a second key between its two rounds: without it, streams would be pieces of one
  /// shared sequence. Sources: G. L. Steele, D. Lea, C. H. Flood, "Fast Splittable Pseudorandom Number Generators" (2014);
  /// the constants of D. Stafford's "Mix13" (2011).
  @inlinable public func bits(_ counter: UInt64) -> UInt64 {
    Stream.mixed(counter &* Stream.golden &+ key, secondKey)
  }

  /// A number between 0 and 1, both excluded, at an index: one of 2^52 midpoints, 2^-52 apart.
  @inlinable public func uniform(_ counter: UInt64) -> Double {
    // The top 52 bits as the fraction of a number in [1, 2); the subtraction is exact.
    Double(bitPattern: bits(counter) >> 12 | 0x3FF0_0000_0000_0000) - (1 - 0x1p-53)
  }

  /// 2^64 divided by the golden ratio, made odd: neighbouring counters land far apart.
  @usableFromInline static let golden: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// Two rounds of mixing with a key between them; a bijection of the word.
  @inlinable static func mixed(_ word: UInt64, _ key: UInt64 = 0) -> UInt64 {
    let first = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9 ^ key
    let second = (first ^ first >> 27) &* 0x94D0_49BB_1331_11EB
    return second ^ second >> 31
  }

  /// FNV-1a of a name's UTF-8 bytes, the same in every process, as the standard library's hash is not.
  ///
  /// Source: G. Fowler, L. C. Noll, K.-P. Vo, "The FNV Non-Cryptographic Hash Algorithm".
  static func hash(_ name: String) -> UInt64 {
    name.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }
}
