package import Quantities

/// What one request of a known journey does at the instance of a kind, where the scenario states no visits.
///
/// Labelled inputs: no source gives them. They say what the blueprint's picture does, in round numbers.
package struct DefaultVisit: Sendable {
  /// The kind whose only instance is visited.
  package var kind: String
  /// Amounts as a scenario would write them, by visit key.
  package var amounts: [(key: String, value: String)]
  /// Why.
  package var reason: String

  init(_ kind: String, _ amounts: KeyValuePairs<String, String>, _ reason: String) {
    self.kind = kind
    self.amounts = amounts.map { (key: $0.key, value: $0.value) }
    self.reason = reason
  }

  /// Journeys that have default visits.
  package static let journeys = ["page", "prediction", "chat", "ingest"]

  /// The default visits of a journey; empty for a journey that has none.
  ///
  /// - Parameters:
  ///   - journey: its name.
  ///   - inference: how predictions are made.
  ///   - prompt: tokens of a prompt, for `chat`.
  ///   - answer: tokens of an answer, for `chat`.
  /// - Returns: the visits; none for a journey of another name.
  package static func of(
    _ journey: String, inference: Scenario.Inference, prompt: Quantity<Token>?, answer: Quantity<Token>?
  ) -> [DefaultVisit] {
    switch journey {
    case "page":
      [
        DefaultVisit(
          "app-service", ["calls": "1", "cpu": "25 ms", "out": "120 KB"],
          "one call renders a page of text and small pictures"),
        DefaultVisit("sql-database", ["reads": "2"], "a page shows two rows of prepared results"),
        dns,
      ]
    case "prediction":
      prediction(inference)
    case "chat":
      [
        DefaultVisit(
          "app-service", ["calls": "1", "cpu": "40 ms", "out": "8 KB"],
          "one call gathers the context and passes the answer on"),
        DefaultVisit(
          "openai",
          [
            "calls": "1", "tokensIn": Measure.plain(prompt?.value ?? 0), "tokensOut": Measure.plain(answer?.value ?? 0),
          ],
          "one completion, of the journey's prompt and answer"),
        DefaultVisit(
          "cosmos-db", ["reads": "1", "writes": "2"],
          "the history is read once; the question and the answer are written"),
        dns,
      ]
    case "ingest":
      [
        DefaultVisit("data-lake", ["in": "2 KB"], "a record lands in the lake"),
        DefaultVisit("databricks", ["in": "2 KB"], "the same record waits for the next training run"),
      ]
    default: []
    }
  }

  private static func prediction(_ inference: Scenario.Inference) -> [DefaultVisit] {
    switch inference.mode {
    case .batch:
      [
        call(cpu: 0, "one call looks a stored prediction up and wraps it"),
        DefaultVisit("sql-database", ["reads": "1"], "the prediction was written by the last batch run"),
      ]
    case .realTime:
      [
        call(cpu: inference.cpu.value, "one call makes the prediction (inference.cpu) and wraps it (10 ms)"),
        DefaultVisit("sql-database", ["reads": "1"], "the model needs one row of features"),
      ]
    case .hybrid:
      [
        call(
          cpu: inference.cpu.value * (1 - inference.head.value),
          "the last batch has most predictions ready (inference.head); a call makes the others (inference.cpu)"),
        DefaultVisit("sql-database", ["reads": "1"], "a stored prediction, or one row of features"),
      ]
    case .streaming:
      [
        DefaultVisit("event-hubs", ["events": "1"], "what a user does is an event, which functions score"),
        call(cpu: 0, "one call looks the latest prediction up and wraps it"),
        DefaultVisit("sql-database", ["reads": "1", "writes": "1"], "functions write it, the call reads it"),
      ]
    }
  }

  /// A call of the app that answers with a prediction: 10 ms to wrap it, and what making it takes.
  private static func call(cpu: Double, _ reason: String) -> DefaultVisit {
    DefaultVisit(
      "app-service", ["calls": "1", "cpu": Measure.plain(cpu * 1000 + 10) + " ms", "out": "4 KB"], reason)
  }

  private static let dns = DefaultVisit(
    "traffic-manager", ["calls": "0.125"], "one request in eight asks DNS, the others find the name in a cache")
}
