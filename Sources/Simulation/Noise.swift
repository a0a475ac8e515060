import Quantities
import Scenario

/// The multiplicative noise of each population: none yet.
struct Noise: Sendable {
  init(_ scenario: Scenario, seed: UInt64) {}
  func factors(ofPopulation index: Int, firstStep: Int, steps: Int) -> [Double] { [] }
}
