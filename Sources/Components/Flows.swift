public import Quantities

// The flows that have several writers or readers; a flow with one reader is declared in that component's file.

extension Flow<Gigabyte> {
  /// Answers on their way to users over the internet.
  public static var internetEgress: Self { Flow("internet-egress") }
  /// Bytes on their way to another region of the same continent.
  public static var interRegionEgress: Self { Flow("inter-region-egress") }
  /// Bytes on their way to another continent.
  public static var interContinentEgress: Self { Flow("inter-continent-egress") }
}

extension Flow<Count> {
  /// Calls that write a telemetry record.
  public static var telemetryCalls: Self { Flow("telemetry-calls") }
  /// Predictions written by a batch run, row by row.
  public static var predictionRows: Self { Flow("prediction-rows") }
}
