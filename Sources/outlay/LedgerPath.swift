import Foundation
import Ledger

/// Which ledger a command uses: the flag's, else the environment's, else the one in the user's data folder.
enum LedgerPath {
  /// The ledger that the flag or `OUTLAY_LEDGER` names; nil if neither does.
  static func named(_ flag: String?) -> String? {
    flag ?? ProcessInfo.processInfo.environment["OUTLAY_LEDGER"].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The one in the user's data folder.
  ///
  /// - Throws: a problem where the user has none.
  static func standard() throws -> String { try Ledger.defaultPath(environment: ProcessInfo.processInfo.environment) }
}
