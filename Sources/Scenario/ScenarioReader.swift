package import Components
import Pricing
package import Quantities

/// Reads one document section by section, noting everything that is wrong with it.
package struct ScenarioReader {
  /// What reading depends on besides the file.
  package struct Environment: Sendable {
    /// The kinds that components may have.
    package var kinds: [Kind]
    /// Kinds that are known but not modelled yet.
    package var later: [String]
    /// Every region that Azure has; none to take any name.
    package var knownRegions: [String]

    /// The blueprint's kinds and the region table's regions unless told.
    package init(
      kinds: [Kind] = Blueprint.kinds, later: [String] = [],
      knownRegions: [String] = Region.all.map(\.name)
    ) {
      self.kinds = kinds
      self.later = later
      self.knownRegions = knownRegions
    }
  }

  let environment: Environment
  let document: Node
  var scenario = Scenario()
  /// Components that the scenario switches off by name.
  var switchedOff: Set<String> = []
  /// Names of all environments of the file.
  var environments: [String] = []

  init(_ document: Node, environment: Environment) {
    self.document = document
    self.environment = environment
  }

  /// Every key that a scenario may have, in the order in which sections need each other.
  static let settings: [Setting<ScenarioReader>] = [
    Setting(
      "outlay", shape: .choice(["1"]), required: true, "version of the format: 1",
      read: { _, node, problems in
        if node.text != "1" {
          problems.add("`outlay` is the version of the format, which is 1, not \(node.what)", at: node.mark)
        }
      }),
    .text("name", \.scenario.name, "title for people"),
    Setting(
      "horizon", shape: .object(fields(of: HorizonText.settings, defaults: HorizonText())),
      "the simulated span and its grid",
      read: { root, node, problems in
        var text = HorizonText()
        Reading.fill(&text, from: node, by: HorizonText.settings, owner: "`horizon`", &problems)
        root.scenario.horizon = text.horizon
      }),
    .section("prices", \.scenario.prices, Scenario.Prices.settings, defaults: Scenario.Prices(), "which prices"),
    Setting(
      "regions",
      shape: .list(
        .either([
          .text(pattern: nil), .object(fields(of: [regionName], defaults: RegionName())),
        ])), required: true, "the regions, the first being home to what stands in one region only",
      read: { root, node, problems in root.readRegions(node, &problems) }),
    .section(
      "routing", \.scenario.routing, Scenario.Routing.settings, defaults: Scenario.Routing(),
      "how users find a region"),
    Setting(
      "traffic", shape: .object(fields(of: TrafficText.settings, defaults: TrafficText())), "how arrivals vary",
      read: { root, node, problems in
        if node.isOff { return }
        var text = TrafficText()
        Reading.fill(&text, from: node, by: TrafficText.settings, owner: "`traffic`", &problems)
        root.keep(text, &problems)
      }),
    .list(
      "populations", each: "population", Scenario.Population.settings, defaults: Scenario.Population(), "users by place"
    ) {
      root, parts, problems in root.keep(parts, &problems)
    },
    .section(
      "inference", optional: \.scenario.inference, Scenario.Inference.settings, defaults: Scenario.Inference(),
      "how predictions are made"),
    .section(
      "retraining", optional: \.scenario.retraining, Scenario.Retraining.settings, defaults: Scenario.Retraining(),
      "how often models are retrained"),
    .list("outages", each: "outage", OutageText.settings, defaults: OutageText(), "regions that go dark") {
      root, parts, problems in root.keep(parts, &problems)
    },
    Setting(
      "components", shape: .reference("components"), "the components in use, by name",
      read: { root, node, problems in root.readComponents(node, &problems) }),
    Setting(
      "journeys", shape: .dictionary(.object(fields(of: JourneyText.settings, defaults: JourneyText()))),
      "what users do, by name",
      read: { root, node, problems in root.readJourneys(node, &problems) }),
    Setting(
      "variants", shape: .dictionary(.reference("variant")), "named overlays of this scenario, written file.yaml#name",
      read: { root, node, problems in root.readVariants(node, &problems) }),
    .list(
      "commitments", each: "commitment", CommitmentText.settings, defaults: CommitmentText(),
      "what is bought ahead: reservations, savings plans, pre-purchases"
    ) {
      root, parts, problems in root.keep(parts, &problems)
    },
    .list("budgets", each: "budget", BudgetText.settings, defaults: BudgetText(), "what may be spent") {
      root, parts, problems in root.keep(parts, &problems)
    },
    Setting(
      "guardrails", shape: .object(fields(of: GuardrailsText.settings, defaults: GuardrailsText())),
      "what `outlay check` allows a change to cost: either limit fails, above the floor",
      read: { root, node, problems in
        if node.isOff { return }
        var text = GuardrailsText()
        Reading.fill(&text, from: node, by: GuardrailsText.settings, owner: "`guardrails`", &problems)
        root.scenario.guardrails = text.guardrails
        root.scenario.guardrails.noiseFloor = text.noiseFloor ?? .zero
      }),
    Setting(
      "tags", shape: .dictionary(.text(pattern: nil)), "free labels that every line carries",
      read: { root, node, problems in root.readTags(node, &problems) }),
    Setting(
      "environments", shape: .list(.either([.text(pattern: nil), .reference("environment")])),
      "the environments in which it is deployed, such as dev, test and prod, with scale, hours and prices",
      read: { _, _, _ in }),  // read before all others: each is the scenario with an overlay
    .list("oneOff", each: "one-off cost", OneOffText.settings, defaults: OneOffText(), "one-off and stated costs") {
      root, parts, problems in root.keep(parts, &problems)
    },
    Setting(
      "currency", shape: .either([]), "stands under `prices`",
      read: { _, node, problems in
        problems.add("the currency is stated under `prices`: `prices.currency`, `rate` and `rateDate`", at: node.mark)
      }),
    .later("regret", "weights of too much and too little"),
  ]

  /// `variants:`, a mapping from names to overlays.
  mutating func readVariants(_ node: Node, _ problems: inout Problems) {
    if node.isOff || node.text == "" { return }
    guard let entries = node.entries else {
      problems.add("`variants` takes a mapping from names to overlays, not \(node.what)", at: node.mark)
      return
    }
    for entry in entries where Reading.isName(entry.key, "variant", at: entry.mark, &problems) {
      guard entry.value.entries != nil || entry.value.text == "" else {
        problems.add("the variant `\(entry.key)` takes a mapping, not \(entry.value.what)", at: entry.value.mark)
        continue
      }
      if let nested = entry.value.entries?.first(where: { $0.key == "variants" }) {
        problems.add("a variant has no variants of its own", at: nested.mark)
      }
      scenario.variants.append(entry.key)
    }
  }

  /// Reads every section in the order in which they need each other.
  mutating func readAll(_ problems: inout Problems) {
    guard let entries = document.entries else {
      problems.add("a scenario is a mapping that begins with `outlay: 1`, not \(document.what)", at: document.mark)
      return
    }
    let order = Dictionary(uniqueKeysWithValues: Self.settings.enumerated().map { ($0.element.key, $0.offset) })
    func rank(_ entry: Node.Entry) -> Int { order[entry.key] ?? order.count }
    let sorted = entries.enumerated().sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }
    let node = Node.map(sorted.map(\.element), document.mark)
    Reading.fill(&self, from: node, by: Self.settings, owner: "the scenario", &problems)
    check(prices: document["prices"], &problems)
    addImplicitInstances(at: document.mark)
  }
}

