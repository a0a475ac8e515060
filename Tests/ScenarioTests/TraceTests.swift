import Foundation
import Quantities
import Scenario
import Testing

struct TraceTests {
  private static let header = "TIMESTAMP,ContextTokens,GeneratedTokens\n"

  /// The trace of a journey that reads `csv`, or what is wrong with it.
  private func trace(_ csv: String, step: String = "1h", start: String = "2027-01-01") throws -> Scenario.Journey {
    try withFolder { folder in
      try Data(csv.utf8).write(to: URL(fileURLWithPath: folder + "/t.csv"))
      let yaml = """
        outlay: 1
        regions: [eastus2]
        horizon: { start: \(start), months: 1, step: \(step) }
        journeys: { chat: { trace: { file: t.csv } } }
        components: { openai: }
        """
      return try #require(try read(yaml, folder: folder).journeys.first)
    }
  }

  private func rows(_ times: [String]) -> String { Self.header + times.map { $0 + ",400,100\n" }.joined() }

  @Test func `an hour's trace shapes every hour alike and gives its tokens and its rate`() throws {
    let csv =
      Self.header.replacing("\n", with: "\r\n")
      + "2023-11-16 18:15:46.6805900,374,44\r\n2023-11-16 18:15:50.9951690,396,109\r\n"
      + "2023-11-16 19:14:08.4025270,190,27"
    let journey = try trace(csv)
    let trace = try #require(journey.trace)
    #expect(trace.weights == [1] && trace.offset == 0 && trace.count == 3)  // 58 minutes round up to an hour
    #expect(trace.meanPrompt == 320 && trace.meanAnswer == 60)  // (374 + 396 + 190) / 3, (44 + 109 + 27) / 3
    #expect(journey.volume == 3)
    #expect(journey.visits.first?.amounts.map(\.value) == [1, 320, 60])
  }

  @Test func `an hour's trace on a grid of minutes keeps its minutes`() throws {
    let trace = try #require(
      try trace(rows(["2023-11-16T18:15:30Z", "2023-11-16T18:16:29Z", "2023-11-16T18:17:00Z"]), step: "1min").trace)
    // Minutes from the first request on: two requests in the first, one in the second, mean 3/60.
    #expect(trace.weights.count == 60 && trace.weights[0] == 40 && trace.weights[1] == 20 && trace.weights[2] == 0)
  }

  @Test func `a day's trace keeps its hours of the day`() throws {
    let times = (0..<24).flatMap { hour in
      Array(repeating: "2023-11-16 \(Date.two(hour)):30:00", count: hour == 9 ? 25 : 1)
    }
    let trace = try #require(try trace(rows(times)).trace)
    #expect(trace.weights.count == 24 && trace.offset == 0)
    #expect(trace.weights[9] == 12.5 && trace.weights[10] == 0.5)  // 48 requests over 24 hours
  }

  @Test func `a day that begins at noon goes round midnight`() throws {
    let trace = try #require(
      try trace(rows(["2023-11-16 12:30:00", "2023-11-16 23:30:00", "2023-11-17 11:45:00"])).trace)
    #expect(trace.weights.enumerated().filter { $0.element > 0 }.map(\.offset) == [11, 12, 23])
  }

  @Test func `a week's trace keeps its weekdays`() throws {
    // 2023-11-16 is a Thursday; 2027-01-01, the horizon's first day, a Friday.
    let days = ["2023-11-16", "2023-11-17", "2023-11-18", "2023-11-19", "2023-11-20", "2023-11-21", "2023-11-22"]
    let times = days.map { $0 + " 08:00:00" } + ["2023-11-22 09:00:00"]
    let trace = try #require(try trace(rows(times)).trace)
    #expect(trace.weights.count == 168 && trace.offset == 4 * 24)
    #expect(trace.weights[2 * 24 + 9] == 168.0 / 8)  // Wednesday at nine
    #expect(trace.weights[4 * 24 + 8] == 168.0 / 8)  // Friday at eight
    #expect(abs(trace.weights.reduce(0, +) - 168) < 1e-9)
  }

  @Test(arguments: [
    ("", "1:1", "the trace is empty"),
    ("a,b,c\n", "1:1", "begins with the line TIMESTAMP"),
    (header, "1:1", "has no request"),
    (header + "2023-11-16 18:15:46,374\n", "2:1", "three columns"),
    (header + "2023-11-16 18:15:46,374,44,1\n", "2:1", "three columns"),
    (header + "2023-11-16 18:15:46,374,44\nyesterday,374,44\n", "3:1", "a moment such as"),
    (header + "2023-02-30 18:15:46,374,44\n", "2:1", "a moment such as"),
    (header + "2023-11-16 18:15:46,-1,44\n", "2:1", "tokens"),
    (header + "2023-11-16 18:15:46,nan,44\n", "2:1", "tokens"),
    (header + "2023-11-16 18:15:46,1,\n", "2:1", "tokens"),
    (header + "2023-11-16 18:15:46,1,2\n2023-11-16 18:15:45,1,2\n", "3:1", "before the one above"),
    (header + "2023-11-16 18:15:46,1,2\n\n2023-11-16 18:15:47,1,2\n", "3:1", "an empty line"),
  ])
  func `a broken trace is told at its own line`(_ csv: String, _ place: String, _ words: String) throws {
    let error = #expect(throws: Problems.self) { try trace(csv) }
    let message = try #require(error?.list.first).description
    #expect(message.contains("/t.csv:\(place): error: ") && message.contains(words), "\(message)")
    #expect(error?.list.count == 1)
  }
}
