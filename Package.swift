// swift-tools-version: 6.2
import PackageDescription

/// One set of rules for every target: Swift 6 mode, warnings are errors.
let settings: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

func module(_ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []) -> Target {
  .target(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: settings)
}

func tests(of name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(name: name + "Tests", dependencies: dependencies, exclude: exclude, swiftSettings: settings)
}

let package = Package(
  name: "Outlay",
  platforms: [.macOS(.v26)],
  products: [
    .executable(name: "outlay", targets: ["outlay"]),
    .executable(name: "outlay-bench", targets: ["outlay-bench"]),
    .library(name: "OutlayModel", targets: ["OutlayModel"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-asn1", exact: "1.7.4"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
  ],
  targets: [
    // Arrows only point up this list.
    module("Quantities"),
    module("Queueing", ["Quantities"]),
    module("Pricing", ["Quantities"], exclude: ["Prices"]),
    module("Components", ["Quantities", "Queueing"]),
    module("Scenario", ["Components", "Pricing", "Quantities", .product(name: "Yams", package: "Yams")]),
    module("Simulation", ["Components", "Pricing", "Quantities", "Queueing", "Scenario"]),
    module(
      "Ledger",
      [
        "Pricing", "Quantities", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ]),
    module("Analysis", ["Components", "Pricing", "Quantities", "Scenario", "Simulation"]),
    module(
      "Reporting",
      [
        "Analysis", "Quantities", .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Mustache", package: "swift-mustache"),
      ]),
    module("OutlayModel", ["Analysis", "Pricing", "Quantities", "Reporting", "Scenario"]),
    module("TestSupport", ["Components", "Pricing", "Quantities", "Queueing", "Scenario", "Simulation"]),
    .executableTarget(
      name: "outlay",
      dependencies: [
        "Analysis", "Components", "Ledger", "Pricing", "Quantities", "Reporting", "Scenario", "Simulation",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "outlay-bench",
      dependencies: [
        "Analysis", "Ledger", "Pricing", "Quantities", "Queueing", "Reporting", "Scenario", "Simulation",
        "TestSupport", .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ],
      swiftSettings: settings),

    tests(of: "Quantities", ["Quantities"]),
    tests(of: "Queueing", ["Quantities", "Queueing"]),
    tests(of: "Pricing", ["Pricing", "Quantities"]),
    tests(of: "Components", ["Components", "Pricing", "Quantities", "Simulation", "TestSupport"]),
    tests(of: "Scenario", ["Components", "Pricing", "Quantities", "Scenario"]),
    tests(of: "Simulation", ["Components", "Pricing", "Quantities", "Scenario", "Simulation", "TestSupport"]),
    tests(of: "Ledger", ["Ledger", "Pricing", "Quantities", .product(name: "GRDB", package: "GRDB.swift")]),
    tests(
      of: "Analysis", ["Analysis", "Components", "OutlayModel", "Pricing", "Quantities", "Scenario", "Simulation"],
      exclude: ["PriceHoles.txt"]),
    tests(of: "Reporting", ["Analysis", "Quantities", "Reporting"]),
    .testTarget(
      name: "EndToEndTests", dependencies: ["Components", "Quantities", "outlay"], exclude: ["Worked"],
      swiftSettings: settings),
  ]
)
