"""Figures with the list behind each: facts of a period, grouped by any of their sides into tables."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pipeline import errors
from pipeline.account.books import Books
from pipeline.account.identity import Identity
from pipeline.document.register import DOWN
from pipeline.document.zone import VIETNAM, day

RECEIVED, PUBLISHED, UPDATED, WITHDRAWN = "received", "published", "updated", "withdrawn"
HELD, REFUSED, DUPLICATE = "held", "refused", "duplicate"
COLUMNS: Mapping[str, str] = {
    RECEIVED: "Nhận",
    PUBLISHED: "Công bố",
    UPDATED: "Cập nhật",
    WITHDRAWN: "Gỡ",
    HELD: "Còn chờ",
    REFUSED: "Từ chối",
    DUPLICATE: "Trùng",
}
_EVENTS = {"published": PUBLISHED, "updated": UPDATED, "moved": UPDATED}
_EVENTS |= dict.fromkeys(DOWN, WITHDRAWN)


def month_of(date: dt.date) -> str:
    """The month of a day as a letter writes it: 07/2026."""
    return f"{date:%m}/{date.year}"


@dataclass(frozen=True, slots=True)
class ReportPeriod:
    """Days from `begin` to `end`, both included."""

    begin: dt.date
    end: dt.date

    def __post_init__(self) -> None:
        if self.end < self.begin:
            raise errors.UsageError(
                what=f"--to {self.end}: trước --from {self.begin}",
                what_en=f"--to {self.end}: before --from {self.begin}",
            )

    @property
    def closes(self) -> dt.datetime:
        """The instant at which it is over."""
        return dt.datetime.combine(self.end + dt.timedelta(days=1), dt.time(), VIETNAM)

    def holds(self, time: dt.datetime) -> bool:
        """Whether an instant lies in it."""
        return self.begin <= day(time) <= self.end

    @property
    def months(self) -> list[str]:
        """07/2026, 08/2026, … each that it touches."""
        found = []
        year, month = self.begin.year, self.begin.month
        while (year, month) <= (self.end.year, self.end.month):
            found.append(month_of(dt.date(year, month, 1)))
            year, month = (year + month // 12, month % 12 + 1)
        return found


@dataclass(frozen=True, slots=True)
class CountedThing:
    """One thing that is counted: `subject` is a receipt number, an address or the number of a report."""

    column: str
    time: dt.datetime
    subject: str
    place: Identity | None = None
    sender: str | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as shown, and what it was counted from."""

    shown: str
    behind: tuple[CountedThing, ...] = ()

    @classmethod
    def count(cls, facts: Iterable[CountedThing]) -> "Figure":
        """How many."""
        behind = tuple(facts)
        return cls(str(len(behind)), behind)


@dataclass(frozen=True, slots=True)
class FiguresRow:
    """A line of a table."""

    label: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Table:
    """A table of the report; `note` says what a reader must know to read it, `prose` that its last column is prose."""

    key: str
    title: str
    head: str
    columns: tuple[str, ...]
    rows: tuple[FiguresRow, ...]
    note: str = ""
    prose: bool = False

    def cells(self) -> Iterator[tuple[str, FiguresRow, str, Figure]]:
        """Every figure with the name of its list, its row and its column."""
        for number, row in enumerate(self.rows, 1):
            for column, (label, figure) in enumerate(zip(self.columns, row.figures, strict=True), 1):
                yield f"{self.key}-{number}-{column}", row, label, figure


