import Quantities

extension Component {
  /// A setting that no source gives, as an assumption with its value and whether it is the default.
  func labelled(_ key: String, _ why: String) -> Assumption {
    let value = stated.first { $0.key == key }?.value ?? "not stated"
    let fallback = Self.fields.first { $0.key == key }?.fallback ?? "not stated"
    return Assumption(key: key, value: value, origin: value == fallback ? "default" : "scenario", source: why)
  }
}
