import Components
import Quantities
import Testing

@testable import Analysis

/// Which edits are offered to save on stores; what each saves is measured by a run of its own.
@Suite struct StoreLeversTests {
  static let peak = 900.0

  static func ids(_ change: (inout CosmosDB) -> Void, peak: Double = peak, regions: Int = 1) -> [String] {
    var account = CosmosDB()
    change(&account)
    let settings = Dictionary(account.stated.map { ($0.key, $0.value) }) { first, _ in first }
    return accountLevers("store", settings, peak: peak, regions: regions).map(\.id)
  }

  // concepts-limits.md: serverless stands in one region, at 20,000 RU/s.
  @Test func `serverless is offered where an account could be it`() {
    let offered = "store: throughput serverless"
    #expect(Self.ids { _ in }.contains(offered))
    #expect(!Self.ids({ _ in }, regions: 2).contains(offered))
    #expect(!Self.ids({ _ in }, peak: 20_001).contains(offered))
    #expect(!Self.ids { $0.freeTier = true }.contains(offered))
    #expect(!Self.ids { $0.throughput = .serverless }.contains(offered))
  }

  @Test func `what costs more than the least is offered for less`() {
    let ids = Self.ids {
      $0.consistency = .boundedStaleness
      $0.scaling = .hottest
      $0.backup.mode = .continuous30
    }
    #expect(
      ids.dropFirst() == ["store: consistency session", "store: scaling dynamic", "store: backup.mode continuous7"])
  }

  @Test func `a database is offered the size of its peak, and the other compute`() {
    var database = SQLDatabase()
    database.vCores = 16
    database.backup.excess = 100
    #expect(
      databaseLevers("tables", database, peak: 3.5).map(\.id) == [
        "tables: 4 vCores", "tables: compute serverless", "tables: backup.redundancy local",
      ])
    database.license = .hybridBenefit
    #expect(databaseLevers("tables", database, peak: 20).map(\.id) == ["tables: backup.redundancy local"])
    database = SQLDatabase()
    database.objective = .s3
    #expect(databaseLevers("tables", database, peak: 0).isEmpty)
  }

  @Test func `a dotted key is edited where it nests`() throws {
    let edit = edited("tables", [("backup.redundancy", "local")])
    #expect(edit["components"]?["tables"]?["backup"]?["redundancy"]?.text == "local")
  }
}
