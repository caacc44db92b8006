"""Addresses that were published once must be answered for ever, and so must their anchors."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from .errors import AddressesLost, ContentBroken
from .state import State

_TAIL = 4096


def check(state: State, file: Path | None, touched: Iterable[str] | None) -> None:
    """Compare what was promised with what the items claim; call inside the transaction that takes them in.

    Only lines new in the file and the addresses in `touched` (None: all) are looked at: the others held when they were.

    Raises:
        AddressesLost: naming each address, with `#anchor` where only that is gone.
        ContentBroken: a line that is no promise.
    """
    new = _take_in(state, file) if file else set()
    if touched is None:
        touched = state.permalinks()
    lost = [loss for address in sorted(new | set(touched)) for loss in _lost(state, address)]
    if lost:
        raise AddressesLost(tuple(lost))


def _lost(state: State, address: str) -> list[str]:
    promised = state.promised_anchors(address)
    if promised is None:
        return []
    claims = state.claimed_anchors(address)
    if not claims:
        return [address]
    if None in claims:
        return []
    kept = {anchor for anchors in claims for anchor in anchors or ()}
    return [f"{address}#{anchor}" for anchor in promised if anchor not in kept]


def _take_in(state: State, file: Path) -> set[str]:
    """Read the lines that were appended since the last build, or all when the file is another one."""
    known = json.loads(state.meta("promises") or b'{"size": 0, "tail": "", "time": 0}')
    facts = file.stat() if file.is_file() else None
    if facts and (facts.st_size, facts.st_mtime_ns) == (known["size"], known["time"]):
        return set()
    data = file.read_bytes() if facts else b""
    data = data[: data.rfind(b"\n") + 1]  # a line that a killed run left half written is written again by the next
    start = known["size"] if _tail(data[: known["size"]]) == known["tail"] and known["size"] <= len(data) else 0
    if not start:
        state.forget_permalinks()
    addresses = set()
    for number, line in enumerate(data[start:].splitlines(), data[:start].count(b"\n") + 1):
        address, anchors = _promise(file, number, line)
        addresses.add(address)
        state.add_permalink(address, anchors)
    time = facts.st_mtime_ns if facts else 0
    state.remember("promises", json.dumps({"size": len(data), "tail": _tail(data), "time": time}).encode())
    return addresses


def _promise(file: Path, number: int, line: bytes) -> tuple[str, list[str]]:
    try:
        row = json.loads(line)
        return str(row["address"]), list(row.get("anchors", ()))
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        problem = f"line {number} is no JSON object with an address"
        raise ContentBroken(((file.name, problem),), file.parent) from error


def _tail(data: bytes) -> str:
    return hashlib.sha256(data[-_TAIL:]).hexdigest() if data else ""
