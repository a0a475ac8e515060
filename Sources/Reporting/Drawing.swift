/// A picture as SVG.
///
/// Colors and fonts come from the page's style by class; every text passes through `Escape.markup`.
struct Drawing {
  var width: Double
  var height: Double
  private(set) var body = ""

  init(width: Double, height: Double) {
    self.width = width
    self.height = height
  }

  /// Where a text stands about its point.
  enum Anchor: String { case start, middle, end }

  mutating func rect(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ style: String, radius: Double = 0, title: String = ""
  ) {
    let round = radius > 0 ? " rx=\"\(Drawing.coordinate(radius))\"" : ""
    body +=
      "<rect class=\"\(style)\" x=\"\(Drawing.coordinate(x))\" y=\"\(Drawing.coordinate(y))\" width=\""
      + "\(Drawing.coordinate(max(width, 0)))\" height=\"\(Drawing.coordinate(max(height, 0)))\"\(round)"
      + (title.isEmpty ? "/>" : "><title>\(Escape.markup(title))</title></rect>") + "\n"
  }

  mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ style: String) {
    body +=
      "<line class=\"\(style)\" x1=\"\(Drawing.coordinate(x1))\" y1=\"\(Drawing.coordinate(y1))\" x2=\""
      + "\(Drawing.coordinate(x2))\" y2=\"\(Drawing.coordinate(y2))\"/>\n"
  }

  mutating func circle(_ x: Double, _ y: Double, _ radius: Double, _ style: String) {
    body +=
      "<circle class=\"\(style)\" cx=\"\(Drawing.coordinate(x))\" cy=\"\(Drawing.coordinate(y))\" r=\""
      + "\(Drawing.coordinate(radius))\"/>\n"
  }

  /// A path by its commands, which are never text of a scenario.
  mutating func path(_ commands: String, _ style: String, title: String = "") {
    body +=
      "<path class=\"\(style)\" d=\"\(commands)\""
      + (title.isEmpty ? "/>" : "><title>\(Escape.markup(title))</title></path>") + "\n"
  }

  /// A text on one line, cut to `room` if it is longer; the whole text is then its title.
  mutating func text(
    _ text: String, _ x: Double, _ y: Double, _ style: String, size: Double, isBold: Bool = false,
    anchor: Anchor = .start, room: Double = .infinity
  ) {
    let shown = TextMetrics.cut(text, size: size, isBold: isBold, to: room)
    let title = shown == text ? "" : "<title>\(Escape.markup(text))</title>"
    let place = anchor == .start ? "" : " text-anchor=\"\(anchor.rawValue)\""
    let weight = isBold ? " font-weight=\"600\"" : ""
    body +=
      "<text class=\"\(style)\" x=\"\(Drawing.coordinate(x))\" y=\"\(Drawing.coordinate(y))\" font-size=\""
      + "\(Drawing.coordinate(size))\"\(weight)\(place)>\(title)\(Escape.markup(shown))</text>\n"
  }

  /// What `content` draws, as a link inside the page.
  mutating func link(to anchor: String, title: String, _ content: (inout Drawing) -> Void) {
    body += "<a href=\"#\(Escape.markup(anchor))\" aria-label=\"\(Escape.markup(title))\">\n"
    content(&self)
    body += "</a>\n"
  }

  /// The element, with `label` for those who can't see it.
  func svg(label: String, style: String) -> String {
    "<svg class=\"\(style)\" viewBox=\"0 0 \(Drawing.coordinate(width)) \(Drawing.coordinate(height))\" role=\"img\" "
      + "aria-label=\"\(Escape.markup(label))\" xmlns=\"http://www.w3.org/2000/svg\">\n\(body)</svg>"
  }

  /// A coordinate to a tenth.
  static func coordinate(_ value: Double) -> String {
    guard value.isFinite, value.magnitude < 1e9 else { return "0" }
    let tenths = Int((value * 10).rounded())
    let sign = tenths < 0 ? "-" : ""
    let digit = tenths.magnitude % 10
    return digit == 0 ? "\(sign)\(tenths.magnitude / 10)" : "\(sign)\(tenths.magnitude / 10).\(digit)"
  }
}

/// How wide a text is likely to be: an estimate on the wide side of the usual system fonts.
enum TextMetrics {
  static func width(_ text: some StringProtocol, size: Double, isBold: Bool = false) -> Double {
    var ems = 0.0
    for character in text {
      switch character {
      case "i", "j", "l", "I", "|", "!", "'", ".", ",", ":", ";", " ": ems += 0.33
      case "f", "t", "r", "(", ")", "[", "]", "/", "-", "1": ems += 0.46
      case "m", "w", "M", "W", "@", "%", "—": ems += 0.95
      case "A"..."Z": ems += 0.72
      default: ems += Double(TerminalText.width(String(character))) * (character.isASCII ? 0.62 : 0.66)
      }
    }
    return ems * size * (isBold ? 1.1 : 1)
  }

  /// The text, cut with an ellipsis if it is wider than `room`.
  static func cut(_ text: String, size: Double, isBold: Bool = false, to room: Double) -> String {
    guard width(text, size: size, isBold: isBold) > room else { return text }
    var shown = text
    while !shown.isEmpty, width(shown + "…", size: size, isBold: isBold) > room { shown.removeLast() }
    while shown.hasSuffix(" ") { shown.removeLast() }
    return shown + "…"
  }

  /// At most `count` lines no wider than `room`; what does not fit is cut off the last.
  static func wrap(_ text: String, size: Double, to room: Double, lines count: Int) -> [String] {
    var lines: [String] = []
    var words = text.split(separator: " ")[...]
    while !words.isEmpty {
      if lines.count == count - 1 {
        lines.append(cut(words.joined(separator: " "), size: size, to: room))
        break
      }
      var line = String(words.removeFirst())
      while let next = words.first, width(line + " " + next, size: size) <= room {
        line += " " + next
        words = words.dropFirst()
      }
      lines.append(cut(line, size: size, to: room))
    }
    return lines
  }
}
