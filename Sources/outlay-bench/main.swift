import Quantities
import Simulation
import TestSupport
import Dispatch

func go() {
let w = SyntheticWorkload()
var engine = Engine(plan: w.plan, horizon: w.horizon, bucket: .month)
func year(_ engine: inout Engine) -> Double {
  var total = 0.0
  engine.rewind()
  var first = 0
  for month in 0..<12 {
    engine.run(month: month, fill: { flows, stride, steps in
      for r in 0..<3 { for s in 0..<steps { flows[r * stride + s] = w.traffic[r][first + s] } }
      first += steps
    }, record: { rec in
      for m in 0..<4 {
        let q = rec.metered[m]
        let t = w.tiers[rec.unit][m]
        total += t[0].price * min(q, t[1].from) + t[1].price * max(0, min(q, t[2].from) - t[1].from) + t[2].price * max(0, q - t[2].from)
      }
    })
  }
  return total
}
print(year(&engine))
let t0 = DispatchTime.now().uptimeNanoseconds
for _ in 0..<500 { _ = year(&engine) }
print("ms/year", Double(DispatchTime.now().uptimeNanoseconds - t0) / 500e6)
}
go()
