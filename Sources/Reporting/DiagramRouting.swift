/// The ways of the arrows: along the channels between rows and the lanes between boxes, never through a box.
struct DiagramRouting {
  typealias Layout = DiagramLayout

  /// Distance of two horizontal runs in one channel.
  static let pitch = 24.0

  /// One arrow: down or up from channel to channel, with a horizontal run in each.
  struct Way {
    var arrow: Int
    var label: String
    /// The channels in the order of travel; channel `k` lies above row `k`.
    var channels: [Int]
    /// Vertical places: where it leaves, each lane that it takes, where it arrives.
    ///
    /// One more than there are channels.
    var xs: [Double]
    var startsBelow: Bool
    var endsAbove: Bool
    /// Track of each channel's run.
    var tracks: [Int]
    /// Index in `channels` of the run that carries the label.
    var labelled = 0
    var labelX = 0.0
    var labelWidth = 0.0
  }

  var layout: Layout
  var ways: [Way] = []
  /// Tracks in each channel.
  var tracks: [Int]
  /// Top of each channel.
  var tops: [Double] = []
  var height = 0.0

  init(_ layout: Layout) {
    self.layout = layout
    tracks = Array(repeating: 0, count: layout.rows.count + 1)
    for i in layout.arrows.indices { ways.append(way(of: i)) }
    spreadLanes()
    spreadPorts()
    straighten()
    keepApart()
    assignTracks()
    stack()
  }

  private func way(of index: Int) -> Way {
    let arrow = layout.arrows[index]
    let (from, to) = (layout.nodes[arrow.from], layout.nodes[arrow.to])
    var channels: [Int]
    let below: Bool
    let above: Bool
    if from.row < to.row {
      channels = Array(from.row + 1...to.row)
      (below, above) = (true, true)
    } else if from.row > to.row {
      channels = Array((to.row + 1...from.row).reversed())
      (below, above) = (false, false)
    } else {
      // Beside each other: over the row, or under it where nothing lies above.
      let isTop = from.row == 0
      channels = [isTop ? 1 : from.row]
      (below, above) = (isTop, !isTop)
    }
    var xs = [from.center]
    for (k, next) in zip(channels, channels.dropFirst()) {
      // The row between two channels.
      xs.append(lane(in: min(k, next), near: (xs[xs.count - 1] + 2 * to.center) / 3))
    }
    xs.append(to.center)
    return Way(
      arrow: index, label: arrow.label, channels: channels, xs: xs, startsBelow: below, endsAbove: above,
      tracks: Array(repeating: 0, count: channels.count))
  }

  /// The gap between boxes of a row, or beside them, that lies nearest.
  private func lane(in row: Int, near x: Double) -> Double {
    let boxes = layout.rows[row].nodes.map { layout.nodes[$0] }
    var gaps = boxes.map { $0.x - Layout.gap / 2 }
    if let last = boxes.last { gaps.append(last.x + last.width + Layout.gap / 2) }
    return gaps.min { abs($0 - x) < abs($1 - x) } ?? x
  }

  /// Gives each arrow of a lane a place of its own.
  private mutating func spreadLanes() {
    var lanes: [String: [(way: Int, at: Int)]] = [:]
    for (w, way) in ways.enumerated() {
      for at in way.xs.indices.dropFirst().dropLast() {
        let row = min(way.channels[at - 1], way.channels[at])
        lanes["\(row) \(way.xs[at])", default: []].append((w, at))
      }
    }
    for (_, members) in lanes.sorted(by: { $0.key < $1.key }) where members.count > 1 {
      let ordered = members.sorted {
        let (a, b) = (ways[$0.way], ways[$1.way])
        return (a.xs[$0.at - 1] + a.xs[$0.at + 1], a.arrow) < (b.xs[$1.at - 1] + b.xs[$1.at + 1], b.arrow)
      }
      let step = min(9, (Layout.gap - 12) / Double(ordered.count - 1))
      for (i, member) in ordered.enumerated() {
        ways[member.way].xs[member.at] += (Double(i) - Double(ordered.count - 1) / 2) * step
      }
    }
  }

  /// Spreads the arrows over the side of the box that they leave or enter.
  private mutating func spreadPorts() {
    for (n, node) in layout.nodes.enumerated() {
      for side in [true, false] {
        var ends: [(way: Int, at: Int, toward: Double)] = []
        for (w, way) in ways.enumerated() {
          let arrow = layout.arrows[way.arrow]
          if arrow.from == n, way.startsBelow == side { ends.append((w, 0, way.xs[1])) }
          if arrow.to == n, way.endsAbove != side {
            ends.append((w, way.xs.count - 1, way.xs[way.xs.count - 2]))
          }
        }
        let ordered = ends.sorted { ($0.toward, $0.way) < ($1.toward, $1.way) }
        let step = min(36, node.width * 0.8 / Double(max(ordered.count, 1)))
        for (i, end) in ordered.enumerated() {
          ways[end.way].xs[end.at] = node.center + (Double(i) - Double(ordered.count - 1) / 2) * step
        }
      }
    }
  }

