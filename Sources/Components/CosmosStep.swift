public import Quantities

extension CosmosDB {
  // MARK: Response time
  /// A write goes on to the first region, the only one that takes writes, unless all do.
  public func time(of visit: VisitAmounts) -> VisitTime {
    var time = VisitTime()
    time.add(calls: visit["reads"] + visit["queries"], each: readTime)
    time.add(calls: visit["writes"] + visit["deletes"], each: writeTime, goHome: !multiWrite)
    return time
  }

  // MARK: One step
  /// Request units of a step, and the sum of each operation's charge squared, which the peak second follows.
  private struct Load {
    var units: Double
    var squares: Double

    /// RU/s of the peak second.
    func peak(_ spread: Double, over seconds: Double) -> Double {
      units / seconds + spread * (squares / seconds).squareRoot()
    }
  }

  private func load(
    reads: Double, queries: Double, writes: Double, deletes: Double, units: Double, partitions: Double
  ) -> Load {
    let read = here.read + here.furtherRead * (partitions - 1)
    let query = here.query + here.furtherQuery * (partitions - 1)
    return Load(
      units: reads * read + writes * here.write + queries * query + deletes * here.delete + units,
      squares: reads * read * read + writes * here.write * here.write + queries * query * query
        + deletes * here.delete * here.delete)
  }

  public func advance(_ state: inout State, through step: Step, into usage: inout Usage) {
    let writes = step[Self.allWrites].value
    let deletes = step[Self.deletes].value
    send(writes, through: step, into: &usage)
    let returned = step[Self.readsHere].value * here.items + step[Self.queriesHere].value * results.value
    usage[feeding: Self.privateIn] = Quantity(step[Self.writesHere].value * here.privately)
    usage[feeding: Self.privateOut] = Quantity(returned * here.privately)
    // A serverless account stands in the first region alone, which answers all.
    let isServerless = throughput == .serverless
    if isServerless, here.position > 0 { return }
    store(writes, deletes, &state, through: step)

    let served = 1 - gateway.hits.value
    let reads = (isServerless ? step[Self.allReads] : step[Self.readsHere]).value * served
    let queries = (isServerless ? step[Self.allQueries] : step[Self.queriesHere]).value * served
    let units = (isServerless ? step[Self.allUnits] : step[Self.unitsHere]).value

    // Storage above a tenth of the maximum's figure in GB raises the maximum by itself (concepts-limits).
    let raised = throughput == .autoscale && !highStorage ? (state.stored / 100).ceiled * 1000 : 0
    let set = changes.isEmpty ? here.standing : changes.highest(in: step, first: Quantity(here.standing)).value
    let ceiling = Swift.max(set, raised)
    let grown = Swift.max((ceiling / Self.perPartition).ceiled, (state.stored / Self.gigabytesPerPartition).ceiled)
    state.partitions = Swift.max(state.partitions, grown)
    let parts = partitions?.value ?? state.partitions
    let own = load(
      reads: reads, queries: queries, writes: writes, deletes: deletes, units: units, partitions: parts)
    let mean = own.units / step.seconds
    let need = own.peak(here.spread, over: step.seconds)

    usage[showing: Self.needed] = need
    usage[showing: Self.physicalPartitions] = parts
    let top = ceiling / parts
    let evenMean = mean * (1 - skew.value) / parts
    let over = Swift.max(evenMean + mean * skew.value - top, 0) + (parts - 1) * Swift.max(evenMean - top, 0)
    usage[showing: Self.throttled] = mean > 0 ? over / mean * 100 : 0
    let hot = need * (1 - skew.value) / parts + need * skew.value
    usage[showing: Self.hottest] = top > 0 ? hot / top * 100 : 0

    switch throughput {
    case .serverless: usage[Self.serverless] += Quantity(own.units * (zoneRedundant ? 1.25 : 1))
    case .manual: stand(set, &state, through: step, into: &usage)
    case .autoscale:
      var other: Double?
      if here.regions.count > 1, scaling == .hottest || (freeTier || freeAccount) && here.position > 0 {
        let share = 1 / Double(here.regions.count - 1)
        let others = load(
          reads: Swift.max(step[Self.allReads].value * served - reads, 0) * share,
          queries: Swift.max(step[Self.allQueries].value * served - queries, 0) * share, writes: writes,
          deletes: deletes, units: Swift.max(step[Self.allUnits].value - units, 0) * share, partitions: parts)
        other = others.peak(here.spread, over: step.seconds)
      }
      let hottest = scaling == .hottest ? Swift.max(need, other ?? 0) : 0
      state.peak = Swift.max(state.peak, scaled(need, hottest: hottest, to: ceiling, parts))
      if let other { state.otherPeak = Swift.max(state.otherPeak, scaled(other, hottest: hottest, to: ceiling, parts)) }
    }
    if step.endsHour { close(&state, through: step, into: &usage) }
    extend(writes, deletes, through: step, into: &usage)
  }

  /// The throughput that autoscale goes to: every partition between a tenth of its part and its part, by itself or all
  /// as the hottest.
  private func scaled(_ need: Double, hottest: Double, to ceiling: Double, _ parts: Double) -> Double {
    let top = ceiling / parts
    func partition(_ load: Double) -> Double {
      Quantity<RequestUnitPerSecond>(load).clamped(Quantity(top / 10), Quantity(top)).value
    }
    let floor = (utilization?.value ?? 0) * ceiling
    if scaling == .hottest {
      let hot = hottest * (1 - skew.value) / parts + hottest * skew.value
      return Swift.max(parts * partition(hot), floor)
    }
    let even = need * (1 - skew.value) / parts
    return Swift.max(partition(even + need * skew.value) + (parts - 1) * partition(even), floor)
  }

