import Analysis
import Quantities

// What discounts and commitments are worth, on the terminal and on the page.

extension CommitmentUse {
  /// When it holds: `1 Year from 2027-01-01, paid monthly`.
  var terms: String { "\(term) from \(from), paid \(payment)" }

  /// An amount; why there is none where its price isn't known.
  static func shown(_ amount: Money?) -> String { amount?.display ?? "no price" }
}

extension Report {
  /// Cash, amortised and list cost in a sentence; the difference is what discounts and commitments are worth.
  var savingsSentence: String {
    let list = bill.listTotal
    // What is covered at an unknown cost is no saving.
    let saved = bill.lines.reduce(Money.zero) { sum, line in
      line.amortised.map { sum + (line.listAmount ?? .zero) - $0 } ?? sum
    }
    let verb = saved < .zero ? "lose" : "save"
    let amount = saved < .zero ? -saved : saved
    let unknown = bill.commitments.count { $0.amortised == nil }
    let without = unknown == 0 ? "" : " \(unknown) of \(bill.commitments.count) have no price and are left out."
    return
      "Pay-as-you-go at list price: \(list.display). Amortised: \(bill.amortisedTotal.display). "
      + "Discounts and commitments \(verb) \(amount.display) \(currency) (\(Display.percent(amount, of: list)))."
      + without
  }
}

extension TerminalPage {
  /// What each commitment covered, and what it was worth.
  mutating func commitments() {
    guard report.bill.hasSavings else { return }
    heading("Commitments (\(report.currency))")
    paragraph(report.savingsSentence)
    guard !report.bill.commitments.isEmpty else { return }
    let rows = report.bill.commitments.map { use in
      [
        Escape.line(use.name), Display.percent(use.utilisation), use.breakEven.map(Display.percent) ?? "–",
        Display.percent(use.covered), CommitmentUse.shown(use.amortised), CommitmentUse.shown(use.unused),
        use.saving.map(\.display) ?? "–",
      ]
    }
    table(
      TerminalTable(
        header: ["Commitment", "Used", "Pays from", "Covers", "Amortised", "Unused", "Saving"], rows: rows,
        optional: [3, 2]))
    for use in report.bill.commitments {
      let owed = use.owed.flatMap { $0 > .zero ? ", \($0.display) owed after the horizon" : nil } ?? ""
      let paid = use.paid.map { "\($0.display) paid" } ?? "at an unknown price"
      paragraph(
        "  \(use.name): \(use.type) of \(use.bought), \(use.terms): \(paid)\(owed)",
        hanging: 4)
    }
  }
}

extension HTMLPage {
  /// The section of commitments.
  var commitments: Values {
    [
      "hasCommitments": report.bill.hasSavings, "hasPurchases": !report.bill.commitments.isEmpty,
      "savings": report.savingsSentence,
      "commitments": report.bill.commitments.map { use in
        [
          "name": use.name, "type": use.type, "bought": use.bought, "term": use.terms,
          "used": Display.percent(use.utilisation), "breakEven": use.breakEven.map(Display.percent) ?? "–",
          "covered": Display.percent(use.covered), "paid": CommitmentUse.shown(use.paid),
          "amortised": CommitmentUse.shown(use.amortised), "unused": CommitmentUse.shown(use.unused),
          "list": CommitmentUse.shown(use.listAmount), "saving": use.saving.map(\.display) ?? "–",
          "isLoss": (use.saving ?? .zero) < .zero, "owed": CommitmentUse.shown(use.owed),
        ] as Values
      },
    ]
  }
}
