import Analysis

/// Where the boxes of the scenario's picture stand: a row or two for each layer, users at the top.
struct DiagramLayout {
  typealias Box = Report.Diagram.Box

  /// Layers that share a band, with the band's name.
  static let bands: [(name: String, layers: [String])] = [
    ("Users", ["users"]), ("Edge", ["edge"]), ("Application", ["application"]),
    ("Data and intelligence", ["data", "intelligence"]), ("Analytics", ["analytics"]), ("Operations", ["operations"]),
  ]
  static let width = 1240.0
  /// Left of the boxes: names of the bands.
  static let gutter = 118.0
  static let gap = 46.0
  static let perRow = 5
  static let padding = 14.0

  struct Node {
    var box: Box
    var row: Int
    var x = 0.0
    var y = 0.0
    var width = 0.0
    var height = 0.0
    var center: Double { x + width / 2 }
  }

  struct Row {
    var band: Int
    var nodes: [Int]
    var y = 0.0
    var height = 0.0
  }

  var nodes: [Node] = []
  var rows: [Row] = []
  /// Positions of the boxes, by their ids.
  var index: [String: Int] = [:]
  /// Arrows between two boxes that exist.
  var arrows: [(from: Int, to: Int, label: String)] = []

  init(_ diagram: Report.Diagram) {
    for (band, (_, layers)) in DiagramLayout.bands.enumerated() {
      let isLast = band == DiagramLayout.bands.count - 1
      let known = Set(DiagramLayout.bands.flatMap(\.layers))
      let boxes =
        layers.flatMap { layer in diagram.boxes.filter { $0.layer == layer } }
        + (isLast ? diagram.boxes.filter { !known.contains($0.layer) } : [])
      let count = (boxes.count + DiagramLayout.perRow - 1) / DiagramLayout.perRow
      for part in 0..<count {
        // 6 boxes stand 3 over 3, not 5 over 1.
        let from = boxes.count * part / count
        let to = boxes.count * (part + 1) / count
        var row = Row(band: band, nodes: [])
        for box in boxes[from..<to] where index[box.id] == nil {
          index[box.id] = nodes.count
          row.nodes.append(nodes.count)
          nodes.append(Node(box: box, row: rows.count))
        }
        if !row.nodes.isEmpty { rows.append(row) }
      }
    }
    var seen: Set<[Int]> = []
    for arrow in diagram.arrows {
      guard let from = index[arrow.from], let to = index[arrow.to], from != to, seen.insert([from, to]).inserted else {
        continue
      }
      arrows.append((from, to, arrow.label))
    }
    place()
    for _ in 0..<6 { sort() }
  }

  /// Sets widths and the horizontal place of each box: rows are centered.
  private mutating func place() {
    let most = max(rows.map(\.nodes.count).max() ?? 1, 3)
    let area = DiagramLayout.width - DiagramLayout.gutter - DiagramLayout.gap
    let width = min(250, (area - Double(most - 1) * DiagramLayout.gap) / Double(most))
    for r in rows.indices {
      let isUsers = DiagramLayout.bands[rows[r].band].name == "Users"
      rows[r].height = isUsers ? 62 : 128
      let count = Double(rows[r].nodes.count)
      let span = count * width + (count - 1) * DiagramLayout.gap
      var x = DiagramLayout.gutter + (area - span) / 2 + DiagramLayout.gap / 2
      for node in rows[r].nodes {
        nodes[node].x = x
        nodes[node].width = width
        nodes[node].height = rows[r].height
        x += width + DiagramLayout.gap
      }
    }
  }

  /// Orders each row by the mean place of what its boxes are tied to, so that fewer arrows cross.
  private mutating func sort() {
    for r in rows.indices {
      let keys = rows[r].nodes.enumerated().map { offset, node -> (Double, Int, Int) in
        let tied = arrows.compactMap { arrow -> Double? in
          let other = arrow.from == node ? arrow.to : arrow.to == node ? arrow.from : nil
          guard let other, nodes[other].row != r else { return nil }
          return nodes[other].center
        }
        let mean = tied.isEmpty ? nodes[node].center : tied.reduce(0, +) / Double(tied.count)
        return (mean, offset, node)
      }
      rows[r].nodes = keys.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map { $0.2 }
    }
    place()
  }
}
