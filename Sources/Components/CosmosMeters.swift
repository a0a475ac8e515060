public import Quantities

extension CosmosDB {
  // MARK: Flows
  static let readsHere = Input(.cosmosReads, slot: 0, visit: "reads", "reads in this region")
  static let writesHere = Input(.cosmosWrites, slot: 1, visit: "writes", "writes sent from this region")
  static let allWrites = Input(
    .cosmosWrites, slot: 2, reach: .everywhere, "writes of all regions, which every region applies")
  static let allReads = Input(
    .cosmosReads, slot: 3, reach: .everywhere, "reads of all regions, by which the others' share of a grant is told")
  static let queriesHere = Input(
    .cosmosQueries, slot: 4, visit: "queries", "queries in this region, charged by what they return")
  static let allQueries = Input(.cosmosQueries, slot: 5, reach: .everywhere, "queries of all regions")
  static let deletes = Input(
    .cosmosDeletes, slot: 6, visit: "deletes", reach: .everywhere, "items deleted in all regions, each in every region")
  static let unitsHere = Input(
    .cosmosRequestUnits, slot: 7, visit: "requestUnits", "request units in this region of operations measured whole")
  static let allUnits = Input(.cosmosRequestUnits, slot: 8, reach: .everywhere, "request units of all regions")
  static let analyticalReads = Input(
    .cosmosAnalyticalReads, slot: 9, visit: "analyticalReads", "read operations on the analytical store")
  static let analyticalScans = Input(
    .cosmosAnalyticalScans, slot: 10, visit: "analyticalScan", "data that analytics scan, 130 read operations per GB")
  static let analyticalWrites = Input(
    .cosmosAnalyticalWrites, slot: 11, visit: "analyticalWrites",
    "write operations on the analytical store beside the account's own writes")
  public static let inputs = [
    readsHere.port, writesHere.port, allWrites.port, allReads.port, queriesHere.port, allQueries.port, deletes.port,
    unitsHere.port, allUnits.port, analyticalReads.port, analyticalScans.port, analyticalWrites.port,
  ]

  static let nearBytes = Output(.interRegionEgress, slot: 0, "writes on their way within the continent")
  static let farBytes = Output(.interContinentEgress, slot: 1, "writes on their way to another continent")
  static let privateIn = Output(.privateIngress, slot: 2, "written items, where callers are behind a private endpoint")
  static let privateOut = Output(.privateEgress, slot: 3, "read items, where callers come through a private endpoint")
  public static let outputs = [nearBytes.port, farBytes.port, privateIn.port, privateOut.port]

  /// Items alone: requests and replies weigh nothing beside them.
  public func carried(byInput slot: Int) -> Carried? {
    switch slot {
    case Self.readsHere.slot: Carried(answered: item * (reads == .point ? 1 : results.value))
    case Self.queriesHere.slot: Carried(answered: item * results.value)
    case Self.writesHere.slot: Carried(asked: item)
    default: nil
    }
  }

  // MARK: Meters
  static let manual = Meter<Hour>(
    "manual-throughput", slot: 0, fixed: true,
    formula: "hours × ⌈provisioned / 100⌉, with `changes` per clock hour the highest; × 1.25 with zones and one write "
      + "region; less 10 of the account with freeTier, 4 with freeAccount",
    source: bill)
  static let autoscale = Meter<Hour>(
    "autoscale-throughput", slot: 1, fixed: true,
    formula: "per clock hour: the highest of clamp(RU/s, max / 10, max) / 100, RU/s = (own reads × charge + writes of "
      + "all regions × charge) / seconds, as of the peak second, each partition by itself (dynamic) or all as the "
      + "hottest of any region; less the account's grant as in manual-throughput",
    source: bill)
  static let storage = Meter<GigabyteMonth>(
    "storage", slot: 2, fixed: true,
    formula: "Σ hours (stored + writes of all regions × item, less what is deleted or expired) at the hour's end / "
      + "hours of the month; less 25 GB of the account with freeTier, 25 with freeAccount",
    source: bill)
  static let serverless = Meter<RequestUnit>(
    "serverless-requests", slot: 3, formula: "request units of all operations, × 1.25 with zones", source: bill)
  static let copies = Meter<GigabyteMonth>(
    "periodic-backup", slot: 4, accrual: .monthly, fixed: true,
    formula: "Σ hours (⌊retention / interval⌋ − 2) × stored / hours of the month, in the first region", source: periodic
  )
  static let continuousBackup = Meter<Gigabyte>(
    "continuous-backup", slot: 5, accrual: .monthly, fixed: true,
    formula: "Σ hours stored / hours of the month, in each region; free of charge if kept for 7 days",
    source: continuous)
  static let restore = Meter<Gigabyte>(
    "restore", slot: 6, accrual: .monthly, fixed: true,
    formula: "GB restored in a month, in the first region", source: continuous)
  static let analyticalStorage = Meter<GigabyteMonth>(
    "analytical-storage", slot: 7, accrual: .monthly, fixed: true,
    formula: "Σ hours (analytical.stored + writes × item) at the hour's end / hours of the month",
    source: analyticalSource)
  static let analyticalOperationsIn = Meter<Count>(
    "analytical-writes", slot: 8, formula: "writes and deletes of all regions, in each region, and those stated",
    source: analyticalSource)
  static let analyticalOperationsOut = Meter<Count>(
    "analytical-reads", slot: 9, formula: "read operations stated, and 130 per GB scanned", source: analyticalSource)
  static let nodes = Meter<Hour>(
    "dedicated-gateway", slot: 10, fixed: true, formula: "nodes × hours, in each region", source: gatewaySource)
  public static let meters = [
    manual.port, autoscale.port, storage.port, serverless.port, copies.port, continuousBackup.port, restore.port,
    analyticalStorage.port, analyticalOperationsIn.port, analyticalOperationsOut.port, nodes.port,
  ]

