public import Quantities

extension SQLDatabase {
  // MARK: Assumptions
  public func assumptions() -> [Assumption] {
    let cpu = [
      ("cpuPerRead", cpuPerRead, Self().cpuPerRead), ("cpuPerWrite", cpuPerWrite, Self().cpuPerWrite),
      ("cpuPerRow", cpuPerRow, Self().cpuPerRow),
    ].map { key, value, usual in
      Assumption(
        key: key, value: Measure.write(value), origin: value == usual ? "default" : "scenario",
        source: "depends on the queries; no source gives a figure")
    }
    let times = ["readTime", "writeTime"].map {
      labelled($0, "about one access to storage; taken as exponential, whatever the load: depends on the queries")
    }
    let bytes = ["queryBytes", "answerBytes"].map { labelled($0, "depends on the queries; no source gives a figure") }
    return cpu + times + bytes + serverlessRules() + rules()
  }

  private func serverlessRules() -> [Assumption] {
    guard compute == .serverless else { return [] }
    var list = [
      Assumption(
        key: "minMemory", value: Measure.write(Quantity<Gigabyte>(floor * 3)),
        origin: minMemory == nil ? "default" : "scenario", source: Self.serverlessSource),
      Assumption(
        key: "memory", value: memory > 0 ? Measure.write(memory) : "at most 3 GB per vCore in use",
        origin: memory > 0 ? "scenario" : "default",
        source: memory > 0 ? Self.billing : "a busy database's memory is taken to bill no more than its CPU"),
    ]
    if autoPause, !pauses {
      list.append(
        Assumption(
          key: "autoPause", value: "never", origin: "rule",
          source: Self.serverlessSource + ": not of Hyperscale, with geo-replicas or long-term backups"))
    }
    return list
  }

  /// What is taken for granted where documents leave a choice.
  private func rules() -> [Assumption] {
    var list: [Assumption] = []
    func add(_ key: String, _ value: String, _ source: String) {
      list.append(Assumption(key: key, value: value, origin: "rule", source: source))
    }
    if replicas.geo > 0 {
      add("geo-replicas", "at the prices of this region", "state an instance with role geoSecondary for another's")
      add("replicas.written", Measure.write(replicas.written), "depends on the statements; no source gives a figure")
    }
    if isDTU {
      add("a vCore's worth", "100 DTUs, of premium 125", Self.fromDTU)
    } else if tier == .hyperscale {
      add("licence", "in the price", Self.prices + " adds one; the price list has none for Hyperscale")
      add("storage", "at the newer of two prices", "the price list has two products; no source tells which applies")
    }
    if backup.used > 0, backup.stored == nil {
      add(
        "backups", Measure.write(Quantity<Gigabyte>(backup.workedOut)),
        Self.backups + "; a difference holds half a week's changes on average")
    }
    return list
  }

  // MARK: Response time
  public func time(of visit: VisitAmounts) -> VisitTime {
    var time = VisitTime()
    time.add(calls: visit["reads"], each: readTime)
    time.add(calls: visit["writes"], each: writeTime)
    return time
  }

  // MARK: One step
  public func advance(_ state: inout State, through step: Step, into usage: inout Usage) {
    let reading = step[Self.reads].value * cpuPerRead.value
    let writing = step[Self.writes].value * cpuPerWrite.value
    let arrived =
      reading * here.ownReads + writing + step[Self.rowsWritten].value * cpuPerRow.value + step[Self.work].value
    let work = state.waiting + arrived
    if step.opensMonth { state.free = FreeOffer.vCoreHours }
    let isExhausted = freeOffer == .pause && state.free <= 0
    let done = isExhausted ? 0 : Swift.min(work, here.capacity * step.seconds)
    state.waiting = work - done
    let busy = done / step.seconds
    usage[showing: Self.used] = busy
    usage[showing: Self.wanted] = work / step.seconds
    if here.isDTU {
      usage[Self.units] += Quantity(here.alike * step.hours / 24)
      usage[Self.extra] += Quantity(here.extraStorage * here.alike * step.hours)
    } else {
      usage[Self.size] += here.paidSize.held(for: step) * here.alike
      if compute == .serverless {
        follow(busy, reading, &state, through: step, into: &usage)
      } else {
        stand(through: step, into: &usage)
      }
    }
    backUp(through: step, into: &usage)
    let changed = step[Self.writes].value + step[Self.rowsWritten].value
    let asked = here.isPrivate ? step[Self.reads].value + changed : 0
    usage[feeding: Self.privateIn] = Quantity(asked * queryBytes.value)
    usage[feeding: Self.privateOut] = Quantity(here.isPrivate ? step[Self.reads].value * answerBytes.value : 0)
    usage[feeding: Self.replicated] = Quantity(changed * replicas.written.value * replicas.geo.value)
  }

  private func stand(through step: Step, into usage: inout Usage) {
    let priced = Quantity<Hour>(here.priced * step.hours * here.alike)
    usage[Self.standing] += priced
    if zoneRedundant, tier == .generalPurpose { usage[Self.zones] += priced }
    if license == .included, tier != .hyperscale, role != .standby {
      usage[Self.licenses] += Quantity(vCores.value * step.hours * here.alike)
    }
    let named = replicas.named.value * (replicas.vCores ?? vCores).value
    usage[Self.readers] += Quantity((replicas.ha.value * vCores.value + named) * step.hours)
  }

  private func follow(
    _ busy: Double, _ reading: Double, _ state: inout State, through step: Step, into usage: inout Usage
  ) {
    let left = here.pauses ? Swift.max(autoPauseDelay.value - state.idle, 0) : step.hours
    let awake = busy > 0 ? step.hours : Swift.min(left, step.hours)
    state.idle = busy > 0 ? 0 : state.idle + step.hours
    let inUse = busy > 0 ? Swift.max(busy, memory.value / 3) : 0
    var billed = Swift.max(floor, Swift.min(inUse, vCores.value)) * awake
    if let measured { billed = measured.value * step.hours / step.monthHours }
    if freeOffer != .none {
      let covered = Swift.min(billed, state.free)
      state.free -= covered
      billed = freeOffer == .pause ? 0 : billed - covered
    }
    // A geo-replica stands at its minimum: what it applies is taken to need no more.
    billed += (here.alike - 1) * floor * step.hours
    usage[Self.followed] += Quantity(billed)
    if zoneRedundant, tier == .generalPurpose { usage[Self.followedZones] += Quantity(billed) }

    if let measured = replicas.measured {
      usage[Self.followedReaders] += Quantity(measured.value * step.hours / step.monthHours)
    } else {
      let each = Swift.min(reading * here.replicaReads / step.seconds, vCores.value)
      let replicas = replicas.ha.value + replicas.named.value
      usage[Self.followedReaders] += Quantity(replicas * Swift.max(floor, each) * step.hours)
    }
  }

  private func backUp(through step: Step, into usage: inout Usage) {
    var held = backup.stored?.value ?? backup.workedOut
    if !backup.changes.isEmpty { held = backup.changes.amount(at: step.start + 1e-9, first: Quantity(held)).value }
    // Monthly charges: what stands, times the hours.
    usage[Self.pointInTime] += Quantity(paidBackups(held: held) * step.hours)
    usage[Self.longTerm] += Quantity(here.longTerm * step.hours)
  }
}
