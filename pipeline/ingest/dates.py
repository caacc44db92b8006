"""Dates and instants as senders write them."""

import datetime as dt
import re

from pipeline.document.zone import VIETNAM

# Behind a day its hour may stand, but no second day: "10/07/2024 - 12/07/2024" is a time from one to the other.
_HOUR = r"(?:[T\s](?!.*(?:/|\d[.-]\d{1,2}[.-]\d{4}(?!\d)|(?<!\d)\d{4}[.-]\d{1,2}[.-]\d)).*)?$"
_YEAR_FIRST = re.compile(r"(\d{4})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{1,2})" + _HOUR)
_DAY_FIRST = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})" + _HOUR)
_IN_WORDS = re.compile(r"(?:ngày\s+)?(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})$", re.I)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})$")
_CLOCK = re.compile(r"[T\s](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?$")


def day(printed: str, *, day_first: bool = False) -> tuple[dt.date | None, str]:
    """The date and a reason code, empty when it is beyond doubt.

    `yyyy/MM/dd` is the form of the standard, "ngày 10 tháng 7 năm 2024" as certain. `day_first` says that the package
    is of the generation that wrote `dd/MM/yyyy`; elsewhere that form is read so but doubted, unless its day cannot be a
    month; the page may settle the doubt (`gate.still_open`).
    """
    printed = printed.strip()
    match = _YEAR_FIRST.match(printed) or _COMPACT.match(printed)
    if match:
        return _made(match[1], match[2], match[3])
    if match := _IN_WORDS.match(printed):
        return _made(match[3], match[2], match[1])
    match = _DAY_FIRST.match(printed)
    if not match:
        return None, "date-invalid"
    found, problem = _made(match[3], match[2], match[1])
    doubtful = not day_first and int(match[1]) <= 12
    return found, problem or ("date-format" if doubtful else "")


def instant(printed: str) -> dt.datetime | None:
    """`yyyy/MM/dd HH:mm:ss` and its relatives; Vietnamese time where none is said; None when it is not one."""
    printed = printed.strip()
    date, _ = day(printed, day_first=True)
    if date is None:
        return None
    clock = _CLOCK.search(printed)
    hour, minute, second = (int(clock[i] or 0) for i in (1, 2, 3)) if clock else (0, 0, 0)
    try:
        time = dt.time(hour, minute, second, tzinfo=_zone(clock[4] if clock else None))
        return dt.datetime.combine(date, time).astimezone(VIETNAM)
    except (ValueError, OverflowError):
        return None


def _zone(said: str | None) -> dt.timezone:
    if not said:
        return VIETNAM
    if said == "Z":
        return dt.UTC
    minutes = int(said[1:3]) * 60 + int(said[-2:])
    return dt.timezone(dt.timedelta(minutes=-minutes if said[0] == "-" else minutes))


def _made(year: str, month: str, day_of_month: str) -> tuple[dt.date | None, str]:
    try:
        return dt.date(int(year), int(month), int(day_of_month)), ""
    except ValueError:
        return None, "date-invalid"
