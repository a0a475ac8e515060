public import Quantities

extension Flow<Gigabyte> {
  /// Raw data that lands in the lake.
  public static var landedData: Self { Flow("landed-data") }
  /// Data that training runs read from the lake.
  public static var lakeScans: Self { Flow("lake-scans") }
  /// Bytes of the lake that accelerated queries look through.
  public static var lakeQueriedBytes: Self { Flow("lake-queried-bytes") }
  /// Bytes of the lake that accelerated queries return.
  public static var lakeSelectedBytes: Self { Flow("lake-selected-bytes") }
  /// Bytes read from the lake beside those that reads return.
  public static var lakeRetrievals: Self { Flow("lake-retrievals") }
}

extension Flow<Count> {
  /// Reads of the lake that a journey states itself.
  public static var lakeReads: Self { Flow("lake-reads") }
  /// Writes to the lake that a journey states itself.
  public static var lakeWrites: Self { Flow("lake-writes") }
  /// Files put in the lake as they are.
  public static var lakeUploads: Self { Flow("lake-uploads") }
  /// Files and directories of the lake that are renamed.
  public static var lakeRenames: Self { Flow("lake-renames") }
  /// Calls that list paths of the lake.
  public static var lakeLists: Self { Flow("lake-lists") }
  /// Calls to the lake that neither read, write nor list.
  public static var lakeOthers: Self { Flow("lake-others") }
  /// Reads from the lake's colder tier.
  public static var lakeColderReads: Self { Flow("lake-colder-reads") }
}
