import Queueing
import Testing

/// Simulation against theory: each bound is a number of standard errors of the run itself, the seeds are fixed.
@Suite struct TandemTests {
  /// Three stations at a utilisation of 0.85 with one arrival per unit of time.
  let three = Tandem(
    [
      Station("first", servers: 20, serviceTime: 17), Station("second", servers: 8, serviceTime: 6.8),
      Station("third", servers: 50, serviceTime: 42.5),
    ], arrivalRate: 1)

  /// Of 20 seeds at least 19 have every station within three standard errors (batch means) of Erlang C.
  @Test func `stations in series wait as Erlang C says`() {
    let agreeing = (1...20 as ClosedRange<UInt64>).count { seed in
      zip(three.stations, three.recursion(customers: 60_000, seed: seed)).allSatisfy { station, run in
        let theory = MultiServer(servers: station.servers, arrivalRate: 1, serviceTime: station.serviceTime)
        let (mean, error) = run.meanWait(warmUp: 3000, batches: 30)
        return abs(mean - theory.meanWait) < 3 * error
      }
    }
    #expect(agreeing >= 19)
  }

  @Test func `event by event and by recursion every wait is the same to the last bit`() {
    let runs = zip(three.events(customers: 5000, seed: 3), three.recursion(customers: 5000, seed: 3))
    for (events, recursion) in runs {
      #expect(events.arrivals == recursion.arrivals)
      #expect(events.waits == recursion.waits)
      #expect(events.utilisation == recursion.utilisation)
    }
  }

  /// M/M/1 at ρ = 0.5: wait ρ/(μ−λ) = 1, p95 of the wait ln(0.5/0.05)/(μ−λ) = 4.605, both within 5 % of a long run.
  @Test func `one server has the waits of M/M/1`() {
    let run = Tandem([Station("s", servers: 1, serviceTime: 1)], arrivalRate: 0.5)
      .events(customers: 100_000, seed: 11)[0]
    let (mean, error) = run.meanWait(warmUp: 1000)
    #expect(abs(mean - 1) < 3 * error)
    #expect(error < 0.05)
    #expect(abs(run.waitQuantile(0.95, warmUp: 1000) / 4.605 - 1) < 0.05)
    #expect(abs(run.utilisation - 0.5) < 0.01)
  }

  /// Little's law: the mean number waiting, counted at evenly spaced instants, is the arrival rate times the mean wait.
  @Test(arguments: [0, 1, 2])
  func `the number waiting is the arrival rate times the wait`(station: Int) {
    let run = three.events(customers: 40_000, seed: 5)[station]
    guard let first = run.arrivals.first, let last = run.arrivals.last else { return }
    let starts = zip(run.arrivals, run.waits).map(+)
    let arrivals = Array(run.arrivals)
    let samples = 200_000
    var (arrived, started, waiting) = (0, 0, 0)
    for i in 0..<samples {
      let now = first + (last - first) * (Double(i) + 0.5) / Double(samples)
      while arrived < arrivals.count, arrivals[arrived] <= now { arrived += 1 }
      while started < starts.count, starts[started] <= now { started += 1 }
      waiting += arrived - started
    }
    let counted = Double(waiting) / Double(samples)
    let law = Double(run.waits.count) / (last - first) * (run.waits.reduce(0, +) / Double(run.waits.count))
    #expect(law > 0.5)
    #expect(abs(counted / law - 1) < 0.005)
  }

  @Test func `the same seed gives the same waits and another seed others`() {
    let waits = three.events(customers: 2000, seed: 8).map { Array($0.waits) }
    #expect(three.events(customers: 2000, seed: 8).map { Array($0.waits) } == waits)
    #expect(three.events(customers: 2000, seed: 9).map { Array($0.waits) } != waits)
    #expect(three.events(customers: 2000, seed: 8, replication: 1).map { Array($0.waits) } != waits)
  }

  @Test func `a longer run begins with the shorter one`() {
    let short = three.events(customers: 500, seed: 8)[0].waits
    #expect(three.events(customers: 900, seed: 8)[0].waits.prefix(500) == short)
  }

  @Test func `plenty of servers leave nobody waiting`() {
    let run = Tandem([Station("s", servers: 200, serviceTime: 1)], arrivalRate: 10).events(customers: 2000, seed: 1)[0]
    #expect(run.waits.allSatisfy { $0 == 0 })
    #expect(run.waitQuantile(0.95) == 0)
  }

  @Test func `no customers and no stations make empty runs`() {
    #expect(three.events(customers: 0, seed: 1).map(\.waits.count) == [0, 0, 0])
    #expect(three.recursion(customers: -1, seed: 1).map(\.utilisation) == [0, 0, 0])
    #expect(Tandem([], arrivalRate: 1).events(customers: 10, seed: 1).isEmpty)
  }
}

@Suite struct StationRunTests {
  /// By hand: arrivals at 0, 1, 2, 3, waits 0, 2, 4, 6, each served for 2: the last leaves at 11, 8 of 11 busy.
  @Test func `a run is summed up by hand`() {
    let run = StationRun(servers: 1, arrivals: [0, 1, 2, 3], waits: [0, 2, 4, 6], services: [2, 2, 2, 2])
    #expect(run.utilisation == 8.0 / 11)
    #expect(run.waitQuantile(0.5) == 2)
    #expect(run.waitQuantile(0.95) == 6)
    #expect(run.waitQuantile(0.5, warmUp: 2) == 4)
    // Batch means 1 and 5: mean 3, standard error √(8 / 2) = 2.
    #expect(run.meanWait(batches: 2) == (3, 2))
    // Too few for 30 batches: the mean stands without an error.
    #expect(run.meanWait() == (3, .infinity))
  }
}
