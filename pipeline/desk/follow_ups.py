"""The desk's page of days by which an oversight asked for a report that has not come; those that are over lead."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, TypeVar

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pipeline import errors
from pipeline.account.books import Books
from pipeline.account.follow_up import FollowUp, unanswered
from pipeline.archive import Archive
from pipeline.archive.store import stamp
from pipeline.desk.officer import Desk
from pipeline.desk.spoken import spoken
from pipeline.document import deadlines
from pipeline.document.passage import Passage
from pipeline.document.record import Document
from pipeline.document.vocabulary import Vocabulary
from pipeline.document.zone import day

_LEADING = 5  # of those that are over, how many the list of what waits names

Stamp = tuple[int, int]
"""As `store.stamp` answers it."""
_T = TypeVar("_T")


class DueRow(NamedTuple):
    """A day due as the pages show it; `late` in days, none above zero while the day is not over."""

    address: str
    code: str
    council: str
    date: dt.date
    late: int
    sentence: str


class FollowUpPages:
    """What /due answers, and what the list says of it; `page` renders a template, `desk` is the sitting."""

    def __init__(self, desk: Desk, page: Callable[..., Response]) -> None:
        self.desk, self._page = desk, page
        self._books: dict[str, tuple[Stamp | None, Books]] = {}
        self._slugs: dict[str, tuple[Stamp | None, str | None]] = {}
        self._documents: dict[str, tuple[Stamp | None, tuple[Document, tuple[Passage, ...]] | None]] = {}

    @property
    def routes(self) -> list[Route]:
        """Their routes."""
        return [Route("/due", self.due)]

    def due(self, _: Request) -> Response:
        """All of them, the earliest first."""
        try:
            return self._page("due.html", rows=self._rows(self.desk.archive), said="")
        except errors.RegisterBroken as error:
            return self._page("due.html", 409, rows=[], said=spoken(error))

    def leading(self, store: Archive) -> tuple[list[DueRow], int]:
        """The first of those that are over, and how many are; none where the register cannot be read."""
        try:
            late = [row for row in self._rows(store) if row.late > 0]
        except errors.RegisterBroken:  # whoever decides anything is told
            return [], 0
        return late[:_LEADING], len(late)

    def _rows(self, store: Archive) -> list[DueRow]:
        return self.shown(self.unanswered(store))

    def shown(self, found: Iterable[FollowUp]) -> list[DueRow]:
        """Days due as the pages show them."""
        return list(_shown(found, day(self.desk.clock()), self.desk.vocabulary))

    def unanswered(self, store: Archive) -> list[FollowUp]:
        """Days without a report, the earliest first. Raises RegisterBroken."""
        return unanswered(self._published(store), lambda address: self._read(store, address))

    def in_dossiers(self, store: Archive) -> Iterator[Document]:
        """Published documents that belong to a dossier. Raises RegisterBroken."""
        standing = self._published(store).standing
        for address in (address for address, state in standing.items() if state == "published"):
            found = self._read(store, address) if self._dossier(store, address) else None
            if found and found[0].dossier:
                yield found[0]

    def _dossier(self, store: Archive, address: str) -> str | None:
        """The slug of a document's dossier by a look at its file."""
        catalogue = store.shelves.catalogue

        def slug() -> str | None:
            return catalogue.dossier(address) if catalogue.exists(address) else None

        return _remembered(self._slugs, address, catalogue.path(address), slug)

    def _published(self, store: Archive) -> Books:
        """The register of publications."""
        ledger = store.shelves.registers.publications
        return _remembered(self._books, "", ledger.path, lambda: Books(publications=ledger.read()))

    def _read(self, store: Archive, address: str) -> tuple[Document, tuple[Passage, ...]] | None:
        """A document with those of its passages that may name a day."""
        catalogue = store.shelves.catalogue

        def telling() -> tuple[Document, tuple[Passage, ...]] | None:
            found = catalogue.find(address)
            return (found[0], tuple(filter(_may_name, found[1]))) if found else None

        return _remembered(self._documents, address, catalogue.path(address), telling)


def _shown(found: Iterable[FollowUp], on: dt.date, words: Vocabulary) -> Iterable[DueRow]:
    for one in found:
        document = one.document
        label = words.label(document.council)
        yield DueRow(document.address, document.code, label, one.date, one.days_late(on), one.sentence)


def _may_name(passage: Passage) -> bool:
    return any(map(deadlines.may_hold, (passage.text, *(" ".join(row) for row in passage.rows))))


def _remembered(known: dict[str, tuple[Stamp | None, _T]], key: str, path: Path, read: Callable[[], _T]) -> _T:
    """What `read` answered of a file, asked again once that was written or has gone."""
    now = stamp(path)
    if now is None or key not in known or known[key][0] != now:
        known[key] = (now, read())
    return known[key][1]
