package import Foundation
package import Quantities

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// Where a price list is fetched from, and how patiently.
package struct PriceServer: Sendable {
  /// The public list's address.
  ///
  /// Source: learn.microsoft.com REST reference, Azure Retail Prices overview.
  package static let standard = "https://prices.azure.com/api/retail/prices"
  /// Most bytes of a page; one of 1,000 items has less than 1 MB.
  static let mostBytes = 64 << 20
  /// Longest wait in seconds that a server may ask for within one run.
  static let mostPatience = 600.0

  /// The address without a query.
  let base: URL
  /// ISO code of the prices to ask for; nil for the list's own, USD.
  let currency: String?
  /// Attempts per page.
  let tries: Int
  /// Seconds that one attempt may take.
  let seconds: Double

  /// A server by its address.
  ///
  /// - Throws: a problem if that is no http address, or has a query.
  package init(
    _ address: String, currency: String? = nil, tries: Int = 5, seconds: Double = 60
  ) throws(Problem) {
    guard let url = URL(string: address), ["http", "https"].contains(url.scheme), url.host?.isEmpty == false,
      url.query == nil
    else { throw Problem("`\(address)` is no address of a price list; one looks like \(Self.standard)") }
    base = url
    self.currency = currency
    self.tries = tries
    self.seconds = seconds
  }

  /// The first page of the items that a filter finds.
  ///
  /// With the version that gives savings plans too.
  func first(_ filter: String) -> String {
    let plain = CharacterSet(charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~")
    let escaped = filter.addingPercentEncoding(withAllowedCharacters: plain) ?? ""
    let wanted = currency.map { "currencyCode=%27\($0)%27&" } ?? ""
    return "\(base.absoluteString)?api-version=2023-01-01-preview&\(wanted)%24filter=\(escaped)"
  }

  /// A link's address, if it leads to this server.
  func own(_ link: String) -> URL? {
    guard let url = URL(string: link), Self.place(url) == Self.place(base) else { return nil }
    return url
  }

  /// Scheme, host and port.
  static func place(_ url: URL) -> [String] {
    let scheme = url.scheme?.lowercased() ?? ""
    return [scheme, url.host?.lowercased() ?? "", "\(url.port ?? (scheme == "https" ? 443 : 80))"]
  }

  /// Why an attempt failed, and whether another may succeed.
  struct Failure: Error {
    var why: String
    var isFinal = false
    /// Seconds that the server asks to wait.
    var wait: Double?
  }

  /// Fetches a page into a file until `check` accepts it.
  ///
  /// - Throws: a problem that tells the last failure, once the attempts are used up or another can't help.
  func fetch<Value>(
    _ url: URL, into path: String, waiting: (String) -> Void, check: (String) throws(Failure) -> Value
  ) async throws -> Value {
    var attempt = 1
    while true {
      do {
        try await download(url, into: path)
        return try check(path)
      } catch let failure as Failure {
        let place = Self.place(url).dropFirst().joined(separator: ":")
        guard !failure.isFinal, attempt < tries else {
          let after = failure.isFinal ? "" : " after \(attempt) tries"
          throw Problem("\(place): \(failure.why)\(after); run sync again to go on from here")
        }
        let pause = max(failure.wait ?? 0, min(0.5 * Double(1 << min(attempt - 1, 7)), 60))
        guard pause <= Self.mostPatience else {
          throw Problem("\(place): the server asks to wait \(Int(pause)) s; run sync again then to go on from here")
        }
        waiting("\(place): \(failure.why); trying again in \(Measure.plain(pause)) s")
        try await Task.sleep(for: .seconds(pause))
        attempt += 1
      }
    }
  }

  private func download(_ url: URL, into path: String) async throws {
    let configuration = URLSessionConfiguration.ephemeral
    configuration.timeoutIntervalForRequest = seconds
    configuration.httpAdditionalHeaders = ["Accept": "application/json"]
    let session = URLSession(configuration: configuration, delegate: OwnRedirects(), delegateQueue: nil)
    defer { session.invalidateAndCancel() }
    let limit = seconds
    let (file, response) = try await withThrowingTaskGroup(of: (URL, URLResponse).self) { group in
      defer { group.cancelAll() }
      group.addTask {
        do { return try await session.download(from: url) } catch let error as URLError {
          throw Failure(why: "the connection failed (\(error.code.rawValue): \(error.localizedDescription))")
        }
      }
      // The session's own limit is for the time between bytes.
      group.addTask {
        try await Task.sleep(for: .seconds(limit))
        throw Failure(why: "no whole page within \(Measure.plain(limit)) s")
      }
      guard let first = try await group.next() else { throw Failure(why: "the connection failed") }
      return first
    }
    defer { try? FileManager.default.removeItem(at: file) }
    guard let answer = response as? HTTPURLResponse else { throw Failure(why: "no HTTP answer", isFinal: true) }
    try judge(answer, url)
    let size = (try? FileManager.default.attributesOfItem(atPath: file.path)[.size] as? Int) ?? 0
    guard size <= Self.mostBytes else { throw Failure(why: "the page has \(size) bytes", isFinal: true) }
    do {
      try? FileManager.default.removeItem(atPath: path)
      try FileManager.default.moveItem(at: file, to: URL(fileURLWithPath: path))
    } catch {
      throw Problem("\(path) can't be written; check the folder and the disk")
    }
  }

  private func judge(_ answer: HTTPURLResponse, _ url: URL) throws(Failure) {
    if let place = answer.url, Self.place(place) != Self.place(url) {
      throw Failure(why: "it sent on to \(place.host ?? "elsewhere"), another host, which is refused", isFinal: true)
    }
    switch answer.statusCode {
    case 200: return
    case 300..<400:
      throw Failure(why: "it sends on to another host, which is refused (HTTP \(answer.statusCode))", isFinal: true)
    case 408, 429, 500...:
      let wait = answer.value(forHTTPHeaderField: "Retry-After").flatMap { Self.wait($0, now: Foundation.Date()) }
      throw Failure(why: "HTTP \(answer.statusCode)", wait: wait)
    default: throw Failure(why: "HTTP \(answer.statusCode)", isFinal: true)
    }
  }

  /// Seconds that a `Retry-After` asks for: a number, or until a date (RFC 9110, 10.2.3).
  package static func wait(_ header: String, now: Foundation.Date) -> Double? {
    if let seconds = Double(header), seconds >= 0, seconds.isFinite { return seconds }
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.timeZone = TimeZone(secondsFromGMT: 0)
    format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
    return format.date(from: header).map { max($0.timeIntervalSince(now), 0) }
  }
}

/// Follows redirects within a host only; URLSession asks an object, which has no state.
private final class OwnRedirects: NSObject, URLSessionTaskDelegate {
  func urlSession(
    _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
    newRequest request: URLRequest, completionHandler: @escaping (URLRequest?) -> Void
  ) {
    let isOwn = request.url.map(PriceServer.place) == response.url.map(PriceServer.place)
    completionHandler(isOwn ? request : nil)
  }
}