/// Reads a scenario file's content.
///
/// - Parameters:
///   - bytes: the content, UTF-8.
///   - file: the file as the user named it.
///   - folder: where the paths inside it begin; empty for the working folder.
///   - variant: the overlay to apply, if any.
///   - environment: the kinds and regions there are.
/// - Returns: the scenario.
/// - Throws: everything that is wrong with the file, by place.
package func readScenario(
  bytes: [UInt8], file: String, folder: String, variant: String? = nil,
  environment: ScenarioReader.Environment = ScenarioReader.Environment()
) throws(Problems) -> Scenario {
  let document = try applying(variant: variant, to: readYAML(bytes, file: file))
  return try readScenario(document: document, file: file, folder: folder, variant: variant, environment: environment)
}

/// Reads a scenario from text; see `readScenario(bytes:file:folder:variant:environment:)`.
package func readScenario(
  _ text: String, file: String, folder: String = "", variant: String? = nil,
  environment: ScenarioReader.Environment = ScenarioReader.Environment()
) throws(Problems) -> Scenario {
  try readScenario(bytes: Array(text.utf8), file: file, folder: folder, variant: variant, environment: environment)
}

/// Reads a scenario from a document whose overlay is applied already: what a lever does after its edit.
package func readScenario(
  document: Node, file: String, folder: String, variant: String? = nil,
  environment: ScenarioReader.Environment = ScenarioReader.Environment()
) throws(Problems) -> Scenario {
  func reader(of document: Node) -> ScenarioReader {
    var reader = ScenarioReader(document, environment: environment)
    reader.scenario.file = file
    reader.scenario.folder = folder
    reader.scenario.variant = variant
    return reader
  }
  var problems = Problems()
  let (main, place, others) = ScenarioReader.environments(of: document, &problems)
  var first = reader(of: main)
  let names = ((place.map { [$0] } ?? []) + others).map(\.environment.name)
  first.environments = names
  first.scenario.environment = place?.environment
  first.readAll(&problems)
  if let place { first.settle(in: place.environment) }
  for text in others {
    var other = reader(of: text.document(from: document))
    var own = Problems()
    other.environments = names
    other.scenario.environment = text.environment
    other.readAll(&own)
    for problem in own.list where !problems.list.contains(problem) {
      problems.add("in the environment `\(text.environment.name)`: \(problem.message)", at: problem.mark)
    }
    other.settle(in: text.environment)
    first.scenario.others.append(other.scenario)
  }
  guard problems.isEmpty else { throw problems.byPlace }
  first.scenario.document = document
  return first.scenario
}

