"""The public receipts by group: of lines that an earlier build saw, from a note.

A package that was ever stopped for secrecy, or suspected, has no receipt here while it is not published. Looking at
20,000 lines took a build of one document more a sixth of its time; a line more concerns three groups.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from pipeline.document.zone import written_day
from plugins.archive_pages import json_lines
from plugins.archive_pages.groups import Group
from plugins.archive_pages.noted import Noted

BEHIND = 20
"""So many lines are looked at anew before all are noted anew, which writes 2 MB for 20,000 receipts."""
BLOCK = 100
STOPPED = frozenset({"held", "refused", "parked"})
_ID = re.compile(rb"TN-(\d{4})-(\d{6,9})")
_Place = tuple[str, int, int, bool]
"""The day a package came, where its latest line begins and ends, whether it was ever stopped for secrecy."""


class ReceiptRow(NamedTuple):
    """One received package: its number, the day it came, and its latest line."""

    id: str
    day: str
    line: bytes

    @property
    def council(self) -> str:
        """`level/council` of its document, empty where it has none."""
        return "/".join(json_lines.text_behind(self.line, b'"document":').decode().split("/")[:2])


class _Seen(NamedTuple):
    """What the first `size` bytes of the register say: of each number its place, of each group its public numbers.

    `stamps` gives for each group what changes with the lines of its numbers.
    """

    size: int = 0
    digest: bytes = b""
    places: Mapping[str, _Place] = {}
    groups: Mapping[str, list[str]] = {}
    stamps: Mapping[str, str] = {}


class Receipts:
    """The register of receipts, read once a build and only where it is asked for; `noted` holds what it said before."""

    def __init__(self, root: Path, noted: Noted | None = None, behind: int = BEHIND) -> None:
        self._path, self._noted, self._behind = root / json_lines.FOLDER / "receipts.jsonl", noted, behind

    @cached_property
    def _data(self) -> bytes:
        return self._path.read_bytes() if self._path.is_file() else b""

    @cached_property
    def _seen(self) -> _Seen:
        kept = self._noted.read() if self._noted else None
        before = _Seen(*kept) if kept else _Seen()
        data, size = self._data, self._data.rfind(b"\n") + 1  # a torn line is not promised yet
        digest = hashlib.sha256(memoryview(data)[: before.size])
        if before.size and digest.digest() != before.digest:
            before, digest = _Seen(), hashlib.sha256()
        digest.update(memoryview(data)[before.size : size])
        found = _more(before, data, size, digest.digest())
        if self._noted and data.count(b"\n", before.size) >= self._behind:
            self._noted.write(tuple(found))
        return found

    @property
    def stamps(self) -> Mapping[str, str]:
        """For each group what changes with what its pages show."""
        return self._seen.stamps

    def numbers(self) -> list[str]:
        """All that are public, in their order."""
        return sorted(id for id, place in self._seen.places.items() if _is_public(self._data, place))

    def rows(self, group: str) -> list[ReceiptRow]:
        """Those of a group, in the order of their numbers."""
        return [_row(self._data, id, self._seen.places[id]) for id in self._seen.groups.get(group, ())]


def block(id: str) -> str:
    """The group of the hundred numbers that one is of."""
    _, year, number = id.split("-")
    return f"so:{year}/{int(number) // BLOCK * BLOCK:06d}"


def _more(before: _Seen, data: bytes, size: int, digest: bytes) -> _Seen:
    """What is known with the lines up to `size`: only groups of the numbers that these speak of are made again."""
    came = _places(before, data, size)
    places, groups, stamps = {**before.places, **came}, dict(before.groups), dict(before.stamps)
    earlier = _by_group(data, {id: before.places[id] for id in came if id in before.places})
    now = _by_group(data, came)
    for name in earlier.keys() | now.keys():
        ids = sorted({*groups.pop(name, ())}.difference(earlier.get(name, ())).union(now.get(name, ())))
        stamps.pop(name, None)
        if ids:
            groups[name] = ids
            stamps[name] = _digest(data[places[id][1] : places[id][2]] for id in ids)
    return _Seen(size, digest, places, groups, stamps)


def _places(before: _Seen, data: bytes, size: int) -> dict[str, _Place]:
    """The numbers that the lines behind those seen speak of; the first line of each says the day."""
    found: dict[str, _Place] = {}
    end = before.size - 1
    for line in data[before.size : size].split(b"\n")[:-1]:
        start, end = end + 1, end + 1 + len(line)
        if not _ID.fullmatch(id := json_lines.text_behind(line, b'"id":')):
            continue
        name = id.decode()
        known = found.get(name) or before.places.get(name)
        day = known[0] if known else written_day(json_lines.text_behind(line, b'"time":').decode())
        secret = bool(known and known[3]) or json_lines.text_behind(line, b'"reason":').startswith(b"secret")
        found[name] = day, start, end, secret
    return found


def _by_group(data: bytes, places: Mapping[str, _Place]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for id, place in places.items():
        for name in _groups(_row(data, id, place)) if _is_public(data, place) else ():
            found[name].append(id)
    return found


def _groups(row: ReceiptRow) -> Iterator[str]:
    yield block(row.id)
    yield f"thang:{row.day[:7]}"
    if row.council:
        yield Group.COUNCIL.of(f"{row.council}/{row.day[:7]}")


def _row(data: bytes, id: str, place: _Place) -> ReceiptRow:
    return ReceiptRow(id, place[0], data[place[1] : place[2]])


def _is_public(data: bytes, place: _Place) -> bool:
    _, start, end, secret = place
    return not secret or json_lines.text_behind(data[start:end], b'"outcome":').decode() not in STOPPED


def _digest(parts: Iterable[bytes]) -> str:
    return hashlib.sha256(b"\n".join(parts)).hexdigest()[:16]
