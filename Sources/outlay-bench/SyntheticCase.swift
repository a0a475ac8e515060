import Dispatch
import Pricing
import Quantities
import Queueing
import Simulation
import TestSupport

/// Noisy replications of the synthetic workload, each of its 4,320 meter-months rated exactly.
struct SyntheticCase {
  var rounds: Int
  var threads: Int
  /// Replications per round and thread.
  private let replications = 200
  private let workload = SyntheticWorkload()

  init(rounds: Int, threads: Int) {
    self.rounds = rounds
    self.threads = threads
  }

  func run() -> Measurement {
    var quiet = Replicator(workload)
    let total = quiet.year(noise: nil)
    let (threads, count, workload) = (threads, replications, workload)
    let seconds = Measurement.median(of: rounds) {
      DispatchQueue.concurrentPerform(iterations: threads) { thread in
        var replicator = Replicator(workload)
        for replication in 0..<count {
          _ = replicator.year(noise: UInt64(thread * count + replication + 1))
        }
      }
    }
    return Measurement(
      value: Double(threads * count) / seconds, unit: "years/s", total: total.decimal)
  }
}

/// One thread's engine, its traffic and its tariffs.
private struct Replicator: ~Copyable {
  private var engine: Engine
  private let traffic: [[Double]]
  /// The hourly factors of one replication and region at a time; ones without noise.
  private var factors: [[Double]]
  private let tariffs: [Tariff]
  private let hours: [Int]

  init(_ workload: SyntheticWorkload) {
    engine = Engine(plan: workload.plan, horizon: workload.horizon, bucket: .month)
    traffic = workload.traffic
    factors = workload.traffic.map { $0.map { _ in 1 } }
    hours = workload.horizon.months.map(\.spannedHours)
    tariffs = workload.tiers.flatMap { unit in
      unit.compactMap { tiers in
        Tariff(
          bands: tiers.compactMap { tier in
            guard let from = Nano(rounding: tier.from) else { return nil }
            return (from: from, price: Money(pico: Int128((tier.price * 1e12).rounded())))
          })
      }
    }
  }

  /// The cost of one year: as stated without noise, else with a yearly factor (sigma 0.2) and hourly ones (sigma 0.1), mean 1.
  mutating func year(noise replication: UInt64?) -> Money {
    var level = [1.0]
    if let replication {
      Queueing.Stream(seed: 1, replication: replication, cause: "growth").fillLognormal(&level, from: 0, sigma: 0.2)
      for region in factors.indices {
        let stream = Queueing.Stream(seed: 1, replication: replication, cause: "hour", region: "\(region)")
        stream.fillLognormal(&factors[region], from: 0, sigma: 0.1)
      }
    }
    engine.rewind()
    var total = Money.zero
    var first = 0
    for month in hours.indices {
      let tariffs = tariffs
      engine.run(
        month: month,
        fill: { flows, stride, steps in
          for region in 0..<3 {
            let target = flows + region * stride
            traffic[region].withUnsafeBufferPointer { traffic in
              factors[region].withUnsafeBufferPointer { factors in
                for step in 0..<steps { target[step] = traffic[first + step] * level[0] * factors[first + step] }
              }
            }
          }
        },
        record: { record in
          for meter in 0..<4 { total += tariffs[record.unit * 4 + meter].amount(of: record.metered[meter]) }
        })
      first += hours[month]
    }
    return total
  }
}
