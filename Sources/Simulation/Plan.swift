package import Components
package import Quantities

/// The instances sorted by their flows, unit by unit, with every flow's way from writer to reader worked out.
package struct Plan: Sendable {
  /// One instance in one region.
  package struct Unit: Sendable {
    /// Index of the instance in the plan's `instances`.
    package var instance: Int
    /// Index of the scenario's region; nil for `Global`.
    package var region: Int?
    /// The component, placed.
    package var component: any Component
    /// The channel of each input, by slot.
    package var inputs: [Int]
    /// The channels that each output feeds, by slot; nil where nobody reads it.
    package var outputs: [Int?]
    /// The bytes between regions that its outputs move, where their readers stand in other regions.
    package var crossings: [Crossing]
    /// The grain that it is run at: its own, or the step where its flows are read.
    package var grain: Grain

    package init(
      instance: Int, region: Int?, component: any Component, inputs: [Int], outputs: [Int?], crossings: [Crossing] = [],
      grain: Grain
    ) {
      self.instance = instance
      self.region = region
      self.component = component
      self.inputs = inputs
      self.outputs = outputs
      self.crossings = crossings
      self.grain = grain
    }
  }

  /// Bytes between regions that an output moves, on their way there or back.
  package struct Crossing: Sendable, Hashable {
    /// Slot of the output.
    package var output: Int
    /// The channel of the bytes, in the region that they leave.
    package var channel: Int
    /// Gigabytes of one unit of the output.
    package var size: Double
  }

  /// An instance as the planner takes it.
  package struct Instance: Sendable {
    package var name: String
    package var component: any Component
    /// Indices of the scenario's regions where it stands; empty for `Global`.
    package var regions: [Int]
    package var isImplicit: Bool
    package var mark: Mark?
    /// The component in the regions, by index, where a setting differs.
    package var overrides: [Int: any Component]
    /// Its kind.
    package var kind: any Component.Type { type(of: component) }

    package init(
      name: String, component: any Component, regions: [Int], isImplicit: Bool = false, mark: Mark? = nil,
      overrides: [Int: any Component] = [:]
    ) {
      self.name = name
      self.component = component
      self.regions = regions
      self.isImplicit = isImplicit
      self.mark = mark
      self.overrides = overrides
    }

    /// The component as it is set in a region; nil for `Global`.
    package func component(in region: Int?) -> any Component { region.flatMap { overrides[$0] } ?? component }
  }

  /// A series of one flow at one unit.
  package struct Channel: Sendable {
    package var instance: Int
    package var flow: String
    package var counted: Counted
    /// Index of the scenario's region; nil for `Global`.
    package var region: Int?
    /// Channels whose sum it is; empty for one that is fed.
    package var parts: [Int] = []

    package init(instance: Int, flow: String, counted: Counted, region: Int?, parts: [Int] = []) {
      self.instance = instance
      self.flow = flow
      self.counted = counted
      self.region = region
      self.parts = parts
    }
  }

  package var instances: [Instance] = []
  /// In the order in which they run.
  package var units: [Unit] = []
  package var channels: [Channel] = []
  /// Outputs that nobody reads: instance and flow.
  package var unread: [(instance: String, flow: String)] = []
  /// Number of regions in the scenario.
  package var regions = 1

  package init() {}

  /// Sorts `instances` by their flows.
  ///
  /// - Parameters:
  ///   - instances: in the file's order.
  ///   - regions: number of regions.
  ///   - nearest: for a region, all regions of the scenario from the nearest on.
  ///   - site: the site of an instance's unit in a region.
  /// - Throws: `Problems` where a flow has several readers that no visit tells apart, or runs in a circle.
  package init(
    of instances: [Instance], regions: Int, nearest: [[Int]], site: (Instance, Int?) -> Site
  ) throws(Problems) {
    self.regions = regions
    self.instances = instances
    let readers = try Self.readers(of: self.instances)
    let order = try Self.order(self.instances, readers)
    var channelOf: [ChannelKey: Int] = [:]
    for (index, instance) in self.instances.enumerated() { open(index, instance, &channelOf) }
    for index in order { place(index, readers, channelOf, nearest: nearest, site: site) }
    refineGrains()
  }

  private struct ChannelKey: Hashable {
    var instance: Int
    var flow: String
    var counted: Counted
    var reach: Reach
    var region: Int?
  }

  /// For each flow that some output writes, the one instance that reads it.
  private static func readers(of instances: [Instance]) throws(Problems) -> [String: Int] {
    var readers: [String: Int] = [:]
    var problems = Problems()
    for flow in Set(instances.flatMap { $0.kind.outputs.map(\.flow) }).sorted() {
      let candidates = instances.indices.filter { instances[$0].kind.inputs.contains { $0.flow == flow } }
      guard candidates.count > 1 else {
        readers[flow] = candidates.first
        continue
      }
      let names = candidates.map { "`\(instances[$0].name)`" }.joined(separator: " and ")
      problems.add(
        "\(names) could all receive the flow \(flow); keep one of them, since no visit can tell them apart",
        at: instances[candidates[1]].mark)
    }
    guard problems.isEmpty else { throw problems }
    return readers
  }

  /// Instances so that every writer stands before its readers; file order where flows leave it open.
  private static func order(_ instances: [Instance], _ readers: [String: Int]) throws(Problems) -> [Int] {
    // What is written into another region is bytes between regions too.
    let between = [Flow.interRegionEgress, Flow.interContinentEgress].map(\.name)
    let carriers = instances.indices.filter { instances[$0].kind.inputs.contains { between.contains($0.flow) } }
    let next = instances.indices.map { index in
      let targets = instances[index].kind.outputs.compactMap { port in readers[port.flow].map { (port.flow, $0) } }
      let crosses = targets.contains { flow, reader in
        !Set(instances[index].regions).isSubset(of: instances[reader].regions)
          && input(of: flow, at: instances[reader]).map { instances[reader].component.carried(byInput: $0) != nil }
            == true
      }
      return targets.map(\.1) + (crosses ? carriers.filter { $0 != index } : [])
    }
    var waiting = Array(repeating: 0, count: instances.count)
    for targets in next { for target in targets { waiting[target] += 1 } }
    var order: [Int] = []
    var done = Array(repeating: false, count: instances.count)
    while let index = instances.indices.first(where: { !done[$0] && waiting[$0] == 0 }) {
      done[index] = true
      order.append(index)
      for target in next[index] { waiting[target] -= 1 }
    }
    if order.count < instances.count {
      let circle = instances.indices.filter { !done[$0] }.map { instances[$0].name }.joined(separator: " → ")
      throw Problems([
        Problem(
          "flows run in a circle through \(circle); demand must run one way, so remove one of these components",
          at: instances[instances.indices.first { !done[$0] } ?? 0].mark)
      ])
    }
    return order
  }

  /// Whether an input takes what arrives in its own region; one that is gathered from everywhere does too, where no other input of
  /// the flow takes it first.
  private static func isFed(_ port: InputPort, of kind: any Component.Type) -> Bool {
    port.reach == .own || !kind.inputs.contains { $0.flow == port.flow && $0.reach == .own }
  }

  /// Slot of the input that takes what arrives of a flow in its own region.
  private static func input(of flow: String, at instance: Instance) -> Int? {
    instance.kind.inputs.firstIndex { $0.flow == flow && isFed($0, of: instance.kind) }
  }

  /// Opens the channels of an instance's inputs.
  private mutating func open(_ index: Int, _ instance: Instance, _ channelOf: inout [ChannelKey: Int]) {
    let places: [Int?] = instance.regions.isEmpty ? [nil] : instance.regions
    for port in instance.kind.inputs where Self.isFed(port, of: instance.kind) {
      for region in places {
        let key = ChannelKey(instance: index, flow: port.flow, counted: port.counted, reach: .own, region: region)
        guard channelOf[key] == nil else { continue }
        channelOf[key] = channels.count
        channels.append(Channel(instance: index, flow: port.flow, counted: port.counted, region: region))
      }
    }
    for port in instance.kind.inputs where port.reach == .everywhere {
      let parts = places.compactMap {
        channelOf[
          ChannelKey(instance: index, flow: port.flow, counted: port.counted, reach: .own, region: $0)]
      }
      let sum = channels.count
      channels.append(
        Channel(instance: index, flow: port.flow, counted: port.counted, region: nil, parts: parts))
      for region in places {
        channelOf[
          ChannelKey(instance: index, flow: port.flow, counted: port.counted, reach: .everywhere, region: region)] = sum
      }
    }
  }

  /// Places the units of an instance.
  private mutating func place(
    _ index: Int, _ readers: [String: Int], _ channelOf: [ChannelKey: Int], nearest: [[Int]],
    site: (Instance, Int?) -> Site
  ) {
    let instance = instances[index]
    let places: [Int?] = instance.regions.isEmpty ? [nil] : instance.regions
    for region in places {
      var component = instance.component(in: region)
      let site = site(instance, region)
      component.place(at: site)
      let inputs = instance.kind.inputs.map { port in
        channelOf[
          ChannelKey(instance: index, flow: port.flow, counted: port.counted, reach: port.reach, region: region)] ?? 0
      }
      let outputs = instance.kind.outputs.map { port -> Int? in
        guard let reader = readers[port.flow],
          let input = instances[reader].kind.inputs.first(where: {
            $0.flow == port.flow && Self.isFed($0, of: instances[reader].kind)
          })
        else { return nil }
        let target = destination(of: region ?? 0, at: reader, nearest)
        return channelOf[
          ChannelKey(instance: reader, flow: port.flow, counted: input.counted, reach: .own, region: target)]
      }
      units.append(
        Unit(
          instance: index, region: region, component: component, inputs: inputs, outputs: outputs,
          crossings: crossings(of: outputs, instance, from: region, site, readers, nearest),
          grain: instance.kind.grain))
    }
    for port in instance.kind.outputs where readers[port.flow] == nil {
      unread.append((instance.name, port.flow))
    }
  }

  /// Where demand that arises in `region` finds the instance at `index`: in its own region, else in the nearest where it stands.
  package func destination(of region: Int, at index: Int, _ nearest: [[Int]]) -> Int? {
    let places = instances[index].regions
    if places.isEmpty { return nil }
    if places.contains(region) { return region }
    return nearest[region].first { places.contains($0) } ?? places[0]
  }

  /// A unit whose flows are read runs step by step: channels are series on the horizon's grid.
  private mutating func refineGrains() {
    for index in units.indices where units[index].outputs.contains(where: { $0 != nil }) { units[index].grain = .step }
  }

  /// What an instance's outputs move between `region` and the regions of their readers.
  private func crossings(
    of outputs: [Int?], _ instance: Instance, from region: Int?, _ site: Site, _ readers: [String: Int],
    _ nearest: [[Int]]
  ) -> [Crossing] {
    var crossings: [Crossing] = []
    for (slot, target) in outputs.enumerated() {
      guard let from = region, let to = target.flatMap({ channels[$0].region }), from != to,
        let reader = readers[instance.kind.outputs[slot].flow],
        let input = Self.input(of: instance.kind.outputs[slot].flow, at: instances[reader]),
        let carried = instances[reader].component(in: to).carried(byInput: input)
      else { continue }
      let flow: Flow<Gigabyte> = site.sameContinent[to] ? .interRegionEgress : .interContinentEgress
      for (place, size) in [(from, carried.asked.value), (to, carried.answered.value)] where size > 0 {
        guard let channel = channel(of: flow, from: place, nearest) else { continue }
        crossings.append(Crossing(output: slot, channel: channel, size: size))
      }
    }
    return crossings
  }

  /// The channel in which a region's bytes of `flow` are read, if an instance reads them there.
  package func channel(of flow: Flow<Gigabyte>, from region: Int, _ nearest: [[Int]]) -> Int? {
    channels.firstIndex {
      $0.flow == flow.name && $0.parts.isEmpty && $0.region == destination(of: region, at: $0.instance, nearest)
    }
  }

  /// Channels of an instance's inputs that a visit's key feeds when demand arises in `region`.
  package func channels(ofVisit key: String, at instance: Int, from region: Int, _ nearest: [[Int]]) -> [Int] {
    let place = destination(of: region, at: instance, nearest)
    let kind = instances[instance].kind
    return kind.inputs.filter { $0.visit == key && Self.isFed($0, of: kind) }.compactMap { port in
      channels.firstIndex {
        $0.instance == instance && $0.flow == port.flow && $0.counted == port.counted && $0.region == place
          && $0.parts.isEmpty
      }
    }
  }
}
