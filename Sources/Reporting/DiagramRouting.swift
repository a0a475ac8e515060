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
    /// Vertical places: where it leaves, each lane that it takes, where it arrives. One more than there are channels.
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
      xs.append(lane(in: min(k, next) , near: (xs[xs.count - 1] + 2 * to.center) / 3))
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
    var taken: [Int: [(x: Double, way: Int)]] = [:]
    let order = ways.indices.sorted { (ways[$0].channels.count, $0) < (ways[$1].channels.count, $1) }
    for w in order {
      let isStraight = ways[w].channels.count == 1 && ways[w].xs[0] == ways[w].xs[1]
      // Lanes are apart already; what follows keeps away from them.
      for (at, channel) in ways[w].channels.enumerated() where ways[w].channels.count > 1 {
        let inner = [at, at + 1].filter { $0 > 0 && $0 < ways[w].xs.count - 1 }
        taken[channel, default: []] += inner.map { (ways[w].xs[$0], w) }
      }
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

  /// Gives each run, and the label on it, a height in its channel on which nothing else lies.
  private mutating func assignTracks() {
    for w in ways.indices {
      let way = ways[w]
      let runs = way.channels.indices.map { abs(way.xs[$0 + 1] - way.xs[$0]) }
      // On the longest run, the last one of equals: nearest to where the arrow ends.
      ways[w].labelled = runs.indices.max { (runs[$0], $0) < (runs[$1], $1) } ?? 0
      ways[w].labelWidth = way.label.isEmpty ? 0 : min(190, TextMetrics.width(way.label, size: 11.5) + 12)
    }
    for channel in tracks.indices {
      var occupied: [[ClosedRange<Double>]] = []
      var runs: [(way: Int, at: Int)] = []
      for (w, way) in ways.enumerated() {
        for (at, c) in way.channels.enumerated() where c == channel { runs.append((w, at)) }
      }
      let ordered = runs.sorted {
        let a = abs(ways[$0.way].xs[$0.at + 1] - ways[$0.way].xs[$0.at])
        let b = abs(ways[$1.way].xs[$1.at + 1] - ways[$1.way].xs[$1.at])
        return (a, $0.way) < (b, $1.way)
      }
      for run in ordered {
        let (a, b) = (ways[run.way].xs[run.at], ways[run.way].xs[run.at + 1])
        var span = min(a, b) - 8...max(a, b) + 8
        if ways[run.way].labelled == run.at, ways[run.way].labelWidth > 0 {
          let half = ways[run.way].labelWidth / 2
          let x = labelPlace(of: run.way, from: min(a, b), to: max(a, b), in: channel)
          ways[run.way].labelX = x
          span = min(span.lowerBound, x - half - 4)...max(span.upperBound, x + half + 4)
        }
        let track = occupied.firstIndex { $0.allSatisfy { !$0.overlaps(span) } } ?? occupied.count
        if track == occupied.count { occupied.append([]) }
        occupied[track].append(span)
        ways[run.way].tracks[run.at] = track
      }
      tracks[channel] = occupied.count
      untangle(channel, runs)
    }
  }

  /// Exchanges the tracks of a channel as long as that makes fewer arrows cross.
  private mutating func untangle(_ channel: Int, _ runs: [(way: Int, at: Int)]) {
    var fewest = crossings(channel, runs)
    var isBetter = fewest > 0
    while isBetter {
      isBetter = false
      for a in 0..<tracks[channel] {
        for b in (a + 1)..<max(tracks[channel], a + 1) {
          exchange(a, b, runs)
          let count = crossings(channel, runs)
          if count < fewest {
            fewest = count
            isBetter = true
          } else {
            exchange(a, b, runs)
          }
        }
      }
    }
  }

  private mutating func exchange(_ a: Int, _ b: Int, _ runs: [(way: Int, at: Int)]) {
    for run in runs {
      let track = ways[run.way].tracks[run.at]
      ways[run.way].tracks[run.at] = track == a ? b : track == b ? a : track
    }
  }

  /// How often a vertical in a channel crosses another arrow's run or label.
  private func crossings(_ channel: Int, _ runs: [(way: Int, at: Int)]) -> Int {
    var count = 0
    for one in runs {
      let (way, track) = (ways[one.way], ways[one.way].tracks[one.at])
      let (low, high) = (min(way.xs[one.at], way.xs[one.at + 1]), max(way.xs[one.at], way.xs[one.at + 1]))
      let half = way.labelled == one.at ? way.labelWidth / 2 : -1
      for other in runs where other.way != one.way {
        let otherTrack = ways[other.way].tracks[other.at]
        for (x, isAbove) in verticals(of: other) where isAbove ? otherTrack > track : otherTrack < track {
          if x > low && x < high { count += 2 }
          if abs(x - way.labelX) < half { count += 1 }
        }
      }
    }
    return count
  }

  /// The two verticals of a run, and whether each comes from above.
  private func verticals(of run: (way: Int, at: Int)) -> [(x: Double, isAbove: Bool)] {
    let way = ways[run.way]
    let isLast = run.at == way.channels.count - 1
    // Within the way, an arrow comes from where it started; it leaves to where it ends.
    return [(way.xs[run.at], way.startsBelow), (way.xs[run.at + 1], isLast ? !way.endsAbove : !way.startsBelow)]
  }

  /// The place along a run where a label hides the fewest other arrows, the middle if all are alike.
  private func labelPlace(of way: Int, from low: Double, to high: Double, in channel: Int) -> Double {
    let half = ways[way].labelWidth / 2
    let middle = (low + high) / 2
    var verticals: [Double] = []
    for (w, other) in ways.enumerated() where w != way {
      for (at, c) in other.channels.enumerated() where c == channel { verticals += [other.xs[at], other.xs[at + 1]] }
    }
    let slack = max(0, (high - low) / 2 - half)
    var shifts = [0.0]
    if slack == 0 {
      shifts += [14, -14, half - 4, 4 - half]
    } else {
      for shift in stride(from: 12, through: slack, by: 12) { shifts += [shift, -shift] }
    }
    let room = Layout.gutter + half...Layout.width - half - 4
    let best = shifts.min { a, b in
      func hidden(_ shift: Double) -> Int { verticals.count { abs($0 - middle - shift) < half + 3 } }
      return (hidden(a), abs(a)) < (hidden(b), abs(b))
    }
    return min(max(middle + (best ?? 0), room.lowerBound), room.upperBound)
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
