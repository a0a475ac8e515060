public import Quantities

extension SQLDatabase {
  // MARK: Flows
  static let reads = Input(.sqlReads, slot: 0, visit: "reads", "queries that read")
  static let writes = Input(.sqlWrites, slot: 1, visit: "writes", "statements that write")
  static let rowsWritten = Input(.predictionRows, slot: 2, "rows that a batch run writes")
  static let work = Input(.sqlWork, slot: 3, visit: "work", "CPU time of other work")
  public static let inputs = [reads.port, writes.port, rowsWritten.port, work.port]

  static let replicated = Output(
    .interRegionEgress, slot: 0, "log of writes and of rows on its way to geo-replicas, taken to be on the continent")
  static let privateIn = Output(
    .privateIngress, slot: 1, "queries and rows, where callers come through a private endpoint")
  static let privateOut = Output(.privateEgress, slot: 2, "answers, where callers come through a private endpoint")
  public static let outputs = [replicated.port, privateIn.port, privateOut.port]

  // MARK: Meters
  static let standing = Meter<Hour>(
    "compute", slot: 0, fixed: true,
    formula: "hours, priced for all vCores at once where listed (2, 4, 8, 16, 32), else vCores × hours; × (1 + "
      + "geo-replicas)",
    source: prices)
  static let zones = Meter<Hour>(
    "zone-redundancy", slot: 1, fixed: true, formula: "as compute, with zoneRedundant in generalPurpose",
    source: prices)
  static let licenses = Meter<Hour>(
    "license", slot: 2, fixed: true,
    formula: "vCores × hours of provisioned compute, if the licence is included; none for Hyperscale or a standby",
    source: prices)
  static let followed = Meter<Hour>(
    "serverless-compute", slot: 3,
    formula: "vCores × hours: max(minVCores, minMemory / 3, the step's mean use, memory / 3 while it works), nothing "
      + "while paused; or `measured`; less 100,000 vCore-seconds of the month with freeOffer",
    source: billing)
  static let followedZones = Meter<Hour>(
    "serverless-zone-redundancy", slot: 4, formula: "as serverless-compute, with zoneRedundant", source: billing)
  static let size = Meter<GigabyteMonth>(
    "storage", slot: 5, fixed: true,
    formula: "configured size (less 32 GB with freeOffer) × hours / hours of the month; × (1 + replicas.geo)",
    source: prices)
  static let units = Meter<Day>(
    "dtu", slot: 6, fixed: true, formula: "hours / 24 of the service objective or the pool; × (1 + geo-replicas)",
    source: prices)
  static let extra = Meter<GigabyteMonth>(
    "extra-storage", slot: 7, accrual: .monthly, fixed: true,
    formula: "(configured size − what the objective or pool includes) × hours / hours of the month", source: pools)
  static let readers = Meter<Hour>(
    "replicas", slot: 8, fixed: true, formula: "vCores × hours of high-availability and named replicas", source: prices)
  static let followedReaders = Meter<Hour>(
    "serverless-replicas", slot: 9, fixed: true,
    formula: "vCores × hours of serverless replicas, each as serverless-compute by its part of the reads, never paused",
    source: billing)
  static let pointInTime = Meter<GigabyteMonth>(
    "point-in-time-backup", slot: 10, accrual: .monthly, fixed: true,
    formula: "backups held (stated, or full × (retention / 7 + 1) + differences + log) − storage; Hyperscale: all",
    source: backups)
  static let longTerm = Meter<GigabyteMonth>(
    "long-term-backup", slot: 11, accrual: .monthly, fixed: true, formula: "stated GB, and copies × a full backup",
    source: backups)
  public static let meters = [
    standing.port, zones.port, licenses.port, followed.port, followedZones.port, size.port, units.port, extra.port,
    readers.port, followedReaders.port, pointInTime.port, longTerm.port,
  ]

  /// Whether the price list has rows for this number of vCores in every region.
  var isListed: Bool {
    switch vCores.value {
    case 2, 4, 8, 16, 32: tier != .hyperscale
    default: false
    }
  }

  public func priceKey(ofMeter slot: Int) -> String {
    // A meter that isn't billed under these settings keeps the key that it would have by vCores.
    let family = isDTU && tier.isDTU ? "gp" : tier.key
    let isHyperscale = family == "hs"
    let listed = isListed ? Measure.write(vCores) : "1"
    return switch slot {
    case Self.standing.slot, Self.readers.slot:
      isHyperscale ? hyperscaleKey : "sql.\(family).gen5.compute.\(listed)vcore"
    case Self.zones.slot: "sql.\(family).gen5.zone_redundancy.\(listed)vcore"
    case Self.licenses.slot: "sql.\(isHyperscale ? "gp" : family).license"
    case Self.followed.slot: "sql.\(isHyperscale ? "hs" : "gp").serverless.gen5.compute.1vcore"
    case Self.followedReaders.slot: "sql.hs.serverless.gen5.compute.1vcore"
    case Self.followedZones.slot: "sql.gp.serverless.gen5.zone_redundancy.1vcore"
    case Self.units.slot: dtuKey
    case Self.extra.slot: "sql.dtu.\(boughtTier == .premium ? "premium" : "standard").extra_storage"
    case Self.pointInTime.slot:
      isHyperscale
        ? "sql.hs.storage_v1.backup_\(hyperscaleBackup)_data_stored" : "sql.backup.pitr.\(backup.redundancy.key)"
    case Self.longTerm.slot: "sql.\(isHyperscale ? "hs." : "")backup.ltr.\(backup.redundancy.key)"
    default: "sql.\(family)" + (zoneRedundant && family == "gp" ? ".storage.zr" : ".storage")
    }
  }

