import Quantities
import Scenario
import Testing

/// A faulty scenario, where the fault stands, and words that the message has.
struct Fault: Sendable, CustomTestStringConvertible {
  var yaml: String
  var place: String
  var words: [String]

  init(_ yaml: String, _ place: String, _ words: String...) {
    self.yaml = yaml
    self.place = place
    self.words = words
  }

  /// A fault from the third line on, below a good start.
  static func below(_ yaml: String, _ place: String, _ words: String...) -> Fault {
    var fault = Fault("outlay: 1\nregions: [eastus2, westeurope]\n" + yaml, place)
    fault.words = words
    return fault
  }

  var testDescription: String { yaml }
}

/// Faults of the file as YAML.
private let fileFaults: [Fault] = [
  Fault("", "1:1", "the file is empty"),
  Fault("# nothing\n", "1:1", "the file is empty"),
  Fault("hello", "1:1", "a scenario is a mapping", "`hello`"),
  Fault("- 1\n- 2\n", "1:1", "a scenario is a mapping", "a list"),
  Fault("outlay: 1\nname: \"open", "2:7", "not YAML"),
  Fault("outlay: 1\nregions: [eastus2\nname: x\n", "3:5", "not YAML"),
  Fault("outlay: 1\n\tname: x\n", "2:1", "spaces, not tabs"),
  Fault("outlay: 1\nname: a: b\n", "2:8", "without quotes"),
  Fault("outlay: 1\nname: a\nname: b\n", "2:1", "`name` stands more than once"),
  Fault("outlay: 1\n? [a, b]\n: 1\n", "2:3", "a key is one word"),
  Fault("outlay: 1\n---\noutlay: 1\n", "2:1", "a second document"),
  Fault("outlay: 1\nname: *nobody\n", "2:7", "no anchor called `&nobody`"),
  Fault("outlay: &a 1\n*a : x\n", "2:1", "a key is one word"),
  Fault("outlay: 1\nbase: &b {a: 1}\ntags: {<<: *b}\n", "3:8", "`<<` is not read"),
  Fault("outlay: 1\nname: \u{0}\n", "2:7", "isn't text"),
  Fault("outlay: 1\nname: é\u{1B}\n", "2:8", "control character 27"),
]

