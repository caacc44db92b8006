"""The days of the law are those of Viet Nam, wherever the machine stands."""

import datetime as dt

VIETNAM = dt.timezone(dt.timedelta(hours=7))


def day(time: dt.datetime) -> dt.date:
    """The day of an instant in Viet Nam."""
    return local(time).date()


def written_day(instant: str) -> str:
    """The same of an instant in ISO 8601, as a date in ISO 8601; empty stays empty."""
    return day(dt.datetime.fromisoformat(instant)).isoformat() if instant else ""


def local(time: dt.datetime) -> dt.datetime:
    """An instant as the clocks of Viet Nam show it."""
    return time.astimezone(VIETNAM)
