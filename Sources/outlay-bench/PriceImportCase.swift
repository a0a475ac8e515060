import Foundation
import Ledger
import Quantities

/// A whole price list into a fresh price book: without look-ups, with its own, with those of another importer, and the
/// same snapshot again.
struct PriceImportCase {
  var pages: String?
  /// A program that imports the same pages, to be run in turn; its figures come from the JSON that it prints.
  var peer: String?
  var rounds: Int
  var items: Int

  /// What is made for looking prices up, inside the timing.
  private enum Lookups {
    case none, own, peer
  }

  /// Runs every variant, each followed by the peer's.
  func run() throws -> [(String, Measurement)] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("outlay-prices-\(UUID().uuidString)")
      .path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    if pages == nil { try PriceListMaker(seed: 1).write(items, to: folder) }
    let source = pages ?? folder
    let files = try FileManager.default.contentsOfDirectory(atPath: source)
      .filter { $0.hasPrefix("page") && $0.hasSuffix(".json") }.sorted().map { source + "/" + $0 }
    let book = folder + "/prices.sqlite"

    var measured: [(String, Measurement)] = []
    var indexedPeer: Measurement?
    for (name, lookups) in [("", Lookups.none), ("-same-indexes", .peer), ("-lookups", .own)] {
      var result: PriceImportResult?
      let cpuBefore = Self.cpuSeconds(RUSAGE_SELF)
      let seconds = try Measurement.median(of: rounds) {
        for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: book + suffix) }
        result = try take(files, into: book, lookups)
      }
      let own = measurement(result, seconds)
      measured.append((name, own))
      if lookups == .own, let indexedPeer {
        // Both find a price by its names, region, type and tier, and by its id: here the names are numbered.
        let ratio = own.value / indexedPeer.value
        measured.append((name + "-ratio", Measurement(value: ratio, unit: "×", total: own.total)))
      }
      guard let peer, lookups != .own else { continue }
      // A round that doesn't count comes first; the peer has none.
      let cpu = (Self.cpuSeconds(RUSAGE_SELF) - cpuBefore) / Double(rounds + 1)
      let peerBefore = Self.cpuSeconds(RUSAGE_CHILDREN)
      let other = try rate(of: peer, source, hasIndexes: lookups == .peer)
      let peerCPU = (Self.cpuSeconds(RUSAGE_CHILDREN) - peerBefore) / Double(rounds)
      if lookups == .peer { indexedPeer = other }
      measured.append((name + "-peer", other))
      measured.append((name + "-ratio", Measurement(value: own.value / other.value, unit: "×", total: own.total)))
      // What the ratio is where other programs take no part of the processors.
      measured.append((name + "-cpu-ratio", Measurement(value: peerCPU / cpu, unit: "×", total: own.total)))
    }
    var result: PriceImportResult?
    let seconds = try Measurement.median(of: rounds) { result = try take(files, into: book, .own) }
    let again = measurement(result, seconds)
    let first = measured.first { $0.0 == "-lookups" }?.1.value ?? again.value
    measured.append(("-again", again))
    measured.append(("-again-ratio", Measurement(value: again.value / first, unit: "×", total: again.total)))
    return measured
  }

  /// Processor time so far, of this process or of the children that ended.
  private static func cpuSeconds(_ who: __rusage_who) -> Double {
    var usage = rusage()
    getrusage(.init(who.rawValue), &usage)
    func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
    return seconds(usage.ru_utime) + seconds(usage.ru_stime)
  }

  private func take(_ files: [String], into book: String, _ lookups: Lookups) throws -> PriceImportResult {
    var pages = try PriceImport(
      into: PriceStore(path: book), snapshot: SnapshotName("2026-08-22"), now: "2026-08-22T00:00:00Z",
      buildsLookups: lookups == .own)
    for file in files { try pages.add(file: file) }
    let result = try pages.finish()
    if lookups == .peer { try PeerIndexes.build(in: book) }
    return result
  }

  private func measurement(_ result: PriceImportResult?, _ seconds: Double) -> Measurement {
    Measurement(value: Double(result?.items ?? 0) / seconds, unit: "items/s", total: "\(result?.prices ?? 0)")
  }

  /// What the peer says of the same pages.
  private func rate(of peer: String, _ folder: String, hasIndexes: Bool) throws -> Measurement {
    struct Line: Decodable {
      struct Results: Decodable {
        var items: Int
        var rate: Double
        enum CodingKeys: String, CodingKey {
          case items
          case rate = "items_per_s"
        }
      }
      var results: Results
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments =
      ["python3", peer, "--folder", folder, "--runs", "\(rounds)"] + (hasIndexes ? ["--index"] : [])
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0, let line = try? JSONDecoder().decode(Line.self, from: data) else {
      throw Problem("\(peer) failed or printed no figures")
    }
    return Measurement(value: line.results.rate, unit: "items/s", total: "\(line.results.items)")
  }
}
