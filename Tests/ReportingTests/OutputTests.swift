import Analysis
import Foundation
import Quantities
import Testing

@testable import Reporting

@Suite struct OutputTests {
  /// A folder of its own for a test, gone after it.
  private func inFolder(_ body: (String) throws -> Void) throws {
    let folder = NSTemporaryDirectory() + "/outlay-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }

  private func files(_ folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }

  @Test func `each format is one file, and nothing else is left`() throws {
    try inFolder { folder in
      try writeReport(Samples.full(), formats: [.json, .html, .csv], to: folder + "/new/deep")
      #expect(try files(folder + "/new/deep") == ["lines.csv", "report.html", "report.json"])
    }
  }

  @Test func `report.json carries the hashes of the files beside it`() throws {
    try inFolder { folder in
      try writeReport(Samples.full(), formats: [.html, .csv, .json], to: folder)
      let data = try Data(contentsOf: URL(fileURLWithPath: folder + "/report.json"))
      let json = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
      let listed = try #require(json["files"] as? [[String: String]])
      #expect(listed.map { $0["name"] } == ["lines.csv", "report.html"])
      for file in listed {
        let content = try Data(contentsOf: URL(fileURLWithPath: folder + "/" + (file["name"] ?? "")))
        #expect(sha256(Array(content)) == file["sha256"])
      }
    }
  }

  // FIPS 180-4, the message "abc".
  @Test func `the hash is SHA-256`() {
    #expect(sha256(Array("abc".utf8)) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  @Test func `a file that can't be written leaves the old one and no half of the new`() throws {
    try inFolder { folder in
      try writeReport(Samples.full(months: 1), formats: [.csv], to: folder)
      let old = try Data(contentsOf: URL(fileURLWithPath: folder + "/lines.csv"))
      // A folder in the way of report.json: renaming onto it fails after everything was written beside it.
      try FileManager.default.createDirectory(atPath: folder + "/report.json/x", withIntermediateDirectories: true)
      let problem = #expect(throws: Problem.self) {
        try writeReport(Samples.full(months: 1), formats: [.json], to: folder)
      }
      #expect(problem?.message.contains(folder + "/report.json") ?? false)
      #expect(try files(folder) == ["lines.csv", "report.json"])
      #expect(try Data(contentsOf: URL(fileURLWithPath: folder + "/lines.csv")) == old)
    }
  }

  @Test func `whoever holds the old file open still reads the whole of it`() throws {
    try inFolder { folder in
      try writeReport(Samples.full(months: 1), formats: [.csv], to: folder)
      let path = folder + "/lines.csv"
      let old = try Data(contentsOf: URL(fileURLWithPath: path))
      let handle = try #require(FileHandle(forReadingAtPath: path))
      try writeReport(Samples.full(months: 2), formats: [.csv], to: folder)
      #expect(try handle.readToEnd() == old)
      #expect(try Data(contentsOf: URL(fileURLWithPath: path)) != old)
    }
  }

  @Test func `a link in place of the temporary file is not followed`() throws {
    try inFolder { folder in
      let victim = folder + "/victim"
      try Data("mine".utf8).write(to: URL(fileURLWithPath: victim))
      let beside = "\(folder)/.lines.csv.\(ProcessInfo.processInfo.processIdentifier).tmp"
      try FileManager.default.createSymbolicLink(atPath: beside, withDestinationPath: victim)
      try writeReport(Samples.full(months: 1), formats: [.csv], to: folder)
      #expect(try Data(contentsOf: URL(fileURLWithPath: victim)) == Data("mine".utf8))
    }
  }

  @Test func `a folder that can't be made is a problem with its path`() {
    let problem = #expect(throws: Problem.self) { try writeReport(Samples.empty(), formats: [.csv], to: "/dev/null/x") }
    #expect(problem?.message.contains("/dev/null/x") ?? false)
    #expect(problem?.message.contains("--out") ?? false)
  }

  @Test func `formats are read from a list, each once`() throws {
    #expect(try Format.list("html, csv,html") == [.html, .csv])
  }

  @Test(arguments: [
    ("xlsx", "not written yet"), ("markdown", "not written yet"), ("jsn", "did you mean `json`?"),
    ("", "there is no format"),
  ])
  func `a format that isn't there is an error that says what is`(_ name: String, _ part: String) {
    let problem = #expect(throws: Problem.self) { try Format.list("csv," + name) }
    #expect(problem?.message.contains(part) ?? false)
    #expect(problem?.message.contains("html, csv, json") ?? false)
  }
}
