import ArgumentParser

/// `outlay init`: a scenario to start from.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Print a scenario to start from.",
    discussion: "EXAMPLE\n  outlay init --size medium > platform.yaml")

  @Option(name: .long, help: "small, medium or large.")
  var size: Size = .small

  enum Size: String, ExpressibleByArgument, CaseIterable {
    case small, medium, large

    var users: String {
      switch self {
      case .small: "2_000"
      case .medium: "20_000"
      case .large: "200_000"
      }
    }
    var regions: String { self == .small ? "[ { name: eastus2 } ]" : "[ { name: eastus2 }, { name: westeurope } ]" }
    var instances: String {
      switch self {
      case .small: "min: 1, max: 4"
      case .medium: "min: 2, max: 10"
      case .large: "min: 2, max: 30"
      }
    }
    var throughput: String {
      switch self {
      case .small: "1_000"
      case .medium: "4_000"
      case .large: "40_000"
      }
    }
    var budget: String {
      switch self {
      case .small: "1_500"
      case .medium: "8_000"
      case .large: "60_000"
      }
    }
    var cores: String { self == .large ? "16" : self == .medium ? "4" : "2" }
    var workers: String { self == .large ? "8" : self == .medium ? "4" : "2" }
    var quota: String {
      self == .large ? "\n    quota: 20_000_000             # tokens per minute that you were granted" : ""
    }
  }

  func run() { Console.print(Self.text(size)) }

  /// A whole scenario of a size, valid as it stands.
  static func text(_ size: Size) -> String {
    """
    # yaml-language-server: $schema=.outlay.schema.json
    # A scenario to start from (\(size.rawValue)). `outlay schema > .outlay.schema.json` makes editors complete it,
    # `outlay components KIND` tells every setting, `outlay run FILE --out Report` prices it.
    outlay: 1
    name: My platform
    horizon: { start: 2027-01-01, months: 12, step: 1h }

    # The first region is home to what stands in one region only.
    regions: \(size.regions)

    # Who the users are and where. Growth is per month of 730 hours.
    populations:
      - { name: customers, users: \(size.users), timezone: America/New_York, near: eastus2, growth: 2 %/month, shape: office }

    # What they do. `page`, `prediction` and `chat` have default visits; `outlay explain` shows them.
    journeys:
      page: { perUser: 20 /day }
      prediction: { perUser: 5 /day }
      chat: { perUser: 0.5 /day, prompt: { mean: 1150 }, answer: { mean: 210 } }
      ingest: { perUser: 20 /day }

    # Predictions are computed in batch and served from SQL; models are retrained once a week.
    inference: { mode: batch, entities: 500_000, every: 24 h, at: "03:00" }
    retraining: { every: 7 d, at: "02:00" }

    components:
      traffic-manager: { healthChecks: basic }
      app-service: { plan: P1v3, \(size.instances), scaleOut: { cpu: 60 % } }
      sql-database: { vCores: \(size.cores) }
      cosmos-db: { throughput: autoscale, max: \(size.throughput) RU/s, reads: point }
      openai:
        model: gpt-4.1-mini
        deployment: global\(size.quota)
      databricks: { node: D4ds v5, workers: \(size.workers) }
      data-lake: {}

    variants:
      real-time: { inference: { mode: real-time } }

    budgets:
      - { name: platform, amount: \(size.budget), per: month, alerts: [ 50 % actual, 90 % actual, 100 % forecast ] }
    guardrails: { increase: 5 %, increaseAmount: 500, noiseFloor: 10 }
    """
  }
}
