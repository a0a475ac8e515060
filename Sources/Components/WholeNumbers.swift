import Quantities

extension Component {
  /// What is wrong with numbers of things that come only whole: one message for each that doesn't.
  func whole(_ numbers: [(key: String, value: Quantity<Count>)]) -> [String] {
    numbers.filter { $0.value != $0.value.roundedUp }
      .map { "`\($0.key)` is \(Measure.write($0.value)); it takes a whole number" }
  }
}
