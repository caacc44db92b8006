"""Hostile packages, marks and personal data beside the repository, where they are: what must not pass does not."""

import datetime as dt
from collections import Counter
from pathlib import Path

from pipeline import gate, ingest
from pipeline.document import vocabulary
from pipeline.document.model import Finding, Severity
from pipeline.gate import circulation, personal_data, secrecy
from pipeline.gate.secrecy import Likeness
from pipeline.settings import Settings
from tests.shared import hostile

# The manifest takes these for harmless text; argued: "ⓂẬⓉ" as a title is a mark in circled letters.
ARGUED = {"packages/meta/unicode_19.edxml": "quarantine"}
ROOT = Path(__file__).parents[2]
# Needs what the archive remembers, not one package alone.
STATEFUL = {"authority-mismatch", "recalled", "time-order", "conflict", "parked", "duplicate", "oracle"}


def verdict(findings: list[Finding]) -> str:
    severities = {finding.severity for finding in findings}
    if Severity.refuse in severities:
        return "reject"
    return "quarantine" if severities & {Severity.hold, Severity.seal} else "accept"


def test_envelopes_of_hostile_packages_are_judged_as_expected(tmp_path: Path) -> None:
    place, words = Settings(address="K09.01"), vocabulary.load(ROOT / "content" / "vocabulary")
    wrong, right = [], 0
    for number, (path, expected) in enumerate([*hostile("packages/"), *hostile("sequences/")]):
        if path.suffix != ".edxml" or expected["reason"] in STATEFUL:
            continue
        package = ingest.read(path, tmp_path / str(number), place.limits, address=place.address)
        found = [*package.findings, *gate.envelope(package, place, words, today=dt.date(2026, 12, 1))]
        wanted = ARGUED.get(expected["path"], expected["expected"])
        if verdict(found) in (wanted, *expected.get("also_ok", ())):
            right += 1
        else:
            wrong.append((expected["path"], expected["expected"], [finding.code for finding in found]))

    print(f"{right} packages judged as expected, {len(wrong)} not")
    assert wrong == []


def test_marks_and_near_misses_are_told_apart() -> None:
    wrong: Counter[str] = Counter()
    for path, expected in hostile("secret/"):
        if path.suffix == ".txt":
            lines = path.read_text(encoding="utf-8").splitlines()
            stopped = any(secrecy.of_line(line) >= Likeness.suspected or circulation.of_line(line) for line in lines)
            wrong[expected["path"]] += stopped is not (expected["expected"] == "quarantine")

    assert +wrong == Counter()


def test_personal_data_and_near_misses_are_told_apart() -> None:
    wrong: Counter[str] = Counter()
    for path, expected in hostile("pii/"):
        stopped = any(map(personal_data.of_text, path.read_text(encoding="utf-8").splitlines()))
        wrong[expected["path"]] += stopped is not (expected["expected"] == "quarantine")

    assert +wrong == Counter()
