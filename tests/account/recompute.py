"""The figures of the report counted again from the lines of the registers: nothing of the program is used here."""

import datetime as dt
import json
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

Line = dict[str, Any]

VIETNAM = dt.timezone(dt.timedelta(hours=7))


def lines(root: Path, name: str, end: dt.date) -> list[Line]:
    path = root / "content/register" / f"{name}.jsonl"
    found = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.is_file() else []
    return [line for line in found if day(line["time"]) <= end]


def day(time: str) -> dt.date:
    return dt.datetime.fromisoformat(time).astimezone(VIETNAM).date()


def counts(root: Path, begin: dt.date, end: dt.date) -> dict[str, Any]:
    receipts, publications = lines(root, "receipts", end), lines(root, "publications", end)
    first: dict[str, Line] = {}
    last: dict[str, Line] = {}
    opening: dict[str, Line] = {}
    for line in receipts:
        first.setdefault(line["id"], line)
        last[line["id"]] = line
        if day(line["time"]) < begin:
            opening[line["id"]] = line
    waits = {"held", "parked"}
    received = [one for one in first if day(first[one]["time"]) >= begin]
    carried = [one for one, line in opening.items() if line["outcome"] in waits]
    still = [one for one, line in last.items() if line["outcome"] in waits]
    undone = {"receipts": _reopened(receipts), "publications": _undone(publications)}
    publications = [line for line in publications if line["seq"] not in undone["publications"]]
    events = [line for line in publications if day(line["time"]) >= begin]
    forms: dict[str, str | None] = {}
    for line in publications:
        before = forms.pop(line.get("former") or line["document"], None)
        forms[line["document"]] = before if line.get("oversight") is None else line["oversight"]
    took = sorted(
        dt.datetime.fromisoformat(line["time"]) - dt.datetime.fromisoformat(first[line["id"]]["time"])
        for line in receipts
        if line["outcome"] in ("accepted", "updated", "replaced")
        and day(line["time"]) >= begin
        and line["seq"] not in undone["receipts"]
    )
    return {
        "opening": len(carried),
        "received": len(received),
        "decided": sum(last[one]["outcome"] not in waits for one in {*carried, *received}),
        "held": len(still),
        "published": sum(line["event"] == "published" for line in events),
        "withdrawn": sum(line["event"] == "withdrawn" for line in events),
        "refused": sum(line["outcome"] == "refused" and day(line["time"]) >= begin for line in last.values()),
        "by_form": Counter(forms.get(line["document"]) for line in events if line["event"] == "published"),
        "by_council": Counter(line["document"].split("/")[1] for line in events if line["event"] == "published"),
        "by_month": Counter(f"{day(first[one]['time']):%Y-%m}" for one in received),
        "reasons": Counter(last[one]["reason"] for one in still),
        "median": took[-(-len(took) // 2) - 1] if took else None,
        "p90": took[-(-len(took) * 9 // 10) - 1] if took else None,
        "longest": took[-1] if took else None,
    }


def _undone(publications: list[Line]) -> set[int]:
    """Numbers of the lines that were taken back, and of those that took them back."""
    found: set[int] = set()
    for line in publications:
        if line["event"] == "undone":
            earlier = [one["seq"] for one in publications if one["document"] == line["document"]]
            found |= {line["seq"], max(seq for seq in earlier if seq < line["seq"] and seq not in found)}
    return found


def _reopened(receipts: list[Line]) -> set[int]:
    """Numbers of the lines of receipts that wait again."""
    waits = ("held", "parked")
    by_id: dict[str, list[Line]] = {}
    for line in receipts:
        by_id.setdefault(line["id"], []).append(line)
    return {
        one["seq"]
        for lines in by_id.values()
        for one, two in pairwise(lines)
        if one["outcome"] not in waits and two["outcome"] in waits
    }
