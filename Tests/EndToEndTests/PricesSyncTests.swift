import Foundation
import Testing

/// `outlay prices sync` against a server on loopback that behaves well and badly.
@Suite struct PricesSyncTests {
  /// An item of Traffic Manager's DNS queries in the region `place`, shaped as the API's items.
  static func item(_ place: String, price: String = "0.54") -> String {
    """
    {"currencyCode":"USD","tierMinimumUnits":0.0,"retailPrice":\(price),"unitPrice":\(price),\
    "armRegionName":"\(place)","location":"L","effectiveStartDate":"2020-01-01T00:00:00Z",\
    "meterId":"0c5e7d40-0001-0000-0000-00000000000a","meterName":"DNS Queries","productId":"P","skuId":"P/1",\
    "productName":"Traffic Manager","skuName":"Azure Endpoint","serviceName":"Traffic Manager",\
    "serviceId":"S","serviceFamily":"Networking","unitOfMeasure":"1M","type":"Consumption",\
    "isPrimaryMeterRegion":true,"armSkuName":""}
    """
  }

  static func page(_ items: [String], next: String? = nil) -> String {
    """
    {"BillingCurrency":"USD","CustomerEntityId":"Default","CustomerEntityType":"Retail",\
    "Items":[\(items.joined(separator: ","))],"NextPageLink":\(next.map { "\"\($0)\"" } ?? "null"),\
    "Count":\(items.count)}
    """
  }

  static let regions = ["eastus2", "westus2", "westeurope"]

  /// Three pages of one item each, links to itself by the port that it is told.
  static func good(_ path: String, _ port: UInt16) -> LoopbackServer.Answer {
    let number = path.contains("page=3") ? 3 : path.contains("page=2") ? 2 : 1
    let next = number < 3 ? "http://127.0.0.1:\(port)/prices?page=\(number + 1)" : nil
    return .body(page([item(regions[number - 1])], next: next))
  }

  static func sync(
    _ sandbox: borrowing Sandbox, _ address: String, tries: Int = 3, timeout: String = "5"
  ) throws -> Ended {
    try sandbox.outlay([
      "prices", "sync", "--url", address, "--book", "b.sqlite", "--snapshot", "2026-11-22", "--service",
      "Traffic Manager", "--tries", "\(tries)", "--timeout", timeout,
    ])
  }

  /// A server whose pages need its port, which is known once it is up.
  static func server(
    _ answer: @escaping @Sendable (_ path: String, _ earlier: Int, _ port: UInt16) -> LoopbackServer.Answer
  ) throws -> LoopbackServer {
    let port = Port()
    let server = try LoopbackServer { path, earlier in answer(path, earlier, port.value) }
    port.set(server.port)
    return server
  }