  /// Manual throughput: each hour bills what stands, or the highest that stood in any part of it.
  private func stand(_ set: Double, _ state: inout State, through step: Step, into usage: inout Usage) {
    func paid(_ throughput: Double) -> Double {
      let units = (throughput / 100).ceiled * (zoneRedundant && !multiWrite ? 1.25 : 1)
      return Swift.max(units - grant(freeUnits(in: step), each: units), 0)
    }
    guard !changes.isEmpty else {
      usage[Self.manual] += Quantity(paid(set) * step.hours)
      return
    }
    state.peak = Swift.max(state.peak, set)
    if step.endsHour {
      usage[Self.manual] += Quantity(paid(state.peak))
      state.peak = 0
    }
  }

  /// What has come and gone: items, and the analytical store's.
  private func store(_ writes: Double, _ deletes: Double, _ state: inout State, through step: Step) {
    let added = writes * item.value * (1 - updates.value) * (1 + indexSize.value)
    let gone = deletes * item.value * (1 + indexSize.value)
    if let ttl {
      state.arrivals.open(step)
      state.arrivals.add(added - gone)
      let day = Double(Int((step.start + 1e-6) / 24))
      let before = stored.value * Swift.max(1 - day / ttl.roundedUp.value, 0)
      state.stored = Swift.max(before + state.arrivals.recent(Int(ttl.roundedUp.value)), 0)
    } else {
      state.stored = Swift.max(state.stored + added - gone, 0)
    }
    if analytical.store { state.analytical += writes * item.value * (1 - updates.value) }
  }

  /// What a clock hour bills at its end.
  private func close(_ state: inout State, through step: Step, into usage: inout Usage) {
    if throughput == .autoscale {
      let own = units(ofAutoscale: Quantity(state.peak)).value
      let others = units(ofAutoscale: Quantity(state.otherPeak)).value
      usage[Self.autoscale] += Quantity(Swift.max(own - grant(freeUnits(in: step), each: others), 0))
      state.peak = 0
      state.otherPeak = 0
    }
    let free = (freeTier ? 25.0 : 0) + (isTrial(step) ? 25 : 0)
    let gigabytes = Swift.max(state.stored - grant(free, each: state.stored), 0)
    usage[Self.storage] += Quantity(gigabytes / step.monthHours)
    // Monthly charges: what stands, times the hour.
    if here.position == 0 { usage[Self.copies] += Quantity(here.paidCopies * state.stored) }
    if backup.mode != .periodic { usage[Self.continuousBackup] += Quantity(state.stored) }
    if analytical.store { usage[Self.analyticalStorage] += Quantity(state.analytical) }
  }

  /// What stands beside throughput and data.
  private func extend(_ writes: Double, _ deletes: Double, through step: Step, into usage: inout Usage) {
    usage[Self.nodes] += Quantity(gateway.nodes.value * step.hours)
    if here.position == 0 { usage[Self.restore] += Quantity(backup.restored.value * step.hours) }
    let own = analytical.store ? writes + deletes : 0
    usage[Self.analyticalOperationsIn] += Quantity(own + step[Self.analyticalWrites].value)
    usage[Self.analyticalOperationsOut] += Quantity(
      step[Self.analyticalReads].value + step[Self.analyticalScans].value * Analytical.readsPerGB)
  }

  /// Whether an Azure free account still has its first year.
  private func isTrial(_ step: Step) -> Bool { freeAccount && step.start < 8760 }

  /// Units that the account needn't pay: 1,000 RU/s, and 400 of an Azure free account.
  private func freeUnits(in step: Step) -> Double { (freeTier ? 10.0 : 0) + (isTrial(step) ? 4 : 0) }

  /// What is left for this region of the account's free grant when the regions before it have taken theirs.
  private func grant(_ amount: Double, each used: Double) -> Double {
    amount > 0 ? Swift.max(amount - here.position * used, 0) : 0
  }

  /// Where writes go: the instance's first region that isn't dark for the whole step, or the first if all are.
  private func hub(in step: Step) -> Int {
    guard step.isDark(here.home) else { return here.home }
    return here.regions.first { !step.isDark($0) } ?? here.home
  }

  /// A write outside the hub travels there, each write from the hub to each other region; replies weigh nothing.
  ///
  /// Where every region writes, each sends its own to all others.
  private func send(_ allWrites: Double, through step: Step, into usage: inout Usage) {
    let sent = step[Self.writesHere].value * item.value
    if multiWrite {
      usage[feeding: Self.nearBytes] = Quantity(sent * here.near)
      usage[feeding: Self.farBytes] = Quantity(sent * here.far)
      return
    }
    let hub = hub(in: step)
    let fromHub = throughput == .serverless ? 0 : allWrites * item.value
    let isHub = hub == here.region
    let isNearHub = hub == here.home ? here.isHomeNear : isNear(hub)
    usage[feeding: Self.nearBytes] = Quantity(isHub ? fromHub * here.near : isNearHub ? sent : 0)
    usage[feeding: Self.farBytes] = Quantity(isHub ? fromHub * here.far : isNearHub ? 0 : sent)
  }
}
