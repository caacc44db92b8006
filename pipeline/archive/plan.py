"""The writes of one package as a value: put down first, then done, and done again after a crash until all are.

The plan is the only place where a package becomes public. It is made from values alone and made durable in the private
store; each of its steps can be repeated without harm. So a run that is killed anywhere leaves either no plan (nothing
happened) or a plan that the next run carries out before anything else.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pipeline.archive import persons, store
from pipeline.archive.catalogue import StoredFile
from pipeline.archive.ledger import Ledger, append_bytes
from pipeline.archive.private import Private
from pipeline.archive.registers import Registers
from pipeline.document import addresses, register
from pipeline.document.minisign import SigningKey
from pipeline.document.register import Act, Publication, Receipt

FILE = "plan.json"
_KINDS: Mapping[str, type[register.RegisterLine]] = {"acts": Act, "publications": Publication, "receipts": Receipt}


@dataclass(frozen=True, slots=True)
class WritePlan:
    """What to write, in this order: private files, originals, content, addresses, ledger lines; then what to drop.

    `content` and `private` map a path (below the archive, below the private store) to its text; None removes the file.
    `originals` and `dropped` are pairs of hash and extension; the bytes of the former lie in staging.
    """

    private: Mapping[str, str | None] = field(default_factory=dict)
    originals: tuple[StoredFile, ...] = ()
    content: Mapping[str, str | None] = field(default_factory=dict)
    anchors: tuple[Mapping[str, Any], ...] = ()
    lines: tuple[register.RegisterLine, ...] = ()
    dropped: tuple[StoredFile, ...] = ()


@dataclass(frozen=True, slots=True)
class ArchivePlaces:
    """Where a plan writes."""

    root: Path
    originals: Path
    private: Private
    registers: Registers
    signer: SigningKey | None = None  # the key of who decides, where that person has one

    def name(self, path: Path) -> str:
        """A path as people are told it: below the archive, or whole where it lies on another disk."""
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else str(path)


def carry_out(plan: WritePlan, places: ArchivePlaces) -> tuple[register.RegisterLine, ...]:
    """Make the plan durable, do it, and forget it; the ledger lines come back with their places in the chains.

    Raises:
        UsageError: a person in it may not decide, or did not sign, or the clock was set back; nothing is done then.
    """
    acts = places.registers.acts
    plan = replace(plan, lines=tuple(persons.answered(line, acts, places.signer) for line in plan.lines))
    store.write(places.private.root / FILE, dumps(plan).encode(), mode=store.FILE_MODE)
    return _do(plan, places, again=False)


def recover(places: ArchivePlaces) -> bool:
    """Finish the plan that a killed run left; return whether there was one."""
    path = places.private.root / FILE
    if not path.is_file():
        places.private.unstage()
        return False
    _do(loads(path.read_text(encoding="utf-8")), places, again=True)
    return True


def _do(plan: WritePlan, places: ArchivePlaces, *, again: bool) -> tuple[register.RegisterLine, ...]:
    for name, written in plan.private.items():
        _file(places.private.root / name, written, store.FILE_MODE)
    for sha256, ext in plan.originals:
        _publish(sha256, ext, places)
    for name, written in plan.content.items():
        _file(places.root / name, written, None)
    for entry in plan.anchors:
        _remember(entry, places, again=again)
    lines = tuple(_append(line, places.registers, again=again) for line in plan.lines)
    for sha256, ext in plan.dropped:
        _drop(sha256, ext, places)
    places.private.unstage()
    # Not made durable: a plan that a power cut brings back is done once more, to no effect.
    (places.private.root / FILE).unlink(missing_ok=True)
    return lines


def _file(path: Path, written: str | None, mode: int | None) -> None:
    if written is None:
        store.remove(path)
    else:
        store.write(path, written.encode("utf-8", "surrogateescape"), mode=mode)  # file names need not be UTF-8


def _publish(sha256: str, ext: str, places: ArchivePlaces) -> None:
    """Bring an original out of staging; that it is not there any more means that this was done before."""
    staged = places.private.staged(sha256)
    if staged.is_file():
        store.move(staged, sha256, store.original(places.originals, sha256, ext))
    if places.private.dropped(sha256).is_file():  # public now, and no other copy is needed
        store.remove(places.private.dropped(sha256))


def _drop(sha256: str, ext: str, places: ArchivePlaces) -> None:
    """Move an original out of the public record into the private store."""
    path = store.original(places.originals, sha256, ext)
    if path.is_file():
        store.keep(path, sha256, places.private.dropped(sha256), mode=store.FILE_MODE)
        store.remove(path)


def _remember(line: Mapping[str, Any], places: ArchivePlaces, *, again: bool) -> None:
    """Note a new address or new anchors of one."""
    path = places.root / addresses.FILE
    known = addresses.read(path).get(line["address"]) if again else None
    written = known is not None and known.issuperset(line["anchors"])
    if not written:
        append_bytes(path, json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
    places.registers.book.add_anchors(line["address"], line["anchors"])


def _append(line: register.RegisterLine, registers: Registers, *, again: bool) -> register.RegisterLine:
    ledger: Ledger[Any] = getattr(registers, _name(line))
    done = _find(line, ledger) if again else None
    placed = done or ledger.append(line)
    registers.add(placed)
    return placed


def _find(line: register.RegisterLine, ledger: Ledger[Any]) -> register.RegisterLine | None:
    """The line where a killed run had already written it."""
    wanted = _bare(line)
    return next((one for one in reversed(ledger.read()) if _bare(one) == wanted), None)


def _bare(line: register.RegisterLine) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(register.dumps(line))
    return {key: value for key, value in values.items() if key not in ("seq", "prev", "hash")}


def _name(line: register.RegisterLine) -> str:
    return next(name for name, kind in _KINDS.items() if isinstance(line, kind))


def _several(anchors: Any) -> tuple[Mapping[str, Any], ...]:
    """Version 0.1.0 wrote one entry, or null."""
    return tuple(anchors) if isinstance(anchors, list) else (anchors,) if anchors else ()


def dumps(plan: WritePlan) -> str:
    """A plan as JSON."""
    values = {
        "private": dict(plan.private),
        "originals": plan.originals,
        "content": dict(plan.content),
        "anchors": plan.anchors,
        "lines": [[_name(line), json.loads(register.dumps(line))] for line in plan.lines],
        "dropped": plan.dropped,
    }
    return json.dumps(values)


def loads(written: str) -> WritePlan:
    """Read what `dumps` wrote."""
    values = json.loads(written)
    return WritePlan(
        private=values["private"],
        originals=tuple((sha256, ext) for sha256, ext in values["originals"]),
        content=values["content"],
        anchors=_several(values["anchors"]),
        lines=tuple(register.parse(line, _KINDS[name]) for name, line in values["lines"]),
        dropped=tuple((sha256, ext) for sha256, ext in values["dropped"]),
    )
