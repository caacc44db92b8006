"""How long reported errors wait, in working days, and which wait too long (article 9.1)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.account.books import Books, ReportedError
from pipeline.account.holidays import Calendar
from pipeline.document.zone import day
from pipeline.settings import OfficeSettings


@dataclass(frozen=True, slots=True)
class Open:
    """A reported error without an answer; `age` in working days."""

    complaint: ReportedError
    age: int
    is_late: bool


def waiting(books: Books, on: dt.date, office: OfficeSettings) -> list[Open]:
    """Open reports, oldest first; late are those older than the office's number of working days."""
    calendar, found = Calendar.of(office), []
    for complaint in books.complaints.values():
        if complaint.answered is None:
            age = calendar.between(complaint.since, on)
            found.append(Open(complaint, age, age > office.answer_days))
    return sorted(found, key=lambda one: (-one.age, one.complaint.received.id))


def answer_times(complaints: Iterable[ReportedError], office: OfficeSettings) -> list[int]:
    """Working days from report to answer, shortest first."""
    calendar = Calendar.of(office)
    return sorted(calendar.between(one.since, day(one.answered.time)) for one in complaints if one.answered is not None)
