/// Every price of a book by its hashes, and which of them the snapshot that is written holds.
///
/// An open-addressing table in plain memory: 24 bytes a price.
struct KnownPrices: ~Copyable {
  private struct Entry {
    var key: UInt64 = 0
    var content: UInt64 = 0
    /// 0 in an empty place.
    var id: UInt32 = 0
    var isHeld = false
  }

  private var entries: UnsafeMutablePointer<Entry>
  private var mask: Int
  /// Prices known.
  private(set) var count = 0
  /// The greatest id.
  private(set) var lastId: UInt32 = 0

  init() {
    mask = 1 << 12 - 1
    entries = .allocate(capacity: mask + 1)
    entries.initialize(repeating: Entry(), count: mask + 1)
  }

  deinit { entries.deallocate() }

  /// What a price is to the snapshot.
  enum Match {
    /// The book has it; the snapshot holds it from now on.
    case stored(id: UInt32)
    /// The snapshot holds it already.
    case duplicate
    /// The book doesn't have it.
    case new
  }

  /// Looks a price up, and marks it as held if the book has it.
  ///
  /// - Returns: what it is, and whether the snapshot holds another price of the same key.
  @inline(__always)
  mutating func match(key: UInt64, content: UInt64) -> (match: Match, isConflict: Bool) {
    var index = Int(truncatingIfNeeded: key) & mask
    var isConflict = false
    var stored = -1
    while entries[index].id != 0 {
      if entries[index].key == key {
        if entries[index].content == content {
          if entries[index].isHeld { return (.duplicate, false) }
          stored = index
        } else if entries[index].isHeld {
          isConflict = true
        }
      }
      index = (index + 1) & mask
    }
    guard stored >= 0 else { return (.new, isConflict) }
    entries[stored].isHeld = true
    return (.stored(id: entries[stored].id), isConflict)
  }

  /// Adds a price that `match` found new.
  @inline(__always)
  mutating func insert(key: UInt64, content: UInt64, id: UInt32, isHeld: Bool) {
    if count * 5 >= (mask + 1) * 4 { grow() }
    place(Entry(key: key, content: content, id: id, isHeld: isHeld))
    count += 1
    lastId = max(lastId, id)
  }

  /// Marks a price as no longer held.
  mutating func release(key: UInt64, content: UInt64) {
    var index = Int(truncatingIfNeeded: key) & mask
    while entries[index].id != 0 {
      if entries[index].key == key, entries[index].content == content { entries[index].isHeld = false }
      index = (index + 1) & mask
    }
  }

  /// Ids of the prices that the snapshot holds, and a hash of the prices that doesn't hang on their order.
  var held: (ids: HeldIds, hash: UInt64) {
    var (ids, hash) = (HeldIds(), UInt64(0))
    for index in 0...mask where entries[index].id != 0 && entries[index].isHeld {
      var print = Fingerprint()
      print.add(entries[index].key)
      print.add(entries[index].content)
      hash &+= print.second
      ids.add(entries[index].id)
    }
    return (ids, hash)
  }

  @inline(__always)
  private func place(_ entry: Entry) {
    var index = Int(truncatingIfNeeded: entry.key) & mask
    while entries[index].id != 0 { index = (index + 1) & mask }
    entries[index] = entry
  }

  private mutating func grow() {
    let (old, size) = (entries, mask + 1)
    mask = size * 2 - 1
    entries = .allocate(capacity: size * 2)
    entries.initialize(repeating: Entry(), count: size * 2)
    for index in 0..<size where old[index].id != 0 { place(old[index]) }
    old.deallocate()
  }
}
