import Quantities

/// Reads a trace of real requests: a CSV of `TIMESTAMP,ContextTokens,GeneratedTokens` in order of time, UTC.
///
/// Its arrivals become weights of steps, repeated over the horizon. The span is rounded up to whole hours; from a day
/// on to whole days, counted by the hour of the day; from a week on to whole weeks, counted from Monday.
///
/// - Parameters:
///   - name: the path as the scenario states it, from `folder`.
///   - folder: the scenario's folder.
///   - horizon: whose grid is counted by.
///   - mark: where the scenario names the trace.
/// - Returns: the trace.
/// - Throws: what is wrong, at the trace's own lines.
func readTrace(_ name: String, folder: String, horizon: Horizon, statedAt mark: Mark) throws(Problems) -> Scenario.Trace
{
  let file = path(of: name, in: folder)
  let bytes: [UInt8]
  do {
    bytes = try readBytes(file, atMost: 256_000_000, what: "trace", at: mark)
  } catch {
    throw Problems([error])
  }
  var rows = TraceRows(file: file)
  bytes.withUnsafeBufferPointer { rows.read($0) }
  guard rows.problems.isEmpty else { throw rows.problems }
  guard let first = rows.ticks.first, let last = rows.ticks.last else {
    throw Problems([Problem("the trace has no request", at: Mark(file: file, line: 1, column: 1))])
  }
  let period = TracePeriod(first: first, last: last, horizon: horizon)
  guard period.steps <= 6_000_000 else {
    throw Problems([Problem("the trace spans more than 6 million steps", at: Mark(file: file, line: 2, column: 1))])
  }
  var trace = Scenario.Trace()
  trace.path = name
  trace.count = rows.ticks.count
  trace.meanPrompt = rows.prompt / Double(trace.count)
  trace.meanAnswer = rows.answer / Double(trace.count)
  trace.offset = period.offset
  trace.weights = Array(repeating: 0, count: period.steps)
  for tick in rows.ticks { trace.weights[period.step(of: tick)] += 1 }
  let mean = Double(trace.count) / Double(period.steps)
  for index in trace.weights.indices { trace.weights[index] /= mean }
  return trace
}

/// The stretch of time that a trace stands for, and its steps.
private struct TracePeriod {
  private static let second = 10_000_000
  private static let day = 86_400 * second
  /// Where step 0 begins, in ticks of 100 ns since 1970.
  let origin: Int
  let steps: Int
  /// Step at which the horizon begins.
  let offset: Int
  private let ticksPerStep: Int

  init(first: Int, last: Int, horizon: Horizon) {
    ticksPerStep = 3600 * Self.second / horizon.stepsPerHour
    // Half-open: hourly rows from 00:00 to 23:00 stand for 24 hours.
    func whole(_ unit: Int) -> Int { (last - first) / unit + 1 }
    let stepsPerDay = 24 * horizon.stepsPerHour
    let midnight = first / Self.day * Self.day
    let (hours, days) = (whole(3600 * Self.second), whole(Self.day))
    if hours < 24 {
      origin = first
      steps = hours * horizon.stepsPerHour
      offset = 0
    } else if days < 7 {
      origin = midnight
      steps = days * stepsPerDay
      offset = 0
    } else {
      origin = midnight - Date(number: first / Self.day).weekday * Self.day
      steps = whole(7 * Self.day) * 7 * stepsPerDay
      offset = horizon.start.weekday * stepsPerDay
    }
  }

  /// The step of a request; what comes after the last step of its period goes round to the first.
  func step(of tick: Int) -> Int { (tick - origin) / ticksPerStep % steps }
}

/// The rows of a trace, read byte by byte.
private struct TraceRows {
  let file: String
  /// Arrivals in ticks of 100 ns since 1970.
  var ticks: [Int] = []
  /// Sums of tokens.
  var prompt = 0.0
  var answer = 0.0
  var problems = Problems()

  init(file: String) { self.file = file }

  private mutating func note(_ message: String, _ line: Int) {
    problems.add(message, at: Mark(file: file, line: line, column: 1))
  }

  mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) {
    var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var line = 0
    var blank = 0
    ticks.reserveCapacity(bytes.count / 36)
    while start < bytes.count {
      var end = start
      while end < bytes.count, bytes[end] != 0x0A { end += 1 }
      line += 1
      let next = end + 1
      if end > start, bytes[end - 1] == 0x0D { end -= 1 }
      let row = UnsafeBufferPointer(rebasing: bytes[start..<end])
      start = next
      if line == 1 {
        guard String(decoding: row, as: UTF8.self).lowercased() == "timestamp,contexttokens,generatedtokens" else {
          return note("a trace begins with the line TIMESTAMP,ContextTokens,GeneratedTokens", 1)
        }
      } else if row.isEmpty {
        blank = blank == 0 ? line : blank
      } else {
        if blank > 0 { return note("an empty line stands inside the trace", blank) }
        take(row, line)
        if problems.list.count >= 10 { return note("there are more such lines; mend these first", line) }
      }
    }
    if line == 0 { note("the trace is empty; it begins with the line TIMESTAMP,ContextTokens,GeneratedTokens", 1) }
  }

  private mutating func take(_ row: UnsafeBufferPointer<UInt8>, _ line: Int) {
    guard let comma = row.firstIndex(of: 0x2C), let second = row[(comma + 1)...].firstIndex(of: 0x2C),
      !row[(second + 1)...].contains(0x2C)
    else { return note("a row has three columns: TIMESTAMP,ContextTokens,GeneratedTokens", line) }
    guard let tick = Self.ticks(row[..<comma]) else {
      return note("the first column takes a moment such as 2023-11-16 18:15:46.68, UTC", line)
    }
    guard let prompt = Self.number(row[(comma + 1)..<second]), let answer = Self.number(row[(second + 1)...]) else {
      return note("the second and third column take tokens: numbers from 0 to 10^9", line)
    }
    if let last = ticks.last, tick < last {
      return note("this request comes before the one above it; a trace is in order of time", line)
    }
    ticks.append(tick)
    self.prompt += prompt
    self.answer += answer
  }

  /// `2023-11-16 18:15:46.6805900`, also with `T`, without a fraction, with `Z` or `+00:00`.
  private static func ticks(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
    let digits = UnsafeBufferPointer(rebasing: text)
    guard digits.count >= 19 else { return nil }
    func two(_ at: Int) -> Int {
      let (a, b) = (Int(digits[at]) - 48, Int(digits[at + 1]) - 48)
      return (0...9).contains(a) && (0...9).contains(b) ? a * 10 + b : -1000
    }
    let (hour, minute, second) = (two(11), two(14), two(17))
    guard digits[4] == 0x2D, digits[7] == 0x2D, digits[10] == 0x20 || digits[10] == 0x54, digits[13] == 0x3A,
      digits[16] == 0x3A, (0..<24).contains(hour), (0..<60).contains(minute), (0..<60).contains(second),
      let day = Date(year: two(0) * 100 + two(2), month: two(5), day: two(8))
    else { return nil }
    var fraction = 0
    var index = 19
    if index < digits.count, digits[index] == 0x2E {
      var scale = 1_000_000
      index += 1
      guard index < digits.count, (48...57).contains(digits[index]) else { return nil }
      while index < digits.count, (48...57).contains(digits[index]) {
        fraction += (Int(digits[index]) - 48) * scale
        scale /= 10
        index += 1
      }
    }
    let zone = digits[index...]
    guard zone.isEmpty || zone.elementsEqual("Z".utf8) || zone.elementsEqual("+00:00".utf8) else { return nil }
    return (day.number * 86_400 + hour * 3600 + minute * 60 + second) * 10_000_000 + fraction
  }

  /// A number from 0 to 10^9; nil for anything else.
  private static func number(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Double? {
    guard !text.isEmpty, text.count <= 20 else { return nil }
    var whole = 0
    for byte in text {
      guard (48...57).contains(byte), whole <= 1_000_000_000 else {
        let number = Double(String(decoding: text, as: UTF8.self))
        return number.flatMap { $0 >= 0 && $0 <= 1e9 ? $0 : nil }
      }
      whole = whole * 10 + Int(byte) - 48
    }
    return whole <= 1_000_000_000 ? Double(whole) : nil
  }
}
