"""What is counted of each council's numbers: from its own lines of the registers, kept until one more is written.

A document more concerns one council. So that a build of one counts one, the lines of each council are told apart
without a look into them, and what was counted of the others is read from the build's state.
"""

import dataclasses
import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pipeline.account import completeness
from pipeline.account.books import Books
from pipeline.account.completeness import Series, TypeCount
from pipeline.document import accounts, register
from pipeline.document.accounts import Declaration
from pipeline.document.register import Publication
from pipeline.document.vocabulary import Council, Vocabulary
from plugins.archive_pages.json_lines import text_behind
from plugins.archive_pages.log import Register
from plugins.archive_pages.noted import Noted

_NEVER = dt.datetime.fromtimestamp(0, dt.UTC)
_FIELDS = tuple(field.name for field in dataclasses.fields(Series) if field.name != "addresses")  # which is the last


@dataclass(frozen=True)
class CountedNumbers:
    """The counts of one build.

    `kept` notes what was counted of each council, by a key that changes when the same lines may be counted in another
    way. Whatever counts raises RegisterBroken.
    """

    root: Path
    vocabulary: Vocabulary
    province: str
    register: Register
    kept: Noted

    @cached_property
    def councils(self) -> dict[str, Council]:
        """Those of the province, by slug."""
        ordered, province = self.vocabulary.ordered(), self.province
        return {one.slug: one for one in ordered if completeness.within(one.slug, province, self.vocabulary)}

    @cached_property
    def stamps(self) -> dict[str, str]:
        """For each council what changes when another thing may be counted of it.

        Lines are chained, so the last one about a council stands for those before it.
        """
        last = dict(zip(self._of_line, range(len(self._of_line)), strict=True))
        counts = Counter(self._of_line)
        return {slug: self._stamp(slug, last, counts) for slug in self.councils}

    def _stamp(self, slug: str, last: Mapping[bytes, int], counts: Mapping[bytes, int]) -> str:
        told = [repr(self._declared.get(slug))]
        for council in sorted({slug.encode(), *self._moved.get(slug.encode(), ())}):
            if council in last:
                told.append(f"{counts[council]} {self.register.lines[last[council]].decode()}")
        return hashlib.sha256("\n".join(told).encode()).hexdigest()

    @cached_property
    def _of_line(self) -> list[bytes]:
        """The council of each line's document."""
        return [_council(document) for _, document in self.register.told]

    @cached_property
    def _moved(self) -> dict[bytes, set[bytes]]:
        """Of a council that a document left for another, the other: lines about it there say that it left."""
        found: dict[bytes, set[bytes]] = {}
        for place, (event, _) in enumerate(self.register.told):
            if event == b"moved" and (former := text_behind(self.register.lines[place], b'"former":')):
                found.setdefault(_council(former), set()).add(self._of_line[place])
        return found

    def _places(self, slug: str) -> list[int]:
        """The places of the lines from which a council is counted."""
        asked = {slug.encode(), *self._moved.get(slug.encode(), ())}
        return [place for place, council in enumerate(self._of_line) if council in asked]

    @cached_property
    def _declared(self) -> Mapping[str, list[Declaration]]:
        found: dict[str, list[Declaration]] = {}
        for one in register.read(self.root / register.FOLDER / accounts.DECLARATIONS, Declaration):
            found.setdefault(one.council, []).append(accounts.revived(one))
        return found

    def of(self, slug: str) -> tuple[list[Series], list[TypeCount]]:
        """The series of one council, and its documents of other types; its own page and that of all ask for them."""
        if slug not in self._found:
            self._found[slug] = self._count(slug)
        return self._found[slug]

    @cached_property
    def _found(self) -> dict[str, tuple[list[Series], list[TypeCount]]]:
        return {}

    def _count(self, slug: str) -> tuple[list[Series], list[TypeCount]]:
        books = Books(
            publications=tuple(self._publications(self._places(slug))),
            declarations=tuple(self._declared.get(slug, ())),
        )
        series, kinds = completeness.series(books), completeness.kinds(books, self.vocabulary)
        return [one for one in series if one.council == slug], [one for one in kinds if one.council == slug]

    def _publications(self, places: Iterable[int]) -> Iterator[Publication]:
        """Of each line only three values, without its time: reading 100,000 whole lines takes seconds."""
        for place in places:
            event, document = (value.decode() for value in self.register.told[place])
            if event and document:
                former = text_behind(self.register.lines[place], b'"former":').decode() or None
                yield Publication(time=_NEVER, event=event, document=document, former=former)  # type: ignore[arg-type]

    def rows(self) -> list[Any]:
        """What is counted of all councils of the province, in the order of their slugs, of plain values."""
        known = self.kept.read() or {}
        found = {slug: self._rows(slug, known.get(slug)) for slug in sorted(self.councils)}
        if found != known:
            self.kept.write(found)
        return [row for _, rows in found.values() for row in rows]

    def _rows(self, slug: str, known: Any) -> list[Any]:
        stamp = self.stamps[slug]
        if known and known[0] == stamp:
            return list(known)
        return [stamp, [[_plain(getattr(one, name)) for name in _FIELDS] for one in self.of(slug)[0]]]


def _council(address: bytes) -> bytes:
    return address.partition(b"/")[2].partition(b"/")[0]


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def counted_series(row: Iterable[Any]) -> Series:
    """A row of `CountedNumbers.rows`, without its addresses."""
    council, year, series, *numbers, last, declared = row
    values: list[Any] = [council, year, series, *map(tuple, numbers), last, declared]
    return Series(*values)
