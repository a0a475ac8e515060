import Foundation
import Queueing
import Testing

@Suite struct NormalTests {
  /// Expected: the usual two-sided 95 %, one-sided 95 % and 99 % points and the far tail, to 16 digits.
  @Test(arguments: [
    (0.5, 0), (0.975, 1.959963984540054), (0.95, 1.6448536269514722), (0.99, 2.3263478740408408),
    (1e-9, -5.997807015007687),
  ])
  func `quantiles are those of the normal table`(p: Double, expected: Double) {
    #expect(abs(Normal.quantile(p) - expected) < 1e-14 * max(abs(expected), 1))
  }

  @Test func `quantiles invert the distribution and mirror each other`() {
    for p in stride(from: 0.001, to: 1, by: 0.001) {
      #expect(abs(0.5 * erfc(-Normal.quantile(p) / 2.0.squareRoot()) - p) < 1e-14)
      #expect(abs(Normal.quantile(p) + Normal.quantile(1 - p)) < 1e-13)
    }
    #expect(Normal.quantile(0) == -.infinity)
    #expect(Normal.quantile(1) == .infinity)
  }
}
