public import Quantities

/// One kind of component without its type: what plans, schemas and catalogues read.
public struct Kind: Sendable {
  /// The type.
  public let type: any Component.Type
  /// The scenario key.
  public var name: String { type.kind }
  /// Everything that an architect may write, without the type.
  public var settings: [Field] { type.fields }

  /// The kind of a type.
  public init(_ type: any Component.Type) { self.type = type }
}

extension Component {
  /// Everything that an architect may write, with its default.
  public static var fields: [Field] {
    let fallback = Self()
    return settings.map {
      Field(key: $0.key, doc: $0.doc, shape: $0.shape, required: $0.required, fallback: $0.write(fallback))
    }
  }

  /// Reads a component's own settings from its mapping in a scenario, over its defaults.
  ///
  /// - Parameters:
  ///   - node: the mapping under the instance's name.
  ///   - owner: how messages call it.
  ///   - ignoring: keys that every instance has and the planner reads.
  ///   - problems: where errors go.
  /// - Returns: the component with the file's settings over its defaults.
  public static func read(
    _ node: Node, owner: String, ignoring: Set<String>, _ problems: inout Problems
  ) -> any Component {
    var component = Self()
    Reading.fill(&component, from: node, by: settings, owner: owner, ignoring: ignoring, &problems)
    for conflict in component.conflicts() { problems.add("\(owner): \(conflict)", at: node.mark) }
    return component
  }

  /// Every setting with the value it has here, as a scenario would write it.
  public var stated: [(key: String, value: String)] {
    Self.settings.compactMap { setting in setting.write(self).map { (setting.key, $0) } }
  }
}
