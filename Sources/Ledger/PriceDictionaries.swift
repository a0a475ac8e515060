import GRDB
import Pricing

/// The texts that many prices share, by their fingerprints: each stands in the book once.
struct PriceDictionaries {
  private var meters: [Fingerprint: Int64] = [:]
  private var places: [Fingerprint: Int64] = [:]
  private var units: [Fingerprint: Int64] = [:]
  /// The meter of the item before: lists name the regions of a meter one after the other.
  private var lastMeter = (print: Fingerprint(), id: Int64(0))

  private static let meterFields: [RetailItem.Field] = [
    .serviceName, .productName, .skuName, .meterName, .serviceId, .serviceFamily, .productId, .armSkuName,
  ]
  private static let placeFields: [RetailItem.Field] = [.armRegionName, .location]

  init() {}

  /// Reads what a book has.
  init(_ db: Database) throws {
    meters = try Self.read(db, "meter", Self.meterFields)
    places = try Self.read(db, "place", Self.placeFields)
    units = try Self.read(db, "unit", [.unitOfMeasure])
  }

  private static func read(
    _ db: Database, _ table: String, _ fields: [RetailItem.Field]
  ) throws -> [Fingerprint: Int64] {
    let columns = fields.map(\.name)
    var found: [Fingerprint: Int64] = [:]
    try BulkStatement(db, "SELECT id, \(columns.joined(separator: ", ")) FROM \(table)").rows { row in
      var print = Fingerprint()
      for column in columns.indices { row.add(Int32(column + 1), to: &print) }
      found[print] = row.integer(0)
    }
    return found
  }

  /// The meter of an item.
  @inline(__always)
  mutating func meter(_ item: RetailItem, in db: Database) throws -> Int64 {
    var print = Fingerprint()
    Self.add(item[.serviceName], to: &print)
    Self.add(item[.productName], to: &print)
    Self.add(item[.skuName], to: &print)
    Self.add(item[.meterName], to: &print)
    Self.add(item[.serviceId], to: &print)
    Self.add(item[.serviceFamily], to: &print)
    Self.add(item[.productId], to: &print)
    Self.add(item[.armSkuName], to: &print)
    if print == lastMeter.print { return lastMeter.id }
    let id = try meters[print] ?? Self.insert("meter", Self.meterFields, item, in: db)
    meters[print] = id
    lastMeter = (print, id)
    return id
  }

  /// The region of an item.
  @inline(__always)
  mutating func place(_ item: RetailItem, in db: Database) throws -> Int64 {
    var print = Fingerprint()
    Self.add(item[.armRegionName], to: &print)
    Self.add(item[.location], to: &print)
    if let id = places[print] { return id }
    let id = try Self.insert("place", Self.placeFields, item, in: db)
    places[print] = id
    return id
  }

  /// The unit of an item.
  @inline(__always)
  mutating func unit(_ item: RetailItem, in db: Database) throws -> Int64 {
    var print = Fingerprint()
    Self.add(item[.unitOfMeasure], to: &print)
    if let id = units[print] { return id }
    return try unit(item[.unitOfMeasure].string, print, in: db)
  }

  /// The unit of a spelling.
  mutating func unit(_ text: String, in db: Database) throws -> Int64 {
    var print = Fingerprint()
    print.add(text)
    return try units[print] ?? unit(text, print, in: db)
  }

  private mutating func unit(_ text: String, _ print: Fingerprint, in db: Database) throws -> Int64 {
    let unit = UnitOfMeasure(text)
    try db.execute(
      sql: "INSERT INTO unit (unitOfMeasure, size, dimension) VALUES (?, ?, ?)",
      arguments: [text, unit.size, "\(unit.dimension)"])
    let id = db.lastInsertedRowID
    units[print] = id
    return id
  }

  /// The meter, region and unit of a row of the project's own CSV.
  mutating func ids(of row: PriceRow, in db: Database) throws -> (meter: Int64, place: Int64, unit: Int64) {
    let names = [row.serviceName, row.productName, row.skuName, row.meterName, "", "", "", ""]
    let meter = try Self.id(names, Self.meterFields, "meter", &meters, in: db)
    let place = try Self.id([row.region, ""], Self.placeFields, "place", &places, in: db)
    return (meter, place, try unit(row.unit.text, in: db))
  }

  private static func id(
    _ texts: [String], _ fields: [RetailItem.Field], _ table: String, _ known: inout [Fingerprint: Int64],
    in db: Database
  ) throws -> Int64 {
    var print = Fingerprint()
    for text in texts { print.add(text) }
    if let id = known[print] { return id }
    try db.cachedStatement(sql: insertion(table, fields)).execute(arguments: StatementArguments(texts))
    known[print] = db.lastInsertedRowID
    return db.lastInsertedRowID
  }

  @inline(__always)
  private static func add(_ text: RetailText, to print: inout Fingerprint) { print.add(text.start, text.count) }

  private static func insert(
    _ table: String, _ fields: [RetailItem.Field], _ item: RetailItem, in db: Database
  ) throws -> Int64 {
    let statement = try BulkStatement(db, table == "meter" ? meterInsertion : insertion(table, fields))
    for (index, field) in fields.enumerated() {
      statement.bind(Int32(index + 1), item[field].start, item[field].count)
    }
    try statement.run()
    return db.lastInsertedRowID
  }

  private static func insertion(_ table: String, _ fields: [RetailItem.Field]) -> String {
    let marks = fields.map { _ in "?" }.joined(separator: ", ")
    return "INSERT INTO \(table) (\(fields.map(\.name).joined(separator: ", "))) VALUES (\(marks))"
  }

  private static let meterInsertion = insertion("meter", meterFields)
}