/// Faults of the sections, one each.
private let sectionFaults: [Fault] = [
  Fault("regions: [eastus2]\n", "1:1", "no `outlay`"),
  Fault("outlay: 2\nregions: [eastus2]\n", "1:9", "which is 1, not `2`"),
  Fault("outlay: 1\n", "1:1", "no `regions`"),
  Fault("outlay: 1\nregions: []\n", "2:10", "at least one region"),
  Fault("outlay: 1\nregions: [eastus2, eastus2]\n", "2:20", "`eastus2` stands twice"),
  Fault("outlay: 1\nregions: [ { name: eastus3 } ]\n", "2:20", "no region `eastus3`", "did you mean `eastus2`?"),
  Fault("outlay: 1\nregions: [West Europe]\n", "2:11", "did you mean `westeurope`?"),
  .below("outages: { a: b }\n", "3:10", "takes a list"),
  .below("nmae: x\n", "3:1", "no key `nmae`", "did you mean `name`?"),
  .below("prices: { discount: 120 % }\n", "3:21", "`discount` is 120 %", "between 0"),
  .below("prices: { offer: devtest }\n", "3:18", "did you mean `dev-test`?"),
  .below("prices: { currency: euro }\n", "3:21", "`currency` takes a code such as EUR"),
  .below("prices: { currency: EUR, rate: 0, rateDate: 2026-08-22 }\n", "3:32", "`rate` takes a number above 0"),
  .below("prices: { currency: EUR, rate: 0.92 }\n", "3:32", "`prices.rate` takes `prices.rateDate` beside it"),
  .below("prices: { rate: 0.92, rateDate: 2026-08-22 }\n", "3:17", "takes `prices.currency` beside it"),
  .below("prices: { currency: EUR, rateDate: 2026-08-22 }\n", "3:36", "takes `prices.rate` beside it"),
  .below("currency: EUR\n", "3:11", "stated under `prices`"),
  .below("prices: { asOf: 2026-02-30 }\n", "3:17", "a day such as"),
  .below("horizon: { start: 01.01.2027 }\n", "3:19", "a day such as 2027-01-20"),
  .below("horizon: { months: 61 }\n", "3:20", "between 1 and 60"),
  .below("horizon: { months: 1.5 }\n", "3:20", "a whole number"),
  .below("horizon: { step: 2h }\n", "3:18", "1h, 5min, 1min"),
  .below("routing: { method: weighted }\n", "3:20", "comes later"),
  .below("routing: { method: performence }\n", "3:20", "did you mean `performance`?"),
  .below("routing: { probe: { evry: 30 s } }\n", "3:21", "no key `probe.evry`", "did you mean `every`?"),
  .below("routing: { ttl: 60 }\n", "3:17", "`ttl` has no unit", "s, ms, min"),
  .below("routing: { ttl: 60 GB }\n", "3:17", "the unit `GB`"),
  .below("traffic: { dispersion: -1 }\n", "3:24", "between 0 and 1000"),
  .below("traffic: { noise: { daily: 5 } }\n", "3:28", "`daily` has no unit"),
  .below("traffic: { campaigns: [ { from: 2026-01-01, for: 4 d, factor: 3 } ] }\n", "3:33", "outside the horizon"),
  .below("populations: [ { name: a, users: -5, near: eastus2 } ]\n", "3:34", "`users` is -5", "between 0"),
  .below("populations: [ { name: a, users: .nan, near: eastus2 } ]\n", "3:34", "a finite number, not `.nan`"),
  .below("populations: [ { name: a, users: .inf, near: eastus2 } ]\n", "3:34", "a finite number, not `.inf`"),
  .below("populations: [ { name: a, users: 1e300, near: eastus2 } ]\n", "3:34", "between 0"),
  .below("populations: [ { name: a, users: 1e999, near: eastus2 } ]\n", "3:34", "finite"),
  .below("populations: [ { name: a, near: eastus2 } ]\n", "3:16", "population 1 has no `users`"),
  .below("populations: [ { name: a, users: 1, near: westeurop } ]\n", "3:43", "did you mean `westeurope`?"),
  .below("populations: [ { name: a, users: 1, near: eastus2, timezone: Europe/Berlyn } ]\n", "3:62", "`Europe/Berlin`"),
  .below("populations: [ { name: a, users: 1, near: eastus2, growth: 3 % }]\n", "3:60", "%/month"),
  .below("populations: [ { name: a, users: 1, near: eastus2, shape: offce } ]\n", "3:59", "did you mean `office`?"),
  .below(
    "populations: [ { name: a, users: 1, near: eastus2, shape: { hours: [1, 2] } } ]\n", "3:68", "24 weights, not 2"),
  .below(
    "populations: [ { name: a, users: 1, near: eastus2, shape: { weekdays: [0, 0, 0, 0, 0, 0, 0] } } ]\n", "3:71",
    "only zeros"),
  .below(
    "populations: [ { name: a, users: 1, near: eastus2, shape: { weekdays: [1, 1, 1, 1, 1, 1, -1] } } ]\n", "3:90",
    "`weekdays` is -1"),
  .below(
    "populations:\n  - { name: a, users: 1, near: eastus2 }\n  - { name: a, users: 2, near: eastus2 }\n", "5:13",
    "a second population is called `a`"),
  .below("inference: { mode: streeming }\n", "3:20", "did you mean `streaming`?"),
  .below("inference: { at: 25:00 }\n", "3:18", "a time of the day"),
  .below("retraining: { every: 0 h }\n", "3:22", "between 15 min"),
  .below("retraining: { every: 7 d, policy: on-drift }\n", "3:35", "`policy`", "comes later"),
  .below("outages: [ { region: westeurop, at: 2027-03-08T14:00, for: 4 h } ]\n", "3:22", "did you mean `westeurope`?"),
  .below(
    "outages: [ { region: japaneast, at: 2027-03-08T14:00, for: 4 h } ]\n", "3:22", "none of the scenario's regions"),
  .below("outages: [ { region: eastus2, at: 2028-03-08T14:00, for: 4 h } ]\n", "3:35", "outside the horizon"),
  .below("outages: [ { region: eastus2, at: 2027-03-08T14:00+02:00, for: 4 h } ]\n", "3:35", "a moment (UTC)"),
  .below(
    "outages:\n  - { region: eastus2, at: 2027-03-08T14:00, for: 4 h }\n"
      + "  - { region: eastus2, at: 2027-03-08T17:59Z, for: 1 h }\n", "5:28", "overlap"),
  .below("components: { app-servce: {} }\n", "3:15", "did you mean `app-service`?"),
  .below("components: { web: {} }\n", "3:15", "state its `kind`"),
  .below("components: { functions: {} }\n", "3:15", "not modelled yet", "comes later"),
  .below("components: { web: { kind: functions } }\n", "3:28", "comes later"),
  .below("components: { app-service: { paln: P1v3 } }\n", "3:30", "no key `paln`", "did you mean `plan`?"),
  .below("components: { app-service: { plan: P9 } }\n", "3:36", "one of F1, D1, B1"),
  .below("components: { app-service: { min: 5, max: 2 } }\n", "3:28", "`min` is above `max`"),
  .below("components: { app-service: [1] }\n", "3:28", "takes a mapping, not a list"),
  .below("components: { app-service: { regions: [eastus2, japaneast] } }\n", "3:49", "none of the scenario's regions"),
  .below("components: { traffic-manager: { region: eastus2 } }\n", "3:42", "stands in no region"),
  .below("components: { databricks: { regions: [eastus2, westeurope] } }\n", "3:38", "stands in one region"),
  .below("components: { sql-database: { kind: app-service } }\n", "3:15", "is itself a kind"),
  .below("components: { 'a b': { kind: app-service } }\n", "3:15", "letters, digits"),
  .below("components: { '../x': { kind: app-service } }\n", "3:15", "can't name"),
  .below("journeys: { page/x: { perUser: 1 /day, visits: {} } }\n", "3:13", "can't name a journey"),
  .below("journeys: { \(String(repeating: "x", count: 65)): {} }\n", "3:13", "65 characters"),
  .below("journeys: { buy: { perUser: 1 /day } }\n", "3:13", "`buy` has no `visits`"),
  .below("journeys: { buy: { visits: {} } }\n", "3:13", "needs `perUser`"),
  .below("journeys: { buy: { perUser: 1 /day, volume: 3 /s, visits: {} } }\n", "3:13", "both `perUser` and `volume`"),
  .below("journeys: { buy: { perUser: 1 /dya, visits: {} } }\n", "3:29", "the unit `/dya`"),
  .below(
    "journeys: { buy: { perUser: 1 /day, visits: { app-servce: {} } } }\ncomponents: { app-service: {} }\n", "3:47",
    "did you mean `app-service`?"),
  .below(
    "journeys: { buy: { perUser: 1 /day, visits: { app-service: { cals: 1 } } } }\ncomponents: { app-service: }\n",
    "3:62", "no key `cals`", "did you mean `calls`?"),
  .below(
    "journeys: { buy: { perUser: 1 /day, visits: { app-service: { cpu: 3 } } } }\ncomponents: { app-service: }\n",
    "3:67", "`cpu` has no unit"),
  .below(
    "journeys: { buy: { perUser: 1 /day, visits: { app-service: { out: -3 KB } } } }\ncomponents: { app-service: }\n",
    "3:67", "between 0"),
  .below("journeys: { buy: { perUser: 1 /day, visits: {}, prompt: { p50: 10 } } }\n", "3:57", "needs its `mean`"),
  .below(
    "journeys: { buy: { perUser: 1 /day, visits: {}, prompt: { p50: 10, p90: 5 } } }\n", "3:57", "p90 is at least p50"),
  .below("journeys: { buy: { perUser: 1 /day, visits: {}, objective: { availability: 101 % } } }\n", "3:76", "100 %"),
  .below("journeys: { buy: { visits: {}, trace: { volume: 3 /s } } }\n", "3:39", "no `file`"),
  .below("journeys: { buy: { visits: {}, trace: { file: none.csv } } }\n", "3:47", "no trace `none.csv`"),
  .below("journeys: { prediction: { perUser: 1 /day } }\n", "3:13", "no `inference`"),
  .below("journeys: { chat: { perUser: 1 /day } }\ncomponents: { openai: }\n", "3:13", "mean tokens"),
  .below(
    "journeys: { page: { perUser: 1 /day } }\ncomponents: { a: { kind: app-service }, b: { kind: app-service } }\n",
    "3:13",
    "could visit `a`, `b`"),
  .below("variants: { a: { variants: {} } }\n", "3:18", "no variants of its own"),
  .below("variants: { a: 3 }\n", "3:16", "takes a mapping"),
  .below("budgets: [ { name: b, amount: -5 } ]\n", "3:31", "an amount of money"),
  .below("budgets: [ { name: b, amount: 1e3 } ]\n", "3:31", "an amount of money"),
  .below("budgets: [ { name: b, amount: 0 } ]\n", "3:31", "above 0"),
  .below("budgets: [ { name: b } ]\n", "3:12", "no `amount`"),
  .below("budgets: [ { name: b, amount: 5, per: weak } ]\n", "3:39", "month, quarter, year"),
  .below("budgets: [ { name: b, amount: 5, alerts: [ 50 % ] } ]\n", "3:44", "`actual` or `forecast`"),
  .below(
    "budgets: [ { name: b, amount: 5, alerts: [1% actual, 2% actual, 3% actual, 4% actual, 5% actual, 6% actual] } ]\n",
    "3:98", "at most five"),
  .below("budgets: [ { name: b, amount: 5 }, { name: b, amount: 6 } ]\n", "3:44", "a second budget is called `b`"),
  .below("guardrails: { increase: 5 }\n", "3:25", "`increase` has no unit"),
  .below("tags: { a: [b] }\n", "3:12", "takes a text"),
]

