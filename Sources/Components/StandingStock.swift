extension DailyArrivals {
  /// Days that are remembered where nothing is ever forgotten: more than a horizon has.
  static let forever = 1_000_000

  /// Nothing arrived yet; `standing` can be asked for up to `days` days.
  init(standingFor days: Int) { self.init(remembering: days >= Self.forever ? 1 : days + 1) }

  /// What arrived in the `days` days before today.
  ///
  /// It stays the same all day, so what is billed above an included amount is the same at every grain up to a day.
  func standing(_ days: Int) -> Double { recent(days >= Self.forever ? days : days + 1) - recent(1) }
}
