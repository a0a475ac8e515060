package import Quantities

/// Reads pages of the Retail Prices API item by item: pages, bare arrays of items, or one of either per line.
///
/// Works on bytes in a window of fixed size, so that memory is bounded whatever a file holds: general JSON decoding
/// takes many times as long. An item that can't be believed is a reject; bytes that aren't a page are an error.
package struct RetailPageReader: ~Copyable {
  /// Most bytes of an item.
  package static let mostItem = 1 << 20
  /// Gives the next bytes of the file: how many were put into the buffer, 0 at the end.
  package typealias Source = (UnsafeMutableRawBufferPointer) throws(Problem) -> Int

  /// What the file holds next.
  package enum Event {
    /// The item `item`.
    case item
    /// An item that is left out.
    case reject(RetailReject)
  }

  /// The last page's link to the next; nil if it has none.
  package private(set) var nextPageLink: String?
  /// Items so far, rejects included.
  package private(set) var items = 0
  /// Pages and lists so far.
  package private(set) var pages = 0
  /// Pages so far whose `Count` isn't the number of their items.
  package private(set) var wrongCounts = 0
  /// The item of the last event.
  package var item: RetailItem { _read { yield reader.item } }

  private let file: String
  private let source: Source
  private let window: UnsafeMutablePointer<UInt8>
  private let capacity: Int
  private var position = 0
  private var end = 0
  private var isAtEnd = false
  /// Bytes of the file before the window, for messages.
  private var passed = 0
  private var place = Place.top
  /// Whether an element of the list was read, so that a comma comes next.
  private var isBehindElement = false
  private var reader = RetailItemReader()
  private var page = Page()

  private enum Place { case top, list, page, items }

  /// What a page says about itself.
  private struct Page {
    var count: Int?
    var firstItem = 0
    var hasItems = false
  }

  /// A reader of a file.
  ///
  /// - Parameters:
  ///   - file: its name, for messages.
  ///   - capacity: bytes held at once; at least twice `mostItem` unless the file is smaller.
  ///   - source: gives its bytes.
  package init(file: String, window capacity: Int = 8 << 20, source: @escaping Source) {
    self.file = file
    self.source = source
    self.capacity = max(capacity, 2 * Self.mostItem)
    window = .allocate(capacity: self.capacity)
  }

  deinit { window.deallocate() }

  /// The next item or reject; nil at the end.
  ///
  /// - Throws: a problem that names the file and the byte where it isn't a page.
  package mutating func next() throws(Problem) -> Event? {
    while true {
      try refill()
      try skipSpace()
      guard position < end else {
        guard place == .top else { throw problem("the file ends inside a page; it was cut") }
        return nil
      }
      switch place {
      case .top: try open()
      case .page: if let event = try pageField() { return event }
      case .list, .items: if let event = try element() { return event }
      }
    }
  }

  // MARK: Places

  private mutating func open() throws(Problem) {
    switch window[position] {
    case UInt8(ascii: "["):
      position += 1
      place = .list
      isBehindElement = false
    case UInt8(ascii: "{"):
      place = .page
      page = Page(firstItem: items)
      isBehindElement = false
    default: throw problem("a page, an item or a list of items begins with { or [")
    }
  }

  /// Reads a field of a page, or the whole object if it is an item.
  private mutating func pageField() throws(Problem) -> Event? {
    var cursor = self.cursor
    if !isBehindElement {
      // The page's brace; an item of its own is told by its first key.
      guard window[position] == UInt8(ascii: "{") else { throw problem("a page begins with {") }
      if isItem() {
        place = .top
        return try readItem()
      }
      cursor.at += 1
      cursor.skipSpace()
    } else if window[position] != UInt8(ascii: "}") {
      guard window[position] == UInt8(ascii: ",") else { throw problem("fields are parted by commas") }
      cursor.at += 1
      cursor.skipSpace()
      if cursor.at < cursor.end, cursor.at.pointee == UInt8(ascii: "}") { throw problem("a comma ends the page") }
    }
    guard cursor.at < cursor.end else { throw cutOrMalformed() }
    if cursor.at.pointee == UInt8(ascii: "}") {
      position = cursor.at + 1 - UnsafePointer(window)
      try closePage()
      return nil
    }
    let key: RetailText
    do {
      guard cursor.at.pointee == UInt8(ascii: "\"") else { throw JSONCursor.Fault.malformed }
      let raw = try cursor.text()
      key = RetailText(start: raw.start, count: raw.count)
      try cursor.pass(UInt8(ascii: ":"))
      _ = try cursor.peek()
    } catch { throw cutOrMalformed() }
    isBehindElement = true
    let first = cursor.at.pointee
    let isText = first == UInt8(ascii: "\"")
    position = cursor.at - UnsafePointer(window)
    if key.equals("Items") || key.equals("items") {
      guard first == UInt8(ascii: "["), !page.hasItems else { throw problem("`Items` is a list, once in a page") }
      position += 1
      page.hasItems = true
      place = .items
      isBehindElement = false
    } else if key.equals("BillingCurrency"), isText {
      reader.billingCurrency = Array(try pageText(most: 16).utf8)
    } else if key.equals("NextPageLink"), isText {
      nextPageLink = try pageText(most: RetailItemReader.mostText)
    } else {
      if key.equals("Count"), first &- 0x30 < 10, let number = try? cursor.number(), let count = number.scaled(by: 0) {
        page.count = Int(exactly: count.value)
      }
      if key.equals("NextPageLink") { nextPageLink = nil }
      try skipValue()
    }
    return nil
  }

  private mutating func closePage() throws(Problem) {
    guard page.hasItems else { throw problem("the page has no `Items`") }
    pages += 1
    if let count = page.count, count != items - page.firstItem { wrongCounts += 1 }
    place = .top
  }

  /// Reads an element of a list, or the list's end.
  private mutating func element() throws(Problem) -> Event? {
    if window[position] == UInt8(ascii: "]") {
      position += 1
      isBehindElement = true
      if place == .list { pages += 1 }
      place = place == .items ? .page : .top
      return nil
    }
    if isBehindElement {
      guard window[position] == UInt8(ascii: ",") else { throw problem("items are parted by commas") }
      position += 1
      try skipSpace()
      guard position < end else { throw cutOrMalformed() }
    }
    isBehindElement = true
    if window[position] == UInt8(ascii: "{") { return try readItem() }
    items += 1
    let deepest = try skipValue()
    return .reject(
      RetailReject(reason: deepest > RetailItemReader.mostDepth ? .tooDeep : .notAnItem, detail: "it isn't an object"))
  }

  private mutating func readItem() throws(Problem) -> Event {
    items += 1
    var cursor = self.cursor
    do {
      try reader.read(&cursor)
    } catch .short where !isAtEnd {
      try skipValue()
      return .reject(RetailReject(reason: .tooLarge, detail: ""))
    } catch {
      position = cursor.at - UnsafePointer(window)
      throw cutOrMalformed(error)
    }
    let length = cursor.at - UnsafePointer(window) - position
    position += length
    if length > Self.mostItem { return .reject(RetailReject(reason: .tooLarge, detail: "\(length) bytes")) }
    if let reject = reader.reject { return .reject(reject) }
    return .item
  }

  /// Whether the object here is an item: its first key is one of an item's.
  private func isItem() -> Bool {
    var cursor = self.cursor
    cursor.at += 1
    cursor.skipSpace()
    guard cursor.at < cursor.end, cursor.at.pointee == UInt8(ascii: "\""), let key = try? cursor.text() else {
      return false
    }
    return RetailItemReader.isField(RetailText(start: key.start, count: key.count))
  }

  private mutating func pageText(most: Int) throws(Problem) -> String {
    var cursor = self.cursor
    guard let raw = try? cursor.text(), raw.count <= most else { throw problem("a text of the page is too long") }
    var bytes = [UInt8](repeating: 0, count: raw.count)
    let count = bytes.withUnsafeMutableBufferPointer { $0.baseAddress.map { raw.decode(into: $0) } ?? 0 }
    position = cursor.at - UnsafePointer(window)
    guard !raw.hasControls, let count, let text = String(validating: bytes.prefix(count), as: UTF8.self) else {
      throw problem("a text of the page isn't valid")
    }
    return text
  }

  // MARK: The window

  private var cursor: JSONCursor {
    JSONCursor(at: UnsafePointer(window) + position, end: UnsafePointer(window) + end)
  }

  /// Sees to it that the window holds `mostItem` bytes from here, or all that is left.
  private mutating func refill() throws(Problem) {
    guard end - position < Self.mostItem, !isAtEnd else { return }
    let isStart = passed + end == 0
    window.update(from: window + position, count: end - position)
    passed += position
    end -= position
    position = 0
    while end < capacity {
      let read = try source(UnsafeMutableRawBufferPointer(start: window + end, count: capacity - end))
      if read == 0 {
        isAtEnd = true
        break
      }
      end += read
    }
    // A byte order mark.
    if isStart, end >= 3, window[0] == 0xEF, window[1] == 0xBB, window[2] == 0xBF { position = 3 }
  }

  private mutating func skipSpace() throws(Problem) {
    while true {
      var cursor = self.cursor
      cursor.skipSpace()
      position = cursor.at - UnsafePointer(window)
      if position < end || isAtEnd { return }
      try refill()
    }
  }

  /// Passes a value of any size, across windows.
  ///
  /// - Returns: its depth.
  @discardableResult
  private mutating func skipValue() throws(Problem) -> Int {
    var (open, deepest) = (0, 0)
    var (isInText, isEscaped, isInScalar) = (false, false, false)
    while true {
      while position < end {
        let byte = window[position]
        if isInText {
          position += 1
          if isEscaped {
            isEscaped = false
          } else if byte == UInt8(ascii: "\\") {
            isEscaped = true
          } else if byte == UInt8(ascii: "\"") {
            isInText = false
            if open == 0 { return deepest }
          }
          continue
        }
        if isInScalar, open == 0, !JSONCursor.isScalar(byte) { return deepest }
        switch byte {
        case UInt8(ascii: "\""): isInText = true
        case UInt8(ascii: "{"), UInt8(ascii: "["):
          open += 1
          deepest = max(deepest, open)
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
          open -= 1
          position += 1
          if open == 0 { return deepest }
          guard open > 0 else { throw problem("this isn't JSON") }
          continue
        case let byte where JSONCursor.isScalar(byte): isInScalar = true
        case UInt8(ascii: ","), UInt8(ascii: ":"):
          guard open > 0 else { throw problem("this isn't JSON") }
        case let byte where JSONCursor.isSpace(byte): break
        default: throw problem("this isn't JSON")
        }
        position += 1
      }
      guard !isAtEnd else { throw problem("the file ends inside a value; it was cut") }
      try refill()
    }
  }

  private func problem(_ what: String) -> Problem { Problem("\(file): byte \(passed + position): \(what)") }

  private func cutOrMalformed(_ fault: JSONCursor.Fault = .malformed) -> Problem {
    fault == .short && isAtEnd ? problem("the file ends inside an item; it was cut") : problem("this isn't JSON")
  }
}