  private var hyperscaleKey: String {
    switch series {
    case .standard: "sql.hs.gen5.compute.1vcore"
    case .premium: "sql.single_elastic_pool_hyperscale_premium_series_compute.1_vcore.vcore"
    case .premiumMemory: "sql.single_elastic_pool_hyperscale_premium_series_memory_optimized_compute.1_vcore.vcore"
    }
  }

  private var hyperscaleBackup: String {
    switch backup.redundancy {
    case .local: "lrs"
    case .zone: "zrs"
    case .geo: "ra_grs"
    case .geoZone: "ra_gzrs"
    }
  }

  private var dtuKey: String {
    if pool != .none { return "sql.edtu.\(pool.tier.key).\(Measure.plain(pool.dtu))" }
    return "sql.dtu.\(bought.key)" + (role == .standby && bought.hasStandby ? "_secondary" : "")
  }

  // MARK: Gauges
  static let used = Gauge("vCoresUsed", unit: "vCores", slot: 0)
  static let wanted = Gauge("vCoresNeeded", unit: "vCores", slot: 1)
  public static let gauges = [used, wanted]

  public func limit(ofGauge slot: Int) -> Bound? {
    isDTU ? Bound(capacity, source: Self.fromDTU) : Bound(vCores.value, source: "setting `vCores`")
  }

  /// vCores that a serverless database bills while it isn't paused.
  var floor: Double {
    let memory = minMemory?.value ?? Swift.max(minVCores.value * 3, 2.1)  // 2.02–2.10 GB at 0.5 vCores
    return Swift.max(minVCores.value, memory / 3)
  }

  /// Whether an idle serverless database pauses: never Hyperscale, nor with geo-replicas or long-term backups
  /// (`serverlessSource`).
  var pauses: Bool {
    autoPause && tier == .generalPurpose && replicas.geo == 0 && role == .primary && backup.longTerm == 0
      && backup.copies == 0
  }

  // MARK: Conflicts
  /// What is wrong between what is bought.
  func purchaseConflicts() -> [String] {
    var list = whole([
      ("vCores", vCores), ("databases", databases), ("replicas.ha", replicas.ha), ("replicas.named", replicas.named),
      ("replicas.geo", replicas.geo),
    ])
    if pool != .none, objective != .byTier {
      list.append("`pool` and `objective` are two purchases; a database in a pool has no objective of its own")
    }
    let other = pool != .none ? pool.tier : objective != .byTier ? objective.tier : nil
    if let other, tier != .generalPurpose, tier != other {
      let word = pool != .none ? "`pool` is \(pool.rawValue)" : "`objective` is \(objective.rawValue)"
      list.append("\(word), of the tier \(other.rawValue), but `tier` is \(tier.rawValue)")
    }
    if isDTU {
      if license == .hybridBenefit { list.append("hybridBenefit takes vCores; DTUs include the licence") }
      if zoneRedundant, boughtTier != .premium { list.append("`zoneRedundant` takes premium, or vCores") }
      let most = bought.storage.most
      if pool == .none, boughtTier != .basic, storage.value > most {
        list.append("`storage` is \(Measure.write(storage)); \(bought.rawValue) takes \(Measure.plain(most)) GB")
      }
    } else if tier != .hyperscale, storage.value > 4096 {
      list.append("`storage` is \(Measure.write(storage)); \(tier.rawValue) takes 4096 GB, hyperscale more")
    }
    if tier != .hyperscale {
      if replicas.ha > 0 || replicas.named > 0 {
        list.append("`replicas.ha` and `replicas.named` are of hyperscale; `replicas.geo` is of all tiers")
      }
      if series != .standard { list.append("`series` is of hyperscale alone") }
    } else if zoneRedundant, replicas.ha == 0 {
      list.append("`zoneRedundant` takes a high-availability replica in hyperscale: `replicas.ha`")
    }
    if databases > 1, objective != .byTier { list.append("`databases` are of an elastic pool; `objective` is of one") }
    if role != .primary, replicas.geo > 0 { list.append("a geo-secondary has no `replicas.geo` of its own") }
    return list
  }
}

extension SQLDatabase.Tier {
  /// Whether it is bought by DTUs.
  var isDTU: Bool { self == .basic || self == .standard || self == .premium }
}