extension Scenario {
  /// Reads `file.yaml` or `file.yaml#variant`.
  ///
  /// - Throws: everything that is wrong with the file, by place.
  package static func load(
    _ path: String, environment: ScenarioReader.Environment = ScenarioReader.Environment()
  ) throws(Problems) -> Scenario {
    let parts = path.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let file = parts[0]
    let mark = Mark(file: file, line: 1, column: 1)
    let bytes: [UInt8]
    do {
      bytes = try readBytes(file, atMost: YAMLBounds.bytes, what: "scenario", at: mark)
    } catch {
      throw Problems([error])
    }
    let folder = file.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    return try readScenario(
      bytes: bytes, file: file, folder: folder.isEmpty && file.hasPrefix("/") ? "/" : folder,
      variant: parts.count > 1 ? parts[1] : nil, environment: environment)
  }

  /// Reads a file and every variant in it; for `outlay validate`.
  ///
  /// - Returns: the scenario without overlay, then each variant.
  /// - Throws: everything that is wrong with any of them, by place, each problem once.
  package static func loadAll(
    _ path: String, environment: ScenarioReader.Environment = ScenarioReader.Environment()
  ) throws(Problems) -> [Scenario] {
    let file = path.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).first.map(String.init) ?? path
    let base = try load(file, environment: environment)
    var all = [base]
    var problems = Problems()
    for variant in base.variants {
      do {
        all.append(try load(file + "#" + variant, environment: environment))
      } catch {
        for problem in error.list { problems.add(problem.message, at: problem.mark) }
      }
    }
    guard problems.isEmpty else { throw problems.byPlace }
    return all
  }
}

extension Problems {
  /// The same problems in the order of the file.
  var byPlace: Problems {
    Problems(
      list.enumerated().sorted {
        let (a, b) = ($0.element.mark, $1.element.mark)
        return (a?.file ?? "", a?.line ?? 0, a?.column ?? 0, $0.offset)
          < (b?.file ?? "", b?.line ?? 0, b?.column ?? 0, $1.offset)
      }.map(\.element))
  }
}
