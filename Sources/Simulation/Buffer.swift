/// A block of doubles at a fixed address, freed with its owner: what the engine's spans point into.
package struct Buffer: ~Copyable {
  package let base: UnsafeMutablePointer<Double>
  package let count: Int

  /// `count` zeros (one at least).
  package init(zeros count: Int) {
    self.count = max(count, 1)
    base = UnsafeMutablePointer<Double>.allocate(capacity: self.count)
    base.initialize(repeating: 0, count: self.count)
  }

  deinit { base.deallocate() }

  /// Sets everything to zero.
  package func clear() { base.update(repeating: 0, count: count) }
}
