import Foundation

/// Everything that a run of a shipped scenario leaves behind, held in memory: several tests look at it.
struct ShippedRun: Sendable {
  var terminal: String
  /// Contents by file name.
  var files: [String: String]
  var report: ReportFile

  static let reference = Result { try ShippedRun("reference") }
  static let small = Result { try ShippedRun("small") }
  static let streaming = Result { try ShippedRun("streaming") }
  static let fabric = Result { try ShippedRun("fabric") }
  static let enterprise = Result { try ShippedRun("enterprise") }

  /// Every shipped scenario by its name.
  static let all = [
    "reference": reference, "small": small, "streaming": streaming, "fabric": fabric, "enterprise": enterprise,
  ]

  /// Runs `Scenarios/NAME.yaml` from the package's root, as the documentation writes it.
  init(_ name: String, _ arguments: [String] = []) throws {
    let sandbox = try Sandbox()
    let ended = try sandbox.outlay(
      ["run", "Scenarios/\(name).yaml", "--out", sandbox.path + "/out", "--no-ledger"] + arguments, in: Repository.root)
    guard ended.status == 0 else { throw Failure("\(name): exit \(ended.status): \(ended.stderr)") }
    terminal = ended.stdout
    files = [:]
    for file in ["report.html", "lines.csv", "report.json"] { files[file] = try sandbox.read("out/" + file) }
    report = try ReportFile(json: files["report.json"] ?? "")
  }
}
