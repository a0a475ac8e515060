import Analysis
import ArgumentParser
import Foundation
import Ledger
import Pricing
import Quantities

/// What every command that runs the model takes.
struct ModelOptions: ParsableArguments {
  @Option(name: .long, help: "Seed of the noise (OUTLAY_SEED; 1 if left out).")
  var seed: UInt64?

  @Option(
    name: .long,
    help: """
      Prices: `embedded`, a CSV file, a price book FILE.sqlite or FILE.sqlite@SNAPSHOT, or a \
      snapshot of the price book in your data folder, such as 2026-08-22; or several joined by \
      `+`, each laid over those before it (OUTLAY_PRICES).
      """)
  var prices: String?

  @Flag(name: .long, help: "Treat prices of confidence `assumed` and `low` as missing.")
  var strictPrices = false

  @Option(name: .long, help: "Threads to use; the result is the same on any number (OUTLAY_THREADS).")
  var threads: Int?

  func validate() throws {
    if let threads, !(1...256).contains(threads) {
      throw ValidationError("--threads takes a number from 1 to 256, not \(threads)")
    }
  }

  private static func environment(_ name: String) -> String? {
    ProcessInfo.processInfo.environment[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Threads to use: the flag, else the environment, else one per processor.
  var threadCount: Int {
    threads ?? Self.environment("OUTLAY_THREADS").flatMap(Int.init).map { min(max($0, 1), 256) }
      ?? ProcessInfo.processInfo.activeProcessorCount
  }

  /// Prices and seed as the flags, else the environment, state them.
  ///
  /// - Throws: a problem of the price book or the seed.
  func pipeline() throws -> Pipeline {
    var seed = seed
    if seed == nil, let text = Self.environment("OUTLAY_SEED") {
      guard let number = UInt64(text) else { throw Problem("OUTLAY_SEED is `\(text)`; it takes a whole number") }
      seed = number
    }
    return Pipeline(book: try PriceBooks.stated(prices), seed: seed ?? 1, isStrict: strictPrices)
  }
}

/// Applies `body` to every item on at most `threads` threads; results and errors come in the items' order.
///
/// - Throws: the first item's error, in the items' order.
func parallelMap<T: Sendable, R: Sendable>(
  _ items: [T], threads: Int, _ body: @escaping @Sendable (T) throws -> R
) async throws -> [R] {
  var results: [Int: Result<R, any Error>] = [:]
  await withTaskGroup(of: (Int, Result<R, any Error>).self) { group in
    var next = 0
    func start() {
      guard next < items.count else { return }
      let index = next
      let item = items[index]
      next += 1
      group.addTask { (index, Result { try body(item) }) }
    }
    for _ in 0..<min(threads, items.count) { start() }
    while let (index, result) = await group.next() {
      results[index] = result
      start()
    }
  }
  return try items.indices.map { index in
    guard let result = results[index] else { throw ExitStatus.internalError }
    return try result.get()
  }
}
