import Components
import Quantities

// What stands where: `components`.

extension ScenarioReader {
  /// Keys that every instance has, whatever its kind.
  static let commonFields: [Field] = [
    Field(
      key: "kind", doc: "what it is, where its name doesn't say so", shape: .text(pattern: nil), required: false,
      fallback: nil),
    Field(
      key: "region", doc: "the region where it stands (the first if left out)", shape: .text(pattern: nil),
      required: false, fallback: nil),
    Field(
      key: "regions", doc: "the regions where it stands, the first being its home (all if left out)",
      shape: .list(.text(pattern: nil)), required: false, fallback: nil),
    Field(
      key: "overrides", doc: "settings that differ in a region, by its name: { westeurope: { min: 1 } }",
      shape: .dictionary(.object([])), required: false, fallback: nil),
  ]

  /// `components:`, a mapping from instance names to their settings.
  mutating func readComponents(_ node: Node, _ problems: inout Problems) {
    if node.isOff || node.text == "" { return }
    guard let entries = node.entries else {
      problems.add("`components` takes a mapping, not \(node.what)", at: node.mark)
      return
    }
    for entry in entries where Reading.isName(entry.key, "component", at: entry.mark, &problems) {
      if entry.value.isOff {
        switchedOff.insert(entry.key)
      } else if let instance = instance(entry, &problems) {
        scenario.instances.append(instance)
      }
    }
  }

  private func instance(_ entry: Node.Entry, _ problems: inout Problems) -> Scenario.Instance? {
    guard let kind = kind(of: entry, &problems) else { return nil }
    var own = Problems()
    let component = kind.type.read(
      entry.value, owner: "`\(entry.key)`", ignoring: Set(Self.commonFields.map(\.key)), &own)
    for problem in own.list { problems.add(problem.message, at: problem.mark) }
    var instance = Scenario.Instance(component: component)
    instance.name = entry.key
    instance.mark = entry.mark
    instance.regions = regions(of: entry, kind, &problems)
    instance.overrides = overrides(of: entry, kind, in: instance.regions, noted: Set(own.list.map(\.mark)), &problems)
    return instance
  }

  /// `overrides:` of an instance: the component anew for each region that it names, the region's settings laid over the
  /// others.
  private func overrides(
    of entry: Node.Entry, _ kind: Kind, in regions: [Int], noted: Set<Mark?>, _ problems: inout Problems
  ) -> [Int: any Component] {
    guard let stated = entry.value["overrides"], !stated.isOff, stated.text != "",
      case .map(let settings, _) = entry.value
    else { return [:] }
    guard let places = stated.entries else {
      problems.add(
        "`overrides` takes a mapping from regions to settings such as { \(scenario.regions.last ?? "westeurope"): "
          + "{ … } }, not \(stated.what)", at: stated.mark)
      return [:]
    }
    if kind.type.placement == .global {
      problems.add("`\(entry.key)` stands in no region; leave `overrides` out", at: stated.mark)
      return [:]
    }
    let base = settings.filter { $0.key != "overrides" }
    let common = Set(Self.commonFields.map(\.key))
    var overrides: [Int: any Component] = [:]
    for place in places where !place.value.isOff && place.value.text != "" {
      guard let region = index(ofRegion: place.key, at: place.mark, &problems) else { continue }
      guard regions.contains(region) else {
        problems.add("`\(entry.key)` doesn't stand in \(place.key); leave its override out", at: place.mark)
        continue
      }
      guard let own = place.value.entries else {
        problems.add("`\(place.key)` takes a mapping of settings, not \(place.value.what)", at: place.value.mark)
        continue
      }
      for setting in own where common.contains(setting.key) {
        problems.add("`\(setting.key)` can't differ by region; state it beside `overrides`", at: setting.mark)
      }
      var node = overlay(.map(base, entry.value.mark), with: place.value)
      if case .map(let entries, _) = node { node = .map(entries, place.value.mark) }
      var found = Problems()
      overrides[region] = kind.type.read(
        node, owner: "`\(entry.key)` in \(place.key)", ignoring: common, &found)
      for problem in found.list where !noted.contains(problem.mark) {
        problems.add(problem.message, at: problem.mark)
      }
    }
    return overrides
  }

