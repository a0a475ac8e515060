import Analysis
import Foundation
import Quantities
import Testing

@testable import Reporting

@Suite struct HTMLTests {
  @Test(arguments: [
    "<script>alert(1)</script>", "\"\u{301} onmouseover=\"alert(1)", "' onload='x", "{{total}}", "{{{style}}}",
    "</svg><img src=x onerror=alert(1)>", "&lt;b&gt;", "\u{1B}[31m", "one\ntwo", "<\u{301}script>",
  ])
  func `text of a scenario stays text`(_ text: String) throws {
    let page = try htmlReport(Samples.hostile(text))
    let plain = try htmlReport(Samples.hostile("harmless"))
    // Whatever the text, the page has the elements and attributes that it always has.
    for mark in ["<script", "<img", " onmouseover=\"", " onload='"] { #expect(!page.contains(mark)) }
    func count(_ scalar: Unicode.Scalar, _ text: String) -> Int { text.unicodeScalars.count { $0 == scalar } }
    #expect(abs(count("<", page) - count("<", plain)) <= 2 * Samples.hostileTitles)
    #expect(page.contains(Escape.markup(text)))
    #expect(!page.unicodeScalars.contains { $0.value < 32 && $0 != "\n" && $0 != "\t" })
  }

  @Test func `the page needs nothing from elsewhere`() throws {
    let page = try htmlReport(Samples.full())
    for part in ["src=", "@import", "url(", "<link", "<script", "href=\"http"] {
      #expect(!page.contains(part), "\(part)")
    }
    // But for the names of the picture language, which nothing fetches.
    #expect(page.replacing("http://www.w3.org/2000/svg", with: "").contains("http:") == false)
  }

  @Test func `it opens with the total, the average and the verdict, then the picture`() throws {
    let report = Samples.full()
    let page = try htmlReport(report)
    let order = [
      "33,795.41 USD", "2,816.28 USD", "Over budget", "id=\"picture\"", "id=\"months\"", "id=\"load\"",
      "id=\"alerts\"", "id=\"unit-costs\"", "id=\"demand\"", "id=\"failover\"", "id=\"capacity\"", "id=\"objectives\"",
      "id=\"components\"", "id=\"assumptions\"", "id=\"prices\"",
    ]
    // The sum of the sample's lines, and a twelfth of it.
    #expect(report.total.display == "33,795.41")
    var rest = page[...]
    for part in order {
      let at = try #require(rest.range(of: part), "\(part)")
      rest = rest[at.upperBound...]
    }
    #expect(page.contains("Support plan and tax are not in these figures"))
  }

  @Test func `every line is there, and every link leads somewhere`() throws {
    let report = Samples.full()
    let page = try htmlReport(report)
    for line in report.bill.lines { #expect(page.contains("title=\"\(line.id)\"")) }
    var targets: Set<String> = []
    for match in page.matches(of: /id="([^"]+)"/) { targets.insert(String(match.output.1)) }
    let links = page.matches(of: /href="#([^"]+)"/).map { String($0.output.1) }
    #expect(links.count > 20)
    for link in links { #expect(targets.contains(link), "\(link)") }
  }

  @Test func `an incomplete report says so in every section, and shows no zero for what has no price`() throws {
    let page = try htmlReport(Samples.incomplete())
    let sections = page.matches(of: /<h2 id[^\n]*/).map { String($0.output) }
    #expect(sections.count > 10)
    #expect(sections.allSatisfy { $0.contains("INCOMPLETE: lower bound") })
    #expect(page.contains("two rows fit: Standard / A, Standard / B"))
    #expect(page.contains("no price"))
    #expect(try htmlReport(Samples.full()).contains("INCOMPLETE") == false)
  }

  @Test func `the same report gives the same page`() throws {
    #expect(try htmlReport(Samples.crowded()) == htmlReport(Samples.crowded()))
  }

  @Test func `an empty bill is still a page`() throws {
    let page = try htmlReport(Samples.empty())
    #expect(page.contains("nothing that is billed") && page.hasSuffix("</html>\n"))
  }

  @Test func `a year of 1,500 lines stays below 1.5 MB`() throws {
    #expect(try htmlReport(Samples.vast(lines: 1500)).utf8.count < 1_500_000)
  }

  @Test func `shown totals of the months equal the bill`() throws {
    let report = Samples.full()
    let page = try htmlReport(report)
    let start = try #require(page.range(of: "<tr class=\"sum\">")).upperBound
    let row = try #require(page[start...].split(separator: "</tr>").first)
    for month in report.months { #expect(row.contains(month.total.display)) }
    #expect(row.contains(report.total.display))
  }
}

@Suite struct DiagramTests {
  @Test func `no box lies on another, and no arrow's run on another's label`() {
    for report in [Samples.full(), Samples.crowded()] {
      let routing = DiagramRouting(DiagramLayout(report.diagram))
      let nodes = routing.layout.nodes
      #expect(nodes.count == report.diagram.boxes.count)
      #expect(routing.ways.count == report.diagram.arrows.count)
      for (i, a) in nodes.enumerated() {
        #expect(a.x >= DiagramLayout.gutter - 1 && a.x + a.width <= DiagramLayout.width)
        for b in nodes[(i + 1)...] where a.row == b.row { #expect(a.x + a.width < b.x || b.x + b.width < a.x) }
      }
      let labels = routing.ways.map { way in
        (
          x: way.labelX, half: way.labelWidth / 2,
          y: routing.y(ofTrack: way.tracks[way.labelled], in: way.channels[way.labelled])
        )
      }
      for (i, a) in labels.enumerated() {
        for b in labels[(i + 1)...] { #expect(abs(a.y - b.y) >= 18 || abs(a.x - b.x) >= a.half + b.half) }
      }
    }
  }

  @Test func `no arrow passes through a box`() {
    for report in [Samples.full(), Samples.crowded()] {
      let routing = DiagramRouting(DiagramLayout(report.diagram))
      for way in routing.ways {
        let points = routing.points(of: way)
        for (a, b) in zip(points, points.dropFirst()) {
          for node in routing.layout.nodes {
            let (left, right) = (min(a.x, b.x), max(a.x, b.x))
            let (top, bottom) = (min(a.y, b.y), max(a.y, b.y))
            let isThrough =
              right > node.x + 1 && left < node.x + node.width - 1 && bottom > node.y + 1
              && top < node.y + node.height - 1
            #expect(!isThrough, "\(way.label) through \(node.box.id)")
          }
        }
      }
    }
  }

  @Test func `no two arrows run on top of each other`() {
    for report in [Samples.full(), Samples.crowded(), Samples.hostile("other")] {
      let routing = DiagramRouting(DiagramLayout(report.diagram))
      var verticals: [(x: Double, top: Double, bottom: Double, way: Int)] = []
      for (w, way) in routing.ways.enumerated() {
        let points = routing.points(of: way)
        for (a, b) in zip(points, points.dropFirst()) where a.x == b.x && a.y != b.y {
          verticals.append((a.x, min(a.y, b.y), max(a.y, b.y), w))
        }
      }
      for a in verticals {
        for b in verticals where b.way > a.way && abs(a.x - b.x) < 2 {
          // They may meet where one ends and the other begins.
          #expect(a.bottom <= b.top || b.bottom <= a.top, "\(routing.ways[a.way].label), \(routing.ways[b.way].label)")
        }
      }
    }
  }

  @Test func `arrows to boxes that aren't there are left out`() {
    var report = Samples.full()
    report.diagram.arrows.append(.init(from: "app-service", to: "nowhere", label: "x"))
    report.diagram.arrows.append(.init(from: "app-service", to: "app-service", label: "x"))
    #expect(DiagramLayout(report.diagram).arrows.count == Samples.arrows.count)
  }
}