  public func priceKey(ofMeter slot: Int) -> String {
    let manualRate = "cosmos.ru.manual.\(multiWrite ? "multi" : "single")_write"
    return switch slot {
    case Self.manual.slot: manualRate
    // Autoscale over several write regions pays the rate of manual throughput, without a premium (`autoscaling`).
    case Self.autoscale.slot:
      multiWrite || autoscaleMeter == .manual ? manualRate : "cosmos.ru.autoscale.single_write"
    case Self.serverless.slot: "cosmos.ru.serverless"
    case Self.copies.slot: "cosmos.backup.periodic.\(backup.redundancy.key)"
    case Self.continuousBackup.slot:
      backup.mode == .continuous7 ? "cosmos.backup.continuous7" : "cosmos.backup.continuous30"
    case Self.restore.slot: "cosmos.backup.continuous30.restore"
    case Self.analyticalStorage.slot: "cosmos.analytical.storage"
    case Self.analyticalOperationsIn.slot: "cosmos.analytical.write"
    case Self.analyticalOperationsOut.slot: "cosmos.analytical.read"
    case Self.nodes.slot: "cosmos.dedicated_gateway.\(gateway.size.key)"
    default: "cosmos.storage.transactional"
    }
  }

  // MARK: Gauges
  static let needed = Gauge("ruPerSecond", unit: "RU/s", slot: 0)
  static let throttled = Gauge("throttled", unit: "%", slot: 1)
  static let hottest = Gauge("hottestPartition", unit: "%", slot: 2)
  static let physicalPartitions = Gauge("partitions", unit: "", slot: 3)
  public static let gauges = [needed, throttled, hottest, physicalPartitions]

  public func limit(ofGauge slot: Int) -> Bound? {
    // Where load is even, the account's own limit says the same.
    if slot == Self.hottest.slot, skew > 0 { return Bound(100, source: Self.limitsSource) }
    guard slot == Self.needed.slot else { return nil }
    switch throughput {
    case .manual:
      let most = changes.highest(over: standing).value
      return Bound(most, source: changes.isEmpty ? "setting `provisioned`" : "setting `changes`")
    case .autoscale: return Bound(standing.value, source: "setting `max`")
    case .serverless: return Bound(standing.value, source: Self.limitsSource)
    }
  }

  // MARK: Assumptions
  public func assumptions() -> [Assumption] {
    var list: [Assumption] = []
    let sized = item.value > 1e-6 && item.value != 1e-4
    let line = sized ? "; on a line between 1 KB and 100 KB" : ""
    let source = charges.bySize == .line ? Self.table + line : Self.consumption + "; on lines between its sizes"
    if charges.pointRead == nil, reads == .point || charges.query == nil {
      list.append(.init(key: "charges.pointRead", value: "\(Measure.plain(pointCharge)) RU", source: source))
    }
    if reads == .query, charges.query == nil {
      list.append(
        .init(
          key: "charges.query", value: "\(Measure.plain(readCharge)) RU",
          source: "a point read per result and 2.5 RU per partition asked, after " + Self.charging))
    }
    if charges.write == nil {
      list.append(.init(key: "charges.write", value: "\(Measure.plain(writeCharge)) RU", source: source))
      list.append(
        labelled("indexing", "depends on the indexed properties; 0.2 RU per term where `indexedTerms` is stated"))
    }
    list.append(
      .init(
        key: "skew", value: Measure.write(skew), origin: skew == 0 ? "default" : "scenario",
        source: "depends on the partition key; even if not stated"))
    list += rules()
    for key in ["readTime", "writeTime"] {
      list.append(labelled(key, "taken as exponential, whatever the load; no source gives a mean"))
    }
    return list
  }

  /// What is taken for granted where documents leave a choice.
  private func rules() -> [Assumption] {
    var list: [Assumption] = []
    func add(_ key: String, _ value: String, _ source: String) {
      list.append(.init(key: key, value: value, origin: "rule", source: source))
    }
    if multiWrite, throughput == .autoscale {
      add("autoscale of several write regions", "at the manual multi-region rate", Self.autoscaling)
    }
    if scaling == .hottest, throughput == .autoscale {
      add("the other regions", "as their mean", "a region can't see which of several others is the busiest")
    }
    if freeTier { add("free tier", "taken by the first regions first", Self.bill) }
    if zoneRedundant, throughput != .autoscale, !multiWrite {
      add("zones", "1.25 times the throughput", Self.zones + "; no meter of its own was found")
    }
    if ttl != nil { add("expired items", "cost no request units; data of before is of even age", Self.expiring) }
    if analytical.store {
      add("analytical store", "as large as the items, never emptied", "no source gives how far columns compress")
    }
    if replaces.vCores != nil {
      add("replaced vCores", "\(Measure.plain(api.perVCore)) RU/s each", Self.vCoreConversion)
    }
    if utilization != nil { add("utilization", "the same in every hour and region", "as price calculators take it") }
    return list
  }
}