@dataclass(frozen=True)
class Counted:
    """Everything that is counted in a period, from books that end with it."""

    books: Books
    period: ReportPeriod

    @cached_property
    def facts(self) -> tuple[CountedThing, ...]:
        """All facts of the tables by level, council, sender, kind and month."""
        return (*self._of_receipts(), *self._of_publications())

    def column(self, name: str) -> tuple[CountedThing, ...]:
        """The facts of one column."""
        return tuple(fact for fact in self.facts if fact.column == name)

    @cached_property
    def opening(self) -> tuple[CountedThing, ...]:
        """What waited when the period began."""
        begin = dt.datetime.combine(self.period.begin, dt.time(), VIETNAM)
        before = self.books.until(begin).cases.values()
        return tuple(CountedThing(HELD, case.received, case.receipt) for case in before if case.waits)

    @cached_property
    def decided(self) -> tuple[CountedThing, ...]:
        """What came in or waited and was settled in the period: neither waits any more nor was settled before."""
        waited = {fact.subject for fact in self.opening}
        cases = self.books.cases.values()
        ours = (case for case in cases if case.receipt in waited or self.period.holds(case.received))
        return tuple(
            CountedThing(case.last.outcome, case.last.time, case.receipt, _place(case.last.document), case.last.sender)
            for case in ours
            if not case.waits
        )

    @cached_property
    def durations(self) -> tuple[tuple[dt.timedelta, CountedThing], ...]:
        """Time from receipt to publication of each file that became public in the period, shortest first."""
        found = []
        for case in self.books.cases.values():
            for line in (line for line in case.lines if line.seq not in self.books.undone):
                if line.outcome in ("accepted", "updated", "replaced") and self.period.holds(line.time):
                    took = line.time - case.received
                    fact = CountedThing(
                        PUBLISHED, line.time, line.id, _place(line.document), line.sender, duration(took)
                    )
                    found.append((took, fact))
        return tuple(sorted(found, key=lambda pair: (pair[0], pair[1].subject)))

    def _of_receipts(self) -> Iterator[CountedThing]:
        for case in self.books.cases.values():
            last = case.last
            if self.period.holds(case.received):
                yield CountedThing(RECEIVED, case.received, case.receipt, _place(last.document), last.sender)
            if case.waits:
                yield CountedThing(HELD, case.received, case.receipt, words=last.reason or "")
            if last.outcome in (REFUSED, DUPLICATE) and self.period.holds(last.time):
                yield CountedThing(
                    last.outcome, last.time, case.receipt, _place(last.document), last.sender, last.reason or ""
                )

    def _of_publications(self) -> Iterator[CountedThing]:
        for line in self.books.counting:
            column = _EVENTS.get(line.event)
            if column and self.period.holds(line.time):
                case = self.books.cases.get(line.receipt or "")
                sender = next((one.sender for one in reversed(case.lines) if one.sender), None) if case else None
                yield CountedThing(column, line.time, line.document, _place(line.document), sender)


def grouped(
    facts: Sequence[CountedThing],
    key: Callable[[CountedThing], str],
    rank: Callable[[str], Any],
) -> tuple[FiguresRow, ...]:
    """Rows by `key`, in the order of `rank`, and their sum."""
    found: dict[str, list[CountedThing]] = {}
    for fact in facts:
        found.setdefault(key(fact), []).append(fact)
    ranked = sorted(found, key=lambda label: (rank(label), label))
    rows = [_row(label, found[label]) for label in ranked]
    return (*rows, _row("Cộng", facts))


def _row(label: str, facts: Sequence[CountedThing]) -> FiguresRow:
    return FiguresRow(label, tuple(Figure.count(fact for fact in facts if fact.column == column) for column in COLUMNS))


def plain(rows: Sequence[tuple[str, Sequence[CountedThing]]]) -> tuple[FiguresRow, ...]:
    """Rows of one count each."""
    return tuple(FiguresRow(label, (Figure.count(facts),)) for label, facts in rows)


def quantile(sorted_values: Sequence[dt.timedelta], share: float) -> dt.timedelta:
    """The nearest rank: the smallest value that at least this share of all does not exceed; of at least one value."""
    rank = -(-len(sorted_values) * round(share * 100) // 100)
    return sorted_values[max(rank, 1) - 1]


def duration(took: dt.timedelta) -> str:
    """3 ngày 4 giờ; 5 giờ 20 phút; dưới 1 phút."""
    minutes = int(took.total_seconds()) // 60
    days, hours, left = minutes // 1440, minutes % 1440 // 60, minutes % 60
    parts = [(days, "ngày"), (hours, "giờ"), (left if not days else 0, "phút")]
    return " ".join(f"{count} {word}" for count, word in parts if count) or "dưới 1 phút"


def _place(address: str | None) -> Identity | None:
    return Identity.of(address) if address else None
