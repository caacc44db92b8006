"""What an oversight asked for by a day and nobody has reported on yet, from the documents' own sentences."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from pipeline.account.books import Books
from pipeline.document import deadlines
from pipeline.document.passage import Passage
from pipeline.document.record import Document

Reader = Callable[[str], tuple[Document, tuple[Passage, ...]] | None]
"""The document at an address with its text; None where it cannot be read."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One day that a conclusion, a resolution on an oversight or a recommendation names."""

    document: Document
    date: dt.date
    sentence: str

    def days_late(self, on: dt.date) -> int:
        """Days since the day was over; not above zero while it is not."""
        return (on - self.date).days


def unanswered(books: Books, read: Reader) -> list[FollowUp]:
    """Days due for which no report on the follow-up stands in the same dossier, the earliest first.

    Only documents are read whose form of oversight asks or reports, or whose form no line of the register tells.
    """
    forms, wanted = books.forms, {*deadlines.ASKING, deadlines.FOLLOWED, None}
    addresses = [one for one, state in books.standing.items() if state == "published" and forms.get(one) in wanted]
    found = [one for one in map(read, addresses) if one and one[0].dossier]
    reports = [document for document, _ in found if document.oversight == deadlines.FOLLOWED]
    asking = (one for one in found if deadlines.asks(one[0].oversight, one[0].type))
    open_ones = (one for one in asking if not _is_answered(one[0], reports))
    return sorted(_due(open_ones), key=lambda one: (one.date, one.document.address))


def _is_answered(document: Document, reports: Iterable[Document]) -> bool:
    """As the course of an oversight on the site says: a report of the same dossier, not older than what asked."""
    own = (document.council, document.dossier)
    return any((one.council, one.dossier) == own and one.dates.issued >= document.dates.issued for one in reports)


def _due(found: Iterable[tuple[Document, tuple[Passage, ...]]]) -> Iterator[FollowUp]:
    for document, passages in found:
        for due in deadlines.find(passages, document.dates.issued):
            yield FollowUp(document, due.date, due.sentence)
