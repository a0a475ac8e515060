public import Quantities

// What is asked of Microsoft Fabric.

extension Flow<Gigabyte> {
  /// Raw data that lands in OneLake.
  public static var fabricData: Self { Flow("fabric-data") }
  /// Data into and out of event streams.
  public static var streamTraffic: Self { Flow("stream-traffic") }
}

extension Flow<Second> {
  /// CU-seconds of background operations.
  public static var fabricBackground: Self { Flow("fabric-background") }
  /// CU-seconds of interactive operations.
  public static var fabricInteractive: Self { Flow("fabric-interactive") }
  /// vCore-seconds of Spark sessions.
  public static var fabricSpark: Self { Flow("fabric-spark") }
}

extension Flow<Count> {
  /// Runs of dataflows.
  public static var fabricDataflows: Self { Flow("fabric-dataflows") }
  /// Copy activities.
  public static var fabricCopies: Self { Flow("fabric-copies") }
  /// Pipeline activities that copy nothing.
  public static var fabricActivities: Self { Flow("fabric-activities") }
  /// Reads of OneLake.
  public static var oneLakeReads: Self { Flow("onelake-reads") }
  /// Writes to OneLake.
  public static var oneLakeWrites: Self { Flow("onelake-writes") }
}

extension Flow<Token> {
  /// What Copilot reads.
  public static var copilotPrompts: Self { Flow("copilot-prompts") }
  /// What Copilot writes.
  public static var copilotAnswers: Self { Flow("copilot-answers") }
}
