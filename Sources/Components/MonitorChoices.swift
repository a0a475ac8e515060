import Quantities

/// How analytics logs are paid: by the gigabyte, or by a commitment to so many gigabytes a day.
///
/// Source: MicrosoftDocs/azure-monitor-docs articles/azure-monitor/logs/cost-logs.md @0488e07.
public enum LogTier: String, CaseIterable, Sendable {
  case payAsYouGo = "pay-as-you-go"
  case t100 = "100", t200 = "200", t300 = "300", t400 = "400", t500 = "500"
  case t1000 = "1000", t2000 = "2000", t5000 = "5000", t10000 = "10000"
  case t25000 = "25000", t50000 = "50000"

  /// Committed gigabytes a day; nil for pay-as-you-go.
  public var perDay: Double? { Double(rawValue) }

  /// Units that a step of a day adds: in all a day is max(1, GB / tier), so what the day has had so far decides.
  static func units(of today: Double, after before: Double, perDay: Double, hours: Double) -> Quantity<Day> {
    let over = Swift.max(0, today - perDay) - Swift.max(0, before - perDay)
    return Quantity(hours / 24 + over / perDay)
  }

  /// The tier as people write it: `100`, `100 GB`, `100 GB/day`.
  static func read(_ node: Node, _ key: String, _ problems: inout Problems) -> LogTier? {
    if let (number, unit) = node.text.flatMap({ try? Measure.split($0) }), ["GB", "GB/day", "GB/d"].contains(unit),
      let tier = allCases.first(where: { $0.perDay == number })
    {
      return tier
    }
    return Reading.choice(node, key, LogTier.self, &problems)
  }
}

extension Setting {
  /// How a workspace pays for analytics logs, under its usual key and under the field's.
  static func logTier(_ path: any WritableKeyPath<Root, LogTier> & Sendable) -> [Setting] {
    ["tier", "commitmentTier"].map { key in
      Setting(
        key, shape: .choice(LogTier.allCases.map(\.rawValue)),
        key == "tier"
          ? "how analytics logs are paid: by the gigabyte, or committed GB a day of each workspace"
          : "the same, also written as 100 GB/day",
        read: { root, node, problems in
          if let tier = LogTier.read(node, key, &problems) { root[keyPath: path] = tier }
        }, write: { key == "tier" ? $0[keyPath: path].rawValue : nil })
    }
  }
}

/// The cheaper table plans, for verbose logs.
public enum VerboseTables: String, CaseIterable, Sendable { case basic, auxiliary }

/// What scans logs.
public enum LogScan: String, CaseIterable, Sendable { case queries, jobs }

/// Where logs are sent on to: by a workspace's export rules, or by resources' own diagnostic settings.
public enum LogExport: String, CaseIterable, Sendable { case workspace, diagnostic }

/// How an alert reaches people and machines besides e-mail; SMS and calls by the country's code.
///
/// Source: the meters of Arturo-Quiroga-MSFT/azure-architecture-diagram-builder
/// src/data/pricing/regions/eastus2/azure_monitor.json.
public enum AlertChannel: String, CaseIterable, Sendable {
  case push, webhook
  case secureWebhook = "secure-webhook"
  case itsm
  case sms1 = "sms-1", sms31 = "sms-31", sms32 = "sms-32", sms33 = "sms-33", sms34 = "sms-34", sms353 = "sms-353"
  case sms39 = "sms-39", sms41 = "sms-41", sms43 = "sms-43", sms44 = "sms-44", sms45 = "sms-45", sms46 = "sms-46"
  case sms47 = "sms-47", sms48 = "sms-48", sms49 = "sms-49", sms55 = "sms-55", sms61 = "sms-61", sms64 = "sms-64"
  case sms65 = "sms-65", sms81 = "sms-81", sms82 = "sms-82", sms86 = "sms-86", sms91 = "sms-91", sms971 = "sms-971"
  case voice1 = "voice-1", voice31 = "voice-31", voice32 = "voice-32", voice33 = "voice-33", voice34 = "voice-34"
  case voice353 = "voice-353", voice39 = "voice-39", voice41 = "voice-41", voice43 = "voice-43", voice44 = "voice-44"
  case voice45 = "voice-45", voice46 = "voice-46", voice47 = "voice-47", voice48 = "voice-48", voice49 = "voice-49"
  case voice55 = "voice-55", voice61 = "voice-61", voice64 = "voice-64", voice65 = "voice-65", voice81 = "voice-81"
  case voice82 = "voice-82", voice86 = "voice-86", voice91 = "voice-91", voice971 = "voice-971"

  /// The price list's key of one message.
  var priceKey: String {
    let parts = rawValue.split(separator: "-")
    if parts.count == 2, let country = Int(parts[1]) { return "mon.notify.\(parts[0])_cc\(country)" }
    return "mon.notify." + parts.joined(separator: "_")
  }
}
