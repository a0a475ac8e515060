import Foundation

/// How a run of the binary ended.
struct Ended: Sendable {
  var status: Int32
  /// Whether a signal ended it.
  var isKilled: Bool
  var stdout: String
  var stderr: String
}

/// A folder that goes away with the test; the built binary runs in it, and knows no other home.
struct Sandbox: ~Copyable {
  let path: String

  /// A folder with these files, by name.
  init(_ files: [String: String] = [:]) throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("outlay-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for (name, text) in files { try write(text, to: name) }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path + "/" + name))
  }

  func read(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: path + "/" + name)), as: UTF8.self)
  }

  /// Every file and folder below it.
  var files: Set<String> { Set(FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []) }

  /// Runs the binary to its end.
  ///
  /// - Parameters:
  ///   - arguments: what stands at the prompt.
  ///   - environment: variables besides the sandbox's own.
  ///   - folder: where it runs; the sandbox if left out.
  ///   - seconds: after how long it is killed; never if left out.
  /// - Returns: how it ended, and what it printed.
  /// - Throws: what kept it from starting.
  func outlay(
    _ arguments: [String], environment: [String: String] = [:], in folder: String? = nil,
    killedAfter seconds: Double? = nil
  ) throws -> Ended {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Repository.binary)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder ?? path)
    var variables = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("OUTLAY_") && $0.key != "NO_COLOR" }
    variables["HOME"] = path
    variables["XDG_DATA_HOME"] = path + "/data"
    process.environment = variables.merging(environment) { $1 }
    // Into files: a full pipe would wait for its reader.
    let names = (out: ".out-\(UUID().uuidString)", err: ".err-\(UUID().uuidString)")
    for name in [names.out, names.err] { try write("", to: name) }
    let out = try FileHandle(forWritingTo: URL(fileURLWithPath: path + "/" + names.out))
    let err = try FileHandle(forWritingTo: URL(fileURLWithPath: path + "/" + names.err))
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = out
    process.standardError = err
    try process.run()
    if let seconds {
      Thread.sleep(forTimeInterval: seconds)
      kill(process.processIdentifier, SIGKILL)
    }
    process.waitUntilExit()
    try out.close()
    try err.close()
    let ended = Ended(
      status: process.terminationStatus, isKilled: process.terminationReason == .uncaughtSignal,
      stdout: try read(names.out), stderr: try read(names.err))
    for name in [names.out, names.err] { try FileManager.default.removeItem(atPath: path + "/" + name) }
    return ended
  }

  /// Runs a scenario and reads its report.
  func report(_ scenario: String, _ arguments: [String] = []) throws -> ReportFile {
    let folder = "report-\(UUID().uuidString)"
    let ended = try outlay(
      ["run", scenario, "--out", folder, "--no-ledger", "--quiet", "--format", "json"] + arguments)
    guard ended.status == 0 || ended.status == 4 else { throw Failure(ended.stderr) }
    return try ReportFile(json: try read(folder + "/report.json"))
  }
}

/// Why a test's own step failed.
struct Failure: Error, CustomStringConvertible {
  var description: String
  init(_ description: String) { self.description = description }
}

/// Where the package's files stand.
enum Repository {
  /// The package's root.
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  /// The binary that was built with the tests: it stands beside their bundle.
  static let binary: String = {
    let arguments = CommandLine.arguments
    var bundles = [arguments[0]]
    if let flag = arguments.firstIndex(of: "--test-bundle-path"), flag + 1 < arguments.count {
      bundles.append(arguments[flag + 1])
    }
    for bundle in bundles {
      var folder = URL(fileURLWithPath: bundle).deletingLastPathComponent()
      for _ in 0..<4 {
        let candidate = folder.appendingPathComponent("outlay").path
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: candidate, isDirectory: &isFolder), !isFolder.boolValue {
          return candidate
        }
        folder = folder.deletingLastPathComponent()
      }
    }
    return root + "/.build/debug/outlay"
  }()

  /// The text of one of the package's files.
  static func read(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: root + "/" + path)), as: UTF8.self)
  }

  /// Rows of a CSV file of plain fields, by the names of its columns.
  static func rows(_ path: String) throws -> [[String: String]] {
    let lines = try read(path).split(separator: "\n").map { fields(String($0)) }
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
  }

  /// The fields of a CSV line; a field in quotes may hold commas.
  static func fields(_ line: String) -> [String] {
    var fields = [""]
    var isQuoted = false
    for character in line {
      switch character {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted: fields.append("")
      default: fields[fields.count - 1].append(character)
      }
    }
    return fields
  }
}
