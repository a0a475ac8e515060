import Foundation
import Synchronization

/// A server on loopback that answers each request as told, one at a time.
final class LoopbackServer: Sendable {
  /// What it does with a request.
  enum Answer: Sendable {
    case body(String)
    case status(Int, [String: String])
    /// Promises more bytes than it sends, then closes.
    case cut(String)
    /// Sends a byte each tenth of a second.
    case slow(String)
  }

  let port: UInt16
  private let socket: Int32
  private let requests = Mutex<[String]>([])

  /// Paths of the requests so far, queries included.
  var asked: [String] { requests.withLock { $0 } }
  var address: String { "http://127.0.0.1:\(port)/prices" }

  /// Answers the request of a path; the number counts earlier requests of the same path.
  init(_ answer: @escaping @Sendable (_ path: String, _ earlier: Int) -> Answer) throws {
    #if canImport(Darwin)
      let stream = SOCK_STREAM
    #else
      let stream = Int32(SOCK_STREAM.rawValue)
    #endif
    let socket = Foundation.socket(AF_INET, stream, 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isUp = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket, $0, length) == 0 && listen(socket, 16) == 0 && getsockname(socket, $0, &length) == 0
      }
    }
    guard isUp else { throw Failure("no server on loopback: \(errno)") }
    self.socket = socket
    port = UInt16(bigEndian: address.sin_port)
    Thread.detachNewThread { [self] in
      while true {
        let client = accept(socket, nil, nil)
        if client < 0 { return }
        serve(client, answer)
        close(client)
      }
    }
  }

  /// Ends the server.
  func stop() {
    shutdown(socket, Int32(SHUT_RDWR))
    close(socket)
  }

  private func serve(_ client: Int32, _ answer: @Sendable (String, Int) -> Answer) {
    var head: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while !String(decoding: head, as: UTF8.self).contains("\r\n\r\n") {
      let count = recv(client, &buffer, buffer.count, 0)
      if count <= 0 { return }
      head += buffer.prefix(count)
    }
    let words = String(decoding: head, as: UTF8.self).split(separator: " ")
    let path = words.count > 1 ? String(words[1]) : ""
    let earlier = requests.withLock { requests in
      defer { requests.append(path) }
      return requests.filter { $0 == path }.count
    }
    switch answer(path, earlier) {
    case .body(let text): send(Self.head(200, text.utf8.count) + text, to: client)
    case .status(let code, let fields):
      send(Self.head(code, 0, fields), to: client)
    case .cut(let text): send(Self.head(200, text.utf8.count + 1000) + text, to: client)
    case .slow(let text):
      send(Self.head(200, text.utf8.count), to: client)
      for byte in text.utf8 {
        if !send(String(decoding: [byte], as: UTF8.self), to: client) { return }
        Thread.sleep(forTimeInterval: 0.1)
      }
    }
  }

  private static func head(_ code: Int, _ length: Int, _ fields: [String: String] = [:]) -> String {
    let all = ["Content-Length": "\(length)", "Connection": "close", "Content-Type": "application/json"]
      .merging(fields) { $1 }
    return "HTTP/1.1 \(code) X\r\n" + all.map { "\($0): \($1)\r\n" }.joined() + "\r\n"
  }

  @discardableResult private func send(_ text: String, to client: Int32) -> Bool {
    let bytes = Array(text.utf8)
    #if canImport(Darwin)
      let flags: Int32 = 0
    #else
      let flags = Int32(MSG_NOSIGNAL)
    #endif
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes { Foundation.send(client, $0.baseAddress, $0.count, flags) }
      if count <= 0 { return false }
      sent += count
    }
    return true
  }
}

/// A port that is known later than who uses it.
final class Port: Sendable {
  private let port = Mutex<UInt16>(0)
  var value: UInt16 { port.withLock { $0 } }
  func set(_ value: UInt16) { port.withLock { $0 = value } }
}

/// A flag between a test and its server.
final class Flag: Sendable {
  private let flag = Mutex(false)
  var value: Bool { flag.withLock { $0 } }
  func raise() { flag.withLock { $0 = true } }
}
