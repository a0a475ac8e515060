// Which arrow runs at which height of a channel, and where along it its label stands.

extension DiagramRouting {
  /// Gives each run, and the label on it, a height in its channel on which nothing else lies.
  mutating func assignTracks() {
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
}
