/// What one commitment covered over the horizon, and what it was worth.
public struct CommitmentUse: Sendable, Hashable {
  /// Name of the commitment in the scenario.
  public var name: String
  /// `reservation`, `savings-plan`, `pre-purchase`.
  public var type: String
  /// What was bought, in words: `4 instances of appservice.linux.p1v3 in eastus2`.
  public var bought: String
  /// `1 Year`.
  public var term: String
  /// `monthly`, `upfront`.
  public var payment: String
  /// The first day.
  public var from: Date
  /// The day after the last, of its last term that the horizon reaches.
  public var until: Date
  /// Share of what was committed that something used: of hours, of spend, or of the units bought.
  public var utilisation: Double
  /// Share of the usage that it could cover, after what applied before it, that it did cover.
  public var covered: Double
  /// What the covered usage would have cost pay-as-you-go at list price; nil if that isn't known.
  public var listAmount: Money?
  /// What was paid within the horizon; nil if its price isn't known.
  public var paid: Money?
  /// Its cost spread over its term, within the horizon; nil if its price isn't known.
  public var amortised: Money?
  /// The part of `amortised` that covered nothing.
  public var unused: Money?
  /// What is still to be paid after the horizon.
  public var owed: Money?
  /// Share that must be used for it to cost no more than pay-as-you-go at list price; nil if nothing was covered.
  public var breakEven: Double?

  /// A commitment's use by its parts.
  public init(
    name: String, type: String, bought: String, term: String, payment: String, from: Date, until: Date,
    utilisation: Double, covered: Double, listAmount: Money?, paid: Money?, amortised: Money?, unused: Money?,
    owed: Money?, breakEven: Double?
  ) {
    self.name = name
    self.type = type
    self.bought = bought
    self.term = term
    self.payment = payment
    self.from = from
    self.until = until
    self.utilisation = utilisation
    self.covered = covered
    self.listAmount = listAmount
    self.paid = paid
    self.amortised = amortised
    self.unused = unused
    self.owed = owed
    self.breakEven = breakEven
  }

  /// What it saves against pay-as-you-go at list price; below zero if it costs more.
  public var saving: Money? {
    guard let listAmount, let amortised else { return nil }
    return listAmount - amortised
  }
}
