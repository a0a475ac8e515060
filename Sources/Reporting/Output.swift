package import Analysis
import Crypto
import Foundation
import Quantities

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Writes a report in the given formats into `folder`, which is made if it is missing.
///
/// Everything is rendered before anything is written. Each file is wholly old or wholly new; `report.json` comes last
/// and carries the hashes of the others.
/// - Returns: the hash of `report.json`; empty if it isn't among the formats.
/// - Throws: `Problem` where a file can't be written, with its path and how to mend it.
@discardableResult
package func writeReport(_ report: Report, formats: [Format], to folder: String) throws -> String {
  var files: [(name: String, content: [UInt8])] = []
  if formats.contains(.csv) { files.append((Format.csv.fileName, Array(csvLines(report).utf8))) }
  if formats.contains(.html) { files.append((Format.html.fileName, Array(try htmlReport(report).utf8))) }
  if formats.contains(.json) {
    let hashes = files.map { FileHash(name: $0.name, sha256: sha256($0.content)) }
    files.append((Format.json.fileName, Array(jsonReport(report, files: hashes).utf8)))
  }
  do {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  } catch {
    throw Problem("can't make the folder \(folder); make it, or name another with --out")
  }
  AtomicFile.sweep(folder)
  for file in files { try AtomicFile.write(file.content, to: folder, name: file.name) }
  return files.first { $0.name == Format.json.fileName }.map { sha256($0.content) } ?? ""
}

/// SHA-256 in lower-case hexadecimal digits.
func sha256(_ bytes: [UInt8]) -> String {
  SHA256.hash(data: bytes).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}

/// A file that appears at once.
enum AtomicFile {
  /// Writes beside the file and renames: whoever reads it sees the old or the new content, whenever the process ends.
  ///
  /// - Throws: `Problem` with the path; the file that was being written beside is taken away.
  static func write(_ content: [UInt8], to folder: String, name: String) throws(Problem) {
    let path = folder + "/" + name
    let beside = "\(folder)/.\(name).\(getpid()).tmp"
    // Left behind by an ended process of the same number, if at all.
    unlink(beside)
    let file = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw problem(path) }
    var done = content.withUnsafeBytes { all(of: $0, to: file) }
    done = done && fsync(file) == 0
    let reason = errno
    done = close(file) == 0 && done
    guard done else {
      unlink(beside)
      throw problem(path, reason)
    }
    guard rename(beside, path) == 0 else {
      let reason = errno
      unlink(beside)
      throw problem(path, reason)
    }
    // The new name outlives a power cut only once the folder is on disk too; some file systems refuse that, harmlessly.
    let directory = open(folder, O_RDONLY | O_CLOEXEC)
    if directory >= 0 {
      _ = fsync(directory)
      close(directory)
    }
  }

  /// Takes away what ended processes left half-written in a folder: `.NAME.PID.tmp` of a process that no longer is.
  static func sweep(_ folder: String) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names where name.hasPrefix(".") && name.hasSuffix(".tmp") {
      let parts = name.split(separator: ".")
      guard parts.count >= 3, let process = Int32(parts[parts.count - 2]), process > 0,
        Format.allCases.contains(where: { name == ".\($0.fileName).\(process).tmp" })
      else { continue }
      if kill(process, 0) != 0, errno == ESRCH { unlink(folder + "/" + name) }
    }
  }

  private static func all(of bytes: UnsafeRawBufferPointer, to file: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      #if canImport(Darwin)
        let written = Darwin.write(file, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      #elseif canImport(Musl)
        let written = Musl.write(file, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      #else
        let written = Glibc.write(file, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      #endif
      if written < 0 {
        if errno == EINTR { continue }
        return false
      }
      rest = rest.dropFirst(written)
    }
    return true
  }

  private static func problem(_ path: String, _ reason: Int32 = errno) -> Problem {
    let mend =
      switch reason {
      case ENOSPC, EDQUOT: "free some space on its disk"
      case EACCES, EPERM, EROFS: "allow writing to its folder, or name another with --out"
      case EISDIR, ENOTEMPTY, EEXIST: "a folder of that name is in the way; remove it"
      default: "check its folder, or name another with --out"
      }
    return Problem("can't write \(path): \(String(cString: strerror(reason))); \(mend)")
  }
}
