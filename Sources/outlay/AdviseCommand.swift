import Analysis
import ArgumentParser
import Foundation
import Quantities
import Reporting
import Scenario

/// `outlay advise`: levers whose savings were measured by running the model again.
struct AdviseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "advise", abstract: "Say what to change, with savings measured by running the model again.",
    discussion: """
      Every lever is pulled in a full run of its own, then the best of each family together.

      EXAMPLES
        outlay advise Scenarios/reference.yaml
        outlay advise Scenarios/reference.yaml --apply advised.yaml
      """)

  @Argument(help: "A scenario file, perhaps with #variant.")
  var scenario: String

  @Option(name: .long, help: "What to improve: cost.")
  var goal = "cost"

  @Option(name: .long, help: "Write the best levers as an overlay, to be put under `variants:`.")
  var apply: String?

  @Flag(name: .long, help: "Print JSON.")
  var json = false

  @OptionGroup var model: ModelOptions

  func validate() throws {
    if ["latency", "freshness"].contains(goal) {
      throw ValidationError("the goal `\(goal)` is not advised on yet; use cost")
    }
    guard goal == "cost" else { throw ValidationError("--goal takes cost, not `\(goal)`") }
  }

  func run() async throws {
    let loaded = try Scenario.load(scenario)
    let pipeline = try model.pipeline()
    let threads = model.threadCount
    let advice = try await advise(
      on: loaded, by: pipeline,
      reread: { document throws(Problems) in
        try readScenario(
          document: document, file: loaded.file, folder: loaded.folder, variant: loaded.variant)
      }, map: { levers, body in (try? await parallelMap(levers, threads: threads, body)) ?? [] })
    if let apply { try writeOverlay(advice, to: apply) }
    Console.print(json ? try Console.json(Shape(advice)) : Self.text(advice))
    if !advice.isComplete { throw ExitStatus.incomplete }
  }

  private static func text(_ advice: Advice) -> String {
    var parts: [String] = []
    let rows = advice.levers.map { verified in
      [verified.refused == nil ? "yes" : "no", verified.lever.id, verified.saving.display]
    }
    parts.append(
      Console.wrapped(
        "Baseline \(advice.baseline.display) \(advice.currency). Each saving is the difference of two full runs."))
    parts.append(Console.table(["Do it", "Lever", "Saving"], rows, texts: 2))
    for verified in advice.levers where verified.refused == nil {
      let more = verified.effects.count - 3
      let effects = verified.effects.prefix(3) + (more > 0 ? ["\(more) more alerts move (--json lists them)"] : [])
      parts.append(Console.wrapped("• \(verified.lever.id): \(effects.joined(separator: "; "))", hanging: 2))
    }
    for verified in advice.levers {
      if let reason = verified.refused {
        parts.append(Console.wrapped("✗ \(verified.lever.id): \(reason)", hanging: 2))
      }
    }
    if advice.best.isEmpty {
      parts.append("No lever saves anything here.")
    } else {
      parts.append(
        Console.wrapped(
          "Together: \(advice.best.map(\.id).joined(separator: "; ")) give \(advice.bestTotal.display) "
            + "\(advice.currency), \((advice.baseline - advice.bestTotal).display) less, "
            + "in a run of their own (\(advice.combinations) combinations run)."))
    }
    return parts.joined(separator: "\n\n")
  }

  private func writeOverlay(_ advice: Advice, to path: String) throws {
    let merged = advice.best.reduce(Node.map([], Mark(file: path, line: 1, column: 1))) { overlay($0, with: $1.edit) }
    let text = "# An overlay: put it under `variants:` of the scenario.\nadvised:\n" + Self.yaml(merged, indent: 1)
    do { try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic) } catch {
      throw Problem("can't write \(path); name a file in a folder that you may write to")
    }
  }

  private static func yaml(_ node: Node, indent: Int) -> String {
    (node.entries ?? []).map { entry in
      let space = String(repeating: "  ", count: indent)
      guard let text = entry.value.text else {
        return "\(space)\(entry.key):\n" + yaml(entry.value, indent: indent + 1)
      }
      return "\(space)\(entry.key): \(text)\n"
    }.joined()
  }

  /// What `--json` prints.
  private struct Shape: Encodable {
    struct LeverShape: Encodable {
      var id: String
      var instance: String
      var saving: String
      var verified: Bool
      var effects: [String]
      var refused: String?

      private enum Keys: String, CodingKey { case id, instance, saving, verified, effects, refused }

      /// Writes `refused` even where it is null: programs look for the key.
      func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(id, forKey: .id)
        try container.encode(instance, forKey: .instance)
        try container.encode(saving, forKey: .saving)
        try container.encode(verified, forKey: .verified)
        try container.encode(effects, forKey: .effects)
        try container.encode(refused, forKey: .refused)
      }
    }
    struct Best: Encodable {
      var total: String
      var levers: [String]
      var gap: String
      var combinations: Int
    }
    var baseline: String
    var levers: [LeverShape]
    var best: Best

    init(_ advice: Advice) {
      baseline = advice.baseline.decimal
      levers = advice.levers.map {
        LeverShape(
          id: $0.lever.id, instance: $0.lever.instance, saving: $0.saving.decimal, verified: $0.isVerified,
          effects: $0.effects, refused: $0.refused)
      }
      best = Best(
        total: advice.bestTotal.decimal, levers: advice.best.map(\.id), gap: advice.gap.decimal,
        combinations: advice.combinations)
    }
  }
}
