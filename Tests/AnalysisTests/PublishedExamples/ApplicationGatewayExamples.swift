extension PublishedExample {
  /// Prices a snapshot of East US, months of 730 hours.
  private static let pricing =
    "MicrosoftDocs/azure-docs articles/application-gateway/understanding-pricing.md@08de399"

  /// A gateway of the second generation over 730 hours.
  private static func gateway(
    _ sku: String, _ settings: [String], flow: [String] = [], hours: Int = 730, idle: Bool = false
  ) throws -> Double {
    let (fixed, unit) = sku == "waf_v2" ? ("0.443", "0.0144") : ("0.246", "0.008")
    return try Estimated(
      "application-gateway", set: ["sku=\(sku)"] + settings, flow: flow, hours: hours,
      prices: ["appgateway.\(sku).fixed.hour,1/Hour,\(fixed)"]
        + (idle ? [] : ["appgateway.\(sku).capacity_unit.hour,1/Hour,\(unit)"])
    ).total
  }

  static let applicationGateway: [PublishedExample] = [
    PublishedExample("agw-v1-waf-large-15-days", 371.28, within: 0.005, source: pricing) {
      try Estimated(
        "application-gateway", set: ["sku=WAF_Large"], flow: ["gateway-bytes=100 TB"], hours: 360,
        prices: [
          "appgateway.waf_large.fixed.hour,1/Hour,0.448", "appgateway.waf_large.data.gb,1 GB,0",
          "appgateway.waf_large.data.gb,1 GB,0.0035,40000",
        ]
      ).total
    },
    PublishedExample("agw-v2-manual-3-instances-short", 395.66, within: 0.005, source: pricing) {
      try gateway("standard_v2", ["min=3", "max=3", "extraUnits=7", "throughput=88.8 Mbps"])
    },
    PublishedExample("agw-v2-manual-8-instances", 646.78, within: 0.005, source: pricing) {
      try gateway("standard_v2", ["min=8", "max=8", "throughput=88.8 Mbps"])
    },
    PublishedExample("agw-v2-two-hours", 0.732, within: 0.0005, source: pricing) {
      // 22.2 Mbps and 44.4 Mbps: 9.99 GB in an hour are ten units.
      try gateway("standard_v2", [], flow: ["gateway-bytes=9.99,19.98"], hours: 2)
    },
    PublishedExample("agw-waf-v2-autoscale-65cu", 1006.67, within: 0.005, source: pricing) {
      try gateway("waf_v2", ["min=6", "capacityUnits=65"])
    },
    PublishedExample("agw-waf-v2-autoscale-min0-idle", 323.39, within: 0.005, source: pricing) {
      try gateway("waf_v2", [], idle: true)
    },
    PublishedExample("agw-waf-v2-autoscale-min0-light", 333.902, within: 0.005, source: pricing) {
      try gateway("waf_v2", ["throughput=1 Mbps"])
    },
  ]
}
