import Analysis
import Quantities

/// The scenario's picture: users at the top, then layer by layer what serves them, with cost and load on each box.
func diagramDrawing(_ report: Report, linked: Set<String>) -> String {
  let routing = DiagramRouting(DiagramLayout(report.diagram))
  let layout = routing.layout
  guard !layout.nodes.isEmpty else { return "" }
  var drawing = Drawing(width: DiagramLayout.width, height: routing.height)
  drawing.bands(layout)
  for way in routing.ways { drawing.arrow(way, routing) }
  for node in layout.nodes {
    if linked.contains(node.box.id) {
      drawing.link(to: "instance-" + Escape.anchor(node.box.id), title: node.box.title) { $0.box(node, report) }
    } else {
      drawing.box(node, report)
    }
  }
  for way in routing.ways { drawing.label(way, routing) }
  return drawing.svg(label: "Picture of the scenario: who uses what, and what it costs", style: "diagram")
}

extension Drawing {
  /// A tinted band behind the rows of each layer, with its name.
  fileprivate mutating func bands(_ layout: DiagramLayout) {
    for (b, band) in DiagramLayout.bands.enumerated() {
      let rows = layout.rows.filter { $0.band == b }
      guard let first = rows.first, let last = rows.last else { continue }
      let top = first.y - DiagramLayout.padding
      let height = last.y + last.height + DiagramLayout.padding - top
      rect(1, top, DiagramLayout.width - 2, height, "band", radius: 12)
      let lines = TextMetrics.wrap(band.name, size: 13, to: DiagramLayout.gutter - 28, lines: 3)
      let y = top + height / 2 - Double(lines.count - 1) * 8 + 5
      for (i, line) in lines.enumerated() {
        text(line, 18, y + Double(i) * 17, "layer", size: 13, isBold: true)
      }
    }
  }

  fileprivate mutating func arrow(_ way: DiagramRouting.Way, _ routing: DiagramRouting) {
    let points = Drawing.corners(routing.points(of: way))
    guard let start = points.first, let tip = points.last, points.count > 1 else { return }
    let isDown = tip.y > points[points.count - 2].y
    // The line ends inside the head, so that the tip stays sharp.
    let end = (x: tip.x, y: tip.y + (isDown ? -7 : 7))
    var d = "M\(Drawing.coordinate(start.x)) \(Drawing.coordinate(start.y))"
    for i in points.indices.dropFirst().dropLast() {
      let (before, here, after) = (points[i - 1], points[i], i == points.count - 2 ? end : points[i + 1])
      let radius = min(9, Drawing.distance(before, here) / 2, Drawing.distance(here, after) / 2)
      let a = Drawing.toward(before, from: here, radius)
      let b = Drawing.toward(after, from: here, radius)
      d += "L\(Drawing.coordinate(a.x)) \(Drawing.coordinate(a.y))"
      d += "Q\(Drawing.coordinate(here.x)) \(Drawing.coordinate(here.y)) "
      d += "\(Drawing.coordinate(b.x)) \(Drawing.coordinate(b.y))"
    }
    d += "L\(Drawing.coordinate(end.x)) \(Drawing.coordinate(end.y))"
    let arrow = routing.layout.arrows[way.arrow]
    let nodes = routing.layout.nodes
    let title = "\(nodes[arrow.from].box.id) → \(nodes[arrow.to].box.id): \(way.label)"
    path(d, "arrow", title: title)
    let back = tip.y + (isDown ? -9 : 9)
    path(
      "M\(Drawing.coordinate(tip.x)) \(Drawing.coordinate(tip.y))L\(Drawing.coordinate(tip.x - 4.5)) "
        + "\(Drawing.coordinate(back))L\(Drawing.coordinate(tip.x + 4.5)) \(Drawing.coordinate(back))Z", "head")
  }

  fileprivate mutating func label(_ way: DiagramRouting.Way, _ routing: DiagramRouting) {
    guard !way.label.isEmpty else { return }
    let y = routing.y(ofTrack: way.tracks[way.labelled], in: way.channels[way.labelled])
    rect(way.labelX - way.labelWidth / 2, y - 9, way.labelWidth, 18, "plate", radius: 9)
    text(way.label, way.labelX, y + 4, "flow", size: 11.5, anchor: .middle, room: way.labelWidth - 8)
  }

