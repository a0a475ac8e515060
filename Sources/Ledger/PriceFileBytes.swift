import Foundation
import Quantities

/// A file to import: its hash, and its bytes in stretches, however large it is.
struct PriceFileBytes: ~Copyable {
  let name: String
  /// Of all its bytes.
  let hash: String
  /// The bytes, where they fit.
  let whole: [UInt8]?
  let descriptor: Int32

  /// Most bytes that are held whole.
  static let mostWhole = 8 << 20

  /// Bytes in memory: a page as it came.
  init(_ bytes: [UInt8], name: String) {
    self.name = name
    whole = bytes
    descriptor = -1
    var print = Fingerprint()
    bytes.withUnsafeBufferPointer { if let start = $0.baseAddress { print.add(start, $0.count) } }
    hash = print.hex
  }

  /// Opens a file and reads it through once, for its hash.
  init(path: String) throws(Problem) {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { throw Self.unreadable(path) }
    var status = stat()
    let size = fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
    var isWhole = true
    // A byte more than there should be, so that the end shows.
    let capacity = min(max(size, 0), Self.mostWhole) + 1
    var print = Fingerprint()
    var bytes: [UInt8] = []
    do {
      repeat {
        bytes = try [UInt8](unsafeUninitializedCapacity: capacity) { room, count in
          count = try Self.fill(UnsafeMutableRawBufferPointer(room), from: descriptor, path)
          if count > 0, let start = room.baseAddress { print.add(start, count) }
        }
        isWhole = isWhole && bytes.count < capacity
      } while bytes.count == capacity
    } catch {
      close(descriptor)
      throw Self.unreadable(path)
    }
    name = path.split(separator: "/").last.map(String.init) ?? path
    hash = print.hex
    whole = isWhole ? bytes : nil
    if isWhole {
      close(descriptor)
      self.descriptor = -1
    } else {
      lseek(descriptor, 0, SEEK_SET)
      self.descriptor = descriptor
    }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// The next bytes from the file's start on; 0 at its end.
  borrowing func read(into buffer: UnsafeMutableRawBufferPointer) throws(Problem) -> Int {
    try Self.fill(buffer, from: descriptor, name)
  }

  static func fill(
    _ buffer: UnsafeMutableRawBufferPointer, from descriptor: Int32, _ path: String
  ) throws(Problem) -> Int {
    var count = 0
    while count < buffer.count {
      #if canImport(Darwin)
        let got = Darwin.read(descriptor, buffer.baseAddress.map { $0 + count }, buffer.count - count)
      #else
        let got = Glibc.read(descriptor, buffer.baseAddress.map { $0 + count }, buffer.count - count)
      #endif
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw unreadable(path) }
      if got == 0 { break }
      count += got
    }
    return count
  }

  private static func unreadable(_ path: String) -> Problem {
    Problem("\(path) can't be read; name files or folders that may be")
  }
}
