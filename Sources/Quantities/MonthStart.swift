extension Step {
  /// Whether a billing month begins with this step: where what is free each month is granted anew.
  @inlinable public var opensMonth: Bool { index == 0 }
}
