import Foundation
import GRDB
package import Quantities

extension Ledger {
  /// Runs `body`; whatever SQLite says comes out as a `Problem` about the file at `path`.
  static func translatingErrors<Value>(
    _ path: String, _ kind: DatabaseKind = .ledger, _ body: () throws -> Value
  ) throws -> Value {
    do {
      return try body()
    } catch let error as DatabaseError {
      throw problem(code: error.resultCode.rawValue, message: error.message ?? "", path: path, kind: kind)
    } catch is Unreadable {
      throw problem(code: 11, message: "", path: path, kind: kind)
    }
  }

  /// What is wrong with the file at `path`, and how to mend it.
  ///
  /// - Parameters:
  ///   - code: a primary result code of SQLite, listed at https://www.sqlite.org/rescode.html.
  ///   - message: SQLite's own words, for codes that a user can't mend.
  ///   - path: the file.
  ///   - kind: what the file is.
  /// - Returns: one sentence, beginning with the path.
  package static func problem(
    code: Int32, message: String, path: String, kind: DatabaseKind = .ledger
  ) -> Problem {
    let (name, other) = (kind.name, kind.other)
    return switch code {
    case 5, 6:
      Problem(
        "\(path): another program has kept the \(name) locked for \(Int(patience)) s; try again when it has ended")
    case 3, 8, 23:
      Problem("\(path): the \(name) can't be written; allow writing to the file and its folder, or \(other)")
    case 10:
      Problem("\(path): reading or writing failed on the disk (\(message)); check the disk, or \(other)")
    case 11:
      Problem("\(path): the \(name) is damaged; move it away (a new one begins), or restore a copy")
    case 13:
      Problem("\(path): the disk is full, nothing was recorded; free some space, or \(other)")
    case 14:
      Problem("\(path): the \(name) can't be opened; check that it is a file and may be read and written, or \(other)")
    case 26:
      Problem("\(path): this file is not a \(name) (nor any SQLite database); \(other)")
    default:
      Problem("\(path): the \(name) failed (SQLite \(code): \(message)); move it away, or \(other)")
    }
  }
}

extension DatabaseKind {
  /// Creates the folder of the file at `path`.
  func createFolder(of path: String) throws {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw Problem("\(path): the folder \(folder) can't be created; \(other)")
    }
  }
}
