package import Components
package import Pricing
package import Quantities

/// One file that states everything, read and checked: what the simulation needs, in typed values.
package struct Scenario: Sendable {
  /// The file as the user named it.
  package var file = ""
  /// Folder of the file, by which the paths inside it are read.
  package var folder = ""
  /// The overlay that was applied, if any.
  package var variant: String?
  /// Names of all overlays of the file.
  package var variants: [String] = []
  /// Title for people.
  package var name = ""
  /// The simulated span and its grid.
  package var horizon = Horizon(start: Date(number: 20_819), months: 12)
  /// Which prices.
  package var prices = Prices()
  /// The regions, the first being home to what stands in one region only.
  package var regions: [String] = []
  /// How users find a region.
  package var routing = Routing()
  /// How arrivals vary.
  package var traffic = Traffic()
  /// Users by place.
  package var populations: [Population] = []
  /// What they do.
  package var journeys: [Journey] = []
  /// How predictions are made; nil if none are.
  package var inference: Inference?
  /// How often models are retrained; nil if never.
  package var retraining: Retraining?
  /// Regions that go dark.
  package var outages: [Outage] = []
  /// The components in use, in the file's order, then the implicit ones.
  package var instances: [Instance] = []
  /// What may be spent.
  package var budgets: [Budget] = []
  /// What is bought ahead: reservations, savings plans, pre-purchases.
  package var commitments: [Commitment] = []
  /// What `check` allows a change to cost.
  package var guardrails = Guardrails()
  /// Free labels that every line carries.
  package var tags: [Tag] = []
  /// What happens or is paid apart from the users.
  package var oneOffs: [OneOff] = []
  /// Which of the environments this is; nil if the file states none.
  package var environment: Environment?
  /// The other environments, each the whole scenario again.
  package var others: [Scenario] = []
  /// The document with its overlay applied: what levers edit.
  package var document = Node.map([], Mark(file: "", line: 1, column: 1))

  package init() {}

  /// Which prices: the section `prices`.
  package struct Prices: Sendable {
    /// The day from which undated rows count; nil for the book's own.
    package var asOf: Date?
    /// Path of a price CSV whose meter keys replace the book's, or of a price sheet, as the file states it.
    package var overlay: String?
    /// What was negotiated off pay-as-you-go prices.
    package var discount: Quantity<Share> = 0
    /// Whose prices.
    package var offer = Environment.Offer.standard
    /// ISO code of the currency that the bill is in; nil for the book's own.
    package var currency: String?
    /// What one unit of the book's currency is in `currency`; nil if nothing is converted.
    package var rate: Money?
    /// The day that the rate is of.
    package var rateDate: Date?
    package init() {}
  }

  /// `routing:` — Traffic Manager's performance method.
  package struct Routing: Sendable {
    package enum Method: String, CaseIterable, Sendable { case performance }
    /// How a region is chosen.
    package var method = Method.performance
    /// DNS time to live.
    package var ttl: Quantity<Second> = 60
    /// Seconds between two probes.
    package var probeEvery: Quantity<Second> = 30
    /// Seconds until a probe counts as failed.
    package var probeTimeout: Quantity<Second> = 10
    /// Failed probes that are tolerated.
    package var tolerate: Quantity<Count> = 3
    package init() {}
  }

  /// How arrivals vary: the section `traffic`.
  package struct Traffic: Sendable {
    /// Variance of arrivals over their mean.
    package var dispersion: Quantity<Count> = 1
    /// Coefficient of variation of the daily factor; 0 for none.
    package var dailyNoise: Quantity<Share> = 0
    /// Coefficient of variation of the hourly factor; 0 for none.
    package var hourlyNoise: Quantity<Share> = 0
    /// Autocorrelation of the daily factor from one day to the next.
    package var persistence: Quantity<Count> = 0.7
    /// Days on which demand is multiplied.
    package var campaigns: [Campaign] = []
    package init() {}
  }

  /// Days on which demand is multiplied.
  package struct Campaign: Sendable {
    /// First instant, in hours from the horizon's start.
    package var from = 0.0
    /// Length in hours.
    package var hours = 0.0
    /// By what.
    package var factor: Quantity<Count> = 1
    package init() {}
  }

  /// Users in one place.
  package struct Population: Sendable {
    package var name = ""
    package var users: Quantity<Count> = 0
    /// IANA name, such as `Europe/Berlin`.
    package var timezone = "UTC"
    /// Index of the nearest region that Azure has, by name: it may be none of the scenario's.
    package var near = ""
    /// Growth per 730 hours.
    package var growth: Quantity<SharePerMonth> = 0
    /// Latency from the users to the edge of `near`.
    package var access: Quantity<Millisecond> = 20
    /// 24 weights by local hour, mean 1.
    package var hours = Array(repeating: 1.0, count: 24)
    /// 7 weights, Monday first, mean 1.
    package var weekdays = Array(repeating: 1.0, count: 7)
    package init() {}
  }

  /// What users do.
  package struct Journey: Sendable {
    package var name = ""
    /// Requests per user and hour.
    package var perUser: Quantity<PerHour> = 0
    /// Requests per hour of all users together, before growth, where a trace is scaled to a stated volume.
    package var volume: Quantity<PerHour>?
    /// What one request does.
    package var visits: [Visit] = []
    /// Whether the visits are the journey's defaults, not the file's own.
    package var hasDefaultVisits = false
    /// Shape of arrivals that replaces the populations' hours and weekdays; nil for none.
    package var trace: Trace?
    /// What p95 of the response time may be; nil for no objective.
    package var p95: Quantity<Millisecond>?
    /// Which share of requests must be answered; nil for no objective.
    package var availability: Quantity<Share>?
    /// Tokens of a prompt, as stated; nil if they are not.
    package var prompt: Size?
    /// Tokens of an answer, as stated; nil if they are not.
    package var answer: Size?
    /// Where it stands in the file.
    package var mark = Mark(file: "", line: 1, column: 1)
    package init() {}
  }

  /// How many tokens a text has: the bill follows the mean.
  package struct Size: Sendable {
    package var mean: Quantity<Token>?
    package var p50: Quantity<Token>?
    package var p90: Quantity<Token>?
    package init() {}
  }

  /// What one request does at one instance.
  package struct Visit: Sendable {
    /// Name of the instance.
    package var instance = ""
    /// Amounts per request, in the unit of the input, by the visit key of the input: `calls`, `cpu` in seconds, `out` in GB.
    package var amounts: [Amount] = []
    package init(instance: String, amounts: [Amount]) {
      self.instance = instance
      self.amounts = amounts
    }

    /// One key of a visit.
    package struct Amount: Sendable {
      package var key: String
      package var value: Double
      package init(key: String, value: Double) {
        self.key = key
        self.value = value
      }
    }
  }

  /// A trace of real requests, as it shapes a journey.
  package struct Trace: Sendable {
    /// Path as the file states it.
    package var path = ""
    /// Weights of consecutive steps of the horizon's grid, mean 1, repeated over the horizon.
    package var weights: [Double] = []
    /// Index in `weights` of the horizon's first step.
    package var offset = 0
    /// Requests in it.
    package var count = 0
    /// Mean prompt and answer, in tokens per request.
    package var meanPrompt = 0.0
    package var meanAnswer = 0.0
    package init() {}
  }

  /// How predictions are made: the section `inference`.
  package struct Inference: Sendable {
    package enum Mode: String, CaseIterable, Sendable {
      case batch
      case realTime = "real-time"
      case hybrid, streaming
      /// Whether entities are scored at intervals.
      package var scoresBatches: Bool { self == .batch || self == .hybrid }
    }
    package var mode = Mode.batch
    /// Rows scored by each batch run.
    package var entities: Quantity<Count> = 1_000_000
    /// Interval of batch runs.
    package var every: Quantity<Hour> = 24
    /// Hour of the day of the first run, UTC.
    package var at: Quantity<Hour> = 3
    /// CPU time that one prediction takes when scored on App Service.
    package var cpu: Quantity<Second> = 0.15
    /// Share of predictions that a hybrid has ready from its last batch.
    package var head: Quantity<Share> = 0.9
    package init() {}
  }

  /// How often models are retrained: the section `retraining`.
  package struct Retraining: Sendable {
    package var every: Quantity<Hour> = 168
    /// Hour of the day of the first run, UTC.
    package var at: Quantity<Hour> = 2
    package init() {}
  }

  /// A region that goes dark.
  package struct Outage: Sendable {
    /// Index among the scenario's regions.
    package var region = 0
    /// Hours from the horizon's start.
    package var start = 0.0
    package var hours = 0.0
    package init() {}
    /// Hours from the horizon's start.
    package var span: Range<Double> { start..<(start + hours) }
  }

  /// A named use of a component.
  package struct Instance: Sendable {
    package var name = ""
    package var component: any Component
    /// The component in the regions, by index, where a setting differs.
    package var overrides: [Int: any Component] = [:]
    /// Where it stands, as indices of the scenario's regions; empty for `Global`.
    package var regions: [Int] = []
    /// Whether it appeared by itself because a flow asks for it.
    package var isImplicit = false
    package var mark = Mark(file: "", line: 1, column: 1)
    package init(component: any Component) { self.component = component }
    /// Its kind.
    package var kind: any Component.Type { type(of: component) }
  }

  /// What may be spent.
  package struct Budget: Sendable {
    package enum Period: String, CaseIterable, Sendable { case month, quarter, year }
    package enum Basis: String, CaseIterable, Sendable { case actual, forecast }
    package struct Threshold: Sendable, Hashable {
      /// As a share: 0.9 for 90 %.
      package var share: Quantity<Share>
      package var basis: Basis
      package init(share: Quantity<Share>, basis: Basis) {
        self.share = share
        self.basis = basis
      }
    }
    package var name = ""
    package var amount = Money.zero
    package var per = Period.month
    package var alerts: [Threshold] = []
    package var mark = Mark(file: "", line: 1, column: 1)
    package init() {}
  }

  /// What `check` allows a change to cost: either limit fails, above the floor.
  package struct Guardrails: Sendable {
    package var increase: Quantity<Share>?
    package var increaseAmount: Money?
    package var noiseFloor = Money.zero
    package init() {}
  }

  /// A free label.
  package struct Tag: Sendable, Hashable {
    package var name: String
    package var value: String
    package init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }
}
