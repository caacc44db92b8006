"""What became of documents, for programs that keep a copy: new, changed, withdrawn, in pages of fixed content.

Everything comes from the lines of the register of publications: their place in it is the cursor, so every machine gives
the same pages, and one line more changes the last page and the head alone. An entry names its document by identity and
says nothing of its text: a page that is never written again may hold nothing that a later withdrawal has to take out.
Lines that a person took back before a build showed them tell of nothing. `docs/reference/json-feed.md` is the format.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from pipeline.document.licence import LICENCE
from plugins import archive_feeds, archive_schemas
from plugins.archive_dictionary import EVENTS, names
from plugins.archive_exports import line, table
from plugins.archive_pages.groups import Group
from plugins.archive_pages.json_lines import standing, text_behind
from plugins.archive_pages.log import Register
from plugins.incremental import Output

if TYPE_CHECKING:
    from pipeline.settings import SiteSettings

FOLDER = "du-lieu/su-kien"
HEAD = f"{FOLDER}/moi-nhat.json"
VERSION = 1
_LONGEST = 1 << 12  # of a line, more or less
_TAIL = 1 << 20  # in which the last line surely stands: without its end 20,000 lines are not copied
_UNDONE = b"undone"
_DOWN = frozenset({b"withdrawn", b"suspended"})  # `register.DOWN`; its module loads more than a build needs


class ListedEvent(NamedTuple):
    """One line of the register that counts: its number, what it is to a copy, the first address of its document."""

    seq: int
    act: str
    first: str
    line: bytes

    def values(self) -> dict[str, str | int]:
        """What a page says of it; what is unknown is left out, and so is the hash of a tombstone."""
        found = {key: text_behind(self.line, f'"{key}":'.encode()).decode() for key in ("time", "event", "document")}
        content = text_behind(self.line, b'"sha256":').decode() if self.act != "withdrawn" else ""
        named = {"id": archive_feeds.identifier(self.first), "address": found["document"], "content": content}
        values: dict[str, str | int] = {
            "seq": self.seq,
            "time": found["time"],
            "act": self.act,
            "event": found["event"],
            **named,
        }
        return {key: value for key, value in values.items() if value}


_Act = tuple[int, str, bytes]
"""The place of a line, from 0, what it is to a copy, and the first address of its document."""


class EventPages:
    """The pages, by their number from 1; read once a build and only when a register has changed.

    `basis` gives what changes when documents may say something else although nothing became of them; `each` is how many
    lines of the register a page is for (`PageSizes.events`).
    """

    def __init__(self, register: Register, basis: Callable[[], str], each: int) -> None:
        self._register, self.basis, self._each = register, basis, each

    @cached_property
    def _acts(self) -> Mapping[int, list[_Act]]:
        """What counts, by page. Page 2 of 200 holds the lines 201 to 400, so that a line always stands on one page."""
        found: dict[int, list[_Act]] = {}
        for one in _acts(standing(self._register.told), self._former):
            found.setdefault(one[0] // self._each + 1, []).append(one)
        return found

    def shown(self, page: int) -> list[ListedEvent]:
        """What a page shows."""
        acts, lines = self._acts_of(page), self._register.lines
        return [ListedEvent(place + 1, act, first.decode(), lines[place]) for place, act, first in acts]

    def _acts_of(self, page: int) -> Iterable[_Act]:
        """Of a page alone, from what was said of its documents before, where no line moves one or takes one back."""
        told, start = self._register.told, (page - 1) * self._each
        if self._moves or not self._is_plain:
            return self._acts.get(page, ())
        documents = {document for _, document in told[start : start + self._each]}
        named = [(place, *one) for place, one in enumerate(told[: start + self._each]) if one[1] in documents]
        return [act for act in _acts(named, lambda _: b"") if act[0] >= start]

    @cached_property
    def _moves(self) -> bool:
        return b'"former":"' in self._register.data or b'"former": "' in self._register.data

    def _former(self, place: int) -> bytes:
        return text_behind(self._register.lines[place], b'"former":') if self._moves else b""

    @cached_property
    def last(self) -> int:
        """The number of the newest line, 0 before the first."""
        return self._register.data.count(b"\n")

    @property
    def count(self) -> int:
        """How many pages there are."""
        return -(-self.last // self._each)

    def stamps(self) -> dict[str, str]:
        """A stamp of each page, which changes with what it shows: lines are chained, so the last stands for all."""
        return {
            **{Group.EVENTS.of(page): self._stamp(page) for page in range(1, self.count + 1)},
            Group.DATA: str(self.count),  # the list of all tables names them
            Group.EVENTS.prefix: f"{self.last} {_digest(self._register.data[-_LONGEST:])}",
        }

    def _stamp(self, page: int) -> str:
        end = min(page * self._each, self.last)
        if self._is_plain:  # nothing was taken back: no line has to be understood
            return f"{end - (page - 1) * self._each} {end} {_digest(self._register.lines[end - 1])}"
        shown = self.shown(page)
        return f"{len(shown)} {end} {_digest(shown[-1].line if shown else b'')}"

    @cached_property
    def _is_plain(self) -> bool:
        return not any(event == _UNDONE for event, _ in self._register.told)

    def outputs(self, rest: str, site: "SiteSettings", archive: str) -> Iterable[Output]:
        """The files of a page; without a number, the head. `archive` as `archive_feeds.identity` gives it."""
        return self._page(int(rest)) if rest else self._first(site, archive)

    def _first(self, site: "SiteSettings", archive: str) -> Iterator[Output]:
        yield Output(f"{FOLDER}/luoc-do.json", data=archive_schemas.feed())
        yield self._head(site, archive)

    def _page(self, number: int) -> Iterator[Output]:
        rows = [one.values() for one in self.shown(number)]
        bounds = {"from": (number - 1) * self._each + 1, "to": number * self._each}
        head = line({"v": VERSION, "page": number, **bounds, "closed": self.last >= number * self._each})
        entries = ",\n".join(map(line, rows))
        yield Output(f"{FOLDER}/{name(number)}.json", data=f'{head[:-1]},"entries":[\n{entries}\n]}}\n'.encode())
        lines = [dict(zip(names(EVENTS), (_cell(row, key) for key in _COLUMNS), strict=True)) for row in rows]
        yield Output(f"{FOLDER}/{name(number)}.csv", data=table(lines, names(EVENTS)))

    def _head(self, site: "SiteSettings", archive: str) -> Output:
        """Where the newest page is: the one file to ask for when nothing has changed."""
        newest = self.count
        values = {
            "v": VERSION,
            "feed": archive_feeds.identifier(f"{archive} {FOLDER}"),
            "name": site.name,
            "site": site.url,
            "basis": self.basis(),
            "seq": self.last,
            "time": text_behind(self._register.data[-_TAIL:].rstrip(b"\n").rpartition(b"\n")[2], b'"time":').decode(),
            "page": newest,
            "per_page": self._each,
            "newest": f"{FOLDER}/{name(newest)}.json" if newest else None,
            "schema": f"{FOLDER}/luoc-do.json",
            "license": LICENCE,
        }
        known = {key: value for key, value in values.items() if value not in ("", None)}
        return Output(HEAD, data=f"{json.dumps(known, ensure_ascii=False, indent=1)}\n".encode())


_COLUMNS = ("seq", "time", "act", "event", "id", "address", "content")


def _cell(row: Mapping[str, str | int], key: str) -> str | None:
    return str(row[key]) if key in row else None


def name(page: int) -> str:
    """The name of a page's files, which sorts as the pages do."""
    return f"{page:06d}"


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


def _acts(lines: Iterable[tuple[int, bytes, bytes]], former_of: Callable[[int], bytes]) -> Iterator[_Act]:
    first: dict[bytes, bytes] = {}
    shown: set[bytes] = set()
    for place, event, document in lines:
        if former := former_of(place):
            first[document] = first.get(former, former)
        known = first.get(document, document)
        if event in _DOWN:
            shown.discard(known)
            act = "withdrawn"
        else:
            act = "changed" if known in shown else "new"
            shown.add(known)
        yield place, act, known
