"""check_report.py DIR [LEDGER]: sums and hashes of a report, and the ledger's record of it, in exact decimals."""

import csv
import hashlib
import json
import os
import pathlib
import sqlite3
import sys
from decimal import Decimal, getcontext

getcontext().prec = 60
failures = []


def expect(what, found, wanted):
    print(f"{'ok  ' if found == wanted else 'FAIL'} {what}: {found}" + ("" if found == wanted else f", not {wanted}"))
    if found != wanted:
        failures.append(what)


def total(amounts):
    return sum((Decimal(a) for a in amounts if a), Decimal(0))


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


folder = pathlib.Path(sys.argv[1])
report_file = folder / "report.json"
report = json.loads(report_file.read_text(encoding="utf-8"))
stated = report["total"]
expect("the total is a decimal string", type(stated).__name__, "str")
lines = report["lines"]
expect("there are lines", bool(lines), True)
expect("lines of report.json", total(line["amount"] for line in lines), Decimal(stated))
expect("days", total(day["total"] for day in report["days"]), Decimal(stated))
expect("months", total(month["total"] for month in report["months"]), Decimal(stated))
for month in report["months"]:
    name = month["month"]
    expect(f"lines of {name}", total(l["amount"] for l in lines if l["month"] == name), Decimal(month["total"]))
    expect(
        f"days of {name}",
        total(d["total"] for d in report["days"] if d["date"].startswith(name)),
        Decimal(month["total"]),
    )
expect("complete", report["complete"], all(line["amount"] is not None for line in lines))
expect("line ids differ", len({line["id"] for line in lines}), len(lines))

with open(folder / "lines.csv", newline="", encoding="utf-8-sig") as file:
    rows = list(csv.DictReader(file))
expect("lines of lines.csv", total(row["amount"] for row in rows), Decimal(stated))
expect("count of lines.csv", len(rows), len(lines))

listed = {file["name"]: file["sha256"] for file in report["files"]}
present = {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()} - {"report.json"}
expect("files listed and present", sorted(listed), sorted(present))
for name in sorted(set(listed) & present):
    expect(f"sha256 of {name}", sha256(folder / name), listed[name])

if len(sys.argv) > 2:
    expect("the ledger exists", os.path.exists(sys.argv[2]), True)
    ledger = sqlite3.connect(sys.argv[2])
    run, recorded, report_hash = ledger.execute(
        "SELECT id, total, reportHash FROM run ORDER BY id DESC LIMIT 1").fetchone()
    amounts = [row[0] for row in ledger.execute("SELECT amount FROM line WHERE run = ?", (run,))]
    days = [row[0] for row in ledger.execute("SELECT total FROM day WHERE run = ?", (run,))]
    expect("total of the ledger", Decimal(recorded), Decimal(stated))
    expect("lines of the ledger", total(amounts), Decimal(stated))
    expect("count of the ledger's lines", len(amounts), len(lines))
    expect("days of the ledger", total(days), Decimal(stated))
    expect("the ledger's hash of report.json", report_hash, sha256(report_file))

sys.exit(1 if failures else 0)