  fileprivate mutating func box(_ node: DiagramLayout.Node, _ report: Report) {
    let (box, x, y) = (node.box, node.x, node.y)
    guard box.layer != "users" else { return users(node) }
    let room = node.width - 30
    rect(x, y, node.width, node.height, "box", radius: 8)
    rect(x + 1, y + 12, 4, node.height - 24, "edge-\(DiagramLayout.style(of: box.layer))", radius: 2)
    let size = [14.0, 13, 12].first { TextMetrics.width(box.title, size: $0, isBold: true) <= room } ?? 12
    text(box.title, x + 16, y + 22, "title", size: size, isBold: true, room: room)
    let place = box.regions.isEmpty ? box.id : "\(box.id) · \(box.regions)"
    text(place, x + 16, y + 38, "muted", size: 11, room: room)
    for (i, line) in TextMetrics.wrap(box.purpose, size: 11.5, to: room, lines: 2).enumerated() {
      text(line, x + 16, y + 56 + Double(i) * 14.5, "body", size: 11.5)
    }
    text(box.load, x + 16, y + 89, "load", size: 11.5, room: room)
    guard let cost = box.cost else { return }
    let share = Display.percent(box.share)
    let shareWidth = TextMetrics.width(share, size: 12) + 6
    text(cost.display, x + 16, y + 109, "cost", size: 14, isBold: true, room: room - shareWidth)
    text(share, x + node.width - 14, y + 109, "muted", size: 12, anchor: .end)
    rect(x + 16, y + 115, room, 4, "track", radius: 2)
    let part = box.share.isFinite ? min(max(box.share, 0), 1) : 0
    if part > 0 { rect(x + 16, y + 115, max(3, room * part), 4, "share", radius: 2) }
  }

  private mutating func users(_ node: DiagramLayout.Node) {
    let (box, x, y) = (node.box, node.x, node.y)
    rect(x, y, node.width, node.height, "box", radius: node.height / 2)
    circle(x + 31, y + 23, 7.5, "person")
    path(
      "M\(Drawing.coordinate(x + 17)) \(Drawing.coordinate(y + 47))a14 13 0 0 1 28 0z", "person")
    let room = node.width - 54 - 22
    let name = box.title.isEmpty || box.title == "Users" ? box.id : box.title
    text(name, x + 54, y + 27, "title", size: 14, isBold: true, room: room)
    text(box.load.isEmpty ? box.purpose : box.load, x + 54, y + 44, "muted", size: 11.5, room: room)
  }

  /// Without points that repeat or lie on a straight line.
  private static func corners(_ points: [(x: Double, y: Double)]) -> [(x: Double, y: Double)] {
    var out: [(x: Double, y: Double)] = []
    for point in points {
      if let last = out.last, abs(last.x - point.x) < 0.05, abs(last.y - point.y) < 0.05 { continue }
      if out.count > 1 {
        let (a, b) = (out[out.count - 2], out[out.count - 1])
        if (abs(a.x - b.x) < 0.05 && abs(b.x - point.x) < 0.05) || (abs(a.y - b.y) < 0.05 && abs(b.y - point.y) < 0.05)
        {
          out.removeLast()
        }
      }
      out.append(point)
    }
    return out
  }

  private static func distance(_ a: (x: Double, y: Double), _ b: (x: Double, y: Double)) -> Double {
    abs(a.x - b.x) + abs(a.y - b.y)
  }

  private static func toward(_ to: (x: Double, y: Double), from: (x: Double, y: Double), _ step: Double) -> (
    x: Double, y: Double
  ) {
    let length = distance(to, from)
    guard length > 0 else { return from }
    return (from.x + (to.x - from.x) / length * step, from.y + (to.y - from.y) / length * step)
  }
}

extension DiagramLayout {
  /// Class of a layer's color; layers that aren't known look like operations.
  static func style(of layer: String) -> String {
    bands.contains { $0.layers.contains(layer) } ? layer : "operations"
  }
}
