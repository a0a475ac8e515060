import Foundation
import Pricing
import Quantities
import Testing

/// What a server's words mean.
@Suite struct PriceServerTests {
  /// The date is RFC 9110's own example of the format, 5.6.7: 784,111,777 s after 1970.
  @Test(arguments: [
    ("3", 3.0), ("0", 0), ("Sun, 06 Nov 1994 08:49:37 GMT", 77), ("Sun, 06 Nov 1994 08:47:00 GMT", 0),
  ])
  func `a wait is seconds or until a date`(_ header: String, _ seconds: Double) {
    #expect(PriceServer.wait(header, now: Foundation.Date(timeIntervalSince1970: 784_111_700)) == seconds)
  }

  @Test(arguments: ["", "-1", "soon", "inf", "nan"])
  func `any other wait is none`(_ header: String) {
    #expect(PriceServer.wait(header, now: Foundation.Date(timeIntervalSince1970: 0)) == nil)
  }

  @Test(arguments: ["", "prices", "file:///etc/passwd", "ftp://a/b", "https://", "https://a/b?c=d"])
  func `what is no address is refused`(_ address: String) {
    #expect(throws: Problem.self) { try PriceServer(address) }
  }
}
