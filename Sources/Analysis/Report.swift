package import Quantities

/// Everything that any format prints of one run: the shape of `report.json` (architecture §8), and nothing that
/// changes from run to run.
///
/// Reporting renders it and computes nothing.
package struct Report: Sendable {
  package static let schema = "outlay.report/1"
  /// `outlay 0.1.0`.
  package var tool = ""
  package var scenario = ""
  /// The scenario file as the user named it, for the commands to run next; not in `report.json`.
  package var file = ""
  package var variant: String?
  package var seed: UInt64 = 1
  package var priceBook = Book()
  package var currency = "USD"
  /// The exit code of the run that wrote it.
  package var exit = 0
  package var bill = Bill(currency: "USD", lines: [])
  /// Simulated days, the first being `start`.
  package var start = Date(number: 0)
  package var days: [Money] = []
  package var months: [MonthTotal] = []
  package var alerts: [Alert] = []
  /// Budgets passed in some period, for the exit code: `platform 2027-11`.
  package var breaches: [String] = []
  package var unitCosts: [UnitCost] = []
  package var demand: [Demand] = []
  package var failover: [Failover] = []
  package var capacity: [Capacity] = []
  package var objectives: [Objective] = []
  package var series: [Series] = []
  package var assumptions: [Note] = []
  /// Boxes and arrows of the scenario's picture.
  package var diagram = Diagram()
  package var tags: [(name: String, value: String)] = []
  /// The environments, the main one among them in the file's order; empty where the scenario states none.
  package var environments: [Environment] = []
  /// The lowest budget per month, drawn as a line; nil if none.
  package var monthlyBudget: Money?

  package init() {}

  /// Whether every line has a price; if not, the total is a lower bound.
  package var isComplete: Bool { bill.isComplete }
  package var total: Money { bill.total }

  package struct Book: Sendable {
    package var id = ""
    package var asOf = ""
    package var sources: [String] = []
    package init() {}
  }

  package struct MonthTotal: Sendable {
    /// `2027-01`.
    package var month: String
    package var total: Money
    package init(month: String, total: Money) {
      self.month = month
      self.total = total
    }
  }

  /// A threshold crossed.
  package struct Alert: Sendable {
    package enum Severity: String, Sendable { case info, warning, critical }
    /// `budget`, `capacity`, `quota`, `objective`.
    package var kind: String
    package var severity: Severity
    /// Name of the budget or journey, or `instance/region/metric`.
    package var subject: String
    /// `2027-01`, `2027-Q1`, `2027`.
    package var period: String
    /// `90 % actual`; for capacity and objectives the metric.
    package var threshold: String
    /// Decimal strings, money with 12 decimals; `Infinity` for a response time without end.
    package var limit: String
    package var value: String
    /// UTC date.
    package var crossedAt: String
    /// When Azure would tell; empty if it never would.
    package var notifiedAt: String
    package var message: String
    package var file: String
    package var line: Int
    package init(
      kind: String, severity: Severity, subject: String, period: String, threshold: String, limit: String,
      value: String, crossedAt: String, notifiedAt: String, message: String, file: String, line: Int
    ) {
      self.kind = kind
      self.severity = severity
      self.subject = subject
      self.period = period
      self.threshold = threshold
      self.limit = limit
      self.value = value
      self.crossedAt = crossedAt
      self.notifiedAt = notifiedAt
      self.message = message
      self.file = file
      self.line = line
    }
  }

  /// What one of something costs: `user-month`, `1,000 page requests`.
  package struct UnitCost: Sendable {
    package var per: String
    package var amount: Money
    package init(per: String, amount: Money) {
      self.per = per
      self.amount = amount
    }
  }

  /// Requests of one journey at one region over the horizon.
  package struct Demand: Sendable {
    package var journey: String
    package var region: String
    package var offered: Double
    package var served: Double
    package var lost: Double
    package init(journey: String, region: String, offered: Double, served: Double, lost: Double) {
      self.journey = journey
      self.region = region
      self.offered = offered
      self.served = served
      self.lost = lost
    }
  }

  package struct Failover: Sendable {
    package var region: String
    /// ISO 8601.
    package var start: String
    package var meanSecondsLost: Double
    package var worstSecondsLost: Double
    package var failBackSeconds: Double
    package init(
      region: String, start: String, meanSecondsLost: Double, worstSecondsLost: Double, failBackSeconds: Double
    ) {
      self.region = region
      self.start = start
      self.meanSecondsLost = meanSecondsLost
      self.worstSecondsLost = worstSecondsLost
      self.failBackSeconds = failBackSeconds
    }
  }

  /// The highest value of a gauge, against its bound.
  package struct Capacity: Sendable {
    package var instance: String
    package var region: String
    package var metric: String
    package var unit: String
    package var max: Double
    package var limit: Double?
    /// ISO 8601 instant of the maximum.
    package var at: String
    package var source: String
    package init(
      instance: String, region: String, metric: String, unit: String, max: Double, limit: Double?, at: String,
      source: String
    ) {
      self.instance = instance
      self.region = region
      self.metric = metric
      self.unit = unit
      self.max = max
      self.limit = limit
      self.at = at
      self.source = source
    }
  }

  package struct Objective: Sendable {
    package var journey: String
    /// `p95` or `availability`.
    package var metric: String
    /// In milliseconds; for availability in percent of the requests.
    package var target: Double
    /// Of the worst month; infinite where servers are saturated.
    package var value: Double
    package var met: Bool
    package var worstMonth: String
    /// Share of all requests that took longer, or for availability were lost.
    package var over: Double
    package init(
      journey: String, metric: String, target: Double, value: Double, met: Bool, worstMonth: String, over: Double = 0
    ) {
      self.journey = journey
      self.metric = metric
      self.target = target
      self.value = value
      self.met = met
      self.worstMonth = worstMonth
      self.over = over
    }
  }

  /// What a chart draws: a gauge over the peak week, hour by hour (the largest of an hour's steps).
  package struct Series: Sendable {
    package var instance: String
    package var region: String
    package var metric: String
    package var unit: String
    /// ISO 8601 instant of the first value.
    package var start: String
    /// One value per hour.
    package var values: [Double]
    package var limit: Double?
    package init(
      instance: String, region: String, metric: String, unit: String, start: String, values: [Double], limit: Double?
    ) {
      self.instance = instance
      self.region = region
      self.metric = metric
      self.unit = unit
      self.start = start
      self.values = values
      self.limit = limit
    }
  }

  /// Something that the figures rest on.
  package struct Note: Sendable, Hashable {
    /// `app-service.scaleOut.cpu`, `support plan`.
    package var key: String
    package var value: String
    /// `default`, `scenario`, `rule`.
    package var origin: String
    package var source: String
    package init(key: String, value: String, origin: String, source: String) {
      self.key = key
      self.value = value
      self.origin = origin
      self.source = source
    }
  }

  /// Boxes by layer, arrows by flow.
  package struct Diagram: Sendable {
    package var boxes: [Box] = []
    package var arrows: [Arrow] = []
    package init() {}

    /// One box of the picture.
    ///
    /// The users are boxes too, of layer `users`, with no cost.
    package struct Box: Sendable {
      /// Name of the instance, or of the population.
      package var id: String
      /// `Azure App Service`, or `Users`.
      package var title: String
      /// What it is for someone who doesn't know Azure.
      package var purpose: String
      /// `users`, `edge`, `application`, `data`, `intelligence`, `analytics`, `operations`.
      package var layer: String
      /// Cost over the horizon; nil for users.
      package var cost: Money?
      /// Share of the total cost.
      package var share: Double
      /// `3.1 M requests/month`, `2–6 instances`: two or three words of load.
      package var load: String
      /// `eastus2, westeurope`.
      package var regions: String
      package init(
        id: String, title: String, purpose: String, layer: String, cost: Money?, share: Double, load: String,
        regions: String
      ) {
        self.id = id
        self.title = title
        self.purpose = purpose
        self.layer = layer
        self.cost = cost
        self.share = share
        self.load = load
        self.regions = regions
      }
    }

    package struct Arrow: Sendable {
      package var from: String
      package var to: String
      /// `3.1 M calls/month`.
      package var label: String
      package init(from: String, to: String, label: String) {
        self.from = from
        self.to = to
        self.label = label
      }
    }
  }
}
