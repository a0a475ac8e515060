extension DatabaseKind {
  /// Price lists, dated snapshots side by side.
  ///
  /// The application id reads `Opri`.
  package static let priceBook = DatabaseKind(
    name: "price book", applicationId: 0x4F70_7269, migrations: PriceSchema.migrations, option: "--book",
    other: "name another file with --book")
}

/// The price book's tables.
///
/// A price is stored once, whatever snapshots hold it; `holding` has the stretches of ids that each of them holds, which
/// never overlap. Fields of the Retail Prices API keep their names; texts that
/// many prices share stand in tables of their own, and the view `item` brings them together. Money and quantities are
/// decimal text, exact to the last digit.
enum PriceSchema {
  /// The migrations: number n stands at index n − 1.
  ///
  /// One that was ever released never changes.
  static let migrations = [
    """
    CREATE TABLE snapshot (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      name TEXT NOT NULL,
      date TEXT NOT NULL,
      complete INTEGER NOT NULL CHECK (complete IN (0, 1)),
      prices INTEGER NOT NULL DEFAULT 0,
      fingerprint TEXT NOT NULL DEFAULT '',
      currencies TEXT NOT NULL DEFAULT '',
      source TEXT NOT NULL,
      importedAt TEXT NOT NULL,
      UNIQUE (name, complete)
    ) STRICT;

    CREATE TABLE file (
      snapshot INTEGER NOT NULL REFERENCES snapshot (id),
      hash TEXT NOT NULL,
      name TEXT NOT NULL,
      items INTEGER NOT NULL,
      kept INTEGER NOT NULL,
      duplicates INTEGER NOT NULL,
      conflicts INTEGER NOT NULL,
      plans INTEGER NOT NULL,
      rounded INTEGER NOT NULL,
      PRIMARY KEY (snapshot, hash)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE reject (
      snapshot INTEGER NOT NULL REFERENCES snapshot (id),
      hash TEXT NOT NULL,
      reason TEXT NOT NULL,
      items INTEGER NOT NULL,
      PRIMARY KEY (snapshot, hash, reason)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE meter (
      id INTEGER PRIMARY KEY,
      serviceName TEXT NOT NULL,
      productName TEXT NOT NULL,
      skuName TEXT NOT NULL,
      meterName TEXT NOT NULL,
      serviceId TEXT NOT NULL,
      serviceFamily TEXT NOT NULL,
      productId TEXT NOT NULL,
      armSkuName TEXT NOT NULL
    ) STRICT;

    CREATE TABLE place (
      id INTEGER PRIMARY KEY,
      armRegionName TEXT NOT NULL,
      location TEXT NOT NULL
    ) STRICT;

    CREATE TABLE unit (
      id INTEGER PRIMARY KEY,
      unitOfMeasure TEXT NOT NULL UNIQUE,
      size INTEGER NOT NULL,
      dimension TEXT NOT NULL
    ) STRICT;

    CREATE TABLE price (
      id INTEGER PRIMARY KEY,
      meter INTEGER NOT NULL REFERENCES meter (id),
      place INTEGER NOT NULL REFERENCES place (id),
      unit INTEGER NOT NULL REFERENCES unit (id),
      meterId TEXT NOT NULL,
      skuId TEXT NOT NULL,
      tierMinimumUnits TEXT NOT NULL,
      retailPrice TEXT NOT NULL,
      unitPrice TEXT,
      hourlyPrice TEXT,
      currencyCode TEXT NOT NULL,
      type TEXT NOT NULL,
      term TEXT NOT NULL,
      effectiveFrom TEXT,
      effectiveUntil TEXT,
      isPrimaryMeterRegion INTEGER,
      keyHash INTEGER NOT NULL,
      contentHash INTEGER NOT NULL,
      meterKey TEXT,
      confidence TEXT,
      source TEXT,
      note TEXT
    ) STRICT;
    CREATE INDEX priceByKey ON price (meterKey) WHERE meterKey IS NOT NULL;

    CREATE TABLE holding (
      snapshot INTEGER NOT NULL REFERENCES snapshot (id),
      first INTEGER NOT NULL,
      last INTEGER NOT NULL CHECK (first <= last),
      PRIMARY KEY (snapshot, first)
    ) STRICT, WITHOUT ROWID;

    CREATE VIEW item AS
      SELECT price.id, serviceName, productName, skuName, meterName, armRegionName, location, type, term,
        tierMinimumUnits, unitOfMeasure, retailPrice, coalesce(unitPrice, retailPrice) AS unitPrice, hourlyPrice,
        currencyCode, effectiveFrom, effectiveUntil, meterId, skuId, productId, serviceId, serviceFamily, armSkuName,
        isPrimaryMeterRegion, meterKey, confidence, source, note
      FROM price JOIN meter ON meter.id = price.meter JOIN place ON place.id = price.place
        JOIN unit ON unit.id = price.unit;

    CREATE VIEW snapshotItem AS
      SELECT snapshot, item.* FROM holding CROSS JOIN item ON item.id BETWEEN first AND last;
    """
  ]

  /// The look-ups by id and by meter.
  ///
  /// They are no part of the migrations: an import that brings much drops them and makes them anew at its end, which
  /// costs a third of keeping them up to date.
  static let lookups = [
    "CREATE INDEX IF NOT EXISTS meterByNames ON meter (serviceName, productName, skuName, meterName)",
    "CREATE INDEX IF NOT EXISTS priceByMeterId ON price (meterId)",
    "CREATE INDEX IF NOT EXISTS priceByMeter ON price (meter, place, type, tierMinimumUnits)",
  ]
  static let dropLookups =
    "DROP INDEX IF EXISTS meterByNames; DROP INDEX IF EXISTS priceByMeterId; DROP INDEX IF EXISTS priceByMeter"

  /// Whether the snapshot `?`, or that of another parameter, holds the price `id`.
  static func holds(_ id: String, in snapshot: String = "?") -> String {
    "(SELECT last FROM holding WHERE snapshot = \(snapshot) AND first <= \(id) ORDER BY first DESC LIMIT 1) >= \(id)"
  }
}
