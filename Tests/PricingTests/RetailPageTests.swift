import Quantities
import Testing

@testable import Pricing

@Suite struct RetailPageTests {
  @Test func `an item is read field by field`() throws {
    let item = Item().with("tierMinimumUnits", "10335").with("effectiveEndDate", "\"2026-12-31T23:59:59Z\"")
      .with("isPrimaryMeterRegion", "true")
    let found = try Found(page([item])) { item in
      RetailItem.Field.allCases.map { item[$0].string }.joined(separator: "|")
        + "|\(item.price.decimal)|\(item.unitPrice.decimal)|\(item.tierMinimum.decimal)|\(item.isPrimary)"
    }
    #expect(
      found.items == [
        "USD|northeurope|EU North|2014-11-01T00:00:00Z|940e92c1-bdae-44b5-807c-c1ab2d3a05b7|P1 Secondary Active DTU|"
          + "DZH318Z0BQHC|DZH318Z0BQHC/00LP|SQL Database Single Premium|P1 Secondary Active|SQL Database|DZH3180HX10K|"
          + "Databases|1/Day|Consumption|||2026-12-31T23:59:59Z|15.000000000000|15.000000000000|10335.000000000|true"
      ])
  }

  @Test(arguments: [
    page([Item(), Item()]),
    "[\(Item().json) ,\n \(Item().json)]",
    "\(Item().json)\n\(Item().json)\n",
    "\(page([Item()]))\r\n\(page([Item()]))",
    "[\(Item().json)]\n\(page([Item()]))",
    "\u{FEFF}\(page([Item(), Item()]))",
    "{\"items\":[\(Item().json),\(Item().json)],\"Url\":{\"a\":[1,2,{\"b\":null}]}}",
  ])
  func `pages, lists and lines of either are read, in stretches of any size`(text: String) throws {
    for stretch in [1, 7, 100, Int.max] {
      let found = try Found(text, stretch: stretch)
      #expect(found.items == Array(repeating: "P1 Secondary Active DTU", count: 2))
      #expect(found.rejects.isEmpty)
      #expect(found.count == 2)
    }
  }

  @Test func `the link to the next page and a wrong count are told`() throws {
    let link = "https://prices.azure.com/api/retail/prices?$skip=1000"
    #expect(try Found(page([Item()], next: "\"\(link)\"")).link == link)
    #expect(try Found(page([Item()], next: "\"https:\\/\\/a\"")).link == "https://a")
    #expect(try Found(page([Item()])).link == nil)
    #expect(try Found(page([Item()], count: 2)).wrongCounts == 1)
    #expect(try Found(page([Item()])).wrongCounts == 0)
  }

  // By hand: the decimal value of each number in 1e-12.
  @Test(arguments: [
    ("0", 0), ("0.0", 0), ("-0.0", 0), ("15", 15_000_000_000_000), ("4.905072", 4_905_072_000_000), ("1e-12", 1),
    ("2.2E-05", 22_000_000), ("1.5e+2", 150_000_000_000_000), ("0.000000000001", 1), ("12e0", 12_000_000_000_000),
    ("0.100000000000000000000000000000000000000", 100_000_000_000), ("1999999.999999", 1_999_999_999_999_000_000),
  ])
  func `numbers are exact to twelve decimals`(text: String, pico: Int64) throws {
    #expect(try Found(page([Item().with("retailPrice", text)])).prices == [Money(pico: Int128(pico))])
  }

  // The noise of binary fractions: 0.123456 × 0.6 and 6e-5 × 0.6 in IEEE 754 arithmetic.
  @Test(arguments: [
    ("0.07407359999999999", 74_073_600_000), ("3.5999999999999994e-05", 36_000_000),
    ("0.33333333333333331", 333_333_333_333), ("0.00008712345678901", 87_123_457),
    ("12345.678901234567890123456789012345678901234567", 12_345_678_901_234_568),
  ])
  func `a price with the noise of binary fractions is rounded, and said to be`(text: String, pico: Int64) throws {
    let found = try Found(page([Item().with("retailPrice", text)])) { "\($0.isRounded)" }
    #expect(found.prices == [Money(pico: Int128(pico))])
    #expect(found.items == ["true"])
  }

  @Test(arguments: [
    ("retailPrice", "-1", RetailReject.Reason.badPrice), ("retailPrice", "10000000", .badPrice),
    ("retailPrice", "1e400", .badPrice), ("retailPrice", "1e-13", .badPrice), ("retailPrice", "1.23456e-9", .badPrice),
    ("retailPrice", "1e-99999999999999999999", .badPrice), ("retailPrice", "\"15\"", .wrongType),
    ("retailPrice", "true", .wrongType), ("retailPrice", "null", .missingField), ("retailPrice", "", .missingField),
    ("unitPrice", "-1", .badPrice), ("tierMinimumUnits", "-1", .badTier), ("tierMinimumUnits", "1e10", .badTier),
    ("tierMinimumUnits", "0.0000000001", .badTier), ("tierMinimumUnits", "", .missingField),
    ("meterId", "", .missingField), ("meterId", "\"\"", .missingField), ("meterId", "7", .wrongType),
    ("meterName", "[\"a\"]", .wrongType), ("productName", "{\"a\":{}}", .wrongType), ("skuName", "null", .missingField),
    ("armRegionName", "", .missingField), ("isPrimaryMeterRegion", "\"yes\"", .wrongType),
    ("effectiveStartDate", "\"soon\"", .badDate), ("effectiveStartDate", "\"2026-02-30T00:00:00Z\"", .badDate),
    ("effectiveEndDate", "\"2026-02-01 00:00\"", .badDate), ("type", "\"Gift\"", .unknownType),
    ("type", "\"Reservation\"", .unknownTerm), ("reservationTerm", "\"1 Year\"", .unknownTerm),
    ("unitOfMeasure", "\"1 Furlong\"", .unknownUnit), ("unitOfMeasure", "\"\"", .unknownUnit),
    ("unitOfMeasure", "\"0K\"", .unknownUnit), ("currencyCode", "\"usd\"", .badCurrency),
    ("currencyCode", "\"DOLLAR\"", .badCurrency), ("savingsPlan", "{}", .wrongType), ("savingsPlan", "[7]", .wrongType),
    ("savingsPlan", "[{\"retailPrice\":1,\"term\":\"2 Years\"}]", .unknownTerm),
    ("savingsPlan", "[{\"term\":\"1 Year\"}]", .missingField),
    ("savingsPlan", "[{\"retailPrice\":-1,\"term\":\"1 Year\"}]", .badPrice),
    (
      "savingsPlan", "[{\"retailPrice\":1,\"term\":\"1 Year\"},{\"retailPrice\":2,\"term\":\"1 Year\"}]", .repeatedField
    ),
    ("meterName", "\"\\ud800\"", .badText), ("meterName", "\"\\u0000\"", .badText), ("meterName", "\"\\x\"", .badText),
    ("meterName", "\"a\tb\"", .badText),
    ("extra", String(repeating: "[", count: 33) + String(repeating: "]", count: 33), .tooDeep),
  ])
  func `an item that can't be believed is left out with its reason, and the next is read`(
    field: String, json: String, reason: RetailReject.Reason
  ) throws {
    // An empty text takes the field out.
    let found = try Found(page([Item().with(field, json.isEmpty ? nil : json), Item()]))
    #expect(found.rejects.map(\.reason) == [reason])
    #expect(found.items.count == 1)
    #expect(found.count == 2)
  }

  @Test(arguments: [
    ("meterName", "\"P1\\u0020\\\"a\\\" \\/ \\u00e9 \\ud83d\\ude00\"", "P1 \"a\" / é 😀"),
    ("meterName", "\"Überwachung\"", "Überwachung"),
    ("meterName", "\"x'); DROP TABLE price;--\"", "x'); DROP TABLE price;--"),
    ("m\\u0065terName", "\"spelled with an escape\"", "spelled with an escape"),
    ("extra", String(repeating: "[", count: 32) + String(repeating: "]", count: 32), "P1 Secondary Active DTU"),
  ])
  func `texts are data, whatever they say`(field: String, json: String, name: String) throws {
    let item = field.hasPrefix("m\\") ? Item().with("meterName", nil).with(field, json) : Item().with(field, json)
    #expect(try Found(page([item])).items == [name])
  }

  @Test func `a text of 4,096 bytes is read, a longer one is left out`() throws {
    let fits = "\"" + String(repeating: "a", count: 4096) + "\""
    let isOver = "\"" + String(repeating: "\\n", count: 2049) + "\""
    let found = try Found(page([Item().with("meterName", fits), Item().with("meterName", isOver)]))
    #expect(found.items.first?.utf8.count == 4096)
    #expect(found.rejects.map(\.reason) == [.longText])
  }

  @Test func `every text of an item may be escaped to its full length at once`() throws {
    // 682 escapes of six bytes are 4,092 bytes.
    let text = "\"" + String(repeating: "\\u0041", count: 682) + "\""
    var item = Item()
    for field in [
      "location", "meterName", "productId", "skuId", "productName", "skuName", "serviceName", "serviceFamily",
    ] {
      item = item.with(field, text)
    }
    #expect(try Found(page([item, item])).items == Array(repeating: String(repeating: "A", count: 682), count: 2))
    // A field repeated a hundred times is left out, and spoils nothing.
    item.fields += Array(repeating: ("meterName", text), count: 100)
    #expect(try Found(page([item, Item()])).rejects.map(\.reason) == [.repeatedField])
  }

  @Test func `a field that stands twice makes an item that is left out`() throws {
    var twice = Item()
    twice.fields.append(("retailPrice", "1"))
    var escaped = Item()
    escaped.fields.append(("retail\\u0050rice", "1"))
    let found = try Found(page([twice, escaped, Item()]))
    #expect(found.rejects.map(\.reason) == [.repeatedField, .repeatedField])
    #expect(found.items.count == 1)
  }

  @Test func `bytes that aren't UTF-8 make an item that is left out`() throws {
    for bad: [UInt8] in [[0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xC0, 0xAF]] {
      let parts = page([Item().with("meterName", "\"@\""), Item()]).split(separator: "@")
      let bytes = Array(parts[0].utf8) + bad + Array(parts[1].utf8)
      let found = try Found(bytes)
      #expect(found.rejects.map(\.reason) == [.badText])
      #expect(found.items.count == 1)
    }
  }

  @Test func `what is no item is left out`() throws {
    let found = try Found("{\"Items\":[1,\"a\",null,[{}],\(Item().json),{}],\"Count\":6}")
    #expect(found.rejects.map(\.reason) == [.notAnItem, .notAnItem, .notAnItem, .notAnItem, .missingField])
    #expect(found.items.count == 1)
    #expect(found.wrongCounts == 0)
  }

  @Test func `an item over a megabyte is left out, whatever the window held`() throws {
    let large = Item().with(
      "extra", "[" + Array(repeating: "\"aaaaaaaaaa\"", count: 200_000).joined(separator: ",") + "]")
    for stretch in [100_000, Int.max] {
      let found = try Found(page([large, Item()]), stretch: stretch)
      #expect(found.rejects.map(\.reason) == [.tooLarge])
      #expect(found.items.count == 1)
    }
  }

  @Test func `a page's text of twenty megabytes is passed over in a window of eight`() throws {
    let text = "{\"Url\":\"\(String(repeating: "a\\\"", count: 7_000_000))\",\"Items\":[\(Item().json)]}"
    #expect(try Found(text).items.count == 1)
    // In a list, where an item should be.
    let list = "[\"\(String(repeating: "a", count: 20_000_000))\",\(Item().json)]"
    #expect(try Found(list).rejects.map(\.reason) == [.notAnItem])
  }

  @Test func `nesting without end is an error, not a crash`() throws {
    let deep = String(repeating: "[", count: 2_000_000)
    #expect(throws: Problem.self) { try Found("{\"Items\":[{\"meterName\":" + deep) }
    #expect(throws: Problem.self) { try Found(deep) }
    let closed = "[" + deep + String(repeating: "]", count: 2_000_000) + "," + Item().json + "]"
    #expect(try Found(closed).rejects.map(\.reason) == [.tooDeep])
  }

  @Test(arguments: [
    "hello", "{\"Items\":[", "{\"Items\":[{\"meterId\":\"a\"", "{\"Items\":{}}", "{\"Items\":7}", "{}", "{\"a\":1}",
    "{\"Items\":[] \"a\":1}", "{\"Items\":[],}", "{\"Items\":[}", "{\"Items\":[{\"retailPrice\":01}]}",
    "{\"Items\":[{\"retailPrice\":1.}]}",
    "{\"Items\":[{\"retailPrice\":1e}]}", "{\"Items\":[{\"retailPrice\":--1}]}", "{\"Items\":[{\"meterId\" \"a\"}]}",
    "{\"Items\":[{meterId:1}]}", "[{\"meterId\":\"a\"}{\"meterId\":\"a\"}]", "{\"Items\":[],\"Items\":[]}", "\u{0}",
    "{\"Items\":[{\"meterId\":\"a\",}]}", "{\"NextPageLink\":\"\\ud800\",\"Items\":[]}",
  ])
  func `bytes that are no page are an error that names the byte`(text: String) throws {
    for stretch in [1, Int.max] {
      let problem = #expect(throws: Problem.self) { try Found(text, stretch: stretch) }
      #expect(problem?.message.hasPrefix("page.json: byte ") == true)
    }
  }

  @Test func `no prefix of a page crashes the reader`() throws {
    let bytes = Array(
      page([Item().with("savingsPlan", "[{\"retailPrice\":1.5e-1,\"term\":\"1 Year\"}]"), Item()]).utf8)
    for end in 1..<bytes.count { #expect(throws: Problem.self) { try Found(Array(bytes[..<end])) } }
  }

  @Test func `no changed byte of a page crashes the reader or hides an item`() throws {
    let bytes = Array(page([Item().with("savingsPlan", "[{\"retailPrice\":0.1,\"term\":\"1 Year\"}]"), Item()]).utf8)
    var seeded = Seeded(state: 7)
    for _ in 0..<4000 {
      var changed = bytes
      changed[Int.random(in: 0..<bytes.count, using: &seeded)] = UInt8.random(in: 0...255, using: &seeded)
      guard let found = try? Found(changed) else { continue }
      #expect(found.items.count + found.rejects.count == found.count)
    }
  }

  @Test func `savings plans are prices of one unit, in any order`() throws {
    // Standard_B16als_v2 in australiacentral: public Korean-language data notes (index file 58251051124).
    let plans = """
      [{"unitPrice":0.34323,"retailPrice":0.34323,"term":"3 Years"},{"unitPrice":0.49129,"retailPrice":0.49129,"term":"1 Year"}]
      """
    let found = try Found(page([Item().with("retailPrice", "0.673").with("savingsPlan", plans)])) { item in
      (0..<item.planCount).map { "\(item.plans[$0].years) \(item.plans[$0].price.decimal)" }.joined(separator: " ")
    }
    #expect(found.items == ["3 0.343230000000 1 0.491290000000"])
  }

  @Test func `an item without a currency is in the page's`() throws {
    let text = page([Item().with("currencyCode", nil)])
    #expect(try Found(text) { $0[.currencyCode].string }.items == ["USD"])
    #expect(try Found("[\(Item().with("currencyCode", nil).json)]").rejects.map(\.reason) == [.missingField])
  }

  @Test func `prices of weak currencies may be large`() throws {
    let won = Item().with("currencyCode", "\"KRW\"").with("retailPrice", "98765432100").with("unitPrice", nil)
    #expect(try Found(page([won])).prices == [Money(decimal: "98765432100")])
  }
}