  private func kind(of entry: Node.Entry, _ problems: inout Problems) -> Kind? {
    let stated = entry.value["kind"]
    if let stated, stated.text == nil || stated.text == "" {
      problems.add("`kind` takes the name of a kind, not \(stated.what)", at: stated.mark)
      return nil
    }
    let name = stated?.text ?? entry.key
    let mark = stated?.mark ?? entry.mark
    if let kind = environment.kinds.first(where: { $0.name == name }) {
      if name != entry.key, environment.kinds.contains(where: { $0.name == entry.key }) {
        problems.add("`\(entry.key)` is itself a kind; call this `\(name)` otherwise", at: entry.mark)
      }
      return kind
    }
    if environment.later.contains(name) {
      problems.add("`\(name)` is not modelled yet, it comes later", at: mark)
      return nil
    }
    let hint = nearest(name, in: environment.kinds.map(\.name) + environment.later).map { "did you mean `\($0)`?" }
    let otherwise = stated == nil ? "state its `kind`, or run `outlay components`" : "run `outlay components`"
    problems.add("there is no kind `\(name)`; \(hint ?? otherwise)", at: mark)
    return nil
  }

  private func regions(of entry: Node.Entry, _ kind: Kind, _ problems: inout Problems) -> [Int] {
    let (one, several) = (entry.value["region"], entry.value["regions"])
    let placement = kind.type.placement
    if placement == .global {
      if let stated = one ?? several {
        problems.add("`\(entry.key)` stands in no region; leave `region` out", at: stated.mark)
      }
      return []
    }
    if let one, several != nil {
      problems.add("`\(entry.key)` states both `region` and `regions`; keep one", at: one.mark)
      return []
    }
    guard let stated = one ?? several else {
      return placement == .oneRegion ? [0] : Array(scenario.regions.indices)
    }
    let nodes = stated.elements ?? [stated]
    if nodes.isEmpty || (nodes.count > 1 && (one != nil || placement == .oneRegion)) {
      problems.add(
        placement == .oneRegion
          ? "`\(entry.key)` stands in one region; name one" : "`\(entry.key)` takes a region, not \(stated.what)",
        at: stated.mark)
      return []
    }
    var regions: [Int] = []
    for node in nodes {
      guard let name = Reading.text(node, one == nil ? "regions" : "region", &problems),
        let index = index(ofRegion: name, at: node.mark, &problems)
      else { continue }
      if regions.contains(index) {
        problems.add("the region `\(name)` stands twice", at: node.mark)
      } else {
        regions.append(index)
      }
    }
    return regions
  }

  /// Adds, with defaults, each implicit kind that an instance feeds and that the scenario doesn't name.
  mutating func addImplicitInstances(at mark: Mark) {
    var isGrowing = true
    while isGrowing {
      isGrowing = false
      let fed = Set(scenario.instances.flatMap { $0.kind.outputs.map(\.flow) })
      for kind in environment.kinds where kind.type.isImplicit && !switchedOff.contains(kind.name) {
        guard !scenario.instances.contains(where: { $0.kind.kind == kind.name || $0.name == kind.name }),
          kind.type.inputs.contains(where: { fed.contains($0.flow) })
        else { continue }
        var instance = Scenario.Instance(component: kind.type.init())
        instance.name = kind.name
        instance.isImplicit = true
        instance.mark = mark
        switch kind.type.placement {
        case .everyRegion: instance.regions = Array(scenario.regions.indices)
        case .oneRegion: instance.regions = [0]
        case .global: instance.regions = []
        }
        scenario.instances.append(instance)
        isGrowing = true
      }
    }
  }
}