struct BadInputTests {
  @Test(arguments: fileFaults + sectionFaults)
  func `each fault is told once, at its place, with how to mend it`(_ fault: Fault) throws {
    let found = problems(in: fault.yaml)
    #expect(found.count == 1)
    let message = try #require(found.first)
    #expect(message.hasPrefix("s.yaml:\(fault.place): error: "), "\(message)")
    for word in fault.words { #expect(message.contains(word), "\(message)") }
  }

  @Test func `all faults of a file are told at once, in its order`() {
    let yaml = """
      outlay: 1
      budgets: [ { name: b, amount: lots } ]
      regions: [eastus2, atlantis]
      journeys:
        buy: { perUser: 3, visits: {} }
      components:
        app-service: { plan: P9, cores: many }
      populations:
        - { name: a, users: -1, near: eastus2 }
      nonsense: true
      """
    let places = problems(in: yaml).map { $0.split(separator: " ").first.map(String.init) ?? "" }
    #expect(
      places == [
        "s.yaml:2:31:", "s.yaml:3:20:", "s.yaml:5:19:", "s.yaml:7:24:", "s.yaml:7:35:", "s.yaml:9:23:", "s.yaml:10:1:",
      ])
  }

  @Test func `a file above 4 MB is refused before it is parsed`() {
    let found = problems(in: Array(repeating: UInt8(ascii: "["), count: 10_000_000))
    #expect(found == ["s.yaml:1:1: error: the file is larger than 4 MB; a scenario is a few KB"])
  }

