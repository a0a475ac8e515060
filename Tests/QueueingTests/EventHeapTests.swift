import Queueing
import Testing

@Suite struct EventHeapTests {
  /// What comes out of a heap until it is empty.
  func drained(_ heap: EventHeap) -> [Event] {
    var heap = heap
    var events: [Event] = []
    while let event = heap.pop() { events.append(event) }
    return events
  }

  @Test(arguments: [0, 1, 2, 3, 100, 1000])
  func `events come out in the order of their times`(count: Int) {
    let stream = Stream(seed: 4, cause: "heap")
    let times = (0..<count).map { stream.uniform(UInt64($0)) }
    var heap = EventHeap()
    for (place, time) in times.enumerated() { heap.push(time: time, place: place) }
    let events = drained(heap)
    #expect(events.map(\.time) == times.sorted())
    #expect(events.allSatisfy { times[$0.place] == $0.time })
  }

  @Test func `events of one time come out in the order of scheduling`() {
    var heap = EventHeap()
    for place in 0..<50 { heap.push(time: Double(place % 3), place: place) }
    let expected = (0..<3).flatMap { time in (0..<50).filter { $0 % 3 == time } }
    #expect(drained(heap).map(\.place) == expected)
  }

  @Test func `replacing the first is taking it out and scheduling another`() {
    let stream = Stream(seed: 4, cause: "heap")
    var one = EventHeap()
    var two = one
    for i in 0..<40 {
      one.push(time: stream.uniform(UInt64(i)), place: i)
      two.push(time: stream.uniform(UInt64(i)), place: i)
    }
    for i in 40..<400 {
      one.replaceFirst(time: stream.uniform(UInt64(i)), place: i)
      _ = two.pop()
      two.push(time: stream.uniform(UInt64(i)), place: i)
      #expect(one.first == two.first)
    }
    #expect(drained(one) == drained(two))
  }

  @Test func `an empty heap has no event and takes a first one`() {
    var heap = EventHeap()
    #expect(heap.isEmpty)
    #expect(heap.pop() == nil)
    heap.replaceFirst(time: 2, place: 7)
    #expect(heap.first == Event(time: 2, serial: 1, place: 7))
  }
}
