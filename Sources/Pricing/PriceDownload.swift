import Foundation
package import Quantities

/// A download of price pages into a folder, which a later run goes on with after a cut.
///
/// A page counts once it is whole in its file and in the manifest; the folder goes away when its pages are imported.
package struct PriceDownload: Sendable {
  /// What was done so far.
  package struct Progress: Sendable {
    /// The filter under way.
    package var filter = ""
    /// Filters whose pages are all here, of how many.
    package var filters = (done: 0, of: 0)
    package var pages = 0
    package var items = 0
    /// Filters, pages and items of earlier runs among them.
    package var resumed = (filters: 0, pages: 0, items: 0)
  }

  private struct Page: Codable {
    var file: String
    var link: String
    var items: Int
    var hash: UInt64
  }

  private struct Part: Codable {
    var filter: String
    var pages: [Page] = []
    /// The link to go on with; nil where the last page is here.
    var next: String?
  }

  private struct Manifest: Codable {
    var address: String
    var parts: [Part]
  }

  /// The folder of pages.
  package let folder: String
  private let server: PriceServer
  private var manifest: Manifest

  /// Begins a download of the items that `filters` find, or goes on with the one in `folder`.
  ///
  /// Pages of another server or of other filters, and damaged ones, are fetched anew.
  ///
  /// - Throws: a problem if the folder can't be made.
  package init(of filters: [String], from server: PriceServer, into folder: String) throws(Problem) {
    self.folder = folder
    self.server = server
    manifest = Manifest(
      address: server.base.absoluteString + (server.currency.map { " in \($0)" } ?? ""),
      parts: filters.map { Part(filter: $0, next: server.first($0)) })
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch { throw Problem("the folder \(folder) can't be made; check its parent and the disk") }
    guard let data = FileManager.default.contents(atPath: folder + "/manifest.json"),
      var earlier = try? JSONDecoder().decode(Manifest.self, from: data), earlier.address == manifest.address,
      earlier.parts.map(\.filter) == filters
    else { return }
    for index in earlier.parts.indices {
      let pages = earlier.parts[index].pages
      guard let bad = pages.firstIndex(where: { Self.hash(folder + "/" + $0.file) != $0.hash }) else { continue }
      earlier.parts[index].next = pages[bad].link
      earlier.parts[index].pages.removeSubrange(bad...)
    }
    manifest = earlier
  }

  /// The pages, in their order.
  package var files: [String] { manifest.parts.flatMap { $0.pages.map { folder + "/" + $0.file } } }

  /// Fetches what is missing.
  ///
  /// - Parameters:
  ///   - progress: called behind each page.
  ///   - waiting: told why a page is tried again.
  /// - Throws: a problem if a page can't be had, or a filter finds nothing; the pages that came stay.
  package mutating func run(progress: (Progress) -> Void, waiting: (String) -> Void) async throws {
    var told = Progress()
    told.filters.of = manifest.parts.count
    let pages = manifest.parts.flatMap(\.pages)
    (told.pages, told.items) = (pages.count, pages.reduce(0) { $0 + $1.items })
    told.filters.done = manifest.parts.filter { $0.next == nil }.count
    told.resumed = (told.filters.done, told.pages, told.items)
    for index in manifest.parts.indices {
      told.filter = manifest.parts[index].filter
      while let link = manifest.parts[index].next {
        let items = try await fetch(link, of: index, waiting)
        told.pages += 1
        told.items += items
        if manifest.parts[index].next == nil { told.filters.done += 1 }
        progress(told)
      }
    }
  }

  /// Removes the folder.
  package func remove() { try? FileManager.default.removeItem(atPath: folder) }

  private mutating func fetch(_ link: String, of index: Int, _ waiting: (String) -> Void) async throws -> Int {
    let part = manifest.parts[index]
    guard let url = server.own(link) else {
      throw Problem("\(part.filter): the next page is at another host (`\(link.prefix(80))`), which is refused")
    }
    let partial = folder + "/page.part"
    let (page, next) = try await server.fetch(url, into: partial, waiting: waiting) {
      path throws(PriceServer.Failure) in try self.check(path, link, part)
    }
    guard page.items > 0 || !part.pages.isEmpty else {
      throw Problem("\(part.filter): the server has no such price; service names are exact, capitals too")
    }
    do {
      // A last page without items has nothing to import.
      if page.items > 0 {
        try? FileManager.default.removeItem(atPath: folder + "/" + page.file)
        try FileManager.default.moveItem(atPath: partial, toPath: folder + "/" + page.file)
        manifest.parts[index].pages.append(page)
      }
      manifest.parts[index].next = next
      try JSONEncoder().encode(manifest).write(to: URL(fileURLWithPath: folder + "/manifest.json"), options: .atomic)
    } catch { throw Problem("\(folder) can't be written; check the folder and the disk") }
    return page.items
  }

  /// Reads a page through: its items and its link to the next.
  private func check(_ path: String, _ link: String, _ part: Part) throws(PriceServer.Failure) -> (Page, String?) {
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw PriceServer.Failure(why: "\(path) can't be read", isFinal: true)
    }
    defer { try? handle.close() }
    var reader = RetailPageReader(file: "the page") { buffer throws(Problem) in
      guard let data = try? handle.read(upToCount: buffer.count) else { return 0 }
      data.copyBytes(to: buffer)
      return data.count
    }
    do {
      while try reader.next() != nil {}
    } catch { throw PriceServer.Failure(why: error.message) }
    let next = reader.nextPageLink.flatMap { $0.isEmpty ? nil : $0 }
    let hash = Self.hash(path) ?? 0
    if reader.items == 0, next != nil { throw PriceServer.Failure(why: "a page without items that isn't the last") }
    if reader.items > 0, let twin = part.pages.firstIndex(where: { $0.hash == hash }) {
      throw PriceServer.Failure(why: "page \(part.pages.count + 1) repeats page \(twin + 1)")
    }
    if let next, next == link || part.pages.contains(where: { $0.link == next }) {
      throw PriceServer.Failure(why: "page \(part.pages.count + 1) leads back to an earlier page")
    }
    let number = manifest.parts.firstIndex { $0.filter == part.filter } ?? 0
    let file = "page-\(number + 1)-\(part.pages.count + 1).json"
    return (Page(file: file, link: link, items: reader.items, hash: hash), next)
  }

  /// FNV-1a of 64 bits of a file; nil if it can't be read.
  private static func hash(_ path: String) -> UInt64? {
    guard let data = FileManager.default.contents(atPath: path) else { return nil }
    return data.reduce(14_695_981_039_346_656_037) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
  }
}
