"""Take back what a person decided about a held package, until the next build or copy shows it.

The way back is kept beside the plan of the decision: what each file held before, and the last line of each receipt.
The ledgers are never cut: taking back is an act of its own, and lines of its own. The address that was given for the
first time is taken out again, since no build has answered it yet.

    undo/TN-2026-000012.json     in the private store; gone when a build or a copy has begun
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline import errors
from pipeline.archive import kept_lines
from pipeline.archive.catalogue import FOLDER as DOCUMENTS
from pipeline.archive.catalogue import StoredFile, hash_of
from pipeline.archive.incoming import Shelves
from pipeline.archive.plan import WritePlan
from pipeline.archive.way_back import FOLDER, HEADS
from pipeline.document import addresses, register
from pipeline.document.register import Act, Publication, Receipt

_CAN = frozenset({"approve", "refuse"})


def with_way_back(plan: WritePlan, shelves: Shelves) -> WritePlan:
    """The plan of a decision with its way back among its private writes; a moved document has none."""
    act = next(line for line in plan.lines if isinstance(line, Act))
    moved = any(isinstance(line, Publication) and line.former for line in plan.lines)
    way = None if moved or act.act not in _CAN else json.dumps(_way(act, plan, shelves), ensure_ascii=False)
    return replace(plan, private={**plan.private, _path(act.subject): way})


def _way(act: Act, plan: WritePlan, shelves: Shelves) -> dict[str, Any]:
    root = shelves.registers.root
    receipts = {line.id: shelves.book.last[line.id] for line in plan.lines if isinstance(line, Receipt)}
    return {
        "act": act.act,
        "receipt": act.subject,
        "time": act.time.isoformat(),
        "before": {name: _text(root / name) for name in plan.content},
        "after": {name: hash_of(written) if written is not None else None for name, written in plan.content.items()},
        "receipts": {one: json.loads(register.dumps(line)) for one, line in receipts.items()},
        "lines": {line.id: line.time.isoformat() for line in plan.lines if isinstance(line, Receipt)},
        "anchors": list(plan.anchors),
        "shown": plan.originals,
        "dropped": plan.dropped,
    }


def undoable(shelves: Shelves) -> list[Act]:
    """Decisions that can be taken back, the newest first."""
    last = {act.subject: act for act in _unbuilt(shelves)}
    # by their own time: what was taken back and decided again is new, although its package was seen before others
    found = sorted((act for act in last.values() if act.act in _CAN), key=lambda act: act.seq)
    return [act for act in found if (shelves.private.root / _path(act.subject)).is_file()][::-1]


def plan_of(receipt: str, act: Act, shelves: Shelves) -> WritePlan:
    """The writes that take the decision on a receipt back.

    Raises:
        UsageError: nothing was decided on it, a build or copy shows it already, or something built on it since.
    """
    if receipt not in {act.subject for act in undoable(shelves)}:
        raise errors.UsageError(
            what=f"{receipt}: không có quyết định nào còn hoàn tác được; trang đã dựng thì gỡ, sửa",
            what_en=f"{receipt}: no decision that can still be undone; take down or correct what is built",
        )
    if shelves.private.bytes_of(shelves.book.last[receipt].sha256) is None:
        raise errors.UsageError(
            what=f"{receipt}: bản nhận đã bị hủy, không hoàn tác được",
            what_en=f"{receipt}: what was received was purged, and cannot come back",
        )
    way: dict[str, Any] = json.loads(shelves.private.text(_path(receipt)) or "{}")
    _unchanged(way, shelves)
    before: Mapping[str, str | None] = way["before"]
    shortened = _addresses(way["anchors"], shelves)
    publications = [_taken_back(name, written, act) for name, written in before.items() if name.startswith(DOCUMENTS)]
    receipts = [_again(values, act) for values in way["receipts"].values()]
    return WritePlan(
        private={_path(receipt): None, **_kept(shortened)},
        originals=tuple((sha256, ext) for sha256, ext in way["dropped"]),
        content={**before, **shortened},
        lines=(act, *publications, *receipts),
        dropped=_shown_no_more(way, shelves),
    )


def _unchanged(way: Mapping[str, Any], shelves: Shelves) -> None:
    """Raises UsageError where another act, or a person's edit, has come on top."""
    root = shelves.registers.root
    for name, sha256 in way["after"].items():
        there = _text(root / name)
        if (hash_of(there) if there is not None else None) != sha256:
            raise errors.UsageError(
                what=f"{way['receipt']}: {name} đã đổi sau đó, không hoàn tác được",
                what_en=f"{way['receipt']}: {name} has changed since and cannot be undone",
            )
    for one, time in way["lines"].items():
        if shelves.book.last[one].time.isoformat() != time:
            raise errors.UsageError(
                what=f"{way['receipt']}: {one} đã có việc khác sau đó, không hoàn tác được",
                what_en=f"{way['receipt']}: something else was done to {one} since; it cannot be undone",
            )


def _unbuilt(shelves: Shelves) -> tuple[Act, ...]:
    """The acts that the last build here did not know of."""
    return shelves.registers.acts.read()[built(shelves.registers.root, "acts") :]


def built(root: Path, ledger: str) -> int:
    """Lines of a register that the site knows of which was built here last; 0 without a site."""
    try:
        return int(json.loads((root / HEADS).read_bytes())[ledger]["lines"])
    except (OSError, ValueError, KeyError, TypeError):
        return 0


def _taken_back(name: str, before: str | None, act: Act) -> Publication:
    """The line of one content file: as if the act's own had never been."""
    address = name.removeprefix(f"{DOCUMENTS}/").removesuffix(".md")
    sha256 = hash_of(before) if before is not None else None
    return Publication(time=act.time, event="undone", document=address, sha256=sha256)


def _again(values: Mapping[str, Any], act: Act) -> Receipt:
    line = register.parse(values, Receipt)
    return replace(line, time=act.time, actor=act.actor)


def _addresses(anchors: Iterable[Mapping[str, Any]], shelves: Shelves) -> dict[str, str | None]:
    """The file of addresses without the lines that the act added; nothing where it added none."""
    added = [json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in anchors]
    if not added:
        return {}
    lines = (_text(shelves.registers.root / addresses.FILE) or "").splitlines()
    for one in added:
        if one in lines:
            lines.reverse()
            lines.remove(one)  # the last of its kind
            lines.reverse()
    return {addresses.FILE: "".join(f"{line}\n" for line in lines) or None}


def _kept(shortened: Mapping[str, str | None]) -> dict[str, str | None]:
    """What is kept of the file of addresses, shortened with it; else the next run would bring the lines back."""
    return {kept_lines.ADDRESSES: shortened[addresses.FILE]} if shortened else {}


def _shown_no_more(way: Mapping[str, Any], shelves: Shelves) -> tuple[StoredFile, ...]:
    """Which originals that the decision brought are shown by no other document, and were not by these before."""
    ours = {name.removeprefix(f"{DOCUMENTS}/").removesuffix(".md") for name in way["before"]}
    texts = [written for written in way["before"].values() if written]
    brought = {(sha256, ext) for sha256, ext in way["shown"] if not any(sha256 in written for written in texts)}
    return shelves.catalogue.only_of(brought, *ours)


def _text(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


def _path(receipt: str) -> str:
    return f"{FOLDER}/{receipt}.json"