  @Test func `all pages become one snapshot, and the pages go`() throws {
    let server = try Self.server { path, _, port in Self.good(path, port) }
    defer { server.stop() }
    let sandbox = try Sandbox()
    let ended = try Self.sync(sandbox, server.address)
    #expect(ended.status == 0, "\(ended.stderr)")
    #expect(ended.stdout.contains("3 prices"))
    #expect(ended.stderr.contains("page 3, 3 items"))
    #expect(server.asked.first?.contains("serviceName%20eq%20%27Traffic%20Manager%27") == true)
    #expect(!sandbox.files.contains { $0.contains(".sync-") })
    let listed = try sandbox.outlay([
      "prices", "list", "--meter", "trafficmanager.dns_queries.1m", "--prices", "b.sqlite@2026-11-22",
    ])
    for region in Self.regions { #expect(listed.stdout.contains(region)) }
  }

  @Test func `another currency is asked for by its code`() throws {
    let server = try Self.server { path, _, port in Self.good(path, port) }
    defer { server.stop() }
    let sandbox = try Sandbox()
    let ended = try sandbox.outlay(
      ["prices", "sync", "--url", server.address, "--snapshot", "2026-11-22", "--service", "Traffic Manager"]
        + ["--currency", "EUR"], environment: ["OUTLAY_BOOK": "mine.sqlite"])
    #expect(ended.status == 0, "\(ended.stderr)")
    #expect(server.asked.first?.contains("currencyCode=%27EUR%27") == true)
    #expect(sandbox.files.contains("mine.sqlite"))
  }

  @Test func `a throttled page is asked for again after the time that the server states`() throws {
    let server = try Self.server { path, earlier, port in
      path.contains("page=2") && earlier == 0 ? .status(429, ["Retry-After": "1"]) : Self.good(path, port)
    }
    defer { server.stop() }
    let sandbox = try Sandbox()
    let ended = try Self.sync(sandbox, server.address)
    #expect(ended.status == 0, "\(ended.stderr)")
    #expect(ended.stderr.contains("HTTP 429; trying again in 1 s"))
  }

  @Test func `a wait beyond patience ends the sync`() throws {
    let server = try Self.server { _, _, _ in .status(503, ["Retry-After": "86400"]) }
    defer { server.stop() }
    let sandbox = try Sandbox()
    let ended = try Self.sync(sandbox, server.address)
    #expect(ended.status == 2)
    #expect(ended.stderr.contains("wait 86400 s"))
    #expect(server.asked.count == 1)
  }

  /// Bad once, then good.
  @Test(arguments: ["cut", "short", "rubbish", "repeat", "slow", "error"])
  func `a page that comes badly once is fetched again`(_ fault: String) throws {
    let server = try Self.server { path, earlier, port in
      guard path.contains("page=2"), earlier == 0 else { return Self.good(path, port) }
      let whole = Self.page([Self.item("westus2")])
      return switch fault {
      case "cut": .cut(String(whole.prefix(200)))
      case "short": .body(String(whole.prefix(200)))
      case "rubbish": .body("<html>busy</html>")
      case "repeat": Self.good("", port)
      case "slow": .slow(whole)
      default: .status(500, [:])
      }
    }
    defer { server.stop() }
    let sandbox = try Sandbox()
    let ended = try Self.sync(sandbox, server.address, timeout: "1")
    #expect(ended.status == 0, "\(ended.stderr)")
    #expect(ended.stdout.contains("3 prices"))
    #expect(ended.stderr.contains("trying again"))
  }

  /// Bad always: no snapshot appears, and the next sync asks only for what is missing.
  @Test(arguments: ["rubbish", "cut", "error", "circle"])
  func `a sync that fails leaves no snapshot and the next goes on`(_ fault: String) throws {
    let isMended = Flag()
    let server = try Self.server { path, _, port in
      guard path.contains("page=3"), !isMended.value else { return Self.good(path, port) }
      return switch fault {
      case "rubbish": .body("[[[")
      case "cut": .cut("{")
      case "circle": .body(Self.page([Self.item("westeurope")], next: "http://127.0.0.1:\(port)/prices?page=2"))
      default: .status(502, [:])
      }
    }
    defer { server.stop() }
    let sandbox = try Sandbox()
    let failed = try Self.sync(sandbox, server.address, tries: 2)
    #expect(failed.status == 2)
    #expect(failed.stderr.contains("after 2 tries"))
    let none = try sandbox.outlay(["prices", "list", "--prices", "b.sqlite@2026-11-22"])
    #expect(none.status == 2)
    let asked = server.asked.count
    isMended.raise()
    let ended = try Self.sync(sandbox, server.address)
    #expect(ended.status == 0, "\(ended.stderr)")
    #expect(server.asked.count == asked + 1)
    #expect(ended.stdout.contains("3 prices"))
  }

  @Test func `another host is refused, be it of a redirect or of a link`() throws {
    let other = try LoopbackServer { _, _ in .body(Self.page([Self.item("eastus2")])) }
    defer { other.stop() }
    let elsewhere = "http://127.0.0.1:\(other.port)/prices"
    for answer in [
      LoopbackServer.Answer.status(302, ["Location": elsewhere]),
      .body(Self.page([Self.item("eastus2")], next: elsewhere)),
    ] {
      let server = try LoopbackServer { _, _ in answer }
      defer { server.stop() }
      let sandbox = try Sandbox()
      let ended = try Self.sync(sandbox, server.address)
      #expect(ended.status == 2)
      #expect(ended.stderr.contains("another host"), "\(ended.stderr)")
    }
    #expect(other.asked.isEmpty)
  }

  @Test func `a service that the list doesn't know is an error, not an empty snapshot`() throws {
    let server = try LoopbackServer { _, _ in .body(Self.page([])) }
    defer { server.stop() }
    let sandbox = try Sandbox()
    let ended = try Self.sync(sandbox, server.address)
    #expect(ended.status == 2)
    #expect(ended.stderr.contains("no such price"))
  }

  @Test func `a killed sync is completed by the next`() throws {
    let server = try Self.server { path, earlier, port in
      path.contains("page=3") && earlier == 0 ? .slow(Self.page([Self.item("westeurope")])) : Self.good(path, port)
    }
    defer { server.stop() }
    let sandbox = try Sandbox()
    let killed = try sandbox.outlay(
      [
        "prices", "sync", "--url", server.address, "--book", "b.sqlite", "--snapshot", "2026-11-22", "--service",
        "Traffic Manager",
      ], killedAfter: 3)
    #expect(killed.isKilled)
    #expect(try sandbox.outlay(["prices", "list", "--prices", "b.sqlite@2026-11-22"]).status == 2)
    let ended = try Self.sync(sandbox, server.address, timeout: "20")
    #expect(ended.status == 0, "\(ended.stderr)")
    #expect(ended.stdout.contains("3 prices"))
  }

  /// Thirty pages that come at 20 ms each, and kills after 0.1 to 1.2 s: at the start, between pages, in the import.
  @Test func `a sync killed twenty times is whole at last, and never half`() throws {
    let server = try Self.server { path, _, port in
      Thread.sleep(forTimeInterval: 0.02)
      let number = path.split(separator: "=").last.flatMap { Int($0) } ?? 1
      let next = number < 30 ? "http://127.0.0.1:\(port)/prices?page=\(number + 1)" : nil
      return .body(Self.page([Self.item("region\(number)")], next: next))
    }
    defer { server.stop() }
    let sandbox = try Sandbox()
    let arguments = [
      "prices", "sync", "--url", server.address, "--book", "b.sqlite", "--snapshot", "2026-11-22", "--service",
      "Traffic Manager", "--json",
    ]
    let list = [
      "prices", "list", "--meter", "trafficmanager.dns_queries.1m", "--prices", "b.sqlite@2026-11-22", "--json",
    ]
    for _ in 0..<20 {
      _ = try sandbox.outlay(arguments, killedAfter: .random(in: 0.1...1.2))
      let listed = try sandbox.outlay(list)
      if listed.status == 0 {
        let rows = try JSONDecoder().decode([PricesCommandsTests.Row].self, from: Data(listed.stdout.utf8))
        #expect(rows.count == 30)
      }
    }
    let ended = try sandbox.outlay(arguments)
    #expect(ended.status == 0, "\(ended.stderr)")
    let listed = try sandbox.outlay(list)
    #expect(try JSONDecoder().decode([PricesCommandsTests.Row].self, from: Data(listed.stdout.utf8)).count == 30)
  }
}
