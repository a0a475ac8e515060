import Quantities
import Testing

@testable import Pricing

/// What must hold for any usage under any commitments, over seeded cases.
@Suite struct CommitmentPropertyTests {
  static let keys = (1...3).map { "appservice.linux.p\($0)v3.instance.hour" }

  static let rows = keys.enumerated().flatMap { index, key in
    let price = 155_000_000_123 * Int128(1 << index)
    return ["eastus2", "westeurope"].flatMap { region in
      [
        Row(key: key, region: region, unit: "1 Hour", price: Money(pico: price).decimal),
        Row(
          key: key, region: region, unit: "1 Hour", price: Money(pico: price * 5000).decimal, type: "Reservation",
          term: "1 Year"),
        Row(
          key: key, region: region, unit: "1 Hour", price: Money(pico: price * Int128(70 + index * 7) / 100).decimal,
          type: "SavingsPlan", term: "1 Year"),
      ]
    }
  }

  static func uses(_ random: inout Seeded) -> [Metered] {
    keys.flatMap { key in
      ["eastus2", "westeurope"].flatMap { region in
        ["a", "b"].map { instance in
          hourly(
            (0..<672).map { _ in
              [0, 1, 2, Double.random(in: 0...3, using: &random)][Int.random(in: 0..<4, using: &random)]
            }, instance: instance, region: region, key: key)
        }
      }
    }
  }

  static func commitments(_ random: inout Seeded) -> [Commitment?] {
    let hourly = Money(pico: Int128.random(in: 0...2_000_000_000_000, using: &random) + 1)
    return [
      savingsPlan(hourly.decimal),
      reservation(Int.random(in: 1...4, using: &random), of: keys[0], name: "one"),
      reservation(Int.random(in: 1...4, using: &random), of: keys[2], in: "westeurope", name: "two"),
      reservation(1, of: keys[0], name: "three", payment: .upfront),
    ]
  }

  @Test(arguments: 1...10 as ClosedRange<UInt64>)
  func `lines sum to totals, days to months, and the list amount is the bill without commitments`(seed: UInt64) throws {
    var random = Seeded(state: seed)
    let (uses, commitments) = (Self.uses(&random), Self.commitments(&random))
    let bill = try rate(Self.rows, uses, commitments)
    let plain = try rate(Self.rows, uses)
    #expect(bill.dayTotals(28).reduce(.zero, +) == bill.total)
    for line in bill.lines {
      #expect(line.days.reduce(.zero) { $0 + $1.amount } == line.amount)
      #expect(line.days.reduce(.zero) { $0 + $1.quantity } == line.quantity)
    }
    #expect(Set(bill.lines.map(\.id)).count == bill.lines.count)
    #expect(bill.listTotal == plain.total)
    // What is used is on one line or another, to the last digit.
    func used(_ bill: Bill) -> Int64 {
      bill.lines.filter { ["a", "b"].contains($0.instance) }.reduce(0) { $0 + $1.quantity.nano }
    }
    #expect(used(bill) == used(plain))
    // Amortised, a month of a commitment is its part of the term: used or not.
    for use in bill.commitments {
      let mine = bill.lines.filter { $0.id.hasSuffix("@\(use.name)") || $0.instance == use.name }
      #expect(mine.reduce(Money.zero) { $0 + ($1.amortised ?? .zero) } == use.amortised)
      #expect((0...1).contains(use.utilisation) && (0...1).contains(use.covered))
    }
    #expect(try rate(Self.rows, uses.shuffled(using: &random), commitments) == bill)
  }

  @Test(arguments: 1...10 as ClosedRange<UInt64>)
  func `more usage never costs less with commitments held fixed`(seed: UInt64) throws {
    var random = Seeded(state: seed)
    let (uses, commitments) = (Self.uses(&random), Self.commitments(&random))
    let before = try rate(Self.rows, uses, commitments)
    var more = uses
    let index = Int.random(in: uses.indices, using: &random)
    let hour = Int.random(in: 0..<672, using: &random)
    more[index].hours?[hour] += 1.5
    more[index].days[hour / 24] += 1.5
    let after = try rate(Self.rows, more, commitments)
    // An hour's part of a day is rounded to 1e-9, and a plan's spend to 1e-12: less than a millionth in all.
    #expect(after.total + Money(pico: 1_000_000) >= before.total)
    #expect(after.listTotal > before.listTotal)
  }

  @Test(arguments: 1...10 as ClosedRange<UInt64>)
  func `commitments never make an idle month cheaper than their price, nor a busy one dearer than both`(
    seed: UInt64
  ) throws {
    var random = Seeded(state: seed)
    let (uses, commitments) = (Self.uses(&random), Self.commitments(&random))
    let idle = try rate(Self.rows, [], commitments)
    let busy = try rate(Self.rows, uses, commitments)
    let plain = try rate(Self.rows, uses)
    #expect(idle.total > .zero)
    #expect(idle.total == busy.commitments.reduce(.zero) { $0 + ($1.paid ?? .zero) })
    #expect(busy.total >= idle.total)
    #expect(busy.total <= idle.total + plain.total)
  }

  @Test(arguments: 1...10 as ClosedRange<UInt64>)
  func `without commitments nothing changes, whether hours are counted or not`(seed: UInt64) throws {
    var random = Seeded(state: seed)
    let uses = Self.uses(&random)
    var without = uses
    for index in without.indices { without[index].hours = nil }
    #expect(try rate(Self.rows, uses, []) == rate(Self.rows, without))
  }

  @Test(arguments: 1...10 as ClosedRange<UInt64>)
  func `two instances under one reservation cost no more than under one each`(seed: UInt64) throws {
    var random = Seeded(state: seed)
    let (a, b) = (Self.uses(&random)[0], Self.uses(&random)[1])
    let key = Self.keys[0]
    func total(_ uses: [Metered], _ quantity: Int) throws -> Money {
      try rate(Self.rows, uses, [reservation(quantity, of: key)]).total
    }
    #expect(try total([a, b], 2) <= total([a], 1) + total([b], 1) + Money(pico: 1_000_000))
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `the bill is continuous where a tier begins`(seed: UInt64) throws {
    var random = Seeded(state: seed)
    let bands = PropertyTests.falling(&random)
    let rows = PropertyTests.rows(bands)
    for band in bands.dropFirst() {
      let below = try rate(rows, [use([Double(band.tier) - 1e-9])]).total
      let at = try rate(rows, [use([Double(band.tier)])]).total
      let above = try rate(rows, [use([Double(band.tier) + 1e-9])]).total
      // Prices are below 3: a step of 1e-9 costs at most 3e-9.
      #expect(at - below <= Money(pico: 3001) && at >= below)
      #expect(above - at <= Money(pico: 3001) && above >= at)
    }
  }
}
