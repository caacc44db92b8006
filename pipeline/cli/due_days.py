"""What `status` and `completeness` say of days by which an oversight asked for a report."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from pipeline import account, errors
from pipeline.account.follow_up import FollowUp, unanswered
from pipeline.archive.catalogue import Catalogue
from pipeline.cli.screen import now, session
from pipeline.document.zone import day

_SOON = 30  # days; what is due later is counted only


def sentences() -> Iterator[tuple[str, str]]:
    """Each day that is over or near, in Vietnamese and English, the oldest first; then how many come later."""
    on, later = day(now()), 0
    for one in _open():
        if one.days_late(on) < -_SOON:
            later += 1
        else:
            yield _sentence(one, on)
    if later:
        yield f"Theo dõi giám sát: {later} hạn nữa sau {_SOON} ngày tới.", f"Follow-up: {later} more days due later."


def alarms() -> list[tuple[str, str]]:
    """How many are overdue, for `hdnd status`; the list is that of `hdnd completeness`."""
    late = len(counts()["follow_ups"]["late"])
    vi = f"Theo dõi giám sát: {late} văn bản có hạn đã qua, chưa có báo cáo thực hiện; xem hdnd completeness."
    return [(vi, f"Follow-up: {late} documents name a day that is over, without a report; see hdnd completeness.")][
        :late
    ]


def counts() -> dict[str, Any]:
    """The same for `hdnd status --json`."""
    on, found = day(now()), _open()
    late = dict.fromkeys(one.document.address for one in found if one.days_late(on) > 0)
    return {"follow_ups": {"open": len(found), "late": list(late)}}


def _sentence(one: FollowUp, on: dt.date) -> tuple[str, str]:
    late, date = one.days_late(on), f"{one.date:%d/%m/%Y}"
    vi, en = ("quá hạn", "overdue since") if late > 0 else ("đến hạn", "due")
    days = (f" ({late} ngày)", f" ({late} days)") if late > 0 else ("", "")
    what = f"{one.document.code}, {one.document.address}: {one.sentence}"
    return f"Theo dõi giám sát {vi} {date}{days[0]}: {what}", f"Follow-up {en} {date}{days[1]}: {what}"


def _open() -> list[FollowUp]:
    try:
        return unanswered(account.read(session.root), Catalogue(session.root).find)
    except errors.RegisterBroken:  # `status` says so itself
        return []