  @Test(arguments: [
    String(repeating: "[", count: 100_000), String(repeating: "{a: ", count: 100_000),
    String(repeating: "- ", count: 100_000), String(repeating: "? ", count: 100_000),
    "a: " + String(repeating: "[", count: 100) + String(repeating: "]", count: 100),
    (0..<200).map { String(repeating: " ", count: $0) + "a:\n" }.joined(),
  ])
  func `deep nesting is an error, not a crash`(_ yaml: String) throws {
    let message = try #require(problems(in: yaml).first)
    #expect(message.hasPrefix("s.yaml:") && message.contains("more than 64 levels deep"), "\(message)")
  }

  @Test func `64 levels are not too deep for the parser`() throws {
    // The document's own mapping is a level, and so is the innermost text.
    let deep = "a: " + String(repeating: "[", count: 62) + "x" + String(repeating: "]", count: 62)
    #expect(!(try #require(problems(in: deep).first)).contains("deep"))
    let deeper = "a: " + String(repeating: "[", count: 63) + "x" + String(repeating: "]", count: 63)
    #expect((try #require(problems(in: deeper).first)).contains("deep"))
  }

  @Test(arguments: ["x", "{ *z }", "\n  ? *z\n  : 1"])
  func `an alias bomb is refused, as a value and as a key`(_ last: String) throws {
    // Ten uses of ten uses of …: 10^26 values if it were expanded.
    var yaml = "outlay: 1\ntags:\n  a: &a [1,1,1,1,1,1,1,1,1,1]\n"
    for (name, before) in zip("bcdefghijklmnopqrstuvwxyz", "abcdefghijklmnopqrstuvwxy") {
      let uses = Array(repeating: "*\(before)", count: 10).joined(separator: ",")
      yaml += "  \(name): &\(name) [\(uses)]\n"
    }
    let message = try #require(problems(in: yaml + "last: \(last)\n").first)
    #expect(message.contains("more than 200000 values"), "\(message)")
  }

  @Test func `more than 200,000 values are refused`() throws {
    let message = try #require(problems(in: "a: [" + String(repeating: "1,", count: 200_001) + "]").first)
    #expect(message.hasPrefix("s.yaml:1:") && message.contains("more than 200000 values"))
  }

  @Test(arguments: [[0xFF, 0xFE, 0x6F], [0x6F, 0x3A, 0x20, 0xC3, 0x28], [0xEE, 0xBF, 0xBF]] as [[UInt8]])
  func `what is no text is refused`(_ bytes: [UInt8]) {
    #expect(problems(in: bytes).count == 1)
  }

  @Test func `cut and mangled files never crash`() {
    let bytes = Array(sample.utf8)
    for end in stride(from: 0, to: bytes.count, by: 7) {
      _ = problems(in: Array(bytes[..<end]))
      var mangled = bytes
      mangled[end] = UInt8(truncatingIfNeeded: 33 + end % 94)
      for problem in problems(in: mangled) { #expect(problem.hasPrefix("s.yaml:")) }
    }
  }
}
