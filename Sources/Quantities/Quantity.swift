/// An amount of something, in the unit `U`.
public struct Quantity<U: Unit>: Sendable, Hashable, Comparable, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral
{
  /// The amount in `U`.
  public var value: Double

  /// An amount of `value` in `U`.
  @inlinable public init(_ value: Double) { self.value = value }
  @inlinable public init(integerLiteral value: Int) { self.value = Double(value) }
  @inlinable public init(floatLiteral value: Double) { self.value = value }

  @inlinable public static func < (a: Self, b: Self) -> Bool { a.value < b.value }
  @inlinable public static func + (a: Self, b: Self) -> Self { Self(a.value + b.value) }
  @inlinable public static func - (a: Self, b: Self) -> Self { Self(a.value - b.value) }
  @inlinable public static func += (a: inout Self, b: Self) { a.value += b.value }
  @inlinable public static func -= (a: inout Self, b: Self) { a.value -= b.value }
  @inlinable public static func * (a: Self, k: Double) -> Self { Self(a.value * k) }
  @inlinable public static func * (k: Double, a: Self) -> Self { Self(k * a.value) }
  @inlinable public static func / (a: Self, k: Double) -> Self { Self(a.value / k) }
  /// How many times `b` goes into `a`.
  @inlinable public static func / (a: Self, b: Self) -> Double { a.value / b.value }

  /// Read as another unit: the one place where a formula says that a count of calls, say, becomes gigabytes.
  @inlinable public func counted<V: Unit>(as unit: V.Type = V.self) -> Quantity<V> { Quantity<V>(value) }

  /// The amount within bounds, without a branch on noisy data (two selects, `engine-findings` rule 5).
  @inlinable public func clamped(_ low: Self, _ high: Self) -> Self {
    let a = value > low.value ? value : low.value
    return Self(a < high.value ? a : high.value)
  }

  /// Rounded up to a whole number; exact below 2^51, by adding and taking away 2^52.
  @inlinable public var roundedUp: Self { Self(value.ceiled) }
}

extension Quantity where U == Gigabyte {
  /// These gigabytes kept for `step`, in GB-months of the calendar month that the step lies in.
  @inlinable public func held(for step: Step) -> Quantity<GigabyteMonth> {
    Quantity<GigabyteMonth>(value * step.hours / step.monthHours)
  }
}

extension Double {
  /// The next whole number not below; exact for 0 ≤ x < 2^51 and without a call into the C library.
  @inlinable public var ceiled: Double {
    let big = 4_503_599_627_370_496.0
    let r = (self + big) - big
    return r + (r < self ? 1 : 0)
  }
}
