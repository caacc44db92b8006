"""How long reported errors wait, in working days, and which wait too long (article 9.1)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.account.books import Books, Complaint, day


@dataclass(frozen=True, slots=True)
class Open:
    """A reported error without an answer; `age` in working days."""

    complaint: Complaint
    age: int
    is_late: bool


def working_days(begin: dt.date, end: dt.date) -> int:
    """Mondays to Fridays after `begin` up to and with `end`; holidays count as working days, so that alarm is early."""
    whole, rest = divmod((end - begin).days, 7)
    left = sum((begin + dt.timedelta(days=step)).weekday() < 5 for step in range(1, rest + 1))
    return max(0, 5 * whole + left)


def waiting(books: Books, on: dt.date, limit: int) -> list[Open]:
    """Open reports, oldest first; late are those older than `limit` working days."""
    found = []
    for complaint in books.complaints.values():
        if complaint.answered is None:
            age = working_days(complaint.since, on)
            found.append(Open(complaint, age, age > limit))
    return sorted(found, key=lambda one: (-one.age, one.complaint.received.id))


def answer_times(complaints: Iterable[Complaint]) -> list[int]:
    """Working days from report to answer, shortest first."""
    return sorted(working_days(one.since, day(one.answered.time)) for one in complaints if one.answered is not None)