  /// Makes one line of two that nearly are: moves the end at a box, never a lane.
  private mutating func straighten() {
    for w in ways.indices {
      let last = ways[w].xs.count - 1
      for at in ways[w].xs.indices.dropFirst(2).dropLast() where abs(ways[w].xs[at] - ways[w].xs[at - 1]) < 12 {
        let x = ways[w].xs[at - 1]
        if isFree(x, beside: w, channels: ways[w].channels[at - 1...at]) { ways[w].xs[at] = x }
      }
      let arrow = layout.arrows[ways[w].arrow]
      for (at, beside, node) in [(0, 1, arrow.from), (last, last - 1, arrow.to)] {
        let x = ways[w].xs[beside]
        let box = layout.nodes[node]
        if abs(ways[w].xs[at] - x) <= 22, abs(x - box.center) <= box.width / 2 - 16 { ways[w].xs[at] = x }
      }
    }
  }

  /// Whether no other arrow takes a lane near `x` between two channels.
  private func isFree(_ x: Double, beside w: Int, channels: ArraySlice<Int>) -> Bool {
    let row = channels.min()
    return ways.enumerated().allSatisfy { other, way in
      other == w
        || way.xs.indices.dropFirst().dropLast().allSatisfy {
          min(way.channels[$0 - 1], way.channels[$0]) != row || abs(way.xs[$0] - x) > 5
        }
    }
  }

  /// Moves a vertical that would run on top of another one's.
  private mutating func keepApart() {
    // Lanes first: those of one row are apart already, those of the next row end in the same channel.
    var taken: [Int: [(x: Double, way: Int)]] = [:]
    for w in ways.indices {
      for at in ways[w].xs.indices.dropFirst().dropLast() {
        let channels = ways[w].channels[at - 1...at]
        let shift = [0.0, 4, -4, 8, -8, 12, -12, 16, -16].first { shift in
          channels.allSatisfy { channel in
            taken[channel, default: []].allSatisfy { $0.way == w || abs($0.x - ways[w].xs[at] - shift) > 3.5 }
          }
        }
        ways[w].xs[at] += shift ?? 0
        for channel in channels { taken[channel, default: []].append((ways[w].xs[at], w)) }
      }
    }
    let order = ways.indices.sorted { (ways[$0].channels.count, $0) < (ways[$1].channels.count, $1) }
    for w in order {
      let isStraight = ways[w].channels.count == 1 && ways[w].xs[0] == ways[w].xs[1]
      for at in [0, ways[w].xs.count - 1] {
        let channel = at == 0 ? ways[w].channels[0] : ways[w].channels[ways[w].channels.count - 1]
        var x = ways[w].xs[at]
        for shift in [0.0, 9, -9, 18, -18, 27, -27, 36, -36] {
          let candidate = ways[w].xs[at] + shift
          if taken[channel, default: []].allSatisfy({ $0.way == w || abs($0.x - candidate) > 7 }) {
            x = candidate
            break
          }
        }
        ways[w].xs[at] = x
        if isStraight { ways[w].xs = [x, x] }
        taken[channel, default: []].append((x, w))
      }
    }
  }

  /// Stacks rows and channels, as high as they need to be.
  private mutating func stack() {
    var y = 4.0
    for k in tracks.indices {
      tops.append(y)
      let isEdge = k == 0 || k == layout.rows.count
      let count = Double(tracks[k])
      y += isEdge && count == 0 ? Layout.padding : 2 * Layout.padding + max(count * DiagramRouting.pitch + 6, 26)
      guard k < layout.rows.count else { break }
      layout.rows[k].y = y
      for node in layout.rows[k].nodes { layout.nodes[node].y = y }
      y += layout.rows[k].height
    }
    height = y + 4
  }

  /// Height of the run of a track in a channel.
  func y(ofTrack track: Int, in channel: Int) -> Double {
    let isFirst = channel == 0
    return tops[channel] + (isFirst ? 4 : Layout.padding) + 3 + (Double(track) + 0.5) * DiagramRouting.pitch
  }

  /// Corner points of an arrow, from its start to its head.
  func points(of way: Way) -> [(x: Double, y: Double)] {
    let arrow = layout.arrows[way.arrow]
    let (from, to) = (layout.nodes[arrow.from], layout.nodes[arrow.to])
    var points = [(x: way.xs[0], y: way.startsBelow ? from.y + from.height : from.y)]
    for (i, channel) in way.channels.enumerated() {
      let y = y(ofTrack: way.tracks[i], in: channel)
      points.append((way.xs[i], y))
      points.append((way.xs[i + 1], y))
    }
    points.append((way.xs[way.xs.count - 1], way.endsAbove ? to.y - 1 : to.y + to.height + 1))
    return points
  }
}
