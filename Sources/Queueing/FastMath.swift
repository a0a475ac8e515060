/// Exp, log, sine and cosine as plain formulas without a branch or a call, for noise only.
///
/// In a loop of their own the compiler turns them into vector code, with the same bits on every platform. Money uses the
/// platform's functions.
package enum FastMath {
  /// 1.5 × 2^52: added and taken away it rounds to a whole number, which stands in the low bits in between.
  static let rounder = 0x1.8p52

  /// The natural logarithm of a normal positive number, to 5e-16 relative.
  @inline(__always) package static func log(_ x: Double) -> Double {
    // x = m × 2^e with √½ ≤ m < √2.
    let half = 0x3FE6_A09E_667F_3BCD as UInt64  // √½
    let shifted = x.bitPattern &+ (0x3FF0_0000_0000_0000 - half)
    let e = Double(bitPattern: shifted >> 52 | 0x4330_0000_0000_0000) - (0x1p52 + 1023)
    let m = Double(bitPattern: (shifted & 0x000F_FFFF_FFFF_FFFF) &+ half)
    // log m = 2 artanh s = 2 s (1 + s²/3 + s⁴/5 + …), |s| < 0.172: what is left out is below 1e-15.
    let s = (m - 1) / (m + 1)
    let z = s * s
    // Odd and even powers of z apart: two short chains of operations instead of a long one.
    let w = z * z
    var odd = 1.0 / 15
    odd = odd * w + 1.0 / 11
    odd = odd * w + 1.0 / 7
    odd = odd * w + 1.0 / 3
    var even = 1.0 / 17
    even = even * w + 1.0 / 13
    even = even * w + 1.0 / 9
    even = even * w + 1.0 / 5
    let sum = odd + z * even
    let double = s + s
    return e * log2High + (double + (double * (z * sum) + e * log2Low))
  }

  /// e^x for |x| ≤ 700, to 1e-14 relative.
  @inline(__always) package static func exp(_ x: Double) -> Double {
    // x = k ln 2 + r with |r| < 0.347: the Taylor series to r¹¹ leaves out less than 7e-15.
    let marked = x * 1.4426950408889634 + rounder
    let k = marked - rounder
    let r = (x - k * log2High) - k * log2Low
    let w = r * r
    var odd = 1.0 / 39_916_800
    odd = odd * w + 1.0 / 362_880
    odd = odd * w + 1.0 / 5_040
    odd = odd * w + 1.0 / 120
    odd = odd * w + 1.0 / 6
    var even = 1.0 / 3_628_800
    even = even * w + 1.0 / 40_320
    even = even * w + 1.0 / 720
    even = even * w + 1.0 / 24
    even = even * w + 0.5
    let grown = 1 + (r + w * (even + r * odd))
    return grown * Double(bitPattern: (marked.bitPattern &+ 1023) << 52)
  }

  /// Sine and cosine of u turns (2πu) for |u| ≤ 1, to 5e-16 relative.
  @inline(__always) package static func sineAndCosine(turns u: Double) -> (sine: Double, cosine: Double) {
    // u = q/4 + r with |r| ≤ 1/8, exactly; the quarter q decides which series is which, and the signs.
    let marked = 4 * u + rounder
    let quarter = marked.bitPattern
    let angle = (u - 0.25 * (marked - rounder)) * 6.283185307179586
    let z = angle * angle
    // Taylor series to angle¹⁵ and angle¹⁴: what is left out is below 2e-15 of the result.
    var odd = -1.0 / 1_307_674_368_000
    odd = odd * z + 1.0 / 6_227_020_800
    odd = odd * z - 1.0 / 39_916_800
    odd = odd * z + 1.0 / 362_880
    odd = odd * z - 1.0 / 5_040
    odd = odd * z + 1.0 / 120
    odd = odd * z - 1.0 / 6
    let sine = (angle + angle * (z * odd)).bitPattern
    var even = -1.0 / 87_178_291_200
    even = even * z + 1.0 / 479_001_600
    even = even * z - 1.0 / 3_628_800
    even = even * z + 1.0 / 40_320
    even = even * z - 1.0 / 720
    even = even * z + 1.0 / 24
    even = even * z - 0.5
    let cosine = (1 + z * even).bitPattern
    let swapped = 0 &- (quarter & 1)
    let exchange = (sine ^ cosine) & swapped
    return (
      Double(bitPattern: sine ^ exchange ^ (quarter & 2) << 62),
      Double(bitPattern: cosine ^ exchange ^ ((quarter &+ 1) & 2) << 62)
    )
  }

  /// The square root of a positive number, to 5e-16 relative, where `squareRoot()` would be a call with a branch.
  ///
  /// Newton's method for 1/√x from a first guess that halves the exponent; four steps take 4e-2 to below 1e-20.
  @inline(__always) package static func squareRoot(_ x: Double) -> Double {
    var y = Double(bitPattern: 0x5FE6_EB50_C7B5_37A9 &- x.bitPattern >> 1)
    let half = 0.5 * x
    y *= 1.5 - half * y * y
    y *= 1.5 - half * y * y
    y *= 1.5 - half * y * y
    y *= 1.5 - half * y * y
    return x * y
  }

  // ln 2 in two parts; the first has 32 significant bits, so that whole multiples of it are exact.
  private static let log2High = 0x1.62e42feep-1
  private static let log2Low = 0x1.a39ef35793c76p-33
}
