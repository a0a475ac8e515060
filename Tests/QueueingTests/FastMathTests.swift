import Foundation
import Queueing
import Testing

/// The greatest relative difference of two functions over a grid.
private func worst(_ grid: some Sequence<Double>, _ f: (Double) -> Double, _ exact: (Double) -> Double) -> Double {
  grid.reduce(0) { worst, x in
    let e = exact(x)
    let error = e == 0 ? abs(f(x)) : abs(f(x) / e - 1)
    return error > worst || error.isNaN ? error : worst
  }
}

/// Against the platform's functions, which are right to about 1e-16.
@Suite struct FastMathTests {
  @Test func `log is right to 2e-15 between 0 and 1`() {
    #expect(worst(stride(from: 0x1p-17, to: 1, by: 0x1p-17), FastMath.log, Foundation.log) < 2e-15)
    let powers = (1...53).map { exp2(-Double($0)) }
    #expect(worst(powers, FastMath.log, Foundation.log) < 2e-15)
    #expect(worst(powers.map { 1 - $0 }, FastMath.log, Foundation.log) < 2e-15)
    #expect(FastMath.log(1) == 0)
  }

  @Test func `exp is right to 1e-14 between -40 and 40, and far beyond`() {
    #expect(worst(stride(from: -40, through: 40, by: 0.000_731), FastMath.exp, Foundation.exp) < 1e-14)
    #expect(worst(stride(from: -700, through: 700, by: 0.173), FastMath.exp, Foundation.exp) < 1e-14)
    #expect(FastMath.exp(0) == 1)
  }

  /// The references are taken of the angle from the nearest quarter turn, which is exact.
  @Test func `sine and cosine of a turn are right to 3e-15`() {
    func nearest(_ u: Double) -> (quarter: Int, angle: Double) {
      let quarter = (4 * u).rounded(.toNearestOrEven)
      return (Int(quarter) & 3, 2 * .pi * (u - quarter / 4))
    }
    func sine(_ u: Double) -> Double {
      let (quarter, a) = nearest(u)
      return [sin(a), cos(a), -sin(a), -cos(a)][quarter]
    }
    func cosine(_ u: Double) -> Double {
      let (quarter, a) = nearest(u)
      return [cos(a), -sin(a), -cos(a), sin(a)][quarter]
    }
    let grid = stride(from: -1, through: 1, by: 0x1p-16)
    #expect(worst(grid, { FastMath.sineAndCosine(turns: $0).sine }, sine) < 3e-15)
    #expect(worst(grid, { FastMath.sineAndCosine(turns: $0).cosine }, cosine) < 3e-15)
    #expect(FastMath.sineAndCosine(turns: 0.25) == (1, 0))
    #expect(FastMath.sineAndCosine(turns: 0.5) == (0, -1))
  }

  @Test func `square root is right to 5e-16`() {
    #expect(worst(stride(from: 0x1p-50, to: 80, by: 0.000_91), FastMath.squareRoot) { $0.squareRoot() } < 5e-16)
    #expect(worst((1...53).map { exp2(-Double($0)) }, FastMath.squareRoot) { $0.squareRoot() } < 5e-16)
  }
}
