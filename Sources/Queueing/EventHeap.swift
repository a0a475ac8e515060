/// Something that happens at a time and a place.
public struct Event: Sendable, Hashable {
  /// When it happens.
  public var time: Double
  /// Order of scheduling: of two events at one time the earlier scheduled comes first.
  public var serial: Int
  /// Where it happens: the index of a station, or what the caller means by it.
  public var place: Int

  /// An event at a time and place, with its turn among events of the same time.
  @inlinable public init(time: Double, serial: Int, place: Int) {
    self.time = time
    self.serial = serial
    self.place = place
  }

  /// Whether it comes before another.
  @inlinable public func precedes(_ other: Event) -> Bool {
    time < other.time || (time == other.time && serial < other.serial)
  }
}

/// The events to come, earliest first: a binary heap whose ties are broken by the order of scheduling.
public struct EventHeap: Sendable {
  @usableFromInline var events: [Event] = []
  @usableFromInline var scheduled = 0

  /// No events.
  @inlinable public init() {}

  /// Whether nothing is to come.
  @inlinable public var isEmpty: Bool { events.isEmpty }

  /// The earliest event; nil if there is none.
  @inlinable public var first: Event? { events.first }

  /// Schedules an event.
  @inlinable public mutating func push(time: Double, place: Int) {
    let event = next(time, place)
    var hole = events.count
    events.append(event)
    while hole > 0 {
      let parent = (hole &- 1) / 2
      guard event.precedes(events[parent]) else { break }
      events[hole] = events[parent]
      hole = parent
    }
    events[hole] = event
  }

  /// Takes the earliest event out; nil if there is none.
  @inlinable public mutating func pop() -> Event? {
    guard let first = events.first, let last = events.popLast() else { return nil }
    if !events.isEmpty { sink(last) }
    return first
  }

  /// Takes the earliest event out and schedules another, in one move.
  @inlinable public mutating func replaceFirst(time: Double, place: Int) {
    if events.isEmpty { push(time: time, place: place) } else { sink(next(time, place)) }
  }

  /// An event with the next turn.
  @inlinable mutating func next(_ time: Double, _ place: Int) -> Event {
    scheduled &+= 1
    return Event(time: time, serial: scheduled, place: place)
  }

  /// Puts an event in the place of the first and lets it sink.
  @inlinable mutating func sink(_ event: Event) {
    let count = events.count
    var hole = 0
    while true {
      var child = 2 &* hole &+ 1
      guard child < count else { break }
      if child &+ 1 < count, events[child &+ 1].precedes(events[child]) { child &+= 1 }
      guard events[child].precedes(event) else { break }
      events[hole] = events[child]
      hole = child
    }
    events[hole] = event
  }
}
