import Foundation
import Quantities

/// The bytes of a file, at most `limit` of them.
///
/// - Parameters:
///   - path: where it lies.
///   - limit: bytes at most.
///   - what: how messages call it.
///   - mark: where a message points.
/// - Returns: the bytes.
/// - Throws: a problem if the file can't be read or is larger.
func readBytes(_ path: String, atMost limit: Int, what: String, at mark: Mark) throws(Problem) -> [UInt8] {
  var isFolder: ObjCBool = false
  guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
    throw Problem("there is no \(what) `\(path)`", at: mark)
  }
  guard !isFolder.boolValue else { throw Problem("`\(path)` is a folder, not a \(what)", at: mark) }
  guard let handle = FileHandle(forReadingAtPath: path) else { throw Problem("`\(path)` can't be opened", at: mark) }
  defer { try? handle.close() }
  var bytes: [UInt8] = []
  do {
    // In parts: what is no ordinary file may be endless, or give less than is asked for.
    while bytes.count <= limit, let part = try handle.read(upToCount: min(limit + 1 - bytes.count, 16_000_000)),
      !part.isEmpty
    {
      bytes.append(contentsOf: part)
    }
  } catch {
    throw Problem("`\(path)` can't be read", at: mark)
  }
  guard bytes.count <= limit else {
    throw Problem("`\(path)` is larger than \(limit / 1_000_000) MB, which no \(what) may be", at: mark)
  }
  return bytes
}

/// The path of a file that a scenario in `folder` names.
func path(of name: String, in folder: String) -> String {
  name.hasPrefix("/") || folder.isEmpty ? name : folder + "/" + name
}
